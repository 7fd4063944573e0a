/**
 * A simulated node on which an estate of thousands of guests is applied already. The commands of the apply's own steps
 * run one after the other in memory; the reading, journalling and scheduling around each would take minutes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assemble } from '../../src/apply/assemble.ts';
import { labOptionsOf } from '../../src/commands/estate-lab.ts';
import { estateId } from '../../src/commands/live-plan.ts';
import type { Estate, Resource } from '../../src/config/model.ts';
import { kinds } from '../../src/kinds/registry.ts';
import type { Ref, Step } from '../../src/kinds/step.ts';
import { digest } from '../../src/node/conf.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { openLab } from '../../src/simulator/edge/lab.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { hostFor, livePlanOf } from '../support/in-process-apply.ts';

/** Guests on one host at a time: what a command does with a list of all guests would make the whole quadratic. */
const PORTION = 100;

/** What a plan reads: volumes and the inside of guests stay out. */
const READ = /^\/etc\/pve\/|^\/\.sim\/running\//;

async function stepsOf(host: MemoryHost, estate: Estate): Promise<readonly Step[]> {
  const cluster = inProcessCluster(host);
  const { plan, entries, snapshot } = await livePlanOf(estate, cluster);
  const input = {
    plan,
    entries,
    kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
    settings: estate.settings,
    resources: estate.resources,
    cluster,
    snapshot,
    estate: estateId(estate),
    run: 'bench',
    owner: 'bench',
    commit: estate.tree.revision,
  };
  return assemble(input, snapshot.at).steps;
}

function wordOf(host: MemoryHost, node: string, word: string | Ref): string {
  if (typeof word === 'string') return word;
  if (word.ref !== 'digest') throw new Error(`nothing is known of a ${word.ref} before it is read`);
  const vmid = word.scope.replace(/^guest:/, '');
  return digest(host.read(`/etc/pve/nodes/${node}/lxc/${vmid}.conf`) ?? '');
}

function run(host: MemoryHost, { id, node, do: verb }: Step): void {
  if (verb.verb !== 'run') throw new Error(`${id} is no command`);
  const argv = verb.argv.map((word) => wordOf(host, node, word));
  const { exit, stderr } = simulate({ host, node, argv, runtime: null });
  if (exit !== 0) throw new Error(`${argv.join(' ')} failed: ${stderr}`);
}

/** Makes a lab in that folder on which the estate is applied, as far as a plan can see. */
export async function convergedNode(folder: string, estate: Estate): Promise<void> {
  openLab(folder, labOptionsOf(estate));
  const all = [...estate.resources];
  for (let at = 0; at < all.length; at += PORTION) {
    const resources: ReadonlyMap<string, Resource> = new Map(all.slice(at, at + PORTION));
    const portion = { ...estate, resources };
    // Another seed: no two guests of the node may have one MAC address.
    const host = hostFor(portion).fork(at + 1);
    for (const step of await stepsOf(host, portion)) run(host, step);
    for (const [path, text] of host.files()) {
      if (!READ.test(path)) continue;
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
}
