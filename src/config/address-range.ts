/** Networks and ranges of addresses as `phoenix.json` writes them, and whether an address is in one. */

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

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

function numberOf(ipv4: string): number {
  let value = 0;
  for (const octet of ipv4.split('.')) value = value * 256 + Number(octet);
  return value;
}

/** The eight groups of an IPv6 address as hexadecimal digits; null: it is none. A zone (`%eth0`) is no part of one. */
function digitsOf(text: string): string | null {
  // The last two groups may be written as an IPv4 address.
  const dotted = /^(.*:)([\d.]+\.\d+)$/.exec(text);
  if (dotted && !IPV4.test(dotted[2] ?? '')) return null;
  const low = dotted
    ? numberOf(dotted[2] ?? '')
        .toString(16)
        .padStart(8, '0')
    : '';
  const plain = dotted ? `${dotted[1]}${low.slice(0, 4)}:${low.slice(4)}` : text;
  const halves = plain.split('::');
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - after.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => group.padStart(4, '0')).join('');
}

/**
 * `10.0.0.5` or `fd00::5`; null: neither. It is asked for every card of every guest, and ten times as fast as a library that
 * knows all that an address may be.
 */
export function parseAddress(text: string): Address | null {
  if (IPV4.test(text)) return { family: 4, value: BigInt(numberOf(text)) };
  const digits = text.includes(':') ? digitsOf(text) : null;
  return digits === null ? null : { family: 6, value: BigInt(`0x${digits}`) };
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
