/** How a guest is entered: constant commands, into which nothing of a file or a secret ever comes. */
import { BOOTSTRAP } from '../features/guest-scripts.ts';

/** Without the node's environment; the program reads the bundle from stdin. */
export function enterCommand(vmid: number): readonly string[] {
  return ['pct', 'exec', String(vmid), '--keep-env', '0', '--', 'sh', '-c', BOOTSTRAP];
}

/** systemd replaces `$NAME` in the words of a unit's command, and takes `$$` for `$` (systemd 252). */
const asUnitWord = (text: string): string => text.replaceAll('$', () => '$$');

/** On the node itself, in a unit of its own: what is under way does not end with whoever started it. */
export function hostCommand(): readonly string[] {
  return ['systemd-run', '--quiet', '--collect', '--pipe', '--wait', '--', 'sh', '-c', asUnitWord(BOOTSTRAP)];
}

/** Whether a command of the node becomes a process in a guest, which holds its input and output. */
export function entersGuest([program, verb]: readonly string[]): boolean {
  return program === 'pct' && verb === 'exec';
}

/** How a guest is entered: by `pct exec`, or by the guest agent of a virtual machine. */
export type Transport = 'agent';

/** Seconds that a guest has to shut down by itself. */
const SHUTDOWN_SECONDS = 60;

export function rebootCommand(vmid: number, transport?: Transport): readonly string[] {
  const program = transport === 'agent' ? 'qm' : 'pct';
  return [program, 'reboot', String(vmid), '--timeout', String(SHUTDOWN_SECONDS)];
}

/** Milliseconds that a reboot may take. */
export const REBOOT_LIMIT = (SHUTDOWN_SECONDS + 360) * 1000;
