/** How long it takes to read a cluster of many nodes, and to plan thousands of guests that are as they shall be. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Estate } from '../../src/config/model.ts';
import { readsOf } from '../../src/kinds/reads.ts';
import { kinds } from '../../src/kinds/registry.ts';
import { connect } from '../../src/node/connect.ts';
import { estateOf } from '../support/in-process-apply.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { CLI } from '../support/world.ts';
import { convergedNode } from './converged-node.ts';
import { compare } from './measure.ts';
import { mustPlan } from './must-plan.ts';
import { callsRow, memoryRow, type Row, secondsRow } from './row.ts';

const NODES = 16;
const GUESTS = 10_000;

/** The most processes that one reading starts on a node. */
async function spawnsOf(node: string, { settings }: Estate): Promise<number> {
  const cluster = await connect(node, settings);
  try {
    await cluster.snapshot({ reads: readsOf(kinds) });
    return Math.max(...cluster.spawns().values());
  } finally {
    await cluster.close();
  }
}

export async function clusterSpeed(say: (what: string) => void): Promise<Row[]> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  const folder = join(top, 'node');
  const node = `sim:${folder}`;
  try {
    say(`making ${NODES} nodes with ${GUESTS} guests`);
    const files = syntheticEstate({ guests: GUESTS, nodes: NODES });
    for (const [path, text] of files) {
      const file = join(top, 'configs', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const estate = estateOf(files);
    await convergedNode(folder, estate);
    const live = [CLI, 'plan', '--live', '--node', node, '--format', 'json'];
    await mustPlan(live, top, 0, GUESTS);
    say('planning them');
    const figures = await compare({ live }, { cwd: top, runs: 5 });
    const what = `reading ${NODES} nodes and planning ${GUESTS} guests`;
    return [
      secondsRow(what, figures.live.ms, 3),
      memoryRow(`peak memory of ${what}`, figures.live.mib, 400),
      callsRow(`processes on a node for it`, await spawnsOf(node, estate), 2),
    ];
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
