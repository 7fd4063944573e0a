/** Networks and ranges of addresses as `phoenix.json` writes them, and whether an address is in one. */
import ipaddr from 'ipaddr.js';

/** An address as a number: addresses of thousands of guests are compared. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** First and last address, both in it. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** An address with its prefix, and the network that it is in. */
export interface AddressInSubnet {
  readonly address: Address;
  readonly prefix: number;
  readonly subnet: AddressRange;
}

/** `10.0.0.5` or `fd00::5`; null: neither. */
export function parseAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    let value = 0;
    for (const octet of text.split('.')) value = value * 256 + Number(octet);
    return { family: 4, value: BigInt(value) };
  }
  // A zone (`fe80::1%eth0`) says where, which the file of a guest has other words for.
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  let value = 0n;
  for (const part of ipaddr.IPv6.parse(text).parts) value = (value << 16n) | BigInt(part);
  return { family: 6, value };
}

/** One text for one address, however it is written. */
export const addressKey = ({ family, value }: Address): string => `${family} ${value.toString(16)}`;

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** `10.0.0.5/24`; null: it is no address with a prefix. */
export function parseInSubnet(text: string): AddressInSubnet | null {
  const [, before = '', length = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(before);
  if (!address) return null;
  const { family, value } = address;
  const [prefix, bits] = [Number(length), bitsOf(family)];
  if (prefix > bits) return null;
  const rest = (1n << BigInt(bits - prefix)) - 1n;
  const first = value & ~rest;
  return { address, prefix, subnet: { family, first, last: first | rest } };
}

/** All addresses of the network that `10.0.0.5/24` is in; null: it is no address with a prefix. */
export const parseSubnet = (text: string): AddressRange | null => parseInSubnet(text)?.subnet ?? null;

/** A network by its first address: `10.0.0.0/24`. */
export function isSubnet(text: string): boolean {
  const parsed = parseInSubnet(text);
  return parsed !== null && parsed.subnet.first === parsed.address.value;
}

/** `10.0.0.5` or `10.0.0.100-10.0.0.150`; null: neither. */
export function parseRange(text: string): AddressRange | null {
  const [from = '', to = from, ...rest] = text.split('-').map((part) => part.trim());
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (!first || !last || rest.length > 0 || first.family !== last.family) return null;
  return first.value <= last.value ? { family: first.family, first: first.value, last: last.value } : null;
}

export const isAddressRange = (text: string): boolean => parseRange(text) !== null;

export function isInRange({ family, value }: Address, range: AddressRange): boolean {
  return family === range.family && range.first <= value && value <= range.last;
}

/** Whether all of a range is in another one. */
export function isWithin(range: AddressRange, outer: AddressRange): boolean {
  return range.family === outer.family && outer.first <= range.first && range.last <= outer.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}
