/** Files that name what only the firewall of the cluster has stand on it: Proxmox skips rules with unknown names. */
import type { Address, Resource } from '../../config/model.ts';
import type { CarriesInput } from '../kind.ts';
import { namesIn } from './names.ts';
import { type FirewallSpec, isFirewall } from './spec.ts';

export function onCluster({ resources }: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const cluster = clusterIn(resources.values());
  if (!cluster) return new Map();
  const standing = [...resources.values()].filter(isFirewall).filter((resource) => {
    const isNamed = namesIn(resource.spec).some(({ is, name }) => Object.hasOwn(cluster.spec[is], name));
    return resource !== cluster && isNamed;
  });
  return new Map(standing.map(({ address }) => [address, [cluster.address]]));
}

/** The file of the cluster; undefined: git has none. */
export function clusterIn(resources: Iterable<Resource>): Resource<FirewallSpec> | undefined {
  for (const one of resources) if (isFirewall(one) && one.spec.target.is === 'cluster') return one;
  return undefined;
}
