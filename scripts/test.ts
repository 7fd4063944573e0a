/**
 * Runs test files, each in a process of its own, and fails when a file ran no test: uvu alone exits 0 then.
 *
 *   npm test                        every tests/**\/*.test.ts but tests/real and tests/lxc
 *   npm test tests/unit/config      the files under a folder, or single files
 *   --no-skips                      a test that is skipped fails: this machine has all that they need
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { build } from 'rolldown';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const MINUTES = 60_000;
const TIMEOUT_MS = Number(process.env['TEST_TIMEOUT_MINUTES'] ?? 15) * MINUTES;

/** Node strips types by itself from 22.18 on; before that, tsx does. */
const loader = process.features.typescript ? [] : ['--import', 'tsx'];

function filesOf(argument: string): string[] {
  if (statSync(argument).isFile()) return [argument];
  return readdirSync(argument, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(argument, name));
}

function chosen(args: readonly string[]): string[] {
  const files =
    args.length > 0
      ? args.flatMap(filesOf)
      : filesOf('tests').filter((f) => !/^tests\/(?:real|lxc)\//.test(f));
  return [...new Set(files)].sort();
}

/** uvu's summary gives the total, the passed and the skipped. */
function countsIn(output: string): Counts | null {
  const number = (label: string) => {
    const all = [...output.matchAll(new RegExp(`^\\s*${label}:\\s+(\\d+)`, 'gm'))];
    const last = all.at(-1);
    return last ? Number(last[1]) : null;
  };
  const [total, passed, skipped] = [number('Total'), number('Passed'), number('Skipped')];
  if (total === null || passed === null || skipped === null) return null;
  return { passed, skipped, failed: total - passed };
}

/** The simulated node's programs as one file: tests start them thousands of times, and stripping types takes longest. */
async function bundleSimulator(folder: string): Promise<string> {
  await build({
    input: { simulator: 'src/simulator/edge/main.ts' },
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
  });
  return join(folder, 'simulator.mjs');
}

function runFile(file: string, simulator: string): Promise<Counts> {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [...loader, '--enable-source-maps', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', PHOENIX_SIMULATOR: simulator },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      const counts = countsIn(output) ?? { passed: 0, failed: 0, skipped: 0 };
      const ran = counts.passed + counts.failed + counts.skipped;
      const broken = code !== 0 || signal !== null || ran === 0;
      const failed = broken ? Math.max(1, counts.failed) : counts.failed;
      const why = signal ? `ended by ${signal}` : ran === 0 ? 'ran no test' : `exit ${code}`;
      console.log(
        `${broken ? 'FAIL' : 'ok  '} ${file} (${ran} tests, ${seconds} s)${broken ? `: ${why}` : ''}`,
      );
      if (broken) console.log(output.replace(/^/gm, '    '));
      // A suite says why it cannot run here (tests/support/containers.ts).
      else for (const reason of output.match(/^skipped: .*$/gm) ?? []) console.log(`     ${reason}`);
      resolve({ passed: counts.passed, skipped: counts.skipped, failed });
    });
  });
}

const args = process.argv.slice(2);
const noSkips = args.includes('--no-skips');
const queue = chosen(args.filter((arg) => arg !== '--no-skips'));
const results: Counts[] = [];
const folder = mkdtempSync(join(tmpdir(), 'phoenix-simulator-'));
try {
  const simulator = await bundleSimulator(folder);
  const worker = async (): Promise<void> => {
    for (let file = queue.shift(); file; file = queue.shift()) results.push(await runFile(file, simulator));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const sum = (pick: (counts: Counts) => number) => results.reduce((total, counts) => total + pick(counts), 0);
const [passed, failed, skipped] = [sum((c) => c.passed), sum((c) => c.failed), sum((c) => c.skipped)];
const nothingRan = passed + failed + skipped === 0;
if (nothingRan) console.log('No test ran: that is a failure.');
if (noSkips && skipped > 0) console.log('Tests were skipped, and none may be here.');
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || nothingRan || (noSkips && skipped > 0) ? 1 : 0;
