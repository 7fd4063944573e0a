/** Host records as they shall be, and the files of a node that they are kept in. Pure. */
import type { Address } from '../../config/model.ts';
import type { NodeName } from '../step.ts';

export interface HostRecord {
  /** Of a guest its host name. */
  readonly name: string;
  /** `10.9.0.5`, or a reference whose value IPAM knows: `${lxc/db.net0.address}`. */
  readonly ip: string;
  /** Whose address is meant where git does not know it. */
  readonly late?: { readonly to: Address; readonly field: string };
}

export interface HostsSpec {
  readonly name: string;
  readonly node: NodeName;
  readonly zone: string;
  readonly domain: string | null;
  /** Those of the zone; null: all. */
  readonly nodes: readonly NodeName[] | null;
  /** Sorted. */
  readonly records: readonly HostRecord[];
}

const HEADER = '# Written by Phoenix from git: edits are overwritten.';

/** Proxmox rewrites 00- and 10- files of the folder, and leaves others (PVE 9.2). */
export const confPath = (zone: string): string => `/etc/dnsmasq.d/${zone}/20-phoenix.conf`;
export const recordsPath = (zone: string): string => `/etc/dnsmasq.d/${zone}/phoenix.hosts`;

export const HOSTS_FILES: readonly string[] = [confPath('*'), recordsPath('*')];

export function confText({ zone, domain }: HostsSpec): string {
  const lines = [
    HEADER,
    `addn-hosts=${recordsPath(zone)}`,
    ...(domain === null ? [] : [`domain=${domain}`, 'expand-hosts', `local=/${domain}/`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function recordsText({ records }: HostsSpec): string {
  return `${[HEADER, ...records.map(({ ip, name }) => `${ip} ${name}`)].join('\n')}\n`;
}

/** Whether Phoenix wrote it; what is not there is nobody's. */
export const isOurs = (text: string | undefined): boolean => text === undefined || text.startsWith(HEADER);

/** By name. */
export function recordsIn(text: string | undefined): ReadonlyMap<string, string> {
  const lines = (text ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line): [string, string] => {
      const [ip = '', name = ''] = line.split(/\s+/);
      return [name, ip];
    }),
  );
}
