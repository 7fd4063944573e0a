/** The private keys that open entries: read once, and each unlocked once in a run, when an entry first needs it. */
import process from 'node:process';
import type { PrivateKey } from 'openpgp';
import { PhoenixError } from '../../errors.ts';
import type { VaultKeys } from '../provider.ts';
import { findKeyTexts, findPassphraseTexts, type FoundText } from './key-texts.ts';
import { readPrivateKeys } from './private-keys.ts';
import { EVER, nameOfKey } from './public-keys.ts';
import { unlocker } from './unlock.ts';

/** Asks a person for the passphrase of a key, told to them by its name; null: they would not say. */
type AskPassphrase = (key: string) => Promise<string | null>;

export interface KeyringOptions {
  /** For warnings. */
  readonly say: (line: string) => void;
  /** Where a person can be asked: used where no passphrase that is there fits. */
  readonly ask?: AskPassphrase;
  readonly now?: Date;
  /** Where keys and passphrases may stand; they are taken out of it. */
  readonly env?: NodeJS.ProcessEnv;
}

interface PrivateKeyInfo {
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  /** Ids of all its parts, as entries name them. */
  readonly keyIds: readonly string[];
  /** Whether it needs a passphrase. */
  readonly locked: boolean;
}

export interface Keyring {
  readonly keys: readonly PrivateKeyInfo[];
  /**
   * Unlocked keys that can open an entry; none where no key is one of its recipients.
   * @param hidden the entry does not name all of them: any key may fit
   * @throws PhoenixError `REFUSED` where those that fit are revoked, or no passphrase fits
   */
  readonly opening: (keyIds: readonly string[], hidden: boolean) => Promise<readonly PrivateKey[]>;
}

/** @throws PhoenixError `REFUSED` where there is no private key, or none that can be read */
export async function openKeyring(given: VaultKeys | undefined, options: KeyringOptions): Promise<Keyring> {
  const { env = process.env } = options;
  const passphrases = findPassphraseTexts(given, env);
  const texts = findKeyTexts(given, env);
  if (texts.length === 0) throw noKey();
  const keys = (await Promise.all(texts.map(readPrivateKeys))).flat();
  const lines = linesOf(passphrases);
  const [first] = keys;
  if (first && lines.length > 0 && keys.every((key) => key.isDecrypted())) {
    options.say(
      `The passphrase of the vault protects nothing: the key ${nameOfKey(infoOf(first))} has none.`,
    );
  }
  const unlock = unlocker(lines, options);
  const opened = new Map<PrivateKey, Promise<PrivateKey>>();
  const open = (key: PrivateKey) => {
    const known = opened.get(key) ?? unlock(key);
    opened.set(key, known);
    return known;
  };
  return {
    keys: keys.map((key) => ({ ...infoOf(key), locked: !key.isDecrypted() })),
    opening: async (keyIds, hidden) => {
      const fit = keys.filter((key) => hidden || infoOf(key).keyIds.some((id) => keyIds.includes(id)));
      return await unlocked(await usable(await notRevoked(fit, options.now)), open, hidden);
    },
  };
}

/** The first that opens, without a passphrase if it can be so; all that do, where any may be the one. */
async function unlocked(
  keys: readonly PrivateKey[],
  open: (key: PrivateKey) => Promise<PrivateKey>,
  all: boolean,
): Promise<readonly PrivateKey[]> {
  const found: PrivateKey[] = [];
  let failure: unknown;
  for (const key of keys.toSorted((a, b) => Number(b.isDecrypted()) - Number(a.isDecrypted()))) {
    try {
      found.push(await open(key));
      if (!all) break;
    } catch (error) {
      failure ??= error;
    }
  }
  if (found.length === 0 && failure !== undefined) throw failure;
  return found;
}

function infoOf(key: PrivateKey): Omit<PrivateKeyInfo, 'locked'> {
  return {
    fingerprint: key.getFingerprint().toUpperCase(),
    userIds: key.getUserIDs(),
    keyIds: key.getKeyIDs().map((id) => id.toHex().toUpperCase()),
  };
}

async function notRevoked(keys: readonly PrivateKey[], now = new Date()): Promise<readonly PrivateKey[]> {
  const revoked = await Promise.all(keys.map((key) => key.isRevoked(undefined, undefined, now)));
  const live = keys.filter((_, index) => revoked[index] === false);
  const [first] = keys;
  if (live.length > 0 || !first) return live;
  throw new PhoenixError('REFUSED', `the key ${nameOfKey(infoOf(first))} is revoked`, {
    hint: 'Give the private key of another recipient.',
  });
}

/** Brainpool keys that sign need a package on Node that openpgp.js 6.3 does not bring, for one. */
async function usable(keys: readonly PrivateKey[]): Promise<readonly PrivateKey[]> {
  const why = await Promise.all(
    keys.map((key) =>
      key.getDecryptionKeys(undefined, EVER).then(
        () => null,
        (error: Error) => error,
      ),
    ),
  );
  const fit = keys.filter((_, index) => why[index] === null);
  const [first] = keys;
  if (fit.length > 0 || !first) return fit;
  throw new PhoenixError('REFUSED', `this version cannot use the key ${nameOfKey(infoOf(first))}`, {
    hint: 'Make another one for the vault, of Ed25519 and Curve25519: phoenix vault init --new-key FILE',
    cause: why[0],
  });
}

/** One a line; of what was typed into a file the last line end is no part. */
function linesOf(texts: readonly FoundText[]): readonly string[] {
  const lines = texts.flatMap(({ bytes }) => Buffer.from(bytes).toString('utf8').split(/\r?\n/));
  return [...new Set(lines.filter((line) => line !== ''))];
}

function noKey(): PhoenixError {
  return new PhoenixError('REFUSED', 'the vault is locked: there is no private key', {
    hint: 'Set the input vault-key or PHOENIX_VAULT_KEY to an armoured private key, or put it into /etc/phoenix/vault.key or ~/.config/phoenix/vault.key with mode 600.',
  });
}
