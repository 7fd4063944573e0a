/** `phoenix node` behind a real sshd: a forced command instead of a root shell, and what happens when the link is cut. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../src/config/settings.ts';
import { connect } from '../../src/node/connect.ts';
import { phoenixMachine } from '../../src/node/phoenix-machine.ts';
import { sshCommand, sshMachine } from '../../src/node/ssh.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { describe } from '../support/describe.ts';
import { noSshd, type ScratchSshd, scratchSshd } from '../support/scratch-sshd.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const TEMPLATE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => `${(error as { code?: string }).code} ${String(error)}`,
  );

/** From source: the command that sshd starts is this checkout's. */
function forcedCommand(lab: string): string {
  const tsx = join(process.cwd(), 'node_modules/.bin/tsx');
  return `cd ${process.cwd()} && exec ${tsx} src/cli.ts node --node sim:${lab} --as pve1`;
}

describe('phoenix node', (test) => {
  const reason = noSshd();
  if (reason !== null) {
    console.log(`skipped: ${reason}`);
    test.skip(reason, () => {});
    return;
  }
  const lab = scratchFolder('phoenix-door');
  let sshd: ScratchSshd;
  const before = process.env['PATH'];
  test.before(async () => {
    openLab(lab, { nodes: [{ name: 'pve1' }] });
    sshd = await scratchSshd(forcedCommand(lab));
  });
  test.after(async () => {
    await sshd.stop();
    process.env['PATH'] = before;
  });
  const target = () => ({ host: '127.0.0.1', port: sshd.port, user: sshd.user, how: 'phoenix' as const });

  test('runs what Phoenix runs, and no shell whatever is asked for', async () => {
    const shell = spawnSync('ssh', ['-p', String(sshd.port), '-l', sshd.user, '127.0.0.1', 'id'], {
      encoding: 'utf8',
      input: '',
    });
    assert.match(shell.stdout, /^\{"hello":"phoenix"/);
    assert.not.match(shell.stdout, /uid=/);
    const machine = await sshMachine(target());
    assert.is(machine.name, 'pve1');
    const active = await machine.run(['lxc-ls', '--active']);
    assert.is(active.exit, 0);
    const made = await machine.run([
      'pct',
      'create',
      '101',
      TEMPLATE,
      '--rootfs',
      'local-zfs:1',
      '--hostname',
      'a',
    ]);
    assert.is(made.exit, 0, made.stderr);
    assert.ok((await machine.read(['/etc/pve/nodes/*/lxc/*.conf'])).has('/etc/pve/nodes/pve1/lxc/101.conf'));
    assert.is((await machine.run(['pct', 'start', '101'])).exit, 0);
    const bundle = Buffer.from([0, 1, 2, 255, 10, 65]);
    const inside = ['pct', 'exec', '101', '--keep-env', '0', '--', 'sh', '-c', 'od -An -tx1'];
    const bytes: Buffer[] = [];
    await machine.run(inside, { stdin: bundle, onBytes: (chunk) => bytes.push(Buffer.from(chunk)) });
    assert.match(Buffer.concat(bytes).toString(), /00 01 02 ff 0a 41/);
    await machine.close();
  });

  test('refuses what is not its work, with the reason', async () => {
    const machine = await sshMachine(target());
    const cases: [string, () => Promise<unknown>][] = [
      ['does not run sh', () => machine.run(['sh', '-c', 'id'])],
      ['does not run pct enter', () => machine.run(['pct', 'enter', '101'])],
      ['takes no --hookscript', () => machine.run(['pct', 'set', '101', '--hookscript', 'local:snippets/x'])],
      ['Unknown option: nosuch', () => machine.run(['pct', 'set', '101', '--nosuch', '1'])],
      [
        'does not run pvesh create /nodes/pve1/execute',
        () => machine.run(['pvesh', 'create', '/nodes/pve1/execute']),
      ],
      ['does not read /etc/shadow', () => machine.read(['/etc/shadow'])],
      ['does not read /etc/pve/priv/', () => machine.read(['/etc/pve/priv/*'])],
      ['does not read /etc/pve/nodes/../', () => machine.read(['/etc/pve/nodes/../../shadow'])],
      ['does not write /root/.ssh/authorized_keys', () => machine.write('/root/.ssh/authorized_keys', 'x')],
      ['appends to journals alone', () => machine.append('/etc/crontab', 'x\n', 1)],
      ['makes folders for locks alone', () => machine.makeFolder('/root/x')],
    ];
    for (const [why, call] of cases) {
      const said = await failure(call());
      assert.match(said, /^REFUSED/);
      assert.ok(said.includes(why), `${said} / ${why}`);
    }
    await machine.close();
  });

  test('writes raw lines, and nothing else of a conf file', async () => {
    const machine = await sshMachine(target());
    const path = '/etc/pve/nodes/pve1/lxc/101.conf';
    const old = (await machine.read([path])).get(path) ?? '';
    const lock = '/run/lock/lxc/pve-config-101.lock';
    const raw = `${old}lxc.apparmor.profile: unconfined\n`;
    await machine.replaceLocked({ path, lock, before: old, after: raw });
    assert.is((await machine.read([path])).get(path), raw);
    const other = await failure(
      machine.replaceLocked({ path, lock, before: raw, after: raw.replace('hostname: a', 'hostname: b') }),
    );
    assert.match(other, /more than raw lines/);
    const hook = await failure(
      machine.replaceLocked({ path, lock, before: raw, after: `${raw}lxc.hook.pre-start: /tmp/x\n` }),
    );
    assert.match(hook, /no commands of hooks/);
    await machine.replaceLocked({ path, lock, before: raw, after: old });
    await machine.close();
  });

  test('takes an estate lock and a snapshot, by --node phoenix://', async () => {
    const settings = settingsSchema.parse({ name: 'lab', nodes: { pve1: {} } });
    const cluster = await connect(`phoenix://${sshd.user}@127.0.0.1:${sshd.port}`, settings);
    const lock = await cluster.lock('lab', 'the test');
    const snapshot = await cluster.snapshot();
    assert.equal([...snapshot.guests.keys()], [101]);
    assert.ok(existsSync(join(lab, 'etc/pve/priv/lock/phoenix-lab')));
    await lock.release();
    assert.not.ok(existsSync(join(lab, 'etc/pve/priv/lock/phoenix-lab')));
    await cluster.close();
  });

  test('goes on over a new connection when the link is cut, with what became of the command', async () => {
    const facts = join(lab, '.sim/nodes/pve1.json');
    const fast = readFileSync(facts, 'utf8');
    writeFileSync(facts, fast.replace('"latency": 0', '"latency": 1'));
    const machine = await sshMachine(target());
    const made = machine.run([
      'pct',
      'create',
      '102',
      TEMPLATE,
      '--rootfs',
      'local-zfs:1',
      '--hostname',
      'b',
    ]);
    // Begun over there: it is kept under its key.
    const runs = join(lab, 'run/phoenix/runs');
    while (!existsSync(runs) || readdirSync(runs).length === 0) await new Promise((r) => setTimeout(r, 20));
    sshd.cut();
    const result = await made;
    assert.is(result.exit, 0, result.stderr);
    assert.match(result.stdout, /extracting archive|Creating|subvol/i);
    assert.ok((await machine.read(['/etc/pve/nodes/*/lxc/*.conf'])).has('/etc/pve/nodes/pve1/lxc/102.conf'));
    await machine.close();
    writeFileSync(facts, fast);
  });

  test('finishes what runs and closes the journal when nobody comes back', async () => {
    const facts = join(lab, '.sim/nodes/pve1.json');
    const fast = readFileSync(facts, 'utf8');
    writeFileSync(facts, fast.replace('"latency": 0', '"latency": 1'));
    const settings = settingsSchema.parse({ name: 'lab', nodes: { pve1: {} } });
    const cluster = await connect(`phoenix://${sshd.user}@127.0.0.1:${sshd.port}`, settings);
    const node = cluster.node('pve1');
    const argv = ['pct', 'create', '103', TEMPLATE, '--rootfs', 'local-zfs:1', '--hostname', 'c'];
    const about = { run: 'r', estate: 'lab', stepId: 'lxc/c:create', address: 'lxc/c', vmid: 103, argv };
    await node.journal({ at: new Date().toISOString(), event: 'begin', ...about });
    const journal = () => readFileSync(join(lab, 'var/lib/phoenix/journal/lab.jsonl'), 'utf8');
    const made = failure(node.run(argv, { timeout: 60_000 }));
    while (!existsSync(join(lab, 'etc/pve/nodes/pve1/lxc/103.conf')))
      await new Promise((r) => setTimeout(r, 20));
    await sshd.listen(false);
    for (let tries = 0; tries < 300 && !/"event":"end"/.test(journal()); tries += 1) {
      await new Promise((r) => setTimeout(r, 50));
    }
    assert.match(
      journal(),
      /"stepId":"lxc\/c:create".*"event":"end".*was let finish|"event":"end"[^\n]*was let finish/,
    );
    assert.match(readFileSync(join(lab, 'etc/pve/nodes/pve1/lxc/103.conf'), 'utf8'), /hostname: c/);
    await sshd.listen(true);
    await made;
    await cluster.close();
    writeFileSync(facts, fast);
  });

  test('is of the same version, or nothing is done', async () => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const options = { argv: sshCommand(target()), env, title: 'the other one', hint: '', version: '99.0.0' };
    assert.match(await failure(phoenixMachine(options)), /is Phoenix .*, and this one is 99\.0\.0/);
  });
});
