import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { isVolume } from '../spec.ts';
import { containersOf } from './facts/containers.ts';

/** LXC mounts its own file systems there after the mounts of Proxmox. */
const COVERED = /^\/(?:dev|proc|sys)(?:\/|$)/;
/** Links to /run in every distribution, and Proxmox follows none. */
const LINKED = /^\/var\/(?:run|lock)(?:\/|$)/;
/** What a guest is made of: a folder of the node over it takes the system away. */
const SYSTEM: ReadonlySet<string> = new Set(['/bin', '/etc', '/lib', '/lib64', '/sbin', '/usr', '/var']);

function problem(path: string, isOwn: boolean): readonly [what: string, hint: string] | null {
  if (COVERED.test(path)) {
    return [
      `${path} is covered by the guest's own ${path.slice(0, 5).replace(/\/$/, '')}`,
      'Mount it elsewhere; devices stand under "devices".',
    ];
  }
  if (LINKED.test(path)) {
    const to = path.replace('/var', path.startsWith('/var/run') ? '' : '/run');
    return [`${path} lies behind a link, and Proxmox mounts nothing there`, `Write "${to}".`];
  }
  if (SYSTEM.has(path) && !isOwn) {
    return [`a folder of the node covers ${path}, which the guest runs from`, 'Mount it below or elsewhere.'];
  }
  return null;
}

export const hiddenMount: Rule = {
  id: 'PHX622',
  severity: 'error',
  title: 'A mount covers the system of its guest, or is covered by it',
  why: 'LXC mounts /proc, /sys and /dev itself, after everything of Proxmox, so that what is mounted there is never seen. Behind a symbolic link such as /var/run Proxmox refuses to mount, and a folder of the node over /etc or /usr takes away what the guest runs from: it does not start.',
  example: { wrong: '"mounts": { "/dev/shm": … }', right: '"mounts": { "/srv/shm": … }' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      for (const [path, mount] of Object.entries(resource.spec.mounts)) {
        const found = problem(path, isVolume(mount));
        if (!found) continue;
        const [message, hint] = found;
        yield { message, hint, at: { resource, path: pointer('mounts', path), what: 'key' } };
      }
    }
  },
};
