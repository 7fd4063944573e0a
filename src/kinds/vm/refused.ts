/** Keys of a machine's file that are understood and refused, and how what they mean is said here. */

export const REFUSED = {
  hostname: 'the name of a machine is "name", as Proxmox calls it',
  args: 'raw arguments of QEMU are for root alone, and nothing checks them; say it by an option of Proxmox',
  cipassword: 'a password must not stand in git; use "cloudInit": { "sshKeys": […] }',
  ciuser: 'write "cloudInit": { "user": … }',
  sshkeys: 'write "cloudInit": { "sshKeys": […] }',
  cicustom: 'write "cloudInit": { "userData": …, "vendorData": … }',
  ipconfig0: 'addresses stand with the card: "net0": { "ip": … }',
  scsi0: 'disks stand under "disks": { "scsi0": … }',
  virtio0: 'disks stand under "disks": { "virtio0": … }',
  sata0: 'disks stand under "disks": { "sata0": … }',
  ide2: 'disks stand under "disks"; the drive of cloud-init is "cloudInit": { "drive": "ide2" }',
  rootfs: 'a machine has disks by slots: "disks": { "scsi0": … }',
  mounts: 'a machine has disks by slots: "disks": { "scsi1": … }; what is mounted where is said inside',
  unused0: 'unused volumes are kept by Proxmox; they are never named in git',
  lock: 'the lock belongs to Proxmox; it cannot be set from git',
  start: 'write "state": "running"',
  firewall: 'firewall rules have a kind of their own; the flag of a network card is "firewall" in "net0"',
  virtiofs0: 'this version of Phoenix mounts no folders of the node in a machine; export them by NFS',
} as const satisfies Readonly<Record<string, string>>;

export type RefusedKey = keyof typeof REFUSED;
