/** How a pool and disks are read anew, and what guards and verifies ask: above all, that a disk is empty. Pure. */
import { z } from 'zod';
import { POOL_PROPERTIES, propertiesIn } from '../dataset/zfs-reading.ts';
import type { Found, Look, ScopeState } from '../../node/port.ts';
import type { Cond, NodeName, Scope } from '../step.ts';

export const poolScope = (node: NodeName, pool: string): Scope => `pool:${node}:${pool}`;

const parts = (text: Scope) => {
  const [, kind = '', node = '', rest = ''] = /^([a-z]+):([^:]*):(.*)$/s.exec(text) ?? [];
  return { kind, node, rest };
};

export function lookAtPool(text: Scope): Look | null {
  const { kind, node, rest } = parts(text);
  const disks = rest.split(' ');
  switch (kind) {
    case 'pool':
      return {
        node,
        ask: ['zpool', 'get', '-Hp', '-o', 'name,property,value,source', POOL_PROPERTIES.join(','), rest],
      };
    // What udev knows: partitions, holders, mounts.
    case 'devices':
      return {
        node,
        ask: ['lsblk', '--json', '--paths', '--output', 'PATH,TYPE,FSTYPE,PTTYPE,MOUNTPOINTS', ...disks],
      };
    // What is really written on them.
    case 'signatures':
      return { node, ask: ['wipefs', '--no-act', '--json', ...disks] };
    default:
      return null;
  }
}

export const when = {
  absent: (node: NodeName, pool: string): Cond => ({ scope: poolScope(node, pool), check: { is: 'absent' } }),
  set: (node: NodeName, pool: string, properties: Readonly<Record<string, string>>): Cond => ({
    scope: poolScope(node, pool),
    check: { is: 'set', properties: { ...properties } },
  }),
  /** No partitions, no signatures, not mounted, held by nothing. */
  empty: (node: NodeName, disks: readonly string[]): Cond[] => [
    { scope: `devices:${node}:${disks.join(' ')}`, check: { is: 'bare', disks: [...disks] } },
    { scope: `signatures:${node}:${disks.join(' ')}`, check: { is: 'unsigned' } },
  ],
};

const device = z.object({
  path: z.string(),
  type: z.string(),
  fstype: z.string().nullish(),
  pttype: z.string().nullish(),
  mountpoints: z.array(z.string().nullable()).nullish(),
  children: z.array(z.object({ path: z.string() })).optional(),
});
const devices = z.object({ blockdevices: z.array(device) });
const signatures = z.object({
  signatures: z.array(z.object({ device: z.string().optional(), type: z.string() })),
});

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function bare(said: string, disks: number): true | string {
  const found = parsed(devices, said);
  // A disk that is not told of is not proven to be empty.
  if (!found || found.blockdevices.length !== disks) return 'lsblk does not tell of every disk';
  for (const { path, type, fstype, pttype, mountpoints, children = [] } of found.blockdevices) {
    if (type !== 'disk' && type !== 'loop') return `${path} is no whole disk but a ${type}`;
    if (children.length > 0) return `${path} is not empty: ${children.map((child) => child.path).join(', ')}`;
    if (fstype || pttype) return `${path} is not empty: ${fstype ?? pttype}`;
    if (mountpoints?.some((at) => at !== null)) return `${path} is mounted`;
  }
  return true;
}

function unsigned(said: string): true | string {
  const found = parsed(signatures, said);
  if (!found) return 'wipefs says what nobody understands';
  return (
    found.signatures.length === 0 ||
    `there are signatures: ${found.signatures.map(({ type }) => type).join(', ')}`
  );
}

function failure({ said }: Found): string | null {
  return said === null || said.exit === 0 ? null : said.stderr.trim() || `exit ${said.exit}`;
}

export function poolHolds(check: Cond['check'], state: ScopeState): true | string {
  if (!('files' in state)) return 'it was not read';
  const failed = failure(state);
  const said = state.said?.stdout ?? '';
  if (check.is === 'absent')
    return failed === null ? 'it is there already' : /no such pool/.test(failed) || failed;
  if (failed !== null) return failed;
  switch (check.is) {
    case 'bare':
      return bare(said, (check['disks'] as readonly string[]).length);
    case 'unsigned':
      return unsigned(said);
    case 'set': {
      const [has] = propertiesIn(said).values();
      const wrong = Object.entries(check['properties'] as Readonly<Record<string, string>>).find(
        ([name, value]) => has?.get(name)?.value !== value,
      );
      return !wrong || `${wrong[0]} is ${has?.get(wrong[0])?.value ?? 'not set'}`;
    }
    default:
      return `nobody knows the condition "${check.is}"`;
  }
}
