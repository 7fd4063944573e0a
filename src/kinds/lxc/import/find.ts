/** Which containers of a cluster can become files, and of each other one why not. */
import { quote } from '../../../config/quote.ts';
import type { Pointer } from '../../../json.ts';
import type { GuestFile } from '../../../node/port.ts';
import type { Importable, Importing, ImportSearch, Unfit } from '../../importable.ts';
import { byPath } from '../../guest/field.ts';
import type { GuestLive } from '../../guest/live.ts';
import { liveIn } from '../live.ts';
import { idOf } from '../../guest/observe.ts';
import { readingOf } from '../../guest/reading.ts';
import { confTrouble } from './conf-trouble.ts';
import { draftOf } from './draft.ts';
import { unnamed } from './left.ts';
import { usesOf } from './uses.ts';

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

interface Candidate {
  readonly live: GuestLive;
  readonly hostname: string;
}

function reasonOf(input: ImportSearch, file: GuestFile): Pick<Unfit, 'why' | 'ours'> | Candidate {
  const { vmid, node } = file;
  const owner = input.ownerOf(idOf(vmid));
  if (owner !== undefined) return { why: `it is ${owner} of this estate`, ours: true };
  const facts = input.snapshot.nodes.get(node);
  if (!facts?.reachable) return { why: `the node ${node} cannot be reached${facts ? `: ${facts.why}` : ''}` };
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

/** As src/config/layout.ts takes a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** The file of a guest is called as the guest, or that and its VMID. */
const namesOf = (hostname: string, vmid: number): Importing['names'] =>
  NAME.test(hostname) ? [hostname, `${hostname}-${vmid}`] : [`ct${vmid}`];

function whyChanged({ running, fields, next: later }: GuestLive, path: Pointer): string {
  if (path === '/state') return `it is ${running ? 'running' : 'stopped'}, and no file can say that of it`;
  const [now, next] = [byPath(fields).get(path)?.value, byPath(later).get(path)?.value];
  return now === next
    ? 'Phoenix would write it otherwise'
    : 'a change of it waits for the next start of the guest';
}

function importing({ live, hostname }: Candidate, { snapshot }: ImportSearch): Importing {
  const { vmid, node } = live;
  return {
    id: idOf(vmid),
    node,
    vmid,
    names: namesOf(hostname, vmid),
    draft: ({ name, hasSeveralNodes, bindOf, cardsOf }) => {
      const draft = draftOf(live, { gpus: cardsOf(node), bindOf });
      const { hostname: _, ...rest } = draft.value;
      const said = { ...(name !== hostname && { hostname }), ...(hasSeveralNodes && { node }) };
      const left = [...unnamed(live, snapshot.ha?.has(vmid) ?? false), ...draft.left];
      return { value: { ...rest, ...said }, left };
    },
    whyChanged: (path) => whyChanged(live, path),
  };
}

export const importLxc: Importable = {
  find: (search) => {
    const files = [...search.snapshot.guests.values()]
      .filter(({ type, vmid }) => type === 'lxc' && (search.vmids === null || search.vmids.has(vmid)))
      .toSorted((a, b) => a.vmid - b.vmid);
    const found: Importing[] = [];
    const unfit: Unfit[] = [];
    for (const file of files) {
      const { vmid, node } = file;
      const one = reasonOf(search, file);
      if ('live' in one) found.push(importing(one, search));
      else unfit.push({ id: idOf(vmid), vmid, node, ...one });
    }
    return { found, unfit };
  },
  essential: ['vmid', 'adopt', 'hostname', 'node', 'state', 'template', 'unprivileged'],
  uses: usesOf,
};
