/** The addresses of `ip=dhcp` in a lab, kept in its folder: the lab gives them itself, and guests know them from LXC. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../sources/write.ts';
import {
  formatSubnet,
  freeSubnet,
  lease,
  type Leases,
  parseSubnet,
  type Subnet,
  withoutLeases,
} from './addresses.ts';
import { LXC_FOLDER } from './names.ts';

interface Book {
  /** The network of each bridge's leases. */
  readonly bridges: Readonly<Record<string, string>>;
  /** By `VMID/netN`. */
  readonly leases: Leases;
}

const path = (dir: string) => join(dir, LXC_FOLDER, 'leases.json');

const readBook = (dir: string): Book =>
  existsSync(path(dir)) ? (JSON.parse(readFileSync(path(dir), 'utf8')) as Book) : { bridges: {}, leases: {} };

const writeBook = (dir: string, book: Book) => writeWhole(path(dir), `${JSON.stringify(book, null, 2)}\n`);

/** The lease of an interface, the same one every time. The caller holds the network's lock. */
export function takeLease(
  { dir, id, taken }: { readonly dir: string; readonly id: string; readonly taken: () => readonly Subnet[] },
  key: string,
  bridge: string,
): { readonly address: string; readonly subnet: Subnet } {
  const book = readBook(dir);
  const known = parseSubnet(book.bridges[bridge] ?? '');
  const others = Object.values(book.bridges).flatMap((text) => parseSubnet(text) ?? []);
  const subnet = known ?? freeSubnet(id, `dhcp ${bridge}`, [...taken(), ...others]);
  const leases = lease(book.leases, key, subnet);
  const fresh: Book = { bridges: { ...book.bridges, [bridge]: formatSubnet(subnet) }, leases };
  if (!known || leases !== book.leases) writeBook(dir, fresh);
  return { address: leases[key] ?? '', subnet };
}

export function dropLeases(dir: string, vmid: number): void {
  if (!existsSync(path(dir))) return;
  const book = readBook(dir);
  writeBook(dir, { ...book, leases: withoutLeases(book.leases, vmid) });
}
