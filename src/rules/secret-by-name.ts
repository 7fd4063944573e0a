import { nearestPositionOf } from '../config/positions.ts';
import { quote } from '../config/quote.ts';
import { isObject, type Json, pointer } from '../json.ts';
import type { Breach, Rule } from './rule.ts';
import { secretsIn } from './facts/secret-formats.ts';
import { couldBeSecret, soundOf } from './facts/secret-words.ts';
import { toldSecrets } from './facts/told-secrets.ts';

/** A file without any of these words has no key that sounds like a secret: most are not walked. */
const WORDS = /pass|pwd|psk|secret|token|credential|key|bearer|authorization|"pw"/i;

/** `PG_PASSWORD=…` in a text, `--api-key=…` on a command line, `Authorization: Bearer …` in a header. */
const ASSIGNED = /(?<![\w-])-{0,2}([A-Za-z_][\w.-]{1,80})=("[^"]{1,512}"|'[^']{1,512}'|[^\s"']{1,512})/g;
const BEARER = /\b(?:bearer|basic) ([\w+./~-]{8,512}=*)/i;

interface Plain {
  readonly path: readonly (string | number)[];
  /** What sounds like it. */
  readonly name: string;
  readonly secret: string;
}

const EXEMPT: readonly string[] = ['$schema', 'suppress'];

/** All texts of a file under names that sound like secrets. */
function* plainIn(value: Json, path: readonly (string | number)[], name: string): Iterable<Plain> {
  if (typeof value === 'string' || typeof value === 'number') {
    const found = secretOf(value, name);
    if (found) yield { path, ...found };
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      // What stands for a secret in a proof is never a real one.
      if (path.length === 0 ? EXEMPT.includes(key) : path[0] === 'proof' && key === 'placeholders') continue;
      yield* plainIn(value[key] as Json, [...path, key], key);
    }
  } else if (Array.isArray(value)) {
    const list = value as readonly Json[];
    for (const [index, one] of list.entries()) {
      const before = list[index - 1];
      // `["--password", "…"]`: the word before an argument is its name.
      const isFlag = typeof before === 'string' && /^--?[A-Za-z][\w-]*$/.test(before);
      yield* plainIn(one, [...path, index], isFlag ? before : name);
    }
  }
}

type Found = Pick<Plain, 'name' | 'secret'>;

/** Null: it is no secret as far as anybody can see, or one of PHX941. */
function secretOf(value: string | number, name: string): Found | null {
  const sound = soundOf(name);
  if (typeof value === 'number') {
    return sound === 'password' && /word$|phrase$/i.test(name) ? { name, secret: String(value) } : null;
  }
  const found = sound !== null && couldBeSecret(value, sound) ? { name, secret: value } : assignedIn(value);
  return found && secretsIn(value).length === 0 ? found : null;
}

function assignedIn(text: string): Found | null {
  if (text.includes('=')) {
    for (const [, name = '', given = ''] of text.matchAll(ASSIGNED)) {
      const sound = soundOf(name);
      const secret = given.replace(/^["']|["']$/g, '');
      if (sound !== null && couldBeSecret(secret, sound)) return { name, secret };
    }
  }
  const secret = BEARER.exec(text)?.[1];
  return secret !== undefined && couldBeSecret(secret, 'random') ? { name: 'Authorization', secret } : null;
}

/** What is found is never repeated, only the name that it stands under. */
export const secretByName: Rule = {
  id: 'PHX942',
  severity: 'warning',
  title: 'A password or token seems to stand in plain text',
  why: 'What a key calls a password, or calls a token and looks random, is readable for everybody with the repository, in every plan that changes it, and in the history of git for ever. Nothing but its name tells, so this may be wrong: then suppress it with the reason.',
  example: {
    wrong: '"env": { "PG_PASSWORD": "correct horse" }',
    right: '"env": { "PG_PASSWORD": "${secret:db/app}" }',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    const told = toldSecrets(estate);
    for (const { path: file, text } of estate.tree.files.values()) {
      if (!WORDS.test(text)) continue;
      for (const { path, name, secret } of plainIn(input.valueOf(file), [], '')) {
        const at = nearestPositionOf(estate.tree, file, pointer(...path), 'value');
        if (told.at(at)) continue;
        yield {
          message: `${quote(name)} holds its secret in plain text`,
          hint: 'Put it into the vault (`phoenix vault set NAME`) and write "${secret:NAME}"; change it, since git keeps the old one.',
          at,
          secret,
        };
      }
    }
  },
};
