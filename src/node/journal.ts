/**
 * The write-ahead journal on a node: JSON lines in /var/lib/phoenix/journal/ESTATE.jsonl, each synced to disk before
 * the command that it announces is started. It is evidence about debris, never state.
 */
import { z } from 'zod';
import type { Intent, JournalEntry } from './port.ts';

const FOLDER = '/var/lib/phoenix/journal';

/** A rotated file (`.1`) is read too, and its path sorts behind the newer one: `unfinishedIntents` knows. */
export const JOURNAL_PATTERN = `${FOLDER}/*.jsonl*`;

/** Bytes; a few thousand applies. */
export const JOURNAL_ROTATE_AT = 4 * 1024 * 1024;

/** Estate names are checked by the settings; this one check more keeps a path a path. */
export function journalPath(estate: string): string {
  return `${FOLDER}/${estate.replaceAll(/[^\w-]/g, '_')}.jsonl`;
}

const MAX_WORD = 2000;
const short = (text: string) => (text.length > MAX_WORD ? `${text.slice(0, MAX_WORD)}…` : text);

/** One line; long words are cut, since the journal is read by people after a crash. */
export function journalLine(entry: JournalEntry): string {
  const argv = entry.argv ? { argv: entry.argv.map(short) } : {};
  const message = entry.message === undefined ? {} : { message: short(entry.message) };
  return `${JSON.stringify({ ...entry, ...argv, ...message })}\n`;
}

const intentSchema = z.looseObject({
  at: z.string(),
  estate: z.string(),
  stepId: z.string(),
  address: z.string(),
  vmid: z.number().nullable(),
  argv: z.array(z.string()).default([]),
});

/** A line that a crash cut in the middle, or that someone edited, is no evidence: it is left out. */
function parseLine(line: string): Readonly<Record<string, unknown>> | null {
  if (line === '') return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** All lines that can be read, oldest first, one at a time: a journal has thousands. */
export function* journalLines(
  files: ReadonlyMap<string, string>,
): Generator<Readonly<Record<string, unknown>>> {
  const journals = [...files].filter(([path]) => path.startsWith(`${FOLDER}/`));
  // `lab.jsonl.1` is older than `lab.jsonl`.
  journals.sort(([a], [b]) => (a > b ? -1 : 1));
  for (const [, text] of journals) {
    for (const raw of text.split('\n')) {
      const line = parseLine(raw);
      if (line) yield line;
    }
  }
}

/**
 * Steps that were begun and whose end nobody wrote. Only an end of the same step closes an intent: a recovery that is
 * killed halfway (unlocked, not yet destroyed) must still find the evidence of the create.
 */
export function unfinishedIntents(files: ReadonlyMap<string, string>): Intent[] {
  const open = new Map<string, unknown>();
  for (const line of journalLines(files)) {
    const key = `${String(line['estate'])}\n${String(line['stepId'])}`;
    if (line['event'] === 'begin') open.set(key, line);
    else if (line['event'] === 'end') open.delete(key);
  }
  // Only the few that stay open are looked at closely: a journal has thousands of lines.
  return [...open.values()].flatMap((line) => {
    const { data } = intentSchema.safeParse(line);
    if (!data) return [];
    const { estate, stepId, address, vmid, at, argv } = data;
    return [{ estate, stepId, address, vmid, at, argv }];
  });
}
