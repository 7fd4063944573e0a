/** The files of an estate as texts by path, and as a tree. */
import type { Tree } from '../../../src/config/model.ts';

/** Texts by path; those of features and the lock among them. */
export type Files = ReadonlyMap<string, string>;

export const isKept = (path: string) =>
  path.startsWith('features/') || path.startsWith('vault/') || path === 'phoenix.lock';

/** Entries of the vault are bytes: one character each. */
export const encodingOf = (path: string) => (path.startsWith('vault/') ? 'latin1' : 'utf8');

const bytesOf = (path: string, text: string) => Uint8Array.from(Buffer.from(text, encodingOf(path)));

export function treeOfFiles(files: Files): Tree {
  const entries = [...files];
  const config = entries.filter(([path]) => !isKept(path));
  const kept = entries.filter(([path]) => isKept(path));
  return {
    root: 'configs',
    revision: null,
    files: new Map(config.map(([path, text]) => [path, { path, text }])),
    kept: new Map(kept.map(([path, text]) => [path, bytesOf(path, text)])),
    findings: [],
  };
}
