/** `phoenix explain PHX511`: what a finding means, how bad it is here, and how to change that; or the list of all there are. */
import { layOut } from '../config/layout.ts';
import { readSettings } from '../config/read-settings.ts';
import { nearest } from '../config/suggest.ts';
import { PhoenixError, type Severity } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { type Colors, colorsOf } from '../plan/render/colors.ts';
import { listed } from '../plan/render/words.ts';
import type { CatalogueEntry } from '../rules/check/catalogue.ts';
import { catalogue } from '../rules/check/every.ts';
import { folderExists } from '../sources/feature-folders.ts';
import type { Console } from './console.ts';
import { openSources } from './sources.ts';

export interface ExplainRuleOptions {
  /** All of them without one. */
  readonly id?: string | undefined;
  readonly configs: string;
  readonly json?: boolean;
}

interface Explained extends CatalogueEntry {
  /** How bad it is in this estate; as by default where there is no estate. */
  readonly here: Severity | 'off';
}

/** Exit code 0. Without a configs folder it tells of the defaults alone. @throws PhoenixError `USAGE` for an id that is not there. */
export async function explainRule({ id, configs, json }: ExplainRuleOptions, io: Console): Promise<number> {
  const all = catalogue();
  const one = id === undefined ? undefined : all.get(id.toUpperCase());
  if (id !== undefined && !one) {
    throw new PhoenixError('USAGE', `there is no finding ${id}`, { hint: hintFor(id, [...all.keys()]) });
  }
  const set = folderExists(configs) ? wordsIn(configs) : {};
  const told = (one ? [one] : [...all.values()]).map((entry): Explained => ({
    ...entry,
    here: (entry.isAdjustable ? set[entry.id] : undefined) ?? entry.severity,
  }));
  const colors = colorsOf(io.color);
  if (json) io.out(JSON.stringify({ v: 1, findings: told }, null, 2));
  else if (one) io.out(told.map((entry) => wholeText(entry, Math.min(io.columns, 100), colors)).join('\n'));
  else io.out(told.map((entry) => rowText(entry, colors)).join('\n'));
  return 0;
}

/** Of ids that differ as much, the nearest number is meant. */
function hintFor(id: string, ids: readonly string[]): string {
  const number = (one: string) => Number(one.slice('PHX'.length));
  const away = (one: string) => Math.abs(number(one) - number(id));
  const meant = nearest(
    id,
    ids.toSorted((a, b) => away(a) - away(b)),
  );
  if (meant !== null) return `Did you mean "${meant}"?`;
  const begun = ids.filter((one) => one.startsWith(id.toUpperCase()));
  if (begun.length > 0) return `There are ${listed(begun, 12, (one) => one)}.`;
  return '`phoenix validate --explain` lists all there are.';
}

/** What `phoenix.json` says under "rules". */
function wordsIn(configs: string): Readonly<Record<string, Severity | 'off'>> {
  const sources = openSources(configs);
  try {
    const tree = sources.onDisk();
    const { settings } = layOut(tree, new Set(kinds.map(({ kind }) => kind)));
    return readSettings(tree, settings, undefined).settings.rules;
  } finally {
    sources.close();
  }
}

const tinted = (word: Severity | 'off', colors: Colors): string =>
  ({ error: colors.red, warning: colors.yellow, notice: colors.cyan, off: colors.dim })[word](word);

function rowText({ id, here, title }: Explained, colors: Colors): string {
  return `${colors.bold(id)}  ${tinted(here, colors)}${' '.repeat('warning'.length - here.length)}  ${title}`;
}

function wholeText(entry: Explained, width: number, colors: Colors): string {
  const { id, severity, here, title, why, example, isAdjustable, ofChanges } = entry;
  const changed = here === severity ? '' : `, by default ${severity}`;
  const samples = example
    ? [
        `${colors.dim('wrong:')}\n${indented(example.wrong)}`,
        `${colors.dim('right:')}\n${indented(example.right)}`,
      ]
    : [];
  const others = (['off', 'notice', 'warning', 'error'] as const).filter((word) => word !== here);
  const change = isAdjustable
    ? [
        `${colors.dim(`In phoenix.json, for the whole estate: ${others.join(', ')}`)}\n${indented(`"rules": { "${id}": "${others[0]}" }`)}`,
        `${colors.dim('In the file that it is found at, with the reason:')}\n${indented(`"suppress": { "${id}": "why it is right here" }`)}`,
      ]
    : [colors.dim('It can neither be turned off nor suppressed.')];
  return [
    `${colors.bold(id)} ${tinted(here, colors)}${changed}: ${title}`,
    wrapped(why, width),
    ...(ofChanges ? ['Found where files are compared with a base: in a plan, and with --base.'] : []),
    ...samples,
    ...change,
  ].join('\n\n');
}

const indented = (text: string): string => text.replace(/^/gm, '  ');

/** A paragraph of lines no longer than the terminal is wide, where words allow it. */
function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
