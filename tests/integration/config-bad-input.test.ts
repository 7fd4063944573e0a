/**
 * Every folder of tests/cases/bad-input is an estate with something wrong in it; `expected.json` says what is found, and
 * where. What no repository can hold is made here: links, pipes, 50 MB, names with `..`, bytes that are no text.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { loadEstate } from '../../src/config/estate.ts';
import type { Estate, Tree } from '../../src/config/model.ts';
import { PhoenixError, type Position } from '../../src/errors.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { readDiskTree } from '../../src/sources/disk.ts';
import { openRepository, type GitRepository } from '../../src/sources/git.ts';
import { describe } from '../support/describe.ts';

const CASES = 'tests/cases/bad-input';

interface Expected {
  readonly env?: string;
  readonly findings: readonly string[];
}

const load = (tree: Tree, env: string | null = null) => loadEstate(tree, { env, kinds });

const place = (at: Position | undefined) => (at ? ` ${at.file}:${at.line}:${at.column}` : '');

function found(estate: Estate): string[] {
  for (const one of estate.findings) {
    assert.ok(one.message.length > 5, one.id);
    assert.ok(one.hint && one.hint.length > 5, `${one.id} says what to do`);
    assert.not.match(`${one.message} ${one.hint}`, /[\u0000-\u001f\u202e]|undefined|\[object/, one.id);
  }
  return estate.findings.map(
    (one) => `${one.severity} ${one.id}${place(one.at)}${one.also ? ` and${place(one.also)}` : ''}`,
  );
}

describe('bad input', (test) => {
  for (const name of readdirSync(CASES).toSorted()) {
    test(name, () => {
      const expected = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as Expected;
      const estate = load(readDiskTree(join(CASES, name, 'configs')), expected.env ?? null);
      assert.equal(found(estate), [...expected.findings]);
    });
  }

  test('a case that finds nothing is no case', () => {
    for (const name of readdirSync(CASES)) {
      const expected = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as Expected;
      assert.ok(expected.findings.length > 0, name);
    }
  });
});

const SETTINGS = '{ "name": "lab", "nodes": { "pve1": {} } }';

/** A folder `configs` in a new repository; gone when the test is over. */
async function inFolder(
  run: (top: string, repository: GitRepository) => Promise<void> | void,
): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-bad-'));
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', top]);
  mkdirSync(join(top, 'configs/lxc'), { recursive: true });
  writeFileSync(join(top, 'configs/phoenix.json'), SETTINGS);
  const repository = openRepository(top);
  try {
    await run(top, repository);
  } finally {
    repository.close();
    rmSync(top, { recursive: true, force: true });
  }
}

const git = (top: string, args: readonly string[], input?: string | Buffer) =>
  execFileSync('git', ['-C', top, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    input,
    encoding: 'utf8',
  }).trim();

function commitAll(top: string): void {
  git(top, ['add', '--all']);
  git(top, ['commit', '--quiet', '--message=x']);
}

/** What the disk and what git say of the same files. */
async function both(top: string, repository: GitRepository): Promise<readonly [string[], string[]]> {
  commitAll(top);
  const tree = await repository.tree('HEAD', 'configs');
  return [found(load(readDiskTree(join(top, 'configs')))), found(load(tree))];
}

describe('bad input that no repository holds', (test) => {
  test('links to files and folders, in and out of the tree', () =>
    inFolder(async (top, repository) => {
      writeFileSync(join(top, 'secret.json'), '{ "vmid": 100 }');
      symlinkSync('../../secret.json', join(top, 'configs/lxc/web.json'));
      symlinkSync('/etc', join(top, 'configs/base'));
      symlinkSync('lxc', join(top, 'configs/profiles'));
      const wanted = ['error PHX003 base:1:1', 'error PHX003 lxc/web.json:1:1', 'error PHX003 profiles:1:1'];
      assert.equal(await both(top, repository), [wanted, wanted]);
    }));

  test('a configs folder that is a link', () =>
    inFolder(async (top, repository) => {
      symlinkSync('/etc', join(top, 'linked'));
      commitAll(top);
      const tree = await repository.tree('HEAD', 'linked');
      assert.is(tree.files.size, 0);
      assert.equal(
        tree.findings.map((one) => one.id),
        ['PHX003'],
      );
    }));

  test('a file of 50 MB, which is never held in memory', () =>
    inFolder(async (top, repository) => {
      writeFileSync(join(top, 'configs/lxc/web.json'), '{ "vmid": ');
      truncateSync(join(top, 'configs/lxc/web.json'), 50 * 1024 * 1024);
      commitAll(top);
      const before = process.memoryUsage().arrayBuffers;
      const wanted = ['error PHX002 lxc/web.json:1:1'];
      assert.equal(found(load(readDiskTree(join(top, 'configs')))), wanted);
      assert.ok(process.memoryUsage().arrayBuffers - before < 8 * 1024 * 1024);
      assert.equal(found(load(await repository.tree('HEAD', 'configs'))), wanted);
    }));

  test('a file of exactly 1 MiB is read, one byte more is not', () =>
    inFolder(async (top, repository) => {
      const text = '{ "vmid": 100 }'.padEnd(1024 * 1024, ' ');
      writeFileSync(join(top, 'configs/lxc/a.json'), text);
      writeFileSync(join(top, 'configs/lxc/b.json'), `${text} `);
      const [disk, tree] = await both(top, repository);
      assert.equal(disk, tree);
      assert.equal(
        disk.filter((one) => one.includes('PHX002')),
        ['error PHX002 lxc/b.json:1:1'],
      );
    }));

  test('bytes that are no text, and a raw NUL', () =>
    inFolder(async (top, repository) => {
      writeFileSync(join(top, 'configs/lxc/a.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
      writeFileSync(join(top, 'configs/lxc/b.json'), '{ "vmid": 100, "hostname": "a\u0000b" }');
      const wanted = ['error PHX008 lxc/a.json:1:1', 'error PHX101 lxc/b.json:1:28'];
      assert.equal(await both(top, repository), [wanted, wanted]);
    }));

  test('a pipe does not block', () =>
    inFolder((top) => {
      execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(top, 'configs/lxc/web.json')]);
      assert.equal(found(load(readDiskTree(join(top, 'configs')))), ['error PHX006 lxc/web.json:1:1']);
    }));

  test('folders in folders in folders', () =>
    inFolder(async (top, repository) => {
      const deep = join(top, 'configs/lxc', ...Array.from({ length: 70 }, () => 'a'));
      mkdirSync(deep, { recursive: true });
      writeFileSync(join(deep, 'web.json'), '{}');
      const [disk, tree] = await both(top, repository);
      assert.equal(disk, tree);
      assert.match(disk.join('\n'), /^error PHX005 lxc(\/a){64}:1:1$/);
    }));

  test('names in git that lead out of the tree', () =>
    inFolder(async (top, repository) => {
      const blob = git(top, ['hash-object', '-w', '--stdin'], '{ "vmid": 100 }');
      const settings = git(top, ['hash-object', '-w', '--stdin'], SETTINGS);
      const dots = git(top, ['mktree'], `100644 blob ${blob}\tevil.json\n`);
      const names = ['..', '.', 'a\\b.json', 'x\u001b[2J.json'].map((name) => `${name}\u0000`);
      const entries = [
        `040000 tree ${dots}\t${names[0]}`,
        `040000 tree ${dots}\t${names[1]}`,
        `100644 blob ${blob}\t${names[2]}`,
        `100644 blob ${blob}\t${names[3]}`,
        `160000 commit ${'1'.repeat(40)}\tsubmodule\u0000`,
      ];
      const lxc = git(top, ['mktree', '-z', '--missing'], entries.join(''));
      const configs = git(
        top,
        ['mktree'],
        `040000 tree ${lxc}\tlxc\n100644 blob ${settings}\tphoenix.json\n`,
      );
      const root = git(top, ['mktree'], `040000 tree ${configs}\tconfigs\n`);
      const commit = git(top, ['commit-tree', root, '-m', 'x']);
      const ids = found(load(await repository.tree(commit, 'configs')));
      assert.equal(ids, [
        ...Array.from({ length: 4 }, () => 'error PHX004 lxc:1:1'),
        'error PHX006 lxc/submodule:1:1',
      ]);
    }));

  test('a tree that stands for more files than there is memory', () =>
    inFolder(async (top, repository) => {
      let tree = git(
        top,
        ['mktree'],
        `100644 blob ${git(top, ['hash-object', '-w', '--stdin'], '{}')}\ta.json\n`,
      );
      for (let level = 0; level < 8; level += 1) {
        const entries = Array.from({ length: 10 }, (_, n) => `040000 tree ${tree}\tn${n}\n`);
        tree = git(top, ['mktree'], entries.join(''));
      }
      const root = git(top, ['mktree'], `040000 tree ${tree}\tconfigs\n`);
      const commit = git(top, ['commit-tree', root, '-m', 'x']);
      const error = await repository.tree(commit, 'configs').catch((one: unknown) => one);
      assert.ok(error instanceof PhoenixError && error.code === 'UNREADABLE');
      assert.match(error.message, /200,000 entries/);
      assert.is((await repository.tree(commit, 'none')).files.size, 0, 'the repository can still be read');
    }));

  test('a folder that is not there', () => {
    for (const folder of ['tests/cases/no-such-folder', 'package.json', 'package.json/x']) {
      assert.throws(
        () => readDiskTree(folder),
        (error: unknown) =>
          error instanceof PhoenixError && error.code === 'UNREADABLE' && error.hint !== undefined,
      );
    }
  });
});
