/** For every key of the source: what it says, and what the spec has for it. Pure. */
import type { Json } from '../../../json.ts';
import { diskOf, volume } from './disks.ts';
import { health } from './health.ts';
import { network, servers } from './network.ts';
import {
  addressed,
  at,
  type Check,
  ids,
  member,
  onOff,
  optionsOf,
  packagesOf,
  type Pair,
  type Said,
  trimmed,
  word,
} from './said.ts';

const flagPair = (said: Said, value: Json | undefined): Pair => {
  const [name = '', wanted = ''] = trimmed(value).split(/=(.*)/s);
  const sorted = (list: string) => list.split(';').toSorted().join(';');
  return [sorted(wanted), sorted(said.spec.features[name] ?? '')];
};

/** One flag of a list, or all of a text with commas. */
const flags: Check = (said) => {
  const all = trimmed(said.value)
    .split(',')
    .filter(Boolean)
    .map((one) => flagPair(said, one));
  return [all.map(([wanted]) => wanted), all.map(([, got]) => got)];
};

const rawLine: Check = ({ value, spec }) => {
  const [, key = '', line = ''] = /^\s*([^\s=:]+)\s*[=:]\s*(.*?)\s*$/s.exec(word(value)) ?? [];
  if (key !== 'lxc.mount.entry') return [true, spec.raw[key]?.includes(line) ?? false];
  const [source = '', inside = ''] = line.split(/\s+/);
  if (source === '/dev/fuse') return ['1', spec.features['fuse']];
  if (Object.hasOwn(spec.devices, source)) return [`/${inside}`, source];
  const bind = spec.mounts[inside.startsWith('/') ? inside : `/${inside}`]?.['bind'];
  return bind === undefined ? [true, spec.raw[key]?.includes(line) ?? false] : [source, bind];
};

const RENAMED: Readonly<Record<string, string>> = {
  base_setup: 'base',
  step_ca: 'step-ca',
  dns_server: 'dnsmasq',
};

const clonedFrom: Check = (said) => {
  const { spec, world, vmid } = said;
  const guest = world.guests.get(vmid);
  const wanted = guest?.passed.length ? (guest.image ?? '') : trimmed(said.value);
  const got = spec.source?.is === 'clone' ? spec.source.address : null;
  return [addressed(said, wanted), got?.replace(/@.*$/, '')];
};

export const CHECKS: Readonly<Record<string, Check>> = {
  /** Of a container of which nothing is said, that it is there. */
  '': () => [true, true],
  name: ({ value, spec, world, vmid }) =>
    world.guests.get(vmid)?.isLayer === true || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/.test(word(value))
      ? [true, true]
      : [word(value), spec.hostname],
  memory_mb: ({ value, spec }) => [Number(value), Number(spec.options['memory'])],
  swap_mb: ({ value, spec }) => [Number(value), Number(spec.options['swap'])],
  cores: ({ value, spec }) => [Number(value), Number(spec.options['cores'])],
  unprivileged: ({ value, spec }) => [onOff(value), spec.unprivileged ? '1' : '0'],
  template: ({ value, spec }) => [
    word(value).split('/').at(-1),
    spec.source?.is === 'ostemplate' && spec.source.volume.split('/').at(-1),
  ],
  clone_from_ctid: clonedFrom,
  clone_from_template_ctid: clonedFrom,
  storage_pool: ({ value, spec }) => [value, spec.rootfs?.['storage']],
  storage_size_gb: (said) => [`${diskOf(said)}G`, said.spec.rootfs?.['size']],
  network_config: network('net0'),
  secondary_network_config: network('net1'),
  // Its rules are in a file of their own; the card says that they count.
  firewall: ({ value, spec }) => [onOff(value), spec.nets['net0']?.['firewall']],
  mac_address: ({ value, spec }) => [value, spec.nets['net0']?.['hwaddr']],
  static_ip: ({ value, spec }) => [value, spec.nets['net0']?.['ip']],
  nameserver: ({ value, spec }) => servers(value, spec),
  nameservers: ({ value, whole, spec }) => servers(Array.isArray(whole) ? whole : value, spec),
  start_at_boot: ({ value, spec }) => [onOff(value), spec.options['onboot']],
  boot_order: ({ value, spec }) => [Number(value), Number(spec.startup['order'])],
  boot_delay: ({ value, spec }) => [
    [Number(value), Number(value)],
    [Number(spec.startup['up']), Number(spec.startup['down'])],
  ],
  dependencies: (said) => {
    const all = trimmed(said.value).split(',');
    return [true, all.some((vmid) => said.spec.dependsOn.includes(addressed(said, vmid)))];
  },
  gpu_assignment: ({ value, spec }) => {
    const got = Object.keys(spec.gpus).toSorted();
    if (trimmed(value).toLowerCase() === 'all') return [true, got.length > 0];
    return [
      [
        ...new Set(
          (Array.isArray(value) ? (value as readonly Json[]).map(word).join(',') : word(value))
            .split(',')
            .map((one) => `gpu${Number(one)}`),
        ),
      ].toSorted(),
      got,
    ];
  },
  pct_options: flags,
  features: (said) => {
    const name = trimmed(said.value);
    if (name.includes('=')) return flags(said);
    if (name === 'python_api_service')
      return [true, said.line.some((spec) => packagesOf(spec).includes('python3'))];
    return [
      true,
      name.includes(',') || ids(said).includes((Object.hasOwn(RENAMED, name) && RENAMED[name]) || name),
    ];
  },
  lxc_options: rawLine,
  apparmor_profile: ({ value, spec }) => [[value], spec.raw['lxc.apparmor.profile']],
  volumes: volume,
  zfs_volumes: volume,
  mount_points: ({ whole, rest, spec }) => {
    const one = at(whole, rest[0]);
    return [word(member(one, 'host_path')), spec.mounts[word(member(one, 'container_path'))]?.['bind']];
  },
  id_maps: ({ value, spec }) => {
    const [type, inside, outside, size] = ['type', 'container_id', 'host_id', 'size'].map((key) =>
      word(member(value, key)),
    );
    return [true, spec.raw['lxc.idmap']?.includes(`${type?.[0]} ${inside} ${outside} ${size}`)];
  },
  portainer_role: (said) => [
    word(said.value) === 'agent' ? 'agent' : 'server',
    optionsOf(said, 'portainer')['role'],
  ],
  application_script: (said) => [
    true,
    ids(said).some((id) => word(said.value).includes(id) || word(said.value).includes(said.vmid)),
  ],
  ports: (said) => {
    const port = Number(word(said.value).split(':').at(-1));
    return [true, (said.spec.software ?? []).some(({ values }) => Object.values(values).includes(port))];
  },
  health_check: health,
  health_checks: health,
  'host:shared_volumes': ({ value, rest, whole, spec }) => [
    member(member(whole, rest[0] ?? ''), 'host_path'),
    spec.mounts[word(value)]?.['bind'],
  ],
  'host:timezone': (said) => [said.value, optionsOf(said, 'base')['timezone']],
  'host:portainer_api': ({ spec }) => [
    true,
    (spec.software ?? []).some(({ secrets }) => secrets['password'] !== undefined),
  ],
};
