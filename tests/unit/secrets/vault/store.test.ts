import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../../src/errors.ts';
import { entryNames, readVaultFolder, vaultFilesOf } from '../../../../src/secrets/vault/files.ts';
import {
  removeEntry,
  removeVaultFile,
  writeEntry,
  writeVaultFile,
} from '../../../../src/secrets/vault/store.ts';
import { describe } from '../../../support/describe.ts';
import { scratchFolder } from '../../../support/scratch-folder.ts';
import { inWords, vaultOf } from '../../../support/vault.ts';

const folderOf = () => join(scratchFolder('phx vault'), 'vault');
const bytes = Buffer.from('ciphertext');

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof PhoenixError) return inWords(error);
    throw error;
  }
  return 'nothing was refused';
}

/** All that is there, with folders. */
const listed = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('files of a vault', (test) => {
  test('are written where they belong, and nothing else is left', () => {
    const folder = folderOf();
    writeEntry(folder, 'db/app', bytes);
    writeEntry(folder, 'db/app', Buffer.from('anew'));
    writeVaultFile(folder, '.gpg-id', Buffer.from('A\n'));
    writeVaultFile(folder, '.public-keys/A', Buffer.from('key'));
    assert.equal(listed(folder), ['.gpg-id', '.public-keys', '.public-keys/A', 'db', 'db/app.gpg']);
    assert.is(readFileSync(join(folder, 'db/app.gpg'), 'utf8'), 'anew');
    assert.is(statSync(join(folder, 'db/app.gpg')).mode & 0o133, 0);
    const files = readVaultFolder(folder);
    assert.equal(entryNames(files), ['db/app']);
    assert.is(Buffer.from(files.get('.gpg-id') ?? []).toString(), 'A\n');
  });

  test('are removed, and folders with them in which nothing is left', () => {
    const folder = folderOf();
    for (const name of ['a/b/c', 'a/d']) writeEntry(folder, name, bytes);
    writeVaultFile(folder, 'e/.gpg-id', bytes);
    writeEntry(folder, 'e/f', bytes);
    removeEntry(folder, 'a/b/c');
    assert.equal(listed(folder), ['a', 'a/d.gpg', 'e', 'e/.gpg-id', 'e/f.gpg']);
    removeEntry(folder, 'a/d');
    removeEntry(folder, 'e/f');
    assert.equal(listed(folder), ['e', 'e/.gpg-id']);
    removeVaultFile(folder, 'e/.gpg-id');
    assert.equal(listed(folder), []);
    assert.match(
      refusal(() => removeEntry(folder, 'e/f')),
      /^UNWRITABLE "e\/f\.gpg" cannot be written: ENOENT/,
    );
  });

  for (const name of ['', '../x', 'a/../b', '/etc/x', '.hidden', 'a//b', 'a:b', 'a\nb']) {
    test(`are none by the name ${JSON.stringify(name)}`, () => {
      const folder = folderOf();
      assert.match(
        refusal(() => writeEntry(folder, name, bytes)),
        /^USAGE .* cannot be the name of an entry/,
      );
      assert.match(
        refusal(() => removeEntry(folder, name)),
        /^USAGE .* cannot be the name of an entry/,
      );
    });
  }

  test('do not leave it', () => {
    const folder = folderOf();
    for (const path of ['../x', 'a/../../x', '/x', '']) {
      assert.match(
        refusal(() => writeVaultFile(folder, path, bytes)),
        /leaves the vault/,
      );
    }
  });

  test('are not written through links', () => {
    const outside = scratchFolder('phx outside');
    const folder = folderOf();
    mkdirSync(folder);
    writeFileSync(join(outside, 'app.gpg'), 'theirs');
    symlinkSync(outside, join(folder, 'db'));
    for (const work of [writeEntry, removeEntry]) {
      assert.match(
        refusal(() => work(folder, 'db/app', bytes)),
        /is no folder of its own; The vault is a folder of plain files/,
      );
    }
    symlinkSync(join(outside, 'app.gpg'), join(folder, 'web.gpg'));
    writeEntry(folder, 'web', bytes);
    assert.is(readFileSync(join(outside, 'app.gpg'), 'utf8'), 'theirs');
    assert.is(readFileSync(join(folder, 'web.gpg'), 'utf8'), 'ciphertext');
    const linked = join(scratchFolder('phx link'), 'vault');
    symlinkSync(outside, linked);
    assert.match(
      refusal(() => writeEntry(linked, 'app', bytes)),
      /is no folder of its own/,
    );
    assert.is(readFileSync(join(outside, 'app.gpg'), 'utf8'), 'theirs');
  });

  test('are not read through links, nor where they are too large', () => {
    const folder = folderOf();
    assert.is(readVaultFolder(folder).size, 0);
    writeEntry(folder, 'a', bytes);
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'HEAD'), 'x');
    assert.equal([...readVaultFolder(folder).keys()], ['a.gpg']);
    symlinkSync('/etc', join(folder, 'link'));
    assert.match(
      refusal(() => readVaultFolder(folder)),
      /^UNREADABLE ".*\/link" is neither a file nor a folder/,
    );
    removeVaultFile(folder, 'link');
    truncateSync(join(folder, 'a.gpg'), 1024 * 1024 + 1);
    assert.match(
      refusal(() => readVaultFolder(folder)),
      /^UNREADABLE ".*\/a\.gpg" is larger than 1 MiB/,
    );
  });

  test('are those of the vault folder of an estate, and no others', () => {
    const kept = vaultOf({
      'vault/db/app.gpg': 'a',
      'vaults/x.gpg': 'b',
      'features/x': 'c',
      'vault/.gpg-id': 'd',
    });
    assert.equal([...vaultFilesOf(kept).keys()], ['db/app.gpg', '.gpg-id']);
    assert.equal(entryNames(vaultOf({ 'b.gpg': '', 'a/c.gpg': '', '.x.gpg': '', 'd.txt': '', '.gpg': '' })), [
      'a/c',
      'b',
    ]);
  });
});
