/** Whose container it is. */
import type { Snapshot } from '../../node/port.ts';
import { observeGuest, ownedGuests } from '../guest/observe.ts';
import type { GuestLive } from '../guest/live.ts';
import type { ObserveInput } from '../kind.ts';
import type { Owned, Seen } from '../seen.ts';
import { LXC_GRAMMAR } from './grammar.ts';
import type { LxcSpec } from './spec.ts';

/** Decides what stands under an id, wherever in the cluster it is. */
export function observeLxc(input: ObserveInput<LxcSpec>): Seen<GuestLive> {
  return observeGuest(LXC_GRAMMAR, input);
}

/** Every container whose marker says that it is of this estate and no copy. */
export function ownedLxc(snapshot: Snapshot, estate: string, env: string | null): readonly Owned[] {
  return ownedGuests('lxc', snapshot, estate, env);
}
