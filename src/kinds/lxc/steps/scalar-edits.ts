/** Edits of options that are one value, and of those whose sub-properties belong to no card, disk or device. */
import type { Change } from '../../change.ts';
import { canonicalValue } from '../canonical.ts';
import type { Slot } from '../../guest/field.ts';
import type { GuestLive } from '../../guest/live.ts';
import { splitTags, userTags, writeTags } from '../../guest/marker.ts';
import { changed, type Edit, effectOf, expectsOf, nextOptions, whenOf } from '../../guest/steps/edit.ts';
import { formatProperties, parseProperties, startupValue, textOf } from '../../guest/steps/values.ts';

/** Options that `pct set` takes as one value. */
const SCALARS: ReadonlySet<Slot> = new Set(
  (
    'hostname cores cpulimit cpuunits memory swap nameserver searchdomain timezone onboot protection hookscript ' +
    'cmode console tty debug entrypoint'
  ).split(' '),
);

interface Ground {
  readonly live: GuestLive;
  readonly running: boolean;
  /** The guest is made after a pattern that git does not know: only what git names is left of its sub-properties. */
  readonly reset: boolean;
}

function edit(ground: Ground, option: string, value: string | null, changes: readonly Change[]): Edit {
  const effect = effectOf(changes);
  return {
    slot: option,
    option,
    value,
    before: ground.live.conf.options.get(option) ?? null,
    family: 'scalar',
    allocates: false,
    expects: expectsOf(changes),
    when: whenOf(effect, ground.running),
    effect,
    title: option,
  };
}

/** A value that stands already, or waits for the restart already, is not sent again. */
function stands(ground: Ground, option: string, value: string | null): boolean {
  const now = nextOptions(ground.live).get(option);
  if (value === null) return now === undefined;
  return now !== undefined && canonicalValue(option, null, now) === canonicalValue(option, null, value);
}

/** A running guest refuses a limit of 0, which means none: deleting it says the same (PVE 9.2, cgroup v2). */
function sent({ running }: Ground, option: string, value: string | null): string | null {
  return running && option === 'cpulimit' && Number(value) === 0 ? null : value;
}

function one(ground: Ground, option: string, changes: readonly Change[]): Edit | null {
  const value = textOf(changes[0]?.after ?? null);
  return stands(ground, option, value) ? null : edit(ground, option, sent(ground, option, value), changes);
}

function startupNow(ground: Ground): Map<string, string> {
  const fields = ground.live.next.filter(({ slot }) => slot === 'startup');
  return new Map(fields.map(({ key, value }) => [key ?? '', value]));
}

function startup(ground: Ground, changes: readonly Change[]): Edit | null {
  const now = startupNow(ground);
  const value = startupValue(changed(ground.reset ? new Map() : now, changes));
  if (value === startupValue(now)) return null;
  return edit(ground, 'startup', value === '' ? null : value, changes);
}

function features(ground: Ground, changes: readonly Change[]): Edit | null {
  const now = parseProperties('features', nextOptions(ground.live).get('features'));
  const value = formatProperties('features', changed(ground.reset ? new Map() : now, changes));
  if (value === formatProperties('features', now)) return null;
  return edit(ground, 'features', value === '' ? null : value, changes);
}

/** Tags are written whenever they differ, since Phoenix's own must stand there. */
export function tagsEdit(ground: Ground, changes: readonly Change[]): Edit | null {
  const now = splitTags(ground.live.conf.options.get('tags') ?? '');
  const change = changes.find(({ slot }) => slot === 'tags');
  const kept = ground.reset ? [] : userTags(now);
  const wanted = change ? splitTags(textOf(change.after) ?? '') : kept;
  const value = writeTags(wanted, false);
  if (value === now.join(';')) return null;
  const user = userTags(wanted).join(';');
  return {
    ...edit(ground, 'tags', value, change ? [change] : []),
    expects: [{ slot: 'tags', key: null, value: user === '' ? null : user }],
    effect: change?.effect ?? 'config',
    when: 'now',
  };
}

/** The edit of a slot, or null when there is nothing to send or the slot is not one of these. */
export function scalarEdit(ground: Ground, slot: Slot, changes: readonly Change[]): Edit | null {
  if (slot === 'startup') return startup(ground, changes);
  if (slot === 'features') return features(ground, changes);
  return SCALARS.has(slot) ? one(ground, slot, changes) : null;
}
