/** Standard input, for commands that hand it on. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** Everything on stdin; nothing when a person sits there or it is closed. */
export function readStdin(): string {
  if (process.stdin.isTTY) return '';
  try {
    return readFileSync(0, 'utf8');
  } catch {
    return '';
  }
}
