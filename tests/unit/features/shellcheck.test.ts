/** The scripts that run in guests are clean for shellcheck, as POSIX sh. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';

const FOLDER = 'src/features/guest';
const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.sh'));
const missing = spawnSync('shellcheck', ['--version']).error !== undefined;

describe('shellcheck', (test) => {
  const check = (name: string, run: () => void) => (missing ? test.skip(name, run) : test(name, run));
  for (const name of scripts) {
    check(`${name} is clean`, () => {
      const { stdout, status } = spawnSync(
        'shellcheck',
        ['--shell=sh', '--severity=style', `${FOLDER}/${name}`],
        {
          encoding: 'utf8',
        },
      );
      assert.is(stdout, '');
      assert.is(status, 0);
    });
  }

  test('there are scripts to check', () => {
    assert.ok(scripts.includes('lib.sh'));
  });
});
