/** Sets of addresses as ranges, IPv4 below IPv6: what rules take out of those who look after a node. */
import { type AddressRange, parseAddress, parseInSubnet, parseRange } from '../../config/address-range.ts';

/** First and last, both in it, as one number for both families. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

export type AddressSet = readonly Span[];

/** IPv6 stands above all of IPv4. */
const OFFSET = 1n << 40n;
const IPV4_END = (1n << 32n) - 1n;
const IPV6_END = OFFSET + (1n << 128n) - 1n;

export const EVERYWHERE: AddressSet = [
  { first: 0n, last: IPV4_END },
  { first: OFFSET, last: IPV6_END },
];

function spanOf({ family, first, last }: AddressRange): Span {
  const offset = family === 6 ? OFFSET : 0n;
  return { first: first + offset, last: last + offset };
}

/** `10.0.0.5`, `10.0.0.0/24` or a range; null: it is none. */
export function spanIn(text: string): Span | null {
  const one = parseAddress(text);
  if (one) return spanOf({ family: one.family, first: one.value, last: one.value });
  const range = parseInSubnet(text)?.subnet ?? parseRange(text);
  return range ? spanOf(range) : null;
}

export function minus(set: AddressSet, other: AddressSet): AddressSet {
  let left = set;
  for (const { first, last } of other) {
    left = left.flatMap((span) => {
      if (last < span.first || span.last < first) return [span];
      return [
        ...(span.first < first ? [{ first: span.first, last: first - 1n }] : []),
        ...(last < span.last ? [{ first: last + 1n, last: span.last }] : []),
      ];
    });
  }
  return left;
}

export function both(set: AddressSet, other: AddressSet): AddressSet {
  return minus(set, minus(set, other));
}
