/** Every shell script of this repository is clean for shellcheck; those of the library and of the protocol are POSIX sh. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';

const missing = spawnSync('shellcheck', ['--version']).error !== undefined;

const LIBRARY = ['src/features/guest', 'features'];
const OTHERS = ['.ci', 'configs', 'tests/cases/shop', 'tests/data/devcontainer-feature'];

/** lib.sh is found by a variable, which is known in the guest only. */
const LEFT_OUT = 'SC1090,SC1091';

const scriptsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.sh$|^\.ci\//.test(file) && statSync(file).isFile())
    .sort();
const firstLine = (file: string) => readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';

function remarks(files: readonly string[], input = ''): string {
  const argv = ['--severity=style', '--format=gcc', `--exclude=${LEFT_OUT}`, ...files];
  return spawnSync('shellcheck', argv, { encoding: 'utf8', input }).stdout;
}

describe('shellcheck', (test) => {
  const check = (name: string, run: () => void) => (missing ? test.skip(name, run) : test(name, run));

  for (const folder of [...LIBRARY, ...OTHERS]) {
    check(`scripts in ${folder} are clean`, () => assert.is(remarks(scriptsIn(folder)), ''));
  }

  check('what is not clean is found', () => {
    assert.match(remarks(['-'], '#!/bin/sh\nrm $1\n'), /SC2086/);
  });

  for (const folder of LIBRARY) {
    test(`scripts in ${folder} are POSIX sh`, () => {
      const files = scriptsIn(folder);
      assert.ok(files.length >= 4);
      for (const file of files) {
        assert.match(firstLine(file), /^(?:#!\/bin\/sh|# shellcheck shell=sh(?: .*)?)$/, file);
      }
    });
  }
});
