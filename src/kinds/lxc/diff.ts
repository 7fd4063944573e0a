/**
 * What becomes of a guest: one action and its changes, from git alone (the worst case) or against what a node says.
 * Comparing stands in compare.ts, costs in effects.ts, removal in retire.ts.
 */
import type { Resource } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change, Diff, DiffInput, Seen } from '../kind.ts';
import {
  creationChanges,
  debtChanges,
  FIRST_COMMIT,
  followChanges,
  migration,
  owedChanges,
  type Prior,
  renameChanges,
  returnChanges,
  stateChanges,
} from './changes.ts';
import { adoption, adoptUnseen, alsoAdopting } from './adopt.ts';
import { compare, compareCreation, type Difference } from './compare.ts';
import { type Circumstances, costOf } from './effects.ts';
import { noCopyReason } from './copyable.ts';
import { downtimeOf } from './downtime.ts';
import { type Field, isOn, slotArgument } from './field.ts';
import { fieldsOf } from './fields.ts';
import { healthChanges, healthFields } from './health.ts';
import { behindNotes, behindOn } from './layered.ts';
import type { LxcLive } from './live.ts';
import { noPoolReason } from './pool.ts';
import { replace } from './replace.ts';
import { removalDiff } from './retire.ts';
import {
  leftoverChanges,
  noRollbackOfNew,
  rollbackNotes,
  rollbackOf,
  undoneNotes,
  wishChanges,
} from './rollback.ts';
import { noSnapshotReason } from './snapshots.ts';
import { isSettled } from './settled.ts';
import { explained, featureDebts, waiting } from './software-changes.ts';
import { softwareDrift, uncheckedNotes } from './software-checks.ts';
import { isSameSpec, layerOf, type LxcSpec } from './spec.ts';

type Input = DiffInput<LxcSpec, LxcLive>;
type Wanted = Resource<LxcSpec>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

function changeOf(difference: Difference, around: Circumstances): Change {
  const { path, slot, before, after } = difference;
  return { path, slot, before, after, ...costOf(difference, around) };
}

/** The version of Proxmox: of the node as it is, or as declared. */
function pveOf(node: string, settings: Settings, snapshot: Snapshot | null): string {
  const facts = snapshot?.nodes.get(node);
  const seen = facts?.reachable ? facts.pve : '';
  return seen === '' ? (settings.nodes[node]?.pve ?? '9.2') : seen;
}

/** Every guest that is made has these, unless a change says otherwise. */
function goesWithoutSaying({ template }: LxcSpec, { slot, value }: Field): boolean {
  if (slot === 'template') return value === '0';
  return slot === 'state' && value === (template ? 'stopped' : 'running');
}

function create(
  want: Wanted,
  { settings }: Pick<Input, 'settings'>,
  snapshot: Snapshot | null,
  notes: readonly string[],
): Diff {
  const id = `vmid:${want.spec.vmid}`;
  const refused = noCopyReason(want.spec, snapshot) ?? noPoolReason(want.spec.pool, snapshot);
  const whole: Change = {
    path: '',
    slot: 'guest',
    before: null,
    after: id,
    ...(refused === null ? { effect: 'live' } : { effect: 'impossible', note: refused }),
  };
  const fields = [...fieldsOf(want.spec), ...healthFields(want.spec)];
  const told = fields.filter((one) => !goesWithoutSaying(want.spec, one));
  const changes = told.map(({ path, slot, value }): Change => ({
    path,
    slot,
    before: null,
    after: value,
    effect: 'live',
  }));
  return {
    action: 'create',
    changes: [whole, ...explained(changes, want.spec, null)],
    notes,
    downtime: 0,
    ...noRollbackOfNew(want.spec, settings.policies),
  };
}

/** Volumes besides the root disk, those that were detached included: a removal of a mount never loses its data. */
function update(
  want: Wanted,
  base: Wanted | null,
  prior: Prior,
  input: Input,
  repair: string | undefined,
): Diff {
  const { settings, snapshot } = input;
  const fields = fieldsOf(want.spec);
  const before = base?.spec === want.spec ? fields : base ? fieldsOf(base.spec) : [];
  const sides = { want: fields, base: before, now: prior.now, next: prior.next };
  // What is removed from a stopped guest is gone before the snapshot; from a running one it goes with its restart.
  const gone = new Set(
    sides.base.map((one) => one.slot).filter((slot) => !fields.some((one) => one.slot === slot)),
  );
  const kept = prior.running ? prior.now : prior.now.filter((one) => !gone.has(one.slot));
  const isTemplate = isOn(prior.now, 'template');
  const around: Circumstances = {
    want: fields,
    now: prior.now,
    running: prior.running,
    template: isTemplate,
    pve: pveOf(prior.node, settings, snapshot),
    noSnapshot: noSnapshotReason(kept, settings.nodes[prior.node], snapshot),
    noPool: noPoolReason(want.spec.pool, snapshot),
    restarting: new Set((want.spec.software ?? []).filter((one) => one.restarts).map(({ id }) => id)),
    stays: !prior.running && want.spec.state === 'stopped',
    becomes: want.spec.template && !isTemplate,
  };
  const repaired: Change[] =
    repair === undefined
      ? []
      : [{ path: '', slot: 'marker', before: null, after: want.address, effect: 'config', note: repair }];
  const returned = returnChanges(prior);
  const renamed = repaired.length > 0 || returned.length > 0 ? [] : renameChanges(want, base, prior);
  const moved = migration(want, base, prior, input);
  const all = compare(sides).map((difference) => changeOf(difference, around));
  const debts = featureDebts(want.spec, prior, all);
  const late = waiting([...all, ...debts], want.spec, base?.spec ?? null, prior);
  const check = snapshot?.checks?.get(want.spec.vmid);
  const found = explained(late.changes, want.spec, base?.spec ?? null);
  const other = [
    ...repaired,
    ...returned,
    ...renamed,
    ...moved.changes,
    ...creationChanges(want, base),
    ...healthChanges(want, base),
    ...wishChanges(want, base),
    ...found,
    ...softwareDrift(want.spec, check, found),
    ...owedChanges(fields, prior, found),
    ...stateChanges(want, prior),
  ];
  const own = [...other, ...debtChanges(want, prior, [...other, ...all, ...debts])];
  const changes = [...own, ...leftoverChanges(prior.live, own)];
  const rollback = rollbackOf(want.spec, changes, {
    policies: settings.policies,
    now: kept,
    running: prior.running,
    live: prior.live,
    mark: prior.mark,
    noSnapshot: around.noSnapshot,
    isRunner: input.isRunner ?? false,
  });
  const lock = prior.live?.lock;
  const action = moved.changes.length > 0 ? 'migrate' : renamed.length > 0 ? 'rename' : 'update';
  return {
    action: changes.length === 0 ? 'no-op' : action,
    changes,
    notes: [
      ...behindNotes(want, prior.live ? prior.mark?.layer : base ? layerOf(base.spec) : undefined),
      ...moved.notes,
      ...late.notes,
      ...uncheckedNotes(check),
      ...rollbackNotes(rollback),
      ...(changes.length > 0 ? undoneNotes(prior.mark) : []),
      ...(changes.length > 0 && lock ? [`locked by Proxmox now: ${lock}`] : []),
    ],
    downtime: downtimeOf(changes, prior.running, want.spec.state === 'running', rollback?.is === 'snapshot'),
    ...(rollback ? { rollback } : {}),
  };
}

function against(want: Wanted, prior: Prior, input: Input, repair?: string): Diff {
  const { base } = input;
  if (base && want.spec.generation > base.spec.generation) return replace(want, base, prior, input);
  if (input.rebuild && behindOn(want.spec, prior.mark) !== null) {
    return replace(want, base ?? want, prior, input);
  }
  return update(want, base, prior, input, repair);
}

function gitDiff(input: Input): Diff {
  const { want, base } = input;
  if (!want) return base ? removalDiff(input) : NOTHING;
  if (!base) return want.spec.adopt ? adoptUnseen(want) : create(want, input, null, []);
  if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING;
  const running = base.spec.state === 'running';
  // A guest that was to be stopped may have none of its software yet, or all of it: what stays may come when it runs.
  const wakes = !running && !base.spec.template && (want.spec.state === 'running' || want.spec.template);
  const software = new Map(wakes ? fieldsOf(want.spec).map(({ path, value }) => [path, value]) : []);
  const mayLack = ({ slot, path, value }: Field) =>
    slotArgument(slot, 'feature') !== null && software.get(path) === value;
  const now = fieldsOf(base.spec).filter((one) => !mayLack(one));
  const diff = against(
    want,
    { now, next: now, running, node: base.spec.node, mark: null, live: null },
    input,
  );
  return want.spec.adopt && !base.spec.adopt ? alsoAdopting(want, diff) : diff;
}

/**
 * A guest that is not ours becomes so, and as its file says: what differs is changed with it, but for what only creation
 * can set, which git alone is held to.
 */
function adopt(want: Wanted, live: LxcLive, input: Input): Diff {
  const { fields: now, next, running, node } = live;
  // Nothing of it stood in git: what its file does not name is nobody's.
  const diff = update(
    want,
    null,
    { now, next, running, node, mark: null, live },
    { ...input, base: null },
    undefined,
  );
  const isTold = ({ before, after }: Difference) => before !== null && after !== null;
  const told = compareCreation(fieldsOf(want.spec), now).filter(isTold);
  return {
    ...diff,
    action: 'adopt',
    changes: [adoption(live), ...diff.changes],
    notes: [
      ...diff.notes,
      ...told.map(({ path, before, after }) => `${path} is ${before} and stays so; the file says ${after}`),
    ],
  };
}

/** The difference of a guest of ours, and whether its marker lags behind it. */
function ours(input: Input, want: Wanted, seen: Extract<Seen<LxcLive>, { is: 'ours' }>): Diff {
  const isQuiet = !input.snapshot?.checks?.has(want.spec.vmid);
  if (isQuiet && isSettled(want, input.base, seen)) return NOTHING;
  const { live, mark, repair } = seen;
  const { fields: now, next, running, node } = live;
  const diff = against(want, { now, next, running, node, mark, live }, input, repair);
  // Without a commit nobody knows what git wanted before; and no marker can name files that are not committed.
  const knows = mark?.commit && input.base && input.isCommitted !== false;
  const asked = knows ? gitDiff({ ...input, seen: null, snapshot: null }).changes : [];
  const isFirst = mark?.commit === null && input.isCommitted === true && diff.changes.length === 0;
  const follow = isFirst ? [FIRST_COMMIT] : followChanges(asked, diff.changes);
  if (follow.length === 0) return diff;
  const action = diff.action === 'no-op' ? 'update' : diff.action;
  return { ...diff, action, changes: [...diff.changes, ...follow] };
}

function liveDiff(input: Input): Diff {
  const { want, seen } = input;
  if (!seen) return gitDiff(input);
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris': {
      if (!want) return NOTHING;
      if (want.spec.source)
        return create(want, input, input.snapshot, seen.is === 'debris' ? [seen.why] : []);
      const note = 'there is no such guest to adopt: say "ostemplate" or "clone", or correct the vmid';
      return {
        ...NOTHING,
        action: 'adopt',
        changes: [{ path: '/adopt', slot: 'marker', before: null, after: true, effect: 'impossible', note }],
      };
    }
    case 'adoptable':
      return want ? adopt(want, seen.live, input) : NOTHING;
    case 'ours': {
      if (!want) return removalDiff(input);
      return ours(input, want, seen);
    }
  }
}

/** The difference of one guest: `seen` null states the worst case from git alone. */
export function diffLxc(input: Input): Diff {
  return input.seen === null ? gitDiff(input) : liveDiff(input);
}
