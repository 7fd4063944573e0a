/** Small plans for tests: only what a test is about has to be said. */
import type { Plan, PlanItem, PlannedChange } from '../../../../src/plan/plan.ts';

export function change(path: string, part: Partial<PlannedChange> = {}): PlannedChange {
  return { path, before: 'a', after: 'b', effect: 'live', slot: path.split('/')[1] ?? '', ...part };
}

export function item(address: string, part: Partial<PlanItem> = {}): PlanItem {
  return {
    address,
    kind: 'lxc',
    id: 'vmid:100',
    node: 'pve1',
    action: 'update',
    effect: 'live',
    changes: [],
    notes: [],
    downtime: 0,
    summary: 'a guest',
    file: `${address}.json`,
    dependsOn: [],
    digest: '00',
    ...part,
  };
}

export function plan(items: readonly PlanItem[], part: Partial<Plan> = {}): Plan {
  return {
    v: 1,
    phoenix: '0.1.0',
    estate: 'lab',
    env: null,
    mode: 'git',
    base: '9e07d31c4a5b6c7d8e9f00112233445566778899',
    head: '4f1c2ab7d09e55b1c3a84e2f6d7b8c9a0e1f2d3c',
    items,
    unchanged: 0,
    findings: [],
    capacity: [],
    policies: [],
    order: [items.map(({ address }) => address)],
    digest: 'a1b2c3d4e5f6',
    ...part,
  };
}
