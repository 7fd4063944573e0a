/** Whose a pool is: a mark file tells, since its comment is one line that people read. */
import type { Snapshot } from '../../node/port.ts';
import type { ObserveInput } from '../kind.ts';
import { markOfId, marksIn, otherOwner } from '../mark-file.ts';
import type { Owned, Seen } from '../seen.ts';
import { type PoolLive, poolsIn, USERS } from './live.ts';
import type { PoolSpec } from './spec.ts';

function poolIn(snapshot: Snapshot, id: string): PoolLive | null {
  return poolsIn(snapshot.files?.get(USERS) ?? '').get(id.slice('pool:'.length)) ?? null;
}

function isAsIn(live: PoolLive, { comment = '', storages }: PoolSpec): boolean {
  return live.comment === comment && storages.every((one) => live.storages.includes(one));
}

export function observePool({
  snapshot,
  id,
  estate,
  env,
  want,
  base,
}: ObserveInput<PoolSpec>): Seen<PoolLive> {
  const live = poolIn(snapshot, id);
  const mark = markOfId(snapshot, estate, id)?.mark ?? null;
  if (!live) return { is: 'absent' };
  if (mark?.env === env && mark) return { is: 'ours', live, mark };
  const name = id.replace(':', ' ');
  if (mark) return { is: 'foreign', why: `${name} belongs to another environment of this estate` };
  const other = otherOwner(snapshot, estate, id);
  if (other !== null) return { is: 'foreign', why: `${name} belongs to the estate "${other}"` };
  if (want?.spec.adopt) return { is: 'adoptable', live };
  if (base && isAsIn(live, base.spec)) {
    return { is: 'ours', live, mark: null, repair: 'its marker is missing: it is written again' };
  }
  return { is: 'foreign', why: `${name} is there already; "adopt": true in the file takes it over` };
}

export function ownedPools(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return marksIn(snapshot, estate, env, 'pool:');
}
