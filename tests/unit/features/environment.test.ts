/** Variables: names as the devcontainer specification forms them, values that a real shell reads back. */
import { spawnSync } from 'node:child_process';
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import {
  expandingExports,
  exports,
  isReserved,
  textOf,
  variableOf,
} from '../../../src/features/environment.ts';
import { describe } from '../../support/describe.ts';

const names: readonly [string, string][] = [
  ['version', 'VERSION'],
  ['installZsh', 'INSTALLZSH'],
  ['tls-listen', 'TLS_LISTEN'],
  ['a.b c', 'A_B_C'],
  ['1st', '_ST'],
  ['__x', '_X'],
  ['12_3', '_'],
  ['größe', 'GR__E'],
];

const shells = ['sh', 'bash', 'busybox'].filter((shell) => spawnSync(shell, ['--help']).error === undefined);

function read(shell: string, script: string): string {
  const args = shell === 'busybox' ? ['sh', '-c', script] : ['-c', script];
  // With a socket as stdin, bash takes itself for a remote shell and reads ~/.bashrc.
  const { stdout, stderr } = spawnSync(shell, args, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  assert.is(stderr, '');
  return stdout;
}

describe('environment', (test) => {
  for (const [option, variable] of names) {
    test(`${option} becomes ${variable}`, () => assert.is(variableOf(option), variable));
  }

  for (const name of [
    'PATH',
    'IFS',
    'LD_PRELOAD',
    'PHX_LIB',
    'BASH_ENV',
    'ENV',
    '_REMOTE_USER',
    'LC_ALL',
    'DEBIAN_FRONTEND',
  ]) {
    test(`${name} is reserved`, () => assert.ok(isReserved(name)));
  }
  for (const name of ['NAME', 'PORT', 'ENV_FILE', 'USERNAME', 'PATHS', 'DEBIAN_FLAVOR']) {
    test(`${name} is free`, () => assert.not.ok(isReserved(name)));
  }

  test('values are texts', () => {
    assert.equal([true, 8080, 'x', ['a', 'b'], []].map(textOf), ['true', '8080', 'x', 'a\nb', '']);
  });

  for (const shell of shells) {
    test(`${shell} reads back any value`, () => {
      const value = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\u0000'));
      const hostile = fc.constantFrom(
        "'",
        `'"$(id)"\`id\`\\`,
        '\n',
        '$HOME',
        "'; exit 1; '",
        '-n',
        '!!',
        '*',
      );
      fc.assert(
        fc.property(
          fc.array(fc.oneof(value, hostile), { maxLength: 4 }).map((parts) => parts.join('')),
          (text) => {
            assert.is(read(shell, `${exports({ X: text })}printf %s "$X"`), text);
          },
        ),
        { numRuns: 40 },
      );
    });
  }

  test('variables for everybody may name others, and nothing else', () => {
    const values = { PATH: '/opt/x/bin:${PATH}', A: '$A:`id`$(id)"\\$', B: '${B:-x}' };
    const script = `${expandingExports(values)}printf '%s|' "$PATH" "$A" "$B"`;
    assert.is(read('sh', script), '/opt/x/bin:/usr/bin:/bin|:`id`$(id)"\\$|${B:-x}|');
  });
});
