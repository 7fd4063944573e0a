/**
 * (d) What the way into a guest costs beside the scripts themselves, and how many commands a new guest with software
 * takes. The guest is a recorded one: all of Phoenix runs in it, and scripts that take a second each.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { ApplyReport } from '../../src/apply/report.ts';
import { withRepository } from '../support/git-repository.ts';
import { CLI, run } from '../support/world.ts';
import { callsRow, type Row, timesRow } from './row.ts';

const IDS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
const ROUNDS = 5;
/** Seconds of each install. */
const SECONDS = 1;
/** Create, start, one exec for all of them, and one for the marker. */
const MOST_CALLS = 4;

function files(round: number | null): Record<string, string> {
  const option = { round: { type: 'integer', default: 0 } };
  const features = Object.fromEntries(IDS.map((id) => [id, { round: round ?? 0 }]));
  const guest = {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    features,
  };
  return {
    'configs/phoenix.json': JSON.stringify({ name: 'bench', nodes: { pve1: {} } }),
    'configs/lxc/web.json': JSON.stringify(guest),
    ...Object.fromEntries(
      IDS.flatMap((id) => [
        [
          `configs/features/${id}/feature.json`,
          JSON.stringify({ id, version: '1.0.0', name: id, options: option }),
        ],
        [`configs/features/${id}/install.sh`, '#!/bin/sh\nexit 0\n'],
      ]),
    ),
  };
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Round {
  /** Milliseconds: of the process from start to end, of the step with the exec, of the scripts alone. */
  readonly apply: number;
  readonly step: number;
  readonly scripts: number;
}

async function applied(top: string, lab: string): Promise<Round> {
  const start = performance.now();
  const argv = [process.execPath, CLI, 'apply', '--yes', '--json', '--node', `sim:${lab}`];
  const { exit, stdout, stderr } = await run(argv, top);
  const apply = performance.now() - start;
  if (exit !== 0)
    throw new Error(`the apply exited with ${exit}: ${stdout.slice(-500)}${stderr.slice(-500)}`);
  const report = JSON.parse(stdout) as ApplyReport;
  for (const { outcome } of report.resources.flatMap(({ steps }) => steps)) {
    if (outcome.is !== 'done' || !outcome.features) continue;
    const scripts = outcome.features.reduce((sum, { ms }) => sum + ms, 0);
    return { apply, step: outcome.ms, scripts };
  }
  throw new Error('no feature was installed');
}

/** Commands on guests, as the journal has them; the features' exec has no words of its own. */
function calls(lab: string): number {
  const lines = readFileSync(join(lab, 'var/lib/phoenix/journal/bench.jsonl'), 'utf8').trim().split('\n');
  return lines.filter((line) => (JSON.parse(line) as { event: string }).event === 'begin').length;
}

export async function features(say: (what: string) => void): Promise<Row[]> {
  const unshare = ['--user', '--map-root-user', '--mount', '--', '/bin/true'];
  if (spawnSync('/usr/bin/unshare', unshare).status !== 0) {
    say('left out: this machine lets nobody make namespaces');
    return [];
  }
  const lab = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  const rounds: Round[] = [];
  let made = 0;
  try {
    await withRepository(async (sandbox) => {
      sandbox.commit(files(null));
      await applied(sandbox.top, lab);
      made = calls(lab);
      for (const id of IDS) {
        const answer = join(lab, `.sim/guests/101/rootfs/srv/recorded/${id}/install.sh`);
        mkdirSync(dirname(answer), { recursive: true });
        writeFileSync(answer, `sleep ${SECONDS}\n`);
      }
      for (let round = 1; round <= ROUNDS; round += 1) {
        say(`round ${round} of ${ROUNDS}`);
        sandbox.commit(files(round));
        rounds.push(await applied(sandbox.top, lab));
      }
    });
  } finally {
    rmSync(lab, { recursive: true, force: true });
  }
  const side = (of: (round: Round) => number) => median(rounds.map(of));
  const scripts = side((round) => round.scripts);
  const what = `${IDS.length} features of ${SECONDS} s each in one guest`;
  return [
    timesRow(
      `the exec of ${what} / the scripts alone`,
      side(({ step }) => step),
      scripts,
      1.2,
    ),
    timesRow(
      `apply of ${what} / the scripts alone`,
      side(({ apply }) => apply),
      scripts,
      1.5,
    ),
    callsRow(`commands of a new guest with ${IDS.length} features`, made, MOST_CALLS),
  ];
}
