/** Measuring whole processes: wall time and peak memory, as the median of several runs. */
import { spawn } from 'node:child_process';
import process from 'node:process';

export interface Figures {
  /** Median milliseconds from start to end. */
  readonly ms: number;
  /** Largest resident size of the process over all runs, in MiB. */
  readonly mib: number;
}

/** Loaded before the measured program: says at its end how much memory it had at most, on descriptor 3. */
const REPORTER = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))",
)}`;

interface Run {
  readonly ms: number;
  readonly kib: number;
}

function once(args: readonly string[], cwd: string, allowed: readonly number[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', REPORTER, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, LANG: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let [kib, stderr] = ['', ''];
    child.stdio[3]?.on('data', (chunk: Buffer) => (kib += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    // What is printed must be read, or the program waits.
    child.stdout?.resume();
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - start;
      if (code !== null && allowed.includes(code)) resolve({ ms, kib: Number(kib) });
      else reject(new Error(`node ${args.join(' ')} exited with ${code}: ${stderr.slice(0, 500)}`));
    });
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Runs Node programs in turn (A B A B …), so that a machine that slows down slows both.
 * @param allowed exit codes that count as success
 */
export async function compare<Name extends string>(
  programs: Readonly<Record<Name, readonly string[]>>,
  {
    cwd,
    runs = 7,
    allowed = [0],
  }: { readonly cwd: string; readonly runs?: number; readonly allowed?: readonly number[] },
): Promise<Record<Name, Figures>> {
  const names = Object.keys(programs) as Name[];
  const all = new Map<Name, Run[]>();
  for (let i = 0; i <= runs; i++) {
    for (const name of names) {
      const run = await once(programs[name], cwd, allowed);
      // The first round warms the disk up.
      if (i > 0) all.set(name, [...(all.get(name) ?? []), run]);
    }
  }
  const figures = [...all].map(([name, list]): [Name, Figures] => [
    name,
    { ms: median(list.map((run) => run.ms)), mib: Math.max(...list.map((run) => run.kib)) / 1024 },
  ]);
  return Object.fromEntries(figures) as Record<Name, Figures>;
}
