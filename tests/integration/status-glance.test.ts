/** `phoenix status`, the estate at a glance: layers, what differs from git, nodes, strangers, and one reading for all of it. */
import * as assert from 'uvu/assert';
import { estateStatus, type EstateStatus } from '../../src/commands/estate-status.ts';
import { statusText } from '../../src/commands/status-text.ts';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster, Snapshot } from '../../src/node/port.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { commitOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};

function estate(files: Readonly<Record<string, object>>, commit = '1'): Estate {
  const all = {
    'phoenix.json': { name: 'lab', nodes: { pve1: {} }, layers: { vmids: [9000, 9099] } },
    ...files,
  };
  const texts = Object.entries(all).map(([path, value]) => [path, JSON.stringify(value)] as const);
  const made = estateOf(new Map(texts), { revision: commitOf(commit) });
  assert.equal(made.findings, []);
  return made;
}

const FILES = {
  'layer/base.json': LEAST,
  'lxc/web.json': { vmid: 101, clone: 'layer/base', memory: '1G', cores: 2 },
  'lxc/db.json': { ...LEAST, vmid: 102, memory: '2G', cores: 1 },
  'lxc/old.json': { ...LEAST, vmid: 103 },
};

async function made(head: Estate): Promise<MemoryHost> {
  const host = hostFor(head);
  const { report } = await applyTo(host, head, { clock: virtualClock() });
  assert.ok(report.ok, JSON.stringify(report.resources));
  return host;
}

interface Looked extends EstateStatus {
  readonly readings: number;
  readonly calls: readonly string[];
}

/** As the command does: the plan is made of what the status has read. */
async function look(host: MemoryHost, head: Estate, before: readonly Estate[] = []): Promise<Looked> {
  const calls: string[] = [];
  const cluster = inProcessCluster(host, { onRun: (_, argv) => calls.push(argv.slice(0, 2).join(' ')) });
  let readings = 0;
  const counted: Cluster = { ...cluster, snapshot: () => ((readings += 1), cluster.snapshot()) };
  const estates = new Map([...before, head].map((one) => [one.tree.revision, one]));
  const history = {
    estateAt: async (commit: string) => estates.get(commit) ?? null,
    isAncestor: async () => true,
    commitsBetween: async () => [],
    commitsSince: async () => [],
  };
  const plan = async (snapshot: Snapshot) =>
    (await livePlanOf(head, { ...cluster, snapshot: async () => snapshot }, { history })).plan;
  const found = await estateStatus({ estate: head, cluster: counted, addresses: [], plan, now: () => 0 });
  return { ...found, readings, calls };
}

const one = ({ guests }: EstateStatus, address: string) => {
  const found = guests.find((guest) => guest.address === address);
  if (!found) throw new Error(`${address} is not told of`);
  return found;
};

const view = (columns: number) => ({ color: false, columns, isNamed: false });

describe('status at a glance', (test) => {
  const first = estate(FILES);

  test('a converged estate has nothing to change, and is read once', async () => {
    const found = await look(await made(first), first);
    assert.equal(
      found.guests.map(({ address, plan, state }) => [address, state, plan]),
      [
        ['lxc/db', 'running', null],
        ['lxc/old', 'running', null],
        ['lxc/web', 'running', null],
      ],
    );
    assert.equal([found.readings, found.calls], [1, ['lxc-ls --active']]);
    const { layer } = one(found, 'lxc/web');
    assert.equal([layer?.address, layer?.behind, layer?.hash === layer?.wanted], ['layer/base', false, true]);
    assert.is(one(found, 'lxc/db').layer, null);
    const [node] = found.nodes;
    assert.equal(
      [node?.node, node?.reachable, node?.running, node?.cores.used, node?.memory.used],
      ['pve1', true, 3, 3, 3.5 * 1024 ** 2],
    );
  });

  test('what git asks for and what somebody did by hand are told apart', async () => {
    const host = await made(first);
    const next = estate(
      { ...FILES, 'lxc/web.json': { ...FILES['lxc/web.json'], nameserver: '10.0.0.1', onboot: true } },
      '2',
    );
    assert.is(simulate({ host, node: 'pve1', argv: ['pct', 'set', '102', '--memory', '4096'] }).exit, 0);
    const found = await look(host, next, [first]);
    const none = { held: 0, drift: 0, features: [] };
    assert.equal(one(found, 'lxc/web').plan, { ...none, action: 'update', effect: 'restart', changes: 2 });
    assert.equal(one(found, 'lxc/db').plan, {
      ...none,
      action: 'update',
      effect: 'live',
      changes: 1,
      drift: 1,
    });
    assert.is(found.readings, 1);
    const text = statusText(found, view(100));
    assert.match(text, /lxc\/web .* 2 restart/);
    assert.match(text, /lxc\/db .* 1 live, drift/);
    assert.match(text, /3 of lab: nothing is unwell; 3 running; 2 to change, 1 drifted$/);
  });

  test('a guest on what its layer was is behind', async () => {
    const host = await made(first);
    const next = estate({ ...FILES, 'layer/base.json': { ...LEAST, nesting: true } }, '2');
    const found = await look(host, next, [first]);
    const { layer } = one(found, 'lxc/web');
    assert.ok(layer?.behind && layer.wanted !== null && layer.wanted !== layer.hash);
    const text = statusText(found, view(100));
    assert.match(text, /layer\/base behind/);
    assert.match(text, /1 behind its layer/);
  });

  test('a retired guest says until when it is kept', async () => {
    const host = await made(first);
    const { 'lxc/old.json': _, ...rest } = FILES;
    const next = estate(rest, '2');
    const history = {
      estateAt: async () => first,
      isAncestor: async () => true,
      commitsBetween: async () => [],
      commitsSince: async () => [],
    };
    const { report } = await applyTo(host, next, { clock: virtualClock(), history });
    assert.ok(report.ok, JSON.stringify(report.resources));
    const found = await look(host, next, [first]);
    const { state, why, keptUntil } = one(found, 'lxc/old');
    assert.is(state, 'retired');
    const since = Date.parse((why ?? '').replace('since ', ''));
    assert.is(Date.parse(keptUntil ?? ''), since + 7 * 86_400_000);
    assert.match(statusText(found, view(100)), /kept until \d+ \w+ \d\d:\d\d UTC/);
  });

  test('guests with our tag that are not ours are named', async () => {
    const host = await made(first);
    const make = (vmid: string, ...more: string[]) =>
      simulate({
        host,
        node: 'pve1',
        argv: ['pct', 'create', vmid, LEAST.ostemplate, '--rootfs', 'local:4', ...more],
      });
    assert.is(make('200', '--tags', 'phoenix').exit, 0);
    assert.is(make('201', '--tags', 'phoenixes').exit, 0);
    assert.is(simulate({ host, node: 'pve1', argv: ['pct', 'stop', '102'] }).exit, 0);
    assert.is(simulate({ host, node: 'pve1', argv: ['pct', 'clone', '102', '202'] }).exit, 0);
    const found = await look(host, first);
    assert.equal(
      found.strangers.map(({ vmid }) => vmid),
      [200, 202],
    );
    assert.match(
      statusText(found, view(100)),
      /200 on pve1 {2}has the tag of Phoenix and is not ours: it has no marker/,
    );
  });

  test('a row has as many columns as there is room for', async () => {
    const long = 'a-name-that-is-longer-than-most';
    const head = estate({ ...FILES, [`lxc/${long}.json`]: { ...FILES['lxc/web.json'], vmid: 110 } });
    const found = await look(await made(head), head);
    const features = { nginx: '1.0.0', docker: '1.2.0', postgres: '17.0.1' };
    const guests = found.guests.map((guest) => ({ ...guest, features }));
    for (const columns of [60, 80, 100, 200]) {
      const text = statusText({ ...found, guests }, view(columns));
      const rows = text.split('\n').filter((line) => line.includes('lxc/'));
      assert.ok(
        rows.every((line) => line.length <= columns),
        text,
      );
      // What has no room in the row stands below it.
      assert.match(text, 'docker 1.2.0');
      assert.is(/^ +guest .* commit$/m.test(text), columns === 200);
    }
  });
});
