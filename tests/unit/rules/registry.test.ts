/** A file of a folder of rules is a rule, named like it, and stands in the registry: what rules share is kept in `facts`. */
import { readdirSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { kinds } from '../../../src/kinds/registry.ts';
import { rules } from '../../../src/rules/registry.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { describe } from '../../support/describe.ts';

const KINDS = 'src/kinds';
/** The contract, and the lists. */
const NO_RULES = new Set(['rule.ts', 'registry.ts']);

const filesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_RULES.has(entry.name))
    .map(({ name }) => `${folder}/${name}`);

const camel = (path: string) =>
  path.replace(/^.*\/|\.ts$/g, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' && value !== null && 'check' in value;

describe('files of rules', (test) => {
  const known = new Set(rules);
  const general = new Set(rules.filter((rule) => !kinds.some((kind) => kind.rules?.includes(rule))));
  const folders = [
    ['src/rules', general] as const,
    ...kinds
      .filter((kind) => kind.rules)
      .map(({ kind, rules: own }) => [`${KINDS}/${kind}/rules`, new Set(own)] as const),
  ];
  for (const [folder, registered] of folders) {
    test(`${folder} holds its rules, one a file, and nothing else`, async () => {
      const found = new Set<Rule>();
      for (const path of filesOf(folder)) {
        const exported = Object.entries(
          (await import(`../../../${path}`)) as Readonly<Record<string, unknown>>,
        );
        assert.equal(
          exported.map(([name]) => name),
          [camel(path)],
          `${path} exports its rule alone`,
        );
        const [[, rule] = []] = exported;
        assert.ok(isRule(rule) && known.has(rule), `${path} is a rule of the registry`);
        found.add(rule);
      }
      assert.equal(found, registered);
    });
  }
});
