/** Makes a container's file of what was chosen key by key, without what Proxmox or Phoenix would refuse together. */
import type { LxcInput, MountInput, NetInput } from '../../src/kinds/lxc/schema.ts';
import { NET_KEYS } from '../../src/kinds/lxc/schema-net.ts';

export const SNAPSHOT_STORAGE = 'local-zfs';

export function without<T extends object>(value: T, ...keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as T;
}

export function isBind(value: MountInput): boolean {
  return typeof value === 'string' || value.bind !== undefined;
}

function fittingNet(net: NetInput): NetInput {
  let fit = { bridge: 'vmbr0', ...net };
  // No bridge of the world is aware of VLANs, and without the cable Proxmox does not look.
  if (!fit.link_down) fit = without(fit, 'trunks');
  if (fit.gw !== undefined && !fit.ip?.includes('/')) fit = without(fit, 'gw');
  if (fit.gw6 !== undefined && !fit.ip6?.includes('/')) fit = without(fit, 'gw6');
  if (fit['host-managed'] && fit.ip6 === 'auto') fit = without(fit, 'ip6');
  return fit;
}

function fittingMounts(input: LxcInput): NonNullable<LxcInput['mounts']> {
  const snapshots = Object.keys(input.snapshots ?? {}).length > 0;
  const entries = Object.entries(input.mounts ?? {}).flatMap(([path, value]): [string, MountInput][] => {
    if ((input.template || snapshots) && isBind(value)) return [];
    if (typeof value === 'string') return [[path, value]];
    const quiet = input.unprivileged === false && input.clone === undefined ? value : without(value, 'quota');
    return [[path, snapshots && !isBind(quiet) ? { ...quiet, storage: SNAPSHOT_STORAGE } : quiet]];
  });
  return Object.fromEntries(entries);
}

function fittingRootfs(input: LxcInput): LxcInput['rootfs'] {
  const privileged = input.unprivileged === false && input.clone === undefined;
  const rootfs = privileged ? { ...input.rootfs } : without({ ...input.rootfs }, 'quota');
  if (input.clone !== undefined) {
    const rest = without(rootfs, 'storage');
    return Object.keys(rest).length > 0 ? rest : undefined;
  }
  const snapshots = Object.keys(input.snapshots ?? {}).length > 0;
  return {
    ...rootfs,
    storage: snapshots ? SNAPSHOT_STORAGE : (rootfs.storage ?? 'local'),
    size: rootfs.size ?? '4G',
  };
}

/** Takes out what cannot be said together, so that the file has no finding. */
export function fitting(input: LxcInput): LxcInput {
  let fit = { ...input };
  if (fit.clone !== undefined && fit.ostemplate !== undefined) fit = without(fit, 'ostemplate');
  if (fit.clone === undefined && fit.ostemplate === undefined) {
    fit = { ...fit, ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst' };
  }
  if (fit.clone !== undefined) fit = without(fit, 'arch', 'ostype', 'ssh-public-keys', 'unprivileged');
  if (fit.template) fit = { ...without(fit, 'snapshots'), state: 'stopped' };
  fit = { ...fit, mounts: fittingMounts(fit) };
  for (const key of NET_KEYS) {
    const net = fit[key];
    if (net) fit = { ...fit, [key]: fittingNet(net) };
  }
  const rootfs = fittingRootfs(fit);
  return rootfs === undefined ? without(fit, 'rootfs') : { ...fit, rootfs };
}
