/** `phoenix layers prune`: destroys instances of layers that git does not ask for and nothing uses, after naming every volume. */
import type { ApplyEntry } from '../apply/apply.ts';
import { PhoenixError } from '../errors.ts';
import { renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import { runName } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import type { LivePlan } from './live-plan.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, type RunOptions, type Session, withSession } from './run-apply.ts';
import { openWorkspace, sound, type Workspace } from './workspace.ts';

export interface PruneOptions {
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** What can go of a live plan that purges. */
export function unusedLayers({ entries }: LivePlan): readonly ApplyEntry[] {
  return entries.filter(({ item }) => item.kind === 'layer' && item.action === 'destroy');
}

async function agreed(
  unused: readonly ApplyEntry[],
  { yes }: PruneOptions,
  io: Console,
  stop: AbortSignal,
): Promise<boolean> {
  if (yes) return true;
  const what = unused.map(({ item }) => item.changes[0]?.note ?? item.address).join('; ');
  if (io.ask) return io.ask(`Destroy for good: ${what}?`, stop);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was destroyed', {
    hint: 'read the list above and add --yes',
  });
}

interface Work {
  readonly workspace: Workspace;
  readonly session: Session;
  readonly run: RunOptions;
  readonly options: PruneOptions;
  readonly io: Console;
}

/** One round: what only other unused ones stand on is free when those are gone. @returns null when nothing is left */
async function round({ workspace, session, run, options, io }: Work): Promise<boolean | null> {
  const live = await operatorPlan(workspace, run.head, session.cluster, { purge: true });
  const unused = unusedLayers(live);
  if (unused.length === 0) return null;
  const plan = { ...live.plan, items: unused.map(({ item }) => item), unchanged: 0 };
  const view = { color: io.color, columns: io.columns, root: run.head.tree.root };
  if (!options.json) io.out(renderTerminal(plan, view));
  if (!(await agreed(unused, options, io, session.signal))) {
    io.err('Nothing was destroyed.');
    return false;
  }
  const report = await runApply(session, { ...live, plan, entries: unused }, run);
  io.out(options.json ? renderReportJson(report) : renderReport(report, view));
  return report.ok && !unused.some(({ hold }) => hold);
}

/** Exit code 0 when nothing unused is left. */
export async function pruneLayers(options: PruneOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(await workspace.toApply());
    const owner = `layers prune by ${operatorName()}`;
    const measured = { command: 'layers prune' as const, whole: false };
    const named = runName('prune');
    const run = { head, node: options.node, owner, say: io.err, run: named, measured };
    return await withSession(run, async (session) => {
      for (let rounds = 0; ; rounds += 1) {
        const went = await round({ workspace, session, run, options, io });
        if (went === false) return 1;
        if (went === true) continue;
        if (rounds === 0) {
          io.out(
            options.json ? JSON.stringify({ v: 1, pruned: [] }) : 'No layer is there that nothing uses.',
          );
        }
        return 0;
      }
    });
  } finally {
    workspace.close();
  }
}
