/**
 * Every finding that there is, of rules and of tables, fires in a case: a folder of tests/cases/rules or tests/cases/bad-input
 * whose expectation names it. Where no folder of files can hold what is wrong, a test of its own does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { catalogue } from '../../src/rules/check/every.ts';
import { describe } from '../support/describe.ts';

/** What stands in no case, and the test that has it; null: it takes a program that not every machine has. */
const ELSEWHERE: Readonly<Record<string, string | null>> = {
  // What git or a disk cannot keep alike on every machine: huge files, links, pipes, names, other encodings.
  PHX002: 'integration/config-bad-input.test.ts',
  PHX003: 'unit/config/layout.test.ts',
  PHX004: 'unit/config/layout.test.ts',
  PHX005: 'unit/config/layout.test.ts',
  PHX006: 'unit/config/layout.test.ts',
  PHX008: 'integration/config-bad-input.test.ts',
  PHX014: 'integration/config-git.test.ts',
  PHX678: 'unit/kinds/vm/cloud-init.test.ts',
  PHX706: 'unit/features/library.test.ts',
  // Of `phoenix feature check`, which reads scripts; 744 is what shellcheck says.
  PHX741: 'unit/features/script-check.test.ts',
  PHX742: 'unit/features/script-check.test.ts',
  PHX743: 'unit/features/script-check.test.ts',
  PHX744: null,
  PHX745: 'unit/features/scenario-file.test.ts',
  PHX746: 'integration/feature-commands.test.ts',
  // Of `phoenix vault check`, which loads OpenPGP, and needs keys that do not expire under the test.
  PHX922: 'unit/secrets/vault/check.test.ts',
  PHX923: 'unit/secrets/vault/check.test.ts',
  PHX925: 'unit/secrets/estate-findings.test.ts',
  PHX926: 'unit/secrets/vault/check.test.ts',
  PHX927: 'unit/secrets/vault/check.test.ts',
  PHX928: 'unit/secrets/vault/check.test.ts',
  PHX929: 'unit/secrets/vault/check.test.ts',
  PHX932: 'integration/vault-commands.test.ts',
  PHX933: 'integration/vault-commands.test.ts',
  PHX934: 'integration/vault-commands.test.ts',
};

/** Ids in the expectations below a folder. */
function expectedIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const expected = files.filter((path) => /(?:^|[\\/])expected\.json$/.test(path));
  return new Set(
    expected.flatMap((path) => readFileSync(join(folder, path), 'utf8').match(/\bPHX\d{3}\b/g) ?? []),
  );
}

describe('findings', (test) => {
  const inCases = new Set([...expectedIn('tests/cases/rules'), ...expectedIn('tests/cases/bad-input')]);

  test('each fires in a case, or in a test that is named here', () => {
    const missing = [...catalogue().keys()].filter((id) => !inCases.has(id) && !(id in ELSEWHERE));
    assert.equal(missing, [], 'add a folder tests/cases/rules/ID/fires-NAME');
  });

  test('those that are named here are in their tests, and in no case', () => {
    for (const [id, file] of Object.entries(ELSEWHERE)) {
      assert.ok(catalogue().has(id), id);
      assert.not.ok(inCases.has(id), `${id} has a case: take it out of the list`);
      if (file !== null) assert.match(readFileSync(join('tests', file), 'utf8'), id, file);
    }
  });
});
