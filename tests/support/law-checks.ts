/** What must be true of a guest after an apply: it is as its file says, nothing else is there, nothing is left undone. */
import type { GuestLive } from '../../src/kinds/guest/live.ts';
import { liveIn } from '../../src/kinds/lxc/live.ts';
import { parseMarker } from '../../src/kinds/guest/marker.ts';
import { fieldName } from '../../src/kinds/guest/field-name.ts';
import { type Field, isNetSlot, slotArgument } from '../../src/kinds/guest/field.ts';
import { optionRow } from '../../src/kinds/lxc/options.ts';
import type { LxcSpec } from '../../src/kinds/lxc/spec.ts';
import type { Snapshot } from '../../src/node/port.ts';
import { comparable } from './lxc-resource.ts';

const show = ({ path, value }: Field) => `${path} = ${JSON.stringify(value)}`;
const isDefault = ({ slot, key, value }: Field) => optionRow(fieldName(slot, key)).default === value;

/** What Proxmox writes by itself, and what a clone has of its source. */
function isOwnDoing({ slot, key }: Field, spec: LxcSpec): boolean {
  if (['arch', 'ostype', 'unprivileged', 'memory', 'swap'].includes(slot)) return true;
  if (isNetSlot(slot)) return key === 'hwaddr' || key === 'name';
  return slot === 'rootfs' && spec.source?.is === 'clone' && (key === 'storage' || key === 'size');
}

/** Software of a guest that is stopped, and shall be, waits until it runs: then its marker owes it. */
function waits(one: Field, spec: LxcSpec, live: GuestLive): boolean {
  const idle = spec.state === 'stopped' && !spec.template && !live.running;
  return idle && slotArgument(one.slot, 'feature') !== null && owedBy(live).includes(one.path);
}

const owedBy = (live: GuestLive) => parseMarker(live.conf.description)?.owed ?? [];

function fieldsLaw(spec: LxcSpec, live: GuestLive, isFree: (one: Field) => boolean): string[] {
  const there = new Map(live.fields.map((one) => [one.path, one]));
  const wanted = comparable(spec);
  const paths = new Set(wanted.map(({ path }) => path));
  const missing = wanted.filter((one) => {
    const found = there.get(one.path);
    if (waits(one, spec, live)) return false;
    return found ? found.value !== one.value : !isDefault(one);
  });
  const extra = live.fields.filter(
    (one) =>
      !paths.has(one.path) &&
      !isDefault(one) &&
      !isOwnDoing(one, spec) &&
      !isFree(one) &&
      !waits(one, spec, live),
  );
  return [
    ...missing.map((one) => `${show(one)} is wanted, there is ${there.get(one.path)?.value ?? 'nothing'}`),
    ...extra.map((one) => `${show(one)} is there, and nobody wants it`),
  ];
}

/** A parent that is mounted after its child hides it. */
function orderLaw(live: GuestLive): string[] {
  const mounts = [...live.keys].flatMap(([slot, option]): [string, number][] => {
    const path = slotArgument(slot, 'mount');
    return path === null ? [] : [[path, Number(option.slice(2))]];
  });
  return mounts.flatMap(([path, at]) =>
    mounts
      .filter(([child, below]) => child.startsWith(`${path}/`) && below < at)
      .map(([child]) => `${path} is mounted after ${child} and hides it`),
  );
}

function settledLaw(spec: LxcSpec, live: GuestLive, commits: readonly string[]): string[] {
  const mark = parseMarker(live.conf.description);
  const idle = spec.state === 'stopped' && !spec.template && !live.running;
  const owed = owedBy(live).filter((path) => !idle || !path.startsWith('/features/'));
  return [
    ...(live.lock === null ? [] : [`Proxmox's lock ${live.lock} is left`]),
    ...(live.pending.length === 0 ? [] : [`${live.pending.join(', ')} waits for a restart`]),
    ...(commits.includes(mark?.commit ?? '') ? [] : [`its marker says ${mark?.commit ?? 'nothing'}`]),
    ...(owed.length > 0 ? [`its marker owes ${owed.join(', ')}`] : []),
  ];
}

/**
 * What is wrong with a guest that was just brought to where its file wants it; empty when nothing is.
 * @param commits one of which its marker must name
 * @param isFree what may be there although no file speaks of it
 */
export function guestLaws(
  snapshot: Snapshot,
  spec: LxcSpec,
  commits: readonly string[],
  isFree: (one: Field) => boolean,
): string[] {
  const live = liveIn(snapshot, spec.vmid);
  if (!live) return ['it is not there'];
  return [...fieldsLaw(spec, live, isFree), ...orderLaw(live), ...settledLaw(spec, live, commits)];
}

const volumes = (live: GuestLive) =>
  [...live.conf.options]
    .filter(([option]) => /^(?:rootfs|mp\d+|unused\d+)$/.test(option))
    .map(([, value]) => value.replace(/^volume=/, '').replace(/,.*$/s, ''))
    .filter((volume) => !volume.startsWith('/'));

const addresses = (live: GuestLive) =>
  new Map(live.fields.filter(({ key }) => key === 'hwaddr').map(({ slot, value }) => [slot, value]));

/** What anything but a replacement must leave alone: every volume, and the address of a card that no file gives one. */
export function keptLaws(
  [before, after]: readonly [Snapshot, Snapshot],
  [base, want]: readonly [LxcSpec, LxcSpec],
): string[] {
  const [old, now] = [liveIn(before, want.vmid), liveIn(after, want.vmid)];
  if (!old || !now) return ['it is not there'];
  if (base.generation !== want.generation) return [];
  const [there, left] = [volumes(old), new Set(volumes(now))];
  // A template's volumes are called otherwise.
  const isMade = want.template && !base.template;
  const gone = isMade ? [] : there.filter((volume) => !left.has(volume));
  const macs = addresses(now);
  const changed = [...addresses(old)].filter(([slot, mac]) => {
    const given = base.nets[slot]?.['hwaddr'] ?? want.nets[slot]?.['hwaddr'];
    return macs.has(slot) && given === undefined && macs.get(slot) !== mac;
  });
  return [
    ...gone.map((volume) => `the volume ${volume} is gone`),
    ...(isMade && there.length > left.size ? ['a volume is gone'] : []),
    ...changed.map(([slot]) => `${slot} got another MAC address`),
  ];
}
