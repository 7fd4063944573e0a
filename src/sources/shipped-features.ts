/** The library of features that comes with Phoenix: the folder `features/` beside `dist/`. Read once, when something uses it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureFiles } from '../features/library.ts';
import { packageFolder } from './package.ts';

/** Tests of features stay where they are: they may be large, and no guest ever needs them. */
const APART: ReadonlySet<string> = new Set(['test', 'node_modules']);

let read: FeatureFiles | null = null;

function gather(folder: string, path: string, files: Map<string, Uint8Array>): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory() && !APART.has(entry.name)) gather(join(folder, entry.name), inner, files);
    else if (entry.isFile()) files.set(inner, readFileSync(join(folder, entry.name)));
  }
}

/** Files by path, such as `nginx/install.sh`. */
export function shippedFeatures(): FeatureFiles {
  if (read) return read;
  const files = new Map<string, Uint8Array>();
  gather(join(packageFolder(), 'features'), '', files);
  read = files;
  return files;
}
