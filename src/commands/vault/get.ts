/** `phoenix vault get`: one value on stdout, for the operator. */
import { PhoenixError } from '../../errors.ts';
import { quote } from '../../config/quote.ts';
import { entrySecret, WHOLE } from '../../secrets/vault/entry.ts';
import { notAName } from '../../secrets/vault/encrypt.ts';
import { vault } from '../../secrets/vault.ts';
import type { Console } from '../console.ts';
import { openEntry } from './entries.ts';
import { bytesOf, existingStore, operatorKeyring } from './store.ts';

export interface VaultGetOptions {
  /** `db/app`, `db/app#user`, `db/app#*`. */
  readonly name: string;
  readonly configs: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `USAGE` for what is not there, `REFUSED` for what cannot be opened */
export async function vaultGet({ name, configs, all, json }: VaultGetOptions, io: Console): Promise<number> {
  const parsed = vault.parse(name);
  if (!parsed) throw notAName(name);
  const { secret: entry } = parsed;
  const field = all ? WHOLE : parsed.field;
  const bytes = bytesOf(existingStore(configs), entry);
  const { text, isBound } = await openEntry(entry, bytes, await operatorKeyring(io));
  const { value, field: fieldOf } = entrySecret(text);
  const found = field === null ? value : fieldOf(field);
  if (found === null) {
    throw new PhoenixError('USAGE', `the entry ${entry} has no line ${quote(`${field}: …`)}`, {
      hint: `See what it has: phoenix vault get ${entry} --all`,
    });
  }
  if (!isBound) {
    io.err(
      `The entry ${entry} does not hold its own name, so it may stand in the place of another: phoenix vault rekey ${entry}`,
    );
  }
  if (json) io.out(JSON.stringify({ v: 1, entry, field, value: found, bound: isBound }, null, 2));
  else io.out(field === WHOLE ? found.replace(/\n$/, '') : found);
  return 0;
}
