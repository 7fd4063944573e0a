/** What becomes of a pool: made where its file asks for that, told what it is told, and otherwise only looked at. */
import type { Resource } from '../../config/model.ts';
import type { Change, Diff } from '../change.ts';
import { FIRST_COMMIT, followChanges } from '../guest/changes.ts';
import type { DiffInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import { layoutDrift, layoutText } from './layout.ts';
import type { ZpoolLive } from './observe.ts';
import type { ZpoolSpec } from './spec.ts';

type Input = DiffInput<ZpoolSpec, ZpoolLive>;
type Wanted = Resource<ZpoolSpec>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

const change = (
  path: string,
  slot: string,
  before: string | null,
  after: string | null,
  note?: string,
): Change => ({
  path,
  slot,
  before,
  after,
  effect: 'config',
  ...(note === undefined ? {} : { note }),
});

const ADOPTION: Change = { path: '/adopt', slot: 'marker', before: null, after: true, effect: 'config' };

function made({ spec }: Wanted): Diff {
  const { pool, groups, ashift, properties } = spec;
  const note = 'each disk is proven to be empty right before';
  return {
    action: 'create',
    changes: [
      change('', 'pool', null, pool),
      change('/disks', 'layout', null, layoutText(groups), note),
      ...(ashift === undefined ? [] : [change('/ashift', 'layout', null, ashift)]),
      ...Object.entries(properties).map(([name, value]) => change(`/${name}`, 'properties', null, value)),
    ],
    notes: [],
    downtime: 0,
  };
}

function propertyChanges({ properties }: ZpoolSpec, has: (name: string) => string | null): Change[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    has(name) === value
      ? []
      : [{ ...change(`/${name}`, 'properties', has(name), value), effect: 'live' as const }],
  );
}

const DECLARED = 'declared: Phoenix changes no disks of a pool, zpool does, by hand';

function declaredChanges({ spec: want }: Wanted, { spec: base }: Wanted): Change[] {
  const [before, after] = [layoutText(base.groups), layoutText(want.groups)];
  return [
    ...(before === after ? [] : [change('/disks', 'layout', before, after, DECLARED)]),
    ...(base.ashift === want.ashift
      ? []
      : [change('/ashift', 'layout', base.ashift ?? null, want.ashift ?? null, DECLARED)]),
  ];
}

function gitDiff({ want, base }: Input): Diff {
  if (!want) return base ? forgotten(base.spec.pool) : NOTHING;
  if (!base) return want.spec.create ? made(want) : { ...NOTHING, action: 'adopt', changes: [ADOPTION] };
  const changes = [
    ...declaredChanges(want, base),
    ...propertyChanges(want.spec, (name) => base.spec.properties[name] ?? null),
  ];
  const action = want.address === base.address ? (changes.length > 0 ? 'update' : 'no-op') : 'rename';
  return { ...NOTHING, action, changes };
}

function forgotten(pool: string): Diff {
  const note = 'let go of: a pool is never destroyed by Phoenix';
  return { action: 'remove', changes: [change('', 'pool', pool, null, note)], notes: [], downtime: 0 };
}

/** What is not as declared, and nobody but its owner can mend. */
function notesOn({ spec }: Wanted, { state, vdevs, properties }: ZpoolLive): string[] {
  const drift = vdevs === null ? null : layoutDrift(spec.groups, vdevs);
  const ashift = properties.get('ashift')?.value;
  return [
    ...(state === 'ONLINE' ? [] : [`the pool is ${state}: see "zpool status ${spec.pool}"`]),
    ...(drift === null ? [] : [`its disks are not as declared: ${drift}`]),
    ...(spec.ashift === undefined || ashift === undefined || ashift === '0' || ashift === spec.ashift
      ? []
      : [`its ashift is ${ashift}, its file says ${spec.ashift}; that stays so`]),
  ];
}

function follow(input: Input, mark: Mark | null, found: readonly Change[]): Change[] {
  if (found.length > 0) return [];
  if (mark?.owed?.includes('')) return [change('', 'marker', 'unfinished', 'finished')];
  if (mark?.commit === null && input.isCommitted === true) return [FIRST_COMMIT];
  const knows = mark?.commit && input.base && input.isCommitted !== false;
  return knows ? followChanges(gitDiff({ ...input, seen: null, snapshot: null }).changes, found) : [];
}

export function diffZpool(input: Input): Diff {
  const { want, base, seen } = input;
  if (!seen) return gitDiff(input);
  if (!want) return seen.is === 'ours' ? forgotten(base?.spec.pool ?? seen.mark?.id ?? '') : NOTHING;
  const against = (live: ZpoolLive) =>
    propertyChanges(want.spec, (name) => live.properties.get(name)?.value ?? null);
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris': {
      if (want.spec.create) return made(want);
      const note = `there is no pool ${want.spec.pool} on ${want.spec.node}: make it by hand, or say "create": true`;
      return { ...NOTHING, action: 'adopt', changes: [{ ...ADOPTION, effect: 'impossible', note }] };
    }
    case 'adoptable':
      return {
        ...NOTHING,
        action: 'adopt',
        changes: [ADOPTION, ...against(seen.live)],
        notes: notesOn(want, seen.live),
      };
    case 'ours': {
      const found = against(seen.live);
      const changes = [...found, ...follow(input, seen.mark, found)];
      const isRenamed = seen.mark !== null && seen.mark.address !== want.address;
      const action = isRenamed ? 'rename' : changes.length > 0 ? 'update' : 'no-op';
      return { ...NOTHING, action, changes, notes: notesOn(want, seen.live) };
    }
  }
}
