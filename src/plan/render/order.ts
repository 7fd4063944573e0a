/** The order of an apply, without what it leaves as it is. */
import type { Address } from '../../config/model.ts';
import type { Plan } from '../plan.ts';
import { categoryOf, isDone } from './category.ts';

/** Layers of addresses that are worked on: a layer waits for the one before it; empty ones are left out. */
export function workOrder(plan: Plan): Address[][] {
  const worked = new Set(
    plan.items
      .filter((item) => isDone(item) && !['note', 'aside', 'impossible'].includes(categoryOf(item)))
      .map((item) => item.address),
  );
  return plan.order
    .map((layer) => layer.filter((address) => worked.has(address)))
    .filter((layer) => layer.length > 0);
}
