/** Steps for the features of a node: run, brought back where that failed, and seen to be what runs. */
import type { Change } from '../change.ts';
import type { StepsInput } from '../kind.ts';
import type { Step } from '../step.ts';
import { cond, featuresScope } from './conditions.ts';
import { featureValues, type NodeLive } from './fields.ts';
import type { NodeSpec, Values } from './spec.ts';
import { MINUTE, stepOf, type Subject } from './step.ts';

type Input = StepsInput<NodeSpec, NodeLive>;

const SECOND = 1000;
/** A feature: check, install, verify. */
const SCRIPTS = 3;
const REMOVAL = 15 * MINUTE;

function runTime(spec: NodeSpec | undefined, ids: readonly string[], removals: number): number {
  const all = (spec?.software ?? []).filter(({ id }) => ids.includes(id));
  return 5 * MINUTE + removals * REMOVAL + all.reduce((sum, one) => sum + SCRIPTS * one.timeout * SECOND, 0);
}

export interface Software {
  readonly install: readonly string[];
  readonly remove: readonly string[];
}

export function softwareStep(
  subject: Subject,
  input: Input,
  id: string,
  { install, remove }: Software,
): Step {
  const words = [
    ...(remove.length > 0 ? [`remove ${remove.join(', ')}`] : []),
    ...(install.length > 0 ? [`install ${install.join(', ')}`] : []),
  ];
  return stepOf(subject, {
    id,
    title: words.join('; '),
    do: {
      verb: 'guest',
      vmid: 0,
      transport: 'host',
      install: [...install],
      remove: [...remove],
      restart: input.want?.spec.reboot !== 'never',
    },
    timeout: runTime(input.want?.spec, install, remove.length),
  });
}

/** What was there before, by the scripts of now: another version is an option of a feature like any other. */
export function rescueStep(
  subject: Subject,
  input: Input,
  { install, remove }: Software,
  after: readonly string[],
): Step {
  const before = new Set((input.base?.spec.software ?? []).map(({ id }) => id));
  const ids = [...install, ...remove];
  const back = ids.filter((id) => before.has(id));
  const away = install.filter((id) => !before.has(id));
  return stepOf(subject, {
    id: 'rescue',
    title: back.length > 0 ? `bring back ${back.join(', ')} as before` : `take ${away.join(', ')} back`,
    effect: 'offline',
    after,
    rescue: true,
    do: {
      verb: 'guest',
      vmid: 0,
      transport: 'host',
      install: back,
      remove: away,
      restart: true,
      before: true,
    },
    timeout: runTime(input.base?.spec, back, away.length),
  });
}

/** That what was installed is there and runs. */
export function installedCheck({ want }: Input, { install, remove }: Software) {
  const spec = want?.spec;
  const stamps = spec ? featureValues(spec) : {};
  const features = Object.fromEntries(install.map((id) => [id, stamps[id] ?? '']));
  const facts = Object.assign({}, ...install.map((id) => spec?.facts[id] ?? {})) as Values;
  return { is: 'installed', features, gone: [...remove], facts } as const;
}

/** Whether what was installed runs: a module that is in use stays the old one until the node restarts. */
export function settleStep(subject: Subject, input: Input, software: Software): Step {
  const check = installedCheck(input, software);
  return stepOf(subject, {
    id: 'settle',
    title: 'see that it runs',
    do: { verb: 'wait', cond: cond(featuresScope(subject.node), check), within: SECOND },
  });
}

export function softwareIn(changes: readonly Change[], order: readonly string[]): Software {
  const ids = (test: (change: Change) => boolean) =>
    changes
      .filter(test)
      .flatMap(({ slot }) => (slot.startsWith('feature:') ? slot.slice('feature:'.length) : []));
  const install = new Set(ids(({ after }) => after !== null));
  return { install: order.filter((id) => install.has(id)), remove: ids(({ after }) => after === null) };
}

export const isEmpty = ({ install, remove }: Software) => install.length + remove.length === 0;
