/** What becomes of an instance: it is built, or it is there; what nothing uses any more goes only when asked for. */
import type { Settings } from '../../config/settings.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import { diffLxc } from '../lxc/diff.ts';
import { hashIn } from '../guest/layered.ts';
import type { GuestLive } from '../guest/live.ts';
import { readingOf } from '../guest/reading.ts';
import { everyVolume } from '../guest/retire.ts';
import { instancesIn } from './instances.ts';
import type { LayerSpec } from './spec.ts';
import { usersOf } from './usage.ts';

type Input = DiffInput<LayerSpec, GuestLive>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

/** Fields that say nothing of a layer. */
const UNSAID: ReadonlySet<string> = new Set(['template', 'state', 'node', 'hostname']);

function rangeText({ layers }: Settings): string {
  return layers ? `VMID from ${layers.vmids[0]} to ${layers.vmids[1]} at apply` : 'VMID at apply';
}

function build(input: Input, notes: readonly string[]): Diff {
  const { changes, ...diff } = diffLxc({ ...input, base: null, seen: input.seen ? { is: 'absent' } : null });
  const told = changes.filter(({ slot }) => !UNSAID.has(slot));
  const whole = (change: Change) =>
    change.path === '' ? { ...change, after: rangeText(input.settings) } : change;
  const hash = hashIn(input.want?.spec.layer ?? '');
  return { ...diff, changes: told.map(whole), notes: [`content ${hash}`, ...notes, ...diff.notes] };
}

/** The end of one that nothing uses: a line for each volume that goes. */
function pruned({ seen, snapshot, settings }: Input): Diff {
  if ((seen?.is !== 'ours' && seen?.is !== 'debris') || !snapshot) return NOTHING;
  const { live } = seen;
  const file = snapshot.guests.get(live.vmid);
  const mark = file ? readingOf(file).mark : null;
  const all = mark ? instancesIn(snapshot, { estate: mark.estate, env: mark.env, settings }) : [];
  const instance = all.find(({ vmid }) => vmid === live.vmid);
  const users = instance ? usersOf(instance, snapshot) : [];
  if (!instance || users.length > 0) {
    const who = users.map(({ address, vmid }) => address ?? String(vmid)).join(', ');
    return { ...NOTHING, notes: [`in use by ${who}`] };
  }
  const volumes = everyVolume(live);
  const change: Change = {
    path: '',
    slot: 'guest',
    before: 'unused',
    after: null,
    effect: 'destroy',
    note: `${live.vmid}: ${volumes.join(', ')} destroyed`,
  };
  const notes = volumes.map((volume) => `destroyed: ${volume}`);
  return { action: 'destroy', changes: [change], notes, downtime: null };
}

function unwanted(input: Input): Diff {
  if (input.purge) return pruned(input);
  // From git alone, once, when a file goes: what is built of a layer stays, and guests on it stay as they are.
  if (input.snapshot !== null || !input.base || input.succeeded) return NOTHING;
  return { ...NOTHING, notes: ['not built any more; `phoenix layers prune` removes what nothing uses'] };
}

/** It became a template, and the apply ended before its marker said so. */
function unmarked(mark: Mark | null): Diff {
  if (!mark?.owed?.includes('')) return NOTHING;
  const note = 'finishes what an earlier apply began';
  const change: Change = {
    path: '',
    slot: 'marker',
    before: 'unfinished',
    after: 'finished',
    effect: 'config',
    note,
  };
  return { action: 'update', changes: [change], notes: [], downtime: 0 };
}

export function diffLayer(input: Input): Diff {
  const { want, base, seen } = input;
  if (!want) return unwanted(input);
  switch (seen?.is) {
    case undefined:
      return base ? NOTHING : build(input, []);
    case 'absent':
      return build(input, []);
    case 'debris':
      return build(input, [seen.why]);
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'adoptable':
      return NOTHING;
    case 'ours':
      return unmarked(seen.mark);
  }
}
