/** Containers as their nodes have them. */
import type { GuestFile, Snapshot } from '../../node/port.ts';
import * as guest from '../guest/live.ts';
import { LXC_GRAMMAR } from './grammar.ts';

export function liveOf(file: GuestFile, running: boolean, pool: string | null): guest.GuestLive {
  return guest.liveOf(LXC_GRAMMAR, file, running, pool);
}

/** A guest of a snapshot of the estate; null when there is no such container. */
export function liveIn(snapshot: Snapshot, vmid: number): guest.GuestLive | null {
  return guest.liveIn(LXC_GRAMMAR, snapshot, vmid);
}
