/**
 * Whether the tree says of every container what the source said: expected from the source alone, without what the
 * mapping made of it, and compared with what Phoenix resolves. A value that is said to be kept and is not proved is a difference.
 */
import type { Estate } from '../../config/model.ts';
import { canonical, isObject, type Json, pointerSegments, valueAt } from '../../json.ts';
import type { LxcSpec } from '../../kinds/lxc/spec.ts';
import type { World } from './draft.ts';
import type { Claim, Role } from './source.ts';

interface Difference {
  readonly address: string;
  readonly role: Role;
  readonly pointer: string;
  readonly said: string;
  readonly got: string;
}

export interface Proof {
  readonly containers: number;
  readonly values: number;
  readonly differences: readonly Difference[];
}

type Spec = Omit<LxcSpec, 'vmid'>;

interface Said {
  /** At the pointer. */
  readonly value: Json;
  /** Of the container, or of the root of the file. */
  readonly key: string;
  readonly rest: readonly string[];
  /** At the key. */
  readonly whole: Json;
  readonly vmid: string;
  readonly spec: Spec;
  /** The resource itself, then its layers. */
  readonly line: readonly Spec[];
  readonly world: World;
}

type Pair = readonly [said: unknown, got: unknown];
type Check = (said: Said) => Pair;

/** @param estate with an instance of every layer */
export function prove(world: World, estate: Estate): Proof {
  const vmids = new Map([...world.guests.values()].map(({ vmid, address }) => [address, vmid]));
  const seen = new Set<string>();
  const differences: Difference[] = [];
  for (const { role, pointer, fate, target } of world.findings.claims) {
    const vmid = target && vmids.get(target.address);
    const place = `${target?.address} ${role} ${pointer}`;
    if ((fate !== 'kept' && fate !== 'mapped') || vmid === undefined || seen.has(place)) continue;
    seen.add(place);
    const [said, got] = pairOf(
      world,
      estate,
      { role, pointer, target: target as NonNullable<Claim['target']> },
      vmid,
    );
    if (same(said, got)) continue;
    differences.push({ address: target?.address ?? '', role, pointer, said: text(said), got: text(got) });
  }
  return { containers: vmids.size, values: seen.size, differences };
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
const same = (a: unknown, b: unknown): boolean =>
  a !== undefined && b !== undefined && canonical(a as Json) === canonical(b as Json);

type Placed = Pick<Claim, 'role' | 'pointer'> & { readonly target: NonNullable<Claim['target']> };

function pairOf(world: World, estate: Estate, { role, pointer, target }: Placed, vmid: string): Pair {
  const spec = specOf(estate, target.address);
  const value = valueAt(world.source[role], pointer);
  if (!spec || value === undefined) return [value, undefined];
  const [first = '', second = '', ...more] = pointerSegments(pointer);
  const inGuest = role === 'lxc' && first === 'lxc_configs';
  const key = role === 'host' ? `host:${first}` : inGuest ? (more[0] ?? '') : first;
  const rest = inGuest ? more.slice(1) : [...(second === '' ? [] : [second]), ...more];
  const root = inGuest ? valueAt(world.source.lxc, `/lxc_configs/${second}`) : world.source[role];
  const whole = isObject(root) ? (root[role === 'host' ? first : key] as Json) : null;
  const said: Said = { value, key, rest, whole, vmid, spec, line: lineOf(estate, spec), world };
  const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : key.startsWith('vllm_') ? vllm : undefined;
  return check ? check(said) : [value, undefined];
}

function specOf(estate: Estate, address: string): Spec | undefined {
  if (!address.startsWith('layer/')) return estate.resources.get(address)?.spec as Spec | undefined;
  for (const [at, { spec }] of estate.resources) if (at.startsWith(`${address}@`)) return spec as Spec;
  return undefined;
}

function lineOf(estate: Estate, spec: Spec): Spec[] {
  const from =
    spec.source?.is === 'clone' && spec.source.address !== null && estate.resources.get(spec.source.address);
  return from ? [spec, ...lineOf(estate, from.spec as Spec)] : [spec];
}

const word = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
const trimmed = (value: Json | undefined): string => word(value).trim();
const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) ? value[key] : undefined;
const onOff = (value: Json): string => (['true', '1', 'yes'].includes(word(value).toLowerCase()) ? '1' : '0');
const at = (value: Json, index: string | undefined): Json | undefined =>
  Array.isArray(value) ? (value as readonly Json[])[Number(index)] : value;

/** What a guest's software is called, its layers' included. */
const ids = ({ line }: Said): readonly string[] =>
  line.flatMap(({ software = [] }) => software.map(({ id }) => id));
const optionsOf = ({ spec }: Said, id: string): Readonly<Record<string, unknown>> =>
  spec.software?.find((one) => one.id === id)?.values ?? {};

const packagesOf = ({ software = [] }: Spec): readonly string[] =>
  software.flatMap(({ id, values }) =>
    id === 'base' ? ((values['packages'] ?? []) as readonly string[]) : [],
  );

/** The address of a container, by its number; of an image, that of what is built of it. */
function addressed({ world }: Said, vmid: string): string {
  return world.guests.get(vmid.trim())?.address ?? '';
}

const flagPair = (said: Said, value: Json | undefined): Pair => {
  const [name = '', wanted = ''] = trimmed(value).split(/=(.*)/s);
  const sorted = (list: string) => list.split(';').toSorted().join(';');
  return [sorted(wanted), sorted(said.spec.features[name] ?? '')];
};

const network =
  (card: 'net0' | 'net1'): Check =>
  ({ value, rest, spec, whole }) => {
    const net = spec.nets[card] ?? {};
    const [key] = rest;
    if (key === undefined) {
      const [ip = '', gw, ...servers] =
        typeof whole === 'string' ? whole.split(',').map((part) => part.trim()) : [];
      if (typeof whole !== 'string') return [spec.nets[card]?.['name'], net['name']];
      return [
        {
          ip,
          ...(gw && ip !== 'dhcp' ? { gw } : {}),
          ...(servers.length > 0 ? { dns: servers.join(' ') } : {}),
        },
        {
          ip: net['ip'],
          ...(gw && ip !== 'dhcp' ? { gw: net['gw'] } : {}),
          ...(servers.length > 0 ? { dns: spec.options['nameserver'] } : {}),
        },
      ];
    }
    return key.startsWith('nameserver') ? servers(value, spec) : [word(value), net[key]];
  };

const servers = (value: Json, spec: Spec): Pair => [
  (Array.isArray(value) ? (value as readonly Json[]).map(word) : [word(value)])
    .join(' ')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .join(' '),
  spec.options['nameserver'],
];

/** The largest of the disks that it was cloned along, since a disk never shrinks. */
function diskOf({ world, vmid }: Said): number {
  const { guests, source } = world;
  let most = 0;
  const seen = new Set<string>();
  for (let id = vmid, images = false; guests.has(id) && !seen.has(id); images = true) {
    seen.add(id);
    const own = guests.get(id)?.own.value;
    const size = Number(member(own, 'storage_size_gb') ?? source.lxc['storage_size_gb'] ?? 0);
    if (!images || guests.get(id)?.isLayer === true) most = Math.max(most, Number.isFinite(size) ? size : 0);
    id = trimmed(
      member(own, 'clone_from_ctid') ??
        member(own, 'clone_from_template_ctid') ??
        source.lxc['clone_from_ctid'],
    );
  }
  return most;
}

const volume: Check = ({ whole, rest, spec }) => {
  const one = at(whole, rest[0]);
  const { storage, size } = spec.mounts[word(member(one, 'mount_point'))] ?? {};
  return [
    [word(member(one, 'pool')), `${word(member(one, 'size_gb'))}G`],
    [storage, size],
  ];
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

const health: Check = ({ value, rest, whole, spec }) => {
  const one = rest.length > 1 ? at(whole, rest[0]) : whole;
  const checks = Object.values(spec.health ?? {});
  const asked = (command: string): boolean =>
    checks.some(({ ask }) => {
      if (ask.is === 'http')
        return (
          new RegExp(
            `^curl .*:${ask.port}${ask.path === '/' ? '/?' : ask.path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?$`,
          ).test(command) ||
          (ask.port === 80 && command.startsWith('curl '))
        );
      return (
        ask.is === 'exec' &&
        (ask.argv.join(' ') === command.split(/\s+/).join(' ') || ask.argv.at(-1) === command)
      );
    });
  const last = rest.at(-1);
  if (last === 'command') return [true, asked(word(value).trim())];
  if (last === 'interval') return [true, checks.some(({ interval }) => interval === Number(value) * 1000)];
  const every = Number(member(one, 'interval'));
  const within = Number(value) * (every > 0 ? every : 5) * 1000;
  return [true, checks.some((check) => check.within === within)];
};

const VLLM: Readonly<Record<string, string>> = {
  model: 'model',
  served_model_name: 'name',
  max_model_len: 'context',
  quantization: 'quantization',
  gpu_memory_utilization: 'memory',
  tensor_parallel_size: 'parallel',
  trust_remote_code: 'trust',
  dtype: 'dtype',
  port: 'port',
};

/** `0.90` and 0.9 are one number, `true` and true one word. */
const plain = (value: unknown): unknown => {
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  return said !== undefined && /^\d+(?:\.\d+)?$/.test(said) ? Number(said) : said;
};

const vllm: Check = (said) => {
  const { value, key, rest, whole } = said;
  const options = optionsOf(said, 'vllm');
  const compare = (argument: string, wanted: Json): Pair => {
    const option = VLLM[argument];
    const settings = (options['settings'] ?? []) as readonly string[];
    const flag = `--${argument.replaceAll('_', '-')}`;
    if (option === undefined)
      return [true, settings.some((line) => line === flag || line === `${flag} ${word(wanted)}`)];
    const got = options[option];
    return [plain(wanted), plain(option === 'name' && got === '' ? options['model'] : got)];
  };
  if (key === 'vllm_engine_config') return compare(rest[1] ?? '', value);
  if (key !== 'vllm_args') return compare(key.slice('vllm_'.length), value);
  const words = Array.isArray(whole) ? (whole as readonly Json[]).map(word) : word(whole).split(/\s+/);
  const index = Number(rest[0] ?? 0);
  const start = words[index]?.startsWith('--') === true ? index : index - 1;
  const [name = '', inline] = (words[start] ?? '').slice(2).split(/=(.*)/s);
  const next = words[start + 1];
  return compare(
    name.replaceAll('-', '_'),
    inline ?? (next === undefined || next.startsWith('--') ? true : next),
  );
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

const CHECKS: Readonly<Record<string, Check>> = {
  name: ({ value, spec, world, vmid }) =>
    world.guests.get(vmid)?.isLayer === true || !/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(word(value))
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
  dependencies: (said) => [true, said.spec.dependsOn.includes(addressed(said, trimmed(said.value)))],
  gpu_assignment: ({ value, spec }) => {
    const got = Object.keys(spec.gpus).toSorted();
    if (trimmed(value).toLowerCase() === 'all') return [true, got.length > 0];
    return [
      [
        ...new Set(
          word(value)
            .split(',')
            .map((one) => `gpu${Number(one)}`),
        ),
      ].toSorted(),
      got,
    ];
  },
  pct_options: (said) => flagPair(said, said.value),
  features: (said) => {
    const name = trimmed(said.value);
    if (name.includes('=')) return name.includes(',') ? [true, true] : flagPair(said, name);
    if (name === 'python_api_service')
      return [true, said.line.some((spec) => packagesOf(spec).includes('python3'))];
    return [true, name.includes(',') || ids(said).includes(RENAMED[name] ?? name)];
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
