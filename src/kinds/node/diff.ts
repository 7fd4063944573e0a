/** What differs of a node, what each of it does, and who is stopped for it. Pure. */
import type { Address } from '../../config/model.ts';
import { type Pointer, pointer, pointerSegments } from '../../json.ts';
import type { Change, Diff } from '../change.ts';
import { reasons } from '../guest/software-changes.ts';
import type { DiffInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import { consumersOf } from './consumers.ts';
import { type Area, type Field, fieldsOf, liveOf, meets, type NodeLive } from './fields.ts';
import { guestsOn, whyNoRestart } from './restart.ts';
import type { NodeSpec } from './spec.ts';

type Input = DiffInput<NodeSpec, NodeLive>;

/** Seconds that a guest is down for a feature of its node: a shutdown, the installation, a start. */
const DOWN = 300;

/** A guest that an apply has stopped and not started again. */
export const stoppedPath = (address: Address): Pointer => pointer('stopped', address);

export function stoppedIn(mark: Mark | null): Address[] {
  return (mark?.owed ?? []).flatMap((path) => {
    const [head, address] = pointerSegments(path);
    return head === 'stopped' && address !== undefined ? [address] : [];
  });
}

const NOTES: Readonly<Record<Exclude<Area, 'features'>, string>> = {
  sysctl: 'the value of now stays until the node restarts',
  modules: 'it stays loaded until the node restarts',
  packages: 'it stays installed',
};

/** Guests that go down with the node where an apply restarts it for a feature; null: none does. And what is said of it. */
function restartOf(
  input: Input,
  restarts: boolean,
): { readonly guests: Address[] | null; readonly said: string } {
  const { want, seen } = input;
  const said = 'may want the node restarted';
  if (!restarts || want?.spec.reboot !== 'apply') return { guests: null, said };
  const { node } = want.spec;
  const why = whyNoRestart(node, input);
  if (why !== null) return { guests: null, said: `${said}, which this apply does not do: ${why}` };
  const left = stoppedIn(seen?.is === 'ours' ? seen.mark : null);
  const guests = guestsOn(node, input, left).map((one) => one.address);
  return { guests, said: 'may restart the node' };
}

function featureChange(input: Input, name: string, before: string | null, after: string | null): Change {
  const { want, base, estate } = input;
  const { address } = want ?? base ?? { address: '' };
  const consumers = consumersOf(address, name, [want?.spec, base?.spec], estate).map((one) => one.address);
  const own = want?.spec.software?.find(({ id }) => id === name);
  const was = base?.spec.software?.find(({ id }) => id === name);
  const { guests, said } = restartOf(input, own?.restarts === true);
  const stops = [...new Set([...consumers, ...(guests ?? [])])].toSorted();
  const isDown = stops.length > 0 || guests !== null;
  const notes = [
    ...(own ? reasons(was, own) : []),
    ...(stops.length > 0 ? [`stops and starts again: ${stops.join(', ')}`] : []),
    ...(own?.experimental ? ['experimental'] : []),
    ...(own?.restarts ? [said] : []),
    ...(after === null ? ['its remove script runs'] : []),
  ];
  return {
    path: pointer('features', name),
    slot: `feature:${name}`,
    before,
    after,
    effect: isDown ? 'offline' : 'live',
    ...(notes.length > 0 && { note: notes.join('; ') }),
    ...(isDown && { stops }),
  };
}

function changeOf(
  input: Input,
  { area, name, path }: Field,
  before: string | null,
  after: string | null,
): Change {
  if (area === 'features') return featureChange(input, name, before, after);
  const reloads = area === 'modules' && before !== null && after !== null;
  const note =
    after === null
      ? NOTES[area]
      : reloads
        ? 'takes effect when the module is loaded the next time'
        : undefined;
  const shown = (value: string | null) => (area === 'modules' && value === '' ? 'loaded' : value);
  return {
    path,
    slot: area,
    before: shown(before),
    after: shown(after),
    effect: (after === null && area === 'modules') || reloads ? 'config' : 'live',
    ...(note !== undefined && { note }),
  };
}

/** What was there, in git's words or as the node has it. */
function priorOf({ base, seen, snapshot, want }: Input): readonly Field[] {
  if (snapshot === null) return base ? fieldsOf(base.spec) : [];
  if (seen?.is === 'ours') return seen.live.fields;
  const node = (want ?? base)?.spec.node ?? '';
  return liveOf(snapshot.nodes.get(node), want?.spec ?? null)?.fields ?? [];
}

/** Features that this estate has put on the node, as far as git or the marker tell. */
export function ownFeatures({ base, seen }: Pick<Input, 'base' | 'seen'>): ReadonlySet<string> {
  const mark = seen?.is === 'ours' ? seen.mark : null;
  const begun = (mark?.owed ?? []).flatMap((path) => {
    const [head, id] = pointerSegments(path);
    return head === 'features' && id !== undefined ? [id] : [];
  });
  const known = (base?.spec.software ?? []).map(({ id }) => id);
  return new Set([...known, ...Object.keys(mark?.features ?? {}), ...begun]);
}

/** Marks of features are on a node for whoever installs some: another estate, say. Packages are never all ours. */
function isOurs({ area, name }: Field, input: Input): boolean {
  switch (area) {
    case 'sysctl':
    case 'modules':
      return true;
    case 'packages':
      return false;
    case 'features':
      return ownFeatures(input).has(name);
  }
}

/** Settings that an apply was about to make when it ended: they stand in the file, and nobody knows whether in the kernel. */
function begunSettings({ seen }: Input): ReadonlySet<Pointer> {
  const mark = seen?.is === 'ours' ? seen.mark : null;
  return new Set((mark?.owed ?? []).filter((path) => pointerSegments(path)[0] === 'sysctl'));
}

function changesOf(input: Input, want: NodeSpec): Change[] {
  const prior = new Map(priorOf(input).map((field) => [field.path, field]));
  const isLive = input.snapshot !== null;
  const wanted = fieldsOf(want);
  const begun = begunSettings(input);
  const changed = wanted.flatMap((field): Change[] => {
    const before = begun.has(field.path) ? null : (prior.get(field.path)?.value ?? null);
    const same = isLive ? meets(field.area, field.value, before) : field.value === before;
    return same ? [] : [changeOf(input, field, before, field.value)];
  });
  const kept = new Set(wanted.map(({ path }) => path));
  const gone = [...prior.values()].filter((field) => !kept.has(field.path) && isOurs(field, input));
  return [...changed, ...gone.map((field) => changeOf(input, field, field.value, null))];
}

/** Guests that an apply which was cut off has left stopped, and that nothing else of this plan starts. */
function restarts(mark: Mark | null, changes: readonly Change[]): Change[] {
  const known = new Set(changes.flatMap(({ stops = [] }) => stops));
  return stoppedIn(mark)
    .filter((address) => !known.has(address))
    .map((address) => ({
      path: stoppedPath(address),
      slot: 'stopped',
      before: 'stopped',
      after: 'running',
      effect: 'live',
      note: `${address} was stopped for a change of its node that did not come to its end`,
    }));
}

function removal(input: Input): Diff {
  const { base } = input;
  const features = [...ownFeatures(input)].toSorted();
  const stops = [
    ...new Set(
      features.flatMap((id) =>
        consumersOf(base?.address ?? '', id, [base?.spec], input.estate).map((one) => one.address),
      ),
    ),
  ].toSorted();
  const change: Change = {
    path: '',
    slot: 'node',
    before: 'looked after',
    after: null,
    effect: stops.length > 0 ? 'offline' : 'live',
    note: 'kernel settings and modules of Phoenix go with the next restart of the node, packages stay',
    ...(stops.length > 0 && { stops }),
  };
  const notes = features.map((id) => `removed: ${id}`);
  return { action: 'remove', changes: [change], notes, downtime: stops.length > 0 ? DOWN : 0 };
}

/** Everything was done, and the apply was cut off before it could say so. */
const FORGET: Change = {
  path: '/commit',
  slot: 'marker',
  before: 'unfinished',
  after: 'done',
  effect: 'config',
  note: 'the marker of an apply that was cut off',
};

export function diffNode(input: Input): Diff {
  const { want, base, seen } = input;
  if (seen?.is === 'unknown' || seen?.is === 'foreign') {
    return { action: 'no-op', changes: [], notes: [seen.why], downtime: 0 };
  }
  if (!want) {
    if (seen?.is === 'absent') return { action: 'no-op', changes: [], notes: [], downtime: 0 };
    return removal(input);
  }
  const mark = seen?.is === 'ours' ? seen.mark : null;
  const own = changesOf(input, want.spec);
  const late = [...own, ...restarts(mark, own)];
  const changes = late.length === 0 && (mark?.owed ?? []).length > 0 ? [FORGET] : late;
  const stops = changes.some((change) => change.stops);
  const isNew = input.snapshot === null ? base === null : seen?.is === 'absent';
  return {
    action: isNew ? 'create' : changes.length > 0 ? 'update' : 'no-op',
    changes,
    notes: [],
    downtime: stops ? DOWN : 0,
  };
}
