/** Which files of a feature's folder travel, and their hash. Pure. */
import { applyEdits, modify } from 'jsonc-parser';
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

const MANIFEST = 'feature.json';

/**
 * The hash that decides whether a feature runs again. The ports that its manifest declares are left out: they describe for
 * rules what its scripts do anyway, so that a guest is the same with them and without.
 */
export function installedHash(files: ReadonlyMap<string, Uint8Array>): string {
  const text = Buffer.from(files.get(MANIFEST) ?? []).toString();
  if (!text.includes('"ports"')) return contentHash(files);
  // Taken out as a person would, with its comma and its lines, the rest is byte for byte what it was before.
  const rest = applyEdits(text, modify(text, ['ports'], undefined, {}));
  return contentHash(new Map([...files, [MANIFEST, Buffer.from(rest)]]));
}
