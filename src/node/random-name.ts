/** Names that nobody else uses. */
import process from 'node:process';

/** Sixteen hex digits. Asked for when needed: a plain import loads all of node:crypto (see hash.ts). */
export function randomName(): string {
  return process.getBuiltinModule('node:crypto').randomBytes(8).toString('hex');
}
