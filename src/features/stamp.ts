/** `VERSION HASH` of what is installed, and `VERSION HASH SEAL` where it uses secrets: what a difference means. Pure. */
import type { Json } from '../json.ts';

const withoutSeal = (stamp: string): string => stamp.split(' ').slice(0, 2).join(' ');

/** The same software with the same options: whether it runs, the values of its secrets tell, which only the guest can compare. */
export function mayBeSame(before: Json, after: Json): boolean {
  const unlike = typeof before === 'string' && typeof after === 'string' && before !== after;
  return unlike && withoutSeal(before) === withoutSeal(after);
}
