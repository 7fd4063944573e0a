/** Virtual machines on a vnet: what IPAM gives them, what their files pin, and who else is told. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, SUBNET, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { VM_STORAGES } from '../support/vm-estate.ts';

const machine = (vmid: number, net0: object = {}, more: object = {}) => ({
  vmid,
  node: 'pve1',
  memory: '1G',
  disks: { scsi0: { storage: 'local-zfs', size: '8G' } },
  net0: { bridge: 'web', ip: 'dhcp', ...net0 },
  ...more,
});

const files = (more: SdnFiles): SdnFiles => ({
  'zone/lab.json': ZONE,
  'vnet/web.json': { zone: 'lab', subnets: { '10.9.0.0/24': SUBNET } },
  ...more,
});

const TEMPLATE = machine(8000, {}, { template: true });
const CLONED = {
  vmid: 103,
  node: 'pve1',
  clone: 'vm/base',
  net0: { bridge: 'web', ip: 'dhcp', pin: '10.9.0.31' },
};

const ALL = files({
  'vm/db.json': machine(101, { pin: '10.9.0.30' }),
  'vm/app.json': machine(102),
  'vm/base.json': TEMPLATE,
  'vm/copy.json': CLONED,
  'lxc/web.json': dhcpGuest(110, {
    health: { db: { tcp: '${vm/app.net0.address}:5432', within: '1s' } },
  }),
});

function world(pve: PveVersion, ...commits: SdnFiles[]) {
  const estates = commits.map((all, index) => sdnEstate(pve, 'abc'[index] ?? 'd', all));
  const [first] = estates;
  if (!first) throw new Error('no commit');
  const host = hostFor(first, { storages: VM_STORAGES });
  const history = historyOf(...estates);
  const said: string[] = [];
  const onRun = (_: string, argv: readonly string[]) => said.push(argv.join(' '));
  const push = async (index: number) => {
    const estate = estates[index] ?? first;
    const done = await applyTo(host, estate, { history, clock: virtualClock(), onRun });
    const failed = done.report.resources.filter(({ outcome }) => outcome !== 'applied');
    assert.ok(done.report.ok, JSON.stringify(failed, null, 1));
    const { plan } = await livePlanOf(estate, inProcessCluster(host), { history });
    assert.equal(plan.items, []);
    return done;
  };
  return { host, said, push };
}

/** The addresses that IPAM keeps for guests. */
function given(host: MemoryHost): string[] {
  const db = JSON.parse(host.read('/etc/pve/sdn/pve-ipam-state.json') ?? '{}') as {
    zones: Record<string, { subnets: Record<string, { ips: Record<string, { vmid?: string }> }> }>;
  };
  const ips = db.zones['lab']?.subnets['10.9.0.0/24']?.ips ?? {};
  return Object.entries(ips).flatMap(([ip, { vmid }]) => (vmid === undefined ? [] : [`${vmid} ${ip}`]));
}

describe('machines on a vnet with DHCP', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`get the address that they pin before they start, or the next free one, on ${pve}`, async () => {
      const { host, said, push } = world(pve, ALL);
      const { live, report } = await push(0);
      const kept = given(host);
      assert.ok(kept.includes('101 10.9.0.30'), kept.join());
      assert.ok(kept.includes('103 10.9.0.31'), kept.join());
      assert.match(kept.find((one) => one.startsWith('102 ')) ?? '', /10\.9\.0\.5\d/);
      for (const vmid of [101, 103]) {
        const pin = said.findIndex((line) => line.startsWith('pvesh set') && line.includes(` ${vmid} `));
        const start = said.findIndex((line) => line.startsWith(`qm start ${vmid}`));
        assert.ok(pin >= 0 && pin < start, said.join('\n'));
      }
      const app = live.plan.items.find(({ address }) => address === 'vm/app');
      assert.ok(app?.notes.includes('net0.address: known after apply'), JSON.stringify(app));
      assert.match(
        report.resources.find(({ address }) => address === 'vm/app')?.text ?? '',
        /net0\.address 10\.9\.0\.5\d/,
      );
      assert.ok(
        said.some((line) => /10\.9\.0\.5\d/.test(line) && line.includes('5432')),
        said.join('\n'),
      );
      assert.not.ok(said.some((line) => line.includes('${')));
    });

    test(`take another pin, and give back what they had when they leave the vnet, on ${pve}`, async () => {
      const second = {
        ...ALL,
        'vm/db.json': machine(101, { pin: '10.9.0.40' }),
        'vm/app.json': machine(102, { bridge: 'vmbr0' }),
        'lxc/web.json': dhcpGuest(110),
      };
      const { host, push } = world(pve, ALL, second);
      await push(0);
      await push(1);
      const kept = given(host);
      assert.ok(kept.includes('101 10.9.0.40'), kept.join());
      assert.not.ok(
        kept.some((one) => one.endsWith('.30')),
        kept.join(),
      );
    });
  }
});
