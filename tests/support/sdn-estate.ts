/** Estates with a zone, a vnet and guests on it, at commits that git knows, on a cluster of two nodes. */
import { estateOf } from './in-process-apply.ts';
import { commitOf } from './law-estate.ts';
import type { Estate } from '../../src/config/model.ts';
import type { PveVersion } from '../../src/simulator/facts.ts';

export type SdnFiles = Readonly<Record<string, object | null>>;

export const SUBNET = { gateway: '10.9.0.1', snat: true, dhcp: ['10.9.0.50-10.9.0.59'] };

export const ZONE = { type: 'simple', dhcp: 'dnsmasq' };

/** A guest with an address of the vnet `web`. */
export const dhcpGuest = (vmid: number, more: object = {}) => ({
  vmid,
  node: 'pve1',
  ostemplate: 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
  net0: { bridge: 'web', ip: 'dhcp' },
  ...more,
});

/** @param commit a hexadecimal digit */
export function sdnEstate(pve: PveVersion, commit: string, files: SdnFiles, more: object = {}): Estate {
  const settings = {
    name: 'lab',
    nodes: { pve1: { pve }, pve2: { pve } },
    policies: { retire: 0, retires: { max: 10 } },
    ...more,
  };
  const all = Object.entries({ 'phoenix.json': settings, ...files }).flatMap(([path, value]) =>
    value === null ? [] : [[path, JSON.stringify(value)] as const],
  );
  const estate = estateOf(new Map(all), { revision: commitOf(commit) });
  const errors = estate.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return estate;
}
