/** Rows of the main table: one guest a row, or one row for many guests that get the same change. */
import { isRemoval } from '../../../kinds/change.ts';
import type { PlanItem } from '../../plan.ts';
import { type Category, downtimeNow, effectNow, isAside } from '../category.ts';
import { type JudgedChange, judged, shownChanges, worstFirst } from '../changes.ts';
import { clip, code, prose, words } from '../escape.ts';
import { type Group, restText, waiting } from '../group.ts';
import { fileLink, positionLinks, type Where } from '../links.ts';
import { EFFECT_WORDS, downtimeText, labelOf, listed, spanText, valueText } from '../words.ts';
import { addressCode, guestText } from './names.ts';

const HEAD = ['', 'Guest', 'Change', 'Effect', 'Downtime', 'Why'];

/** A further column: its name, and a cell for the guests of a row. */
export interface Column {
  readonly name: string;
  readonly cell: (items: readonly PlanItem[]) => string;
}

export function rowHead(column: Column | null): string {
  const names = column ? [...HEAD, column.name] : HEAD;
  const titles = names.map((name) => (name === '' ? ' ' : ` ${name} `));
  return `|${titles.join('|')}|\n|${names.map(() => '---|').join('')}\n`;
}

export const ICONS: Readonly<Record<Category, string>> = {
  destroy: '💥',
  delete: '💥',
  retire: '🗑️',
  replace: '♻️',
  impossible: '⛔',
  offline: '⏸️',
  restart: '🔁',
  migrate: '🚚',
  remove: '➖',
  held: '⏳',
  drift: '👀',
  note: '❔',
  create: '➕',
  adopt: '🤝',
  rename: '🏷️',
  live: '✏️',
  config: '📝',
  aside: '💬',
};

const ROWS_OF_A_GROUP = 4;
const VALUE = 64;

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function changeText(one: JudgedChange): string {
  const left = { covered: '', held: ` ${ICONS.held}`, drift: ` ${ICONS.drift}` };
  return `${differenceText(one)}${left[one.cover.is]}`;
}

function differenceText({ change, isList }: JudgedChange): string {
  const { before, after } = change;
  const name = code(clip(labelOf(change), 60));
  if (isList) {
    const sign = before === null ? '+' : '−';
    return `${name} **${sign} ${words(clip(valueText(before ?? after), VALUE))}**`;
  }
  if (after === null) return `${name} removed`;
  const value = `**${words(clip(valueText(after), VALUE))}**`;
  return before === null
    ? `${name} → ${value}`
    : `${name} ${words(clip(valueText(before), VALUE))} → ${value}`;
}

function changesText(item: PlanItem, most: number): string {
  const all = worstFirst(shownChanges(item).filter((one) => !isToldByAction(item, one)));
  const isPartly = all.some(({ cover }) => cover.is === 'covered');
  return listed(all, most, (one) => (isPartly ? changeText(one) : differenceText(one)));
}

/** That the address changed, or the guest becomes ours. */
function isToldByAction(item: PlanItem, { change }: JudgedChange): boolean {
  return change.slot === 'marker' && (item.was !== undefined || item.action === 'adopt');
}

/** What happens, in a cell. */
function whatText(item: PlanItem, most: number): string {
  const summary = words(clip(item.summary, 160));
  const changes = changesText(item, most);
  const renamed = item.was === undefined ? '' : `was ${addressCode(item.was)}`;
  const parts = (...texts: readonly string[]) => texts.filter((text) => text !== '').join('; ');
  switch (item.action) {
    case 'create':
    case 'retire':
    case 'destroy':
    case 'remove':
      return summary;
    case 'replace':
      return parts(renamed, changes, summary);
    case 'rename':
    case 'update':
      return parts(renamed, changes);
    case 'migrate':
      return parts(renamed, changes || `to ${code(clip(item.node, 60))}`);
    case 'adopt':
      return parts(renamed, 'marked as ours', changes);
    case 'no-op':
      return parts(changes, prose(clip(item.notes[0] ?? '', 160)));
  }
}

const GRAVE: Partial<Record<Category, string>> = {
  destroy: '**destroy**',
  delete: '**deletes data**',
  retire: '**retire**',
  replace: '**replace**',
  impossible: '**impossible**',
};

/** The note of the worst change that is made. */
function firstNote(item: PlanItem): string | undefined {
  const noted = worstFirst(judged(item)).find(({ change, cover }) => cover.is === 'covered' && change.note);
  return noted?.change.note;
}

function effectText(group: Group, item: PlanItem, noted = true): string {
  const why = waiting(group);
  const { category } = group;
  if (category === 'drift') return `drift, only reported: ${prose(clip(why ?? '', 120))}`;
  if (category === 'held') return `on hold: ${prose(clip(why ?? '', 120))}`;
  if (category === 'note') return 'not touched';
  if (category === 'aside') return EFFECT_WORDS.none;
  const effect = effectNow(item);
  const disturbs = effect === 'restart' || effect === 'offline';
  const also = (category === 'migrate' || category === 'adopt' || category === 'rename') && disturbs;
  const name = GRAVE[category] ?? OWN_WORD[category] ?? EFFECT_WORDS[effect];
  const isTold = item.action === 'create' || category === 'retire' || category === 'destroy';
  const note = isTold || !noted ? undefined : firstNote(item);
  const rest = why === null ? '' : `; ${restText(group)}: ${prose(clip(why, 120))}`;
  return `${name}${also ? `, ${EFFECT_WORDS[effect]}` : ''}${note ? `, ${prose(clip(note, 120))}` : ''}${rest}`;
}

const OWN_WORD: Partial<Record<Category, string>> = {
  migrate: 'migrate',
  create: 'create',
  adopt: 'adopt',
  rename: 'rename',
  remove: '**remove**',
};

/** The lines that ask for it: links to the first two places. */
function whyText(where: Where, item: PlanItem): string {
  if (isAside(item)) return '–';
  const gone = isRemoval(item.action);
  const places = new Map(
    worstFirst(shownChanges(item)).flatMap(({ change: { at } }) =>
      at ? [[`${at.file}:${at.line}`, at] as const] : [],
    ),
  );
  if (places.size > 0 && item.action !== 'create') {
    return positionLinks(where, [...places.values()], 2);
  }
  return gone ? `${fileLink(where, item.file, true)} removed` : fileLink(where, item.file, false);
}

function downtimes(items: readonly PlanItem[]): string {
  const goes = items.every(({ action }) => isRemoval(action));
  const each = items.map(downtimeNow);
  if (each.includes(null)) return goes ? downtimeText(null) : 'stays down';
  const seconds = each.filter((s) => s !== null);
  if (seconds.every((s) => s === 0)) return 'none';
  return `≈ ${spanText(seconds)}${items.length > 1 ? ' each' : ''}`;
}

/** The whole group in one row; `changes`: how many of them are spelled out. */
export function combinedRow(
  where: Where,
  group: Group,
  changes: number,
  column: Column | null = null,
): string {
  const first = group.items[0] as PlanItem;
  return row([
    ICONS[group.category],
    listed(group.items, 3, guestText),
    whatText(first, changes),
    effectText(group, first),
    downtimes(group.items),
    whyText(where, first),
    ...(column ? [column.cell(group.items)] : []),
  ]);
}

/** A row for each guest of a small group, or one for all of a large one. */
export function groupRows(where: Where, group: Group, column: Column | null = null): string {
  if (group.items.length === 1 || group.items.length > ROWS_OF_A_GROUP) {
    return combinedRow(where, group, 3, column);
  }
  return group.items
    .map((item, i) =>
      row([
        ICONS[group.category],
        guestText(item),
        i === 0 ? whatText(item, 3) : 'same',
        effectText(group, item, i === 0),
        downtimes([item]),
        i === 0 ? whyText(where, item) : 'same',
        ...(column ? [column.cell([item])] : []),
      ]),
    )
    .join('\n');
}
