/** Where a value stands in its file. Asked for findings and changes only: a clean estate never pays for it. */
import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Position } from '../errors.ts';
import { pointerSegments, type Pointer } from '../json.ts';
import type { SourceFile, Tree } from './model.ts';
import { parseFile } from './parse.ts';
import { placeAt, wholeFile } from './place.ts';

interface Located {
  readonly tree: Node | null;
  /** By what and pointer: one line of a profile may be asked for by thousands of guests. */
  readonly places: Map<string, Position | null>;
}

const located = new WeakMap<SourceFile, Located>();

/**
 * Where a pointer stands in a file of the tree: its key, or its value; undefined where nothing stands.
 * @param path of the file in the tree, such as `lxc/web.json`
 */
export function positionOf(
  tree: Tree,
  path: string,
  pointer: Pointer,
  what: 'key' | 'value' = 'value',
): Position | undefined {
  const file = tree.files.get(path);
  if (!file) return undefined;
  const known = located.get(file) ?? locate(file);
  const name = `${what} ${pointer}`;
  let place = known.places.get(name);
  if (place === undefined) {
    const node = known.tree && nodeAt(known.tree, pointer, what);
    place = node ? placeAt(path, file.text, node.offset) : null;
    known.places.set(name, place);
  }
  return place ?? undefined;
}

/** Like `positionOf`; where nothing stands, the place of the innermost object around it. */
export function nearestPositionOf(
  tree: Tree,
  path: string,
  pointer: Pointer,
  what: 'key' | 'value',
): Position {
  for (let at = pointer, one = what; ; at = at.slice(0, at.lastIndexOf('/')), one = 'value') {
    const place = positionOf(tree, path, at, one);
    if (place) return place;
    if (at === '') return wholeFile(path);
  }
}

function locate(file: SourceFile): Located {
  // A file that cannot be used is not parsed: it may be nested too deeply for the parser.
  const usable = parseFile(file).value !== null;
  const tree = usable
    ? (parseTree(file.text.replace(/^\ufeff/, ' '), [], { allowTrailingComma: true }) ?? null)
    : null;
  const entry: Located = { tree, places: new Map() };
  located.set(file, entry);
  return entry;
}

function nodeAt(tree: Node, pointer: Pointer, what: 'key' | 'value'): Node | undefined {
  let node: Node | undefined = tree;
  for (const segment of pointerSegments(pointer)) {
    if (!node) return undefined;
    node = findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment]);
  }
  return what === 'key' && node?.parent?.type === 'property' ? node.parent.children?.[0] : node;
}
