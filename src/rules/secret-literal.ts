import { OWN_FEATURES } from '../config/entries.ts';
import type { SourceFile, Tree } from '../config/model.ts';
import { placeAt } from '../config/place.ts';
import { travels } from '../features/content.ts';
import type { Breach, Rule } from './rule.ts';
import { secretsIn } from './facts/secret-formats.ts';
import { toldSecrets } from './facts/told-secrets.ts';

const decoder = new TextDecoder();

/** All config, and what own features bring into guests; their READMEs and tests are full of examples. */
function* textsIn({ files, kept = new Map() }: Tree): Iterable<SourceFile> {
  yield* files.values();
  for (const [path, bytes] of kept) {
    const [folder, , ...inside] = path.split('/');
    if (folder === OWN_FEATURES && travels(inside.join('/'))) yield { path, text: decoder.decode(bytes) };
  }
}

/** In keys, values and comments of every file, whether a resource uses it or not. What is found is never repeated. */
export const secretLiteral: Rule = {
  id: 'PHX941',
  severity: 'error',
  title: 'A secret stands in a file',
  why: 'Everybody who can read the repository can use it, and git keeps it for ever: removing the line does not take it back. It is known by its form, as issuers of tokens give them, private keys, hashes of passwords and addresses with a password in them.',
  example: {
    wrong: '"features": { "vllm": { "token": "hf_…" } }',
    right: '"features": { "vllm": { "token": "${secret:hf/token}" } }',
  },
  *check({ estate }): Iterable<Breach> {
    const told = toldSecrets(estate);
    for (const { path, text } of textsIn(estate.tree)) {
      for (const { name, start, end } of secretsIn(text)) {
        if (told.within(path, start)) continue;
        yield {
          message: `what stands here looks like ${name}`,
          hint: 'Revoke it and take it out. A new one goes into the vault (`phoenix vault set NAME`); "env", options of "features" and "health" read it from there as "${secret:NAME}".',
          at: placeAt(path, text, start),
          secret: text.slice(start, end),
        };
      }
    }
  },
};
