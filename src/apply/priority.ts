/** How urgent a step is: the time that still depends on it. Pure. */
import type { Step } from '../kinds/step.ts';

/** Steps in an order in which each comes after what it waits for. Steps of a loop are left out. */
export function inOrder(steps: readonly Step[]): Step[] {
  const open = new Map(steps.map((step) => [step.id, new Set(step.after).size]));
  const followers = new Map<string, Step[]>();
  for (const step of steps) {
    for (const before of new Set(step.after)) {
      const known = followers.get(before);
      if (known) known.push(step);
      else followers.set(before, [step]);
    }
  }
  const ordered = steps.filter((step) => step.after.length === 0);
  for (let at = 0; at < ordered.length; at++) {
    for (const follower of followers.get(ordered[at]?.id ?? '') ?? []) {
      const left = (open.get(follower.id) ?? 0) - 1;
      open.set(follower.id, left);
      if (left === 0) ordered.push(follower);
    }
  }
  return ordered;
}

/** The critical path from each step to the end in milliseconds, its own time included: what waits longest goes first. */
export function priorities(
  steps: readonly Step[],
  estimate: (step: Step) => number,
): ReadonlyMap<string, number> {
  const rank = new Map<string, number>();
  const tail = new Map<string, number>();
  for (const step of inOrder(steps).toReversed()) {
    const path = estimate(step) + (tail.get(step.id) ?? 0);
    rank.set(step.id, path);
    for (const before of step.after) tail.set(before, Math.max(tail.get(before) ?? 0, path));
  }
  return rank;
}
