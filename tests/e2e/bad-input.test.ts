/**
 * Bad input through the built command line: each ends with exit 1 and says file, line, column and what to do, and not one
 * command reaches the node. Whatever looks like a command but is only text arrives on the node as that text.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parseConf } from '../../src/node/conf.ts';
import { bytesOf, type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const SETTINGS = { name: 'lab', nodes: { pve1: {} } };
const guest = (vmid: number, more: object = {}) => ({
  vmid,
  ostemplate: ARCHIVE,
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  ...more,
});
const WEB = guest(101);
const ESTATE = { 'phoenix.json': SETTINGS, 'lxc/web.json': WEB };
const text = (value: object) => JSON.stringify(value, null, 2);

type Spoil = (line: CommandLine) => void;

interface Case {
  readonly what: string;
  /** Changes the work tree, or returns the revision that is bad. */
  readonly spoil: Spoil | ((line: CommandLine) => string);
  /** Begins the line of the finding: file, line and column. */
  readonly at: string;
  readonly says: RegExp;
  /** What to do about it. */
  readonly fix: RegExp;
}

const write =
  (path: string, content: string): Spoil =>
  ({ top }) => {
    const file = join(top, 'configs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** A commit whose folder `lxc` has an entry that no work tree can hold. */
function commitWithEntry({ top }: CommandLine, name: string): string {
  const git = (args: readonly string[], input?: string) =>
    execFileSync('git', ['-C', top, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      input,
      encoding: 'utf8',
    }).trim();
  const blob = (content: object) => git(['hash-object', '-w', '--stdin'], text(content));
  const inner = git(['mktree'], `100644 blob ${blob(guest(102))}\tevil.json\n`);
  const lxc = git(['mktree', '-z'], `040000 tree ${inner}\t${name}\u0000`);
  const configs = git(['mktree'], `040000 tree ${lxc}\tlxc\n100644 blob ${blob(SETTINGS)}\tphoenix.json\n`);
  const root = git(['mktree'], `040000 tree ${configs}\tconfigs\n`);
  return git(['commit-tree', root, '-m', 'x']);
}

const CASES: readonly Case[] = [
  {
    what: 'broken JSON',
    spoil: write('lxc/web.json', '{\n  "vmid": 101,\n  "memory" "2G"\n}\n'),
    at: 'configs/lxc/web.json:3:12',
    says: /not valid JSON/,
    fix: /do: /,
  },
  {
    what: 'a key that stands twice',
    spoil: write('lxc/web.json', '{\n  "vmid": 101,\n  "memory": "1G",\n  "memory": "2G"\n}\n'),
    at: 'configs/lxc/web.json:4:3',
    says: /"memory".*twice/,
    fix: /do: \w+/,
  },
  {
    what: 'an unknown key',
    spoil: write('lxc/web.json', text({ ...WEB, memroy: '2G' })),
    at: 'configs/lxc/web.json:12:3',
    says: /unknown key "memroy"/,
    fix: /do: Did you mean "memory"\?/,
  },
  {
    what: 'a wrong type',
    spoil: write('lxc/web.json', text({ ...WEB, cores: 'two' })),
    at: 'configs/lxc/web.json:12:12',
    says: /cores/,
    fix: /do: \w+/,
  },
  {
    what: 'profiles that extend each other',
    spoil: (line) => {
      write('profiles/a.json', '{ "extends": ["b"] }')(line);
      write('profiles/b.json', '{ "extends": ["a"] }')(line);
      write('lxc/web.json', text({ ...WEB, extends: ['a'] }))(line);
    },
    at: 'configs/profiles/b.json:1:15',
    says: /extend/,
    fix: /do: \w+/,
  },
  {
    what: 'an unknown profile',
    spoil: write('lxc/web.json', text({ ...WEB, extends: ['gpuu'] })),
    at: 'configs/lxc/web.json:13:5',
    says: /"gpuu"/,
    fix: /do: \w+/,
  },
  {
    what: 'two files with one VMID',
    spoil: write('lxc/other.json', text(guest(101))),
    at: 'configs/lxc/web.json:1:9',
    says: /101/,
    fix: /also configs\/lxc\/other\.json:2:11[^]*do: \w+/,
  },
  {
    what: 'a link out of the tree',
    spoil: ({ top }) => {
      symlinkSync('/etc/passwd', join(top, 'configs/lxc/passwd.json'));
    },
    at: 'configs/lxc/passwd.json:1:1',
    says: /link/,
    fix: /do: \w+/,
  },
  {
    what: 'a file of 50 MB',
    spoil: ({ top }) => {
      writeFileSync(join(top, 'configs/lxc/big.json'), '{ "vmid": ');
      truncateSync(join(top, 'configs/lxc/big.json'), 50 * 1024 * 1024);
    },
    at: 'configs/lxc/big.json:1:1',
    says: /1 MiB/,
    fix: /do: \w+/,
  },
  {
    what: '100 levels of nesting',
    spoil: write('lxc/deep.json', nested(100)),
    at: 'configs/lxc/deep.json:1:',
    says: /deep|64/,
    fix: /do: \w+/,
  },
  {
    what: 'a NUL in a text',
    spoil: write('lxc/web.json', text({ ...WEB, description: 'a\u0000b' })),
    at: 'configs/lxc/web.json:12:18',
    says: /\\u0000|control|seen/,
    fix: /do: \w+/,
  },
  {
    what: 'a raw control character',
    spoil: write('lxc/web.json', '{ "vmid": 101, "hostname": "a\u001b[31mb" }'),
    at: 'configs/lxc/web.json:1:28',
    says: /not valid JSON|control/,
    fix: /do: \w+/,
  },
  {
    what: 'a mark that turns the direction of text',
    spoil: write('lxc/web.json', text({ ...WEB, hostname: 'a\u202eb' })),
    at: 'configs/lxc/web.json:12:15',
    says: /seen|202e/i,
    fix: /do: \w+/,
  },
  {
    what: 'a key that is called __proto__',
    spoil: write('lxc/web.json', '{ "vmid": 101, "__proto__": { "memory": "64G" } }'),
    at: 'configs/lxc/web.json:1:16',
    says: /__proto__/,
    fix: /do: \w+/,
  },
  {
    what: 'a file whose name is a command',
    spoil: write('lxc/$(touch pwned).json', text(guest(102))),
    at: 'configs/lxc/$(touch pwned).json:1:1',
    says: /name/,
    fix: /do: \w+/,
  },
  {
    what: 'a name in git that leads out of the tree',
    spoil: (line) => commitWithEntry(line, '..'),
    at: 'configs/lxc:1:1',
    says: /"\.\."/,
    fix: /do: \w+/,
  },
  {
    what: 'a revision whose files do not parse',
    spoil: (line) => {
      const broken = line.commit({ 'configs/lxc/web.json': '{ "vmid": 101,, }' }, 'Break it');
      writeFileSync(join(line.top, 'configs/lxc/web.json'), text(WEB));
      return broken;
    },
    at: 'configs/lxc/web.json:1:15',
    says: /not valid JSON/,
    fix: /do: \w+/,
  },
];

/** Each way from files to a node; a bad revision is planned, since an apply takes what is on disk. */
function ways(line: CommandLine, revision: string | undefined): string[][] {
  const { node, untouched } = line;
  if (revision !== undefined) {
    return [
      ['plan', '--head', revision],
      ['plan', '--base', revision],
      ['plan', '--live', '--head', revision, '--node', `sim:${node}`],
      ['plan', '--live', '--head', revision, '--node', `sim:${untouched}`],
      ['validate', '--head', revision],
    ];
  }
  return [
    ['plan'],
    ['plan', '--format', 'json'],
    ['plan', '--live', '--node', `sim:${node}`],
    ['apply', '--yes', '--node', `sim:${node}`],
    ['apply', '--yes', '--json', '--node', `sim:${untouched}`],
    ['purge', '--yes', 'lxc/web', '--node', `sim:${untouched}`],
    ['graph'],
    ['explain', 'lxc/web', 'memory'],
  ];
}

describe('bad input, from outside', (test) => {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-applied-'));
  // One for all of them: nothing may change it.
  const node = join(scratch, 'node');
  test.before(() =>
    withCommandLine(ESTATE, async (line) => {
      const applied = await line.phoenix('apply', '--yes', '--node', `sim:${node}`);
      assert.is(applied.exit, 0, applied.stderr);
    }),
  );
  test.after(() => rmSync(scratch, { recursive: true, force: true }));

  for (const { what, spoil, at, says, fix } of CASES) {
    test(what, () =>
      withCommandLine(ESTATE, async (fresh) => {
        const line = { ...fresh, node, nodeBytes: () => bytesOf(node) };
        const before = line.nodeBytes();
        assert.ok(before.size > 20, 'there is a node to compare with');
        const revision = spoil(line) ?? undefined;
        for (const args of ways(line, revision)) {
          const { exit, stdout, stderr } = await line.phoenix(...args);
          const told = `phoenix ${args.join(' ')}\n${stderr}`;
          assert.is(exit, 1, told);
          if (args.some((word) => word.endsWith('json'))) assert.is(JSON.parse(stdout).ok, false, told);
          else if (args[0] !== 'validate') assert.is(stdout, '', told);
          const finding = stderr.split('\n').find((one) => one.includes(at) && / error PHX\d+: /.test(one));
          assert.ok(finding, `${at} is not in\n${told}`);
          assert.match(stderr, says);
          assert.match(stderr, fix);
          isForPeople(stderr);
          assert.ok(stderr.length < 6000, told);
        }
        assert.equal([...line.nodeBytes()], [...before], 'the node is as it was, byte for byte');
        assert.not.ok(existsSync(line.untouched), 'nobody connected');
        assert.not.ok(existsSync(join(line.top, 'pwned')));
      }),
    );
  }
});

describe('a revision that is none', (test) => {
  for (const revision of [
    'no-such-branch',
    '-x',
    '--upload-pack=x',
    'a..b',
    'HEAD:configs',
    '$(id)',
    'f'.repeat(40),
  ]) {
    test(revision, () =>
      withCommandLine(ESTATE, async (line) => {
        for (const option of ['--base', '--head']) {
          const { exit, stdout, stderr } = await line.phoenix('plan', `${option}=${revision}`);
          assert.is(exit, 1, stderr);
          assert.is(stdout, '');
          assert.match(stderr, 'error GIT');
          assert.ok(stderr.includes(revision), stderr);
          assert.match(stderr, /do: \w+/);
          isForPeople(stderr);
        }
      }),
    );
  }
});

const NASTY = '$(touch pwned) `touch pwned` | ; && > < \\ " \' * ? [x](y) </details> @everyone #1 <!-- --> é';

describe('text that looks like a command', (test) => {
  test('arrives on the node as text, and as text in the comment', () =>
    withCommandLine(ESTATE, async (line) => {
      const nasty = guest(103, {
        description: `${NASTY}\n::error::x`,
        env: { GREETING: '$(touch pwned) `id` ; "' },
        mounts: { '/srv/$(touch pwned)': { storage: 'local-zfs', size: '1G' } },
        snapshots: { before: { description: NASTY } },
      });
      line.commit({ 'configs/lxc/nasty.json': text(nasty) }, NASTY);
      const validated = await line.phoenix('validate');
      assert.is(validated.exit, 0, validated.stderr);
      const planned = await line.phoenix('plan', '--base', 'HEAD~1', '--format', 'markdown');
      assert.is(planned.exit, 0, planned.stderr);
      const outside = planned.stdout.replaceAll(/```[^]*?\n```/g, '');
      assert.not.match(outside, /(?<!`[^`\n]*)@everyone/);
      assert.is(outside.match(/<\/details>/g)?.length ?? 0, outside.match(/<details/g)?.length ?? 0);
      const applied = await line.phoenix('apply', '--yes', '--node', `sim:${line.node}`);
      assert.is(applied.exit, 0, applied.stderr + applied.stdout);
      const listed = await line.phoenix('lab', line.node, '--', 'pct', 'config', '103');
      const conf = parseConf(listed.stdout);
      assert.ok(conf, listed.stdout);
      const snapshots = await line.phoenix('lab', line.node, '--', 'pct', 'listsnapshot', '103');
      assert.ok(snapshots.stdout.includes('$(touch pwned) `touch pwned`'), snapshots.stdout);
      assert.ok(listed.stdout.includes('mp=/srv/$(touch pwned)'), listed.stdout);
      assert.ok(decodeURIComponent(listed.stdout).includes(NASTY), listed.stdout);
      for (const folder of [line.top, line.node, process.cwd()]) {
        assert.not.ok(existsSync(join(folder, 'pwned')), folder);
      }
      const again = await line.phoenix('plan', '--live', '--detailed-exitcode', '--node', `sim:${line.node}`);
      assert.is(again.exit, 0, again.stdout);
      rmSync(join(line.top, 'configs/lxc/nasty.json'));
    }));

  for (const [what, more] of [
    ['a tag', { tags: ['$(id)'] }],
    ['a hostname', { hostname: '$(id)' }],
    ['the name of a snapshot', { snapshots: { '$(id)': {} } }],
    ['a pool', { pool: 'a;reboot' }],
    ['a mount path with a comma', { mounts: { '/a,size=1': { storage: 'local-zfs', size: '1G' } } }],
    ['an archive', { ostemplate: '$(id)' }],
    ['a raw line', { raw: { 'lxc.no.such.key': '/tmp/x' } }],
  ] as const) {
    test(`${what} that Proxmox could not take is refused`, () =>
      withCommandLine(ESTATE, async (line) => {
        write('lxc/nasty.json', text(guest(103, more)))(line);
        const { exit, stderr } = await line.phoenix('apply', '--yes', '--node', `sim:${line.untouched}`);
        assert.is(exit, 1, stderr);
        assert.match(stderr, /configs\/lxc\/nasty\.json:\d+:\d+ error PHX\d+: /);
        assert.match(stderr, /do: \w+/);
        isForPeople(stderr);
        assert.not.ok(existsSync(line.untouched));
      }));
  }
});
