/**
 * Asks the guests of an estate whether what is installed in them is still as it was installed: check scripts only; or only
 * whether secrets that no commit tells of are still the same, and no script at all. Nothing is changed, neither in a guest
 * nor in its marker.
 */
import { byReason, comparedOf, type GuestChecks, uncheckedGuest } from '../features/guest-check.ts';
import type { Software } from '../kinds/guest/software.ts';
import type { Snapshot } from '../node/port.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { askableGuests, askGuests, type AskOptions, type Guest } from './ask-guests.ts';
import { composeCheck, composeCompare, hasFloating } from './guest-bundles.ts';

export interface CheckOptions extends AskOptions {
  /** Null: nobody may read secrets. */
  readonly secret: ReadSecret | null;
  /** By `policies.secrets`: what is followed and cannot be read is a failure. */
  readonly follow?: boolean;
}

const softwareIn = ({ want, ids }: Guest): Software[] =>
  (want.spec.software ?? []).filter(({ id }) => ids.includes(id));

/** So that a provider is asked for all of them at once; whoever needs one that is not there is told then. */
async function readTogether(guests: readonly Guest[], secret: ReadSecret): Promise<void> {
  const software = guests.filter(({ running }) => running).flatMap(softwareIn);
  const references = new Set(software.flatMap(({ secrets }) => Object.values(secrets)));
  await Promise.allSettled([...references].map(secret));
}

/** What every guest says, those that do not run included. Failures of guests are in the result. */
export async function checkGuests(options: CheckOptions, snapshot: Snapshot): Promise<GuestChecks> {
  const { head, secret, follow = false } = options;
  const guests = askableGuests(options, snapshot);
  if (secret) await readTogether(guests, secret);
  const found = await askGuests(guests, options, {
    compose: ({ want, ids }) => composeCheck(head, want, ids, secret),
    understand: (check, { left, unread }) => {
      if (!follow) return check;
      const untold = new Map([...unread].filter(([id]) => !left.has(id)));
      return { ...check, uncompared: byReason(untold), failed: check.failed || unread.size > 0 };
    },
    done: 'checked',
  });
  for (const { want, running } of guests) {
    if (!running) found.set(want.spec.vmid, uncheckedGuest('it does not run'));
  }
  return found;
}

/** What running guests say of the secrets that `policies.secrets` follows. Of guests that do not run nothing is said. */
export async function compareSecrets(
  options: AskOptions & { readonly secret: ReadSecret },
  snapshot: Snapshot,
): Promise<GuestChecks> {
  const { head, secret } = options;
  const guests = askableGuests(options, snapshot).flatMap((guest): Guest[] => {
    const ids = softwareIn(guest)
      .filter(hasFloating)
      .map(({ id }) => id);
    return ids.length > 0 ? [{ ...guest, ids }] : [];
  });
  await readTogether(guests, secret);
  return askGuests(guests, options, {
    compose: ({ want, ids }) => composeCompare(head, want, ids, secret),
    understand: comparedOf,
    done: 'secrets compared',
  });
}
