/** Which guests of a cluster can be imported, and of each other one why not. */
import { quote } from '../../config/quote.ts';
import type { GuestFile, Snapshot } from '../../node/port.ts';
import type { GuestLive } from '../../kinds/guest/live.ts';
import { liveIn } from '../../kinds/lxc/live.ts';
import { readingOf } from '../../kinds/guest/reading.ts';
import { confTrouble } from './conf-trouble.ts';
import { isNodeName } from './node-entry.ts';

/** A guest that no file is written for. */
export interface Skipped {
  readonly vmid: number;
  readonly node: string;
  readonly why: string;
  /** It needs no file: it is of this estate. */
  readonly ours?: true;
}

export interface Candidate {
  readonly live: GuestLive;
  readonly hostname: string;
}

export interface Candidates {
  /** By VMID. */
  readonly guests: readonly Candidate[];
  readonly skipped: readonly Skipped[];
  /** VMIDs of virtual machines. */
  readonly machines: readonly number[];
}

export interface CandidatesInput {
  readonly snapshot: Snapshot;
  /** Only these; null: all. */
  readonly vmids: ReadonlySet<number> | null;
  /** The estate's id in markers; null: it is a new one. */
  readonly estate: string | null;
  /** What the estate has of a VMID. */
  readonly ownerOf: (vmid: number) => string | undefined;
}

function markedReason(
  { vmid }: GuestFile,
  { estate }: CandidatesInput,
  live: GuestLive,
  file: GuestFile,
): Pick<Skipped, 'why' | 'ours'> | null {
  const { mark } = readingOf(file);
  if (!mark)
    return live.retired ? { why: 'it carries the tag of a retired guest: take it away first' } : null;
  if (mark.id !== `vmid:${vmid}`) {
    return {
      why: `it is a copy of ${mark.address} (${mark.id.replace(':', ' ')}), made by hand: take the marker out of its Notes first`,
    };
  }
  if (mark.estate !== estate)
    return { why: `it belongs to the estate ${quote(mark.estate)} as ${mark.address}` };
  return { why: `it is ${mark.address} of this estate`, ours: true };
}

function reasonOf(input: CandidatesInput, file: GuestFile): Pick<Skipped, 'why' | 'ours'> | Candidate {
  const { vmid, node } = file;
  const owner = input.ownerOf(vmid);
  if (owner !== undefined) return { why: `it is ${owner} of this estate`, ours: true };
  const facts = input.snapshot.nodes.get(node);
  if (!facts?.reachable) return { why: `the node ${node} cannot be reached${facts ? `: ${facts.why}` : ''}` };
  if (!isNodeName(node)) return { why: `${quote(node)} cannot be the name of a node` };
  const { conf } = readingOf(file);
  const lock = conf.options.get('lock');
  if (lock !== undefined)
    return {
      why: `Proxmox has locked it (${lock}): import it when that is over, or after pct unlock ${vmid}`,
    };
  const trouble = confTrouble(file.text);
  if (trouble !== null) return { why: trouble };
  const live = liveIn(input.snapshot, vmid);
  if (!live) return { why: 'it is gone' };
  const marked = markedReason(file, input, live, file);
  if (marked) return marked;
  const hostname = live.fields.find(({ slot }) => slot === 'hostname')?.value ?? `CT${vmid}`;
  return { live, hostname };
}

export function candidatesIn(input: CandidatesInput): Candidates {
  const { snapshot, vmids } = input;
  const files = [...snapshot.guests.values()]
    .filter(({ vmid }) => vmids === null || vmids.has(vmid))
    .toSorted((a, b) => a.vmid - b.vmid);
  const guests: Candidate[] = [];
  const skipped: Skipped[] = [];
  for (const file of files.filter(({ type }) => type === 'lxc')) {
    const found = reasonOf(input, file);
    if ('live' in found) guests.push(found);
    else skipped.push({ vmid: file.vmid, node: file.node, ...found });
  }
  const machines = files.filter(({ type }) => type === 'qemu').map(({ vmid }) => vmid);
  return { guests, skipped, machines };
}
