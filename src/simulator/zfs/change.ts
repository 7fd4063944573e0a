/** `zfs set`, `zfs inherit` and `zfs rename`. */
import { checkNew, mountsItself, opened, save, stateOf, type Verb, withDataset } from './edit.ts';
import { assignmentOf, fail, readOptions, usage } from './options.ts';
import { COUNTED, isUserProperty, parseValue, SETTABLE } from './properties.ts';
import type { SimDataset, ZfsState } from './state.ts';
import { below, poolOf, tell, usedOf } from './tree.ts';

/** A limit may not lie below what is used. */
function limitProblem(state: ZfsState, name: string, property: string, value: string): string | null {
  const used =
    property === 'quota'
      ? usedOf(state, name)
      : property === 'refquota'
        ? (state.datasets[name]?.own ?? 0)
        : 0;
  const isTooSmall =
    (property === 'quota' || property === 'refquota') && value !== '0' && Number(value) < used;
  return isTooSmall ? 'size is less than current used or reserved space' : null;
}

/** What is mounted elsewhere has to be unmounted first. @throws Failure while it is in use */
function remounted(state: ZfsState, name: string, properties: Readonly<Record<string, string>>): ZfsState {
  const moves =
    'mountpoint' in properties || properties['canmount'] === 'off' || properties['canmount'] === 'on';
  if (!moves) return state;
  const affected = 'mountpoint' in properties ? [name, ...below(state, name)] : [name];
  const datasets = { ...state.datasets };
  for (const one of affected) {
    const dataset = datasets[one];
    if (!dataset || dataset.type === 'volume') continue;
    if (dataset.busy && dataset.mounted)
      fail(`cannot unmount '${tell(state, one, 'mountpoint')?.value}': pool or dataset is busy`);
    const was = dataset.mounted || one === name;
    datasets[one] = { ...dataset, mounted: was && mountsItself(state, one) };
  }
  return { ...state, datasets };
}

export const set: Verb = (session, words) => {
  const given = readOptions(words, 'u');
  const assignments = given.rest.filter((word) => word.includes('='));
  if (given.rest.length === 0) usage('missing property=value argument');
  if (assignments.length === 0) usage('missing value in property=value argument');
  const name = given.rest.find((word) => !word.includes('='));
  if (name === undefined) usage('missing dataset name(s)');
  let state = stateOf(session);
  const dataset = opened(state, name);
  const parsed: Record<string, string> = {};
  for (const text of assignments) {
    const [property, value] = assignmentOf(text);
    const kept = parseValue(property, value);
    if (typeof kept !== 'string') return fail(`cannot set property for '${name}': ${kept.reason}`);
    const problem = limitProblem(state, name, property, kept);
    if (problem !== null) return fail(`cannot set property for '${name}': ${problem}`);
    parsed[property] = kept;
  }
  state = withDataset(state, name, { ...dataset, local: { ...dataset.local, ...parsed } });
  save(session, remounted(state, name, parsed));
};

export const inherit: Verb = (session, words) => {
  const given = readOptions(words, 'rS');
  const [property, name] = given.rest;
  if (property === undefined) usage('missing property argument');
  if (name === undefined) usage('missing dataset argument');
  const row = SETTABLE[property];
  if (COUNTED.includes(property)) fail(`${property} property is read-only`);
  if (!row && !isUserProperty(property)) usage(`invalid property '${property}'`);
  const receives = given.flags.has('S');
  if (row && !row.inherits && !receives) {
    session.warn(`'${property}' property cannot be inherited\n`);
    const clears = ['quota', 'refquota', 'reservation', 'refreservation'].includes(property);
    return fail(clears ? `use 'zfs set ${property}=none' to clear` : '');
  }
  const state = stateOf(session);
  const dataset = opened(state, name);
  const { [property]: _, ...local } = dataset.local;
  const { [property]: __, ...received } = dataset.received ?? {};
  const kept = receives ? dataset.received : received;
  const next = withDataset(state, name, {
    ...dataset,
    local,
    ...(kept && Object.keys(kept).length > 0 ? { received: kept } : {}),
  });
  save(session, remounted(next, name, property === 'mountpoint' ? { mountpoint: '' } : {}));
};

export const rename: Verb = (session, words) => {
  const { rest } = readOptions(words, 'pruf');
  const [from, to] = rest;
  if (from === undefined || to === undefined) usage('missing target dataset argument');
  const state = stateOf(session);
  const dataset = opened(state, from);
  if (from === to) return;
  checkNew(state, to, 'rename', from);
  if (to.startsWith(`${from}/`)) {
    return fail(`cannot rename to '${to}': New dataset name cannot be a descendant of current dataset name`);
  }
  if (poolOf(from) !== poolOf(to)) return fail(`cannot rename to '${to}': datasets must be within same pool`);
  if (dataset.busy && dataset.mounted)
    return fail(`cannot unmount '${tell(state, from, 'mountpoint')?.value}': pool or dataset is busy`);
  const moved = (name: string) =>
    name === from || name.startsWith(`${from}/`) ? to + name.slice(from.length) : name;
  const entries = Object.entries(state.datasets).map(([name, one]): [string, SimDataset] => {
    const [origin = '', tag = ''] = one.origin?.split('@') ?? [];
    return [moved(name), one.origin === undefined ? one : { ...one, origin: `${moved(origin)}@${tag}` }];
  });
  save(session, { ...state, datasets: Object.fromEntries(entries) });
};
