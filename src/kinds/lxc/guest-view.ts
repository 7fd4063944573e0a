/** A container as rules for guests of every kind see it. */
import { sizeInKiB } from '../../config/units.ts';
import { pointer } from '../../json.ts';
import type { Around, CardView, DiskView, GuestView, StoredView, VolumeView } from '../guest-view.ts';
import { demandWhileRunning } from './describe.ts';
import { portsIn } from '../guest/guest-ports.ts';
import { isVolume, type LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';

const numberOf = (word: string | undefined): number | null => (word === undefined ? null : Number(word));

/** `dhcp`, `manual` and `auto` are no addresses. */
const addressOf = (word: string | undefined): string | null => (word?.includes('/') ? word : null);

function cardOf(slot: string, net: Values, pin: string | null): CardView {
  return {
    slot,
    bridge: net['bridge'] ?? null,
    tag: numberOf(net['tag']),
    isTrunk: net['trunks'] !== undefined,
    mtu: numberOf(net['mtu']),
    hwaddr: net['hwaddr']?.toLowerCase() ?? null,
    ip: addressOf(net['ip']),
    ip6: addressOf(net['ip6']),
    gw: net['gw'] ?? null,
    gw6: net['gw6'] ?? null,
    isDhcp: net['ip'] === 'dhcp' || net['ip6'] === 'dhcp',
    pin,
  };
}

function diskOf(path: readonly string[], { storage, size }: Values): DiskView {
  const kib = size === undefined ? null : sizeInKiB(size, 'G');
  return { path: pointer(...path), storage: storage ?? null, size: kib, content: 'rootdir' };
}

function disksOf({ rootfs, mounts, source }: LxcSpec): DiskView[] {
  const disks = rootfs ? [diskOf(['rootfs'], rootfs)] : [];
  // A full copy goes to the storage that its clone names, unless the root disk names one.
  if (source?.is === 'clone' && source.storage !== undefined && rootfs?.['storage'] === undefined) {
    disks.push(diskOf(['clone'], { storage: source.storage }));
  }
  for (const path of Object.keys(mounts)) {
    const mount = mounts[path] as Values;
    if (isVolume(mount)) disks.push(diskOf(['mounts', path], mount));
  }
  return disks;
}

function volumesOf({ source, options }: LxcSpec): VolumeView[] {
  const volumes: VolumeView[] = [];
  if (source?.is === 'ostemplate') {
    volumes.push({ path: '/ostemplate', volume: source.volume, content: 'vztmpl' });
  }
  const script = options['hookscript'];
  if (script !== undefined) volumes.push({ path: '/hookscript', volume: script, content: 'snippets' });
  return volumes;
}

/** Of guests, templates and layers. */
export function storedOf(spec: LxcSpec): StoredView {
  return { node: spec.node, disks: disksOf(spec), volumes: volumesOf(spec) };
}

const ALONE: Around = { features: null, resources: new Map() };

/** Null: it is a template, which never runs and has no address that counts. */
export function guestOf(spec: LxcSpec, around: Around = ALONE): GuestView | null {
  if (spec.template) return null;
  const { vmid, node, hostname, options, startup } = spec;
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
    cards: Object.entries(spec.nets).map(([slot, net]) => cardOf(slot, net, spec.pins?.[slot]?.ip ?? null)),
    disks: disksOf(spec),
    volumes: volumesOf(spec),
    ports,
    hasAllPorts: isAll,
  };
}
