/** What cannot be read is not absent: a disk that fails, and a pmxcfs that went away under a running apply. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { agentMachine } from '../../src/node/agent.ts';
import { AGENT_COMMAND } from '../../src/node/agent-program.ts';
import { clusterOf } from '../../src/node/cluster.ts';
import { directMachine } from '../../src/node/direct.ts';
import type { Machine } from '../../src/node/machine.ts';
import { describe } from '../support/describe.ts';

const CONF = '/etc/pve/nodes/here/lxc/101.conf';
const PATH = process.env['PATH'] ?? '';

const machines: readonly [string, (root: string) => Promise<Machine>][] = [
  ['this host', async (root) => directMachine({ name: 'here', real: (path) => `${root}${path}` })],
  [
    'behind an agent',
    (root) => agentMachine({ argv: ['sh', '-c', AGENT_COMMAND], env: { PATH }, title: 'the agent', root }),
  ],
];

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => `${String(error)} ${(error as { code?: string }).code}`,
  );

/** A machine that runs no lxc-ls: nothing runs on it. */
const quiet = (machine: Machine): Machine => ({
  ...machine,
  run: async () => ({ exit: 0, stdout: '', stderr: '', ms: 0 }),
});

for (const [kind, open] of machines) {
  describe(`safety: reading ${kind}`, (test) => {
    const root = mkdtempSync(join(tmpdir(), 'phoenix reading-'));
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    let machine: Machine;
    test.before(async () => {
      machine = await open(root);
    });
    test.after(async () => {
      await machine.close();
      rmSync(root, { recursive: true, force: true });
    });

    test('a conf file that fails to be read stops the reading', async () => {
      mkdirSync(dirname(join(root, CONF)), { recursive: true });
      // Reading the memory of a process from its beginning is an input/output error.
      symlinkSync('/proc/self/mem', join(root, CONF));
      assert.match(await failure(machine.read(['/etc/pve/nodes/*/lxc/*.conf'])), /EIO|Input\/output error/);
      assert.match(await failure(machine.read([CONF])), /EIO|Input\/output error/);
      rmSync(join(root, CONF));
    });

    test('a guest is not gone because /etc/pve is', async () => {
      put('/etc/pve/.version', '{}');
      put(CONF, 'hostname: web\n');
      const access = { name: 'here', open: async () => quiet(machine) };
      const node = clusterOf([access], { needsCluster: true }).node('here');
      assert.is((await node.guest(101)).file?.text, 'hostname: web\n');
      assert.is((await node.guest(102)).file, null);
      rmSync(join(root, '/etc/pve'), { recursive: true });
      mkdirSync(join(root, '/etc/pve'));
      assert.match(await failure(node.guest(101)), 'NODE_UNREACHABLE');
      assert.is(
        (await clusterOf([access]).node('here').guest(101)).file,
        null,
        'a simulated node has no pmxcfs',
      );
    });
  });
}
