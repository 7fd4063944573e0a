/** What becomes of the files of the old tool, key by key, in all the spellings of its revisions. */
import * as assert from 'uvu/assert';
import type { Migration } from '../../../src/authoring/migrate/migrate.ts';
import { reportJson, reportText } from '../../../src/authoring/migrate/report.ts';
import type { Fate } from '../../../src/authoring/migrate/source.ts';
import { errorsIn } from '../../../src/errors.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import type { LxcSpec } from '../../../src/kinds/lxc/spec.ts';
import { describe } from '../../support/describe.ts';
import { type Files, migrated } from '../../support/migrate-source.ts';

const ARCHIVE = '/mnt/pve/fastData/shared-iso/template/cache/ubuntu-24.04-standard_24.04-2_amd64.tar.zst';
const IMAGE = { name: 'Template-Base', is_template: true, template: ARCHIVE, storage_size_gb: 8 };

/** One container 101, made from an image, and whatever else. */
function one(guest: JsonObject, more: JsonObject = {}, files: Files = {}): Migration {
  const own = { name: 'web', clone_from_ctid: '900', ...guest };
  const pool = { storage_pool: 'tank' };
  return migrated({
    lxc: { ...pool, nameservers: ['8.8.4.4'], lxc_configs: { '900': IMAGE, '101': own, ...more } },
    ...files,
  });
}

/** The whole of 101, as merged. */
const mergedOf = (migration: Migration): JsonObject => {
  const found = [...migration.estate.resources.values()].find(
    ({ kind, spec }) => kind === 'lxc' && (spec as LxcSpec).vmid === 101,
  );
  return found?.merged ?? {};
};

const fateOf = ({ entries }: Migration, at: string): Fate | undefined =>
  entries.find(({ pointer }) => pointer === at)?.fate;

const isGood = (migration: Migration): void => {
  assert.equal(migration.proof.differences, []);
  assert.equal(errorsIn(migration.estate.findings), []);
};

/** [what 101 says, what its merged file has]. */
const SAME: readonly (readonly [string, JsonObject, JsonObject])[] = [
  ['memory in MiB', { memory_mb: 2048, swap_mb: 512 }, { memory: '2G', swap: 512 }],
  ['numbers in quotes', { memory_mb: '1000', cores: '2' }, { memory: 1000, cores: 2 }],
  [
    'start',
    { start_at_boot: true, boot_order: 3, boot_delay: 5 },
    { onboot: true, startup: { order: 3, up: 5, down: 5 } },
  ],
  [
    'a network',
    {
      network_config: {
        name: 'eth0',
        bridge: 'vmbr1',
        ip: '10.0.0.5/24',
        gw: '10.0.0.1',
        nameservers: '1.1.1.1, 9.9.9.9',
      },
      mac_address: '52:54:00:00:00:05',
    },
    {
      net0: { name: 'eth0', bridge: 'vmbr1', ip: '10.0.0.5/24', gw: '10.0.0.1', hwaddr: '52:54:00:00:00:05' },
      nameserver: '1.1.1.1 9.9.9.9',
    },
  ],
  [
    'a network in one text',
    { network_config: '10.0.0.5/24,10.0.0.1,8.8.8.8' },
    { net0: { name: 'eth0', bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' }, nameserver: '8.8.8.8' },
  ],
  [
    'DHCP, which has no gateway of its own',
    { network_config: { ip: 'dhcp', gw: '10.0.0.1' } },
    { net0: { name: 'eth0', bridge: 'vmbr0', ip: 'dhcp' } },
  ],
  [
    'a second card',
    { secondary_network_config: { bridge: 'vmbr2', ip: '10.2.0.5/24' } },
    { net1: { name: 'eth1', bridge: 'vmbr2', ip: '10.2.0.5/24' } },
  ],
  [
    'flags',
    { pct_options: ['nesting=1', 'keyctl=0', 'mount=nfs'] },
    { nesting: true, keyctl: false, mountfs: 'nfs' },
  ],
  [
    'flags among the features of the first days',
    { features: 'nesting=1,keyctl=1' },
    { nesting: true, keyctl: true },
  ],
  ['FUSE', { lxc_options: ['lxc.mount.entry=/dev/fuse dev/fuse none bind,create=file'] }, { fuse: true }],
  [
    'a device, with either sign',
    { lxc_options: ['lxc.mount.entry: /dev/net/tun dev/net/tun none bind,create=file'] },
    { devices: { '/dev/net/tun': {} } },
  ],
  [
    'raw lines, and a profile that repeats one',
    {
      lxc_options: ['lxc.apparmor.profile=unconfined', 'lxc.cap.drop: mknod', 'lxc.cap.drop = sys_time'],
      apparmor_profile: 'unconfined',
    },
    { raw: { 'lxc.apparmor.profile': 'unconfined', 'lxc.cap.drop': ['mknod', 'sys_time'] } },
  ],
  [
    'volumes',
    { volumes: [{ name: 'd', pool: 'tank', size_gb: 10, mount_point: '/d' }] },
    { mounts: { '/d': { storage: 'tank', size: '10G' } } },
  ],
  [
    'a check with curl',
    { health_check: { command: 'curl -s --fail http://localhost:6333', retries: 5, interval: 5 } },
    { health: { service: { http: ':6333/', within: '25s' } } },
  ],
  [
    'a check in words of a shell',
    { health_check: { command: 'nginx -t && true', retries: 3, interval: 10 } },
    { health: { service: { exec: ['sh', '-c', 'nginx -t && true'], within: '30s', interval: '10s' } } },
  ],
  [
    'its own servers of names, before those of the root',
    { network_config: { ip: 'dhcp', nameservers: '9.9.9.9 1.1.1.1' } },
    { nameserver: '9.9.9.9 1.1.1.1' },
  ],
  [
    'checks of one name, and of none',
    { health_checks: [{ name: 'A b', command: 'x' }, { name: 'a-b', command: 'y' }, { command: 'z' }] },
    { health: { 'a-b': { exec: ['x'] }, 'a-b-2': { exec: ['y'] }, 'check-3': { exec: ['z'] } } },
  ],
  ['flags in one text', { pct_options: 'nesting=1, keyctl=1' }, { nesting: true, keyctl: true }],
  ['cards in a list', { gpu_assignment: [0, '1'] }, { gpus: { gpu0: {}, gpu1: {} } }],
  [
    'arguments of vLLM but secret ones',
    {
      features: ['vllm'],
      pct_options: ['nesting=1', 'keyctl=1'],
      storage_size_gb: 64,
      vllm_engine_config: {
        ModelConfig: { model: 'a/b', hf_token: 'hf_abcdefghijkl', quantization: null },
        ServerConfig: { api_key: 'abcdefghijkl' },
        SchedulerConfig: { max_num_seqs: 8, constructor_: 1 },
      },
    },
    { features: { vllm: { model: 'a/b', settings: ['--max-num-seqs 8', '--constructor- 1'] } } },
  ],
  ['a card', { gpu_assignment: '0, 1' }, { gpus: { gpu0: {}, gpu1: {} } }],
  ['all cards', { gpu_assignment: 'all' }, { gpus: { gpu0: {} } }],
  [
    'the features of the old library',
    { features: ['docker'], pct_options: ['nesting=1'] },
    { features: { docker: {} }, nesting: true },
  ],
  [
    'vLLM in three ways, of which the newest counts',
    {
      features: ['vllm'],
      pct_options: ['nesting=1', 'keyctl=1'],
      storage_size_gb: 64,
      vllm_engine_config: { ModelConfig: { model: 'a/b' }, CacheConfig: { gpu_memory_utilization: 0.5 } },
      vllm_gpu_memory_utilization: 0.9,
      vllm_args: ['--max-model-len', '4096', '--trust-remote-code', '--max-num-seqs=8'],
    },
    {
      features: {
        vllm: { model: 'a/b', memory: '0.5', context: 4096, trust: true, settings: ['--max-num-seqs 8'] },
      },
    },
  ],
  [
    'Portainer',
    { portainer_role: 'agent', pct_options: ['nesting=1'] },
    { features: { portainer: { role: 'agent' } } },
  ],
];

describe('migrate: a container', (test) => {
  for (const [what, said, wanted] of SAME) {
    test(`keeps ${what}`, () => {
      const migration = one(said);
      isGood(migration);
      const merged = mergedOf(migration);
      for (const [key, value] of Object.entries(wanted)) assert.equal(merged[key], value, key);
    });
  }

  test('is made from a layer where its source is an image, by the old spelling too', () => {
    for (const key of ['clone_from_ctid', 'clone_from_template_ctid']) {
      const migration = one({ clone_from_ctid: null, [key]: 900 });
      isGood(migration);
      assert.is(mergedOf(migration)['clone'], 'layer/base');
      assert.match(migration.files.get('layer/base.jsonc') ?? '', '// Was the container 900 Template-Base.');
    }
  });

  test('takes what it lacks from the root of the file, and its own before that', () => {
    const lxc = {
      memory_mb: 1024,
      cores: 2,
      storage_pool: 'tank',
      lxc_configs: { '900': IMAGE, '101': { name: 'web', clone_from_ctid: '900', cores: 4 } },
    };
    const migration = migrated({ lxc });
    isGood(migration);
    assert.equal([mergedOf(migration)['memory'], mergedOf(migration)['cores']], ['1G', 4]);
    assert.is(fateOf(migration, '/memory_mb'), 'mapped');
  });

  test('waits for others, and not for what is not there', () => {
    const migration = one(
      { dependencies: ['102', 77, '900', '101'] },
      { '102': { name: 'db', clone_from_ctid: '900' } },
    );
    isGood(migration);
    assert.equal(mergedOf(migration)['dependsOn'], ['lxc/db']);
    const fates = [0, 1, 2, 3].map((n) => fateOf(migration, `/lxc_configs/101/dependencies/${n}`));
    assert.equal(fates, ['mapped', 'dropped', 'dropped', 'dropped']);
  });

  test('mounts folders of the host as binds, once where several say the same one', () => {
    const shared = { certs: { host_path: '/srv/ssl', mounts: { '101': '/certs', '555': '/x' } } };
    const points = [{ host_path: '/srv/ssl', container_path: '/ssl', owner_uid: 33, owner_gid: 33 }];
    const migration = one(
      { mount_points: points, zfs_volumes: [{ name: 'x', pool: 'tank', size_gb: 5, mount_point: '/certs' }] },
      {},
      { host: { shared_volumes: shared } },
    );
    isGood(migration);
    assert.equal(mergedOf(migration)['mounts'], { '/certs': 'bind:certs', '/ssl': 'bind:certs' });
    assert.equal(migration.estate.settings.binds, { certs: { path: '/srv/ssl', owner: 33 } });
    assert.ok(
      migration.mistakes.some(({ pointer, text }) => pointer.endsWith('/555') && /does not exist/.test(text)),
    );
    assert.ok(migration.mistakes.some(({ text }) => text.startsWith('/certs is mounted twice')));
  });

  test('has a disk as large as that of its image', () => {
    const migration = one({ storage_size_gb: 4 });
    isGood(migration);
    assert.equal(mergedOf(migration)['rootfs'], { storage: 'tank', size: '8G' });
    assert.ok(migration.mistakes.some(({ text }) => /a disk never shrinks/.test(text)));
  });

  test('that runs and was cloned itself gives its image and its features', () => {
    const migration = one(
      { features: ['docker'], pct_options: ['nesting=1'], start_at_boot: true },
      { '102': { name: 'copy', clone_from_ctid: '101', pct_options: ['nesting=1'] } },
    );
    isGood(migration);
    const copy = migration.estate.resources.get('lxc/copy')?.merged;
    assert.equal([copy?.['clone'], copy?.['features']], ['layer/base', { docker: {} }]);
  });

  test('that nothing tells the source of gets an archive, and that is told', () => {
    const migration = migrated({ lxc: { lxc_configs: { '101': { name: 'web', clone_from_ctid: '5' } } } });
    isGood(migration);
    assert.match(JSON.stringify(mergedOf(migration)['ostemplate']), /^"local:vztmpl\/ubuntu-24/);
    assert.ok(migration.assumed.some((text) => text.startsWith('The archive that lxc/web is made from')));
  });

  test('in a loop of clones is none the worse for it', () => {
    const migration = one({ clone_from_ctid: '102' }, { '102': { name: 'b', clone_from_ctid: '101' } });
    isGood(migration);
    assert.type(mergedOf(migration)['ostemplate'], 'string');
  });

  test('leaves out what Phoenix refuses, with its words', () => {
    const migration = one({
      mac_address: '53:54:00:00:00:01',
      memory_mb: 3,
      lxc_options: ['lxc.nonsense=1', 'none'],
    });
    isGood(migration);
    assert.equal([mergedOf(migration)['memory'], mergedOf(migration)['raw']], [undefined, undefined]);
    const told = migration.mistakes.map(({ text }) => text).join('\n');
    assert.match(told, 'must be a unicast MAC address');
    assert.match(told, 'must be at least 16 MiB');
    assert.match(told, 'Proxmox drops lines with this key');
    assert.is(fateOf(migration, '/lxc_configs/101/mac_address'), 'dropped');
  });
});

describe('migrate: the account of every value', (test) => {
  test('blames of a list the entry that is wrong, and keeps what stands beside a value that is', () => {
    const lines = ['a\nb', 'mknod', 'x\ny', 'sys_time'].map((value) => `lxc.cap.drop=${value}`);
    const migration = one({
      lxc_options: lines,
      features: ['vllm'],
      vllm_model: 'a/b',
      vllm_dtype: 'float8',
      storage_size_gb: 64,
    });
    isGood(migration);
    assert.equal(mergedOf(migration)['raw'], { 'lxc.cap.drop': ['mknod', 'sys_time'] });
    const fates = [0, 1, 2, 3].map((n) => fateOf(migration, `/lxc_configs/101/lxc_options/${n}`));
    assert.equal(fates, ['dropped', 'mapped', 'dropped', 'mapped']);
    assert.equal(mergedOf(migration)['features'], { vllm: { model: 'a/b' } });
    assert.is(fateOf(migration, '/lxc_configs/101/features/0'), 'mapped');
    assert.is(fateOf(migration, '/lxc_configs/101/vllm_dtype'), 'dropped');
  });

  test('has a container of which nothing is said', () => {
    const migration = one({}, { '102': {} });
    isGood(migration);
    assert.is(fateOf(migration, '/lxc_configs/102'), 'mapped');
  });

  test('knows no feature, flag or argument by a name that every object has', () => {
    const names = ['constructor', 'toString', '__proto__'];
    const migration = one({ features: names, pct_options: names.map((name) => `${name}=1`) });
    isGood(migration);
    assert.equal(mergedOf(migration)['features'], undefined);
  });

  test('calls no list empty that is none', () => {
    const migration = one({ features: { docker: true }, volumes: { pool: 'tank' }, pct_options: { a: 1 } });
    isGood(migration);
    const told = migration.mistakes.map(({ text }) => text);
    assert.is(told.filter((text) => /is not a list(?: of volumes)?; left out$/.test(text)).length, 3);
  });

  test('tells keys that nobody knows, wherever they stand, and what may be meant', () => {
    const migration = one(
      { memory_mbb: 5, network_config: { ip: 'dhcp', colour: 'red' } },
      {},
      { host: { zzz: { a: [1, {}] } }, stacks: { docker_stacks: { a: {} } } },
    );
    const unknown = migration.entries
      .filter((entry) => entry.unknown)
      .map(({ role, pointer }) => role + pointer);
    assert.equal(unknown, [
      'lxc/lxc_configs/101/memory_mbb',
      'lxc/lxc_configs/101/network_config/colour',
      'host/zzz',
    ]);
    assert.ok(migration.mistakes.some(({ text }) => /"memory_mb" may be meant/.test(text)));
    assert.is(fateOf(migration, '/docker_stacks'), 'later');
  });

  test('keeps no container whose number Proxmox does not take', () => {
    for (const vmid of ['7', '099', 'web', '1e3']) {
      const migration = one({}, { [vmid]: { name: 'x' } });
      isGood(migration);
      assert.is(migration.proof.containers, 2);
      assert.is(fateOf(migration, `/lxc_configs/${vmid}`), 'dropped');
    }
  });

  test('names the file that a value stands in now', () => {
    const twins = Object.fromEntries(
      [102, 103, 104].map((n) => [
        String(n),
        { name: `g${n}`, clone_from_ctid: '900', memory_mb: 512, cores: n },
      ]),
    );
    const report = reportJson(one({ memory_mb: 512 }, twins));
    const entries = report['entries'] as readonly JsonObject[];
    const to = (at: string): Json | undefined => entries.find(({ pointer }) => pointer === at)?.['to'];
    assert.equal(to('/lxc_configs/103/memory_mb'), [{ file: 'configs/base/lxc.jsonc', key: 'memory' }]);
    assert.equal(to('/lxc_configs/103/cores'), [{ file: 'configs/lxc/g103.jsonc', key: 'cores' }]);
  });
});

const HIDDEN = [
  'Sup3rS3cret!pw',
  'ptr_abcdefghijkl',
  '$6$abc$defghi',
  'hunter22hunter',
  'sk-abcdef123456',
  'hf_abcdefghijkl',
];

describe('migrate: secrets', (test) => {
  const [password, key, hash, variable, argument, token] = HIDDEN as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const migration = one(
    {
      portainer_role: 'server',
      pct_options: ['nesting=1', 'keyctl=1'],
      features: ['vllm'],
      storage_size_gb: 64,
      vllm_args: ['--model', 'a/b', '--api-key', argument],
      health_check: { command: `curl -H ${token} http://x`, retries: 1 },
      note_token: token,
    },
    {},
    {
      host: {
        portainer_api: { admin_user: 'admin', admin_password: password, api_key: key },
        users: { password_hash: hash },
      },
      stacks: { docker_stacks: { a: { variables: [{ name: 'DB_PASSWORD', value: variable }] } } },
    },
  );
  const all = [
    ...migration.files.values(),
    reportText(migration),
    JSON.stringify(reportJson(migration)),
  ].join('\n');

  test('stand in no file and in no report', () => {
    for (const secret of HIDDEN) assert.not.ok(all.includes(secret), secret);
    isGood(migration);
  });

  test('are told with what to put into the vault, and what to write then', () => {
    const features = mergedOf(migration)['features'] as JsonObject;
    assert.equal(features['portainer'], { role: 'server' });
    assert.match(migration.assumed.join('\n'), '"password": "${secret:portainer/admin}"');
    assert.equal([...migration.secrets], [['portainer/admin', '/portainer_api/admin_password']]);
    assert.match(reportText(migration), 'phoenix vault set portainer/admin');
  });

  test('are told as mistakes, by their place', () => {
    const told = migration.mistakes.filter(({ text }) => text.startsWith('a secret in the open'));
    assert.equal(told.map(({ role, pointer }) => role + pointer).toSorted(), [
      'host/portainer_api/admin_password',
      'host/portainer_api/api_key',
      'host/users/password_hash',
      'lxc/lxc_configs/101/health_check/command',
      'lxc/lxc_configs/101/note_token',
      'lxc/lxc_configs/101/vllm_args/3',
      'stacks/docker_stacks/a/variables/0/value',
    ]);
  });
});

/** [what is wrong, 101, others, what is told]. */
const WRONG: readonly (readonly [string, JsonObject, JsonObject, RegExp])[] = [
  [
    'an address that two have',
    { network_config: { ip: '10.0.0.5/24' } },
    { '102': { name: 'b', clone_from_ctid: '900', network_config: { ip: '10.0.0.5/24' } } },
    /101 and 102 have the address 10\.0\.0\.5/,
  ],
  [
    'a name that two have',
    {},
    { '102': { name: 'web', clone_from_ctid: '900' } },
    /two containers are called web/,
  ],
  ['a source that does not exist', { clone_from_ctid: '555' }, {}, /cloned from "555", which does not exist/],
  [
    'a MAC address that two have',
    { network_config: { ip: 'dhcp', hwaddr: '52:54:00:00:00:05' } },
    { '102': { name: 'b', clone_from_ctid: '900', mac_address: '52:54:00:00:00:05' } },
    /101 and 102 have the MAC address 52:54:00:00:00:05/,
  ],
  [
    'a loop of clones',
    { clone_from_ctid: '102' },
    { '102': { name: 'b', clone_from_ctid: '101' } },
    /cloned from 102, and none of those that it was cloned from is an image/,
  ],
  ['a card without a driver', { gpu_assignment: '0' }, {}, /has a card, and nothing installs its driver/],
  ['Docker without nesting', { features: ['docker'] }, {}, /runs Docker without nesting=1/],
  [
    'a gateway out of reach',
    { network_config: { ip: '10.0.0.5/24', gw: '192.168.1.1' } },
    {},
    /not in the network of 10\.0\.0\.5\/24/,
  ],
  ['every device', { lxc_options: ['lxc.cgroup2.devices.allow=a'] }, {}, /may use every device of the host/],
  [
    'two profiles',
    { lxc_options: ['lxc.apparmor.profile=a'], apparmor_profile: 'b' },
    {},
    /"apparmor_profile" is b, and "lxc_options" says "a"/,
  ],
  [
    'a feature that nobody has',
    { features: ['dockr'] },
    {},
    /the feature "dockr": neither library has such a feature/,
  ],
];

describe('migrate: mistakes', (test) => {
  for (const [what, guest, more, told] of WRONG) {
    test(`tells ${what}`, () => {
      const { mistakes, proof } = one(guest, more);
      assert.match(mistakes.map(({ text }) => text).join('\n'), told);
      assert.equal(proof.differences, []);
    });
  }
});
