/**
 * Who stands on what a node's own file brings: a guest whose software needs the node's driver is stopped while that driver
 * changes. Any kind whose spec has the member `host` takes part.
 */
import type { Address, Resource } from '../config/model.ts';
import type { ResolveInput } from './kind.ts';
import type { NodeName } from './step.ts';

/** The member `host` of a spec. */
export interface HostUse {
  /** The node's file: `node/pve1`. */
  readonly address: Address;
  /** Facts of the node that its features make true and this one uses: `nvidia.driver`. Sorted. */
  readonly facts: readonly string[];
}

export const nodeAddress = (node: NodeName): Address => `node/${node}`;

/** Which facts the features of a node's file make true; nothing where it has no file. */
function factsOfHost(node: NodeName, { mergedOf, features }: ResolveInput): ReadonlySet<string> {
  const wanted = mergedOf(nodeAddress(node))?.['features'];
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return new Set();
  const known = features?.().features;
  return new Set(Object.keys(wanted).flatMap((id) => Object.keys(known?.get(id)?.manifest.facts ?? {})));
}

/** @param used facts of its node that it uses, whoever makes them true; null: nothing of them is the node's file's */
export function hostUse(node: NodeName, used: readonly string[], resolve: ResolveInput): HostUse | null {
  if (used.length === 0) return null;
  const made = factsOfHost(node, resolve);
  const facts = [...new Set(used)].filter((fact) => made.has(fact)).toSorted();
  return facts.length === 0 ? null : { address: nodeAddress(node), facts };
}

/** What a resource of any kind uses of its node's file. */
export function hostUseOf({ spec }: Resource): HostUse | null {
  return (spec as { readonly host?: HostUse } | null)?.host ?? null;
}
