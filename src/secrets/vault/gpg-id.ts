/** `.gpg-id`: for whom the entries of a folder are encrypted. The nearest one counts, from the entry's folder up. Pure. */
import type { VaultFiles } from './files.ts';

const GPG_ID = '.gpg-id';

/** What is written of recipients, one a line: fingerprints, key ids or mail addresses; `#` begins a comment. */
export function parseGpgId(text: string): readonly string[] {
  const ids = text.split('\n').map((line) => line.replace(/#.*/s, '').trim());
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** @param ids full fingerprints: what is shorter can be made to fit another key */
export function formatGpgId(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}

/** Where it stands in a folder of the vault; `''` is the vault itself. */
export const gpgIdIn = (folder: string): string => (folder === '' ? GPG_ID : `${folder}/${GPG_ID}`);

export const isGpgId = (path: string): boolean => path === GPG_ID || path.endsWith(`/${GPG_ID}`);

export interface GpgId {
  /** Below the vault. */
  readonly path: string;
  readonly ids: readonly string[];
}

/** The one that counts for an entry, whether it is there or not yet; null where there is none up to the vault. */
export function gpgIdOf(files: VaultFiles, entry: string): GpgId | null {
  for (let folder = entry; folder !== '';) {
    folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
    const path = gpgIdIn(folder);
    const bytes = files.get(path);
    if (bytes) return { path, ids: parseGpgId(Buffer.from(bytes).toString('utf8')) };
  }
  return null;
}
