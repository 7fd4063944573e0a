import * as assert from 'uvu/assert';
import { environmentsOf, loadEstate } from '../../../src/config/estate.ts';
import type { Estate } from '../../../src/config/model.ts';
import type { Finding } from '../../../src/errors.ts';
import type { Json } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';
import { treeOf } from '../../support/tree.ts';

const SETTINGS = { name: 'lab', nodes: { pve1: {} } };
const kinds = [tinyKind];

const load = (files: Readonly<Record<string, unknown>>, env: string | null = null) =>
  loadEstate(treeOf({ 'phoenix.json': SETTINGS, ...files }), { env, kinds });

const shown = ({ id, at }: Finding) => `${id} ${at ? `${at.file}:${at.line}:${at.column}` : '-'}`;
const idsOf = (estate: Estate) => estate.findings.map(shown);
const mergedOf = (estate: Estate, address: string): Json | undefined => estate.resources.get(address)?.merged;

describe('an estate', (test) => {
  test('merges base, profiles, file and environment, in this order', () => {
    const estate = load(
      {
        'base/box.json': { memory: 1, net0: { bridge: 'base', ip: 'base' }, tags: ['base'] },
        'profiles/p.json': { memory: 2, net0: { ip: 'p' }, tags: ['p', '!base'] },
        'profiles/q.json': { extends: ['p'], memory: 3 },
        'box/web.json': { vmid: 100, extends: ['q'], net0: { ip: 'web' } },
        'environments/prod/box/web.json': { memory: 4, tags: ['prod'] },
      },
      'prod',
    );
    assert.equal(estate.findings, []);
    assert.equal(mergedOf(estate, 'box/web'), {
      vmid: 100,
      memory: 4,
      net0: { bridge: 'base', ip: 'web' },
      tags: ['p', 'prod'],
    });
    const files = estate.resources.get('box/web')?.contributions.map((one) => one.file);
    assert.equal(files, [
      'base/box.json',
      'profiles/p.json',
      'profiles/q.json',
      'box/web.json',
      'environments/prod/box/web.json',
    ]);
  });

  test('takes a profile that is named twice once, where it is met first', () => {
    const estate = load({
      'profiles/p.json': { memory: 1 },
      'profiles/a.json': { extends: ['p'], memory: 2 },
      'profiles/b.json': { extends: ['p'], tags: ['b'] },
      'box/web.json': { vmid: 100, extends: ['a', 'b', 'p'] },
    });
    assert.is((mergedOf(estate, 'box/web') as { memory: number }).memory, 2);
  });

  test('keeps environments apart', () => {
    const files = {
      'box/web.json': { vmid: 100 },
      'environments/a/box/web.json': { memory: 1 },
      'environments/b/box/extra.json': { vmid: 101 },
    };
    assert.equal(mergedOf(load(files), 'box/web'), { vmid: 100 });
    assert.equal(mergedOf(load(files, 'a'), 'box/web'), { vmid: 100, memory: 1 });
    assert.equal([...load(files, 'b').resources.keys()], ['box/extra', 'box/web']);
    assert.equal(environmentsOf(treeOf(files)), ['a', 'b']);
  });

  test('defaults what the kind defaults', () => {
    const { spec } = load({ 'box/web.json': { vmid: 100 } }).resources.get('box/web') ?? {};
    assert.equal(spec, { vmid: 100, node: 'pve1', address: null, dependsOn: [] });
  });

  test('tells a fault of a base once, however many resources stand on it', () => {
    const boxes = Object.fromEntries([...Array(50).keys()].map((n) => [`box/b${n}.json`, { vmid: 100 + n }]));
    assert.equal(idsOf(load({ ...boxes, 'base/box.json': { memroy: 1 } })), ['PHX301 base/box.json:2:3']);
  });

  test('gives findings in an order that does not depend on the order of the files', () => {
    const files = {
      'box/b.json': { vmid: 'x', nett0: 1 },
      'box/a.json': { vmid: 100, memory: true },
      'box/c.json': '{',
    };
    const wanted = [
      'PHX302 box/a.json:3:13',
      'PHX302 box/b.json:2:11',
      'PHX301 box/b.json:3:3',
      'PHX101 box/c.json:1:2',
    ];
    assert.equal(idsOf(load(files)), wanted);
    assert.equal(idsOf(load(Object.fromEntries(Object.entries(files).toReversed()))), wanted);
  });

  test('says nothing about what is missing where a part could not be read', () => {
    const files = { 'base/box.json': '{ "vmid": ', 'box/web.json': { memroy: 1 } };
    assert.equal(idsOf(load(files)), ['PHX101 base/box.json:1:11', 'PHX301 box/web.json:2:3']);
  });

  test('checks files one by one where phoenix.json is wrong', () => {
    const estate = load({ 'phoenix.json': { name: 'X' }, 'box/web.json': { vmid: 1 } });
    assert.equal(idsOf(estate), [
      'PHX303 box/web.json:2:11',
      'PHX304 phoenix.json:1:1',
      'PHX303 phoenix.json:2:11',
    ]);
    assert.is(estate.resources.size, 0);
  });
});

describe('an estate loaded again', (test) => {
  const files = {
    'phoenix.json': SETTINGS,
    'base/box.json': { memory: 1 },
    'profiles/p.json': { tags: ['p'] },
    'box/a.json': { vmid: 100 },
    'box/b.json': { vmid: 101, extends: ['p'] },
    'box/c.json': { vmid: 102, env: { A: '${box/a.vmid}' } },
    'environments/e/box/a.json': { memory: 2 },
  };
  const first = loadEstate(treeOf(files), { env: null, kinds });
  const again = (changed: Readonly<Record<string, unknown>>, env: string | null = null) => {
    const next = loadEstate(treeOf({ ...files, ...changed }), { env, kinds, previous: first });
    return [...next.resources]
      .filter(([address, one]) => first.resources.get(address) !== one)
      .map(([address]) => address);
  };

  // A resource with references is always made anew, since what it refers to may have changed.
  const cases: readonly [
    name: string,
    changed: Record<string, unknown>,
    anew: readonly string[],
    env?: string,
  ][] = [
    ['shares everything when nothing changed', {}, ['box/c']],
    ['makes what changed', { 'box/a.json': { vmid: 103 } }, ['box/a', 'box/c']],
    ['makes all that extend a changed profile', { 'profiles/p.json': { tags: ['q'] } }, ['box/b', 'box/c']],
    [
      'makes all that stand on a changed base',
      { 'base/box.json': { memory: 2 } },
      ['box/a', 'box/b', 'box/c'],
    ],
    [
      'makes all when the settings changed',
      { 'phoenix.json': { name: 'lab', nodes: { pve2: {} } } },
      ['box/a', 'box/b', 'box/c'],
    ],
    ['makes all in another environment', {}, ['box/a', 'box/b', 'box/c'], 'e'],
  ];
  for (const [name, changed, anew, env] of cases) {
    test(name, () => {
      assert.equal(again(changed, env ?? null), [...anew]);
    });
  }

  test('looks again at a resource that asked for one that changed', () => {
    const asking = {
      ...tinyKind,
      resolve: (input: Parameters<typeof tinyKind.resolve>[0]) => {
        input.mergedOf('box/a');
        return tinyKind.resolve(input);
      },
    };
    const one = loadEstate(treeOf(files), { env: null, kinds: [asking] });
    const same = loadEstate(treeOf(files), { env: null, kinds: [asking], previous: one });
    assert.is(same.resources.get('box/b'), one.resources.get('box/b'));
    const other = loadEstate(treeOf({ ...files, 'box/a.json': { vmid: 103 } }), {
      env: null,
      kinds: [asking],
      previous: same,
    });
    assert.is.not(other.resources.get('box/b'), one.resources.get('box/b'));
  });

  test('still reports what a shared file has', () => {
    const warned = { ...files, 'profiles/unused.json': {} };
    const one = loadEstate(treeOf(warned), { env: null, kinds });
    const next = loadEstate(treeOf(warned), { env: null, kinds, previous: one });
    assert.equal(next.findings, one.findings);
    assert.equal(idsOf(next), ['PHX206 profiles/unused.json:1:1']);
  });
});
