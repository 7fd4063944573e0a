/**
 * `phoenix plan`: the files against a git revision, or against the nodes. Nothing is changed anywhere. Here reading
 * begins; what is made of it, and all the code for that, stands in make-plan.ts.
 */
import type { Tree } from '../config/model.ts';
import type { Console } from './console.ts';
import { filesToApply, openSources, orNone, type Sources } from './sources.ts';

export interface PlanOptions {
  readonly configs: string;
  readonly env?: string;
  readonly base?: string;
  readonly head?: string;
  readonly live?: boolean;
  /** `local` unless given; of use with `live` only. */
  readonly node?: string;
  /** With `live`: also asks the guests whether what is installed is as it was installed. */
  readonly check?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** The files that a plan compares, while they are being read. */
export interface PlanTrees {
  readonly head: Promise<Tree>;
  /** Null: it is compared with the nodes. Of null: nothing is committed yet, so everything is new. */
  readonly base: Promise<Tree | null> | null;
}

/** Begins to read, and returns when there is nothing to do but wait for git: whoever needs the trees awaits them. */
async function beginReading(sources: Sources, { head, base, live }: PlanOptions): Promise<PlanTrees> {
  const under: Promise<unknown>[] = [];
  const at = (revision: string): Promise<Tree> => {
    let onAsked = () => {};
    const asked = new Promise<void>((resolve) => (onAsked = resolve));
    const tree = sources.at(revision, { onAsked });
    // A failure is for whoever awaits the tree; here it only ends the waiting.
    under.push(Promise.race([asked, tree]).catch(() => undefined));
    return tree;
  };
  const before = live ? null : base === undefined ? orNone(at('HEAD'), sources.repository) : at(base);
  const disk = () => (live ? filesToApply(sources) : Promise.resolve(sources.onDisk()));
  const after = head === undefined ? disk() : at(head);
  // Each is awaited later, by whoever needs it.
  for (const reading of [before, after]) reading?.catch(() => undefined);
  await Promise.all(under);
  return { base: before, head: after };
}

/** Exit code 0; with `--detailed-exitcode` 2 when there are changes; 1 when something impossible is asked for. */
export async function plan(options: PlanOptions, io: Console): Promise<number> {
  const sources = openSources(options.configs);
  try {
    const trees = await beginReading(sources, options);
    const { makePlan } = await import('./make-plan.ts');
    return await makePlan(options, sources, trees, io);
  } finally {
    sources.close();
  }
}
