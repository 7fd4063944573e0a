/** Of what changes, that which cannot be made to a guest that is there. */
import { placeOfField } from '../../config/field-place.ts';
import type { Estate } from '../../config/model.ts';
import { sizeInKiB } from '../../config/units.ts';
import type { Position } from '../../errors.ts';
import type { Pointer } from '../../json.ts';
import type { Change } from '../../kinds/change.ts';
import type { Changed } from './changes.ts';

const textOf = ({ file, line, column }: Position) => `${file}:${line}:${column}`;

const places = new WeakMap<Estate['findings'], ReadonlySet<string>>();

function errorPlaces({ findings }: Estate): ReadonlySet<string> {
  let found = places.get(findings);
  if (!found) {
    const errors = findings.flatMap(({ severity, at }) => (severity === 'error' && at ? [textOf(at)] : []));
    places.set(findings, (found = new Set(errors)));
  }
  return found;
}

/** Changes that cannot be made to what is there, but for those whose place already has an error. */
export function impossibleIn({ want, kind, diff }: Changed, estate: Estate): readonly Change[] {
  const found = diff.changes.filter(({ effect }) => effect === 'impossible');
  if (found.length === 0) return found;
  const errors = errorPlaces(estate);
  const sets = new Set(kind.sets);
  const isSaid = (path: Pointer): boolean => {
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      if (errors.has(textOf(placeOfField(estate.tree, want, sets, at)))) return true;
    }
    return false;
  };
  return errors.size === 0 ? found : found.filter(({ path }) => !isSaid(path));
}

/** A disk that becomes smaller: of all that is impossible, the one that people try most. */
export function isShrinking(change: Change): change is Change & Record<'before' | 'after', string> {
  const { path, before, after } = change;
  if (!path.endsWith('/size') || typeof before !== 'string' || typeof after !== 'string') return false;
  const [from, to] = [sizeInKiB(before, 'G'), sizeInKiB(after, 'G')];
  return from !== null && to !== null && to < from;
}
