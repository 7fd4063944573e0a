/** `phoenix diff`: its sides, its exit codes, and what it prints. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import { parseSide } from '../../src/commands/diff-side.ts';
import { diff, type DiffOptions } from '../../src/commands/diff.ts';
import { PhoenixError } from '../../src/errors.ts';
import { describe } from '../support/describe.ts';
import { type Sandbox, withRepository } from '../support/git-repository.ts';

const guest = (part: object) =>
  JSON.stringify({
    vmid: 101,
    ostemplate: 'local:vztmpl/a.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    ...part,
  });
const ESTATE = {
  'configs/phoenix.json': JSON.stringify({ name: 'lab', nodes: { pve1: {} } }),
  'configs/lxc/web.json': guest({ memory: '1G' }),
  'configs/environments/prod/lxc/web.json': '{ "memory": "8G" }',
};

async function ask({ top }: Sandbox, more: Partial<DiffOptions> = {}) {
  const out: string[] = [];
  const io: Console = { out: (text) => out.push(text), err: () => {}, color: false, columns: 100, ask: null };
  const exit = await diff({ configs: join(top, 'configs'), exitCode: true, ...more }, io);
  return { exit, text: out.join('\n') };
}

const SIDES: readonly (readonly [string, string | null, string | null])[] = [
  ['main', 'main', null],
  ['main:prod', 'main', 'prod'],
  [':prod', null, 'prod'],
  ['.', null, null],
  ['.:prod', null, 'prod'],
];

describe('phoenix diff', (test) => {
  test('a side is a revision, an environment or both', () => {
    for (const [text, revision, env] of SIDES) assert.equal(parseSide(text, null), { revision, env }, text);
    assert.equal(parseSide('main', 'staging'), { revision: 'main', env: 'staging' });
    assert.equal(parseSide('main:prod', 'staging'), { revision: 'main', env: 'prod' });
    for (const text of ['', ':', 'main:', 'a:b:c', ':../x', 'a: b']) {
      assert.throws(
        () => parseSide(text, null),
        (error: unknown) => error instanceof PhoenixError,
        text,
      );
    }
  });

  test('compares HEAD with the files on disk unless told otherwise', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(ESTATE);
      const same = await ask(sandbox);
      assert.equal([same.exit, same.text], [0, 'HEAD and the files on disk say the same.']);
      writeFileSync(join(sandbox.top, 'configs/lxc/web.json'), guest({ memory: '2G' }));
      const { exit, text } = await ask(sandbox);
      assert.is(exit, 1);
      assert.match(text, /~ lxc\/web {2}changed\n {4}~ memory {2}1G → 2G {2}\S*configs\/lxc\/web\.json:1/);
      assert.match(text, /1 changed from HEAD to the files on disk$/);
      assert.is((await ask(sandbox, { exitCode: false })).exit, 0);
      assert.is((await ask(sandbox, { to: ':prod', from: 'HEAD:prod' })).exit, 0, 'prod says it itself');
    }));

  test('two revisions and two environments, for machines', () =>
    withRepository(async (sandbox) => {
      const first = sandbox.commit(ESTATE);
      const second = sandbox.commit({
        'configs/lxc/db.json': guest({ vmid: 102 }),
        'configs/lxc/web.json': guest({ memory: 1024 }),
      });
      const { exit, text } = await ask(sandbox, { from: 'HEAD~1', to: 'HEAD', json: true });
      const found = JSON.parse(text);
      assert.equal([exit, found.v, found.differs], [1, 1, true]);
      assert.equal(
        [found.from, found.to],
        [
          { revision: first, env: null },
          { revision: second, env: null },
        ],
      );
      assert.equal(
        found.resources.map(({ address, is, at }: { address: string; is: string; at: { file: string } }) => [
          address,
          is,
          at.file,
        ]),
        [['lxc/db', 'added', 'lxc/db.json']],
      );
      const environments = await ask(sandbox, { from: '.', to: ':prod', json: true });
      const [web] = JSON.parse(environments.text).resources;
      assert.equal([web.fields[0].before, web.fields[0].after], [1024, '8G']);
      assert.is(web.fields[0].afterAt.file, 'environments/prod/lxc/web.json');
    }));

  test('an estate that is broken shows what is wrong with it, on whichever side', () =>
    withRepository(async (sandbox) => {
      sandbox.commit({ ...ESTATE, 'configs/lxc/web.json': guest({ memroy: '1G' }) });
      sandbox.commit(ESTATE);
      for (const [from, to] of [
        ['HEAD~1', 'HEAD'],
        ['HEAD', 'HEAD~1'],
      ] as const) {
        try {
          await ask(sandbox, { from, to });
          assert.unreachable();
        } catch (error) {
          assert.ok(error instanceof PhoenixError && error.code === 'CONFIG_INVALID', String(error));
          assert.match(error.findings?.[0]?.message ?? '', 'memroy');
        }
      }
    }));

  test('no text of a file moves the cursor', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(ESTATE);
      const description = 'one\n- lxc/db  removed';
      writeFileSync(join(sandbox.top, 'configs/lxc/web.json'), guest({ description, memory: '1G' }));
      const { text } = await ask(sandbox);
      assert.not.match(text, /^- lxc\/db/m);
      assert.match(text, 'one\\n- lxc/db');
    }));
});
