/** The end of a plan comment: capacity, policies, the order of work, and which commits the plan is of. */
import { isOver } from '../../capacity.ts';
import type { CapacityRow, Plan, PolicyVerdict } from '../../plan.ts';
import { categoryOf, isAside, isDone } from '../category.ts';
import { clip, code, prose } from '../escape.ts';
import { everything, type Where } from '../links.ts';
import { workOrder } from '../order.ts';
import { capacityText, limitText, number } from '../words.ts';
import { addressCode } from './names.ts';

export const CAPACITY_HEAD = '| Started guests take | before | after | limit |\n|---|---|---|---|\n';

export function capacityRow(row: CapacityRow): string {
  const text = (n: number) => capacityText(row.what, n);
  const after = isOver(row) ? `**${text(row.after)}** ⚠️` : text(row.after);
  const limit = limitText(row) ?? 'not declared';
  return `| ${row.what} of ${code(clip(row.node, 60))} | ${text(row.before)} | ${after} | ${limit} |`;
}

/** Verdicts worth reading: a count of nothing, or one without a limit, is noise. */
export function telling(plan: Plan): PolicyVerdict[] {
  return plan.policies.filter((verdict) => !verdict.ok || !/^\w+ (0\b|\d+$)/.test(verdict.text));
}

export function policyText({ ok, text }: PolicyVerdict): string {
  return ok ? `${prose(clip(text, 160))} ✅` : `**${prose(clip(text, 160))}** ❌`;
}

const STEPS = 16;

/** `lxc/base → lxc/db, lxc/web`: an arrow waits, a comma does not. */
function orderText(plan: Plan): string | null {
  const order = workOrder(plan);
  const total = order.reduce((sum, layer) => sum + layer.length, 0);
  if (order.length < 2) return null;
  let left = STEPS;
  const shown: string[] = [];
  for (const layer of order) {
    const names = layer.slice(0, left);
    left -= names.length;
    if (names.length > 0) shown.push(names.map(addressCode).join(', '));
  }
  const more = total > STEPS ? ` and ${number(total - STEPS)} more` : '';
  return `Order: ${shown.join(' → ')}${more}.`;
}

function nextText(plan: Plan, where: Where): string {
  const blocked = plan.items.filter((item) => categoryOf(item) === 'impossible').length;
  if (blocked > 0) return `change what Proxmox cannot do (${number(blocked)}), then push again.`;
  if (plan.items.every(isAside)) return 'nothing.';
  const waits = plan.policies.some((verdict) => !verdict.ok);
  const rests = plan.items.every((item) => !isDone(item) || categoryOf(item) === 'note');
  const isWritten = plan.items.some((item) => item.cover?.some((one) => one.is === 'held' && one.written));
  if (rests && plan.mode === 'git' && !isWritten)
    return 'a policy holds all of it: nothing is applied until it allows that.';
  if (rests && !isWritten) {
    return 'change the files, or the nodes, until both say the same; nothing is applied by itself.';
  }
  if (where.pr === null) {
    const checks = plan.items.some(({ changes }) => changes.some(({ inside }) => inside));
    const command = checks ? 'phoenix apply --check' : 'phoenix apply';
    return `\`${command}\` does it${waits ? ', but for what a policy stops' : ''}.`;
  }
  return `review and merge; the merge applies ${waits ? 'what no policy stops' : 'it'}.`;
}

/** GitHub links a bare commit id; anything else stays text. */
function commitText(sha: string): string {
  return /^[0-9a-f]{7,64}$/.test(sha) ? sha.slice(0, 7) : code(clip(sha, 12));
}

/** Which commits the plan is of, and its digest. */
export function revisionText(plan: Plan, where: Where): string {
  const of = `Plan ${code(clip(plan.digest.slice(0, 8), 8))} =`;
  const head = where.head ?? plan.head;
  const base = where.base ?? plan.base;
  const wanted = head === null ? 'the files on disk' : commitText(head);
  if (plan.mode === 'live') return `${of} ${wanted} against the nodes.`;
  return base === null ? `${of} ${wanted}.` : `${of} ${wanted} onto ${commitText(base)}.`;
}

export function footText(plan: Plan, where: Where): string {
  const order = orderText(plan);
  const all = where.run === null ? '' : ` ${everything(where, 'Everything')}`;
  const next = plan.items.length === 0 ? [] : [`**Next:** ${nextText(plan, where)}`];
  return [...next, ...(order ? [order] : []), `${revisionText(plan, where)}${all}`].join(' ');
}
