/**
 * What the fault matrix is run over: an estate on a simulated cluster in memory, just before the apply that is disturbed.
 * Worlds are described here and nowhere else; what is done to them is the matrix's business.
 */
import type { History } from '../../src/commands/live-plan.ts';
import type { Estate } from '../../src/config/model.ts';
import type { ReadSecret } from '../../src/secrets/reader.ts';
import type { Host } from '../../src/simulator/host.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import type { GuestRuntime } from '../../src/simulator/session.ts';
import type { FaultKind } from './fault.ts';
import type { Operation } from './operation.ts';

export interface FaultWorld {
  /** Heads its table in docs/faults.md. */
  readonly name: string;
  /** The cluster before the apply; every run forks it. */
  readonly host: MemoryHost;
  /** As it shall be. */
  readonly estate: Estate;
  /** What git knows; without, an operator confirms the plan. */
  readonly history?: History;
  /** What runs in guests; nothing, where absent. */
  readonly runtime?: (host: Host) => GuestRuntime;
  /** Reads secrets. What takes real time is to be known beforehand: the matrix's clock is virtual. */
  readonly secret?: ReadSecret;
  /** What the law does not hold for, and why. */
  readonly exceptions?: readonly Exception[];
}

/** A difference that is known and right. Every exception has to be met, or the matrix fails. */
export interface Exception {
  /** In words, for the table. */
  readonly why: string;
  readonly of: (operation: Operation, fault: FaultKind) => boolean;
  /** What may be done again beside the command that was disturbed, such as `zfs create tank/media`. */
  readonly repeats?: RegExp;
  /** Takes out of the state what may differ; null: the file is left out. */
  readonly state?: (path: string, text: string) => string | null;
  /** No apply brings the end about: the next one tells so by this, and leaves it to people. */
  readonly tells?: RegExp;
  /** Applies that it takes at most to bring the end about, 1 unless given. */
  readonly applies?: number;
}
