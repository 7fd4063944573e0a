import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { IDMAP, type IdRange, parseIdRange } from '../id-map.ts';
import { containersOf } from './facts/containers.ts';

/** Distributions take ids up to this one, which is nobody's. */
const LAST = 65_534;

/** The first ids of a guest that stand in no range; null: there are none. */
function gapIn(ranges: readonly IdRange[], type: IdRange['type']): readonly [number, number] | null {
  let at = 0;
  for (const { guest, count } of ranges
    .filter((one) => one.type === type)
    .sort((a, b) => a.guest - b.guest)) {
    if (guest > at) return [at, Math.min(guest - 1, LAST)];
    at = guest + count;
  }
  return at > LAST ? null : [at, LAST];
}

export const idMapGap: Rule = {
  id: 'PHX630',
  severity: 'warning',
  title: 'A map of ids leaves out users or groups of the guest',
  why: 'An id that is not mapped cannot be had: a package that makes an account with it, or unpacks a file that it owns, fails with "invalid argument". A map with an exception needs three lines: what is below it, itself, and all above it up to 65535.',
  example: {
    wrong: '["u 0 100000 1000", "u 1000 1000 1", …]',
    right: '["u 0 100000 1000", "u 1000 1000 1", "u 1001 101001 64535", …]',
  },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      const ranges = resource.spec.raw[IDMAP]?.map(parseIdRange);
      // Of a map that is broken, or without root, there is worse to say (PHX619).
      if (!ranges?.every((one) => one !== null)) continue;
      for (const type of ['u', 'g'] as const) {
        const gap = ranges.some((one) => one.type === type && one.guest === 0) ? gapIn(ranges, type) : null;
        if (!gap) continue;
        const [from, to] = gap;
        yield {
          message: `${resource.address} maps no ${type === 'u' ? 'user' : 'group'} ${from === to ? from : `from ${from} to ${to}`}`,
          hint: `Add a range such as "${type} ${from} ${100_000 + from} ${to === LAST ? 65_536 - from : to - from + 1}".`,
          at: { resource, path: pointer('raw', IDMAP) },
        };
      }
    }
  },
};
