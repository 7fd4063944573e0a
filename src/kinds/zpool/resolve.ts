/** From a merged file to the spec of a pool: its disks in their groups. Pure. */
import type { PointedFinding } from '../../errors.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { noNode, onlyNode } from '../dataset/resolve.ts';
import { finding } from './finding-ids.ts';
import { POOL_SHAPE, zpoolSchema } from './schema.ts';
import type { Group, ZpoolSpec } from './spec.ts';

type Layout = 'stripe' | Exclude<Group['type'], 'disk'>;

const LEAST: Readonly<Record<Layout, number>> = { stripe: 1, mirror: 2, raidz1: 2, raidz2: 3, raidz3: 4 };

function groupsOf(layout: Layout, disks: readonly string[], width: number): Group[] {
  if (layout === 'stripe') return disks.map((disk) => ({ type: 'disk', disks: [disk] }));
  const groups: Group[] = [];
  for (let at = 0; at < disks.length; at += width)
    groups.push({ type: layout, disks: disks.slice(at, at + width) });
  return groups;
}

function* wrong(layout: Layout, disks: readonly string[], width: number): Generator<PointedFinding> {
  const twice = disks.findIndex((disk, at) => disks.indexOf(disk) < at);
  if (twice >= 0) {
    yield finding(
      `/disks/${twice}`,
      `${disks[twice]} stands twice`,
      'name each disk once; a serial number that was left out of an example makes two look alike',
    );
  }
  const least = LEAST[layout];
  if (layout !== 'stripe' && (width < least || disks.length < least)) {
    yield finding(
      '/disks',
      `${layout} needs at least ${least} disks in a group`,
      'name more disks, or take another "layout"',
    );
  } else if (layout !== 'stripe' && disks.length % width !== 0) {
    yield finding(
      '/width',
      `${disks.length} disks make no groups of ${width}`,
      'name as many disks as the groups need',
    );
  }
}

const wordOf = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);

export function resolveZpool({ merged, name, isAccepted, settings }: ResolveInput): Resolved<ZpoolSpec> {
  const parsed = isAccepted ? { success: true } : zpoolSchema.safeParse(merged);
  if (!parsed.success) return { spec: null, findings: [] };
  const node = onlyNode(merged['node'], settings);
  if (node === null) return { spec: null, findings: [noNode(settings)] };
  const disks = merged['disks'] as readonly string[];
  const layout = (merged['layout'] ?? 'stripe') as Layout;
  const width = typeof merged['width'] === 'number' ? merged['width'] : disks.length;
  const findings = [...wrong(layout, disks, width)];
  if (findings.length > 0) return { spec: null, findings };
  const set = Object.keys(POOL_SHAPE).filter((key) => merged[key] !== undefined);
  const spec: ZpoolSpec = {
    node,
    pool: typeof merged['name'] === 'string' ? merged['name'] : name,
    create: merged['create'] === true,
    groups: groupsOf(layout, disks, width),
    ...(typeof merged['ashift'] === 'number' ? { ashift: String(merged['ashift']) } : {}),
    properties: Object.fromEntries(set.map((key) => [key, wordOf(merged[key])])),
  };
  return { spec, findings };
}
