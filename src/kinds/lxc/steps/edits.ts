/** All that `pct set` and `pct resize` have to do for the changes of one guest. The order is made in `edit-order.ts`. */
import { PhoenixError } from '../../../errors.ts';
import type { Change } from '../../change.ts';
import { isNetSlot, mountSlot, type Slot, slotArgument } from '../../guest/field.ts';
import type { LxcSpec } from '../spec.ts';
import {
  bySlot,
  type Edit,
  type Edits,
  type Ground,
  type Grow,
  nextOptions,
} from '../../guest/steps/edit.ts';
import { freeDevice, parentsFirst, placeMounts } from './indexes.ts';
import { valueEdit } from './scalar-edits.ts';
import { tagsEdit } from '../../guest/steps/scalar-edit.ts';
import { deviceEdit, mountEdit, moveMount, netEdit, type Outcome, rootfsEdit } from './slot-edits.ts';

/** Options of a family that may not be used for something new: also those that only wait to go, or to come. */
function taken({ live }: Ground, family: 'mp' | 'dev'): Set<string> {
  const names = [...live.conf.options.keys(), ...nextOptions(live).keys(), ...live.pending];
  return new Set(names.filter((name) => new RegExp(`^${family}\\d+$`).test(name)));
}

interface Mounts {
  readonly edits: readonly Edit[];
  readonly grows: readonly Grow[];
}

function mountEdits(ground: Ground, slots: ReadonlyMap<Slot, Change[]>, want: LxcSpec): Mounts {
  const isWanted = (path: string) => Object.hasOwn(want.mounts, path);
  const touched = [...slots.keys()]
    .map((slot) => slotArgument(slot, 'mount'))
    .filter((path) => path !== null);
  const removed = new Set(
    touched.filter((path) => !isWanted(path) && slots.get(mountSlot(path))?.every((c) => c.after === null)),
  );
  const kept = new Map<string, string>();
  for (const [slot, option] of ground.live.keys) {
    const path = slotArgument(slot, 'mount');
    if (path !== null && !removed.has(path)) kept.set(path, option);
  }
  const added = touched.filter((path) => !kept.has(path) && !removed.has(path));
  const places = placeMounts({ kept, added, taken: taken(ground, 'mp') });
  if (places.moved.length > 0 && ground.running) {
    const paths = places.moved.join(', ');
    throw new PhoenixError(
      'REFUSED',
      `${want.hostname}: ${paths} is mounted, and its new parent must come first`,
      {
        hint: 'stop the guest first',
      },
    );
  }
  const outcomeOf = (path: string): Outcome =>
    mountEdit(ground, path, slots.get(mountSlot(path)) ?? [], isWanted(path), places.options.get(path));
  const moves = places.moved.flatMap((path) =>
    moveMount(ground, path, places.options.get(path) ?? '', outcomeOf(path)),
  );
  // What goes makes room before something new comes.
  const order = [...parentsFirst(removed), ...parentsFirst(touched.filter((path) => !removed.has(path)))];
  const outcomes = order.map((path) => ({ path, ...outcomeOf(path) }));
  return {
    edits: [
      ...moves,
      ...outcomes.flatMap(({ path, edit }) => (edit && !places.moved.includes(path) ? [edit] : [])),
    ],
    grows: outcomes.flatMap(({ grow }) => grow ?? []),
  };
}

function deviceEdits(ground: Ground, slots: ReadonlyMap<Slot, Change[]>, want: LxcSpec): Edit[] {
  const used = taken(ground, 'dev');
  return [...slots].flatMap(([slot, changes]) => {
    const path = slotArgument(slot, 'device');
    if (path === null) return [];
    const option = ground.live.keys.get(slot) ?? freeDevice(used);
    used.add(option);
    return deviceEdit(ground, path, changes, Object.hasOwn(want.devices, path), option) ?? [];
  });
}

/** Cards that go come first: another one may take their address. */
function netEdits(ground: Ground, slots: ReadonlyMap<Slot, Change[]>, want: LxcSpec): Edit[] {
  const edits = [...slots]
    .filter(([slot]) => isNetSlot(slot))
    .flatMap(([slot, changes]) => netEdit(ground, slot, changes, Object.hasOwn(want.nets, slot)) ?? []);
  const goes = (edit: Edit) => edit.value === null;
  return [...edits.filter(goes), ...edits.filter((edit) => !goes(edit))];
}

export function editsOf(ground: Ground, changes: readonly Change[], want: LxcSpec): Edits {
  const slots = bySlot(changes);
  const scalars = [...slots].flatMap(([slot, own]) => valueEdit(ground, slot, own) ?? []);
  const tags = tagsEdit(ground, changes);
  const rootfs = slots.get('rootfs');
  const root = rootfs ? rootfsEdit(ground, rootfs) : {};
  const mounts = mountEdits(ground, slots, want);
  return {
    edits: [
      ...netEdits(ground, slots, want),
      ...(root.edit ? [root.edit] : []),
      ...mounts.edits,
      ...deviceEdits(ground, slots, want),
      ...scalars,
      ...(tags ? [tags] : []),
    ],
    grows: [...(root.grow ? [root.grow] : []), ...mounts.grows],
  };
}
