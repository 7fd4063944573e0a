/** What `--help` says: every command tells its usage, its options and examples, and the examples do what they say. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { CLI, type Ran, run } from '../support/world.ts';

const phoenix = (...args: readonly string[]): Promise<Ran> => run([process.execPath, CLI, ...args], tmpdir());

const COMMANDS = [
  'init',
  'validate',
  'plan',
  'proof',
  'fmt',
  'migrate',
  'apply',
  'import',
  'status',
  'purge',
  'backup',
  'restore',
  'layers',
  'rebuild',
  'node',
  'explain',
  'diff',
  'history',
  'graph',
  'schema',
  'lab',
  'feature',
  'vault',
  'demo',
] as const;

/** Commands below a command. */
const BELOW = [
  'layers prune',
  'lab up',
  'lab down',
  'lab status',
  'feature list',
  'feature new',
  'feature check',
  'feature update',
  'feature test',
  'vault init',
  'vault set',
  'vault get',
  'vault edit',
  'vault rm',
  'vault list',
  'vault check',
  'vault rekey',
  'vault rotate',
  'vault recipients',
] as const;

/** Commands below those. */
const DEEPER = [
  'vault recipients list',
  'vault recipients add',
  'vault recipients remove',
  'vault recipients rekey',
] as const;

const ALL = [...COMMANDS, ...BELOW, ...DEEPER];
/** Whose options are those of the commands below them. */
const GROUPS: readonly string[] = ['feature', 'vault', 'vault recipients'];

const helps = new Map<string, string>(
  await Promise.all(
    ALL.map(async (name) => [name, (await phoenix(...name.split(' '), '--help')).stdout] as const),
  ),
);
const helpOf = (name: string) => helps.get(name) ?? '';

/** The lines of a part, without what wraps. */
const part = (help: string, title: string): string[] => {
  const lines = help.split(`\n${title}:\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
  return lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim());
};

/** The command of an example; what stands behind two blanks or more explains it. */
const examplesOf = (help: string) => part(help, 'Examples').map((line) => line.split(/ {2,}/)[0] ?? '');

describe('phoenix --help', (test) => {
  test('names every command, and so does the README', async () => {
    const { exit, stdout, stderr } = await phoenix('--help');
    assert.equal([exit, stderr], [0, '']);
    const listed = part(stdout, 'Commands').map((line) => line.split(' ')[0]);
    assert.equal(
      listed.filter((name) => name !== 'help'),
      [...COMMANDS],
    );
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const table = [...readme.matchAll(/^\| `phoenix (\w+)` \|/gm)].map((match) => match[1]);
    assert.equal(table, [...COMMANDS]);
  });

  test('without a command it is shown too, as an error', async () => {
    const { exit, stdout, stderr } = await phoenix();
    assert.equal([exit, stdout], [1, '']);
    assert.match(stderr, /^Usage: phoenix /);
  });

  test('names every command below a command', () => {
    const listed = ALL.flatMap((name) =>
      part(helpOf(name), 'Commands').map((line) => `${name} ${line.split(' ')[0]}`),
    ).filter((name) => !name.endsWith(' help'));
    assert.equal(listed.toSorted(), [...BELOW, ...DEEPER].toSorted());
  });

  for (const name of ALL) {
    test(`${name}: usage, options that are explained, and examples`, () => {
      const help = helpOf(name);
      assert.match(help, new RegExp(`^Usage: phoenix ${name} \\[options\\]`));
      const options = part(help, 'Options');
      assert.ok(options.length >= (GROUPS.includes(name) ? 1 : 2), help);
      for (const option of options) assert.match(option, /^-{1,2}\w[^ ]*(?:,? \S+)* {2,}\S/);
      const examples = examplesOf(help);
      assert.ok(examples.length > 0, help);
      for (const example of examples) assert.match(example, new RegExp(`^phoenix ${name}\\b`));
      isForPeople(help);
    });
  }
});

const guest = (vmid: number) => ({
  vmid,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  memory: '1G',
});
const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/web.json': guest(101),
  'lxc/old.json': guest(102),
  'environments/staging/lxc/web.json': { memory: '2G' },
};

/** Examples that end otherwise here, and why. */
const OTHERWISE: Readonly<Record<string, readonly [number, RegExp]>> = {
  // Nobody writes to its stdin here.
  'phoenix fmt --stdin configs/lxc/web.json': [1, /PHX101: the file is empty/],
  // The one before it has written here.
  'phoenix init --name lab --from ssh://pve1': [1, /stand in \. already; nothing was written/],
  'phoenix apply --on pve2 --wait 30m --yes': [1, /pve2/],
  'phoenix purge lxc/old --yes': [1, /lxc\/old is kept until .*\n.*or add --now/],
  'phoenix purge lxc/old --now': [1, /nobody can be asked here/],
  'phoenix rebuild lxc/web --node ssh://pve1': [1, /lxc\/web is not made from a layer/],
  'phoenix feature update nginx': [1, /no guest uses nginx/],
  'phoenix rebuild lxc/web --yes': [1, /lxc\/web is not made from a layer/],
};

/**
 * The demonstration has a test of its own, since it takes its time, and so have the vault, whose story needs keys, backups,
 * which need a place, and the node's side of a conversation; real containers have a folder of tests.
 */
const EXAMPLES = [
  ...new Set(ALL.filter((name) => name !== 'demo').flatMap((name) => examplesOf(helpOf(name)))),
].filter(
  (example) =>
    !/^phoenix (?:lab (?:up|down|status)|feature test|proof|vault|node|backup|restore)(?: |$)/.test(example),
);

describe('the examples of --help', (test) => {
  test('run, in their order, in an estate with a guest that was retired', () =>
    withCommandLine(ESTATE, async ({ top, node, git, phoenix: type }) => {
      const lab = mkdtempSync(join(tmpdir(), 'phoenix-examples-'));
      try {
        mkdirSync(join(lab, 'confs'));
        writeFileSync(
          join(lab, 'confs/101.conf'),
          'arch: amd64\nhostname: a\nmemory: 64\nostype: debian\nrootfs: local:101/vm-101-disk-0.raw,size=4G\n',
        );
        const made = await type('apply', '--yes', '--node', `sim:${node}`);
        assert.is(made.exit, 0, made.stderr);
        rmSync(join(top, 'configs/lxc/old.json'));
        git('commit', '--all', '--quiet', '--message=Retire old');
        const retired = await type('apply', '--yes', '--node', `sim:${node}`);
        assert.is(retired.exit, 0, retired.stdout + retired.stderr);
        git('update-ref', 'refs/remotes/origin/main', 'HEAD');

        for (const example of EXAMPLES) {
          const args = example
            .replaceAll('DIR', join(lab, 'confs'))
            .replace(
              /^(phoenix migrate) \S+/,
              `$1 ${fileURLToPath(new URL('../data/original', import.meta.url))}`,
            )
            .replaceAll(/ssh:\/\/pve1|sim:\/tmp\/lab/g, `sim:${node}`)
            .replaceAll('OWNER/phoenix@FULL-COMMIT-SHA', `acme/phoenix@${'a'.repeat(40)}`)
            .split(' ')
            .slice(1);
          const isLive = ['apply', 'import', 'status', 'purge', 'layers', 'rebuild'].includes(args[0] ?? '');
          if (isLive && !args.includes('--node') && !args.includes('--from'))
            args.push('--node', `sim:${node}`);
          // The first example of init is for an empty repository.
          const cwd = args[0] === 'init' ? lab : top;
          const ran = await run([process.execPath, CLI, ...args], cwd);
          const [exit, said] = OTHERWISE[example] ?? [0, /^/];
          assert.is(ran.exit, exit, `${example}\n${ran.stdout}${ran.stderr}`);
          assert.match(ran.stderr, said);
          isForPeople(ran.stdout + ran.stderr);
        }
      } finally {
        rmSync(lab, { recursive: true, force: true });
      }
    }));
});
