/** What the nodes tell of a guest that git cannot know: addresses that IPAM gave its cards, and their MAC addresses. */
import { parseConf } from '../../node/conf.ts';
import type { Snapshot } from '../../node/port.ts';
import { addressIn, ipamIn } from '../sdn/ipam.ts';
import type { GuestSpec, Values } from './spec.ts';

/** The address that a file asks IPAM for by name; null: none of this family. */
export function pinnedAt({ pins }: Pick<GuestSpec, 'pins'>, slot: string, family: 4 | 6): string | null {
  const ip = pins?.[slot]?.ip;
  return ip !== undefined && ip.includes(':') === (family === 6) ? ip : null;
}

/** Of a container `hwaddr=…`, of a virtual machine `virtio=…`; null: it names none. */
export function macIn(net: string): string | null {
  return /(?:^|,)[\w-]+=((?:[\dA-Fa-f]{2}:){5}[\dA-Fa-f]{2})(?:,|$)/.exec(net)?.[1] ?? null;
}

/** A machine has the addresses of its cards beside them, where cloud-init finds them: `ipconfig0`. */
interface Carded extends Pick<GuestSpec, 'vmid' | 'nets' | 'pins'> {
  readonly groups?: Readonly<Record<string, Values>>;
}

const cardsOf = ({ nets, groups = {} }: Carded): [string, Values][] =>
  Object.entries(nets).map(([slot, net]) => [slot, { ...net, ...groups[`ipconfig${slot.slice(3)}`] }]);

const isAsked = (word: string | undefined): boolean => word === 'dhcp';

/** Slots with DHCP on a vnet of the estate; what a file pins is known by git. */
function given(spec: Carded, files: { has(address: string): boolean }): [string, 'address' | 'address6'][] {
  return cardsOf(spec).flatMap(([slot, net]): [string, 'address' | 'address6'][] => {
    if (!files.has(`vnet/${net['bridge'] ?? ''}`)) return [];
    const [pinned, pinned6] = [pinnedAt(spec, slot, 4), pinnedAt(spec, slot, 6)];
    return [
      ...(isAsked(net['ip']) && pinned === null ? [[slot, 'address'] as [string, 'address']] : []),
      ...(isAsked(net['ip6']) && pinned6 === null ? [[slot, 'address6'] as [string, 'address6']] : []),
    ];
  });
}

export function learnsOf(spec: Carded, files: { has(address: string): boolean }): readonly string[] {
  return given(spec, files).map(([slot, field]) => `${slot}.${field}`);
}

export function learnedOf(spec: Carded, snapshot: Snapshot): Readonly<Record<string, string>> {
  const file = snapshot.guests.get(spec.vmid);
  if (!file) return {};
  const entries = ipamIn(snapshot.files);
  const { options } = parseConf(file.text);
  const known: Record<string, string> = {};
  for (const [slot, net] of cardsOf(spec)) {
    const mac = macIn(options.get(slot) ?? '');
    if (mac === null) continue;
    known[`${slot}.hwaddr`] = mac;
    const address = isAsked(net['ip']) ? addressIn(entries, mac, 4) : null;
    const address6 = isAsked(net['ip6']) ? addressIn(entries, mac, 6) : null;
    if (address !== null) known[`${slot}.address`] = address;
    if (address6 !== null) known[`${slot}.address6`] = address6;
  }
  return known;
}
