import { dependenciesIn } from './facts/guest-dependencies.ts';
import type { Breach, Guest, Rule } from './rule.ts';

/** What has no order starts after all that has one (PVE 9.2, PVE::API2::Nodes). */
const LAST = Number.POSITIVE_INFINITY;

const orderOf = ({ view }: Guest): number => view.order ?? LAST;

/** A node starts its guests by order, and those of one order by VMID. */
function isBefore(one: Guest, other: Guest): boolean {
  const [a, b] = [orderOf(one), orderOf(other)];
  return a === b ? one.view.vmid < other.view.vmid : a < b;
}

const wordsOf = ({ view }: Guest): string =>
  view.order === null ? `no order, VMID ${view.vmid}` : `order ${view.order}, VMID ${view.vmid}`;

/** Both start with their node, which is the same one: across nodes no order holds. */
export const bootOrder: Rule = {
  id: 'PHX531',
  severity: 'warning',
  title: 'A guest starts before one that it depends on',
  why: 'After a power cut the node starts guests by "startup.order", lowest first, then those without one, and equal ones by VMID; it knows nothing of "dependsOn". A service that does not find its database then gives up, or comes up broken, and nobody is there to restart it.',
  example: {
    wrong: '"dependsOn": ["lxc/db"], "startup": { "order": 1 }   and lxc/db has order 2',
    right: '"dependsOn": ["lxc/db"], "startup": { "order": 3 }',
  },
  *check(input): Iterable<Breach> {
    for (const { from, to, at } of dependenciesIn(input)) {
      if (!from.view.onboot || !to.view.onboot || from.view.node !== to.view.node) continue;
      if (!from.view.runs || !to.view.runs || !isBefore(from, to)) continue;
      const [one, other] = [from.resource, to.resource];
      const hint =
        from.view.order === null
          ? `Give ${other.address} a "startup": { "order": … }: what has one starts first.`
          : to.view.order === null
            ? `Give ${other.address} a "startup.order" below ${from.view.order}.`
            : `Give ${one.address} a "startup.order" above ${to.view.order}, or ${other.address} one below ${from.view.order}.`;
      yield {
        message: `${one.address} (${wordsOf(from)}) starts before ${other.address} (${wordsOf(to)}), which it depends on`,
        hint,
        at: from.view.order === null ? at : { resource: one, path: '/startup/order' },
        also: { resource: other, path: '/startup/order' },
      };
    }
  },
};
