/**
 * Exit codes of the built command line, as the README lists them: 0 done or nothing to do, 1 the user must act, 2 there
 * are changes, 70 a bug. Each error says what, where and what to do, on stderr alone.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { type CommandLine, withCommandLine } from '../support/command-line.ts';
import { describe } from '../support/describe.ts';
import { isForPeople } from '../support/for-people.ts';
import { CLI, run } from '../support/world.ts';

const WEB = {
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'vmbr0', ip: 'dhcp' },
  memory: '1G',
};
const ESTATE = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'lxc/web.json': WEB,
  'environments/prod/lxc/web.json': { memory: '2G' },
};

const sim = ({ node }: CommandLine) => `sim:${node}`;
const rewrite = ({ top }: CommandLine, part: object) =>
  writeFileSync(join(top, 'configs/lxc/web.json'), JSON.stringify({ ...WEB, ...part }));

/** With the estate applied to the node. */
const applied = (use: (line: CommandLine) => Promise<void>) =>
  withCommandLine(ESTATE, async (line) => {
    const { exit, stderr } = await line.phoenix('apply', '--yes', '--node', sim(line));
    assert.is(exit, 0, stderr);
    await use(line);
  });

async function exits(line: CommandLine, wanted: number, ...args: readonly string[]) {
  const ran = await line.phoenix(...args);
  assert.is(ran.exit, wanted, `phoenix ${args.join(' ')}\n${ran.stdout}${ran.stderr}`);
  return ran;
}

describe('exit codes', (test) => {
  test('0 where nothing is to do, 2 where a plan that was asked for it finds changes', () =>
    applied(async (line) => {
      const live = ['plan', '--live', '--node', sim(line)];
      await exits(line, 0, 'plan', '--detailed-exitcode');
      await exits(line, 0, ...live, '--detailed-exitcode');
      await exits(line, 0, 'apply', '--node', sim(line));
      await exits(line, 0, 'purge', '--node', sim(line));
      rewrite(line, { memory: '2G' });
      for (const plan of [['plan'], live]) {
        await exits(line, 0, ...plan);
        await exits(line, 2, ...plan, '--detailed-exitcode');
        await exits(line, 2, ...plan, '--detailed-exitcode', '--json');
      }
    }));

  test('1 where the plan has what cannot be done, whatever else was asked', () =>
    applied(async (line) => {
      rewrite(line, { rootfs: { storage: 'local-zfs', size: '2G' } });
      await exits(line, 1, 'plan');
      await exits(line, 1, 'plan', '--detailed-exitcode');
      const { stdout } = await exits(line, 1, 'plan', '--live', '--node', sim(line));
      assert.match(stdout, 'never shrinks');
      await exits(line, 1, 'apply', '--yes', '--node', sim(line));
    }));

  test('1 where nobody can be asked, and nothing was done', () =>
    applied(async (line) => {
      rewrite(line, { memory: '2G' });
      const before = [...line.nodeBytes()].filter(([path]) => path.endsWith('101.conf'));
      const { stderr } = await exits(line, 1, 'apply', '--node', sim(line));
      assert.match(stderr, /REFUSED: nobody can be asked here.*\n.*add --yes/);
      assert.equal(
        [...line.nodeBytes()].filter(([path]) => path.endsWith('101.conf')),
        before,
      );
    }));

  test('1 where a step fails: the report says which, and the next apply finishes', () =>
    applied(async (line) => {
      rewrite(line, { memory: '2G' });
      const fault = { command: 'pct set', at: 'begin', do: { kind: 'fail', message: 'no luck today' } };
      writeFileSync(join(line.node, '.sim/faults.json'), JSON.stringify([fault]));
      const failed = await exits(line, 1, 'apply', '--yes', '--node', sim(line));
      assert.match(failed.stdout + failed.stderr, 'no luck today');
      isForPeople(failed.stderr);
      await exits(line, 0, 'apply', '--yes', '--node', sim(line));
      await exits(line, 0, 'plan', '--live', '--node', sim(line), '--detailed-exitcode');
    }));

  test('1 where what is printed cannot be written: an empty file is no result', () =>
    withCommandLine(ESTATE, async ({ top }) => {
      const into = (where: string) =>
        run(['sh', '-c', `"$0" "$1" explain lxc/web ${where}`, process.execPath, CLI], top);
      const full = await into('>/dev/full');
      assert.is(full.exit, 1);
      assert.match(full.stderr, /^error UNWRITABLE: what was to be printed could not be written: ENOSPC/);
      assert.is((await into('| true')).exit, 0);
    }));

  test('70 for what is our fault, with the lines that a report needs', () =>
    withCommandLine(ESTATE, async ({ top }) => {
      const spoil = 'JSON.stringify = () => { throw new TypeError("spoilt") }';
      const { exit, stdout, stderr } = await run([process.execPath, CLI, 'explain', 'lxc/web'], top, {
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(spoil)}`,
      });
      assert.equal([exit, stdout], [70, ''], stderr);
      assert.match(
        stderr,
        /^This is a bug in Phoenix; please report it with these lines:\nTypeError: spoilt\n +at /,
      );
    }));
});

type Refusal = readonly [args: readonly string[], said: RegExp, fix: RegExp];

/** `NODE` stands for the simulated node. */
const REFUSALS: readonly Refusal[] = [
  [['plam'], /unknown command 'plam'/, /Did you mean plan\?/],
  [['plan', '--nod', 'x'], /unknown option '--nod'/, /Did you mean --node\?/],
  [['plan', '--format', 'yaml'], /'yaml' is invalid/, /text, markdown, json/],
  [
    ['plan', '--json', '--format', 'text'],
    /'--json' cannot be used with option '--format/,
    /--help shows how/,
  ],
  [['plan', '--live', '--base', 'HEAD'], /'--base <rev>' cannot be used with option '--live'/, /--help/],
  [['plan', 'extra'], /too many arguments/, /--help/],
  [['plan', '--out'], /'--out <file>' argument missing/, /--help/],
  [['plan', '--out', '/proc/phoenix/plan.md'], /"\/proc\/phoenix" cannot be written/, /another place/],
  [['plan', '--out', '.'], /"\." cannot be written: a folder/, /another place/],
  [
    ['plan', '--out', 'configs/phoenix.json/x'],
    /cannot be written: a part of its path is a file/,
    /another place/,
  ],
  [['plan', '--base', 'nope'], /GIT: git does not know the revision "nope"/, /git branch -a/],
  [['plan', '--configs', 'nope'], /UNREADABLE: there is no folder "nope"/, /--configs DIR.*phoenix init/],
  [
    ['plan', '--configs', 'configs/phoenix.json'],
    /there is no folder "configs\/phoenix\.json"/,
    /--configs DIR/,
  ],
  [['validate', '--configs', 'nope'], /there is no folder "nope"/, /--configs DIR/],
  [['plan', '--env', 'prd'], /there is no environment "prd"/, /Did you mean "prod"\?/],
  [['apply', '--yes', '--env', 'prd', '--node', 'NODE'], /there is no environment "prd"/, /"prod"/],
  [['plan', '--live', '--node', 'pve1'], /USAGE: --node "pve1" names no node/, /"ssh:\/\/HOST"/],
  [['apply', '--yes', '--node', ''], /--node "" names no node/, /"local"/],
  [['apply', '--yes', '--node', 'sim:'], /--node "sim:" names no node/, /"sim:FOLDER"/],
  [['apply', '--yes', '--node', 'ssh://-oProxyCommand=x'], /names no node/, /"ssh:\/\/HOST"/],
  [['apply', '--yes', '--node', 'ssh://root@pve1:99999'], /names no node/, /"ssh:\/\/HOST:PORT"/],
  [['apply', '--yes', '--node', 'sim:configs'], /configs is neither a lab, nor empty/, /name another folder/],
  [['apply', '--yes', '--node', 'sim:/proc/phoenix'], /"\/proc\/phoenix" cannot be written/, /another place/],
  [
    ['apply', 'lxc/wbe', '--yes', '--node', 'NODE'],
    /there is no "lxc\/wbe" in configs/,
    /Did you mean "lxc\/web"\?/,
  ],
  [['apply', 'web', '--yes', '--node', 'NODE'], /there is no "web" in configs/, /Did you mean "lxc\/web"\?/],
  [['apply', '--parallel', '0', '--node', 'NODE'], /'0' is invalid/, /whole number above 0/],
  [['purge', 'lxc/web', '--yes', '--node', 'NODE'], /lxc\/web is not retired/, /remove its file and apply/],
  [['purge', 'lxc/nope', '--yes', '--node', 'NODE'], /lxc\/nope is not retired/, /Nothing is retired/],
  [['lab', 'up', 'new-lab', '--mirror', 'ftp://x'], /'ftp:\/\/x' is invalid/, /http:\/\/ or https:\/\//],
  [['graph', 'lxc/wbe'], /there is no "lxc\/wbe"/, /Did you mean "lxc\/web"\?/],
  [['graph', '--format', 'pdf'], /'pdf' is invalid/, /dot, mermaid/],
  [['explain'], /missing required argument 'address'/, /--help/],
  [['schema', 'qemu'], /there is no schema "qemu"/, /phoenix, lxc/],
  [['schema', '--out', '/proc/phoenix'], /"\/proc\/phoenix" cannot be written/, /another place/],
  [['demo', '--keep', '/proc/phoenix'], /"\/proc\/phoenix" cannot be written/, /another place/],
  [['demo', '--keep', '.'], /"\." is not empty; nothing was written/, /empty or not there yet/],
];

function isRefused(ran: { exit: number | null; stdout: string; stderr: string }, [args, said, fix]: Refusal) {
  const told = `phoenix ${args.join(' ')}\n${ran.stdout}${ran.stderr}`;
  assert.equal([ran.exit, ran.stdout], [1, args[0] === 'validate' ? ran.stdout : ''], told);
  assert.match(ran.stderr, said, told);
  assert.match(ran.stderr, fix, told);
  isForPeople(ran.stderr);
}

describe('what makes no sense is refused', (test) => {
  test('each with what, where and what to do', () =>
    withCommandLine(ESTATE, async (line) => {
      const made = await line.phoenix('apply', '--yes', '--node', sim(line));
      assert.is(made.exit, 0, made.stderr);
      for (const refusal of REFUSALS) {
        const args = refusal[0].map((word) => (word === 'NODE' ? sim(line) : word));
        isRefused(await line.phoenix(...args), refusal);
      }
      assert.is(line.git('status', '--porcelain'), '', 'nothing was written anywhere');
    }));

  test('who asked for JSON gets JSON, and the same words beside it', () =>
    withCommandLine(ESTATE, async (line) => {
      for (const args of [
        ['plan', '--json', '--base', 'nope'],
        ['plan', '--format', 'json', '--base', 'nope'],
      ]) {
        const { exit, stdout, stderr } = await line.phoenix(...args);
        assert.is(exit, 1);
        const { v, ok, error } = JSON.parse(stdout) as { v: number; ok: boolean; error: { code: string } };
        assert.equal([v, ok, error.code], [1, false, 'GIT']);
        assert.match(stderr, 'git does not know the revision "nope"');
      }
      writeFileSync(join(line.top, 'configs/lxc/bad.json'), '{ "vmid": "x" }');
      const { stdout } = await line.phoenix('apply', '--json', '--yes', '--node', sim(line));
      const { error } = JSON.parse(stdout) as {
        error: { code: string; findings: { at: { file: string } }[] };
      };
      assert.is(error.code, 'CONFIG_INVALID');
      assert.ok(error.findings.some(({ at }) => at.file === 'lxc/bad.json'));
    }));

  test('outside of a git repository: only what needs a revision', () =>
    withCommandLine(ESTATE, async (line) => {
      rmSync(join(line.top, '.git'), { recursive: true });
      const planned = await exits(line, 0, 'plan');
      assert.match(planned.stderr, 'Nothing is committed yet, so everything in configs counts as new.');
      await exits(line, 0, 'apply', '--yes', '--node', sim(line));
      await exits(line, 0, 'plan', '--live', '--detailed-exitcode', '--node', sim(line));
      for (const args of [
        ['plan', '--base', 'HEAD'],
        ['plan', '--head', 'main'],
        ['validate', '--base', 'HEAD'],
      ])
        isRefused(await line.phoenix(...args), [
          args,
          /configs is not in a git repository/,
          /git init.*--live/,
        ]);
    }));

  test('without git on PATH: nothing seems new that may not be', () =>
    applied(async (line) => {
      const bin = mkdtempSync(join(tmpdir(), 'phoenix-path-'));
      try {
        const type = (...args: readonly string[]) =>
          run([process.execPath, CLI, ...args], line.top, { PATH: bin });
        for (const args of [
          ['plan'],
          ['plan', '--base', 'HEAD'],
          ['plan', '--live', '--node', sim(line)],
          ['apply', '--yes', '--node', sim(line)],
          ['apply', '--yes', '--node', `sim:${line.untouched}`],
          ['demo'],
        ])
          isRefused(await type(...args), [
            args,
            /GIT: git could not be started/,
            /Install git 2\.36 or newer/,
          ]);
        for (const args of [['validate'], ['graph'], ['explain', 'lxc/web', 'memory'], ['schema']])
          assert.is((await type(...args)).exit, 0, args.join(' '));
      } finally {
        rmSync(bin, { recursive: true, force: true });
      }
    }));

  test('with a repository that git cannot read: no empty history', () =>
    withCommandLine(ESTATE, async (line) => {
      rmSync(join(line.top, '.git/HEAD'));
      mkdirSync(join(line.top, '.git/HEAD'));
      for (const args of [['plan'], ['apply', '--yes', '--node', `sim:${line.untouched}`]])
        isRefused(await line.phoenix(...args), [args, /error GIT: /, /do: \w+/]);
    }));

  test('with a configs folder that is a link to another repository', () =>
    withCommandLine(ESTATE, (other) =>
      withCommandLine({}, async (line) => {
        symlinkSync(join(other.top, 'configs'), join(line.top, 'configs'));
        await exits(line, 0, 'validate');
        const { stdout } = await exits(line, 0, 'plan');
        assert.match(stdout, /1 unchanged/);
      }),
    ));
});
