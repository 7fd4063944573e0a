/** The key pair that `phoenix vault init` makes, or the one that this machine has. */
import { basename, resolve } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../../errors.ts';
import { findKeyTexts, findPassphraseTexts } from '../../secrets/vault/key-texts.ts';
import { newKey } from '../../secrets/vault/new-key.ts';
import { readPrivateKeys } from '../../secrets/vault/private-keys.ts';
import { knownKey, type KnownKey, readPublicKeyFile } from '../../secrets/vault/public-keys.ts';
import { folderExists } from '../../sources/feature-folders.ts';
import { askTwice, canAsk } from '../../sources/hidden.ts';
import { readInput } from '../../sources/input-file.ts';
import { checkKeyPlace, writeKeyFile } from '../../sources/key-file.ts';
import type { Console } from '../console.ts';
import { openWorkspace } from '../workspace.ts';

export interface NewKeyOptions {
  readonly configs: string;
  readonly file: string;
  readonly name?: string;
  readonly email?: string;
  readonly passphraseFile?: string;
  /** False: none at all. */
  readonly passphrase?: boolean;
}

/** Public parts of the private keys that this machine has; none: it has none. */
export async function ownKeys(): Promise<KnownKey[]> {
  const keys = (await Promise.all(findKeyTexts(undefined, process.env).map(readPrivateKeys))).flat();
  return await Promise.all(keys.map((key) => knownKey(key.toPublic())));
}

/** As phoenix.json says, or the folder that holds all, such as the repository. */
function estateName(configs: string): string {
  const folder = basename(resolve(configs, '..'));
  if (!folderExists(configs)) return folder;
  const workspace = openWorkspace({ configs });
  try {
    const { tree, settings } = workspace.onDisk();
    return tree.files.has('phoenix.json') || tree.files.has('phoenix.jsonc') ? settings.name : folder;
  } catch (error) {
    if (error instanceof PhoenixError) return folder;
    throw error;
  } finally {
    workspace.close();
  }
}

/** Its private part is written when this returns. @throws PhoenixError `REFUSED`, `UNWRITABLE`, `USAGE` */
export async function makeKey(options: NewKeyOptions, io: Console): Promise<KnownKey> {
  const { configs, file, email = null } = options;
  await checkKeyPlace(file, configs);
  const name = options.name ?? `Phoenix vault of ${estateName(configs)}`;
  const made = await newKey(name, email, await passphraseFor(options));
  const [key] = await publicPart(made.publicKey);
  if (!key) throw new Error('the new key cannot be read');
  writeKeyFile(file, made.privateKey);
  io.err(`Wrote a new private key to ${file}: keep it, and a copy elsewhere. Nothing else opens the vault.`);
  return key;
}

async function publicPart(armoured: string): Promise<readonly KnownKey[]> {
  const keys = await readPublicKeyFile(Buffer.from(armoured));
  return typeof keys === 'string' ? [] : keys;
}

/** Null: none is wanted. What is in the environment is what will open the key. */
async function passphraseFor({ passphrase, passphraseFile }: NewKeyOptions): Promise<string | null> {
  if (passphrase === false) return null;
  const texts =
    passphraseFile === undefined
      ? findPassphraseTexts(undefined, process.env).map(({ bytes }) => bytes)
      : [readInput(passphraseFile)];
  const found = texts
    .flatMap((bytes) => Buffer.from(bytes).toString('utf8').split(/\r?\n/))
    .find((line) => line !== '');
  if (found !== undefined) return found;
  const typed = canAsk() && passphraseFile === undefined ? await askTwice('Passphrase of the new key') : '';
  if (typed !== '') return typed;
  throw new PhoenixError('USAGE', 'there is no passphrase for the new key', {
    hint: 'Set PHOENIX_VAULT_PASSPHRASE or --passphrase-file, or say --no-passphrase.',
  });
}
