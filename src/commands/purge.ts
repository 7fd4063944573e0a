/** `phoenix purge`: destroys what was retired long enough ago, after naming every volume. The second approval of a removal. */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Address, Estate } from '../config/model.ts';
import { didYouMean } from '../config/suggest.ts';
import { durationInMs, momentText } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import { runName } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import type { LivePlan } from './live-plan.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, withSession } from './run-apply.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface PurgeOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly yes?: boolean;
  readonly now?: boolean;
  readonly json?: boolean;
}

/** ISO time of the retirement of an entry; null when it is not retired. */
function retiredAt({ seen, item }: ApplyEntry): string | null {
  return item.action === 'destroy' && seen.is === 'ours' ? (seen.mark?.retired ?? null) : null;
}

const isRetired = (entry: ApplyEntry) => retiredAt(entry) !== null;

/** With `--now` nothing is kept any longer, for this command's plan, guards and questions alike. */
function dueNow(head: Estate, { now }: PurgeOptions): Estate {
  if (!now) return head;
  const policies = { ...head.settings.policies, retire: 0 };
  return { ...head, settings: { ...head.settings, policies } };
}

/** Milliseconds since 1970; never, for what is not retired. */
function dueAt(entry: ApplyEntry, head: Estate): number {
  const retired = retiredAt(entry);
  const kept = durationInMs(head.settings.policies.retire) ?? 0;
  return retired === null ? Infinity : Date.parse(retired) + kept;
}

const isDue = (entry: ApplyEntry, head: Estate) => dueAt(entry, head) <= Date.now();

function chosen(live: LivePlan, head: Estate, options: PurgeOptions): ApplyEntry[] {
  const retired = live.entries.filter(isRetired);
  for (const address of options.addresses) {
    const entry = retired.find(({ item }) => item.address === address);
    if (entry && isDue(entry, head)) continue;
    throw new PhoenixError(
      'REFUSED',
      entry ? `${address} is kept until ${momentText(dueAt(entry, head))}` : `${address} is not retired`,
      {
        hint: entry
          ? `wait (policies.retire is ${head.settings.policies.retire}), or add --now`
          : head.resources.has(address)
            ? 'remove its file and apply first: that retires it'
            : didYouMean(
                address,
                retired.map(({ item }) => item.address),
                'Nothing is retired.',
              ),
      },
    );
  }
  const wanted = new Set(options.addresses);
  return retired.filter(
    (entry) => isDue(entry, head) && (wanted.size === 0 || wanted.has(entry.item.address)),
  );
}

function nothingDue(kept: readonly ApplyEntry[], head: Estate): string {
  if (kept.length === 0) return 'Nothing is retired.';
  const lines = kept.map((entry) => `  ${entry.item.address}, kept until ${momentText(dueAt(entry, head))}`);
  return ['Nothing is due. Retired:', ...lines, 'Named with --now, they are destroyed before that.'].join(
    '\n',
  );
}

/** The entries that the operator agrees to lose; each is asked for by itself. */
async function agreed(
  entries: readonly ApplyEntry[],
  options: PurgeOptions,
  io: Console,
  stop: AbortSignal,
): Promise<ApplyEntry[]> {
  if (options.yes) {
    if (options.addresses.length > 0) return [...entries];
    throw new PhoenixError(
      'REFUSED',
      '--yes needs the addresses by name, so that nothing is destroyed by accident',
      {
        hint: `name those that are to go: ${entries.map(({ item }) => item.address).join(' ')}`,
      },
    );
  }
  if (!io.ask) {
    throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was destroyed', {
      hint: 'name the addresses and add --yes',
    });
  }
  const kept: ApplyEntry[] = [];
  for (const entry of entries) {
    const what = entry.item.changes.map((change) => change.note).join(', ');
    if (entry.hold || (await io.ask(`Destroy ${entry.item.address} for good: ${what}?`, stop)))
      kept.push(entry);
  }
  return kept;
}

/** Exit code 0 when everything agreed to is gone, or nothing is due. */
export async function purge(options: PurgeOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = dueNow(sound(await workspace.toApply()), options);
    const run = {
      head,
      node: options.node,
      owner: `purge by ${operatorName()}`,
      say: io.err,
      run: runName('purge'),
      measured: { command: 'purge' as const, whole: false },
    };
    return await withSession(run, async (session) => {
      const live = await operatorPlan(workspace, head, session.cluster, {
        purge: true,
        blind: options.yes ?? false,
      });
      const due = chosen(live, head, options);
      if (due.length === 0) {
        const kept = live.entries.filter(isRetired);
        if (options.json) io.out(JSON.stringify({ v: 1, purged: [], waiting: kept.length }));
        else io.out(nothingDue(kept, head));
        return 0;
      }
      const plan = { ...live.plan, items: due.map(({ item }) => item), unchanged: 0 };
      const view = { color: io.color, columns: io.columns, root: head.tree.root };
      if (!options.json) io.out(renderTerminal(plan, view));
      const entries = await agreed(due, options, io, session.signal);
      if (entries.length === 0) {
        io.err('Nothing was destroyed.');
        return 1;
      }
      const report = await runApply(session, { ...live, plan, entries }, run);
      io.out(options.json ? renderReportJson(report) : renderReport(report, view));
      return report.ok && !entries.some(({ hold }) => hold) ? 0 : 1;
    });
  } finally {
    workspace.close();
  }
}
