/**
 * Whose a pool is: its marker is a file of the cluster. A pool is never destroyed nor made over, so one that is there
 * already is taken as the one that its file declares, unless another estate has marked it.
 */
import type { Snapshot } from '../../node/port.ts';
import type { Vdev } from '../dataset/vdevs.ts';
import { type Properties, stateOf, unreadable, zfsOn } from '../dataset/zfs-reading.ts';
import type { Id, ObserveInput } from '../kind.ts';
import { markOfId, marksIn } from '../mark-file.ts';
import type { Owned, Seen } from '../seen.ts';
import type { NodeName } from '../step.ts';
import { layoutText } from './layout.ts';
import type { ZpoolSpec } from './spec.ts';

export interface ZpoolLive {
  /** `ONLINE`, `DEGRADED`, `SUSPENDED` … */
  readonly state: string;
  readonly properties: Properties;
  readonly vdevs: readonly Vdev[] | null;
}

export const idOfZpool = (node: NodeName, pool: string): Id => `zpool:${node}:${pool}`;

function named(id: Id): { readonly node: NodeName; readonly pool: string } {
  const [, node = '', pool = ''] = /^zpool:([^:]*):(.*)$/s.exec(id) ?? [];
  return { node, pool };
}

export function observeZpool({ snapshot, id, estate, want }: ObserveInput<ZpoolSpec>): Seen<ZpoolLive> {
  const { node, pool } = named(id);
  const state = stateOf(snapshot, node, pool);
  if (state === 'SUSPENDED')
    return { is: 'unknown', why: `the pool ${pool} on ${node} is suspended: its disks do not answer` };
  const why = unreadable(snapshot, node);
  if (why !== null) return { is: 'unknown', why };
  const found = zfsOn(snapshot, node)?.pools.get(pool);
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  // Of one that is wanted no more, its marker is all that can be left.
  if (!found && mark && !want)
    return { is: 'ours', live: { state: 'GONE', properties: new Map(), vdevs: null }, mark };
  if (!found) return { is: 'absent' };
  const live = { state: state ?? 'UNKNOWN', ...found };
  if (mark) return { is: 'ours', live, mark };
  // Of one that was to be made here, only the very same disks tell that it is no other.
  const isOther =
    want?.spec.create === true &&
    found.vdevs !== null &&
    layoutText(want.spec.groups) !== layoutText(found.vdevs);
  if (isOther) {
    const is = `a pool ${pool} of other disks is there already`;
    return { is: 'foreign', why: `${is}; without "create" its file takes it as it is` };
  }
  return { is: 'adoptable', live };
}

export function ownedZpools(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return marksIn(snapshot, estate, env, 'zpool:');
}
