/** Runs Phoenix's own command line as root in a process of its own, with nothing of the caller's environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { packageFolder } from './package.ts';

export interface OwnRun {
  /** Null: a signal ended it. */
  readonly exit: number | null;
  readonly stdout: string;
}

/** Characters of stdout that are kept: more is no answer of ours. */
const MOST = 1_000_000;

/** @param say sees each line of stderr as it comes */
export function runOwn(args: readonly string[], cwd: string, say: (line: string) => void): Promise<OwnRun> {
  const own = [process.execPath, join(packageFolder(), 'dist', 'cli.js'), ...args];
  // Of sudo, git learns who owns the checkout (SUDO_UID): otherwise it refuses to read it for root.
  const [program = '', ...rest] = process.getuid?.() === 0 ? own : ['sudo', '-n', '--', ...own];
  const { PATH = '', LANG = 'C.UTF-8', http_proxy, https_proxy, no_proxy } = process.env;
  const proxies = { http_proxy, https_proxy, no_proxy };
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd,
      env: { PATH, LANG, ...proxies },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let line = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < MOST) stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${line}${text}`.split('\n');
      line = lines.pop() ?? '';
      for (const one of lines) say(one);
    });
    child.on('error', (cause) =>
      reject(
        new PhoenixError('USAGE', `${program} cannot be run`, {
          hint: 'a proof needs root, or sudo without a password',
          cause,
        }),
      ),
    );
    child.on('close', (exit) => {
      if (line !== '') say(line);
      resolve({ exit, stdout });
    });
  });
}
