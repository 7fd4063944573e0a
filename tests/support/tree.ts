/** Trees of files for tests of the config side, without a disk. */
import type { Tree } from '../../src/config/model.ts';

/** Texts by path; an object stands for its JSON. */
export function treeOf(files: Readonly<Record<string, unknown>>, revision: string | null = null): Tree {
  const entries = Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    return [path, { path, text }] as const;
  });
  return { root: 'configs', revision, files: new Map(entries), findings: [] };
}
