/** What a step may ask of a container. */
import type { GuestState } from '../../node/port.ts';
import { guestHolds } from '../guest/conditions.ts';
import type { Cond } from '../step.ts';
import { LXC_GRAMMAR } from './grammar.ts';

export function holds(check: Cond['check'], state: GuestState, digest: string | null): true | string {
  return guestHolds(LXC_GRAMMAR, check, state, digest);
}
