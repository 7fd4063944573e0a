/** `phoenix vault rotate`: after somebody left, shuts them out of every folder, and lists the values that they know. */
import process from 'node:process';
import { PhoenixError } from '../../errors.ts';
import { entryNames } from '../../secrets/vault/files.ts';
import { findKeyTexts } from '../../secrets/vault/key-texts.ts';
import { type KnownKey, readPublicKeys } from '../../secrets/vault/public-keys.ts';
import { type FileHistory, fileHistory } from '../../sources/file-history.ts';
import type { Console } from '../console.ts';
import { changedFiles, changeVault, type FileChanges } from './change.ts';
import { keysEver, readExposures } from './exposure.ts';
import { entriesOf, folderOfGpgId, gpgIdAt, gpgIdsOf } from './folders.ts';
import {
  idsIn,
  keepsOwnKey,
  type NamedRecipient,
  namedRecipient,
  orphaned,
  readableFor,
  removing,
} from './recipients.ts';
import { type LookedAt, rotatedJson, tellRotated } from './rotate-text.ts';
import { existingStore, operatorKeyring, type VaultStore } from './store.ts';
import { vaultUses } from './uses.ts';

export interface VaultRotateOptions {
  /** Who left; absent: all who know something, and are no recipients any more. */
  readonly recipient?: string;
  readonly configs: string;
  /** Also where no key of this machine could open entries afterwards. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Exit code 0 when nothing is left to change, else 1; also where a part of the history is missing. */
export async function vaultRotate(options: VaultRotateOptions, io: Console): Promise<number> {
  const { recipient, configs, yes = false, json } = options;
  const store = existingStore(configs);
  const { history, looked } = await historyOf(store, io);
  const { keys } = await readPublicKeys(store.files);
  const everyone = await keysEver(store.files, history);
  const named = recipient === undefined ? null : leaver(recipient, store, everyone);
  const shut = named ? shuttingOut(store, named, keys) : NOTHING;
  // To list what is left is possible without a private key, but not to compare, nor to encrypt anew.
  const isToOpen = shut.names.length > 0 || findKeyTexts(undefined, process.env).length > 0;
  const keyring = isToOpen ? await operatorKeyring(io) : null;
  const { uses } = vaultUses(configs);
  const whose = named ? new Set(keyIdsOf(named)) : null;
  const known = await readExposures({ files: store.files, history, keyring, uses, whose, keys }, io);
  const next = changedFiles(store.files, shut.changes);
  if (keyring && !yes) {
    for (const path of shut.changes.keys()) {
      const folder = folderOfGpgId(path);
      keepsOwnKey(gpgIdAt(store.files, folder), gpgIdAt(next, folder), keys, keyring);
    }
  }
  const changes = new Map(shut.changes);
  for (const file of named ? await orphaned(next, named, keys) : []) changes.set(file, null);
  const written = await changeVault(store, { changes, names: shut.names, ...(keyring && { keyring }) }, io);
  const rotated = { looked, known, everyone, uses, written, named };
  if (json) io.out(JSON.stringify(rotatedJson(rotated), null, 2));
  else tellRotated(rotated, io);
  // Of what is not here nobody knows.
  return known.length === 0 && looked !== 'some' ? 0 : 1;
}

interface Looked {
  readonly history: FileHistory['versions'];
  readonly looked: LookedAt;
}

async function historyOf({ folder }: VaultStore, io: Console): Promise<Looked> {
  try {
    const { versions, isShallow } = await fileHistory(folder);
    if (isShallow)
      io.err('This clone is shallow: older versions of entries are not looked at. git fetch --unshallow');
    return { history: versions, looked: isShallow ? 'some' : 'all' };
  } catch (error) {
    if (!(error instanceof PhoenixError) || error.code !== 'GIT') throw error;
    io.err(`Only the entries as they are now were looked at, not how they were: ${error.message}.`);
    return { history: [], looked: 'now' };
  }
}

const KEY_ID = /^(?:0x)?([0-9A-F]{16})$/i;

/** Somebody of whom the vault knows a key, or once knew; or the id of a key that entries name. */
function leaver(id: string, { files }: VaultStore, keys: readonly KnownKey[]): NamedRecipient {
  try {
    return namedRecipient(id, files, keys);
  } catch (error) {
    if (KEY_ID.test(id) && error instanceof PhoenixError && error.code === 'USAGE') return { id, key: null };
    throw error;
  }
}

function keyIdsOf({ id, key }: NamedRecipient): readonly string[] {
  const keyId = KEY_ID.exec(id)?.[1]?.toUpperCase();
  return key?.allKeyIds ?? (keyId === undefined ? [] : [keyId]);
}

interface ShuttingOut {
  readonly changes: FileChanges;
  /** Entries that they can open, or could by what `.gpg-id` says. */
  readonly names: readonly string[];
}

const NOTHING: ShuttingOut = { changes: new Map(), names: [] };

function shuttingOut({ files }: VaultStore, named: NamedRecipient, keys: readonly KnownKey[]): ShuttingOut {
  const changes = new Map<string, Uint8Array | null>();
  const names = new Set(readableFor(files, entryNames(files), keyIdsOf(named)));
  for (const gpgId of gpgIdsOf(files)) {
    const ids = idsIn(gpgId, named, keys);
    if (ids.length === 0) continue;
    for (const [path, bytes] of removing(files, folderOfGpgId(gpgId.path), ids)) changes.set(path, bytes);
    for (const name of entriesOf(files, gpgId.path)) names.add(name);
  }
  return { changes, names: [...names].sort() };
}
