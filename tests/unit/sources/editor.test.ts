import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import { editorWords, editText } from '../../../src/sources/editor.ts';
import { makePrivateFolder, memoryPlace } from '../../../src/sources/private-folder.ts';
import { describe } from '../../support/describe.ts';

describe('words of an editor', (test) => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['vi', ['vi']],
    ['  code   --wait ', ['code', '--wait']],
    [`"/opt/my editor/ed" -c 'set noswapfile'`, ['/opt/my editor/ed', '-c', 'set noswapfile']],
    ['/opt/my\\ editor/ed', ['/opt/my editor/ed']],
    [`emacs -Q --eval='(setq a "b")'`, ['emacs', '-Q', '--eval=(setq a "b")']],
    ['ed "a \\"b\\" \\x"', ['ed', 'a "b" \\x']],
    // No shell: these are arguments.
    ['vi; rm -rf $HOME', ['vi;', 'rm', '-rf', '$HOME']],
    ['vi $(id) `id`', ['vi', '$(id)', '`id`']],
    ['', []],
    [' ', []],
  ];
  for (const [text, words] of cases)
    test(JSON.stringify(text), () => assert.equal(editorWords(text), [...words]));
});

const withEditor = async (editor: string, use: (place: string) => Promise<void>): Promise<void> => {
  const { VISUAL, EDITOR } = process.env;
  const place = mkdtempSync(join(tmpdir(), 'phoenix-editor-'));
  delete process.env['VISUAL'];
  process.env['EDITOR'] = editor;
  try {
    await use(place);
    assert.equal(readdirSync(place), [], 'the plain text is gone');
  } finally {
    if (VISUAL !== undefined) process.env['VISUAL'] = VISUAL;
    if (EDITOR === undefined) delete process.env['EDITOR'];
    else process.env['EDITOR'] = EDITOR;
    rmSync(place, { recursive: true, force: true });
  }
};

describe('an editor', (test) => {
  test('gets a file that nobody else may read, and gives back what it made of it', () =>
    withEditor(`sh -c 'stat -c %a "$1" "\${1%/*}" > "$1.modes"; cat "$1.modes" >> "$1"' sh`, async (place) =>
      assert.is(await editText('one\n', place, 'entry'), 'one\n600\n700\n'),
    ));

  test('sees nothing of what opens the vault', () =>
    withEditor(`sh -c 'env > "$1"' sh`, async (place) => {
      process.env['PHOENIX_VAULT_PASSPHRASE'] = 'correct horse';
      try {
        assert.not.match(await editText('', place, 'entry'), /horse/);
      } finally {
        delete process.env['PHOENIX_VAULT_PASSPHRASE'];
      }
    }));

  const failures: readonly (readonly [string, string, RegExp])[] = [
    ['that fails', 'false', /the editor false ended with exit code 1; nothing was written/],
    ['that is not there', '/nowhere/vi', /could not be started/],
    ['that is ended', `sh -c 'kill -9 $$'`, /was ended by SIGKILL/],
    ['that removes the file', 'rm', /left no file that can be read; nothing was written/],
    ['that puts a folder there', `sh -c 'rm $0; mkdir $0'`, /left no file that can be read/],
    ['that writes Latin-1', `sh -c 'printf "h\\344user" >$0'`, /left no text in UTF-8; nothing was written/],
  ];
  for (const [what, editor, said] of failures) {
    test(`one ${what} is refused`, () =>
      withEditor(editor, async (place) => {
        try {
          await editText('one\n', place, 'entry');
          assert.unreachable();
        } catch (error) {
          assert.instance(error, PhoenixError);
          assert.match((error as PhoenixError).message, said);
        }
      }));
  }
});

describe('a private folder', (test) => {
  test('is not made on a disk unless that is asked for', () => {
    assert.throws(() => memoryPlace(false, [undefined, '/proc', '/nowhere']), /no folder in memory/);
    assert.is(memoryPlace(true, ['/nowhere']), tmpdir());
  });

  test('is for its user alone, and can be removed', () => {
    const folder = makePrivateFolder(tmpdir());
    assert.is(statSync(folder.path).mode & 0o777, 0o700);
    folder.remove();
    assert.not(existsSync(folder.path));
  });
});
