/** Hashes of files that are kept as bytes: what tells whether one of them is another one now. */
import { sha256 } from '../hash.ts';
import type { Tree } from './model.ts';

/** Trees of several commits share the bytes of what did not change. */
const known = new WeakMap<Uint8Array, string>();

function hashOf(bytes: Uint8Array): string {
  const hash = known.get(bytes) ?? sha256(bytes).slice(0, 32);
  known.set(bytes, hash);
  return hash;
}

/** 32 hex digits; null for a file that is not there. */
export function keptHash({ kept }: Tree, path: string): string | null {
  const bytes = kept?.get(path);
  return bytes ? hashOf(bytes) : null;
}

/** The text of such a file; null for one that is not there. */
export function keptText({ kept }: Tree, path: string): string | null {
  const bytes = kept?.get(path);
  return bytes ? Buffer.from(bytes).toString('utf8') : null;
}
