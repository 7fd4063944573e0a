/** Whatever the files hold, loading ends in findings with places, never in an exception, and never in a wrong prototype. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../../src/config/estate.ts';
import type { Json } from '../../../src/json.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import { describe } from '../../support/describe.ts';
import { treeOf } from '../../support/tree.ts';

const SETTINGS = {
  name: 'lab',
  nodes: {
    pve1: {
      pve: '8.2',
      gpus: { gpu0: { pci: '01:00.0', driver: 'nvidia' } },
      bridges: ['vmbr0'],
      storages: { big: { type: 'dir' } },
    },
  },
  binds: { models: { path: '/srv' } },
  vmids: [100, 200],
};

const GUEST = {
  vmid: 100,
  extends: ['p'],
  ostemplate: 'local:vztmpl/x.tar.zst',
  hostname: 'web',
  description: 'x',
  tags: ['a'],
  dependsOn: ['lxc/b'],
  cores: 2,
  memory: '2G',
  rootfs: { storage: 'big', size: '8G' },
  net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' },
  net1: { bridge: 'vmbr0', ip6: 'fd00::5/64', gw6: 'fd00::1' },
  mounts: { '/a': 'bind:models', '/b': { storage: 'big', size: '1G' } },
  devices: { '/dev/net/tun': {} },
  gpus: { gpu0: { vram: '4G' } },
  startup: { order: 1 },
  snapshots: { before: {} },
  env: { A: '${lxc/b.net0.address}', B: '${self.net0.address}' },
  raw: { 'lxc.cap.drop': ['a', 'b'] },
};

const CLONE = { vmid: 101, clone: { from: 'lxc/a', full: true }, net0: { bridge: 'vmbr0', ip: 'dhcp' } };

/** Anything, and what looks nearly right. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<Json>(
    null,
    '',
    '${',
    '${self.}',
    '${lxc/a.net0.address}',
    '!a',
    'lxc/a',
    'lxc/none',
    '10.0.0.5/99',
    '::/0',
    'bind:',
    -1,
    1e99,
    [],
    {},
    { from: 1 },
  ),
);

const places = (document: Json, above: readonly string[] = []): (readonly string[])[] =>
  typeof document === 'object' && document !== null
    ? [above, ...Object.entries(document).flatMap(([key, one]) => places(one, [...above, key]))]
    : [above];

function put(document: Json, path: readonly string[], wanted: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return wanted;
  const copy = (Array.isArray(document) ? [...document] : { ...(document as object) }) as Record<
    string,
    Json
  >;
  copy[key] = put(copy[key] as Json, rest, wanted) as Json;
  return copy;
}

/** A document with a few parts replaced. */
const changed = (document: Json) =>
  fc
    .array(fc.tuple(fc.constantFrom(...places(document)), value), { maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((at, [path, one]) => put(at as Json, path, one), document));

const files = fc.record({
  'phoenix.json': fc.oneof(
    { weight: 4, arbitrary: fc.constant<unknown>(SETTINGS) },
    { weight: 1, arbitrary: changed(SETTINGS) },
  ),
  'base/lxc.json': changed({ onboot: true, net0: { bridge: 'vmbr0' } }),
  'profiles/p.json': changed({ extends: ['q'], tags: ['p'] }),
  'profiles/q.json': changed({ nesting: true }),
  'lxc/a.json': changed(GUEST),
  'lxc/b.json': changed(CLONE),
  'environments/e/lxc/a.json': changed({ cores: 4, tags: ['!a'] }),
  'lxc/c.json': fc.string({ unit: 'binary' }),
});

describe('loading', (test) => {
  test('never throws, and places every finding', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('e', null), (some, env) => {
        const tree = treeOf(some);
        const first = loadEstate(tree, { env, kinds });
        for (const one of first.findings) {
          assert.ok(one.hint && one.message, one.id);
          assert.ok(one.at && tree.files.has(one.at.file), `${one.id} at ${one.at?.file}`);
          assert.not.match(one.message, /\[object|undefined/, one.id);
        }
        const again = loadEstate(treeOf(some), { env, kinds, previous: first });
        assert.equal(again.findings, first.findings);
      }),
      { numRuns: 500 },
    );
    assert.is(({} as Record<string, unknown>)['polluted'], undefined);
  });

  test('reads the untouched files without a finding', () => {
    const clean = {
      'phoenix.json': SETTINGS,
      'lxc/a.json': {
        ...GUEST,
        extends: [],
        env: {},
        gpus: {},
        snapshots: {},
        mounts: { '/b': { storage: 'big', size: '1G' } },
        dependsOn: [],
      },
      'lxc/b.json': CLONE,
    };
    assert.equal(loadEstate(treeOf(clean), { env: null, kinds }).findings, []);
  });
});
