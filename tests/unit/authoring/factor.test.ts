/** Factored files merge to exactly the resources that they were made of, and look as a person would write them. */
import * as assert from 'uvu/assert';
import type { AuthoredFiles, Whole } from '../../../src/authoring/authored.ts';
import { factor } from '../../../src/authoring/factor.ts';
import { difference } from '../../../src/authoring/factor/difference.ts';
import { mergePatch } from '../../../src/config/merge.ts';
import { canonical, isObject, type Json, type JsonObject } from '../../../src/json.ts';
import { arbitraryInput } from '../../support/arbitrary-spec.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';
import { without } from '../../support/fitting-spec.ts';

const SETS = ['tags', 'dependsOn'];
const SET_KEYS: ReadonlySet<string> = new Set(SETS);

const factored = (wholes: readonly Whole[]) => factor({ kind: 'lxc', sets: SETS, wholes });
const named = (values: readonly JsonObject[]): readonly Whole[] =>
  values.map((value, index) => ({ address: `lxc/guest-${index}`, value }));
const valuesOf = (files: AuthoredFiles) =>
  Object.fromEntries([...files].map(([path, { value }]) => [path, value]));

/** What a file says once everything that it extends is under it. */
function merged(files: AuthoredFiles, address: string): JsonObject {
  const order: string[] = [];
  const visit = (path: string): void => {
    const extended = (files.get(path)?.value['extends'] ?? []) as readonly string[];
    for (const name of extended) visit(`profiles/${name}.jsonc`);
    if (!order.includes(path)) order.push(path);
  };
  visit(`${address}.jsonc`);
  const all = files.has('base/lxc.jsonc') ? ['base/lxc.jsonc', ...order] : order;
  return all.reduce<JsonObject>(
    (under, path) => mergePatch(under, files.get(path)?.value ?? {}, SET_KEYS),
    {},
  );
}

/** Sets in one order, each entry once. */
const settled = (value: JsonObject): string =>
  canonical({
    ...value,
    ...Object.fromEntries(
      SETS.filter((key) => Array.isArray(value[key])).map((key) => [
        key,
        [...new Set(value[key] as readonly string[])].toSorted(),
      ]),
    ),
  });

function holdsTheLaw(wholes: readonly Whole[]): void {
  const files = factored(wholes);
  for (const { address, value } of wholes)
    assert.is(settled(merged(files, address)), settled(value), address);
}

/** Objects of few keys and values, so that guests have things alike, and shapes that stand in each other's way. */
const small = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(1, 'a', true, '', [], ['a'], ['a', 1]),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', '!a', 'b-c'), tie('value'), { maxKeys: 3 }),
}));
const guest = fc
  .record(
    {
      vmid: fc.integer({ min: 100, max: 110 }),
      net0: small.object,
      features: small.object,
      mounts: small.object,
      raw: small.value,
      clone: small.value,
      memory: fc.constantFrom<Json>(1024, '1G'),
      tags: fc.array(fc.constantFrom<Json>('x', 'y', 'z')),
      dependsOn: fc.oneof(fc.array(fc.constantFrom<Json>('lxc/a', 'lxc/b')), fc.constant<Json>('lxc/a')),
      other: small.value,
    },
    { requiredKeys: [] },
  )
  .map((value): JsonObject => ({ ...value }));
const herd = fc.array(guest, { maxLength: 14 });

const IDENTITY = /"(?:vmid|hostname|ip|ip6|hwaddr|clone|adopt|description|snapshots)":/;

describe('factor', (test) => {
  test('is undone by merging, for anything', () => {
    fc.assert(
      fc.property(herd, (values) => holdsTheLaw(named(values))),
      { numRuns: 400 },
    );
  });

  test('is undone by merging, for files of containers over every key of the schema', () => {
    const several = fc.array(arbitraryInput, { minLength: 1, maxLength: 6 });
    const alike = fc.tuple(several, fc.array(fc.nat(), { maxLength: 12 })).map(([inputs, picks]) => {
      const pool = inputs.map((input) => without(input, 'extends', '$schema') as unknown as JsonObject);
      return [...pool, ...picks.map((at, i) => ({ ...pool[at % pool.length], vmid: 1000 + i }))];
    });
    fc.assert(
      fc.property(alike, (values) => holdsTheLaw(named(values))),
      { numRuns: 100 },
    );
  });

  test('does not depend on the order of resources', () => {
    fc.assert(
      fc.property(herd, fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), (values, keys) => {
        const wholes = named(values);
        const shuffled = wholes.toSorted(
          (a, b) => (keys[wholes.indexOf(a)] ?? 0) - (keys[wholes.indexOf(b)] ?? 0),
        );
        assert.equal([...factored(shuffled)], [...factored(wholes)]);
      }),
      { numRuns: 100 },
    );
  });

  test('never makes much more text than files that stand alone', () => {
    fc.assert(
      fc.property(herd, (values) => {
        const size = (all: readonly Json[]) =>
          all.reduce<number>((sum, one) => sum + canonical(one).length, 0);
        const files = Object.values(valuesOf(factored(named(values))));
        assert.ok(size(files) <= size(values) + 20 * files.length);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves what belongs to one guest in its own file', () => {
    const one = {
      vmid: 100,
      hostname: 'x',
      adopt: true,
      description: 'Made by hand.',
      clone: 'layer/x',
      snapshots: { before: {} },
      net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', ip6: 'fd00::5/64', hwaddr: 'BC:24:11:00:00:01' },
      net7: { bridge: 'vmbr7', ip: '10.0.7.5/24', hwaddr: 'BC:24:11:00:00:02' },
    };
    const files = valuesOf(factored(named([one, one, one, one, one])));
    assert.equal(files['base/lxc.jsonc'], { net0: { bridge: 'vmbr0' }, net7: { bridge: 'vmbr7' } });
    for (const [path, value] of Object.entries(files))
      assert.is(IDENTITY.test(canonical(value)), path.startsWith('lxc/'), path);
  });

  test('makes neither base nor profiles of one guest, and nothing of none', () => {
    assert.equal([...factored([])], []);
    const one = { vmid: 100, memory: '2G' };
    assert.equal(valuesOf(factored(named([one]))), { 'lxc/guest-0.jsonc': one });
  });

  test('keeps the lines above a file, and says those of the base', () => {
    const wholes = named([{ memory: 512 }, { memory: 512 }]).map((one) => ({
      ...one,
      comment: ['Once 900.'],
    }));
    const files = factor({ kind: 'lxc', sets: SETS, wholes, baseComment: ['What all have.'] });
    assert.equal(files.get('base/lxc.jsonc')?.comment, ['What all have.']);
    assert.equal(files.get('lxc/guest-1.jsonc'), { value: {}, comment: ['Once 900.'] });
  });

  test('puts into the base what all have, and what hardly any has not', () => {
    const common = { unprivileged: true, net0: { bridge: 'vmbr0', gw: '10.0.0.1' }, onboot: true };
    const values: JsonObject[] = Array.from({ length: 10 }, (_, i) => ({ vmid: 100 + i, ...common }));
    const [first, second] = values as [JsonObject, JsonObject];
    const { onboot: _, ...quiet } = first;
    const files = valuesOf(factored(named([quiet, { ...second, unprivileged: false }, ...values.slice(2)])));
    assert.equal(files['base/lxc.jsonc'], common);
    assert.equal(files['lxc/guest-0.jsonc'], { vmid: 100, onboot: null });
    assert.equal(files['lxc/guest-1.jsonc'], { vmid: 101, unprivileged: false });
    assert.equal(files['lxc/guest-9.jsonc'], { vmid: 109 });
  });

  test('names no feature in a base without the options that each of its guests has for it', () => {
    const roles = ['server', 'agent', 'agent', 'server', 'edge'];
    const files = factored(
      named(roles.map((role) => ({ memory: '2G', features: { nvidia: {}, portainer: { role } } }))),
    );
    assert.equal(valuesOf(files)['base/lxc.jsonc'], { memory: '2G', features: { nvidia: {} } });
  });

  test('never lets a guest depend on itself by a base', () => {
    const values = ['lxc/a', 'lxc/b', 'lxc/c', 'lxc/d', 'lxc/e'].map((_, i): JsonObject =>
      i === 0 ? {} : { dependsOn: ['lxc/guest-0'] },
    );
    assert.not.ok(factored(named(values)).has('base/lxc.jsonc'));
  });

  test('names a group after what its members share, and lets a small one extend the large one that it lies in', () => {
    const docker = { nesting: true, keyctl: true, raw: { 'lxc.apparmor.profile': 'unconfined' } };
    const gpu = {
      features: { nvidia: { version: '580.76.05' } },
      gpus: { gpu0: {} },
      cores: 6,
      memory: 72000,
      searchdomain: 'ai.lab.example',
    };
    const values: JsonObject[] = [
      ...[1, 2, 3].map((i) => ({ vmid: i, ...docker, ...gpu })),
      ...[4, 5, 6].map((i) => ({ vmid: i, ...docker, dependsOn: [`lxc/guest-${i}`] })),
      ...[7, 8, 9, 10, 11, 12, 13].map((i) => ({ vmid: i, cores: i })),
    ];
    const files = valuesOf(factored(named(values)));
    assert.equal(files, {
      'profiles/docker-host.jsonc': docker,
      'profiles/nvidia.jsonc': { extends: ['docker-host'], ...gpu },
      ...Object.fromEntries(
        [1, 2, 3].map((i) => [`lxc/guest-${i - 1}.jsonc`, { extends: ['nvidia'], vmid: i }]),
      ),
      ...Object.fromEntries(
        [4, 5, 6].map((i) => [
          `lxc/guest-${i - 1}.jsonc`,
          { extends: ['docker-host'], vmid: i, dependsOn: [`lxc/guest-${i}`] },
        ]),
      ),
      ...Object.fromEntries(
        [7, 8, 9, 10, 11, 12, 13].map((i) => [`lxc/guest-${i - 1}.jsonc`, { vmid: i, cores: i }]),
      ),
    });
  });

  test('takes no name that a profile has already', () => {
    const shared = {
      mounts: { '/models': 'bind:models', '/cache': 'bind:cache' },
      nesting: true,
      keyctl: true,
    };
    const wholes = named(Array.from({ length: 9 }, (_, i) => (i < 4 ? shared : {})));
    const profiles = (taken: readonly string[]) =>
      [...factor({ kind: 'lxc', sets: SETS, wholes, taken: new Set(taken) }).keys()].filter((path) =>
        path.startsWith('profiles/'),
      );
    assert.equal(profiles([]), ['profiles/docker-host.jsonc']);
    assert.equal(profiles(['docker-host']), ['profiles/docker-host-cache.jsonc']);
  });
});

describe('a difference', (test) => {
  test('is the patch from anything to anything', () => {
    fc.assert(
      fc.property(guest, guest, (under, whole) => {
        const patch = difference(under, whole, SET_KEYS);
        assert.is(settled(mergePatch(under, patch, SET_KEYS)), settled(mergePatch({}, whole, SET_KEYS)));
        assert.is(Object.keys(difference(whole, whole, SET_KEYS)).length, 0);
      }),
      { numRuns: 500 },
    );
  });

  const cases: readonly (readonly [string, JsonObject, JsonObject, JsonObject])[] = [
    ['nothing where nothing differs', { a: { b: 1 } }, { a: { b: 1 } }, {}],
    ['null for a key that goes', { a: 1, b: 2 }, { a: 1 }, { b: null }],
    ['null for a whole object', { a: { b: 1, c: 2 } }, {}, { a: null }],
    ['an object that stays, emptied', { a: { b: 1 } }, { a: {} }, { a: { b: null } }],
    ['only what differs inside', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, { a: { c: 3 } }],
    [
      'what comes into a set and goes from it',
      { tags: ['x', 'y'] },
      { tags: ['y', 'z'] },
      { tags: ['!x', 'z'] },
    ],
    ['nothing for a set in another order', { tags: ['x', 'y'] }, { tags: ['y', 'x'] }, {}],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }, { a: [2, 1] }],
  ];
  for (const [what, under, whole, patch] of cases) {
    test(`says ${what}`, () => {
      assert.equal(difference(under, whole, SET_KEYS), patch);
      assert.ok(isObject(patch));
    });
  }
});
