/** Nothing that Phoenix or its simulator writes or removes takes the place of a device: a link to one stands for it here. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { agentMachine } from '../../src/node/agent.ts';
import { AGENT_COMMAND } from '../../src/node/agent-program.ts';
import { directMachine } from '../../src/node/direct.ts';
import { diskHost } from '../../src/simulator/edge/disk-host.ts';
import { describe } from '../support/describe.ts';

async function inFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-devices-'));
  try {
    mkdirSync(join(folder, 'etc'));
    symlinkSync('/dev/null', join(folder, 'etc/link'));
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refusal(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return (error as Error).message;
  }
  return assert.unreachable('nothing was thrown') as never;
}

describe('devices', (test) => {
  test('are not replaced by a node’s files', () =>
    inFolder(async (folder) => {
      const machine = directMachine({ name: 'pve1', real: (path) => folder + path });
      const is = /is a character device, and no file/;
      assert.match(await refusal(() => machine.write('/etc/link', 'x')), is);
      assert.match(await refusal(() => machine.append('/etc/link', 'x\n', 0)), is);
      const replace = { path: '/etc/link', lock: '/etc/lock', before: '', after: 'x' };
      assert.match(await refusal(() => machine.replaceLocked(replace)), /no regular file/);
      assert.match(
        await refusal(() => machine.replaceLocked({ ...replace, after: null })),
        /no regular file/,
      );
      assert.ok(lstatSync(join(folder, 'etc/link')).isSymbolicLink());
      // A link itself is nothing that anybody misses.
      assert.ok(await machine.remove('/etc/link'));
    }));

  test('are not replaced by the agent on a node', () =>
    inFolder(async (folder) => {
      const env = { PATH: process.env['PATH'] ?? '' };
      const argv = ['sh', '-c', AGENT_COMMAND];
      const machine = await agentMachine({ argv, env, title: 'the agent', root: folder });
      const is = /cannot write .*\/etc\/link: it is no file/;
      assert.match(await refusal(() => machine.write('/etc/link', 'x')), is);
      assert.match(await refusal(() => machine.append('/etc/link', 'x\n', 0)), is);
      assert.ok(lstatSync(join(folder, 'etc/link')).isSymbolicLink());
      assert.ok(await machine.remove('/etc/link'));
      spawnSync('mkfifo', [join(folder, 'etc/pipe')]);
      assert.match(await refusal(() => machine.remove('/etc/pipe')), /it is no file/);
      assert.ok(existsSync(join(folder, 'etc/pipe')));
      assert.ok(await machine.makeFolder('/etc/folder'));
      assert.ok(await machine.remove('/etc/folder'));
      await machine.close();
    }));

  test('are not replaced by a simulated node’s files', () =>
    inFolder(async (folder) => {
      const host = diskHost(folder, { node: 'pve1', root: '', guests: null });
      assert.match(await refusal(() => host.write('/etc/link', 'x')), /is a character device, and no file/);
      assert.ok(lstatSync(join(folder, 'etc/link')).isSymbolicLink());
      assert.ok(host.remove('/etc/link'));
      assert.not.ok(existsSync(join(folder, 'etc/link')));
    }));
});
