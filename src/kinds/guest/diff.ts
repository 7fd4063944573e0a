/**
 * What becomes of a guest: one action and its changes, from git alone (the worst case) or against what a node says.
 * What changes of one that stays stands in update.ts, comparing in compare.ts, costs in effects.ts, removal in retire.ts.
 */
import type { Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import type { Seen } from '../seen.ts';
import { FIRST_COMMIT, followChanges, type Prior } from './changes.ts';
import { adoption, adoptUnseen, alsoAdopting } from './adopt.ts';
import { compareCreation, type Difference } from './compare.ts';
import { type Field, slotArgument } from './field.ts';
import type { Dialect } from './dialect.ts';
import { healthFields } from './health.ts';
import { behindOn, MOVE } from './layered.ts';
import type { GuestLive } from './live.ts';
import { pinFields, withPins } from './pins.ts';
import { replace } from './replace.ts';
import { removalDiff } from './retire.ts';
import { noRollbackOfNew } from './rollback.ts';
import { explained } from './software-changes.ts';
import { type GuestSpec, isSameSpec } from './spec.ts';
import { noMakeReason } from './unmakeable.ts';
import { update } from './update.ts';

type Input = GuestDiffInput;
type Wanted = Resource<GuestSpec>;

export interface GuestDiffInput extends DiffInput<GuestSpec, GuestLive> {
  readonly dialect: Dialect;
}

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

/** Every guest that is made has these, unless a change says otherwise. */
function goesWithoutSaying({ template }: GuestSpec, { slot, value }: Field): boolean {
  if (slot === 'template') return value === '0';
  return slot === 'state' && value === (template ? 'stopped' : 'running');
}

function create(
  want: Wanted,
  { settings, dialect }: Pick<Input, 'settings' | 'dialect'>,
  snapshot: Snapshot | null,
  notes: readonly string[],
): Diff {
  const id = `vmid:${want.spec.vmid}`;
  const refused = noMakeReason(want, snapshot, dialect);
  const whole: Change = {
    path: '',
    slot: 'guest',
    before: null,
    after: id,
    ...(refused === null ? { effect: 'live' } : { effect: 'impossible', note: refused }),
  };
  const fields = [...dialect.fieldsOf(want.spec), ...healthFields(want.spec), ...pinFields(want.spec)];
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

function against(want: Wanted, prior: Prior, input: Input, repair?: string): Diff {
  const { base } = input;
  if (base && want.spec.generation > base.spec.generation) return replace(want, base, prior, input);
  const isMoving = input.rebuild || prior.mark?.owed?.includes(MOVE);
  if (isMoving && behindOn(want.spec, prior.mark) !== null) {
    return replace(want, base ?? want, prior, input);
  }
  return update(want, base, prior, input, repair);
}

function gitDiff(input: Input): Diff {
  const { want, base, dialect } = input;
  if (!want) return base ? removalDiff(input) : NOTHING;
  if (!base) return want.spec.adopt ? adoptUnseen(want) : create(want, input, null, []);
  if (want.address === base.address && isSameSpec(want.spec, base.spec)) return NOTHING;
  const running = base.spec.state === 'running';
  // A guest that was to be stopped may have none of its software yet, or all of it: what stays may come when it runs.
  const wakes = !running && !base.spec.template && (want.spec.state === 'running' || want.spec.template);
  const software = new Map(wakes ? dialect.fieldsOf(want.spec).map(({ path, value }) => [path, value]) : []);
  const mayLack = ({ slot, path, value }: Field) =>
    slotArgument(slot, 'feature') !== null && software.get(path) === value;
  const now = dialect.fieldsOf(base.spec).filter((one) => !mayLack(one));
  const diff = against(
    want,
    { now, next: now, running, node: base.spec.node, mark: null, live: null, dialect },
    input,
  );
  return want.spec.adopt && !base.spec.adopt ? alsoAdopting(want, diff) : diff;
}

/**
 * A guest that is not ours becomes so, and as its file says: what differs is changed with it, but for what only creation
 * can set, which git alone is held to.
 */
function adopt(want: Wanted, live: GuestLive, input: Input): Diff {
  const { fields: now, next, running, node } = live;
  const { dialect } = input;
  // Nothing of it stood in git: what its file does not name is nobody's.
  const diff = update(
    want,
    null,
    { now, next, running, node, mark: null, live, dialect },
    { ...input, base: null },
    undefined,
  );
  const isTold = ({ before, after }: Difference) => before !== null && after !== null;
  const told = compareCreation(dialect.fieldsOf(want.spec), now, dialect).filter(isTold);
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
function ours(input: Input, want: Wanted, seen: Extract<Seen<GuestLive>, { is: 'ours' }>): Diff {
  const isQuiet = !input.snapshot?.checks?.has(want.spec.vmid);
  if (isQuiet && input.dialect.isSettled(want, input.base, seen)) return NOTHING;
  const { live, mark, repair } = seen;
  const { fields: now, next, running, node } = live;
  const diff = against(want, { now, next, running, node, mark, live, dialect: input.dialect }, input, repair);
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
      const note = 'there is no such guest to adopt: say what it is made from, or correct the vmid';
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
export function diffGuest(input: Input): Diff {
  return withPins(input.seen === null ? gitDiff(input) : liveDiff(input), input);
}
