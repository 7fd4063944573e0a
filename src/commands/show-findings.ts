/** Findings on a terminal: on stderr, each with the line it is about. */
import type { Tree } from '../config/model.ts';
import type { Finding } from '../errors.ts';
import { renderFindings } from '../plan/render/findings.ts';
import type { Console } from './console.ts';

/** Texts of a tree's files, those of features too, for the lines of findings. */
export function textIn({ files, kept }: Tree): (file: string) => string | null {
  return (file) => {
    const bytes = kept?.get(file);
    return files.get(file)?.text ?? (bytes ? new TextDecoder().decode(bytes) : null);
  };
}

export function showFindings(findings: readonly Finding[], tree: Tree, io: Console): void {
  if (findings.length === 0) return;
  io.err(
    renderFindings(findings, {
      root: tree.root,
      color: io.color,
      textOf: textIn(tree),
    }),
  );
}
