/** What a failed step says to people: why in one line, what to do, and the last lines of what the command printed. */
import { durationText } from '../config/units.ts';
import type { Step } from '../kinds/step.ts';
import type { Attempt } from './attempt.ts';
import { contentionIn } from './contention.ts';
import type { StepOutcome } from './report.ts';

const MAX_OUTPUT = 4000;

/** Lines that stand before the reason or after it, but are never the reason. */
const NOISE =
  /^(?:400 Parameter verification failed\.|400 unable to parse option|trying to acquire lock\.\.\.|USAGE|pct \w+ <|Use of uninitialized|command '.*' failed: exit code)/;

/** The line of an error output that says why. */
function reasonIn(stderr: string): string | null {
  const lines = stderr.split('\n').map((line) => line.trim());
  const told = lines.find((line) => line !== '' && !NOISE.test(line));
  return told ?? lines.find((line) => line !== '') ?? null;
}

/** The end of what was printed, both streams, so that the error is in it. */
function outputOf({ stdout, stderr }: Attempt, redact: (text: string) => string): string | undefined {
  // Before it is cut: nobody knows the half of a secret.
  const all = redact([stdout.trimEnd(), stderr.trimEnd()].filter((text) => text !== '').join('\n'));
  if (all === '') return undefined;
  return all.length > MAX_OUTPUT ? `…${all.slice(-MAX_OUTPUT)}` : all;
}

/** What Proxmox's tools say, and what pmxcfs lets them say, where /etc/pve cannot be written (PVE 9.2). */
const NO_QUORUM =
  /\bno quorum\b|\/etc\/pve\/\S* cannot be written(?: on [\w-]+)?: .*permission denied|'\/etc\/pve\/[^']*' - permission denied/i;

/** Whether a step failed since the cluster lets nobody change anything. */
export function lacksQuorum(outcome: StepOutcome): boolean {
  return outcome.is === 'failed' && NO_QUORUM.test(`${outcome.why}\n${outcome.output ?? ''}`);
}

function hintOf(attempt: Attempt): string | undefined {
  const { exit } = attempt;
  const said = `${attempt.stderr}\n${attempt.stdout}`;
  if (NO_QUORUM.test(said)) {
    return 'the cluster has lost its quorum ("pvecm status"): bring its nodes back, then apply again';
  }
  if (/No space left on device|the disk is full/.test(said))
    return 'a disk of the node is full: make room, then apply again';
  if (exit === -9 || exit === 137) {
    return 'somebody killed it, or the kernel did for lack of memory ("journalctl -k -g oom" tells): then apply again';
  }
  if (/can't find any free ip in /.test(said)) {
    return 'its subnet has no free address left: widen "dhcp" of the vnet, or free what no guest has with "leaks": "clean"; then apply again';
  }
  const lock = contentionIn(said);
  if (lock?.includes('is locked (')) {
    return 'wait until the task that holds it is done; if none runs any more, "pct unlock" clears it; then apply again';
  }
  if (lock !== null) return 'another command works on the same guest or storage: apply again when it is done';
  if (attempt.refused) return 'someone else changed the guest in between: apply again';
  return undefined;
}

function verdictOf(attempt: Attempt, broken: readonly string[], step: Step): string {
  const { what, exit, timedOut, stderr } = attempt;
  if (exit === null) return `the connection was lost while ${what} ran: ${stderr}`;
  if (timedOut) return `${what} did not end within ${durationText(step.timeout)} and was stopped`;
  if (exit < 0) return `${what} was killed by signal ${-exit}`;
  const reason = reasonIn(stderr);
  if (attempt.refused && exit === 0) return `${what} did nothing: someone else had changed the guest`;
  if (exit !== 0) return `${what} failed: ${reason ?? `exit ${exit}`}`;
  const missing = broken[0] ?? 'nothing changed';
  return `${what} said that it worked, but ${missing}${reason === null ? '' : ` (${reason})`}`;
}

export interface FailureInput {
  readonly step: Step;
  readonly ms: number;
  readonly attempt: Attempt;
  /** What the read-back missed. */
  readonly broken: readonly string[];
  /** Further facts: what the undo did. */
  readonly notes: readonly string[];
  readonly redact: (text: string) => string;
}

/** A failed step, for the report. */
export function failure(input: FailureInput): StepOutcome {
  const { step, ms, attempt, broken, notes, redact } = input;
  const output = outputOf(attempt, redact);
  const hint = hintOf(attempt);
  return {
    is: 'failed',
    ms,
    why: redact([verdictOf(attempt, broken, step), ...notes].join('; ')),
    ...(hint === undefined ? {} : { hint }),
    ...(output === undefined ? {} : { output }),
  };
}

/** What a command complained of although its effect is there. */
export function complaint(attempt: Attempt): string | undefined {
  if (attempt.exit === 0) return undefined;
  if (attempt.exit === null)
    return `the connection was lost while ${attempt.what} ran, but it has its effect`;
  return `${attempt.what} ended with ${attempt.exit} (${reasonIn(attempt.stderr) ?? 'no message'}), but it has its effect`;
}
