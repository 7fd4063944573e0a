/** What a Phoenix elsewhere told the journal that it begins, and how that ended: for the lines that it cannot write any more. */
import type { End } from './messages.ts';

interface Begin {
  readonly path: string;
  readonly entry: Readonly<Record<string, unknown>>;
  end?: End;
}

export interface OpenBegins {
  /** A line was appended to a journal. */
  heard(path: string, line: string): void;
  ended(argv: readonly string[], end: End): void;
  /** Lines that close what has ended, by the journal's path. */
  closing(at: string): readonly (readonly [string, string])[];
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

export function openBegins(): OpenBegins {
  const open = new Map<string, Begin>();
  return {
    heard: (path, line) => {
      const entry = parsed(line);
      const step = entry?.['stepId'];
      if (!entry || typeof step !== 'string') return;
      if (entry['event'] === 'begin') open.set(`${path} ${step}`, { path, entry });
      else open.delete(`${path} ${step}`);
    },
    ended: (argv, end) => {
      const text = JSON.stringify(argv);
      const begun = [...open.values()].find(
        ({ entry, end: known }) => !known && JSON.stringify(entry['argv']) === text,
      );
      if (begun) begun.end = end;
    },
    closing: (at) =>
      [...open.values()].flatMap(({ path, entry, end }) => {
        if (!end) return [];
        const { argv: _, ...about } = entry;
        // What failed may have left something behind, and its intent is the evidence: it stays open.
        const event = end.exit === 0 && !end.timedOut ? 'end' : 'note';
        const message = 'the link to whoever began it was cut; it was let finish';
        return [[path, `${JSON.stringify({ ...about, at, event, exit: end.exit, message })}\n`] as const];
      }),
  };
}
