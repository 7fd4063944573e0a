/**
 * Every folder tests/cases/rules/ID has cases of one finding: `fires-…` and `silent-…`, each an estate in `configs`, and in
 * `base` the one it is compared with, if any. `expected.json` says everything that is found in it, and where. A case can fail:
 * with its rule taken out, each that fires does.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate } from '../../src/config/model.ts';
import type { Position } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { checkRules } from '../../src/rules/check/check.ts';
import { rules } from '../../src/rules/check/every.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { describe } from '../support/describe.ts';

const CASES = 'tests/cases/rules';

interface Expected {
  readonly env?: string;
  /** `error PHX511 lxc/web.json:3:5 and lxc/db.json:3:5`. */
  readonly findings: readonly string[];
}

const place = (at: Position | undefined) => (at ? ` ${at.file}:${at.line}:${at.column}` : '');

function found({ findings, tree }: Estate): string[] {
  return findings.map((one) => {
    assert.ok(one.message.length > 5 && one.hint && one.hint.length > 5, `${one.id} says what to do`);
    assert.not.match(`${one.message} ${one.hint}`, /[\u0000-\u001f]|undefined|\[object|NaN/, one.id);
    for (const at of [one.at, one.also]) {
      if (at === undefined) continue;
      const line = tree.files.get(at.file)?.text.split('\n')[at.line - 1];
      if (tree.files.has(at.file)) assert.ok(line !== undefined && line.length >= at.column - 1, one.id);
    }
    return `${one.severity} ${one.id}${place(one.at)}${one.also ? ` and${place(one.also)}` : ''}`;
  });
}

function load(folder: string, env: string | null, without?: string): Estate {
  const options = { env, kinds, shipped: shippedFeatures };
  const before = join(folder, 'base');
  const base = existsSync(before) ? loadEstate(readDiskTree(before), options) : null;
  const estate = loadEstate(readDiskTree(join(folder, 'configs')), options);
  return checkRules(estate, { base, rules: rules.filter(({ id }) => id !== without) });
}

const casesOf = (id: string) => readdirSync(join(CASES, id)).toSorted();
const ids = readdirSync(CASES).toSorted();

describe('cases of rules', (test) => {
  for (const id of ids) {
    for (const name of casesOf(id)) {
      test(`${id} ${name}`, () => {
        const folder = join(CASES, id, name);
        const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
        const env = expected.env ?? null;
        assert.equal(found(load(folder, env)), [...expected.findings]);
        const fires = name.startsWith('fires-');
        assert.is(
          expected.findings.some((line) => line.split(' ')[1] === id),
          fires,
          name,
        );
        if (!fires || !rules.some((rule) => rule.id === id)) return;
        assert.not.equal(found(load(folder, env, id)), [...expected.findings], 'without the rule it fails');
      });
    }
  }

  test('every rule has cases that fire, and cases that do not', () => {
    for (const { id } of rules) {
      assert.ok(ids.includes(id), `${id} has cases`);
      for (const prefix of ['fires-', 'silent-'])
        assert.ok(
          casesOf(id).some((name) => name.startsWith(prefix)),
          `${id} has a case ${prefix}…`,
        );
    }
  });

  test('a rule that finds nothing without a base says so', () => {
    for (const { id, ofChanges = false } of rules) {
      const alone = casesOf(id).filter((name) => name.startsWith('fires-'));
      const isFound = alone.some((name) => {
        const folder = join(CASES, id, name);
        const { env = null } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
        const estate = loadEstate(readDiskTree(join(folder, 'configs')), {
          env,
          kinds,
          shipped: shippedFeatures,
        });
        return checkRules(estate).findings.some((one) => one.id === id);
      });
      assert.is(isFound, !ofChanges, id);
    }
  });

  test('every case is called by what it does', () => {
    for (const id of ids) for (const name of casesOf(id)) assert.match(name, /^(fires|silent)-[a-z0-9-]+$/);
  });
});
