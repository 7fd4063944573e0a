/** A guest that is made anew: asked for by a higher generation, refused while it owns data that would be lost. */
import type { Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Change, Diff } from '../change.ts';
import type { Prior } from './changes.ts';
import { downtimeOf } from './downtime.ts';
import { byPath, isOn, isVolumeSlot, type Slot, slotArgument } from './field.ts';
import type { Dialect } from './dialect.ts';
import type { GuestDiffInput } from './diff.ts';
import { MOVE } from './layered.ts';
import type { GuestLive } from './live.ts';
import { backupNotes } from './retire.ts';
import { noRollbackOfNew } from './rollback.ts';
import { type GuestSpec, layerOf } from './spec.ts';
import { noMakeReason } from './unmakeable.ts';
import { heldVolumes, snapshotVolumes } from './volumes.ts';

type Wanted = Resource<GuestSpec>;

/** They hold what the machine needs to start, and nothing that people put there. */
const STATE_DISKS: readonly Slot[] = ['efidisk0', 'tpmstate0'];

function dataVolumes(spec: GuestSpec | null, live: GuestLive | null, dialect: Dialect): string[] {
  const fields = spec ? dialect.fieldsOf(spec) : [];
  const system = dialect.systemDisk(live?.fields ?? fields);
  const isData = (slot: Slot) => slot !== system && !STATE_DISKS.includes(slot);
  const nameOf = (slot: Slot) => slotArgument(slot, 'mount') ?? slot;
  const ofSpec = fields
    .filter(({ slot, key }) => key === 'storage' && isVolumeSlot(slot) && isData(slot))
    .map(({ slot }) => nameOf(slot));
  const held = (live ? heldVolumes(live) : []).filter(({ slot }) => slot === null || isData(slot));
  const ofLive = held.map(({ option, volume, slot }) =>
    slot === null ? `${option} ${volume}` : nameOf(slot),
  );
  const ofSnapshots = (live ? snapshotVolumes(live) : []).map((volume) => `${volume} of a snapshot`);
  return [...new Set([...ofSpec, ...ofLive, ...ofSnapshots])].toSorted();
}

function refusal(want: Wanted, base: Wanted, prior: Prior, snapshot: Snapshot | null): string | null {
  const data = dataVolumes(base.spec, prior.live, prior.dialect);
  // Somebody turned protection on so that it is not destroyed; turning it off is a change of its own.
  if (isOn(prior.now, 'protection')) {
    return 'the guest is protected: take its protection off and apply that first';
  }
  return data.length > 0
    ? `the guest owns data volumes (${data.join(', ')}): detach those of the file, and move or delete what is unused`
    : noMakeReason(want, snapshot, prior.dialect);
}

/** What asks for it: a higher generation in its file, or somebody who wants the guest on what its layer is now. */
function asking(
  want: Wanted,
  base: Wanted,
  { mark }: Prior,
): Pick<Change, 'path' | 'slot' | 'before' | 'after'> {
  const [before, after] = [base.spec.generation, want.spec.generation];
  if (after > before) {
    return { path: '/generation', slot: 'generation', before: String(before), after: String(after) };
  }
  return { path: MOVE, slot: 'layer', before: mark?.layer ?? null, after: layerOf(want.spec) ?? null };
}

/** Asked for by name or by a higher generation; the guest must own no data that would be lost. */
export function replace(want: Wanted, base: Wanted, prior: Prior, input: GuestDiffInput): Diff {
  const refused = refusal(want, base, prior, input.snapshot);
  const whole: Change = {
    ...asking(want, base, prior),
    effect: refused !== null ? 'impossible' : 'replace',
    note: refused ?? 'made anew from its source; what is inside is lost',
  };
  const { dialect } = input;
  const old = byPath(dialect.fieldsOf(base.spec));
  const wanted = dialect.fieldsOf(want.spec);
  // What would come with the new guest must not bring about what was refused.
  const changes = wanted
    .filter((one) => old.get(one.path)?.value !== one.value)
    .map(({ path, slot, value }): Change => ({
      path,
      slot,
      before: old.get(path)?.value ?? null,
      after: value,
      ...(refused === null
        ? { effect: 'replace' }
        : { effect: 'impossible', note: 'waits for the generation' }),
    }));
  const all = [whole, ...changes];
  return {
    action: 'replace',
    changes: all,
    notes: refused !== null ? [] : backupNotes(input, prior.now),
    ...noRollbackOfNew(want.spec, input.settings.policies),
    downtime: refused !== null ? 0 : downtimeOf(all, prior.running, want.spec.state === 'running'),
  };
}
