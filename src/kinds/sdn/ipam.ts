/** Who has which address: Proxmox's own IPAM, read from its file. Pure. */
import { isObject, type Json, type JsonObject } from '../../json.ts';

/** PVE 8.3 and later; before, it was the other one. */
export const IPAM_FILES: readonly string[] = ['/etc/pve/sdn/pve-ipam-state.json', '/etc/pve/priv/ipam.db'];

export interface IpamEntry {
  readonly zone: string;
  /** `10.9.0.0/24`. */
  readonly subnet: string;
  readonly ip: string;
  /** Upper case, as Proxmox writes it; null: of a gateway. */
  readonly mac: string | null;
  readonly vmid: number | null;
}

const below = (value: Json | undefined, key: string): JsonObject => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

function parsed(text: string | undefined): Json {
  try {
    return JSON.parse(text ?? '{}') as Json;
  } catch {
    return {};
  }
}

function entriesOf(db: Json): IpamEntry[] {
  return Object.entries(below(db, 'zones')).flatMap(([zone, inZone]) =>
    Object.entries(below(inZone, 'subnets')).flatMap(([subnet, inSubnet]) =>
      Object.entries(below(inSubnet, 'ips')).map(([ip, entry]): IpamEntry => {
        const { mac, vmid } = isObject(entry) ? entry : {};
        const isNumbered = typeof vmid === 'string' || typeof vmid === 'number';
        return {
          zone,
          subnet,
          ip,
          mac: typeof mac === 'string' ? mac.toUpperCase() : null,
          vmid: isNumbered && vmid !== '' ? Number(vmid) : null,
        };
      }),
    ),
  );
}

const KNOWN = new WeakMap<ReadonlyMap<string, string>, readonly IpamEntry[]>();

/** Parsed once for a reading. */
export function ipamIn(files: ReadonlyMap<string, string> | undefined): readonly IpamEntry[] {
  if (!files) return [];
  const known = KNOWN.get(files);
  if (known) return known;
  const path = IPAM_FILES.find((one) => files.has(one));
  const entries = entriesOf(parsed(path === undefined ? undefined : files.get(path)));
  KNOWN.set(files, entries);
  return entries;
}

/** The address of a card, as IPAM has it now; null: none yet. */
export function addressIn(entries: readonly IpamEntry[], mac: string, family: 4 | 6): string | null {
  const own = entries.find(
    ({ mac: known, ip }) => known === mac.toUpperCase() && ip.includes(':') === (family === 6),
  );
  return own?.ip ?? null;
}
