/** The guests of a group: shut down before a feature of their node changes, and started again after it, whatever came of it. */
import type { Address } from '../../config/model.ts';
import type { StepsInput } from '../kind.ts';
import type { Lock, Step } from '../step.ts';
import { cond } from './conditions.ts';
import type { Consumer } from './consumers.ts';
import type { NodeLive } from './fields.ts';
import type { NodeSpec } from './spec.ts';
import { stoppedIn } from './diff.ts';
import { MINUTE, stepOf, type Subject } from './step.ts';

type Input = StepsInput<NodeSpec, NodeLive>;

/** Seconds that a guest gets to shut down before it is stopped hard: Proxmox's own default. */
const SHUTDOWN = 60;

/** Those of the addresses that are on the node, each once. */
export function groupOf({ estate, wanted }: Input, addresses: readonly Address[]): Consumer[] {
  return [...new Set(addresses)].toSorted().flatMap((address) => {
    const resource = estate?.get(address) ?? wanted?.(address);
    const { vmid } = (resource?.spec ?? {}) as { readonly vmid?: number };
    return vmid === undefined ? [] : [{ address, vmid }];
  });
}

interface GuestStep {
  readonly consumer: Consumer;
  readonly step: Step;
}

/** One holder of the limit on restarts, however many guests it stops: they are down together. */
function locksOf({ settings }: Input, { vmid }: Consumer): Lock[] {
  return [
    { name: `guest:${vmid}`, mode: 'exclusive' },
    { name: 'restarts', mode: 'shared', limit: settings.policies.restarts.maxParallel },
  ];
}

/** `stops` of those that run; `starts` of these, and of those that an earlier apply has stopped. */
export function guestSteps(
  input: Input,
  subject: Subject,
  consumers: readonly Consumer[],
): { readonly stops: readonly GuestStep[]; readonly starts: readonly GuestStep[] } {
  const { snapshot, seen } = input;
  const facts = snapshot.nodes.get(subject.node);
  const runs = facts?.reachable ? facts.running : new Set<number>();
  const left = new Set(seen.is === 'ours' ? stoppedIn(seen.mark) : []);
  const here = consumers.filter(({ vmid }) => snapshot.guests.get(vmid)?.node === subject.node);
  const program = ({ vmid }: Consumer) => (snapshot.guests.get(vmid)?.type === 'qemu' ? 'qm' : 'pct');
  const scope = ({ vmid }: Consumer) => `guest:${vmid}`;
  const running = here.filter(({ vmid }) => runs.has(vmid));
  const stops = running.map((consumer) => ({
    consumer,
    step: stepOf(subject, {
      id: `stop:${consumer.address}`,
      title: `shut down ${consumer.address}`,
      effect: 'offline',
      locks: locksOf(input, consumer),
      guard: [cond(scope(consumer), { is: 'running' })],
      verify: [cond(scope(consumer), { is: 'stopped' })],
      do: {
        verb: 'run',
        argv: [
          program(consumer),
          'shutdown',
          String(consumer.vmid),
          '--timeout',
          String(SHUTDOWN),
          '--forceStop',
          '1',
        ],
      },
      retry: 'contention',
      timeout: SHUTDOWN * 1000 + 2 * MINUTE,
    }),
  }));
  const starts = here
    .filter((one) => runs.has(one.vmid) || left.has(one.address))
    .map((consumer) => ({
      consumer,
      step: stepOf(subject, {
        id: `start:${consumer.address}`,
        title: `start ${consumer.address}`,
        effect: 'offline',
        locks: locksOf(input, consumer),
        anyway: true,
        guard: [cond(scope(consumer), { is: 'stopped' })],
        verify: [cond(scope(consumer), { is: 'running' })],
        do: { verb: 'run', argv: [program(consumer), 'start', String(consumer.vmid)] },
        retry: 'contention',
        timeout: 5 * MINUTE,
      }),
    }));
  return { stops, starts };
}
