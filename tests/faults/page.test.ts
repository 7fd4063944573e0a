/** docs/faults.md says of each fault what happens, in the words of the program that lets it happen. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { FAULTS, MEANING } from './fault.ts';

describe('the page of faults', (test) => {
  test('explains each of them', () => {
    const page = readFileSync('docs/faults.md', 'utf8');
    assert.equal(
      FAULTS.filter((fault) => !page.includes(`| ${fault} | ${MEANING[fault]} |\n`)),
      [],
    );
  });

  test('has no table that nobody made', () => {
    assert.not.match(readFileSync('docs/faults.md', 'utf8'), /^none$/m);
  });
});
