/** Guests that can be imported as files in the making: what they are called, and what they ask of `phoenix.json`. */
import type { Estate } from '../../config/model.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Candidate } from './candidates.ts';
import { draftOf } from './draft.ts';
import { unnamed } from './left.ts';
import { bindIn } from './mount.ts';
import { fileName, namesBeside } from './names.ts';
import { gpusOf } from './node-entry.ts';
import type { Needs, UsedOnNode } from './settings-file.ts';
import type { Sketch } from './settle.ts';

/** Names of files that stand there, in environments too. */
function takenNames(estate: Estate | null): string[] {
  return [...(estate?.tree.files.keys() ?? [])].flatMap((path) => {
    return /^(?:environments\/[^/]+\/)?lxc\/([^/]+)\.jsonc?$/.exec(path)?.[1] ?? [];
  });
}

export interface Sketching {
  readonly guests: readonly Candidate[];
  readonly estate: Estate | null;
  readonly snapshot: Snapshot;
  /** Then each file names its node. */
  readonly hasSeveralNodes: boolean;
  /** The name of the bind for a folder of the node. */
  readonly bindOf: (path: string) => string;
}

export function sketchesOf({ guests, estate, snapshot, hasSeveralNodes, bindOf }: Sketching): Sketch[] {
  const take = namesBeside(takenNames(estate));
  return guests.map(({ live, hostname }) => {
    const name = fileName(hostname, live.vmid, take);
    const declared = estate?.settings.nodes[live.node];
    const gpus = declared ? declared.gpus : gpusOf(snapshot.nodes.get(live.node));
    const draft = draftOf(live, { gpus, bindOf });
    const { hostname: _, ...rest } = draft.value;
    const said = { ...(name !== hostname && { hostname }), ...(hasSeveralNodes && { node: live.node }) };
    return {
      address: `lxc/${name}`,
      file: `lxc/${name}.jsonc`,
      live,
      value: { ...rest, ...said },
      left: [...unnamed(live, snapshot.ha?.has(live.vmid) ?? false), ...draft.left],
    };
  });
}

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const inner = value[key];
  return isObject(inner) ? inner : {};
};

const textsAt = (objects: readonly Json[], key: string): string[] =>
  objects.flatMap((one) => (isObject(one) && typeof one[key] === 'string' ? [one[key]] : []));

interface Uses extends UsedOnNode {
  readonly storages: Set<string>;
  readonly bridges: Set<string>;
}

function addUses(own: Uses & { readonly pools: Set<string> }, value: JsonObject): void {
  const disks = [objectAt(value, 'rootfs'), ...Object.values(objectAt(value, 'mounts'))];
  const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
  for (const storage of textsAt(disks, 'storage')) own.storages.add(storage);
  for (const bridge of textsAt(
    nets.map((key) => objectAt(value, key)),
    'bridge',
  ))
    own.bridges.add(bridge);
  for (const pool of textsAt([value], 'pool')) own.pools.add(pool);
}

/**
 * What the files of these guests ask of `phoenix.json`.
 * @param paths of binds, by name
 */
export function needsOf(sketches: readonly Sketch[], paths: ReadonlyMap<string, string>): Needs {
  const used = new Map<string, Uses>();
  const binds = new Map<string, string>();
  const pools = new Set<string>();
  for (const { live, value } of sketches) {
    const own = used.get(live.node) ?? { storages: new Set(), bridges: new Set() };
    used.set(live.node, own);
    addUses({ ...own, pools }, value);
    for (const mount of Object.values(objectAt(value, 'mounts'))) {
      const name = bindIn(mount);
      const path = name === null ? undefined : paths.get(name);
      if (name !== null && path !== undefined) binds.set(name, path);
    }
  }
  return { used, binds, pools };
}
