/**
 * From a merged file to a spec: defaults of the estate, names of binds and cards, units and lists in Proxmox's words.
 * Pure. What is wrong with the finished spec is found in checks.ts.
 */
import { pinsOf } from '../guest/pins.ts';
import { pinFinding } from '../sdn/finding-ids.ts';
import { nodeIn } from '../../config/declared-node.ts';
import type { Settings } from '../../config/settings.ts';
import type { PointedFinding } from '../../errors.ts';
import { hostUse } from '../host-use.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { checkSpec } from './checks.ts';
import { plainEnv } from '../guest/environment.ts';
import { finding } from './finding-ids.ts';
import { guestFacts } from './guest-facts.ts';
import { healthOf } from '../guest/health.ts';
import { devicesOf, mountsOf, type Report } from './attachments.ts';
import { userTags } from '../guest/marker.ts';
import { type LxcInput, lxcSchema } from './schema.ts';
import { NET_KEYS } from './schema-net.ts';
import { inheritedUnprivileged } from './origin.ts';
import { resolveSource } from './source.ts';
import { resolveSoftware } from '../guest/software.ts';
import type { LxcSpec } from './spec.ts';
import type { Values } from '../guest/spec.ts';
import { mebibytes, netWords, wordOf, wordsOf } from './words.ts';

const FEATURE_KEYS = ['nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys'] as const;

const OPTION_KEYS = [
  ...(['cores', 'cpulimit', 'cpuunits', 'nameserver', 'searchdomain', 'timezone', 'onboot'] as const),
  ...(['protection', 'hookscript', 'cmode', 'console', 'tty', 'debug', 'entrypoint'] as const),
];

function optionWords(input: LxcInput): Values {
  const words: Record<string, string> = {};
  for (const key of OPTION_KEYS) {
    const value = input[key];
    if (value !== undefined) words[key] = wordOf(key, value);
  }
  for (const key of ['memory', 'swap'] as const) {
    const value = input[key];
    if (value !== undefined) words[key] = mebibytes(value);
  }
  return words;
}

function featureWords(input: LxcInput): Values {
  const words: Record<string, string> = {};
  for (const key of FEATURE_KEYS) if (input[key] !== undefined) words[key] = input[key] ? '1' : '0';
  return input.mountfs === undefined ? words : { ...words, ...wordsOf('features', { mount: input.mountfs }) };
}

function rawOf(input: LxcInput): LxcSpec['raw'] {
  if (!input.raw) return {};
  return Object.fromEntries(
    Object.entries(input.raw).map(([key, value]) => [key, typeof value === 'string' ? [value] : value]),
  );
}

function snapshotsOf(input: LxcInput): LxcSpec['snapshots'] {
  if (!input.snapshots) return {};
  return Object.fromEntries(
    Object.entries(input.snapshots).map(([name, { description }]) => {
      const text = description?.replace(/\n+$/, '');
      return [name, text === undefined || text === '' ? {} : { description: text }];
    }),
  );
}

function netsOf(input: LxcInput): LxcSpec['nets'] {
  const nets: Record<string, Values> = {};
  // Asking for each of the 32 cards would cost more than all the rest of a small file.
  const keys = Object.keys(input).filter((key) => key.startsWith('net'));
  for (const key of keys.length > 1 ? NET_KEYS : (keys as (typeof NET_KEYS)[number][])) {
    const net = input[key];
    if (net) nets[key] = netWords(key, net);
  }
  return nets;
}

type Draft = { -readonly [K in keyof LxcSpec]: LxcSpec[K] };

/** Members that only stand in the spec when the file names them. */
function addNamed(spec: Draft, input: LxcInput): void {
  const { arch, ostype, tags, pool, rootfs } = input;
  const description = input.description?.replace(/\n+$/, '');
  const keys = input['ssh-public-keys'];
  if (arch !== undefined) spec.arch = arch;
  if (ostype !== undefined) spec.ostype = ostype;
  if (keys !== undefined) spec.sshPublicKeys = keys;
  if (description) spec.description = description;
  if (tags !== undefined) spec.tags = userTags(tags);
  if (pool !== undefined) spec.pool = pool;
  if (rootfs !== undefined) spec.rootfs = wordsOf('rootfs', rootfs);
  if (input.rollback !== undefined) spec.rollback = input.rollback;
}

function addHealth(spec: Draft, input: LxcInput, resolve: ResolveInput): readonly PointedFinding[] {
  if (!input.health) return [];
  const { health, findings } = healthOf(input.health, spec, resolve, (path, message, hint) =>
    finding('PHX618', path, message, hint),
  );
  if (Object.keys(health).length > 0) spec.health = health;
  return findings;
}

/** Facts of the node: those that its software requires, and the drivers of its cards. */
function factsUsed({ software = [], gpus }: Draft): string[] {
  const drivers = Object.values(gpus).map(({ driver }) => `${driver}.driver`);
  return [...software.flatMap(({ facts = [] }) => facts), ...drivers];
}

/** The node that the file names, or the only one there is. That it exists is checked where all resources are. */
function nodeOf(input: LxcInput, settings: Settings, report: Report): string | null {
  // A layer has a guest a node, and there may be thousands: their names are listed only where none is given.
  if (input.node !== undefined) return input.node;
  const nodes = Object.keys(settings.nodes);
  const [name] = nodes;
  if (name === undefined || nodes.length > 1) {
    report(
      finding(
        'PHX604',
        '',
        'the guest names no node, and the estate has several',
        `write "node": one of ${nodes.toSorted().join(', ')}`,
      ),
    );
    return null;
  }
  return name;
}

/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
export function resolveLxc(resolve: ResolveInput): Resolved<LxcSpec> {
  if (!resolve.isAccepted && !lxcSchema.safeParse(resolve.merged).success)
    return { spec: null, findings: [] };
  // The schema changes nothing of what it accepts.
  const input = resolve.merged as unknown as LxcInput;
  const { settings } = resolve;
  const findings: PointedFinding[] = [];
  const report: Report = (found) => findings.push(found);
  const node = nodeOf(input, settings, report);
  const { source, origin, findings: ofSource } = resolveSource(resolve, input);
  findings.push(...ofSource);
  if (node === null) return { spec: null, findings };
  const template = input.template ?? false;
  const { devices, gpus } = devicesOf(input, node, nodeIn(settings, node), report);
  const spec: Draft = {
    vmid: input.vmid,
    node,
    generation: input.generation ?? 1,
    adopt: input.adopt ?? false,
    state: input.state ?? (template ? 'stopped' : 'running'),
    template,
    source,
    unprivileged: input.unprivileged ?? (origin ? inheritedUnprivileged(origin, resolve.mergedOf) : true),
    hostname: input.hostname ?? resolve.name,
    dependsOn: input.dependsOn ? [...new Set(input.dependsOn)].toSorted() : [],
    options: optionWords(input),
    features: featureWords(input),
    startup: input.startup ? wordsOf('startup', input.startup) : {},
    nets: netsOf(input),
    mounts: mountsOf(input, settings, report),
    devices,
    gpus,
    env: plainEnv(input.env ?? {}),
    raw: rawOf(input),
    snapshots: snapshotsOf(input),
  };
  addNamed(spec, input);
  const cards = Object.keys(input).filter((key) => /^net\d+$/.test(key)) as (typeof NET_KEYS)[number][];
  const pinned = pinsOf(Object.fromEntries(cards.map((key) => [key, input[key]])), resolve, pinFinding);
  if (pinned.pins) spec.pins = pinned.pins;
  findings.push(...pinned.findings);
  const software = resolveSoftware(resolve, input, spec, guestFacts(spec, resolve));
  if (software && software.software.length > 0) spec.software = software.software;
  findings.push(...(software?.findings ?? []));
  const host = hostUse(node, factsUsed(spec), resolve);
  if (host) spec.host = host;
  findings.push(...addHealth(spec, input, resolve));
  findings.push(...checkSpec(spec, input, settings));
  return { spec, findings };
}
