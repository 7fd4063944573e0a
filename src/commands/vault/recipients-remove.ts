/** `phoenix vault recipients remove`: somebody can open no entry of a folder any more. What they read they know. */
import { PhoenixError } from '../../errors.ts';
import { quote } from '../../config/quote.ts';
import { plain } from '../../plan/render/escape.ts';
import { plural } from '../../plan/render/words.ts';
import { gpgIdIn } from '../../secrets/vault/gpg-id.ts';
import { nameOfKey, readPublicKeys } from '../../secrets/vault/public-keys.ts';
import type { Console } from '../console.ts';
import { changedFiles, changeVault } from './change.ts';
import { entriesOf, folderOf, gpgIdAt } from './folders.ts';
import { idsIn, keepsOwnKey, namedRecipient, orphaned, readableFor, removing } from './recipients.ts';
import { existingStore, operatorKeyring } from './store.ts';

export interface RecipientsRemoveOptions {
  /** Fingerprint, key id, mail address, or as `.gpg-id` writes it. */
  readonly id: string;
  readonly configs: string;
  readonly path?: string;
  /** Also the last key that this machine has. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `REFUSED` for the last recipient, or the key of this machine */
export async function recipientsRemove(options: RecipientsRemoveOptions, io: Console): Promise<number> {
  const { id, configs, yes, json } = options;
  const folder = folderOf(options.path);
  const store = existingStore(configs);
  const { keys } = await readPublicKeys(store.files);
  const named = namedRecipient(id, store.files, keys);
  const before = gpgIdAt(store.files, folder);
  const ids = idsIn(before, named, keys);
  const path = gpgIdIn(folder);
  if (ids.length === 0) {
    throw new PhoenixError('USAGE', `${quote(id)} is no recipient of ${path}`, {
      hint: 'phoenix vault recipients list shows who is; phoenix vault rekey finishes what was cut off.',
    });
  }
  const changes = new Map(removing(store.files, folder, ids));
  const next = changedFiles(store.files, changes);
  const names = entriesOf(next, path);
  const readable = readableFor(store.files, names, named.key?.allKeyIds ?? []);
  const keyring = await operatorKeyring(io);
  if (!yes) keepsOwnKey(before, gpgIdAt(next, folder), keys, keyring);
  for (const file of await orphaned(next, named, keys)) changes.set(file, null);
  const written = await changeVault(store, { changes, names, keyring }, io);
  if (json) {
    const recipient = named.key?.fingerprint ?? id;
    io.out(JSON.stringify({ v: 1, file: path, recipient, written, readable }, null, 2));
    return 0;
  }
  const who = plain(named.key ? nameOfKey(named.key) : id);
  io.out(
    `${who} is no recipient of ${path} any more; ${plural(written.length, 'entry', 'entries')} encrypted anew.`,
  );
  if (readable.length > 0) {
    io.out(`\nThey could read, and so may know:\n${readable.map((name) => `  ${name}`).join('\n')}`);
    io.err(
      `\nChange these values. phoenix vault rotate ${quote(id)} says what is left, by the history of git too.`,
    );
  }
  return 0;
}
