/** The real files of the old tool, migrated by the command and spread over two nodes: an apply, and nothing left to do. */
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { loadEstate } from '../../src/config/estate.ts';
import { errorsIn } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { guestsOf } from '../../src/simulator/guests.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { ORIGINAL } from '../support/migrate-source.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { FIRST, SECOND, withSecondNode } from '../support/second-node.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const out = scratchFolder('two-nodes');
const silent: Console = { out: () => {}, err: () => {}, color: false, columns: 80, ask: null };
const exit = await migrate({ from: [ORIGINAL], out, name: 'ai-lab', node: FIRST }, silent);
const tree = readDiskTree(join(out, 'configs'));
const load = (files: typeof tree.files) =>
  loadEstate({ ...tree, files }, { env: null, kinds, shipped: shippedFeatures });

const estate = load(withSecondNode(tree.files));
const host = hostFor(estate);
const cluster = inProcessCluster(host);

/** Numbers of the guests of a kind on a node, but for layers, whose numbers Phoenix takes. */
const machinesOn = (node: string) =>
  [8000, 8001].filter((vmid) => host.read(`/etc/pve/nodes/${node}/qemu-server/${vmid}.conf`) !== null);
const containersOn = (node: string) => guestsOf(host, node).filter((vmid) => vmid < 1000);

describe('the real files, migrated and given a second node', (test) => {
  test('are an estate without errors, of what they were and the datasets of that node', () => {
    assert.is(exit, 0);
    assert.equal(errorsIn(estate.findings), []);
    const count = (kind: string) => [...estate.resources.values()].filter((one) => one.kind === kind).length;
    const counted = ['lxc', 'layer', 'vm', 'firewall', 'node', 'zpool', 'dataset', 'storage'].map(count);
    assert.equal(counted, [12, 8, 2, 8, 1, 1, 14, 10]);
    assert.is(estate.resources.size, 56);
  });

  test('are applied, everything where it belongs', async () => {
    const { report } = await applyOn(cluster, estate, { clock: virtualClock() });
    assert.ok(report.ok, JSON.stringify(report.resources));
    assert.is(report.resources.length, estate.resources.size);
    assert.equal(
      [containersOn(SECOND), machinesOn(SECOND)],
      [
        [910, 952, 954],
        [8000, 8001],
      ],
    );
    assert.equal(
      [containersOn(FIRST), machinesOn(FIRST)],
      [[941, 942, 950, 951, 953, 955, 956, 957, 960], []],
    );
  });

  test('ask for nothing the second time', async () => {
    const { plan } = await livePlanOf(estate, cluster);
    assert.equal(
      plan.items.filter(({ action, changes }) => action !== 'no-op' || changes.length > 0),
      [],
    );
    const { report } = await applyOn(cluster, estate, { clock: virtualClock() });
    assert.equal([report.ok, report.resources], [true, []]);
  });
});
