/**
 * Proxmox's own IPAM: which address belongs to which card, by zone and subnet. What frees an address and what forgets to is
 * as in PVE 9.2 and 8.4.
 */
import {
  type Address,
  type AddressRange,
  parseAddress,
  parseRange,
  parseSubnet,
  isInRange,
} from '../../config/address-range.ts';
import { die } from '../failure.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';
import { held } from '../shared-files.ts';
import { readGroup, readRunning, type SdnFields } from './store.ts';

export interface IpamEntry {
  readonly vmid?: string;
  readonly hostname?: string;
  readonly mac?: string;
  readonly gateway?: 1;
}

interface Db {
  zones: Record<string, { subnets: Record<string, { ips: Record<string, IpamEntry> }> }>;
}

const STATE = '/etc/pve/sdn/pve-ipam-state.json';
const MACS = '/etc/pve/sdn/mac-cache.json';

export function readDb(host: Host): Db {
  const db = JSON.parse(host.read(STATE) ?? '{}') as Partial<Db>;
  return { zones: db.zones ?? {} };
}

/** Reads, changes and writes it back as one. */
function changeDb(host: Host, edit: (db: Db) => void): void {
  held(host, 'ipam', () => {
    const db = readDb(host);
    edit(db);
    host.write(STATE, JSON.stringify(db));
  });
}

/** The addresses of a subnet. @throws Failure where it is not known */
function ipsOf(db: Db, zone: string, id: string): Record<string, IpamEntry> {
  const subnet = db.zones[zone]?.subnets[cidrOf(id)];
  return (subnet ?? die(`subnet '${cidrOf(id)}' doesn't exist in IPAM DB`)).ips;
}

export function readMacs(host: Host): Record<string, { ip4?: string; ip6?: string }> {
  const db = JSON.parse(host.read(MACS) ?? '{}') as { macs?: Record<string, { ip4?: string; ip6?: string }> };
  return db.macs ?? {};
}

const familyOf = (ip: string): 'ip4' | 'ip6' => (ip.includes(':') ? 'ip6' : 'ip4');

function cacheMac(host: Host, mac: string, ip: string, isThere: boolean): void {
  held(host, 'ipam', () => {
    const macs = readMacs(host);
    const own = { ...macs[mac] };
    if (isThere) own[familyOf(ip)] = ip;
    else delete own[familyOf(ip)];
    if (Object.keys(own).length > 0) macs[mac] = own;
    else delete macs[mac];
    host.write(MACS, JSON.stringify({ macs }));
  });
}

/** `10.9.0.0/24` of `lab-10.9.0.0-24`. */
export const cidrOf = (id: string): string => id.replace(/^[^-]+-(.*)-(\d+)$/, '$1/$2');

/** Makes room for the addresses of a subnet, when it is edited: a rollback leaves it there. */
export function addSubnet(host: Host, zone: string, id: string): void {
  changeDb(host, (db) => {
    const subnets = (db.zones[zone] ??= { subnets: {} }).subnets;
    subnets[cidrOf(id)] ??= { ips: {} };
  });
}

export function removeSubnet(host: Host, zone: string, id: string): void {
  const cidr = cidrOf(id);
  changeDb(host, (db) => {
    const subnets = db.zones[zone]?.subnets ?? die(`zone '${zone}' doesn't exist in IPAM DB`);
    const { ips } = subnets[cidr] ?? die(`subnet '${cidr}' doesn't exist in IPAM DB`);
    const [first, ...more] = Object.values(ips);
    if (first && (more.length > 0 || first.gateway !== 1)) die(`cannot delete subnet '${cidr}', not empty`);
    delete subnets[cidr];
  });
}

export function addEntry(host: Host, zone: string, id: string, ip: string, entry: IpamEntry): void {
  changeDb(host, (db) => {
    const ips = ipsOf(db, zone, id);
    const known = ips[ip];
    if (known && (entry.gateway !== 1 || known.gateway !== 1)) die(`IP '${ip}' already exist`);
    ips[ip] = entry;
  });
  if (entry.mac !== undefined) cacheMac(host, entry.mac, ip, true);
}

export function removeEntry(host: Host, zone: string, id: string, ip: string, mac: string | null): void {
  changeDb(host, (db) => {
    const ips = ipsOf(db, zone, id);
    if (!ips[ip]) die(`IP '${ip}' does not exist in IPAM DB`);
    delete ips[ip];
  });
  if (mac !== null) cacheMac(host, mac, ip, false);
}

/** A vnet with DHCP and IPAM, as edited; its subnets, as committed. Null: nobody gives addresses there. */
export function tracked(
  host: Host,
  vnet: string,
): { zone: string; subnets: readonly [string, SdnFields][] } | null {
  const zone = readGroup(host, 'vnets').get(vnet)?.['zone'];
  if (typeof zone !== 'string') return null;
  const fields = readGroup(host, 'zones').get(zone);
  if (!fields?.['ipam'] || !fields['dhcp']) return null;
  const subnets = [...readRunning(host).groups.subnets]
    .filter(([, subnet]) => subnet['vnet'] === vnet)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { zone, subnets };
}

/** The addresses of a card, in any subnet of its zone. */
export function addressesOf(host: Host, zone: string, mac: string): { ip4?: string; ip6?: string } {
  const cached = readMacs(host)[mac];
  if (cached) return cached;
  const found: { ip4?: string; ip6?: string } = {};
  for (const { ips } of Object.values(readDb(host).zones[zone]?.subnets ?? {})) {
    for (const [ip, entry] of Object.entries(ips)) if (entry.mac === mac) found[familyOf(ip)] ??= ip;
  }
  return found;
}

const textOf = ({ family, value }: Address): string => {
  if (family === 4) return [24n, 16n, 8n, 0n].map((bits) => String((value >> bits) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, n) =>
    ((value >> BigInt(112 - 16 * n)) & 0xffffn).toString(16),
  );
  // As Net::IP writes it short: the longest run of zeros once as "::".
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
};

/** Where a subnet has no ranges, all of it is given away (PVE 9.2). */
function rangesOf(id: string, fields: SdnFields): AddressRange[] {
  const ranges = fields['dhcp-range'];
  if (ranges === undefined) {
    const all = parseSubnet(cidrOf(id));
    return all ? [{ ...all, first: all.first + 1n, last: all.last - 1n }] : [];
  }
  return (typeof ranges === 'string' ? [ranges] : ranges).flatMap((range) => {
    const [, first = '', last = ''] = /start-address=([^,]+),end-address=([^,]+)/.exec(range) ?? [];
    return parseRange(`${first}-${last}`) ?? [];
  });
}

function nextFree(id: string, fields: SdnFields, ips: Record<string, IpamEntry>): string | null {
  for (const parsed of rangesOf(id, fields)) {
    for (let value = parsed.first; value <= parsed.last; value += 1n) {
      const ip = textOf({ family: parsed.family, value });
      if (!ips[ip]) return ip;
    }
  }
  return null;
}

/** @throws Failure when a range is exhausted */
export function allocate(
  session: Session,
  vnet: string,
  card: { mac: string; vmid: number; hostname: string },
): void {
  const { host } = session;
  const found = tracked(host, vnet);
  if (!found) return;
  for (const family of [4, 6] as const) {
    const subnets = found.subnets.filter(([id]) => cidrOf(id).includes(':') === (family === 6));
    if (subnets.length === 0) continue;
    const take = ([id, fields]: readonly [string, SdnFields]) => {
      const ips = readDb(host).zones[found.zone]?.subnets[cidrOf(id)]?.ips ?? {};
      const ip = nextFree(id, fields, ips);
      if (ip === null) return false;
      const prefix = fields['dnszoneprefix'];
      const hostname = typeof prefix === 'string' ? `${card.hostname}.${prefix}` : card.hostname;
      addEntry(host, found.zone, id, ip, { mac: card.mac, hostname, vmid: String(card.vmid) });
      return true;
    };
    const given = held(host, 'ipam', () => subnets.some(take));
    if (!given) die(`can't find any free ip in zone ${found.zone} for IPv${family}`);
  }
}

/** Frees what a card has; it is told of failures and goes on. */
export function release(session: Session, vnet: string, mac: string): void {
  const { host } = session;
  const found = tracked(host, vnet);
  if (!found) return;
  const { ip4, ip6 } = addressesOf(host, found.zone, mac);
  for (const ip of [ip4, ip6]) {
    const address = ip === undefined ? null : parseAddress(ip);
    if (ip === undefined || !address) continue;
    const subnet = found.subnets.find(([id]) => {
      const range = parseSubnet(cidrOf(id));
      return range !== null && isInRange(address, range);
    });
    if (!subnet) session.warn(`can't find any subnet for ip ${ip}\n`);
    else removeEntry(host, found.zone, subnet[0], ip, mac);
  }
}
