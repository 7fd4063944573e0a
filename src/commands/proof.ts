/** `phoenix proof`: what a change creates and changes, built in a lab of real containers, without secrets; then all of it goes. */
import { randomBytes } from 'node:crypto';
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { kinds } from '../kinds/registry.ts';
import { planFromGit } from '../plan/build.ts';
import type { Plan } from '../plan/plan.ts';
import { renderProof } from '../plan/render/terminal/proof-lines.ts';
import { type Candidate, chooseProofs, isNamed } from '../proof/choose.ts';
import { bounded } from '../proof/exchange.ts';
import { bindFolders, labEstate, labNotes } from '../proof/lab-estate.ts';
import { obstaclesOf } from '../proof/obstacles.ts';
import { placeholderReader } from '../proof/placeholders.ts';
import { type GuestProof, type Proof, verdictOf } from '../proof/proof.ts';
import { openProofLab, type ProofLab, thisMachine } from '../simulator/edge/lxc/proof-lab.ts';
import { operatorName } from '../sources/operator.ts';
import { VERSION } from '../version.ts';
import { runName } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import { labOptionsOf } from './estate-lab.ts';
import { baseEstate } from './make-plan.ts';
import { proofRounds, type Rounds } from './proof-rounds.ts';
import { withSession } from './run-apply.ts';
import { showFindings } from './show-findings.ts';
import { openSources, orNone } from './sources.ts';
import { type Stop, stopOnSignal } from './stop.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface ProofOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly base?: string;
  readonly head?: string;
  /** False: changed guests are made from nothing only. */
  readonly upgrade: boolean;
  /** Leaves the lab to look into. */
  readonly keep?: boolean;
  /** An empty folder for it. */
  readonly lab?: string;
  /** Of built systems. */
  readonly cache?: string;
  readonly parallel: number;
  readonly json?: boolean;
}

interface Task {
  readonly plan: Plan;
  /** What it is compared with, be there an estate or not. */
  readonly before: string | null;
  readonly head: Estate;
  readonly base: Estate | null;
  readonly candidates: readonly Candidate[];
}

/** Exit code 0 when nothing fails: what cannot be proved has its reasons. 1 when something fails, or it was stopped. */
export async function proof(options: ProofOptions, io: Console): Promise<number> {
  const began = performance.now();
  const task = await taskOf(options, io);
  const { plan, head, candidates } = task;
  const rounds = candidates.some(isProvable) ? await inLab(task, options, io) : NOTHING;
  const guests = candidates.map((one) => guestProof(one, rounds, head));
  const needed = [...(rounds.stopped ? [] : rounds.failed)].map(([address, way]): GuestProof => {
    return { address, is: 'failed', ways: [way], needs: [], notes: ['not changed here, but needed'] };
  });
  const all = [...guests, ...needed];
  const made: Proof = {
    v: 1,
    phoenix: VERSION,
    estate: plan.estate,
    env: plan.env,
    base: task.before,
    head: plan.head,
    ok: !rounds.stopped && all.every(({ is }) => is !== 'failed'),
    ms: Math.round(performance.now() - began),
    guests: all,
  };
  io.out(options.json ? JSON.stringify(bounded(made), null, 2) : renderProof(made, io.color));
  return made.ok ? 0 : 1;
}

const isProvable = ({ obstacle }: Candidate) => obstacle === null;

interface Ended extends Rounds {
  readonly stopped: boolean;
}

const NOTHING: Ended = { ways: new Map(), failed: new Map(), stopped: false };

async function taskOf(options: ProofOptions, io: Console): Promise<Task> {
  const sources = openSources(options.configs);
  try {
    const workspace = openWorkspace(options, sources);
    const tree = options.head === undefined ? sources.onDisk() : await sources.at(options.head);
    const head = sound(workspace.load(tree));
    if (!options.json) showFindings(head.findings, head.tree, io);
    for (const name of options.addresses) {
      if (![...head.resources.keys()].some((address) => isNamed(address, name)))
        throw unknownAddress(name, head);
    }
    const before =
      options.base === undefined
        ? await orNone(sources.at('HEAD'), sources.repository)
        : await sources.at(options.base);
    const base = baseEstate(workspace, before, io);
    const { plan } = planFromGit({ kinds, head, base });
    const declared = head.settings.proof;
    const candidates = chooseProofs({
      plan,
      head,
      base,
      named: options.addresses,
      kinds,
      upgrades: options.upgrade,
      // A placeholder that this very change declares is good for the base too.
      obstacles: (resource, estate) =>
        obstaclesOf(resource, {
          estate: { ...estate, settings: { ...estate.settings, proof: declared } },
          machine: thisMachine,
          experiments: options.addresses.length > 0,
        }),
    });
    return { plan, before: before?.revision ?? null, head, base, candidates };
  } finally {
    sources.close();
  }
}

/** Only what the candidates need of it. */
function estatesOf({ head, base, candidates }: Task): { head: Estate; base: Estate | null } {
  const after = candidates.flatMap(({ address, needs }) => [address, ...needs]);
  const before = candidates.flatMap(({ upgrade }) => (upgrade.is ? upgrade.needs : []));
  return {
    head: labEstate(head, new Set(after), thisMachine),
    base: base && before.length > 0 ? labEstate(base, new Set(before), thisMachine) : null,
  };
}

/** Both revisions at once: the lab has what either of them expects of its nodes. */
function together(head: Estate, base: Estate | null): Estate {
  const before = [...(base?.resources ?? [])].map(([address, one]) => [`base ${address}`, one] as const);
  return { ...head, resources: new Map([...before, ...head.resources]) };
}

function systemsOf({ resources }: Estate): string[] {
  const named = [...resources.values()].map(({ merged }) => merged['ostemplate']);
  return [...new Set(named.filter((archive) => typeof archive === 'string'))];
}

async function inLab(task: Task, options: ProofOptions, io: Console): Promise<Ended> {
  const candidates = task.candidates.filter(isProvable);
  const { head, base } = estatesOf({ ...task, candidates });
  const both = together(head, base);
  const { lab: dir, cache, parallel } = options;
  const lab = openProofLab({
    fresh: labOptionsOf(both),
    ...(dir === undefined ? {} : { dir }),
    ...(cache === undefined ? {} : { cache }),
  });
  const stop = stopOnLab(lab, io);
  const run = {
    node: `sim:${lab.dir}`,
    owner: operatorName(),
    run: runName('proof'),
    say: io.err,
    parallel,
    stop,
    secret: placeholderReader(head.settings, () => randomBytes(16).toString('hex')),
  };
  try {
    io.err(`Lab ${lab.id} in ${lab.dir}`);
    lab.build(systemsOf(both), io.err);
    lab.makeFolders(bindFolders(both));
    const rounds = await withSession({ ...run, head }, (session) =>
      proofRounds({ session, head, base, candidates, run }),
    );
    return { ...rounds, stopped: stop.signal.aborted };
  } finally {
    stop.done();
    if (options.keep && !stop.signal.aborted) {
      io.err(`kept: phoenix lab ${lab.dir} -- pct list`);
      io.err(`away: phoenix lab down ${lab.dir} --remove`);
    } else lab.end();
  }
}

/** What runs is not finished: its guests are taken from it. */
function stopOnLab(lab: ProofLab, io: Console): Stop {
  return stopOnSignal((signal) => {
    io.err(
      `${signal}: stopping; the guests are removed (once more leaves them to: phoenix lab down ${lab.id})`,
    );
    try {
      lab.stop();
    } catch (error) {
      // What is left goes at the end.
      io.err(error instanceof Error ? error.message : String(error));
    }
  });
}

function guestProof(candidate: Candidate, { ways, stopped }: Ended, head: Estate): GuestProof {
  const { address, needs, obstacle, upgrade } = candidate;
  const resource = head.resources.get(address);
  const notes = resource ? labNotes(resource, thisMachine) : [];
  if (obstacle !== null) return { address, is: 'unproved', ways: [], why: obstacle, needs, notes: [] };
  const untold =
    !upgrade.is && upgrade.why !== null
      ? [{ way: 'upgrade', is: 'unproved', ms: 0, why: upgrade.why } as const]
      : [];
  const tried = [...untold, ...(ways.get(address) ?? [])];
  // What ended badly because everything was ended tells nothing.
  const told = stopped ? tried.filter(({ is }) => is === 'proved') : tried;
  const why = stopped ? { why: 'the proof was stopped' } : {};
  return { address, is: verdictOf(told), ways: told, needs, notes, ...why };
}
