/**
 * What Phoenix writes down before it touches SDN: which resources a transaction is about. Where an apply was killed, it
 * tells the next one that the lock and the edits which nobody committed are its own, not somebody else's.
 */
import { z } from 'zod';
import type { Address } from '../../config/model.ts';
import { canonical } from '../../json.ts';
import type { Phase } from '../transaction.ts';

const schema = z.strictObject({
  addresses: z.array(z.string()),
  at: z.string(),
  /** `open`: its lock and its edits may stand there; `done`: committed, though marks may not be written yet. */
  state: z.enum(['open', 'done']),
});

export type LeftNote = z.infer<typeof schema>;

/** What the last transactions of an estate were about. */
export interface Left {
  /** Those that did not come to their end; empty: all did. */
  readonly open: readonly Address[];
  readonly openPhases: readonly Phase[];
  /** All. */
  readonly known: readonly Address[];
}

/** The notes of any estate. */
export const LEFT_FILES = '/etc/pve/phoenix/*/sdn-*.json';
const PHASES: readonly Phase[] = ['grow', 'shrink'];

export const leftPath = (estate: string, phase: Phase): string =>
  `/etc/pve/phoenix/${encodeURIComponent(estate)}/sdn-${phase}.json`;

export const leftText = (note: LeftNote): string => `${canonical(note)}\n`;

function noteIn(text: string | undefined): LeftNote | null {
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function leftIn(files: ReadonlyMap<string, string> | undefined, estate: string): Left {
  const notes = PHASES.flatMap((phase) => {
    const note = noteIn(files?.get(leftPath(estate, phase)));
    return note ? [{ ...note, phase }] : [];
  });
  const open = notes.filter(({ state }) => state === 'open');
  const addressesOf = (of: readonly LeftNote[]) => [...new Set(of.flatMap(({ addresses }) => addresses))];
  return {
    open: addressesOf(open),
    openPhases: open.map(({ phase }) => phase),
    known: addressesOf(notes),
  };
}
