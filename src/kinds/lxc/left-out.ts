/** Options of Proxmox that no file can name, with the reason: a test compares options.ts and this list with Proxmox's own schema. */

/** Options of `pct create`, `pct set` and `pct clone`, and their sub-properties, that no file can name, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  bwlimit: 'a limit for one task, not a property of the guest; set it on the storage',
  delete: 'how a change is made, not what the guest is',
  digest: 'how a change is made: every set carries it',
  'dev[n].path': 'the key of the map "devices"',
  force: 'would overwrite another guest',
  'ha-managed': 'high availability is a file of its own, "ha/NAME.json"',
  'ignore-unpack-errors': 'a broken archive is not to be used',
  lock: "Proxmox's own; Phoenix never sets it",
  'mp[n].mp': 'the key of the map "mounts"',
  'mp[n].volume': 'Proxmox names its volumes: "storage" and "size" stand for it, or "bind"',
  'net[n].type': 'always veth',
  newid: 'the vmid of the file',
  password: 'must not stand in git; "ssh-public-keys" lets you in',
  restore: '`phoenix restore` restores a backup',
  revert: 'how a failed change is taken back',
  'rootfs.volume': 'Proxmox names its volumes: "storage" and "size" stand for it',
  snapname: '"clone": { "snapshot": … }',
  start: '"state": "running"',
  storage: '"rootfs": { "storage": … } and "clone": { "storage": … }',
  target: '"node"',
  unique: 'belongs to restore',
  'unused[n]': "Proxmox's own; a volume there is kept until `phoenix purge`",
  full: '"clone": { "full": … }',
};
