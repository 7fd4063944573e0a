/** What `validate` finds, as places of the files that are in the making. */
import { findNodeAtOffset, getNodePath, parseTree } from 'jsonc-parser';
import type { Estate, SourceFile } from '../../config/model.ts';
import type { Position } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { mountsOf } from './mount.ts';

/** Where a line and a column are in the document. */
function segmentsAt(file: SourceFile | undefined, { line, column }: Position): readonly string[] {
  const before = (file?.text ?? '').split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const root = parseTree(file?.text ?? '');
  const node = root && findNodeAtOffset(root, offset);
  return node ? getNodePath(node).map(String) : [];
}

/** Something that is wrong at a place of a file. */
export interface Trouble {
  readonly segments: readonly string[];
  readonly why: string;
}

/** What looks like a secret is never written, however bad the estate calls it. */
const SECRETS: ReadonlySet<string> = new Set(['PHX941', 'PHX942']);

/** What is wrong, by file; of a conflict with a file that is not ours, at the other end. */
export function troublesOf(
  estate: Estate,
  ours: ReadonlySet<string>,
): ReadonlyMap<string, readonly Trouble[]> {
  const troubles = new Map<string, Trouble[]>();
  for (const { id, severity, at, also, message } of estate.findings) {
    if (severity !== 'error' && !SECRETS.has(id)) continue;
    const place = [at, also].find((one) => one !== undefined && ours.has(one.file));
    if (!place) continue;
    const trouble = { segments: segmentsAt(estate.tree.files.get(place.file), place), why: message };
    troubles.set(place.file, [...(troubles.get(place.file) ?? []), trouble]);
  }
  return troubles;
}

/** What is wrong with a bind that guests bring is wrong with their mounts. */
export function throughBinds(
  value: JsonObject,
  troubles: readonly Trouble[],
  own: ReadonlySet<string>,
): readonly Trouble[] {
  return troubles.flatMap(({ segments: [top, name = ''], why }) => {
    if (top !== 'binds' || !own.has(name)) return [];
    return mountsOf(value, name).map((path) => ({ segments: ['mounts', path], why }));
  });
}
