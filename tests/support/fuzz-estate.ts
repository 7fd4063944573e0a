/** Estates with something wrong anywhere: real files with values replaced, taken away, added, doubled, cut, and wild ones. */
import { parseFile } from '../../src/config/parse.ts';
import type { Tree } from '../../src/config/model.ts';
import { isObject, type Json } from '../../src/json.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { fc } from './fast-check.ts';

/** Texts by path; those of features and the lock among them. */
export type Files = ReadonlyMap<string, string>;

export interface Mutation {
  readonly op: 'set' | 'move' | 'remove' | 'add' | 'rename' | 'double' | 'cut' | 'insert' | 'file';
  /** Which of the files, and which place in it: by number, around the clock. */
  readonly file: number;
  readonly place: number;
  readonly from: number;
  readonly key: string;
  readonly value: Json;
}

/** One setting or more of every kind that phoenix.json has, and files that use them. */
const RICH: Readonly<Record<string, Json>> = {
  'phoenix.json': {
    name: 'lab',
    id: '7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3',
    nodes: {
      pve1: {
        pve: '9.2',
        address: '10.0.0.2',
        capacity: { cores: 8, memory: '16G' },
        bridges: ['vmbr0', 'vmbr1'],
        storages: {
          local: { type: 'dir', content: ['vztmpl', 'snippets', 'backup'], size: '100G' },
          big: { type: 'zfspool', content: ['rootdir'], size: '1T', shared: false },
        },
        templates: ['local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst'],
        facts: { 'nvidia.driver': '580.1' },
        subids: [[100_000, 65_536]],
        gpus: { gpu0: { pci: '0000:01:00.0', driver: 'nvidia', vram: '16G', exclusive: true } },
      },
      pve2: { pve: '8.4', bridges: ['vmbr0'], storages: { big: { type: 'zfspool' } } },
    },
    networks: {
      lan: {
        bridge: 'vmbr0',
        subnet: '10.0.0.0/24',
        gateway: '10.0.0.1',
        dhcp: ['10.0.0.100-10.0.0.150'],
        reserved: ['10.0.0.2'],
        mtu: 1500,
      },
      six: { bridge: 'vmbr1', tag: 7, nodes: ['pve1'], subnet: 'fd00::/64', gateway: 'fd00::1' },
    },
    pools: ['web'],
    binds: { models: { path: '/tank/models', owner: 1000 } },
    vmids: [100, 999],
    layers: { vmids: [900, 920] },
    runner: 'lxc/runner',
    proof: { placeholders: { 'env:TOKEN': true, 'db/app': 'x' } },
    secrets: { vault: { requireBound: true }, aws: { region: 'eu-central-1' } },
    policies: {
      retire: '7d',
      restarts: { max: 3, share: 0.5 },
      backup: { storage: 'local' },
      overcommit: { memory: 2 },
      bindRoots: ['/tank'],
    },
    rules: { PHX511: 'error' },
  },
  'base/lxc.json': {
    net0: { bridge: 'vmbr0' },
    rootfs: { storage: 'big', size: '8G' },
    node: 'pve1',
  },
  'profiles/p.json': { extends: ['q'], tags: ['p', 'q'], nesting: true },
  'profiles/q.jsonc': { dependsOn: ['lxc/db'], onboot: true, startup: { order: 2, up: 5 } },
  'layer/base.json': {
    ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
    features: { two: {} },
    rootfs: { storage: 'big', size: '4G' },
    net0: { bridge: 'vmbr0', ip: 'dhcp' },
  },
  'lxc/db.json': {
    vmid: 101,
    clone: 'layer/base',
    net0: { ip: '10.0.0.11/24', hwaddr: 'BC:24:11:00:00:01' },
    startup: { order: 1 },
    features: { two: { token: '${secret:env:TOKEN}' } },
    mounts: { '/data': { storage: 'big', size: '10G' } },
  },
  'lxc/web.json': {
    vmid: 102,
    extends: ['p'],
    clone: 'layer/base',
    pool: 'web',
    cores: 2,
    memory: '2G',
    net0: { ip: '10.0.0.12/24', tag: 7, mtu: 1400 },
    net1: { bridge: 'vmbr1', ip6: 'fd00::5/64', gw6: 'fd00::1' },
    mounts: { '/models': 'bind:models', '/data': { storage: 'big', size: '1G', backup: true } },
    gpus: { gpu0: { vram: '4G' } },
    devices: { '/dev/net/tun': { mode: '0666' } },
    features: { app: { port: 8080, db: '${lxc/db.net0.address}' } },
    health: { web: { http: ':8080/', from: 'lxc/db', status: 200 }, up: { exec: ['true'] } },
    env: { A: '${self.net0.address}' },
    raw: { 'lxc.apparmor.profile': 'unconfined', 'lxc.idmap': ['u 0 100000 65536', 'g 0 100000 65536'] },
    suppress: { PHX519: 'the VLANs come later' },
  },
  'lxc/runner.jsonc': {
    vmid: 103,
    ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
    net0: { ip: 'dhcp' },
    unprivileged: false,
    snapshots: { before: {} },
  },
  'environments/prod/lxc/web.json': { memory: '4G', tags: ['!p', 'prod'], net0: { ip: '10.0.0.22/24' } },
  'features/app/feature.json': {
    id: 'app',
    version: '1.0.0',
    name: 'App',
    options: {
      port: { type: 'integer', default: 80 },
      db: { type: 'string', pattern: '^[a-z0-9.]*$' },
      token: { type: 'string', secret: true },
    },
    dependsOn: { two: {} },
    requires: { host: { 'nvidia.driver': true }, guest: { nesting: true, memory: '512M' } },
    os: ['debian:12', 'debian:13'],
  },
  'features/two/feature.json': {
    id: 'two',
    version: '1.0.0',
    name: 'Two',
    options: { token: { type: 'string', secret: true } },
  },
  'phoenix.lock': {
    v: 1,
    phoenix: '0.1.0',
    features: { base: { version: '1.0.0', hash: `sha256:${'0'.repeat(64)}` } },
  },
};

const isKept = (path: string) =>
  path.startsWith('features/') || path.startsWith('vault/') || path === 'phoenix.lock';

/** Entries of the vault are bytes: one character each. */
const encodingOf = (path: string) => (path.startsWith('vault/') ? 'latin1' : 'utf8');
const bytesOf = (path: string, text: string) => Uint8Array.from(Buffer.from(text, encodingOf(path)));

export function treeOfFiles(files: Files): Tree {
  const entries = [...files];
  const config = entries.filter(([path]) => !isKept(path));
  const kept = entries.filter(([path]) => isKept(path));
  return {
    root: 'configs',
    revision: null,
    files: new Map(config.map(([path, text]) => [path, { path, text }])),
    kept: new Map(kept.map(([path, text]) => [path, bytesOf(path, text)])),
    findings: [],
  };
}

function exampleFiles(): Files {
  const { files, kept = new Map<string, Uint8Array>() } = readDiskTree('configs');
  return new Map([
    ...[...files.values()].map(({ path, text }) => [path, text] as const),
    ...[...kept].map(([path, bytes]) => [path, Buffer.from(bytes).toString(encodingOf(path))] as const),
  ]);
}

function richFiles(): Files {
  const script = '#!/bin/sh\nset -eu\n. "$PHOENIX_LIB"\n';
  return new Map([
    ...Object.entries(RICH).map(([path, value]) => [path, JSON.stringify(value, null, 2)] as const),
    ['features/app/install.sh', script],
    ['features/two/install.sh', script],
  ]);
}

export const RICH_FILES: Files = richFiles();

export const SEEDS: readonly Files[] = [exampleFiles(), RICH_FILES];

function valueOf(path: string, text: string): Json {
  if (!isKept(path)) return parseFile({ path, text }).value ?? {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

const places = (document: Json, above: readonly string[] = []): (readonly string[])[] =>
  typeof document === 'object' && document !== null
    ? [above, ...Object.entries(document).flatMap(([key, one]) => places(one, [...above, key]))]
    : [above];

/** A copy in which something else stands at the place; undefined: nothing. */
function put(
  document: Json,
  path: readonly string[],
  wanted: (before: Json) => Json | undefined,
): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return wanted(document);
  if (Array.isArray(document)) {
    const list = document as readonly Json[];
    return list.flatMap((one, at) =>
      String(at) === key ? [put(one, rest, wanted) ?? []].flat() : [one],
    ) as Json;
  }
  if (!isObject(document)) return document;
  const entries = Object.entries(document).flatMap(([name, one]) => {
    if (name !== key) return [[name, one] as const];
    const inner = put(one, rest, wanted);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return Object.fromEntries(entries);
}

const nth = <T>(all: readonly T[], number: number): T => all[number % all.length] as T;

/** The files after one mutation of one of them. */
function mutated(files: Files, { op, file, place, from, key, value }: Mutation): Files {
  const paths = [...files.keys()].filter((path) => /\.(?:jsonc?|lock)$/.test(path));
  const path = nth(paths, file);
  const text = files.get(path) ?? '';
  const set = (changed: string) => new Map([...files, [path, changed]]);
  if (op === 'cut')
    return set(
      text.slice(0, place % (text.length + 1)) + text.slice((place % (text.length + 1)) + (from % 40)),
    );
  if (op === 'insert') {
    const at = place % (text.length + 1);
    return set(text.slice(0, at) + (from % 2 === 0 ? key : JSON.stringify(value)) + text.slice(at));
  }
  if (op === 'file')
    return new Map([
      ...files,
      [nth(NEW_FILES, from).replace('NAME', key.replaceAll(/[^\w.-]/g, '') || 'x'), JSON.stringify(value)],
    ]);
  const document = valueOf(path, text);
  const at = nth(places(document), place);
  const write = (changed: Json | undefined) => set(JSON.stringify(changed ?? null, null, 2));
  switch (op) {
    case 'set':
      return write(put(document, at, () => value));
    case 'move': {
      const other = nth(paths, from);
      const source = valueOf(other, files.get(other) ?? '');
      const wanted = nth(places(source), from + place).reduce<Json>(
        (one, name) => (one as Record<string, Json>)[name] as Json,
        source,
      );
      return write(put(document, at, () => wanted));
    }
    case 'remove':
      return write(put(document, at, () => undefined));
    case 'add':
      return write(
        put(document, at, (before) =>
          isObject(before)
            ? { ...before, [key]: value }
            : Array.isArray(before)
              ? [...(before as readonly Json[]), value]
              : { [key]: value },
        ),
      );
    case 'rename':
      return write(
        put(document, at.slice(0, -1), (before) =>
          isObject(before)
            ? Object.fromEntries(
                Object.entries(before).map(([name, one]) => [name === at.at(-1) ? key : name, one]),
              )
            : before,
        ),
      );
    case 'double': {
      const written = JSON.stringify(document, null, 2);
      const braces = [...written.matchAll(/\{(?=\n)/g)].map(({ index }) => index + 1);
      if (braces.length === 0) return files;
      const where = nth(braces, place);
      return set(
        `${written.slice(0, where)}${JSON.stringify(key)}: ${JSON.stringify(value)},${written.slice(where)}`,
      );
    }
  }
}

const NEW_FILES = [
  'lxc/NAME.json',
  'layer/NAME.jsonc',
  'profiles/NAME.json',
  'base/NAME.json',
  'environments/NAME/lxc/web.json',
  'features/NAME/feature.json',
  'vm/NAME.json',
  'NAME.json',
  'phoenix.jsonc',
];

const KEYS = [
  ...'vmid node extends clone ostemplate rootfs net0 net1 net31 mounts devices gpus features health env raw snapshots suppress rules tags dependsOn startup state template adopt generation hostname description pool'.split(
    ' ',
  ),
  ...'name nodes storages binds networks policies secrets layers vmids runner proof pools storage size ip gw ip6 bridge hwaddr tag mtu http tcp exec from within headers'.split(
    ' ',
  ),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '$schema',
  '//',
  '/',
  '~',
  '10',
  'ä',
  '\u202e',
  'PHX511',
  '${self.vmid}',
  'x'.repeat(300),
];

const NEAR: readonly Json[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  1.5,
  100,
  101,
  102,
  103,
  901,
  4095,
  1e21,
  1e99,
  5e-324,
  2 ** 53,
  '',
  ' ',
  '0',
  '1G',
  '999999999999999999T',
  '-1G',
  '1e9G',
  '10%',
  'x'.repeat(2000),
  '\u0000',
  '\ud800',
  'é',
  '\u202e',
  '${',
  '${}',
  '${self.}',
  '${self.vmid}',
  '${lxc/web.net0.address}',
  '${lxc/none.x}',
  '${secret:}',
  '${secret:db/app}',
  '${secret:env:}',
  '${secret:env:TOKEN}',
  '$${',
  '!p',
  '!',
  'lxc/',
  '/web',
  'lxc/web',
  'lxc/db',
  'layer/base',
  'lxc/none',
  'vm/x',
  '10.0.0.5/24',
  '10.0.0.5/99',
  '10.0.0.0/24',
  '10.0.0.255/24',
  '10.0.0.1',
  '10.0.0.150-10.0.0.100',
  '::/0',
  '0.0.0.0/0',
  'fd00::/64',
  'fe80::1%eth0',
  '::ffff:10.0.0.1/96',
  'dhcp',
  'auto',
  'manual',
  'bind:',
  'bind:models',
  'bind:none',
  '../..',
  '/',
  '/data',
  '/data/../x',
  '/dev/null',
  'local:vztmpl/x.tar.zst',
  ':8080/',
  'http://[::1]:99999/',
  'https://x',
  'PHX511',
  'off',
  'passthrough',
  'u:0:0:0',
  '(a+)+$',
  '[',
  '(?<',
  [],
  {},
  [[]],
  [null],
  [{}],
  [1, 2],
  [2, 1],
  [100, 200],
  { from: 1 },
  { from: 'lxc/web' },
  { '': '' },
  { a: null },
  ['lxc/web'],
  ['p'],
  ['q', 'q'],
  ['!p'],
];

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NEAR) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...NEAR), { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  op: fc.constantFrom(
    'set',
    'set',
    'set',
    'move',
    'move',
    'move',
    'remove',
    'add',
    'add',
    'rename',
    'double',
    'cut',
    'insert',
    'file',
  ),
  file: fc.nat(10_000),
  place: fc.nat(10_000),
  from: fc.nat(10_000),
  key: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
  ),
  value,
});

/** An estate after a few mutations; what it was before; and an environment to look at. */
export const broken = fc
  .record({
    seed: fc.nat(SEEDS.length - 1),
    // One alone is often no error, and then there is a plan.
    mutations: fc.oneof(
      { weight: 3, arbitrary: fc.tuple(mutation) },
      { weight: 2, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 4 }) },
    ),
    isProd: fc.boolean(),
  })
  .map(({ seed, mutations, isProd }) => {
    const before = SEEDS[seed] as Files;
    return {
      before,
      after: mutations.reduce<Files>(mutated, before),
      env: isProd && seed === 1 ? 'prod' : null,
    };
  });
