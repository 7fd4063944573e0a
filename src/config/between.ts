/** What is wrong between resources that are right in themselves: the same identity twice, loops, dependencies on nothing. */
import type { Finding, Position } from '../errors.ts';
import { isObject, pointer, type Json, type JsonObject, type Pointer } from '../json.ts';
import type { Edge, Kind } from '../kinds/kind.ts';
import type { Draft } from './drafts.ts';
import { placeOfField } from './field-place.ts';
import { finding } from './finding-ids.ts';
import { loopsIn } from './loops.ts';
import type { Address, Resource, Tree } from './model.ts';
import { nearestPositionOf } from './positions.ts';
import { quote } from './quote.ts';
import type { Settings } from './settings.ts';
import { didYouMean } from './suggest.ts';

export interface BetweenInput {
  readonly tree: Tree;
  readonly settings: Settings;
  readonly drafts: ReadonlyMap<Address, Draft>;
  readonly resources: ReadonlyMap<Address, Resource>;
}

export function betweenResources(input: BetweenInput): readonly Finding[] {
  return [...identities(input), ...nodes(input), ...edges(input), ...numbers(input)];
}

function kindOf(resource: Resource, input: BetweenInput): Kind {
  return (input.drafts.get(resource.address) as Draft).kind;
}

function placeOf(resource: Resource, path: Pointer, input: BetweenInput): Position {
  const { sets } = input.drafts.get(resource.address) as Draft;
  return placeOfField(input.tree, resource, sets, path);
}

/** `vmid:950` stands at `/vmid`. */
function placeOfId(resource: Resource, id: string, input: BetweenInput): Position {
  return placeOf(resource, pointer(id.slice(0, id.indexOf(':'))), input);
}

function identities(input: BetweenInput): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, Resource>();
  const reserved = input.settings.layers?.vmids;
  for (const resource of input.resources.values()) {
    const id = kindOf(resource, input).id(resource.spec);
    const owner = owners.get(id);
    if (owner) {
      const message = `${resource.address} and ${owner.address} are both ${id.replace(':', ' ')}`;
      const hint = 'Give one of them another number; a number stands for one guest in the whole estate.';
      const [at, also] = [placeOfId(resource, id, input), placeOfId(owner, id, input)];
      findings.push(finding('PHX501', message, { hint, at, also }));
    } else owners.set(id, resource);
    const vmid = id.startsWith('vmid:') ? Number(id.slice('vmid:'.length)) : null;
    if (vmid !== null && reserved && vmid >= reserved[0] && vmid <= reserved[1]) {
      const message = `the VMID ${vmid} is one of those that layers take`;
      const hint = `Take another one, or move "layers.vmids" in phoenix.json, which is ${reserved.join(' to ')}.`;
      findings.push(finding('PHX508', message, { hint, at: placeOfId(resource, id, input) }));
    }
  }
  return findings;
}

function nodes(input: BetweenInput): Finding[] {
  const findings: Finding[] = [];
  const known = Object.keys(input.settings.nodes);
  for (const resource of input.resources.values()) {
    const node = kindOf(resource, input).node(resource.spec);
    if (Object.hasOwn(input.settings.nodes, node)) continue;
    const hint = didYouMean(node, known, 'Declare it under "nodes" in phoenix.json.');
    const at = placeOf(resource, '/node', input);
    findings.push(finding('PHX503', `there is no node ${quote(node)} in phoenix.json`, { hint, at }));
  }
  return findings;
}

function edges(input: BetweenInput): Finding[] {
  const findings: Finding[] = [];
  const graph = new Map<Address, readonly Address[]>();
  for (const resource of input.resources.values()) {
    const to: Address[] = [...(resource.refersTo ?? [])];
    for (const edge of kindOf(resource, input).edges(resource)) {
      if (edge.when !== 'gone') to.push(edge.to);
      if (!input.drafts.has(edge.to)) findings.push(unknownTarget(resource, edge, input));
    }
    if (to.length > 0) graph.set(resource.address, to);
  }
  for (const loop of loopsIn(graph)) {
    const resource = input.resources.get(loop[0] as Address) as Resource;
    const message = `resources depend on each other in a loop: ${[...loop, loop[0]].join(' → ')}`;
    const at = placeOfAddress(resource, loop[1] ?? resource.address, input);
    findings.push(finding('PHX506', message, { hint: 'Remove one of these dependencies.', at }));
  }
  return findings;
}

function numbers(input: BetweenInput): Finding[] {
  const resources = [...input.resources.values()];
  const named = resources.flatMap((resource) => {
    const strangers = kindOf(resource, input).strangers?.(resource.spec) ?? [];
    return strangers.map(({ id, path }) => ({ resource, id, path }));
  });
  if (named.length === 0) return [];
  const owners = new Map(resources.map((one) => [kindOf(one, input).id(one.spec), one.address]));
  return named.flatMap(({ resource, id, path }) => {
    const owner = owners.get(id);
    if (owner === undefined) return [];
    const message = `${id.replace(':', ' ')} is ${owner} of this estate`;
    const hint = `Write ${quote(owner)} in place of the number, so that it is made first.`;
    return [finding('PHX507', message, { hint, at: placeOf(resource, path, input) })];
  });
}

function unknownTarget(resource: Resource, edge: Edge, input: BetweenInput): Finding {
  const others = [...input.drafts.keys()].filter((address) => address !== resource.address);
  const hint = didYouMean(edge.to, others, 'Remove the dependency.');
  const at = placeOfAddress(resource, edge.to, input);
  return finding('PHX505', `there is no resource ${quote(edge.to)}`, { hint, at });
}

/** An edge does not say which key it came from, so the address itself is looked for, in the strongest file first. */
function placeOfAddress(resource: Resource, address: Address, input: BetweenInput): Position {
  for (const { file, value } of resource.contributions.toReversed()) {
    const path = placesIn(value).of(address);
    if (path !== null) return nearestPositionOf(input.tree, file, path, 'value');
  }
  return nearestPositionOf(input.tree, resource.file, '', 'value');
}

interface Text {
  readonly text: string;
  readonly path: Pointer;
  readonly order: number;
}

interface Places {
  /** Of the first text that is an address, or refers to it. */
  of(address: Address): Pointer | null;
}

const places = new WeakMap<JsonObject, Places>();

/** A file may name thousands of others: it is gone through once. */
function placesIn(value: JsonObject): Places {
  let known = places.get(value);
  if (!known) {
    known = listed(value);
    places.set(value, known);
  }
  return known;
}

function listed(value: JsonObject): Places {
  const [whole, referring]: [Map<string, Text>, Text[]] = [new Map(), []];
  let order = 0;
  const gather = (inner: Json, path: Pointer): void => {
    if (typeof inner === 'string') {
      const found = { text: inner, path, order: (order += 1) };
      if (!whole.has(inner)) whole.set(inner, found);
      if (inner.includes('${')) referring.push(found);
    } else if (Array.isArray(inner)) {
      (inner as readonly Json[]).forEach((one, index) => gather(one, `${path}/${index}`));
    } else if (isObject(inner)) {
      for (const [key, one] of Object.entries(inner)) gather(one, `${path}${pointer(key)}`);
    }
  };
  gather(value, '');
  return {
    of: (address) => {
      const own = whole.get(address);
      const reference = referring.find(({ text }) => text.includes(`\${${address}.`));
      const first = own && reference ? (own.order < reference.order ? own : reference) : (own ?? reference);
      return first?.path ?? null;
    },
  };
}
