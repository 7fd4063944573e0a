/** Folders of a node: what a path of one means, and which are not for guests. */

/** Folders of a Proxmox node that rule it, or hold what belongs to other guests: with all that is below. */
const OF_THE_SYSTEM: readonly string[] = `
  /bin /boot /dev /etc /lib /lib32 /lib64 /libx32 /proc /root /sbin /sys /usr/bin /usr/include
  /usr/lib /usr/lib32 /usr/lib64 /usr/libexec /usr/libx32 /usr/sbin /usr/share /usr/local/bin
  /usr/local/lib /usr/local/sbin /run/dbus /run/lock /run/lxc /run/systemd /var/spool/cron
  /var/lib/apt /var/lib/ceph /var/lib/corosync /var/lib/dpkg /var/lib/lxc /var/lib/lxcfs
  /var/lib/phoenix /var/lib/pve-cluster /var/lib/pve-firewall /var/lib/pve-manager
  /var/lib/qemu-server /var/lib/systemd /var/lib/vz/images /var/lib/vz/private /var/lib/vz/root
  /var/lib/vz/snippets
`
  .trim()
  .split(/\s+/);

/** Without what changes nothing: `/run` and `/var/run` are one folder. */
export function plainFolder(path: string): string {
  const short = path.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return short.replace(/^\/var\/(run|lock)(?=\/|$)/, (_, name: string) =>
    name === 'run' ? '/run' : '/run/lock',
  );
}

export const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);

/** The folder of the system that one lies in, or holds; undefined: it is no part of it. */
export const systemFolderAt = (folder: string): string | undefined =>
  OF_THE_SYSTEM.find((one) => isBelow(folder, one) || isBelow(one, folder));
