/**
 * The closed vocabulary of what a step may ask of a guest: before it (guard), after it (verify), and on resuming. Each
 * is decided from a fresh reading of the conf file and the running set, never from what a command said.
 */
import { canonical } from '../../json.ts';
import type { GuestState } from '../../node/port.ts';
import { parseSize } from '../../node/property-string.ts';
import type { Cond } from '../step.ts';
import { fieldName } from './field-name.ts';
import type { Field, Slot } from './field.ts';
import type { Grammar } from './grammar.ts';
import { type GuestLive, liveNow } from './live.ts';
import { parseMarker } from './marker.ts';
import { isAsIn } from './own-snapshot.ts';
import { heldVolumes } from './volumes.ts';

/** A value that a field must have; null: the field is not there. */
export type Expect = { readonly slot: Slot; readonly key: string | null; readonly value: string | null };

export type GuestCond =
  /** The conf file is byte for byte what this apply last read or wrote. */
  | { readonly is: 'digest' }
  /** No guest, container or virtual machine, has the id. */
  | { readonly is: 'absent' }
  | { readonly is: 'exists' }
  | { readonly is: 'running' }
  | { readonly is: 'stopped' }
  | { readonly is: 'unlocked' }
  /** Proxmox's own lock has this value: the proof for clearing it. */
  | { readonly is: 'locked'; readonly by: string }
  /** The fields hold; `next`: they hold now or after the next start. */
  | { readonly is: 'fields'; readonly fields: readonly Expect[]; readonly when: 'now' | 'next' }
  /** Options of the conf file that stand neither in the current section nor in the pending one. */
  | { readonly is: 'unset'; readonly options: readonly string[] }
  /** Of the options that a clone must not take over from its source, only these are set. */
  | { readonly is: 'own'; readonly options: readonly string[] }
  /** Nothing waits for a restart among these options. */
  | { readonly is: 'settled'; readonly options: readonly string[] }
  /** The volume of the slot is at least so large, in bytes. */
  | { readonly is: 'size'; readonly slot: Slot; readonly bytes: number }
  /** The marker says exactly this of commit, config and debts. */
  | {
      readonly is: 'marked';
      readonly address: string;
      readonly commit: string | null;
      readonly config: string;
      readonly owed: readonly string[];
      readonly features: Readonly<Record<string, string>>;
    }
  /** Retired at that time or earlier. */
  | { readonly is: 'retired'; readonly until: string }
  | { readonly is: 'snapshot'; readonly name: string; readonly there: boolean }
  /** The configuration is as that snapshot has it. */
  | { readonly is: 'restored'; readonly name: string }
  /** No snapshot at all: a template takes none. */
  | { readonly is: 'unsnapped' }
  /** The guest owns exactly these volumes: nothing is destroyed that the plan did not name. */
  | { readonly is: 'volumes'; readonly volumes: readonly string[] }
  | { readonly is: 'pool'; readonly pool: string | null }
  | { readonly is: 'node'; readonly node: string };

/** A condition on a guest. */
export function cond(vmid: number, check: GuestCond): Cond {
  return { scope: `guest:${vmid}`, check };
}

/** Every volume that lives and dies with the guest, sorted: those of disks, mounts and unused ones; no binds. */
export function volumesOf(live: GuestLive): readonly string[] {
  return heldVolumes(live)
    .map(({ volume }) => volume)
    .toSorted();
}

function valueIn(fields: readonly Field[], slot: Slot, key: string | null): string | null {
  return fields.find((one) => one.slot === slot && one.key === key)?.value ?? null;
}

function nameOf({ slot, key }: Expect): string {
  return key === null ? slot : `${slot} ${key}`;
}

function fieldsHold(live: GuestLive, expects: readonly Expect[], when: 'now' | 'next'): true | string {
  const { grammar } = live;
  const fields = when === 'now' ? live.fields : live.next;
  for (const expect of expects) {
    const { slot, key, value } = expect;
    const found = valueIn(fields, slot, key);
    const wanted = value === null ? null : grammar.canonicalValue(slot, key, value);
    if (
      found === wanted ||
      (found === null && wanted === (grammar.optionRow(fieldName(slot, key)).default ?? null))
    )
      continue;
    const [have, want] = [found ?? 'nothing', wanted ?? 'nothing'];
    return `${nameOf(expect)} is ${have} instead of ${want}`;
  }
  return true;
}

function isSet(live: GuestLive, option: string): boolean {
  return live.conf.options.has(option) || (live.conf.pending?.options.has(option) ?? false);
}

function markedAs(live: GuestLive, want: Extract<GuestCond, { is: 'marked' }>): true | string {
  const mark = parseMarker(live.conf.description);
  if (!mark) return 'it carries no marker';
  const same =
    mark.address === want.address &&
    mark.commit === want.commit &&
    mark.config === want.config &&
    (mark.owed ?? []).join('\n') === want.owed.join('\n') &&
    canonical({ ...mark.features }) === canonical({ ...want.features });
  return same || 'its marker says something else';
}

/** What needs a guest to be there. */
function liveHolds(check: GuestCond, live: GuestLive, pool: string | null): true | string {
  switch (check.is) {
    case 'exists':
      return true;
    case 'running':
      return live.running || 'it does not run';
    case 'stopped':
      return !live.running || 'it runs';
    case 'unlocked':
      return live.lock === null || `Proxmox holds its lock (${live.lock})`;
    case 'locked':
      return live.lock === check.by || `its lock is ${live.lock ?? 'gone'} instead of ${check.by}`;
    case 'fields':
      return fieldsHold(live, check.fields, check.when);
    case 'unset': {
      const found = check.options.find((option) => isSet(live, option));
      return found === undefined || `${found} is there already`;
    }
    case 'own': {
      const found = [...live.conf.options.keys()].filter((option) => live.grammar.own.test(option));
      const foreign = found.filter((option) => !check.options.includes(option));
      return foreign.length === 0 || `it took over ${foreign.join(', ')} from its source`;
    }
    case 'settled': {
      const waiting = check.options.filter((option) => live.pending.includes(option));
      return waiting.length === 0 || `${waiting.join(', ')} still waits for a restart`;
    }
    case 'size': {
      const text = valueIn(live.fields, check.slot, 'size');
      const bytes = text === null ? null : parseSize(text);
      return (bytes !== null && bytes >= check.bytes) || `the volume of ${check.slot} is ${text ?? 'gone'}`;
    }
    case 'marked':
      return markedAs(live, check);
    case 'retired': {
      const retired = parseMarker(live.conf.description)?.retired;
      if (!live.retired || retired === undefined) return 'it is not retired';
      return Date.parse(retired) <= Date.parse(check.until) || `it was retired at ${retired} only`;
    }
    case 'snapshot': {
      const found = live.conf.snapshots.get(check.name);
      const whole = found !== undefined && !found.options.has('snapstate');
      if (check.there) return whole || `the snapshot ${check.name} is ${found ? 'half made' : 'not there'}`;
      return found === undefined || `the snapshot ${check.name} is still there`;
    }
    case 'restored':
      return isAsIn(live.conf, check.name) || `it is not as the snapshot ${check.name} has it`;
    case 'unsnapped': {
      const names = [...live.conf.snapshots.keys()];
      return names.length === 0 || `it has snapshots: ${names.join(', ')}`;
    }
    case 'volumes': {
      const found = volumesOf(live);
      return found.join('\n') === check.volumes.join('\n') || `its volumes are ${found.join(', ')}`;
    }
    case 'pool':
      return pool === check.pool || `its pool is ${pool ?? 'none'}`;
    case 'node':
      return live.node === check.node || `it is on ${live.node}`;
    case 'digest':
    case 'absent':
      return true;
  }
}

/**
 * True, or what is not as it should be, in words that follow the guest's name: `it does not run`.
 * @param digest of the conf file as this apply last saw it; null: it has not seen the guest yet
 */
export function guestHolds(
  grammar: Grammar,
  check: Cond['check'],
  state: GuestState,
  digest: string | null,
): true | string {
  const own = check as unknown as GuestCond;
  if (own.is === 'absent') return state.file === null || `there is a guest ${state.vmid}`;
  const live = liveNow(grammar, state);
  if (!live) return state.file ? `${state.vmid} is no ${grammar.noun}` : `there is no guest ${state.vmid}`;
  if (own.is === 'digest') return live.digest === digest || 'someone else changed it since it was read';
  // A condition of another version of Phoenix decides nothing: the step is refused.
  return liveHolds(own, live, state.pool) ?? `this version knows no condition ${check.is}`;
}
