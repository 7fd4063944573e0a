/**
 * Keys of a container's file that are understood and refused: options of Proxmox that are spelled otherwise here, and
 * keys whose place is another file. A key is never accepted silently.
 */

const HA = 'high availability is a file of its own, "ha/NAME.json": { "guest": "lxc/NAME" }';

export const REFUSED = {
  firewall:
    'firewall rules have a file of their own, "firewall/NAME.json"; the flag of a network card is "firewall" in "net0"',
  password: 'a password must not stand in git; use "ssh-public-keys"',
  mount: 'file systems that the guest may mount are "mountfs"; disks and folders are "mounts"',
  mp0: 'mount points stand under "mounts", by their path in the guest: "mounts": { "/data": … }',
  dev0: 'devices stand under "devices", by their path: "devices": { "/dev/net/tun": {} }',
  unused0: 'unused volumes are kept by Proxmox; they are never named in git',
  lock: 'the lock belongs to Proxmox; it cannot be set from git',
  start: 'write "state": "running"',
  storage: 'write the storage in "rootfs": { "storage": … }',
  bwlimit: 'a limit of one task, and nothing that a guest is; set it on the storage',
  name: 'the name is the name of the file; another host name is "hostname"',
  ha: HA,
  'ha-managed': HA,
} as const satisfies Readonly<Record<string, string>>;

export type RefusedKey = keyof typeof REFUSED;
