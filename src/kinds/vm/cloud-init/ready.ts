/**
 * Whether a virtual machine that was started has come up: its guest agent answers, and cloud-init has ended. Asked again
 * and again by a `wait`; what is said last is the error.
 */
import { visible } from '../../../features/visible.ts';
import { CLOUD } from '../../../features/guest-scripts.ts';
import { agentAnswer, agentCommand } from '../../../node/guest-agent.ts';
import type { Look, ScopeState } from '../../../node/port.ts';
import type { Cond, Step } from '../../step.ts';

/** `ready:104`. */
const SCOPE = /^ready:(\d+)$/;

/** Seconds: `cloud-init status` starts Python in a guest that is busy with its first boot. */
const SECONDS = 30;

/** Milliseconds: a first boot that upgrades packages on a slow line. */
const WITHIN = 15 * 60_000;

/** The condition of a `wait` step. */
export const readyCond = (vmid: number): Cond => ({ scope: `ready:${vmid}`, check: { is: 'ready' } });

/** Null: it is another scope. */
export function lookAtReady(scope: string): Look | null {
  const vmid = SCOPE.exec(scope)?.[1];
  if (vmid === undefined) return null;
  return { ask: agentCommand(Number(vmid), ['sh', '-c', CLOUD], { seconds: SECONDS }) };
}

const shown = (lines: readonly string[]): string =>
  lines
    .map((line) => visible(line).trim())
    .filter((line) => line !== '')
    .join('; ');

/** Lines of `cloud-init status --long`, and those of its log where something failed. */
function judge(said: string): true | string {
  const [head = '', ...rest] = said.split('\n');
  if (!head.startsWith('phx-cloud')) return 'its guest agent answers, but not what was asked';
  if (head.trim() === 'phx-cloud none') return true;
  const at = rest.indexOf('log');
  const [status, log] = at < 0 ? [rest, []] : [rest.slice(0, at), rest.slice(at + 1)];
  const state = /^status: *(.*)$/m.exec(status.join('\n'))?.[1]?.trim() ?? '';
  // "degraded done" ends with what could be repaired: the guest works.
  if (['done', 'disabled'].includes(state)) return true;
  if (state !== 'error') return `cloud-init is not done: ${state || shown(status) || 'it says nothing'}`;
  const end = log.length === 0 ? '' : `; the end of its log: ${shown(log.slice(-6))}`;
  return `cloud-init failed: ${shown(status)}${end}`;
}

/** What `Kind.holds` answers for that condition. */
export function holdsReady(state: ScopeState): true | string {
  if (!('said' in state) || !state.said) return 'nobody asked its guest agent';
  const answer = agentAnswer(state.said);
  switch (answer.is) {
    case 'ended':
      return judge(answer.stdout);
    case 'silent':
      return `its guest agent does not answer: ${visible(answer.why)}`;
    case 'refused':
      return visible(answer.why);
  }
}

const starts = ({ do: verb }: Step): boolean =>
  verb.verb === 'run' && verb.argv[0] === 'qm' && (verb.argv[1] === 'start' || verb.argv[1] === 'reboot');

const entersByAgent = ({ do: verb }: Step): boolean =>
  (verb.verb === 'guest' || verb.verb === 'health') && verb.transport === 'agent';

/** Between a start and what enters the machine after it, it comes up. */
export function withReady(vmid: number, steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step): Step[] => {
    const start = steps.find((one) => starts(one) && step.after.includes(one.id));
    if (!start || !entersByAgent(step)) return [step];
    const id = `${step.address}:ready:${step.id.slice(step.address.length + 1)}`;
    const wait: Step = {
      id,
      address: step.address,
      node: step.node,
      title: 'wait until it has come up',
      effect: 'none',
      after: step.after,
      locks: [],
      guard: [],
      verify: [],
      do: { verb: 'wait', cond: readyCond(vmid), within: WITHIN },
      retry: 'never',
      timeout: WITHIN + 60_000,
    };
    return [wait, { ...step, after: [id] }];
  });
}
