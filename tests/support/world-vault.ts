/**
 * The vault of the small world, at two commits: between them one entry is written anew as it is, and one gets another value.
 * Its key stands where an apply of a runner would look for it.
 */
import process from 'node:process';
import { encryptEntry } from '../../src/secrets/vault/encrypt.ts';
import { newKey } from '../../src/secrets/vault/new-key.ts';
import { type KnownKey, readPublicKeyFile } from '../../src/secrets/vault/public-keys.ts';

type Files = ReadonlyMap<string, Uint8Array>;

const made = await newKey('world', null, null);
const keys = (await readPublicKeyFile(Buffer.from(made.publicKey))) as readonly KnownKey[];
process.env['PHOENIX_VAULT_KEY'] = made.privateKey;

async function vaultWith(changing: string): Promise<Files> {
  return new Map<string, Uint8Array>([
    ['vault/.gpg-id', Buffer.from(`${made.fingerprint}\n`)],
    [`vault/.public-keys/${made.fingerprint}`, Buffer.from(made.publicKey)],
    ['vault/same.gpg', await encryptEntry('same', 'stays-as-it-is\nuser: somebody\n', keys)],
    ['vault/changing.gpg', await encryptEntry('changing', changing, keys)],
  ]);
}

const [before, after] = await Promise.all([vaultWith('one-value\n'), vaultWith('another-value\n')]);

/** Of an even and of an odd commit of a test, by the digit that its id is made of. */
export const worldVault = (commit: string): Files =>
  Number.parseInt(commit.slice(0, 1), 16) % 2 === 0 ? before : after;
