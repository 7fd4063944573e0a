/** Keeps what rules know to be a secret out of what others say of the same line: schemas repeat the values that they refuse. */
import type { Finding, Position } from '../../errors.ts';
import type { Catalogue } from './catalogue.ts';

/** A secret in a file. */
export interface Secret {
  readonly at: Position;
  readonly text: string;
}

/** Of a long secret the beginning is enough: messages cut values off at their end. */
const TELLING = 8;

const lineOf = ({ file, line }: Position): string => `${file}:${line}`;

/** Beginnings of secrets by their length: one line may have thousands of them, and of other findings too. */
type Starts = Map<number, Set<string>>;

function startsByLine(secrets: readonly Secret[]): ReadonlyMap<string, Starts> {
  const byLine = new Map<string, Starts>();
  for (const { at, text } of secrets) {
    const line = lineOf(at);
    const starts: Starts = byLine.get(line) ?? new Map<number, Set<string>>();
    const start = text.slice(0, TELLING);
    byLine.set(line, starts.set(start.length, (starts.get(start.length) ?? new Set()).add(start)));
  }
  return byLine;
}

function holdsOne(text: string, starts: Starts): boolean {
  for (const [length, known] of starts) {
    for (let from = 0; from + length <= text.length; from += 1) {
      if (known.has(text.slice(from, from + length))) return true;
    }
  }
  return false;
}

/** The findings, those that hold a part of a secret with their title in place of the message. */
export function concealed(
  findings: readonly Finding[],
  secrets: readonly Secret[],
  catalogue: () => Catalogue,
): readonly Finding[] {
  if (secrets.length === 0) return findings;
  const byLine = startsByLine(secrets);
  return findings.map((one) => {
    const { message, hint = '', at, also } = one;
    const isTold = [at, also].some((place) => {
      const starts = place && byLine.get(lineOf(place));
      return starts !== undefined && (holdsOne(message, starts) || holdsOne(hint, starts));
    });
    return isTold ? withoutValues(one, catalogue()) : one;
  });
}

function withoutValues(one: Finding, catalogue: Catalogue): Finding {
  const title = catalogue.get(one.id)?.title ?? one.id;
  const message = `${title.charAt(0).toLowerCase()}${title.slice(1)}; the value looks like a secret and is not repeated`;
  return { ...one, message, hint: 'Put it into the vault first; what is wrong with it is told then.' };
}
