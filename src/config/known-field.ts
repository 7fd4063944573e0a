/** Which fields a file of a kind may have at all, whether set or not: for questions about one by its name. */
import { PhoenixError } from '../errors.ts';
import { isObject, pointer, pointerSegments, valueAt, type Json, type Pointer } from '../json.ts';
import type { Kind } from '../kinds/kind.ts';
import { fieldName } from './field-name.ts';
import { issuesOf, type Issue } from './issues.ts';
import { schemaOfKind } from './json-schema.ts';
import type { Resource } from './model.ts';
import { quote } from './quote.ts';
import { hasPlace, keysAt } from './schema-at.ts';
import { didYouMean, nearest } from './suggest.ts';

/**
 * The place of a field that no file sets. Keys may hold dots: `raw.lxc.cap.drop` has one dot that parts, and two that do
 * not.
 * @throws PhoenixError `USAGE` for what is no field, with what may be meant.
 */
export function placeOfUnset(kind: Kind, resource: Resource, asked: Pointer): Pointer {
  const segments = pointerSegments(asked);
  const joined = segments
    .slice(1)
    .map((_, at) => [...segments.slice(0, at + 1), segments.slice(at + 1).join('.')])
    .filter(({ length }) => valueAt(resource.merged, pointer(...segments.slice(0, length))) === undefined);
  const path = [segments, ...joined].map((one) => pointer(...one)).find((one) => isField(kind, one));
  if (path === undefined) throw noField(kind, resource, segments);
  const meant = slipInKey(kind, resource, pointerSegments(path));
  if (meant === null) return path;
  throw new PhoenixError('USAGE', `${resource.address} has no field ${quote(fieldName(path))}`, {
    hint: `Did you mean ${quote(fieldName(meant))}?`,
  });
}

function isField(kind: Kind, path: Pointer): boolean {
  return path !== '' && hasPlace(schemaOfKind(kind), path) && unusableKey(kind, path) === undefined;
}

/** What the kind's own schema says of a file with nothing but this field. */
function issuesAt(kind: Kind, path: Pointer): readonly Issue[] {
  const document = pointerSegments(path).reduceRight<Json>((inner, key) => ({ [key]: inner }), null);
  const { error } = kind.schema.safeParse(document);
  if (!error || !isObject(document)) return [];
  return issuesOf(error, document, () => schemaOfKind(kind)).filter(
    (issue) => issue.path !== '' && (path === issue.path || path.startsWith(`${issue.path}/`)),
  );
}

/** A key that a map cannot have: a mount without a slash. */
const unusableKey = (kind: Kind, path: Pointer): Issue | undefined =>
  issuesAt(kind, path).find((issue) => issue.id === 'PHX303' && issue.what === 'key');

/** `/dta` where there is `/data`: in a map any key may stand, so only a near one tells a slip. */
function slipInKey(kind: Kind, { merged }: Resource, segments: readonly string[]): Pointer | null {
  for (const [at, segment] of segments.entries()) {
    const above = segments.slice(0, at);
    const stands = valueAt(merged, pointer(...above));
    if (!isObject(stands) || Object.hasOwn(stands, segment)) continue;
    if (keysAt(schemaOfKind(kind), above).includes(segment)) continue;
    const near = nearest(segment, Object.keys(stands));
    return near === null ? null : pointer(...above, near, ...segments.slice(at + 1));
  }
  return null;
}

function noField(kind: Kind, { address }: Resource, segments: readonly string[]): PhoenixError {
  const path = pointer(...segments);
  const depth = segments.findIndex((_, at) => !isField(kind, pointer(...segments.slice(0, at + 1))));
  const above = segments.slice(0, depth);
  const known = keysAt(schemaOfKind(kind), above).map((key) => fieldName(pointer(...above, key)));
  const wrong = fieldName(pointer(...segments.slice(0, depth + 1)));
  // A key that is refused is known, and why: the way to write it is told.
  const refused = issuesAt(kind, path).find(
    (issue) => issue.what === 'key' && !issue.message.startsWith('unknown key'),
  );
  return new PhoenixError('USAGE', `${address} has no field ${quote(fieldName(path))}`, {
    hint:
      refused?.message ??
      didYouMean(
        wrong,
        known,
        `There is nothing inside ${above.length === 0 ? 'it' : fieldName(pointer(...above))}.`,
      ),
  });
}
