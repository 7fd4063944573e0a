/** A node as `phoenix.json` declares it, from what was read of it: so that a plan without a host can check. */
import { type NodeSettings, settingsSchema } from '../../config/settings.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { NodeFacts, Snapshot, StorageEntry } from '../../node/port.ts';

/** Bridges that Proxmox makes for the firewall of one card, and of that alone. */
const OWN_BRIDGE = /^fwbr\d+i\d+$/;

const CONTENTS = ['rootdir', 'images', 'vztmpl', 'iso', 'backup', 'snippets', 'import'];

export function storageEntry({ type, shared, content }: StorageEntry): JsonObject {
  return { type, ...(shared && { shared }), content: content.filter((one) => CONTENTS.includes(one)) };
}

const TYPES: ReadonlySet<string> = new Set('dir btrfs zfspool lvmthin lvm nfs cifs rbd cephfs'.split(' '));

/** Storages of a node that `phoenix.json` has a word for. */
export function storagesOn(node: string, { storages }: Pick<Snapshot, 'storages'>): readonly StorageEntry[] {
  return [...storages.values()].filter(
    ({ nodes, type }) => TYPES.has(type) && (nodes.length === 0 || nodes.includes(node)),
  );
}

export function bridgesOf(facts: NodeFacts | undefined): readonly string[] {
  return facts?.reachable ? facts.bridges.filter((name) => !OWN_BRIDGE.test(name)) : [];
}

function capacityOf(facts: NodeFacts): JsonObject | null {
  if (!facts.reachable || facts.memory === 0 || facts.cores === 0) return null;
  const mebibytes = Math.floor(facts.memory / 1024);
  return {
    cores: facts.cores,
    memory: mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`,
  };
}

const DRIVERS: ReadonlySet<string> = new Set('nvidia amdgpu i915 xe'.split(' '));

/** Cards of a node as `phoenix.json` names them: `gpu0` is the first by its address. */
export function gpusOf(facts: NodeFacts | undefined): NodeSettings['gpus'] {
  const cards = facts?.reachable ? (facts.cards ?? []) : [];
  const known = cards.filter(({ driver }) => DRIVERS.has(driver));
  const entries = known.map(({ pci, driver, minor }, at) => [`gpu${at}`, { pci, driver, minor }] as const);
  // A card whose address is none is not worth an error in a file that nobody wrote.
  const parsed = settingsSchema.shape.nodes.safeParse({ node: { gpus: Object.fromEntries(entries) } });
  return parsed.data?.['node']?.gpus ?? {};
}

/** In a file, without what holds anyway. */
function gpuEntries(facts: NodeFacts): JsonObject {
  const entries = Object.entries(gpusOf(facts)).map(([name, { pci, driver, minor }]) => {
    return [name, { pci, driver, ...(minor > 0 && { minor }) }] as const;
  });
  return Object.fromEntries(entries);
}

export interface NodeEntryInput {
  readonly name: string;
  readonly snapshot: Snapshot;
  /** Where it is reached by ssh, if not by its name. */
  readonly address: string | undefined;
  /** The storages of the cluster are known. */
  readonly hasStorages: boolean;
}

export function nodeEntry({ name, snapshot, address, hasStorages }: NodeEntryInput): JsonObject {
  const entry: Record<string, Json> = {};
  const facts = snapshot.nodes.get(name);
  if (facts?.reachable && /^[89]\.\d+$/.test(facts.pve)) entry['pve'] = facts.pve;
  if (address !== undefined) entry['address'] = address;
  const capacity = facts ? capacityOf(facts) : null;
  if (capacity) entry['capacity'] = capacity;
  const bridges = bridgesOf(facts);
  if (bridges.length > 0) entry['bridges'] = bridges;
  const gpus = facts ? gpuEntries(facts) : {};
  if (Object.keys(gpus).length > 0) entry['gpus'] = gpus;
  if (hasStorages) {
    const storages = storagesOn(name, snapshot).map((one) => [one.id, storageEntry(one)] as const);
    entry['storages'] = Object.fromEntries(storages);
  }
  return entry;
}

/** Whether `phoenix.json` can name the node at all. */
export function isNodeName(name: string): boolean {
  return settingsSchema.shape.nodes.safeParse({ [name]: {} }).success;
}
