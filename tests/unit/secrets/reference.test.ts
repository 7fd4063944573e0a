/** What a file may write for a secret, and what is said of everything else. */
import * as assert from 'uvu/assert';
import { wrongWithReference } from '../../../src/secrets/reference.ts';
import { describe } from '../../support/describe.ts';

const REFERENCES: readonly [reference: string, wrong: RegExp | null][] = [
  ['${secret:env:PG_PASSWORD}', null],
  ['${secret:env:_x1}', null],
  ['${secret:env:a b}', /name of a variable/],
  ['${secret:env:1ST}', /name of a variable/],
  ['${secret:env:A=B}', /name of a variable/],
  ['${secret:env:PHOENIX_VAULT_KEY}', /none of those that the runner itself uses/],
  ['${secret:env:}', /name of a variable/],
  ['${secret:hashicorp:pg/password}', /PROVIDER:NAME\}" with .*env/],
  ['${secret:PG_PASSWORD}', null],
  ['${secret:db/app}', null],
  ['${secret:db/app#user}', null],
  ['${secret:db/app#*}', null],
  ['${secret:Email/my site}', null],
  ['${secret:../app}', /name of an entry/],
  ['${secret:/app}', /name of an entry/],
  ['${secret:db//app}', /name of an entry/],
  ['${secret:db/.app}', /name of an entry/],
  ['${secret:db/app#}', /name of an entry/],
  ['${secret:}', /"\$\{secret:NAME\}"/],
];

describe('a reference to a secret', (test) => {
  for (const [reference, wrong] of REFERENCES) {
    test(`${reference} is ${wrong ? 'refused' : 'taken'}`, () => {
      const said = wrongWithReference(reference);
      if (wrong) assert.match(said ?? '', wrong);
      else assert.is(said, null);
    });
  }
});
