/** What Phoenix reads from git, on real repositories made here. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../src/errors.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { repositoryError } from '../../src/sources/git-command.ts';
import { openRepository, type GitRepository } from '../../src/sources/git.ts';
import { describe } from '../support/describe.ts';
import { withRepository, type Sandbox } from '../support/git-repository.ts';

const FILES = {
  'configs/phoenix.json': '{ "name": "lab", "nodes": {} }',
  'configs/lxc/a.json': '{ "vmid": 100 }',
  'configs/lxc/b.jsonc': '{ "vmid": 101 } // é\n',
  'configs/lxc/README.md': 'not read',
  'configs/environments/prod/lxc/a.json': '{}',
  'README.md': 'not read',
};

const opened = (run: (sandbox: Sandbox, repository: GitRepository) => Promise<void>) =>
  withRepository(async (sandbox) => {
    const repository = openRepository(sandbox.top);
    try {
      await run(sandbox, repository);
    } finally {
      repository.close();
    }
  });

/** By a process that ends before anything else is done. */
async function openTree(top: string) {
  const repository = openRepository(top);
  try {
    return await repository.tree('HEAD', 'configs');
  } finally {
    repository.close();
  }
}

async function refusal(promise: Promise<unknown>): Promise<PhoenixError> {
  const error = await promise.then(
    () => null,
    (one: unknown) => one,
  );
  assert.ok(error instanceof PhoenixError, `a PhoenixError, not ${String(error)}`);
  assert.ok(error.hint, error.message);
  return error;
}

const ZERO = '0'.repeat(40);

describe('trees of git', (test) => {
  test('hold what the disk holds', () =>
    opened(async (sandbox, repository) => {
      const sha = sandbox.commit(FILES);
      const tree = await repository.tree('main', 'configs');
      assert.is(tree.revision, sha);
      assert.is(tree.root, 'configs');
      const texts = (files: typeof tree.files) =>
        [...files].map(([path, { text }]) => `${path} ${text}`).toSorted();
      assert.equal(texts(tree.files), texts(readDiskTree(join(sandbox.top, 'configs')).files));
      assert.is(tree.files.size, 4);
      assert.equal(tree.findings, []);
    }));

  test('hold the bytes of the vault, whatever its files are called', () =>
    opened(async (sandbox, repository) => {
      const vault = {
        'configs/vault/.gpg-id': 'A\n',
        'configs/vault/.public-keys/A': 'key',
        'configs/vault/db/app.gpg': '\u0085\u0000\u00ff',
        'configs/vault/x.json': '{ no json',
      };
      sandbox.commit({ ...FILES, ...vault, 'configs/vault/.gitattributes': '*.gpg diff=gpg\n' });
      const [tree, disk] = [
        await repository.tree('main', 'configs'),
        readDiskTree(join(sandbox.top, 'configs')),
      ];
      const held = ({ kept = new Map() }: typeof tree) =>
        [...kept].map(([path, bytes]) => `configs/${path} ${Buffer.from(bytes).toString('utf8')}`).toSorted();
      const wanted = Object.entries(vault).map(([path, text]) => `${path} ${text}`);
      assert.equal(held(tree), wanted.toSorted());
      assert.equal(held(disk), held(tree));
      assert.equal([tree.files.size, tree.findings, disk.findings], [4, [], []]);
    }));

  test('share unchanged files between commits', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      sandbox.commit({ 'configs/lxc/a.json': '{ "vmid": 200 }' });
      const [before, after] = await Promise.all([
        repository.tree('HEAD^1', 'configs'),
        repository.tree('HEAD', 'configs'),
      ]);
      assert.is(after.files.get('lxc/b.jsonc'), before.files.get('lxc/b.jsonc'));
      assert.is(after.files.get('phoenix.json'), before.files.get('phoenix.json'));
      assert.is(before.files.get('lxc/a.json')?.text, '{ "vmid": 100 }');
      assert.is(after.files.get('lxc/a.json')?.text, '{ "vmid": 200 }');
    }));

  test('come with few processes, however many files and commits', () =>
    opened(async (sandbox, repository) => {
      const many = Object.fromEntries(
        [...Array(300).keys()].map((n) => [`configs/lxc/c${n}.json`, `{ "vmid": ${1000 + n} }`]),
      );
      sandbox.commit(many);
      sandbox.commit({ 'configs/lxc/c0.json': '{}' });
      const trace = join(sandbox.top, 'trace');
      const bin = join(sandbox.top, 'bin');
      mkdirSync(bin);
      const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
      writeFileSync(join(bin, 'git'), `#!/bin/sh\necho x >> '${trace}'\nexec '${real}' "$@"\n`);
      chmodSync(join(bin, 'git'), 0o755);
      const path = process.env['PATH'];
      process.env['PATH'] = `${bin}:${path}`;
      try {
        for (const revision of ['HEAD', 'HEAD^1', 'main']) {
          const tree = await repository.tree(revision, 'configs');
          assert.is(tree.files.size, 300);
        }
        await repository.parents('HEAD');
      } finally {
        process.env['PATH'] = path;
      }
      assert.is(execFileSync('cat', [trace], { encoding: 'utf8' }), 'x\n');
    }));

  test('without the folder have no files', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit({ 'README.md': 'x' });
      const tree = await repository.tree('HEAD', 'configs');
      assert.is(tree.files.size, 0);
      assert.equal(tree.findings, []);
    }));

  test('may be the whole repository, or a folder below', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit({ 'phoenix.json': '{}', 'estates/one/phoenix.json': '{ "name": "one" }' });
      assert.equal([...(await repository.tree('HEAD', 'estates/one')).files.keys()], ['phoenix.json']);
      assert.ok((await repository.tree('HEAD', '.')).files.has('estates/one/phoenix.json'));
      assert.ok((await repository.tree('HEAD', '')).files.has('phoenix.json'));
      assert.is((await repository.tree('HEAD', './estates//one/')).files.size, 1);
      await refusal(repository.tree('HEAD', '../configs'));
    }));

  for (const format of ['sha1', 'sha256']) {
    test(`need no answer from git about files whose text is known (${format})`, () =>
      opened(async (sandbox) => {
        rmSync(join(sandbox.top, '.git'), { recursive: true });
        sandbox.git('init', '--quiet', '--initial-branch=main', `--object-format=${format}`);
        sandbox.commit(FILES);
        const disk = readDiskTree(join(sandbox.top, 'configs')).files;
        const probably = (path: string) => (path === 'phoenix.json' ? '{}' : disk.get(path)?.text);
        const repository = openRepository(sandbox.top);
        const asked = await openTree(sandbox.top);
        try {
          for (const file of ['lxc/a.json', 'lxc/b.jsonc']) {
            const oid = sandbox.git('rev-parse', `HEAD:configs/${file}`);
            rmSync(join(sandbox.top, '.git/objects', oid.slice(0, 2), oid.slice(2)), { force: true });
          }
          const tree = await repository.tree('HEAD', 'configs', { probably });
          assert.equal(tree, asked);
          assert.is(tree.files.get('phoenix.json')?.text, FILES['configs/phoenix.json']);
        } finally {
          repository.close();
        }
      }));
  }

  test('say which object is missing', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      const oid = sandbox.git('rev-parse', 'HEAD:configs/lxc/a.json');
      rmSync(join(sandbox.top, '.git/objects', oid.slice(0, 2), oid.slice(2)), { force: true });
      const tree = await repository.tree('HEAD', 'configs');
      assert.equal(
        tree.findings.map((one) => `${one.id} ${one.at?.file}`),
        ['PHX014 lxc/a.json'],
      );
      assert.is(tree.files.size, 3);
    }));

  test('are read from a packed and from a bare repository', () =>
    opened(async (sandbox) => {
      sandbox.commit(FILES);
      const bare = join(sandbox.top, 'bare.git');
      sandbox.git('clone', '--quiet', '--bare', `file://${sandbox.top}`, bare);
      const repository = openRepository(bare);
      assert.is((await repository.tree('main', 'configs')).files.size, 4);
      repository.close();
    }));

  test('can be read again after the process was closed', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      await repository.tree('HEAD', 'configs');
      repository.close();
      sandbox.commit({ 'configs/lxc/a.json': null });
      assert.is((await repository.tree('HEAD', 'configs')).files.size, 3);
    }));
});

describe('revisions', (test) => {
  const refused: readonly string[] = [
    '',
    '-x',
    '--upload-pack=touch /tmp/x',
    'a b',
    'a\nb',
    'a\u0000b',
    'HEAD:configs',
    'a..b',
    'x'.repeat(300),
    'main\u001b[2J',
    ':/fix',
    'main*',
    'main@{1',
    'HEAD@{yesterday}',
  ];
  for (const text of refused) {
    test(`${JSON.stringify(text.slice(0, 40))} is refused before git sees it`, () =>
      opened(async (_, repository) => {
        repository.close();
        const error = await refusal(repository.resolve(text));
        assert.is(error.code, 'GIT');
        assert.match(error.message, /cannot name a commit/);
        assert.not.match(error.message, /[\u0000-\u001f]/);
      }));
  }

  test('that git does not know are said so', () =>
    opened(async (sandbox, repository) => {
      assert.match((await refusal(repository.resolve('HEAD'))).hint ?? '', /Nothing is committed/);
      sandbox.commit(FILES);
      for (const text of ['nowhere', ZERO, 'HEAD~7', 'HEAD^{nothing}', '$(id)']) {
        const error = await refusal(repository.tree(text, 'configs'));
        assert.match(error.message, /does not know the revision/);
      }
      assert.match((await refusal(repository.resolve(ZERO))).hint ?? '', /shallow|fetch-depth/);
      assert.match((await refusal(repository.resolve('HEAD~7'))).hint ?? '', /not so many commits/);
      assert.match((await refusal(repository.resolve('HEAD:x'))).message, /cannot name/);
    }));

  test('resolve to full ids: branches, tags, short ids, HEAD and its ancestors', () =>
    opened(async (sandbox, repository) => {
      const [one, two] = [sandbox.commit(FILES), sandbox.commit({ x: 'x' })];
      sandbox.git('tag', '--annotate', '--message=v1', 'v1', one);
      sandbox.git('branch', 'feature/a-b.c', one);
      const names = {
        main: two,
        HEAD: two,
        'HEAD^1': one,
        'HEAD~1': one,
        v1: one,
        'feature/a-b.c': one,
        [one.slice(0, 8)]: one,
      };
      for (const [name, sha] of Object.entries(names)) assert.is(await repository.resolve(name), sha, name);
      assert.is(await repository.has(one), true);
      assert.is(await repository.has(ZERO), false);
      await refusal(repository.has('main'));
    }));

  test('of a blob or a tree are no commits', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      await refusal(repository.resolve(sandbox.git('rev-parse', 'HEAD:README.md')));
    }));
});

describe('history', (test) => {
  /** one ─ two ─ merge ─ four, with `side` merged in; only `two`, `side` and `four` touch configs. */
  const story = (sandbox: Sandbox) => {
    const one = sandbox.commit(FILES, 'one');
    sandbox.git('checkout', '--quiet', '-b', 'side');
    const side = sandbox.commit({ 'configs/lxc/new.json': '{ "vmid": 300 }' }, 'side');
    sandbox.git('checkout', '--quiet', 'main');
    const two = sandbox.commit({ 'configs/lxc/a.json': '{ "vmid": 200 }' }, 'two');
    sandbox.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    const merge = sandbox.git('rev-parse', 'HEAD');
    const three = sandbox.commit({ 'README.md': 'y' }, 'three');
    const four = sandbox.commit({ 'configs/lxc/a.json': '{ "vmid": 201 }' }, 'four');
    return { one, side, two, merge, three, four };
  };

  test('first parents, parents, ancestry, merge base, head', () =>
    opened(async (sandbox, repository) => {
      const { one, side, two, merge, three, four } = story(sandbox);
      assert.equal(await repository.parents(merge), [two, side]);
      assert.equal(await repository.parents(one), []);
      assert.equal(await repository.firstParents(one, 'main'), [two, merge, three, four]);
      assert.equal(await repository.firstParents(one, 'main', 'configs'), [two, merge, four]);
      assert.equal(await repository.firstParents(side, 'main'), [two, merge, three, four]);
      assert.equal(await repository.firstParents('main', 'main'), []);
      assert.equal(await repository.firstParents('main', one), []);
      const ancestry: readonly [string, string, boolean][] = [
        [one, four, true],
        [side, four, true],
        [four, four, true],
        [four, one, false],
        [side, two, false],
      ];
      for (const [old, young, is] of ancestry) assert.is(await repository.isAncestor(old, young), is);
      assert.is(await repository.mergeBase(side, two), one);
      assert.equal(await repository.head(), { branch: 'main', sha: four });
      sandbox.git('checkout', '--quiet', '--detach', one);
      assert.equal(await repository.head(), { branch: null, sha: one });
    }));

  test('commits since a file was added', () =>
    opened(async (sandbox, repository) => {
      const { one, merge, two, four } = story(sandbox);
      assert.equal(await repository.commitsSinceAdded('configs/lxc/new.json', 'main', 'configs'), [
        merge,
        four,
      ]);
      assert.equal(await repository.commitsSinceAdded('configs/lxc/a.json', 'main', 'configs'), [
        one,
        two,
        merge,
        four,
      ]);
      assert.equal(await repository.commitsSinceAdded('configs/lxc/none.json', 'main'), []);
      const gone = sandbox.commit({ 'configs/lxc/a.json': null }, 'gone');
      const back = sandbox.commit({ 'configs/lxc/a.json': '{ "vmid": 202 }' }, 'back');
      assert.equal(await repository.commitsSinceAdded('configs/lxc/a.json', back, 'configs'), [back]);
      assert.ok(gone !== back);
    }));

  test('no common ancestor', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      sandbox.git('checkout', '--quiet', '--orphan', 'other');
      sandbox.commit({ x: 'y' });
      assert.is(await repository.mergeBase('main', 'other'), null);
    }));

  test('names of files that look like options or patterns are names', () =>
    opened(async (sandbox, repository) => {
      const sha = sandbox.commit({ 'configs/lxc/--all.json': '{}', 'configs/lxc/*.json': '{}' });
      assert.equal(await repository.commitsSinceAdded('--all.json', sha), []);
      assert.equal(await repository.commitsSinceAdded('configs/lxc/?.json', sha), []);
      assert.equal(await repository.commitsSinceAdded('configs/lxc/*.json', sha), [sha]);
    }));
});

describe('a shallow clone', (test) => {
  const shallow = (
    run: (sandbox: Sandbox, repository: GitRepository, shas: readonly string[]) => Promise<void>,
  ) =>
    withRepository(async (sandbox) => {
      const shas = [...Array(4).keys()].map((n) =>
        sandbox.commit({ ...FILES, 'configs/lxc/a.json': `{ "vmid": ${100 + n} }` }),
      );
      const clone = join(sandbox.top, 'clone');
      sandbox.git('clone', '--quiet', '--depth=1', `file://${sandbox.top}`, clone);
      const repository = openRepository(clone);
      try {
        await run(sandbox, repository, shas);
      } finally {
        repository.close();
      }
    });

  test('knows the parents that it does not have, and fetches them', () =>
    shallow(async (_, repository, shas) => {
      const [, , third = '', fourth = ''] = shas;
      assert.is(await repository.isShallow(), true);
      assert.equal(await repository.parents('HEAD'), [third]);
      assert.is(await repository.has(third), false);
      await repository.fetch(third);
      assert.is(await repository.has(third), true);
      assert.is((await repository.tree(third, 'configs')).files.get('lxc/a.json')?.text, '{ "vmid": 102 }');
      assert.equal(await repository.firstParents(third, fourth), [fourth]);
      await repository.fetch(third);
    }));

  test('says that it cannot tell, and never a wrong answer', () =>
    shallow(async (_, repository, shas) => {
      const [first = '', second = ''] = shas;
      await repository.fetch(first);
      assert.is(await repository.isAncestor(first, 'HEAD'), null);
      assert.match((await refusal(repository.firstParents(first, 'HEAD'))).hint ?? '', /fetch-depth: 0/);
      await refusal(repository.commitsSinceAdded('configs/lxc/a.json', 'HEAD'));
      await refusal(repository.resolve(second));
    }));

  test('gets an error for a commit that nobody has', () =>
    shallow(async (_, repository) => {
      const error = await refusal(repository.fetch('1'.repeat(40)));
      assert.match(error.message, /git fetch failed/);
      await refusal(repository.fetch('main'));
      await refusal(repository.fetch('1'.repeat(40), 1, '--upload-pack=x'));
    }));

  test('asks the remote for the tip of a branch', () =>
    shallow(async (sandbox, repository) => {
      const tip = sandbox.commit({ x: 'later' });
      assert.is(await repository.remoteTip('main'), tip);
      assert.is(await repository.remoteTip('nowhere'), null);
      await refusal(repository.remoteTip('-x'));
      await refusal(repository.remoteTip('main', 'no-remote'));
    }));

  test('a complete clone is not made shallow by fetching', () =>
    opened(async (sandbox) => {
      sandbox.commit(FILES);
      const clone = join(sandbox.top, 'clone');
      sandbox.git('clone', '--quiet', `file://${sandbox.top}`, clone);
      const later = sandbox.commit({ x: 'later' });
      const repository = openRepository(clone);
      await repository.fetch(later);
      assert.is(await repository.isShallow(), false);
      assert.is(await repository.isAncestor('HEAD', later), true);
      repository.close();
    }));
});

describe('repositories', (test) => {
  test('a folder in none is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'phoenix-none-'));
    const isRefused = () =>
      assert.throws(
        () => openRepository(folder),
        (error: unknown) =>
          error instanceof PhoenixError &&
          error.code === 'GIT' &&
          /not inside a git repository/.test(error.message),
      );
    isRefused();
    rmSync(folder, { recursive: true });
    isRefused();
  });

  test('are found from a folder below, and through a link', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(FILES);
      const link = `${sandbox.top}-link`;
      symlinkSync(sandbox.top, link);
      try {
        const repository = openRepository(join(link, 'configs/lxc'));
        assert.is(repository.pathOf(join(link, 'configs')), 'configs');
        assert.is(repository.pathOf(link), '');
        assert.throws(() => repository.pathOf(tmpdir()), /outside the repository/);
        assert.is((await repository.tree('HEAD', repository.pathOf(join(link, 'configs')))).files.size, 4);
        repository.close();
      } finally {
        rmSync(link);
      }
    }));

  // A pull request that removes the whole estate is to be told so, in its comment.
  test('are found from a folder that the commit checked out has not', () =>
    withRepository(async (sandbox) => {
      sandbox.commit(FILES);
      const gone = join(sandbox.top, 'gone/configs');
      const repository = openRepository(gone);
      assert.is(repository.pathOf(gone), 'gone/configs');
      assert.is((await repository.tree('HEAD', 'gone/configs')).files.size, 0);
      repository.close();
    }));

  // Else a pull request could put a link in the place of the folder, and be compared with nothing.
  test('a link in the place of the configs folder is not followed', () =>
    withRepository(async (sandbox) => {
      const { top } = sandbox;
      sandbox.commit({ 'real/phoenix.json': '{}' });
      symlinkSync('real', join(top, 'configs'));
      const linked = sandbox.commit({});
      const repository = openRepository(join(top, 'configs'));
      try {
        const { files, findings } = await repository.tree(linked, repository.pathOf(join(top, 'configs')));
        assert.is(files.size, 0);
        assert.equal(
          findings.map(({ id }) => id),
          ['PHX003'],
        );
      } finally {
        repository.close();
      }
    }));

  test('variables of a surrounding git, and settings of the repository, start nothing', () =>
    opened(async (sandbox, repository) => {
      sandbox.commit(FILES);
      const mark = join(sandbox.top, 'started');
      const program = join(sandbox.top, 'program.sh');
      writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\ncat\n`);
      chmodSync(program, 0o755);
      for (const key of [
        'core.fsmonitor',
        'core.pager',
        'diff.external',
        'log.showSignature',
        'gpg.program',
      ]) {
        sandbox.git('config', key, key === 'log.showSignature' ? 'true' : program);
      }
      const mine = {
        GIT_DIR: '/nonexistent',
        GIT_WORK_TREE: '/nonexistent',
        GIT_EXTERNAL_DIFF: program,
        GIT_PAGER: program,
      };
      Object.assign(process.env, mine);
      try {
        assert.is((await repository.tree('HEAD', 'configs')).files.size, 4);
        assert.is((await repository.head()).branch, 'main');
        assert.is((await repository.commitsSinceAdded('configs/lxc/a.json', 'HEAD')).length, 1);
      } finally {
        for (const name of Object.keys(mine)) delete process.env[name];
      }
      assert.is(existsSync(mark), false);
    }));

  test('replacement refs do not change what a commit holds', () =>
    opened(async (sandbox, repository) => {
      const one = sandbox.commit(FILES);
      const two = sandbox.commit({ 'configs/lxc/a.json': '{ "vmid": 999 }' });
      sandbox.git('replace', one, two);
      assert.is((await repository.tree(one, 'configs')).files.get('lxc/a.json')?.text, '{ "vmid": 100 }');
    }));

  test('a git that is too old, or missing, is said so', () =>
    opened(async (sandbox, repository) => {
      const bin = join(sandbox.top, 'bin');
      mkdirSync(bin);
      writeFileSync(
        join(bin, 'git'),
        '#!/bin/sh\necho "usage: git cat-file (-t | -s | -e) <object>" >&2\nexit 129\n',
      );
      chmodSync(join(bin, 'git'), 0o755);
      const path = process.env['PATH'];
      try {
        process.env['PATH'] = `${bin}:${path}`;
        assert.match((await refusal(repository.resolve('HEAD'))).hint ?? '', /git 2\.36/);
        process.env['PATH'] = '/nonexistent';
        assert.match((await refusal(repository.resolve('HEAD'))).message, /could not be started/);
        assert.match((await refusal(repository.head())).message, /could not be started/);
      } finally {
        process.env['PATH'] = path;
      }
    }));

  test("another user's repository gets the hint that helps", () =>
    withRepository((sandbox) => {
      sandbox.commit(FILES);
      const env = {
        ...process.env,
        GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
        LC_ALL: 'C',
        GIT_CONFIG_GLOBAL: '/dev/null',
      };
      const { stderr } = spawnSync('git', ['-C', sandbox.top, 'rev-parse', 'HEAD'], {
        env,
        encoding: 'utf8',
      });
      const error = repositoryError(sandbox.top, stderr);
      assert.match(error?.hint ?? '', /safe\.directory/);
    }));

  const asRoot = async () =>
    withRepository(async (sandbox) => {
      const head = sandbox.commit(FILES);
      execFileSync('chown', ['-R', '12345', sandbox.top]);
      const before = { ...process.env };
      Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' });
      const repository = () => openRepository(sandbox.top).resolve('HEAD');
      try {
        delete process.env['SUDO_UID'];
        assert.match((await refusal(repository())).hint ?? '', /safe\.directory/);
        process.env['SUDO_UID'] = '12345';
        assert.is(await repository(), head);
      } finally {
        process.env = before;
      }
    });
  // A proof on a hosted runner reads the checkout of the runner's user.
  if (process.getuid?.() === 0) test('root by sudo reads what belongs to the caller of sudo', asRoot);
  else test.skip('root by sudo reads what belongs to the caller of sudo', asRoot);
});
