/**
 * The diff of what is ours and has a marker of its own, from what differs: a marker that is gone or names another file is
 * written again, and one that only lags behind git follows. Kinds with states of their own, such as guests, do without it.
 */
import type { Address } from '../config/model.ts';
import type { Change, Diff } from './change.ts';
import type { Mark } from './seen.ts';

interface Marked {
  readonly address: Address;
  readonly mark: Mark | null;
  /** Why it is ours though its marker does not say so. */
  readonly repair?: string;
  /** What differs from the node. */
  readonly found: readonly Change[];
  /** What git asks for since the commit of the marker, once that is known. */
  readonly asked: () => readonly Change[];
  readonly isCommitted?: boolean;
}

const FOLLOWS = 'it is as git asks already; its marker follows';

/** A change of the marker alone. */
export const markerChange = (path: string, before: string | null, after: string, note?: string): Change => ({
  path,
  slot: 'marker',
  before,
  after,
  effect: 'config',
  ...(note === undefined ? {} : { note }),
});

export function markedDiff({ address, mark, repair, found, asked, isCommitted }: Marked): Diff {
  const repaired = repair === undefined ? [] : [markerChange('', null, address, repair)];
  const renamed = mark && mark.address !== address ? [markerChange('', mark.address, address)] : [];
  const all = [...repaired, ...renamed, ...found];
  const isFirst = mark?.commit === null && isCommitted === true;
  const isOpen = (mark?.owed ?? []).length > 0;
  const isBehind = () => Boolean(mark?.commit) && isCommitted !== false && asked().length > 0;
  const follows = all.length === 0 && (isFirst || isOpen || isBehind());
  const follow = follows ? [markerChange('/commit', isFirst ? null : 'behind', 'up to date', FOLLOWS)] : [];
  const changes = [...all, ...follow];
  const isRename = renamed.length > 0 && found.length === 0;
  const action = changes.length === 0 ? 'no-op' : isRename ? 'rename' : 'update';
  return { action, changes, notes: [], downtime: 0 };
}
