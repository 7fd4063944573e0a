/** Layers on a simulated node: built in order, shared by guests, made anew beside the old ones, left behind, moved, pruned. */
import * as assert from 'uvu/assert';
import { layersIn } from '../../src/commands/layer-list.ts';
import { unusedLayers } from '../../src/commands/layers-prune.ts';
import { makeLivePlan, type LivePlanInput } from '../../src/commands/live-plan.ts';
import { moves } from '../../src/commands/rebuild.ts';
import type { Estate } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, estateOf, hostFor, runLive } from '../support/in-process-apply.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const SETTINGS = {
  name: 'lab',
  nodes: { pve1: { storages: { tank: { type: 'zfspool' } } } },
  layers: { vmids: [9000, 9009] },
};
const BASE = { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' }, nesting: true };
const FILES: Readonly<Record<string, object>> = {
  'phoenix.json': SETTINGS,
  'layer/base.json': BASE,
  'layer/web.json': { clone: 'layer/base', timezone: 'UTC' },
  'layer/app.json': { clone: 'layer/web', timezone: 'Europe/Vienna' },
  'lxc/one.json': { vmid: 101, clone: 'layer/app', memory: 512 },
  'lxc/two.json': { vmid: 102, clone: 'layer/app', memory: 512 },
  'lxc/plain.json': { vmid: 103, clone: 'layer/base', memory: 512 },
};

function estate(commit: string, changed: Readonly<Record<string, object | null>> = {}): Estate {
  const files = Object.entries({ ...FILES, ...changed }).flatMap(([path, value]): [string, string][] =>
    value === null ? [] : [[path, JSON.stringify(value)]],
  );
  const made = estateOf(new Map(files), { revision: commitOf(commit) });
  const errors = made.findings.filter(({ severity }) => severity === 'error');
  assert.equal(errors, []);
  return made;
}

interface World {
  readonly host: MemoryHost;
  readonly commands: string[];
  readonly heal: () => void;
  readonly apply: (next: Estate, ...before: readonly Estate[]) => ReturnType<typeof applyOn>;
  readonly plan: (
    next: Estate,
    before: readonly Estate[],
    more?: Partial<LivePlanInput>,
  ) => ReturnType<typeof makeLivePlan>;
}

function worldOf(first: Estate, { failing = '' }: { readonly failing?: string } = {}): World {
  const host = hostFor(first);
  const commands: string[] = [];
  let sick = failing;
  const exec = ({ vmid }: { readonly vmid: number }) => {
    const fails =
      sick !== '' && decodeURIComponent(conf({ host }, vmid)).includes(`"address":"layer/${sick}@`);
    return { exit: fails ? 1 : 0, stdout: '', stderr: fails ? 'no space left\n' : '' };
  };
  const cluster = inProcessCluster(host, {
    runtime: { exec },
    onRun: (_, argv) => {
      if (argv[0] !== 'lxc-ls') commands.push(argv.slice(0, 4).join(' '));
    },
  });
  return {
    host,
    commands,
    heal: () => (sick = ''),
    apply: (next, ...before) =>
      applyOn(cluster, next, { clock: virtualClock(host.now()), history: historyOf(...before, next) }),
    plan: (next, before, more = {}) =>
      makeLivePlan({
        kinds,
        head: next,
        parent: null,
        tip: next,
        history: historyOf(...before, next),
        cluster,
        confirmed: true,
        unshown: async () => [],
        ...more,
      }),
  };
}

const conf = ({ host }: Pick<World, 'host'>, vmid: number) => host.read(confPath('pve1', vmid)) ?? '';

/** VMIDs of what was built, by the name of the layer; the marker tells. */
function built({ host }: World): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  for (let vmid = 9000; vmid <= 9009; vmid++) {
    const text = host.read(confPath('pve1', vmid));
    const name = text === null ? null : /"address":"layer\/(\w+)@pve1"/.exec(decodeURIComponent(text))?.[1];
    if (name) found[name] = [...(found[name] ?? []), vmid];
  }
  return found;
}

const one = estate('1');

describe('layers', (test) => {
  test('a plan from git names an instance for each layer, in order, with the range', () => {
    const { plan } = planFromGit({ kinds, head: one, base: null });
    assert.equal(plan.items.map(({ address, action }) => `${action} ${address}`).toSorted(), [
      'create layer/app@pve1',
      'create layer/base@pve1',
      'create layer/web@pve1',
      'create lxc/one',
      'create lxc/plain',
      'create lxc/two',
    ]);
    assert.equal(plan.order, [
      ['layer/base@pve1'],
      ['layer/web@pve1', 'lxc/plain'],
      ['layer/app@pve1'],
      ['lxc/one', 'lxc/two'],
    ]);
    const base = plan.items.find(({ address }) => address === 'layer/base@pve1');
    assert.is(base?.changes[0]?.after, 'VMID from 9000 to 9009 at apply');
  });

  test('an apply builds each once, cleans it, makes a template of it, and clones guests from it', async () => {
    const world = worldOf(one);
    const { report } = await world.apply(one);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const there = built(world);
    assert.equal(Object.keys(there).toSorted(), ['app', 'base', 'web']);
    for (const [vmid] of Object.values(there)) {
      assert.match(conf(world, vmid ?? 0), /^template: 1$/m);
      const own = world.commands.filter((command) => command.includes(` ${vmid}`));
      assert.equal(own.filter((command) => command.startsWith('pct exec')).length, 1);
    }
    assert.match(conf(world, 101), `basevol-${there['app']?.[0]}-disk-0`);
    assert.match(decodeURIComponent(conf(world, 101)), /"layer":"layer\/app [0-9a-f]{16}"/);
    const again = await world.apply(one);
    assert.equal(again.live.plan.items, []);
  });

  const two = estate('2', { 'layer/base.json': { ...BASE, timezone: 'UTC' } });

  test('a change of the lowest makes a new instance of each beside the old ones; guests stay and are told to be behind', async () => {
    const world = worldOf(one);
    await world.apply(one);
    const before = built(world);
    const git = planFromGit({ kinds, head: two, base: one }).plan;
    assert.equal(git.items.map(({ address, action }) => `${action} ${address}`).toSorted(), [
      'create layer/app@pve1',
      'create layer/base@pve1',
      'create layer/web@pve1',
      'no-op lxc/one',
      'no-op lxc/plain',
      'no-op lxc/two',
    ]);
    assert.match(
      git.items.find(({ address }) => address === 'lxc/one')?.notes[0] ?? '',
      'phoenix rebuild lxc/one',
    );
    const [conf101] = [conf(world, 101)];
    const { report, live } = await world.apply(two, one);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const after = built(world);
    for (const name of ['base', 'web', 'app']) {
      assert.is(after[name]?.length, 2);
      assert.ok(after[name]?.includes(before[name]?.[0] ?? 0));
    }
    assert.is(conf(world, 101), conf101);
    const behind = live.plan.items.filter(({ kind }) => kind === 'lxc');
    assert.equal(
      behind.map(({ address, action, notes }) => [
        address,
        action,
        notes[0]?.startsWith('behind: made from layer'),
      ]),
      [
        ['lxc/one', 'no-op', true],
        ['lxc/plain', 'no-op', true],
        ['lxc/two', 'no-op', true],
      ],
    );
    const listed = layersIn(two, live.snapshot).find(({ address }) => address === 'layer/app');
    assert.equal(
      listed?.behind.map(({ address }) => address),
      ['lxc/one', 'lxc/two'],
    );
  });

  test('a rebuild moves one guest to the new instance, and leaves the others', async () => {
    const world = worldOf(one);
    await world.apply(one);
    await world.apply(two, one);
    world.commands.length = 0;
    const named = new Set(['lxc/one']);
    const whole = await world.plan(two, [one], { rebuild: named, asked: named });
    const live = moves(whole, [...named]);
    assert.equal(
      live.plan.items.map(({ address, action }) => [address, action]),
      [['lxc/one', 'replace']],
    );
    const { report } = await runLive(world.host, two, live);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const listed = layersIn(two, (await world.plan(two, [one])).snapshot);
    const app = listed.find(({ address }) => address === 'layer/app');
    assert.equal(
      app?.behind.map(({ address }) => address),
      ['lxc/two'],
    );
    assert.equal(app?.instances.map(({ is, usedBy }) => [is, usedBy]).toSorted(), [
      ['current', ['lxc/one']],
      ['old', ['lxc/two']],
    ]);
    assert.match(conf(world, 101), /^hostname: one$/m);
  });

  test('a guest with a data volume is not moved', async () => {
    const data = {
      'lxc/one.json': { vmid: 101, clone: 'layer/app', mounts: { '/data': { storage: 'tank', size: '1G' } } },
    };
    const [first, next] = [
      estate('1', data),
      estate('2', { ...data, 'layer/base.json': { ...BASE, timezone: 'UTC' } }),
    ];
    const world = worldOf(first);
    assert.ok((await world.apply(first)).report.ok);
    await world.apply(next, first);
    const named = new Set(['lxc/one']);
    const live = moves(await world.plan(next, [first], { rebuild: named, asked: named }), [...named]);
    const [item] = live.plan.items;
    assert.is(item?.changes[0]?.effect, 'impossible');
    assert.match(item?.changes[0]?.note ?? '', '/data');
    assert.is(live.entries[0]?.hold?.is, 'held');
  });

  test('a prune takes what nothing uses, a round for each layer, and nothing that is used or wanted', async () => {
    const world = worldOf(one);
    await world.apply(one);
    await world.apply(two, one);
    const named = new Set(['lxc/one', 'lxc/two', 'lxc/plain']);
    const moved = moves(await world.plan(two, [one], { rebuild: named, asked: named }), [...named]);
    assert.ok((await runLive(world.host, two, moved)).report.ok);
    const rounds: string[][] = [];
    for (let open = true; open;) {
      const live = await world.plan(two, [one], { purge: true });
      const unused = unusedLayers(live);
      open = unused.length > 0;
      if (!open) break;
      rounds.push(unused.map(({ item }) => item.address.replace(/@[0-9a-f]{16}$/, '')));
      assert.ok(
        unused.every(({ item }) => item.notes.some((note) => /^destroyed: rootfs 4G on tank$/.test(note))),
      );
      const plan = { ...live.plan, items: unused.map(({ item }) => item) };
      const { report } = await runLive(world.host, two, { ...live, plan, entries: unused });
      assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    }
    assert.equal(rounds, [['layer/app@pve1'], ['layer/web@pve1'], ['layer/base@pve1']]);
    assert.equal(
      Object.values(built(world)).map((all) => all.length),
      [1, 1, 1],
    );
    assert.equal((await world.apply(two, one)).live.plan.items, []);
  });

  test('what nothing in git is made from any more stays until it is pruned', async () => {
    const world = worldOf(one);
    await world.apply(one);
    const less = estate('2', { 'layer/app.json': null, 'lxc/one.json': null, 'lxc/two.json': null });
    const git = planFromGit({ kinds, head: less, base: one }).plan;
    const gone = git.items.find(({ address }) => address === 'layer/app@pve1');
    assert.is(gone?.action, 'no-op');
    assert.match(gone?.notes[0] ?? '', 'phoenix layers prune');
    const { live } = await world.apply(less, one);
    assert.is(built(world)['app']?.length, 1);
    // Retired guests still stand on it.
    assert.equal(unusedLayers(await world.plan(less, [one], { purge: true })), []);
    assert.ok(live.plan.items.every(({ kind }) => kind === 'lxc'));
  });

  test('a layer that fails stops what is made from it, and nothing else; the next apply finishes', async () => {
    const world = worldOf(one, { failing: 'web' });
    const { report } = await world.apply(one);
    const outcomes = Object.fromEntries(report.resources.map(({ address, outcome }) => [address, outcome]));
    assert.equal(outcomes, {
      'layer/app@pve1': 'skipped',
      'layer/base@pve1': 'applied',
      'layer/web@pve1': 'failed',
      'lxc/one': 'skipped',
      'lxc/plain': 'applied',
      'lxc/two': 'skipped',
    });
    const [left] = built(world)['web'] ?? [];
    assert.not.match(conf(world, left ?? 0), 'template: 1');
    world.heal();
    const again = await world.apply(one);
    assert.ok(again.report.ok, JSON.stringify(again.report.resources, null, 1));
    assert.equal(built(world)['web'], [left]);
    assert.ok(world.commands.some((command) => command.startsWith(`pct destroy ${left}`)));
    assert.equal((await world.apply(one)).live.plan.items, []);
  });

  test('a template that somebody made by hand in the range is gone around, and never touched', async () => {
    const first = worldOf(one);
    await first.apply(one);
    const taken = built(first)['base']?.[0] ?? 0;
    const world = worldOf(one);
    const text =
      'arch: amd64\nhostname: other\nmemory: 512\nostype: debian\nrootfs: tank:subvol-1-disk-0,size=1G\nswap: 0\n';
    world.host.write(confPath('pve1', taken), text);
    assert.ok((await world.apply(one)).report.ok);
    assert.is(conf(world, taken), text);
    assert.is.not(built(world)['base']?.[0], taken);
  });

  test('a marker of a layer that somebody writes into the Notes of a guest leads to nothing', async () => {
    const world = worldOf(one);
    await world.apply(one);
    const [app] = built(world)['app'] ?? [];
    const marker = /^#<!-- phoenix .*$/m.exec(conf(world, app ?? 0))?.[0] ?? '';
    const forged = marker.replaceAll(`"vmid"%3A${app}`, '"vmid"%3A103');
    const before = conf(world, 103).replace(/^#.*\n/, `${forged}\n`);
    assert.match(before, 'layer/app@pve1');
    world.host.write(confPath('pve1', 103), before);
    world.commands.length = 0;
    const { live } = await world.apply(one);
    assert.equal(world.commands, []);
    assert.is(conf(world, 103), before);
    assert.match(
      live.plan.items.map(({ notes }) => notes.join()).join(),
      /103 is what layer\/app@pve1 was built as/,
    );
  });

  test('a higher generation in a file moves a guest by a pull request', async () => {
    const world = worldOf(one);
    await world.apply(one);
    const raised = { 'lxc/one.json': { vmid: 101, clone: 'layer/app', memory: 512, generation: 2 } };
    const next = estate('2', { 'layer/base.json': { ...BASE, timezone: 'UTC' }, ...raised });
    const git = planFromGit({ kinds, head: next, base: one }).plan;
    assert.is(git.items.find(({ address }) => address === 'lxc/one')?.action, 'replace');
    const { report } = await world.apply(next, one);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const app = layersIn(next, (await world.plan(next, [one])).snapshot).find(
      ({ address }) => address === 'layer/app',
    );
    assert.equal(
      app?.behind.map(({ address }) => address),
      ['lxc/two'],
    );
  });

  test('each node that has guests of a layer has an instance of its own', async () => {
    const node = { storages: { tank: { type: 'zfspool' } } };
    const both = estate('1', {
      'phoenix.json': { ...SETTINGS, nodes: { pve1: node, pve2: node } },
      'lxc/one.json': { vmid: 101, node: 'pve1', clone: 'layer/web' },
      'lxc/two.json': { vmid: 102, node: 'pve2', clone: 'layer/web' },
      'lxc/plain.json': null,
      'layer/app.json': null,
    });
    const world = worldOf(both);
    const { report } = await world.apply(both);
    assert.ok(report.ok, JSON.stringify(report.resources, null, 1));
    const listed = layersIn(both, (await world.plan(both, [])).snapshot);
    assert.equal(
      listed.map(({ address, instances }) => [
        address,
        instances.map(({ node: where, is, usedBy }) => `${where} ${is} ${usedBy.join()}`).toSorted(),
      ]),
      [
        ['layer/base', ['pve1 current layer/web@pve1', 'pve2 current layer/web@pve2']],
        ['layer/web', ['pve1 current lxc/one', 'pve2 current lxc/two']],
      ],
    );
    assert.equal((await world.apply(both)).live.plan.items, []);
  });

  test('without a VMID that is left, a layer waits with all that is made from it, and nothing else does', async () => {
    const narrow = estate('1', { 'phoenix.json': { ...SETTINGS, layers: { vmids: [9000, 9001] } } });
    const world = worldOf(narrow);
    const { report } = await world.apply(narrow);
    const told = Object.fromEntries(report.resources.map(({ address, outcome }) => [address, outcome]));
    assert.equal(told, {
      'layer/app@pve1': 'held',
      'layer/base@pve1': 'applied',
      'layer/web@pve1': 'held',
      'lxc/one': 'held',
      'lxc/plain': 'applied',
      'lxc/two': 'held',
    });
    const why = report.resources.map(({ text }) => text).filter((text) => text.includes('no VMID'));
    assert.is(why.length, 4);
    assert.match(why[0] ?? '', 'no VMID is left for layer/web@pve1 in 9000 to 9001: widen "layers.vmids"');
    const wide = estate('2');
    assert.ok((await world.apply(wide, narrow)).report.ok);
    assert.equal((await world.apply(wide, narrow)).live.plan.items, []);
  });

  test('nor is a guest given up for a layer that has no VMID', async () => {
    const vmids = { 'phoenix.json': { ...SETTINGS, layers: { vmids: [9000, 9002] } } };
    const [first, next] = [
      estate('1', vmids),
      estate('2', { ...vmids, 'layer/base.json': { ...BASE, timezone: 'UTC' } }),
    ];
    const world = worldOf(first);
    assert.ok((await world.apply(first)).report.ok);
    const before = conf(world, 101);
    const named = new Set(['lxc/one']);
    const live = moves(await world.plan(next, [first], { rebuild: named, asked: named }), [...named]);
    assert.equal(
      live.entries.map(({ item, hold }) => [item.address, hold?.is]),
      [
        ['lxc/one', 'held'],
        ['layer/app@pve1', 'held'],
        ['layer/base@pve1', 'held'],
        ['layer/web@pve1', 'held'],
      ],
    );
    await runLive(world.host, next, live);
    assert.is(conf(world, 101), before);
  });
});
