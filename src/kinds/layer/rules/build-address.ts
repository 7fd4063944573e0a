import { addressKey, parseInSubnet } from '../../../config/address-range.ts';
import { pointer } from '../../../json.ts';
import { networkFor, networksAt } from '../../../rules/facts/declared-networks.ts';
import {
  placeOf,
  spotOf,
  type StaticAddress,
  staticAddresses,
} from '../../../rules/facts/static-addresses.ts';
import type { Breach, Rule, RuleInput } from '../../../rules/rule.ts';
import { isLayer } from '../spec.ts';

/** Of guests that run, by where they are. */
function taken(input: RuleInput): ReadonlyMap<string, StaticAddress> {
  const owners = new Map<string, StaticAddress>();
  for (const one of staticAddresses(input)) {
    if (one.guest.view.runs) owners.set(`${addressKey(one.address)} ${placeOf(one)}`, one);
  }
  return owners;
}

/** Several layers may have one address for their builds: what is built is shut down at once. */
export const buildAddress: Rule = {
  id: 'PHX807',
  severity: 'warning',
  title: 'A layer is built with the address of a guest',
  why: 'While a layer is built it runs, with the address of its "net0", beside the guests that are there. Where one of them has the same address, both are reached at random meanwhile, and what the build fetches may not arrive.',
  example: {
    wrong: '"net0": { "ip": "10.0.0.5/24" }   in layer/base, and in lxc/web',
    right: '"net0": { "bridge": "vmbr0", "ip": "dhcp" }   in the layer',
  },
  *check(input): Iterable<Breach> {
    const { estate } = input;
    const layers = [...estate.resources.values()].filter(isLayer);
    if (layers.length === 0) return;
    const owners = taken(input);
    const told = new Set<string>();
    for (const resource of layers) {
      const { name, node, nets } = resource.spec;
      for (const [slot, net] of Object.entries(nets)) {
        const bridge = net['bridge'];
        if (bridge === undefined) continue;
        const tag = net['tag'] === undefined ? null : Number(net['tag']);
        for (const key of ['ip', 'ip6'] as const) {
          const parsed = parseInSubnet(net[key] ?? '');
          if (!parsed) continue;
          const { address } = parsed;
          const network = networkFor(networksAt(estate.settings, node, { bridge, tag }), address);
          const owner = owners.get(`${addressKey(address)} ${placeOf({ network, wire: { bridge, tag } })}`);
          if (!owner || told.has(`${name} ${slot} ${key}`)) continue;
          told.add(`${name} ${slot} ${key}`);
          yield {
            message: `layer/${name} is built with the address ${owner.text}, which ${owner.guest.resource.address} has`,
            hint: 'Give the layer an address that nobody has, or write "ip": "dhcp".',
            at: { resource, path: pointer(slot, key) },
            also: spotOf(owner),
          };
        }
      }
    }
  },
};
