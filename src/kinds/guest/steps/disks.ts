/**
 * Volumes that grow. `pct resize` to the size that is there is an error, and it exits 0 when the growing itself failed
 * (PVE 9.2): what is read back decides.
 */
import { parseSize } from '../../../node/property-string.ts';
import { cond } from '../conditions.ts';
import { slotArgument } from '../field.ts';
import type { Act } from './act.ts';
import type { Grow } from './edit.ts';
import { digestOf, tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

export function growAct(subject: Subject, { slot, option, size, effect }: Grow): Act {
  const { vmid } = subject;
  const name = slotArgument(slot, 'mount') ?? slot;
  return {
    verb: 'resize',
    what: slot,
    title: `grow ${name} to ${size}`,
    effect,
    do: tool(subject, 'resize', vmid, option, size, '--digest', digestOf(subject)),
    verify: [cond(vmid, { is: 'size', slot, bytes: parseSize(size) ?? 0 })],
    unseen: true,
    timeout: TIMEOUTS.resize,
  };
}
