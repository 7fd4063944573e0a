/** Who is stopped while a feature of a node changes: guests that use a fact which that feature makes true. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import { hostUseOf } from '../host-use.ts';
import type { NodeSpec } from './spec.ts';

export interface Consumer {
  readonly address: Address;
  readonly vmid: number;
}

type Estate = ReadonlyMap<Address, Resource>;

function factsOf(id: string, specs: readonly (NodeSpec | null | undefined)[]): Set<string> {
  return new Set(specs.flatMap((spec) => Object.keys(spec?.facts[id] ?? {})));
}

/** Sorted; a guest that its file wants stopped has nothing open on the node. */
export function consumersOf(
  address: Address,
  id: string,
  specs: readonly (NodeSpec | null | undefined)[],
  estate: Estate | undefined,
): Consumer[] {
  const facts = factsOf(id, specs);
  if (facts.size === 0 || !estate) return [];
  const found = [...estate.values()].flatMap((resource): Consumer[] => {
    const use = hostUseOf(resource);
    if (use?.address !== address || !use.facts.some((fact) => facts.has(fact))) return [];
    const { vmid, state, template } = resource.spec as {
      readonly vmid?: number;
      readonly state?: string;
      readonly template?: boolean;
    };
    const runs = vmid !== undefined && state !== 'stopped' && template !== true;
    return runs ? [{ address: resource.address, vmid }] : [];
  });
  return found.toSorted((a, b) => (a.address < b.address ? -1 : 1));
}
