/** Whose guest it is: ours, a copy of ours, somebody else's, or what a killed create of ours left behind. */
import type { GuestFile, Intent, Snapshot } from '../../node/port.ts';
import type { Id, ObserveInput } from '../kind.ts';
import type { Mark, Owned, Seen } from '../seen.ts';
import type { Grammar } from './grammar.ts';
import { isLayer } from './layered.ts';
import { type GuestLive, liveIn } from './live.ts';
import { isAsIn, OWN_SNAPSHOT, ownSnapshot, rolledBack } from './own-snapshot.ts';
import { readingOf } from './reading.ts';
import type { GuestSpec } from './spec.ts';

export const idOf = (vmid: number): Id => `vmid:${vmid}`;

function vmidOf(id: Id): number {
  return Number(id.slice('vmid:'.length));
}

/** UPID:node:pid:pstart:starttime:type:id:user: (PVE 9.2). */
function taskOf(snapshot: Snapshot, vmid: number): string | null {
  for (const node of snapshot.nodes.values()) {
    if (!node.reachable) continue;
    for (const upid of node.tasks) {
      const [, , , , , type, id] = upid.split(':');
      if (id === String(vmid)) return type ?? 'unknown';
    }
  }
  return null;
}

/** Commands of this estate on that guest that were begun and, as far as the journal knows, did not end. */
function intentsOn(snapshot: Snapshot, vmid: number, estate: string): Intent[] {
  const nodes = [...snapshot.nodes.values()].filter((facts) => facts.reachable);
  return nodes
    .flatMap(({ intents }) => intents)
    .filter((intent) => intent.vmid === vmid && intent.estate === estate);
}

function downReason(snapshot: Snapshot, node: string): string | null {
  const facts = snapshot.nodes.get(node);
  if (!facts) return `the node ${node} was not read`;
  return facts.reachable ? null : `the node ${node} cannot be reached: ${facts.why}`;
}

const isCommand = ({ argv }: Intent, ...names: readonly string[]): boolean =>
  (argv[0] === 'pct' || argv[0] === 'qm') && names.includes(argv[1] ?? '');

/** The task of a clone carries the id of its source. */
function workOn(snapshot: Snapshot, vmid: number, intent: Intent | null): string | null {
  const source = intent?.argv[1] === 'clone' ? Number(intent.argv[2]) : null;
  return taskOf(snapshot, vmid) ?? (source === null ? null : taskOf(snapshot, source));
}

/**
 * The command of ours that left the guest as it is: a create or clone, or a destroy, which takes everything out of the
 * conf file but its own lock. A clone that was killed has our marker already, since `pct clone --description` writes it
 * first. A create that was killed late has no lock any more (observed, PVE 9.2), and one whose recovery was killed has
 * neither lock nor anything else: then the journal alone tells, unless somebody runs the guest by now.
 */
function leftBy(
  { snapshot, estate, env }: ObserveInput<GuestSpec>,
  live: GuestLive,
  mark: Mark | null,
): Intent | null {
  if (live.lock === null && live.running) return null;
  const intents = intentsOn(snapshot, live.vmid, estate);
  const isOwn = mark?.id === idOf(live.vmid) && mark.estate === estate && mark.env === env;
  const begun = isOwn && mark.owed?.includes('') === true;
  const making = intents.find((intent) => isCommand(intent, 'create', 'clone')) ?? null;
  const destroying = intents.find((intent) => isCommand(intent, 'destroy')) ?? null;
  const bare = mark === null && live.conf.options.size === 0;
  // Half-way to a template, its volumes have other names than its file says, and nothing mends that (PVE 9.2).
  const isTemplate = live.conf.options.get('template') === '1';
  const turning = (!isTemplate && intents.find((intent) => isCommand(intent, 'template'))) || null;
  switch (live.lock) {
    case 'create':
    // The new guest of a clone, where that is a virtual machine.
    case 'clone':
      return begun || mark === null ? (making ?? intents[0] ?? null) : null;
    case 'destroyed':
      return mark === null ? destroying : null;
    case null:
      return begun ? (making ?? turning) : bare ? (making ?? destroying) : null;
    default:
      return null;
  }
}

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

/** Whole and without a lock, it may have been started, used and stopped by hand in the meantime: nothing in its file tells. */
function isForgotten(
  { snapshot }: ObserveInput<GuestSpec>,
  { lock, conf }: GuestLive,
  { at }: Intent,
): boolean {
  const isRecent = Date.parse(snapshot.at) - Date.parse(at) <= DAY;
  return lock === null && conf.options.size > 0 && !isRecent;
}

/** A guest that is not made yet, or hardly there any more: somebody works on it, or a command of ours was killed. */
function unfinished(
  input: ObserveInput<GuestSpec>,
  live: GuestLive,
  mark: Mark | null,
): Seen<GuestLive> | null {
  const { snapshot } = input;
  const intent = leftBy(input, live, mark);
  if (live.lock !== 'create' && live.lock !== 'clone' && !intent) return null;
  const task = workOn(snapshot, live.vmid, intent);
  if (task !== null) return { is: 'unknown', why: `${live.vmid} is being made now (${task})` };
  if (intent && isForgotten(input, live, intent)) {
    const why = `a command that was killed on ${intent.at} made ${live.vmid}, and nobody knows what happened to it since: start it to keep it, or destroy it`;
    return { is: 'unknown', why };
  }
  if (intent) {
    const what = isCommand(intent, 'destroy') ? 'destroy' : 'create';
    return {
      is: 'debris',
      why: `what a ${what} that was killed on ${intent.at} left behind is removed first`,
      live,
    };
  }
  if (mark) return null;
  return { is: 'foreign', why: `${live.vmid} is locked by a create that is not ours` };
}

/**
 * A rollback of ours that was killed: the disks are somewhere in between, and it ends before anything else is done. Its
 * lock may be gone, where the recovery was killed as well.
 */
function goesBack(input: ObserveInput<GuestSpec>, { vmid, lock, running, conf }: GuestLive): boolean {
  const { snapshot, estate } = input;
  if ((lock !== 'rollback' && lock !== null) || running || taskOf(snapshot, vmid) !== null) return false;
  const intent = intentsOn(snapshot, vmid, estate).find(
    (one) => isCommand(one, 'rollback') && one.argv[3] === OWN_SNAPSHOT,
  );
  if (!intent || lock !== null) return intent !== undefined;
  const isRecent = Date.parse(snapshot.at) - Date.parse(intent.at) <= DAY;
  return isRecent && !isAsIn(conf, OWN_SNAPSHOT);
}

function marked(
  input: ObserveInput<GuestSpec>,
  live: GuestLive,
  mark: Mark,
  file: GuestFile,
): Seen<GuestLive> {
  const { estate, env } = input;
  if (mark.estate !== estate || mark.env !== env) {
    const owner =
      mark.estate !== estate
        ? `the estate "${mark.estate}"${mark.env === null ? '' : ` (${mark.env})`}`
        : mark.env === null
          ? 'this estate without an environment'
          : `the environment "${mark.env}"`;
    return { is: 'foreign', why: `${live.vmid} belongs to ${owner} as ${mark.address}` };
  }
  if (isLayer(mark.address) && !isLayer((input.want ?? input.base)?.address ?? '')) {
    return { is: 'foreign', why: `${live.vmid} is what ${mark.address} was built as` };
  }
  if (mark.id !== idOf(live.vmid)) {
    return {
      is: 'copy',
      why: `${live.vmid} is a copy of ${mark.address} (${vmidOf(mark.id)}), made by hand`,
    };
  }
  const isHalf = ownSnapshot(live)?.half === false && goesBack(input, live);
  return { is: 'ours', live: isHalf ? rolledBack(live, file) : live, mark };
}

function unmarked(input: ObserveInput<GuestSpec>, live: GuestLive): Seen<GuestLive> {
  const { want, base } = input;
  if (want?.spec.adopt) return { is: 'adoptable', live };
  const hostname = live.fields.find((one) => one.slot === live.grammar.nameSlot)?.value;
  // A name alone proves nothing: a file may have been written for a guest that somebody else made.
  if (base && hostname === base.spec.hostname && live.tagged) {
    const repair = 'its marker is missing, as when Notes were edited: it is written again';
    return { is: 'ours', live, mark: null, repair };
  }
  return {
    is: 'foreign',
    why: `${live.vmid} is a guest without a marker of Phoenix${hostname ? `, called "${hostname}"` : ''}; "adopt": true in the file takes it over`,
  };
}

function seenFile(grammar: Grammar, input: ObserveInput<GuestSpec>, file: GuestFile): Seen<GuestLive> {
  if (file.type !== grammar.type) {
    const noun = file.type === 'lxc' ? 'container' : 'virtual machine';
    return { is: 'foreign', why: `${file.vmid} is a ${noun}` };
  }
  const down = downReason(input.snapshot, file.node);
  if (down !== null) return { is: 'unknown', why: down };
  const live = liveIn(grammar, input.snapshot, file.vmid);
  if (!live) return { is: 'absent' };
  const { mark } = readingOf(file);
  const left = unfinished(input, live, mark);
  if (left) return left;
  return mark ? marked(input, live, mark, file) : unmarked(input, live);
}

/** Decides what stands under an id, wherever in the cluster it is. */
export function observeGuest(grammar: Grammar, input: ObserveInput<GuestSpec>): Seen<GuestLive> {
  const { snapshot, id, want, base } = input;
  const file = snapshot.guests.get(vmidOf(id));
  if (file) return seenFile(grammar, input, file);
  const node = (want ?? base)?.spec.node;
  const down = node === undefined ? null : downReason(snapshot, node);
  return down === null ? { is: 'absent' } : { is: 'unknown', why: down };
}

/** Every guest whose marker says that it is of this estate and no copy. */
export function ownedGuests(
  type: GuestFile['type'],
  snapshot: Snapshot,
  estate: string,
  env: string | null,
): readonly Owned[] {
  const owned: Owned[] = [];
  const files = [...snapshot.guests.values()].sort((a, b) => a.vmid - b.vmid);
  for (const file of files) {
    // Most guests of a node are unchanged or not ours: only those with a marker are parsed.
    if (file.type !== type || !file.text.includes('<!-- phoenix ')) continue;
    const { mark } = readingOf(file);
    const ours = mark?.estate === estate && mark.env === env && mark.id === idOf(file.vmid);
    if (mark && ours && !isLayer(mark.address)) owned.push({ id: idOf(file.vmid), mark, node: file.node });
  }
  return owned;
}
