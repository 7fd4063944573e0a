/** Makes a pair that breaks a law small enough to be read: keys are taken away as long as the same law is broken. */
import { isObject, type Json, type JsonObject } from '../../src/json.ts';
import type { LxcInput } from '../../src/kinds/lxc/schema.ts';
import type { LawPair } from './law-pairs.ts';
import { estatesOf, lawsOf, type LawOptions } from './law-run.ts';

const LEAST: readonly string[] = ['vmid', 'ostemplate', 'clone'];
const TRIES = 150;
const LIMIT = 2000;

/** Paths of everything that may be taken away, the largest parts first. */
function paths(value: Json, at: readonly string[] = []): string[][] {
  if (!isObject(value)) return [];
  const keys = Object.keys(value).filter((key) => at.length > 0 || !LEAST.includes(key));
  return [
    ...keys.map((key) => [...at, key]),
    ...keys.flatMap((key) => paths(value[key] ?? null, [...at, key])),
  ];
}

function without(value: JsonObject, [head = '', ...rest]: readonly string[]): JsonObject {
  const inner = value[head];
  if (rest.length > 0) return isObject(inner) ? { ...value, [head]: without(inner, rest) } : value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== head));
}

/** What a violation says, without numbers and values: the same law is broken when this is the same. */
const gist = (what: string) => what.replace(/"[^"]*"|\d+/g, '').slice(0, 40);

/** The violations of a pair alone; none of a pair that is no valid one any more. */
async function alone(pair: LawPair, options: LawOptions): Promise<string[]> {
  try {
    const estates = estatesOf([pair], options);
    if (estates.refused.size > 0) return [];
    return (await lawsOf(estates, [pair])).map(({ what }) => what);
  } catch {
    return [];
  }
}

/** The pair with as few keys as break the law that `what` tells of. */
async function reduced(pair: LawPair, what: string, options: LawOptions): Promise<LawPair> {
  let best = pair;
  let tries = 0;
  for (let done = false; !done;) {
    done = true;
    for (const path of paths({ ...best.before, ...best.after } as unknown as JsonObject)) {
      const cut = (input: LxcInput) => without(input as unknown as JsonObject, path) as unknown as LxcInput;
      const smaller: readonly LawPair[] = [
        { ...best, before: cut(best.before), after: cut(best.after) },
        { ...best, before: cut(best.before) },
        { ...best, after: cut(best.after) },
      ];
      for (const next of smaller) {
        if (tries >= TRIES) return best;
        if (JSON.stringify(next).length >= JSON.stringify(best).length) continue;
        tries += 1;
        const found = await alone(next, options);
        if (!found.some((one) => gist(one) === gist(what))) continue;
        best = next;
        done = false;
        break;
      }
    }
  }
  return best;
}

/** A counterexample as text of at most 2 KB. */
export async function counterexample(pair: LawPair, what: string, options: LawOptions): Promise<string> {
  const small = await reduced(pair, what, options);
  const text = `${what.slice(0, 600)}\n${JSON.stringify(small.before)}\n-> ${JSON.stringify(small.after)}`;
  return text.length > LIMIT ? `${text.slice(0, LIMIT - 1)}…` : text;
}
