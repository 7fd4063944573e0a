/** What is found in a guest, by check scripts or by comparing secrets, as changes of a plan and as notes. */
import type { Policies } from '../../config/settings.ts';
import { variableOf } from '../../features/environment.ts';
import type { GuestCheck } from '../../features/guest-check.ts';
import { floats } from '../../secrets/floating.ts';
import type { Change } from '../change.ts';
import { field, featureSlot } from './field.ts';
import { type Software, stampOf } from './software.ts';
import type { GuestSpec } from './spec.ts';

/** Installed again as it is: no marker tells of it, so that only a look can. What changes anyway is installed anyway. */
export function softwareDrift(
  { software = [] }: GuestSpec,
  check: GuestCheck | undefined,
  found: readonly Change[],
  policies: Policies,
): Change[] {
  if (!check) return [];
  const changing = new Set(found.map(({ path }) => path));
  return software.flatMap((one): Change[] => {
    const reason = reasonOf(one, check, policies);
    const { path, slot } = field(featureSlot(one.id), null, '');
    if (reason === null || changing.has(path)) return [];
    const after = stampOf(one);
    const effect = one.restarts ? 'restart' : 'live';
    const note = `${reason.note}${one.restarts ? '; may restart the guest' : ''}`;
    return [{ path, slot, before: reason.before, after, effect, note, [reason.by]: true }];
  });
}

interface Reason {
  readonly before: string;
  readonly note: string;
  readonly by: 'inside' | 'followed';
}

function reasonOf(one: Software, check: GuestCheck, { secrets }: Policies): Reason | null {
  const drift = (why: string): Reason => ({
    before: `drifted (${stampOf(one)})`,
    note: `has drifted: ${why}`,
    by: 'inside',
  });
  const reason = check.drifted.get(one.id);
  if (reason !== undefined) return drift(reason);
  const note = changedSecrets(one, check);
  if (note === null) return null;
  const isFollowed = secrets === 'follow' && changedIn(one, check).some(floats);
  return isFollowed ? { before: `${one.version} with another secret`, note, by: 'followed' } : drift(note);
}

/** References of the secrets of a feature that have other values in its guest. */
function changedIn({ id, secrets }: Software, { changed }: GuestCheck): string[] {
  const variables = new Set(changed.get(id));
  const options = Object.entries(secrets).filter(([option]) => variables.has(variableOf(option)));
  return [...new Set(options.map(([, reference]) => reference))].sort();
}

/** `secret aws:prod/db#password has changed`; null: none has, as far as the guest knows. */
export function changedSecrets(one: Software, check: GuestCheck): string | null {
  const names = changedIn(one, check).map((reference) => reference.slice('${secret:'.length, -1));
  if (names.length === 0) return null;
  return names.length === 1 ? `secret ${names[0]} has changed` : `secrets ${names.join(', ')} have changed`;
}

export function uncheckedNotes(check: GuestCheck | undefined): string[] {
  const { unchecked = [], uncompared = [] } = check ?? {};
  return [
    ...unchecked.map((why) => `not checked: ${why}`),
    ...uncompared.map((why) => `secrets not compared: ${why}`),
  ];
}
