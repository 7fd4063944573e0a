/** Folders and files of guests as this machine reaches them: whatever links a guest has put there lead nowhere. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { Failure } from '../../src/simulator/failure.ts';
import { inHeld, withFolder, writeWithin } from '../../src/simulator/edge/lxc/within.ts';
import { describe } from '../support/describe.ts';

const OWNER = process.getuid?.() ?? 0;

/** A guest's root, and a folder beside it that is none of the guest's business. */
function withGuest(body: (root: string, beside: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-within-'));
  const [root, beside] = [join(folder, 'root'), join(folder, 'beside')];
  for (const path of [root, beside]) mkdirSync(path);
  writeFileSync(join(beside, 'file'), 'ours\n');
  try {
    body(root, beside);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const refused = (why: RegExp) => (error: unknown) => error instanceof Failure && why.test(error.message);

describe('what is reached within a guest', (test) => {
  test('folders are made on the way, where somebody owns them, and nowhere else', () => {
    withGuest((root) => {
      withFolder(root, '/srv/./data/', OWNER, (fd) => writeFileSync(inHeld(fd, 'x'), '1'));
      assert.is(readFileSync(join(root, 'srv/data/x'), 'utf8'), '1');
      assert.equal([statSync(join(root, 'srv')).uid, statSync(join(root, 'srv/data')).gid], [OWNER, OWNER]);
      assert.throws(() => withFolder(root, 'no/such', null, () => {}), refused(/cannot be entered/));
      assert.not.ok(existsSync(join(root, 'no')));
    });
  });

  test('a link on the way, and at its end, is told and not followed', () => {
    withGuest((root, beside) => {
      symlinkSync(beside, join(root, 'out'));
      for (const path of ['out', 'out/deeper', '/out/file'])
        assert.throws(
          () => withFolder(root, path, OWNER, () => {}),
          refused(/symlink encountered at: .*\/root\/out$/),
        );
      assert.throws(() => writeWithin(root, 'out/file', 'theirs\n', OWNER), refused(/symlink/));
      assert.is(readFileSync(join(beside, 'file'), 'utf8'), 'ours\n');
      assert.not.ok(existsSync(join(beside, 'deeper')));
    });
  });

  test('no path leads above the root, nor through a file', () => {
    withGuest((root) => {
      writeFileSync(join(root, 'file'), '');
      for (const [path, why] of [
        ['../beside', /invalid path/],
        ['a/../../beside', /invalid path/],
        ['file/x', /not a directory: .*\/root\/file$/],
      ] as const)
        assert.throws(() => withFolder(root, path, OWNER, () => {}), refused(why));
    });
  });

  test('a folder that is held stays the same one when a link takes its place', () => {
    withGuest((root, beside) => {
      mkdirSync(join(root, 'data'));
      withFolder(root, 'data', null, (fd) => {
        renameSync(join(root, 'data'), join(root, 'moved'));
        symlinkSync(beside, join(root, 'data'));
        writeFileSync(inHeld(fd, 'x'), '1');
      });
      assert.ok(existsSync(join(root, 'moved/x')));
      assert.not.ok(existsSync(join(beside, 'x')));
    });
  });

  test('a file is replaced as a whole, and a link in its place goes', () => {
    withGuest((root, beside) => {
      mkdirSync(join(root, 'etc/hosts.phoenix-new'), { recursive: true });
      symlinkSync(join(beside, 'file'), join(root, 'etc/hosts'));
      writeWithin(root, 'etc/hosts', 'new\n', OWNER);
      assert.is(readFileSync(join(root, 'etc/hosts'), 'utf8'), 'new\n');
      assert.not.ok(lstatSync(join(root, 'etc/hosts')).isSymbolicLink());
      assert.is(readFileSync(join(beside, 'file'), 'utf8'), 'ours\n');
      mkdirSync(join(root, 'etc/hostname'));
      assert.throws(() => writeWithin(root, 'etc/hostname', '', OWNER), refused(/is a directory/));
    });
  });
});
