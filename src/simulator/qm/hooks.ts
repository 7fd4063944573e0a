/** Hook scripts of machines, run as those of containers are. */
import type { Session } from '../session.ts';
import { type HookPhase, runHook } from '../pct/hooks.ts';
import type { VmDraft } from './conf.ts';

/** @throws Failure when the script fails before the start; later failures are only told */
export function runVmHook(session: Session, vmid: number, { options }: VmDraft, phase: HookPhase): void {
  runHook(session, vmid, { options }, phase);
}
