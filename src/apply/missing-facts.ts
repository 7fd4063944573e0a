/**
 * Facts that a guest's software was planned with, as phoenix.json declares them, against those of the node: software that
 * is made for another driver is not brought in. Asked before a guest is touched.
 */
import type { Address, Resource } from '../config/model.ts';
import { nodeIn } from '../config/declared-node.ts';
import type { Settings } from '../config/settings.ts';
import { hostUseOf, nodeAddress } from '../kinds/host-use.ts';
import type { Snapshot } from '../node/port.ts';
import type { Lack } from './run-guest.ts';

/** What software says of itself that is of use here. */
interface Requires {
  readonly node?: string;
  readonly software?: readonly { readonly id: string; readonly facts?: readonly string[] }[];
}

/**
 * @param install ids of what is brought in now
 * @param changing resources that this very apply changes: a fact that one of them makes true is not true yet
 */
export function missingFacts(
  want: Resource,
  install: readonly string[],
  snapshot: Snapshot,
  settings: Settings,
  changing: ReadonlySet<Address>,
): Lack | null {
  const { node = '', software = [] } = want.spec as Requires;
  const facts = snapshot.nodes.get(node);
  const has = facts?.reachable ? facts.facts : undefined;
  const declared = nodeIn(settings, node)?.facts ?? {};
  if (!has) return null;
  const made = changing.has(nodeAddress(node)) ? (hostUseOf(want)?.facts ?? []) : [];
  const fact = software
    .filter(({ id }) => install.includes(id))
    .flatMap(({ facts: required = [] }) => required)
    .filter((required) => !made.includes(required))
    .filter((required) => Object.hasOwn(declared, required) && Object.hasOwn(has, required))
    .find((required) => String(declared[required]) !== has[required]);
  if (fact === undefined) return null;
  return {
    why: `${node} has ${fact} ${has[fact]}, and phoenix.json declares ${String(declared[fact])}`,
    hint: `bring the node to what is declared, or declare what it has: "facts": { "${fact}": "${has[fact]}" }`,
  };
}
