/** Which raw `lxc.*` keys Proxmox keeps in a conf file; the others it complains of, and drops when it next writes. */

/** Of pve-container 6.1.10; families of keys end with a dot. */
const KEPT: ReadonlySet<string> = new Set(
  `apparmor.profile apparmor.allow_incomplete apparmor.allow_nesting apparmor.raw selinux.context include arch uts.name
  signal.halt signal.reboot signal.stop init.cmd init.cwd init.uid init.gid init.groups pty.max console.logfile
  console.path tty.max devtty.dir hook.autodev autodev kmsg mount.fstab mount.entry mount.auto rootfs.mount cap.drop
  cap.keep seccomp.profile seccomp.notify.proxy seccomp.notify.cookie idmap hook.pre-start hook.pre-mount hook.mount
  hook.start hook.stop hook.post-stop hook.clone hook.destroy hook.version log.level log.file start.auto start.delay
  start.order group environment environment.runtime environment.hooks sysctl.fs.mqueue sysctl.kernel.msgmax
  sysctl.kernel.msgmnb sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shmall sysctl.kernel.shmmax
  sysctl.kernel.shmmni sysctl.kernel.shm_rmid_forced`
    .split(/\s+/)
    .map((key) => `lxc.${key}`),
);
const KEPT_FAMILIES = ['lxc.cgroup2.', 'lxc.prlimit.', 'lxc.net.'];

/** Names of LXC before 3.0, kept with a complaint. */
const RENAMED: Readonly<Record<string, string>> = {
  'lxc.aa_profile': 'lxc.apparmor.profile',
  'lxc.aa_allow_incomplete': 'lxc.apparmor.allow_incomplete',
  'lxc.console': 'lxc.console.path',
  'lxc.devttydir': 'lxc.tty.dir',
  'lxc.haltsignal': 'lxc.signal.halt',
  'lxc.rebootsignal': 'lxc.signal.reboot',
  'lxc.stopsignal': 'lxc.signal.stop',
  'lxc.id_map': 'lxc.idmap',
  'lxc.init_cmd': 'lxc.init.cmd',
  'lxc.loglevel': 'lxc.log.level',
  'lxc.logfile': 'lxc.log.file',
  'lxc.mount': 'lxc.mount.fstab',
  'lxc.network.type': 'lxc.net.INDEX.type',
  'lxc.network.flags': 'lxc.net.INDEX.flags',
  'lxc.network.link': 'lxc.net.INDEX.link',
  'lxc.network.mtu': 'lxc.net.INDEX.mtu',
  'lxc.network.name': 'lxc.net.INDEX.name',
  'lxc.network.hwaddr': 'lxc.net.INDEX.hwaddr',
  'lxc.network.ipv4': 'lxc.net.INDEX.ipv4.address',
  'lxc.network.ipv4.gateway': 'lxc.net.INDEX.ipv4.gateway',
  'lxc.network.ipv6': 'lxc.net.INDEX.ipv6.address',
  'lxc.network.ipv6.gateway': 'lxc.net.INDEX.ipv6.gateway',
  'lxc.network.script.up': 'lxc.net.INDEX.script.up',
  'lxc.network.script.down': 'lxc.net.INDEX.script.down',
  'lxc.pts': 'lxc.pty.max',
  'lxc.se_context': 'lxc.selinux.context',
  'lxc.seccomp': 'lxc.seccomp.profile',
  'lxc.tty': 'lxc.tty.max',
  'lxc.utsname': 'lxc.uts.name',
};

const REFUSED: Readonly<Record<string, string>> = {
  'lxc.rootfs.path': 'lxc.rootfs.path is auto generated from rootfs',
  'lxc.rootfs.options':
    'lxc.rootfs.options is not supported, please use mount point options in the "rootfs" key',
};

const own = (table: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Is the key kept, and what does Proxmox say of it (without the guest, which it names before)? */
export function judgeRawKey(
  key: string,
  line: string,
): { readonly kept: boolean; readonly complaint?: string } {
  if (key.startsWith('lxc.limit.')) {
    return { kept: true, complaint: `${key}: lxc.limit.* was renamed to lxc.prlimit.*` };
  }
  const renamed = own(RENAMED, key);
  if (renamed !== undefined) {
    return { kept: true, complaint: `${key} is deprecated and was renamed to ${renamed}` };
  }
  const refused = own(REFUSED, key);
  if (refused !== undefined) return { kept: false, complaint: `${key}: ${refused}` };
  if (KEPT.has(key) || KEPT_FAMILIES.some((family) => key.startsWith(family))) return { kept: true };
  if (key.startsWith('lxc.cgroup.')) {
    return { kept: true, complaint: `${key} is deprecated, this will be a hard error in the future!` };
  }
  return { kept: false, complaint: `unable to parse config: ${line}` };
}
