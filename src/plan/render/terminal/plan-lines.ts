/** Lines of a plan on a terminal: a group of guests, and what stands below all of them. */
import { isRemoval } from '../../../kinds/change.ts';
import type { Position } from '../../../errors.ts';
import { isOver } from '../../capacity.ts';
import type { Plan, PlanItem } from '../../plan.ts';
import { type Category, downtimeNow, effectNow, isDone } from '../category.ts';
import { type JudgedChange, shownChanges, wholeNote } from '../changes.ts';
import { type Colors, MARKS, paint } from '../colors.ts';
import { telling } from '../comment/foot.ts';
import { idText } from '../comment/names.ts';
import { plain } from '../escape.ts';
import { countText, type Group, restText, waiting } from '../group.ts';
import { fullPath } from '../links.ts';
import { workOrder } from '../order.ts';
import { stopsText } from '../stops.ts';
import {
  EFFECT_WORDS,
  capacityText,
  downtimeText,
  labelOf,
  limitText,
  listed,
  longest,
  plural,
  spanText,
  valueText,
} from '../words.ts';

export interface View {
  readonly color: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** The configs folder as the user calls it: paths begin with it. */
  readonly root: string;
}

/** What a line needs to know of where it is shown. */
export interface Ink {
  readonly view: View;
  readonly colors: Colors;
}

const OWN: Partial<Record<Category, string>> = {
  delete: 'deletes data',
  held: 'on hold',
  drift: 'drift, only reported',
  note: 'not touched',
  create: 'create',
  adopt: 'adopt',
  rename: 'rename',
  migrate: 'migrate',
};

function effectText(group: Group, item: PlanItem): string {
  if (group.category === 'aside') return plain(item.notes[0] ?? '', 300);
  const effect = EFFECT_WORDS[effectNow(item)];
  const own = OWN[group.category];
  const why = waiting(group);
  const both = group.category === 'migrate' && effectNow(item) !== 'none' ? `migrate, ${effect}` : own;
  if (why === null) return both ?? effect;
  const partly = isDone(item) && group.category !== 'note' ? `, ${restText(group)}` : '';
  return `${both ?? effect}${partly} (${plain(why, 160)})`;
}

function placeText({ view, colors }: Ink, at: Position | undefined): string {
  if (!at) return '';
  return colors.dim(`  ${plain(fullPath(view.root, at.file), 200)}:${at.line}`);
}

function valuesText({ change: { before, after } }: JudgedChange, most: number): string {
  const text = (value: PlanItem['changes'][number]['after']) => plain(valueText(value), most);
  if (before === null) return text(after);
  return after === null ? text(before) : `${text(before)} → ${text(after)}`;
}

function sign({ change, cover }: JudgedChange): string {
  if (cover.is !== 'covered') return '#';
  if (change.before === null) return '+';
  return change.after === null ? '-' : '~';
}

function remark({ change, cover }: JudgedChange, group: Group, item: PlanItem): string {
  const effect =
    change.effect === effectNow(item) || item.action === 'create' ? '' : EFFECT_WORDS[change.effect];
  const left = { covered: effect, held: 'on hold', drift: 'drift' };
  const state = cover.is === group.category ? '' : left[cover.is];
  const said = [state, change.note ? plain(change.note, 200) : ''].filter((text) => text !== '').join(': ');
  return said === '' ? '' : `  (${said})`;
}

/** Longer values are for `--format json`. */
function widest({ columns }: View): number {
  return Math.max(60, columns);
}

function changeLines(group: Group, item: PlanItem, ink: Ink): string[] {
  const changes = shownChanges(item);
  const labels = changes.map(({ change }) => plain(labelOf(change), 80));
  const width = Math.min(32, longest(labels));
  return changes.map((one, i) => {
    const mark = sign(one);
    const { colors } = ink;
    const tint =
      mark === '+' ? colors.green : mark === '-' ? colors.red : mark === '#' ? colors.dim : colors.cyan;
    const text = `${(labels[i] ?? '').padEnd(width)}  ${valuesText(one, widest(ink.view))}`;
    return `    ${tint(mark)} ${text}${remark(one, group, item)}${placeText(ink, one.change.at)}`;
  });
}

/** Widths, so that lines of different guests stand in columns. */
export interface Columns {
  readonly address: number;
  readonly id: number;
}

/** A guest that goes is down for good, which nobody needs to be told. */
function downText({ action }: PlanItem, seconds: number | null): string {
  if (seconds === 0 || isRemoval(action)) return '';
  return seconds === null ? ', stays down' : `, down ${downtimeText(seconds)}`;
}

function headLine(group: Group, item: PlanItem, { address, id }: Columns, { colors }: Ink): string {
  const tint = paint(colors, group.category);
  const down = downText(item, downtimeNow(item));
  const name = plain(item.address, 80).padEnd(address);
  const vmid = idText(item.id).padStart(id);
  const was = item.was === undefined ? '' : `, was ${plain(item.was, 80)}`;
  const hasSummary = item.action !== 'update' && item.action !== 'no-op' && item.summary !== '';
  const summary = hasSummary ? `  ${colors.dim(plain(item.summary, 200))}` : '';
  return `${tint(MARKS[group.category])} ${colors.bold(name)}  ${vmid}  ${tint(effectText(group, item))}${was}${down}${summary}`;
}

/** More guests than this share a paragraph. */
const MANY = 8;

/** `~ 40 guests  live`, and their names, as many on a line as there is room for. */
function crowdLines(group: Group, first: PlanItem, ink: Ink): string[] {
  const tint = paint(ink.colors, group.category);
  const seconds = group.items.map((item) => downtimeNow(item) ?? 0);
  const down = seconds.some((s) => s > 0) ? `, down ≈ ${spanText(seconds)} each` : '';
  const count = ink.colors.bold(countText(group.items));
  const lines = [`${tint(MARKS[group.category])} ${count}  ${tint(effectText(group, first))}${down}`];
  let line = '';
  for (const name of group.items.map((item) => plain(item.address, 80))) {
    if (line !== '' && line.length + name.length + 6 > ink.view.columns) {
      lines.push(`    ${line},`);
      line = '';
    }
    line = line === '' ? name : `${line}, ${name}`;
  }
  return [...lines, `    ${line}`];
}

/** The first note stands in the headline of a guest to which nothing is done. */
function isTold(group: Group, note: string): boolean {
  return group.category === 'aside' || (group.category === 'note' && waiting(group) === note);
}

/** The guests of a group, their notes, and their changes once. */
export function groupLines(group: Group, columns: Columns, ink: Ink): string[] {
  const [first] = group.items;
  if (!first) return [];
  const whole = first.action === 'update' ? null : wholeNote(first);
  const notes = [
    ...(whole === null ? [] : [whole]),
    ...first.notes.filter((note, i) => i > 0 || !isTold(group, note)),
  ].map((note) => `    ${ink.colors.yellow('!')} ${plain(note, 600)}`);
  const heads =
    group.items.length > MANY
      ? crowdLines(group, first, ink)
      : group.items.map((item) => headLine(group, item, columns, ink));
  return [...heads, ...notes, ...changeLines(group, first, ink)];
}

function capacityLine(row: Plan['capacity'][number], { colors }: Ink): string {
  const { what, node, before, after } = row;
  const limit = limitText(row);
  const most = limit === null ? '' : ` of ${limit}`;
  const text = `${what} of ${plain(node, 60)}: ${capacityText(what, before)} → ${capacityText(what, after)}${most}`;
  return isOver(row) ? colors.red(`${text}, too much`) : text;
}

function orderLine(plan: Plan): string[] {
  const layers = workOrder(plan);
  if (layers.length < 2) return [];
  const layerText = (layer: readonly string[]) => listed(layer, 6, (address) => plain(address, 80));
  const shown = layers.slice(0, 12).map(layerText).join(' → ');
  const rest = layers.length > 12 ? ` → and ${plural(layers.length - 12, 'more step')}` : '';
  return [`Order: ${shown}${rest}`];
}

const DRIFT =
  'Drift stays: change the files or the nodes until both say the same, or set "policies": { "drift": "live" }.';

/** What the policies say; nothing where they are silent. */
export function policyLine(plan: Plan, { colors }: Ink): string[] {
  const policies = telling(plan).map(({ ok, text }) =>
    ok ? `${plain(text, 160)} ✓` : colors.red(`${plain(text, 160)} ✗`),
  );
  return policies.length > 0 ? [`Policy: ${policies.join(', ')}`] : [];
}

/** Capacity, policies, order, and what stops. */
export function footLines(plan: Plan, groups: readonly Group[], ink: Ink): string[] {
  const { colors } = ink;
  const setting = { strong: colors.bold, name: (address: string) => plain(address, 80) };
  return [
    ...plan.capacity.map((row) => capacityLine(row, ink)),
    ...policyLine(plan, ink),
    ...orderLine(plan),
    ...(groups.some(({ category }) => category === 'drift') ? [DRIFT] : []),
    stopsText(plan, groups, setting),
  ];
}
