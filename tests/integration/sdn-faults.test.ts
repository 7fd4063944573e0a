/** SDN when things go wrong: somebody else's lock and edits, a node that fails though all is said to be well, and death at every step. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { ipamIn } from '../../src/kinds/sdn/ipam.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { setFaults } from '../../src/simulator/faults.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { type Applied, applyOn, applyTo, hostFor } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { mortal } from '../support/mortal.ts';
import { dhcpGuest, SUBNET, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ALL: SdnFiles = {
  'zone/lab.json': ZONE,
  'zone/out.json': { type: 'vlan', bridge: 'vmbr0' },
  'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': SUBNET } },
  'vnet/old.json': { zone: 'out', tag: 20 },
  'lxc/a.json': dhcpGuest(101),
  'lxc/b.json': dhcpGuest(102, { net0: { bridge: 'old', ip: 'manual' } }),
};

/** What is there grows, what is not wanted goes, and what comes is new. */
const NEXT: SdnFiles = {
  ...ALL,
  'zone/out.json': null,
  'vnet/old.json': null,
  'vnet/web.json': {
    zone: 'lab',
    alias: 'Web',
    subnets: { '10.9.0.0/24': { ...SUBNET, dns: '10.9.0.1' }, '10.9.1.0/24': { gateway: '10.9.1.1' } },
  },
  'vnet/new.json': { zone: 'lab' },
  'lxc/b.json': dhcpGuest(102, { net0: { bridge: 'new', ip: 'manual' } }),
};

const run = (host: MemoryHost, ...argv: string[]) => {
  const result = simulate({ host, node: 'pve1', argv: ['pvesh', ...argv] });
  assert.is(result.exit, 0, result.stderr);
  return result.stdout.trim();
};

const world = (pve: PveVersion) => {
  const [first, second] = [sdnEstate(pve, 'a', ALL), sdnEstate(pve, 'b', NEXT)];
  return { first, second, history: historyOf(first, second) };
};

async function push(
  host: MemoryHost,
  estate: Estate,
  history: ReturnType<typeof historyOf>,
): Promise<Applied> {
  return applyTo(host, estate, { history, clock: virtualClock() });
}

const unwell = ({ report }: Applied): string[] =>
  report.resources.flatMap(({ address, outcome, text }) =>
    outcome === 'applied' || outcome === 'unchanged' ? [] : [`${address} ${outcome}: ${text}`],
  );

/** All that SDN is: what was committed, what every node has made of it, and whether its notes are closed; but for how often. */
function sdnState(host: MemoryHost): Record<string, string> {
  const all = [...host.files()].filter(([path]) =>
    /\/etc\/pve\/sdn\/|\/etc\/pve\/phoenix\/|\/etc\/network\/|dnsmasq/.test(path),
  );
  return Object.fromEntries(
    all.map(([path, text]) => [
      path,
      /sdn-\w+\.json$/.test(path)
        ? (JSON.parse(text) as { state: string }).state
        : text.replace(/#version:\d+|"version":\d+/g, '#'),
    ]),
  );
}

describe('sdn in trouble', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`grows before and shrinks after its guests, with two commits, on ${pve}`, async () => {
      const { first, second, history } = world(pve);
      const host = hostFor(first);
      assert.equal(unwell(await push(host, first, history)), []);
      const said: string[] = [];
      const onRun = (_: string, argv: readonly string[]) => {
        if (argv[0] !== 'lxc-ls') said.push(argv.slice(0, 3).join(' '));
      };
      const done = await applyTo(host, second, { history, clock: virtualClock(), onRun });
      assert.equal(unwell(done), []);
      assert.is(said.filter((line) => line === 'pvesh set /cluster/sdn').length, 2, said.join('\n'));
      const grow = said.indexOf('pvesh set /cluster/sdn');
      const shrink = said.lastIndexOf('pvesh set /cluster/sdn');
      const guest = said.findIndex((line) => line.startsWith('pct set 102'));
      assert.ok(grow < guest && guest < shrink, said.join('\n'));
      assert.equal((await push(host, second, history)).report.resources, []);
    });

    test(`refuses to bring in what somebody else has edited, on ${pve}`, async () => {
      const { first, second, history } = world(pve);
      const host = hostFor(first);
      await push(host, first, history);
      run(host, 'create', '/cluster/sdn/zones', '--zone', 'mine', '--type', 'simple');
      const before = sdnState(host);
      const done = await push(host, second, history);
      assert.match(unwell(done).join('\n'), /the zone mine is new by somebody else, and not applied/);
      assert.match(JSON.stringify(done.live.plan.items), /the zone mine is new/);
      assert.equal(sdnState(host), before);
    });

    test(`goes on where a range has no address left, and is as it shall be once it has, on ${pve}`, async () => {
      const files = (range: string): SdnFiles => ({
        'zone/lab.json': ZONE,
        'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': { gateway: '10.9.0.1', dhcp: [range] } } },
        'lxc/a.json': dhcpGuest(101),
        'lxc/b.json': dhcpGuest(102),
        'lxc/c.json': dhcpGuest(103, { net0: { bridge: 'vmbr0', ip: 'dhcp' } }),
        'vm/d.json': {
          vmid: 104,
          node: 'pve1',
          memory: '1G',
          disks: { scsi0: { storage: 'local-zfs', size: '4G' } },
          net0: { bridge: 'web', ip: 'dhcp' },
        },
      });
      const narrow = sdnEstate(pve, 'a', files('10.9.0.50-10.9.0.50'));
      const wide = sdnEstate(pve, 'b', files('10.9.0.50-10.9.0.59'));
      const history = historyOf(narrow, wide);
      const host = hostFor(narrow);
      const done = await push(host, narrow, history);
      const failed = done.report.resources.filter(({ outcome }) => outcome === 'failed');
      assert.is(failed.length, 2, JSON.stringify(unwell(done)));
      assert.is(unwell(done).length, 2, JSON.stringify(unwell(done)));
      for (const { text, steps } of failed) {
        assert.match(text, /can't find any free ip in zone lab/);
        assert.match(JSON.stringify(steps), /its subnet has no free address left: widen/);
      }
      assert.is((await push(host, narrow, history)).report.resources.length, 2, 'the rest is done');
      assert.equal(unwell(await push(host, wide, history)), []);
      assert.equal((await push(host, wide, history)).report.resources, []);
      const ipam = ipamIn(host.files()).flatMap(({ ip, vmid }) => (vmid === null ? [] : [ip]));
      assert.equal(ipam.toSorted(), ['10.9.0.50', '10.9.0.51', '10.9.0.52']);
    });

    test(`tells of a node that has not applied it, and has it apply again, on ${pve}`, async () => {
      const { first, history } = world(pve);
      const host = hostFor(first);
      setFaults(host, [
        { command: '*', at: 'sdn:reload:pve2', do: { kind: 'fail', message: 'ifreload failed' } },
      ]);
      const done = await push(host, first, history);
      assert.match(unwell(done).join('\n'), /see that pve2 has applied SDN/);
      const again = await push(host, first, history);
      assert.equal(unwell(again), []);
      assert.equal((await push(host, first, history)).report.resources, []);
    });

    test(`ends as undisturbed when the apply dies at any command, on ${pve}`, async () => {
      const { first, second, history } = world(pve);
      const base = hostFor(first);
      await push(base, first, history);
      const undisturbed = base.fork();
      const whole = mortal(inProcessCluster(undisturbed), null);
      await applyOn(whole.cluster, second, { history, clock: virtualClock() });
      const end = sdnState(undisturbed);
      const commands = whole.count();
      assert.ok(commands > 15, String(commands));
      for (const when of ['before', 'after'] as const) {
        for (let at = 1; at <= commands; at += 1) {
          const host = base.fork(at);
          const dying = mortal(inProcessCluster(host), { at, when });
          await applyOn(dying.cluster, second, { history, clock: virtualClock() }).catch(() => null);
          for (let tries = 0; tries < 3; tries += 1) await push(host, second, history);
          const what = `dead ${when} command ${at} of ${commands}`;
          const last = await push(host, second, history);
          assert.equal(
            last.report.resources.map((one) => `${one.address} ${one.text}`),
            [],
            what,
          );
          assert.equal(sdnState(host), end, what);
        }
      }
    });
  }

  test('waits for nobody who holds the lock, and says so', async () => {
    const { first, second, history } = world('9.2');
    const host = hostFor(first);
    await push(host, first, history);
    const token = run(host, 'create', '/cluster/sdn/lock');
    const before = sdnState(host);
    const done = await push(host, second, history);
    assert.match(unwell(done).join('\n'), /somebody else holds the lock of SDN/);
    assert.equal(sdnState(host), before);
    run(host, 'delete', '/cluster/sdn/lock', '--lock-token', token);
    assert.equal(unwell(await push(host, second, history)), []);
  });
});
