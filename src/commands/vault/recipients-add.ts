/** `phoenix vault recipients add`: somebody more can open entries. */
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { plain } from '../../plan/render/escape.ts';
import { plural } from '../../plan/render/words.ts';
import { gpgIdIn } from '../../secrets/vault/gpg-id.ts';
import {
  type KnownKey,
  nameOfKey,
  readPublicKeyFile,
  readPublicKeys,
} from '../../secrets/vault/public-keys.ts';
import { wrongWithRecipient } from '../../secrets/vault/recipients.ts';
import { readInput } from '../../sources/input-file.ts';
import type { Console } from '../console.ts';
import { changedFiles, changeVault } from './change.ts';
import { entriesOf, folderOf } from './folders.ts';
import { adding } from './recipients.ts';
import { existingStore } from './store.ts';

export interface RecipientsAddOptions {
  /** Files with public keys. */
  readonly keys: readonly string[];
  readonly configs: string;
  readonly path?: string;
  readonly json?: boolean;
}

/** Exit code 0. Who is a recipient already gets a new public key, if it has changed. */
export async function recipientsAdd(options: RecipientsAddOptions, io: Console): Promise<number> {
  const folder = folderOf(options.path);
  const store = existingStore(options.configs);
  const added = await usableKeys(options.keys);
  const { keys } = await readPublicKeys(store.files);
  const changes = adding(store.files, folder, added, keys);
  const path = gpgIdIn(folder);
  const isSame = !changes.has(path);
  // Without another recipient there is nothing to encrypt anew, and no private key is needed.
  const names = isSame ? [] : entriesOf(changedFiles(store.files, changes), path);
  const written = await changeVault(store, { changes, names }, io);
  if (options.json) {
    const fingerprints = added.map(({ fingerprint }) => fingerprint);
    io.out(JSON.stringify({ v: 1, file: path, recipients: fingerprints, written }, null, 2));
    return 0;
  }
  for (const key of added)
    io.out(`${plain(nameOfKey(key))} ${isSame ? 'is' : 'is now'} a recipient of ${path}`);
  io.err(`${plural(written.length, 'entry', 'entries')} encrypted anew. Commit ${store.folder}.`);
  return 0;
}

/** @throws PhoenixError `UNREADABLE`, or `REFUSED` for keys for which nothing can be encrypted */
export async function usableKeys(paths: readonly string[]): Promise<KnownKey[]> {
  const found: KnownKey[] = [];
  for (const path of paths) {
    const keys = await readPublicKeyFile(readInput(path));
    if (keys === 'private') {
      throw new PhoenixError('REFUSED', `${quote(path, 200)} holds a private key; nothing was written`, {
        hint: 'Never give it away: a recipient exports the public one, gpg --armor --export FINGERPRINT',
      });
    }
    if (keys === 'damaged') {
      throw new PhoenixError('REFUSED', `${quote(path, 200)} holds no public key that can be read`, {
        hint: 'It is to hold what this prints: gpg --armor --export FINGERPRINT',
      });
    }
    found.push(...keys);
  }
  const wrong = found.flatMap((key) => wrongWithRecipient({ id: key.fingerprint, key }) ?? []);
  if (wrong.length === 0) return found;
  throw new PhoenixError('REFUSED', `${wrong.join('; ')}; nothing was written`, {
    hint: 'Ask for another key.',
  });
}
