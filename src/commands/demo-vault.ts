/**
 * The vault of the demonstration. The example estate has one that only its owner could open; here it is made anew, with a
 * key and values of its own.
 */
import { join } from 'node:path';
import { VAULT_FOLDER } from '../secrets/vault/entry-name.ts';
import { readFile, removeFolder } from '../sources/scratch.ts';
import type { Console } from './console.ts';
import { vaultInit } from './vault/init.ts';
import { vaultSet } from './vault/set.ts';
import { vaultUses } from './vault/uses.ts';

const LENGTH = 32;

/** Gives an entry another value. */
export async function renewEntry(configs: string, name: string, io: Console): Promise<void> {
  await vaultSet({ name, more: [], configs, generate: LENGTH }, io);
}

/**
 * Every entry that the estate uses, with a made-up value.
 * @param keyFile is made
 * @returns the private key, armoured
 */
export async function makeVault(configs: string, keyFile: string, io: Console): Promise<string> {
  const names = new Set(vaultUses(configs).uses.map(({ entry }) => entry));
  removeFolder(join(configs, VAULT_FOLDER));
  await vaultInit({ configs, newKey: keyFile, passphrase: false, name: 'Demonstration' }, io);
  for (const name of [...names].toSorted()) await renewEntry(configs, name, io);
  return readFile(keyFile);
}
