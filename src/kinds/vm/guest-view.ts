/** A virtual machine as rules for guests of every kind see it. */
import { sizeInKiB } from '../../config/units.ts';
import { pointer } from '../../json.ts';
import { portsIn } from '../guest/guest-ports.ts';
import type { Values } from '../guest/spec.ts';
import type { Around, CardView, DiskView, GuestView, StoredView, VolumeView } from '../guest-view.ts';
import { demandWhileRunning } from './describe.ts';
import { DISK } from './field.ts';
import type { VmSpec } from './spec.ts';

const numberOf = (word: string | undefined): number | null => (word === undefined ? null : Number(word));

/** `dhcp` and `auto` are no addresses. */
const addressOf = (word: string | undefined): string | null => (word?.includes('/') ? word : null);

function cardOf(slot: string, net: Values, address: Values, pin: string | null): CardView {
  return {
    slot,
    bridge: net['bridge'] ?? null,
    tag: numberOf(net['tag']),
    isTrunk: net['trunks'] !== undefined,
    mtu: net['mtu'] === '1' ? null : numberOf(net['mtu']),
    hwaddr: net['hwaddr']?.toLowerCase() ?? null,
    ip: addressOf(address['ip']),
    ip6: addressOf(address['ip6']),
    gw: address['gw'] ?? null,
    gw6: address['gw6'] ?? null,
    isDhcp: address['ip'] === 'dhcp' || address['ip6'] === 'dhcp',
    pin,
  };
}

function disksOf({ disks, source }: VmSpec): DiskView[] {
  const own = Object.entries(disks)
    .filter(([, { storage }]) => storage !== undefined)
    .map(([slot, { storage, size }]): DiskView => ({
      path: DISK.test(slot) ? pointer('disks', slot) : pointer(slot),
      storage: storage ?? null,
      size: size === undefined ? null : sizeInKiB(size, 'G'),
      content: 'images',
    }));
  if (source?.is !== 'clone' || source.storage === undefined) return own;
  return [...own, { path: '/clone', storage: source.storage, size: null, content: 'images' }];
}

/** Files of Phoenix, written before anything names them: their storage has to take such. */
function toldOf({ told }: VmSpec): VolumeView[] {
  return (told?.snippets ?? []).map(({ part, name }) => ({
    path: `/cloudInit/${part}Data`,
    volume: `${told?.storage}:snippets/${name}`,
    content: 'snippets',
  }));
}

function volumesOf(spec: VmSpec): VolumeView[] {
  const { disks, imports, images = [], options } = spec;
  const discs = Object.entries(disks).flatMap(([slot, { iso }]): VolumeView[] =>
    iso === undefined || iso === 'none'
      ? []
      : [{ path: pointer('disks', slot, 'iso'), volume: iso, content: 'iso' }],
  );
  // Those of this estate are downloaded before.
  const given = images.length > 0 ? [] : Object.entries(imports);
  const begun = given.map(([slot, volume]): VolumeView => ({
    path: pointer('disks', slot, 'import'),
    volume,
    content: 'import',
  }));
  const script = options['hookscript'];
  return [
    ...discs,
    ...begun,
    ...(script === undefined ? [] : [{ path: '/hookscript', volume: script, content: 'snippets' as const }]),
    ...toldOf(spec),
  ];
}

export function storedOf(spec: VmSpec): StoredView {
  return { node: spec.node, disks: disksOf(spec), volumes: volumesOf(spec) };
}

const ALONE: Around = { features: null, resources: new Map() };

/** Null: it is a template, which never runs. */
export function guestOf(spec: VmSpec, around: Around = ALONE): GuestView | null {
  if (spec.template) return null;
  const { vmid, node, hostname, options, startup, groups } = spec;
  const { memory, cores } = demandWhileRunning(spec);
  const { ports, isAll } = portsIn(spec, around);
  return {
    vmid,
    node,
    hostname,
    runs: spec.state === 'running',
    onboot: options['onboot'] === '1',
    order: numberOf(startup['order']),
    memory,
    cores,
    protection: options['protection'] === '1',
    pool: spec.pool ?? null,
    cards: Object.entries(spec.nets).map(([slot, net]) =>
      cardOf(slot, net, groups[`ipconfig${slot.slice(3)}`] ?? {}, spec.pins?.[slot]?.ip ?? null),
    ),
    disks: disksOf(spec),
    volumes: volumesOf(spec),
    ports,
    hasAllPorts: isAll,
  };
}
