/** The public keys that a vault holds in `.public-keys/`, a file each, so that no keyring is needed. */
import type { Key, PublicKey } from 'openpgp';
import { quote } from '../../config/quote.ts';
import { dearmoured } from './armour.ts';
import type { VaultFiles } from './files.ts';
import { loadOpenpgp } from './library.ts';

/** Below the vault; gopass keeps them there too, named as `.gpg-id` names them. */
export const PUBLIC_KEYS = '.public-keys';

/** `unfit`: it has no part that encrypts. */
type KeyState = 'valid' | 'expired' | 'revoked' | 'weak' | 'unfit';

export interface KnownKey {
  /** 40 upper-case hex digits; 64 of a key of version 6. */
  readonly fingerprint: string;
  /** That of the key itself, and those of its subkeys. */
  readonly fingerprints: readonly string[];
  readonly userIds: readonly string[];
  readonly state: KeyState;
  /** From when on nothing can be encrypted for it; null: never. */
  readonly expires: Date | null;
  /** Ids of its parts that encrypt, as they stand in entries; expired ones too, not revoked ones. */
  readonly keyIds: readonly string[];
  /** Ids of all its parts. */
  readonly allKeyIds: readonly string[];
  readonly key: PublicKey;
}

/** A file that cannot be used as a public key. */
export interface UnusableKeyFile {
  /** Below the vault. */
  readonly path: string;
  /** `private`: it holds a private key, which must not stand in git. */
  readonly wrong: 'private' | 'damaged';
}

export interface PublicKeys {
  readonly keys: readonly KnownKey[];
  readonly unusable: readonly UnusableKeyFile[];
}

/** @param now by which keys are expired or not */
export async function readPublicKeys(files: VaultFiles, now = new Date()): Promise<PublicKeys> {
  const keys = new Map<string, KnownKey>();
  const unusable: UnusableKeyFile[] = [];
  for (const [path, bytes] of files) {
    if (!path.startsWith(`${PUBLIC_KEYS}/`)) continue;
    const found = await readPublicKeyFile(bytes, now);
    if (typeof found === 'string') unusable.push({ path, wrong: found });
    else
      for (const key of found) keys.set(key.fingerprint, await merged(keys.get(key.fingerprint), key, now));
  }
  return { keys: [...keys.values()], unusable };
}

/** What two exports of a key know of it: one may be older, or not know yet that it is revoked. */
async function merged(one: KnownKey | undefined, other: KnownKey, now: Date): Promise<KnownKey> {
  return one ? await knownKey(await one.key.update(other.key), now) : other;
}

/** All keys of a text or binary, such as an export; what is wrong with it, otherwise. */
export async function readPublicKeyFile(
  bytes: Uint8Array,
  now = new Date(),
): Promise<readonly KnownKey[] | 'private' | 'damaged'> {
  const { readKeys } = await loadOpenpgp();
  if (Buffer.from(bytes).includes('-----BEGIN PGP PRIVATE KEY')) return 'private';
  const binaryKeys = dearmoured(bytes, 'PUBLIC KEY BLOCK');
  const keys: readonly Key[] = binaryKeys ? await readKeys({ binaryKeys }).catch(() => []) : [];
  if (keys.some((key) => key.isPrivate())) return 'private';
  return keys.length === 0 ? 'damaged' : await Promise.all(keys.map((key) => knownKey(key, now)));
}

/** A date for openpgp.js at which no key is expired: what is asked is whether it ever could. */
export const EVER = null as unknown as Date;

export async function knownKey(key: PublicKey, now = new Date()): Promise<KnownKey> {
  const { config } = await loadOpenpgp();
  const lenient = { ...config, minRSABits: 0, rejectPublicKeyAlgorithms: new Set<never>() };
  const parts = key.getKeys();
  const ever = await Promise.all(
    parts.map((part) => key.getEncryptionKey(part.getKeyID(), EVER, undefined, lenient).catch(() => null)),
  );
  const [strong, nowFit] = await Promise.all(
    [EVER, now].map((date) => key.getEncryptionKey(undefined, date).catch(() => null)),
  );
  const expires = await expiryOf(
    key,
    parts.filter((_, index) => ever[index]),
  );
  const state = async (): Promise<KeyState> => {
    if (await key.isRevoked(undefined, undefined, now).catch(() => true)) return 'revoked';
    if (nowFit) return 'valid';
    if (strong) return 'expired';
    return ever.some(Boolean) ? 'weak' : 'unfit';
  };
  const ids = parts.map((part) => part.getKeyID().toHex().toUpperCase());
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    fingerprints: parts.map((part) => part.getFingerprint().toUpperCase()),
    userIds: key.getUserIDs(),
    state: await state(),
    expires,
    keyIds: ids.filter((_, index) => ever[index]),
    allKeyIds: ids,
    key,
  };
}

/** The earlier of that of the key and that of its last part that encrypts. */
async function expiryOf(key: Key, parts: ReturnType<Key['getKeys']>): Promise<Date | null> {
  const end = async (part: (typeof parts)[number]) =>
    Number((await part.getExpirationTime().catch(() => null)) ?? Number.POSITIVE_INFINITY);
  const own = await end(key);
  const last = parts.length === 0 ? own : Math.max(...(await Promise.all(parts.map(end))));
  const earlier = Math.min(own, last);
  return Number.isFinite(earlier) ? new Date(earlier) : null;
}

/** A key for people: its first user id, which anybody may have chosen, and its key id. */
export function nameOfKey({ userIds, fingerprint }: Pick<KnownKey, 'userIds' | 'fingerprint'>): string {
  const id = fingerprint.length === 64 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
  const [name] = userIds;
  return name === undefined ? id : `${inline(name.replace(/^<(.*)>$/, '$1'))} (${id})`;
}

/** A foreign text within a sentence: short, and nothing in it is invisible. */
export const inline = (text: string): string => quote(text, 60).slice(1, -1);
