/**
 * Addresses that a file asks IPAM for by name: `"pin"` of a card. Proxmox gives the card the next free one when it is made;
 * it is moved to the wished one before the guest starts, since a lease lasts for ever.
 */
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import type { ScopeState, Snapshot } from '../../node/port.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput, ResolveInput } from '../kind.ts';
import { addressIn, IPAM_FILES, ipamIn } from '../sdn/ipam.ts';
import type { Cond } from '../step.ts';
import type { Field, Slot } from './field.ts';
import { hwaddrOf } from './hwaddr.ts';
import { macIn } from './learned.ts';
import type { GuestLive } from './live.ts';
import type { GuestSpec } from './spec.ts';
import type { Act } from './steps/act.ts';
import { run, type Subject } from './steps/subject.ts';

interface Pin {
  readonly ip: string;
  readonly vnet: string;
  readonly zone: string;
}

export type Pins = Readonly<Record<Slot, Pin>>;

const pinSlot = (slot: Slot): Slot => `pin:${slot}`;
const pathOf = (slot: Slot) => pointer(slot, 'pin');
const familyOf = (ip: string): 4 | 6 => (ip.includes(':') ? 6 : 4);

/** Of a file, by slot. */
export type Cards = Readonly<
  Record<Slot, { readonly bridge?: string | undefined; readonly pin?: string | undefined } | undefined>
>;

/** What a file pins; a pin where IPAM gives nothing is a finding of `found`. */
export function pinsOf(
  cards: Cards,
  { mergedOf }: Pick<ResolveInput, 'mergedOf'>,
  found: (path: string, message: string, hint: string) => PointedFinding,
): { readonly pins?: Pins; readonly findings: readonly PointedFinding[] } {
  const pins: Record<Slot, Pin> = {};
  const findings: PointedFinding[] = [];
  for (const [slot, card] of Object.entries(cards)) {
    if (card?.pin === undefined) continue;
    const vnet = card.bridge ?? '';
    const zone = mergedOf(`vnet/${vnet}`)?.['zone'];
    if (typeof zone === 'string') pins[slot] = { ip: card.pin, vnet, zone };
    else {
      const message = `${slot} pins ${card.pin}, and nobody gives addresses on "${vnet}"`;
      findings.push(
        found(pathOf(slot), message, 'put the card on a vnet of this estate, or write "ip" with the address'),
      );
    }
  }
  return Object.keys(pins).length > 0 ? { pins, findings } : { findings };
}

export const pinFields = ({ pins = {} }: GuestSpec): Field[] =>
  Object.entries(pins).map(([slot, { ip }]) => ({
    path: pathOf(slot),
    slot: pinSlot(slot),
    key: null,
    value: ip,
  }));

function addressNow(snapshot: Snapshot, live: GuestLive, slot: Slot, ip: string): string | null {
  const mac = macIn(live.conf.options.get(slot) ?? '');
  return mac === null ? null : addressIn(ipamIn(snapshot.files), mac, familyOf(ip));
}

/** The diff of a guest that stays, with its pins: git against git, or against IPAM. */
export function withPins(diff: Diff, { want, base, seen, snapshot }: DiffInput<GuestSpec, GuestLive>): Diff {
  const pins = Object.entries(want?.spec.pins ?? {});
  const stays =
    diff.action === 'no-op' ||
    diff.action === 'update' ||
    diff.action === 'adopt' ||
    diff.action === 'rename';
  const live = seen && 'live' in seen && seen.is !== 'debris' ? seen.live : null;
  if (pins.length === 0 || !stays || (seen ? !live || !snapshot : !base)) return diff;
  const changes = pins.flatMap(([slot, { ip }]): Change[] => {
    const before =
      live && snapshot ? addressNow(snapshot, live, slot, ip) : (base?.spec.pins?.[slot]?.ip ?? null);
    if (before === ip) return [];
    const note = 'the guest takes it when it starts the next time';
    return [{ path: pathOf(slot), before, after: ip, effect: 'live', slot: pinSlot(slot), note }];
  });
  if (changes.length === 0) return diff;
  return {
    ...diff,
    action: diff.action === 'no-op' ? 'update' : diff.action,
    changes: [...diff.changes, ...changes],
  };
}

const check = (mac: string, ip: string): Cond => ({
  scope: `file:${IPAM_FILES[0] ?? ''}`,
  check: { is: 'pinned', mac, ip },
});

function pinAct(
  { vmid, mark, live }: Subject,
  { nets }: GuestSpec,
  slot: Slot,
  { ip, vnet, zone }: Pin,
): Act {
  const known = live ? macIn(live.conf.options.get(slot) ?? '') : null;
  const mac = known ?? nets[slot]?.['hwaddr'] ?? hwaddrOf(mark.estate, vmid, slot);
  return {
    verb: 'pin',
    what: slot,
    title: `give ${slot} the address ${ip}`,
    effect: 'live',
    do: run(
      ...(['pvesh', 'set', `/cluster/sdn/vnets/${vnet}/ips`, '--zone', zone] as const),
      ...(['--mac', mac, '--vmid', vmid, '--ip', ip] as const),
    ),
    verify: [check(mac, ip)],
    timeout: 60_000,
  };
}

/** @param slots only these; all when absent */
export function pinActs(subject: Subject, spec: GuestSpec, slots?: readonly Slot[]): Act[] {
  return Object.entries(spec.pins ?? {})
    .filter(([slot]) => slots?.includes(pinSlot(slot)) ?? true)
    .map(([slot, pin]) => pinAct(subject, spec, slot, pin));
}

/** Of a step's changes, those that pin. */
export const pinned = (changes: readonly Change[]): Slot[] =>
  changes.flatMap(({ slot }) => (slot.startsWith('pin:') ? [slot] : []));

/** A reading of IPAM instead of a guest; null: the condition is another one. */
export function pinHolds(condition: Cond['check'], state: ScopeState): true | string | null {
  if (!('files' in state) || condition.is !== 'pinned') return null;
  const { mac, ip } = condition as unknown as { readonly mac: string; readonly ip: string };
  const now = addressIn(ipamIn(state.files), mac, familyOf(ip));
  return now === ip || `IPAM has ${now ?? 'no address'} for it instead of ${ip}`;
}
