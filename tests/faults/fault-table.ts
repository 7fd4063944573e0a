/** What came of all the faults of a world, as a table: printed at the end of its run, and kept in docs/faults.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { FAULTS } from './fault.ts';
import type { Tried } from './fault-matrix.ts';

const PAGE = 'docs/faults.md';

/** A pipe would end the cell. */
const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf(row: string, tried: readonly Tried[]): string {
  const cells = FAULTS.map((fault) => {
    const all = tried.filter((one) => one.fault === fault);
    const well = all.filter(({ broken }) => broken === null).length;
    if (all.length === 0) return '';
    return well === all.length ? String(well) : `**${well} of ${all.length}**`;
  });
  return `| ${[`\`${cell(row)}\``, ...cells, ...again(tried), notes(tried)].join(' | ')} |`;
}

const isAnew = ({ repeated }: Tried) => repeated.some((one) => / destroy /.test(one));

/** How many commands were given again at most: where nothing was made anew, and where something was. */
function again(tried: readonly Tried[]): readonly string[] {
  const most = (some: readonly Tried[]) =>
    some.length === 0 ? '' : String(Math.max(...some.map(({ repeated }) => repeated.length)));
  return [most(tried.filter((one) => !isAnew(one))), most(tried.filter(isAnew))];
}

function notes(tried: readonly Tried[]): string {
  const whys = tried.flatMap(({ exception }) => exception?.why ?? []);
  return cell([...new Set(whys)].join('; '));
}

/** The table of some runs, with the sum below. */
export function faultTable(tried: readonly Tried[]): string {
  const rows = new Map<string, Tried[]>();
  for (const one of tried) rows.set(one.operation.row, [...(rows.get(one.operation.row) ?? []), one]);
  const head = ['', ...FAULTS, 'again', 'anew', ''];
  const lines = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([row, some]) => rowOf(row, some));
  const well = tried.filter(({ broken }) => broken === null).length;
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map((_, at) => (at === 0 || at === head.length - 1 ? '---' : '--:')).join('|')}|`,
    ...lines,
    '',
    `${tried.length} runs, of which ${well} came to the end of an apply that nothing happened to.`,
  ].join('\n');
}

const begin = (name: string) => `<!-- faults: ${name} -->`;
const END = '<!-- end of faults -->';

/**
 * The table of that name in docs/faults.md, which is to be the same: with UPDATE_DOCS it is written there.
 * @returns null: the page has no place for it
 */
export function keptTable(name: string, table: string): string | null {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(`${begin(name)}\n\n`);
  const at = rest?.indexOf(`\n\n${END}`) ?? -1;
  if (before === undefined || rest === undefined || at < 0) return null;
  if (!process.env['UPDATE_DOCS']) return rest.slice(0, at);
  writeFileSync(PAGE, `${before}${begin(name)}\n\n${table}${rest.slice(at)}`);
  return table;
}
