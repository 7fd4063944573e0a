/**
 * The way back of a change that may cut off the nodes: a timer of systemd on the node puts the file of before back, whatever
 * becomes of Phoenix and of the connection. It is stopped only when a fresh connection came about after the change. A
 * restart of the node within that time loses the timer (systemd 252 and 257: units of `systemd-run` are kept in memory).
 */
import type { Snapshot } from '../../node/port.ts';
import type { Step } from '../step.ts';
import { hasDigest, inForce } from './conditions.ts';
import { keptPath, unitNameOf } from './live.ts';
import { readingOf } from './reading.ts';
import { nameOf, pathOf, type Target } from './spec.ts';

/** Seconds until the file of before comes back: ten for the firewall to take the change up, and time to try again. */
const PATIENCE = 90;
/** Milliseconds. */
const IN_FORCE_WITHIN = 30_000;
const REACH_WITHIN = 20_000;
/** Two rounds of the daemon that writes rules of nftables, which nobody can ask whether it has (PVE 9.2). */
const SETTLE = 12_000;

export interface Risk {
  readonly address: string;
  readonly target: Target;
  /** Where the timer runs. */
  readonly node: string;
  /** The file as it is; null: there is none. */
  readonly text: string | null;
  /** What is kept already, of a change that was not confirmed: it stays what comes back. */
  readonly kept: string | null;
  readonly snapshot: Snapshot;
  /** ISO time of this apply. */
  readonly now: string;
}

function stepOf(risk: Risk, over: Pick<Step, 'id' | 'title' | 'after' | 'do'> & Partial<Step>): Step {
  const { address, node } = risk;
  return {
    address,
    node,
    effect: 'config',
    locks: [],
    guard: [],
    verify: [],
    retry: 'never',
    timeout: 30_000,
    ...over,
    id: `${address}:${over.id}`,
  };
}

const timersOf = (target: Target) => `phoenix-revert-${unitNameOf(target)}-*.timer`;

/** What systemd does when nobody stops it: puts the file back, or takes it away where there was none. */
function backArguments({ target, text, kept }: Risk): string[] {
  const before = kept ?? text ?? '';
  return before === '' ? ['rm', '-f', '--', pathOf(target)] : ['cp', '--', keptPath(target), pathOf(target)];
}

/** Stops timers of that file, whichever there are: without one, systemctl is content as well. */
const disarming = ({ target }: Risk) =>
  ({ verb: 'run', argv: ['systemctl', 'stop', timersOf(target)] }) as const;

/** Before the write: the file is kept, and set to come back. */
export function preparation(risk: Risk, after: readonly string[]): Step[] {
  const { target, text, kept, now } = risk;
  const first = `${risk.address}:quiet`;
  const quiet = stepOf(risk, {
    id: 'quiet',
    title: 'stop the way back of an earlier change',
    after,
    do: disarming(risk),
  });
  const keep = stepOf(risk, {
    id: 'keep',
    title: `keep ${nameOf(target)} as it is`,
    after: kept === null ? after : [first],
    do: { verb: 'write', path: keptPath(target), content: kept ?? text ?? '' },
  });
  const unit = `phoenix-revert-${unitNameOf(target)}-${now.replace(/\D/g, '').slice(0, 14)}`;
  const arm = stepOf(risk, {
    id: 'arm',
    title: `set ${nameOf(target)} to come back in ${PATIENCE} s`,
    after: [keep.id],
    do: {
      verb: 'run',
      argv: [
        'systemd-run',
        `--unit=${unit}`,
        `--on-active=${PATIENCE}`,
        '--timer-property=AccuracySec=1s',
        '--collect',
        '--quiet',
        '--',
        ...backArguments(risk),
      ],
    },
  });
  return [...(kept === null ? [] : [quiet]), keep, arm];
}

/** The nodes that the file decides about, as far as they answer. */
function nodesOf({ target, snapshot }: Risk): string[] {
  if (target.is === 'node') return [target.node];
  return [...snapshot.nodes].filter(([, facts]) => facts.reachable).map(([name]) => name);
}

/** `pve-firewall` knows nothing of rules that nftables has: there, time alone tells (PVE 9.2). */
function isNftables({ snapshot }: Risk, node: string): boolean {
  const text = snapshot.files?.get(pathOf({ is: 'node', node })) ?? null;
  return readingOf(text).options.get('nftables') === '1';
}

/**
 * After the write: every node is asked for a fresh connection, and the way back is stopped. Where one does not answer,
 * nothing stops it.
 */
export function confirmation(risk: Risk, after: readonly string[], digest: string | null): Step[] {
  const { target } = risk;
  const tries = nodesOf(risk).flatMap((node) => {
    const cond = inForce(node);
    const wait = stepOf(risk, {
      id: `in-force@${node}`,
      title: `wait until ${node} has taken it up`,
      after,
      node,
      do: { verb: 'wait', cond, within: IN_FORCE_WITHIN },
    });
    const blind = isNftables(risk, node);
    const reach = stepOf(risk, {
      id: `reach@${node}`,
      title: `reach ${node} anew`,
      after: blind ? after : [wait.id],
      node,
      do: { verb: 'reach', node, within: REACH_WITHIN, ...(blind ? { settle: SETTLE } : {}) },
      timeout: 60_000,
    });
    return blind ? [reach] : [wait, reach];
  });
  const disarm = stepOf(risk, {
    id: 'disarm',
    title: `let ${nameOf(target)} stay`,
    after: tries.flatMap(({ id, do: verb }) => (verb.verb === 'reach' ? [id] : [])),
    guard: [hasDigest(pathOf(target), digest)],
    do: disarming(risk),
  });
  const clear = stepOf(risk, {
    id: 'clear',
    title: 'forget what it was',
    after: [disarm.id],
    // It came back in the last moment: then it is not forgotten.
    guard: [hasDigest(pathOf(target), digest)],
    do: { verb: 'write', path: keptPath(target), content: null },
  });
  return [...tries, disarm, clear];
}
