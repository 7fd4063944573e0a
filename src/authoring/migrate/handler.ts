/** What takes one key of a container over, and the simple ones: whole numbers, and true or false. Pure. */
import { shortened } from '../../config/quote.ts';
import type { Draft } from './draft.ts';
import { shownValue } from './secret.ts';
import { flagIn, type Found, membersOf, numberIn, textIn } from './source.ts';

export type Handler = (draft: Draft, found: Found) => void;

/** A handler for whole numbers. */
export function count(
  path: readonly string[],
  value: (n: number) => string | number,
  fate?: 'kept',
): Handler {
  return (draft, found) => {
    const number = numberIn(found.value);
    if (number === null) refuse(draft, found, 'a whole number');
    else draft.put(path, value(number), found, fate);
  };
}

export function flag(path: readonly string[], fate?: 'kept'): Handler {
  return (draft, found) => {
    const value = flagIn(found.value);
    if (value === null) refuse(draft, found, 'true or false');
    else draft.put(path, value, found, fate);
  };
}

/** What cannot be used is told, and left out. */
export function refuse(draft: Draft, found: Found, wanted: string): void {
  draft.drop(found, `not ${wanted}`);
  const said = JSON.stringify(shownValue(draft.world.secrets, found));
  draft.mistake(found, `${shortened(said, 120)} is not ${wanted}; left out`);
}

/** A list without entries says nothing; what is no list is told. */
export function dropEmpty(draft: Draft, found: Found): void {
  if (textIn(found.value) === '' && membersOf(found).length > 0) refuse(draft, found, 'a list');
  else draft.drop(found, 'empty');
}

const STOPPED = 'a layer never starts';

export const unlessLayer =
  (handler: Handler): Handler =>
  (draft, found) =>
    draft.guest.isLayer ? draft.drop(found, STOPPED) : handler(draft, found);
