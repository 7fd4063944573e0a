/** From a merged file to host records: those that it names itself. Those of guests are added by expand.ts. Pure. */
import { anyNode } from '../any-node.ts';
import type { Resolved, ResolveInput } from '../kind.ts';
import { finding } from '../sdn/finding-ids.ts';
import { type HostsInput, hostsSchema } from './schema.ts';
import type { HostsSpec } from './spec.ts';

export function resolveHosts({
  name,
  merged,
  isAccepted,
  settings,
  mergedOf,
}: ResolveInput): Resolved<HostsSpec> {
  if (!isAccepted && !hostsSchema.safeParse(merged).success) return { spec: null, findings: [] };
  const { zone, domain, others = {} } = merged as unknown as HostsInput;
  const found = mergedOf(`zone/${zone}`);
  const findings =
    found?.['dhcp'] === undefined
      ? [
          finding(
            'PHX845',
            '/zone',
            found ? `the zone "${zone}" has no dnsmasq` : `there is no zone "${zone}"`,
            found ? 'write "dhcp": "dnsmasq" in the zone' : `make a file zone/${zone}.json`,
          ),
        ]
      : [];
  const records = Object.entries(others)
    .map(([other, ip]) => ({ name: other, ip }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    spec: { name, node: anyNode(settings), zone, domain: domain ?? null, nodes: null, records },
    findings,
  };
}
