/** For whom entries are encrypted: the ids of a `.gpg-id`, looked up in the public keys that the vault holds itself. */
import { PhoenixError } from '../../errors.ts';
import type { VaultFiles } from './files.ts';
import { gpgIdOf } from './gpg-id.ts';
import { inline, type KnownKey, nameOfKey } from './public-keys.ts';

/** An id of a `.gpg-id`, and the key that it means. */
export type Recipient =
  | { readonly id: string; readonly key: KnownKey }
  | { readonly id: string; readonly key: null; readonly wrong: 'unknown' | 'ambiguous' | 'short' };

/**
 * Ids are full fingerprints, as Phoenix writes them; or, as others may have, key ids of 16 digits, with `0x` before them
 * or not, mail addresses, and parts of user ids. Ids of 8 digits are refused: a key that fits one is made in seconds.
 */
export function findRecipients(ids: readonly string[], keys: readonly KnownKey[]): readonly Recipient[] {
  return ids.map((id) => findRecipient(id, keys));
}

function findRecipient(id: string, keys: readonly KnownKey[]): Recipient {
  const hex = /^(?:0x)?([0-9a-f]+)!?$/i.exec(id)?.[1]?.toUpperCase();
  if (hex?.length === 8) return { id, key: null, wrong: 'short' };
  const found =
    hex !== undefined && [16, 40, 64].includes(hex.length)
      ? keysOf(keys, hex)
      : keys.filter((key) => isNamed(key, id));
  const usable = found.length > 1 ? found.filter(({ state }) => state === 'valid') : found;
  const [key] = usable;
  if (key && usable.length === 1) return { id, key };
  return { id, key: null, wrong: found.length > 0 ? 'ambiguous' : 'unknown' };
}

/** The key itself goes before one that has it as a subkey: anybody can bind another's key to one of their own. */
function keysOf(keys: readonly KnownKey[], hex: string): readonly KnownKey[] {
  const own = keys.filter(({ fingerprint }) => isOf(fingerprint, hex));
  return own.length > 0 ? own : keys.filter((key) => key.fingerprints.some((one) => isOf(one, hex)));
}

/** Of keys of version 6 the key id is how the fingerprint begins. */
const isOf = (fingerprint: string, hex: string): boolean =>
  hex.length === 16
    ? fingerprint.length === 64
      ? fingerprint.startsWith(hex)
      : fingerprint.endsWith(hex)
    : fingerprint === hex;

function isNamed(key: KnownKey, text: string): boolean {
  const wanted = text.toLowerCase();
  const mail = /^<?([^<>\s]+@[^<>\s]+)>?$/.exec(wanted)?.[1];
  return key.userIds.some((userId) => {
    const known = userId.toLowerCase();
    return mail === undefined ? known.includes(wanted) : known === mail || known.endsWith(`<${mail}>`);
  });
}

/**
 * The keys for which an entry is to be encrypted, which is to all recipients of its `.gpg-id` or not at all.
 * @throws PhoenixError `REFUSED` where there is no `.gpg-id`, or a recipient without a key that can be used
 */
export function recipientsFor(
  files: VaultFiles,
  entry: string,
  keys: readonly KnownKey[],
): readonly KnownKey[] {
  const gpgId = gpgIdOf(files, entry);
  if (!gpgId || gpgId.ids.length === 0) {
    throw new PhoenixError('REFUSED', `nothing says for whom ${entry} is to be encrypted`, {
      hint: gpgId ? `Add a recipient to ${gpgId.path}.` : 'Make the vault first: phoenix vault init.',
    });
  }
  const recipients = findRecipients(gpgId.ids, keys);
  const wrong = recipients.flatMap((one) => wrongWithRecipient(one) ?? []);
  if (wrong.length > 0) {
    throw new PhoenixError(
      'REFUSED',
      `${entry} cannot be encrypted for all of ${gpgId.path}: ${wrong.join('; ')}`,
      {
        hint: 'Put public keys of recipients into .public-keys, or remove those that can no longer be used.',
      },
    );
  }
  return [...new Set(recipients.flatMap(({ key }) => key ?? []))];
}

/** Why nothing can be encrypted for a recipient, as a clause; null where it can. */
export function wrongWithRecipient(recipient: Recipient): string | null {
  const id = inline(recipient.id);
  if (!recipient.key) {
    switch (recipient.wrong) {
      case 'unknown':
        return `there is no public key of ${id}`;
      case 'ambiguous':
        return `several public keys fit ${id}`;
      case 'short':
        return `${id} is too short to name one key`;
    }
  }
  const name = nameOfKey(recipient.key);
  const day = recipient.key.expires?.toISOString().slice(0, 10) ?? '';
  switch (recipient.key.state) {
    case 'valid':
      return null;
    case 'expired':
      return `the key of ${name} expired on ${day}`;
    case 'revoked':
      return `the key of ${name} is revoked`;
    case 'weak':
      return `the key of ${name} is too weak (RSA below 2048 bits, or ElGamal)`;
    case 'unfit':
      return `the key of ${name} has no part that this version can encrypt for`;
  }
}
