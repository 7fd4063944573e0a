/** Addresses that IPAM gives: known after an apply, told in plan and result, and used by features and checks of others. */
import * as assert from 'uvu/assert';
import { estateStatus } from '../../src/commands/estate-status.ts';
import { statusText } from '../../src/commands/status-text.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, SUBNET, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const files = (more: SdnFiles = {}): SdnFiles => ({
  'zone/lab.json': ZONE,
  'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': SUBNET } },
  'lxc/db.json': dhcpGuest(101),
  ...more,
});

const ALL = files({
  'lxc/app.json': dhcpGuest(102, {
    health: { db: { tcp: '${lxc/db.net0.address}:5432', within: '1s' } },
  }),
});

async function applied(pve: PveVersion, all: SdnFiles) {
  const estate = sdnEstate(pve, 'a', all);
  const host = hostFor(estate);
  const history = historyOf(estate);
  const options = { history, clock: virtualClock() };
  return { estate, host, history, ...(await applyTo(host, estate, options)) };
}

describe('an address that IPAM gives', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`is told as unknown in the plan and as it is in the result, on ${pve}`, async () => {
      const { live, report, estate, host, history } = await applied(pve, files());
      const item = live.plan.items.find(({ address }) => address === 'lxc/db');
      assert.ok(item?.notes.includes('net0.address: known after apply'), JSON.stringify(item?.notes));
      const told = report.resources.find(({ address }) => address === 'lxc/db');
      assert.match(told?.text ?? '', /net0\.address 10\.9\.0\.50/);
      const again = await livePlanOf(estate, inProcessCluster(host), { history });
      assert.equal(again.plan.items, []);
    });
  }

  for (const pve of ['8.4', '9.2'] as const) {
    test(`is the one that a file pins before the guest starts, and moves when the file says so, on ${pve}`, async () => {
      const pin = (ip: string) =>
        files({ 'lxc/db.json': dhcpGuest(101, { net0: { bridge: 'web', ip: 'dhcp', pin: ip } }) });
      const first = sdnEstate(pve, 'a', pin('10.9.0.20'));
      const second = sdnEstate(pve, 'b', pin('10.9.0.21'));
      const host = hostFor(first);
      const said: string[] = [];
      const onRun = (_: string, argv: readonly string[]) => said.push(argv.slice(0, 3).join(' '));
      const history = historyOf(first, second);
      const made = await applyTo(host, first, { history, clock: virtualClock(), onRun });
      assert.match(JSON.stringify(made.live.plan.items), /"path":"\/net0\/pin"/);
      assert.ok(made.report.ok, JSON.stringify(made.report.resources));
      const ethers = () => host.read('/.sim/own/pve1/etc/dnsmasq.d/lab/ethers') ?? '';
      assert.match(ethers(), /,10\.9\.0\.20\n$/);
      assert.ok(said.indexOf('pvesh set /cluster/sdn/vnets/web/ips') < said.indexOf('pct start 101'));
      assert.equal((await livePlanOf(first, inProcessCluster(host), { history })).plan.items, []);
      const moved = await applyTo(host, second, { history, clock: virtualClock() });
      assert.ok(moved.report.ok, JSON.stringify(moved.report.resources));
      assert.match(host.read('/etc/pve/sdn/pve-ipam-state.json') ?? '', /10\.9\.0\.21/);
      assert.not.match(host.read('/etc/pve/sdn/pve-ipam-state.json') ?? '', /10\.9\.0\.20/);
      assert.equal((await livePlanOf(second, inProcessCluster(host), { history })).plan.items, []);
    });
  }

  test('stands in the status of its guest, beside those that files give', async () => {
    const fixed = dhcpGuest(102, { net0: { bridge: 'vmbr0', ip: '10.0.0.7/24' } });
    const { estate, host } = await applied('9.2', files({ 'lxc/app.json': fixed }));
    const found = await estateStatus({ estate, cluster: inProcessCluster(host), addresses: [] });
    assert.equal(
      found.guests.map(({ address, addresses }) => [address, addresses]),
      [
        ['lxc/app', { 'net0.address': '10.0.0.7' }],
        ['lxc/db', { 'net0.address': '10.9.0.50' }],
      ],
    );
    const text = (columns: number) => statusText(found, { color: false, columns, isNamed: false });
    assert.match(text(200), /lxc\/db .* 10\.9\.0\.50 /);
    assert.match(text(40), /^ {4}at 10\.9\.0\.50$/m);
  });

  test('that no guest has is told, and freed where the vnet says so', async () => {
    const two = { net0: { bridge: 'vmbr0', ip: 'dhcp' }, net1: { bridge: 'web', ip: 'dhcp' } };
    const vnet = (more: object) => ({ zone: 'lab', ...more, subnets: { '10.9.0.0/24': SUBNET } });
    const at = (commit: string, more: SdnFiles) => sdnEstate('9.2', commit, files(more));
    const first = at('a', { 'lxc/db.json': dhcpGuest(101, two) });
    // PVE 9.1 and later forget the address of a card that is unplugged.
    const second = at('b', { 'lxc/db.json': dhcpGuest(101, { net0: two.net0 }) });
    const third = at('c', {
      'lxc/db.json': dhcpGuest(101, { net0: two.net0 }),
      'vnet/web.json': vnet({ leaks: 'clean' }),
    });
    const history = historyOf(first, second, third);
    const host = hostFor(first);
    const ipam = () => host.read('/etc/pve/sdn/pve-ipam-state.json') ?? '';
    const push = (estate: typeof first) => applyTo(host, estate, { history, clock: virtualClock() });
    await push(first);
    await push(second);
    assert.match(ipam(), /10\.9\.0\.50/);
    const { plan } = await livePlanOf(second, inProcessCluster(host), { history });
    assert.match(
      JSON.stringify(plan.items),
      /10\.9\.0\.50 is kept for [0-9A-F:]+ of 101, a card that no guest has/,
    );
    const done = await push(third);
    assert.ok(done.report.ok, JSON.stringify(done.report.resources));
    assert.not.match(ipam(), /10\.9\.0\.50/);
    assert.equal((await livePlanOf(third, inProcessCluster(host), { history })).plan.items, []);
  });

  test('that is taken already is refused with the reason', async () => {
    const estate = sdnEstate(
      '9.2',
      'a',
      files({
        'lxc/db.json': dhcpGuest(101),
        'lxc/two.json': dhcpGuest(102, {
          net0: { bridge: 'web', ip: 'dhcp', pin: '10.9.0.50' },
          dependsOn: ['lxc/db'],
        }),
      }),
    );
    const host = hostFor(estate);
    const { report } = await applyTo(host, estate, { history: historyOf(estate), clock: virtualClock() });
    const two = report.resources.find(({ address }) => address === 'lxc/two');
    assert.match(two?.text ?? '', /IP '10\.9\.0\.50' already exist/);
  });

  test('is filled into a check of another guest when it is asked', async () => {
    const asked: string[] = [];
    const estate = sdnEstate('9.2', 'a', ALL);
    const host = hostFor(estate);
    const onRun = (_: string, argv: readonly string[]) => asked.push(argv.join(' '));
    const options = { history: historyOf(estate), clock: virtualClock(), onRun };
    const { live } = await applyTo(host, estate, options);
    const item = live.plan.items.find(({ address }) => address === 'lxc/app');
    assert.ok(item?.notes.includes('uses lxc/db.net0.address: known after apply'), JSON.stringify(item));
    assert.ok(
      asked.some((line) => line.includes('10.9.0.5') && line.includes('5432')),
      asked.join('\n'),
    );
    assert.not.ok(asked.some((line) => line.includes('${')));
  });
});
