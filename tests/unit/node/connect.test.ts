import * as assert from 'uvu/assert';
import { AGENT_COMMAND, AGENT_PROGRAM } from '../../../src/node/agent-program.ts';
import { parseTarget, type Target } from '../../../src/node/connect.ts';
import { sshCommand } from '../../../src/node/ssh.ts';
import { describe } from '../../support/describe.ts';

describe('--node', (test) => {
  const good: readonly [string, Target][] = [
    ['local', { is: 'local' }],
    ['sim:/tmp/x', { is: 'sim', folder: '/tmp/x' }],
    ['ssh://pve1', { is: 'ssh', ssh: { host: 'pve1' } }],
    ['ssh://pve1.lan:2222', { is: 'ssh', ssh: { host: 'pve1.lan', port: 2222 } }],
    ['ssh://deploy@10.0.0.2/', { is: 'ssh', ssh: { host: '10.0.0.2', user: 'deploy' } }],
    ['ssh://[fd00::2]:22', { is: 'ssh', ssh: { host: 'fd00::2', port: 22 } }],
  ];
  for (const [text, want] of good) test(text, () => assert.equal(parseTarget(text), want));

  const bad = [
    '',
    'pve1',
    'ssh://',
    'sim:',
    'ssh://-oProxyCommand=x',
    'ssh://a b',
    'ssh://a;b',
    'ssh://h:0',
    'ssh://h:99999',
    'ssh://u$@h',
  ];
  for (const text of bad) {
    test(`refused: ${JSON.stringify(text)}`, () => assert.throws(() => parseTarget(text), /names no node/));
  }
});

describe('the command line of ssh', (test) => {
  test('ends with a constant, whatever will be run', () => {
    const command = sshCommand({ host: 'pve1', port: 2222 });
    assert.equal(command.slice(-5), ['-l', 'root', '--', 'pve1', AGENT_COMMAND]);
    assert.ok(command.includes('2222'));
    assert.ok(command.includes('StrictHostKeyChecking=yes'));
    assert.ok(command.includes('UpdateHostKeys=no'));
    assert.ok(command.includes('BatchMode=yes'));
  });

  test('asks sudo for another user, who is asked for nothing', () => {
    const last = sshCommand({ host: 'pve1', user: 'deploy' }).at(-1) ?? '';
    assert.ok(last.startsWith('exec sudo -n -- perl -e '));
  });

  test('the program cannot end the quotes that it stands in', () => {
    assert.not(AGENT_PROGRAM.includes("'"));
  });
});
