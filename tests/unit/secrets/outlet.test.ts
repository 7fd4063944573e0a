/** What a program prints by any way passes the masks: also what nobody has caught. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { LOADER } from '../../support/source-program.ts';

const at = (path: string) => new URL(`../../../src/secrets/${path}`, import.meta.url).href;

/** Runs these lines in a program of their own whose output is guarded, and that knows one secret. */
function printed(lines: string) {
  const program = `
    import { guardOutput } from ${JSON.stringify(at('outlet.ts'))};
    import { hide } from ${JSON.stringify(at('masking.ts'))};
    guardOutput();
    hide('correct\\nhorse-battery');
    ${lines}
  `;
  const argv = [...LOADER, '--input-type=module', '--eval', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return { exit: status, stdout, stderr };
}

const cases: readonly [string, string, ReturnType<typeof printed>][] = [
  ['a text', `process.stdout.write('a horse-battery b\\n')`, { exit: 0, stdout: 'a *** b\n', stderr: '' }],
  [
    'bytes, and what waits until they are written',
    `process.stderr.write(Buffer.from('horse-battery'), () => process.stderr.write(' done', 'utf8', () => {}))`,
    { exit: 0, stdout: '', stderr: '*** done' },
  ],
  [
    'bytes that are no text stay as they are',
    `process.stdout.write(Buffer.from([0x68, 0xff, 0x0a]), () => {})`,
    { exit: 0, stdout: 'h\ufffd\n', stderr: '' },
  ],
  [
    'console, in an object',
    `console.log({ password: 'horse-battery' }); console.error('horse-battery')`,
    { exit: 0, stdout: "{ password: '***' }\n", stderr: '***\n' },
  ],
];

describe('outlet', (test) => {
  for (const [name, lines, expected] of cases) {
    test(name, () => assert.equal(printed(lines), expected));
  }

  for (const [name, lines] of [
    ['an exception that nobody has caught', `setTimeout(() => { throw new Error('said horse-battery') }, 1)`],
    ['a promise that nobody waits for', `void Promise.reject(new Error('said horse-battery'))`],
    ['an exception that is no error', `setTimeout(() => { throw 'said horse-battery' }, 1)`],
  ] as const) {
    test(name, () => {
      const { exit, stdout, stderr } = printed(lines);
      assert.is(exit, 70);
      assert.is(stdout, '');
      assert.match(stderr, /This is a bug in Phoenix; .*\n.*said \*\*\*/);
      assert.not.match(stderr, 'battery');
    });
  }
});
