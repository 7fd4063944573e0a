/** What a node's own files say of it: bridges, memory, cores, Proxmox version. Pure; nothing here needs Perl. */

/** Bridges by their folder in /sys, whoever made them. */
export const BRIDGE_PATTERN = '/sys/class/net/*/bridge/bridge_id';
export const INTERFACES_PATTERNS = ['/etc/network/interfaces', '/etc/network/interfaces.d/*'] as const;
/** NVIDIA's driver numbers its cards by itself; of the others, the number of the DRM device counts. */
const NVIDIA_PATTERN = '/proc/driver/nvidia/gpus/*/information';
const DRM_PATTERN = '/sys/class/drm/card*/device/uevent';
export const CARD_PATTERNS = [NVIDIA_PATTERN, DRM_PATTERN] as const;
export const VERSION_PATH = '/usr/share/perl5/PVE/pvecfg.pm';
/** Another one after each start of the kernel; containers of the node read the same. */
export const BOOT_PATH = '/proc/sys/kernel/random/boot_id';
export const PACKAGES_PATH = '/var/lib/dpkg/status';

function bridgesInInterfaces(text: string): string[] {
  const found: string[] = [];
  let open = '';
  for (const line of text.split('\n')) {
    const iface = /^\s*iface\s+(\S+)/.exec(line);
    if (iface) open = iface[1] ?? '';
    else if (/^\s*(bridge[-_]ports|ovs_type\s+OVSBridge)\b/.test(line) && open) found.push(open);
  }
  return found;
}

/** Linux bridges that are up, and bridges (Open vSwitch too) that the interfaces files declare; sorted. */
export function bridgesOf(files: ReadonlyMap<string, string>): string[] {
  const names = new Set<string>();
  for (const [path, text] of files) {
    const up = /^\/sys\/class\/net\/([^/]+)\/bridge\//.exec(path)?.[1];
    if (up) names.add(up);
    if (path.startsWith('/etc/network/interfaces')) {
      for (const name of bridgesInInterfaces(text)) names.add(name);
    }
  }
  return [...names].sort();
}

/** Total memory in KiB, from /proc/meminfo; 0 when it does not say. */
export function memoryOf(meminfo: string): number {
  return Number(/^MemTotal:\s+(\d+) kB/m.exec(meminfo)?.[1] ?? 0);
}

/** Processors that /proc/cpuinfo lists. */
export function coresOf(cpuinfo: string): number {
  return [...cpuinfo.matchAll(/^processor\s*:/gm)].length;
}

const release = (version: string | undefined) => /^(\d+\.\d+)/.exec(version ?? '')?.[1] ?? null;

/** `9.2` from PVE's own version module; null when it is not there. */
export function releaseInModule(text: string): string | null {
  return release(/sub\s+version\s*\{[^}]*?['"]([\d.]+)/.exec(text)?.[1]);
}

/** `9.2` from dpkg's list of installed packages. */
export function releaseInPackages(text: string): string | null {
  const entry = /^Package: pve-manager\n(?:(?!\n\n)[\s\S])*?^Version: (\S+)/m.exec(text);
  return release(entry?.[1]);
}

/** `9.2` from `pveversion`: `pve-manager/9.2.11/14a22df3 (running kernel: …)`. */
export function releaseInOutput(text: string): string | null {
  return release(/pve-manager\/([\d.]+)/.exec(text)?.[1]);
}

/** `9.2` from `pvesh get /version --output-format json`. */
export function releaseInJson(text: string): string | null {
  return release(/"version"\s*:\s*"([\d.]+)/.exec(text)?.[1]);
}

/** A graphics card that a driver of the node runs. */
export interface HostCard {
  /** `0000:01:00.0`. */
  readonly pci: string;
  readonly driver: string;
  /** N of `/dev/nvidiaN`, or of `/dev/dri/cardN`. */
  readonly minor: number;
}

const NVIDIA = /^\/proc\/driver\/nvidia\/gpus\/([^/]+)\/information$/;
const DRM = /^\/sys\/class\/drm\/card(\d+)\/device\/uevent$/;

function cardIn(path: string, text: string): HostCard | null {
  const [, pci] = NVIDIA.exec(path) ?? [];
  const minor = /^Device Minor:\s*(\d+)\s*$/m.exec(text)?.[1];
  if (pci !== undefined) return minor === undefined ? null : { pci, driver: 'nvidia', minor: Number(minor) };
  const [, number] = DRM.exec(path) ?? [];
  const driver = /^DRIVER=(\S+)$/m.exec(text)?.[1];
  const slot = /^PCI_SLOT_NAME=(\S+)$/m.exec(text)?.[1];
  // The DRM device of an NVIDIA card has another number than its driver.
  if (number === undefined || slot === undefined || driver === undefined || driver === 'nvidia') return null;
  return { pci: slot, driver, minor: Number(number) };
}

/** Cards by their addresses. */
export function cardsOf(files: ReadonlyMap<string, string>): HostCard[] {
  const cards = [...files].flatMap(([path, text]) => cardIn(path, text) ?? []);
  return cards.toSorted((a, b) => (a.pci < b.pci ? -1 : 1));
}
