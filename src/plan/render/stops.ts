/** What goes away and what stops, in sentences that stand under every headline: nobody has to search for it. */
import { durationText } from '../../config/units.ts';
import type { Address } from '../../config/model.ts';
import type { Plan, PlanItem } from '../plan.ts';
import { type Category, downtimeNow } from './category.ts';
import type { Group } from './group.ts';
import { listed, spanText } from './words.ts';

const NAMED = 12;

/** How the words are set: Markdown for a comment, nothing for a terminal. */
export interface Setting {
  readonly strong: (text: string) => string;
  readonly name: (address: Address) => string;
}

function names(items: readonly PlanItem[], { name }: Setting): string {
  return listed(items, NAMED, (item) => name(item.address));
}

/** Who is down for a while, and for the sake of which item. */
interface Down {
  readonly address: Address;
  readonly item: PlanItem;
}

/** What changes, or what is stopped for it while it runs on: the guests on a driver of their node. */
function downsOf(item: PlanItem): Down[] {
  const others = new Set(item.changes.flatMap(({ stops = [] }) => stops));
  return (others.size > 0 ? [...others] : [item.address]).map((address) => ({ address, item }));
}

/** True when the order of the plan itself lets no two of them stop side by side. */
function oneByOne(plan: Plan, items: readonly Down[]): boolean {
  if (items.some(({ address, item }) => address !== item.address)) return false;
  const down = new Set(items.map(({ address }) => address));
  return plan.order.every((layer) => layer.filter((address) => down.has(address)).length <= 1);
}

function downSentence(plan: Plan, items: readonly Down[], setting: Setting): string {
  const { name, strong } = setting;
  const seconds = items.map(({ item }) => downtimeNow(item) ?? 0);
  const each = items.length > 1 ? ' each' : '';
  const pace = items.length > 1 && oneByOne(plan, items) ? ', one after another' : '';
  const down = strong(`Down about ${spanText(seconds)}${each}${pace}:`);
  const who = listed(items, NAMED, ({ address, item }) =>
    address === item.address ? name(address) : `${name(address)} (for ${name(item.address)})`,
  );
  return `${down} ${who}.`;
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
export function stopsText(plan: Plan, groups: readonly Group[], setting: Setting): string {
  const of = (category: Category) => groups.filter((g) => g.category === category).flatMap((g) => g.items);
  const sentences = SAID_FIRST.flatMap(([category, words]) => {
    const items = of(category);
    return items.length > 0 ? [`${setting.strong(words)} ${names(items, setting)}.`] : [];
  });
  const turn = new Map(plan.order.flat().map((address, i) => [address, i]));
  const down = groups
    .filter(({ category }) => category !== 'replace')
    .flatMap((group) => group.items)
    .filter((item) => (downtimeNow(item) ?? 0) > 0)
    .toSorted((a, b) => (turn.get(a.address) ?? 0) - (turn.get(b.address) ?? 0))
    .flatMap(downsOf);
  const stays = of('offline').filter((item) => downtimeNow(item) === null);
  if (stays.length > 0)
    sentences.push(`${setting.strong('Stops and stays stopped:')} ${names(stays, setting)}.`);
  if (down.length > 0) sentences.push(downSentence(plan, down, setting));
  if (sentences.length === 0) return setting.strong('Nothing goes away and nothing stops.');
  const total = down.reduce((sum, { item }) => sum + (downtimeNow(item) ?? 0), 0);
  const sum = down.length > 1 ? `; ${durationText(total * 1000)} of downtime in all` : '';
  const stops = down.length > 0 || stays.length > 0 || GOING.some((category) => of(category).length > 0);
  return [...sentences, `Nothing ${stops ? 'else ' : ''}stops${sum}.`].join(' ');
}
