/** Proxmox's named formats of option values: each gives the reason why a value is not of it, or null. */
import zones from './schema/time-zones.json' with { type: 'json' };
import { parseSize } from '../node/property-string.ts';

type Check = (value: string) => string | null;

const matches =
  (pattern: RegExp, reason: (value: string) => string): Check =>
  (value) =>
    pattern.test(value) ? null : reason(value);

const OCTET = '(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])';
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const H16 = '[0-9a-fA-F]{1,4}';
const LS32 = `(?:${IPV4}|${H16}:${H16})`;
const IPV6 = [
  `(?:${H16}:){6}${LS32}`,
  `::(?:${H16}:){5}${LS32}`,
  `(?:${H16})?::(?:${H16}:){4}${LS32}`,
  ...[1, 2, 3].map((n) => `(?:(?:${H16}:){0,${n}}${H16})?::(?:${H16}:){${4 - n}}${LS32}`),
  `(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
  `(?:(?:${H16}:){0,5}${H16})?::${H16}`,
  `(?:(?:${H16}:){0,6}${H16})?::`,
].join('|');

const isIpv4 = (text: string) => new RegExp(`^(?:${IPV4})$`).test(text);
const isIpv6 = (text: string) => new RegExp(`^(?:${IPV6})$`).test(text);
const isIp = (text: string) => isIpv4(text) || isIpv6(text);

function isCidr(text: string, isAddress: (text: string) => boolean, longest: number): boolean {
  const [, address = '', bits = ''] = /^(.*)\/(\d+)$/.exec(text) ?? [];
  return isAddress(address) && Number(bits) > 7 && Number(bits) <= longest;
}
const isCidr4 = (text: string) => isCidr(text, isIpv4, 32);
const isCidr6 = (text: string) => isCidr(text, isIpv6, 128);

const INTERFACE = /^[a-z][a-z0-9_]{1,20}(?:[:.]\d+)?$/i;
/** A link-local address may name its interface. */
function isIpWithInterface(text: string): boolean {
  const [, address, iface] = /^(fe80:[^%]+)%(.*)$/.exec(text) ?? [];
  if (address !== undefined && iface !== undefined && isIp(address) && INTERFACE.test(iface)) return true;
  return isIp(text);
}

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';

function isStartupOrder(text: string): boolean {
  if (text === '' || text === '0') return false;
  return text
    .split(',')
    .filter((part) => !/^\s*$/.test(part))
    .every((part) => /^(?:(?:order=)?\d+|up=\d+|down=\d+)$/.test(part));
}

const STORE = /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i;

function storageId(value: string): string | null {
  if (value.length < 2) return `storage ID '${value}' cannot be shorter than 2 characters`;
  return STORE.test(value) ? null : `storage ID '${value}' contains illegal characters`;
}

const looksLike = (ok: (value: string) => boolean, what: string): Check => {
  return (value) => (ok(value) ? null : `value does not look like a valid ${what}`);
};

const CHECKS: Readonly<Record<string, Check>> = {
  string: () => null,
  'pve-configid': matches(/^[a-z][a-z0-9_-]+$/i, (value) => `invalid configuration ID '${value}'`),
  'pve-storage-id': storageId,
  'pve-vmid': looksLike((value) => /^[1-9][0-9]{2,8}$/.test(value), 'VM ID'),
  'pve-node': looksLike((value) => new RegExp(`^${LABEL}$`).test(value), 'node name'),
  'pve-poolid': matches(
    /^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/,
    (value) => `pool name '${value}' contains invalid characters`,
  ),
  'mac-addr': looksLike(
    (value) => /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(value),
    'unicast MAC address',
  ),
  ip: looksLike(isIp, 'IP address'),
  ipv4: looksLike(isIpv4, 'IPv4 address'),
  ipv6: looksLike(isIpv6, 'IPv6 address'),
  CIDR: looksLike((value) => isCidr4(value) || isCidr6(value), 'CIDR network'),
  'pve-ipv4-config': looksLike(
    (value) => /^(?:dhcp|manual)$/.test(value) || isCidr4(value),
    'ipv4 network configuration',
  ),
  'pve-ipv6-config': looksLike(
    (value) => /^(?:auto|dhcp|manual)$/.test(value) || isCidr6(value),
    'ipv6 network configuration',
  ),
  'lxc-ip-with-ll-iface': looksLike(isIpWithInterface, 'IP address'),
  'dns-name': looksLike((value) => new RegExp(`^(?:${LABEL}\\.)*${LABEL}$`).test(value), 'DNS name'),
  'pve-ct-timezone': (value) =>
    value === 'host' || value === 'UTC' || zones.zones.includes(value)
      ? null
      : `invalid time zone '${value}'`,
  'disk-size': (value) =>
    parseSize(value) === null ? `value does not look like a valid disk size: ${value}` : null,
  'pve-startup-order': (value) => (isStartupOrder(value) ? null : 'unable to parse startup options'),
  'pve-tag': matches(/^[a-z0-9_][a-z0-9_\-+.]*$/i, () => 'invalid characters in tag'),
  'pve-volume-id': (value) => {
    const [, store] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/i.exec(value) ?? [];
    return store === undefined ? `unable to parse volume ID '${value}'` : null;
  },
  'pve-lxc-mp-string': matches(
    /^(?!\.\.\/)(?!.*\/\.\.?(?:\/|$))/s,
    (value) => `${value} contains illegal character sequences`,
  ),
  'pve-lxc-dev-string': matches(
    /^(?!.*\/\.\.?(?:\/|$))\/dev\//s,
    (value) => `${value} is not a valid device path`,
  ),
  'pve-storage-path': matches(/^\/[^;()]+/, () => 'value does not look like a valid absolute path'),
};

/** Proxmox's lists: separated by commas, semicolons, blanks, or NUL alone. */
export function splitList(text: string): string[] {
  if (text.includes('\0')) return text.split('\0');
  return text.split(/[\s,;]+/).filter((entry) => entry !== '');
}

/** The reason why `value` is not of the named format, or null. A format that is not modelled takes all values. */
export function formatReason(format: string, value: string): string | null {
  if (format.endsWith('-list')) {
    const single = format.slice(0, -'-list'.length);
    for (const entry of splitList(value)) {
      const reason = formatReason(single, entry);
      if (reason !== null) return reason;
    }
    return null;
  }
  return CHECKS[format]?.(value) ?? null;
}
