/** Zones of every type, and laws about networks and guests that are drawn at random, from one commit to the next. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { failNode, recoverNode } from '../../src/simulator/power.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { dhcpGuest, type SdnFiles, sdnEstate, ZONE } from '../support/sdn-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const TYPES: SdnFiles = {
  'zone/plain.json': { type: 'simple' },
  'zone/tagged.json': { type: 'vlan', bridge: 'vmbr0' },
  'zone/nested.json': { type: 'qinq', bridge: 'vmbr0', tag: 20 },
  'zone/tunnel.json': { type: 'vxlan', peers: ['10.0.0.1', '10.0.0.2'] },
  'zone/routed.json': { type: 'evpn', controller: 'evpn1', 'vrf-vxlan': 10_000 },
  'vnet/va.json': { zone: 'plain' },
  'vnet/vb.json': { zone: 'tagged', tag: 30 },
  'vnet/vc.json': { zone: 'nested', tag: 31 },
  'vnet/vd.json': { zone: 'tunnel', tag: 100_000 },
  'vnet/ve.json': { zone: 'routed', tag: 100_001 },
};

/** Two vnets in one of two zones with subnets of their own, and who is on them. */
const world = fc.record({
  web: fc.option(fc.subarray([0, 1, 2], { minLength: 1 }), { nil: null }),
  back: fc.option(fc.subarray([0, 1, 2]), { nil: null }),
  other: fc.boolean(),
  alias: fc.constantFrom(undefined, 'One', 'Two'),
  guests: fc.tuple(...[101, 102, 103].map(() => fc.constantFrom('web', 'back', 'vmbr0'))),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const subnets = (first: number, ids: readonly number[]) =>
  Object.fromEntries(
    ids.map((id) => {
      const net = `10.${first}.${id}`;
      return [`${net}.0/24`, { gateway: `${net}.1`, dhcp: [`${net}.50-${net}.59`] }];
    }),
  );

/** Guests on a vnet that is not there are on the bridge. */
function filesOf({ web, back, other, alias, guests }: World, reversed = false): SdnFiles {
  const on = (bridge: string) => {
    if (bridge === 'web') return web === null ? 'vmbr0' : 'web';
    return bridge === 'back' && back !== null && back.length > 0 ? 'back' : 'vmbr0';
  };
  const all: [string, object][] = [
    ...(web === null && back === null ? [] : [['zone/lab.json', ZONE] as [string, object]]),
    ...(other ? [['zone/out.json', { type: 'vlan', bridge: 'vmbr0' }] as [string, object]] : []),
    ...(other ? [['vnet/far.json', { zone: 'out', tag: 40 }] as [string, object]] : []),
    ...(web === null
      ? []
      : [['vnet/web.json', { zone: 'lab', alias, subnets: subnets(9, web) }] as [string, object]]),
    ...(back === null
      ? []
      : [['vnet/back.json', { zone: 'lab', subnets: subnets(8, back) }] as [string, object]]),
    ...guests.map((bridge, index): [string, object] => [
      `lxc/g${index}.json`,
      dhcpGuest(101 + index, { net0: { bridge: on(bridge), ip: 'dhcp' } }),
    ]),
  ];
  return Object.fromEntries(reversed ? all.toReversed() : all);
}

/** What SDN is in the end, but for how often and who got which address first. */
const committed = (host: MemoryHost): string =>
  (host.read('/etc/pve/sdn/.running-config') ?? '').replace(/"version":\d+/, '');

async function push(host: MemoryHost, commits: readonly ReturnType<typeof sdnEstate>[]) {
  const estate = commits.at(-1);
  if (!estate) throw new Error('no commit');
  const history = historyOf(...commits);
  let count = 0;
  const onRun = (_: string, argv: readonly string[]) => {
    if (argv.slice(0, 3).join(' ') === 'pvesh set /cluster/sdn') count += 1;
  };
  const { report } = await applyTo(host, estate, { history, clock: virtualClock(), onRun });
  const { plan } = await livePlanOf(estate, inProcessCluster(host), { history });
  const changes = plan.items.flatMap(({ address, action }) =>
    action === 'no-op' ? [] : [`${address} ${action}`],
  );
  return { report, count, changes };
}

describe('networks by law', (test) => {
  for (const pve of ['8.4', '9.2'] as const satisfies readonly PveVersion[]) {
    test(`a zone of each type is made, and is there the second time, on ${pve}`, async () => {
      const estate = sdnEstate(pve, 'a', TYPES);
      const { report, changes, count } = await push(hostFor(estate), [estate]);
      assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
      assert.equal([changes, count], [[], 1]);
    });

    test(`a node that was down during a commit is brought up to date by the next apply, on ${pve}`, async () => {
      const first = sdnEstate(pve, 'a', {
        'zone/lab.json': { type: 'simple' },
        'vnet/web.json': { zone: 'lab' },
      });
      const second = sdnEstate(pve, 'b', {
        'zone/lab.json': { type: 'simple' },
        'vnet/web.json': { zone: 'lab' },
        'vnet/new.json': { zone: 'lab' },
      });
      const host = hostFor(first);
      assert.ok((await push(host, [first])).report.ok);
      failNode(host, 'pve2');
      await push(host, [first, second]);
      recoverNode(host, 'pve2');
      const done = await push(host, [first, second]);
      assert.ok(done.report.ok, JSON.stringify(done.report.resources, null, 1));
      assert.equal(done.changes, []);
      const interfaces = (node: string) =>
        [...host.files()].find(([path]) => path.includes(node) && path.endsWith('/interfaces.d/sdn'))?.[1] ??
        '';
      assert.match(interfaces('pve2'), /iface new\b/);
    });

    test(`a plan after an apply is empty, the order of files says nothing, two commits do, on ${pve}`, async () => {
      await fc.assert(
        fc.asyncProperty(world, world, async (before, after) => {
          const one = sdnEstate(pve, 'a', filesOf(before));
          const two = sdnEstate(pve, 'b', filesOf(after));
          const host = hostFor(one);
          for (const commits of [[one], [one, two]]) {
            const { report, changes, count } = await push(host, commits);
            assert.ok(
              report.ok,
              JSON.stringify(report.resources.filter(({ outcome }) => outcome !== 'applied')),
            );
            assert.equal(changes, []);
            assert.ok(count <= 2, `${count} commits`);
          }
          const turned = hostFor(one);
          await push(turned, [sdnEstate(pve, 'a', filesOf(before, true))]);
          await push(turned, [one, sdnEstate(pve, 'b', filesOf(after, true))]);
          assert.is(committed(turned), committed(host));
        }),
        { numRuns: 4 },
      );
    });
  }
});
