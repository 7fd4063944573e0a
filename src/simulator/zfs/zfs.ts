/** `zfs` on a simulated node. Messages and exit codes were held against a real one (zfs-fuse 0.7; OpenZFS 2.2 by its manual). */
import { ownPath } from '../own-files.ts';
import type { Command, Session } from '../session.ts';
import { zfsGet, zfsList } from './ask.ts';
import { type Given, assignmentOf, fail, readOptions, usage } from './options.ts';
import { COUNTED, FIXED, isUserProperty, parseValue, SETTABLE } from './properties.ts';
import { EMPTY, freeGuestDataset, readState, type SimDataset, writeState, type ZfsState } from './state.ts';
import { below, clonesOf, parentOf, poolOf, tell, usedOf } from './tree.ts';

type Verb = (session: Session, words: readonly string[]) => void;

const NAME = /^[A-Za-z][\w.: -]*(?:\/[\w.: -]+)*$/;

/** `file:///etc/phoenix/keys/x`. */
const decodedPath = (location: string): string => location.slice('file://'.length);

const stateOf = ({ host, node }: Session): ZfsState => readState(host, node.name);
const save = ({ host, node }: Session, state: ZfsState): void => writeState(host, node.name, state);

const withDataset = (state: ZfsState, name: string, dataset: SimDataset): ZfsState => ({
  ...state,
  datasets: { ...state.datasets, [name]: dataset },
});

/** @throws Failure where it is not there */
function opened(state: ZfsState, name: string): SimDataset {
  return state.datasets[name] ?? fail(`cannot open '${name}': dataset does not exist`);
}

/** @throws Failure for a name that cannot be made */
function checkNew(state: ZfsState, name: string, verb: 'create' | 'rename', from = name): void {
  if (name.includes('@')) fail(`cannot create '${name}': snapshot delimiter '@' in filesystem name`);
  if (!NAME.test(name)) fail(`cannot create '${name}': invalid character in name`);
  if (!Object.hasOwn(state.pools, poolOf(name)))
    fail(`cannot create '${name}': no such pool '${poolOf(name)}'`);
  if (Object.hasOwn(state.datasets, name)) fail(`cannot ${verb} '${from}': dataset already exists`);
  const parent = parentOf(name);
  if (parent === null || !Object.hasOwn(state.datasets, parent))
    fail(`cannot create '${name}': parent does not exist`);
}

function mountsItself(state: ZfsState, name: string): boolean {
  const [canmount, mountpoint] = ['canmount', 'mountpoint'].map((one) => tell(state, name, one)?.value);
  return canmount === 'on' && mountpoint !== 'none' && mountpoint !== 'legacy';
}

function parsedOptions(
  given: Given,
  name: string,
): { local: Record<string, string>; fixed: Record<string, string> } {
  const [local, fixed]: Record<string, string>[] = [{}, {}] as Record<string, string>[];
  for (const text of given.values.get('o') ?? []) {
    const [property, value] = assignmentOf(text);
    if (Object.hasOwn(FIXED, property)) {
      (fixed as Record<string, string>)[property] = value;
      continue;
    }
    const parsed = parseValue(property, value);
    if (typeof parsed !== 'string') fail(`cannot create '${name}': ${parsed.reason}`);
    else (local as Record<string, string>)[property] = parsed;
  }
  return { local: local as Record<string, string>, fixed: fixed as Record<string, string> };
}

/** @throws Failure where the key is not to be had */
function checkKey(
  session: Session,
  name: string,
  local: Readonly<Record<string, string>>,
  fixed: Readonly<Record<string, string>>,
): void {
  if (fixed['encryption'] === undefined || fixed['encryption'] === 'off') return;
  if (fixed['keyformat'] === undefined)
    fail(`cannot create '${name}': Keyformat required for new encryption root.`);
  const at = local['keylocation'] ?? 'prompt';
  const key = at.startsWith('file://')
    ? session.host.read(ownPath(session.node.name, decodedPath(at)))
    : session.stdin;
  if (!key) fail(`cannot create '${name}': Failed to open key material file: No such file or directory`);
  const text = (key ?? '').replace(/\n$/, '');
  if (fixed['keyformat'] === 'passphrase' && text.length < 8)
    fail(`cannot create '${name}': Passphrase too short (min 8).`);
  if (fixed['keyformat'] === 'hex' && !/^[0-9a-f]{64}$/i.test(text))
    fail(`cannot create '${name}': Raw key too short (expected 64).`);
}

const create: Verb = (session, words) => {
  const given = readOptions(words, 'psuo:V:b:');
  const [name] = given.rest;
  if (name === undefined) usage('missing filesystem argument');
  if (given.rest.length > 1) usage('too many arguments');
  const state = stateOf(session);
  checkNew(state, name, 'create');
  const { local, fixed } = parsedOptions(given, name);
  checkKey(session, name, local, fixed);
  const quota = Number(local['quota'] ?? '0');
  if (quota > 0 && quota < EMPTY) fail(`cannot create '${name}': out of space`);
  const volume = given.values.get('V')?.[0];
  const made: SimDataset = {
    type: volume === undefined ? 'filesystem' : 'volume',
    created: Math.floor(session.host.now() / 1000),
    local: volume === undefined ? local : { ...local, volsize: volume },
    ...(Object.keys(fixed).length > 0 ? { fixed } : {}),
    snapshots: [],
    mounted: false,
    own: EMPTY,
  };
  const next = withDataset(state, name, made);
  save(
    session,
    withDataset(next, name, { ...made, mounted: volume === undefined && mountsItself(next, name) }),
  );
};

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

const set: Verb = (session, words) => {
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

const inherit: Verb = (session, words) => {
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

const snapshot: Verb = (session, words) => {
  const { rest } = readOptions(words, 'ro:');
  if (rest.length === 0) usage('missing snapshot argument');
  let state = stateOf(session);
  for (const full of rest) {
    const [name = '', tag] = full.split('@');
    if (tag === undefined) usage(`invalid snapshot name '${full}'`);
    const dataset = opened(state, name);
    if (dataset.snapshots.some((one) => one.name === tag))
      return fail(`cannot create snapshot '${full}': dataset already exists`);
    const created = Math.floor(session.host.now() / 1000);
    state = withDataset(state, name, {
      ...dataset,
      snapshots: [...dataset.snapshots, { name: tag, created }],
    });
  }
  save(session, state);
};

function destroySnapshot(session: Session, state: ZfsState, full: string): void {
  const [name = '', tag = ''] = full.split('@');
  const dataset = state.datasets[name];
  if (!dataset?.snapshots.some((one) => one.name === tag))
    return fail(`could not find any snapshots to destroy; check snapshot names.`);
  const clones = clonesOf(state, name).filter((clone) => state.datasets[clone]?.origin === full);
  if (clones.length > 0) {
    return fail(
      `cannot destroy '${full}': snapshot has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join('\n')}`,
    );
  }
  save(
    session,
    withDataset(state, name, { ...dataset, snapshots: dataset.snapshots.filter((one) => one.name !== tag) }),
  );
}

const destroy: Verb = (session, words) => {
  const { flags, rest } = readOptions(words, 'rRfd');
  const [name] = rest;
  if (name === undefined) usage('missing dataset argument');
  const state = stateOf(session);
  if (name.includes('@')) return destroySnapshot(session, state, name);
  const dataset = opened(state, name);
  if (!name.includes('/')) {
    return fail(
      `cannot destroy '${name}': operation does not apply to pools\nuse 'zfs destroy -r ${name}' to destroy all datasets in the pool\nuse 'zpool destroy ${name}' to destroy the pool itself`,
    );
  }
  const others = below(state, name);
  const inside = [...others, ...dataset.snapshots.map((one) => `${name}@${one.name}`)];
  if (inside.length > 0 && !flags.has('r') && !flags.has('R')) {
    return fail(
      `cannot destroy '${name}': filesystem has children\nuse '-r' to destroy the following datasets:\n${inside.join('\n')}`,
    );
  }
  const going = [...others, name];
  const clones = going.flatMap((one) => clonesOf(state, one)).filter((clone) => !going.includes(clone));
  if (clones.length > 0) {
    return fail(
      `cannot destroy '${name}': filesystem has dependent clones\nuse '-R' to destroy the following datasets:\n${clones.join('\n')}`,
    );
  }
  const busy = going.find((one) => state.datasets[one]?.busy && state.datasets[one]?.mounted);
  if (busy !== undefined)
    return fail(`cannot unmount '${tell(state, busy, 'mountpoint')?.value}': pool or dataset is busy`);
  for (const one of going) freeGuestDataset(session.host, session.node.name, one);
  const datasets = Object.fromEntries(Object.entries(state.datasets).filter(([one]) => !going.includes(one)));
  save(session, { ...state, datasets });
};

const rename: Verb = (session, words) => {
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

const clone: Verb = (session, words) => {
  const given = readOptions(words, 'po:');
  const [from = '', to] = given.rest;
  if (to === undefined) usage('missing target dataset argument');
  const state = stateOf(session);
  const [name = '', tag] = from.split('@');
  const source = state.datasets[name];
  if (!source?.snapshots.some((one) => one.name === tag))
    return fail(`cannot open '${from}': dataset does not exist`);
  checkNew(state, to, 'create');
  const { local } = parsedOptions(given, to);
  const created = Math.floor(session.host.now() / 1000);
  const made: SimDataset = {
    type: source.type,
    created,
    local,
    snapshots: [],
    origin: from,
    mounted: false,
    own: source.own,
  };
  const next = withDataset(state, to, made);
  save(session, withDataset(next, to, { ...made, mounted: mountsItself(next, to) }));
};

const mount: Verb = (session, words) => {
  const [name] = readOptions(words, 'vOlao:').rest;
  if (name === undefined) usage('missing dataset argument');
  const state = stateOf(session);
  const dataset = opened(state, name);
  const value = (property: string) => tell(state, name, property)?.value;
  if (dataset.mounted) return fail(`cannot mount '${name}': filesystem already mounted`);
  if (value('canmount') === 'off') return fail(`cannot mount '${name}': 'canmount' property is set to 'off'`);
  if (value('mountpoint') === 'none') return fail(`cannot mount '${name}': no mountpoint set`);
  if (value('mountpoint') === 'legacy') return fail(`cannot mount '${name}': legacy mountpoint`);
  save(session, withDataset(state, name, { ...dataset, mounted: true }));
};

const unmount: Verb = (session, words) => {
  const { flags, rest } = readOptions(words, 'fau');
  const [name] = rest;
  if (name === undefined) usage('missing filesystem argument');
  const state = stateOf(session);
  const dataset = opened(state, name);
  if (!dataset.mounted) return fail(`cannot unmount '${name}': not currently mounted`);
  // What is mounted on top goes first.
  const going = [name, ...below(state, name)].filter((one) => state.datasets[one]?.mounted);
  const busy = going.find((one) => state.datasets[one]?.busy);
  if (busy !== undefined && !flags.has('f'))
    return fail(`cannot unmount '${tell(state, busy, 'mountpoint')?.value}': pool or dataset is busy`);
  const away = going.map((one) => [one, { ...(state.datasets[one] as SimDataset), mounted: false }] as const);
  save(session, { ...state, datasets: { ...state.datasets, ...Object.fromEntries(away) } });
};

const VERBS: Readonly<Record<string, Verb>> = {
  clone,
  create,
  destroy,
  get: zfsGet,
  inherit,
  list: zfsList,
  mount,
  rename,
  set,
  snapshot,
  umount: unmount,
  unmount,
};

export const zfs: Command = (session) => {
  const [, name, ...words] = session.argv;
  if (name === undefined) usage('missing command');
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) usage(`unrecognized command '${name}'`);
  verb(session, words);
};
