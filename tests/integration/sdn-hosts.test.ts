/** Host records: every node of a zone answers for the names of guests, whoever gave them their addresses. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, SUBNET, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const FILES: SdnFiles = {
  'zone/lab.json': ZONE,
  'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': SUBNET } },
  'hosts/lab.json': { zone: 'lab', domain: 'lab.internal', others: { nas: '10.0.0.5' } },
  'lxc/db.json': dhcpGuest(101),
  'lxc/app.json': dhcpGuest(102, { net0: { bridge: 'web', ip: '10.9.0.7/24' } }),
};

const pathOf = (node: string) => `/.sim/own/${node}/etc/dnsmasq.d/lab/phoenix.hosts`;

describe('host records', (test) => {
  test('name guests on every node, with what IPAM gave, and once only', async () => {
    const estate = sdnEstate('9.2', 'a', FILES);
    const next = sdnEstate('9.2', 'b', { ...FILES, 'lxc/db.json': null });
    const bare = sdnEstate('9.2', 'c', { ...FILES, 'lxc/db.json': null, 'hosts/lab.json': null });
    const history = historyOf(estate, next, bare);
    const host = hostFor(estate);
    const done = await applyTo(host, estate, { history, clock: virtualClock() });
    assert.ok(done.report.ok, JSON.stringify(done.report.resources));
    const item = done.live.plan.items.find(({ address }) => address === 'hosts/lab');
    assert.match(
      JSON.stringify(item?.changes),
      /"path":"\/records\/db","before":null,"after":"known after apply"/,
    );
    for (const node of ['pve1', 'pve2']) {
      assert.is(
        host.read(pathOf(node)),
        '# Written by Phoenix from git: edits are overwritten.\n10.9.0.7 app\n10.9.0.50 db\n10.0.0.5 nas\n',
      );
    }
    assert.equal((await livePlanOf(estate, inProcessCluster(host), { history })).plan.items, []);
    const fewer = await applyTo(host, next, { history, clock: virtualClock() });
    assert.ok(fewer.report.ok, JSON.stringify(fewer.report.resources));
    assert.not.match(host.read(pathOf('pve2')) ?? '', /db/);
    const gone = await applyTo(host, bare, { history, clock: virtualClock() });
    assert.ok(gone.report.ok, JSON.stringify(gone.report.resources));
    assert.is(host.read(pathOf('pve1')), null);
    assert.equal(
      (await livePlanOf(bare, inProcessCluster(host), { history })).plan.items.filter(
        ({ kind }) => kind !== 'lxc',
      ),
      [],
    );
  });

  test('follow the pin of a guest in the same apply', async () => {
    const pinned = (pin: string) => ({
      ...FILES,
      'lxc/db.json': dhcpGuest(101, { net0: { bridge: 'web', ip: 'dhcp', pin } }),
    });
    const estate = sdnEstate('9.2', 'a', pinned('10.9.0.20'));
    const next = sdnEstate('9.2', 'b', pinned('10.9.0.21'));
    const history = historyOf(estate, next);
    const host = hostFor(estate);
    const done = await applyTo(host, estate, { history, clock: virtualClock() });
    assert.not.match(JSON.stringify(done.live.plan.items), /known after apply/);
    const moved = await applyTo(host, next, { history, clock: virtualClock() });
    assert.ok(moved.report.ok, JSON.stringify(moved.report.resources));
    assert.match(host.read(pathOf('pve1')) ?? '', /10\.9\.0\.21 db\n/);
    assert.equal((await livePlanOf(next, inProcessCluster(host), { history })).plan.items, []);
  });
});
