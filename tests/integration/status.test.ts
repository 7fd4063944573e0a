/** `phoenix status`: what it says of guests, what is unwell, and that it changes nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { apply } from '../../src/commands/apply.ts';
import type { Console } from '../../src/commands/console.ts';
import { estateStatus, type GuestStatus } from '../../src/commands/estate-status.ts';
import { statusText } from '../../src/commands/status-text.ts';
import { status } from '../../src/commands/status.ts';
import type { Estate } from '../../src/config/model.ts';
import { PhoenixError } from '../../src/errors.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor } from '../support/in-process-apply.ts';
import { commitOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};
const WEB = {
  vmid: 101,
  health: { web: { http: ':80/' }, sql: { tcp: ':5432', timeout: '1s' }, unit: { exec: ['check-it'] } },
};

function estate(guests: Readonly<Record<string, object>>): Estate {
  const files = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })]]);
  for (const [name, guest] of Object.entries(guests)) {
    files.set(`lxc/${name}.json`, JSON.stringify({ ...LEAST, ...guest }));
  }
  const made = estateOf(files, { revision: commitOf('1') });
  assert.equal(made.findings, []);
  return made;
}

/** Answers by what the last word of the question is. */
function answering(answers: Readonly<Record<string, string>>): GuestRuntime {
  const said = (argv: readonly string[], from: number) => ({
    exit: 0,
    stdout: answers[argv.slice(from, from + 1).join()] ?? 'no Connection refused\n',
    stderr: '',
  });
  return { exec: ({ argv }) => said(argv, 5), network: ({ argv }) => said(argv, 4) };
}

const WELL = {
  80: `http ${Buffer.from('HTTP/1.1 200 OK\r\n\r\n').toString('hex')}\n`,
  5432: 'open\n',
  'check-it': 'fine\n\nphx-exit 0\n',
};

async function made(head: Estate): Promise<MemoryHost> {
  const host = hostFor(head);
  const { report } = await applyTo(host, head, { clock: virtualClock(), runtime: answering(WELL) });
  assert.ok(report.ok, JSON.stringify(report.resources));
  return host;
}

const pct = (host: MemoryHost, ...argv: string[]) => simulate({ host, node: 'pve1', argv: ['pct', ...argv] });

function look(host: MemoryHost, head: Estate, runtime = answering(WELL), addresses: string[] = []) {
  const calls: string[] = [];
  const onRun = (_node: string, argv: readonly string[]) => calls.push(argv.slice(0, 2).join(' '));
  const cluster = inProcessCluster(host, { runtime, onRun });
  return estateStatus({ estate: head, cluster, addresses, now: () => 0 }).then((found) => ({
    ...found,
    calls,
  }));
}

const VIEW = { color: false, columns: 100, isNamed: false };

const one = (guests: readonly GuestStatus[], address: string): GuestStatus => {
  const found = guests.find((guest) => guest.address === address);
  if (!found) throw new Error(`${address} is not told of`);
  return found;
};

describe('status', (test) => {
  const head = estate({
    web: WEB,
    db: { vmid: 102 },
    off: { vmid: 103, state: 'stopped', health: WEB.health },
  });

  test('tells of every guest, and of every check what it said', async () => {
    const { guests, well, calls } = await look(await made(head), head);
    assert.ok(well, JSON.stringify(guests));
    assert.equal(
      guests.map(({ address, id, state, node }) => `${address} ${id} ${state} ${node}`),
      ['lxc/db vmid:102 running pve1', 'lxc/off vmid:103 stopped pve1', 'lxc/web vmid:101 running pve1'],
    );
    const web = one(guests, 'lxc/web');
    assert.is(web.commit, commitOf('1'));
    assert.equal(web.health, {
      sql: { is: 'healthy', text: 'open', ms: 0 },
      unit: { is: 'healthy', text: 'exit 0: fine', ms: 0 },
      web: { is: 'healthy', text: 'status 200', ms: 0 },
    });
    // A guest that does not run is not asked, and nothing but questions is asked.
    assert.equal(calls.toSorted(), ['lxc-attach -n', 'lxc-attach -n', 'lxc-ls --active', 'pct exec']);
  });

  test('a check that fails makes its guest unwell, and only that', async () => {
    const host = await made(head);
    const { guests, well } = await look(host, head, answering({ ...WELL, 80: 'no Connection refused\n' }));
    assert.not(well);
    assert.equal(
      guests.filter((guest) => !guest.well).map(({ address }) => address),
      ['lxc/web'],
    );
    const { web, sql } = one(guests, 'lxc/web').health;
    assert.equal(web, { is: 'unhealthy', text: '127.0.0.1:80: Connection refused', ms: 0 });
    assert.is(sql?.is, 'healthy');
  });

  test('a guest that shall run and does not is unwell, and not asked', async () => {
    const host = await made(head);
    assert.is(pct(host, 'stop', '101').exit, 0);
    const { guests, well } = await look(host, head);
    assert.not(well);
    assert.equal(one(guests, 'lxc/web'), {
      ...one(guests, 'lxc/web'),
      state: 'stopped',
      health: {},
      well: false,
    });
  });

  test('what is not made, not ours or retired is told, and is nothing unwell', async () => {
    const host = await made(estate({ db: { vmid: 102 }, old: { vmid: 104 } }));
    pct(host, 'create', '101', LEAST.ostemplate, '--rootfs', 'local:4');
    const { guests, well } = await look(host, head);
    assert.ok(well);
    assert.equal(
      guests.map(({ address, state }) => `${address} ${state}`),
      ['lxc/db running', 'lxc/off absent', 'lxc/old retired', 'lxc/web foreign'],
    );
    assert.match(one(guests, 'lxc/web').why ?? '', 'without a marker');
    assert.is(one(guests, 'lxc/old').why, 'no file of the estate names it');
  });

  test('in a recorded guest nothing is claimed', async () => {
    const host = await made(estate({ db: { vmid: 102, health: { sql: { tcp: ':5432' } } } }));
    const { guests, well } = await look(
      host,
      estate({ db: { vmid: 102, health: { sql: { tcp: ':5432' } } } }),
      { exec: () => ({ exit: 0, stdout: '', stderr: '' }) },
    );
    assert.ok(well);
    assert.is(one(guests, 'lxc/db').health['sql']?.is, 'unchecked');
  });

  test('what the marker says is installed, and what an apply has left', async () => {
    const host = await made(head);
    const path = '/etc/pve/nodes/pve1/lxc/102.conf';
    const more = '"features"$1{"nginx"$1"1.2.0 0123456789abcdef"},"owed"$1["/features/nginx"],"phoenix"$1';
    host.write(path, (host.read(path) ?? '').replace(/"phoenix"(:|%3A)/, more));
    const found = await look(host, head);
    const { features, owed } = one(found.guests, 'lxc/db');
    assert.equal([features, owed], [{ nginx: '1.2.0' }, ['/features/nginx']]);
    const text = statusText(found, VIEW);
    assert.match(text, /lxc\/db +102 +running +pve1 .* 1111111\n +an apply has left work/);
    assert.match(text, 'nginx 1.2.0');
    const stopped = found.guests.map((guest) => ({ ...guest, state: 'stopped' as const }));
    const waits = statusText({ ...found, guests: stopped }, VIEW);
    assert.match(waits, /lxc\/db +102 +stopped +pve1 .* 1111111\n +its features are installed once it runs/);
  });

  test('only what is asked for', async () => {
    const { guests } = await look(await made(head), head, answering(WELL), ['lxc/db']);
    assert.equal(
      guests.map(({ address }) => address),
      ['lxc/db'],
    );
  });
});

describe('phoenix status', (test) => {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-status-'));
  const [configs, node] = [join(folder, 'configs'), `sim:${join(folder, 'lab')}`];
  const [said, told]: [string[], string[]] = [[], []];
  const io: Console = {
    out: (text) => said.push(text),
    err: (text) => told.push(text),
    color: false,
    columns: 80,
    ask: null,
  };
  const ask = async (...addresses: string[]) => {
    said.length = 0;
    const exit = await status({ addresses, configs, node }, io);
    return { exit, text: said.join('\n') };
  };
  test.before(() => {
    mkdirSync(join(configs, 'lxc'), { recursive: true });
    writeFileSync(join(configs, 'phoenix.json'), JSON.stringify({ name: 'lab', nodes: { pve1: {} } }));
    const net0 = { bridge: 'vmbr0', ip: '10.0.0.5/24' };
    const guest = { ...LEAST, vmid: 101, net0, health: { web: { http: ':80/' }, unit: { exec: ['false'] } } };
    writeFileSync(join(configs, 'lxc/web.json'), JSON.stringify(guest));
  });
  test.after(() => rmSync(folder, { recursive: true, force: true }));

  test('works on a simulated node, before and after an apply', async () => {
    const before = await ask();
    assert.is(before.exit, 0);
    assert.match(told.join('\n'), 'is a new simulated node');
    assert.match(before.text, /lxc\/web +101 +not made yet/);
    assert.is(await apply({ addresses: [], configs, node, yes: true, parallel: 2 }, io), 0);
    const after = await ask('lxc/web');
    assert.is(after.exit, 0, after.text);
    assert.match(after.text, /✓ +lxc\/web +101 +running/);
    assert.match(after.text, /\? web: not checked \(a recorded guest has no network\)/);
    assert.match(after.text, /\? unit: not checked \(nothing is installed in a recorded guest\)/);
    assert.match(after.text, /1 of lab: nothing is unwell; 1 running; 2 not checked/);
  });

  test('a library that is not the one of the lock is told, and hides nothing', async () => {
    const path = join(configs, 'lxc/web.json');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(before), features: { redis: {} } }));
    told.length = 0;
    const { exit, text } = await ask('lxc/web');
    assert.is(exit, 0, text);
    assert.match(text, /✓ +lxc\/web +101 +running/);
    assert.match(told.join('\n'), 'PHX733');
    writeFileSync(path, before);
  });

  test('a layer is told as what it is', async () => {
    const base = { ...LEAST, net0: { bridge: 'vmbr0', ip: 'dhcp' } };
    mkdirSync(join(configs, 'layer'));
    writeFileSync(join(configs, 'layer/base.json'), JSON.stringify(base));
    writeFileSync(join(configs, 'lxc/shop.json'), JSON.stringify({ vmid: 102, clone: 'layer/base' }));
    const settings = { name: 'lab', nodes: { pve1: {} }, layers: { vmids: [9000, 9099] } };
    writeFileSync(join(configs, 'phoenix.json'), JSON.stringify(settings));
    for (const [address, message, hint] of [
      ['layer/base', `there is no "layer/base" in ${configs}`, '"layer/base@pve1"'],
      ['layer/base@pve1', 'layer/base@pve1 is a template, which runs nothing', 'phoenix layers'],
    ] as const) {
      try {
        await ask(address);
        assert.unreachable();
      } catch (error) {
        assert.ok(error instanceof PhoenixError, String(error));
        assert.is(error.message, message);
        assert.ok(error.hint?.includes(hint), error.hint ?? '');
      }
    }
  });

  test('an address that is not there is an error', async () => {
    try {
      await ask('lxc/wbe');
      assert.unreachable();
    } catch (error) {
      assert.ok(error instanceof PhoenixError && error.hint?.includes('lxc/web'), String(error));
    }
  });
});
