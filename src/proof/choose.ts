/** Which guests and layers of a plan are worth a proof, what each needs to be built, and what stands in the way. Pure. */
import type { Address, Estate, Resource } from '../config/model.ts';
import { edgesOf } from '../kinds/edges.ts';
import type { Kind } from '../kinds/kind.ts';
import { pointerSegments } from '../json.ts';
import { closure, type Graph } from '../plan/graph.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';
import { BUILT } from './obstacles.ts';

/** First words of fields that say what runs in a guest, and in what: others a lab has not, or nothing inside notices. */
const INSIDE: ReadonlySet<string> = new Set([
  ...(['features', 'health', 'ostemplate', 'clone', 'generation', 'unprivileged', 'dependsOn'] as const),
  ...(['nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys', 'mountfs', 'env', 'entrypoint', 'raw'] as const),
  ...(['mounts', 'nameserver', 'searchdomain', 'timezone'] as const),
]);

const isInside = (path: string): boolean => {
  const [word = ''] = pointerSegments(path);
  return INSIDE.has(word) || /^net\d+$/.test(word);
};

/** Whether a change of the plan is one that a proof can tell something of. */
export function isWorthProof({ kind, action, changes }: PlanItem): boolean {
  if (!BUILT.includes(kind)) return false;
  switch (action) {
    case 'create':
    case 'replace':
      return true;
    case 'update':
    case 'rename':
    case 'migrate':
      return changes.some(({ path }) => isInside(path));
    case 'adopt':
    case 'retire':
    case 'destroy':
    case 'remove':
    case 'no-op':
      return false;
  }
}

export interface Candidate {
  readonly address: Address;
  /** All that it needs, itself left out. */
  readonly needs: readonly Address[];
  /** Why it is not proved; null: it is. */
  readonly obstacle: string | null;
  /** Whether it is also made as the base has it, and then changed; else why not, or null where there is nothing to say. */
  readonly upgrade:
    | { readonly is: true; readonly needs: readonly Address[] }
    | { readonly is: false; readonly why: string | null };
}

export interface ChooseInput {
  readonly plan: Plan;
  readonly head: Estate;
  readonly base: Estate | null;
  /** Only these, whether they change or not; all that are worth it when empty. */
  readonly named: readonly Address[];
  readonly kinds: readonly Kind[];
  readonly obstacles: (resource: Resource, estate: Estate) => readonly string[];
  readonly upgrades: boolean;
}

/** In the order of the plan, what is only named after it. */
export function chooseProofs(input: ChooseInput): Candidate[] {
  const { plan, head, named } = input;
  const items = new Map(plan.items.map((item) => [item.address, item]));
  const changed = plan.items.filter(isWorthProof).map(({ address }) => address);
  const wanted = [...head.resources.keys()].filter((address) => named.some((name) => isNamed(address, name)));
  const inPlan = plan.items.map(({ address }) => address).filter((address) => wanted.includes(address));
  const chosen = named.length === 0 ? changed : [...new Set([...inPlan, ...wanted])];
  const [after, before] = [graphOf(head, input.kinds), input.base && graphOf(input.base, input.kinds)];
  return chosen.flatMap((address) => {
    if (!head.resources.has(address)) return [];
    const obstacle = obstacleIn(address, after, head, input);
    const needs = needsOf(address, after);
    return [{ address, needs, obstacle, upgrade: upgradeOf(items.get(address), before, input) }];
  });
}

/** A layer is called as its file, and each of its instances is one. */
export const isNamed = (address: Address, name: Address): boolean =>
  address === name || address.startsWith(`${name}@`);

function graphOf({ resources }: Estate, kinds: readonly Kind[]): Graph {
  const edges = [...resources.values()].map((resource): [Address, Address[]] => {
    const kind = kinds.find((one) => one.kind === resource.kind);
    return [resource.address, kind ? edgesOf(kind, resource).map(({ to }) => to) : []];
  });
  return { nodes: [...resources.keys()], edges: new Map(edges) };
}

const needsOf = (address: Address, graph: Graph): Address[] =>
  [...closure(graph, [address])].filter((one) => one !== address).toSorted();

/** The first of its own; else the first of what it needs. */
function obstacleIn(
  address: Address,
  graph: Graph,
  estate: Estate,
  { obstacles }: ChooseInput,
): string | null {
  const of = (one: Address): readonly string[] => {
    const resource = estate.resources.get(one);
    return resource ? obstacles(resource, estate) : [`${one} is not there`];
  };
  const [own] = of(address);
  if (own !== undefined) return own;
  for (const need of needsOf(address, graph)) {
    const [first] = of(need);
    if (first !== undefined) return `it needs ${need}, and that cannot be built here: ${first}`;
  }
  return null;
}

function upgradeOf(
  item: PlanItem | undefined,
  before: Graph | null,
  input: ChooseInput,
): Candidate['upgrade'] {
  const { base, upgrades } = input;
  const address = item?.was ?? item?.address;
  const isChanged = item && (item.action === 'update' || item.action === 'rename');
  if (!upgrades || !isChanged || !before || !base || address === undefined) return { is: false, why: null };
  if (item.changes.some(({ effect }) => effect === 'impossible'))
    return { is: false, why: 'Proxmox cannot do this change' };
  if (!base.resources.has(address)) return { is: false, why: null };
  const obstacle = obstacleIn(address, before, base, input);
  if (obstacle !== null) return { is: false, why: `as the base has it: ${obstacle}` };
  return { is: true, needs: [address, ...needsOf(address, before)] };
}
