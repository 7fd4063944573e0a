/**
 * A node's steps: kernel settings, modules and packages one after the other, then features. Those that guests stand on are
 * one group: stop these guests, install, and where that fails bring back what was; then start the guests, come what may.
 */
import { pointer, pointerSegments } from '../../json.ts';
import type { Change } from '../change.ts';
import type { StepsInput } from '../kind.ts';
import { markStep } from '../mark-file.ts';
import type { Mark } from '../seen.ts';
import type { Step } from '../step.ts';
import { ownFeatures, stoppedPath } from './diff.ts';
import { featureValues, type NodeLive } from './fields.ts';
import { type Consumer, consumersOf } from './consumers.ts';
import { groupOf, guestSteps } from './group.ts';
import { inStartOrder } from './restart.ts';
import { restartBoot, restartSteps } from './restart-steps.ts';
import { moduleSteps, packageSteps, sysctlSteps } from './settings-steps.ts';
import {
  isEmpty,
  rescueStep,
  settleStep,
  type Software,
  softwareIn,
  softwareStep,
} from './software-steps.ts';
import type { NodeSpec, Values } from './spec.ts';
import type { Subject } from './step.ts';

type Input = StepsInput<NodeSpec, NodeLive>;

/** One after the other. */
function chained(steps: readonly Step[], first: readonly string[] = []): Step[] {
  return steps.map((step, i) => {
    const before = steps[i - 1];
    return { ...step, after: before ? [before.id] : [...first] };
  });
}

const lastOf = (steps: readonly Step[]) => steps.slice(-1).map(({ id }) => id);

/** What is under way, so that the next apply starts the guests that a killed one has stopped. */
function beginStep(input: Input, subject: Subject, owed: readonly string[], after: readonly string[]): Step {
  const { seen, mark } = input;
  const before: Mark = seen.is === 'ours' && seen.mark ? seen.mark : mark;
  const known = seen.is === 'ours' ? (before.owed ?? []) : [''];
  const begun = { ...before, owed: [...new Set([...known, ...owed])] };
  const { id, node } = { id: mark.id, node: subject.node };
  const step = markStep({ mark: begun, id, estate: mark.estate, address: subject.address, node, after });
  const { remark: _, ...rest } = step;
  return { ...rest, id: `${subject.address}:begin`, title: 'note what is under way' };
}

/** The file tells what is set, so that whether it was loaded has to be known from elsewhere. */
function kernelSteps(input: Input, subject: Subject, values: Values, changes: readonly Change[]): Step[] {
  if (changes.length === 0) return [];
  const owed = changes.flatMap(({ path, after }) => (after === null ? [] : [path]));
  const steps = sysctlSteps(subject, values);
  if (owed.length === 0) return steps;
  return [{ ...beginStep(input, subject, owed, []), id: `${subject.address}:begin-settings` }, ...steps];
}

/** Those of the guests that use what the features make true. */
function usersOf(
  { want, base, estate }: Input,
  { address }: Subject,
  { install, remove }: Software,
  guests: readonly Consumer[],
): readonly Consumer[] {
  const using = [...install, ...remove].flatMap((id) =>
    consumersOf(address, id, [want?.spec, base?.spec], estate).map((one) => one.address),
  );
  return guests.filter((one) => using.includes(one.address));
}

/** Features with guests on them, in the midst of stopping and starting these. */
function groupSteps(
  input: Input,
  subject: Subject,
  software: Software,
  consumers: readonly Consumer[],
  first: readonly string[],
): Step[] {
  const boot = restartBoot(input, software);
  const users = boot === null ? consumers : usersOf(input, subject, software, consumers);
  const others = consumers.filter((one) => !users.includes(one));
  const { stops } = guestSteps(input, subject, users);
  const { starts } = guestSteps(
    input,
    subject,
    boot === null ? users : inStartOrder(consumers, input.estate),
  );
  const owed = [
    ...[...software.install, ...software.remove].map((id) => pointer('features', id)),
    ...starts.map(({ consumer }) => stoppedPath(consumer.address)),
  ];
  const begin = beginStep(input, subject, owed, first);
  const stopping = stops.map(({ step }) => ({ ...step, after: [begin.id] }));
  const work = {
    ...softwareStep(subject, input, 'features-in-use', software),
    effect: 'offline' as const,
    after: stopping.length > 0 ? stopping.map(({ id }) => id) : [begin.id],
  };
  const restarting =
    boot === null ? [] : restartSteps(input, subject, { boot, software, users, others, work: work.id });
  const works = [work.id, ...lastOf(restarting)];
  const rescue = rescueStep(subject, input, software, works);
  const before = [begin.id, ...stopping.map(({ id }) => id), ...works, rescue.id];
  const starting = starts.map(({ step }, i) => {
    // After a restart, in their order: each waits for the one before it, and starts whatever came of that.
    const previous = boot === null ? undefined : starts[i - 1]?.step.id;
    const downs = restarting.flatMap(({ id }) =>
      id.endsWith(`:stop:${starts[i]?.consumer.address}`) ? [id] : [],
    );
    return { ...step, after: [...before, ...downs, ...(previous === undefined ? [] : [previous])] };
  });
  const settle = {
    ...settleStep(subject, input, software),
    after: [...works, ...starting.map(({ id }) => id)],
  };
  return [begin, ...stopping, work, ...restarting, rescue, ...starting, settle];
}

/** Guests that an earlier apply left stopped, where nothing of them changes any more. */
function leftSteps(input: Input, subject: Subject, first: readonly string[]): Step[] {
  const left = input.changes.filter(({ slot }) => slot === 'stopped');
  const addresses = left.flatMap(({ path }) => pointerSegments(path)[1] ?? []);
  const consumers = groupOf(input, addresses);
  return guestSteps(input, subject, consumers).starts.map(({ step }) => {
    const { anyway: _, ...rest } = step;
    return { ...rest, after: [...first] };
  });
}

export function nodeSteps(input: Input): readonly Step[] {
  const { want, base, changes, mark, action } = input;
  const spec = want?.spec ?? base?.spec;
  const subject = {
    address: want?.address ?? base?.address ?? mark.address,
    node: spec?.node ?? mark.id.slice(5),
  };
  const gone = action === 'remove';
  const all: readonly Change[] = gone ? removals(input) : changes;
  const of = (area: string) => all.filter(({ slot }) => slot === area);
  const values = (area: 'sysctl' | 'modules' | 'packages'): Values => (gone ? {} : (want?.spec[area] ?? {}));
  const order = (want?.spec.software ?? []).map(({ id }) => id);
  const inUse = all.filter((change) => change.stops);
  const free = softwareIn(
    all.filter((change) => !change.stops),
    order,
  );
  const settings = chained([
    ...kernelSteps(input, subject, values('sysctl'), of('sysctl')),
    ...(of('modules').length > 0 ? moduleSteps(subject, values('modules'), of('modules')) : []),
    ...packageSteps(subject, values('packages'), of('packages')),
    ...(isEmpty(free)
      ? []
      : [softwareStep(subject, input, 'features', free), settleOf(subject, input, free)]),
  ]);
  const held = softwareIn(inUse, order);
  const consumers = groupOf(
    input,
    inUse.flatMap(({ stops = [] }) => stops),
  );
  const group = isEmpty(held) ? [] : groupSteps(input, subject, held, consumers, lastOf(settings));
  const left = leftSteps(input, subject, lastOf(settings));
  const before = [...(group.length > 0 ? lastOf(group) : lastOf(settings)), ...left.map(({ id }) => id)];
  const end = markStep({
    mark: gone ? null : { ...mark, ...(want ? { features: featureValues(want.spec) } : {}) },
    id: mark.id,
    estate: mark.estate,
    address: subject.address,
    node: subject.node,
    after: before,
  });
  return [...settings, ...group, ...left, end];
}

const settleOf = (subject: Subject, input: Input, software: Software): Step => ({
  ...settleStep(subject, input, software),
  id: `${subject.address}:settle-free`,
});

/** What goes with a file that is removed, change by change. */
function removals(input: Input): Change[] {
  const { seen, changes } = input;
  const [whole] = changes;
  const has = new Set(seen.is === 'ours' ? seen.live.fields.map(({ path }) => path) : []);
  const features = [...ownFeatures(input)].filter((id) => has.has(pointer('features', id)));
  const files = ['sysctl', 'modules'].map((slot) => ({
    path: `/${slot}`,
    slot,
    before: 'there',
    after: null,
    effect: 'live' as const,
  }));
  return [
    ...files,
    ...features.map((id) => ({
      path: pointer('features', id),
      slot: `feature:${id}`,
      before: 'there',
      after: null,
      effect: 'live' as const,
      ...(whole?.stops && { stops: whole.stops }),
    })),
  ];
}
