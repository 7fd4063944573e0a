/**
 * Addresses that IPAM keeps for cards that no guest has: PVE 9.1 forgets to free one when a card is unplugged, and every
 * release when a create fails early. They are told, and freed where the file of the vnet says so or the subnet goes.
 */
import type { Snapshot } from '../../node/port.ts';
import type { Change } from '../change.ts';
import { pointer } from '../../json.ts';
import { type IpamEntry, ipamIn } from './ipam.ts';
import { objectsOf, sdnIn } from './live.ts';
import { cidrOf } from './spec.ts';

export const LEAK = 'leak';

/** Of a vnet, by its id; nothing of a zone. */
export function leaksOf(snapshot: Snapshot, id: string): readonly IpamEntry[] {
  if (!id.startsWith('vnet:')) return [];
  const { running } = sdnIn(snapshot);
  const zone = running.get(id)?.['zone'] ?? '';
  const keys = [...objectsOf(running, id).keys()].filter((key) => key.startsWith('subnet:'));
  const subnets = new Set(keys.map((key) => cidrOf(key.slice('subnet:'.length))));
  const own = ipamIn(snapshot.files).filter(
    (one) => one.zone === zone && subnets.has(one.subnet) && one.mac !== null,
  );
  if (own.length === 0) return [];
  const confs = [...snapshot.guests.values()].map(({ text }) => text.toUpperCase());
  return own.filter(({ mac }) => !confs.some((text) => text.includes(mac ?? '')));
}

export const leakText = ({ ip, mac, vmid }: IpamEntry): string =>
  `${ip} is kept for ${mac ?? 'nobody'}${vmid === null ? '' : ` of ${vmid}`}, a card that no guest has`;

export const leakPath = (ip: string) => pointer('leaks', ip);

/** Their end: no commit shows when one comes about, and the file of the vnet says what becomes of it. */
export const leakChange = (entry: IpamEntry): Change => ({
  path: leakPath(entry.ip),
  before: `${entry.mac ?? ''}${entry.vmid === null ? '' : ` of ${entry.vmid}`}`,
  after: null,
  effect: 'config',
  slot: LEAK,
  followed: true,
});
