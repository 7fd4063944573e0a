/** Unlocks a private key with the passphrases that are there, or asks a person; says where the key has expired. */
import type { PrivateKey } from 'openpgp';
import { PhoenixError } from '../../errors.ts';
import type { KeyringOptions } from './keyring.ts';
import { loadOpenpgp } from './library.ts';
import { nameOfKey } from './public-keys.ts';

/** How often a person may mistype. */
const MOST_ANSWERS = 3;

/** @throws PhoenixError `REFUSED` by what it returns, where no passphrase fits */
export function unlocker(
  passphrases: readonly string[],
  { say, ask, now = new Date() }: KeyringOptions,
): (key: PrivateKey) => Promise<PrivateKey> {
  return async (key) => {
    const name = nameOfKey({ userIds: key.getUserIDs(), fingerprint: key.getFingerprint().toUpperCase() });
    const expires = await key.getExpirationTime().catch(() => null);
    if (expires instanceof Date && expires <= now) {
      say(
        `The key ${name} expired on ${expires.toISOString().slice(0, 10)}. It still opens entries, but none can be written for it.`,
      );
    }
    if (key.isDecrypted()) return key;
    for (const passphrase of passphrases) {
      const unlocked = await tried(key, passphrase);
      if (unlocked) return unlocked;
    }
    let answers = 0;
    for (; answers < MOST_ANSWERS; answers += 1) {
      const answer = (await ask?.(name)) ?? null;
      if (answer === null) break;
      const unlocked = await tried(key, answer);
      if (unlocked) return unlocked;
      say(`That is not the passphrase of ${name}.`);
    }
    throw locked(name, passphrases.length + answers > 0);
  };
}

async function tried(key: PrivateKey, passphrase: string): Promise<PrivateKey | null> {
  const { decryptKey } = await loadOpenpgp();
  return await decryptKey({ privateKey: key, passphrase }).catch(() => null);
}

function locked(name: string, given: boolean): PhoenixError {
  const message = given
    ? `no passphrase that was given fits the key ${name}`
    : `the key ${name} is locked, and there is no passphrase`;
  return new PhoenixError('REFUSED', message, {
    hint: 'Set the input vault-passphrase or PHOENIX_VAULT_PASSPHRASE, or write it into vault.passphrase beside the key, with mode 600.',
  });
}
