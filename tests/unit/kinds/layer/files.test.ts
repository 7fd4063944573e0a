/** Files of layers: what they may hold, what they stand for, what their content is a hash of. */
import * as assert from 'uvu/assert';
import type { Estate, Resource } from '../../../../src/config/model.ts';
import type { LayerSpec } from '../../../../src/kinds/layer/spec.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import { describe } from '../../../support/describe.ts';
import { estateOf } from '../../../support/in-process-apply.ts';

type Files = Readonly<Record<string, object | null>>;

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const NODE = { storages: { tank: { type: 'zfspool' }, local: { type: 'dir' } } };
const BASE = { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' } };
const FILES: Files = {
  'phoenix.json': { name: 'lab', nodes: { pve1: NODE, pve2: NODE }, layers: { vmids: [9000, 9099] } },
  'layer/base.json': BASE,
  'layer/web.json': { clone: 'layer/base', timezone: 'UTC' },
  'lxc/one.json': { vmid: 101, node: 'pve1', clone: 'layer/web' },
};

function load(changed: Files = {}): Estate {
  const files = Object.entries({ ...FILES, ...changed }).flatMap(([path, value]): [string, string][] =>
    value === null ? [] : [[path, JSON.stringify(value)]],
  );
  return estateOf(new Map(files));
}

const found = (changed: Files) => load(changed).findings.map(({ id, at }) => `${id} ${at?.file ?? ''}`);

const sourceOf = (estate: Estate, address: string) => {
  const { source } = (estate.resources.get(address) as Resource<LxcSpec>).spec;
  return source?.is === 'clone' ? source : null;
};

const stamps = (changed: Files = {}) =>
  Object.fromEntries(
    [...load(changed).resources.values()]
      .filter(({ kind }) => kind === 'layer')
      .map(({ address, spec }) => [address, (spec as LayerSpec).layer]),
  );

describe('files of layers', (test) => {
  test('stand for an instance on each node that has a guest of them, or of a layer above', () => {
    assert.equal([...load().resources.keys()], ['layer/base@pve1', 'layer/web@pve1', 'lxc/one']);
    const more = load({ 'lxc/two.json': { vmid: 102, node: 'pve2', clone: 'layer/base' } });
    assert.equal(
      [...more.resources.keys()].filter((address) => address.startsWith('layer/')),
      ['layer/base@pve1', 'layer/base@pve2', 'layer/web@pve1'],
    );
    assert.equal(load().findings, []);
  });

  test('name the instance on the node of the guest, with the content', () => {
    const source = sourceOf(load(), 'lxc/one');
    assert.is(source?.address, 'layer/web@pve1');
    assert.is(source?.layer, stamps()['layer/web@pve1']);
    assert.is(sourceOf(load(), 'layer/web@pve1')?.address, 'layer/base@pve1');
  });

  for (const [what, changed, which] of [
    ['an option', { 'layer/web.json': { clone: 'layer/base', timezone: 'Europe/Vienna' } }, ['web']],
    ['the layer below', { 'layer/base.json': { ...BASE, nesting: true } }, ['base', 'web']],
    [
      'the archive',
      { 'layer/base.json': { ...BASE, ostemplate: ARCHIVE.replace('12.12', '12.13') } },
      ['base', 'web'],
    ],
    [
      'the size of its disk',
      { 'layer/web.json': { clone: 'layer/base', timezone: 'UTC', rootfs: { size: '6G' } } },
      ['web'],
    ],
    ['its generation', { 'layer/base.json': { ...BASE, generation: 2 } }, ['base', 'web']],
    ['its card', { 'layer/base.json': { ...BASE, net0: { bridge: 'vmbr1', ip: 'dhcp' } } }, []],
    ['memory and cores of the build', { 'layer/base.json': { ...BASE, memory: '4G', cores: 8 } }, []],
    ['words about it', { 'layer/base.json': { ...BASE, description: 'the base', tags: ['x'] } }, []],
    ['a guest of it', { 'lxc/one.json': { vmid: 101, node: 'pve1', clone: 'layer/web', cores: 4 } }, []],
  ] as const) {
    test(`${what}: another content of ${which.length > 0 ? which.join(' and ') : 'none'}`, () => {
      const [before, after] = [stamps(), stamps(changed)];
      const changes = Object.keys(before).filter((address) => before[address] !== after[address]);
      assert.equal(
        changes,
        which.map((name) => `layer/${name}@pve1`),
      );
    });
  }

  test('the content is the same on every node, and in any order of files', () => {
    const other = { 'lxc/two.json': { vmid: 102, node: 'pve2', clone: 'layer/web' } };
    const here = stamps(other);
    assert.is(here['layer/web@pve1'], here['layer/web@pve2']);
    const turned = Object.entries({ ...FILES, ...other }).toReversed();
    const estate = estateOf(new Map(turned.map(([path, value]) => [path, JSON.stringify(value)])));
    for (const [address, stamp] of Object.entries(here)) {
      assert.is((estate.resources.get(address) as Resource<LayerSpec>).spec.layer, stamp);
    }
  });

  test('a clone is full where the storage of the layer makes no linked ones', () => {
    const local = load({ 'layer/base.json': { ...BASE, rootfs: { storage: 'local', size: '4G' } } });
    assert.is(sourceOf(local, 'lxc/one')?.full, true);
    assert.is(sourceOf(load(), 'lxc/one')?.full, undefined);
  });

  for (const [what, changed, expected] of [
    [
      'no range',
      { 'phoenix.json': { name: 'lab', nodes: { pve1: NODE } } },
      ['PHX801 layer/base.json', 'PHX801 layer/web.json'],
    ],
    [
      'a range that runs backwards',
      { 'phoenix.json': { name: 'lab', nodes: { pve1: NODE }, layers: { vmids: [9099, 9000] } } },
      ['PHX303 phoenix.json'],
    ],
    [
      'a guest in the range',
      { 'lxc/in.json': { vmid: 9001, node: 'pve1', clone: 'layer/web' } },
      ['PHX508 lxc/in.json'],
    ],
    [
      'a chain of five',
      {
        'layer/c.json': { clone: 'layer/web' },
        'layer/d.json': { clone: 'layer/c' },
        'layer/e.json': { clone: 'layer/d' },
        'lxc/one.json': { vmid: 101, node: 'pve1', clone: 'layer/e' },
      },
      ['PHX802 layer/e.json'],
    ],
    ['a loop', { 'layer/base.json': { clone: 'layer/web' } }, ['PHX506 layer/base.json']],
    [
      'a guest as its source',
      {
        'lxc/tpl.json': { vmid: 105, node: 'pve1', ...BASE, template: true },
        'layer/base.json': { clone: 'lxc/tpl' },
      },
      ['PHX803 layer/base.json'],
    ],
    [
      'a layer that is not there',
      { 'layer/web.json': { clone: 'layer/nothing' }, 'layer/base.json': null },
      ['PHX611 layer/web.json'],
    ],
    ['a layer that nothing uses', { 'layer/alone.json': BASE }, ['PHX805 layer/alone.json']],
    ['a VMID', { 'layer/base.json': { ...BASE, vmid: 900 } }, ['PHX301 layer/base.json']],
    [
      'mounts',
      { 'layer/base.json': { ...BASE, mounts: { '/data': { storage: 'tank', size: '1G' } } } },
      ['PHX301 layer/base.json'],
    ],
    ['onboot', { 'layer/base.json': { ...BASE, onboot: true } }, ['PHX301 layer/base.json']],
    ['no root disk', { 'layer/base.json': { ostemplate: ARCHIVE } }, ['PHX607 layer/base.json']],
  ] as const) {
    test(`${what} is told`, () => {
      const all = found(changed);
      for (const one of expected)
        assert.ok(all.includes(one), JSON.stringify(load(changed).findings, null, 1));
    });
  }
});
