/** Guests of any kind stand on the vnets that their cards are on. Pure. */
import type { Address } from '../../config/model.ts';
import type { CarriesInput } from '../kind.ts';

export function guestsOnVnets(input: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const { resources } = input;
  const vnets = new Map<string, Address>();
  for (const { kind, name, address } of resources.values()) if (kind === 'vnet') vnets.set(name, address);
  const found = new Map<Address, readonly Address[]>();
  if (vnets.size === 0) return found;
  for (const resource of resources.values()) {
    const needs = input.guestOf(resource)?.cards.flatMap(({ bridge }) => vnets.get(bridge ?? '') ?? []) ?? [];
    if (needs.length > 0) found.set(resource.address, needs);
  }
  return found;
}
