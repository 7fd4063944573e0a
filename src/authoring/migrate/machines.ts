/** Virtual machines of the old tool, each as a file of its own, with what stood for all of them written out. Pure. */
import type { Json, JsonObject } from '../../json.ts';
import { vmSchema } from '../../kinds/vm/schema.ts';
import type { World } from './draft.ts';
import { below as belowOf, type Fate, type Found, membersOf, numberIn, textIn } from './source.ts';

const below = (found: Found | null, key: string): Found | null => found && belowOf(found, key);

const rootOf = ({ source }: World): Found => ({ role: 'vms', pointer: '', value: source.vms });

interface Machine {
  readonly found: Found;
  readonly name: string;
  readonly vmid: number;
}

function machinesOf(world: World): Machine[] {
  return membersOf(below(rootOf(world), 'vms')).flatMap((found) => {
    const [name, vmid] = [textIn(below(found, 'name')?.value), numberIn(below(found, 'vmid')?.value)];
    return /^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/.test(name) && vmid !== null ? [{ found, name, vmid }] : [];
  });
}

/** Sets a value of the file and says where it comes from. */
type Put = (from: Found | null, path: readonly string[], value: Json) => void;

interface Work {
  readonly world: World;
  readonly machine: Machine;
  readonly put: Put;
  readonly claim: (from: Found | null, fate: Fate, why: string) => void;
  /** A value of the machine, or the one that stood for all. */
  readonly read: (key: string) => Found | null;
}

function source({ world, machine, put, claim, read }: Work, all: readonly Machine[]): void {
  const { found } = machine;
  const image = below(found, 'template_image');
  const clone = below(found, 'clone_from_vmid');
  const origin = all.find(({ vmid }) => vmid === numberIn(clone?.value));
  const [storage, size] = [read('storage_pool'), read('disk_size_gb')];
  if (clone && origin) put(clone, ['clone'], `vm/${origin.name}`);
  if (storage && !clone) put(storage, ['disks', 'scsi0', 'storage'], textIn(storage.value));
  // What stood for all is how large machines are, and not the image.
  const gib = image && !below(found, 'disk_size_gb') ? null : numberIn(size?.value);
  if (gib !== null) put(size, ['disks', 'scsi0', 'size'], `${gib}G`);
  if (image) {
    const file = textIn(image.value).replace(/\.(?:img|qcow2)$/, '.qcow2');
    put(image, ['disks', 'scsi0', 'import'], `local:import/${file}`);
    world.findings.assumed.push(
      `The image local:import/${file}: put it there, or write an image/NAME.json with its "url" and "checksum" and name that under "import" of vm/${machine.name}.`,
    );
  }
  const snapshot = below(found, 'template_snapshot_name');
  claim(snapshot, 'dropped', 'a template has no snapshots: it is cloned as it is');
  if (clone && below(found, 'storage_pool')) {
    claim(below(found, 'storage_pool'), 'dropped', 'a linked clone lies where its template does');
  }
}

function network({ machine, put, claim, read }: Work): void {
  const { found } = machine;
  const config = below(found, 'network_config');
  const isTemplate = below(found, 'is_template')?.value === true;
  const bridge = read('network_bridge');
  if (bridge) put(bridge, ['net0', 'bridge'], textIn(bridge.value));
  for (const key of ['ip', 'gw']) {
    const one = below(config, key);
    if (!one) continue;
    if (isTemplate) claim(one, 'dropped', 'a template never runs, and has no address');
    else put(one, ['net0', key], textIn(one.value));
  }
  const servers = below(config, 'nameservers');
  if (servers)
    put(
      servers,
      ['cloudInit', 'nameserver'],
      membersOf(servers)
        .map(({ value }) => textIn(value))
        .join(' '),
    );
  const user = below(below(found, 'user_config'), 'username');
  if (user) put(user, ['cloudInit', 'user'], textIn(user.value));
  claim(below(below(found, 'user_config'), 'gw'), 'dropped', '"network_config" says it');
}

function inside({ machine, put }: Work, value: JsonObject): void {
  const features = below(machine.found, 'features');
  for (const one of membersOf(features)) put(one, ['features', textIn(one.value)], {});
  if (features && value['features'] !== undefined) put(null, ['agent'], true);
}

/** Of an image for clouds, which speaks on a serial port and knows its guest agent. */
const OF_IMAGES: JsonObject = {
  ostype: 'l26',
  scsihw: 'virtio-scsi-single',
  serial0: 'socket',
  vga: 'serial0',
  agent: true,
};

function putIn(value: { [key: string]: Json }, [head = '', ...rest]: readonly string[], one: Json): void {
  if (rest.length === 0) {
    value[head] = one;
    return;
  }
  const inner = (value[head] ?? {}) as { [key: string]: Json };
  value[head] = inner;
  putIn(inner, rest, one);
}

function fileOf(world: World, machine: Machine, all: readonly Machine[]): JsonObject {
  const { found, name, vmid } = machine;
  const address = `vm/${name}`;
  const { claims } = world.findings;
  const value: { [key: string]: Json } = { vmid };
  const put: Put = (from, path, one) => {
    putIn(value, path, one);
    if (from) claims.push({ role: 'vms', pointer: from.pointer, fate: 'mapped', target: { address, path } });
  };
  const claim: Work['claim'] = (from, fate, why) => {
    if (from) claims.push({ role: 'vms', pointer: from.pointer, fate, why });
  };
  const defaults = below(rootOf(world), 'vm_defaults');
  const work: Work = { world, machine, put, claim, read: (key) => below(found, key) ?? below(defaults, key) };
  put(below(found, 'vmid'), ['vmid'], vmid);
  claims.push({
    role: 'vms',
    pointer: `${found.pointer}/name`,
    fate: 'mapped',
    target: { address, path: [] },
  });
  const template = below(found, 'is_template');
  if (template?.value === true) put(template, ['template'], true);
  else claim(template, 'dropped', 'it is none unless its file says so');
  source(work, all);
  if (below(found, 'template_image'))
    for (const [key, one] of Object.entries(OF_IMAGES)) put(null, [key], one);
  const [cores, memory] = [work.read('cores'), work.read('memory_mb')];
  const count = numberIn(cores?.value);
  if (count !== null) put(cores, ['cores'], count);
  const mib = numberIn(memory?.value);
  if (mib !== null) put(memory, ['memory'], mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
  network(work);
  inside(work, found.value as JsonObject);
  return value;
}

/** Texts by path below the configs folder; one that cannot be written is told of as kept for later. */
export function machineFilesOf(world: World): ReadonlyMap<string, JsonObject> {
  const all = machinesOf(world);
  const files = new Map<string, JsonObject>();
  for (const machine of all) {
    const value = fileOf(world, machine, all);
    if (vmSchema.safeParse(value).success) files.set(`vm/${machine.name}.json`, value);
  }
  const { claims } = world.findings;
  const why = 'of the old tool itself: what a machine is made from stands in its file';
  claims.push({ role: 'vms', pointer: '/vm_defaults/template', fate: 'dropped', why });
  return files;
}
