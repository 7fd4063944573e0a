/** What a node's own files say of it: bridges, memory, cores, Proxmox version. Pure; nothing here needs Perl. */

/** Bridges by their folder in /sys, whoever made them. */
export const BRIDGE_PATTERN = '/sys/class/net/*/bridge/bridge_id';
export const INTERFACES_PATTERNS = ['/etc/network/interfaces', '/etc/network/interfaces.d/*'] as const;
export const VERSION_PATH = '/usr/share/perl5/PVE/pvecfg.pm';
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
