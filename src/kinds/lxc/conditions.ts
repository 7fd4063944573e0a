/** What a step may ask of a container. */
import type { ScopeState } from '../../node/port.ts';
import { guestHolds } from '../guest/conditions.ts';
import { pinHolds } from '../guest/pins.ts';
import type { Cond } from '../step.ts';
import { LXC_GRAMMAR } from './grammar.ts';

export function holds(check: Cond['check'], state: ScopeState, digest: string | null): true | string {
  if ('files' in state) return pinHolds(check, state) ?? `this version knows no condition ${check.is}`;
  return guestHolds(LXC_GRAMMAR, check, state, digest);
}
