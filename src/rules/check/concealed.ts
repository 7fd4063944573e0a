/** Keeps what rules know to be a secret out of what others say of the same line: schemas repeat the values that they refuse. */
import type { Finding, Position } from '../../errors.ts';
import { catalogue } from './catalogue.ts';

/** A secret in a file. */
export interface Secret {
  readonly at: Position;
  readonly text: string;
}

/** Of a long secret the beginning is enough: messages cut values off at their end. */
const TELLING = 8;

const lineOf = ({ file, line }: Position): string => `${file}:${line}`;

/** The findings, those that hold a part of a secret with their title in place of the message. */
export function concealed(findings: readonly Finding[], secrets: readonly Secret[]): readonly Finding[] {
  if (secrets.length === 0) return findings;
  const byLine = new Map<string, Secret[]>();
  for (const one of secrets) byLine.set(lineOf(one.at), [...(byLine.get(lineOf(one.at)) ?? []), one]);
  return findings.map((one) => {
    const { message, hint = '', at, also } = one;
    const near = [at, also].flatMap((place) => (place && byLine.get(lineOf(place))) ?? []);
    const isTold = near.some(({ text }) => {
      const start = text.slice(0, TELLING);
      return message.includes(start) || hint.includes(start);
    });
    return isTold ? withoutValues(one) : one;
  });
}

function withoutValues(one: Finding): Finding {
  const title = catalogue().get(one.id)?.title ?? one.id;
  const message = `${title.charAt(0).toLowerCase()}${title.slice(1)}; the value looks like a secret and is not repeated`;
  return { ...one, message, hint: 'Put it into the vault first; what is wrong with it is told then.' };
}
