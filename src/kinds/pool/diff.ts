/** The difference of a pool: its comment, and storages that git names. Guests are their own files' business. */
import type { Resource } from '../../config/model.ts';
import { pointer } from '../../json.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import { markedDiff, markerChange } from '../marked-diff.ts';
import type { Seen } from '../seen.ts';
import type { PoolLive } from './live.ts';
import { idOf, type PoolSpec } from './spec.ts';

type Input = DiffInput<PoolSpec, PoolLive>;
type Wanted = Resource<PoolSpec>;
type Ours = Extract<Seen<PoolLive>, { is: 'ours' }>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

const whole = (before: string | null, after: string | null): Change => ({
  path: '',
  slot: 'pool',
  before,
  after,
  effect: 'config',
});

const storageChange = (name: string, isIn: boolean): Change => ({
  path: pointer('storages', name),
  slot: 'storages',
  before: isIn ? null : name,
  after: isIn ? name : null,
  effect: 'config',
});

function differences(
  want: PoolSpec,
  base: PoolSpec | null,
  now: Pick<PoolLive, 'comment' | 'storages'>,
): Change[] {
  const gone = (base?.storages ?? []).filter(
    (one) => !want.storages.includes(one) && now.storages.includes(one),
  );
  const missing = want.storages.filter((one) => !now.storages.includes(one));
  // A comment that git had and has no more goes; one that it never had is somebody's.
  const comment = want.comment ?? (base?.comment === undefined ? now.comment : '');
  const told =
    comment === now.comment
      ? []
      : [
          {
            path: '/comment',
            slot: 'comment',
            before: now.comment,
            after: comment,
            effect: 'config',
          } as const,
        ];
  return [
    ...told,
    ...missing.map((name) => storageChange(name, true)),
    ...gone.map((name) => storageChange(name, false)),
  ];
}

const NEW = { comment: '', storages: [] } as const;

function create({ spec }: Wanted): Diff {
  return {
    ...NOTHING,
    action: 'create',
    changes: [whole(null, idOf(spec.id)), ...differences(spec, null, NEW)],
  };
}

function gitDiff({ want, base }: Input): Diff {
  if (!want) return base ? removal(idOf(base.spec.id), null, null) : NOTHING;
  if (!base) {
    if (!want.spec.adopt) return create(want);
    return { ...create(want), action: 'adopt', changes: [markerChange('/adopt', 'not ours', 'ours')] };
  }
  const renamed = want.address === base.address ? [] : [markerChange('', base.address, want.address)];
  const found = differences(want.spec, base.spec, {
    comment: base.spec.comment ?? '',
    storages: base.spec.storages,
  });
  const changes = [...renamed, ...found];
  if (changes.length === 0) return NOTHING;
  return { ...NOTHING, action: found.length === 0 ? 'rename' : 'update', changes };
}

/** What is in it and stays in it: storages that git never put there, and guests that no change takes out. */
function othersIn(live: PoolLive, base: PoolSpec | null, leaving: ReadonlySet<number>): string[] {
  return [
    ...live.guests.filter((vmid) => !leaving.has(vmid)).map((vmid) => `guest ${vmid}`),
    ...live.storages.filter((one) => !base?.storages.includes(one)).map((one) => `storage ${one}`),
  ];
}

function removal(id: string, live: PoolLive | null, input: Input | null): Diff {
  const others = live && input ? othersIn(live, input.base?.spec ?? null, leavingGuests(input, id)) : [];
  const gone = whole(id, null);
  if (others.length === 0) return { ...NOTHING, action: 'remove', changes: [gone] };
  const note = `it is not empty: ${others.join(', ')}; Proxmox removes no such pool`;
  return { ...NOTHING, action: 'remove', changes: [{ ...gone, effect: 'impossible', note }] };
}

/** Guests of this estate are taken out of it by their own files, before it goes. */
function leavingGuests({ estate }: Input, id: string): ReadonlySet<number> {
  const specs = [...(estate?.values() ?? [])].map(({ spec }) => spec as { vmid?: unknown; pool?: unknown });
  return new Set(
    specs.flatMap(({ vmid, pool }) =>
      typeof vmid === 'number' && `pool:${String(pool)}` !== id ? [vmid] : [],
    ),
  );
}

function ours(input: Input, want: Wanted, { live, mark, repair }: Ours): Diff {
  return markedDiff({
    address: want.address,
    mark,
    ...(repair !== undefined && { repair }),
    found: differences(want.spec, input.base?.spec ?? null, live),
    asked: () => (input.base ? gitDiff({ ...input, seen: null }).changes : []),
    ...(input.isCommitted !== undefined && { isCommitted: input.isCommitted }),
  });
}

export function diffPool(input: Input): Diff {
  const { want, base, seen } = input;
  if (seen === null) return gitDiff(input);
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris':
      return want ? create(want) : NOTHING;
    case 'adoptable': {
      if (!want) return NOTHING;
      const adoption = markerChange('/adopt', 'not ours', 'ours');
      return { ...NOTHING, action: 'adopt', changes: [adoption, ...differences(want.spec, null, seen.live)] };
    }
    case 'ours':
      if (want) return ours(input, want, seen);
      return removal(seen.mark?.id ?? (base ? idOf(base.spec.id) : ''), seen.live, input);
  }
}
