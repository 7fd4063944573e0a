/** Links from a comment into the repository. Only what Phoenix made becomes a link; every part of it is encoded. */
import type { Position } from '../../errors.ts';
import { clip, code, link, urlPath } from './escape.ts';
import { listed } from './words.ts';

/** Where a comment or summary stands, and what it may point to. */
export interface Where {
  /** Web address of the repository, such as `https://github.com/o/r`; null: nothing is linked. */
  readonly repository: string | null;
  /** The configs folder inside the repository, such as `configs`; empty: the repository itself. */
  readonly root: string;
  /** The commit whose lines are linked, and the one that still has removed files. */
  readonly head: string | null;
  readonly base: string | null;
  readonly pr: number | null;
  /** The page with the job summary. */
  readonly run: string | null;
}

/** For terminals and tests: no web address at all. */
export const NOWHERE: Where = { repository: null, root: '', head: null, base: null, pr: null, run: null };

/** `configs/lxc/web.json`. */
export function fullPath(root: string, file: string): string {
  return root === '' || root === '.' ? file : `${root.replace(/\/+$/, '')}/${file}`;
}

function linked(
  where: Where,
  commit: string | null,
  file: string,
  line: number | null,
  text = `${file}${line === null ? '' : `:${line}`}`,
): string {
  const label = text.length > 72 ? `…${clip(text.slice(-71), 71)}` : text;
  if (where.repository === null || commit === null) return code(label);
  const path = urlPath(fullPath(where.root, file));
  return link(label, `${where.repository}/blob/${commit}/${path}${line === null ? '' : `#L${line}`}`);
}

/** `[profiles/docker-host.jsonc:6](…)`, as it stands at the head. */
export function positionLink(where: Where, at: Position): string {
  return linked(where, where.head, at.file, at.line);
}

/** Several places; a file is named once: `[lxc/web.json:3](…), [:5](…)`. */
export function positionLinks(where: Where, places: readonly Position[], most: number): string {
  const named = new Set<string>();
  return listed(places, most, (at) => {
    const again = named.has(at.file);
    named.add(at.file);
    return again ? linked(where, where.head, at.file, at.line, `:${at.line}`) : positionLink(where, at);
  });
}

/** A whole file; `removed`: as it last stood, at the base. */
export function fileLink(where: Where, file: string, removed: boolean): string {
  if (file === '') return '–';
  return linked(where, removed ? where.base : where.head, file, null);
}

/** Where the reader finds what had no room; without a page it is only named. */
export function everything(where: Where, label: string): string {
  return where.run === null ? label : link(label, where.run);
}
