/** The vault that the commands of `phoenix vault` work on, as it stands on disk, and the keys that open it. */
import { join } from 'node:path';
import { didYouMean } from '../../config/suggest.ts';
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { notAName } from '../../secrets/vault/encrypt.ts';
import { isEntryName } from '../../secrets/vault/entry-name.ts';
import {
  entryFile,
  entryNames,
  entryOf,
  readVaultFolder,
  type VaultFiles,
} from '../../secrets/vault/files.ts';
import { gpgIdIn } from '../../secrets/vault/gpg-id.ts';
import { type Keyring, openKeyring } from '../../secrets/vault/keyring.ts';
import { VAULT_FOLDER } from '../../secrets/vault/entry-name.ts';
import { askHidden, canAsk } from '../../sources/hidden.ts';
import type { Console } from '../console.ts';

export interface VaultStore {
  readonly configs: string;
  /** As the user would name it: `configs/vault`. */
  readonly folder: string;
  readonly files: VaultFiles;
}

/** It may hold nothing. @throws PhoenixError `UNREADABLE` */
export function readStore(configs: string): VaultStore {
  const folder = join(configs, VAULT_FOLDER);
  return { configs, folder, files: readVaultFolder(folder) };
}

/** @throws PhoenixError `USAGE` where there is none, `UNREADABLE` */
export function existingStore(configs: string): VaultStore {
  const store = readStore(configs);
  if (isVault(store.files)) return store;
  throw new PhoenixError('USAGE', `there is no vault in ${quote(configs, 200)}`, {
    hint: 'Make one: phoenix vault init, or name the folder of the estate with --configs.',
  });
}

const isVault = (files: VaultFiles): boolean =>
  [...files.keys()].some((path) => path.split('/').at(-1) === gpgIdIn('') || entryOf(path) !== null);

/** @throws PhoenixError `USAGE` for what cannot be the name of an entry */
export function checkName(name: string): void {
  if (!isEntryName(name)) throw notAName(name);
}

/** @throws PhoenixError `USAGE` where there is no such entry */
export function bytesOf({ files }: VaultStore, name: string): Uint8Array {
  checkName(name);
  const bytes = files.get(entryFile(name));
  if (bytes) return bytes;
  throw new PhoenixError('USAGE', `there is no entry ${quote(name)} in the vault`, {
    hint: didYouMean(name, entryNames(files), 'The vault is empty: phoenix vault set NAME writes an entry.'),
  });
}

/** The private keys that this machine has; a passphrase that is nowhere is asked for where somebody sits. */
export function operatorKeyring(io: Console): Promise<Keyring> {
  return openKeyring(undefined, {
    say: io.err,
    ...(canAsk() && { ask: (key: string) => askHidden(`Passphrase of ${key}`) }),
  });
}
