/** What the started guests of a node take of it, before and after. */
import type { Estate } from '../config/model.ts';
import { sizeInKiB } from '../config/units.ts';
import type { Kind } from '../kinds/kind.ts';
import type { CapacityRow } from './plan.ts';

interface Sum {
  readonly memory: number;
  readonly cores: number;
}

function demands(kinds: readonly Kind[], estate: Estate | null): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const kind of kinds) {
    for (const resource of estate?.resources.values() ?? []) {
      const demand = resource.kind === kind.kind ? kind.demand(resource.spec) : null;
      if (!demand) continue;
      const sum = sums.get(demand.node) ?? { memory: 0, cores: 0 };
      sums.set(demand.node, { memory: sum.memory + demand.memory, cores: sum.cores + demand.cores });
    }
  }
  return sums;
}

/** Whether guests are promised more than `policies.overcommit` allows, as PHX523 and PHX524 have it. */
export function isOver({ after, limit, times = 1 }: CapacityRow): boolean {
  return limit !== null && after > limit * times;
}

/** Rows for the nodes whose sums change, or exceed what may be promised of the node. */
export function capacity(kinds: readonly Kind[], base: Estate | null, head: Estate): CapacityRow[] {
  const before = demands(kinds, base ?? head);
  const after = demands(kinds, head);
  const rows: CapacityRow[] = [];
  for (const [node, settings] of Object.entries(head.settings.nodes)) {
    const limits = {
      memory: settings.capacity?.memory === undefined ? null : sizeInKiB(settings.capacity.memory, 'M'),
      cores: settings.capacity?.cores ?? null,
    };
    for (const what of ['memory', 'cores'] as const) {
      const [b, a, limit] = [before.get(node)?.[what] ?? 0, after.get(node)?.[what] ?? 0, limits[what]];
      const times = head.settings.policies.overcommit[what];
      const row = { node, what, before: b, after: a, limit, ...(times === 1 ? {} : { times }) };
      if (a !== b || isOver(row)) rows.push(row);
    }
  }
  return rows.toSorted((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
}
