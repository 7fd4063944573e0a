import * as assert from 'uvu/assert';
import type { GuestCond } from '../../../../src/kinds/guest/conditions.ts';
import { holds } from '../../../../src/kinds/lxc/conditions.ts';
import type { GuestConf } from '../../../../src/node/conf.ts';
import type { GuestState } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';
import { confOf, editedConf, fileOf, guest, markOf } from '../../../support/lxc-resource.ts';

const COMMIT = 'c1'.repeat(20);
const want = guest({
  nesting: true,
  tags: ['web'],
  mounts: { '/data': { storage: 'local-lvm', size: '8G' }, '/m': 'bind:models' },
  net0: { bridge: 'vmbr0' },
  onboot: true,
});
const plain = confOf(want.spec);

function state(conf: GuestConf = plain, more: Partial<GuestState> = {}): GuestState {
  return { vmid: 950, file: fileOf(conf), running: false, pool: null, ...more };
}

const pending = (options: Record<string, string>, gone: readonly string[] = []): GuestConf => ({
  ...plain,
  pending: { description: null, options: new Map(Object.entries(options)), raw: [], delete: gone },
});
const marked = (changes: Parameters<typeof markOf>[1]) => confOf(want.spec, markOf(want.spec, changes));
const snapped = (options: Record<string, string> = {}): GuestConf => ({
  ...plain,
  snapshots: new Map([['s1', { description: null, options: new Map(Object.entries(options)), raw: [] }]]),
});
const field = (
  slot: string,
  key: string | null,
  value: string | null,
  when: 'now' | 'next' = 'now',
): GuestCond => ({
  is: 'fields',
  fields: [{ slot, key, value }],
  when,
});

/** Its one snapshot has what it has, but for what a snapshot leaves out. */
const kept: GuestConf = {
  ...plain,
  options: new Map([...plain.options, ['parent', 's1'], ['unused0', 'tank:old']]),
  snapshots: new Map([
    ['s1', { description: null, options: new Map([...plain.options, ['snaptime', '1']]), raw: plain.raw }],
  ]),
};

const NONE: GuestState = { vmid: 950, file: null, running: false, pool: null };
const MACHINE: GuestState = { ...NONE, file: { ...fileOf(plain), type: 'qemu' } };

/** The check, a state in which it holds, and one in which it does not, with what is said then. */
const CASES: readonly (readonly [GuestCond, GuestState, GuestState, RegExp])[] = [
  [{ is: 'absent' }, NONE, MACHINE, /there is a guest 950/],
  [{ is: 'exists' }, state(), NONE, /no guest 950/],
  [{ is: 'exists' }, state(), MACHINE, /950 is no container/],
  [{ is: 'running' }, state(plain, { running: true }), state(), /does not run/],
  [{ is: 'stopped' }, state(), state(plain, { running: true }), /it runs/],
  [{ is: 'unlocked' }, state(), state(editedConf(plain, { lock: 'backup' })), /holds its lock \(backup\)/],
  [
    { is: 'locked', by: 'create' },
    state(editedConf(plain, { lock: 'create' })),
    state(editedConf(plain, { lock: 'backup' })),
    /lock is backup instead of create/,
  ],
  [{ is: 'locked', by: 'create' }, state(editedConf(plain, { lock: 'create' })), state(), /lock is gone/],
  [
    field('memory', null, '512'),
    state(),
    state(editedConf(plain, { memory: '600' })),
    /memory is 600 instead of 512/,
  ],
  [
    field('net0', 'bridge', 'vmbr0'),
    state(),
    state(editedConf(plain, { net0: null })),
    /net0 bridge is nothing/,
  ],
  [
    field('cores', null, null),
    state(),
    state(editedConf(plain, { cores: '2' })),
    /cores is 2 instead of nothing/,
  ],
  [
    field('features', 'fuse', '1', 'next'),
    state(pending({ features: 'fuse=1,nesting=1' })),
    state(),
    /features fuse is nothing instead of 1/,
  ],
  [
    field('features', 'fuse', '1', 'now'),
    state(editedConf(plain, { features: 'fuse=1' })),
    state(pending({ features: 'fuse=1,nesting=1' })),
    /features fuse is nothing/,
  ],
  [field('mount:/data', 'size', '8G'), state(), state(pending({}), {}), /never/],
  [
    field('unprivileged', null, '0'),
    state(editedConf(plain, { unprivileged: null })),
    state(),
    /unprivileged is 1/,
  ],
  [
    { is: 'unset', options: ['mp2'] },
    state(),
    state(pending({ mp2: 'local-lvm:x,mp=/x' })),
    /mp2 is there already/,
  ],
  [
    { is: 'own', options: ['features', 'onboot', 'net0'] },
    state(),
    state(editedConf(plain, { dev0: '/dev/null', startup: 'order=1' })),
    /took over (dev0, startup|startup, dev0) from its source/,
  ],
  [
    { is: 'settled', options: ['features', 'mp0'] },
    state(pending({ tty: '1' })),
    state(pending({ features: 'fuse=1' }, ['mp0'])),
    /features, mp0 still waits/,
  ],
  [
    { is: 'size', slot: 'rootfs', bytes: 4 * 2 ** 30 },
    state(),
    state(editedConf(plain, { rootfs: 'local-zfs:x,size=4095M' })),
    /rootfs is 4095M/,
  ],
  [
    {
      is: 'marked',
      address: 'lxc/subject',
      commit: COMMIT,
      config: 'c0ffee',
      owed: ['/state'],
      features: {},
    },
    state(marked({ commit: COMMIT, owed: ['/state'] })),
    state(marked({ commit: COMMIT })),
    /something else/,
  ],
  [
    { is: 'marked', address: 'lxc/subject', commit: COMMIT, config: 'c0ffee', owed: [], features: {} },
    state(marked({ commit: COMMIT })),
    state({ ...plain, description: 'by hand\n' }),
    /no marker/,
  ],
  [
    { is: 'retired', until: '2026-11-15T00:00:00Z' },
    state(marked({ retired: '2026-11-14T23:59:59Z' })),
    state(marked({ retired: '2026-11-15T00:00:01Z' })),
    /retired at 2026-11-15T00:00:01Z only/,
  ],
  [
    { is: 'retired', until: '2026-11-15T00:00:00Z' },
    state(marked({ retired: '2026-11-14T00:00:00Z' })),
    state(editedConf(marked({ retired: '2026-11-14T00:00:00Z' }), { tags: 'phoenix' })),
    /not retired/,
  ],
  [{ is: 'snapshot', name: 's1', there: true }, state(snapped()), state(), /s1 is not there/],
  [
    { is: 'snapshot', name: 's1', there: true },
    state(snapped()),
    state(snapped({ snapstate: 'prepare' })),
    /s1 is half made/,
  ],
  [{ is: 'snapshot', name: 's1', there: false }, state(), state(snapped()), /still there/],
  [{ is: 'unsnapped' }, state(), state(snapped()), /has snapshots: s1/],
  [
    { is: 'restored', name: 's1' },
    state(kept),
    state(editedConf(kept, { memory: '600' })),
    /not as the snapshot s1 has it/,
  ],
  [
    { is: 'restored', name: 's1' },
    state(kept),
    state(editedConf(kept, { cores: '2' })),
    /not as the snapshot/,
  ],
  [{ is: 'restored', name: 's1' }, state(kept), state(), /not as the snapshot/],
  [
    { is: 'volumes', volumes: ['local-lvm:subvol-950-disk-1', 'local-zfs:subvol-950-disk-0'] },
    state(),
    state(editedConf(plain, { unused0: 'local-zfs:other' })),
    /local-zfs:other/,
  ],
  [{ is: 'pool', pool: 'lab' }, state(plain, { pool: 'lab' }), state(), /pool is none/],
  [{ is: 'pool', pool: null }, state(), state(plain, { pool: 'lab' }), /pool is lab/],
  [{ is: 'node', node: 'pve1' }, state(), { ...state(), file: fileOf(plain, 950, 'pve2') }, /is on pve2/],
];

describe('conditions of a container', (test) => {
  CASES.forEach(([check, yes, no, words], index) => {
    test(`${index}: ${JSON.stringify(check)}`, () => {
      assert.is(holds(check, yes, null), true);
      if (words.source === 'never') return;
      const verdict = holds(check, no, null);
      assert.match(verdict === true ? 'it holds' : verdict, words);
    });
  });

  test('the digest is that of the last reading', () => {
    const now = state();
    assert.is(holds({ is: 'digest' }, now, now.file?.digest ?? ''), true);
    assert.match(String(holds({ is: 'digest' }, now, 'other')), /someone else changed it/);
    assert.match(String(holds({ is: 'digest' }, now, null)), /someone else changed it/);
  });

  test('a condition that nobody knows does not hold', () => {
    assert.match(String(holds({ is: 'blessed' }, state(), null)), /knows no condition blessed/);
  });
});
