/** Which guests of a cluster can become files, and of each other one why not. */
import { quote } from '../../config/quote.ts';
import type { Pointer } from '../../json.ts';
import type { GuestFile } from '../../node/port.ts';
import type { Draft, Importable, Importing, ImportSearch, Naming, Unfit } from '../importable.ts';
import { byPath } from './field.ts';
import type { Grammar } from './grammar.ts';
import { type GuestLive, liveIn } from './live.ts';
import { idOf } from './observe.ts';
import { readingOf } from './reading.ts';

function markedReason(
  { vmid }: GuestFile,
  { estate }: ImportSearch,
  live: GuestLive,
  file: GuestFile,
): Pick<Unfit, 'why' | 'ours'> | null {
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

/** What is one kind's own of it. */
export interface ImportedGuests {
  readonly grammar: Grammar;
  /** A line of a conf file that keeps it from becoming a file; null: none does. */
  trouble(text: string): string | null;
  /** Its file but for what it is called and where it is. */
  draft(live: GuestLive, naming: Naming, isManaged: boolean): Draft;
}

interface Candidate {
  readonly live: GuestLive;
  readonly hostname: string;
}

function reasonOf(
  guests: ImportedGuests,
  input: ImportSearch,
  file: GuestFile,
): Pick<Unfit, 'why' | 'ours'> | Candidate {
  const { grammar } = guests;
  const { vmid, node } = file;
  const owner = input.ownerOf(idOf(vmid));
  if (owner !== undefined) return { why: `it is ${owner} of this estate`, ours: true };
  const facts = input.snapshot.nodes.get(node);
  if (!facts?.reachable) return { why: `the node ${node} cannot be reached${facts ? `: ${facts.why}` : ''}` };
  const { conf } = readingOf(file);
  const lock = conf.options.get('lock');
  if (lock !== undefined)
    return {
      why: `Proxmox has locked it (${lock}): import it when that is over, or after ${grammar.tool} unlock ${vmid}`,
    };
  const trouble = guests.trouble(file.text);
  if (trouble !== null) return { why: trouble };
  const live = liveIn(grammar, input.snapshot, vmid);
  if (!live) return { why: 'it is gone' };
  const marked = markedReason(file, input, live, file);
  if (marked) return marked;
  const hostname = live.fields.find(({ slot }) => slot === grammar.nameSlot)?.value ?? `${vmid}`;
  return { live, hostname };
}

/** As src/config/layout.ts takes a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** The file of a guest is called as the guest, or that and its VMID. */
const namesOf = (hostname: string, vmid: number, { tool }: Grammar): Importing['names'] =>
  NAME.test(hostname) ? [hostname, `${hostname}-${vmid}`] : [`${tool === 'pct' ? 'ct' : 'vm'}${vmid}`];

function whyChanged({ running, fields, next: later }: GuestLive, path: Pointer): string {
  if (path === '/state') return `it is ${running ? 'running' : 'stopped'}, and no file can say that of it`;
  const [now, next] = [byPath(fields).get(path)?.value, byPath(later).get(path)?.value];
  return now === next
    ? 'Phoenix would write it otherwise'
    : 'a change of it waits for the next start of the guest';
}

function importing(
  guests: ImportedGuests,
  { live, hostname }: Candidate,
  { snapshot }: ImportSearch,
): Importing {
  const { vmid, node } = live;
  const { nameSlot } = guests.grammar;
  return {
    id: idOf(vmid),
    node,
    vmid,
    names: namesOf(hostname, vmid, guests.grammar),
    draft: (naming) => {
      const { name, hasSeveralNodes } = naming;
      const { value, left } = guests.draft(live, naming, snapshot.ha?.has(vmid) ?? false);
      const { [nameSlot]: _, ...rest } = value;
      const said = { ...(name !== hostname && { [nameSlot]: hostname }), ...(hasSeveralNodes && { node }) };
      return { value: { ...rest, ...said }, left };
    },
    whyChanged: (path) => whyChanged(live, path),
  };
}

/** In the order of their VMIDs. */
export function findGuests(guests: ImportedGuests, search: ImportSearch): ReturnType<Importable['find']> {
  const files = [...search.snapshot.guests.values()]
    .filter(
      ({ type, vmid }) => type === guests.grammar.type && (search.vmids === null || search.vmids.has(vmid)),
    )
    .toSorted((a, b) => a.vmid - b.vmid);
  const found: Importing[] = [];
  const unfit: Unfit[] = [];
  for (const file of files) {
    const { vmid, node } = file;
    const one = reasonOf(guests, search, file);
    if ('live' in one) found.push(importing(guests, one, search));
    else unfit.push({ id: idOf(vmid), vmid, node, ...one });
  }
  return { found, unfit };
}
