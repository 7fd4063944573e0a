/** Loops in a graph of addresses. Pure, and without recursion: a chain of dependencies may be long. */
import type { Address } from './model.ts';

interface Frame {
  readonly address: Address;
  readonly targets: readonly Address[];
  next: number;
}

/**
 * One loop for every edge that closes one, as the addresses on it in order, each starting at its smallest address.
 * The same graph gives the same loops, whatever the order of its entries.
 */
export function loopsIn(graph: ReadonlyMap<Address, readonly Address[]>): readonly (readonly Address[])[] {
  const done = new Set<Address>();
  const loops = new Map<string, readonly Address[]>();
  for (const start of [...graph.keys()].sort()) {
    if (!done.has(start)) walk(start, graph, done, loops);
  }
  return [...loops.values()];
}

function walk(
  start: Address,
  graph: ReadonlyMap<Address, readonly Address[]>,
  done: Set<Address>,
  loops: Map<string, readonly Address[]>,
): void {
  const frame = (address: Address): Frame => ({
    address,
    targets: [...(graph.get(address) ?? [])].sort(),
    next: 0,
  });
  const stack: Frame[] = [frame(start)];
  const open = new Set<Address>([start]);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const target = top.targets[top.next];
    top.next += 1;
    if (target === undefined) {
      stack.pop();
      open.delete(top.address);
      done.add(top.address);
    } else if (open.has(target)) {
      const trail = stack.map((one) => one.address);
      const loop = fromSmallest(trail.slice(trail.indexOf(target)));
      loops.set(loop.join(' '), loop);
    } else if (!done.has(target)) {
      stack.push(frame(target));
      open.add(target);
    }
  }
}

function fromSmallest(loop: readonly Address[]): readonly Address[] {
  const at = loop.indexOf([...loop].sort()[0] as Address);
  return [...loop.slice(at), ...loop.slice(0, at)];
}
