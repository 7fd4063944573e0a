/** Findings on a terminal: on stderr, each with the line it is about. */
import type { Tree } from '../config/model.ts';
import type { Finding } from '../errors.ts';
import { renderFindings } from '../plan/render/findings.ts';
import type { Console } from './console.ts';

export function showFindings(findings: readonly Finding[], tree: Tree, io: Console): void {
  if (findings.length === 0) return;
  io.err(
    renderFindings(findings, {
      root: tree.root,
      color: io.color,
      textOf: (file) => tree.files.get(file)?.text ?? null,
    }),
  );
}
