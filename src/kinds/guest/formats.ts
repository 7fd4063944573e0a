/**
 * Proxmox's formats of single values (PVE 9.2: PVE::JSONSchema, PVE::LXC::Config), so that a value which `pct` would
 * refuse is refused on the pull request. Which option has which format stands in schema.ts.
 */
import ipaddr from 'ipaddr.js';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

export function isIpv6(text: string): boolean {
  return /^[0-9a-f:.]+$/i.test(text) && text.includes(':') && ipaddr.IPv6.isValid(text);
}

function isCidr(text: string, isAddress: (text: string) => boolean, longest: number): boolean {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (!match) return false;
  const length = Number(match[2]);
  return isAddress(match[1] ?? '') && length >= 8 && length <= longest;
}

/** An IPv4 address as a number: what is compared of thousands of guests must not be parsed by a library each time. */
function numberOf(ipv4: string): number {
  let value = 0;
  for (const octet of ipv4.split('.')) value = value * 256 + Number(octet);
  return value;
}

/** Whether an IPv4 address is in the network of another one, given with its prefix length. */
export function isInNetwork4(address: string, network: string): boolean {
  const slash = network.indexOf('/');
  const size = 2 ** (32 - Number(network.slice(slash + 1)));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network.slice(0, slash)) / size);
}

/** The same for IPv6. */
export function isInNetwork6(address: string, network: string): boolean {
  return ipaddr.IPv6.parse(address).match(ipaddr.IPv6.parseCIDR(network));
}

/** An address with its prefix length, 8 to 32. */
export function isCidr4(text: string): boolean {
  return isCidr(text, isIpv4, 32);
}

/** An address with its prefix length, 8 to 128. */
export function isCidr6(text: string): boolean {
  return isCidr(text, isIpv6, 128);
}

/** A name server: an address, or a link-local one with its interface (`fe80::1%eth0`). */
export function isNameserver(text: string): boolean {
  const local = /^(fe80:[^%]+)%([a-z][a-z0-9_]{1,20}(?:[:.]\d+)?)$/i.exec(text);
  return local ? isIpv6(local[1] ?? '') : isIpv4(text) || isIpv6(text);
}

export function isDnsName(text: string): boolean {
  return (
    text.length <= 255 &&
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(text)
  );
}

/** A unicast address: the lowest bit of the first byte is 0. */
export function isMac(text: string): boolean {
  return /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(text);
}

export function isTag(text: string): boolean {
  return /^[a-z0-9_][a-z0-9_\-+.]*$/i.test(text);
}

export function isStorageId(text: string): boolean {
  return /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i.test(text);
}

/** `STORAGE:VOLUME`, such as `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst`. */
export function isVolumeId(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && isStorageId(text.slice(0, colon)) && /^[\x21-\x7e]+$/.test(text.slice(colon + 1));
}

/** `current` and `vzdump` are Proxmox's own, `pending` would be read as a section of its own by people. */
export function isSnapshotName(text: string): boolean {
  return (
    text.length <= 40 && /^[a-z][a-z0-9_-]+$/i.test(text) && !['current', 'vzdump', 'pending'].includes(text)
  );
}

export function isPoolId(text: string): boolean {
  return /^[A-Za-z0-9\-_.]+(?:\/[A-Za-z0-9\-_.]+){0,2}$/.test(text);
}

/** No control characters but line feeds and tabs: others would hide text from its reader. */
export function isText(text: string): boolean {
  return /^[^\x00-\x08\x0b-\x1f\x7f]*$/.test(text);
}

/**
 * A path in the guest or on the node that can stand in a property string: absolute, printable ASCII, no comma, no `.`
 * nor `..` segment, no empty segment, no blank at the end.
 */
export function isPath(text: string): boolean {
  return (
    /^(?:\/[^/,]+)+$/.test(text) &&
    /^[\x20-\x7e]+$/.test(text) &&
    !/\/\.\.?(?:\/|$)/.test(text) &&
    !/\s$/.test(text)
  );
}

/** `/dev/dri/renderD128`: as `isPath`, and below /dev; a `=` would be read as a key. */
export function isDevicePath(text: string): boolean {
  return text.startsWith('/dev/') && isPath(text) && !/[\s=]/.test(text);
}
