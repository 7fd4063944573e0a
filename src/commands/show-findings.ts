/** Findings on a terminal: on stderr, each with the line it is about. */
import type { Tree } from '../config/model.ts';
import type { Finding } from '../errors.ts';
import { renderFindings } from '../plan/render/findings.ts';
import { VAULT_FOLDER } from '../secrets/vault/entry-name.ts';
import type { Console } from './console.ts';

/** Texts of a tree's files, those of features too, for the lines of findings. What is in the vault is never shown. */
export function textIn({ files, kept }: Tree): (file: string) => string | null {
  return (file) => {
    if (file.startsWith(`${VAULT_FOLDER}/`) && !file.endsWith('/.gpg-id')) return null;
    const bytes = kept?.get(file);
    return files.get(file)?.text ?? (bytes ? new TextDecoder().decode(bytes) : null);
  };
}

export function showFindings(findings: readonly Finding[], tree: Tree, io: Console): void {
  if (findings.length === 0) return;
  const isGrave = findings.some(({ severity }) => severity === 'error');
  io.err(
    renderFindings(findings, {
      root: tree.root,
      color: io.color,
      textOf: textIn(tree),
    }),
    isGrave ? 'error' : 'warn',
  );
}
