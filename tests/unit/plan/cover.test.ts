import * as assert from 'uvu/assert';
import { settingsSchema } from '../../../src/config/settings.ts';
import type { Change, Diff } from '../../../src/kinds/change.ts';
import { cover, type CoverInput } from '../../../src/plan/cover.ts';
import type { PlanItem } from '../../../src/plan/plan.ts';
import { describe } from '../../support/describe.ts';

const { policies } = settingsSchema.parse({ name: 'lab', nodes: { pve1: {} } });

const change = (part: Partial<Change> = {}): Change => ({
  path: '/memory',
  before: '512',
  after: '1024',
  effect: 'live',
  slot: 'memory',
  ...part,
});

const diff = (changes: readonly Change[], action: Diff['action'] = 'update'): Diff => ({
  action,
  changes,
  notes: [],
  downtime: 0,
});

const item = (part: Partial<PlanItem> = {}): PlanItem => ({
  address: 'lxc/web',
  kind: 'lxc',
  id: 'vmid:101',
  node: 'pve1',
  action: 'update',
  effect: 'live',
  changes: [change()],
  notes: [],
  downtime: 0,
  summary: '',
  file: 'lxc/web.json',
  dependsOn: [],
  seen: 'ours',
  digest: 'd',
  ...part,
});

const input = (part: Partial<CoverInput> = {}): CoverInput => ({
  item: item(),
  expected: diff([change()]),
  ancestry: 'behind',
  atTip: true,
  superseded: false,
  unshown: [],
  confirmed: false,
  owed: [],
  policies,
  ...part,
});

/** Of a commit in between that asked for what is there, and was taken back. */
const undone = diff([change()]);

const restart = change({ path: '/nesting', before: '0', after: '1', effect: 'restart', slot: 'features' });
const rootfs = change({ path: '/rootfs/size', before: '8G', after: '16G', slot: 'rootfs' });
const dropped = change({ path: '/snapshots/s1', before: '1', after: null, slot: 'snapshot:s1' });
const moved = change({ path: '/node', before: 'pve1', after: 'pve2', effect: 'offline', slot: 'node' });
const impossible = change({
  path: '/unprivileged',
  before: '1',
  after: '0',
  effect: 'impossible',
  slot: 'unprivileged',
});

const generation = change({ path: '/generation', before: '1', after: '2', slot: 'generation' });
const anew = change({ effect: 'replace' });

const other = change({ path: '/features/app', slot: 'feature:app', followed: true });

const cases: readonly [name: string, input: CoverInput, want: readonly string[]][] = [
  ['a reviewed change', input(), ['covered']],
  ['the same path with another end', input({ expected: diff([change({ after: '2048' })]) }), ['drift']],
  [
    'a lesser effect than was reviewed',
    input({ expected: diff([change({ effect: 'restart' })]) }),
    ['covered'],
  ],
  [
    'a worse effect than was reviewed',
    input({ item: item({ changes: [change({ effect: 'restart' })] }) }),
    ['drift'],
  ],
  [
    'a guest that is made anew',
    input({
      item: item({ action: 'replace', changes: [{ ...generation, effect: 'replace' }, anew] }),
      expected: diff([{ ...generation, effect: 'replace' }, anew], 'replace'),
    }),
    ['covered', 'covered'],
  ],
  [
    'nothing of a guest whose making anew is refused, whatever else changes',
    input({
      item: item({ action: 'replace', changes: [{ ...generation, effect: 'impossible' }, anew] }),
      expected: diff([{ ...generation, effect: 'replace' }, anew], 'replace'),
      confirmed: true,
    }),
    ['held', 'held'],
  ],
  [
    'what is there of a commit in between, which was taken back',
    input({ expected: diff([]), between: [diff([]), undone] }),
    ['covered'],
  ],
  [
    'the same, where something else is there by now',
    input({ expected: diff([]), between: [undone], item: item({ changes: [change({ before: '700' })] }) }),
    ['drift'],
  ],
  [
    'the same, where it was to be harmless',
    input({
      expected: diff([]),
      between: [undone],
      item: item({ changes: [change({ effect: 'restart' })] }),
    }),
    ['drift'],
  ],
  [
    'what a file takes over again that its marker has as retired',
    input({ expected: diff([], 'adopt') }),
    ['covered'],
  ],
  ['a difference git does not ask for', input({ expected: diff([]) }), ['drift']],
  [
    'a mild drift under policies.drift live',
    input({ expected: diff([]), policies: { ...policies, drift: 'live' } }),
    ['covered'],
  ],
  ['a secret that is followed', input({ item: item({ changes: [other] }), expected: diff([]) }), ['covered']],
  [
    'one that may restart its guest',
    input({ item: item({ changes: [{ ...other, effect: 'restart' }] }), expected: diff([]) }),
    ['drift'],
  ],
  [
    'the same, asked for by name',
    input({ item: item({ changes: [{ ...other, effect: 'restart' }] }), expected: diff([]), asked: true }),
    ['covered'],
  ],
  [
    'one where a later push has changed the guest',
    input({ item: item({ changes: [other] }), expected: diff([]), ancestry: 'ahead' }),
    ['held'],
  ],
  [
    'a restarting drift under policies.drift live',
    input({
      item: item({ changes: [restart] }),
      expected: diff([]),
      policies: { ...policies, drift: 'live' },
    }),
    ['drift'],
  ],
  [
    'memory changed by hand before: another start, the same end',
    input({ item: item({ changes: [change({ before: '700' })] }) }),
    ['covered'],
  ],
  [
    'rootfs with another start than was reviewed',
    input({ item: item({ changes: [{ ...rootfs, before: '10G' }] }), expected: diff([rootfs]) }),
    ['drift'],
  ],
  [
    'a marker that lags behind',
    input({
      item: item({ changes: [change({ path: '/commit', slot: 'marker', effect: 'config' })] }),
      expected: diff([change()]),
    }),
    ['covered'],
  ],
  [
    'a snapshot that an apply of ours has left',
    input({
      item: item({ changes: [change({ path: '/rollback', slot: 'marker', effect: 'config' })] }),
      expected: diff([]),
    }),
    ['covered'],
  ],
  [
    'the root disk of a clone, of which git had named nothing',
    input({ item: item({ changes: [rootfs] }), expected: diff([{ ...rootfs, before: null }]) }),
    ['covered'],
  ],
  ['rootfs as reviewed', input({ item: item({ changes: [rootfs] }), expected: diff([rootfs]) }), ['covered']],
  ['changed by a later push', input({ ancestry: 'ahead' }), ['held']],
  [
    'a marker whose commit git does not know, live',
    input({ ancestry: 'unknown', expected: null }),
    ['covered'],
  ],
  [
    'a marker whose commit git does not know, restart',
    input({ ancestry: 'unknown', expected: null, item: item({ changes: [restart] }) }),
    ['held'],
  ],
  [
    'the same, confirmed by the operator',
    input({ ancestry: 'unknown', expected: null, confirmed: true, item: item({ changes: [restart] }) }),
    ['covered'],
  ],
  [
    'the same, confirmed before anybody saw it',
    input({
      ancestry: 'unknown',
      expected: null,
      confirmed: true,
      blind: true,
      item: item({ changes: [restart, change()] }),
    }),
    ['held', 'covered'],
  ],
  [
    'the removal of a guest that no commit at hand knows, confirmed before anybody saw it',
    input({
      ancestry: 'unknown',
      expected: null,
      confirmed: true,
      blind: true,
      item: item({ action: 'retire', changes: [change({ path: '', slot: 'guest', effect: 'retire' })] }),
    }),
    ['held'],
  ],
  [
    'a removal that no commit asks for, confirmed before anybody saw it',
    input({
      expected: diff([], 'no-op'),
      confirmed: true,
      blind: true,
      item: item({ action: 'retire', changes: [change({ path: '', slot: 'guest', effect: 'retire' })] }),
    }),
    ['drift'],
  ],
  [
    'a purge by name',
    input({
      expected: diff([], 'no-op'),
      confirmed: true,
      blind: true,
      item: item({
        action: 'destroy',
        changes: [change({ path: '', before: 'retired', slot: 'guest', effect: 'destroy' })],
      }),
    }),
    ['covered'],
  ],
  [
    'a snapshot that goes, by a direct push',
    input({
      unshown: ['direct push 4f1c2ab'],
      item: item({ changes: [dropped] }),
      expected: diff([dropped]),
    }),
    ['held'],
  ],
  [
    'a snapshot that goes, where git does not know the commit of the marker',
    input({ ancestry: 'unknown', expected: null, item: item({ changes: [dropped] }) }),
    ['held'],
  ],
  [
    'a snapshot that goes, by nobody, under policies.drift live',
    input({
      item: item({ changes: [dropped] }),
      expected: diff([]),
      policies: { ...policies, drift: 'live' },
    }),
    ['drift'],
  ],
  [
    'what else differs on a guest that moves',
    input({
      item: item({ action: 'migrate', changes: [moved, restart] }),
      expected: diff([moved], 'migrate'),
    }),
    ['covered', 'drift'],
  ],
  ['a direct push, live', input({ unshown: ['direct push 4f1c2ab'] }), ['covered']],
  [
    'a direct push, restart',
    input({
      unshown: ['direct push 4f1c2ab'],
      item: item({ changes: [restart] }),
      expected: diff([restart]),
    }),
    ['held'],
  ],
  [
    'an owed restart',
    input({ item: item({ changes: [restart] }), expected: diff([]), owed: ['/nesting'] }),
    ['covered'],
  ],
  [
    'anything of a create that has not ended',
    input({ item: item({ changes: [restart] }), expected: diff([]), owed: [''] }),
    ['covered'],
  ],
  [
    'something impossible beside something possible',
    input({ item: item({ changes: [impossible, change()] }), expected: diff([impossible, change()]) }),
    ['held', 'covered'],
  ],
  [
    'a foreign guest',
    input({ item: item({ seen: 'foreign', notes: ['it is not ours'] }), confirmed: true }),
    ['held'],
  ],
  ['a copy', input({ item: item({ seen: 'copy' }), confirmed: true }), ['held']],
  ['a node that is down', input({ item: item({ seen: 'unknown' }), confirmed: true }), ['held']],
  [
    'a create at the tip',
    input({ item: item({ action: 'create', seen: 'absent' }), ancestry: 'absent', expected: null }),
    ['covered'],
  ],
  [
    'a create that the branch no longer has',
    input({
      item: item({ action: 'create', seen: 'absent' }),
      ancestry: 'absent',
      expected: null,
      atTip: false,
    }),
    ['held'],
  ],
  [
    'a create by a direct push',
    input({
      item: item({ action: 'create', seen: 'absent' }),
      ancestry: 'absent',
      expected: null,
      unshown: ['direct push 4f1c2ab'],
    }),
    ['held'],
  ],
  [
    'a reviewed retire',
    input({ item: item({ action: 'retire', changes: [] }), expected: diff([], 'retire') }),
    ['covered'],
  ],
  ['a retire nobody asked for', input({ item: item({ action: 'retire', changes: [] }) }), ['drift']],
  [
    'a retire with an unknown marker commit',
    input({ item: item({ action: 'retire', changes: [] }), ancestry: 'unknown', expected: null }),
    ['held'],
  ],
];

describe('cover', (test) => {
  for (const [name, given, want] of cases) {
    test(name, () => {
      assert.equal(
        cover(given).map((verdict) => verdict.is),
        want,
      );
    });
  }
});
