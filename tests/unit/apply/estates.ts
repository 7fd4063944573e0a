/** Steps of made-up estates: layers of containers that are cloned from templates of the layer before. */
import type { Lock, Step } from '../../../src/kinds/step.ts';

/** A step with everything that a test does not care about filled in. */
export function step(id: string, over: Partial<Step> = {}): Step {
  return {
    id,
    address: over.address ?? id.split(':')[0] ?? id,
    node: 'pve1',
    title: id,
    effect: 'live',
    after: [],
    locks: [],
    guard: [],
    verify: [],
    do: { verb: 'run', argv: ['pct', 'set', '101'] },
    retry: 'never',
    timeout: 60_000,
    ...over,
  };
}

export const exclusive = (name: string): Lock => ({ name, mode: 'exclusive' });
export const shared = (name: string, limit?: number): Lock => ({
  name,
  mode: 'shared',
  ...(limit === undefined ? {} : { limit }),
});

const run = (...argv: string[]): Step['do'] => ({ verb: 'run', argv });

interface Made {
  readonly address: string;
  readonly last: string;
}

function guest(index: number, source: Made | null, template: boolean): { steps: Step[]; made: Made } {
  const address = `lxc/c${index}`;
  const own = exclusive(`guest:${100 + index}`);
  const lockOf = (name: string) => exclusive(`guest:of:${name}`);
  const chain: Step[] = [];
  const add = (verb: string, over: Partial<Step>) => {
    const before = chain.at(-1);
    const after = before ? [before.id] : [];
    chain.push(step(`${address}:${verb}`, { address, after, locks: [own], ...over }));
  };
  if (source) {
    const locks = [own, lockOf(source.address)];
    add('clone', { do: run('pct', 'clone', '1', '2'), after: [source.last], locks });
    // A create takes all options at once; a clone has those of its source until they are set.
    add('set', { do: run('pct', 'set', '1') });
  } else add('create', { do: run('pct', 'create', '1') });
  if (template) add('template', { do: run('pct', 'template', '1'), locks: [own, lockOf(address)] });
  else add('start', { do: run('pct', 'start', '1') });
  return { steps: chain, made: { address, last: chain.at(-1)?.id ?? '' } };
}

/**
 * `count` containers in `layers` layers: the first ones of each layer are templates, from which the next layer and the
 * rest of this one are cloned.
 */
export function layeredEstate(count: number, layers: number, random: () => number): Step[] {
  const steps: Step[] = [];
  let templates: Made[] = [];
  let next = 0;
  const add = (source: Made | null, template: boolean): Made => {
    const { steps: own, made } = guest(next++, source, template);
    steps.push(...own);
    return made;
  };
  const pick = (from: readonly Made[]) => from[Math.floor(random() * from.length)] ?? null;
  for (let layer = 0; layer < layers; layer++) {
    const width = 2 + Math.floor(random() * 3);
    const fresh = Array.from({ length: width }, () => add(layer === 0 ? null : pick(templates), true));
    templates = layer === 0 ? fresh : [...templates, ...fresh];
  }
  for (let rest = count - next; rest > 0; rest--) add(pick(templates), false);
  return steps;
}
