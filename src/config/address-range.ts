/** Networks and ranges of addresses as `phoenix.json` writes them, and whether an address is in one. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** First and last address, both in it. */
export interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

function addressOf(text: string): Address | null {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.parse(text);
}

function compare(a: Address, b: Address): number {
  const [one, other] = [a.toByteArray(), b.toByteArray()];
  const index = one.findIndex((byte, at) => byte !== other[at]);
  return index === -1 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

/** `10.0.0.5` or `10.0.0.100-10.0.0.150`; null: neither. */
export function parseRange(text: string): AddressRange | null {
  const [from = '', to = from, ...rest] = text.split('-').map((part) => part.trim());
  const [first, last] = [addressOf(from), addressOf(to)];
  if (!first || !last || rest.length > 0 || first.kind() !== last.kind()) return null;
  return compare(first, last) <= 0 ? { first, last } : null;
}

export const isAddressRange = (text: string): boolean => parseRange(text) !== null;

/** Whether an address, without a prefix, is in a range. */
export function isInRange(text: string, { first, last }: AddressRange): boolean {
  const address = addressOf(text);
  if (!address || address.kind() !== first.kind()) return false;
  return compare(first, address) <= 0 && compare(address, last) <= 0;
}

/** A network by its first address: `10.0.0.0/24`. */
export function isSubnet(text: string): boolean {
  const range = parseSubnet(text);
  return range !== null && range.first.toString() === addressOf(text.slice(0, text.indexOf('/')))?.toString();
}

/** All addresses of the network that `10.0.0.5/24` is in; null: it is no address with a prefix. */
export function parseSubnet(text: string): AddressRange | null {
  if (!text.includes('/')) return null;
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) {
    const first = ipaddr.IPv4.networkAddressFromCIDR(text);
    return { first, last: ipaddr.IPv4.broadcastAddressFromCIDR(text) };
  }
  if (!ipaddr.IPv6.isValidCIDR(text)) return null;
  const first = ipaddr.IPv6.networkAddressFromCIDR(text);
  return { first, last: ipaddr.IPv6.broadcastAddressFromCIDR(text) };
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  if (a.first.kind() !== b.first.kind()) return false;
  return compare(a.first, b.last) <= 0 && compare(b.first, a.last) <= 0;
}
