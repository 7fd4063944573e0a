/**
 * What is loaded by the files of an estate finds and plans the same as all kinds at once: of every case of a rule, with what it
 * is compared with.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../src/config/estate.ts';
import type { Tree } from '../../src/config/model.ts';
import { errorsIn } from '../../src/errors.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindNames, kindsIn, loadKinds, namesIn } from '../../src/kinds/on-demand.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { planFromGit } from '../../src/plan/build.ts';
import { checkKinds } from '../../src/rules/check/for-kinds.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { shippedFeatures } from '../../src/sources/shipped-features.ts';
import { describe } from '../support/describe.ts';
import { treeOf } from '../support/tree.ts';

const CASES = 'tests/cases/rules';

function told(head: Tree, before: Tree | null, env: string | null, some: readonly Kind[]): unknown {
  const options = { env, kinds: some, folders: kindNames, shipped: shippedFeatures };
  const base = before && loadEstate(before, options);
  const estate = checkKinds(some, loadEstate(head, base ? { ...options, previous: base } : options), base);
  if (errorsIn(estate.findings).length > 0) return estate.findings;
  return planFromGit({ kinds: some, head: estate, base }).plan;
}

describe('kinds on demand', (test) => {
  test('are those of the registry, in its order', async () => {
    assert.equal(await loadKinds(kindNames), kinds);
    assert.equal(
      kindNames,
      kinds.map(({ kind }) => kind),
    );
  });

  const file = {};
  const cases: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
    ['nothing but settings', { 'phoenix.json': file }, []],
    ['a folder', { 'lxc/web.json': file }, ['lxc']],
    [
      'folders, in the order of the registry',
      { 'storage/nfs.json': file, 'vm/a.json': file },
      ['vm', 'storage'],
    ],
    ['a base', { 'base/firewall.json': file }, ['firewall']],
    ['an environment', { 'environments/test/pool/web.json': file }, ['pool']],
    ['a name of a file is no folder', { 'lxc/vm.json': file, 'profiles/node.json': file }, ['lxc']],
    ['a folder of no kind', { 'servers/web.json': file }, []],
    ['rules of other words', { 'phoenix.json': { rules: { PHX511: 'off' } } }, kindNames],
    ['something suppressed', { 'lxc/web.json': { suppress: { PHX511: 'why' } } }, kindNames],
  ];
  for (const [what, files, want] of cases)
    test(`by ${what}`, () => assert.equal(namesIn([treeOf(files)]), want));

  test('of two trees, also of what one of them has no more', () => {
    assert.equal(namesIn([treeOf({ 'lxc/a.json': file }), treeOf({ 'vm/b.json': file })]), ['lxc', 'vm']);
  });

  for (const id of readdirSync(CASES).toSorted()) {
    test(`find and plan the same of ${id}`, async () => {
      for (const name of readdirSync(join(CASES, id))) {
        const folder = join(CASES, id, name);
        const { env = null } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
          readonly env?: string;
        };
        const before = join(folder, 'base');
        const head = readDiskTree(join(folder, 'configs'));
        const base = existsSync(before) ? readDiskTree(before) : null;
        const some = await kindsIn(base ? [head, base] : [head]);
        assert.equal(told(head, base, env, some), told(head, base, env, kinds), name);
      }
    });
  }
});
