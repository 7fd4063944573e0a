/** What `phoenix vault rotate` says: who knows what, and what is to be done about it. */
import { quote } from '../../config/quote.ts';
import { plain } from '../../plan/render/escape.ts';
import { plural } from '../../plan/render/words.ts';
import { type EntryUse, usersOf } from '../../secrets/uses.ts';
import { WHOLE } from '../../secrets/vault/entry.ts';
import type { Exposure } from '../../secrets/vault/exposure.ts';
import { type KnownKey, nameOfKey } from '../../secrets/vault/public-keys.ts';
import type { Console } from '../console.ts';
import type { NamedRecipient } from './recipients.ts';

/** How far back it was looked: in a clone that is shallow, or outside of git, nobody can tell what people could read. */
export type LookedAt = 'all' | 'some' | 'now';

export interface Rotated {
  readonly looked: LookedAt;
  readonly known: readonly Exposure[];
  /** Keys of all who are recipients, or once were. */
  readonly everyone: readonly KnownKey[];
  readonly uses: readonly EntryUse[];
  /** Entries that were encrypted anew. */
  readonly written: readonly string[];
  /** Null: nobody was named. */
  readonly named: NamedRecipient | null;
}

function namesOf(keyIds: readonly string[], everyone: readonly KnownKey[]): string[] {
  const names = keyIds.map((id) => {
    const key = everyone.find(({ allKeyIds }) => allKeyIds.includes(id));
    return key ? nameOfKey(key) : `the key ${id}`;
  });
  return [...new Set(names)];
}

export function rotatedJson({ looked, known, everyone, uses, written }: Rotated) {
  const left = known.map(({ entry, value, fields, knownTo }) => ({
    entry,
    value,
    fields,
    knownTo: namesOf(knownTo, everyone),
    keyIds: knownTo,
    users: usersOf(uses, entry),
  }));
  return { v: 1, written, history: looked, left };
}

const BY: Readonly<Record<LookedAt, string>> = {
  all: '',
  some: ', by the part of the history that is here',
  now: ', by the entries as they are now alone',
};

export function tellRotated(rotated: Rotated, io: Console): void {
  const { looked, known, written, named } = rotated;
  if (named && written.length > 0) {
    const who = named.key ? nameOfKey(named.key) : named.id;
    const count = plural(written.length, 'entry', 'entries');
    io.err(`${plain(who)} can open none of the entries any more; ${count} encrypted anew.`);
  }
  if (known.length === 0) {
    io.out(`Nothing is left to change${BY[looked]}.`);
    return;
  }
  io.out(`${plural(known.length, 'entry', 'entries')} to change, since the values are known to others:`);
  for (const one of known) io.out(`  ${lineOf(one, rotated)}`);
  const again = named ? ` ${quote(named.id)}` : '';
  io.err(
    `\nChange each where it is used, and with phoenix vault set. Then again: phoenix vault rotate${again}`,
  );
}

function lineOf({ entry, value, fields, knownTo }: Exposure, { everyone, uses }: Rotated): string {
  const parts = fields.map((field) => (field === WHOLE ? 'all of it' : `the line "${field}"`));
  const users = usersOf(uses, entry);
  return [
    `${value === 'no' ? [entry, ...parts].join(', ') : entry}: known to ${plain(namesOf(knownTo, everyone).join(', '), 1000)}`,
    ...(value === 'maybe' ? ['perhaps changed since: no key here can tell'] : []),
    ...(users.length > 0 ? [`used by ${users.join(', ')}`] : []),
  ].join('; ');
}
