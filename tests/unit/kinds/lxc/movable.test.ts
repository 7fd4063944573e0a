import * as assert from 'uvu/assert';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { brief, gitDiff, liveDiff, UP } from '../../../support/lxc-diff.ts';
import { confOf, editedConf, guest, resource, settingsWith } from '../../../support/lxc-resource.ts';

const storages = {
  local: { type: 'dir' },
  'local-lvm': { type: 'lvmthin' },
  'local-zfs': { type: 'zfspool' },
  far: { type: 'rbd', shared: true },
};
const settings = settingsWith({ nodes: { pve1: { storages }, pve2: { storages } } });
const on = (node: string, more: Partial<LxcInput>) => guest({ node, ...more }, { settings });

const rows: readonly (readonly [name: string, file: Partial<LxcInput>, effect: string, note: RegExp])[] = [
  ['a guest of its own', {}, 'offline', /^down for as long/],
  ['a bind', { mounts: { '/m': 'bind:models' } }, 'impossible', /^binds do not migrate \(\/m\)/],
  ['a bind on both nodes', { mounts: { '/m': { bind: 'models', shared: true } } }, 'offline', /^down/],
  [
    'snapshots of ZFS',
    { rootfs: { storage: 'local-zfs', size: 4 }, snapshots: { s1: {} } },
    'offline',
    /^down/,
  ],
  [
    'snapshots of LVM-thin',
    { rootfs: { storage: 'local-lvm', size: 4 }, snapshots: { s1: {} } },
    'impossible',
    /^its snapshots on "local-lvm" do not migrate/,
  ],
  [
    'snapshots of a shared storage',
    { rootfs: { storage: 'far', size: 4 }, snapshots: { s1: {} } },
    'offline',
    /^down/,
  ],
];

/** The guest runs, and both nodes were read. */
const BOTH = { ...UP, nodes: ['pve1', 'pve2'] };

describe('a move to another node', (test) => {
  for (const [name, file, effect, note] of rows) {
    test(`${name}: ${effect}, in git and against the node`, () => {
      const [one, two] = [on('pve1', file), on('pve2', file)];
      for (const diff of [
        gitDiff(one, two, settings),
        liveDiff(one, two, confOf(one.spec), { ...BOTH, settings }),
      ]) {
        const change = diff.changes.find(({ path }) => path === '/node');
        assert.is(change?.effect, effect);
        assert.match(change?.note ?? '', note);
      }
    });
  }

  test('a bind that leaves the file in the same change is still there when the guest moves', () => {
    const one = on('pve1', { mounts: { '/m': 'bind:models' } });
    assert.ok(brief(gitDiff(one, on('pve2', {}), settings)).includes('/node pve1 -> pve2 impossible'));
  });

  test('a linked clone stays where its source is, unless their storage is shared', () => {
    const effectOf = (clone: LxcInput['clone'], base: object) => {
      const others = { 'lxc/base': { vmid: 900, ...base } };
      const make = (node: string) => {
        const file = { vmid: 950, node, clone };
        return resource(file, { settings, others });
      };
      const diff = gitDiff(make('pve1'), make('pve2'), settings);
      return diff.changes.find(({ path }) => path === '/node')?.effect;
    };
    const template = (storage: string) => ({ template: true, rootfs: { storage, size: '4G' } });
    assert.is(effectOf('lxc/base', template('local-zfs')), 'impossible');
    assert.is(effectOf('lxc/base', template('local-lvm')), 'offline');
    assert.is(effectOf('lxc/base', template('far')), 'offline');
    assert.is(effectOf('lxc/base', { rootfs: { storage: 'local-zfs', size: '4G' } }), 'offline');
    assert.is(effectOf({ from: 'lxc/base', full: true }, template('local-zfs')), 'offline');
    assert.is(effectOf({ from: 900 }, template('local-zfs')), 'impossible');
  });

  test('what its volumes are called tells a linked clone on the node', () => {
    const [one, two] = [on('pve1', {}), on('pve2', {})];
    const effectOf = (rootfs: string) => {
      const conf = editedConf(confOf(one.spec), { rootfs });
      const diff = liveDiff(one, two, conf, { ...BOTH, settings });
      return diff.changes.find(({ path }) => path === '/node')?.effect;
    };
    assert.is(effectOf('local-zfs:basevol-900-disk-0/subvol-950-disk-0,size=4G'), 'impossible');
    assert.is(effectOf('local:900/base-900-disk-0.raw/950/vm-950-disk-0.raw,size=4G'), 'impossible');
    assert.is(effectOf('local:950/vm-950-disk-0.raw,size=4G'), 'offline');
    assert.is(effectOf('local-lvm:vm-950-disk-0,size=4G'), 'offline');
  });
});
