/**
 * All that `qm set`, `qm disk move` and `qm disk resize` have to do for the changes of one machine. Property strings are
 * built on what is there, so that sub-properties that git never named survive, the volume and the MAC address above all.
 */
import type { Change } from '../../change.ts';
import type { Ref } from '../../step.ts';
import { isNetSlot, isVolumeSlot, type Slot } from '../../guest/field.ts';
import { family } from '../../guest/field-name.ts';
import { hwaddrOf } from '../../guest/hwaddr.ts';
import type { Act } from '../../guest/steps/act.ts';
import { keptAt, type Kept } from '../../guest/steps/detached.ts';
import {
  bySlot,
  changed,
  edit,
  type Edit,
  type Edits,
  type Ground,
  type Grow,
  isSettled,
  nextOptions,
  standing,
} from '../../guest/steps/edit.ts';
import { scalarEdit, stands, startupEdit, tagsEdit } from '../../guest/steps/scalar-edit.ts';
import { keyOf, textOf } from '../../guest/steps/values.ts';
import { isGroup, propertiesOf, propertyText } from '../families.ts';
import { decodeKeys } from '../conf-fields.ts';
import { optionRow } from '../options.ts';
import type { VmSpec } from '../spec.ts';
import { allocates, driveText, newDrive, NOT_SENT } from './drives.ts';
import { moveAct } from './disk-move.ts';

const allGone = (changes: readonly Change[]) => changes.every((change) => change.after === null);

/** What goes, where it is there and does not wait to go already. */
function removal(ground: Ground, slot: Slot, changes: readonly Change[], of: Edit['family']): Edit[] {
  if (standing(ground.live, slot) === undefined || !nextOptions(ground.live).has(slot)) return [];
  const kept = of === 'volume' ? ' (its disk is kept as unused)' : '';
  return [
    edit(ground, { slot, option: slot, value: null, family: of, title: `remove ${slot}${kept}` }, changes),
  ];
}

function netEdits(ground: Ground, slot: Slot, changes: readonly Change[], want: VmSpec): Edit[] {
  if (allGone(changes) && want.nets[slot] === undefined) return removal(ground, slot, changes, 'net');
  const now = standing(ground.live, slot);
  const live = propertiesOf('net', now);
  const properties = changed(ground.reset ? new Map() : live, changes);
  const generated = hwaddrOf(ground.estate, ground.vmid, slot);
  // An address that leaves the file gives way to the one that a file without address has.
  const given = changes.some((change) => keyOf(change) === 'hwaddr');
  if (!properties.has('hwaddr')) {
    properties.set('hwaddr', ground.reset || given ? generated : (live.get('hwaddr') ?? generated));
  }
  const value = propertyText('net', properties);
  if (isSettled(ground.live, slot, value)) return [];
  const title = now === undefined ? `add ${slot}` : `change ${slot}`;
  const made = edit(ground, { slot, option: slot, value, family: 'net', title }, changes);
  const address = { slot, key: 'hwaddr', value: properties.get('hwaddr') ?? null };
  return [{ ...made, expects: [...made.expects.filter(({ key }) => key !== 'hwaddr'), address] }];
}

/** Devices that are plugged in have a call of their own; what only waits for a restart goes with the rest. */
function groupEdits(ground: Ground, slot: Slot, changes: readonly Change[], want: VmSpec): Edit[] {
  const kind = family(slot);
  const of = kind === 'usb' || kind === 'hostpci' ? 'device' : 'scalar';
  if (allGone(changes) && want.groups[slot] === undefined) return removal(ground, slot, changes, of);
  const now = standing(ground.live, slot);
  const value = propertyText(kind, changed(ground.reset ? new Map() : propertiesOf(kind, now), changes));
  if (isSettled(ground.live, slot, value)) return [];
  const title = of === 'scalar' ? slot : now === undefined ? `add ${slot}` : `change ${slot}`;
  return [
    edit(ground, { slot, option: slot, value: value === '' ? null : value, family: of, title }, changes),
  ];
}

interface DiskWork {
  readonly edits: readonly Edit[];
  readonly grows: readonly Grow[];
  readonly acts: readonly Act[];
}

const NO_WORK: DiskWork = { edits: [], grows: [], acts: [] };

function growOf(slot: Slot, now: ReadonlyMap<string, string>, changes: readonly Change[]): Grow[] {
  const change = changes.find((one) => keyOf(one) === 'size');
  const size = change ? textOf(change.after) : null;
  return !change || size === null || now.get('size') === size
    ? []
    : [{ slot, option: slot, size, effect: change.effect }];
}

function existingDisk(ground: Ground, slot: Slot, changes: readonly Change[], text: string): DiskWork {
  const now = propertiesOf('disk', text);
  const grows = growOf(slot, now, changes);
  const move = changes.find((one) => keyOf(one) === 'storage' && one.before !== null);
  const storage = move ? textOf(move.after) : null;
  const acts = move && storage !== null ? [moveAct(ground, slot, storage, move.effect)] : [];
  const disc = changes.find((one) => keyOf(one) === 'iso');
  const properties = changed(now, changes, NOT_SENT);
  if (disc && typeof disc.after === 'string') properties.set('file', disc.after);
  const file = properties.get('file') ?? '';
  properties.delete('file');
  const value = driveText(file, properties);
  const old = new Map(now);
  old.delete('file');
  const rest = changes.filter((one) => !['size', 'storage'].includes(keyOf(one) ?? ''));
  if (value === driveText(now.get('file') ?? '', old) && isSettled(ground.live, slot, text)) {
    return { edits: [], grows, acts };
  }
  const flags = Object.fromEntries(
    rest
      .map((change) => [keyOf(change) ?? '', textOf(change.after)] as const)
      .filter(([key]) => !NOT_SENT.includes(key)),
  );
  // Moved or cloned, it has another volume when the step runs; grown, another size.
  const isUnknown = ground.foretold || acts.length > 0 || grows.length > 0;
  const late: Ref = { ref: 'option', scope: `guest:${ground.vmid}`, option: slot, with: flags };
  const sent = isUnknown ? late : value;
  const made = edit(
    ground,
    { slot, option: slot, value: sent, family: 'volume', title: `change ${slot}` },
    rest,
  );
  return { edits: [made], grows, acts };
}

/** The disk that was there before, and is kept. */
function keptDisk(ground: Ground, slot: Slot, changes: readonly Change[], { volume, grows }: Kept): DiskWork {
  const size = changes.find((one) => keyOf(one) === 'size');
  const flags = changed(new Map(), changes, NOT_SENT);
  const title = `bring back ${slot} (${volume})`;
  const parts = { slot, option: slot, value: driveText(volume, flags), family: 'volume', title } as const;
  const told = grows ? changes.filter((one) => one !== size) : changes;
  const grow: Grow = { slot, option: slot, size: textOf(size?.after ?? null) ?? '', effect: 'live' };
  return { ...NO_WORK, edits: [edit(ground, parts, told)], grows: grows ? [grow] : [] };
}

function diskWork(ground: Ground, slot: Slot, changes: readonly Change[], want: VmSpec): DiskWork {
  const now = standing(ground.live, slot);
  const values = want.disks[slot];
  if (values === undefined) {
    if (!allGone(changes)) return NO_WORK;
    return { ...NO_WORK, edits: removal(ground, slot, changes, 'volume') };
  }
  if (now !== undefined) return existingDisk(ground, slot, changes, now);
  const kept = keptAt(ground.detached, ground.live, slot, {
    storage: values['storage'] ?? '',
    size: values['size'] ?? '',
  });
  if (kept) return keptDisk(ground, slot, changes, kept);
  const image = want.imports[slot];
  const title = `add ${slot}${values['size'] === undefined ? '' : ` (${values['size']} on ${values['storage'] ?? ''})`}`;
  const parts = {
    slot,
    option: slot,
    value: newDrive(slot, values, image),
    family: 'volume',
    title,
  } as const;
  // An image has its own size, and grows afterwards.
  const told = image === undefined ? changes : changes.filter((one) => keyOf(one) !== 'size');
  return { ...NO_WORK, edits: [edit(ground, { ...parts, allocates: allocates(values) }, told)] };
}

function keysEdit(ground: Ground, changes: readonly Change[]): Edit[] {
  const value = textOf(changes[0]?.after ?? null);
  const now = nextOptions(ground.live).get('sshkeys');
  if ((now === undefined ? null : decodeKeys(now)) === value) return [];
  if (value === null) return [scalarEdit(ground, 'sshkeys', null, changes)];
  // `qm` takes the name of a file; what the step's stdin holds is one.
  return [{ ...scalarEdit(ground, 'sshkeys', '/dev/stdin', changes), stdin: `${value}\n` }];
}

function valueEdits(ground: Ground, slot: Slot, changes: readonly Change[]): Edit[] {
  if (slot === 'sshkeys') return keysEdit(ground, changes);
  const option = optionRow(family(slot)).option;
  if (option === null || slot === 'pool' || slot === 'tags' || slot === 'description') return [];
  const value = textOf(changes[0]?.after ?? null);
  return stands(ground, slot, value) ? [] : [scalarEdit(ground, slot, value, changes)];
}

/** Slots that have steps of their own. */
const APART =
  /^(?:state|node|marker|guest|generation|layer|rollback|health:.*|snapshot:.*|feature:.*|import:.*|clone)$/s;

export function editsOf(ground: Ground, changes: readonly Change[], want: VmSpec): Edits {
  const slots = [...bySlot(changes)].filter(([slot]) => !APART.test(slot));
  const nets = slots.filter(([slot]) => isNetSlot(slot));
  const disks = slots.filter(([slot]) => isVolumeSlot(slot));
  const groups = slots.filter(([slot]) => isGroup(family(slot)) && !isNetSlot(slot) && !isVolumeSlot(slot));
  const known = new Set([...nets, ...disks, ...groups].map(([slot]) => slot));
  const cards = nets.flatMap(([slot, own]) => netEdits(ground, slot, own, want));
  const work = disks.map(([slot, own]) => diskWork(ground, slot, own, want));
  const scalars = slots
    .filter(([slot]) => !known.has(slot))
    .flatMap(([slot, own]) =>
      slot === 'startup' ? (startupEdit(ground, own) ?? []) : valueEdits(ground, slot, own),
    );
  const tags = tagsEdit(ground, changes);
  const goes = ({ value }: Edit) => value === null;
  // What it named before is removed when nothing names it any more.
  const told = (one: Edit): Edit => (one.option === 'cicustom' ? { ...one, unfinished: true } : one);
  return {
    edits: [
      // Cards that go come first: another one may take their address.
      ...cards.filter(goes),
      ...cards.filter((one) => !goes(one)),
      ...work.flatMap((one) => one.edits),
      ...groups.flatMap(([slot, own]) => groupEdits(ground, slot, own, want)),
      ...scalars.map(told),
      ...(tags ? [tags] : []),
    ],
    grows: work.flatMap((one) => one.grows),
    acts: work.flatMap((one) => one.acts),
  };
}
