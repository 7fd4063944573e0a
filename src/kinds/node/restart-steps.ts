/**
 * A node that is restarted for a feature, where that asked for it: the guests that still run are shut down one after the
 * other, the node is restarted, and what was begun goes on. Where nothing asked, none of it is done.
 */
import type { StepsInput } from '../kind.ts';
import { RESTART_COMMAND } from '../../node/restart-command.ts';
import type { Step } from '../step.ts';
import { cond, featuresScope } from './conditions.ts';
import type { Consumer } from './consumers.ts';
import type { NodeLive } from './fields.ts';
import { guestSteps } from './group.ts';
import { inStartOrder, whyNoRestart } from './restart.ts';
import { installedCheck, type Software, softwareStep } from './software-steps.ts';
import type { NodeSpec } from './spec.ts';
import { MINUTE, stepOf, type Subject } from './step.ts';

type Input = StepsInput<NodeSpec, NodeLive>;

/** A server with much memory and many disks takes its time. */
const BACK_WITHIN = 20 * MINUTE;

/** The boot id of a node that this apply may restart for that software; null: it does not. */
export function restartBoot(input: Input, { install }: Software): string | null {
  const { want, snapshot } = input;
  if (want?.spec.reboot !== 'apply') return null;
  const wishes = (want.spec.software ?? []).some(({ id, restarts }) => restarts && install.includes(id));
  if (!wishes || whyNoRestart(want.spec.node, input) !== null) return null;
  const facts = snapshot.nodes.get(want.spec.node);
  return facts?.reachable ? (facts.boot ?? null) : null;
}

interface Restarting {
  readonly boot: string;
  readonly software: Software;
  /** Guests that use what changes: they are down already, and Proxmox starts them with the node. */
  readonly users: readonly Consumer[];
  readonly others: readonly Consumer[];
  /** The installation that may ask for it. */
  readonly work: string;
}

/** One after the other; the last one installs what was begun. */
export function restartSteps(input: Input, subject: Subject, restarting: Restarting): Step[] {
  const { boot, software, users, others, work } = restarting;
  const check = { is: 'unsettled', of: installedCheck(input, software) } as const;
  const onlyIf = cond(featuresScope(subject.node), check);
  const ordered = inStartOrder(others, input.estate).toReversed();
  const downs = guestSteps(input, subject, ordered).stops.map(({ step }) => step);
  const restart = stepOf(subject, {
    id: 'restart',
    title: `restart ${subject.node}`,
    effect: 'offline',
    do: { verb: 'restart', argv: RESTART_COMMAND, boot, within: BACK_WITHIN },
    timeout: BACK_WITHIN + MINUTE,
  });
  // With the node, guests that start at boot came up again.
  const again = guestSteps(input, subject, users).stops.map(({ step }) => ({
    ...step,
    id: `${step.id}:again`,
  }));
  const install: Step = {
    ...softwareStep(subject, input, 'features-again', software),
    title: 'go on after the restart',
    effect: 'offline',
  };
  const steps = [...downs, restart, ...again, install];
  return steps.map((step, i) => ({ ...step, onlyIf, after: [steps[i - 1]?.id ?? work] }));
}
