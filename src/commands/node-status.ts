/** What the nodes of an estate have, what of it guests take that run now, and guests with our tag that are not ours. Pure. */
import type { Address, Estate } from '../config/model.ts';
import { nodeIn } from '../config/declared-node.ts';
import { readingOf } from '../kinds/guest/reading.ts';
import { splitTags, TAG } from '../kinds/guest/marker.ts';
import { homeOf } from '../config/resolved.ts';
import type { FactTable } from '../node/fact-table.ts';
import type { Snapshot } from '../node/port.ts';

/** What guests that run take, and what there is. */
export interface Used {
  readonly used: number;
  /** Null: nobody knows. */
  readonly of: number | null;
}

export interface NodeStatus {
  readonly node: string;
  readonly reachable: boolean;
  /** Why it cannot be reached. */
  readonly why: string | null;
  /** Null: it cannot be reached, or does not say. */
  readonly pve: string | null;
  /** Guests that run there, whoever's they are. */
  readonly running: number;
  readonly cores: Used;
  /** KiB. */
  readonly memory: Used;
  /** What its files tell of it, by name. */
  readonly facts: FactTable;
  /** Facts of which phoenix.json says something else, with what that is. */
  readonly declared: FactTable;
}

/** A guest that has the tag of Phoenix, and is none of this estate. */
export interface Stranger {
  readonly vmid: number;
  readonly node: string;
  readonly why: string;
}

/** Of guests of the estate, as their files say. */
function demands({ resources }: Estate, snapshot: Snapshot): Map<string, { cores: number; memory: number }> {
  const sums = new Map<string, { cores: number; memory: number }>();
  for (const resource of resources.values()) {
    const kind = homeOf(resource)?.kind;
    const demand = kind?.demand(resource.spec);
    const vmid = Number(kind?.id(resource.spec).replace(/^vmid:/, ''));
    const node = snapshot.guests.get(vmid)?.node;
    const facts = node === undefined ? undefined : snapshot.nodes.get(node);
    if (!demand || node === undefined || !facts?.reachable || !facts.running.has(vmid)) continue;
    const sum = sums.get(node) ?? { cores: 0, memory: 0 };
    sums.set(node, { cores: sum.cores + demand.cores, memory: sum.memory + demand.memory });
  }
  return sums;
}

/** @param facts as the node has them */
function factsOf(
  { settings }: Estate,
  node: string,
  facts: FactTable,
): Pick<NodeStatus, 'facts' | 'declared'> {
  const other = Object.entries(nodeIn(settings, node)?.facts ?? {})
    .map(([name, value]) => [name, String(value)] as const)
    .filter(([name, value]) => Object.hasOwn(facts, name) && facts[name] !== value);
  return { facts, declared: Object.fromEntries(other) };
}

export function nodesIn(estate: Estate, snapshot: Snapshot): readonly NodeStatus[] {
  const sums = demands(estate, snapshot);
  return [...snapshot.nodes]
    .map(([node, facts]): NodeStatus => {
      const { cores, memory } = sums.get(node) ?? { cores: 0, memory: 0 };
      const has = facts.reachable ? facts : { cores: 0, memory: 0 };
      return {
        node,
        reachable: facts.reachable,
        why: facts.reachable ? null : facts.why,
        pve: facts.reachable && facts.pve !== '' ? facts.pve : null,
        running: facts.reachable ? facts.running.size : 0,
        cores: { used: cores, of: has.cores || null },
        memory: { used: memory, of: has.memory || null },
        ...factsOf(estate, node, facts.reachable ? (facts.facts ?? {}) : {}),
      };
    })
    .toSorted((a, b) => (a.node < b.node ? -1 : 1));
}

/**
 * @param estate the estate's id in markers
 * @param known VMIDs that are told of already
 */
export function strangersIn(
  snapshot: Snapshot,
  estate: string,
  env: string | null,
  known: ReadonlySet<number>,
): readonly Stranger[] {
  const found: Stranger[] = [];
  for (const file of snapshot.guests.values()) {
    if (known.has(file.vmid) || !file.text.includes(TAG)) continue;
    const { mark, conf } = readingOf(file);
    const isOurs = mark?.estate === estate && mark.env === env && mark.id === `vmid:${file.vmid}`;
    if (isOurs || !splitTags(conf.options.get('tags') ?? '').includes(TAG)) continue;
    const whose = (address: Address, of: string) =>
      of === estate
        ? `a copy of ${address}, or of another environment`
        : `of the estate "${of}" as ${address}`;
    const why = mark ? whose(mark.address, mark.estate) : 'it has no marker';
    found.push({ vmid: file.vmid, node: file.node, why });
  }
  return found.toSorted((a, b) => a.vmid - b.vmid);
}
