/** Files that the user names: what is no file, or has no end, is refused and not waited for. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { readConfFolder } from '../../src/sources/conf-folder.ts';
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

describe('a folder of conf files', (test) => {
  test('of a guest that stands in it twice, both are told', () => {
    inFolder((folder) => {
      for (const node of ['pve1', 'pve2']) {
        mkdirSync(join(folder, 'nodes', node, 'lxc'), { recursive: true });
        writeFileSync(join(folder, 'nodes', node, 'lxc/101.conf'), `hostname: of-${node}\n`);
      }
      const { texts, unread } = readConfFolder(folder, () => 'pve1');
      assert.equal([...texts.values()], ['hostname: of-pve1\n']);
      const [first, second] = ['pve1', 'pve2'].map((node) => join(folder, 'nodes', node, 'lxc/101.conf'));
      assert.equal(unread, [{ file: second, why: `${first} has the same VMID` }]);
    });
  });

  test('what is no file of it is not read: a link shows nothing of what it leads to', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'secret'), 'root:x');
      symlinkSync(join(folder, 'secret'), join(folder, '101.conf'));
      symlinkSync('/dev/zero', join(folder, '102.conf'));
      execFileSync('mkfifo', [join(folder, '103.conf')]);
      for (const name of ['101.conf.bak', '0104.conf', '99.conf', '1000000000.conf'])
        writeFileSync(join(folder, name), 'hostname: a\n');
      const { texts, unread } = readConfFolder(folder, () => 'pve1');
      assert.is(texts.size, 0);
      assert.equal(
        unread.map(({ file, why }) => `${file.slice(folder.length + 1)}: ${why}`),
        [
          '0104.conf: its name is no VMID',
          '1000000000.conf: its name is no VMID',
          '101.conf: it is no file',
          '102.conf: it is no file',
          '103.conf: it is no file',
          '99.conf: its name is no VMID',
        ],
      );
    });
  });
});
