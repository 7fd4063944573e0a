/** Guests that exist become files, and the plan right after adopts them: marker and tag, and nothing else. */
import * as assert from 'uvu/assert';
import { importCluster, type Import, type ImportInput } from '../../src/authoring/import/import.ts';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, Tree } from '../../src/config/model.ts';
import { errorsIn } from '../../src/errors.ts';
import { readsOf } from '../../src/kinds/reads.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Snapshot } from '../../src/node/port.ts';
import { nodeFacts, nodeNames, writeFacts } from '../../src/simulator/facts.ts';
import { confPath, guestsOf, setRunning } from '../../src/simulator/guests.ts';
import { type MemoryHost, memoryHost } from '../../src/simulator/memory-host.ts';
import { prepareRecordedNode, recordedFacts } from '../../src/simulator/recorded-node.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { arbitraryInputOrTemplate } from '../support/arbitrary-spec.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { applyTo, estateOf, livePlanOf, runPlanned } from '../support/in-process-apply.ts';
import { lifecycleRows, setRows } from '../support/recordings.ts';
import { isQuestion } from '../support/law-estate.ts';
import { simulatedCluster, TEMPLATE } from '../support/simulated-cluster.ts';
import { strangersOf, unmarked } from '../support/strange-guests.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const load = (tree: Tree) => loadEstate(tree, { env: null, kinds });

const ID = '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e';

function inputOf(snapshot: Snapshot): Omit<ImportInput, 'estate'> {
  return {
    cluster: { snapshot, addresses: new Map(), hasStorages: true },
    identity: { name: 'lab', id: ID },
    vmids: null,
    load,
  };
}

async function imported(host: MemoryHost, estate: Estate | null = null): Promise<Import> {
  const cluster = inProcessCluster(host);
  const snapshot = await cluster.snapshot();
  for (const spawned of cluster.spawns().values()) assert.is(spawned, 1, 'a node is read by one process');
  return importCluster({ ...inputOf(snapshot), estate });
}

function estateWith({ files, settings }: Import, before: ReadonlyMap<string, string> = new Map()): Estate {
  const changed = settings ? ([[settings.path, settings.text]] as const) : [];
  return estateOf(new Map([...before, ...changed, ...files]));
}

const confs = (host: MemoryHost) =>
  new Map(
    guestsOf(host, nodeNames(host)[0] ?? '').map((vmid) => [
      vmid,
      host.read(confPath(nodeNames(host)[0] ?? '', vmid)) ?? '',
    ]),
  );

/** The law: adopted and nothing else, by one call for each guest, and then there is nothing more to do. */
async function adopts(
  host: MemoryHost,
  estate: Estate,
  count: number,
  others: readonly string[] = [],
): Promise<void> {
  assert.equal(errorsIn(checkRules(estate, { base: null }).findings), []);
  const argvs: string[][] = [];
  const onRun = (_: string, argv: readonly string[]) => {
    if (!isQuestion(argv)) argvs.push([...argv]);
  };
  const cluster = inProcessCluster(host, { onRun });
  const before = confs(host);
  const live = await livePlanOf(estate, cluster);
  const other = live.plan.items.flatMap(({ address, action, changes }) =>
    action === 'adopt'
      ? changes.filter(({ path }) => path !== '/adopt').map(({ path }) => `${address} ${path}`)
      : [`${address} ${action}`],
  );
  assert.equal(other, []);
  assert.is(live.plan.items.length, count + others.length);
  const report = await runPlanned(cluster, estate, live, { clock: virtualClock() });
  assert.ok(report.ok);
  assert.is(argvs.length, count, 'one call for each guest');
  for (const argv of argvs) {
    assert.equal(argv.slice(0, 2), ['pct', 'set']);
    assert.equal(argv.filter((word) => word.startsWith('--')).toSorted(), [
      '--description',
      '--digest',
      '--tags',
    ]);
  }
  for (const [vmid, text] of confs(host))
    assert.is(unmarked(text), unmarked(before.get(vmid) ?? ''), String(vmid));
  assert.equal((await livePlanOf(estate, cluster)).entries, []);
}

describe('import', (test) => {
  test('200 guests of every option there is are adopted as they are', async () => {
    const inputs = fc.sample(arbitraryInputOrTemplate, { numRuns: 200, seed: 11 });
    const host = await strangersOf(inputs);
    const made = await imported(host);
    assert.equal(made.skipped, []);
    const others = made.imported.filter(({ vmid }) => vmid === null).map(({ address }) => address);
    assert.equal(others, ['pool/lab'], 'the pool that they are in');
    assert.is(made.imported.length - others.length, 201, 'with the template of a stranger');
    await adopts(host, estateWith(made), 201, others);
  });

  test('guests as the real pct left them, pending changes, snapshots and odd keys among them', async () => {
    const texts = [...setRows(), ...lifecycleRows()].flatMap(({ before, after }) =>
      [before, after].flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))),
    );
    const host = memoryHost();
    prepareRecordedNode(host);
    writeFacts(host, nodeFacts('vm', { ...recordedFacts(), locale: 'UTF-8' }));
    const distinct = [...new Set(texts)].filter((_, at) => at % 5 === 0);
    for (const [at, text] of distinct.entries()) {
      host.write(confPath('vm', 1000 + at), text);
      if (at % 2 === 0 && !/^template: 1$/m.test(text)) setRunning(host, 1000 + at, { node: 'vm' });
    }
    const made = await imported(host);
    assert.equal(made.skipped, []);
    await adopts(host, estateWith(made), made.imported.length);
  });

  test("what is the whole cluster's is imported where every guest is of another estate", async () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'local:4', '--hostname', 'a');
    const theirs = estateWith(await imported(cluster.host));
    assert.ok((await applyTo(cluster.host, theirs, { clock: virtualClock() })).report.ok);
    cluster.host.write('/etc/pve/firewall/cluster.fw', '[OPTIONS]\n\nenable: 0\n');
    const snapshot = await inProcessCluster(cluster.host).snapshot({ reads: readsOf(kinds) });
    const identity = { name: 'other', id: ID.replace('5', '6') };
    const made = importCluster({ ...inputOf(snapshot), identity, estate: null });
    assert.equal(errorsIn(made.findings), []);
    assert.equal(
      made.imported.map(({ address }) => address),
      ['firewall/cluster'],
      JSON.stringify(made.skipped),
    );
    const nodes = Object.keys(estateWith(made).settings.nodes);
    assert.equal(nodes, ['one', 'two']);
  });

  test('guests of several nodes name theirs, and a node that is down keeps its guests to itself', async () => {
    const cluster = simulatedCluster();
    cluster.create(101, 'local:4', '--hostname', 'a');
    cluster.runOn('two', 'pct', 'create', '102', TEMPLATE, '--rootfs', 'local:4', '--hostname', 'b');
    const made = await imported(cluster.host);
    assert.equal(made.skipped, []);
    const estate = estateWith(made);
    const nodes = [...estate.resources.values()].map(({ address, merged }) => [address, merged['node']]);
    assert.equal(nodes, [
      ['lxc/a', 'one'],
      ['lxc/b', 'two'],
    ]);
    const { plan } = await livePlanOf(estate, inProcessCluster(cluster.host));
    assert.equal(
      plan.items.map(({ changes }) => changes.map(({ path }) => path)),
      [['/adopt'], ['/adopt']],
    );
    const snapshot = await inProcessCluster(cluster.host).snapshot();
    const down = new Map([...snapshot.nodes, ['two', { reachable: false, why: 'no answer' } as const]]);
    const some = importCluster({ ...inputOf({ ...snapshot, nodes: down }), estate: null });
    assert.equal(
      some.skipped.map(({ vmid, why }) => [vmid, why]),
      [[102, 'the node two cannot be reached: no answer']],
    );
    assert.equal(Object.keys(estateWith(some).settings.nodes), ['one']);
  });
});
