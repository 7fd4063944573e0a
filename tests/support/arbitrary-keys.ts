/** One arbitrary for each key of a container's file; what can be said together stands in fitting-spec.ts. */
import { fc } from './fast-check.ts';
import type { RefusedKey } from '../../src/kinds/lxc/refused.ts';
import type { LxcInput, MountInput, NetInput } from '../../src/kinds/lxc/schema.ts';
import { NET_KEYS } from '../../src/kinds/lxc/schema-net.ts';
import { STRANGER, SUBJECT, WORLD_NEEDS } from './spec-world.ts';

export type Key = Exclude<keyof LxcInput, RefusedKey>;
export type Arbitraries = { readonly [K in Key]-?: fc.Arbitrary<NonNullable<LxcInput[K]>> };

export const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
export const flag = fc.boolean();
/** Any of the keys, or none. */
const maybe = <T>(shape: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> }): fc.Arbitrary<
  Partial<T>
> => fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** Characters that no file may hold, since nobody sees them. And `${` begins a reference. */
const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const word = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,11}$/);
const text = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .map((value) => value.replaceAll(HIDDEN, '').replaceAll('${', '$'));
const ascii = fc
  .stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,20}[\x21-\x7e])?$/)
  .map((value) => value.replaceAll('${', '$'));

const mountOptions = fc.oneof(
  fc.uniqueArray(pick('discard', 'lazytime', 'noatime', 'nodev', 'noexec', 'nosuid'), { minLength: 1 }),
  pick('noatime;nosuid', 'discard'),
);
const idmap = fc.oneof(
  pick('passthrough', 'u:1000:1000:1'),
  fc.constant<string[]>(['u:1000:1000:1', 'g:1000:1000:1']),
);

const volumeFlags = {
  acl: flag,
  mountoptions: mountOptions,
  quota: flag,
  replicate: flag,
  ro: flag,
  shared: flag,
  idmap,
};

const storage = pick('local', 'local-lvm', 'local-zfs');
const size = fc.oneof(pick('4G', '5G', '4608M', '6.5G'), fc.integer({ min: 4, max: 9 }));

const rootfs = maybe<NonNullable<LxcInput['rootfs']>>({
  storage,
  size,
  ...volumeFlags,
  ro: fc.constant(false),
});

const mount: fc.Arbitrary<MountInput> = fc.oneof(
  pick('bind:models', 'bind:media'),
  maybe({ ...volumeFlags, backup: flag, keepattrs: flag }).map((flags) => ({ bind: 'models', ...flags })),
  fc
    .tuple(storage, size, maybe({ ...volumeFlags, backup: flag, keepattrs: flag }))
    .map(([store, amount, flags]) => ({ storage: store, size: amount, ...flags })),
);

/** Addresses, names and MACs are made by the index of the card, so that no two are alike. A pin needs a vnet. */
const netAt = (index: number): fc.Arbitrary<NetInput> =>
  maybe<Omit<NetInput, 'pin'>>({
    name: fc.constant(`lan${index}`),
    bridge: pick('vmbr0', 'vmbr1'),
    hwaddr: fc.constant(`02:00:00:00:00:${(16 + index).toString(16)}`),
    ip: pick('dhcp', 'manual', `10.1.${index}.5/24`, `10.1.${index}.6/24`),
    gw: fc.constant(`10.1.${index}.1`),
    ip6: pick('auto', 'dhcp', 'manual', `fd00:${index}::5/64`),
    gw6: fc.constant(`fd00:${index}::1`),
    tag: fc.integer({ min: 1, max: 4094 }),
    trunks: fc.oneof(
      pick('10;20', '30'),
      fc.uniqueArray(fc.integer({ min: 1, max: 4094 }), { minLength: 1, maxLength: 3 }),
    ),
    mtu: fc.integer({ min: 576, max: 1500 }),
    rate: pick(1, 2.5, 100),
    firewall: flag,
    link_down: flag,
    'host-managed': flag,
  });

const device = maybe<NonNullable<LxcInput['devices']>[string]>({
  mode: pick('0600', '0660', '0666'),
  uid: fc.nat(2000),
  gid: fc.nat(2000),
  'deny-write': flag,
});

const nets = Object.fromEntries(NET_KEYS.map((key, index) => [key, netAt(index)])) as {
  readonly [K in (typeof NET_KEYS)[number]]: fc.Arbitrary<NetInput>;
};

/** One arbitrary for each key of the schema: a key that is missing here does not compile. */
const SOFTWARE = {
  plain: fc.record({ port: pick(80, 8080) }, { requiredKeys: [] }),
  rebooting: fc.constant({}),
};
const KEYED = fc.record(
  { token: pick('${secret:same}', '${secret:same#user}', '${secret:changing}') },
  { requiredKeys: [] },
);

export const ARBITRARIES: Arbitraries = {
  $schema: fc.constant('../schemas/lxc.schema.json'),
  extends: pick([], ['common']),
  vmid: fc.constant(SUBJECT.vmid),
  node: fc.constant('pve1'),
  generation: fc.constant(1),
  adopt: fc.constant(false),
  state: pick('running', 'stopped'),
  template: fc.constant(false),
  ostemplate: pick(
    'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
  ),
  clone: pick<NonNullable<LxcInput['clone']>>(
    'lxc/base',
    { from: STRANGER },
    { from: 'lxc/base', full: false },
    { from: 'lxc/base', full: true },
    { from: 'lxc/base', full: true, storage: 'local-lvm' },
    { from: 'lxc/peer', full: true, snapshot: 'golden' },
  ),
  unprivileged: flag,
  arch: fc.constant('amd64'),
  ostype: pick('debian', 'unmanaged'),
  'ssh-public-keys': fc.uniqueArray(
    pick('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBase you@desk', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB ci'),
    { minLength: 1 },
  ),
  hostname: pick('subject', 'web', 'Upper-Case', 'a.example.org'),
  description: text,
  tags: fc.uniqueArray(pick('web', 'Prod', 'team-a', 'x.y', '_z'), { maxLength: 3 }),
  pool: fc.constant('lab'),
  rollback: pick('off', 'snapshot', 'lose-data'),
  dependsOn: pick([], ['lxc/peer']),
  cores: fc.integer({ min: 1, max: 8 }),
  cpulimit: pick(0, 0.5, 2),
  cpuunits: fc.integer({ min: 1, max: 10_000 }),
  memory: fc.oneof(pick('1G', '512M', '2048M'), fc.integer({ min: 16, max: 4096 })),
  swap: fc.oneof(pick('1G', '0M'), fc.integer({ min: 0, max: 1024 })),
  rootfs,
  ...nets,
  mounts: fc.dictionary(pick('/data', '/data/deep', '/srv/app', '/opt/with blank', '/models'), mount, {
    maxKeys: 3,
  }),
  devices: fc.dictionary(pick(...WORLD_NEEDS.devices), device, { maxKeys: 2 }),
  gpus: fc.dictionary(pick('gpu0', 'igpu'), maybe({ vram: pick<string | number>('2G', 512) }), {
    maxKeys: 2,
  }),
  // Seldom, since a template cannot lose or get any: pairs that cannot be done say nothing.
  features: fc.oneof(
    { arbitrary: fc.record(SOFTWARE, { requiredKeys: [] }), weight: 12 },
    { arbitrary: fc.record({ ...SOFTWARE, keyed: KEYED }, { requiredKeys: [] }), weight: 1 },
  ),
  nesting: flag,
  keyctl: flag,
  fuse: flag,
  mknod: flag,
  force_rw_sys: flag,
  mountfs: fc.oneof(pick('nfs', 'nfs;cifs'), fc.uniqueArray(pick('nfs', 'cifs', 'ext4'), { minLength: 1 })),
  nameserver: pick('1.1.1.1', '1.1.1.1 9.9.9.9', '9.9.9.9,fd00::1'),
  searchdomain: pick('example.org', 'example.org lan'),
  timezone: pick('host', 'UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires'),
  onboot: flag,
  startup: maybe({ order: fc.nat(9), up: fc.nat(60), down: fc.nat(60) }).filter(
    (value) => Object.keys(value).length > 0,
  ),
  protection: flag,
  hookscript: fc.constant('local:snippets/hook.sh'),
  cmode: pick('shell', 'console', 'tty'),
  console: flag,
  tty: fc.nat(6),
  debug: flag,
  entrypoint: pick('/sbin/init', '/bin/app --flag', 'sleep 1000'),
  env: fc.dictionary(word, fc.oneof(fc.constant(''), ascii), { maxKeys: 3 }),
  raw: fc.dictionary(
    pick(
      'lxc.apparmor.profile',
      'lxc.cap.drop',
      'lxc.cgroup2.devices.allow',
      'lxc.mount.entry',
      'lxc.prlimit.nofile',
    ),
    fc.oneof(ascii, fc.array(ascii, { minLength: 1, maxLength: 3 })),
    { maxKeys: 2 },
  ),
  // In memory no process runs in a guest, and no network answers: such checks claim nothing.
  health: fc.dictionary(
    pick('web', 'db'),
    fc.oneof(
      fc.record({ tcp: pick(':5432', ':80') }),
      fc.record({
        http: pick(':80', ':8000/health?x=1'),
        status: pick(200, 204),
        within: pick('10m', '1s'),
      }),
    ),
    { maxKeys: 2 },
  ),
  snapshots: fc.dictionary(pick('before', 'v1_2', 'Fresh'), maybe({ description: text }), { maxKeys: 2 }),
};
