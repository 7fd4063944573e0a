/**
 * The simulated node's programs: `simulator.js [--node NAME] DIR pct list`. The scripts in DIR/.sim/bin start it.
 * It exits as the real command does; an injected kill ends it by SIGKILL.
 */
import { readFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import { PhoenixError } from '../../errors.ts';
import type { Result } from '../session.ts';
import { sleepSync } from './file-lock.ts';
import { runInLab } from './lab.ts';

/** As Perl finds it: LC_ALL before LC_CTYPE before LANG. */
function locale(): 'C' | 'UTF-8' {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? 'UTF-8' : 'C';
}

function readArguments(
  argv: readonly string[],
): { dir: string; node?: string; command: readonly string[] } | null {
  const [first, second, ...rest] = argv;
  if (first === '--node' && second !== undefined) {
    const [dir, ...command] = rest;
    return dir === undefined ? null : { dir, node: second, command };
  }
  return first === undefined ? null : { dir: first, command: argv.slice(1) };
}

/** `process.stdout` would cost more milliseconds to load than most commands take. */
function write(fd: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // The reader is gone, as after `| head`.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      sleepSync(1);
    }
  }
}

function report(result: Result, started: number): void {
  const rest = result.ms - (Date.now() - started);
  if (rest > 0) sleepSync(rest);
  if (result.exit < 0) process.kill(process.pid, -result.exit);
  process.exitCode = result.exit;
}

const started = Date.now();
const given = readArguments(process.argv.slice(2));
if (given === null || given.command.length === 0) {
  write(2, 'usage: simulator.js [--node NAME] DIR COMMAND [ARGUMENT…]\n');
  process.exitCode = 2;
} else {
  try {
    const { dir, node, command } = given;
    const env = Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const options = { locale: locale(), env, onOutput: write, ...(node === undefined ? {} : { node }) };
    report(
      runInLab(dir, command, () => readFileSync(0, 'utf8'), options),
      started,
    );
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    write(2, `error ${error.code}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
