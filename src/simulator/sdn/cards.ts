/** What cards of guests are to SDN: when each gets its address from IPAM, when it is freed, and what a start makes known. */
import { FAMILIES, parsePropertyString } from '../../node/property-string.ts';
import { messageOf } from '../failure.ts';
import type { Session } from '../session.ts';
import { mapCard } from './dnsmasq.ts';
import { addressesOf, allocate, release, tracked } from './ipam.ts';

interface Card {
  readonly bridge: string;
  readonly mac: string;
}

function cardOf(value: string | undefined): Card | null {
  if (value === undefined) return null;
  const net = parsePropertyString(FAMILIES.net, value);
  const bridge = net.get('bridge');
  // A virtual machine's card begins with its model: `virtio=BC:24:11:…`.
  const mac = net.get('hwaddr') ?? /(?:^|,)\w+=((?:[\dA-F]{2}:){5}[\dA-F]{2})/i.exec(value)?.[1];
  return bridge === undefined || mac === undefined ? null : { bridge, mac };
}

export interface CardOwner {
  readonly vmid: number;
  readonly hostname: string;
}

/** A card of a guest was set: its address goes with the card's own, and with its bridge. */
export function cardChanged(
  session: Session,
  owner: CardOwner,
  before: string | undefined,
  after: string | undefined,
): void {
  const [old, now] = [cardOf(before), cardOf(after)];
  if (old && now && old.bridge === now.bridge && old.mac === now.mac) return;
  if (old) cardGone(session, before);
  if (now) allocate(session, now.bridge, { ...owner, mac: now.mac });
}

/** Failing is only warned of. */
export function cardGone(session: Session, value: string | undefined): void {
  const card = cardOf(value);
  if (!card) return;
  try {
    release(session, card.bridge, card.mac);
  } catch (error) {
    session.warn(`${messageOf(error)}\n`);
  }
}

/** A guest starts: a card without an address gets one, and dnsmasq of the node is told. */
export function cardStarts(session: Session, owner: CardOwner, value: string): void {
  const card = cardOf(value);
  const found = card && tracked(session.host, card.bridge);
  if (!card || !found) return;
  const known = addressesOf(session.host, found.zone, card.mac);
  if (known.ip4 === undefined && known.ip6 === undefined)
    allocate(session, card.bridge, { ...owner, mac: card.mac });
  mapCard(session, found.zone, card.mac, addressesOf(session.host, found.zone, card.mac));
}
