/** Which files of a feature's folder travel, and their hash. Pure. */
import { sha256 } from '../hash.ts';

/** For people and for tests; a change of them changes nothing in a guest. */
const APART = /^(?:README|NOTES|CHANGELOG|LICENSE)(?:\.[a-z]+)?$|^test\/|(?:^|\/)\.[^/]+$/i;

export function travels(path: string): boolean {
  return !APART.test(path);
}

/** `sha256:…` over names and contents; the same files give the same hash, whatever their order. */
export function contentHash(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [...files].map(([path, bytes]) => `${sha256(bytes)} ${path}\n`);
  return `sha256:${sha256(lines.sort().join(''))}`;
}
