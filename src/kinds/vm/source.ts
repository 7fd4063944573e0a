/** What a virtual machine is made from: another one, or disks of its own. Pure. */
import { storageIn } from '../../config/declared-node.ts';
import type { PointedFinding } from '../../errors.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Apart } from '../guest/spec.ts';
import type { ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import type { VmInput } from './schema.ts';
import type { VmSource } from './spec.ts';

type Lookup = ResolveInput['mergedOf'];

interface CloneInput {
  readonly from: string | number;
  readonly full?: boolean | undefined;
  readonly snapshot?: string | undefined;
  readonly storage?: string | undefined;
}

export interface ResolvedSource {
  readonly source: VmSource | null;
  readonly findings: readonly PointedFinding[];
}

const member = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Storages of the disks of a file, along a chain of clones. */
function storagesOf(merged: JsonObject, lookup: Lookup, depth = 0): string[] {
  const disks = merged['disks'];
  const own = isObject(disks) ? Object.values(disks).map((disk) => member(disk, 'storage')) : [];
  const found = [...own, member(merged['clone'], 'storage')].filter((one) => typeof one === 'string');
  if (found.length > 0 || depth > 50) return found;
  const { clone } = merged;
  const from = typeof clone === 'string' ? clone : member(clone, 'from');
  const origin = typeof from === 'string' ? lookup(from) : null;
  return origin ? storagesOf(origin, lookup, depth + 1) : [];
}

/** The source is on another node, and a storage that the copy needs is declared as that node's alone. */
function apart(
  { settings, mergedOf }: ResolveInput,
  { storage }: CloneInput,
  origin: JsonObject | null,
  to: string,
): { readonly apart?: Apart } {
  const node = typeof origin?.['node'] === 'string' ? origin['node'] : null;
  if (!origin || node === null || node === to) return {};
  const own = storage === undefined ? storagesOf(origin, mergedOf) : [storage];
  const alone = own.find((one) => storageIn(settings, node, one)?.shared === false);
  return alone === undefined ? {} : { apart: { node, storage: alone } };
}

function resolveClone(resolve: ResolveInput, input: VmInput, node: string): ResolvedSource {
  const { clone: written } = input;
  const clone = (typeof written === 'string' ? { from: written } : written) as CloneInput;
  const findings: PointedFinding[] = [];
  const add = (message: string, hint: string, path = '/clone') =>
    findings.push(finding('PHX666', path, message, hint));
  const { from } = clone;
  const address = typeof from === 'string' ? from : null;
  const origin = address === null || address === resolve.address ? null : resolve.mergedOf(address);
  const known = origin?.['vmid'];
  const vmid = typeof from === 'number' ? from : typeof known === 'number' ? known : null;
  if (address !== null && !address.startsWith('vm/')) {
    add(`${address} is no virtual machine`, 'name one: "vm/NAME"');
  } else if (vmid === null) {
    const hint = 'name a machine of this estate, or the VMID of another one';
    add(
      address === resolve.address ? 'a machine cannot be cloned from itself' : `${address} does not exist`,
      hint,
    );
  }
  const isTemplate = origin?.['template'] === true;
  const isLinked = clone.full === undefined ? isTemplate || origin === null : !clone.full;
  if (origin && clone.full === false && !isTemplate) {
    add(`${address} is no template, so that it can only be copied in full`, 'leave "full" out');
  }
  if (isLinked && clone.storage !== undefined) {
    add(
      'a linked clone lies where its source does',
      'write "full": true, or leave "storage" out',
      '/clone/storage',
    );
  }
  for (const slot of Object.keys(input.disks ?? {})) {
    if (input.disks?.[slot]?.import === undefined) continue;
    add('a clone has its disks from its source', 'leave "import" out', `/disks/${slot}/import`);
  }
  if (vmid === null || findings.length > 0) return { source: null, findings };
  const state = origin?.['state'] ?? (isTemplate ? 'stopped' : 'running');
  const source: VmSource = {
    is: 'clone',
    address,
    vmid,
    ...(clone.full === undefined ? {} : { full: clone.full }),
    ...(clone.snapshot === undefined ? {} : { snapshot: clone.snapshot }),
    ...(clone.storage === undefined ? {} : { storage: clone.storage }),
    ...(isLinked ? { linkedOn: origin ? (storagesOf(origin, resolve.mergedOf)[0] ?? null) : null } : {}),
    ...apart(resolve, clone, origin, node),
    // Proxmox copies a machine that runs, too, but as its disks are at that moment.
    ...(origin && state === 'running' ? { runs: true as const } : {}),
  };
  return { source, findings };
}

export function resolveSource(resolve: ResolveInput, input: VmInput, node: string): ResolvedSource {
  if (input.clone !== undefined) return resolveClone(resolve, input, node);
  if (input.adopt === true) return { source: null, findings: [] };
  const disks = Object.values(input.disks ?? {});
  if (disks.length > 0) return { source: { is: 'disks' }, findings: [] };
  const found = finding(
    'PHX661',
    '',
    'the machine has neither "clone" nor "disks"',
    'say what it is made from, or "adopt": true when it exists already',
  );
  return { source: null, findings: [found] };
}
