/** `phoenix init`: what it writes is an estate that works, and where it cannot write it says so and writes nothing. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { CLI, type Ran, run } from '../support/world.ts';

type Type = (...argv: readonly string[]) => Promise<Ran>;

/** `phoenix` and `git` typed in a new folder. */
async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (folder: string, phoenix: Type, git: Type) => Promise<void>,
): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-init-'));
  const folder = join(top, 'here');
  mkdirSync(folder);
  const person = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main'];
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await use(
      folder,
      (...args) => run([process.execPath, CLI, ...args], folder),
      (...args) => run(['git', ...person, ...args], folder),
    );
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

const WRITTEN = [
  '.github/workflows/phoenix-apply.yml',
  '.github/workflows/phoenix-drift.yml',
  '.github/workflows/phoenix-plan.yml',
  'configs/base/lxc.jsonc',
  'configs/lxc/hello.jsonc',
  'configs/phoenix.json',
  ...readdirSync(new URL('../../docs/schemas', import.meta.url)).map((name) => `configs/schemas/${name}`),
].toSorted();

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .toSorted();

const ok = (ran: Ran): Ran => {
  assert.is(ran.exit, 0, ran.stdout + ran.stderr);
  return ran;
};

describe('init in an empty repository', (test) => {
  test('gives an estate that validates, plans, applies and is then as it should be', () =>
    inFolder({}, async (folder, phoenix, git) => {
      ok(await git('init', '--quiet'));
      const { stdout } = ok(await phoenix('init', '--name', 'home', '--node', 'box'));
      assert.equal(filesBelow(folder), WRITTEN);
      assert.not.match(stdout, 'git init');
      assert.match(stdout, /^ {2}2\. phoenix validate && phoenix plan$/m);
      assert.is(ok(await phoenix('validate')).stdout, '1 resource in configs: nothing found\n');
      const first = ok(await phoenix('plan'));
      assert.match(first.stderr, 'Nothing is committed yet');
      assert.match(first.stdout, /^\+ lxc\/hello /m);
      ok(await git('add', '.'));
      ok(await git('commit', '--quiet', '-m', 'Begin'));
      assert.match(ok(await phoenix('plan')).stdout, 'nothing to do; 1 unchanged');
      const node = ['--node', 'sim:../node'];
      assert.match(ok(await phoenix('apply', '--yes', ...node)).stdout, 'Applied 1 of 1 to home');
      const live = ok(await phoenix('plan', '--live', '--detailed-exitcode', ...node));
      assert.match(live.stdout, 'nothing to do; 1 unchanged');
      assert.match(ok(await phoenix('lab', '../node', '--', 'pct', 'list')).stdout, /^900 +running +hello/m);
    }));

  test('gives workflows that are YAML, and name the action that was asked for', () =>
    inFolder({}, async (folder, phoenix) => {
      const action = `acme/phoenix@${'0123456789'.repeat(4)}`;
      const { stderr } = ok(await phoenix('init', '--action', action));
      assert.is(stderr, '');
      for (const name of readdirSync(join(folder, '.github/workflows'))) {
        const workflow = parse(readFileSync(join(folder, '.github/workflows', name), 'utf8')) as {
          readonly name: string;
          readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly uses?: string }[] }>>;
        };
        assert.match(workflow.name, /^Phoenix /);
        const uses = Object.values(workflow.jobs).flatMap(({ steps }) =>
          steps.flatMap(({ uses = [] }) => uses),
        );
        assert.ok(uses.includes(action), `${name}: ${uses.join(' ')}`);
        assert.not.ok(uses.includes('./'));
        for (const one of uses) assert.match(one, /@[0-9a-f]{40}$/);
      }
    }));
});

describe('init elsewhere', (test) => {
  test('in a folder without git, or in another one, the first step says how to get there', () =>
    inFolder({}, async (folder, phoenix) => {
      const { stdout } = ok(await phoenix('init', 'estate'));
      assert.match(stdout, /^ {2}1\. cd estate && git init( |$)/m);
      assert.equal(filesBelow(join(folder, 'estate')), WRITTEN);
      assert.match(ok(await phoenix('plan', '--configs', 'estate/configs')).stdout, 'lxc/hello');
    }));

  test('in a folder that holds other things, these stay', () =>
    inFolder({ 'README.md': 'mine', 'configs/notes.txt': 'mine' }, async (folder, phoenix) => {
      ok(await phoenix('init'));
      assert.is(readFileSync(join(folder, 'README.md'), 'utf8'), 'mine');
      ok(await phoenix('validate'));
    }));
});

interface Refusal {
  readonly what: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly said: RegExp;
  readonly fix: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a place where nothing can be made',
    args: ['/proc/phoenix'],
    said: /"\/proc\/phoenix\/configs" cannot be written/,
    fix: /name another place/,
  },
  {
    what: 'a file',
    files: { x: 'mine' },
    args: ['x'],
    said: /"x\/configs" cannot be written: a part of its path is a file/,
    fix: /name another place/,
  },
  {
    what: 'a folder with an estate',
    files: { 'configs/phoenix.json': 'mine' },
    said: /configs\/phoenix\.json stands in \. already; nothing was written/,
    fix: /name another folder/,
  },
  {
    what: 'a folder with an estate that is called otherwise',
    files: { 'configs/phoenix.jsonc': 'mine', 'configs/base/lxc.json': 'mine' },
    said: /configs\/phoenix\.jsonc, configs\/base\/lxc\.json stand in \. already/,
    fix: /name another folder/,
  },
  {
    what: 'a file where a folder has to be',
    files: { '.github': 'mine' },
    said: /"\.github\/workflows" cannot be written: a part of its path is a file/,
    fix: /name another place/,
  },
  {
    what: 'a name that is none',
    args: ['--name', 'My Lab'],
    said: /"My Lab" cannot name an estate/,
    fix: /lower-case letters/,
  },
  {
    what: 'a node that is none',
    args: ['--node', 'a b'],
    said: /"a b" cannot name a node/,
    fix: /hostname/,
  },
  {
    what: 'an action by a tag',
    args: ['--action', 'acme/phoenix@v1'],
    said: /"acme\/phoenix@v1" is not OWNER\/REPO@SHA/,
    fix: /full commit id/,
  },
];

describe('init refuses', (test) => {
  for (const { what, files = {}, args = [], said, fix } of REFUSALS) {
    test(what, () =>
      inFolder(files, async (folder, phoenix) => {
        const { exit, stdout, stderr } = await phoenix('init', ...args);
        assert.equal([exit, stdout], [1, ''], stderr);
        assert.match(stderr, said);
        assert.match(stderr, fix);
        isForPeople(stderr);
        assert.equal(filesBelow(folder), Object.keys(files).toSorted(), 'nothing was written');
      }),
    );
  }

  const isRoot = process.getuid?.() === 0;
  test(`a folder that may not be written${isRoot ? ', but not of root' : ''}`, () =>
    inFolder({}, async (folder, phoenix) => {
      chmodSync(folder, 0o555);
      try {
        const { exit, stderr } = await phoenix('init');
        assert.is(exit, isRoot ? 0 : 1, stderr);
        if (isRoot) return;
        assert.match(stderr, /"configs" cannot be written: its folder may not be written by this user/);
        assert.not.ok(existsSync(join(folder, 'configs')));
      } finally {
        chmodSync(folder, 0o755);
      }
    }));
});
