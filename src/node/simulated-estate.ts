/** What an estate declares of its nodes, as the facts of a simulated cluster: so that `sim:` on an empty folder is useful. */
import { isManaged } from '../config/declared-node.ts';
import type { NodeSettings, Settings } from '../config/settings.ts';
import { sizeInKiB } from '../config/units.ts';
import { DEFAULT_FACTS, type NodeFacts } from '../simulator/facts.ts';
import type { FreshOptions } from '../simulator/fresh-node.ts';

type Gpu = NodeSettings['gpus'][string];

/** Device nodes that the driver of a card makes. */
function devicesOf({ driver, minor }: Gpu): string[] {
  return driver === 'nvidia'
    ? [
        `/dev/nvidia${minor}`,
        '/dev/nvidiactl',
        '/dev/nvidia-uvm',
        '/dev/nvidia-uvm-tools',
        '/dev/nvidia-modeset',
      ]
    : [`/dev/dri/card${minor}`, `/dev/dri/renderD${128 + minor}`, '/dev/kfd'];
}

/** Properties that a storage of that type cannot do without; where it stands does not matter to a simulated one. */
function requiredOptions(id: string, type: string): string[] {
  switch (type) {
    case 'zfspool':
      return [`pool rpool/${id}`];
    case 'lvm':
      return ['vgname pve'];
    case 'lvmthin':
      return [`thinpool ${id}`, 'vgname pve'];
    case 'rbd':
      return ['pool rbd'];
    case 'nfs':
      return ['server 192.0.2.1', `export /${id}`, `path /mnt/pve/${id}`];
    case 'cifs':
      return ['server 192.0.2.1', `share ${id}`, `path /mnt/pve/${id}`];
    default:
      return [`path /mnt/${id}`];
  }
}

const IN_FILES = 'iso,vztmpl,backup,snippets,rootdir,images,import';

function storagesOf(settings: Settings): string {
  const sections = new Map([['local', `dir: local\n\tpath /var/lib/vz\n\tcontent ${IN_FILES}\n`]]);
  for (const { storages } of Object.values(settings.nodes)) {
    for (const [id, entry] of Object.entries(storages)) {
      // What is managed is made by an apply.
      if (id === 'local' || isManaged(entry)) continue;
      const { type, shared } = entry;
      const files = ['dir', 'btrfs', 'nfs', 'cifs', 'cephfs'].includes(type);
      const content = files ? IN_FILES : 'rootdir,images';
      const lines = [...requiredOptions(id, type), `content ${content}`, ...(shared ? ['shared 1'] : [])];
      sections.set(id, `${type}: ${id}\n${lines.map((line) => `\t${line}\n`).join('')}`);
    }
  }
  return [...sections.values()].join('\n');
}

function factsOf(
  name: string,
  node: NodeSettings,
  settings: Settings,
): Partial<NodeFacts> & { name: string } {
  const memory = node.capacity?.memory === undefined ? null : sizeInKiB(node.capacity.memory, 'M');
  const bridges = (node.bridges ?? ['vmbr0']).map((bridge) => [bridge, { mtu: 1500 }] as const);
  const devices = Object.values(node.gpus).flatMap(devicesOf);
  return {
    name,
    pve: node.pve.startsWith('8.') ? '8.4' : '9.2',
    bridges: Object.fromEntries(bridges),
    paths: [...DEFAULT_FACTS.paths, ...Object.values(settings.binds).map((bind) => bind.path)],
    devices: [...new Set([...DEFAULT_FACTS.devices, ...devices])],
    ...(node.capacity?.cores === undefined ? {} : { cores: node.capacity.cores }),
    ...(memory === null ? {} : { memory }),
  };
}

/** The cluster that `phoenix.json` describes, without any guest. */
export function freshOptions(settings: Settings): FreshOptions {
  const nodes = Object.entries(settings.nodes).map(([name, node]) => factsOf(name, node, settings));
  const declared = Object.values(settings.nodes).some((node) => Object.keys(node.storages).length > 0);
  return {
    ...(nodes.length > 0 ? { nodes } : {}),
    ...(declared ? { storages: storagesOf(settings) } : {}),
  };
}
