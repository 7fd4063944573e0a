/** The marker of a guest tells of volumes that are taken off it before they are: see detached.ts. */
import type { Change } from '../../change.ts';
import { parseMarker } from '../marker.ts';
import { detachedBy } from './detached.ts';
import type { Work } from './row.ts';
import { liveOf, type Subject } from './subject.ts';

/** With the volumes that are taken off it in its marker from the first call on: it stands there before it is true. */
export function withDetached(subject: Subject, changes: readonly Change[]): Subject {
  const { detached: known, ...before } = subject.before;
  const { detached: _, ...mark } = subject.mark;
  const after = detachedBy(known, liveOf(subject), changes);
  const during = { ...known, ...after };
  return {
    ...subject,
    before: { ...before, ...(Object.keys(during).length > 0 && { detached: during }) },
    mark: { ...mark, ...(after && { detached: after }) },
  };
}

/** Before a volume is taken off: whoever finds it unused knows where it was. */
export function noted(subject: Subject, running: boolean): Work[] {
  const { before, mark } = subject;
  const known = parseMarker(liveOf(subject).conf.description)?.detached ?? {};
  const isNew = Object.keys(mark.detached ?? {}).some((slot) => known[slot] !== mark.detached?.[slot]);
  const title = 'note in the marker which volumes are kept';
  return isNew ? [{ call: { what: 'kept', edits: [], mark: before, running, title } }] : [];
}
