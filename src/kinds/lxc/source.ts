/**
 * What a container is made from: an archive or another guest. A clone takes over what its source is, so that the
 * source's file is looked at here; nothing else looks at other files.
 */
import { storageIn } from '../../config/declared-node.ts';
import { sizeInKiB } from '../../config/units.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { PointedFinding } from '../../errors.ts';
import type { ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { isLayer, makesLinkedClones } from './layered.ts';
import type { LxcInput } from './schema.ts';
import type { Apart, LxcSource } from './spec.ts';

type Lookup = ResolveInput['mergedOf'];

export interface ResolvedSource {
  readonly source: LxcSource | null;
  /** The source's file; null for an archive, and for a guest that is not of this estate. */
  readonly origin: JsonObject | null;
  readonly findings: readonly PointedFinding[];
}

interface CloneInput {
  readonly from: string | number;
  readonly full?: boolean | undefined;
  readonly snapshot?: string | undefined;
  readonly storage?: string | undefined;
}

const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The address that a merged file clones; null when it clones none. */
export function cloneAddress(merged: JsonObject): string | null {
  const clone = member(merged, 'clone');
  const from = typeof clone === 'string' ? clone : member(clone, 'from');
  return typeof from === 'string' ? from : null;
}

/** Privilege is inherited along a chain of clones; the end of the chain decides, and true is the default. */
export function inheritedUnprivileged(merged: JsonObject, lookup: Lookup): boolean {
  let at: JsonObject | null = merged;
  for (let depth = 0; at && depth < 50; depth += 1) {
    if (typeof at['unprivileged'] === 'boolean') return at['unprivileged'];
    const from = cloneAddress(at);
    at = from === null ? null : lookup(from);
  }
  return true;
}

/** The storage of the root disk, along a chain of clones; null when no file tells. */
function storageOf(merged: JsonObject, lookup: Lookup): string | null {
  let at: JsonObject | null = merged;
  for (let depth = 0; at && depth < 50; depth += 1) {
    const storage = member(at['rootfs'], 'storage') ?? member(at['clone'], 'storage');
    if (typeof storage === 'string') return storage;
    const from = cloneAddress(at);
    at = from === null ? null : lookup(from);
  }
  return null;
}

/** Where the clone is a linked one, or nobody knows that it is none. */
function linkedOn(
  { merged, mergedOf }: ResolveInput,
  { full }: CloneInput,
  origin: JsonObject | null,
): { linkedOn?: string | null } {
  // A guest that is not of this estate may be a template.
  const linked = full === undefined ? origin === null || origin['template'] === true : !full;
  return linked ? { linkedOn: storageOf(merged, mergedOf) } : {};
}

/** Whether the source runs, as its file says: a template never does. */
function runs(origin: JsonObject | null): { runs?: true } {
  const state = origin?.['state'] ?? (origin?.['template'] === true ? 'stopped' : 'running');
  return origin && state === 'running' ? { runs: true } : {};
}

/** Whether the source is on another node, and a storage that the copy needs is declared as the source's alone. */
function apart(
  { settings, mergedOf }: ResolveInput,
  { from, storage }: CloneInput,
  origin: JsonObject | null,
  to: string,
): { apart?: Apart } {
  // A layer is built on the node of the guest.
  if (!origin || (typeof from === 'string' && isLayer(from))) return {};
  const node = typeof origin['node'] === 'string' ? origin['node'] : nodeName({ settings }, {});
  if (node === to) return {};
  const mounts = origin['mounts'];
  const disks = isObject(mounts) ? Object.values(mounts).map((mount) => member(mount, 'storage')) : [];
  const own = storage === undefined ? [storageOf(origin, mergedOf), ...disks] : [storage];
  const alone = own.find(
    (one) => typeof one === 'string' && storageIn(settings, node, one)?.shared === false,
  );
  return typeof alone === 'string' ? { apart: { node, storage: alone } } : {};
}

function hasBinds(merged: JsonObject): boolean {
  const mounts = member(merged, 'mounts');
  if (!isObject(mounts)) return false;
  return Object.values(mounts).some(
    (mount) => typeof mount === 'string' || (isObject(mount) && member(mount, 'bind') !== undefined),
  );
}

function originFindings(
  input: LxcInput,
  clone: CloneInput,
  origin: JsonObject,
  lookup: Lookup,
): PointedFinding[] {
  const findings: PointedFinding[] = [];
  const add = (message: string, hint: string, path = '/clone') =>
    findings.push(finding('PHX611', path, message, hint));
  const from = clone.from;
  const isTemplate = origin['template'] === true;
  const linked = clone.full === undefined ? isTemplate : !clone.full;
  const rootfs = member(origin, 'rootfs');
  if (linked && !isTemplate) {
    add(
      `${from} is no template, so that it can only be copied in full`,
      `write "template": true in ${from}, or leave "full" out`,
    );
  }
  if (linked && clone.storage !== undefined) {
    add(
      'a linked clone is where its source is: it takes no storage',
      'add "full": true, or leave "storage" out',
      '/clone/storage',
    );
  }
  if (hasBinds(origin)) {
    add(
      `${from} has a bind, and Proxmox clones no guest that has one`,
      `move the bind from ${from} to the guests that are cloned from it`,
    );
  }
  if (clone.snapshot !== undefined && member(origin['snapshots'], clone.snapshot) === undefined) {
    add(
      `${from} has no snapshot "${clone.snapshot}"`,
      `write it under "snapshots" of ${from}`,
      '/clone/snapshot',
    );
  }
  const [size, least] = [input.rootfs?.size, member(rootfs, 'size')];
  if (size !== undefined && (typeof least === 'number' || typeof least === 'string')) {
    if ((sizeInKiB(size, 'G') ?? 0) < (sizeInKiB(least, 'G') ?? 0)) {
      add(
        `the root disk is smaller than the one of ${from}, and a disk never shrinks`,
        `write at least "${least}"`,
        '/rootfs/size',
      );
    }
  }
  const [storage, there] = [input.rootfs?.storage, member(rootfs, 'storage')];
  if (linked && storage !== undefined && typeof there === 'string' && storage !== there) {
    add(
      `a linked clone is on the storage of its source, "${there}"`,
      `write "${there}", or "full": true`,
      '/rootfs/storage',
    );
  }
  const privilege = inheritedUnprivileged(origin, lookup);
  if (input.unprivileged !== undefined && input.unprivileged !== privilege) {
    add(
      `a clone is as its source, and ${from} has "unprivileged": ${privilege}`,
      'leave "unprivileged" out',
      '/unprivileged',
    );
  }
  return findings;
}

/** Storages that cannot link a clone to its template (PVE 9.2); on btrfs it depends on the format. */
const WITHOUT_LINKS: readonly string[] = ['dir', 'lvm', 'nfs', 'cifs', 'cephfs'];

function nodeName({ settings }: Pick<ResolveInput, 'settings'>, { node }: Pick<LxcInput, 'node'>): string {
  return node ?? Object.keys(settings.nodes)[0] ?? '';
}

/** Nobody writes "full" for a layer where its storage makes no linked clones: then it is copied. */
function howToClone({ settings, mergedOf }: ResolveInput, input: LxcInput): CloneInput {
  const clone: CloneInput =
    typeof input.clone === 'string' ? { from: input.clone } : (input.clone as CloneInput);
  if (clone.full !== undefined || typeof clone.from !== 'string' || !isLayer(clone.from)) return clone;
  const origin = mergedOf(clone.from);
  const storage = origin ? storageOf(origin, mergedOf) : null;
  const type = storageIn(settings, nodeName({ settings }, input), storage ?? '')?.type;
  return type === undefined || makesLinkedClones(type) ? clone : { ...clone, full: true };
}

function resolveClone(resolve: ResolveInput, input: LxcInput): ResolvedSource {
  const clone = howToClone(resolve, input);
  const findings: PointedFinding[] = [];
  const add = (message: string, hint: string, path = '/clone') =>
    findings.push(finding('PHX611', path, message, hint));
  for (const key of ['arch', 'ostype', 'ssh-public-keys'] as const) {
    if (input[key] !== undefined) {
      add(`a clone takes "${key}" from its source`, 'leave it out', `/${key}`);
    }
  }
  let address: string | null = null;
  let vmid: number | null = null;
  let origin: JsonObject | null = null;
  if (typeof clone.from === 'number') vmid = clone.from;
  else {
    address = clone.from;
    origin = address === resolve.address ? null : resolve.mergedOf(address);
    const found = origin?.['vmid'];
    if (isLayer(address) && origin) {
      // A layer is a template, and its VMIDs stand in no file.
      origin = { ...origin, template: true };
      vmid = 0;
    } else if (typeof found === 'number') vmid = found;
    else if (address === resolve.address) add('a guest cannot be cloned from itself', 'name another one');
    else add(`${address} does not exist`, 'name a guest of this estate, or the VMID of another one');
  }
  if (origin) findings.push(...originFindings(input, clone, origin, resolve.mergedOf));
  const linked = linkedOn(resolve, clone, origin);
  // It lies where its source does, whatever it says.
  const isLinked = linked.linkedOn !== undefined && origin?.['template'] === true;
  const on = origin && isLinked ? storageOf(origin, resolve.mergedOf) : null;
  const type = on !== null ? storageIn(resolve.settings, nodeName(resolve, input), on)?.type : undefined;
  // What is adopted was made otherwise.
  if (type !== undefined && WITHOUT_LINKS.includes(type) && input.adopt !== true) {
    const hint = `write "clone": { "from": "${clone.from}", "full": true }`;
    add(`a storage of type ${type}, as "${on}" is, makes no linked clones`, hint);
  }
  if (vmid === null) return { source: null, origin, findings };
  const full = clone.full === undefined ? {} : { full: clone.full };
  const snapshot = clone.snapshot === undefined ? {} : { snapshot: clone.snapshot };
  // A full copy goes where the file says that the root disk is.
  const target = clone.storage ?? (clone.full === true ? input.rootfs?.storage : undefined);
  const storage = target === undefined ? {} : { storage: target };
  const elsewhere = apart(resolve, { ...clone, storage: target }, origin, nodeName(resolve, input));
  const more = { ...linked, ...runs(origin), ...elsewhere };
  const source: LxcSource = { is: 'clone', address, vmid, ...full, ...snapshot, ...storage, ...more };
  return { source, origin, findings };
}

/** Reads `ostemplate` and `clone`. */
export function resolveSource(resolve: ResolveInput, input: LxcInput): ResolvedSource {
  const { ostemplate, clone, adopt } = input;
  if (ostemplate !== undefined && clone !== undefined) {
    const found = finding(
      'PHX606',
      '/clone',
      '"ostemplate" and "clone" exclude each other',
      'keep one of them; null in a file takes away what a profile brought',
    );
    return { source: null, origin: null, findings: [found] };
  }
  if (ostemplate !== undefined) {
    return { source: { is: 'ostemplate', volume: ostemplate }, origin: null, findings: [] };
  }
  if (clone !== undefined) return resolveClone(resolve, input);
  if (adopt === true) return { source: null, origin: null, findings: [] };
  const found = finding(
    'PHX606',
    '',
    'the guest has neither "ostemplate" nor "clone"',
    'say what it is made from, or "adopt": true when it exists already',
  );
  return { source: null, origin: null, findings: [found] };
}
