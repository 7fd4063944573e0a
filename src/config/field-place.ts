/** Where a field of a merged resource stands: the file that won, and the line in it. For findings, plans and annotations. */
import type { Position } from '../errors.ts';
import type { JsonObject, Pointer } from '../json.ts';
import type { Contribution, Tree } from './model.ts';
import { nearestPositionOf } from './positions.ts';
import { originOf } from './provenance.ts';

/** The part of a resource that this needs; a draft has it too. */
export interface Layered {
  /** The resource's own file. */
  readonly file: string;
  readonly contributions: readonly Contribution[];
  readonly merged: JsonObject;
}

/**
 * The place of a field, or of what stands around it when no file names it.
 * @param sets the kind's keys that are sets
 */
export function placeOfField(
  tree: Tree,
  resource: Layered,
  sets: ReadonlySet<string>,
  path: Pointer,
  what: 'key' | 'value' = 'value',
): Position {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = originOf(resource.contributions, at, resource.merged, sets);
    if (origin) return nearestPositionOf(tree, origin.file, origin.pointer, at === path ? what : 'value');
  }
  return nearestPositionOf(tree, resource.file, '', 'value');
}
