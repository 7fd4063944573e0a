/** What rules about virtual machines look at. */
import type { Estate, Resource } from '../../../../config/model.ts';
import { isVm, type VmSpec } from '../../spec.ts';

export function* machinesOf({ resources }: Estate): Generator<Resource<VmSpec>> {
  for (const resource of resources.values()) if (isVm(resource)) yield resource;
}

/** The PCI devices that a machine gets, by their slots. */
export const passedTo = ({ groups }: VmSpec): string[] =>
  Object.keys(groups).filter((slot) => slot.startsWith('hostpci'));
