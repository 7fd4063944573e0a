/** Recipients of a vault: finding one by what people call them, adding and removing them in a `.gpg-id`. */
import { didYouMean } from '../../config/suggest.ts';
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { withoutRecipients, withRecipient } from '../../secrets/vault/change-gpg-id.ts';
import { entryFile, type VaultFiles } from '../../secrets/vault/files.ts';
import { formatGpgId, type GpgId, gpgIdIn } from '../../secrets/vault/gpg-id.ts';
import { inspectMessage } from '../../secrets/vault/inspect.ts';
import type { Keyring } from '../../secrets/vault/keyring.ts';
import { type KnownKey, PUBLIC_KEYS, readPublicKeyFile } from '../../secrets/vault/public-keys.ts';
import { findRecipients } from '../../secrets/vault/recipients.ts';
import { changedFiles, type FileChanges } from './change.ts';
import { gpgIdAt, gpgIdsOf } from './folders.ts';

const textAt = (files: VaultFiles, path: string): string | null => {
  const bytes = files.get(path);
  return bytes ? Buffer.from(bytes).toString('utf8') : null;
};

/** The `.gpg-id` of a folder; one that has none of its own gets one that says what counts there now. */
function ownText(files: VaultFiles, folder: string): string {
  return textAt(files, gpgIdIn(folder)) ?? formatGpgId(gpgIdAt(files, folder).ids);
}

/** Its public key for the vault, under the name by which `.gpg-id` calls it, as gopass wants it. */
export function keyFile(id: string, { key, fingerprint }: KnownKey): readonly [string, Uint8Array] {
  const name = /^[\w.+-]+(?:@[\w.+-]+)?$/.test(id) ? id : fingerprint;
  return [`${PUBLIC_KEYS}/${name}`, Buffer.from(key.armor())];
}

/**
 * Without a new `.gpg-id` where all are recipients already.
 * @param known public keys of the vault
 */
export function adding(
  files: VaultFiles,
  folder: string,
  added: readonly KnownKey[],
  known: readonly KnownKey[],
): FileChanges {
  const changes = new Map<string, Uint8Array>();
  const keys = new Map([...known, ...added].map((key) => [key.fingerprint, key]));
  const recipients = findRecipients(gpgIdAt(files, folder).ids, [...keys.values()]);
  const before = ownText(files, folder);
  let text = before;
  for (const key of new Map(added.map((one) => [one.fingerprint, one])).values()) {
    const same = recipients.find((one) => one.key?.fingerprint === key.fingerprint);
    changes.set(...keyFile(same?.id ?? key.fingerprint, key));
    if (!same) text = withRecipient(text, key.fingerprint);
  }
  return text === before ? changes : changes.set(gpgIdIn(folder), Buffer.from(text));
}

/** A recipient by fingerprint, key id, mail address, or as `.gpg-id` writes it. */
export interface NamedRecipient {
  /** As the user named it. */
  readonly id: string;
  /** Null: the vault does not have it. */
  readonly key: KnownKey | null;
}

/**
 * What a `.gpg-id` calls a recipient; none: it is not among them.
 * @param keys public keys of the vault; that of the recipient need not be among them any more
 */
export function idsIn({ ids }: GpgId, { id, key }: NamedRecipient, keys: readonly KnownKey[]): string[] {
  return findRecipients(ids, keys)
    .filter((one) => {
      const meant = one.key ?? (key && findRecipients([one.id], [key])[0]?.key);
      return one.id === id || (key !== null && meant?.fingerprint === key.fingerprint);
    })
    .map((one) => one.id);
}

const isExactly = (id: string, { userIds }: KnownKey): boolean =>
  /^(?:0x)?[0-9a-f]{16,}$/i.test(id) ||
  /^[^\s@]+@[^\s@]+$/.test(id) ||
  userIds.some((userId) => [userId, userId.replace(/\s*<[^>]*>$/, '')].includes(id));

/** @throws PhoenixError `USAGE` for nobody, `REFUSED` where several fit */
export function namedRecipient(id: string, files: VaultFiles, keys: readonly KnownKey[]): NamedRecipient {
  const [found] = findRecipients([id], keys);
  // A part of a name may be somebody else's too: who is meant has to be clear.
  if (found?.key && isExactly(id, found.key)) return { id, key: found.key };
  if (found?.key === null && found.wrong === 'ambiguous') {
    throw new PhoenixError('REFUSED', `several recipients are called ${quote(id)}`, {
      hint: 'Give the full fingerprint: phoenix vault recipients list shows them.',
    });
  }
  const known = gpgIdsOf(files).flatMap(({ ids }) => ids);
  if (known.includes(id)) return { id, key: null };
  const names = [...known, ...keys.flatMap(({ userIds }) => userIds)];
  throw new PhoenixError('USAGE', `nobody is known to the vault as ${quote(id)}`, {
    hint: didYouMean(id, [...new Set(names)], 'phoenix vault recipients list shows who is.'),
  });
}

/** Takes a recipient out of one `.gpg-id`. @throws PhoenixError `REFUSED` for the last one */
export function removing(files: VaultFiles, folder: string, ids: readonly string[]): FileChanges {
  const path = gpgIdIn(folder);
  const text = withoutRecipients(ownText(files, folder), ids);
  const changes = new Map<string, Uint8Array | null>([[path, Buffer.from(text)]]);
  if (gpgIdAt(changedFiles(files, changes), folder).ids.length > 0) return changes;
  throw new PhoenixError(
    'REFUSED',
    `${ids.join(', ')} is the last recipient in ${path}; nothing was written`,
    {
      hint: 'Add another one first: phoenix vault recipients add FILE',
    },
  );
}

/** Files that hold the public key of somebody whom no `.gpg-id` names, and nothing else. */
export async function orphaned(
  files: VaultFiles,
  { key }: NamedRecipient,
  keys: readonly KnownKey[],
): Promise<string[]> {
  if (!key || gpgIdsOf(files).some((one) => idsIn(one, { id: key.fingerprint, key }, keys).length > 0))
    return [];
  const found: string[] = [];
  for (const [path, bytes] of files) {
    const held = path.startsWith(`${PUBLIC_KEYS}/`) ? await readPublicKeyFile(bytes) : [];
    const isOwn =
      typeof held !== 'string' && held.every(({ fingerprint }) => fingerprint === key.fingerprint);
    if (isOwn && held.length > 0) found.push(path);
  }
  return found;
}

/** Names of entries that one of these keys opens, as they are now. */
export function readableFor(
  files: VaultFiles,
  names: readonly string[],
  keyIds: readonly string[],
): string[] {
  return names.filter((name) => {
    const bytes = files.get(entryFile(name));
    const inspected = bytes && inspectMessage(bytes);
    return inspected && !('wrong' in inspected) && inspected.keyIds.some((id) => keyIds.includes(id));
  });
}

/**
 * Nobody shuts themselves out by a slip.
 * @param before what counted in a folder
 * @param after what would count there
 * @throws PhoenixError `REFUSED`
 */
export function keepsOwnKey(before: GpgId, after: GpgId, keys: readonly KnownKey[], keyring: Keyring): void {
  const own = new Set(keyring.keys.map(({ fingerprint }) => fingerprint));
  const isOwn = ({ ids }: GpgId) =>
    findRecipients(ids, keys).some(({ key }) => key !== null && own.has(key.fingerprint));
  if (isOwn(after) || !isOwn(before)) return;
  throw new PhoenixError('REFUSED', `no key of this machine could open the entries of ${after.path} then`, {
    hint: 'Add --yes if that is what you want.',
  });
}
