/** A tree through the API: the same as git has it, or an error, never less. */
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { readTree } from '../../src/github/content.ts';
import { describe } from '../support/describe.ts';
import { inWorld, type World } from '../support/github/world.ts';

async function refusal(call: Promise<unknown>): Promise<PhoenixError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PhoenixError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const files = {
  'configs/lxc/web.json': '{ "vmid": 100 }\n',
  'configs/lxc/döner 🔁.jsonc': '// ünï\n{}',
  'configs/profiles/a.json': '{}',
  'configs/copy.json': '{}',
  'configs/README.md': 'for people',
  'other/lxc/not-ours.json': '{}',
};

async function estate({ repository }: World): Promise<string> {
  return repository.commit('main', files);
}

describe('tree through the API', (test) => {
  test('has the texts and ids of git below the folder, and nothing else', () =>
    inWorld(async (world) => {
      const commit = await estate(world);
      const tree = await readTree(await world.client(), { commit, root: 'configs' });
      assert.equal([tree?.root, tree?.revision, tree?.findings], ['configs', commit, []]);
      const got = [...(tree?.files.values() ?? [])].map(({ path, text }) => [path, text]);
      assert.equal(Object.fromEntries(got), {
        'phoenix.json': '{}',
        'lxc/web.json': '{ "vmid": 100 }\n',
        'lxc/döner 🔁.jsonc': '// ünï\n{}',
        'profiles/a.json': '{}',
        'copy.json': '{}',
      });
      const id = await world.repository.id(`${commit}:configs/lxc/web.json`);
      assert.is(tree?.files.get('lxc/web.json')?.oid, id);
    }));

  test('has the bytes of features and of the vault', () =>
    inWorld(async (world) => {
      const commit = await world.repository.commit('main', {
        'configs/vault/.gpg-id': 'A\n',
        'configs/vault/.gitattributes': '*.gpg diff=gpg\n',
        'configs/vault/db/app.gpg': '\u0085\u0000\u00ff',
        'configs/features/app/install.sh': 'exit 0\n',
      });
      const tree = await readTree(await world.client(), { commit, root: 'configs' });
      const kept = [...(tree?.kept ?? [])].map(([path, bytes]) => [
        path,
        Buffer.from(bytes).toString('utf8'),
      ]);
      assert.equal(Object.fromEntries(kept), {
        'vault/.gpg-id': 'A\n',
        'vault/db/app.gpg': '\u0085\u0000\u00ff',
        'features/app/install.sh': 'exit 0\n',
      });
      assert.equal(tree?.findings, []);
    }));

  test('asks for each blob once, and not for what is known', () =>
    inWorld(async (world) => {
      const commit = await estate(world);
      const id = await world.repository.id(`${commit}:configs/lxc/web.json`);
      const known = new Map([[id, '{ "vmid": 100 }\n']]);
      const tree = await readTree(await world.client(), { commit, root: 'configs', known });
      assert.is(tree?.files.get('lxc/web.json')?.text, '{ "vmid": 100 }\n');
      // {} stands in three files, the other text in one; two lists for the folder.
      assert.is(world.github.requests('GET', /git\/blobs/).length, 2);
      assert.is(world.github.requests('GET', /git\/trees/).length, 2);
    }));

  test('a nested folder, the root, one that is not there, and a commit that is not', () =>
    inWorld(async (world) => {
      const commit = await world.repository.commit('main', { 'infra/estate/phoenix.json': '{}' });
      const client = await world.client();
      const paths = async (root: string) => [
        ...((await readTree(client, { commit, root }))?.files.keys() ?? ['null']),
      ];
      assert.equal(await paths('infra/estate'), ['phoenix.json']);
      assert.equal(await paths('infra/none'), []);
      assert.equal(await paths('README.md'), []);
      assert.ok((await paths('')).includes('configs/phoenix.json'));
      assert.is(await readTree(client, { commit: 'f'.repeat(40), root: 'configs' }), null);
    }));

  test('links, large files and files that are no text become findings, as they do on disk', () =>
    inWorld(async (world) => {
      const commit = await world.repository.commit(
        'main',
        { 'configs/lxc/large.json': `"${'x'.repeat(1024 * 1024)}"`, 'configs/lxc/web.json': '{}' },
        { symlinks: { 'configs/lxc/link.json': '/etc/passwd', 'configs/nodes': '..' } },
      );
      const tree = await readTree(await world.client(), { commit, root: 'configs' });
      assert.equal([...(tree?.files.keys() ?? [])], ['lxc/web.json', 'phoenix.json']);
      assert.equal(
        tree?.findings.map(({ at, severity }) => [at?.file, severity]),
        [
          ['lxc/large.json', 'error'],
          ['lxc/link.json', 'error'],
          ['nodes', 'error'],
        ],
      );
      assert.is(world.github.requests('GET', /git\/blobs/).length, 1, 'the large file is not even asked for');
    }));

  test('a list that GitHub cut short is an error, not a smaller estate', () =>
    inWorld(async (world) => {
      const commit = await estate(world);
      const client = await world.client();
      const body = { sha: commit, url: 'https://api.github.com/x', truncated: true, tree: [] };
      world.github.failNext({ path: /git\/trees/, answer: { status: 200, headers: {}, body } });
      const error = await refusal(readTree(client, { commit, root: 'configs' }));
      assert.match(error.message, 'lists only a part');
      assert.match(error.hint ?? '', 'fetch-depth: 0');
    }));

  test('more files than a token has requests for are refused before the first is read', () =>
    inWorld(async (world) => {
      const many = Object.fromEntries(
        Array.from({ length: 401 }, (_, i) => [`configs/lxc/g${i}.json`, `{"vmid":${1000 + i}}`]),
      );
      const commit = await world.repository.commit('main', many);
      const error = await refusal(readTree(await world.client(), { commit, root: 'configs' }));
      assert.match(error.message, '402 files');
      assert.is(world.github.requests('GET', /git\/blobs/).length, 0);
    }));
});
