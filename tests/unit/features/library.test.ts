/** Folders of files become features, or findings that say where and what to do. */
import * as assert from 'uvu/assert';
import type { JsonObject } from '../../../src/json.ts';
import { readLibrary } from '../../../src/features/library.ts';
import { describe } from '../../support/describe.ts';
import { filesOf, manifest } from '../../support/feature-files.ts';

const read = (tree: Readonly<Record<string, string | JsonObject>>) =>
  readLibrary({ own: filesOf(tree), shipped: new Map() });

/** A feature `x` whose manifest has these members. */
const one = (more: JsonObject, id = 'x') =>
  read({ [`${id}/feature.json`]: manifest('x', more), [`${id}/install.sh`]: '' });
const upstream = (more: JsonObject) =>
  read({ 'x/devcontainer-feature.json': { id: 'x', version: '1.0.0', ...more }, 'x/install.sh': '' });
const told = ({ findings }: ReturnType<typeof read>) =>
  findings.map(({ id, at, message }) => `${id} ${at?.file}:${at?.line} ${message}`);

const commented = '{ // what it is\n  "id": "x", "version": "1.0.0", "name": "X",\n}';

const option = (more: JsonObject) => ({ options: { o: { type: 'string', ...more } } });
const sum = 'a'.repeat(64);

const bad: readonly [string, ReturnType<typeof read>, readonly RegExp[]][] = [
  [
    'no manifest',
    read({ 'x/install.sh': '' }),
    [/^PHX701 features\/x:1 the feature "x" has no feature.json/],
  ],
  [
    'a script of Windows',
    read({ 'x/feature.json': manifest('x'), 'x/install.sh': '#!/bin/sh\r\ntrue\r\n' }),
    [/^PHX741 features\/x\/install\.sh:1 its lines end with CR LF/],
  ],
  ['no install.sh', read({ 'x/feature.json': manifest('x') }), [/^PHX701 .* no install.sh/]],
  [
    'a folder of another name',
    one({}, 'y'),
    [/^PHX702 features\/y\/feature.json:1 the folder is called "y", the feature "x"/],
  ],
  ['a folder of a bad name', read({ 'X y/feature.json': manifest('x') }), [/^PHX702 .*"X y"/]],
  [
    'a file of a bad name',
    read({ 'x/feature.json': manifest('x'), 'x/install.sh': '', 'x/a\nb': '' }),
    [/^PHX702 .*"a\\nb"/],
  ],
  [
    'a file that leads out',
    read({ 'x/feature.json': manifest('x'), 'x/install.sh': '', 'x/../../etc/passwd': '' }),
    [/^PHX702/],
  ],
  ['no JSON', read({ 'x/feature.json': '{', 'x/install.sh': '' }), [/^PHX101 features\/x\/feature.json:1/]],
  ['an unknown key', one({ optoins: {} }), [/^PHX301 features\/x\/feature.json:5 unknown key "optoins"/]],
  ['a bad version', one({ version: '1.0' }), [/^PHX303 .*version must be a version such as/]],
  ['a bad type', one(option({ type: 'float' })), [/^PHX303 .*type/]],
  ['a bad pattern', one(option({ pattern: '(' })), [/^PHX303 .*regular expression/]],
  [
    'an option that would be PATH',
    one({ options: { path: { type: 'string' } } }),
    [/^PHX703 .*variable PATH/],
  ],
  [
    'an option that would be PHX_…',
    one({ options: { 'phx-lib': { type: 'string' } } }),
    [/^PHX703 .*PHX_LIB/],
  ],
  [
    'two options of one variable',
    one({ options: { 'a-b': { type: 'string' }, A_B: { type: 'string' } } }),
    [/^PHX703 .*both become the variable A_B/],
  ],
  [
    'an option and the file of a secret',
    one({ options: { a: { type: 'string', secret: true }, a_file: { type: 'string' } } }),
    [/^PHX703 .*A_FILE/],
  ],
  [
    'a secret with a default',
    one(option({ secret: true, default: 'x' })),
    [/^PHX704 .*values in the manifest/],
  ],
  [
    'a secret that is no text',
    one({ options: { o: { type: 'list', secret: true } } }),
    [/^PHX704 .*is no text/],
  ],
  [
    'what defines a secret and is none',
    one(option({ defines: true })),
    [/^PHX704 .*defines a secret and is none/],
  ],
  ['a default of another type', one(option({ default: true })), [/^PHX704 .*must be a text/]],
  [
    'a default that is not allowed',
    one(option({ enum: ['a'], default: 'b' })),
    [/^PHX704 .*must be one of "a"/],
  ],
  ['a default that does not match', one(option({ pattern: '^a$', default: 'b' })), [/^PHX704 .*must match/]],
  [
    'required and a default',
    one(option({ required: true, default: 'b' })),
    [/^PHX704 .*required and has a default/],
  ],
  ['a dependency on itself', one({ dependsOn: { x: {} } }), [/^PHX704 .*depends on itself/]],
  [
    'a conflict with a dependency',
    one({ dependsOn: { y: {} }, conflicts: ['y'] }),
    [/^PHX704 .*conflicts with it/],
  ],
  [
    'a download without https',
    one({ downloads: { d: { version: '1', url: 'http://x/y', sha256: sum } } }),
    [/^PHX303 .*https/],
  ],
  [
    'a download without a checksum',
    one({ downloads: { d: { version: '1', url: 'https://x/y' } } }),
    [/^PHX304 .*sha256/],
  ],
  ['a timeout beyond all', one({ timeout: '13h' }), [/^PHX303 .*duration/]],
  [
    'too much',
    read({ 'x/feature.json': manifest('x'), 'x/install.sh': 'x'.repeat(9 * 1024 * 1024) }),
    [/^PHX706 .*9217 KiB/],
  ],
  ['upstream: a bad type', upstream({ options: { o: { type: 'list' } } }), [/^PHX303/]],
  [
    'upstream: a variable for everybody that is reserved',
    upstream({ containerEnv: { LD_PRELOAD: 'x' } }),
    [/^PHX703 .*LD_PRELOAD/],
  ],
];

describe('a manifest of a devcontainer Feature', (test) => {
  test('may hold comments, as its own reader lets them pass; one of ours may not', () => {
    const theirs = read({ 'x/devcontainer-feature.json': commented, 'x/install.sh': '' });
    assert.equal(told(theirs), []);
    assert.is(theirs.features.get('x')?.manifest.name, 'X');
    const ours = read({ 'x/feature.json': commented, 'x/install.sh': '' });
    assert.match(told(ours).join(), /^PHX101/);
    assert.equal([...ours.unsound], ['x']);
  });
});

describe('library', (test) => {
  for (const [name, result, patterns] of bad) {
    test(`finds ${name}`, () => {
      const all = told(result);
      assert.is(all.length, patterns.length, all.join('\n'));
      patterns.forEach((pattern, index) => assert.match(all[index] ?? '', pattern));
      assert.is(result.features.size, 0, 'it is not used');
      assert.ok(result.findings.every(({ hint }) => hint !== undefined && hint.length > 0));
    });
  }

  test('takes a name that every object has for a name', () => {
    const { features, findings } = read({
      'constructor/feature.json': manifest('constructor'),
      'constructor/install.sh': '',
    });
    assert.equal(findings, []);
    assert.equal([...features.keys()], ['constructor']);
  });

  test('reads a manifest with all that it may hold', () => {
    const { features, findings } = one({
      $schema: '../../docs/schemas/feature.json',
      description: 'X',
      documentationURL: 'https://example.org/',
      options: {
        port: { type: 'integer', default: 80 },
        names: { type: 'list', default: ['a'], pattern: '^[a-z]$' },
      },
      dependsOn: { base: { packages: ['curl'] } },
      installsAfter: ['docker'],
      conflicts: ['apache'],
      provides: ['http'],
      requires: {
        host: { 'nvidia.driver': true },
        guest: { nesting: true, memory: '2G', disk: 8192, devices: ['/dev/fuse'] },
      },
      os: ['debian:12'],
      layer: false,
      timeout: '20m',
      network: false,
      restarts: true,
      experimental: true,
      downloads: {
        d: { version: '1', url: 'https://example.org/d', sha256: sum, upstream: { github: 'a/b' } },
      },
    });
    assert.equal(findings, []);
    const read = features.get('x')?.manifest;
    assert.is(read?.timeout, 1200);
    assert.equal(read?.requires.guest, {
      nesting: true,
      devices: ['/dev/fuse'],
      memory: 2 * 1024 * 1024,
      disk: 8 * 1024 * 1024,
    });
    assert.equal(
      [read?.layer, read?.network, read?.restarts, read?.experimental],
      [false, false, true, true],
    );
  });

  test('takes a devcontainer Feature as it is', () => {
    const { features, findings } = upstream({
      name: 'X',
      documentationURL: 'https://github.com/devcontainers/features/tree/main/src/x',
      licenseURL: 'https://example.org/',
      keywords: ['x'],
      options: {
        version: { type: 'string', proposals: ['latest', 'none'], default: 'os-provided', description: 'V' },
        installZsh: { type: 'boolean', default: true },
        mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
      },
      containerEnv: { PATH: '/usr/local/x/bin:${PATH}' },
      dependsOn: {
        'ghcr.io/devcontainers/features/common-utils:2': { installZsh: false },
        'ghcr.io/a/b/node': '20',
      },
      installsAfter: ['ghcr.io/devcontainers/features/git', './local'],
      customizations: { vscode: {} },
      init: true,
      privileged: false,
      mounts: [],
    });
    assert.equal(findings, []);
    const read = features.get('x')?.manifest;
    assert.equal(read?.dependsOn, { 'common-utils': { installZsh: false }, node: { version: '20' } });
    assert.equal(read?.installsAfter, ['git', 'local']);
    assert.equal(read?.options['installZsh'], {
      type: 'boolean',
      default: true,
      enum: undefined,
      proposals: undefined,
      description: undefined,
    });
    assert.equal(read?.containerEnv, { PATH: '/usr/local/x/bin:${PATH}' });
  });

  test('tells what of a devcontainer Feature is not done, and uses it', () => {
    const result = upstream({
      privileged: true,
      capAdd: ['SYS_PTRACE'],
      postCreateCommand: 'x',
      mounts: [{ type: 'volume' }],
    });
    assert.equal(
      told(result).map((line) => line.replace(/.* /, '').length > 0 && line.slice(0, 6)),
      ['PHX705', 'PHX705', 'PHX705', 'PHX705'],
    );
    assert.ok(result.findings.every(({ severity }) => severity === 'warning'));
    assert.is(result.features.size, 1);
  });

  test('an own feature hides a shipped one, even when it cannot be used', () => {
    const shipped = filesOf({ 'x/feature.json': manifest('x', { version: '1.0.0' }), 'x/install.sh': '' });
    const own = filesOf({ 'x/feature.json': manifest('x', { version: '2.0.0' }), 'x/install.sh': '' });
    const { features } = readLibrary({ own, shipped });
    assert.equal([features.get('x')?.origin, features.get('x')?.manifest.version], ['own', '2.0.0']);
    const broken = readLibrary({ own: filesOf({ 'x/feature.json': manifest('x') }), shipped });
    assert.is(broken.features.size, 0);
  });

  test('what is for people and tests does not travel, and changes no hash', () => {
    const base = { 'x/feature.json': manifest('x'), 'x/install.sh': 'a', 'x/files/README.md': 'x' };
    const content = (tree: Readonly<Record<string, string | JsonObject>>) =>
      read({ ...base, ...tree }).features.get('x')?.content;
    const apart = {
      'x/README.md': 'r',
      'x/NOTES.md': 'n',
      'x/test/a.json': '{}',
      'x/.gitkeep': '',
      'README.md': 'all',
    };
    assert.is(content(apart), content({}));
    assert.equal(
      [
        ...(read({ ...base, ...apart })
          .features.get('x')
          ?.files.keys() ?? []),
      ],
      ['feature.json', 'files/README.md', 'install.sh'],
    );
    for (const change of [
      { 'x/install.sh': 'b' },
      { 'x/more': '' },
      { 'x/feature.json': manifest('x', { version: '1.0.1' }) },
    ]) {
      assert.is.not(content(change), content({}));
    }
  });
});
