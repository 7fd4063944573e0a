/** Values that are given to `phoenix vault`: never as an argument, and never too short to be hidden. */
import { PhoenixError } from '../../errors.ts';
import { SHORTEST } from '../../features/mask-forms.ts';
import { generateValue } from '../../secrets/generate.ts';
import { parseEntry } from '../../secrets/vault/entry.ts';
import { MOST_ENTRY_BYTES } from '../../secrets/vault/library.ts';
import { askTwice, canAsk } from '../../sources/hidden.ts';
import { readText } from '../../sources/stdin.ts';
import type { Console } from '../console.ts';

/** What is wrong with a value, as a clause; null: it is long enough. */
export function shortValue(value: string, what: string): string | null {
  if (value.length >= SHORTEST) return null;
  return `${what} ${value === '' ? 'is empty' : `has fewer than ${SHORTEST} characters`}`;
}

/** @throws PhoenixError `REFUSED` */
export function checkLength(value: string, what: string): void {
  const fault = shortValue(value, what);
  if (fault === null) return;
  throw new PhoenixError('REFUSED', `${fault}; nothing was written`, {
    hint: 'Take a longer one: what is shorter cannot be hidden in what is printed.',
  });
}

export interface GivenValue {
  readonly generate?: number;
  readonly multiline?: boolean;
}

/** What is to be kept: made up, typed, or from stdin. @throws PhoenixError `USAGE`, `REFUSED` */
export async function givenText(
  { generate, multiline }: GivenValue,
  what: string,
  io: Console,
): Promise<string> {
  if (generate !== undefined) return generateValue(generate);
  if (canAsk() && !multiline) return await askTwice(`New ${what}`);
  if (canAsk()) io.err(`Type ${what}; Ctrl-D on a line of its own ends it.`);
  const text = await readText(MOST_ENTRY_BYTES);
  if (text.includes('\0')) {
    throw new PhoenixError('REFUSED', 'what is on stdin holds a NUL character; nothing was written', {
      hint: 'Encode it as text first, such as with base64.',
    });
  }
  return multiline ? text : text.replace(/\r?\n$/, '');
}

/** One line as pass writes it, several as they are. @throws PhoenixError `REFUSED` for a value that is too short */
export function entryText(given: string, multiline: boolean): string {
  const text = multiline || given.includes('\n') ? given : `${given}\n`;
  checkLength(parseEntry(text).value, 'the value, which is the first line,');
  return text;
}

/** @throws PhoenixError `REFUSED` for several lines */
export function oneLine(given: string, what: string): string {
  if (/[\r\n]/.test(given)) {
    throw new PhoenixError('REFUSED', `${what} would have several lines; nothing was written`, {
      hint: 'Give one line. phoenix vault edit changes a whole entry.',
    });
  }
  checkLength(given, what);
  return given;
}
