/** The id that git gives a file: whoever has its text already need not ask git for it. */
import { sha1, sha256 } from '../hash.ts';

/** @param oidBytes 20, or 32 in a repository whose ids are SHA-256 */
export function blobId(text: string, oidBytes: number): string {
  const blob = `blob ${Buffer.byteLength(text)}\0${text}`;
  return oidBytes === 20 ? sha1(blob) : sha256(blob);
}
