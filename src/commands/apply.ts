/** `phoenix apply`: plan against the nodes, show it, ask, and run what the cover check allows. */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { PhoenixError } from '../errors.ts';
import { renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import { askBefore, hasFailedCheck, withFailedChecks } from './ask-before.ts';
import type { Console } from './console.ts';
import { estateSecrets } from './estate-secrets.ts';
import type { LivePlan } from './live-plan.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, withSession } from './run-apply.ts';
import { checkRules } from '../rules/check/check.ts';
import { showFindings } from './show-findings.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface ApplyOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly yes?: boolean;
  readonly allowDestroy?: boolean;
  readonly parallel: number;
  /** Also asks the guests whether what is installed is as it was installed. */
  readonly check?: boolean;
  readonly json?: boolean;
}

function knownAddresses(head: Estate, addresses: readonly Address[], live: LivePlan): void {
  for (const address of addresses) {
    if (head.resources.has(address) || live.plan.items.some((item) => item.address === address)) continue;
    throw unknownAddress(address, head);
  }
}

/** Wholly or in part: something that git asks for is not done, and somebody has to do something about it. */
function isOnHold({ item, hold }: ApplyEntry): boolean {
  return hold?.is === 'held' || (item.cover ?? []).some((one) => one.is === 'held');
}

async function confirmed(options: ApplyOptions, live: LivePlan, io: Console): Promise<boolean> {
  if (options.yes) return true;
  if (io.ask) return io.ask(`Apply this plan to ${live.plan.estate}?`);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was applied', {
    hint: 'read the plan above and add --yes',
  });
}

/** Exit code 0 when everything has run, or nothing was to do; 1 when something failed, was stopped or is on hold. */
export async function apply(options: ApplyOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(checkRules(await workspace.toApply()));
    showFindings(head.findings, head.tree, io);
    const view = { color: io.color, columns: io.columns, root: head.tree.root };
    const { node, parallel } = options;
    const secret = estateSecrets(head, io.err);
    const run = {
      head,
      node,
      owner: operatorName(),
      say: io.err,
      run: `cli-${Date.now()}`,
      parallel,
      secret,
    };
    return await withSession(run, async (session) => {
      const { cluster, signal } = session;
      const asking = await askBefore({
        head,
        cluster,
        only: options.addresses,
        secret,
        say: io.err,
        signal,
        policies: head.settings.policies,
        checks: options.check ?? false,
      });
      const plan = await operatorPlan(workspace, head, cluster, {
        allowDestroy: options.allowDestroy ?? false,
        blind: options.yes ?? false,
        asked: new Set(options.addresses),
        ...asking,
      });
      const live = withFailedChecks(plan);
      knownAddresses(head, options.addresses, live);
      if (!options.json) io.out(renderTerminal(live.plan, view));
      const works = live.entries.some((entry) => !entry.hold);
      if (works && !(await confirmed(options, live, io))) {
        io.err('Nothing was applied.');
        return 1;
      }
      const report = await runApply(session, live, run);
      if (options.json) io.out(renderReportJson(report));
      else if (works) io.out(renderReport(report, view));
      return report.ok && !live.entries.some(isOnHold) && !hasFailedCheck(live.snapshot) ? 0 : 1;
    });
  } finally {
    workspace.close();
  }
}
