/** A layer as its file says → one instance for each node that has a guest of it, or of a layer above it. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import type { PointedFinding } from '../../errors.ts';
import type { Expanded, ExpandInput } from '../kind.ts';
import { instanceAddress, layerAddress, onLayer } from '../guest/layered.ts';
import { isLxc, type LxcSpec } from '../lxc/spec.ts';
import type { NodeName } from '../step.ts';
import { finding } from './finding-ids.ts';
import { isLayer, type LayerSpec } from './spec.ts';
import { chainOn, DEEPEST, layerStamp } from './stamp.ts';

type Resources = ReadonlyMap<Address, Resource>;
type Uses = ReadonlyMap<Address, ReadonlySet<NodeName>>;

const KNOWN = new WeakMap<Resources, Uses>();

const sourceIn = ({ source }: LxcSpec): Address | null => (source ? layerAddress(source) : null);

function usesOf(resources: Resources): Uses {
  const known = KNOWN.get(resources);
  if (known) return known;
  const uses = new Map<Address, Set<NodeName>>();
  for (const resource of resources.values()) {
    if (!isLxc(resource)) continue;
    const guest = resource.spec;
    const seen = new Set<Address>();
    for (let at = sourceIn(guest); at !== null && !seen.has(at);) {
      seen.add(at);
      uses.set(at, (uses.get(at) ?? new Set()).add(guest.node));
      const below = resources.get(at);
      at = below && isLayer(below) ? sourceIn(below.spec) : null;
    }
  }
  KNOWN.set(resources, uses);
  return uses;
}

function instanceOn(
  node: NodeName,
  { resource, resources }: ExpandInput<LayerSpec>,
): { readonly instance: Resource<LayerSpec> | null; readonly findings: readonly PointedFinding[] } {
  const { address, spec } = resource;
  const there = spec.nodes?.get(node);
  const layer = layerStamp(address, node, resources);
  const chain = chainOn(address, node, resources);
  const findings = [...(there?.findings ?? [])];
  // Of a layer that is made from a container, PHX803 tells.
  if (spec.source?.is === 'clone' && sourceIn(spec) === null) return { instance: null, findings };
  if (!there?.spec || layer === null || !chain) {
    const hint = `Correct it for ${node}, or move the guests that are made from it.`;
    findings.push(
      finding('PHX806', '', `it cannot be built on ${node}, where guests are made from it`, hint),
    );
    return { instance: null, findings };
  }
  const own = onLayer({ ...there.spec, name: spec.name, layer }, resources);
  return { instance: { ...resource, address: instanceAddress(address, node), spec: own }, findings };
}

export function expandLayer(input: ExpandInput<LayerSpec>): Expanded {
  const { resource, resources } = input;
  const nodes = [...(usesOf(resources).get(resource.address) ?? [])]
    .filter((node) => Object.hasOwn(input.settings.nodes, node))
    .toSorted();
  const made = nodes.map((node) => instanceOn(node, input));
  const findings = [
    ...new Map(made.flatMap((one) => one.findings).map((found) => [found.message, found])).values(),
  ];
  const [first] = Object.keys(input.settings.nodes).toSorted();
  const chain = chainOn(resource.address, nodes[0] ?? first ?? '', resources) ?? [];
  // Those of a loop (PHX506) stand on each other without end, and nothing can be made from them.
  if (new Set(chain).size < chain.length) return { resources: [], findings };
  if (chain.length > DEEPEST) {
    const hint = 'Put what two of them hold into one.';
    findings.push(finding('PHX802', '/clone', `more than ${DEEPEST} layers stand on each other`, hint));
  }
  if (nodes.length === 0) {
    const hint = `Write "clone": "${resource.address}" in a guest, or remove the file.`;
    findings.push(finding('PHX805', '', 'no guest is made from this layer, so that it is not built', hint));
  }
  return { resources: made.flatMap(({ instance }) => instance ?? []), findings };
}
