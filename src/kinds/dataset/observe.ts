/** Whose a dataset is: ours by its own property, somebody else's, a copy, or one that git describes to the letter. */
import type { Snapshot } from '../../node/port.ts';
import type { ObserveInput } from '../kind.ts';
import type { Owned, Seen } from '../seen.ts';
import { fieldsIn, fieldsOf } from './fields.ts';
import { type DatasetLive, liveOf, markedOn, namedBy } from './live.ts';
import { markIn } from './mark.ts';
import type { DatasetSpec } from './spec.ts';
import { RELEASED_PROPERTY, unreadable } from './zfs-reading.ts';

type Input = ObserveInput<DatasetSpec>;

/** As git said at the last commit: its marker was taken away, and nothing else. */
function isAsSaid(live: DatasetLive, spec: DatasetSpec): boolean {
  const has = new Map(fieldsIn(live).map(({ path, value }) => [path, value]));
  return fieldsOf(spec).every(({ path, value }) => has.get(path) === value);
}

function seen({ estate, env, id, want, base }: Input, live: DatasetLive): Seen<DatasetLive> {
  const { mark, dataset } = live;
  if (mark && (mark.estate !== estate || mark.env !== env)) {
    return { is: 'foreign', why: `${dataset} belongs to the estate "${mark.estate}" as ${mark.address}` };
  }
  if (mark && mark.id !== id)
    return { is: 'copy', why: `${dataset} is a copy of ${mark.address}, made by hand` };
  if (mark) return { is: 'ours', live, mark };
  const released = markIn(live.properties, RELEASED_PROPERTY);
  if (want && released?.id === id && released.estate === estate && released.env === env) {
    return { is: 'ours', live, mark: released, repair: 'it was let go of, and comes back as it is' };
  }
  if (want?.spec.adopt) return { is: 'adoptable', live };
  if (base && isAsSaid(live, base.spec)) {
    return { is: 'ours', live, mark: null, repair: 'its marker is missing: it is written again' };
  }
  return {
    is: 'foreign',
    why: `${dataset} is a dataset without a marker of Phoenix; "adopt": true in the file takes it over`,
  };
}

export function observeDataset(input: Input): Seen<DatasetLive> {
  const { snapshot, id, estate, env } = input;
  const { node, dataset } = namedBy(id);
  const why = unreadable(snapshot, node);
  if (why !== null) return { is: 'unknown', why };
  const live = liveOf(snapshot, node, dataset);
  if (live) return seen(input, live);
  for (const one of markedOn(snapshot, estate, env)) {
    if (one.mark.id === id) return { is: 'ours', live: one, mark: one.mark };
  }
  return { is: 'absent' };
}

export function ownedDatasets(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  const owned = new Map<string, Owned>();
  for (const { mark, node, dataset } of markedOn(snapshot, estate, env)) {
    if (!owned.has(mark.id) || namedBy(mark.id).dataset === dataset)
      owned.set(mark.id, { id: mark.id, mark, node });
  }
  return [...owned.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
