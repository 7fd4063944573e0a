import { isInRange, isWithin, overlaps, parseSubnet } from '../config/address-range.ts';
import { type DeclaredNetwork, isManaged, networksOf } from './facts/declared-networks.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';

const LINK_LOCAL = parseSubnet('fe80::/10');

export const networkRanges: Rule = {
  id: 'PHX516',
  severity: 'error',
  title: 'Declared networks overlap, or a gateway or range is outside of its network',
  why: 'Where two networks hold the same addresses, a router sends to one of them only. A gateway, DHCP range or reserved range outside of its own subnet is a slip of the finger, and the checks of guests that rest on it say nothing, or the wrong thing.',
  example: {
    wrong: '"subnet": "10.0.0.0/24", "gateway": "10.0.1.1"',
    right: '"subnet": "10.0.0.0/24", "gateway": "10.0.0.1"',
  },
  *check(input): Iterable<Breach> {
    const all = networksOf(input.estate.settings);
    const networks = all.filter(({ name }) => !isManaged(name));
    const managed = all.filter(({ name }) => isManaged(name));
    for (const [index, network] of networks.entries()) {
      const other = [...networks.slice(0, index), ...managed].find((one) => collide(network, one));
      if (other) yield overlap(network, other, input);
      yield* strays(network, input);
    }
  },
};

/** Networks that no node has both of may well have the same addresses. */
function collide(a: DeclaredNetwork, b: DeclaredNetwork): boolean {
  if (!a.subnet || !b.subnet || !overlaps(a.subnet, b.subnet)) return false;
  const { nodes } = b;
  return a.nodes === null || nodes === null || [...a.nodes].some((node) => nodes.has(node));
}

function overlap(network: DeclaredNetwork, other: DeclaredNetwork, input: RuleInput): Breach {
  const { networks } = input.estate.settings;
  const [subnet, there] = [networks[network.name]?.subnet, networks[other.name]?.subnet];
  return {
    message: `the networks "${network.name}" and "${other.name}" overlap: ${subnet} and ${there}`,
    hint: 'Correct one of them; where they are on different nodes, name these in "nodes" of both.',
    at: input.inSettings('networks', network.name, 'subnet'),
    ...(isManaged(other.name) ? {} : { also: input.inSettings('networks', other.name, 'subnet') }),
  };
}

function* strays(
  { name, subnet, gateway, dhcp, reserved }: DeclaredNetwork,
  input: RuleInput,
): Iterable<Breach> {
  if (!subnet) return;
  const hint = `Correct it, or the "subnet" of the network.`;
  const also = input.inSettings('networks', name, 'subnet');
  // A gateway of IPv6 is usually known by its link-local address.
  if (
    gateway &&
    !isInRange(gateway, subnet) &&
    !(subnet.family === 6 && LINK_LOCAL && isInRange(gateway, LINK_LOCAL))
  ) {
    const message = `the gateway of the network "${name}" is outside of its subnet`;
    yield { message, hint, at: input.inSettings('networks', name, 'gateway'), also };
  }
  for (const [key, ranges] of [
    ['dhcp', dhcp],
    ['reserved', reserved],
  ] as const) {
    for (const [index, range] of ranges.entries()) {
      if (isWithin(range, subnet)) continue;
      const what = key === 'dhcp' ? 'a DHCP range' : 'a reserved range';
      const message = `${what} of the network "${name}" is outside of its subnet`;
      yield { message, hint, at: input.inSettings('networks', name, key, index), also };
    }
  }
}
