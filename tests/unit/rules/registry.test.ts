/** A file of a folder of rules is a rule, named like it, and stands in the registry: what rules share is kept in `facts`. */
import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { kinds } from '../../../src/kinds/registry.ts';
import { rules } from '../../../src/rules/check/every.ts';
import { describe } from '../../support/describe.ts';

const KINDS = 'src/kinds';
/** The contract, and the lists. */
const NO_RULES = new Set(['rule.ts', 'registry.ts']);

const text = (path: string) => readFileSync(path, 'utf8');

const filesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_RULES.has(entry.name))
    .map(({ name }) => name);

const camel = (name: string) =>
  name.replace(/\.ts$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('files of rules', (test) => {
  const general = rules.filter((rule) => !kinds.some((kind) => kind.rules?.includes(rule)));
  const folders = [
    ['src/rules', general.length] as const,
    ...kinds
      .filter((kind) => kind.rules)
      .map(({ kind, rules: own = [] }) => [`${KINDS}/${kind}/rules`, own.length] as const),
  ];
  for (const [folder, registered] of folders) {
    test(`${folder} holds its rules, one a file, and nothing else`, () => {
      const files = filesOf(folder);
      const registry = text(`${folder}/registry.ts`);
      for (const name of files) {
        const exported = [...text(`${folder}/${name}`).matchAll(/^export (.*)/gm)].map(([, what]) => what);
        assert.equal(
          exported,
          [`const ${camel(name)}: Rule = {`],
          `${folder}/${name} exports its rule alone`,
        );
        assert.match(registry, `import { ${camel(name)} } from './${name}';`);
      }
      assert.is(files.length, registered, `rules of ${folder} that are registered`);
    });
  }
});
