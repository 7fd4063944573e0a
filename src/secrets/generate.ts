/** Values that nobody has to think of. */
import process from 'node:process';

/** Letters and digits: nothing that a shell, a URL, a connection string or an INI file would take for itself. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** @param length in characters of just under 6 bits each, every one as likely as any other */
export function generateValue(length: number): string {
  const { randomInt } = process.getBuiltinModule('node:crypto');
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
