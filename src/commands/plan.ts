/**
 * `phoenix plan`: the files against a git revision, or against the nodes. Nothing is changed anywhere. Here reading
 * begins; what is made of it, and all the code for that, stands in make-plan.ts.
 */
import type { Tree } from '../config/model.ts';
import type { Console } from './console.ts';
import { openSources, type Sources } from './sources.ts';

export interface PlanOptions {
  readonly configs: string;
  readonly env?: string;
  readonly base?: string;
  readonly head?: string;
  readonly live?: boolean;
  readonly node: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** The files that a plan compares, while they are being read. */
export interface PlanTrees {
  readonly head: Promise<Tree>;
  /** Null: it is compared with the nodes. */
  readonly base: Promise<Tree> | null;
}

function beginReading(sources: Sources, { head, base, live }: PlanOptions): PlanTrees {
  const read = {
    head: head === undefined ? Promise.resolve().then(() => sources.onDisk()) : sources.at(head),
    base: live ? null : sources.at(base ?? 'HEAD'),
  };
  // They are awaited later: what fails now must wait until then.
  for (const tree of [read.head, read.base]) tree?.catch(() => undefined);
  return read;
}

/** Exit code 0; with `--detailed-exitcode` 2 when there are changes; 1 when something impossible is asked for. */
export async function plan(options: PlanOptions, io: Console): Promise<number> {
  const sources = openSources(options.configs);
  try {
    const trees = beginReading(sources, options);
    const { makePlan } = await import('./make-plan.ts');
    return await makePlan(options, sources, trees, io);
  } finally {
    sources.close();
  }
}
