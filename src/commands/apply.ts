/** `phoenix apply`: plan against the nodes, show it, ask, and run what the cover check allows. */
import type { Address, Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { closure } from '../plan/graph.ts';
import { renderJson, renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import type { Console } from './console.ts';
import type { LivePlan } from './live-plan.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, withSession } from './run-apply.ts';
import { showFindings } from './show-findings.ts';
import { openWorkspace, sound, type Workspace } from './workspace.ts';

export interface ApplyOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly yes?: boolean;
  readonly allowDestroy?: boolean;
  readonly parallel: number;
  readonly json?: boolean;
}

/** The files on disk; where they are just what HEAD has, they are that commit, and markers name it. */
export async function estateToApply(workspace: Workspace): Promise<Estate> {
  const disk = workspace.onDisk();
  const { repository } = workspace;
  if (!repository || disk.findings.some((finding) => finding.severity === 'error')) return disk;
  const head = await workspace.at('HEAD').catch((error: unknown) => {
    // A repository without a commit has no HEAD.
    if (error instanceof PhoenixError && error.code === 'GIT') return null;
    throw error;
  });
  if (!head || head.tree.files.size !== disk.tree.files.size) return disk;
  const same = [...disk.tree.files].every(([path, { text }]) => head.tree.files.get(path)?.text === text);
  return same ? head : disk;
}

function named(live: LivePlan, addresses: readonly Address[]): LivePlan {
  if (addresses.length === 0) return live;
  const items = live.plan.items;
  const unknown = addresses.filter((address) => !items.some((item) => item.address === address));
  const graph = {
    nodes: items.map((item) => item.address),
    edges: new Map(items.map((item) => [item.address, item.dependsOn])),
  };
  const wanted = closure(
    graph,
    addresses.filter((address) => !unknown.includes(address)),
  );
  return {
    ...live,
    plan: { ...live.plan, items: items.filter((item) => wanted.has(item.address)) },
    entries: live.entries.filter((entry) => wanted.has(entry.item.address)),
  };
}

function knownAddresses(head: Estate, addresses: readonly Address[], live: LivePlan): void {
  for (const address of addresses) {
    if (head.resources.has(address) || live.plan.items.some((item) => item.address === address)) continue;
    throw new PhoenixError('USAGE', `there is no ${address} in ${head.tree.root}`, {
      hint: `phoenix graph --configs ${head.tree.root} lists the addresses`,
    });
  }
}

async function confirmed(options: ApplyOptions, live: LivePlan, io: Console): Promise<boolean> {
  if (options.yes) return true;
  if (io.ask) return io.ask(`Apply this plan to ${live.plan.estate}?`);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was applied', {
    hint: 'read the plan above and add --yes',
  });
}

/** Exit code 0 when everything that was to run has run (or nothing was to do), else 1. */
export async function apply(options: ApplyOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const read = await estateToApply(workspace);
    showFindings(read.findings, read.tree, io);
    const head = sound(read);
    const view = { color: io.color, columns: io.columns, root: head.tree.root };
    const { node, parallel } = options;
    const run = { head, node, owner: operatorName(), say: io.err, run: `cli-${Date.now()}`, parallel };
    return await withSession(run, async (session) => {
      const all = await operatorPlan(workspace, head, session.cluster, {
        allowDestroy: options.allowDestroy ?? false,
      });
      knownAddresses(head, options.addresses, all);
      const live = named(all, options.addresses);
      if (!options.json) io.out(renderTerminal(live.plan, view));
      if (live.entries.every((entry) => entry.hold)) {
        if (options.json) io.out(renderJson(live.plan));
        return live.entries.some((entry) => entry.hold?.is === 'held') ? 1 : 0;
      }
      if (!(await confirmed(options, live, io))) {
        io.err('Nothing was applied.');
        return 1;
      }
      const report = await runApply(session, live, run);
      io.out(options.json ? renderReportJson(report) : renderReport(report, view));
      return report.ok ? 0 : 1;
    });
  } finally {
    workspace.close();
  }
}
