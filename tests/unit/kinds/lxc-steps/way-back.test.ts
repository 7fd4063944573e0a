import * as assert from 'uvu/assert';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import type { Step } from '../../../../src/kinds/step.ts';
import { describe } from '../../../support/describe.ts';
import { guest, settingsWith } from '../../../support/lxc-resource.ts';
import { lines, make } from '../../../support/steps-of.ts';

const settings = settingsWith({ policies: { rollback: 'snapshot' } });
const HEALTH = { health: { up: { exec: ['true'] } } };
const V1 = { features: { plain: {} }, ...HEALTH };
const V2 = { features: { plain: { port: 81 } }, ...HEALTH };

function stepsOf(before: Partial<LxcInput>, after: Partial<LxcInput>, running = true): readonly Step[] {
  const [base, want] = [guest({ ...V1, ...before }), guest({ ...V2, ...after })];
  return make({ base, want, running, settings }).steps;
}

const SNAPSHOT = /^pct snapshot 950 phoenix-before --description "Taken by Phoenix[^"]*" <a/;
const UNDO = ['pct rollback 950 phoenix-before', 'pct start 950'];

/** Up to the last step of the change itself, and the way back; descriptions left out. */
const CASES: readonly (readonly [
  name: string,
  before: Partial<LxcInput>,
  after: Partial<LxcInput>,
  running: boolean,
  change: readonly string[],
  back: readonly string[],
])[] = [
  ['of software alone', {}, {}, true, ['pct set', 'pct snapshot', 'features', 'health'], UNDO],
  [
    'with options',
    { memory: 512 },
    { memory: 600 },
    true,
    ['pct set', 'pct snapshot', 'pct set', 'features', 'health'],
    UNDO,
  ],
  [
    'with a restart',
    {},
    { nesting: true },
    true,
    ['pct set', 'pct shutdown', 'pct snapshot', 'pct set', 'pct start', 'features', 'health'],
    UNDO,
  ],
  [
    'of a guest that starts',
    { state: 'stopped' },
    {},
    false,
    ['pct set', 'pct snapshot', 'pct start', 'features', 'health'],
    UNDO.slice(0, 1),
  ],
  [
    'of a guest that stops',
    {},
    { state: 'stopped' },
    true,
    ['pct set', 'pct snapshot', 'features', 'pct set', 'pct shutdown'],
    UNDO,
  ],
];

const verb = (line: string) =>
  line.startsWith('pct ') ? line.split(' ').slice(0, 2).join(' ') : line.split(' ')[0];

describe('the steps of a change', (test) => {
  for (const [name, before, after, running, change, back] of CASES) {
    test(`${name}: a snapshot before all of it, and the way back`, () => {
      const steps = stepsOf(before, after, running);
      const normal = lines(steps.filter(({ rescue }) => !rescue));
      assert.equal(normal.map(verb), [...change, 'pct set', 'pct delsnapshot']);
      assert.match(normal.find((line) => line.startsWith('pct snapshot')) ?? '', SNAPSHOT);
      const rescue = lines(steps.filter((step) => step.rescue));
      assert.equal(rescue.slice(0, back.length), back);
      assert.equal(rescue.slice(back.length).map(verb), ['pct set', 'pct delsnapshot']);
    });

    test(`${name}: a failure of any of them is a reason to go back, and of nothing else`, () => {
      const steps = stepsOf(before, after, running);
      const ids = steps.map(({ id }) => id);
      const taken = ids.findIndex((id) => id.includes(':snapshot:'));
      const marked = ids.indexOf('lxc/subject:set:marker');
      const head = steps.find(({ rescue }) => rescue);
      assert.equal(head?.after, ids.slice(taken + 1, marked));
      assert.ok(steps.every((step) => step.rescue || step.after.every((id) => id !== head?.id)));
    });
  }

  test('are JSON, and called the same from run to run', () => {
    const [one, two] = [stepsOf({}, {}), stepsOf({}, {})];
    assert.equal(JSON.parse(JSON.stringify(one)), one);
    assert.equal(one, two);
    assert.is(new Set(one.map(({ id }) => id)).size, one.length);
  });

  test('have no way back where the plan says so', () => {
    const mounts = { '/data': { storage: 'local-zfs', size: '1G' } };
    const steps = stepsOf({ mounts }, { mounts });
    assert.equal(lines(steps).map(verb), ['pct set', 'features', 'health', 'pct set']);
  });
});
