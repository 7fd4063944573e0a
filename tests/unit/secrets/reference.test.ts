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
  ['${secret:vault:pg/password}', /this version knows env/],
  ['${secret:PG_PASSWORD}', /this version knows env/],
  ['${secret:env:}', /this version knows env/],
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
