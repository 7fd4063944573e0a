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
import { convergedNode } from './converged-node.ts';
import { compare, type Figures } from './measure.ts';
import { memoryRow, type Row, timesRow } from './row.ts';

/** Reads every `.json` and `.conf` below some folders, and parses what is JSON. */
const BARE = `
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
let files = 0;
for (const folder of process.argv.slice(2)) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isJson = name.endsWith('.json');
    if (!isJson && !name.endsWith('.conf')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (isJson) JSON.parse(text);
    files += 1;
  }
}
console.log(files);
`;

const CHANGED = 20;

type Program = 'bare' | 'git' | 'bare with node' | 'live';
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
  const [clone, node, bare] = [join(top, 'clone'), join(top, 'node'), join(top, 'bare.mjs')];
  const plan = [CLI, 'plan', '--format', 'json'];
  const programs: Programs = {
    bare: [bare, join(clone, 'configs')],
    git: [...plan, '--base', 'HEAD~1', '--head', 'HEAD'],
    'bare with node': [bare, join(clone, 'configs'), join(node, 'etc/pve/nodes')],
    live: [...plan, '--live', '--node', `sim:${node}`],
  };
  try {
    say(`making a repository and a node of ${guests} guests`);
    const files = syntheticEstate({ guests, changed: CHANGED });
    writeFileSync(bare, BARE);
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
    timesRow(`plan of 1,000 (${mode}) / bare read of ${what}`, small[mode].ms, small[bare].ms, 3);
  const perGuest = (mode: 'git' | 'live') => [
    timesRow(`plan per guest (${mode}), 10,000 / 1,000`, large[mode].ms / 10_000, small[mode].ms / 1000, 1.2),
    memoryRow(`peak memory of plan of 10,000 (${mode})`, large[mode].mib, 300),
  ];
  return [
    beside('git', 'bare', 'config'),
    ...perGuest('git'),
    beside('live', 'bare', 'config'),
    beside('live', 'bare with node', 'config and guests'),
    ...perGuest('live'),
  ];
}
