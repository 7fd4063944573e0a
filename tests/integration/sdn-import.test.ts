/** Zones and vnets that exist become files, and the plan right after adopts them and changes nothing else. */
import * as assert from 'uvu/assert';
import { importCluster } from '../../src/authoring/import/import.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Tree } from '../../src/config/model.ts';
import { readsOf } from '../../src/kinds/reads.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { SUBNET, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const load = (tree: Tree) => loadEstate(tree, { env: null, kinds });

describe('SDN that is there', (test) => {
  test('is imported, adopted, and left as it is', async () => {
    const first = sdnEstate('9.2', 'a', {
      'zone/lab.json': { ...ZONE, nodes: ['pve1'], mtu: 1450 },
      'zone/out.json': { type: 'vlan', bridge: 'vmbr0' },
      'vnet/web.json': {
        zone: 'lab',
        alias: 'Web',
        subnets: { '10.9.0.0/24': { ...SUBNET, dns: '10.9.0.1' } },
      },
      'vnet/iot.json': { zone: 'out', tag: 20, 'isolate-ports': true },
    });
    const host = hostFor(first);
    await applyTo(host, first, { history: historyOf(first), clock: virtualClock() });
    for (const path of host.files().keys()) if (path.startsWith('/etc/pve/phoenix/')) host.remove(path);
    const bare = sdnEstate('9.2', 'b', {});
    const before = [...host.files()].filter(([path]) => path.startsWith('/etc/pve/sdn/'));
    const snapshot = await inProcessCluster(host).snapshot({ reads: readsOf(kinds) });
    const found = importCluster({
      cluster: { snapshot, addresses: new Map(), hasStorages: true },
      identity: { name: 'lab', id: '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e' },
      vmids: null,
      load,
      estate: bare,
    });
    assert.equal(
      found.skipped.map(({ id, why }) => `${id}: ${why}`),
      [],
    );
    const texts = [...found.tree.files].map(([path, { text }]) => [path, text] as const);
    const estate = estateOf(new Map(texts));
    assert.equal(
      estate.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(
      [...estate.resources.keys()].filter((address) => /^(?:zone|vnet)\//.test(address)).toSorted(),
      ['vnet/iot', 'vnet/web', 'zone/lab', 'zone/out'],
    );
    const plan = await livePlanOf(estate, inProcessCluster(host));
    const sdn = plan.plan.items.filter(({ kind }) => kind === 'zone' || kind === 'vnet');
    assert.equal(
      sdn.map(({ address, action, changes }) => [address, action, changes.map(({ path }) => path)]),
      ['vnet/iot', 'vnet/web', 'zone/lab', 'zone/out'].map((address) => [address, 'adopt', ['/adopt']]),
    );
    const { report } = await applyTo(host, estate, { clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.equal(
      [...host.files()].filter(([path]) => path.startsWith('/etc/pve/sdn/')),
      before,
    );
    const again = await livePlanOf(estate, inProcessCluster(host));
    assert.equal(
      again.plan.items.filter(({ kind }) => kind === 'zone' || kind === 'vnet'),
      [],
    );
  });
});
