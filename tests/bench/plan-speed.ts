/** (a) How long a plan takes beside a bare Node process that only reads and parses the same files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../../src/sources/scratch.ts';
import { createRepository } from '../support/github/repository.ts';
import { estateOf } from '../support/in-process-apply.ts';
import { syntheticEstate } from '../support/synthetic-estate.ts';
import { CLI } from '../support/world.ts';
import { mustPlan } from './must-plan.ts';
import { BARE, BARE_GIT } from './bare.ts';
import { convergedNode } from './converged-node.ts';
import { compare, type Figures } from './measure.ts';
import { memoryRow, type Row, secondsRow, timesRow } from './row.ts';

const CHANGED = 20;

type Program = 'bare' | 'bare of git' | 'git' | 'bare with node' | 'live' | 'validate';
type Programs = Readonly<Record<Program, readonly string[]>>;

/** A clone, packed as any is, of two commits that differ in a few guests; the second is checked out. Its commit. */
async function makeClone(
  folder: string,
  guests: number,
  after: ReadonlyMap<string, string>,
): Promise<string> {
  const origin = await createRepository();
  try {
    const before = syntheticEstate({ guests });
    for (const files of [before, after]) {
      await origin.commit(
        'main',
        Object.fromEntries([...files].map(([path, text]) => [`configs/${path}`, text])),
      );
    }
    await git(origin.folder, 'gc', '--quiet');
    await git(origin.folder, 'clone', '--quiet', origin.folder, folder);
    return await origin.id('main');
  } finally {
    origin.remove();
  }
}

async function measure(
  guests: number,
  runs: number,
  say: (what: string) => void,
): Promise<Record<Program, Figures>> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-bench-'));
  const [clone, node] = [join(top, 'clone'), join(top, 'node')];
  const [bare, bareGit] = [join(top, 'bare.mjs'), join(top, 'bare-git.mjs')];
  const plan = [CLI, 'plan', '--format', 'json'];
  const programs: Programs = {
    bare: [bare, join(clone, 'configs')],
    'bare of git': [bareGit, 'HEAD~1:configs', 'HEAD:configs'],
    git: [...plan, '--base', 'HEAD~1', '--head', 'HEAD'],
    'bare with node': [bare, join(clone, 'configs'), join(node, 'etc/pve/nodes')],
    live: [...plan, '--live', '--node', `sim:${node}`],
    validate: [CLI, 'validate'],
  };
  try {
    say(`making a repository and a node of ${guests} guests`);
    const files = syntheticEstate({ guests, changed: CHANGED });
    writeFileSync(bare, BARE);
    writeFileSync(bareGit, BARE_GIT);
    const revision = await makeClone(clone, guests, files);
    await convergedNode(node, estateOf(files, { revision }));
    say(`planning them ${runs + 1} times`);
    await mustPlan(programs.git, clone, CHANGED, guests - CHANGED);
    await mustPlan(programs.live, clone, 0, guests);
    return await compare(programs, { cwd: clone, runs });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

export async function planSpeed(say: (what: string) => void): Promise<Row[]> {
  const small = await measure(1000, 11, say);
  const large = await measure(10_000, 5, say);
  const beside = (mode: 'git' | 'live', bare: Program, what: string) =>
    timesRow(`plan of 1,000 (${mode}) / bare read of ${what}`, small[mode].ms, small[bare].ms, 2);
  const perGuest = (mode: 'git' | 'live') => [
    secondsRow(`plan of 10,000 (${mode})`, large[mode].ms, 2),
    timesRow(`plan per guest (${mode}), 10,000 / 1,000`, large[mode].ms / 10_000, small[mode].ms / 1000, 1.2),
    memoryRow(`peak memory of plan of 10,000 (${mode})`, large[mode].mib, 250),
  ];
  return [
    beside('git', 'bare', 'config'),
    beside('git', 'bare of git', 'both trees through git'),
    ...perGuest('git'),
    beside('live', 'bare', 'config'),
    beside('live', 'bare with node', 'config and guests'),
    ...perGuest('live'),
    secondsRow('validate of 10,000', large.validate.ms, 2),
    memoryRow('peak memory of validate of 10,000', large.validate.mib, 250),
  ];
}
