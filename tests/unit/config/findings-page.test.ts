/** docs/findings.md and docs/findings/ are made from the catalogue: `UPDATE_DOCS=1 npx tsx scripts/test.ts tests/unit/config/findings-page.test.ts`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { catalogue } from '../../../src/rules/check/every.ts';
import { describe } from '../../support/describe.ts';
import { findingsPages } from '../../support/findings-pages.ts';

const FOLDER = 'docs/findings';
const pages = findingsPages();

if (process.env['UPDATE_DOCS']) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const [path, text] of pages) writeFileSync(path, text);
}

describe('the pages of findings', (test) => {
  test('are as the catalogue says, and there is no other', () => {
    for (const [path, text] of pages)
      assert.is(readFileSync(path, 'utf8'), text, `${path}: write it again with UPDATE_DOCS=1`);
    const below = [...pages.keys()].filter((path) => path.startsWith(`${FOLDER}/`));
    assert.equal(
      readdirSync(FOLDER)
        .map((name) => join(FOLDER, name))
        .toSorted(),
      below.toSorted(),
    );
  });

  for (const [id, { title, why, example }] of catalogue()) {
    test(`${id} says what is wrong, why it matters, and in whole sentences`, () => {
      assert.match(title, /^[A-Z`"ps].{10,90}[^.]$/);
      assert.match(why, /^[A-Z`"].{40,600}[.:`}"]$/s);
      assert.not.match(why, '\n');
      const sentences = why.match(/[.?!](?=\s|$)/g)?.length ?? 0;
      assert.ok(sentences >= 1 && sentences <= 5, `${sentences} sentences`);
      assert.not.equal(why.toLowerCase(), title.toLowerCase());
      if (example) assert.not.equal(example.wrong, example.right);
    });
  }
});
