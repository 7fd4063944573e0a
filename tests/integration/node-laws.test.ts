/** The two laws for files of nodes: a plan after an apply is empty, and the order of the input does not matter. */
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { describe } from '../support/describe.ts';
import { hostEstate } from '../support/host-estate.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const some = <T>(keys: readonly string[], value: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 3, noNullPrototype: true });

const file = fc.record({
  sysctl: some(['vm.swappiness', 'net.ipv4.ip_forward', 'kernel.panic'], fc.integer({ min: 0, max: 100 })),
  modules: some(['vfio-pci', 'zfs', 'br_netfilter'], fc.constantFrom(true, 'a=1', 'a=1 b=2')),
  packages: some(['htop', 'nano', 'nfs-common'], fc.constantFrom('present', 'absent', '1.2-3', '2.0-1')),
  features: fc.constantFrom<Record<string, object>>({}, { clock: {} }, { clock: { zone: 'Europe/Berlin' } }),
});
type File = typeof file extends fc.Arbitrary<infer T> ? T : never;

const driver = fc.constantFrom('580.1', '590.2');
const estateOf = (version: string, node: File) =>
  hostEstate({ driver: version, node: { ...node, features: { ...node.features, driver: { version } } } });

function reversed<T extends object>(value: T): T {
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(
    entries.map(([key, one]) => [key, typeof one === 'object' ? reversed(one as object) : one]),
  ) as T;
}

describe('laws of nodes', (test) => {
  test('from any file to any other: it is applied, and then nothing is left to do', async () => {
    await fc.assert(
      fc.asyncProperty(driver, file, driver, file, async (was, first, is, second) => {
        const host = hostFor(hostEstate());
        for (const estate of [estateOf(was, first), estateOf(is, second)]) {
          const { report } = await applyTo(host, estate, { clock: virtualClock() });
          assert.ok(report.ok, JSON.stringify(report.resources));
          assert.equal((await livePlanOf(estate, inProcessCluster(host))).plan.items, []);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the order in which keys stand does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(driver, file, async (version, node) => {
        const host = hostFor(hostEstate());
        const [a, b] = [estateOf(version, node), estateOf(version, reversed(node))];
        const [one, other] = [
          await livePlanOf(a, inProcessCluster(host)),
          await livePlanOf(b, inProcessCluster(host)),
        ];
        const without = ({ plan }: typeof one) =>
          plan.items.map(({ changes, ...rest }) => ({
            ...rest,
            digest: '',
            changes: changes.map((change) => ({ ...change, at: null })),
          }));
        assert.equal(without(one), without(other));
        await applyTo(host, a, { clock: virtualClock() });
        assert.equal((await livePlanOf(b, inProcessCluster(host))).plan.items, []);
      }),
      { numRuns: 25 },
    );
  });
});
