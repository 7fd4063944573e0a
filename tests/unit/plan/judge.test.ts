import * as assert from 'uvu/assert';
import { type Policies, settingsSchema } from '../../../src/config/settings.ts';
import { type Effect, worst } from '../../../src/kinds/effect.ts';
import type { Cover, PlanItem, PlannedChange } from '../../../src/plan/plan.ts';
import { rollbackNotes } from '../../../src/kinds/rollback-notes.ts';
import { judge, type JudgeInput } from '../../../src/plan/judge.ts';
import { describe } from '../../support/describe.ts';

const policies = (part: object = {}): Policies =>
  settingsSchema.parse({ name: 'lab', nodes: {}, policies: part }).policies;

const change = (effect: Effect, part: Partial<PlannedChange> = {}): PlannedChange => ({
  path: `/${effect}`,
  slot: effect,
  before: '1',
  after: '2',
  effect,
  ...part,
});

const WHOLE: readonly Effect[] = ['retire', 'destroy', 'replace'];

function item(name: string, effects: readonly Effect[], part: Partial<PlanItem> = {}): PlanItem {
  const own = effects.find((effect) => WHOLE.includes(effect));
  return {
    address: `lxc/${name}`,
    kind: 'lxc',
    id: `vmid:${name}`,
    node: 'pve1',
    action: (own as PlanItem['action'] | undefined) ?? 'update',
    effect: worst(effects),
    changes: effects.map((effect) => change(effect)),
    notes: [],
    downtime: 0,
    summary: '',
    file: `lxc/${name}.json`,
    dependsOn: [],
    digest: name,
    ...part,
  };
}

const DRIFT: Cover = { is: 'drift', why: 'changed on the node' };
const COVERED: Cover = { is: 'covered' };

const said = (cover: Cover) =>
  cover.is !== 'held' ? cover.is : `${cover.written ? 'written' : 'held'}: ${cover.why}`;

/** Each item as what is said of its changes; `all` where nothing holds any of it. */
function judged(items: readonly PlanItem[], part: object = {}, more: Partial<JudgeInput> = {}) {
  const input = { items, size: 10, policies: policies(part), runners: [], allowDestroy: true, ...more };
  const { items: result, verdicts } = judge(input);
  return {
    covers: result.map(({ cover }) => cover?.map(said) ?? 'all'),
    refused: verdicts.filter(({ ok }) => !ok).map(({ text }) => text),
    texts: verdicts.map(({ text }) => text),
  };
}

const MANUAL = { restarts: { when: 'manual' } };
const WRITTEN = 'written: restarts are manual; it is written, and takes effect after the next restart';
const NAMED = 'held: restarts are manual; it waits until it is applied by name';
const WAITS = 'restarts are manual: what needs one waits';

describe('judge: what policies hold back', (test) => {
  test('retires over the limit are held, the rest is not', () => {
    const items = [item('a', ['retire']), item('b', ['retire']), item('c', ['live'])];
    const { covers, refused } = judged(items, { retires: { share: 0.1 } });
    const over = ['held: policy: retire 2 of at most 1'];
    assert.equal(covers, [over, over, 'all']);
    assert.equal(refused, ['retire 2 of at most 1']);
  });

  test('restarts over the limit wait, and what stops nothing beside them does not', () => {
    const items = [item('a', ['restart', 'live']), item('b', ['offline'])];
    const over = 'held: policy: restart 2 of at most 1';
    assert.equal(judged(items, { restarts: { max: 1 } }).covers, [[over, 'covered'], [over]]);
    assert.equal(judged(items, { restarts: { max: 2 } }).covers, ['all', 'all']);
  });

  const limits: readonly [what: string, other: PlanItem][] = [
    ['drift', item('b', ['restart'], { cover: [DRIFT] })],
    ['what was never shown', item('b', ['restart'], { cover: [{ is: 'held', why: 'no plan was shown' }] })],
    ['the part of a guest that drifted', item('b', ['restart', 'live'], { cover: [DRIFT, COVERED] })],
    ['the guest that runs the jobs', item('runner', ['restart'])],
    ['what Proxmox cannot do', item('b', ['replace', 'impossible'])],
  ];
  for (const [what, other] of limits) {
    test(`${what} counts against no limit`, () => {
      const more = { runners: ['lxc/runner'] };
      const { covers, texts } = judged([item('a', ['restart']), other], { restarts: { max: 1 } }, more);
      assert.is(covers[0], 'all');
      assert.ok(texts.includes('restart 1 of at most 1'), texts.join());
    });
  }

  test('a removal that drifted counts against no limit', () => {
    const items = [item('a', ['retire']), item('b', ['retire'], { cover: [DRIFT] })];
    assert.equal(judged(items, { retires: { max: 1 } }).covers, ['all', ['drift']]);
  });

  test('manual restarts: what is live is done, what needs one is written, what stops a guest waits for its name', () => {
    const items = [
      item('a', ['restart', 'live', 'config']),
      item('b', ['offline', 'live']),
      item('c', ['live']),
    ];
    const { covers, refused } = judged(items, MANUAL);
    assert.equal(covers, [[WRITTEN, 'covered', 'covered'], [NAMED, 'covered'], 'all']);
    assert.equal(refused, [WAITS]);
    assert.equal(judged([item('c', ['live'])], MANUAL).refused, []);
    assert.equal(judged([item('d', ['replace', 'live'])], MANUAL).covers, [[NAMED, NAMED]]);
  });

  test('manual restarts: what is written already is not written again, and asks for nothing', () => {
    const late = item('a', [], { effect: 'restart', changes: [change('restart', { waits: true })] });
    const why = 'held: restarts are manual; it is written already, and takes effect after the next restart';
    assert.equal(judged([late], MANUAL).covers, [[why]]);
  });

  test('a guest that is named is restarted; limits hold for it all the same', () => {
    const items = [item('a', ['restart']), item('b', ['restart'])];
    const asked = { asked: new Set(['lxc/a']) };
    const { covers, texts } = judged(items, MANUAL, asked);
    assert.equal(covers, ['all', [WRITTEN]]);
    assert.ok(texts.includes('restart 1'), texts.join());
    const none = judged(items, { restarts: { when: 'manual', max: 0 } }, asked);
    assert.equal(none.covers, [['held: policy: restart 1 of at most 0'], [WRITTEN]]);
  });

  test('what waits for somebody counts against no limit', () => {
    const items = [item('a', ['restart']), item('b', ['restart'])];
    assert.equal(judged(items, { restarts: { when: 'manual', max: 1 } }).covers, [[WRITTEN], [WRITTEN]]);
  });

  test('what is impossible hides no restart', () => {
    const both = item('a', ['impossible', 'restart']);
    const { covers } = judged([both], { restarts: { max: 0 } });
    const impossible = 'held: Proxmox cannot do this in place';
    assert.equal(covers, [[impossible, 'held: policy: restart 1 of at most 0']]);
    assert.equal(judged([item('a', ['impossible'])], { restarts: { max: 0 } }).covers, ['all']);
  });

  test('the runner is never stopped by its own job, however it is called now', () => {
    const more = { runners: ['lxc/runner'] };
    const why = (address: string) => `held: ${address} runs this job: nothing that stops it`;
    const items = [
      item('runner', ['restart', 'live']),
      item('runner@103', ['retire']),
      item('new', ['offline'], { was: 'lxc/runner' }),
    ];
    const { covers, refused } = judged(items, {}, more);
    assert.equal(covers, [[why('lxc/runner'), 'covered'], [why('lxc/runner@103')], [why('lxc/new')]]);
    assert.equal(refused, ['lxc/runner runs this job: nothing that stops it']);
    const made = item('runner', ['live'], { action: 'create' });
    assert.equal(judged([made], {}, more).texts.at(-1), 'runner not touched');
  });

  test('destroying at once needs to be allowed, and counts only then', () => {
    const gone = item('a', ['destroy']);
    const limit = { retire: 0, retires: { max: 0 } };
    assert.equal(judged([gone], limit, { allowDestroy: false }).covers, [
      ['held: policies.retire is 0: destroying at once needs --allow-destroy'],
    ]);
    assert.equal(judged([gone], limit).covers, [['held: policy: retire 1 of at most 0']]);
  });

  test('an item of nothing but its action is held as one', () => {
    const bare = item('a', [], { action: 'retire', effect: 'retire' });
    assert.equal(judged([bare], { retires: { max: 0 } }).covers, [['held: policy: retire 1 of at most 0']]);
  });

  test('a way back is told of where software changes, and nowhere else', () => {
    const rollback = { is: 'snapshot' } as const;
    const notes = ['another note', ...rollbackNotes(rollback)];
    const changes = [change('live', { slot: 'feature:nginx' }), change('live')];
    const both = item('web', ['live'], { changes, notes, rollback });
    const of = (cover: readonly Cover[] | null, part: object = {}) =>
      judge({ items: [cover ? { ...both, cover } : both], size: 1, policies: policies(part), runners: [] })
        .items[0];
    for (const told of [of(null), of([COVERED, DRIFT])]) {
      assert.equal([told?.rollback, told?.notes], [rollback, notes]);
    }
    const quiet = of([DRIFT, COVERED]);
    assert.equal([quiet?.rollback, quiet?.notes], [undefined, ['another note']]);
  });
});
