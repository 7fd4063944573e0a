/**
 * What became of runs, in a folder that goes with the machine's power: so that a Phoenix that was cut off can ask over its
 * next connection, which is another process.
 */
import { z } from 'zod';
import type { Machine } from '../machine.ts';
import { endSchema, type Fate } from './messages.ts';

const FOLDER = '/run/phoenix/runs';

/** Milliseconds after which nobody asks any more. */
const KEPT = 24 * 3_600_000;

/** Of each stream that is kept, bytes. */
export const KEPT_OUTPUT = 65_536;

const schema = z.object({
  at: z.number(),
  /** Of the process that waits for it. */
  pid: z.number(),
  end: endSchema.optional(),
  stdout: z.string().default(''),
  stderr: z.string().default(''),
});

export type Kept = z.infer<typeof schema>;

const pathOf = (key: string) => `${FOLDER}/${key}.json`;

function parsed(text: string | undefined): Kept | null {
  try {
    return text === undefined ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

export const keep = (machine: Machine, key: string, kept: Kept): Promise<void> =>
  machine.write(pathOf(key), JSON.stringify(kept));

export const forget = (machine: Machine, key: string): Promise<boolean> => machine.remove(pathOf(key));

export async function fateOf(
  machine: Machine,
  key: string,
  isAlive: (pid: number) => boolean,
): Promise<Fate> {
  const kept = parsed((await machine.read([pathOf(key)])).get(pathOf(key)));
  if (!kept) return { is: 'unknown' };
  const { end, pid, stdout, stderr } = kept;
  if (end) return { is: 'ended', end, stdout, stderr };
  // Whoever waited for it was killed: the run may go on, and nobody will tell how it ends.
  return isAlive(pid) ? { is: 'running' } : { is: 'unknown' };
}

export async function sweep(machine: Machine, now: number): Promise<void> {
  for (const [path, text] of await machine.read([`${FOLDER}/*.json`])) {
    const kept = parsed(text);
    if (!kept || now - kept.at > KEPT) await machine.remove(path);
  }
}
