/** Who stands on a pool: guests that are in it, and pools inside it. What stands on it goes before it does. */
import type { Address } from '../../config/model.ts';
import type { CarriesInput } from '../kind.ts';
import { isPool, parentOf } from './spec.ts';

export function onPools(input: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const { resources } = input;
  const all = [...resources.values()];
  const pools = new Map(all.filter(isPool).map(({ spec, address }) => [spec.id, address]));
  if (pools.size === 0) return new Map();
  return new Map(
    all.flatMap((resource): [Address, readonly Address[]][] => {
      const id = isPool(resource) ? parentOf(resource.spec.id) : (input.guestOf(resource)?.pool ?? null);
      const pool = id === null ? undefined : pools.get(id);
      return pool === undefined ? [] : [[resource.address, [pool]]];
    }),
  );
}
