/**
 * What a difference does to a machine: the table of options, whether it runs, and what its option `hotplug` lets Proxmox
 * plug (qemu-server 9.2: vmconfig_hotplug_pending).
 */
import { parseSize } from '../../node/property-string.ts';
import { atMost, type Effect } from '../effect.ts';
import type { Difference } from '../guest/compare.ts';
import type { Circumstances, Cost } from '../guest/cost.ts';
import { type Field, isVolumeSlot, type Slot, slotArgument } from '../guest/field.ts';
import { family, fieldName } from '../guest/field-name.ts';
import { softwareCost } from '../guest/software-cost.ts';
import { NO_SHRINK, optionRow } from './options.ts';

const cost = (effect: Effect, note?: string): Cost => ({ effect, ...(note !== undefined && { note }) });
const impossible = (note: string): Cost => cost('impossible', note);

const has = (fields: readonly Field[], slot: Slot) => fields.some((one) => one.slot === slot);
const valueOf = (fields: readonly Field[], slot: Slot): string | undefined =>
  fields.find((one) => one.slot === slot && one.key === null)?.value;

type Plug = 'network' | 'disk' | 'cpu' | 'memory' | 'usb';

/** As the machine has it now: what is written with the change counts from its next start on. */
function plugs({ now }: Circumstances, what: Plug): boolean {
  return (valueOf(now, 'hotplug') ?? 'disk,network,usb').split(',').includes(what);
}

const notPlugged = (what: Plug): string => `"hotplug" of the machine has no "${what}"`;

/** Disks of these buses come and go with a start only. */
const FIXED = /^(?:ide\d+|sata\d+|efidisk0|tpmstate0)$/;

function plugged(what: Plug, around: Circumstances, note?: string): Cost {
  return plugs(around, what) ? cost('live', note) : cost('restart', notPlugged(what));
}

/** Beside `hotplug`: what runs in it, and a machine of QEMU 7.1 or later (`machine` may name an older one). */
function usbCost(around: Circumstances): Cost {
  const [, major = 8, minor = 0] = /-(\d+)\.(\d+)/.exec(valueOf(around.now, 'machine') ?? '') ?? [];
  const takes = /^(?:l26|win(?:8|10|11))$/.test(valueOf(around.now, 'ostype') ?? '');
  if (!takes || Number(major) * 100 + Number(minor) < 701) {
    return cost('restart', 'USB is plugged where "ostype" is "l26", or Windows 8 and later');
  }
  return plugged('usb', around);
}

/** A slot that is new, or that goes as a whole. */
function slotCost(slot: Slot, around: Circumstances, goes: boolean): Cost | null {
  switch (family(slot)) {
    case 'net':
      return plugged('network', around);
    case 'disk': {
      const note = goes ? 'the disk is kept as unused, and comes back with its slot' : undefined;
      return FIXED.test(slot) ? cost('restart', note) : plugged('disk', around, note);
    }
    case 'efidisk0':
    case 'tpmstate0':
      return cost('restart', goes ? 'the disk is kept as unused, and comes back with its slot' : undefined);
    case 'usb':
      return usbCost(around);
    case 'snapshot':
      return goes ? cost('live', 'its data goes with it') : null;
    default:
      return null;
  }
}

function memoryCost({ before, after }: Difference, around: Circumstances): Cost {
  if (!plugs(around, 'memory')) return cost('restart', notPlugged('memory'));
  if (valueOf(around.now, 'numa') !== '1')
    return cost('restart', 'memory is plugged in only with "numa": true');
  if (Number(after ?? 512) < Number(before ?? 512)) {
    return cost('restart', 'a guest gives memory back only if it can take it out of use');
  }
  return cost('live');
}

/** Enabling and disabling the balloon device needs a start. */
function balloonCost({ before, after }: Difference): Cost {
  return (before === '0') === (after === '0') ? cost('live') : cost('restart');
}

function sizeCost({ before, after }: Difference, { template }: Circumstances): Cost | null {
  if (before === null || after === null) return null;
  if (template) return impossible("a template's disks stay as they are");
  const [from, to] = [parseSize(before), parseSize(after)];
  if (from !== null && to !== null && to < from) return impossible(NO_SHRINK);
  return cost('live', 'cannot shrink back');
}

function storageCost({ slot, before }: Difference, around: Circumstances): Cost | null {
  if (!has(around.now, slot) || before === null) return null;
  if (around.template) return impossible("a template's disks stay where they are");
  if (slot === 'tpmstate0' && around.running)
    return cost('offline', 'the state of a TPM is moved while nothing runs');
  return cost('live', optionRow('disk.storage').note);
}

/** Of a card that is there: what makes it another card is plugged anew, all else is set under it. */
function netCost({ key }: Difference, around: Circumstances): Cost {
  const isOther = ['model', 'hwaddr', 'queues', 'mtu'].includes(key ?? '');
  if (!isOther) return cost('live');
  return plugged('network', around, optionRow('net.model').note);
}

function settingCost(difference: Difference, around: Circumstances): Cost {
  const { slot, key, after } = difference;
  const row = optionRow(fieldName(slot, key));
  if (slot === 'template' && after === '0') return impossible('a template stays one');
  if (slot.startsWith('snapshot:') && around.noSnapshot !== null) return impossible(around.noSnapshot);
  if (slot === 'pool' && around.noPool !== null) return impossible(around.noPool);
  const lacking = around.lacking.get(slot);
  if (lacking !== undefined) return impossible(lacking);
  if (slot === 'memory') return memoryCost(difference, around);
  if (slot === 'balloon') return balloonCost(difference);
  if (slot === 'vcpus') return plugged('cpu', around);
  if (slot === 'tablet') return plugged('usb', around);
  const special =
    key === 'size'
      ? sizeCost(difference, around)
      : key === 'storage'
        ? storageCost(difference, around)
        : null;
  if (special) return special;
  if (!has(around.now, slot)) {
    return slotCost(slot, around, false) ?? cost(row.add ?? row.set, row.note);
  }
  if (family(slot) === 'net') return netCost(difference, around);
  return cost(row.set, row.note);
}

function removalCost(difference: Difference, around: Circumstances): Cost {
  const { slot, key } = difference;
  const row = optionRow(fieldName(slot, key));
  const whole = has(around.want, slot) ? null : slotCost(slot, around, true);
  if (whole) return whole;
  if (slot === 'memory') return memoryCost(difference, around);
  if (slot === 'vcpus') return plugged('cpu', around);
  if (slot === 'tablet') return plugged('usb', around);
  if (family(slot) === 'net') return netCost(difference, around);
  return cost(row.remove, row.removal === 'default' ? "back to Proxmox's default" : row.late && row.note);
}

/** Nothing stops where nothing runs. */
function lowered(found: Cost, running: boolean): Cost {
  const mild = running || found.effect === 'impossible' || atMost(found.effect, 'config');
  return mild ? found : { ...found, effect: 'config' };
}

/** A disk became a disc in a drive, or the other way round. */
function takesTurns(slot: Slot, { now, want }: Circumstances): boolean {
  const kindOf = (fields: readonly Field[]) =>
    fields.find((one) => one.slot === slot && ['iso', 'storage', 'cloudinit'].includes(one.key ?? ''))?.key;
  const [before, after] = [kindOf(now), kindOf(want)];
  return before !== undefined && after !== undefined && before !== after;
}

export function costOf(difference: Difference, around: Circumstances): Cost {
  const { slot, is, after } = difference;
  const software = slotArgument(slot, 'feature');
  if (software !== null) return softwareCost(software, around);
  if (is === 'undone') return cost('config', 'a pending change on the node would undo it at the next start');
  if (isVolumeSlot(slot) && takesTurns(slot, around)) {
    return impossible(
      'a disk and a disc do not take turns in one slot: remove it, apply, then add the other',
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
