/** Options of `zfs` and `zpool` as getopt(3) reads them: letters, values apart or joined, then arguments. */
import { die, Failure } from '../failure.ts';

export interface Given {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly rest: readonly string[];
}

/** A wrong command line: exit 2, with the usage that the real one prints. @throws Failure */
export function usage(message: string): never {
  throw new Failure(`${message}\nusage:`, 2);
}

/** @param spec letters, each followed by `:` where it takes a value: `rHpo:` */
export function readOptions(words: readonly string[], spec: string): Given {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const rest = [...words];
  while (rest[0]?.startsWith('-') && rest[0] !== '-') {
    const word = rest.shift() ?? '';
    if (word === '--') break;
    for (let at = 1; at < word.length; at += 1) {
      const letter = word[at] ?? '';
      const known = spec.indexOf(letter);
      if (letter === ':' || known < 0) usage(`invalid option '${letter}'`);
      if (spec[known + 1] !== ':') {
        flags.add(letter);
        continue;
      }
      const joined = word.slice(at + 1);
      const value = joined === '' ? rest.shift() : joined;
      if (value === undefined) usage(`missing argument for '${letter}' option`);
      values.set(letter, [...(values.get(letter) ?? []), value]);
      break;
    }
  }
  return { flags, values, rest };
}

/** `property=value`. */
export function assignmentOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0) usage(`missing '=' for property=value argument`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Exit 1, as everything that was understood and cannot be done. @throws Failure */
export const fail = (message: string): never => die(message, 1);
