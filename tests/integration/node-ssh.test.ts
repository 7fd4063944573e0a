/** Nodes over ssh, with a program called `ssh` that does on this machine what sshd does on a node. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../src/config/settings.ts';
import { connect, discover } from '../../src/node/connect.ts';
import { sshAccess, sshMachine } from '../../src/node/ssh.ts';
import { describe } from '../support/describe.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const NODE = hostname().split('.')[0] ?? '';

/** Notes its arguments and environment, then gives the last argument to a shell, as sshd gives it to the login shell. */
const FAKE = (folder: string) => `#!/bin/sh
printf '%s\\n' "$@" > '${folder}/argv'
env > '${folder}/env'
for last in "$@"; do :; done
case "$*" in *unreachable*) echo 'ssh: connect to host unreachable: No route to host' >&2; exit 255;; esac
exec sh -c "$last"
`;

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => `${String(error)} / ${(error as { hint?: string }).hint}`,
  );

describe('a node over ssh', (test) => {
  const folder = scratchFolder('phoenix-ssh');
  const before = { ...process.env };
  test.before(() => {
    writeFileSync(join(folder, 'ssh'), FAKE(folder));
    chmodSync(join(folder, 'ssh'), 0o755);
    process.env['PATH'] = `${folder}:${before['PATH']}`;
    process.env['GITHUB_TOKEN'] = 'secret';
  });
  test.after(() => {
    process.env['PATH'] = before['PATH'];
    delete process.env['GITHUB_TOKEN'];
  });

  test('runs commands whose arguments never stand on its command line', async () => {
    const machine = await sshMachine({ host: '127.0.0.1', port: 2222 });
    const hostile = "it's $(id) ; `id` \n";
    const { stdout } = await machine.run(['printf', '%s', hostile]);
    assert.is(stdout, hostile);
    assert.is((await machine.run(['cat'], { stdin: hostile })).stdout, hostile);
    // One connection, and the two commands.
    assert.is(machine.spawns(), 3);
    await machine.close();
    const argv = readFileSync(join(folder, 'argv'), 'utf8');
    assert.not.match(argv, /printf '%s|it's/);
    assert.match(argv, /^StrictHostKeyChecking=yes$/m);
    assert.not.match(readFileSync(join(folder, 'env'), 'utf8'), /GITHUB_TOKEN/);
  });

  test('is the node that it calls itself, or none', async () => {
    const access = sshAccess('pve9', { host: '127.0.0.1' });
    const said = await failure(access.open());
    assert.match(said, new RegExp(`127.0.0.1 should be the node pve9, but it calls itself ${NODE}`));
    assert.match(said, /correct nodes.pve9.address in phoenix.json/);
    await (await sshAccess(NODE, { host: '127.0.0.1' }).open()).close();
  });

  test('that phoenix.json does not name can be looked at, to see what there is', async () => {
    const settings = settingsSchema.parse({ name: 'lab', nodes: {} });
    const { cluster, addresses } = await discover('ssh://127.0.0.1', settings);
    assert.is(addresses.size, 0);
    assert.is((await cluster.node(NODE).run(['echo', 'there'])).stdout, 'there\n');
    await cluster.close();
  });

  test('that phoenix.json does not name is refused', async () => {
    const settings = settingsSchema.parse({ name: 'lab', nodes: { pve9: {} } });
    const said = await failure(connect('ssh://127.0.0.1', settings));
    assert.match(said, new RegExp(`127.0.0.1 is the node ${NODE}, which phoenix.json does not name`));
  });

  test('that cannot be reached says what ssh said, and what must work', async () => {
    const settings = settingsSchema.parse({ name: 'lab', nodes: { pve1: {} } });
    const said = await failure(connect('ssh://unreachable:2222', settings));
    assert.match(said, /ssh to unreachable ended: ssh: connect to host unreachable: No route to host/);
    assert.match(said, /"ssh -p 2222 root@unreachable true" must work without a password/);
  });
});
