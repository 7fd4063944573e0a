/** Addresses that IPAM gives: known after an apply, told in plan and result, and used by features and checks of others. */
import * as assert from 'uvu/assert';
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
