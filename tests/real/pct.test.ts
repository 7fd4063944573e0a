/** Phoenix itself against a real `pct`: see tests/support/real-node.ts for how to run it. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { labOptionsOf } from '../../src/commands/estate-lab.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import { git } from '../../src/sources/scratch.ts';
import { describe } from '../support/describe.ts';
import { estateOf } from '../support/in-process-apply.ts';
import {
  bridge,
  confOf,
  firstVmid,
  isAsked,
  isRunning,
  killAll,
  node,
  nodeName,
  onNode,
  storage,
  sweep,
  template,
} from '../support/real-node.ts';
import { CLI, type Files, type Ran, run } from '../support/world.ts';

const [BASE, WEB, CLONE, CRASH] = [firstVmid, firstVmid + 1, firstVmid + 2, firstVmid + 3];

const net = (extra: object = {}) => ({ bridge, ip: 'manual', ...extra });
const rootfs = (size: string) => ({ storage, size });

const SETTINGS = {
  name: 'phoenix-real-test',
  nodes: { [nodeName]: {} },
  policies: { retire: '0s', restarts: { maxParallel: 1 } },
};

const base = (part: object = {}) => ({
  vmid: BASE,
  ostemplate: template,
  rootfs: rootfs('1G'),
  memory: 128,
  nesting: true,
  state: 'stopped',
  net0: net(),
  ...part,
});

const web = (part: object = {}) => ({
  vmid: WEB,
  ostemplate: template,
  description: 'A guest with: colons, 100 %, and <tags>',
  tags: ['Web', 'test'],
  rootfs: rootfs('1G'),
  cores: 1,
  memory: 128,
  swap: 64,
  cpuunits: 100,
  onboot: false,
  startup: { order: 3, up: 5 },
  nesting: true,
  nameserver: '192.0.2.53',
  searchdomain: 'example.org',
  net0: net(),
  mounts: { '/data': { storage, size: '1G' } },
  ...part,
});

/** A repository with an estate, changed file by file; each change is a commit. */
class Estate {
  readonly folder = mkdtempSync(join(tmpdir(), 'phoenix-real-'));
  readonly #files = new Map<string, string>();

  async commit(files: Files): Promise<void> {
    for (const [path, value] of Object.entries(files)) {
      const file = join(this.folder, 'configs', path);
      if (value === null) {
        rmSync(file);
        this.#files.delete(path);
        continue;
      }
      const text = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      this.#files.set(path, text);
    }
    if (this.#files.size === Object.keys(files).length) await git(this.folder, 'init', '--quiet', '.');
    await git(this.folder, 'add', '--all', '.');
    await git(this.folder, 'commit', '--quiet', '--allow-empty', '-m', 'Change');
  }

  phoenix(...args: readonly string[]): Promise<Ran> {
    const [verb = '', ...rest] = args;
    return run([process.execPath, CLI, verb, '--node', node, ...rest], this.folder, { HOME: this.folder });
  }

  async apply(): Promise<Ran> {
    return this.phoenix('apply', '--yes');
  }

  /** Applies and expects that it worked, and that nothing is left to do. */
  async converge(): Promise<Ran> {
    const done = await this.apply();
    assert.is(done.exit, 0, done.stdout + done.stderr);
    const plan = await this.phoenix('plan', '--live', '--detailed-exitcode');
    assert.is(plan.exit, 0, `the second plan is not empty: ${plan.stdout}${plan.stderr}`);
    return done;
  }

  /** Starts an apply and kills it, and its command on the node, while that command runs. */
  async applyAndKill(...words: readonly string[]): Promise<boolean> {
    const child = spawn(process.execPath, [CLI, 'apply', '--node', node, '--yes'], {
      cwd: this.folder,
      stdio: 'ignore',
      detached: true,
    });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    let killed = 0;
    for (let i = 0; i < 600 && killed === 0 && child.exitCode === null; i++) {
      await wait(50);
      killed = await this.#killIfWorking(words, child.pid ?? 0);
    }
    await ended;
    return killed > 0;
  }

  /** A command is at work when its guest has a conf file, which is the moment at which a kill leaves debris. */
  async #killIfWorking(words: readonly string[], pid: number): Promise<number> {
    const vmid = Number(words.at(-1));
    if (confOf(vmid) === null) return 0;
    await wait(200);
    process.kill(pid, 'SIGKILL');
    return Math.max(1, killAll(...words));
  }

  /** The same files on a simulated node; the conf file that they give there. */
  async simulated(vmid: number): Promise<string> {
    const estate = estateOf(this.#files);
    const dir = mkdtempSync(join(tmpdir(), 'phoenix-real-sim-'));
    try {
      const options = labOptionsOf(estate);
      const storages = options.storages ?? '';
      const known = storages.includes(`: ${storage}\n`)
        ? storages
        : `${storages}\nbtrfs: ${storage}\n\tpath /mnt/${storage}\n\tcontent rootdir,images\n`;
      openLab(join(dir, 'node'), { ...options, storages: known || defaultStorages() });
      const done = await run(
        [process.execPath, CLI, 'apply', '--yes', '--node', `sim:${join(dir, 'node')}`],
        this.folder,
        { HOME: this.folder },
      );
      assert.is(done.exit, 0, done.stdout + done.stderr);
      return readFileSync(join(dir, 'node/etc/pve/lxc', `${vmid}.conf`), 'utf8');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `local` is always there; another storage is taken for the type that the real node says. */
function defaultStorages(): string {
  const local = 'dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup,snippets,rootdir,images\n';
  if (storage === 'local') return local;
  const line = onNode('pvesm', 'status')
    .stdout.split('\n')
    .find((one) => one.startsWith(`${storage} `));
  const type = line?.split(/\s+/)[1] ?? 'btrfs';
  const extra =
    type === 'zfspool'
      ? 'pool tank'
      : type === 'lvmthin'
        ? 'vgname pve\n\tthinpool data'
        : `path /mnt/${storage}`;
  return `${local}\n${type}: ${storage}\n\t${extra}\n\tcontent rootdir,images\n`;
}

/** A conf file without what differs from machine to machine: MAC addresses and names of volumes. */
function comparable(text: string): string {
  return text
    .replaceAll(/hwaddr=[0-9A-F:]{17}/gi, 'hwaddr=MAC')
    .replaceAll(/^((?:rootfs|mp\d+|unused\d+): )[^,\n]+/gm, '$1VOLUME')
    .replaceAll(/"commit"%3A"[0-9a-f]{40}"/g, '"commit"%3ASHA');
}

const estate = isAsked ? new Estate() : null;

describe('a real pct', (test) => {
  const real = (name: string, body: (estate: Estate) => Promise<void>) =>
    estate ? test(name, () => body(estate)) : test.skip(name, () => {});

  if (estate) {
    test.before(sweep);
    test.after(() => {
      sweep();
      estate.remove();
    });
  }

  real('creates a guest with many options, and the conf is what the simulator gives', async (lab) => {
    await lab.commit({ 'phoenix.json': SETTINGS, 'lxc/base.json': base(), 'lxc/web.json': web() });
    await lab.converge();
    assert.is(isRunning(WEB), true);
    assert.is(isRunning(BASE), false);
    assert.is(comparable(confOf(WEB) ?? ''), comparable(await lab.simulated(WEB)));
  });

  real('clones a stopped guest', async (lab) => {
    await lab.commit({
      'lxc/clone.json': {
        vmid: CLONE,
        clone: { from: 'lxc/base', full: true },
        memory: 192,
        nesting: true,
        net0: net(),
      },
    });
    await lab.converge();
    assert.is(isRunning(CLONE), true);
    assert.match(confOf(CLONE) ?? '', 'memory: 192');
  });

  real('grows a root file system', async (lab) => {
    await lab.commit({ 'lxc/web.json': web({ rootfs: rootfs('2G') }) });
    await lab.converge();
    assert.match(confOf(WEB) ?? '', /rootfs: .*size=2G/);
  });

  const updates: readonly [string, object, RegExp][] = [
    [
      'five live scalars',
      { memory: 160, swap: 32, cores: 2, cpuunits: 200, tags: ['web', 'changed'] },
      /memory: 160/,
    ],
    ['a second net', { net1: net({ name: 'eth1' }) }, /net1: .*name=eth1/],
    [
      'a new mount',
      { mounts: { '/data': { storage, size: '1G' }, '/more': { storage, size: '1G' } } },
      /mp1: .*mp=\/more/,
    ],
    ['a feature, which needs a restart', { keyctl: true }, /features: keyctl=1,nesting=1/],
    [
      'a description and a key that goes away',
      { description: 'Another text', searchdomain: null },
      /Another text/,
    ],
  ];
  for (const [name, part, want] of updates) {
    real(`updates: ${name}`, async (lab) => {
      const size = { rootfs: rootfs('2G') };
      await lab.commit({ 'lxc/web.json': web({ ...size, ...part }) });
      await lab.converge();
      assert.match(confOf(WEB) ?? '', want);
      assert.not.match(confOf(WEB) ?? '', 'pve:pending');
      assert.is(isRunning(WEB), true);
    });
  }

  real('a hotplug that fails leaves nothing behind, and the guest still starts', async (lab) => {
    const good = web({ rootfs: rootfs('2G') });
    await lab.commit({ 'lxc/web.json': good });
    await lab.converge();
    await lab.commit({ 'lxc/web.json': { ...good, net2: { bridge: 'nobridge9', ip: 'manual' } } });
    const failed = await lab.apply();
    assert.is(failed.exit, 1, failed.stdout + failed.stderr);
    assert.not.match(confOf(WEB) ?? '', 'nobridge9');
    assert.is(onNode('pct', 'reboot', String(WEB)).exit, 0);
    assert.is(isRunning(WEB), true);
    await lab.commit({ 'lxc/web.json': good });
    await lab.converge();
  });

  real('SIGKILL in a create: the next apply clears the debris and makes it once', async (lab) => {
    await lab.commit({
      'lxc/crash.json': {
        vmid: CRASH,
        ostemplate: template,
        rootfs: rootfs('1G'),
        memory: 128,
        nesting: true,
        net0: net(),
      },
    });
    assert.ok(await lab.applyAndKill('create', String(CRASH)), 'the create was caught at work');
    await lab.converge();
    assert.is(isRunning(CRASH), true);
    await lab.commit({ 'lxc/crash.json': null });
    const retired = await lab.phoenix('apply', '--yes', '--allow-destroy');
    assert.is(retired.exit, 0, retired.stdout + retired.stderr);
  });

  real('SIGKILL in a clone: its lock on the source is cleared', async (lab) => {
    await lab.commit({
      'lxc/crash.json': {
        vmid: CRASH,
        clone: { from: 'lxc/base', full: true },
        memory: 128,
        nesting: true,
        net0: net(),
      },
    });
    assert.ok(await lab.applyAndKill('clone', String(BASE), String(CRASH)), 'the clone was caught at work');
    await lab.converge();
    assert.not.match(confOf(BASE) ?? '', 'lock:');
    assert.is(isRunning(CRASH), true);
  });

  real('retires, and purges', async (lab) => {
    await lab.commit({ 'phoenix.json': { ...SETTINGS, policies: { retire: '7d' } }, 'lxc/web.json': null });
    await lab.converge();
    assert.is(isRunning(WEB), false);
    assert.match(confOf(WEB) ?? '', 'phoenix-retired');
    const early = await lab.phoenix('purge', 'lxc/web', '--yes');
    assert.is(early.exit, 1, early.stdout);
    const purged = await lab.phoenix('purge', 'lxc/web', '--yes', '--now');
    assert.is(purged.exit, 0, purged.stdout + purged.stderr);
    assert.is(confOf(WEB), null);
    const plan = await lab.phoenix('plan', '--live', '--detailed-exitcode');
    assert.is(plan.exit, 0, plan.stdout + plan.stderr);
  });
});
