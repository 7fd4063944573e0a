/** A simulated cluster that has what an estate expects of its nodes: storages, bridges, folders, cards, templates. */
import type { Estate } from '../config/model.ts';
import type { NodeSettings, Settings } from '../config/settings.ts';
import { sizeInKiB } from '../config/units.ts';
import { isObject } from '../json.ts';
import type { FreshOptions } from '../simulator/fresh-node.ts';

type Storages = NodeSettings['storages'];

/** What `storage.cfg` must say for each type besides its content (PVE 9.2). */
const OPTIONS: Readonly<Record<Storages[string]['type'], (name: string) => string>> = {
  dir: (name) => `path /mnt/pve/${name}`,
  btrfs: (name) => `path /mnt/pve/${name}`,
  zfspool: (name) => `pool ${name}`,
  lvm: (name) => `vgname ${name}`,
  lvmthin: (name) => `vgname ${name}\n\tthinpool data`,
  nfs: (name) => `path /mnt/pve/${name}\n\tserver nas\n\texport /${name}`,
  cifs: (name) => `path /mnt/pve/${name}\n\tserver nas\n\tshare ${name}`,
  rbd: (name) => `pool ${name}`,
  cephfs: (name) => `path /mnt/pve/${name}`,
};

const FILES: readonly string[] = ['dir', 'btrfs', 'nfs', 'cifs', 'cephfs'];

function storageText(storages: Storages): string {
  const local = ['dir: local\n\tpath /var/lib/vz\n\tcontent iso,vztmpl,backup,snippets,rootdir,images\n'];
  const declared = Object.entries(storages)
    .filter(([name]) => name !== 'local')
    .map(([name, { type, shared }]) => {
      const content = FILES.includes(type) ? 'rootdir,images,vztmpl,backup' : 'rootdir,images';
      const share = shared ? '\n\tshared 1' : '';
      return `${type}: ${name}\n\t${OPTIONS[type](name)}\n\tcontent ${content}${share}\n`;
    });
  return [...local, ...declared].join('\n');
}

function devicesOf(node: NodeSettings): string[] {
  return Object.values(node.gpus).flatMap(({ driver, minor }) =>
    driver === 'nvidia'
      ? [
          `/dev/nvidia${minor}`,
          '/dev/nvidiactl',
          '/dev/nvidia-uvm',
          '/dev/nvidia-uvm-tools',
          '/dev/nvidia-modeset',
        ]
      : [`/dev/dri/card${minor}`, `/dev/dri/renderD${128 + minor}`],
  );
}

/** Devices that resources name themselves. */
function ownDevices(estate: Estate): string[] {
  return [...estate.resources.values()].flatMap(({ merged }) => {
    const devices = merged['devices'];
    return isObject(devices) ? Object.keys(devices) : [];
  });
}

const BASE_DEVICES = [
  '/dev/null',
  '/dev/zero',
  '/dev/full',
  '/dev/random',
  '/dev/urandom',
  '/dev/fuse',
  '/dev/net/tun',
];
const BASE_PATHS = [
  '/srv',
  '/mnt',
  '/opt',
  '/tmp',
  '/root',
  '/var/lib',
  '/var/tmp',
  '/usr/share',
  '/etc',
  '/home',
];

function bridgesOf(estate: Estate, node: NodeSettings): string[] {
  const named = [...estate.resources.values()].flatMap(({ merged }) =>
    Object.entries(merged).flatMap(([key, value]) =>
      /^net\d+$/.test(key) && isObject(value) && typeof value['bridge'] === 'string' ? [value['bridge']] : [],
    ),
  );
  return [...new Set([...(node.bridges ?? []), ...named, 'vmbr0'])];
}

function factsOf(estate: Estate, settings: Settings, name: string, node: NodeSettings) {
  const { capacity, pve } = node;
  const memory = capacity?.memory === undefined ? null : sizeInKiB(capacity.memory, 'M');
  return {
    name,
    pve: pve.startsWith('8') ? ('8.4' as const) : ('9.2' as const),
    ...(capacity?.cores === undefined ? {} : { cores: capacity.cores }),
    ...(memory === null ? {} : { memory }),
    bridges: Object.fromEntries(bridgesOf(estate, node).map((bridge) => [bridge, { mtu: 1500 }])),
    paths: [...BASE_PATHS, ...Object.values(settings.binds).map((bind) => bind.path)],
    devices: [...new Set([...BASE_DEVICES, ...devicesOf(node), ...ownDevices(estate)])],
  };
}

/** What to make a lab of, so that this estate can be applied to it. */
export function labOptionsOf(estate: Estate): FreshOptions {
  const { settings } = estate;
  const storages = Object.assign(
    {},
    ...Object.values(settings.nodes).map((node) => node.storages),
  ) as Storages;
  const archives = [...estate.resources.values()].map(({ merged }) => merged['ostemplate']);
  return {
    nodes: Object.entries(settings.nodes).map(([name, node]) => factsOf(estate, settings, name, node)),
    storages: storageText(storages),
    templates: [...new Set(archives.filter((archive) => typeof archive === 'string'))],
  };
}
