/**
 * Opens all entries of a vault as an apply does, and prints how many milliseconds that took after the first one, which loads
 * the library and unlocks the key: `node --import tsx vault-open.ts VAULT KEY-FILE`.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { settingsSchema } from '../../src/config/settings.ts';
import { entryNames, readVaultFolder } from '../../src/secrets/vault/files.ts';
import { openVault } from '../../src/secrets/vault/source.ts';

const [vault = '', keyFile = ''] = process.argv.slice(2);
const files = readVaultFolder(vault);
const kept = new Map([...files].map(([path, bytes]) => [`vault/${path}`, bytes]));
const read = await openVault({
  kept,
  settings: settingsSchema.parse({ name: 'bench', nodes: {} }).secrets,
  vaultKeys: { key: readFileSync(keyFile, 'utf8'), passphrase: '' },
  say: (line) => console.error(line),
});
const [first = '', ...names] = entryNames(files);
await read([first]);
const start = performance.now();
const found = await read(names);
const ms = performance.now() - start;
if (names.some((name) => !(found.get(name) && 'value' in (found.get(name) ?? {}))))
  throw new Error('not all were read');
console.log(ms);
