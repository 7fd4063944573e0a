/** Rows of the result table; guests that ended alike share one. */
import type { ApplyReport, ResourceReport } from '../../../apply/report.ts';
import { durationText } from '../../../config/units.ts';
import type { PlanItem } from '../../plan.ts';
import { addressCode, guestText } from '../comment/names.ts';
import { clip, prose } from '../escape.ts';
import { listed } from '../words.ts';
import { failedStep } from './why.ts';
import { OUTCOMES, OUTCOME_ICONS } from './standing.ts';

export const RESULT_HEAD = '| | Guest | Result | Took | Down |\n|---|---|---|---|---|\n';

/** Resources that ended alike, with the items of the plan that they come from. */
export interface Ended {
  readonly resources: readonly ResourceReport[];
  readonly items: ReadonlyMap<string, PlanItem>;
}

function isAlike(a: ResourceReport, b: ResourceReport): boolean {
  return a.outcome === b.outcome && a.text === b.text && a.outcome !== 'failed';
}

/** The resources in the order of need, those of equal text together; what did not change is left out. */
export function endedAlike(report: ApplyReport): Ended[] {
  const items = new Map(report.plan.items.map((item) => [item.address, item]));
  const rank = (resource: ResourceReport) => OUTCOMES.indexOf(resource.outcome);
  const place = new Map(report.plan.items.map((item, i) => [item.address, i]));
  const sorted = report.resources
    .filter((resource) => resource.outcome !== 'unchanged')
    .toSorted((a, b) => rank(a) - rank(b) || (place.get(a.address) ?? 0) - (place.get(b.address) ?? 0));
  const groups: ResourceReport[][] = [];
  for (const resource of sorted) {
    const last = groups.at(-1);
    if (last?.[0] && isAlike(last[0], resource)) last.push(resource);
    else groups.push([resource]);
  }
  return groups.map((resources) => ({ resources, items }));
}

function nameText({ items }: Ended, { address }: ResourceReport): string {
  const item = items.get(address);
  return item ? guestText(item) : addressCode(address);
}

/** `none`, `22 s`, `new`, `for good`: how long one guest was away. */
export function downText(resource: ResourceReport, item: PlanItem | undefined): string {
  const { outcome, downMs } = resource;
  if (outcome !== 'applied' && outcome !== 'failed') return '–';
  if (downMs === null && item?.action === 'create') return 'new';
  if (downMs === null) return outcome === 'applied' ? 'for good' : '–';
  return downMs > 0 ? durationText(downMs) : 'none';
}

function downsText({ resources, items }: Ended): string {
  const texts = resources.map((resource) => downText(resource, items.get(resource.address)));
  if (new Set(texts).size === 1)
    return `${texts[0]}${resources.length > 1 && /\d/.test(texts[0] ?? '') ? ' each' : ''}`;
  return listed(texts, 6, (text) => text);
}

function tookText(resources: readonly ResourceReport[]): string {
  const ms = resources.reduce((sum, resource) => sum + resource.ms, 0);
  return ms > 0 ? durationText(ms) : '–';
}

const BACK = { done: '; rolled back', failed: '; not rolled back', none: '' };

/** What is true now. Where that is only what the failed step said, its name is enough: the rest stands below the table. */
function textOf(resource: ResourceReport): string {
  const failed = failedStep(resource);
  return failed && resource.text.includes(failed.outcome.why)
    ? `failed: ${failed.step.title}${BACK[resource.rollback?.is ?? 'none']}`
    : resource.text;
}

export function resultRow(ended: Ended, guests: number): string {
  const [first] = ended.resources;
  const cells = [
    first ? OUTCOME_ICONS[first.outcome] : '',
    listed(ended.resources, guests, (resource) => nameText(ended, resource)),
    first ? prose(clip(textOf(first), 300)) : '',
    tookText(ended.resources),
    downsText(ended),
  ];
  return `| ${cells.join(' | ')} |`;
}
