/** What a difference does to the guest: the table of options, the version of Proxmox, and whether the guest runs. */
import { parseSize } from '../../node/property-string.ts';
import type { Circumstances, Cost } from '../guest/cost.ts';
import type { Effect } from '../effect.ts';
import { atMost } from '../effect.ts';
import { family, fieldName } from '../guest/field-name.ts';
import type { Difference } from '../guest/compare.ts';
import { type Field, isNetSlot, type Slot, slotArgument } from '../guest/field.ts';
import { softwareCost } from '../guest/software-cost.ts';
import { NO_SHRINK, optionRow } from './options.ts';
import { atLeast } from '../guest/pve-version.ts';

const cost = (effect: Effect, note?: string): Cost => ({ effect, ...(note !== undefined && { note }) });
const impossible = (note: string): Cost => cost('impossible', note);

const has = (fields: readonly Field[], slot: Slot) => fields.some((one) => one.slot === slot);
const valueIn = (fields: readonly Field[], slot: Slot, key: string) =>
  fields.find((one) => one.slot === slot && one.key === key)?.value;

/** A bind became a volume at the same path, or the other way round. */
function switches(slot: Slot, { want, now }: Circumstances): boolean {
  const kindOf = (fields: readonly Field[]) =>
    valueIn(fields, slot, 'bind') !== undefined
      ? 'bind'
      : valueIn(fields, slot, 'storage') === undefined
        ? null
        : 'volume';
  const [a, b] = [kindOf(now), kindOf(want)];
  return a !== null && b !== null && a !== b;
}

/** Proxmox mounts by index, and a parent that comes after its child hides it. */
function hidesChild(slot: Slot, { want, now }: Circumstances): boolean {
  const path = slotArgument(slot, 'mount');
  if (path === null) return false;
  return now.some(({ slot: other }) => {
    const child = slotArgument(other, 'mount');
    return child?.startsWith(`${path}/`) === true && has(want, other);
  });
}

function removalCost(difference: Difference, around: Circumstances): Cost {
  const { slot, key, before } = difference;
  const row = optionRow(fieldName(slot, key));
  const wholeSlot = !has(around.want, slot);
  if (wholeSlot && isNetSlot(slot)) {
    // The pattern that unplugs a card has one digit only (PVE 9.2).
    return Number(slot.slice(3)) < 10
      ? cost('live')
      : cost('restart', 'Proxmox unplugs only net0 to net9 at once');
  }
  if (wholeSlot && family(slot) === 'mount') {
    return key === 'storage'
      ? cost('restart', `the volume on ${before} is kept as unused, and comes back with the mount`)
      : cost('restart');
  }
  if (wholeSlot && family(slot) === 'snapshot') return cost('live', 'its data goes with it');
  return cost(row.remove, row.removal === 'default' ? "back to Proxmox's default" : row.late && row.note);
}

function sizeCost(difference: Difference, around: Circumstances): Cost | null {
  const { slot, key, before, after } = difference;
  if (key !== 'size' || before === null || after === null) return null;
  if (around.template) return impossible("a template's disks stay as they are");
  const [from, to] = [parseSize(before), parseSize(after)];
  if (from !== null && to !== null && to < from) return impossible(NO_SHRINK);
  return cost('live', optionRow(fieldName(slot, key)).note);
}

function settingCost(difference: Difference, around: Circumstances): Cost {
  const { slot, key, after, before } = difference;
  const row = optionRow(fieldName(slot, key));
  if (slot === 'template' && after === '0') return impossible('a template stays one');
  if (slot.startsWith('snapshot:') && around.noSnapshot !== null) return impossible(around.noSnapshot);
  if (slot === 'pool' && around.noPool !== null) return impossible(around.noPool);
  const resized = sizeCost(difference, around);
  if (resized) return resized;
  if (has(around.now, slot)) {
    if (slot === 'rootfs' && key === 'storage' && before === null) return cost('none');
    return cost(row.set, row.note);
  }
  if (hidesChild(slot, around)) {
    return cost('offline', 'a folder below it is mounted already, and its parent must be mounted first');
  }
  const { addBefore } = row;
  if (addBefore && !atLeast(around.pve, addBefore.pve)) {
    return cost(addBefore.effect, `Proxmox VE ${addBefore.pve} is the first that does it at once`);
  }
  return cost(row.add ?? row.set, row.add === undefined || row.add === row.set ? row.note : undefined);
}

/** Nothing stops where nothing runs. */
function lowered(found: Cost, running: boolean): Cost {
  const mild = running || found.effect === 'impossible' || atMost(found.effect, 'config');
  return mild ? found : { ...found, effect: 'config' };
}

export function costOf(difference: Difference, around: Circumstances): Cost {
  const { slot, is, after } = difference;
  const software = slotArgument(slot, 'feature');
  if (software !== null) return softwareCost(software, around);
  if (is === 'undone') return cost('config', 'a pending change on the node would undo it at the next start');
  if (family(slot) === 'mount' && switches(slot, around)) {
    return impossible(
      'a bind and a volume do not take turns at one path: remove it, apply, then add the other',
    );
  }
  const found =
    after === null || !has(around.want, slot)
      ? removalCost(difference, around)
      : settingCost(difference, around);
  if (is === 'waiting' && found.effect !== 'impossible') {
    return around.running
      ? { ...cost('restart', 'written; waits for the restart'), waits: true }
      : cost('config');
  }
  return lowered(found, around.running);
}
