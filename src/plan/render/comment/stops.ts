/** The paragraph under the headline: what goes away and what stops, so that nobody has to click to learn it. */
import { durationText } from '../../../config/units.ts';
import type { Plan, PlanItem } from '../../plan.ts';
import { type Category, downtimeNow } from '../category.ts';
import { addressCode } from './names.ts';
import type { Group } from '../group.ts';
import { listed, spanText } from '../words.ts';

const NAMED = 12;

function names(items: readonly PlanItem[]): string {
  return listed(items, NAMED, (item) => addressCode(item.address));
}

/** True when the order of the plan itself lets no two of them stop side by side. */
function oneByOne(plan: Plan, items: readonly PlanItem[]): boolean {
  const down = new Set(items.map((item) => item.address));
  return plan.order.every((layer) => layer.filter((address) => down.has(address)).length <= 1);
}

function downSentence(plan: Plan, items: readonly PlanItem[]): string {
  const seconds = items.map((item) => downtimeNow(item) ?? 0);
  const each = items.length > 1 ? ' each' : '';
  const pace = items.length > 1 && oneByOne(plan, items) ? ', one after another' : '';
  return `**Down about ${spanText(seconds)}${each}${pace}:** ${names(items)}.`;
}

const SAID_FIRST: readonly (readonly [Category, string])[] = [
  ['destroy', 'Destroyed, with data:'],
  ['delete', 'Data is deleted of:'],
  ['retire', 'Goes away:'],
  ['replace', 'Made anew; the old one is destroyed:'],
  ['impossible', 'Cannot be done as written:'],
];

const GOING: readonly Category[] = ['destroy', 'retire', 'replace'];

/** Says it even when it is nothing: silence would leave the reader guessing. */
export function stopsParagraph(plan: Plan, groups: readonly Group[]): string {
  const of = (category: Category) => groups.filter((g) => g.category === category).flatMap((g) => g.items);
  const sentences = SAID_FIRST.flatMap(([category, words]) => {
    const items = of(category);
    return items.length > 0 ? [`**${words}** ${names(items)}.`] : [];
  });
  const turn = new Map(plan.order.flat().map((address, i) => [address, i]));
  const down = groups
    .filter(({ category }) => category !== 'replace' && category !== 'impossible')
    .flatMap((group) => group.items)
    .filter((item) => (downtimeNow(item) ?? 0) > 0)
    .toSorted((a, b) => (turn.get(a.address) ?? 0) - (turn.get(b.address) ?? 0));
  if (down.length > 0) sentences.push(downSentence(plan, down));
  if (sentences.length === 0) return '**Nothing goes away and nothing stops.**';
  const total = down.reduce((sum, item) => sum + (downtimeNow(item) ?? 0), 0);
  const sum = down.length > 1 ? `; ${durationText(total * 1000)} of downtime in all` : '';
  const stops = down.length > 0 || GOING.some((category) => of(category).length > 0);
  return [...sentences, `Nothing ${stops ? 'else ' : ''}stops${sum}.`].join(' ');
}
