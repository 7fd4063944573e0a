/** `phoenix history ADDRESS`: which commits changed a resource, by whatever file, under whatever name, and what nodes have of it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Console } from '../../src/commands/console.ts';
import type { ToldHistory } from '../../src/commands/history-text.ts';
import { type HistoryOptions, resourceHistory } from '../../src/commands/resource-history.ts';
import { PhoenixError } from '../../src/errors.ts';
import { describe } from '../support/describe.ts';
import { type Sandbox, withRepository } from '../support/git-repository.ts';

const LEAST =
  '"ostemplate": "local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst", "rootfs": { "storage": "local", "size": "4G" }';
const guest = (vmid: number, more = '') => `{ "vmid": ${vmid}, ${LEAST}${more} }\n`;
const ESTATE = {
  'configs/phoenix.json': '{ "name": "lab", "nodes": { "pve1": {} } }',
  'configs/base/lxc.json': '{ "memory": "1G" }',
  'configs/profiles/big.json': '{ "cores": 4 }',
  'configs/lxc/web.json': guest(101, ', "extends": ["big"]'),
  'configs/lxc/db.json': guest(102),
};

type Told = ToldHistory & { readonly v: 1; readonly head: string };

async function ask(top: string, address: string, more: Partial<HistoryOptions> = {}): Promise<Told> {
  return JSON.parse(await text(top, address, { ...more, json: true })) as Told;
}

async function text(top: string, address: string, more: Partial<HistoryOptions> = {}): Promise<string> {
  const out: string[] = [];
  const io: Console = { out: (line) => out.push(line), err: () => {}, color: false, columns: 100, ask: null };
  assert.is(await resourceHistory({ address, configs: join(top, 'configs'), ...more }, io), 0);
  return out.join('\n');
}

/** A pull request: a branch with commits, merged as GitHub does. */
function merge(
  { git, commit }: Sandbox,
  number: number,
  title: string,
  files: Record<string, string | null>,
): string {
  git('switch', '--quiet', '--create', `pr-${number}`);
  commit(files, 'work in progress');
  git('switch', '--quiet', 'main');
  const message = ['-m', `Merge pull request #${number} from acme/pr-${number}`, '-m', title];
  git('merge', '--quiet', '--no-ff', ...message, `pr-${number}`);
  return git('rev-parse', 'HEAD');
}

const gist = ({ entries }: Told) =>
  entries.map(({ commit, is, fields }) => [
    commit.title,
    commit.pull,
    is,
    fields.map(({ field, effect }) => `${field} ${effect}`).join(),
  ]);

describe('the history of a resource', (test) => {
  test('has every commit that reaches it, by whatever file, and no other', () =>
    withRepository(async (sandbox) => {
      const { top, commit } = sandbox;
      commit(ESTATE, 'The estate');
      merge(sandbox, 7, 'More memory for all', { 'configs/base/lxc.json': '{ "memory": "2G" }' });
      commit({ 'configs/lxc/db.json': guest(102, ', "tags": ["x"]') }, 'Tag db (#8)');
      commit({ 'configs/profiles/big.json': '{ "cores": 4, "nesting": true }' }, 'Nest (#9)');
      commit(
        { 'configs/lxc/web.json': null, 'configs/lxc/www.json': guest(101, ', "extends": ["big"]') },
        'Rename',
      );
      commit({ 'README.md': 'nothing' }, 'Docs');
      const told = await ask(top, 'lxc/www');
      assert.equal(gist(told), [
        ['Rename', null, 'renamed', 'hostname restart'],
        ['Nest', 9, 'changed', 'nesting restart'],
        ['More memory for all', 7, 'changed', 'memory live'],
        ['The estate', null, 'added', ''],
      ]);
      assert.equal([told.entries[0]?.was, told.end.is, told.applied], ['lxc/web', 'whole', null]);
      const [, nest] = told.entries;
      assert.equal([nest?.fields[0]?.at?.file, nest?.authors], ['profiles/big.json', ['t']]);
      assert.equal(gist(await ask(top, 'lxc/www', { limit: 2 })).length, 2);
      assert.is((await ask(top, 'lxc/www', { limit: 2 })).end.is, 'limit');
      assert.equal((await ask(top, 'lxc/web', { head: 'HEAD~2' })).entries.length, 3);
      assert.match(
        await text(top, 'lxc/www'),
        /#7 More memory for all, by t\n {4}memory {2}1024 → 2048 {2}live {2}.*base\/lxc\.json:1/,
      );
      assert.equal((await ask(top, 'lxc/www', { since: '2999-01-01' })).entries, []);
      assert.match(
        await text(top, 'lxc/www', { since: '2999-01-01' }),
        'No commit changed lxc/www since then',
      );
    }));

  test('goes on over a removal and its revert, and tells of what is gone', () =>
    withRepository(async ({ top, git, commit }) => {
      commit(ESTATE, 'The estate');
      commit({ 'configs/lxc/web.json': null, 'configs/profiles/big.json': null }, 'Remove web (#3)');
      const gone = await ask(top, 'lxc/web');
      assert.equal(gist(gone), [
        ['Remove web', 3, 'removed', ''],
        ['The estate', null, 'added', ''],
      ]);
      assert.is(gone.entries[0]?.effect, 'retire');
      git('revert', '--no-edit', 'HEAD');
      assert.equal(
        gist(await ask(top, 'lxc/web')).map(([, , is]) => is),
        ['added', 'removed', 'added'],
      );
    }));

  test('knows the environment, where overlays of others change nothing', () =>
    withRepository(async ({ top, commit }) => {
      commit(
        {
          ...ESTATE,
          'configs/environments/prod/lxc/web.json': '{ "memory": "4G" }',
          'configs/environments/test/lxc/web.json': '{}',
        },
        'The estate',
      );
      commit({ 'configs/environments/prod/lxc/web.json': '{ "memory": "8G" }' }, 'Prod');
      commit({ 'configs/environments/test/lxc/web.json': '{ "cores": 1 }' }, 'Test');
      assert.equal(
        gist(await ask(top, 'lxc/web')).map(([title]) => title),
        ['The estate'],
      );
      assert.equal(
        gist(await ask(top, 'lxc/web', { env: 'prod' })).map(([title]) => title),
        ['Prod', 'The estate'],
      );
    }));

  test('a commit whose files cannot be read is told of with the one after it', () =>
    withRepository(async ({ top, commit }) => {
      commit(ESTATE, 'The estate');
      const broken = commit({ 'configs/lxc/web.json': '{ "vmid": ' }, 'Break');
      commit({ 'configs/lxc/web.json': guest(101, ', "extends": ["big"], "memory": "3G"') }, 'Mend');
      const told = await ask(top, 'lxc/web');
      assert.equal(gist(told)[0], ['Mend', null, 'changed', 'memory live']);
      assert.equal(told.entries[0]?.unread, [broken]);
      assert.match(await text(top, 'lxc/web'), `1 commit before it cannot be read (${broken.slice(0, 7)})`);
    }));

  test('says where a shallow clone ends', () =>
    withRepository(async ({ top, commit }) => {
      commit(ESTATE, 'The estate');
      commit({ 'configs/base/lxc.json': '{ "memory": "2G" }' }, 'Second');
      commit({ 'configs/base/lxc.json': '{ "memory": "3G" }' }, 'Third');
      const clone = mkdtempSync(join(tmpdir(), 'phoenix-shallow-'));
      try {
        execFileSync('git', ['clone', '--quiet', '--depth=2', `file://${top}`, clone]);
        const told = await ask(clone, 'lxc/web');
        assert.equal([gist(told).map(([title]) => title), told.end.is], [['Third'], 'shallow']);
        assert.match(await text(clone, 'lxc/web'), 'git fetch --unshallow');
      } finally {
        rmSync(clone, { recursive: true, force: true });
      }
    }));

  test('names of what never was, and times that are none, are errors with a way out', () =>
    withRepository(async ({ top, commit }) => {
      commit(ESTATE, 'The estate');
      commit({ 'configs/lxc/db.json': null }, 'Remove db');
      const cases: readonly (readonly [string, Partial<HistoryOptions>, RegExp])[] = [
        ['lxc/wbe', {}, /lxc\/web/],
        ['lxc/bd', {}, /lxc\/db/],
        ['lxc/web', { since: 'yesterday' }, /30d/],
      ];
      for (const [address, more, hint] of cases) {
        try {
          await ask(top, address, more);
          assert.unreachable(address);
        } catch (error) {
          assert.ok(error instanceof PhoenixError && error.code === 'USAGE', String(error));
          assert.match(error.hint ?? '', hint);
        }
      }
    }));

  test('what a commit says of itself moves no cursor and hides no commit', () =>
    withRepository(async ({ top, commit }) => {
      commit(ESTATE, 'The estate');
      commit(
        { 'configs/base/lxc.json': '{ "memory": "2G" }' },
        `Look \u001b[31m here\n\n\u0001${'a'.repeat(40)}\u0001\n`,
      );
      const said = await text(top, 'lxc/web');
      assert.match(said, 'memory  1024 → 2048');
      assert.not.match(said, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    }));
});
