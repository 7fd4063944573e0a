/** Files that a command makes: whole or not at all, never over others, and what cannot be written is told, not thrown. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { makeFolder, writeNew, writeWhole } from '../../src/sources/write.ts';
import { describe } from '../support/describe.ts';

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-write-'));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusal(run: () => void): PhoenixError {
  try {
    run();
  } catch (error) {
    if (error instanceof PhoenixError) return error;
    throw error;
  }
  return assert.unreachable('nothing was thrown') as never;
}

describe('writing a file', (test) => {
  test('makes its folders, and leaves nothing else behind', () => {
    inFolder((folder) => {
      writeWhole(join(folder, 'a/b/c.json'), '{}\n');
      assert.is(readFileSync(join(folder, 'a/b/c.json'), 'utf8'), '{}\n');
      assert.equal(readdirSync(join(folder, 'a/b')), ['c.json']);
    });
  });

  test('over what leads to a device is an error: root would take it away from the whole machine', () => {
    inFolder((folder) => {
      const link = join(folder, 'null');
      symlinkSync('/dev/null', link);
      assert.match(
        refusal(() => writeWhole(link, '{}')).message,
        'a character device of that name stands there',
      );
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.equal(readdirSync(folder), ['null']);
    });
  });

  test('below a file, or over a folder, is an error that says where and why', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'file'), 'x');
      mkdirSync(join(folder, 'folder'));
      const below = refusal(() => writeWhole(join(folder, 'file/a.json'), '{}'));
      assert.is(below.code, 'UNWRITABLE');
      assert.match(below.message, join(folder, 'file'));
      assert.match(below.message, 'a part of its path is a file');
      const over = refusal(() => writeWhole(join(folder, 'folder'), '{}'));
      assert.match(over.message, 'a folder of that name stands there');
      assert.equal(readdirSync(folder), ['file', 'folder']);
    });
  });

  test('goes through no link that stands where its draft belongs', () => {
    inFolder((folder) => {
      const [path, other] = [join(folder, 'a.json'), join(folder, 'other')];
      writeFileSync(other, 'mine');
      symlinkSync(other, `${path}.${process.pid}.tmp`);
      writeWhole(path, '{}\n');
      assert.is(readFileSync(other, 'utf8'), 'mine');
      assert.not.ok(lstatSync(path).isSymbolicLink());
      assert.equal(readdirSync(folder).sort(), ['a.json', 'other']);
    });
  });
});

describe('a folder', (test) => {
  test('where nothing can be made is refused at once: it hung once', () => {
    const { code, message } = refusal(() => makeFolder('/proc/phoenix/a/b'));
    assert.is(code, 'UNWRITABLE');
    assert.match(message, /^"\/proc\/phoenix\/a\/b" cannot be written: /);
  });

  test('is made through a link to a folder, not through one to nowhere', () => {
    inFolder((folder) => {
      mkdirSync(join(folder, 'real'));
      symlinkSync('real', join(folder, 'link'));
      symlinkSync('nowhere', join(folder, 'broken'));
      makeFolder(join(folder, 'link/a/b'));
      assert.ok(existsSync(join(folder, 'real/a/b')));
      assert.is(refusal(() => makeFolder(join(folder, 'broken/a'))).code, 'UNWRITABLE');
      assert.equal(readdirSync(folder).sort(), ['broken', 'link', 'real']);
    });
  });
});

describe('new files', (test) => {
  test('are not written beside a file that stands for the same', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'a.jsonc'), 'mine');
      const { message } = refusal(() => writeNew(folder, new Map([['a.json', '1']])));
      assert.match(message, /^a\.jsonc stands in /);
      assert.equal(readdirSync(folder), ['a.jsonc']);
    });
  });

  test('are not begun where one of them has no place', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'file'), 'x');
      const files = new Map([
        ['a', '1'],
        ['file/b', '2'],
      ]);
      assert.is(refusal(() => writeNew(folder, files)).code, 'UNWRITABLE');
      assert.equal(readdirSync(folder), ['file']);
    });
  });

  test('are written all or none', () => {
    inFolder((folder) => {
      writeFileSync(join(folder, 'b'), 'mine');
      const files = new Map([
        ['a', '1'],
        ['b', '2'],
      ]);
      const error = refusal(() => writeNew(folder, files));
      assert.is(error.code, 'REFUSED');
      assert.match(error.message, /^b stands in .* already; nothing was written$/);
      assert.not.ok(existsSync(join(folder, 'a')));
      assert.is(readFileSync(join(folder, 'b'), 'utf8'), 'mine');
    });
  });
});
