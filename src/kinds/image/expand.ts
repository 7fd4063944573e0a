/** An image as its file says → one for each node that has virtual machines made from it. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import type { Expanded, ExpandInput } from '../kind.ts';
import type { NodeName } from '../step.ts';
import { finding } from './finding-ids.ts';
import { imageOn, type ImageSpec, type UsesImages } from './spec.ts';

type Resources = ReadonlyMap<Address, Resource>;
type Uses = ReadonlyMap<Address, ReadonlySet<NodeName>>;

const KNOWN = new WeakMap<Resources, Uses>();

/** Nodes by the image that something on them is made from. */
function usesOf(resources: Resources): Uses {
  const known = KNOWN.get(resources);
  if (known) return known;
  const uses = new Map<Address, Set<NodeName>>();
  for (const { spec } of resources.values()) {
    const { images = [], node } = spec as UsesImages;
    for (const image of images) uses.set(image, (uses.get(image) ?? new Set()).add(node));
  }
  KNOWN.set(resources, uses);
  return uses;
}

export function expandImage({ resource, resources, settings }: ExpandInput<ImageSpec>): Expanded {
  const { address, spec } = resource;
  const used = usesOf(resources).get(address) ?? new Set<NodeName>();
  const nodes = [...new Set([...(spec.nodes ?? []), ...used])]
    .filter((node) => Object.hasOwn(settings.nodes, node))
    .toSorted();
  const findings =
    nodes.length > 0
      ? []
      : [
          finding(
            'PHX681',
            '',
            'no virtual machine is made from this image, so that no node downloads it',
            `Write "import": "${address}" in a disk of one, name "nodes", or remove the file.`,
          ),
        ];
  return {
    resources: nodes.map((node) => ({
      ...resource,
      address: imageOn(address, node),
      spec: { ...spec, node },
    })),
    findings,
  };
}

/** What is made from images, with those of its own node. */
export function onNode<Spec extends UsesImages>({ resource }: ExpandInput<Spec>): Expanded {
  const { images = [], node } = resource.spec;
  if (images.length === 0) return { resources: [resource], findings: [] };
  const spec = { ...resource.spec, images: images.map((image) => imageOn(image, node)) };
  return { resources: [{ ...resource, spec }], findings: [] };
}
