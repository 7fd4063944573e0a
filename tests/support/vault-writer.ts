/**
 * Writes an entry as Phoenix does and dies on the way, of SIGKILL, before it asks the file system for the n-th time:
 * `vault-writer.ts FOLDER NAME TEXT N`. Exits by itself where it asks less often.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

const [folder = '', name = '', text = '', point = ''] = process.argv.slice(2);
// Modules are read by the file system too: that comes first.
const { writeEntry } = await import('../../src/secrets/vault/store.ts');

let left = Number(point);
const asked = [
  'lstatSync',
  'mkdirSync',
  'openSync',
  'writeSync',
  'fsyncSync',
  'closeSync',
  'renameSync',
] as const;
for (const one of asked) {
  const real = fs[one] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [one]: (...args: unknown[]) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return real(...args);
    },
  });
}
syncBuiltinESMExports();
writeEntry(folder, name, Buffer.from(text));
