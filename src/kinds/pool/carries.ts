/**
 * Who stands on a pool: guests that are in it, and pools inside it; a pool itself stands on the storages in it, which
 * Proxmox refuses before they are there. What stands on something goes before it does.
 */
import type { Address } from '../../config/model.ts';
import type { CarriesInput } from '../kind.ts';
import { isStorage } from '../storage/spec.ts';
import { isPool, parentOf } from './spec.ts';

export function onPools(input: CarriesInput): ReadonlyMap<Address, readonly Address[]> {
  const { resources } = input;
  const all = [...resources.values()];
  const pools = new Map(all.filter(isPool).map(({ spec, address }) => [spec.id, address]));
  if (pools.size === 0) return new Map();
  const storages = new Map(all.filter(isStorage).map(({ spec, address }) => [spec.id, address]));
  return new Map(
    all.flatMap((resource): [Address, readonly Address[]][] => {
      const id = isPool(resource) ? parentOf(resource.spec.id) : (input.guestOf(resource)?.pool ?? null);
      const pool = id === null ? undefined : pools.get(id);
      const inIt = isPool(resource) ? resource.spec.storages : [];
      const needs = [pool, ...inIt.map((one) => storages.get(one))].filter((one) => one !== undefined);
      return needs.length === 0 ? [] : [[resource.address, needs]];
    }),
  );
}
