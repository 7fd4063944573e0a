/** How git is started: argument vectors only, in a clean environment, with nothing that a repository can switch on. */
import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';

/** Variables that git and its transports need; everything else, GIT_DIR of a surrounding hook above all, stays out. */
const PASSED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  // By it git trusts the repository of whoever called sudo.
  'SUDO_UID',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
] as const;

const FIXED = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_PAGER: 'cat',
} as const;

/** Settings of a repository that start programs or hold large files in memory are overruled. */
const SAFE = [
  '--no-pager',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.ext.allow=never'].flatMap((s) => [
    '-c',
    s,
  ]),
  ...['core.bigFileThreshold=1m', 'gc.auto=0', 'maintenance.auto=false', 'log.showSignature=false'].flatMap(
    (s) => ['-c', s],
  ),
] as const;

const LOCAL_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

interface GitResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts git with pipes to all three streams. */
export function startGit(folder: string, args: readonly string[]): ChildProcess {
  const env: Record<string, string> = { ...FIXED };
  for (const name of PASSED) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return spawn('git', [...SAFE, ...args], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
}

/**
 * Runs git to its end. An exit code other than 0 is the caller's to judge.
 * @throws PhoenixError `GIT` when git is not installed, does not end in time, or the folder is no repository.
 */
export function runGit(
  folder: string,
  args: readonly string[],
  timeout = LOCAL_TIMEOUT_MS,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = startGit(folder, args);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let size = 0;
    const stop = (why: string) => {
      child.kill('SIGKILL');
      reject(
        new PhoenixError('GIT', `git ${args[0]} ${why}`, {
          hint: 'Run it by hand to see what it waits for.',
        }),
      );
    };
    const timer = setTimeout(() => stop(`did not end within ${timeout / 1000} s`), timeout);
    const take = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) stop('printed more than 64 MiB');
    };
    child.stdout?.on('data', take(out));
    child.stderr?.on('data', take(err));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(gitMissing(folder, error));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const result = {
        exit: code ?? -1,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      };
      const refused = result.exit === 0 ? null : repositoryError(folder, result.stderr);
      if (refused) reject(refused);
      else resolve(result);
    });
  });
}

/** What git prints. @throws PhoenixError `GIT` also when git ends with another code than 0 */
export async function gitOutput(folder: string, args: readonly string[], timeout?: number): Promise<string> {
  const { exit, stdout, stderr } = await runGit(folder, args, timeout);
  if (exit !== 0) throw gitFailed(args[0] ?? '', stderr);
  return stdout;
}

export function gitFailed(command: string, stderr: string): PhoenixError {
  return new PhoenixError('GIT', `git ${command} failed: ${gitSaid(stderr)}`, {
    hint: 'Run the same by hand in the repository to see more.',
  });
}

/** spawn says ENOENT for a missing program and for a missing folder alike. */
export function gitMissing(folder: string, cause: Error): PhoenixError {
  return new PhoenixError('GIT', `git could not be started in ${quote(folder)}: ${cause.message}`, {
    hint: 'Install git 2.36 or newer, and check that the folder exists.',
    cause,
  });
}

/** What git's own words say about the repository as a whole; null when they are about something else. */
export function repositoryError(folder: string, stderr: string): PhoenixError | null {
  if (/not a git repository/i.test(stderr)) {
    return new PhoenixError('GIT', `${quote(folder)} is not inside a git repository`, {
      hint: 'Run Phoenix in a clone of the repository that holds the configs folder.',
    });
  }
  const owner = /dubious ownership in repository at '([^']*)'/.exec(stderr);
  if (owner) {
    return new PhoenixError(
      'GIT',
      `git refuses the repository ${quote(owner[1] ?? folder)}: another user owns it`,
      {
        hint: `Run Phoenix as the owner, or trust the folder: git config --global --add safe.directory ${owner[1]}`,
      },
    );
  }
  return null;
}

/** The last lines of what git said, for a message. */
export function gitSaid(stderr: string): string {
  const lines = stderr.trim().split('\n').filter(Boolean);
  return lines.length === 0
    ? 'git gave no reason'
    : lines
        .slice(-2)
        .map((line) => quote(line, 200).slice(1, -1))
        .join('; ');
}
