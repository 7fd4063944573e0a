/** How few processes it takes: each `pct` costs about a second on a real node (PCT-OBSERVED: 0.8 to 1.4 s). */
import * as assert from 'uvu/assert';
import type { LxcInput } from '../../src/kinds/lxc/schema.ts';
import { OPTIONS } from '../../src/kinds/lxc/options.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf, historyOf, isQuestion, lawEstate, lawHost } from '../support/law-estate.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

/** Every option that one `pct create` can carry, in its file's words. */
const FULL: LxcInput = {
  vmid: 950,
  node: 'pve1',
  state: 'stopped',
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  unprivileged: false,
  arch: 'amd64',
  ostype: 'debian',
  'ssh-public-keys': ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBase you@desk'],
  hostname: 'full',
  description: 'With everything',
  tags: ['web'],
  pool: 'lab',
  cores: 2,
  cpulimit: 1.5,
  cpuunits: 50,
  memory: '1G',
  swap: '256M',
  rootfs: { storage: 'local-zfs', size: '8G', acl: true },
  net0: { bridge: 'vmbr0', ip: '10.0.0.50/24', gw: '10.0.0.1' },
  net1: { bridge: 'vmbr1', ip: 'dhcp' },
  mounts: { '/data': { storage: 'local-zfs', size: '1G' }, '/models': 'bind:models' },
  devices: { '/dev/net/tun': { mode: '0666' } },
  nesting: true,
  keyctl: true,
  nameserver: '1.1.1.1',
  searchdomain: 'example.org',
  timezone: 'UTC',
  onboot: true,
  startup: { order: 1, up: 2 },
  protection: true,
  hookscript: 'local:snippets/hook.sh',
  cmode: 'shell',
  console: true,
  tty: 3,
  debug: false,
  entrypoint: '/sbin/init',
  env: { MODE: 'lab' },
};

/** Applies commits one after the other; the commands of the last one. */
async function commandsOf(host: MemoryHost, ...files: readonly LxcInput[]): Promise<(readonly string[])[]> {
  const estates = files.map((file, at) => lawEstate(commitOf(String(at)), { web: file }, { world: false }));
  let commands: (readonly string[])[] = [];
  for (const [at, estate] of estates.entries()) {
    commands = [];
    const onRun = (_node: string, argv: readonly string[]) => {
      if (!isQuestion(argv)) commands.push(argv);
    };
    const history = historyOf(...estates.slice(0, at + 1));
    const { report } = await applyTo(host, estate, { history, onRun, clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
  }
  return commands;
}

const FIVE = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
const FIVE_FILES = new Map<string, Uint8Array>(
  FIVE.flatMap((id) => [
    [`features/${id}/feature.json`, Buffer.from(JSON.stringify({ id, version: '1.0.0', name: id }))] as const,
    [`features/${id}/install.sh`, Buffer.from('#!/bin/sh\nexit 0\n')] as const,
  ]),
);

/** What is run for a guest of its own file, on a node where all of the rest is there. */
async function callsOfNew(
  guest: LxcInput,
  others: Readonly<Record<string, LxcInput>> = {},
): Promise<string[]> {
  const nodes = { pve1: { storages: { local: { type: 'dir' }, tank: { type: 'zfspool' } } } };
  const estate = (guests: Readonly<Record<string, LxcInput>>) => {
    const files = Object.entries(guests).map(
      ([name, file]) => [`lxc/${name}.json`, JSON.stringify(file)] as const,
    );
    const settings = ['phoenix.json', JSON.stringify({ name: 'lab', nodes })] as const;
    return estateOf(new Map([settings, ...files]), { revision: commitOf('a'), kept: FIVE_FILES });
  };
  const whole = estate({ ...others, web: guest });
  assert.equal(whole.findings, []);
  const host = hostFor(whole);
  if (Object.keys(others).length > 0) assert.ok((await applyTo(host, estate(others))).report.ok);
  const calls: string[] = [];
  const onRun = (_node: string, argv: readonly string[]) => {
    if (!isQuestion(argv)) calls.push(argv.slice(0, 2).join(' '));
  };
  const { report } = await applyTo(host, whole, { onRun, clock: virtualClock() });
  assert.ok(report.ok, JSON.stringify(report.resources));
  return calls;
}

const hostOf = (file: LxcInput) => lawHost(lawEstate(commitOf('f'), { web: file }, { world: false }));
const optionsIn = (argv: readonly string[]) => argv.filter((word) => word.startsWith('--'));

describe('counts', (test) => {
  test('a converged apply of 1,000 containers starts at most 2 processes on a node', async () => {
    const estate = estateOf(syntheticEstate({ guests: 1000 }));
    const host = hostFor(estate);
    const made = await applyTo(host, estate, { clock: virtualClock() });
    assert.ok(made.report.ok);
    assert.is(made.report.resources.length, 1000);
    const cluster = inProcessCluster(host);
    const { live, report } = await applyOn(cluster, estate);
    assert.equal(live.plan.items, []);
    assert.ok(report.ok);
    assert.is(cluster.spawns().size, 1);
    for (const [node, spawned] of cluster.spawns()) assert.ok(spawned <= 2, `${spawned} on ${node}`);
  });

  test('and of two nodes, each starts at most 2', async () => {
    const file = (vmid: number, node: string): LxcInput => ({ ...FULL, vmid, node });
    const guests = { one: file(950, 'pve1'), two: file(951, 'pve2') };
    const estate = lawEstate(commitOf('a'), guests, { world: false });
    const host = lawHost(estate);
    const history = historyOf(estate);
    assert.ok((await applyTo(host, estate, { history, clock: virtualClock() })).report.ok);
    const cluster = inProcessCluster(host);
    assert.ok((await applyOn(cluster, estate, { history })).report.ok);
    assert.equal([...cluster.spawns().keys()].toSorted(), ['pve1', 'pve2']);
    for (const [node, spawned] of cluster.spawns()) assert.ok(spawned <= 2, `${spawned} on ${node}`);
  });

  test('and of 16 nodes, too', async () => {
    const estate = estateOf(syntheticEstate({ guests: 64, nodes: 16 }));
    const host = hostFor(estate);
    assert.ok((await applyTo(host, estate, { clock: virtualClock() })).report.ok);
    const cluster = inProcessCluster(host);
    const { live, report } = await applyOn(cluster, estate);
    assert.equal(live.plan.items, []);
    assert.ok(report.ok);
    assert.is(cluster.spawns().size, 16);
    for (const [node, spawned] of cluster.spawns()) assert.ok(spawned <= 2, `${spawned} on ${node}`);
  });

  test('a create with all options is one pct create; only its marker is struck out afterwards', async () => {
    const commands = await commandsOf(hostOf(FULL), FULL);
    assert.equal(
      commands.map((argv) => argv.slice(0, 2).join(' ')),
      ['pct create', 'pct set'],
    );
    const [create = [], set = []] = commands;
    assert.equal(optionsIn(set), ['--description', '--digest']);
    // What a row of the table names is an option of `pct create`, all of them but what is given by position.
    const names = OPTIONS.flatMap(({ option }) => (option === null ? [] : [option.replace('[n]', '0')]));
    const apart = ['ostemplate', 'template'];
    const wanted = new Set(names.filter((name) => !apart.includes(name)).map((name) => `--${name}`));
    const given = new Set(optionsIn(create));
    assert.equal(
      [...wanted].filter((option) => !given.has(option)),
      [],
    );
  });

  test('a new guest with five features takes a create, a start, one exec for all of them, and one for the marker', async () => {
    const features = Object.fromEntries(FIVE.map((id) => [id, {}]));
    const net0 = { bridge: 'vmbr0', ip: '10.0.0.50/24', gw: '10.0.0.1' };
    const ostemplate = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
    const rootfs = { storage: 'tank', size: '4G' };
    const made = await callsOfNew({ vmid: 950, ostemplate, rootfs, net0, features });
    assert.equal(made, ['pct create', 'pct start', 'pct exec', 'pct set']);
    // A clone has the disk of its source, and of that network what `pct clone` cannot be told.
    const base: LxcInput = { vmid: 900, ostemplate, rootfs, template: true };
    const clone: LxcInput = { vmid: 950, clone: 'lxc/base', features };
    const cloned = await callsOfNew(clone, { base });
    assert.equal(cloned, ['pct clone', 'pct start', 'pct exec', 'pct set']);
    const larger = await callsOfNew({ ...clone, rootfs: { size: '8G' }, net0 }, { base });
    assert.equal(larger, ['pct clone', 'pct resize', 'pct set', 'pct start', 'pct exec', 'pct set']);
  });

  test('five live scalars on a running guest are one pct set', async () => {
    const before: LxcInput = { ...FULL, state: 'running' };
    const after: LxcInput = { ...before, cores: 4, cpulimit: 2, cpuunits: 80, memory: '2G', swap: '512M' };
    const commands = await commandsOf(hostOf(before), before, after);
    assert.is(commands.length, 1, JSON.stringify(commands));
    const [set = []] = commands;
    assert.equal(set.slice(0, 3), ['pct', 'set', '950']);
    const five = ['--cores', '--cpulimit', '--cpuunits', '--memory', '--swap'];
    assert.equal(optionsIn(set).toSorted(), [...five, '--description', '--digest'].toSorted());
  });

  test('all options of a stopped guest, disks apart, are one pct set', async () => {
    const { 'ssh-public-keys': _, arch: __, ...rest } = FULL;
    const before: LxcInput = { ...rest, protection: false };
    const after: LxcInput = {
      ...before,
      hostname: 'other',
      description: 'Another text',
      tags: ['db'],
      cores: 4,
      memory: '2G',
      net0: { bridge: 'vmbr1', ip: 'dhcp' },
      mounts: { ...before.mounts, '/more': { storage: 'local-zfs', size: '1G' } },
      devices: {},
      keyctl: false,
      onboot: false,
      startup: { order: 5 },
      env: { MODE: 'other' },
    };
    const commands = await commandsOf(hostOf(before), before, after);
    assert.equal(
      commands.map((argv) => argv.slice(0, 2).join(' ')),
      ['pct set'],
    );
  });
});
