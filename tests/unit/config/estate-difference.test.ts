import * as assert from 'uvu/assert';
import { isBesideFiles } from '../../../src/config/beside-files.ts';
import { differenceOf, differs } from '../../../src/config/estate-difference.ts';
import { loadEstate } from '../../../src/config/estate.ts';
import type { Estate, Tree } from '../../../src/config/model.ts';
import { errorsIn } from '../../../src/errors.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { shippedFeatures } from '../../../src/sources/shipped-features.ts';
import { describe } from '../../support/describe.ts';

const SETTINGS = { name: 'lab', nodes: { pve1: {} }, binds: { models: { path: '/srv/models' } } };
const LEAST = { ostemplate: 'local:vztmpl/a.tar.zst', rootfs: { storage: 'local', size: '4G' } };
const web = (part: object = {}) => ({ vmid: 101, ...LEAST, ...part });

type Files = Readonly<Record<string, object>>;

function load(files: Files, env: string | null = null, kept: Readonly<Record<string, string>> = {}): Estate {
  const all = Object.entries({ 'phoenix.json': SETTINGS, ...files });
  const sources = all.map(([path, value]) => [path, { path, text: JSON.stringify(value, null, 1) }] as const);
  const bytes = Object.entries(kept).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  const tree: Tree = {
    root: 'configs',
    revision: null,
    files: new Map(sources),
    kept: new Map(bytes),
    findings: [],
  };
  const estate = loadEstate(tree, { env, kinds, shipped: shippedFeatures });
  assert.equal(
    errorsIn(estate.findings).filter((one) => !isBesideFiles(one)),
    [],
  );
  return estate;
}

const line = (a: Estate, b: Estate) =>
  differenceOf(a, b).resources.map(({ address, is, was, fields }) => {
    const told = fields.map(({ field, before, after }) => [field, before, after]);
    return [address, is, was, told];
  });

/** Two versions of a guest, and the fields that differ. */
const FIELDS: readonly (readonly [string, object, object, readonly unknown[]])[] = [
  ['a value', { memory: '1G' }, { memory: '2G' }, [['memory', '1G', '2G']]],
  ['another spelling', { memory: '1G' }, { memory: 1024 }, []],
  ['what is set', {}, { memory: '2G' }, [['memory', null, '2G']]],
  ['a set, however it is ordered', { tags: ['b', 'a'] }, { tags: ['a', 'b'] }, []],
  ['a set', { tags: ['a'] }, { tags: ['b'] }, [['tags', ['a'], ['b']]]],
  ['a short form', { mounts: { '/m': 'bind:models' } }, { mounts: { '/m': { bind: 'models' } } }, []],
  [
    'a short form and more',
    { mounts: { '/m': 'bind:models' } },
    { mounts: { '/m': { bind: 'models', ro: true } } },
    [['mounts["/m"].ro', null, true]],
  ],
  [
    'a reference to a secret',
    { env: { A: '${secret:env:A}' } },
    { env: { A: '${secret:env:B}' } },
    [['env.A', '${secret:env:A}', '${secret:env:B}']],
  ],
  ['a check', { health: { a: { tcp: ':1' } } }, {}, [['health.a.tcp', ':1', null]]],
];

describe('the difference of estates', (test) => {
  for (const [what, before, after, fields] of FIELDS) {
    test(`tells ${what}`, () => {
      const [a, b] = [load({ 'lxc/web.json': web(before) }), load({ 'lxc/web.json': web(after) })];
      assert.equal(line(a, b), fields.length === 0 ? [] : [['lxc/web', 'changed', null, fields]]);
      const back = fields.map((one) => {
        const [field, x, y] = one as readonly unknown[];
        return [field, y, x];
      });
      assert.equal(line(b, a), back.length === 0 ? [] : [['lxc/web', 'changed', null, back]]);
    });
  }

  test('pairs by VMID before it pairs by name', () => {
    const a = load({
      'lxc/web.json': web(),
      'lxc/db.json': web({ vmid: 102 }),
      'lxc/old.json': web({ vmid: 103 }),
    });
    const b = load({
      'lxc/shop.json': web(),
      'lxc/db.json': web({ vmid: 104 }),
      'lxc/new.json': web({ vmid: 105 }),
    });
    assert.equal(line(a, b), [
      ['lxc/db', 'changed', null, [['vmid', 102, 104]]],
      ['lxc/new', 'added', null, []],
      ['lxc/old', 'removed', null, []],
      ['lxc/shop', 'renamed', 'lxc/web', [['hostname', 'web', 'shop']]],
    ]);
  });

  test('names the place of both sides, in whichever file they stand', () => {
    const a = load({ 'lxc/web.json': web(), 'base/lxc.json': { memory: '1G' } });
    const b = load({ 'lxc/web.json': web({ memory: '2G' }), 'base/lxc.json': { memory: '1G' } });
    const [field] = differenceOf(a, b).resources[0]?.fields ?? [];
    assert.equal([field?.beforeAt?.file, field?.afterAt?.file], ['base/lxc.json', 'lxc/web.json']);
    assert.equal([field?.beforeAt?.line, field?.afterAt?.line], [2, 8]);
  });

  test('tells environments of one tree apart', () => {
    const files = {
      'lxc/web.json': web({ memory: '1G' }),
      'environments/prod/lxc/web.json': { memory: '8G' },
      'environments/staging/lxc/web.json': { cores: 1 },
    };
    assert.equal(line(load(files, 'staging'), load(files, 'prod')), [
      [
        'lxc/web',
        'changed',
        null,
        [
          ['cores', 1, null],
          ['memory', '1G', '8G'],
        ],
      ],
    ]);
    assert.not.ok(differs(differenceOf(load(files), load(files))));
  });

  test('tells settings, own features and the vault', () => {
    const feature = (version: string) =>
      JSON.stringify({ id: 'own', version, name: 'Own', description: 'It is ours.' });
    const a = load({ 'lxc/web.json': web() }, null, {
      'features/own/feature.json': feature('1.0.0'),
      'features/own/install.sh': 'true',
      'vault/db/app.gpg': 'one',
      'vault/old.gpg': 'x',
    });
    const b = load(
      { 'lxc/web.json': web(), 'phoenix.json': { ...SETTINGS, policies: { retire: '3d' } } },
      null,
      {
        'features/own/feature.json': feature('1.0.0'),
        'features/own/install.sh': 'false',
        'vault/db/app.gpg': 'two',
      },
    );
    const { settings, features, secrets, resources } = differenceOf(a, b);
    assert.equal(resources, []);
    assert.equal(
      settings.map(({ field, before, after }) => [field, before, after]),
      [['policies.retire', null, '3d']],
    );
    assert.equal(features, [{ name: 'own', is: 'changed', before: '1.0.0', after: '1.0.0' }]);
    assert.equal(
      secrets.map(({ name, is }) => [name, is]),
      [
        ['db/app', 'changed'],
        ['old', 'removed'],
      ],
    );
  });
});
