/** Files that the user names: what is no file, or has no end, is refused and not waited for. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { readIfThere, readInput } from '../../src/sources/input-file.ts';
import { readOldFiles } from '../../src/sources/old-files.ts';
import { describe } from '../support/describe.ts';

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-input-'));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusal(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PhoenixError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no refusal';
}

describe('a file that the user names', (test) => {
  test('is read whole up to 1 MiB', () => {
    inFolder((folder) => {
      const path = join(folder, 'a');
      writeFileSync(path, 'x'.repeat(1024 * 1024));
      assert.is(readInput(path).length, 1024 * 1024);
      writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
      assert.match(
        refusal(() => readInput(path)),
        /^UNREADABLE: .* is larger than 1 MiB$/,
      );
      assert.is(readIfThere(path), null);
      assert.is(readIfThere(join(folder, 'b')), null);
    });
  });

  test('that has no end is too large', () => {
    assert.match(
      refusal(() => readInput('/dev/zero')),
      /is larger than 1 MiB$/,
    );
    assert.is(readIfThere('/dev/zero'), null);
  });
});

describe('files of the old tool', (test) => {
  test('are files: neither devices nor pipes', () => {
    inFolder((folder) => {
      const path = join(folder, 'phoenix_lxc_configs.json');
      symlinkSync('/dev/zero', path);
      assert.match(
        refusal(() => readOldFiles([folder])),
        /^UNREADABLE: .* is no file$/,
      );
      rmSync(path);
      execFileSync('mkfifo', [path]);
      assert.match(
        refusal(() => readOldFiles([folder])),
        /^UNREADABLE: .* is no file$/,
      );
    });
  });
});
