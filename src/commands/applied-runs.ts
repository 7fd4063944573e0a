/** What nodes tell of one resource: the commit in its marker, and what their journals say was done to it. Pure. */
import { z } from 'zod';
import type { Address } from '../config/model.ts';
import type { Id } from '../kinds/kind.ts';
import { kinds } from '../kinds/registry.ts';
import { journalLines } from '../node/journal.ts';
import type { Snapshot } from '../node/port.ts';

/** What one run did to it. */
export interface AppliedRun {
  readonly run: string;
  readonly node: string;
  /** ISO times of the first line and the last one. */
  readonly from: string;
  readonly to: string;
  readonly steps: number;
  /** `open`: it was begun, and nobody wrote how it ended. */
  readonly outcome: 'done' | 'failed' | 'open';
  /** The step that failed or is open, and what was said of it. */
  readonly step: string | null;
  readonly message: string | null;
}

interface AppliedState {
  readonly node: string;
  /** Null: applied from files that were not committed. */
  readonly commit: string | null;
  readonly retired: string | null;
}

export interface Applied {
  /** Null: it is not on the nodes, or not as ours. */
  readonly state: AppliedState | null;
  /** Newest first. */
  readonly runs: readonly AppliedRun[];
  /** Nodes that did not answer. */
  readonly silent: readonly string[];
}

const lineSchema = z.looseObject({
  at: z.string(),
  run: z.string(),
  estate: z.string(),
  event: z.enum(['begin', 'end', 'note']),
  stepId: z.string(),
  address: z.string(),
  exit: z.number().optional(),
  message: z.string().optional(),
});

type Line = z.infer<typeof lineSchema>;

/** Whom the journal means: each name that it had, and the numbered ones of what gave way. */
const isOf = (names: ReadonlySet<Address>, { address }: Line) =>
  names.has(address) || names.has(address.replace(/@[^/]*$/, ''));

function runOf(run: string, node: string, lines: readonly Line[]): AppliedRun {
  const open = new Map<string, Line>();
  let failed: Line | null = null;
  for (const line of lines) {
    if (line.event === 'begin') open.set(line.stepId, line);
    if (line.event !== 'end') continue;
    open.delete(line.stepId);
    // What failed and was done again is done.
    if (line.exit !== undefined && line.exit !== 0) failed = line;
    else if (failed?.stepId === line.stepId) failed = null;
  }
  const [left = null] = [...open.values()];
  const told = failed ?? left;
  return {
    run,
    node,
    from: lines[0]?.at ?? '',
    to: lines.at(-1)?.at ?? '',
    steps: new Set(lines.map(({ stepId }) => stepId)).size,
    outcome: failed ? 'failed' : left ? 'open' : 'done',
    step: told?.stepId ?? null,
    message: told?.message ?? null,
  };
}

function runsOn(node: string, lines: readonly Line[]): AppliedRun[] {
  const runs = new Map<string, Line[]>();
  for (const line of lines) runs.set(line.run, [...(runs.get(line.run) ?? []), line]);
  return [...runs].map(([run, own]) => runOf(run, node, own));
}

export interface AppliedInput {
  readonly snapshot: Snapshot;
  /** The estate's id, as in markers. */
  readonly estate: string;
  readonly env: string | null;
  readonly id: Id;
  /** Every address that it had. */
  readonly names: ReadonlySet<Address>;
}

export function appliedOf({ snapshot, estate, env, id, names }: AppliedInput): Applied {
  const owned = kinds.flatMap((kind) => kind.owned(snapshot, estate, env));
  // What it is made of is in the id of a layer, and so another instance of it is there.
  const own = owned.find((one) => one.id === id) ?? owned.find(({ mark }) => names.has(mark.address));
  const nodes = [...snapshot.nodes];
  const runs = nodes.flatMap(([node, facts]) => {
    if (!facts.reachable) return [];
    const lines = [...journalLines(facts.files ?? new Map())].flatMap((line) => {
      const { data } = lineSchema.safeParse(line);
      return data && data.estate === estate && isOf(names, data) ? [data] : [];
    });
    return runsOn(node, lines);
  });
  const { node, mark } = own ?? {};
  return {
    state: node !== undefined && mark ? { node, commit: mark.commit, retired: mark.retired ?? null } : null,
    runs: runs.toReversed().toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0)),
    silent: nodes.flatMap(([node, { reachable }]) => (reachable ? [] : [node])),
  };
}
