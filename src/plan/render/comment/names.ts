/** Guests in a comment: their address as code, with the number by which Proxmox knows them. */
import type { Address } from '../../../config/model.ts';
import type { PlanItem } from '../../plan.ts';
import { clip, code, words } from '../escape.ts';

export function addressCode(address: Address): string {
  return code(clip(address, 80));
}

/** `vmid:952` is `952`. */
export function idText(id: string): string {
  return clip(id.replace(/^vmid:/, ''), 40);
}

/** `` `lxc/qdrant` 952 ``. */
export function guestText(item: PlanItem): string {
  return `${addressCode(item.address)} ${words(idText(item.id))}`;
}
