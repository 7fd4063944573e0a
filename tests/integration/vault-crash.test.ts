/** A process that writes the vault is killed before each thing that it asks of the file system. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { readVaultFolder, SCRATCH } from '../../src/secrets/vault/files.ts';
import { writeEntry } from '../../src/secrets/vault/store.ts';
import { describe } from '../support/describe.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { LOADER } from '../support/source-program.ts';

const WRITER = fileURLToPath(new URL('../support/vault-writer.ts', import.meta.url));

function killedAt(point: number, folder: string, text: string): boolean {
  const { signal, status, stderr } = spawnSync(
    process.execPath,
    [...LOADER, WRITER, folder, 'db/app', text, String(point)],
    { encoding: 'utf8' },
  );
  assert.ok(signal === 'SIGKILL' || status === 0, stderr);
  return signal === 'SIGKILL';
}

const MOST = 40;

describe('a write that is killed', (test) => {
  test('leaves the old entry whole, or the new one', () => {
    const ends: string[] = [];
    for (let point = 1; point < MOST; point += 1) {
      const folder = join(scratchFolder('phx-crash'), 'vault');
      writeEntry(folder, 'db/app', Buffer.from('the old one'));
      const killed = killedAt(point, folder, 'the new one');
      const text = readFileSync(join(folder, 'db/app.gpg'), 'utf8');
      assert.ok(['the old one', 'the new one'].includes(text), `${point}: ${text}`);
      const others = [...readVaultFolder(folder).keys()].filter((path) => path !== 'db/app.gpg');
      assert.ok(
        others.length <= 1 && others.every((path) => SCRATCH.test(path)),
        `${point}: ${others.join()}`,
      );
      ends.push(text);
      assert.is(killedAt(MOST, folder, 'written again'), false);
      assert.is(readFileSync(join(folder, 'db/app.gpg'), 'utf8'), 'written again');
      if (!killed) break;
    }
    // At first the old one, then the new one, and both of them seen.
    assert.ok(ends.length > 5 && ends.length < MOST - 1, `${ends.length} points`);
    assert.is(ends[0], 'the old one');
    assert.is(ends.at(-1), 'the new one');
    assert.equal(ends, ends.toSorted().toReversed());
  });
});
