/** What makes a machine itself: UUIDs and network addresses, drawn from the host's chance. */
import { formatPropertyString, parsePropertyString } from '../../node/property-string.ts';
import { randomHex } from '../chance.ts';
import { randomMac } from '../config/net.ts';
import type { Host } from '../host.ts';
import { confSchema } from '../schema.ts';
import type { Session } from '../session.ts';

/** A random UUID, as libuuid makes them. */
export function uuid(host: Host): string {
  const variant = '89ab'[Math.floor(host.random() * 4)] ?? '8';
  return `${randomHex(host, 8)}-${randomHex(host, 4)}-4${randomHex(host, 3)}-${variant}${randomHex(host, 3)}-${randomHex(host, 12)}`;
}

const fieldsOf = (key: string) => confSchema('9.2', 'qemu').get(key)?.fields ?? {};

export type VmNet = Map<string, string>;

/** `virtio=MAC,bridge=vmbr0` taken apart: `model`, `macaddr`, `bridge` … */
export const parseVmNet = (value: string): VmNet => parsePropertyString(fieldsOf('net0'), value);

const printVmNet = (net: VmNet): string => formatPropertyString(fieldsOf('net0'), net);

/** The same net with an address: whoever sets one without gets a new one each time (PVE::QemuServer::Network). */
export function withMac(session: Session, value: string, old?: string): string {
  const net = parseVmNet(value);
  if (!net.has('macaddr')) {
    const kept = old === undefined ? undefined : parseVmNet(old).get('macaddr');
    net.set('macaddr', !session.node.quirks.mac && kept !== undefined ? kept : randomMac(session));
  }
  return printVmNet(net);
}

/** The same net with a new address. */
export function withNewMac(session: Session, value: string): string {
  return printVmNet(new Map([...parseVmNet(value), ['macaddr', randomMac(session)]]));
}

/** The `smbios1` of a machine with a new UUID. */
export function withNewUuid(host: Host, smbios1: string | undefined): string {
  const fields = parsePropertyString(fieldsOf('smbios1'), smbios1 ?? '');
  return formatPropertyString(fieldsOf('smbios1'), new Map([...fields, ['uuid', uuid(host)]]));
}
