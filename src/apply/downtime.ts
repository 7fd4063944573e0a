/** How long each guest was down, from what the readings around its steps say. Pure bookkeeping. */
import type { Address } from '../config/model.ts';

export interface Downtime {
  /**
   * A step of the resource is over.
   * @param reboots a step that takes a running guest down and up again by itself
   */
  step(
    address: Address,
    span: { readonly start: number; readonly end: number },
    ran: { readonly before: boolean; readonly after: boolean },
    reboots: boolean,
  ): void;
  /** Milliseconds down until `now`; still counting when it does not run yet. */
  total(address: Address, now: number): number;
}

export function downtime(): Downtime {
  const sums = new Map<Address, number>();
  const since = new Map<Address, number>();
  const add = (address: Address, ms: number) => sums.set(address, (sums.get(address) ?? 0) + ms);
  return {
    step: (address, { start, end }, { before, after }, reboots) => {
      if (before && after && reboots) add(address, end - start);
      else if (before && !after) since.set(address, since.get(address) ?? start);
      else if (after) {
        const from = since.get(address);
        if (from !== undefined) add(address, end - from);
        since.delete(address);
      }
    },
    total: (address, now) => {
      const from = since.get(address);
      return Math.round((sums.get(address) ?? 0) + (from === undefined ? 0 : now - from));
    },
  };
}
