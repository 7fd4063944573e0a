/** Who is turned away from the nodes by what git says of firewalls alone. Pure; lock-out.ts asks the same of the nodes' own files. */
import { isInRange, parseAddress, parseSubnet } from '../../config/address-range.ts';
import type { Estate, Resource } from '../../config/model.ts';
import type { Settings } from '../../config/settings.ts';
import { type AddressSet, spanIn } from './address-set.ts';
import { refusals } from './admit.ts';
import { clusterIn } from './carries.ts';
import { printDocument } from './document.ts';
import { edited } from './edit.ts';
import { wantedEntries } from './entries.ts';
import { MANAGEMENT_PORTS, managementOf } from './lock-out.ts';
import { type Reading, readingOf } from './reading.ts';
import { type FirewallSpec, isFirewall } from './spec.ts';

/** The file as it were with nothing but what git says. */
function readingOfSpec(spec: FirewallSpec | undefined): Reading {
  if (!spec) return readingOf(null);
  return readingOf(printDocument(edited([], wantedEntries(spec), spec)));
}

/** The declared network that a node's declared address is in; null: none, or it has a name instead. */
function declaredLocal({ nodes, networks }: Settings, node: string): AddressSet | null {
  const address = parseAddress(nodes[node]?.address ?? '');
  if (!address) return null;
  for (const { subnet } of Object.values(networks)) {
    const range = subnet === undefined ? null : parseSubnet(subnet);
    const span = range && isInRange(address, range) ? spanIn(subnet ?? '') : null;
    if (span) return [span];
  }
  return null;
}

export interface LockOut {
  readonly node: string;
  readonly port: number;
  readonly by: string;
  /** The file that decides. */
  readonly resource: Resource<FirewallSpec>;
  /** It is so only if those who look after the node are not in its own network, which no file tells. */
  readonly isDoubtful: boolean;
}

/** At most one for each node. */
export function lockOutsIn({ settings, resources }: Pick<Estate, 'settings' | 'resources'>): LockOut[] {
  const from = managementOf(settings);
  if (from.length === 0) return [];
  const files = [...resources.values()].filter(isFirewall);
  const cluster = clusterIn(files);
  return Object.keys(settings.nodes).flatMap((node): LockOut[] => {
    const own = files.find(({ spec }) => spec.target.is === 'node' && spec.target.node === node);
    const resource = own ?? cluster;
    if (!resource) return [];
    const about = { cluster: readingOfSpec(cluster?.spec), node: readingOfSpec(own?.spec), from };
    const local = declaredLocal(settings, node);
    const first = (localNetwork: AddressSet | null) => {
      for (const port of MANAGEMENT_PORTS) {
        const [refusal] = refusals({ ...about, localNetwork, port }, 'kind');
        if (refusal) return { node, port, by: refusal.by, resource };
      }
      return null;
    };
    const sure = first(local);
    if (sure) return [{ ...sure, isDoubtful: false }];
    // Where no file turns it on, others do, and know their network.
    const doubtful = local === null && about.cluster.options.get('enable') === '1' ? first([]) : null;
    return doubtful ? [{ ...doubtful, isDoubtful: true }] : [];
  });
}
