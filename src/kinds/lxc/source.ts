/**
 * What a container is made from: an archive or another guest. A clone takes over what its source is, so that the
 * source's file is looked at here; nothing else looks at other files.
 */
import { storageIn } from '../../config/declared-node.ts';
import type { PointedFinding } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { isLayer, makesLinkedClones } from '../guest/layered.ts';
import {
  apart,
  type CloneInput,
  linkedOn,
  nodeName,
  originFindings,
  storageOf,
  WITHOUT_LINKS,
} from './origin.ts';
import type { LxcInput } from './schema.ts';
import type { LxcSource } from './spec.ts';

interface ResolvedSource {
  readonly source: LxcSource | null;
  /** The source's file; null for an archive, and for a guest that is not of this estate. */
  readonly origin: JsonObject | null;
  readonly findings: readonly PointedFinding[];
}

/** Whether the source runs, as its file says: a template never does. */
function runs(origin: JsonObject | null): { runs?: true } {
  const state = origin?.['state'] ?? (origin?.['template'] === true ? 'stopped' : 'running');
  return origin && state === 'running' ? { runs: true } : {};
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
