import type { Resource } from '../../../config/model.ts';
import { type Pointer, pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import { idMapOf } from '../id-map.ts';
import type { LxcSpec } from '../spec.ts';
import { containersOf } from './facts/containers.ts';

const SECCOMP = 'lxc.seccomp.profile';

/** Flags that lift what unprivileged guests are refused, and nothing else (PVE 9.2). */
const ONLY_UNPRIVILEGED = ['keyctl', 'mknod', 'force_rw_sys'] as const;
const BY_SECCOMP: ReadonlySet<string> = new Set(['keyctl', 'mknod']);

function* idleIn({
  spec,
}: Resource<LxcSpec>): Generator<readonly [path: Pointer, name: string, why: string]> {
  const isPrivileged = idMapOf(spec) === null;
  for (const flag of ONLY_UNPRIVILEGED) {
    if (spec.features[flag] !== '1') continue;
    if (isPrivileged) yield [pointer(flag), flag, 'in a privileged guest, which may do that anyway'];
    else if (spec.raw[SECCOMP] && BY_SECCOMP.has(flag)) {
      yield [pointer(flag), flag, `beside a raw "${SECCOMP}", which takes its place`];
    }
  }
  if (!isPrivileged) return;
  for (const [path, { idmap }] of Object.entries(spec.mounts)) {
    if (idmap !== undefined) yield [pointer('mounts', path, 'idmap'), 'idmap', 'in a privileged guest'];
  }
}

export const idleFlag: Rule = {
  id: 'PHX638',
  severity: 'notice',
  title: 'A flag does nothing for its guest',
  why: '"keyctl", "mknod" and "force_rw_sys" lift what Proxmox refuses to unprivileged guests, and a privileged one has all of that. An own seccomp profile takes the place of the one that Proxmox writes for "keyctl" and "mknod". Whoever reads the file thinks otherwise.',
  example: { wrong: '"unprivileged": false, "keyctl": true', right: '"keyctl": true' },
  *check({ estate }): Iterable<Breach> {
    for (const resource of containersOf(estate)) {
      for (const [path, name, why] of idleIn(resource)) {
        yield {
          message: `"${name}" of ${resource.address} does nothing ${why}`,
          hint: `Leave "${name}" out.`,
          at: { resource, path },
        };
      }
    }
  },
};
