/** What editors show of the keys of a container's file, and of a layer's: examples, and what the schema itself does not say. */
import type { SchemaWords } from '../../config/schema-words.ts';

const SIZE = String.raw`^\s*\d+(?:\.\d+)?\s*(?:(?:[KMGTkmgt][iI]?[bB]?|[iI][bB]?|[bB])\s*)?$`;
const SIZES = ['8G', '512M', 32];
const STORAGES = ['local-zfs', 'local-lvm'];

const volume = (place: string): SchemaWords => ({
  [`${place}/storage`]: { examples: STORAGES },
  [`${place}/size`]: { examples: SIZES, pattern: SIZE },
  [`${place}/mountoptions`]: { examples: ['noatime;discard', ['noatime', 'discard']] },
  [`${place}/idmap`]: { examples: ['passthrough', ['u:1000:1000:1', 'g:1000:1000:1']] },
});

const duration = ['10s', '2m', 90];

export const LXC_WORDS: SchemaWords = {
  vmid: { examples: [100, 950] },
  node: { examples: ['pve1'] },
  hostname: { examples: ['web', 'web.example.org'], pattern: '^[A-Za-z0-9.-]+$' },
  description: { examples: ['The gateway: everything else is reached through it.'] },
  tags: {
    about: 'Shown beside the guest. A set: what profiles give is added to, and "!x" takes x out.',
    examples: [['web', 'public']],
  },
  pool: { examples: ['production'] },
  generation: { examples: [2] },
  clone: { examples: ['layer/base', { from: 'lxc/base', full: true }] },
  'clone/from': { examples: ['layer/base', 'lxc/base', 9000] },
  'clone/snapshot': {
    about: 'The snapshot of the source that is cloned, instead of what it is now.',
    examples: ['clean'],
  },
  'clone/storage': { examples: STORAGES },
  ostemplate: { examples: ['local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst'] },
  'ssh-public-keys': {
    examples: [['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExamp me@home']],
  },
  cores: { about: 'Cores that the guest sees; all of the node without it.', examples: [2, 8] },
  cpulimit: { examples: [1.5, 0] },
  cpuunits: { examples: [100, 200] },
  memory: { examples: ['2G', '512M', 4096], pattern: SIZE },
  swap: { examples: ['512M', 0], pattern: SIZE },
  rootfs: { examples: [{ storage: 'local-zfs', size: '8G' }] },
  ...volume('rootfs'),
  fuse: {
    about: 'File systems in user space, such as sshfs; they may hang when the guest is frozen for a backup.',
  },
  mknod: { about: 'Device nodes may be made in an unprivileged guest: experimental in Proxmox.' },
  force_rw_sys: {
    about: '/sys can be written in an unprivileged guest, as old versions of systemd-networkd want it.',
  },
  mountfs: { examples: ['nfs;cifs', ['nfs']] },
  'net#': {
    about: 'A network card.',
    examples: [
      { bridge: 'vmbr0', ip: 'dhcp' },
      { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' },
    ],
  },
  'net#/name': { examples: ['eth0'] },
  'net#/bridge': { examples: ['vmbr0'] },
  'net#/ip': {
    about: 'An IPv4 address with its prefix length, "dhcp", or "manual": the guest configures it.',
    pattern: '^(?:dhcp|manual|[0-9.]+/[0-9]+)$',
    examples: ['dhcp', '10.0.0.5/24', 'manual'],
  },
  'net#/pin': { examples: ['10.9.0.20'] },
  'net#/gw': { about: 'The IPv4 gateway.', pattern: '^[0-9.]+$', examples: ['10.0.0.1'] },
  'net#/ip6': {
    about: 'An IPv6 address with its prefix length, "auto", "dhcp" or "manual".',
    pattern: '^(?:auto|dhcp|manual|[0-9A-Fa-f:.]+/[0-9]+)$',
    examples: ['auto', 'fd00::5/64'],
  },
  'net#/gw6': { about: 'The IPv6 gateway.', pattern: '^[0-9A-Fa-f:.]+$', examples: ['fd00::1'] },
  'net#/hwaddr': { pattern: '^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$', examples: ['BC:24:11:00:00:01'] },
  'net#/tag': { examples: [20] },
  'net#/trunks': { examples: ['20;30', [20, 30]] },
  'net#/mtu': { about: 'The largest packet; as the bridge without it.', examples: [1500, 9000] },
  'net#/rate': { examples: [100] },
  nameserver: { examples: ['10.0.0.1', '1.1.1.1 9.9.9.9'] },
  searchdomain: { examples: ['example.org'] },
  timezone: {
    about: 'The time zone of the guest; "host": that of the node.',
    examples: ['host', 'Europe/Vienna'],
  },
  startup: { about: 'When it starts and stops with its node.', examples: [{ order: 1, up: 30 }] },
  'startup/order': { about: 'The lowest starts first, and stops last.', examples: [1] },
  'startup/up': { examples: [30] },
  'startup/down': { examples: [60] },
  hookscript: {
    about: 'A script of the node that runs before and after the guest starts and stops.',
    examples: ['local:snippets/hook.sh'],
  },
  dependsOn: { examples: [['lxc/db']] },
  gpus: { examples: [{ gpu0: {} }] },
  'gpus/*/vram': { examples: ['14G'], pattern: SIZE },
  devices: { examples: [{ '/dev/net/tun': { mode: '0666' } }] },
  'devices/*/mode': { about: 'Who may do what with it in the guest, in octal.', examples: ['0660', '0666'] },
  'devices/*/uid': { about: 'The user id in the guest that owns it.', examples: [0] },
  'devices/*/gid': { about: 'The group id in the guest that it belongs to.', examples: [44] },
  mounts: { examples: [{ '/data': { storage: 'local-zfs', size: '50G' }, '/models': 'bind:models' }] },
  'mounts/*/bind': { examples: ['models'] },
  ...volume('mounts/*'),
  features: { examples: [{ docker: {} }, { nginx: { sites: ['web'] } }] },
  health: { examples: [{ web: { http: ':8080/health', within: '2m' } }] },
  'health/*/exec': { examples: [['systemctl', 'is-active', '--quiet', 'nginx']] },
  'health/*/tcp': { examples: [':5432'] },
  'health/*/http': { examples: [':8080/health'] },
  'health/*/status': { examples: [200, [200, 401]] },
  'health/*/body': { examples: ['ok'] },
  'health/*/headers': { examples: [{ authorization: 'Bearer ${secret:web/token}' }] },
  'health/*/from': { examples: ['self', 'node', 'lxc/gateway'] },
  'health/*/within': { examples: duration },
  'health/*/interval': { examples: duration },
  'health/*/timeout': { examples: duration },
  entrypoint: { examples: ['/usr/local/bin/app --serve'] },
  env: { examples: [{ LANG: 'C.UTF-8' }] },
  cmode: {
    about:
      'What the console of the guest in Proxmox shows: a login on a tty, the console device, or a shell.',
  },
  console: { about: 'Whether the guest has a console device; true unless said otherwise.' },
  tty: { about: 'How many ttys the guest has; 2 unless said otherwise.', examples: [2] },
  debug: { about: 'A more talkative log when the guest starts.' },
  raw: { examples: [{ 'lxc.apparmor.profile': 'unconfined' }] },
  snapshots: { examples: [{ 'before-upgrade': {} }] },
  'snapshots/*/description': { about: 'What it is for.', examples: ['As it was before the upgrade'] },
};
