/**
 * What PVE 9 has and 8.4 had not, and what 9 refuses: from debian/changelog of qemu-server, pve-container, pve-storage,
 * pve-network, pve-ha-manager up to PVE 9.2. The declared schema (schema/*.json) is that of 9.2.
 */
import type { Declared } from './properties.ts';

/** Options and keys of conf files, then keys of property strings by their option. */
const AFTER_8: Readonly<Record<string, readonly string[]>> = {
  options: [
    // pve-container 6.0
    'env',
    'entrypoint',
    'ha-managed',
    // qemu-server 9.0 and 9.1
    'allow-ksm',
    'intel-tdx',
    'nets-host-mtu',
    'with-conntrack-state',
    // libpve-storage-perl 9.0
    'snapshot-as-volume-chain',
    'zfs-base-path',
    'saferemove-stepsize',
    // libpve-network-perl 1.1
    'lock-token',
    'release-lock',
    'fabric',
    // pve-ha-manager 5.0
    'failback',
  ],
  'net[n]': ['host-managed', 'host-tunnel'],
  rootfs: ['idmap'],
  'mp[n]': ['idmap', 'keepattrs'],
  agent: ['guest-fsfreeze', 'freeze-fs'],
  cpu: ['guest-phys-bits', 'level'],
  efidisk0: ['ms-cert'],
  'hostpci[n]': ['driver'],
  machine: ['aw-bits'],
};

/** An option that is new for one command only: pve-ha-manager 5.0.7. */
const OPTIONS_AFTER_8: Readonly<Record<string, readonly string[]>> = {
  'ha-manager remove': ['purge'],
  'DELETE /cluster/ha/resources/{sid}': ['purge'],
};

/** Methods and commands that 8.4 had not. */
const CALLS_AFTER_8 = [
  /^[A-Z]+ \/cluster\/sdn\/(?:lock|rollback|dry-run|fabrics)(?:\/|$)/,
  /^[A-Z]+ \/nodes\/\{node\}\/sdn\/fabrics(?:\/|$)/,
  /^GET \/nodes\/\{node\}\/sdn\/vnets(?:\/|$)/,
  /^GET \/nodes\/\{node\}\/sdn\/zones\/\{zone\}\/(?:bridges|ip-vrf)$/,
  /^[A-Z]+ \/cluster\/ha\/rules(?:\/|$)/,
  /^POST \/cluster\/ha\/status\/(?:dis)?arm-ha$/,
  /^POST \/nodes\/\{node\}\/qemu\/\{vmid\}\/dbus-vmstate$/,
  /^[A-Z]+ \/cluster\/qemu(?:\/|$)/,
  /^POST \/nodes\/\{node\}\/storage\/\{storage\}\/oci-registry-pull$/,
  /^ha-manager (?:rules |crm-command (?:dis)?arm-ha)/,
  /^qm enroll-efi-keys$/,
];

/** Did PVE 8.4 have this command (`qm set`) or method (`PUT /cluster/sdn`)? */
export const isIn8 = (call: string): boolean => !CALLS_AFTER_8.some((pattern) => pattern.test(call));

const without = <T>(record: Readonly<Record<string, T>>, names: readonly string[] = []) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** A table as PVE 8.4 declares it, for one command or method or for all of them. */
export function declaredBy8(table: Declared, call = ''): Declared {
  const gone = [...(AFTER_8['options'] ?? []), ...(OPTIONS_AFTER_8[call] ?? [])];
  const properties = Object.entries(without(table, gone)).map(([name, property]) => {
    const fields = property.fields && without(property.fields, AFTER_8[name]);
    return [name, fields ? { ...property, fields } : property] as const;
  });
  return Object.fromEntries(properties);
}
