/**
 * From a merged file to a spec: defaults, the volumes of images, addresses as cloud-init gets them, units and lists in
 * Proxmox's words. Pure. What is wrong with the finished spec is found in checks.ts.
 */
import { nodeIn } from '../../config/declared-node.ts';
import type { PointedFinding } from '../../errors.ts';
import { userTags } from '../guest/marker.ts';
import { healthOf } from '../guest/health.ts';
import { type Cards, pinsOf } from '../guest/pins.ts';
import { resolveSoftware } from '../guest/software.ts';
import type { Values } from '../guest/spec.ts';
import { resolveImage } from '../image/resolve.ts';
import { volumeOf } from '../image/spec.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { pinFinding } from '../sdn/finding-ids.ts';
import { checkSpec } from './checks.ts';
import { cicustomOf } from './cloud-init/files.ts';
import { toldOf } from './cloud-init/told.ts';
import { cloudInitOf } from './cloud-init-options.ts';
import { devicesOf } from './devices.ts';
import { finding } from './finding-ids.ts';
import { guestFacts } from './guest-facts.ts';
import { type VmInput, vmSchema } from './schema.ts';
import { resolveSource } from './source.ts';
import type { VmSpec } from './spec.ts';
import { mebibytes, type Word, wordOf, wordsOf } from './words.ts';

const OPTION_KEYS = [
  ...(['ostype', 'cores', 'sockets', 'vcpus', 'cpulimit', 'cpuunits', 'affinity', 'numa', 'shares'] as const),
  ...(['machine', 'bios', 'scsihw', 'tablet', 'acpi', 'kvm', 'localtime', 'onboot', 'protection'] as const),
  ...(['hookscript', 'serial0', 'serial1', 'serial2', 'serial3'] as const),
];

function optionsOf(input: VmInput): Values {
  const words: Record<string, string> = {};
  for (const key of OPTION_KEYS) {
    const value = input[key];
    if (value !== undefined) words[key] = wordOf(key, value);
  }
  if (input.memory !== undefined) words['memory'] = mebibytes(input.memory);
  if (input.balloon !== undefined) words['balloon'] = mebibytes(input.balloon);
  if (input.boot !== undefined) words['boot'] = `order=${input.boot.join(';')}`;
  const { hotplug } = input;
  if (hotplug !== undefined) {
    words['hotplug'] = wordOf('hotplug', typeof hotplug === 'boolean' ? hotplug : hotplug.join(','));
  }
  return words;
}

interface Disks {
  readonly disks: VmSpec['disks'];
  readonly imports: VmSpec['imports'];
  readonly imageOf: Readonly<Record<string, string>>;
}

/** The volume of an image of this estate, as its own file gives it. */
function imageVolume(resolve: ResolveInput, address: string): string | null {
  const merged = resolve.mergedOf(address);
  if (!merged) return null;
  const { spec } = resolveImage({ ...resolve, address, name: address.replace(/^image\//, ''), merged });
  return spec ? volumeOf(spec) : null;
}

function disksOf(resolve: ResolveInput, input: VmInput): Disks {
  const disks: Record<string, Values> = {};
  const imports: Record<string, string> = {};
  const imageOf: Record<string, string> = {};
  for (const [slot, disk] of Object.entries(input.disks ?? {})) {
    const { import: image, ...rest } = disk;
    disks[slot] = wordsOf(slot, rest);
    if (image === undefined) continue;
    if (!image.startsWith('image/')) imports[slot] = image;
    else {
      const volume = imageVolume(resolve, image);
      imageOf[slot] = image;
      // That there is no such image is found where all references are.
      if (volume !== null) imports[slot] = volume;
    }
  }
  for (const slot of ['efidisk0', 'tpmstate0'] as const) {
    const disk = input[slot];
    if (disk) disks[slot] = wordsOf(slot, disk);
  }
  return { disks, imports, imageOf };
}

const asObject = (
  key: string,
  value: string | boolean | Readonly<Record<string, Word | undefined>>,
): Readonly<Record<string, Word | undefined>> => (typeof value === 'object' ? value : { [key]: value });

function groupsOf(input: VmInput): Record<string, Values> {
  const { cpu, agent, vga, rng0 } = input;
  return {
    ...(cpu === undefined ? {} : { cpu: wordsOf('cpu', asObject('cputype', cpu)) }),
    ...(agent === undefined
      ? {}
      : { agent: wordsOf('agent', { enabled: true, ...asObject('enabled', agent) }) }),
    ...(vga === undefined ? {} : { vga: wordsOf('vga', asObject('type', vga)) }),
    ...(rng0 === undefined ? {} : { rng0: wordsOf('rng0', rng0) }),
  };
}

function snapshotsOf({ snapshots = {} }: VmInput): VmSpec['snapshots'] {
  const named = Object.entries(snapshots).map(([name, { description }]) => {
    const text = description?.replace(/\n+$/, '');
    return [name, text === undefined || text === '' ? {} : { description: text }] as const;
  });
  return Object.fromEntries(named);
}

type Draft = { -readonly [K in keyof VmSpec]: VmSpec[K] };

/** Members that only stand in the spec when the file names them. */
function addNamed(spec: Draft, input: VmInput): void {
  const description = input.description?.replace(/\n+$/, '');
  if (description) spec.description = description;
  if (input.tags !== undefined) spec.tags = userTags(input.tags);
  if (input.pool !== undefined) spec.pool = input.pool;
  if (input.rollback !== undefined) spec.rollback = input.rollback;
}

/** What is in the machine and how it is known to be well. */
function addInside(spec: Draft, input: VmInput, resolve: ResolveInput): readonly PointedFinding[] {
  const findings: PointedFinding[] = [];
  const software = resolveSoftware(resolve, input, spec, guestFacts(resolve));
  if (software && software.software.length > 0) spec.software = software.software;
  findings.push(...(software?.findings ?? []));
  if (!input.health) return findings;
  const nets = Object.fromEntries(
    Object.entries(spec.groups).filter(([slot]) => slot.startsWith('ipconfig')),
  );
  const known = healthOf(input.health, { nets, node: spec.node }, resolve, (path, message, hint) =>
    finding('PHX672', path, message, hint),
  );
  if (Object.keys(known.health).length > 0) spec.health = known.health;
  return [...findings, ...known.findings];
}

const cardsIn = (input: VmInput): Cards =>
  Object.fromEntries(Object.entries(input).filter(([slot]) => /^net\d+$/.test(slot))) as Cards;

/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
export function resolveVm(resolve: ResolveInput): Resolved<VmSpec> {
  if (!resolve.isAccepted && !vmSchema.safeParse(resolve.merged).success) return { spec: null, findings: [] };
  // The schema changes nothing of what it accepts.
  const input = resolve.merged as unknown as VmInput;
  const { settings } = resolve;
  const nodes = Object.keys(settings.nodes);
  const node = input.node ?? (nodes.length === 1 ? nodes[0] : undefined);
  if (node === undefined) {
    const hint = `write "node": one of ${nodes.toSorted().join(', ')}`;
    const message = 'the machine names no node, and the estate has several';
    return { spec: null, findings: [finding('PHX660', '', message, hint)] };
  }
  const { source, findings: ofSource } = resolveSource(resolve, input, node);
  const { disks, imports, imageOf } = disksOf(resolve, input);
  const { groups, nets, findings: ofDevices } = devicesOf(input, nodeIn(settings, node), node);
  const { options: cloudInit, drive } = cloudInitOf(input, groups);
  const template = input.template ?? false;
  const spec: Draft = {
    vmid: input.vmid,
    node,
    generation: input.generation ?? 1,
    adopt: input.adopt ?? false,
    state: input.state ?? (template ? 'stopped' : 'running'),
    template,
    source,
    hostname: input.name ?? resolve.name,
    dependsOn: input.dependsOn ? [...new Set(input.dependsOn)].toSorted() : [],
    options: optionsOf(input),
    startup: input.startup ? wordsOf('startup', input.startup) : {},
    groups: { ...groupsOf(input), ...groups },
    nets,
    disks: { ...disks, ...drive },
    imports,
    cloudInit,
    snapshots: snapshotsOf(input),
  };
  const images = [...new Set(Object.values(imageOf))].toSorted();
  if (images.length > 0) {
    spec.images = images;
    spec.imageOf = imageOf;
  }
  addNamed(spec, input);
  const { pins, findings: ofPins } = pinsOf(cardsIn(input), resolve, pinFinding);
  if (pins) spec.pins = pins;
  const inside = addInside(spec, input, resolve);
  const { told, findings: ofTold } = toldOf(spec, input, resolve);
  if (told) {
    spec.told = told;
    spec.cloudInit = { ...cloudInit, cicustom: cicustomOf(told) };
  }
  const checked = checkSpec(spec, input, settings);
  const findings = [...ofSource, ...ofDevices, ...ofPins, ...inside, ...ofTold, ...checked];
  return { spec, findings };
}
