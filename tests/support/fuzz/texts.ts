/** Texts by chance: known good ones with parts taken away, doubled, moved and put in. */
import { fc } from '../fast-check.ts';

interface Cut {
  readonly op: 'remove' | 'double' | 'insert' | 'replace' | 'swap' | 'cut';
  readonly at: number;
  readonly length: number;
  readonly to: number;
  readonly text: string;
}

function cutWith(text: string, { op, at, length, to, text: more }: Cut): string {
  const from = at % (text.length + 1);
  const end = Math.min(text.length, from + length);
  const part = text.slice(from, end);
  switch (op) {
    case 'remove':
      return text.slice(0, from) + text.slice(end);
    case 'double':
      return text.slice(0, end) + part + text.slice(end);
    case 'insert':
      return text.slice(0, from) + more + text.slice(from);
    case 'replace':
      return text.slice(0, from) + more + text.slice(end);
    case 'swap': {
      const rest = text.slice(0, from) + text.slice(end);
      const place = to % (rest.length + 1);
      return rest.slice(0, place) + part + rest.slice(place);
    }
    case 'cut':
      return text.slice(0, from);
  }
}

const PLACE = fc.nat(100_000);

/**
 * @param seeds texts that are right
 * @param words what means something there, or nearly
 * @param bytes one character is one byte
 */
export function texts(
  seeds: readonly string[],
  words: readonly string[],
  { bytes = false }: { readonly bytes?: boolean } = {},
): fc.Arbitrary<string> {
  const wild = bytes
    ? fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some).toString('latin1'))
    : fc.string({ unit: 'binary', maxLength: 40 });
  const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: wild });
  const cut = fc.record<Cut>({
    op: fc.constantFrom('remove', 'double', 'insert', 'replace', 'replace', 'swap', 'cut'),
    at: PLACE,
    length: fc.oneof(fc.nat(8), fc.nat(200)),
    to: PLACE,
    text: word,
  });
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(cut, { maxLength: 5 }))
    .map(([seed, cuts]) => cuts.reduce(cutWith, seed));
  const made = fc.array(word, { maxLength: 20 }).map((parts) => parts.join(''));
  // The same many times over: what takes long takes very long then.
  const long = fc.tuple(word, fc.nat(3000)).map(([one, times]) => one.repeat(times).slice(0, 60_000));
  const all = fc.oneof(
    { weight: 8, arbitrary: changed },
    { weight: 3, arbitrary: made },
    { weight: 1, arbitrary: long },
  );
  // In a file there is no half of a character.
  return bytes ? all : all.map((text) => text.toWellFormed());
}
