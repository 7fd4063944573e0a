/**
 * Edits of cards, disks, mounts and devices: whole property strings, since Proxmox knows no smaller unit. They are built
 * on what is there, so that sub-properties that git never named survive, the volume and the MAC address above all.
 */
import type { Change } from '../../change.ts';
import type { Ref } from '../../step.ts';
import { mountSlot, type Slot, slotArgument } from '../../guest/field.ts';
import {
  changed,
  edit,
  type Edit,
  type Ground,
  type Grow,
  isSettled,
  nextOptions,
  standing,
} from '../../guest/steps/edit.ts';
import { keptAt } from '../../guest/steps/detached.ts';
import { hwaddrOf } from '../../guest/hwaddr.ts';
import {
  allocation,
  formatProperties,
  keyOf,
  parseProperties,
  type Properties,
  textOf,
} from '../../guest/steps/values.ts';

export interface Outcome {
  readonly edit?: Edit;
  readonly grow?: Grow;
}

/** Nothing of the slot is left in git. */
const allGone = (changes: readonly Change[], kept: boolean) =>
  !kept && changes.every((change) => change.after === null);

export function netEdit(
  ground: Ground,
  slot: Slot,
  changes: readonly Change[],
  wanted: boolean,
): Edit | null {
  const now = standing(ground.live, slot);
  if (allGone(changes, wanted)) {
    const remove = { slot, option: slot, value: null, family: 'net', title: `remove ${slot}` } as const;
    return now === undefined ? null : edit(ground, remove, changes);
  }
  const live = parseProperties(slot, now);
  // What git does not name is not inherited; `type` is Proxmox's own word.
  const start = ground.reset ? new Map([...live].filter(([key]) => key === 'type')) : live;
  const properties = changed(start, changes);
  const generated = hwaddrOf(ground.estate, ground.vmid, slot);
  // An address that leaves the file gives way to the one that a file without address has.
  const given = changes.some((change) => keyOf(change) === 'hwaddr');
  if (!properties.has('hwaddr')) {
    properties.set('hwaddr', ground.reset || given ? generated : (live.get('hwaddr') ?? generated));
  }
  const value = formatProperties('net', properties);
  if (isSettled(ground.live, slot, value)) return null;
  const title = now === undefined ? `add ${slot}` : `change ${slot}`;
  const made = edit(ground, { slot, option: slot, value, family: 'net', title }, changes);
  const address = { slot, key: 'hwaddr', value: properties.get('hwaddr') ?? null };
  return { ...made, expects: [...made.expects.filter(({ key }) => key !== 'hwaddr'), address] };
}

/** Sub-properties that no property string carries over: Proxmox has verbs of their own for them. */
const NOT_SENT = ['size', 'storage', 'bind'] as const;

function growOf(option: string, now: Properties, changes: readonly Change[]): Grow | undefined {
  const change = changes.find((one) => keyOf(one) === 'size');
  const size = change ? textOf(change.after) : null;
  if (!change || size === null || now.get('size') === size) return undefined;
  return { slot: change.slot, option, size, effect: change.effect };
}

/** The volume that is there, with other flags; it carries the size that the file says when the call is made. */
function existingVolume(ground: Ground, option: string, slot: Slot, changes: readonly Change[]): Outcome {
  const text = standing(ground.live, option) ?? '';
  const now = parseProperties(option, text);
  const grow = growOf(option, now, changes);
  const properties = changed(now, changes, NOT_SENT);
  const bind = changes.find((one) => keyOf(one) === 'bind');
  const folder = bind ? textOf(bind.after) : null;
  if (folder !== null) properties.set('volume', folder);
  const family = option === 'rootfs' ? 'rootfs' : 'mp';
  const value = formatProperties(family, properties);
  const same = value === formatProperties(family, now) && isSettled(ground.live, option, text);
  if (same) return grow ? { grow } : {};
  if (grow) properties.set('size', grow.size);
  const rest = changes.filter((one) => keyOf(one) !== 'size');
  const title = `change ${option === 'rootfs' ? option : `the mount ${slotArgument(slot, 'mount') ?? ''}`}`;
  const flags = Object.fromEntries(
    rest
      .map((change) => [keyOf(change) ?? '', textOf(change.after)] as const)
      .filter(([key]) => !(NOT_SENT as readonly string[]).includes(key)),
  );
  const late: Ref = { ref: 'option', scope: `guest:${ground.vmid}`, option, with: flags };
  const sent = ground.foretold ? late : formatProperties(family, properties);
  const made = edit(ground, { slot, option, value: sent, family: 'volume', title }, rest);
  return { edit: made, ...(grow ? { grow } : {}) };
}

export function rootfsEdit(ground: Ground, changes: readonly Change[]): Outcome {
  return existingVolume(ground, 'rootfs', 'rootfs', changes);
}

/** The volume that was there before, where it is kept and fits. */
function keptMount(ground: Ground, path: string, option: string, changes: readonly Change[]): Outcome | null {
  const slot = mountSlot(path);
  const values = changed(new Map(), changes);
  const [storage = '', size = ''] = [values.get('storage'), values.get('size')];
  const kept = keptAt(ground.detached, ground.live, slot, { storage, size });
  if (!kept) return null;
  for (const key of NOT_SENT) values.delete(key);
  const value = formatProperties('mp', new Map([...values, ['volume', kept.volume], ['mp', path]]));
  const title = `bring back the mount ${path} (${kept.volume})`;
  const told = kept.grows ? changes.filter((one) => keyOf(one) !== 'size') : changes;
  const grow: Grow = { slot, option, size, effect: 'live' };
  return {
    edit: edit(ground, { slot, option, value, family: 'volume', title }, told),
    ...(kept.grows && { grow }),
  };
}

function newMount(ground: Ground, path: string, option: string, changes: readonly Change[]): Edit {
  const values = changed(new Map(), changes);
  const [bind, storage, size] = [values.get('bind'), values.get('storage'), values.get('size')];
  for (const key of NOT_SENT) values.delete(key);
  const volume = bind ?? allocation(storage ?? '', size ?? '');
  const value = formatProperties('mp', new Map([...values, ['volume', volume], ['mp', path]]));
  const what = bind === undefined ? `${size ?? ''} on ${storage ?? ''}` : bind;
  const title = `add the mount ${path} (${what})`;
  const parts = { slot: mountSlot(path), option, value, family: 'volume', title } as const;
  return edit(ground, { ...parts, allocates: bind === undefined }, changes);
}

/** @param option of a new mount: the place that was chosen for it */
export function mountEdit(
  ground: Ground,
  path: string,
  changes: readonly Change[],
  wanted: boolean,
  option: string | undefined,
): Outcome {
  const slot = mountSlot(path);
  const there = ground.live.keys.get(slot);
  if (there === undefined)
    return option === undefined
      ? {}
      : (keptMount(ground, path, option, changes) ?? { edit: newMount(ground, path, option, changes) });
  if (!allGone(changes, wanted)) return existingVolume(ground, there, slot, changes);
  const isBind = parseProperties(there, ground.live.conf.options.get(there)).get('volume')?.startsWith('/');
  const title = `remove the mount ${path}${isBind ? '' : ' (its volume is kept as unused)'}`;
  if (!nextOptions(ground.live).has(there)) return {};
  return { edit: edit(ground, { slot, option: there, value: null, family: 'volume', title }, changes) };
}

/**
 * A live mount gets another index, so that its new parent comes before it. The volume stays the same; what else changes
 * about the mount goes along.
 */
export function moveMount(ground: Ground, path: string, option: string, outcome: Outcome): Edit[] {
  const slot = mountSlot(path);
  const from = ground.live.keys.get(slot) ?? '';
  const properties = parseProperties(from, ground.live.conf.options.get(from));
  if (outcome.grow) properties.set('size', outcome.grow.size);
  const late: Ref = { ref: 'option', scope: `guest:${ground.vmid}`, option: from, with: {} };
  const same = ground.foretold ? late : formatProperties('mp', properties);
  const value = outcome.edit?.value ?? same;
  const title = `move the mount ${path} from ${from} to ${option}`;
  const made = (parts: Pick<Edit, 'option' | 'value'>): Edit => ({
    ...edit(ground, { slot, family: 'volume', title, ...parts }, []),
    expects: outcome.edit?.expects ?? [],
    effect: ground.live.running ? 'offline' : 'config',
    when: 'now',
  });
  return [made({ option: from, value: null }), made({ option, value })];
}

/** @param option of a new device: the place that was chosen for it */
export function deviceEdit(
  ground: Ground,
  path: string,
  changes: readonly Change[],
  wanted: boolean,
  option: string,
): Edit | null {
  const slot = `device:${path}`;
  const there = ground.live.keys.get(slot);
  const now = there === undefined ? undefined : standing(ground.live, there);
  if (allGone(changes, wanted)) {
    if (there === undefined || !nextOptions(ground.live).has(there)) return null;
    const title = `remove the device ${path}`;
    return edit(ground, { slot, option: there, value: null, family: 'device', title }, changes);
  }
  const start = ground.reset ? new Map<string, string>() : parseProperties(there ?? option, now);
  const properties = changed(start, changes);
  properties.set('path', path);
  const value = formatProperties('dev', properties);
  if (isSettled(ground.live, there ?? option, value)) return null;
  const title = `${there === undefined ? 'add' : 'change'} the device ${path}`;
  return edit(ground, { slot, option: there ?? option, value, family: 'device', title }, changes);
}
