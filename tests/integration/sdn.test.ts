/** Zones, vnets and guests on them, from files to a simulated cluster and back. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';
import { describe } from '../support/describe.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';

type Files = Record<string, unknown>;

const TEMPLATE = 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst';

const settings = (pve: PveVersion) => ({
  name: 'lab',
  nodes: { pve1: { pve }, pve2: { pve } },
});

const guest = (vmid: number, more: object = {}) => ({
  vmid,
  node: 'pve1',
  ostemplate: TEMPLATE,
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'web', ip: 'dhcp' },
  ...more,
});

const SUBNET = { gateway: '10.9.0.1', snat: true, dhcp: ['10.9.0.50-10.9.0.59'] };

const files = (pve: PveVersion, more: Files = {}): Files => ({
  'phoenix.json': settings(pve),
  'zone/lab.json': { type: 'simple', dhcp: 'dnsmasq' },
  'vnet/web.json': { zone: 'lab', alias: 'Web', subnets: { '10.9.0.0/24': SUBNET } },
  'lxc/a.json': guest(101),
  ...more,
});

const estate = (all: Files) =>
  estateOf(
    new Map(
      Object.entries(all)
        .filter(([, value]) => value !== null)
        .map(([path, value]) => [path, JSON.stringify(value)]),
    ),
  );

describe('sdn', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`is made before its guests, once, and is there the second time, on ${pve}`, async () => {
      const wanted = estate(files(pve));
      assert.equal(wanted.findings, []);
      const host = hostFor(wanted);
      const commits: string[] = [];
      const onRun = (_: string, argv: readonly string[]) => {
        commits.push(argv.join(' '));
      };
      const { report } = await applyTo(host, wanted, { onRun });
      assert.equal(
        report.resources.filter(({ outcome }) => outcome !== 'applied').map((one) => JSON.stringify(one)),
        [],
        commits.join('\n'),
      );
      const again = await livePlanOf(wanted, inProcessCluster(host));
      assert.equal(again.plan.items, []);
    });
  }
});
