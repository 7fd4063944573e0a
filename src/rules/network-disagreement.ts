import { addressKey, type AddressRange } from '../config/address-range.ts';
import { grouped } from '../grouped.ts';
import { wireOf } from './facts/declared-networks.ts';
import type { Breach, Rule, RuleInput, Spot } from './rule.ts';
import { hasAddress, spotOf, type StaticAddress, staticAddresses } from './facts/static-addresses.ts';

export const networkDisagreement: Rule = {
  id: 'PHX517',
  severity: 'warning',
  title: 'Guests of one network disagree on its prefix or its gateway',
  why: 'With a wrong prefix a guest looks for some of its neighbours at the gateway, or does not look there for strangers; with a wrong gateway it reaches nothing else. Where the network is declared in phoenix.json that counts; otherwise what most guests of this bridge and VLAN on the node say.',
  example: {
    wrong: '"ip": "10.0.0.5/24" in one file, "ip": "10.0.0.6/16" in another one on the same bridge',
    right: '"ip": "10.0.0.5/24" and "ip": "10.0.0.6/24"',
  },
  *check(input): Iterable<Breach> {
    const groups = new Map<string, StaticAddress[]>();
    for (const one of staticAddresses(input)) {
      // One address of its own has no neighbours, and what is wrong by itself has been said.
      if (one.subnet.first === one.subnet.last || one.fault || !one.wire) continue;
      if (yield* againstDeclared(one, input)) continue;
      const { guest, wire, network, address } = one;
      if (network?.subnet && network.gateway?.family === address.family) continue;
      const place = network ? network.name : `${guest.view.node} ${wireOf(wire.bridge, wire.tag)}`;
      const key = `${place} ${address.family}`;
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
    for (const group of groups.values()) yield* amongThemselves(group);
  },
};

/** True: something was found. */
function* againstDeclared(one: StaticAddress, input: RuleInput): Generator<Breach, boolean> {
  const { network, prefix, subnet, gateway, gatewayText, key } = one;
  if (!network) return false;
  const declared = input.estate.settings.networks[network.name];
  if (network.subnet && (network.subnet.first !== subnet.first || network.subnet.last !== subnet.last)) {
    yield {
      message: `${hasAddress(one)}/${prefix}, and the network "${network.name}" is ${declared?.subnet}`,
      hint: `Write the prefix of the network, or correct its "subnet" in phoenix.json.`,
      at: spotOf(one),
      also: input.inSettings('networks', network.name, 'subnet'),
    };
    return true;
  }
  if (!gateway || !network.gateway || gateway.family !== network.gateway.family) return false;
  // A gateway has a link-local address beside its others.
  if (gateway.value === network.gateway.value || gatewayText?.toLowerCase().startsWith('fe80:')) return false;
  if (declared?.gateway?.toLowerCase().startsWith('fe80:')) return false;
  yield {
    message: `${one.guest.resource.address} goes by ${gatewayText}, and the gateway of the network "${network.name}" is ${declared?.gateway}`,
    hint: `Leave "${key === 'ip' ? 'gw' : 'gw6'}" to a base or profile that all share, or correct "gateway" in phoenix.json.`,
    at: gatewaySpot(one),
    also: input.inSettings('networks', network.name, 'gateway'),
  };
  return true;
}

const gatewaySpot = ({ guest, slot, key }: StaticAddress): Spot => ({
  resource: guest.resource,
  path: `/${slot}/${key === 'ip' ? 'gw' : 'gw6'}`,
});

function* amongThemselves(group: readonly StaticAddress[]): Iterable<Breach> {
  const subnets = grouped(group, ({ subnet, prefix }) => `${subnet.first.toString(16)}/${prefix}`);
  const wrong = nested([...subnets.values()]);
  for (const members of subnets.values()) {
    const other = wrong.get(members);
    if (!other) {
      yield* gateways(members);
      continue;
    }
    for (const one of members) {
      yield {
        message: `${hasAddress(one)}/${one.prefix}, and ${other.guest.resource.address} in the same network ${other.text}/${other.prefix}`,
        hint: 'Write the same prefix in both; where these are two networks, declare both under "networks" in phoenix.json.',
        at: spotOf(one),
        also: spotOf(other),
      };
    }
  }
}

/** Of two subnets, one within the other, the one with fewer guests: with one of those that have the other. */
function nested(
  subnets: readonly (readonly StaticAddress[])[],
): ReadonlyMap<readonly StaticAddress[], StaticAddress> {
  const wrong = new Map<readonly StaticAddress[], StaticAddress>();
  const open: (readonly StaticAddress[])[] = [];
  const rangeOf = (members: readonly StaticAddress[]) => (members[0] as StaticAddress).subnet;
  for (const inner of subnets.toSorted((a, b) => byStart(rangeOf(a), rangeOf(b)))) {
    while (open.length > 0 && rangeOf(open.at(-1) as readonly StaticAddress[]).last < rangeOf(inner).first)
      open.pop();
    const outer = open.at(-1);
    open.push(inner);
    if (!outer) continue;
    const [fewer, more] = inner.length <= outer.length ? [inner, outer] : [outer, inner];
    wrong.set(fewer, more[0] as StaticAddress);
  }
  return wrong;
}

function byStart(a: AddressRange, b: AddressRange): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}

/** Those that go by another gateway than most. */
function* gateways(members: readonly StaticAddress[]): Iterable<Breach> {
  const by = grouped(
    members.filter(({ gateway }) => gateway !== null),
    ({ gateway }) => (gateway ? addressKey(gateway) : ''),
  );
  if (by.size < 2) return;
  const [most] = [...by.values()].toSorted((a, b) => b.length - a.length);
  const other = (most as readonly StaticAddress[])[0] as StaticAddress;
  for (const one of members) {
    if (!one.gateway || !other.gateway || one.gateway.value === other.gateway.value) continue;
    yield {
      message: `${one.guest.resource.address} goes by ${one.gatewayText}, and ${other.guest.resource.address} in the same network by ${other.gatewayText}`,
      hint: 'Correct one of them; to say which is right, declare the network with its "gateway" in phoenix.json.',
      at: gatewaySpot(one),
      also: gatewaySpot(other),
    };
  }
}
