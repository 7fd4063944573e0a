/** Edits of options that every guest has in the same way: those that are one value, its start order, its tags. */
import type { Change } from '../../change.ts';
import type { GuestLive } from '../live.ts';
import { splitTags, userTags, writeTags } from '../marker.ts';
import { changed, type Edit, effectOf, expectsOf, nextOptions, whenOf } from './edit.ts';
import { startupValue, textOf } from './values.ts';

export interface ScalarGround {
  readonly live: GuestLive;
  readonly running: boolean;
  /** The guest is made after a pattern that git does not know: only what git names is left of its sub-properties. */
  readonly reset: boolean;
}

/** The edit of an option that is one value, as these changes want it. */
export function scalarEdit(
  ground: ScalarGround,
  option: string,
  value: string | null,
  changes: readonly Change[],
): Edit {
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
export function stands(ground: ScalarGround, option: string, value: string | null): boolean {
  const { grammar } = ground.live;
  const now = nextOptions(ground.live).get(option);
  if (value === null) return now === undefined;
  return (
    now !== undefined &&
    grammar.canonicalValue(option, null, now) === grammar.canonicalValue(option, null, value)
  );
}

function startupNow(ground: ScalarGround): Map<string, string> {
  const fields = ground.live.next.filter(({ slot }) => slot === 'startup');
  return new Map(fields.map(({ key, value }) => [key ?? '', value]));
}

export function startupEdit(ground: ScalarGround, changes: readonly Change[]): Edit | null {
  const now = startupNow(ground);
  const value = startupValue(changed(ground.reset ? new Map() : now, changes));
  if (value === startupValue(now)) return null;
  return scalarEdit(ground, 'startup', value === '' ? null : value, changes);
}

/** Tags are written whenever they differ, since Phoenix's own must stand there. */
export function tagsEdit(ground: ScalarGround, changes: readonly Change[]): Edit | null {
  const now = splitTags(ground.live.conf.options.get('tags') ?? '');
  const change = changes.find(({ slot }) => slot === 'tags');
  const kept = ground.reset ? [] : userTags(now);
  const wanted = change ? splitTags(textOf(change.after) ?? '') : kept;
  const value = writeTags(wanted, false);
  if (value === now.join(';')) return null;
  const user = userTags(wanted).join(';');
  return {
    ...scalarEdit(ground, 'tags', value, change ? [change] : []),
    expects: [{ slot: 'tags', key: null, value: user === '' ? null : user }],
    effect: change?.effect ?? 'config',
    when: 'now',
  };
}
