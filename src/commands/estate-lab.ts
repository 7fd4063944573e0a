/** A simulated cluster that an estate can be applied to: what it declares of its nodes, and what its resources name. */
import type { Estate } from '../config/model.ts';
import { isDataset, poolOf } from '../kinds/dataset/spec.ts';
import { isZpool } from '../kinds/zpool/spec.ts';
import { isObject, type JsonObject } from '../json.ts';
import { freshOptions } from '../node/simulated-estate.ts';
import { DEFAULT_FACTS } from '../simulator/facts.ts';
import type { FreshOptions } from '../simulator/fresh-node.ts';
import type { SimVdev } from '../simulator/zfs/state.ts';

const keysOf = (value: JsonObject[string] | undefined): string[] =>
  isObject(value) ? Object.keys(value) : [];

/** Bridges that a resource's nets stand on. */
function bridgesOf(merged: JsonObject): string[] {
  return Object.entries(merged).flatMap(([key, value]) => {
    const bridge = /^net\d+$/.test(key) && isObject(value) ? value['bridge'] : undefined;
    return typeof bridge === 'string' ? [bridge] : [];
  });
}

/** Two disks that nobody has. */
const MIRROR = [{ type: 'mirror', disks: ['/dev/disk/by-id/lab-1', '/dev/disk/by-id/lab-2'] }];

type Pools = Record<string, Record<string, readonly SimVdev[]>>;

/** Pools that are expected to be there: those that files only check, and those of datasets. */
function poolsOf({ resources }: Estate): Pools {
  const pools: Pools = {};
  const own = new Set<string>();
  for (const one of resources.values()) {
    if (!isZpool(one)) continue;
    const { node, pool, create, groups } = one.spec;
    own.add(`${node}:${pool}`);
    if (!create) pools[node] = { ...pools[node], [pool]: groups };
  }
  for (const one of resources.values()) {
    if (!isDataset(one)) continue;
    const { node, dataset } = one.spec;
    const pool = poolOf(dataset);
    if (!own.has(`${node}:${pool}`)) pools[node] = { ...pools[node], [pool]: MIRROR };
  }
  return pools;
}

/** Volumes that disks of machines begin with; images of the estate are downloaded by itself. */
function imagesOf({ disks }: JsonObject): string[] {
  return (isObject(disks) ? Object.values(disks) : []).flatMap((disk) => {
    const image = isObject(disk) ? disk['import'] : undefined;
    return typeof image === 'string' && image.includes(':import/') ? [image] : [];
  });
}

/** What to make a lab of. */
export function labOptionsOf(estate: Estate): FreshOptions {
  const { nodes = [], ...declared } = freshOptions(estate.settings);
  const merged = [...estate.resources.values()].map((resource) => resource.merged);
  const bridges = Object.fromEntries(merged.flatMap(bridgesOf).map((name) => [name, { mtu: 1500 }]));
  const devices = merged.flatMap((one) => keysOf(one['devices']));
  const archives = merged.map((one) => one['ostemplate']).filter((archive) => typeof archive === 'string');
  const images = merged.flatMap(imagesOf);
  return {
    ...declared,
    nodes: nodes.map((node) => ({
      ...node,
      bridges: { ...node.bridges, ...bridges },
      devices: [...new Set([...(node.devices ?? DEFAULT_FACTS.devices), ...devices])],
    })),
    templates: [...new Set([...archives, ...images])],
    pools: poolsOf(estate),
  };
}
