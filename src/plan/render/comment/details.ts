/** A folded block for each group: every change, in Proxmox's words, as a diff that GitHub colours. */
import type { Json } from '../../../json.ts';
import type { PlanItem } from '../../plan.ts';
import { effectNow } from '../category.ts';
import { type JudgedChange, shownChanges, wholeNote } from '../changes.ts';
import { clip, fence, html, prose } from '../escape.ts';
import { countText, type Group } from '../group.ts';
import { positionLinks, type Where } from '../links.ts';
import { EFFECT_WORDS, labelOf, listed, longest, plural, valueText } from '../words.ts';
import { addressCode, guestText, idText } from './names.ts';
import { ICONS } from './row.ts';
import { groupWarning } from './warnings.ts';

/** How much of one group is shown. */
export interface Extent {
  readonly lines: number;
  /** Characters of one value. */
  readonly value: number;
  /** Guests of a group that are named. */
  readonly guests: number;
}

function mark({ change, cover }: JudgedChange): string {
  if (cover.is !== 'covered') return '#';
  if (change.before === null) return '+';
  return change.after === null ? '-' : '!';
}

function values(before: Json, after: Json, most: number): string {
  const text = (value: Json) => clip(valueText(value), most);
  if (before === null) return text(after);
  return after === null ? text(before) : `${text(before)} -> ${text(after)}`;
}

/** Why the line is what it is; nothing where the mark says it all. */
function comment({ change, cover }: JudgedChange, action: PlanItem['action']): string {
  const note = change.note ? clip(change.note, 240) : '';
  if (cover.is !== 'covered')
    return `   ${cover.is === 'drift' ? 'drift' : 'on hold'}: ${clip(cover.why, 240)}`;
  const effect = action === 'create' || change.effect === 'none' ? '' : EFFECT_WORDS[change.effect];
  const said = [effect, note].filter((text) => text !== '').join(': ');
  return said === '' ? '' : `   # ${said}`;
}

/** The lines of the diff. Values are made visible first, so that no newline in one of them starts a line. */
function diffLines(item: PlanItem, extent: Extent): string[] {
  const all = shownChanges(item);
  const changes = all.slice(0, extent.lines);
  const labels = changes.map(({ change }) => clip(labelOf(change), 120));
  const width = Math.min(32, longest(labels));
  const lines = changes.map((one, i) => {
    const { before, after } = one.change;
    const label = (labels[i] ?? '').padEnd(width);
    return `${mark(one)} ${label}  ${values(before, after, extent.value)}${comment(one, item.action)}`;
  });
  const rest = all.length - changes.length;
  return rest > 0 ? [...lines, `# … and ${plural(rest, 'more change')}, in the job summary`] : lines;
}

function title(group: Group, item: PlanItem): string {
  const icon = ICONS[group.category];
  const waits = { held: 'on hold', drift: 'drift' }[group.category as string];
  const effect = waits ?? EFFECT_WORDS[effectNow(item)];
  const each = group.items.length > 1 ? ' each' : '';
  const changes = `${plural(shownChanges(item).length, 'change')}${each}, ${effect}`;
  if (group.items.length > 1) {
    const file = item.changes.find((change) => change.at)?.at?.file ?? item.file;
    const count = countText(group.items);
    return `<b>${icon} ${html(clip(file, 120))}</b>: ${count}, ${changes}`;
  }
  const what = item.action === 'update' ? changes : html(clip(item.summary, 200));
  const node = `${html(idText(item.id))} on ${html(clip(item.node, 60))}`;
  return `<b>${icon} ${html(clip(item.address, 120))}</b> ${node}${what === '' ? '' : `: ${what}`}`;
}

/** Places of the changes, when they come from more than the guest's own row could name. */
function sources(item: PlanItem, where: Where): string | null {
  if (item.action === 'create') return null;
  const places = new Map(
    item.changes.flatMap(({ at }) => (at ? [[`${at.file}:${at.line}`, at] as const] : [])),
  );
  return places.size < 4 ? null : `From ${positionLinks(where, [...places.values()], 12)}.`;
}

function remarks(group: Group, item: PlanItem, where: Where, extent: Extent): string[] {
  const whole = item.action === 'update' ? null : wholeNote(item);
  const told = groupWarning(group) !== null ? [] : [...(whole === null ? [] : [whole]), ...item.notes];
  const notes = told.map((note) => `- ${prose(clip(note, 600))}`);
  const guests = group.items.length > 1 ? [`These: ${listed(group.items, extent.guests, guestText)}.`] : [];
  const after =
    item.dependsOn.length > 0 && group.items.length === 1
      ? [`After ${listed(item.dependsOn, 12, addressCode)}.`]
      : [];
  const from = sources(item, where);
  return [notes.join('\n'), ...guests, ...after, ...(from === null ? [] : [from])].filter((t) => t !== '');
}

/** The row of something that stays as it is holds the only note there is. */
function saidByRow(item: PlanItem): boolean {
  return item.action === 'no-op' && item.notes.length <= 1 && (item.notes[0] ?? '').length <= 160;
}

/** The block, or null for a group of which everything is said in the table. */
export function groupDetails(group: Group, where: Where, extent: Extent, open: boolean): string | null {
  const [item] = group.items;
  if (!item) return null;
  const lines = diffLines(item, extent);
  const text = remarks(group, item, where, extent);
  if (lines.length === 0 && (text.length === 0 || saidByRow(item))) return null;
  const body = [...(lines.length > 0 ? [fence(lines.join('\n'), 'diff')] : []), ...text].join('\n\n');
  return `<details${open ? ' open' : ''}><summary>${title(group, item)}</summary>\n\n${body}\n\n</details>`;
}
