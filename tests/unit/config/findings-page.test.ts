/** docs/findings.md is made from the tables of findings: `UPDATE_DOCS=1 npx tsx tests/unit/config/findings-page.test.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { catalogue } from '../../../src/rules/catalogue.ts';
import { describe } from '../../support/describe.ts';

const PAGE = 'docs/findings.md';

const GROUPS: readonly [prefix: string, title: string][] = [
  ['PHX0', 'Files and folders'],
  ['PHX1', 'JSON'],
  ['PHX2', 'Profiles, sets, environments'],
  ['PHX3', 'Keys and values'],
  ['PHX4', 'References'],
  ['PHX5', 'Between resources'],
  ['PHX6', 'Containers'],
  ['PHX7', 'Features'],
  ['PHX8', 'Layers'],
  ['PHX9', 'The vault'],
];

const all = [...catalogue()];

function page(): string {
  const parts = GROUPS.map(([prefix, title]) => {
    const rows = all
      .filter(([id]) => id.startsWith(prefix))
      .map(([id, one]) => `| ${id} | ${one.severity} | ${one.title} |`);
    return [`## ${title}`, '', '| id | severity | what is wrong |', '|---|---|---|', ...rows, ''].join('\n');
  });
  const head = [
    '# Findings',
    '',
    'What `phoenix validate` and every plan may say about the files of an estate. Each finding names file, line, column and',
    'what to do. With an error, nothing is planned. Some about the vault are told by `phoenix vault check` alone. Made from',
    'the tables in `src/`; the ids are stable.',
    '',
  ];
  return [...head, ...parts].join('\n');
}

describe('the page of findings', (test) => {
  test('lists every finding', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, page());
    assert.is(readFileSync(PAGE, 'utf8'), page(), 'write it again with UPDATE_DOCS=1');
  });

  test('has a group for every id', () => {
    for (const [id] of all)
      assert.ok(
        GROUPS.some(([prefix]) => id.startsWith(prefix)),
        id,
      );
  });
});
