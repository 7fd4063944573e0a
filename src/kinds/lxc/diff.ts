/** What becomes of a container. */
import type { Diff } from '../change.ts';
import { diffGuest } from '../guest/diff.ts';
import type { GuestLive } from '../guest/live.ts';
import type { DiffInput } from '../kind.ts';
import { LXC } from './dialect.ts';
import type { LxcSpec } from './spec.ts';

export function diffLxc(input: DiffInput<LxcSpec, GuestLive>): Diff {
  return diffGuest({ ...input, dialect: LXC });
}
