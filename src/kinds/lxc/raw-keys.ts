/**
 * Which raw `lxc.*` keys Proxmox takes in a conf file (PVE 9.2: PVE::LXC::Config). A line with any other key is
 * dropped there with a warning only, so that it is refused here.
 */

const KEYS: ReadonlySet<string> = new Set(
  `apparmor.allow_incomplete apparmor.allow_nesting apparmor.profile apparmor.raw arch autodev cap.drop cap.keep
   console.logfile console.path devtty.dir environment environment.hooks group hook.autodev hook.clone hook.destroy
   hook.mount hook.post-stop hook.pre-mount hook.pre-start hook.start hook.stop hook.version idmap include init.cmd
   init.cwd init.gid init.groups init.uid kmsg log.file log.level mount.auto mount.entry mount.fstab pty.max
   rootfs.mount seccomp.notify.cookie seccomp.notify.proxy seccomp.profile selinux.context signal.halt signal.reboot
   signal.stop start.auto start.delay start.order sysctl.fs.mqueue sysctl.kernel.msgmax sysctl.kernel.msgmnb
   sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shm_rmid_forced sysctl.kernel.shmall sysctl.kernel.shmmax
   sysctl.kernel.shmmni tty.max uts.name`
    .split(/\s+/)
    .map((name) => `lxc.${name}`),
);

const PREFIXES = ['lxc.cgroup2.', 'lxc.net.', 'lxc.prlimit.'] as const;

/** Keys with a better place, or a new name: what the error says. */
const INSTEAD: Readonly<Record<string, string>> = {
  'lxc.environment.runtime': 'write it under "env"',
  'lxc.rootfs.path': 'Proxmox makes it from "rootfs"',
  'lxc.rootfs.options': 'write them as "mountoptions" of "rootfs"',
  'lxc.aa_profile': 'it is called "lxc.apparmor.profile" since LXC 3',
  'lxc.aa_allow_incomplete': 'it is called "lxc.apparmor.allow_incomplete" since LXC 3',
  'lxc.console': 'it is called "lxc.console.path" since LXC 3',
  'lxc.devttydir': 'it is called "lxc.devtty.dir" since LXC 3',
  'lxc.haltsignal': 'it is called "lxc.signal.halt" since LXC 3',
  'lxc.rebootsignal': 'it is called "lxc.signal.reboot" since LXC 3',
  'lxc.stopsignal': 'it is called "lxc.signal.stop" since LXC 3',
  'lxc.id_map': 'it is called "lxc.idmap" since LXC 3',
  'lxc.init_cmd': 'it is called "lxc.init.cmd" since LXC 3',
  'lxc.loglevel': 'it is called "lxc.log.level" since LXC 3',
  'lxc.logfile': 'it is called "lxc.log.file" since LXC 3',
  'lxc.mount': 'it is called "lxc.mount.fstab" since LXC 3',
  'lxc.pts': 'it is called "lxc.pty.max" since LXC 3',
  'lxc.se_context': 'it is called "lxc.selinux.context" since LXC 3',
  'lxc.seccomp': 'it is called "lxc.seccomp.profile" since LXC 3',
  'lxc.tty': 'it is called "lxc.tty.max" since LXC 3',
  'lxc.utsname': 'it is called "lxc.uts.name" since LXC 3',
};

/** Null when Proxmox takes the key, else what to do instead. */
export function rawKeyProblem(key: string): string | null {
  if (KEYS.has(key)) return null;
  if (PREFIXES.some((prefix) => key.startsWith(prefix) && /^[a-z0-9_\-.]+$/.test(key.slice(prefix.length)))) {
    return null;
  }
  const instead = Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : undefined;
  if (instead !== undefined) return instead;
  if (key.startsWith('lxc.cgroup.')) return 'cgroup v1 is gone: use "lxc.cgroup2.…"';
  if (key.startsWith('lxc.limit.')) return 'it is called "lxc.prlimit.…" since LXC 3';
  if (key.startsWith('lxc.network.')) return 'use "net0", or "lxc.net.…"';
  return 'Proxmox drops lines with this key';
}

/** For the documentation: every key and every prefix. */
export const RAW_KEYS: readonly string[] = [...KEYS, ...PREFIXES.map((prefix) => `${prefix}*`)].toSorted();
