/** What may be done a second time after a fault: the command that was disturbed, what only asks or marks, and what is made anew. */
import { unfinishedIntents } from '../../src/node/journal.ts';
import type { Clean } from './fault-matrix.ts';
import type { Exception } from './fault-world.ts';
import { guestOf, subjectOf } from './operation.ts';

/**
 * Said again, nothing comes of it: marks, features (each knows by its own mark that it is there), and the timer that takes
 * a firewall back.
 */
const HARMLESS: readonly RegExp[] = [
  / \(mark\)$/,
  /^qm guest exec/,
  /^systemd-run /,
  /^systemctl stop phoenix-revert/,
];

export interface Disturbance {
  readonly clean: Clean;
  /** The number of the operation. */
  readonly at: number;
  readonly exception: Exception | null;
}

/**
 * Guests that are destroyed and made anew when a fault comes then: layers, which are whole or nothing until they are
 * templates, and what a command was making that has no end in the journal.
 */
function remade({ clean, at }: Disturbance): ReadonlySet<number> {
  const guests = new Set<number>();
  for (const subject of clean.done.keys()) {
    const vmid = /^(?:pct|qm) template (\d+)$/.exec(subject)?.[1];
    if (vmid !== undefined) guests.add(Number(vmid));
  }
  for (const host of [clean.before[at], clean.before[at + 1]]) {
    for (const { vmid } of host ? unfinishedIntents(host.files()) : []) if (vmid !== null) guests.add(vmid);
  }
  return guests;
}

/** Null: nothing is. */
export function tooOften(repeated: readonly string[], disturbance: Disturbance): string | null {
  const { clean, at, exception } = disturbance;
  const operation = clean.asked[at];
  const others = repeated.filter((subject) => !HARMLESS.some((one) => one.test(subject)));
  const own = operation ? others.indexOf(subjectOf(operation)) : -1;
  if (own >= 0) others.splice(own, 1);
  if (others.length === 0) return null;
  const destroyed = new Set(
    others.flatMap((one) => (/^(?:pct|qm) destroy /.test(one) ? [guestOf(one)] : [])),
  );
  const anew = remade(disturbance);
  const left = others.filter((subject) => {
    const guest = guestOf(subject);
    const isAnew = guest !== null && destroyed.has(guest) && anew.has(guest);
    return !isAnew && exception?.repeats?.test(subject) !== true;
  });
  return left.length === 0 ? null : `done again: ${left.join(' | ')}`;
}
