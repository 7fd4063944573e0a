import * as assert from 'uvu/assert';
import { parseConf } from '../../../src/node/conf.ts';
import { withRawLines } from '../../../src/node/raw.ts';
import { describe } from '../../support/describe.ts';
import { setRows } from '../../support/recordings.ts';

const P = { key: 'lxc.apparmor.profile', value: 'unconfined' };
const M = { key: 'lxc.mount.entry', value: '/a a none bind 0 0' };
const ENV = (value: string) => ({ key: 'lxc.environment.runtime', value });

describe('raw lines', (test) => {
  const cases: readonly [string, string, (typeof P)[], string][] = [
    [
      'into a plain file',
      'arch: amd64\nswap: 1\n',
      [P, M],
      `arch: amd64\nswap: 1\n${P.key}: ${P.value}\n${M.key}: ${M.value}\n`,
    ],
    ['in place of others', `arch: amd64\nlxc.cap.drop: x\n`, [P], `arch: amd64\n${P.key}: ${P.value}\n`],
    ['taken out', `#note\narch: amd64\nlxc.cap.drop = x\n`, [], '#note\narch: amd64\n'],
    [
      'before the other sections',
      `arch: amd64\nlxc.cap.drop: x\n\n[pve:pending]\nswap: 1\n\n[s1]\nlxc.cap.drop: y\n`,
      [P],
      `arch: amd64\n${P.key}: ${P.value}\n\n[pve:pending]\nswap: 1\n\n[s1]\nlxc.cap.drop: y\n`,
    ],
    ['into a file without a last newline', 'arch: amd64', [P], `arch: amd64\n${P.key}: ${P.value}\n`],
    [
      'the environment stays',
      'arch: amd64\nlxc.environment.runtime: A=1\n',
      [P],
      `arch: amd64\nlxc.environment.runtime: A=1\n${P.key}: ${P.value}\n`,
    ],
    [
      'unless it is among them',
      'arch: amd64\nlxc.environment.runtime: A=1\n',
      [ENV('B=2'), P],
      `arch: amd64\nlxc.environment.runtime: B=2\n${P.key}: ${P.value}\n`,
    ],
    [
      'a description that looks like one stays',
      '#lxc.cap.drop%3A x\narch: amd64\n',
      [],
      '#lxc.cap.drop%3A x\narch: amd64\n',
    ],
  ];
  for (const [name, text, lines, want] of cases) test(name, () => assert.is(withRawLines(text, lines), want));

  const refused: readonly [string, { key: string; value: string }][] = [
    ['an option', { key: 'memory', value: '1' }],
    ['a second line in the value', { key: P.key, value: 'a\nmemory: 1' }],
    ['a section in the key', { key: 'lxc.x]\n[y', value: '1' }],
    ['blanks around the value, which Proxmox would drop', { key: P.key, value: ' a' }],
  ];
  for (const [name, line] of refused) {
    test(`refused: ${name}`, () =>
      assert.throws(() => withRawLines('arch: amd64\n', [line]), /is no raw line/));
  }

  test('every other byte of recorded files stays', () => {
    for (const { before } of setRows()) {
      const after = withRawLines(before, [P]);
      assert.equal(parseConf(after).raw, [P]);
      assert.is(withRawLines(after, parseConf(before).raw), before);
    }
  });
});
