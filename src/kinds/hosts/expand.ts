/** The names of the estate's guests, with the addresses that git knows and those that IPAM will. Pure. */
import type { LateReference, Resource } from '../../config/model.ts';
import type { CardView } from '../guest-view.ts';
import type { Expanded, ExpandInput } from '../kind.ts';
import type { HostRecord, HostsSpec } from './spec.ts';

type Guests = Pick<ExpandInput<HostsSpec>, 'resources' | 'guestOf'>;

const plain = (address: string): string => address.replace(/\/.*$/, '');

/** The first address of a card, or what will be known of it; null: nobody tells. */
function recordOf(guest: Resource, name: string, card: CardView, { resources }: Guests): HostRecord | null {
  const fixed = card.ip ?? card.pin ?? card.ip6;
  if (fixed !== null) return { name, ip: plain(fixed) };
  if (!card.isDhcp || !resources.has(`vnet/${card.bridge ?? ''}`)) return null;
  const field = `${card.slot}.address`;
  return { name, ip: `\${${guest.address}.${field}}`, late: { to: guest.address, field } };
}

function recordsOf(input: Guests): HostRecord[] {
  return [...input.resources.values()].flatMap((resource) => {
    const guest = input.guestOf(resource);
    if (!guest) return [];
    for (const card of guest.cards) {
      const record = recordOf(resource, guest.hostname, card, input);
      if (record) return [record];
    }
    return [];
  });
}

export function expandHosts(input: ExpandInput<HostsSpec>): Expanded {
  const { resource, resources } = input;
  const known = [...resource.spec.records, ...recordsOf(input)].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  // What the file says of a name goes first.
  const records = [...new Map(known.toReversed().map((one) => [one.name, one])).values()].toReversed();
  const late = records.flatMap(({ ip, late: of }): LateReference[] => (of ? [{ text: ip, ...of }] : []));
  const nodes = zoneNodes(resources, resource.spec.zone);
  const spec: HostsSpec = { ...resource.spec, nodes, records };
  const refersTo = [...new Set(late.map(({ to }) => to))].toSorted();
  const made: Resource<HostsSpec> = {
    ...resource,
    spec,
    ...(late.length > 0 && { late, refersTo }),
  };
  return { resources: [made], findings: [] };
}

function zoneNodes(resources: Guests['resources'], zone: string): readonly string[] | null {
  const nodes = resources.get(`zone/${zone}`)?.merged['nodes'];
  return Array.isArray(nodes) ? nodes.filter((node): node is string => typeof node === 'string') : null;
}
