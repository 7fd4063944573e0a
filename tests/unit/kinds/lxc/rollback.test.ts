/** What a plan says of the way back: nothing, a snapshot, or why there is none. */
import * as assert from 'uvu/assert';
import type { Rollback } from '../../../../src/kinds/change.ts';
import { diffLxc } from '../../../../src/kinds/lxc/diff.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { gitDiff, liveDiff, UP } from '../../../support/lxc-diff.ts';
import { confOf, guest, markOf, resolved, settingsWith } from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

const ON = settingsWith({ policies: { rollback: 'snapshot' } });

type Input = Partial<LxcInput>;
type Case = readonly [name: string, before: Input, after: Input, expected: RegExp | 'snapshot' | null];

const DATA = { '/data': { storage: 'local-zfs', size: '1G' } } as const;
const LOCAL = { rootfs: { storage: 'local', size: '4G' } } as const;

/** Beside a changed option of a feature. */
const CASES: readonly Case[] = [
  ['software alone', {}, {}, 'snapshot'],
  ['with options beside it', { memory: 512 }, { memory: 600, hostname: 'x' }, 'snapshot'],
  ['with a restart beside it', {}, { nesting: true }, 'snapshot'],
  ['of a guest that says no', {}, { rollback: 'off' }, null],
  ['of a guest that is to stop', {}, { state: 'stopped' }, 'snapshot'],
  ['of a guest that is to start', { state: 'stopped' }, {}, 'snapshot'],
  ['of a guest that stays stopped', { state: 'stopped' }, { state: 'stopped' }, /its software waits/],
  ['on a storage without snapshots', LOCAL, LOCAL, /^"local" is a storage of type dir/],
  [
    'with a bind',
    { mounts: { '/models': 'bind:models' } },
    { mounts: { '/models': 'bind:models' } },
    /^\/models is a bind/,
  ],
  ['with data of its own', { mounts: DATA }, { mounts: DATA }, /^\/data: a volume .*"lose-data" allows/],
  ['with data that may go', { mounts: DATA }, { mounts: DATA, rollback: 'lose-data' }, 'snapshot'],
  ['while a disk grows', {}, { rootfs: { storage: 'local-zfs', size: '5G' } }, /disks or mounts change/],
  ['while a mount comes', {}, { mounts: DATA, rollback: 'lose-data' }, /disks or mounts change/],
  ['while a mount goes', { mounts: DATA }, { rollback: 'lose-data' }, /disks or mounts change/],
  ['while a snapshot is taken', {}, { snapshots: { mine: {} } }, /its snapshots change/],
  ['while it becomes a template', {}, { template: true, state: 'stopped' }, /template/],
];

const V1: Input = { features: { plain: {} } };
const V2: Input = { features: { plain: { port: 81 } } };

function assertSays(found: Rollback | undefined, expected: Case[3]): void {
  if (expected === null) return assert.is(found, undefined);
  if (expected === 'snapshot') return assert.equal(found, { is: 'snapshot' });
  assert.is(found?.is, 'none');
  assert.match(found && 'why' in found ? found.why : '', expected);
}

describe('a way back', (test) => {
  for (const [name, before, after, expected] of CASES) {
    const [base, want] = [guest({ ...V1, ...before }), guest({ ...V2, ...after })];
    test(`${name}, by git`, () => assertSays(gitDiff(base, want, ON).rollback, expected));
    test(`${name}, on the node`, () => {
      const mark = markOf(base.spec);
      const running = before.state === 'stopped' ? {} : UP;
      const diff = liveDiff(base, want, confOf(base.spec, mark), { settings: ON, mark, ...running });
      assertSays(diff.rollback, expected);
    });
  }

  test('is off unless asked for, and then nothing is said', () => {
    const { rollback, notes } = gitDiff(guest(V1), guest(V2));
    assert.is(rollback, undefined);
    assert.equal(notes, []);
    assertSays(gitDiff(guest(V1), guest({ ...V2, rollback: 'snapshot' })).rollback, 'snapshot');
  });

  test('is said where software changes, and nowhere else', () => {
    assert.is(gitDiff(guest({ ...V1, memory: 512 }), guest({ ...V1, memory: 600 }), ON).rollback, undefined);
    assertSays(gitDiff(guest(V1), guest(), ON).rollback, 'snapshot');
    assert.equal(gitDiff(guest(V1), guest(V2), ON).notes, [
      'if its software fails, it stops and all of this is rolled back',
    ]);
    assert.match(
      gitDiff(guest({ ...V1, ...LOCAL }), guest({ ...V2, ...LOCAL }), ON).notes[0] ?? '',
      /^no rollback: "local"/,
    );
  });

  test('is none for what is made, quietly', () => {
    const created = gitDiff(null, guest(V1), ON);
    assertSays(created.rollback, /^it is made anew/);
    assert.equal(created.notes, []);
    assertSays(gitDiff(guest(V1), guest({ ...V2, generation: 2 }), ON).rollback, /^it is made anew/);
    assert.is(gitDiff(null, guest(V1)).rollback, undefined);
    assert.is(gitDiff(null, guest(), ON).rollback, undefined);
  });

  test('is none for the guest that runs the jobs', () => {
    const input = { base: guest(V1), want: guest(V2), seen: null, settings: ON, snapshot: null };
    assertSays(diffLxc({ ...input, isRunner: true }).rollback, /^it runs the jobs/);
  });

  test('is none for what is still being made', () => {
    const [base, want] = [guest(V1), guest(V2)];
    const mark = { ...markOf(base.spec), owed: [''] };
    const diff = liveDiff(base, want, confOf(base.spec, mark), { settings: ON, mark, ...UP });
    assertSays(diff.rollback, /still being made/);
  });

  test('takes the downtime of a snapshot where the guest goes down anyway', () => {
    assert.is(gitDiff(guest(V1), guest({ ...V2, nesting: true }), ON).downtime, 6);
    assert.is(gitDiff(guest(V1), guest({ ...V2, nesting: true })).downtime, 4);
    assert.is(gitDiff(guest(V1), guest(V2), ON).downtime, 0);
  });

  test('that is asked for otherwise is a change of its own', () => {
    const { changes } = gitDiff(guest(V1), guest({ ...V1, rollback: 'lose-data' }));
    assert.equal(changes, [
      { path: '/rollback', slot: 'rollback', before: null, after: 'lose-data', effect: 'config' },
    ]);
  });

  test('needs its name for itself', () => {
    const { findings } = resolved({
      vmid: SUBJECT.vmid,
      ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
      rootfs: { storage: 'local-zfs', size: '4G' },
      snapshots: { 'phoenix-before': {} },
    });
    assert.equal(
      findings.map(({ id, path }) => [id, path]),
      [['PHX615', '/snapshots/phoenix-before']],
    );
  });
});
