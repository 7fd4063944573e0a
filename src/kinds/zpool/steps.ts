/** The steps of a pool. Its marker is begun before it is made, so that a run that is cut off knows it again. */
import type { StepsInput } from '../kind.ts';
import { beginStep, markStep } from '../mark-file.ts';
import type { Step } from '../step.ts';
import { poolScope, when } from './conditions.ts';
import type { ZpoolLive } from './observe.ts';
import type { ZpoolSpec } from './spec.ts';

type Input = StepsInput<ZpoolSpec, ZpoolLive>;

function act(
  input: Input,
  { node, pool }: ZpoolSpec,
  verb: string,
  own: Pick<Step, 'title' | 'do'> & Partial<Step>,
): Step {
  const { address } = input.mark;
  return {
    id: `${address}:${verb}`,
    address,
    node,
    effect: 'config',
    after: [],
    locks: [{ name: poolScope(node, pool), mode: 'exclusive' }],
    guard: [],
    verify: [],
    retry: 'never',
    timeout: 120_000,
    ...own,
  };
}

function marked({ mark }: Input, node: string, after: readonly string[]): Step {
  const { id, estate, address } = mark;
  return markStep({ mark, id, estate, address, node, after });
}

function createStep(input: Input, spec: ZpoolSpec, after: readonly string[]): Step {
  const { node, pool, groups, ashift, properties } = spec;
  const options = Object.entries({ ...(ashift === undefined ? {} : { ashift }), ...properties });
  const layout = groups.flatMap(({ type, disks }) => (type === 'disk' ? disks : [type, ...disks]));
  const disks = groups.flatMap((group) => group.disks);
  return act(input, spec, 'create', {
    title: `create ${pool} on ${disks.length} ${disks.length === 1 ? 'disk' : 'disks'}`,
    // Never with -f: what ZFS takes for data is data.
    do: {
      verb: 'run',
      argv: [
        'zpool',
        'create',
        ...options.flatMap(([name, value]) => ['-o', `${name}=${value}`]),
        pool,
        ...layout,
      ],
    },
    guard: [when.absent(node, pool), ...when.empty(node, disks)],
    verify: [when.set(node, pool, properties)],
    after,
  });
}

function setSteps(input: Input, spec: ZpoolSpec): Step[] {
  const { node, pool, properties } = spec;
  return input.changes.flatMap(({ slot, path }) => {
    const name = path.slice(1);
    const value = properties[name];
    if (slot !== 'properties' || value === undefined) return [];
    const own = { [name]: value };
    return [
      act(input, spec, `set:${name}`, {
        title: `set ${name}`,
        effect: 'live',
        do: { verb: 'run', argv: ['zpool', 'set', `${name}=${value}`, pool] },
        verify: [when.set(node, pool, own)],
      }),
    ];
  });
}

export function zpoolSteps(input: Input): readonly Step[] {
  const { want, action, mark } = input;
  switch (action) {
    case 'create': {
      if (!want) return [];
      const begin = beginStep({ mark: input.mark, address: input.mark.address, node: want.spec.node });
      const create = createStep(input, want.spec, [begin.id]);
      return [begin, create, marked(input, want.spec.node, [create.id])];
    }
    case 'update':
    case 'rename':
    case 'adopt': {
      if (!want) return [];
      const set = setSteps(input, want.spec);
      return [
        ...set,
        marked(
          input,
          want.spec.node,
          set.map(({ id }) => id),
        ),
      ];
    }
    case 'remove': {
      const { id, estate, address } = mark;
      const node = /^zpool:([^:]*):/.exec(id)?.[1] ?? '';
      return [markStep({ mark: null, id, estate, address, node, after: [] })];
    }
    case 'replace':
    case 'retire':
    case 'destroy':
    case 'migrate':
    case 'no-op':
      return [];
  }
}
