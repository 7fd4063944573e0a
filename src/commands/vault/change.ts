/** Files of a vault changed together with the entries that they concern. What is killed can be done again. */
import { checkRecipients } from '../../secrets/vault/check-recipients.ts';
import { VAULT_FOLDER } from '../../secrets/vault/entry-name.ts';
import { entryOf, type VaultFiles } from '../../secrets/vault/files.ts';
import type { Keyring } from '../../secrets/vault/keyring.ts';
import { type KnownKey, readPublicKeys } from '../../secrets/vault/public-keys.ts';
import { removeVaultFile, writeEntry, writeVaultFile } from '../../secrets/vault/store.ts';
import type { Console } from '../console.ts';
import { encryptEntries, openEntries } from './entries.ts';
import { operatorKeyring, type VaultStore } from './store.ts';

/** Bytes by path below the vault; null removes. */
export type FileChanges = ReadonlyMap<string, Uint8Array | null>;

export function changedFiles(files: VaultFiles, changes: FileChanges): VaultFiles {
  const next = new Map(files);
  for (const [path, bytes] of changes) {
    if (bytes) next.set(path, bytes);
    else next.delete(path);
  }
  return next;
}

export interface ChangeOptions {
  readonly changes: FileChanges;
  /** Entries that are looked at. */
  readonly names: readonly string[];
  /** Also those that are right already. */
  readonly all?: boolean;
  readonly keyring?: Keyring;
}

/**
 * Makes the changes, and encrypts those of the entries anew that then are not for exactly their recipients, or do not hold
 * their names. All is opened and encrypted before anything is written. `.gpg-id` is written first: whoever finds the work
 * half done, finds what was wanted.
 * @returns names of entries that were written
 * @throws PhoenixError `REFUSED`; then nothing was written
 */
export async function changeVault(
  store: VaultStore,
  { changes, names, all = false, keyring }: ChangeOptions,
  io: Console,
): Promise<readonly string[]> {
  const next = { ...store, files: changedFiles(store.files, changes) };
  const { keys } = await readPublicKeys(next.files);
  const opened =
    names.length === 0 ? [] : await openEntries(store, names, keyring ?? (await operatorKeyring(io)), io);
  const wrong = wronglyEncrypted(next.files, keys);
  const due = opened.filter(({ name, isBound }) => all || !isBound || wrong.has(name));
  const encrypted = await encryptEntries(next, due, keys, io);
  for (const [path, bytes] of changes) if (bytes) writeVaultFile(store.folder, path, bytes);
  for (const { name, bytes } of encrypted) writeEntry(store.folder, name, bytes);
  for (const [path, bytes] of changes) if (!bytes) removeVaultFile(store.folder, path);
  return due.map(({ name }) => name);
}

/** Entries that are not for exactly those whom their `.gpg-id` names, or hide for whom they are. */
function wronglyEncrypted(files: VaultFiles, keys: readonly KnownKey[]): ReadonlySet<string> {
  const found = checkRecipients(files, keys, new Date()).filter(
    ({ id }) => id === 'PHX922' || id === 'PHX923',
  );
  return new Set(found.flatMap(({ at }) => entryOf(at?.file.slice(`${VAULT_FOLDER}/`.length) ?? '') ?? []));
}
