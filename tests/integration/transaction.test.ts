import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Host } from '../../src/simulator/host.ts';
import { describe } from '../support/describe.ts';
import { fc } from '../support/fast-check.ts';
import { applyTo, estateOf, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { rackKinds } from '../support/rack-kinds.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ALL = [...kinds, ...rackKinds];
const LEAST = {
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
};

type Files = Readonly<Record<string, object>>;

function estate(files: Files): Estate {
  const texts = new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: {} } })]]);
  for (const [path, file] of Object.entries(files)) texts.set(`${path}.json`, JSON.stringify(file));
  const made = estateOf(texts, { kinds: ALL });
  assert.equal(made.findings, []);
  return made;
}

interface Told {
  readonly ok: boolean;
  /** Titles of steps with their addresses, in the order of their beginnings. */
  readonly begun: readonly string[];
  readonly outcomes: Readonly<Record<string, string>>;
}

async function apply(host: Host, head: Estate): Promise<Told> {
  const begun: string[] = [];
  const { report } = await applyTo(host, head, {
    kinds: ALL,
    clock: virtualClock(),
    onEvent: (event) => {
      if (event.is === 'started') begun.push(`${event.step.address} ${event.step.title}`);
    },
  });
  const outcomes = report.resources.map(({ address, outcome }) => [address, outcome] as const);
  return { ok: report.ok, begun, outcomes: Object.fromEntries(outcomes) };
}

const left = async (host: Host, head: Estate) =>
  (await livePlanOf(head, inProcessCluster(host), { kinds: ALL })).plan.items.map(
    ({ address, action }) => `${action} ${address}`,
  );

const count = (begun: readonly string[], title: string) =>
  begun.filter((one) => one.endsWith(` ${title}`)).length;

const RACKS: Files = {
  'rack/a': { slots: ['1', '2'] },
  'rack/b': { slots: ['1'] },
  'shelf/top': { slots: ['x'], in: 'rack/a' },
  'shelf/low': { slots: ['y', 'z'], in: 'rack/b' },
};

describe('kinds that are changed as one', (test) => {
  test('are made by one transaction, and are there afterwards', async () => {
    const head = estate(RACKS);
    const host = hostFor(head);
    const { ok, begun } = await apply(host, head);
    assert.ok(ok);
    assert.is(count(begun, 'take the lock'), 1);
    assert.is(count(begun, 'commit'), 1);
    assert.is(count(begun, 'grow rack') + count(begun, 'grow shelf'), 4);
    assert.is(host.read('/etc/pve/racks/lock'), null);
    assert.equal(await left(host, head), []);
  });

  test('edits come in order of need, the commit after all of them, and markers last', async () => {
    const head = estate(RACKS);
    const { begun } = await apply(hostFor(head), head);
    const at = (text: string) => begun.findIndex((one) => one === text);
    assert.ok(at('rack/a grow rack') < at('shelf/top grow shelf'));
    assert.ok(at('rack/b grow rack') < at('shelf/low grow shelf'));
    const commit = begun.findIndex((one) => one.endsWith(' commit'));
    for (const [i, one] of begun.entries()) {
      if (/ grow /.test(one)) assert.ok(i < commit, one);
      if (one.endsWith(' write the marker')) assert.ok(i > commit, one);
    }
  });

  test('what grows comes before guests that need it, what shrinks after guests that leave it', async () => {
    const web = { ...LEAST, vmid: 101, dependsOn: ['rack/a'] };
    const first = estate({ ...RACKS, 'lxc/web': web });
    const host = hostFor(first);
    const { begun } = await apply(host, first);
    const create = begun.findIndex((one) => one.startsWith('lxc/web '));
    assert.ok(begun.findIndex((one) => one.endsWith(' commit')) < create);

    const { 'rack/b': _, 'shelf/low': __, ...kept } = RACKS;
    const second = estate({
      ...kept,
      'rack/a': { slots: ['2', '3'] },
      'lxc/web': { ...web, memory: '1G', dependsOn: [] },
    });
    const after = await apply(host, second);
    assert.ok(after.ok, JSON.stringify(after));
    // One for what grows, one for what shrinks.
    assert.is(count(after.begun, 'commit'), 2);
    const [grown, shrunk] = after.begun.flatMap((one, i) => (one.endsWith(' commit') ? [i] : []));
    assert.ok(Number(grown) < Number(shrunk));
    assert.ok(after.begun.indexOf('rack/a grow rack') < Number(grown));
    assert.ok(after.begun.indexOf('rack/b shrink rack') > Number(grown));
    assert.ok(after.begun.indexOf('shelf/low shrink shelf') < after.begun.indexOf('rack/b shrink rack'));
    assert.equal(await left(host, second), []);
  });

  test('commit nothing when the lock is held by somebody else, and leave that lock alone', async () => {
    const head = estate(RACKS);
    const host = hostFor(head);
    host.write('/etc/pve/racks/lock', 'a human');
    const { ok, begun, outcomes } = await apply(host, head);
    assert.not(ok);
    assert.is(count(begun, 'commit'), 0);
    assert.is(host.read('/etc/pve/racks/lock'), 'a human');
    assert.equal(Object.values(outcomes), ['failed', 'failed', 'failed', 'failed']);
    host.remove('/etc/pve/racks/lock');
    assert.ok((await apply(host, head)).ok);
    assert.equal(await left(host, head), []);
  });

  test('laws: nothing is left after an apply, whatever the order of files', async () => {
    const slots = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 4 });
    const name = fc.constantFrom('a', 'b', 'c');
    const racks = fc.dictionary(name, slots, { maxKeys: 3 });
    const shelves = fc.dictionary(name, slots, { maxKeys: 3 });
    const files = fc.tuple(racks, shelves, fc.boolean()).map(([all, more, isTurned]): Files => {
      const own = Object.entries(all).map(([rack, has]) => [`rack/${rack}`, { slots: has }] as const);
      const [some] = own;
      const stands = Object.entries(more).map(([shelf, has]) => {
        const place = some ? { in: some[0] } : {};
        return [`shelf/${shelf}`, { slots: has, ...place }] as const;
      });
      const both = [...own, ...stands];
      return Object.fromEntries(isTurned ? both.toReversed() : both);
    });
    await fc.assert(
      fc.asyncProperty(files, files, async (one, other) => {
        const [first, second] = [estate(one), estate(other)];
        const host = hostFor(first);
        for (const head of [first, second]) {
          const { ok, begun } = await apply(host, head);
          assert.ok(ok);
          assert.ok(count(begun, 'commit') <= 2);
          assert.equal(await left(host, head), []);
        }
      }),
      { numRuns: 30 },
    );
  });
});
