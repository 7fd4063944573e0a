/** `phoenix demo --keep`: the story ends well, what it says that it leaves is there, and its last words work as typed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { CLI, run } from '../support/world.ts';

const top = mkdtempSync(join(tmpdir(), 'phoenix-demo-'));
process.on('exit', () => rmSync(top, { recursive: true, force: true }));

describe('demo --keep', (test) => {
  const kept = join(top, 'kept');
  let told = '';

  test('tells the story, and leaves all of it in a folder that is named from where one stands', async () => {
    const { exit, stdout, stderr } = await run([process.execPath, CLI, 'demo', '--keep', 'kept'], top);
    assert.is(exit, 0, stdout + stderr);
    isForPeople(stderr);
    for (const part of [1, 2, 3, 4, 5, 6]) assert.match(stdout, new RegExp(`^=== ${part}\\. `, 'm'));
    told = stdout.slice(stdout.indexOf('Everything is in'));
    assert.match(told, `Everything is in ${kept}:`);
    const left = [...told.matchAll(/^ {2}(\w[\w.-]+)(?: {2,}|$)/gm)].map((match) => match[1] ?? '');
    assert.equal(left, ['work', 'node', 'comment-planned.md', 'comment-applied.md', 'vault.key']);
    for (const name of left) assert.ok(existsSync(join(kept, name)), name);
    const comment = (name: string) => readFileSync(join(kept, `comment-${name}.md`), 'utf8');
    assert.match(comment('planned'), /Phoenix plan/);
    assert.match(comment('planned'), /`features\.prometheus` 1\.0\.0 → .*again.*retention 15d → 30d/);
    assert.match(comment('planned'), /secret grafana\/admin may have changed/);
    assert.match(comment('applied'), /applied all 8/);
    assert.match(
      comment('applied'),
      /features\.prometheus 1\.0\.0, features\.grafana .*; health grafana, prometheus not checked/,
    );
    for (const text of [told, comment('planned'), comment('applied')]) {
      assert.not.match(text, /warning|placeholder/);
    }
  });

  test('its last words work: to look at the history, the node and the plan, and to remove it', async () => {
    const commands = [...told.matchAll(/^ {2}((?:git|phoenix) .*)$/gm)].map((match) => match[1] ?? '');
    assert.is(commands.length, 3, told);
    for (const command of commands) {
      const [program, ...args] = command.split(' ');
      const argv = program === 'phoenix' ? [process.execPath, CLI, ...args] : ['git', ...args];
      const { exit, stdout, stderr } = await run(argv, top, { GIT_PAGER: 'cat' });
      assert.is(exit, 0, `${command}\n${stderr}`);
      assert.ok(stdout.length > 0, command);
      if (args[0] === 'plan') assert.match(stdout, 'nothing to do');
    }
    assert.match(told, `To remove it all: rm -r ${kept}\n`);
  });

  test('takes no folder that holds anything, and changes nothing in it', async () => {
    const before = readdirSync(kept, { recursive: true }).length;
    const { exit, stdout, stderr } = await run([process.execPath, CLI, 'demo', '--keep', 'kept'], top);
    assert.equal([exit, stdout], [1, '']);
    assert.match(stderr, /"kept" is not empty; nothing was written\n.*do: name a folder/);
    assert.is(readdirSync(kept, { recursive: true }).length, before);
  });
});
