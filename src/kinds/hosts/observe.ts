/** Whose are the records of a zone? Those with a mark of this estate, in files that Phoenix wrote. */
import type { ObserveInput } from '../kind.ts';
import { markOfId } from '../mark-file.ts';
import type { Seen } from '../seen.ts';
import { type HostsLive, liveOf } from './live.ts';
import { type HostsSpec, isOurs } from './spec.ts';

export function observeHosts({
  snapshot,
  id,
  estate,
  env,
  want,
  base,
}: ObserveInput<HostsSpec>): Seen<HostsLive> {
  if (![...snapshot.nodes.values()].some(({ reachable }) => reachable))
    return { is: 'unknown', why: 'no node of the cluster can be reached' };
  const zone = id.slice('hosts:'.length);
  const live = liveOf(snapshot, zone, (want ?? base)?.spec.nodes ?? null);
  const owned = markOfId(snapshot, estate, id);
  const strange = [...live.nodes].find(([, { conf, records }]) => !isOurs(conf) || !isOurs(records));
  if (strange)
    return { is: 'foreign', why: `on ${strange[0]} somebody else has written the records of ${zone}` };
  if (owned && owned.mark.env !== env)
    return {
      is: 'foreign',
      why: `the records of ${zone} belong to the environment ${owned.mark.env ?? 'without a name'}`,
    };
  return owned ? { is: 'ours', live, mark: owned.mark } : { is: 'absent' };
}
