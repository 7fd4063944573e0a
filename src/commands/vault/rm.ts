/** `phoenix vault rm`: removes an entry, unless something uses it. */
import { PhoenixError } from '../../errors.ts';
import { listed } from '../../plan/render/words.ts';
import { usersOf } from '../../secrets/uses.ts';
import { entryFile } from '../../secrets/vault/files.ts';
import { removeEntry } from '../../secrets/vault/store.ts';
import type { Console } from '../console.ts';
import { bytesOf, existingStore } from './store.ts';
import { vaultUses } from './uses.ts';

export interface VaultRmOptions {
  readonly name: string;
  readonly configs: string;
  /** Also while something uses it. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Users that a message names. */
const MOST_USERS = 5;

/** Exit code 0. @throws PhoenixError `REFUSED` while something uses it */
export async function vaultRm({ name, configs, yes, json }: VaultRmOptions, io: Console): Promise<number> {
  const store = existingStore(configs);
  bytesOf(store, name);
  const { uses, doubt } = vaultUses(configs);
  const users = usersOf(uses, name);
  if (users.length > 0 && !yes) {
    throw new PhoenixError('REFUSED', `the entry ${name} is used by ${listed(users, MOST_USERS, String)}`, {
      hint: 'Take the reference out first, or add --yes.',
    });
  }
  removeEntry(store.folder, name);
  const file = `${store.folder}/${entryFile(name)}`;
  if (json) io.out(JSON.stringify({ v: 1, removed: name, file, users }, null, 2));
  else io.out(`Removed ${file}.`);
  if (users.length > 0) io.err(`Missing now for: ${listed(users, MOST_USERS, String)}`);
  else if (doubt !== null) io.err(`Something may use it. ${doubt}`);
  io.err('Its value stays in the history of git: change it where it is still good.');
  return 0;
}
