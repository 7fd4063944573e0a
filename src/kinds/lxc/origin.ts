/** What a container is cloned from, as the origin's own file says it, and what is wrong with cloning it so. */
import { storageIn } from '../../config/declared-node.ts';
import { sizeInKiB } from '../../config/units.ts';
import type { PointedFinding } from '../../errors.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { isLayer } from '../guest/layered.ts';
import type { LxcInput } from './schema.ts';
import type { Apart } from '../guest/spec.ts';

type Lookup = ResolveInput['mergedOf'];

export interface CloneInput {
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
export function storageOf(merged: JsonObject, lookup: Lookup): string | null {
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
export function linkedOn(
  { merged, mergedOf }: ResolveInput,
  { full }: CloneInput,
  origin: JsonObject | null,
): { linkedOn?: string | null } {
  // A guest that is not of this estate may be a template.
  const linked = full === undefined ? origin === null || origin['template'] === true : !full;
  return linked ? { linkedOn: storageOf(merged, mergedOf) } : {};
}

/** Whether the source is on another node, and a storage that the copy needs is declared as the source's alone. */
export function apart(
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

export function originFindings(
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
export const WITHOUT_LINKS: readonly string[] = ['dir', 'lvm', 'nfs', 'cifs', 'cephfs'];

export function nodeName(
  { settings }: Pick<ResolveInput, 'settings'>,
  { node }: Pick<LxcInput, 'node'>,
): string {
  return node ?? Object.keys(settings.nodes)[0] ?? '';
}
