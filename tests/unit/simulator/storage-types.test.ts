/** How volumes of each storage type are named, and what can be done with them. */
import * as assert from 'uvu/assert';
import { parseStorages, formatStorages } from '../../../src/simulator/storage/storages.ts';
import type { Feature, ImageName } from '../../../src/simulator/storage/type.ts';
import { STORAGE_TYPES } from '../../../src/simulator/storage/types.ts';
import { describe } from '../../support/describe.ts';

const typeNamed = (name: string) => {
  const type = STORAGE_TYPES.get(name);
  if (!type) throw new Error(`no storage type ${name}`);
  return type;
};

function image(type: string, volname: string): ImageName {
  const name = typeNamed(type).parse(volname);
  if (name?.kind !== 'images') throw new Error(`${volname} is no volume of ${type}`);
  return name;
}

describe('names of volumes', (test) => {
  /** Type, KiB asked for, names taken, the next name. */
  const fresh = [
    ['dir', 1024, [], '101/vm-101-disk-0.raw'],
    ['dir', 0, ['101/vm-101-disk-0.raw'], '101/subvol-101-disk-1.subvol'],
    ['btrfs', 1024, ['101/base-101-disk-0.raw', '101/vm-101-disk-2.raw'], '101/vm-101-disk-1.raw'],
    ['btrfs', 0, [], '101/subvol-101-disk-0.subvol'],
    ['zfspool', 1024, ['basevol-101-disk-0', 'basevol-9-disk-0/subvol-101-disk-1'], 'subvol-101-disk-2'],
    ['zfspool', 0, [], 'subvol-101-disk-0'],
    ['lvmthin', 1024, ['vm-101-disk-0'], 'vm-101-disk-1'],
  ] as const;
  for (const [type, kib, taken, want] of fresh) {
    test(`${type} gives ${want} beside ${taken.join(' ') || 'nothing'}`, () => {
      const kind = typeNamed(type);
      assert.is(kind.freshName(101, kind.containerFormat(kib), taken), want);
    });
  }

  /** Type, a volume, its name as a base, the name of a clone of that for guest 102. */
  const bases = [
    [
      'dir',
      '101/vm-101-disk-0.raw',
      '101/base-101-disk-0.raw',
      '101/base-101-disk-0.raw/102/vm-102-disk-0.qcow2',
    ],
    ['btrfs', '101/vm-101-disk-0.raw', '101/base-101-disk-0.raw', '102/vm-102-disk-0.raw'],
    ['btrfs', '101/subvol-101-disk-0.subvol', '101/subvol-101-disk-0.subvol', '102/subvol-102-disk-0.subvol'],
    ['zfspool', 'subvol-101-disk-0', 'basevol-101-disk-0', 'basevol-101-disk-0/subvol-102-disk-0'],
    [
      'zfspool',
      'basevol-9-disk-0/subvol-101-disk-0',
      'basevol-9-disk-0/basevol-101-disk-0',
      'basevol-101-disk-0/subvol-102-disk-0',
    ],
    ['lvmthin', 'vm-101-disk-0', 'base-101-disk-0', 'vm-102-disk-0'],
  ] as const;
  for (const [type, volume, base, clone] of bases) {
    test(`${type} makes ${base} of ${volume}`, () => {
      const kind = typeNamed(type);
      assert.is(kind.baseName(volume, image(type, volume)), base);
      assert.is(kind.cloneName(image(type, base), 102, []), clone);
    });
  }

  const unparsable = [
    ['dir', 'abc', "unable to parse directory volume name 'abc'"],
    ['zfspool', '101/vm-101-disk-0.raw', "unable to parse zfs volume name '101/vm-101-disk-0.raw'"],
    ['lvmthin', 'disk', "unable to parse lvm volume name 'disk'"],
    ['lvmthin', 'a/b', "lvm name 'a/b' contains illegal characters"],
  ] as const;
  for (const [type, volume, message] of unparsable) {
    test(`${type} does not know ${volume}`, () => {
      assert.is(typeNamed(type).parse(volume), null);
      assert.is(typeNamed(type).unparsable(volume), message);
    });
  }
});

describe('features of volumes', (test) => {
  /** Type, volume, snapshot, the features that it has. */
  const features: readonly (readonly [string, string, string | null, readonly Feature[]])[] = [
    ['dir', '101/vm-101-disk-0.raw', null, ['template', 'copy', 'rename']],
    ['dir', '101/subvol-101-disk-0.subvol', null, ['template']],
    ['dir', '101/base-101-disk-0.raw', null, ['clone', 'copy']],
    ['btrfs', '101/vm-101-disk-0.raw', null, ['snapshot', 'clone', 'template', 'copy', 'rename']],
    ['btrfs', '101/vm-101-disk-0.raw', 's1', ['snapshot', 'clone', 'copy']],
    ['btrfs', '101/subvol-101-disk-0.subvol', null, ['snapshot', 'template', 'copy']],
    ['btrfs', '101/base-101-disk-0.raw', null, ['clone', 'copy']],
    ['zfspool', 'subvol-101-disk-0', null, ['snapshot', 'template', 'copy', 'rename', 'replicate']],
    ['zfspool', 'subvol-101-disk-0', 's1', ['snapshot']],
    ['zfspool', 'basevol-101-disk-0', null, ['clone', 'copy', 'replicate']],
    ['lvmthin', 'vm-101-disk-0', null, ['snapshot', 'template', 'copy', 'rename']],
    ['lvmthin', 'vm-101-disk-0', 's1', ['clone', 'copy']],
    ['lvmthin', 'base-101-disk-0', null, ['clone', 'copy']],
  ];
  const all: readonly Feature[] = ['snapshot', 'clone', 'template', 'copy', 'rename', 'replicate'];
  for (const [type, volume, snapname, want] of features) {
    test(`${type} ${volume}${snapname === null ? '' : ` at ${snapname}`}`, () => {
      const has = all.filter((feature) => typeNamed(type).has(feature, image(type, volume), snapname));
      assert.equal(has, want);
    });
  }

  test('only dir and btrfs were recorded', () => {
    const recorded = [...STORAGE_TYPES.values()].filter((type) => type.recorded).map(({ type }) => type);
    assert.equal(recorded, ['dir', 'btrfs']);
  });
});

describe('storage.cfg', (test) => {
  test('local is there although nobody wrote it', () => {
    const local = parseStorages('').get('local');
    assert.is(local?.options.get('path'), '/var/lib/vz');
    assert.ok(local?.content.includes('rootdir'));
  });

  test('what was read is written again, but for a flag that is off', () => {
    const text =
      'dir: local\n\tpath /var/lib/vz\n\tcontent iso\n\ndir: x\n\tpath /x\n\tdisable\n\tnodes one,two\n';
    assert.is(formatStorages(parseStorages(text).values()), text);
    const { disabled, nodes } = parseStorages(text).get('x') ?? {};
    assert.equal([disabled, nodes], [true, ['one', 'two']]);
    assert.is(
      formatStorages(parseStorages(text.replace('disable', 'disable 0')).values()),
      text.replace('\tdisable\n', ''),
    );
  });

  test('a share belongs to all nodes', () => {
    assert.ok(parseStorages('nfs: nas\n\tserver 192.0.2.9\n\texport /x\n').get('nas')?.shared);
    assert.not(parseStorages('dir: d\n\tpath /d\n').get('d')?.shared);
  });
});
