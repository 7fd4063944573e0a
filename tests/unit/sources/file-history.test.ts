import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { fileHistory } from '../../../src/sources/file-history.ts';
import { describe } from '../../support/describe.ts';
import { type Sandbox, withRepository } from '../../support/git-repository.ts';

const versionsIn = async ({ top }: Sandbox, folder: string): Promise<string[]> => {
  const { versions } = await fileHistory(join(top, folder));
  return versions.map(({ path, bytes }) => `${path}: ${Buffer.from(bytes).toString()}`).sort();
};

describe('the history of files', (test) => {
  test('has every version once, of whatever branch, also of what is gone or was moved', () =>
    withRepository(async (sandbox) => {
      const { git, top } = sandbox;
      sandbox.commit({ 'v/a': 'one', 'other/a': 'not ours', 'v/deep/ü "b"\t': 'two' });
      sandbox.commit({ 'v/a': 'three' });
      sandbox.commit({ 'v/a': 'one' });
      git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
      sandbox.commit({ 'v/side': 'four' });
      git('checkout', '--quiet', 'main');
      git('mv', 'v/a', 'v/moved');
      sandbox.commit({ 'v/deep/ü "b"\t': null });
      assert.equal(await versionsIn(sandbox, 'v'), [
        'a: one',
        'a: three',
        'deep/ü "b"\t: two',
        'moved: one',
        'side: four',
      ]);
      // The folder need not be there any more.
      rmSync(join(top, 'v'), { recursive: true });
      assert.is((await versionsIn(sandbox, 'v')).length, 5);
    }));

  test('has what a merge alone brought', () =>
    withRepository(async (sandbox) => {
      const { git } = sandbox;
      sandbox.commit({ 'v/a': 'one' });
      git('checkout', '--quiet', '-b', 'side');
      sandbox.commit({ 'v/a': 'side' });
      git('checkout', '--quiet', 'main');
      sandbox.commit({ 'v/a': 'main' });
      git('merge', '--quiet', '--strategy=ours', '--no-commit', 'side');
      sandbox.commit({ 'v/a': 'of the merge' }, 'Merge');
      assert.equal(await versionsIn(sandbox, 'v'), ['a: main', 'a: of the merge', 'a: one', 'a: side']);
    }));

  test('of the top folder, and before the first commit', () =>
    withRepository(async (sandbox) => {
      assert.equal(await versionsIn(sandbox, '.'), []);
      sandbox.commit({ a: 'one' });
      assert.equal(await versionsIn(sandbox, '.'), ['a: one']);
    }));

  test('says where it begins too late', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ 'v/a': 'one' });
      sandbox.commit({ 'v/a': 'two' });
      const clone = join(sandbox.top, 'clone');
      sandbox.git('clone', '--quiet', '--depth=1', `file://${sandbox.top}`, clone);
      const { versions, isShallow } = await fileHistory(join(clone, 'v'));
      assert.equal([versions.length, isShallow], [1, true]);
      assert.is((await fileHistory(join(sandbox.top, 'v'))).isShallow, false);
    }));
});
