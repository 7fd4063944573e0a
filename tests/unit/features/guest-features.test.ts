/** From a guest's file to its features: options, what is brought along, requirements, order and hashes. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { JsonObject } from '../../../src/json.ts';
import { guestFeatures, type GuestFeaturesInput } from '../../../src/features/guest-features.ts';
import type { GuestFacts } from '../../../src/features/requirements.ts';
import { describe } from '../../support/describe.ts';
import { featuresOf } from '../../support/feature-files.ts';

const GUEST: GuestFacts = {
  nesting: false,
  keyctl: false,
  fuse: false,
  privileged: false,
  memory: 512 * 1024,
  disk: 4 * 1024 * 1024,
  devices: [],
  os: 'debian:12',
};

type Wanted = Readonly<Record<string, JsonObject>>;

function resolve(
  manifests: Readonly<Record<string, JsonObject>>,
  wanted: Wanted,
  more: Partial<GuestFeaturesInput> = {},
) {
  const input = {
    wanted,
    path: '/features',
    features: featuresOf(manifests),
    lock: null,
    guest: GUEST,
    host: null,
    ...more,
  };
  return guestFeatures(input);
}

const told = ({ findings }: ReturnType<typeof resolve>) =>
  findings.map(({ id, path, message }) => `${id} ${path} ${message}`);
const order = ({ features }: ReturnType<typeof resolve>) => features.map(({ feature }) => feature.id);
const hashes = ({ features }: ReturnType<typeof resolve>) =>
  Object.fromEntries(features.map(({ feature, hash }) => [feature.id, hash]));

const options = {
  options: {
    port: { type: 'integer', default: 80 },
    mode: { type: 'string', enum: ['fast', 'slow'], default: 'fast' },
    on: { type: 'boolean' },
    names: { type: 'list', pattern: '^[a-z]+$' },
    targets: { type: 'list', pattern: '^[a-z]+=[0-9.]+:[0-9]+$' },
    title: { type: 'string' },
    token: { type: 'string', secret: true },
  },
} as const;

const values: readonly [string, JsonObject, RegExp | null][] = [
  ['nothing', {}, null],
  ['values', { port: 8080, mode: 'slow', on: true, names: ['a'], title: '' }, null],
  ['a secret', { token: '${secret:env:TOKEN}' }, null],
  ['an unknown option', { prot: 1 }, /^PHX712 \/features\/x\/prot .*no option "prot"/],
  ['a text for a number', { port: '80' }, /^PHX713 .*must be a whole number/],
  ['a fraction', { port: 1.5 }, /^PHX713/],
  ['a number for a text', { title: 1 }, /^PHX713 .*must be a text/],
  ['a text for a boolean', { on: 'true' }, /^PHX713 .*must be true or false/],
  ['a text for a list', { names: 'a' }, /^PHX713 .*must be a list of texts/],
  ['a number in a list', { names: [1] }, /^PHX713/],
  ['an entry that does not match', { names: ['a', 'B'] }, /^PHX713 .*must match/],
  ['an address that is known after an apply', { targets: ['node=${lxc/db.net0.address}:9100'] }, null],
  ['one where it does not fit', { targets: ['node=${lxc/db.net0.address}'] }, /^PHX713 .*must match/],
  ['one of another family', { targets: ['node=${lxc/db.net0.address6}:9100'] }, /^PHX713 .*must match/],
  ['an entry of two lines', { names: ['a\nb'] }, /^PHX713 .*lines/],
  ['another value', { mode: 'fsat' }, /^PHX713 .*must be one of "fast", "slow"/],
  ['NUL', { title: 'a\u0000' }, /^PHX713 .*NUL/],
  ['a secret in plain text', { token: 'hunter2' }, /^PHX715 \/features\/x\/token (?!.*hunter2)/],
  ['a secret in a text', { token: 'x ${secret:env:A}' }, /^PHX715/],
  ['a secret in an option that is none', { title: '${secret:env:A}' }, /^PHX715 .*is not secret/],
  ['a secret in a list', { names: ['${secret:env:A}'] }, /^PHX715/],
  ['__proto__', JSON.parse('{"__proto__": 1}') as JsonObject, /^PHX712/],
  ['constructor', { constructor: 1 }, /^PHX712/],
];

const needs = (guest: JsonObject) => ({ x: { requires: { guest } } });
const requirements: readonly [
  string,
  Readonly<Record<string, JsonObject>>,
  Partial<GuestFeaturesInput>,
  RegExp | null,
][] = [
  ['nesting', needs({ nesting: true }), {}, /^PHX719 \/features\/x .*requires nesting/],
  ['nesting, which is there', needs({ nesting: true }), { guest: { ...GUEST, nesting: true } }, null],
  ['a privileged guest', needs({ privileged: true }), {}, /^PHX719 .*privileged/],
  ['memory', needs({ memory: '1G' }), {}, /^PHX719 .*at least 1G; the guest has 512M/],
  ['enough memory', needs({ memory: '512M' }), {}, null],
  ['memory that is not known', needs({ memory: '1G' }), { guest: { ...GUEST, memory: null } }, null],
  ['disk', needs({ disk: '8G' }), {}, /^PHX719 .*root disk of at least 8G; the guest has 4G/],
  ['a device', needs({ devices: ['/dev/fuse'] }), {}, /^PHX719 .*\/dev\/fuse/],
  [
    'a fact',
    { x: { requires: { host: { 'nvidia.driver': true } } } },
    { host: {} },
    /^PHX720 .*does not declare it/,
  ],
  [
    'a fact that is false',
    { x: { requires: { host: { kvm: true } } } },
    { host: { kvm: false } },
    /^PHX720 .*declares false/,
  ],
  [
    'a fact of another value',
    { x: { requires: { host: { arch: 'amd64' } } } },
    { host: { arch: 'arm64' } },
    /^PHX720 .*to be "amd64".*"arm64"/,
  ],
  [
    'a fact that is there',
    { x: { requires: { host: { 'nvidia.driver': true } } } },
    { host: { 'nvidia.driver': '550.1' } },
    null,
  ],
  ['a fact of a node that is not known', { x: { requires: { host: { kvm: true } } } }, {}, null],
  ['another system', { x: { os: ['ubuntu:24.04'] } }, {}, /^PHX721 .*runs debian:12/],
  ['its system', { x: { os: ['debian:12', 'ubuntu:24.04'] } }, {}, null],
  ['a system that is not known', { x: { os: ['ubuntu:24.04'] } }, { guest: { ...GUEST, os: null } }, null],
  [
    'a conflict with an id',
    { x: { conflicts: ['y'] }, y: {} },
    { wanted: { x: {}, y: {} } },
    /^PHX718 .*"x" cannot be in one guest with "y"/,
  ],
  [
    'a conflict with a word',
    { x: { conflicts: ['http'] }, y: { provides: ['http'] } },
    { wanted: { x: {}, y: {} } },
    /^PHX718/,
  ],
  [
    'a conflict of both is told once',
    { x: { conflicts: ['y'] }, y: { conflicts: ['x'] } },
    { wanted: { x: {}, y: {} } },
    /^PHX718/,
  ],
  ['a conflict with its own word', { x: { conflicts: ['http'], provides: ['http'] } }, {}, null],
  [
    'a conflict with what was brought',
    { x: { dependsOn: { z: {} } }, y: { conflicts: ['z'] }, z: {} },
    { wanted: { x: {}, y: {} } },
    /^PHX718 .*brought by x/,
  ],
];

describe('features of a guest', (test) => {
  for (const [name, given, pattern] of values) {
    test(`${pattern ? 'refuses' : 'takes'} ${name}`, () => {
      const all = told(resolve({ x: options }, { x: given }));
      assert.is(all.length, pattern ? 1 : 0, all.join('\n'));
      if (pattern) assert.match(all[0] ?? '', pattern);
    });
  }

  test('one whose folder is not sound is told as that, and none is offered in its place', () => {
    const more = { unsound: new Set(['x', 'y']) };
    assert.equal(told(resolve({ z: { dependsOn: { y: {} } } }, { x: {}, z: {} }, more)), [
      'PHX711 /features/x the feature "x" cannot be used',
      'PHX711 /features/z the feature "z" depends on "y", which cannot be used',
    ]);
  });

  test('completes options by defaults, or by nothing', () => {
    const [one] = resolve({ x: options }, { x: { token: '${secret:env:T}' } }).features;
    assert.equal(one?.options, {
      values: { mode: 'fast', names: [], targets: [], on: false, port: 80, title: '' },
      secrets: { token: '${secret:env:T}' },
    });
  });

  test('an option that is required must be there', () => {
    const all = told(resolve({ x: { options: { o: { type: 'string', required: true } } } }, { x: {} }));
    assert.equal(all, ['PHX714 /features/x the option "o" of the feature "x" is missing']);
  });

  for (const [name, manifests, more, pattern] of requirements) {
    test(`${pattern ? 'misses' : 'is content with'} ${name}`, () => {
      const all = told(resolve(manifests, { x: {} }, more));
      assert.is(all.length, pattern ? 1 : 0, all.join('\n'));
      if (pattern) assert.match(all[0] ?? '', pattern);
    });
  }

  test('says which feature was meant', () => {
    const { findings } = resolve({ nginx: {} }, { ngnix: {} });
    assert.equal(
      findings.map(({ id, hint }) => [id, hint]),
      [['PHX711', 'Did you mean "nginx"?']],
    );
  });

  test('brings along what is depended on, with the options that are asked for', () => {
    const manifests = { app: { dependsOn: { x: { port: 81 } } }, x: options };
    const brought = resolve(manifests, { app: {} });
    assert.equal(order(brought), ['x', 'app']);
    const [x] = brought.features;
    assert.equal([x?.options.values['port'], x?.broughtBy], [81, ['app']]);
    const own = resolve(manifests, { app: {}, x: { port: 82 } }).features[0];
    assert.equal([own?.options.values['port'], own?.broughtBy], [82, []], 'the guest counts');
  });

  test('two that want different things of a third leave it to the guest', () => {
    const manifests = {
      a: { dependsOn: { x: { port: 1 } } },
      b: { dependsOn: { x: { port: 2 } } },
      x: options,
    };
    assert.match(
      told(resolve(manifests, { a: {}, b: {} })).join(),
      /^PHX717 \/features\/a a and b want the feature "x" with different values of "port"$/,
    );
    assert.equal(told(resolve(manifests, { a: {}, b: {}, x: { port: 3 } })), []);
  });

  test('a dependency that does not exist, and a loop, are findings', () => {
    assert.match(
      told(resolve({ a: { dependsOn: { gone: {} } } }, { a: {} })).join(),
      /^PHX711 .*"a" depends on "gone"/,
    );
    const loop = resolve({ a: { dependsOn: { b: {} } }, b: { installsAfter: ['a'] } }, { a: {} });
    assert.match(told(loop).join(), /^PHX716 \/features\/a features wait for each other: "a" → "b" → "a"$/);
    assert.equal(loop.features, []);
  });

  test('a change re-runs what depends on it, and nothing else', () => {
    const manifests = {
      db: options,
      app: { dependsOn: { db: {} } },
      web: { installsAfter: ['app'] },
      other: {},
    };
    const wanted: Wanted = { app: {}, web: {}, other: {}, db: {} };
    const before = hashes(resolve(manifests, wanted));
    const changed = (after: Record<string, string>) =>
      Object.keys(before).filter((id) => before[id] !== after[id]);
    assert.equal(changed(hashes(resolve(manifests, { ...wanted, db: { port: 81 } }))).sort(), ['app', 'db']);
    assert.equal(
      changed(hashes(resolve(manifests, { ...wanted, db: { port: 80 } }))),
      [],
      'the default, written out',
    );
    assert.equal(
      changed(hashes(resolve(manifests, { ...wanted, db: { token: '${secret:env:T}' } }))).sort(),
      ['app', 'db'],
    );
    assert.equal(changed(hashes(resolve({ ...manifests, other: { description: 'new' } }, wanted))), [
      'other',
    ]);
  });

  test('a pin counts, not what the library has now', () => {
    const pin = { version: '0.9.0', hash: `sha256:${'0'.repeat(64)}` };
    const lock = { phoenix: '0.1.0', features: { x: pin } };
    const [pinned] = resolve({ x: {} }, { x: {} }, { lock }).features;
    const [newer] = resolve({ x: { version: '2.0.0' } }, { x: {} }, { lock }).features;
    assert.is(pinned?.version, '0.9.0');
    assert.equal([newer?.version, newer?.hash], [pinned?.version, pinned?.hash]);
  });

  test('who makes a secret true comes before who uses it, and no hash tells of that', () => {
    const secret = (more: JsonObject = {}) => ({ options: { p: { type: 'string', secret: true, ...more } } });
    const wanted: Wanted = { app: { p: '${secret:db#user}' }, server: { p: '${secret:db}' } };
    const apart = resolve({ app: secret(), server: secret() }, wanted);
    const joined = resolve({ app: secret(), server: secret({ defines: true }) }, wanted);
    assert.equal(order(apart), ['app', 'server']);
    assert.equal(order(joined), ['server', 'app']);
    assert.is(hashes(joined)['app'], hashes(apart)['app']);
  });

  test('facts that are required count, others do not', () => {
    const manifests = { x: { requires: { host: { 'nvidia.driver': true } } }, y: {} };
    const at = (driver: string, kernel: string) =>
      hashes(resolve(manifests, { x: {}, y: {} }, { host: { 'nvidia.driver': driver, kernel } }));
    assert.equal(at('550', 'a'), at('550', 'b'));
    assert.is.not(at('550', 'a')['x'], at('551', 'a')['x']);
    assert.is(at('550', 'a')['y'], at('551', 'a')['y']);
  });

  test('is the same whatever the order of the file', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const manifests = {
      a: { dependsOn: { c: {} } },
      b: { installsAfter: ['a'] },
      c: {},
      d: { dependsOn: { b: {} } },
    };
    const want = resolve(manifests, Object.fromEntries(ids.map((id) => [id, {}])));
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), (shuffled) => {
        assert.equal(resolve(manifests, Object.fromEntries(shuffled.map((id) => [id, {}]))), want);
      }),
    );
  });
});
