/** Firewall files against the simulator: written, changed, removed, held back, taken back by their node. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { callFrom, writeOwnNetwork } from '../../src/simulator/firewall/node.ts';
import { describe } from '../support/describe.ts';
import {
  firewallEstate,
  IN_FROM_OFFICE,
  OF_CLUSTER,
  OF_WEB,
  OFFICE,
  WEB,
  WHOLE,
} from '../support/firewall-estate.ts';
import { historyOf } from '../support/law-estate.ts';
import { type Applied, applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { mortal } from '../support/mortal.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const FILE = '/etc/pve/firewall/cluster.fw';
const KEPT = '/.sim/own/pve1/var/lib/phoenix/revert/cluster.fw';

const run = (host: MemoryHost, estate: Estate): Promise<Applied> =>
  applyOn(inProcessCluster(host), estate, { clock: virtualClock(host.now()) });

async function done(host: MemoryHost, estate: Estate): Promise<Applied> {
  const applied = await run(host, estate);
  assert.ok(applied.report.ok, JSON.stringify(applied.report.resources, null, 1));
  return applied;
}

/** What a plan would still do. */
async function left(host: MemoryHost, estate: Estate): Promise<string[]> {
  const { plan } = await livePlanOf(estate, inProcessCluster(host));
  return plan.items
    .filter(({ action }) => action !== 'no-op')
    .map(
      ({ address, action, changes }) => `${address} ${action} ${changes.map(({ path }) => path).join(' ')}`,
    );
}

async function made(files = WHOLE): Promise<MemoryHost> {
  const estate = firewallEstate(files);
  const host = hostFor(estate);
  await done(host, estate);
  return host;
}

const TEXT = `[OPTIONS]

enable: 1
policy_in: DROP

[ALIASES]

office 10.0.0.0/24 # [phoenix]

[IPSET admins] # [phoenix]

10.0.0.7 # the laptop
10.0.0.5

[RULES]

IN SSH(ACCEPT) -source office # [phoenix]
IN ACCEPT -source 10.0.0.0/24 -p tcp -dport 8006 # the web interface [phoenix]

[group web] # [phoenix]

IN HTTPS(ACCEPT) # the world [phoenix]

`;

describe('firewall files', (test) => {
  test('are written as Proxmox would, and a second plan finds nothing', async () => {
    const host = await made();
    assert.is(host.read(FILE), TEXT);
    assert.is(
      host.read('/etc/pve/firewall/101.fw'),
      '[OPTIONS]\n\nenable: 1\n\n[RULES]\n\nGROUP web # [phoenix]\nIN Ping(ACCEPT) -source +admins # [phoenix]\n\n',
    );
    assert.equal(await left(host, firewallEstate(WHOLE)), []);
    assert.is(host.read(KEPT), null, 'nothing waits for a way back');
    assert.equal(host.list('/.sim/timers/pve1'), []);
  });

  test('keep what others have written, where it stood', async () => {
    const host = await made();
    const theirs = TEXT.replace(
      'IN ACCEPT -source 10.0.0.0/24',
      '# kept by hand\n|IN   drop -source 10.9.9.9\nIN ACCEPT -source 10.0.0.0/24',
    ).replace('10.0.0.5\n', '10.0.0.5\n10.0.0.99 # mine\n');
    host.write(FILE, theirs);
    assert.equal(await left(host, firewallEstate(WHOLE)), []);
    const rules = [...IN_FROM_OFFICE.slice(0, 1), { type: 'in', action: 'DROP', source: '10.0.0.66' }];
    const next = { ...OF_CLUSTER, policy_in: undefined, rules: [...rules, ...IN_FROM_OFFICE.slice(1)] };
    await run(host, firewallEstate({ ...WHOLE, 'firewall/cluster.json': next }, { policies: {} }));
    assert.is(
      host.read(FILE),
      theirs.replace('# kept by hand', 'IN DROP -source 10.0.0.66 # [phoenix]\n# kept by hand'),
    );
  });

  test('go with what is ours, and leave what is not', async () => {
    const host = await made();
    host.write(
      FILE,
      (host.read(FILE) ?? '').replace('[RULES]\n\n', '[RULES]\n\nIN ACCEPT -p tcp -dport 443\n'),
    );
    const rest = { 'lxc/web.json': WEB };
    await done(host, firewallEstate(rest, { policies: {} }));
    // Nobody knows from which commit they came: options and members of sets have no word that tells whose they are.
    assert.is(
      host.read(FILE),
      '[OPTIONS]\n\nenable: 1\npolicy_in: DROP\n\n[IPSET admins]\n\n10.0.0.7 # the laptop\n10.0.0.5\n\n[RULES]\n\nIN ACCEPT -p tcp -dport 443\n',
    );
    assert.is(host.read('/etc/pve/firewall/101.fw'), '[OPTIONS]\n\nenable: 1\n');
    assert.equal(await left(host, firewallEstate(rest)), []);
  });

  test('of somebody else are not touched, and taken over when told so', async () => {
    const estate = firewallEstate({ 'firewall/cluster.json': { ...OF_CLUSTER, ipsets: {} } });
    const host = hostFor(estate);
    const theirs = '[ALIASES]\n\noffice 10.7.0.0/16\n\n[RULES]\n\nIN SSH(ACCEPT) -source office\n\n';
    host.write(FILE, theirs);
    const { live } = await run(host, estate);
    assert.match(live.plan.items[0]?.notes.join() ?? '', 'says something else of /aliases/office already');
    assert.is(host.read(FILE), theirs);
    const adopting = firewallEstate({ 'firewall/cluster.json': { ...OF_CLUSTER, ipsets: {}, adopt: true } });
    await done(host, adopting);
    const text = host.read(FILE) ?? '';
    assert.match(text, 'office 10.0.0.0/24 # [phoenix]');
    assert.is(text.match(/IN SSH/g)?.length, 1, 'the rule that was there is ours now');
    assert.equal(await left(host, adopting), []);
  });
});

describe('a firewall of commits', (test) => {
  const at = (revision: string, files: object) => firewallEstate({ ...files }, {}, revision);

  test('loses what git took out, and options that never stood there stay', async () => {
    const one = at('1'.repeat(40), WHOLE);
    const options = { enable: true, policy_out: 'ACCEPT' };
    const cluster = {
      ...OF_CLUSTER,
      options,
      aliases: {},
      rules: [{ ...IN_FROM_OFFICE[0], source: OFFICE }],
    };
    const two = at('2'.repeat(40), { 'lxc/web.json': WEB, 'firewall/cluster.json': cluster });
    const host = hostFor(one);
    const clock = () => virtualClock(host.now());
    const first = await applyOn(inProcessCluster(host), one, { clock: clock(), history: historyOf(one) });
    assert.ok(first.report.ok, JSON.stringify(first.report.resources, null, 1));
    host.write(FILE, (host.read(FILE) ?? '').replace('enable: 1', 'enable: 1\nebtables: 0'));
    const second = await applyOn(inProcessCluster(host), two, {
      clock: clock(),
      history: historyOf(one, two),
    });
    assert.ok(second.report.ok, JSON.stringify(second.report.resources, null, 1));
    assert.is(host.read('/etc/pve/firewall/101.fw'), null, 'the file of the guest is gone');
    const text = host.read(FILE) ?? '';
    assert.match(text, '[OPTIONS]\n\nenable: 1\nebtables: 0\npolicy_out: ACCEPT\n\n[IPSET');
    assert.not.match(text, 'office');
    const { plan } = await livePlanOf(two, inProcessCluster(host), { history: historyOf(one, two) });
    assert.equal(
      plan.items.filter(({ action }) => action !== 'no-op'),
      [],
    );
  });

  test('is drift where somebody changed a rule of ours, and is told, not undone', async () => {
    const one = at('1'.repeat(40), WHOLE);
    const host = hostFor(one);
    const clock = virtualClock(host.now());
    await applyOn(inProcessCluster(host), one, { clock, history: historyOf(one) });
    host.write(FILE, (host.read(FILE) ?? '').replace('-dport 8006', '-dport 8007'));
    const { report } = await applyOn(inProcessCluster(host), one, { clock, history: historyOf(one) });
    const told = report.resources.find(({ address }) => address === 'firewall/cluster');
    assert.is(told?.outcome, 'drift');
    assert.match(host.read(FILE) ?? '', '-dport 8007');
  });
});

describe('a firewall that would lock out', (test) => {
  const closed = { ...OF_CLUSTER, rules: [{ type: 'in', action: 'DROP' }] };

  test('is held back with the rules of others that are in the file', async () => {
    const open = {
      of: 'cluster',
      options: { enable: true },
      rules: [{ type: 'in', action: 'ACCEPT', macro: 'DNS' }],
    };
    const estate = firewallEstate({ 'firewall/cluster.json': open });
    const host = hostFor(estate);
    host.write(FILE, '[RULES]\n\nIN DROP -p tcp -dport 22\n\n');
    const { report, live } = await run(host, estate);
    const [item] = live.plan.items;
    assert.ok(item?.changes.every(({ effect }) => effect === 'impossible'));
    assert.match(
      item?.changes[0]?.note ?? '',
      /the rule "IN DROP to port 22" would keep those .* from TCP 22/,
    );
    assert.is(report.resources[0]?.outcome, 'held');
    assert.is(host.read(FILE), '[RULES]\n\nIN DROP -p tcp -dport 22\n\n');
  });

  test('lets in the network of the node by itself, as Proxmox does', async () => {
    const shut = { 'firewall/cluster.json': { of: 'cluster', options: { enable: true, policy_in: 'DROP' } } };
    const outcomeOf = async (network: string) => {
      const estate = firewallEstate(shut, { policies: { management: [network] } });
      const host = hostFor(estate);
      for (const node of ['pve1', 'pve2']) writeOwnNetwork(host, node);
      callFrom(host, '192.0.2.9');
      const { report } = await run(host, estate);
      return report.resources[0]?.outcome;
    };
    assert.is(await outcomeOf('192.0.2.0/24'), 'applied');
    assert.is(await outcomeOf('192.0.2.0/23'), 'held', 'half of it is elsewhere');
  });

  test('comes back by itself on the node when nobody can reach it', async () => {
    const host = await made();
    const before = host.read(FILE);
    callFrom(host, '10.0.0.7');
    // Nobody said who looks after the nodes, so that nothing is held back.
    const estate = firewallEstate({ ...WHOLE, 'firewall/cluster.json': closed }, { policies: {} });
    const { report } = await run(host, estate);
    assert.not(report.ok);
    const failed = report.resources
      .flatMap(({ steps }) => steps)
      .filter(({ outcome }) => outcome.is === 'failed');
    assert.equal(
      failed.map(({ id }) => id.replace(/@.*/, '')),
      ['firewall/cluster:reach', 'firewall/cluster:reach'],
    );
    assert.match(host.read(FILE) ?? '', 'IN DROP # [phoenix]', 'it is in force');
    assert.is(host.read(KEPT), before);
    host.wait(91_000);
    const { plan } = await livePlanOf(estate, inProcessCluster(host));
    assert.is(host.read(FILE), before, 'the timer put it back');
    assert.match(
      plan.items.find(({ address }) => address === 'firewall/cluster')?.notes.join() ?? '',
      'was taken back',
    );
    const good = firewallEstate(WHOLE);
    assert.equal(await left(host, good), []);
  });

  test('goes away again where there was no file', async () => {
    const estate = firewallEstate({ 'firewall/cluster.json': closed }, { policies: {} });
    const host = hostFor(estate);
    callFrom(host, '10.0.0.7');
    assert.not((await run(host, estate)).report.ok);
    assert.ok(host.read(FILE));
    host.wait(91_000);
    await livePlanOf(estate, inProcessCluster(host));
    assert.is(host.read(FILE), null);
  });
});

describe('a firewall file that Proxmox cannot use', (test) => {
  test('is taken back as soon as it says so', async () => {
    const host = await made();
    const before = host.read('/etc/pve/firewall/101.fw');
    const rules = [...OF_WEB.rules, { type: 'in', action: 'DROP', source: '+nobody' }];
    const estate = firewallEstate({ ...WHOLE, 'firewall/web.json': { ...OF_WEB, rules } });
    const { report } = await run(host, estate);
    assert.not(report.ok);
    const failed = report.resources
      .flatMap(({ steps }) => steps)
      .find(({ outcome }) => outcome.is === 'failed');
    assert.match(JSON.stringify(failed), "no such ipset 'nobody'");
    assert.is(host.read('/etc/pve/firewall/101.fw'), before);
  });
});

describe('an apply of firewalls that dies', (test) => {
  const next = {
    ...WHOLE,
    'firewall/cluster.json': {
      ...OF_CLUSTER,
      rules: [...IN_FROM_OFFICE, { type: 'in', action: 'DROP', source: '10.9.0.0/16' }],
    },
    'firewall/pve1.json': {
      of: 'node/pve1',
      options: { log_level_in: 'info' },
      rules: IN_FROM_OFFICE.slice(1),
    },
  };
  for (const when of ['before', 'after'] as const) {
    test(`${when} a command is finished by the next one, whichever command it was`, async () => {
      const base = await made();
      const estate = firewallEstate(next);
      const whole = base.fork();
      const counted = mortal(inProcessCluster(whole), null);
      await applyOn(counted.cluster, estate, { clock: virtualClock(whole.now()), parallel: 1 });
      assert.equal(await left(whole, estate), []);
      assert.ok(counted.count() > 10, String(counted.count()));
      for (let at = 1; at <= counted.count(); at += 1) {
        // The next apply comes while the way back is set, or long after.
        for (const pause of [1000, 120_000]) {
          const host = base.fork(at);
          const { cluster } = mortal(inProcessCluster(host), { at, when });
          await applyOn(cluster, estate, { clock: virtualClock(host.now()), parallel: 1 }).catch(() => {});
          host.remove('/etc/pve/priv/lock/phoenix-lab/owner.json');
          host.wait(pause);
          await done(host, estate);
          assert.equal(await left(host, estate), [], `dead ${when} command ${at}, ${pause} ms later`);
          host.wait(200_000);
          assert.equal(await left(host, estate), [], `no timer is left of command ${at}`);
          for (const path of [FILE, '/etc/pve/nodes/pve1/host.fw'])
            assert.is(host.read(path), whole.read(path), `dead ${when} command ${at}: ${path}`);
        }
      }
    });
  }
});
