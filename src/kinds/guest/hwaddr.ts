/**
 * The MAC address of a card that the file gives none: the same on every run, so that a repeated create, a clone and a
 * guest that is made anew keep it, and so that no `pct set` is ever sent without one (Proxmox would make up another
 * and plug the card anew).
 */
import { sha256 } from '../../hash.ts';
import type { Slot } from './field.ts';

/** Locally administered, unicast: 40 bits of the digest follow. */
const PREFIX = '02';

export function hwaddrOf(estate: string, vmid: number, slot: Slot): string {
  const hash = sha256(`${estate}\n${vmid}\n${slot}`).toUpperCase();
  const bytes = [0, 2, 4, 6, 8].map((at) => hash.slice(at, at + 2));
  return [PREFIX, ...bytes].join(':');
}
