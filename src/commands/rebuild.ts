/** `phoenix rebuild ADDRESS…`: makes guests anew from what their layers are now, after showing the plan and asking. */
import type { Address, Estate } from '../config/model.ts';
import { unknownAddress } from '../config/unknown-address.ts';
import { PhoenixError } from '../errors.ts';
import { isLxc } from '../kinds/lxc/spec.ts';
import { layerOf } from '../kinds/guest/spec.ts';
import { renderReportJson } from '../plan/render/json.ts';
import { renderReport, renderTerminal } from '../plan/render/terminal.ts';
import { operatorName } from '../sources/operator.ts';
import { runName } from '../telemetry/current.ts';
import type { Console } from './console.ts';
import type { LivePlan } from './live-plan.ts';
import { operatorPlan } from './operator-plan.ts';
import { runApply, withSession } from './run-apply.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface RebuildOptions {
  readonly addresses: readonly Address[];
  readonly configs: string;
  readonly env?: string;
  readonly node: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** @throws PhoenixError for what is no guest of a layer */
function checkAddresses(head: Estate, addresses: readonly Address[]): void {
  for (const address of addresses) {
    const resource = head.resources.get(address);
    if (!resource) throw unknownAddress(address, head);
    if (isLxc(resource) && layerOf(resource.spec) !== undefined) continue;
    throw new PhoenixError('REFUSED', `${address} is not made from a layer`, {
      hint: 'to make any guest anew, raise "generation" in its file',
    });
  }
}

/** What of a plan moves guests, and what that needs; changes of others are left to `phoenix apply`. */
export function moves(live: LivePlan, addresses: readonly Address[]): LivePlan {
  const named = new Set(addresses);
  const entries = live.entries.filter(
    ({ item }) => item.kind === 'layer' || (named.has(item.address) && item.action === 'replace'),
  );
  return { ...live, plan: { ...live.plan, items: entries.map(({ item }) => item) }, entries };
}

/** Exit code 0 when every guest that was named is on its current layer. */
export async function rebuild(options: RebuildOptions, io: Console): Promise<number> {
  const workspace = openWorkspace(options);
  try {
    const head = sound(await workspace.toApply());
    const { addresses } = options;
    checkAddresses(head, addresses);
    const named = new Set(addresses);
    const owner = `rebuild by ${operatorName()}`;
    const run = {
      head,
      node: options.node,
      owner,
      say: io.err,
      run: runName('rebuild'),
      measured: { command: 'rebuild' as const, whole: false },
    };
    const view = { color: io.color, columns: io.columns, root: head.tree.root };
    return await withSession(run, async (session) => {
      const asked = { asked: named, rebuild: named };
      const whole = await operatorPlan(workspace, head, session.cluster, asked);
      const live = moves(whole, addresses);
      if (!live.entries.some(({ item }) => item.action === 'replace')) {
        if (options.json) io.out(JSON.stringify({ v: 1, moved: [] }));
        else io.out('Nothing to move: each is made from what its layer is now, or is not there yet.');
        return 0;
      }
      if (!options.json) io.out(renderTerminal(live.plan, view));
      const works = live.entries.some(({ hold, item }) => !hold && item.action === 'replace');
      if (works && !options.yes) {
        if (!io.ask) {
          throw new PhoenixError('REFUSED', 'nobody can be asked here, so nothing was moved', {
            hint: 'read the plan above and add --yes',
          });
        }
        if (!(await io.ask(`Make them anew? What is inside is lost.`, session.signal))) {
          io.err('Nothing was moved.');
          return 1;
        }
      }
      if (!works) return 1;
      const report = await runApply(session, live, run);
      io.out(options.json ? renderReportJson(report) : renderReport(report, view));
      return report.ok && !live.entries.some(({ hold }) => hold) ? 0 : 1;
    });
  } finally {
    workspace.close();
  }
}
