/** What a look at a scope that is no guest amounts to. Pure. */
import { sha1 } from '../hash.ts';
import type { Found, RunResult } from './port.ts';

/** One file alone counts as its own SHA-1, so that a later write of it can be compared with it. */
function digestOf(files: ReadonlyMap<string, string>, said: RunResult | null): string | null {
  const [only, ...more] = files.values();
  if (said === null && more.length === 0) return only === undefined ? null : sha1(only);
  const printed = said === null ? null : [said.exit, said.stdout];
  return sha1(JSON.stringify([[...files].toSorted(([a], [b]) => (a < b ? -1 : 1)), printed]));
}

export function foundOf(files: ReadonlyMap<string, string>, said: RunResult | null): Found {
  return { files, said, digest: digestOf(files, said) };
}
