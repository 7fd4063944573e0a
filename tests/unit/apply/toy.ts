/** The smallest kind that an apply can run: a resource brings its own steps, and conditions look at a conf file. */
import { z } from 'zod';
import type { ApplyEntry, ApplyInput } from '../../../src/apply/apply.ts';
import type { Resource } from '../../../src/config/model.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import type { Action, Change } from '../../../src/kinds/change.ts';
import type { Edge, Kind, SecretUse } from '../../../src/kinds/kind.ts';
import type { Seen } from '../../../src/kinds/seen.ts';
import type { Cond, Step } from '../../../src/kinds/step.ts';
import { parseConf } from '../../../src/node/conf.ts';
import type { Cluster, GuestState } from '../../../src/node/port.ts';
import type { PlanItem } from '../../../src/plan/plan.ts';

interface ToySpec {
  readonly vmid: number;
  readonly steps: readonly Step[];
  readonly edges: readonly Edge[];
  readonly secrets: readonly SecretUse[];
}

function holds(check: Cond['check'], state: GuestState, digest: string | null): true | string {
  const { is, option = '', value = null } = check as { is: string; option?: string; value?: string | null };
  if (is === 'absent') return state.file === null || 'it is there';
  if (!state.file) return 'it is not there';
  const conf = parseConf(state.file.text);
  switch (is) {
    case 'exists':
      return true;
    case 'digest':
      return state.file.digest === digest || 'someone else changed it';
    case 'running':
      return state.running || 'it does not run';
    case 'stopped':
      return !state.running || 'it runs';
    case 'unlocked':
      return conf.options.get('lock') === undefined || 'it is locked';
    case 'option': {
      const found = conf.options.get(option) ?? null;
      return found === value || `${option} is ${found} instead of ${value}`;
    }
    default:
      return `there is no condition ${is}`;
  }
}

const toyKind: Kind<ToySpec, null> = {
  kind: 'toy',
  schema: z.unknown(),
  sets: [],
  resolve: () => ({ spec: null, findings: [] }),
  id: (spec) => `vmid:${spec.vmid}`,
  node: () => 'vm',
  scope: (spec) => `guest:${spec.vmid}`,
  edges: (resource) => resource.spec.edges,
  outputs: () => ({}),
  observe: () => ({ is: 'absent' }),
  owned: () => [],
  diff: () => ({ action: 'no-op', changes: [], notes: [], downtime: 0 }),
  steps: ({ want, base }) => (want ?? base)?.spec.steps ?? [],
  holds,
  demand: () => null,
  secrets: ({ secrets }) => secrets,
  summary: () => 'a toy',
};

/** A condition of the toy kind. */
export const cond = (vmid: number, is: string, option?: string, value?: string | null): Cond => ({
  scope: `guest:${vmid}`,
  check: { is, ...(option === undefined ? {} : { option, value: value ?? null }) },
});

export interface ToyOptions {
  readonly action?: Action;
  readonly edges?: readonly Edge[];
  readonly secrets?: readonly SecretUse[];
  readonly changes?: readonly Change[];
  readonly hold?: ApplyEntry['hold'];
  readonly seen?: Seen<unknown>;
}

/** An entry of an apply whose steps are given. */
export function toy(
  name: string,
  vmid: number,
  steps: readonly Step[],
  options: ToyOptions = {},
): ApplyEntry {
  const { action = 'update', edges = [], secrets = [], changes = [], hold } = options;
  const { seen = { is: 'ours', live: null, mark: null } } = options;
  const address = `toy/${name}`;
  const resource: Resource<ToySpec> = {
    address,
    kind: 'toy',
    name,
    file: `toy/${name}.json`,
    contributions: [],
    merged: {},
    spec: { vmid, steps, edges, secrets },
  };
  const removed = action === 'retire' || action === 'destroy';
  const item: PlanItem = {
    address,
    kind: 'toy',
    id: `vmid:${vmid}`,
    node: 'vm',
    action,
    effect: 'live',
    changes,
    notes: [],
    downtime: 0,
    summary: '',
    file: resource.file,
    dependsOn: edges.map(({ to }) => to),
    digest: '',
  };
  return {
    item,
    want: removed ? null : resource,
    base: resource,
    seen,
    changes,
    mark: { estate: 'lab', env: null, address, id: item.id, commit: null, config: '', phoenix: '0' },
    ...(hold ? { hold } : {}),
  };
}

/** A step of a toy that runs a command. */
export function toyStep(
  name: string,
  verb: string,
  vmid: number,
  argv: readonly string[],
  over: Partial<Step> = {},
): Step {
  return {
    id: `toy/${name}:${verb}`,
    address: `toy/${name}`,
    node: 'vm',
    title: verb,
    effect: 'live',
    after: [],
    locks: [{ name: `guest:${vmid}`, mode: 'exclusive' }],
    guard: [],
    verify: [],
    do: { verb: 'run', argv },
    retry: 'contention',
    timeout: 60_000,
    ...over,
  };
}

/** Everything else that an apply needs. */
export async function toyInput(
  cluster: Cluster,
  entries: readonly ApplyEntry[],
  over: Partial<ApplyInput> = {},
): Promise<ApplyInput> {
  const settings = settingsSchema.parse({ name: 'lab', nodes: { vm: {} } });
  return {
    plan: {
      v: 1,
      phoenix: '0',
      estate: 'lab',
      env: null,
      mode: 'live',
      base: null,
      head: null,
      items: entries.map(({ item }) => item),
      unchanged: 0,
      findings: [],
      capacity: [],
      policies: [],
      order: [],
      digest: '',
    },
    entries,
    kinds: new Map([['toy', toyKind as Kind]]),
    settings,
    cluster,
    snapshot: await cluster.snapshot(),
    estate: 'lab',
    run: 'run-1',
    owner: 'a test',
    commit: null,
    ...over,
  };
}
