/** `phoenix diff` for people: a paragraph for each resource, and the sum of it last. */
import type { ContentDifference } from '../config/content-difference.ts';
import type { EstateDifference, FieldDifference, ResourceDifference } from '../config/estate-difference.ts';
import type { Position } from '../errors.ts';
import type { Json } from '../json.ts';
import { type Colors, colorsOf } from '../plan/render/colors.ts';
import { plain } from '../plan/render/escape.ts';
import { fullPath } from '../plan/render/links.ts';
import { longest, plural, valueText } from '../plan/render/words.ts';

export interface DiffView {
  readonly color: boolean;
  readonly columns: number;
  readonly root: string;
  /** What is compared: `main in prod`. */
  readonly names: readonly [string, string];
}

const SIGNS = { added: '+', removed: '-', renamed: '~', changed: '~' } as const;

function tint(colors: Colors, is: ResourceDifference['is']): (text: string) => string {
  switch (is) {
    case 'added':
      return colors.green;
    case 'removed':
      return colors.red;
    case 'renamed':
    case 'changed':
      return colors.cyan;
  }
}

function placeText(at: Position, root: string): string {
  return `${plain(fullPath(root, at.file), 200)}:${at.line}`;
}

/** Of both sides, where they differ. */
function placesText({ beforeAt, afterAt }: FieldDifference, root: string): string {
  const [before, after] = [beforeAt, afterAt].map((at) => (at ? placeText(at, root) : null));
  if (before === after || before === null || after === null) return after ?? before ?? '';
  return `${before} → ${after}`;
}

function valuesText({ before, after }: FieldDifference, most: number): string {
  const text = (value: Json) => plain(valueText(value, '""'), most);
  if (before === null) return text(after);
  return after === null ? text(before) : `${text(before)} → ${text(after)}`;
}

function fieldLines(
  fields: readonly FieldDifference[],
  { columns, root }: DiffView,
  colors: Colors,
): string[] {
  const width = Math.min(32, longest(fields.map(({ field }) => plain(field, 80))));
  return fields.map((one) => {
    const is = one.before === null ? 'added' : one.after === null ? 'removed' : 'changed';
    const places = placesText(one, root);
    const where = places === '' ? '' : colors.dim(`  ${places}`);
    const name = plain(one.field, 80).padEnd(width);
    return `    ${tint(colors, is)(SIGNS[is])} ${name}  ${valuesText(one, Math.max(60, columns))}${where}`;
  });
}

function resourceLines(one: ResourceDifference, view: DiffView, colors: Colors): string[] {
  const { is, address, was, summary, at, fields } = one;
  const paint = tint(colors, is);
  const before = was === null ? '' : `, was ${plain(was, 80)}`;
  const isWhole = is === 'added' || is === 'removed';
  const what = isWhole && summary !== '' ? `  ${colors.dim(plain(summary, 200))}` : '';
  const where = isWhole ? colors.dim(`  ${plain(fullPath(view.root, at.file), 200)}`) : '';
  return [
    `${paint(SIGNS[is])} ${colors.bold(plain(address, 80))}  ${paint(is)}${before}${what}${where}`,
    ...fieldLines(fields, view, colors),
  ];
}

function contentText({ is, before, after }: ContentDifference): string {
  if (before === after || before === null || after === null) {
    const version = after ?? before;
    const content = is === 'changed' && version !== null ? 'other content' : is;
    return version === null ? content : `${plain(version, 64)}, ${content}`;
  }
  return `${plain(before, 64)} → ${plain(after, 64)}`;
}

function contentLines(title: string, found: readonly ContentDifference[], colors: Colors): string[] {
  const lines = found.map(
    (one) => `    ${tint(colors, one.is)(SIGNS[one.is])} ${plain(one.name, 80)}  ${contentText(one)}`,
  );
  return found.length === 0 ? [] : [`${colors.cyan('~')} ${colors.bold(title)}`, ...lines];
}

function summaryText({ resources, settings, features, secrets }: EstateDifference): string {
  const count = (is: ResourceDifference['is']) => {
    const n = resources.filter((one) => one.is === is).length;
    return n === 0 ? [] : [`${n} ${is}`];
  };
  const parts = [
    ...(['added', 'removed', 'renamed', 'changed'] as const).flatMap(count),
    ...(settings.length > 0 ? [plural(settings.length, 'setting')] : []),
    ...(features.length > 0 ? [plural(features.length, 'feature')] : []),
    ...(secrets.length > 0 ? [plural(secrets.length, 'entry of the vault', 'entries of the vault')] : []),
  ];
  return parts.join(', ');
}

/** Without a newline at the end. */
export function diffText(found: EstateDifference, view: DiffView): string {
  const colors = colorsOf(view.color);
  const [from, to] = view.names.map((name) => plain(name, 120));
  const settings = fieldLines(found.settings, view, colors);
  const lines = [
    ...found.resources.flatMap((one) => resourceLines(one, view, colors)),
    ...(settings.length > 0 ? [`${colors.cyan('~')} ${colors.bold('phoenix.json')}`, ...settings] : []),
    ...contentLines('features', found.features, colors),
    ...contentLines('vault', found.secrets, colors),
  ];
  if (lines.length === 0) return colors.green(`${from} and ${to} say the same.`);
  return [...lines, '', `${colors.bold(summaryText(found))} from ${from} to ${to}`].join('\n');
}
