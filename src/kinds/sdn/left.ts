/**
 * What Phoenix writes down before it touches SDN: which resources one transaction is about. Where an apply was killed, it
 * tells the next one that the lock and the edits which nobody committed are its own, not somebody else's.
 */
import { z } from 'zod';
import type { Address } from '../../config/model.ts';
import { canonical } from '../../json.ts';

const schema = z.strictObject({
  addresses: z.array(z.string()),
  at: z.string(),
  /** `open`: its lock and its edits may stand there; `done`: committed, though marks may not be written yet. */
  state: z.enum(['open', 'done']),
});

export type Left = z.infer<typeof schema>;

/** The transaction's file of any estate. */
export const LEFT_FILES = '/etc/pve/phoenix/*/sdn.json';

export const leftPath = (estate: string): string => `/etc/pve/phoenix/${encodeURIComponent(estate)}/sdn.json`;

export const leftText = (left: Left): string => `${canonical(left)}\n`;

/** The last transaction of an estate; null: there was none. */
export function leftIn(files: ReadonlyMap<string, string>, estate: string): Left | null {
  const text = files.get(leftPath(estate));
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Whether edits that wait for a commit may be those of a killed apply. */
export const isBegun = (left: Left | null, address: Address): boolean =>
  left?.state === 'open' && left.addresses.includes(address);
