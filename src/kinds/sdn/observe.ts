/** Whose is a zone or a vnet? Its mark file tells; without one, what git said at the last commit. */
import { MARK_FILES, markOfId, marksIn, otherOwner } from '../mark-file.ts';
import type { ObserveInput } from '../kind.ts';
import type { Seen } from '../seen.ts';
import type { Reads, Snapshot } from '../../node/port.ts';
import { isSame, SDN_FILES } from './config.ts';
import { IPAM_FILES } from './ipam.ts';
import { leftIn } from './left.ts';
import { liveOf, sdnIn, type SdnLive } from './live.ts';
import { INTERFACES_FILE } from './node-config.ts';
import { isMeant } from './pending.ts';
import type { SdnSpec } from './spec.ts';

export const SDN_READS: Reads = {
  cluster: [...SDN_FILES, ...IPAM_FILES, MARK_FILES],
  node: [INTERFACES_FILE],
};

const foreign = (why: string): Seen<SdnLive> => ({ is: 'foreign', why });

export function observeSdn({ snapshot, id, estate, env, want, base }: ObserveInput<SdnSpec>): Seen<SdnLive> {
  if (![...snapshot.nodes.values()].some(({ reachable }) => reachable)) {
    return { is: 'unknown', why: 'no node of the cluster can be reached' };
  }
  const state = sdnIn(snapshot);
  const [type = '', name = ''] = id.split(':');
  const address = (want ?? base)?.address ?? `${type}/${name}`;
  const owned = markOfId(snapshot, estate, id);
  const isOurTransaction = leftIn(snapshot.files, estate).known.includes(address);
  const live = liveOf(snapshot, id);
  if (!live) {
    // It was taken away, and its mark was not: that is the rest of the work.
    if (owned && owned.mark.env === env && !want)
      return { is: 'ours', live: { objects: new Map(), behind: [] }, mark: owned.mark };
    const isEdited = state.pending.has(id) && !owned && !isOurTransaction;
    return isEdited
      ? foreign(`somebody made a ${type} ${name} and has not applied it: apply or remove it in Proxmox first`)
      : { is: 'absent' };
  }
  if (owned && owned.mark.env !== env) {
    return foreign(`the ${type} ${name} belongs to the environment ${owned.mark.env ?? 'without a name'}`);
  }
  if (owned) return { is: 'ours', live, mark: owned.mark };
  const other = otherOwner(snapshot, estate, id);
  if (other !== null) return foreign(`the ${type} ${name} belongs to the estate ${other}`);
  const equals = (spec: SdnSpec | undefined) =>
    spec !== undefined && spec.objects.every(({ key, fields }) => isMeant(live.objects.get(key), fields));
  if (isOurTransaction && equals(want?.spec)) {
    return { is: 'ours', live, mark: null, repair: 'an earlier apply made it and did not come to its end' };
  }
  if (equals(base?.spec) && live.objects.size === base?.spec.objects.length) {
    const exact = base.spec.objects.every(({ key, fields }) => isSame(live.objects.get(key), fields));
    if (exact) return { is: 'ours', live, mark: null, repair: 'its mark file was gone' };
  }
  if (want?.spec.adopt) return { is: 'adoptable', live };
  return foreign(
    `a ${type} ${name} is there already, and it is not of this estate: "adopt": true takes it over`,
  );
}

/** Those of one kind that this estate has on the cluster. */
export const ownedBy =
  (prefix: string) =>
  (snapshot: Snapshot, estate: string, env: string | null): ReturnType<typeof marksIn> =>
    marksIn(snapshot, estate, env, prefix);
