/**
 * An apply of an estate on which nothing is to do, on a node whose commands take as long as the recorded ones did, beside
 * what Phoenix's predecessor started for one such guest on the same node.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { nodeFacts, writeFacts } from '../../src/simulator/facts.ts';
import { knownLab } from '../../src/simulator/edge/known-lab.ts';
import { binFolder } from '../../src/simulator/edge/shims.ts';
import { estateOf } from '../support/in-process-apply.ts';
import { spyEnvironment, startedProcesses } from '../support/process-spy.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { CLI, run } from '../support/world.ts';
import { convergedNode } from './converged-node.ts';
import { compare } from './measure.ts';
import { callsRow, type Row, secondsRow, timesRow } from './row.ts';

const GUESTS = 100;
const AS_BEFORE = fileURLToPath(new URL('as-before.sh', import.meta.url));
/** The built one, as of whoever installs Phoenix. */
const SIMULATOR = join(dirname(CLI), 'simulator.js');

const NODE = 'vm';

/** Commands of that node take from now on as long as the real ones did. */
function slowDown(folder: string): void {
  const lab = knownLab(folder);
  if (!lab) throw new Error(`${folder} holds no simulated node`);
  writeFacts(lab.host, nodeFacts(NODE, { latency: 1 }));
}

/** What the predecessor needs for one guest of an estate of one, in milliseconds; null where a program is missing. */
async function asBefore(top: string, say: (what: string) => void): Promise<number | null> {
  if ((await run(['jq', '--version'], top).catch(() => null))?.exit !== 0) return null;
  const folder = join(top, 'before');
  await convergedNode(folder, estateOf(syntheticEstate({ guests: 1 })));
  slowDown(folder);
  const config = join(top, 'before.json');
  writeFileSync(config, JSON.stringify({ 1000: { hostname: 'guest', memory: 512, cores: 1 } }));
  say('what the predecessor starts for one guest (a good minute)');
  const env = { PATH: `${binFolder(folder, NODE)}:${process.env['PATH'] ?? ''}` };
  const start = performance.now();
  const { exit, stderr } = await run(['bash', AS_BEFORE, config, '1000'], top, env);
  if (exit !== 0) throw new Error(`as-before.sh exited with ${exit}: ${stderr.slice(0, 500)}`);
  return performance.now() - start;
}

export async function converged(say: (what: string) => void): Promise<Row[]> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  const folder = join(top, 'node');
  process.env['PHOENIX_SIMULATOR'] = SIMULATOR;
  try {
    say(`making a node of ${GUESTS} guests`);
    const files = syntheticEstate({ guests: GUESTS });
    for (const [path, text] of files) {
      const file = join(top, 'configs', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    await convergedNode(folder, estateOf(files));
    slowDown(folder);
    const apply = [CLI, 'apply', '--yes', '--node', `sim:${folder}`];
    const log = join(top, 'processes');
    const { exit, stdout, stderr } = await run([process.execPath, ...apply], top, spyEnvironment(log));
    if (exit !== 0 || !/nothing to do|No changes/i.test(stdout + stderr)) {
      throw new Error(`the apply has something to do: ${stdout}${stderr}`);
    }
    const processes = startedProcesses(log).filter(({ argv }) => argv[0] !== 'git');
    say('applying it');
    const { ms } = (await compare({ apply }, { cwd: top, runs: 7 })).apply;
    const before = await asBefore(top, say);
    const what = `apply of ${GUESTS} converged guests`;
    return [
      secondsRow(what, ms, 1.5),
      callsRow(`processes of it on a node`, processes.length, 2),
      ...(before === null
        ? []
        : [timesRow(`${what} / 1 converged guest as the predecessor went about it`, ms, before, 0.1)]),
    ];
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
