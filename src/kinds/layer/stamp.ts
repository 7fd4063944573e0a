/** What a layer consists of, as a hash of what stands in git and of nothing else. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import { sha256 } from '../../hash.ts';
import { canonical, type Json } from '../../json.ts';
import type { LxcSpec } from '../lxc/spec.ts';
import type { Values } from '../guest/spec.ts';
import type { NodeName } from '../step.ts';
import { isLayer } from './spec.ts';

/** How many layers may stand on each other. */
export const DEEPEST = 4;

/** Options that only the build sees: whoever is cloned has its own. */
const OF_THE_BUILD: ReadonlySet<string> = new Set(['cores', 'cpulimit', 'cpuunits', 'memory', 'swap']);

function lasting(options: Values): Values {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !OF_THE_BUILD.has(key)));
}

/** What is in a template when it is built; its name, its cards and its size while it is built are not. */
function contentOf(spec: LxcSpec): Json {
  const { source, unprivileged, arch, ostype, sshPublicKeys, options, features, rootfs, generation } = spec;
  const from =
    source?.is === 'clone'
      ? { full: source.full ?? null, storage: source.storage ?? null }
      : (source?.volume ?? null);
  const software = (spec.software ?? []).map(({ id, version, hash }) => [id, version, hash]);
  const body = {
    from,
    unprivileged,
    arch,
    ostype,
    sshPublicKeys,
    options: lasting(options),
    features,
    rootfs,
  };
  return JSON.parse(JSON.stringify({ ...body, generation, software })) as Json;
}

const sourceOf = ({ source }: LxcSpec): Address | null => (source?.is === 'clone' ? source.address : null);

function specOn(address: Address, node: NodeName, resources: ReadonlyMap<Address, Resource>): LxcSpec | null {
  const resource = resources.get(address);
  return resource && isLayer(resource) ? (resource.spec.nodes?.get(node)?.spec ?? null) : null;
}

/** A layer and those below it, the lowest last, on one node; null where one of them cannot be built there. */
export function chainOn(
  address: Address,
  node: NodeName,
  resources: ReadonlyMap<Address, Resource>,
): readonly LxcSpec[] | null {
  const chain: LxcSpec[] = [];
  // One more than there may be, so that it is seen; a loop is told by the rules between files.
  for (let at: Address | null = address; at !== null && chain.length <= DEEPEST;) {
    const spec = specOn(at, node, resources);
    if (!spec) return null;
    chain.push(spec);
    at = sourceOf(spec);
  }
  return chain;
}

/** `layer/base 0123456789abcdef`: the layer and its content on this node; null where it cannot be built there. */
export function layerStamp(
  address: Address,
  node: NodeName,
  resources: ReadonlyMap<Address, Resource>,
): string | null {
  const chain = chainOn(address, node, resources);
  if (!chain) return null;
  const hash = chain.reduceRight<string | null>(
    (below, spec) => sha256(canonical({ v: 1, below, content: contentOf(spec) })).slice(0, 16),
    null,
  );
  return `${address} ${hash ?? ''}`;
}
