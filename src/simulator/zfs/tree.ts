/** What a property of a simulated dataset is, and where it comes from; and how much is used. Pure. */
import { COUNTED, FIXED, isUserProperty, SETTABLE } from './properties.ts';
import { EMPTY, type SimDataset, type ZfsState } from './state.ts';

export interface Told {
  readonly value: string;
  readonly source: string;
}

export const parentOf = (name: string): string | null =>
  name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : null;
export const poolOf = (name: string): string => name.replace(/[/@].*$/, '');

/** The names of datasets below one, itself left out, sorted. */
export function below(state: ZfsState, name: string): string[] {
  return Object.keys(state.datasets)
    .filter((other) => other.startsWith(`${name}/`))
    .sort();
}

/** Bytes of a dataset with its snapshots and children. */
export function usedOf(state: ZfsState, name: string): number {
  return [name, ...below(state, name)].reduce((sum, one) => {
    const dataset = state.datasets[one];
    const kept = Number(dataset?.local['refreservation'] ?? '0');
    return sum + Math.max(dataset?.own ?? 0, kept);
  }, 0);
}

/** Clones of its snapshots. */
export function clonesOf(state: ZfsState, name: string): string[] {
  return Object.entries(state.datasets)
    .filter(([, { origin }]) => origin?.startsWith(`${name}@`) === true)
    .map(([clone]) => clone)
    .sort();
}

/** Where a value stands, from the dataset upwards; null: nowhere. */
function stands(
  state: ZfsState,
  name: string,
  property: string,
  inherits: boolean,
): { at: string; value: string; is: string } | null {
  for (let at: string | null = name; at !== null; at = inherits ? parentOf(at) : null) {
    const dataset: SimDataset | undefined = state.datasets[at];
    const local = dataset?.local[property];
    if (local !== undefined) return { at, value: local, is: 'local' };
    const received = dataset?.received?.[property];
    if (received !== undefined) return { at, value: received, is: 'received' };
  }
  return null;
}

function mountpointOf(state: ZfsState, name: string): Told {
  const found = stands(state, name, 'mountpoint', true);
  if (!found) return { value: `/${name}`, source: 'default' };
  if (found.at === name) return { value: found.value, source: found.is };
  const value = found.value.startsWith('/')
    ? `${found.value === '/' ? '' : found.value}${name.slice(found.at.length)}`
    : found.value;
  return { value, source: `inherited from ${found.at}` };
}

function counted(state: ZfsState, name: string, dataset: SimDataset, property: string): string {
  switch (property) {
    case 'type':
      return dataset.type;
    case 'creation':
      return String(dataset.created);
    case 'used':
      return String(usedOf(state, name));
    case 'available':
      return String(1024 ** 4);
    case 'referenced':
    case 'usedbydataset':
      return String(dataset.own);
    case 'usedbysnapshots':
      return '0';
    case 'usedbychildren':
      return String(
        usedOf(state, name) - Math.max(dataset.own, Number(dataset.local['refreservation'] ?? '0')),
      );
    case 'origin':
      return dataset.origin ?? '-';
    case 'mounted':
      return dataset.type === 'volume' ? '-' : dataset.mounted ? 'yes' : 'no';
    case 'keystatus':
      return dataset.fixed?.['encryption'] === undefined ? '-' : 'available';
    default:
      return '-';
  }
}

/** Null: there is no such property. */
export function tell(state: ZfsState, name: string, property: string): Told | null {
  const dataset = state.datasets[name];
  if (!dataset) return null;
  if (property === 'volsize')
    return { value: dataset.local['volsize'] ?? '-', source: dataset.type === 'volume' ? 'local' : '-' };
  if (COUNTED.includes(property)) return { value: counted(state, name, dataset, property), source: '-' };
  const fixed = FIXED[property];
  if (fixed !== undefined)
    return {
      value: dataset.fixed?.[property] ?? fixed,
      source: dataset.fixed?.[property] === undefined ? 'default' : '-',
    };
  if (property === 'mountpoint') return mountpointOf(state, name);
  const row = SETTABLE[property];
  if (!row && !isUserProperty(property)) return null;
  const found = stands(state, name, property, row?.inherits ?? true);
  if (!found) return row ? { value: row.default, source: 'default' } : { value: '-', source: '-' };
  return { value: found.value, source: found.at === name ? found.is : `inherited from ${found.at}` };
}

/** Of a snapshot, which has hardly any. */
export function tellOfSnapshot(state: ZfsState, name: string, property: string): Told | null {
  const [dataset = '', snapshot] = name.split('@');
  const found = state.datasets[dataset]?.snapshots.find((one) => one.name === snapshot);
  if (!found) return null;
  switch (property) {
    case 'type':
      return { value: 'snapshot', source: '-' };
    case 'creation':
      return { value: String(found.created), source: '-' };
    case 'used':
      return { value: '0', source: '-' };
    case 'referenced':
      return { value: String(state.datasets[dataset]?.own ?? EMPTY), source: '-' };
    default:
      if (isUserProperty(property)) return tell(state, dataset, property);
      return { value: '-', source: '-' };
  }
}
