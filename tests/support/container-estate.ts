/** An estate in a repository, a lab of real containers for it, and the built command line between them, as its user has it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { readRecord } from '../../src/simulator/edge/lxc/record.ts';
import { remainsOf } from './containers.ts';
import { spyEnvironment, type StartedProcess, startedProcesses } from './process-spy.ts';
import { CLI } from './world.ts';

interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  /** What a person sees: stdout and stderr. */
  readonly text: string;
}

export interface ContainerEstate {
  /** The folder of the lab. */
  readonly lab: string;
  readonly configs: string;
  /** The options that name them both. */
  readonly here: readonly string[];
  phoenix(...args: readonly string[]): Ended;
  /** The same for this estate and this lab, and it must succeed: `done('apply', '--yes')`. Gives its text. */
  done(...args: readonly string[]): string;
  /** The same, started and not waited for. */
  start(...args: readonly string[]): ChildProcess;
  /** A file below configs; null removes it. */
  write(path: string, value: object | string | null): void;
  /** Pins the features of the library that are used. */
  pin(): void;
  commit(message: string): void;
  /** Makes the lab, and what the guests are made of; its text. */
  up(): string;
  /** Runs a shell script in a guest, which must succeed; its stdout. */
  inGuest(vmid: number, script: string): string;
  /** What commands of Phoenix have started on the node since this or `processes` was asked last: `['pct', 'start', '101']`. */
  started(): (readonly string[])[];
  /** The same with what it was given. */
  processes(): StartedProcess[];
  /** Takes the lab down and holds that nothing of it is left on this machine. */
  down(): void;
  /** For `after`: whatever a test that failed has left. */
  end(): void;
}

/** @param from a folder that is copied; an empty one unless given. @param env of all commands */
export function containerEstate(
  name: string,
  { from, env = {} }: { readonly from?: string; readonly env?: Readonly<Record<string, string>> } = {},
): ContainerEstate {
  const folder = mkdtempSync(join(tmpdir(), `phoenix-${name}-`));
  const [repository, lab] = [join(folder, 'repo'), join(folder, 'lab')];
  const configs = join(repository, 'configs');
  mkdirSync(configs, { recursive: true });
  if (from !== undefined) cpSync(from, repository, { recursive: true });
  const log = join(folder, 'processes');
  const options = { cwd: folder, env: { ...process.env, ...spyEnvironment(log), ...env } };
  const git = (...args: readonly string[]) => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid'];
    const { status, stderr } = spawnSync('git', ['-C', repository, ...identity, ...args], {
      encoding: 'utf8',
    });
    assert.is(status, 0, stderr);
  };
  git('init', '-q', '-b', 'main');
  const phoenix = (...args: readonly string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      ...options,
      encoding: 'utf8',
    });
    return { exit: status, stdout, text: stdout + stderr };
  };
  const must = (...args: readonly string[]): string => {
    const { exit, text } = phoenix(...args);
    assert.is(exit, 0, `phoenix ${args.join(' ')}\n${text}`);
    return text;
  };
  const processes = () => startedProcesses(log).filter(({ argv }) => argv[0] !== 'git');
  const here = ['--configs', configs, '--node', `sim:${lab}`];
  return {
    lab,
    configs,
    here,
    phoenix,
    done: (...args) => must(...args, ...here),
    start: (...args) => {
      const stdio = ['ignore', 'pipe', 'pipe'] as const;
      const child = spawn(process.execPath, [CLI, ...args, ...here], { ...options, stdio: [...stdio] });
      // Whoever does not listen must not hold it up.
      child.stdout.resume();
      child.stderr.resume();
      return child;
    },
    write: (path, value) => {
      const file = join(configs, path);
      mkdirSync(dirname(file), { recursive: true });
      if (value === null) rmSync(file, { recursive: true });
      else
        writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, null, 2), {
          mode: path.endsWith('.sh') ? 0o755 : 0o644,
        });
    },
    pin: () => void must('feature', 'update', '--configs', configs),
    commit: (message) => {
      git('add', '-A');
      git('commit', '-qm', message);
    },
    up: () => must('lab', 'up', lab, '--from', configs, '--build'),
    inGuest: (vmid, script) => {
      const argv = ['pct', 'exec', String(vmid), '--keep-env', '0', '--', 'sh', '-c', script];
      const { exit, stdout, stderr } = runInLab(lab, argv);
      assert.is(exit, 0, `${script}: ${stdout}${stderr}`);
      return stdout;
    },
    started: () => processes().map(({ argv }) => argv),
    processes,
    down: () => {
      const id = readRecord(lab)?.id ?? assert.unreachable(`${lab} is no lab`);
      must('lab', 'down', lab, '--remove');
      assert.equal(remainsOf(String(id)), []);
      assert.not.ok(existsSync(lab));
    },
    end: () => {
      if (existsSync(lab)) phoenix('lab', 'down', lab, '--remove');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
