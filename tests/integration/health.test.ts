/** Health checks in an apply: when they are asked, whom they hold back, and what is left to do when one fails. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { ApplyEvent } from '../../src/apply/progress.ts';
import type { ApplyReport, ResourceReport } from '../../src/apply/report.ts';
import type { Estate } from '../../src/config/model.ts';
import { checkText } from '../../src/health/check.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestEnd, GuestRuntime } from '../../src/simulator/session.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf, runPlanned } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};
const net0 = (host: number) => ({ bridge: 'vmbr0', ip: `10.0.0.${host}/24`, gw: '10.0.0.1' });
const WEB = { vmid: 101, net0: net0(101), health: { http: { http: ':80/', within: '1m' } } };
const APP = { vmid: 102, net0: net0(102), dependsOn: ['lxc/web'] };

type Guests = Readonly<Record<string, object>>;

function estate(commit: string | null, guests: Guests, settings: object = {}): Estate {
  const files = new Map([
    ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} }, ...settings })],
  ]);
  for (const [name, guest] of Object.entries(guests)) {
    files.set(`lxc/${name}.json`, JSON.stringify({ ...LEAST, ...guest }));
  }
  return estateOf(files, { revision: commit === null ? null : commitOf(commit) });
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const http = (status: number): string => `http ${hex(`HTTP/1.1 ${status} X\r\n\r\n`)}\n`;
const said = (stdout: string): GuestEnd => ({ exit: 0, stdout, stderr: '' });

/** A network that answers what it is told to, guest by guest; the last answer stays. */
function network(answers: Record<string, string[]>) {
  const asked: string[] = [];
  const runtime: GuestRuntime = {
    exec: ({ vmid, argv }) => {
      asked.push(`${vmid} ${argv.slice(5).join(' ')}`);
      return said('\nphx-exit 0\n');
    },
    network: ({ vmid, argv }) => {
      const to = argv.slice(3, 5).join(':');
      asked.push(`${vmid ?? 'node'} ${to}`);
      const left = answers[`${vmid ?? 'node'}`] ?? [];
      return said((left.length > 1 ? left.shift() : left[0]) ?? 'no Connection refused\n');
    },
  };
  return { runtime, asked };
}

const of = ({ resources }: ApplyReport, address: string): ResourceReport => {
  const found = resources.find((one) => one.address === address);
  if (!found) throw new Error(`${address} is not in the report`);
  return found;
};

const specOf = (from: Estate, address: string) => from.resources.get(address)?.spec as LxcSpec;

describe('health in an apply', (test) => {
  test('a new guest is asked until it is well; what depends on it waits for that', async () => {
    const head = estate('1', { web: WEB, app: APP });
    const { runtime, asked } = network({ 101: ['no Connection refused\n', http(503), http(200)] });
    const events: ApplyEvent[] = [];
    const host = hostFor(head);
    const onEvent = (event: ApplyEvent) => events.push(event);
    const { report } = await applyTo(host, head, { clock: virtualClock(), runtime, onEvent });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(asked, ['101 127.0.0.1:80', '101 127.0.0.1:80', '101 127.0.0.1:80']);
    const order = events.flatMap((event) => (event.is === 'ended' ? event.step.id : []));
    const [check, mark, dependent] = ['lxc/web:health:http', 'lxc/web:set:marker', 'lxc/app:create'].map(
      (id) => order.indexOf(id),
    );
    assert.ok(
      0 <= (check ?? -1) && (check ?? 0) < (mark ?? 0) && (mark ?? 0) < (dependent ?? 0),
      order.join(),
    );
    const lines = events.flatMap((event) =>
      event.is === 'progress' && event.step.id === 'lxc/web:health:http' ? event.text : [],
    );
    assert.equal(lines, ['127.0.0.1:80: Connection refused', 'status 503 instead of 2xx']);
  });

  test('an apply that is told to stop asks no longer, and the next one goes on from there', async () => {
    const web = { ...WEB, health: { http: { http: ':80/', within: '1h' } } };
    const head = estate('1', { web, app: APP });
    const host = hostFor(head);
    const clock = virtualClock(host.now());
    const cluster = inProcessCluster(host, { runtime: network({ 101: [http(503)] }).runtime });
    const stop = new AbortController();
    const onEvent = (event: ApplyEvent) => {
      if (event.is === 'progress') stop.abort();
    };
    const live = await livePlanOf(head, cluster);
    const report = await runPlanned(cluster, head, live, { clock, onEvent, signal: stop.signal });
    assert.not(report.ok);
    assert.match(of(report, 'lxc/web').text, /stopped while it was not healthy: status 503/);
    assert.is(of(report, 'lxc/app').outcome, 'skipped');
    assert.ok(report.ms < 60_000, `it waited ${report.ms} ms`);
    const again = await applyTo(host, head, { clock, runtime: network({ 101: [http(200)] }).runtime });
    assert.ok(again.report.ok, JSON.stringify(again.report.resources));
  });

  test('a guest that is not well in time fails with the last answer, and holds its dependents back', async () => {
    const head = estate('1', { web: WEB, app: APP });
    const host = hostFor(head);
    const { report } = await applyTo(host, head, {
      clock: virtualClock(),
      runtime: network({ 101: [http(502)] }).runtime,
    });
    assert.not(report.ok);
    assert.match(
      of(report, 'lxc/web').text,
      /check health http: .*: not healthy: status 502 instead of 2xx \(13 tries in 1 min\)/,
    );
    assert.is(of(report, 'lxc/app').outcome, 'skipped');
    assert.not(host.read('/etc/pve/nodes/pve1/lxc/102.conf'));

    // The guest itself is there: the next apply only asks again, and goes on.
    const again = network({ 101: [http(200)] });
    const commands: string[] = [];
    const second = await applyTo(host, head, {
      clock: virtualClock(),
      runtime: again.runtime,
      history: historyOf(head, head),
      onRun: (_node, argv) => commands.push(argv.slice(0, 3).join(' ')),
    });
    assert.ok(second.report.ok, JSON.stringify(second.report.resources));
    assert.ok(!commands.includes('pct create 101'));
    assert.ok(commands.includes('pct create 102'));
    const third = await livePlanOf(head, inProcessCluster(host), { history: historyOf(head, head) });
    assert.ok(
      third.plan.items.every(({ action }) => action === 'no-op'),
      JSON.stringify(third.plan.items),
    );
  });

  test('a guest is asked once more at the end, and once only where nobody waits', async () => {
    for (const [within, tries] of [
      [0, 1],
      ['3s', 2],
      ['12s', 4],
    ] as const) {
      const head = estate('1', { web: { ...WEB, health: { http: { http: ':80/', within } } } });
      const { runtime, asked } = network({});
      const { report } = await applyTo(hostFor(head), head, { clock: virtualClock(), runtime });
      assert.not(report.ok);
      assert.is(asked.length, tries, `within ${within}`);
    }
  });

  async function after(before: Estate, head: Estate, answers: Record<string, string[]>) {
    const host: MemoryHost = hostFor(before);
    const well = network({ 101: [http(200)], 102: [http(200)], 103: [http(200)] });
    const first = await applyTo(host, before, { clock: virtualClock(), runtime: well.runtime });
    assert.ok(first.report.ok, JSON.stringify(first.report.resources));
    const { runtime, asked } = network(answers);
    const commands: string[] = [];
    const { live, report } = await applyTo(host, head, {
      clock: virtualClock(),
      runtime,
      history: historyOf(before, head),
      onRun: (_node, argv) => commands.push(argv.slice(0, 3).join(' ')),
    });
    const history = historyOf(before, head);
    const next = (await livePlanOf(head, inProcessCluster(host), { history })).plan;
    return { live, report, asked, commands: commands.filter((one) => one.startsWith('pct')), next };
  }

  test('a changed check is a change of its own: it is asked, and the marker follows', async () => {
    const changed = { ...WEB, health: { http: { http: ':8080/', within: '1m' } } };
    const [before, head] = [estate('1', { web: WEB }), estate('2', { web: changed })];
    const { plan } = planFromGit({ kinds, head, base: before });
    assert.equal(
      plan.items.flatMap(({ changes }) => changes.map(({ path, effect }) => `${path} ${effect}`)),
      ['/health/http config'],
    );
    const done = await after(before, head, { 101: [http(200)] });
    assert.ok(done.report.ok, JSON.stringify(done.report.resources));
    assert.equal(done.asked, ['101 127.0.0.1:8080']);
    assert.equal(done.commands, ['pct set 101']);
    assert.ok(done.next.items.every(({ action }) => action === 'no-op'));
  });

  test('a check that is removed asks nothing', async () => {
    const { health: _, ...none } = WEB;
    const done = await after(estate('1', { web: WEB }), estate('2', { web: none }), {});
    assert.ok(done.report.ok);
    assert.equal(done.asked, []);
    assert.ok(done.next.items.every(({ action }) => action === 'no-op'));
  });

  test('a change of something else asks too; where it fails, the next apply asks again', async () => {
    const done = await after(estate('1', { web: WEB }), estate('2', { web: { ...WEB, memory: 1024 } }), {});
    assert.not(done.report.ok);
    assert.match(of(done.report, 'lxc/web').text, 'not healthy: 127.0.0.1:80: Connection refused');
    assert.equal(
      done.next.items.flatMap(({ changes }) => changes.map(({ path }) => path)),
      ['/commit'],
    );
  });

  test('a rolling restart stops at the first guest that is not well', async () => {
    const guests = (nesting: boolean): Guests => ({
      a: { ...WEB, nesting },
      b: { ...WEB, vmid: 102, net0: net0(102), nesting, dependsOn: ['lxc/a'] },
      c: { ...WEB, vmid: 103, net0: net0(103), nesting },
    });
    const policies = { policies: { restarts: { when: 'apply', maxParallel: 1 } } };
    const done = await after(estate('1', guests(false), policies), estate('2', guests(true), policies), {
      101: [http(500)],
      103: [http(500)],
    });
    assert.not(done.report.ok);
    assert.is(done.commands.filter((one) => one.startsWith('pct reboot')).length, 1, done.commands.join());
    const stopped = done.report.resources.filter(({ outcome }) => outcome === 'skipped');
    assert.is(stopped.length, 2, JSON.stringify(done.report.resources));
  });

  test('another guest asks with its own network, and must be there before', async () => {
    const db = { vmid: 101, net0: net0(101), health: { sql: { tcp: ':5432', from: 'lxc/client' } } };
    const head = estate('1', { db, client: { vmid: 102, net0: net0(102) } });
    assert.equal(head.findings, []);
    const { runtime, asked } = network({ 102: ['open\n'] });
    const { report } = await applyTo(hostFor(head), head, { clock: virtualClock(), runtime });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(asked, ['102 10.0.0.101:5432']);
    const loop = estate('1', { db, client: { vmid: 102, net0: net0(102), dependsOn: ['lxc/db'] } });
    assert.equal(
      loop.findings.map(({ id }) => id),
      ['PHX506'],
    );
  });

  test('the node asks with its own network, a command runs in the guest', async () => {
    const health = { web: { http: ':80', from: 'node' }, unit: { exec: ['systemctl', 'is-active', 'x y'] } };
    const head = estate('1', { web: { ...WEB, health } });
    const { runtime, asked } = network({ node: [http(204)] });
    const { report } = await applyTo(hostFor(head), head, { clock: virtualClock(), runtime });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(asked, ['101 systemctl is-active x y', 'node 10.0.0.101:80']);
  });

  test('in a recorded guest nothing fails, and no health is claimed that nobody saw', async () => {
    const head = estate('1', { web: WEB, app: APP });
    const { report } = await applyTo(hostFor(head), head, { clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
    const step = of(report, 'lxc/web').steps.find(({ id }) => id === 'lxc/web:health:http');
    assert.ok(
      step?.outcome.is === 'done' && step.outcome.note?.startsWith('not checked'),
      JSON.stringify(step),
    );
  });

  test('a stopped guest is not asked', async () => {
    const head = estate('1', { web: { ...WEB, state: 'stopped' } });
    const { runtime, asked } = network({});
    const { report } = await applyTo(hostFor(head), head, { clock: virtualClock(), runtime });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(asked, []);
  });
});

describe('health that needs a secret', (test) => {
  const headers = { Authorization: 'Bearer ${secret:env:WEB_TOKEN}', Host: 'web.lan' };
  const head = estate('1', { web: { ...WEB, health: { http: { http: ':80/', headers, within: 0 } } } });
  const TOKEN = 'tok"en $(id) %0A';

  test.after.each(() => {
    delete process.env['WEB_TOKEN'];
  });

  test('it is read by an apply, and reaches the program on its stdin alone', async () => {
    process.env['WEB_TOKEN'] = TOKEN;
    const given: { readonly argv: readonly string[]; readonly stdin: string }[] = [];
    const runtime: GuestRuntime = {
      exec: () => said(''),
      network: ({ argv, stdin }) => {
        given.push({ argv, stdin });
        return said(http(200));
      },
    };
    const host = hostFor(head);
    const { live, report } = await applyTo(host, head, { clock: virtualClock(), runtime });
    assert.ok(report.ok, JSON.stringify(report.resources));
    const lines = given.map(({ stdin }) =>
      stdin.split('\n').map((line) =>
        line
          .split(' ')
          .map((word) => Buffer.from(word, 'hex').toString())
          .join(': '),
      ),
    );
    assert.equal(lines, [[`Authorization: Bearer ${TOKEN}`, 'Host: web.lan', '']]);
    const journal = host.read('/var/lib/phoenix/journal/lab.jsonl') ?? '';
    const conf = host.read('/etc/pve/nodes/pve1/lxc/101.conf') ?? '';
    for (const form of ['tok"en', hex(TOKEN), encodeURIComponent(TOKEN)]) {
      assert.not.ok(
        given.some(({ argv }) => argv.some((word) => word.includes(form))),
        form,
      );
      assert.not.ok(JSON.stringify([live.plan, report, live.entries]).includes(form), form);
      assert.not.ok(`${journal}${conf}`.includes(form), form);
    }
    assert.ok(journal.includes('101'), 'the journal was looked at');
  });

  test('where it is missing nothing is touched', async () => {
    const host = hostFor(head);
    const { report } = await applyTo(host, head, { clock: virtualClock(), runtime: network({}).runtime });
    assert.not(report.ok);
    assert.match(of(report, 'lxc/web').text, /secret .*WEB_TOKEN.* is not there/);
    assert.not(host.read('/etc/pve/nodes/pve1/lxc/101.conf'));
  });

  test('a plan shows its reference', () => {
    const before = estate('0', { web: WEB });
    const { plan } = planFromGit({ kinds, head, base: before });
    const [change] = plan.items.flatMap(({ changes }) => changes);
    assert.is(change?.path, '/health/http');
    const text = 'headers {"Authorization":"Bearer ${secret:env:WEB_TOKEN}","Host":"web.lan"}';
    assert.ok(typeof change?.after === 'string' && change.after.includes(text), JSON.stringify(change));
  });
});

describe('health in the files', (test) => {
  const check = (http: string) =>
    estate(null, { web: { ...WEB, health: { a: { http } } }, db: { vmid: 102, net0: net0(102) } });

  test('a profile adds a check by its name, and null takes one away', () => {
    const files = new Map([
      ['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })],
      ['profiles/web.json', JSON.stringify({ health: { web: { http: ':80' }, ssh: { tcp: ':22' } } })],
      [
        'lxc/web.json',
        JSON.stringify({
          ...LEAST,
          vmid: 101,
          extends: ['web'],
          health: { ssh: null, db: { tcp: ':5432' }, web: { within: '10m' } },
        }),
      ],
    ]);
    const made = estateOf(files);
    assert.equal(made.findings, []);
    const { health = {} } = specOf(made, 'lxc/web');
    assert.equal(
      Object.entries(health).map(([name, one]) => `${name}: ${checkText(one)}`),
      ['db: tcp 127.0.0.1:5432', 'web: http 127.0.0.1:80/, within 10 min'],
    );
  });

  test('an address is referred to, and a secret is not', () => {
    const web = (words: string) => ({
      db: { vmid: 102, net0: net0(102) },
      web: { ...WEB, health: { a: { http: '${self.net0.address}:80/' }, b: { exec: ['ping', words] } } },
    });
    const made = estate(null, web('${lxc/db.net0.address}'));
    assert.equal(made.findings, []);
    const { health = {} } = specOf(made, 'lxc/web');
    assert.equal(Object.values(health).map(checkText), ['http 10.0.0.101:80/', 'exec ["ping","10.0.0.102"]']);
    assert.equal(made.resources.get('lxc/web')?.refersTo, ['lxc/db']);
    const ids = (words: string) => estate(null, web(words)).findings.map(({ id }) => id);
    assert.equal(ids('${secret:env:TOKEN}'), ['PHX406']);
    const sent = (headers: object) =>
      estate(null, { web: { ...WEB, health: { a: { http: ':80', headers } } } }).findings.map(({ id }) => id);
    assert.equal(sent({ A: 'is ${secret:env:TOKEN}', B: '${self.net0.address}' }), []);
    assert.equal(sent({ A: '${ secret:env:TOKEN }' }), ['PHX401']);
    assert.equal(sent({ A: '$${secret:env:TOKEN}' }), ['PHX401']);
    assert.equal(sent({ A: '${secret:nowhere:TOKEN}' }), ['PHX618']);
    const dhcp = {
      web: {
        ...WEB,
        net0: { bridge: 'vmbr0', ip: 'dhcp' },
        health: { a: { tcp: '${self.net0.address}:1' } },
      },
    };
    // Once, and not again as an address that is none.
    assert.equal(
      estate(null, dhcp).findings.map(({ id }) => id),
      ['PHX405'],
    );
  });

  test('a mistake is told at its place', () => {
    const [finding] = check('http://web/').findings;
    assert.is(finding?.at?.file, 'lxc/web.json');
    assert.match(finding?.message ?? '', /ADDRESS:PORT/);
    const dhcp = estate(null, {
      web: { ...WEB, net0: { bridge: 'vmbr0', ip: 'dhcp' }, health: { a: { tcp: ':80', from: 'node' } } },
    });
    assert.equal(
      dhcp.findings.map(({ id }) => id),
      ['PHX618'],
    );
  });
});
