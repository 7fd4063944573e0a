/**
 * Runs test files, each in a process of its own, and fails when a file ran no test: uvu alone exits 0 then.
 *
 *   npm test                        every tests/**\/*.test.ts but tests/real, tests/lxc and tests/vm
 *   npm test tests/unit/config      the files under a folder, or single files
 *   --no-skips                      a test that is skipped fails: this machine has all that they need
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { build, type InputOptions, type Plugin } from 'rolldown';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const MINUTES = 60_000;
const TIMEOUT_MS = Number(process.env['TEST_TIMEOUT_MINUTES'] ?? 15) * MINUTES;

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
      : filesOf('tests').filter((f) => !/^tests\/(?:real|lxc|vm)\//.test(f));
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

/** What a module lacks is undefined, as it is for tsx: then those tests fail that need it. */
const library: InputOptions = {
  platform: 'node',
  resolve: { mainFields: ['module', 'main'] },
  shimMissingExports: true,
  logLevel: 'silent',
};

/** Modules look for files beside themselves: they are told where they stood. */
const wherever: Plugin = {
  name: 'wherever',
  transform: (code, id) => {
    if (!code.includes('import.meta.')) return null;
    const [url, folder] = [pathToFileURL(id).href, dirname(id)].map((text) => JSON.stringify(text));
    const told = code
      .replaceAll('import.meta.url', String(url))
      .replaceAll('import.meta.dirname', String(folder));
    return { code: told, map: null };
  },
};

/** The environment of tests: where the programs are that they start thousands of times. */
type Programs = Readonly<Record<'PHOENIX_SIMULATOR' | 'PHOENIX_CLI', string>>;

/** The simulated node's programs, and the command line, as a file each: to strip types takes longest of a start. */
async function bundlePrograms(folder: string): Promise<Programs> {
  const output = {
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  } as const;
  await build({ ...library, input: { simulator: 'src/simulator/edge/main.ts' }, output });
  const dir = join(folder, 'cli');
  const external = (id: string) => !/^[./]/.test(id);
  await build({
    ...library,
    input: { cli: 'src/cli.ts' },
    external,
    plugins: [wherever],
    output: { ...output, dir },
  });
  return { PHOENIX_SIMULATOR: join(folder, 'simulator.mjs'), PHOENIX_CLI: join(dir, 'cli.mjs') };
}

/** Test files with what they import, each module once: to strip its types anew for each file takes longer than most tests. */
async function bundleTests(files: readonly string[], folder: string): Promise<void> {
  await build({
    ...library,
    input: Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), file])),
    external: (id: string) => !/^[./]/.test(id),
    treeshake: false,
    plugins: [wherever],
    output: {
      dir: folder,
      format: 'esm',
      sourcemap: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: 'chunks/[name].mjs',
    },
  });
}

const bundled = (file: string, folder: string) => join(folder, file.replace(/\.ts$/, '.mjs'));

function runFile(file: string, folder: string, programs: Programs): Promise<Counts> {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, ['--enable-source-maps', bundled(file, folder)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...programs },
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
// Within the repository, so that packages are found.
mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync(resolve('node_modules/.cache/phoenix-tests-'));
try {
  const [programs] = await Promise.all([bundlePrograms(folder), bundleTests(queue, folder)]);
  const worker = async (): Promise<void> => {
    for (let file = queue.shift(); file; file = queue.shift())
      results.push(await runFile(file, folder, programs));
  };
  // One more than there are processors: most tests wait for a child now and then.
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
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
