/** Files that name what only the firewall of the cluster has come after it: Proxmox skips rules with unknown names. */
import type { Expanded, ExpandInput } from '../kind.ts';
import { namesIn } from './names.ts';
import { type FirewallSpec, isFirewall } from './spec.ts';

export function expandFirewall({ resource, resources }: ExpandInput<FirewallSpec>): Expanded {
  const { spec } = resource;
  const cluster = spec.target.is === 'cluster' ? undefined : clusterIn(resources.values());
  const isNamed = cluster && namesIn(spec).some(({ is, name }) => Object.hasOwn(cluster.spec[is], name));
  if (!isNamed) return { resources: [resource], findings: [] };
  const uses = [...spec.uses, cluster.address].toSorted();
  return { resources: [{ ...resource, spec: { ...spec, uses } }], findings: [] };
}

/** The file of the cluster; undefined: git has none. */
export function clusterIn(resources: Iterable<ExpandInput<unknown>['resource']>) {
  for (const one of resources) if (isFirewall(one) && one.spec.target.is === 'cluster') return one;
  return undefined;
}
