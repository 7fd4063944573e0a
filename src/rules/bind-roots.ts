import type { Breach, Rule } from './rule.ts';

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

export const bindRoots: Rule = {
  id: 'PHX526',
  severity: 'error',
  title: 'A bind gives guests a folder that is not for them',
  why: 'What a guest writes to a bind is written to the node: with /etc, /root or a folder of programs it can make itself root there, and with those of Proxmox it can break all other guests. "policies.bindRoots" of phoenix.json names the folders below which binds may lie; without it any may be bound but those of the system, and those that hold them.',
  example: {
    wrong: '"binds": { "certs": { "path": "/etc/ssl" } }',
    right: '"binds": { "certs": { "path": "/tank/certs" } }, or "bindRoots": ["/tank", "/etc/ssl"]',
  },
  *check(input): Iterable<Breach> {
    const { binds, policies } = input.estate.settings;
    const roots = policies.bindRoots?.map(plain);
    for (const [name, { path }] of Object.entries(binds)) {
      // Such a path cannot be bound at all (PHX616).
      if (/\/\.\.?(?:\/|$)/.test(path)) continue;
      const folder = plain(path);
      const at = input.inSettings('binds', name, 'path');
      if (roots) {
        if (roots.some((root) => isBelow(folder, root))) continue;
        yield {
          message: `the bind "${name}" lies outside of the folders that "bindRoots" allows`,
          hint: 'Move the files below one of them, or add a folder to "policies.bindRoots".',
          at,
          also: input.inSettings('policies', 'bindRoots'),
        };
        continue;
      }
      const own = OF_THE_SYSTEM.find((one) => isBelow(folder, one) || isBelow(one, folder));
      if (own === undefined) continue;
      const how = isBelow(folder, own)
        ? `lies in ${own}, which belongs to the node`
        : `holds ${own}, which belongs to the node`;
      yield {
        message: `the bind "${name}" ${how}`,
        hint: 'Bind a folder that is made for guests; if this one has to be, name it in "policies.bindRoots", with the folders of all other binds.',
        at,
      };
    }
  },
};

/** Without what changes nothing: `/run` and `/var/run` are one folder. */
function plain(path: string): string {
  const short = path.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return short.replace(/^\/var\/(run|lock)(?=\/|$)/, (_, name: string) =>
    name === 'run' ? '/run' : '/run/lock',
  );
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
