/** IPv4 networks of a lab: which a guest's address stands in, which are free, and the addresses of `ip=dhcp`. Pure. */
import { createHash } from 'node:crypto';

export interface Subnet {
  /** The first address, as a number. */
  readonly base: number;
  /** Bits of the mask. */
  readonly bits: number;
}

/** Null for what is no IPv4 address. */
export function parseAddress(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

export const formatAddress = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

/** `192.168.1.101/24` → the network 192.168.1.0/24; null for what is none. */
export function parseSubnet(text: string): Subnet | null {
  const [address = '', mask = '32'] = text.split('/');
  const value = parseAddress(address);
  const bits = Number(mask);
  if (value === null || !/^\d{1,2}$/.test(mask) || bits > 32) return null;
  const size = 2 ** (32 - bits);
  return { base: Math.floor(value / size) * size, bits };
}

export const formatSubnet = ({ base, bits }: Subnet): string => `${formatAddress(base)}/${bits}`;

const end = ({ base, bits }: Subnet) => base + 2 ** (32 - bits);

export const overlaps = (a: Subnet, b: Subnet): boolean => a.base < end(b) && b.base < end(a);

const holds = (subnet: Subnet, address: number): boolean => address >= subnet.base && address < end(subnet);

/** Networks that nobody is likely to have: the 16 of 10.240.0.0/12, each with 256 of 256 addresses. */
function candidate(id: string, salt: string, index: number): number {
  const digest = createHash('sha256').update(`${id}\0${salt}`).digest();
  const slot = (digest.readUInt16BE(0) + index) % (15 * 256);
  return (10 * 256 + 240) * 65_536 + slot * 256;
}

/** The first network for `salt` of this lab that overlaps none of the taken ones. */
export function freeSubnet(id: string, salt: string, taken: readonly Subnet[]): Subnet {
  for (let index = 0; index < 15 * 256; index += 1) {
    const subnet = { base: candidate(id, salt, index), bits: 24 };
    if (!taken.some((other) => overlaps(other, subnet))) return subnet;
  }
  throw new Error('every network below 10.240.0.0/12 is taken');
}

/** Addresses given out for `ip=dhcp`: from `VMID/netN` to the address. A guest keeps its own until it is destroyed. */
export type Leases = Readonly<Record<string, string>>;

/** @returns the leases with one for `key` in the network, the same ones when there was one */
export function lease(leases: Leases, key: string, subnet: Subnet): Leases {
  const known = parseAddress(leases[key] ?? '');
  if (known !== null && holds(subnet, known)) return leases;
  const used = new Set(Object.values(leases));
  // .1 is the bridge's own.
  for (let host = 2; host < 2 ** (32 - subnet.bits) - 1; host += 1) {
    const address = formatAddress(subnet.base + host);
    if (!used.has(address)) return { ...leases, [key]: address };
  }
  throw new Error(`no address is left in ${formatSubnet(subnet)}`);
}

export const withoutLeases = (leases: Leases, vmid: number): Leases =>
  Object.fromEntries(Object.entries(leases).filter(([key]) => !key.startsWith(`${vmid}/`)));

/** The resolvers of a resolv.conf that a guest can reach: those of this machine's own loopback are not. */
export function reachableResolvers(resolvConf: string): string[] {
  return resolvConf.split('\n').flatMap((line) => {
    const address = /^\s*nameserver\s+(\S+)/.exec(line)?.[1];
    const value = parseAddress(address ?? '');
    return address === undefined || value === null || Math.floor(value / 2 ** 24) === 127 ? [] : [address];
  });
}
