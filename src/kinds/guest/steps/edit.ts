/** What one call of `pct set` does to one option, and how it is known to have happened. */
import type { Effect } from '../../effect.ts';
import { atMost, worst } from '../../effect.ts';
import type { Change } from '../../change.ts';
import type { Ref } from '../../step.ts';
import type { Expect } from '../conditions.ts';
import type { Slot } from '../field.ts';
import type { GuestLive } from '../live.ts';
import type { Act } from './act.ts';
import type { Detached } from './detached.ts';
import { keyOf, textOf } from './values.ts';

export interface Edit {
  readonly slot: Slot;
  /** Of the conf file: `memory`, `net0`, `mp1`. */
  readonly option: string;
  /** Null: it is deleted. */
  readonly value: string | Ref | null;
  /** What stands in the current section now; null: nothing. */
  readonly before: string | null;
  /** All but scalars get a call of their own while the guest runs; a protected guest refuses volumes. */
  readonly family: 'scalar' | 'net' | 'volume' | 'device';
  /** It makes a new volume, so that the option must not be there yet. */
  readonly allocates: boolean;
  readonly expects: readonly Expect[];
  /** Whether the fields hold at once, or after the next start. */
  readonly when: 'now' | 'next';
  readonly effect: Effect;
  /** What the value is read from, where it is a file's. */
  readonly stdin?: string;
  /** Something is done after its call that nobody sees in the conf file: the marker of the end waits for that. */
  readonly unfinished?: true;
  readonly title: string;
}

/** A volume that grows: `pct resize`, never a property string. */
export interface Grow {
  readonly slot: Slot;
  readonly option: string;
  /** As Proxmox prints it. */
  readonly size: string;
  readonly effect: Effect;
}

export interface Edits {
  readonly edits: readonly Edit[];
  /** What the kind does otherwise, before its options are set: disks that move. */
  readonly acts?: readonly Act[];
  readonly grows: readonly Grow[];
}

export interface Ground {
  readonly estate: string;
  readonly vmid: number;
  readonly live: GuestLive;
  readonly running: boolean;
  readonly reset: boolean;
  /** Volumes that were taken off it and are kept; absent: none. */
  readonly detached?: Detached;
  /** `live` is foretold, not read: the names of its volumes are known when the step runs. */
  readonly foretold: boolean;
}

export function bySlot(changes: readonly Change[]): Map<Slot, Change[]> {
  const slots = new Map<Slot, Change[]>();
  for (const change of changes) slots.set(change.slot, [...(slots.get(change.slot) ?? []), change]);
  return slots;
}

export function effectOf(changes: readonly Change[]): Effect {
  return worst(changes.map((change) => change.effect));
}

/** Of a call that only writes: what a restart is needed for does not restart anything by being written. */
export function writing(effects: readonly Effect[]): Effect {
  return worst(effects.map((effect) => (effect === 'restart' ? 'config' : effect)));
}

/** Changes that hold at once are looked for in the current section: what only waits has not taken effect. */
export function whenOf(effect: Effect, running: boolean): 'now' | 'next' {
  return running && !atMost(effect, 'live') ? 'next' : 'now';
}

export function expectsOf(changes: readonly Change[]): Expect[] {
  return changes.map((change) => ({ slot: change.slot, key: keyOf(change), value: textOf(change.after) }));
}

/** Every field of a slot is gone. */
export function goneOf(live: GuestLive, slot: Slot): Expect[] {
  const keys = new Set(
    [...live.fields, ...live.next].filter((one) => one.slot === slot).map(({ key }) => key),
  );
  return [...keys].map((key) => ({ slot, key, value: null }));
}

/** The options as they are after the next start: the ground on which a property string is built. */
export function nextOptions({ conf }: GuestLive): ReadonlyMap<string, string> {
  const { pending } = conf;
  if (!pending) return conf.options;
  const options = new Map(conf.options);
  for (const key of pending.delete) options.delete(key);
  for (const [key, value] of pending.options) options.set(key, value);
  return options;
}

/** What an option is built on: as it will be, or as it is where the next start would take it away. */
export function standing(live: GuestLive, option: string): string | undefined {
  return nextOptions(live).get(option) ?? live.conf.options.get(option);
}

/** The next start has the option already as it is to be. */
export function isSettled(live: GuestLive, option: string, value: string): boolean {
  return nextOptions(live).get(option) === value;
}

/** Sub-properties with the changes of their slot made; keys in `apart` are somebody else's business. */
export function changed(
  start: ReadonlyMap<string, string>,
  changes: readonly Change[],
  apart: readonly string[] = [],
): Map<string, string> {
  const result = new Map(start);
  for (const change of changes) {
    const key = keyOf(change);
    if (key === null || apart.includes(key)) continue;
    const value = textOf(change.after);
    if (value === null) result.delete(key);
    else result.set(key, value);
  }
  return result;
}

/** The call for one option, of a slot that these changes are about. */
export function edit(
  ground: Ground,
  parts: Pick<Edit, 'slot' | 'option' | 'value' | 'family' | 'title'> & { allocates?: boolean },
  changes: readonly Change[],
): Edit {
  const effect = effectOf(changes);
  const { slot, option, value } = parts;
  return {
    ...parts,
    allocates: parts.allocates ?? false,
    before: ground.live.conf.options.get(option) ?? null,
    expects: value === null ? goneOf(ground.live, slot) : expectsOf(changes),
    when: whenOf(effect, ground.running),
    effect,
  };
}
