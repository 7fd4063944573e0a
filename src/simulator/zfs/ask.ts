/** `zfs get` and `zfs list` of the simulated node: tab-separated with -H, exact with -p. */
import type { Session } from '../session.ts';
import { fail, readOptions, usage } from './options.ts';
import { COUNTED, FIXED, isUserProperty, SETTABLE } from './properties.ts';
import { readState, type ZfsState } from './state.ts';
import { below, tell, tellOfSnapshot, type Told } from './tree.ts';

type Type = 'filesystem' | 'volume' | 'snapshot';

const isKnown = (name: string): boolean =>
  name === 'name' ||
  Object.hasOwn(SETTABLE, name) ||
  Object.hasOwn(FIXED, name) ||
  COUNTED.includes(name) ||
  isUserProperty(name);

/** Sizes for people, as `zfs list` prints them: `96K`. */
function forPeople(bytes: number): string {
  let value = bytes;
  for (const unit of ['B', 'K', 'M', 'G', 'T']) {
    if (value < 1024)
      return unit === 'B'
        ? `${value}B`
        : `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(2)}${unit}`;
    value /= 1024;
  }
  return `${value}P`;
}

const SIZES = new Set([
  'used',
  'available',
  'referenced',
  'usedbydataset',
  'usedbysnapshots',
  'usedbychildren',
  'recordsize',
  'special_small_blocks',
  'volsize',
]);
const LIMITS = new Set(['quota', 'refquota', 'reservation', 'refreservation']);

function shown(property: string, { value }: Told, exact: boolean): string {
  if (exact || value === '-') return value;
  if (LIMITS.has(property)) return value === '0' ? 'none' : forPeople(Number(value));
  return SIZES.has(property) ? forPeople(Number(value)) : value;
}

function typesOf(text: string | undefined, fallback: readonly Type[]): ReadonlySet<Type> {
  if (text === undefined) return new Set(fallback);
  const found = text.split(',').flatMap((word): Type[] => {
    if (word === 'all') return ['filesystem', 'volume', 'snapshot'];
    return word === 'filesystem' || word === 'fs'
      ? ['filesystem']
      : word === 'volume' || word === 'vol'
        ? ['volume']
        : word === 'snapshot' || word === 'snap'
          ? ['snapshot']
          : usage(`invalid type '${word}'`);
  });
  return new Set(found);
}

interface Wanted {
  readonly names: readonly string[];
  readonly types: ReadonlySet<Type>;
  /** How far below the named ones; null: all the way. */
  readonly depth: number | null;
  readonly isAll: boolean;
}

/** Datasets and snapshots that are asked for, parents before children. @throws Failure for one that is not there */
function chosen(state: ZfsState, { names, types, depth, isAll }: Wanted): string[] {
  const found = new Set<string>();
  const add = (name: string, rest: number | null) => {
    const dataset = state.datasets[name];
    if (!dataset) return;
    if (types.has(dataset.type)) found.add(name);
    if (!types.has('snapshot') || rest === 0) return;
    for (const one of dataset.snapshots) found.add(`${name}@${one.name}`);
  };
  const roots = isAll ? Object.keys(state.datasets).filter((name) => !name.includes('/')) : names;
  let missing: string | null = null;
  for (const root of roots.toSorted()) {
    if (root.includes('@')) {
      if (tellOfSnapshot(state, root, 'type')) found.add(root);
      else missing ??= root;
      continue;
    }
    if (!Object.hasOwn(state.datasets, root)) {
      missing ??= root;
      continue;
    }
    add(root, depth);
    for (const name of below(state, root)) {
      const deep = name.slice(root.length).split('/').length - 1;
      if (depth === null || deep <= depth) add(name, depth === null ? null : depth - deep);
    }
  }
  if (missing !== null) fail(`cannot open '${missing}': dataset does not exist`);
  return [...found];
}

const told = (state: ZfsState, name: string, property: string): Told | null =>
  name.includes('@') ? tellOfSnapshot(state, name, property) : tell(state, name, property);

/** 0 unless -r or -d say more; everything where nothing is named. */
function depthOf(flags: ReadonlySet<string>, depth: string | undefined, isAll: boolean): number | null {
  if (depth !== undefined) return Number(depth);
  return flags.has('r') || isAll ? null : 0;
}

function propertyList(text: string): readonly string[] {
  const names =
    text === 'all' ? [...COUNTED, ...Object.keys(FIXED), ...Object.keys(SETTABLE)] : text.split(',');
  const wrong = names.find((name) => !isKnown(name));
  if (wrong !== undefined) usage(`bad property list: invalid property '${wrong}'`);
  return names;
}

const table = (rows: readonly (readonly string[])[], scripted: boolean): string => {
  if (scripted) return rows.map((row) => `${row.join('\t')}\n`).join('');
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
};

export function zfsGet(session: Session, words: readonly string[]): void {
  const { flags, values, rest } = readOptions(words, 'rHpd:o:s:t:');
  const [list, ...names] = rest;
  if (list === undefined) usage('missing property argument');
  const properties = propertyList(list);
  const fields = (values.get('o')?.at(-1) ?? 'name,property,value,source').split(',');
  const sources = values.get('s')?.at(-1)?.split(',');
  const isAll = names.length === 0;
  const state = readState(session.host, session.node.name);
  const types = typesOf(values.get('t')?.at(-1), ['filesystem', 'volume', 'snapshot']);
  const rows: string[][] = [];
  for (const name of chosen(state, {
    names,
    types,
    isAll,
    depth: depthOf(flags, values.get('d')?.at(-1), isAll),
  })) {
    for (const property of properties.toSorted(
      (a, b) => Number(isUserProperty(a)) - Number(isUserProperty(b)),
    )) {
      const found = told(state, name, property) ?? { value: '-', source: '-' };
      const kind = found.source.startsWith('inherited')
        ? 'inherited'
        : found.source === '-'
          ? 'none'
          : found.source;
      if (sources && !sources.includes(kind)) continue;
      const row: Record<string, string> = {
        name,
        property,
        value: shown(property, found, flags.has('p')),
        source: found.source,
      };
      rows.push(fields.map((field) => row[field] ?? '-'));
    }
  }
  const heading = flags.has('H') ? [] : [fields.map((field) => field.toUpperCase())];
  session.print(table([...heading, ...rows], flags.has('H')));
}

export function zfsList(session: Session, words: readonly string[]): void {
  const { flags, values, rest } = readOptions(words, 'rHpd:o:s:S:t:');
  const columns = propertyList(values.get('o')?.at(-1) ?? 'name,used,available,referenced,mountpoint');
  const isAll = rest.length === 0;
  const state = readState(session.host, session.node.name);
  const types = typesOf(values.get('t')?.at(-1), ['filesystem', 'volume']);
  const depth = depthOf(flags, values.get('d')?.at(-1), isAll || (types.has('snapshot') && types.size === 1));
  const names = chosen(state, { names: rest, types, isAll, depth });
  const by = values.get('s')?.at(-1);
  const sorted =
    by === 'creation'
      ? names.toSorted((a, b) => Number(told(state, a, by)?.value) - Number(told(state, b, by)?.value))
      : names;
  if (sorted.length === 0) return session.print(flags.has('H') ? '' : 'no datasets available\n');
  const rows = sorted.map((name) =>
    columns.map((column) =>
      column === 'name'
        ? name
        : shown(column, told(state, name, column) ?? { value: '-', source: '-' }, flags.has('p')),
    ),
  );
  session.print(
    table(
      [...(flags.has('H') ? [] : [columns.map((column) => column.toUpperCase())]), ...rows],
      flags.has('H'),
    ),
  );
}
