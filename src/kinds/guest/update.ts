/** The difference of a guest that is there and stays: every change, what it costs, and what the reader has to know. */
import type { Resource } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change, Diff } from '../change.ts';
import type { Dialect } from './dialect.ts';
import { rollbackNotes } from '../rollback-notes.ts';
import {
  creationChanges,
  debtChanges,
  migration,
  owedChanges,
  type Prior,
  renameChanges,
  returnChanges,
  stateChanges,
} from './changes.ts';
import { compare, type Difference } from './compare.ts';
import { downtimeOf } from './downtime.ts';
import type { Circumstances } from './cost.ts';
import { isOn } from './field.ts';
import type { GuestDiffInput } from './diff.ts';
import { healthChanges } from './health.ts';
import { behindNotes } from './layered.ts';
import { noPoolReason } from './pool.ts';
import { leftoverChanges, rollbackOf, undoneNotes, wishChanges } from './rollback.ts';
import { explained, featureDebts, waiting } from './software-changes.ts';
import { type GuestSpec, layerOf } from './spec.ts';
import { softwareDrift, uncheckedNotes } from './software-checks.ts';

type Input = GuestDiffInput;
type Wanted = Resource<GuestSpec>;

function changeOf(difference: Difference, around: Circumstances, dialect: Dialect): Change {
  const { path, slot, before, after } = difference;
  return { path, slot, before, after, ...dialect.costOf(difference, around) };
}

/** The version of Proxmox: of the node as it is, or as declared. */
function pveOf(node: string, settings: Settings, snapshot: Snapshot | null): string {
  const facts = snapshot?.nodes.get(node);
  const seen = facts?.reachable ? facts.pve : '';
  return seen === '' ? (settings.nodes[node]?.pve ?? '9.2') : seen;
}

/** Of a guest that was made anew, the one before is gone: another number in the file brings nothing back. */
function generationNotes(want: Wanted, base: Wanted | null): string[] {
  const [is, was] = [want.spec.generation, base?.spec.generation ?? 1];
  if (was <= is) return [];
  return [
    `what generation ${was} replaced does not come back by this: it is in its backup (phoenix restore)`,
  ];
}

/** @param repair why its marker is written again */
export function update(
  want: Wanted,
  base: Wanted | null,
  prior: Prior,
  input: Input,
  repair: string | undefined,
): Diff {
  const { settings, snapshot, dialect } = input;
  const fields = dialect.fieldsOf(want.spec);
  const before = base?.spec === want.spec ? fields : base ? dialect.fieldsOf(base.spec) : [];
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
    noSnapshot: dialect.noSnapshotReason(kept, settings.nodes[prior.node], snapshot),
    noPool: noPoolReason(want, snapshot),
    lacking: dialect.lackingAt?.(fields, want.spec.node, snapshot) ?? new Map(),
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
  const all = compare(sides, dialect).map((difference) => changeOf(difference, around, dialect));
  const debts = featureDebts(want.spec, prior, all);
  const late = waiting([...all, ...debts], want.spec, base?.spec ?? null, prior);
  const check = snapshot?.checks?.get(want.spec.vmid);
  const found = explained(late.changes, want.spec, base?.spec ?? null);
  const other = [
    ...repaired,
    ...returned,
    ...renamed,
    ...moved.changes,
    ...creationChanges(want, base, dialect),
    ...healthChanges(want, base),
    ...wishChanges(want, base),
    ...found,
    ...softwareDrift(want.spec, check, found, settings.policies),
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
    dialect,
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
      ...generationNotes(want, base),
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
