/** What a conf file becomes, line by line; what no file says of it; and why some become nothing. */
import * as assert from 'uvu/assert';
import { importCluster, type Import, type ImportInput } from '../../../src/authoring/import/import.ts';
import { folderCluster } from '../../../src/authoring/import/folder-cluster.ts';
import { loadEstate } from '../../../src/config/estate.ts';
import type { Estate, Tree } from '../../../src/config/model.ts';
import { parseFile } from '../../../src/config/parse.ts';
import { errorsIn } from '../../../src/errors.ts';
import type { JsonObject } from '../../../src/json.ts';
import { formatMarker } from '../../../src/kinds/guest/marker.ts';
import { kinds } from '../../../src/kinds/registry.ts';
import type { Snapshot } from '../../../src/node/port.ts';
import { planLive } from '../../../src/plan/build.ts';
import { checkRules } from '../../../src/rules/check/check.ts';
import { arbitraryInput } from '../../support/arbitrary-spec.ts';
import { describe } from '../../support/describe.ts';
import { fc } from '../../support/fast-check.ts';
import { without } from '../../support/fitting-spec.ts';
import { estateOf } from '../../support/in-process-apply.ts';
import { setRows } from '../../support/recordings.ts';
import { WORLD_FILES } from '../../support/spec-world.ts';

const load = (tree: Tree) => loadEstate(tree, { env: null, kinds });
const LEAST = 'hostname: web\nrootfs: local:101/vm-101-disk-0.raw,size=4G\nunprivileged: 1\n';

interface World {
  readonly running?: readonly number[];
  readonly estate?: Estate;
  /** Beside the guests: storage.cfg, user.cfg; by their paths on a node. */
  readonly more?: Readonly<Record<string, string>>;
}

function snapshotOf(confs: Readonly<Record<number, string>>, { running = [], more = {} }: World) {
  const paths = Object.entries(confs).map(
    ([vmid, text]) => [`/etc/pve/nodes/pve1/lxc/${vmid}.conf`, text] as const,
  );
  return folderCluster(new Map([...paths, ...Object.entries(more)]), new Set(running));
}

function inputOf(snapshot: Snapshot, { more = {} }: World): Omit<ImportInput, 'estate'> {
  const hasStorages = more['/etc/pve/storage.cfg'] !== undefined;
  return {
    cluster: { snapshot, addresses: new Map(), hasStorages },
    identity: { name: 'lab', id: '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e' },
    vmids: null,
    load,
  };
}

function importOf(confs: Readonly<Record<number, string>>, world: World = {}): Import {
  return importCluster({ ...inputOf(snapshotOf(confs, world), world), estate: world.estate ?? null });
}

function valueOf({ files }: Import, path: string): JsonObject {
  const { $schema: _, ...value } = parseFile({ path, text: files.get(path) ?? '{}' }).value ?? {};
  return value;
}

/** What the only guest's file says beyond the least. */
function said(text: string, world: World = {}): JsonObject {
  const {
    vmid: _,
    adopt: __,
    state: ___,
    rootfs: ____,
    ...value
  } = valueOf(importOf({ 101: `${LEAST}${text}` }, world), 'lxc/web.jsonc');
  return value;
}

const left = ({ imported }: Import) =>
  imported.flatMap((one) => one.left.map(({ path, why }) => `${path}: ${why}`));

describe('import of one guest', (test) => {
  const cases: readonly [string, JsonObject][] = [
    ['', {}],
    ['#hello%3A %C3%BC\n#there\n', { description: 'hello: ü\nthere' }],
    ['description: old%20style\n', { description: 'old style' }],
    ['#costs ${5}\n', { description: 'costs $${5}' }],
    ['memory:   2048  \nswap: 0\n', { memory: '2G', swap: 0 }],
    ['memory: 1000\n', { memory: '1000M' }],
    ['onboot: yes\nprotection: off\n', { onboot: true, protection: false }],
    ['startup: 3\n', { startup: { order: 3 } }],
    ['startup: order=1,up=30\n', { startup: { order: 1, up: 30 } }],
    ['tags: B;a,phoenix\n', { tags: ['a', 'b'] }],
    ['features: nesting=1,mount=nfs;cifs\n', { nesting: true, mountfs: ['cifs', 'nfs'] }],
    ['net0: name=eth0,bridge=vmbr0,ip=dhcp,type=veth\n', { net0: { bridge: 'vmbr0', ip: 'dhcp' } }],
    [
      'net1: name=lan,bridge=vmbr1,hwaddr=bc:24:11:00:00:01,tag=5,trunks=7;6,rate=2.50,firewall=1\n',
      {
        net1: {
          name: 'lan',
          bridge: 'vmbr1',
          hwaddr: 'BC:24:11:00:00:01',
          tag: 5,
          trunks: [6, 7],
          rate: 2.5,
          firewall: true,
        },
      },
    ],
    ['mp0: /tank/models,mp=/models\n', { mounts: { '/models': 'bind:models' } }],
    ['mp0: /tank/models,mp=models/,ro=1\n', { mounts: { '/models': { bind: 'models', ro: true } } }],
    [
      'mp3: local:101/vm-101-disk-1.raw,mp=/data,backup=1,size=512M\n',
      { mounts: { '/data': { storage: 'local', size: '512M', backup: true } } },
    ],
    ['dev0: /dev/net/tun,mode=0666\n', { devices: { '/dev/net/tun': { mode: '0666' } } }],
    ['dev0: path=/dev/kvm\n', { devices: { '/dev/kvm': {} } }],
    [
      'lxc.mount.entry = /a a none bind\nlxc.mount.entry: /b b none bind\n',
      { raw: { 'lxc.mount.entry': ['/a a none bind', '/b b none bind'] } },
    ],
    ['lxc.apparmor.profile: unconfined\n', { raw: { 'lxc.apparmor.profile': 'unconfined' } }],
    ['lxc.environment.runtime: A=1\nlxc.environment.runtime: B=${x}\n', { env: { A: '1', B: '$${x}' } }],
    ['cpulimit: 0.50\ncores: 4\n', { cpulimit: 0.5, cores: 4 }],
    ['nameserver: 1.1.1.1,9.9.9.9\n', { nameserver: '1.1.1.1 9.9.9.9' }],
  ];
  for (const [text, wanted] of cases) {
    test(JSON.stringify(text).slice(0, 70), () => assert.equal(said(text), wanted));
  }

  test('a privileged guest, a template, one that runs and one that does not', () => {
    const made = importOf(
      {
        101: LEAST.replace('unprivileged: 1\n', ''),
        102: `${LEAST}template: 1\n`.replace('web', 'base'),
        103: LEAST.replace('web', 'run'),
      },
      { running: [103] },
    );
    const guests = ['lxc/web.jsonc', 'lxc/base.jsonc', 'lxc/run.jsonc'].map((path) => {
      const { unprivileged, template, state } = valueOf(made, path);
      return [unprivileged, template, state];
    });
    assert.equal(guests, [
      [false, undefined, 'stopped'],
      [undefined, true, undefined],
      [undefined, undefined, undefined],
    ]);
  });

  const kept: readonly [string, RegExp][] = [
    ['arch: amd64\nostype: debian\n', /^\/arch: only creation sets it,\/ostype: only creation sets it$/],
    ['unused0: local:101/vm-101-disk-7.raw\n', /^\/unused0: a volume that nothing uses$/],
    ['quotatime: 3\n', /^\/quotatime: Phoenix does not know it$/],
    ['features: nesting=1,teleport=1\n', /^\/teleport: Phoenix does not know it$/],
    ['net0: name=eth0,bridge=vmbr0,color=red\n', /^\/net0\/color: /],
    ['lxc.aa_profile: unconfined\n', /^\/raw\/lxc\.aa_profile: it is called "lxc\.apparmor\.profile"/],
    ['lxc.environment.runtime: DB_PASSWORD=hunter2\n', /^\/env\/DB_PASSWORD: it looks like a secret/],
    ['lxc.environment.runtime: __proto__=x\n', /^\/env\/__proto__: no file holds such a key$/],
    ['cpuunits: 100000\n', /^\/cpuunits: /],
    ['timezone: Mars/Olympus\n', /^\/timezone: /],
    ['mp0: local:101/vm-101-disk-1.raw,mp=/data\n', /^\/mounts\/~1data: .*neither what is bound/],
    ['mp0: local:101/vm-101-disk-1.raw,mp=/a/../b,size=1G\n', /^\/mounts\/~1a~1\.\.~1b/],
    ['net0: bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp\n', /^\/net0.*: Phoenix would write it otherwise/],
    ['net0: name=eth0,bridge=vmbr0,tag=005\n', /^\/net0\/tag: Phoenix would write it otherwise$/],
    ['memory: lots\n', /^\/memory: /],
    ['onboot: perhaps\n', /^\/onboot: /],
    ['#bell%07\n', /^\/description: /],
    ['\n[pve:pending]\nnameserver: 9.9.9.9\n', /^$/],
    ['nameserver: 1.1.1.1\n\n[pve:pending]\nnameserver: 9.9.9.9\n', /^\/nameserver: a change of it waits/],
    [
      'mp0: /srv,mp=/data\n\n[pve:pending]\ndelete: mp0\n',
      /^\/mounts\/~1data(?:\/bind)?: a change of it waits/,
    ],
    ['\n[before]\nmemory: 12\n', /^\/snapshots\/before: a snapshot is not asked for/],
  ];
  for (const [text, wanted] of kept) {
    test(`stays as it is: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const made = importOf({ 101: `${LEAST}${text}` });
      assert.equal(made.skipped, []);
      assert.match(left(made).join(), wanted);
    });
  }

  const marker = (estate: string, vmid: number) =>
    `#${formatMarker({
      estate,
      env: null,
      address: 'lxc/web',
      id: `vmid:${vmid}`,
      commit: null,
      config: '',
      phoenix: '1',
    })
      .replaceAll('%', '%25')
      .replaceAll(':', '%3A')}\n`;
  const refused: readonly [string, RegExp][] = [
    ['', /is empty/],
    ['\0\0', /no text/],
    ['arch: amd64\n', /no rootfs/],
    [`${LEAST}rootfs: local:101/vm-101-disk-1.raw,size=8G\n`, /rootfs stands twice/],
    [`${LEAST}<html>\n`, /cannot read the line "<html>"/],
    [`${LEAST}mp0: /srv,mp=/data,mp=/other\n`, /its mp0 cannot be read/],
    ['hostname: web\nrootfs: local:101/vm-101-disk-0.raw,siz', /its rootfs cannot be read/],
    [`${LEAST}lock: backup\n`, /locked it \(backup\)/],
    [`${LEAST}hostname: other\n`, /hostname stands twice/],
    [LEAST.replace('web', 'we_b'), /host name|DNS name/],
    [`${LEAST}${'#x\n'.repeat(4000)}`, /Notes/],
    [`${LEAST}tags: phoenix-retired\n`, /tag of a retired guest/],
    [`${LEAST}${marker('theirs', 101)}`, /belongs to the estate "theirs"/],
    [`${LEAST}${marker('lab', 100)}`, /a copy of lxc\/web/],
  ];
  for (const [text, why] of refused) {
    test(`is skipped: ${JSON.stringify(text).slice(-60)}`, () => {
      const made = importOf({ 101: text });
      assert.equal(made.imported, []);
      assert.equal(made.skipped.length, 1);
      assert.match(made.skipped[0]?.why ?? '', why);
    });
  }

  test('a guest without a name is called as Proxmox calls it', () => {
    assert.ok(importOf({ 101: LEAST.replace('hostname: web\n', '') }).files.has('lxc/CT101.jsonc'));
  });

  test('storages and pools are declared where their files lie beside the guests', () => {
    const storages = 'zfspool: tank\n\tpool tank\n\tcontent rootdir\n\nglusterfs: g\n\tserver x\n';
    const more = { '/etc/pve/storage.cfg': storages, '/etc/pve/user.cfg': 'pool:lab::101::\n' };
    const made = importOf(
      { 101: LEAST.replace('local:101/vm-101-disk-0.raw', 'tank:subvol-101-disk-0') },
      { more },
    );
    assert.equal(valueOf(made, 'lxc/web.jsonc')['pool'], 'lab');
    const { nodes, pools } = valueOf(made, 'phoenix.json');
    assert.equal(pools, ['lab']);
    assert.equal(Object.keys((nodes as { pve1: { storages: object } }).pve1.storages), ['local', 'tank']);
  });

  test('two with one name have files of their own', () => {
    const made = importOf({ 101: LEAST, 102: LEAST.replace('web', 'Web') });
    assert.equal(
      made.imported.map(({ file }) => file),
      ['lxc/web.jsonc', 'lxc/Web-102.jsonc'],
    );
  });
});

/** Every error, and every change but that of an adoption. */
function wrongWith(estate: Estate, confs: Readonly<Record<number, string>>, world: World = {}): string[] {
  const { plan } = planLive({
    kinds,
    head: estate,
    base: null,
    snapshot: snapshotOf(confs, world),
    estate: estate.settings.id ?? estate.settings.name,
    atCommit: () => null,
  });
  return [
    ...errorsIn(checkRules(estate, { base: null }).findings).map(({ message }) => message),
    ...plan.items.flatMap(({ address, action, changes }) =>
      changes.filter(({ path }) => path !== '/adopt').map(({ path }) => `${action} ${address} ${path}`),
    ),
  ];
}

describe('import into an estate that is there', (test) => {
  const SETTINGS = `{
  // ours
  "name": "lab", "nodes": { "pve1": { "bridges": ["vmbr9"] } },
  "binds": { "models": { "path": "/tank/models" } }, // shared
}
`;
  const BASE = {
    onboot: true,
    memory: '4G',
    tags: ['lab'],
    ostemplate: 'local:vztmpl/x.tar.zst',
    net0: { bridge: 'vmbr9', ip: 'dhcp', firewall: true },
  };
  const FILES = new Map([
    ['phoenix.jsonc', SETTINGS],
    ['base/lxc.json', JSON.stringify(BASE)],
    ['profiles/big.json', JSON.stringify({ cores: 8 })],
    [
      'lxc/old.json',
      JSON.stringify({ vmid: 100, extends: ['big'], rootfs: { storage: 'local', size: '4G' } }),
    ],
  ]);

  /** [what phoenix.json says, the line of a new file]. */
  const lines: readonly [string, string, string | undefined][] = [
    ['new', '', '../schemas/lxc.json'],
    ['without schemas', SETTINGS, undefined],
    [
      'with schemas',
      SETTINGS.replace('"name"', '"$schema": "./schemas/phoenix.json", "name"'),
      '../schemas/lxc.json',
    ],
  ];
  for (const [what, settings, line] of lines) {
    test(`new files name their schema where the schemas are: an estate that is ${what}`, () => {
      const estate = settings === '' ? null : estateOf(new Map([...FILES, ['phoenix.jsonc', settings]]));
      const made = importOf({ 101: LEAST }, estate ? { estate } : {});
      const text = made.files.get('lxc/web.jsonc') ?? '';
      assert.is(parseFile({ path: 'lxc/web.jsonc', text }).value?.['$schema'], line);
    });
  }

  test('base and comments stay; the files say what differs from the base', () => {
    const estate = estateOf(FILES);
    assert.equal(errorsIn(estate.findings), []);
    const confs = {
      100: LEAST,
      101: `${LEAST}memory: 4096\nnet0: name=eth0,bridge=vmbr9,ip=10.0.0.5/24\nmp0: /tank/models,mp=/a\nmp1: /srv/b,mp=/b\n`,
    };
    const made = importOf(confs, { estate });
    assert.equal(
      made.skipped.map(({ vmid, why }) => `${vmid} ${why}`),
      ['100 it is lxc/old of this estate'],
    );
    assert.equal([...made.files.keys()], ['lxc/web.jsonc']);
    assert.equal(valueOf(made, 'lxc/web.jsonc'), {
      vmid: 101,
      adopt: true,
      state: 'stopped',
      ostemplate: null,
      onboot: null,
      tags: null,
      rootfs: { storage: 'local', size: '4G' },
      net0: { ip: '10.0.0.5/24', firewall: null },
      mounts: { '/a': 'bind:models', '/b': 'bind:b' },
    });
    assert.match(made.settings?.text ?? '', '// ours');
    assert.match(made.settings?.text ?? '', '// shared');
    const after = estateOf(new Map([...FILES, ['phoenix.jsonc', made.settings?.text ?? ''], ...made.files]));
    assert.equal(after.settings.binds, { models: { path: '/tank/models' }, b: { path: '/srv/b' } });
    const others = wrongWith(after, confs).filter((one) => !one.includes('lxc/old'));
    assert.equal(others, []);
  });

  test('cards of phoenix.json stand for their device nodes', () => {
    const gpus = { gpu1: { pci: '0000:01:00.0', driver: 'nvidia' } };
    const estate = estateOf(
      new Map([['phoenix.json', JSON.stringify({ name: 'lab', nodes: { pve1: { gpus } } })]]),
    );
    const nodes = ['/dev/nvidia0', '/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools'];
    const devices = nodes.map((path, at) => `dev${at}: ${path},mode=0666\n`).join('');
    assert.equal(said(`${devices}dev9: /dev/fuse\n`, { estate }), {
      gpus: { gpu1: {} },
      devices: { '/dev/fuse': {} },
    });
    assert.equal(Object.keys(said(devices.replace('mode=0666', 'mode=0660'), { estate })), ['devices']);
  });

  test('and those that a driver of the node runs, in a new estate', () => {
    const confs = {
      101: `${LEAST}dev0: /dev/dri/card1,gid=44,mode=0660\ndev1: /dev/dri/renderD129,gid=44,mode=0660\n`,
    };
    const snapshot = snapshotOf(confs, {});
    const cards = [
      { pci: '0000:00:02.0', driver: 'amdgpu', minor: 1 },
      { pci: '0000:05:00.0', driver: 'ast', minor: 0 },
    ];
    const nodes = new Map([...snapshot.nodes].map(([name, facts]) => [name, { ...facts, cards }]));
    const made = importCluster({ ...inputOf({ ...snapshot, nodes, ha: new Set([101]) }, {}), estate: null });
    assert.equal(valueOf(made, 'lxc/web.jsonc')['gpus'], { gpu0: {} });
    assert.equal(valueOf(made, 'phoenix.json')['nodes'], {
      pve1: { gpus: { gpu0: { pci: '0000:00:02.0', driver: 'amdgpu', minor: 1 } } },
    });
    assert.match(left(made).join(), '/ha: HA manages it');
  });

  test('a folder that no bind may be is no mount of the file, and no bind', () => {
    const confs = { 101: `${LEAST}mp0: /etc,mp=/x\nmp1: /srv/a,mp=/y\n` };
    const settings = JSON.stringify({ name: 'lab', nodes: { pve1: {} } });
    const there = new Map([['phoenix.json', settings]]);
    for (const estate of [undefined, estateOf(there)]) {
      const made = importOf(confs, estate ? { estate } : {});
      assert.equal(valueOf(made, 'lxc/web.jsonc')['mounts'], { '/y': 'bind:a' });
      assert.match(left(made).join(), '/mounts/~1x: the bind "etc" lies in /etc');
      const written = made.settings?.text ?? made.files.get('phoenix.json') ?? '';
      assert.not.match(written, '"etc"');
      assert.equal(
        wrongWith(estateOf(new Map([...there, ...made.files, ['phoenix.json', written]])), confs),
        [],
      );
    }
  });

  test('one that lacks the node is not taken where files mean another one', () => {
    const files = new Map([...FILES, ['phoenix.jsonc', SETTINGS.replace('pve1', 'pve7')]]);
    const made = importOf({ 101: LEAST }, { estate: estateOf(files) });
    assert.match(made.skipped[0]?.why ?? '', 'phoenix.json does not name pve1');
  });
});

describe('import below any base', (test) => {
  const { 'phoenix.json': settings } = WORLD_FILES;
  const IDENTITY = [
    'vmid',
    'hostname',
    'template',
    'state',
    'extends',
    '$schema',
    'adopt',
    'node',
    'description',
  ];
  const recorded = [...new Set(setRows().map(({ after }) => after))];

  test('the guest is as it is, whatever all other guests shall be', () => {
    fc.assert(
      fc.property(arbitraryInput, fc.constantFrom(...recorded), fc.boolean(), (input, text, runs) => {
        const files = new Map([
          ['phoenix.json', JSON.stringify(settings)],
          ['base/lxc.json', JSON.stringify(without(input, ...IDENTITY))],
        ]);
        const world = { estate: estateOf(files), running: runs ? [101] : [] };
        assert.equal(errorsIn(world.estate.findings), []);
        const made = importOf({ 101: text }, world);
        assert.equal(made.skipped, []);
        const after = new Map([...files, ...made.files]);
        if (made.settings) after.set(made.settings.path, made.settings.text);
        assert.equal(wrongWith(estateOf(after), { 101: text }, world), []);
      }),
      { numRuns: 60 },
    );
  });
});

describe('import of anything', (test) => {
  const LINES = `${LEAST}arch: amd64
memory: 512
memory: 1e9
cores: 0
net0: name=eth0,bridge=vmbr0,ip=10.0.0.5/24
net1: name=eth0,bridge=
mp0: /srv,mp=/a
mp1: /srv,mp=/a
mp2: x:y,mp=b,size=1T
mp3: ,
dev0: /dev/null,mode=99
dev1: /etc/passwd
features: nesting=1,keyctl=2
[pve:pending]
delete: mp0,memory
[snap]
[
lxc.idmap: u 0 1 2
lxc.x = y
lxc.mount.entry: ${''}
#%zz%
#<!-- phoenix {} -->
tags: ;;
tags: ü
hostname: ${''}
hostname: \${a}
template: 1
onboot: ?
startup: order=x
env: A
lxc.environment.runtime: A
lxc.environment.runtime: =
pool: x
unused0: a:b
parent: snap
lock: ${''}
hookscript: /bin/sh
swap: -1
timezone: ..`.split('\n');
  const line = fc.oneof(
    fc.constantFrom(...LINES),
    fc.string({ maxLength: 30 }),
    fc.constantFrom(...LINES).map((one) => one.slice(0, -2)),
  );
  const conf = fc.oneof(
    fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
    fc.array(line, { maxLength: 6 }).map((lines) => `${LEAST}${lines.join('\n')}\n`),
  );

  test('never throws; what it takes is without errors, and only adopted', () => {
    fc.assert(
      fc.property(
        fc.array(conf, { minLength: 1, maxLength: 6 }),
        fc.subarray([101, 103, 105]),
        (texts, running) => {
          const confs = Object.fromEntries(texts.map((text, at) => [101 + at, text]));
          const made = importOf(confs, { running });
          assert.is(made.imported.length + made.skipped.length, texts.length);
          if (made.imported.length > 0) assert.equal(wrongWith(estateOf(made.files), confs, { running }), []);
        },
      ),
      { numRuns: 150 },
    );
  });
});
