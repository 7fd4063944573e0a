/** `phoenix apply`: plan against the nodes, show it, ask, and run what the cover check allows. */
import type { ApplyEntry } from '../apply/apply.ts';
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import { askBefore, hasFailedCheck, withFailedChecks } from './ask-before.ts';
import { runName } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import { estateSecrets } from './estate-secrets.ts';
import type { LivePlan } from './live-plan.ts';
import { applying, comparing } from './measured.ts';
import { leftText, LOOK_AGAIN, onlyOn, type OnNode, waitsForOthers } from './only-on.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, type Session, withSession } from './run-apply.ts';
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
  /** Only what is on this node; the rest is left to applies of the other nodes. */
  readonly on?: string;
  /** Milliseconds to wait: for the estate's lock, and with `on` for what other nodes make. */
  readonly wait?: number;
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

const NONE: OnNode['left'] = new Map();

/** @throws PhoenixError `USAGE` */
function assertNode({ on }: ApplyOptions, head: Estate): void {
  if (on === undefined || Object.hasOwn(head.settings.nodes, on)) return;
  throw new PhoenixError('USAGE', `phoenix.json names no node ${quote(on)}`, {
    hint: `--on takes one of ${Object.keys(head.settings.nodes).join(', ')}`,
  });
}

async function confirmed(
  options: ApplyOptions,
  live: LivePlan,
  io: Console,
  stop: AbortSignal,
): Promise<boolean> {
  if (options.yes) return true;
  if (io.ask) return io.ask(`Apply this plan to ${live.plan.estate}?`, stop);
  throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was applied', {
    hint: 'read the plan above and add --yes',
  });
}

/** Exit code 0 when everything has run, or nothing was to do; 1 when something failed, was stopped or is on hold. */
export async function apply(options: ApplyOptions, io: Console): Promise<number> {
  const until = performance.now() + (options.wait ?? 0);
  for (;;) {
    const { code, waits } = await applyOnce(options, io);
    if (options.on === undefined || !waits || performance.now() >= until) return code;
    io.err('What is left needs what other nodes make: it is looked at again.');
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

interface Once {
  readonly code: number;
  /** What could not begin needs what another apply makes. */
  readonly waits: boolean;
}

async function applyOnce(options: ApplyOptions, io: Console): Promise<Once> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(checkRules(await workspace.toApply()));
    assertNode(options, head);
    showFindings(head.findings, head.tree, io);
    const view = { color: io.color, columns: io.columns, root: head.tree.root };
    const { node, parallel } = options;
    const secret = estateSecrets(head, io.err);
    const whole = options.addresses.length === 0;
    const run = {
      head,
      node,
      owner: operatorName(),
      say: io.err,
      run: runName('cli'),
      parallel,
      secret,
      measured: { command: 'apply' as const, whole },
      ...(options.wait === undefined ? {} : { patience: options.wait }),
    };
    const work = async (session: Session): Promise<Once> => {
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
      const compared = { whole, checked: options.check ?? false };
      const plan = await comparing(head, compared, () =>
        operatorPlan(workspace, head, cluster, {
          allowDestroy: options.allowDestroy ?? false,
          blind: options.yes ?? false,
          asked: new Set(options.addresses),
          ...asking,
        }),
      );
      const all = withFailedChecks(plan);
      const { live, left } = options.on === undefined ? { live: all, left: NONE } : onlyOn(all, options.on);
      knownAddresses(head, options.addresses, live);
      if (!options.json) io.out(renderTerminal(live.plan, view));
      const works = live.entries.some((entry) => !entry.hold);
      if (works && !(await confirmed(options, live, io, signal))) {
        io.err('Nothing was applied.');
        return { code: 1, waits: false };
      }
      const report = await runApply(session, live, run);
      if (options.json) io.out(renderReportJson(report));
      else if (works) io.out(renderReport(report, view));
      if (left.size > 0) io.err(leftText(left));
      const ok = report.ok && !live.entries.some(isOnHold) && !hasFailedCheck(live.snapshot);
      return { code: ok ? 0 : 1, waits: waitsForOthers(report) && !signal.aborted };
    };
    return await applying(head, () => withSession(run, work));
  } finally {
    workspace.close();
  }
}
