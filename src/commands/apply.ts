/** `phoenix apply`: plan against the nodes, show it, ask, and run what the cover check allows. */
import type { ApplyReport } from '../apply/report.ts';
import { apply as applyPlan } from '../apply/run.ts';
import type { Address, Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { connect } from '../node/connect.ts';
import { closure } from '../plan/graph.ts';
import { renderJson, renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import type { Console } from './console.ts';
import { historyOf } from './history.ts';
import { estateId, type LivePlan, makeLivePlan } from './live-plan.ts';
import { progressLines } from './progress.ts';
import { showFindings } from './show-findings.ts';
import { stopOnSignal } from './stop.ts';
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

function show(options: ApplyOptions, report: ApplyReport, io: Console): void {
  io.out(
    options.json ? renderReportJson(report) : renderReport(report, { color: io.color, columns: io.columns }),
  );
}

/** Exit code 0 when everything that was to run has run (or nothing was to do), else 1. */
export async function apply(options: ApplyOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  const read = await estateToApply(workspace);
  showFindings(read.findings, read.tree, io);
  const head = sound(read);
  const cluster = await connect(options.node, head.settings);
  const stop = stopOnSignal((signal) => io.err(`${signal}: finishing what runs, starting nothing more`));
  try {
    const owner = `${operatorName()}, since ${new Date().toISOString()}`;
    const lock = await cluster.lock(head.settings.name, owner);
    try {
      const history = historyOf(workspace);
      const unshown = async () => [];
      const input = {
        kinds,
        head,
        parent: null,
        tip: head,
        history,
        cluster,

        confirmed: true,
        unshown,
      };
      const all = await makeLivePlan(input);
      knownAddresses(head, options.addresses, all);
      const live = named(all, options.addresses);
      const view = { color: io.color, columns: io.columns, root: head.tree.root };
      if (!options.json) io.out(renderTerminal(live.plan, view));
      const runs = live.entries.filter((entry) => !entry.hold);
      if (runs.length === 0) {
        if (options.json) io.out(renderJson(live.plan));
        return live.entries.some((entry) => entry.hold?.is === 'held') ? 1 : 0;
      }
      if (!(await confirmed(options, live, io))) {
        io.err('Nothing was applied.');
        return 1;
      }
      const report = await applyPlan({
        plan: live.plan,
        entries: live.entries,
        kinds: new Map(kinds.map((kind) => [kind.kind, kind])),
        settings: head.settings,
        cluster,
        snapshot: live.snapshot,
        estate: estateId(head),
        run: `cli-${Date.now()}`,
        owner,
        commit: head.tree.revision,
        parallel: options.parallel,
        signal: stop.signal,
        onEvent: progressLines(io.err),
        lock,
      });
      show(options, report, io);
      return report.ok ? 0 : 1;
    } finally {
      await lock.release();
    }
  } finally {
    stop.done();
    await cluster.close();
    workspace.close();
  }
}
