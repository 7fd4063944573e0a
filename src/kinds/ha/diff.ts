/** The difference of an entry of HA: option by option, as three sides say it. What never stood in git is not touched. */
import type { Resource } from '../../config/model.ts';
import type { Change, Diff } from '../change.ts';
import type { Effect } from '../effect.ts';
import type { DiffInput } from '../kind.ts';
import { markedDiff, markerChange } from '../marked-diff.ts';
import type { Seen } from '../seen.ts';
import { HA_DEFAULTS } from './files.ts';
import type { HaLive, HaSpec } from './spec.ts';

type Input = DiffInput<HaSpec, HaLive>;
type Wanted = Resource<HaSpec>;
type Ours = Extract<Seen<HaLive>, { is: 'ours' }>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

/** What HA does to the guests when it reads the new value. */
function effectOf(key: string, after: string | null): Effect {
  switch (key) {
    case 'state':
      return after === 'stopped' || after === 'disabled' ? 'offline' : 'live';
    // Guests move to where the rule wants them: containers are restarted for that (PVE 9).
    case 'nodes':
    case 'strict':
    case 'resources':
    case 'affinity':
    case 'restricted':
      return 'offline';
    case 'disable':
      return after === '0' ? 'offline' : 'config';
    default:
      return 'config';
  }
}

const NOTES: Readonly<Record<string, string>> = {
  state: 'HA starts or stops the guest',
  nodes: 'HA may move guests, and restarts containers for that',
  strict: 'HA may move guests, and stops those that have no node left',
  resources: 'HA may move guests, and restarts containers for that',
  affinity: 'HA may move guests, and restarts containers for that',
};

function changeOf(key: string, before: string | null, after: string | null): Change {
  const note = NOTES[key];
  return {
    path: `/${key}`,
    slot: key,
    before,
    after,
    effect: effectOf(key, after),
    ...(note === undefined ? {} : { note }),
  };
}

const wholeOf = (before: string | null, after: string | null, effect: Effect, note?: string): Change => ({
  path: '',
  slot: 'entry',
  before,
  after,
  effect,
  ...(note === undefined ? {} : { note }),
});

function optionChanges(want: HaSpec, base: HaSpec | null, now: HaLive['options']): Change[] {
  const defaults = HA_DEFAULTS[want.file];
  const wanted = Object.entries(want.options).flatMap(([key, value]) => {
    const before = now[key] ?? null;
    return before === value ? [] : [changeOf(key, before, value)];
  });
  const removed = Object.keys(base?.options ?? {}).flatMap((key) => {
    const before = now[key];
    const gone = !Object.hasOwn(want.options, key) && before !== undefined && before !== defaults[key];
    return gone ? [changeOf(key, before, defaults[key] ?? null)] : [];
  });
  return [...wanted, ...removed];
}

function create({ spec }: Wanted): Diff {
  const told = Object.entries(spec.options).map(([key, value]) => changeOf(key, null, value));
  return { ...NOTHING, action: 'create', changes: [wholeOf(null, spec.name, 'live'), ...told] };
}

const defaultsOf = (spec: HaSpec): HaLive => ({
  type: spec.type,
  options: { ...HA_DEFAULTS[spec.file], ...spec.options },
});

function changesOf(want: Wanted, base: Wanted | null, live: HaLive): Change[] {
  if (live.type === want.spec.type) return optionChanges(want.spec, base?.spec ?? null, live.options);
  const note = 'the type of a rule stays: remove it and add one of another name';
  return [{ ...changeOf('type', live.type, want.spec.type), effect: 'impossible', note }];
}

function gitDiff({ want, base }: Input): Diff {
  if (!want) return base ? removal(base.spec.name) : NOTHING;
  if (!base) return create(want);
  const renamed = want.address === base.address ? [] : [markerChange('', base.address, want.address)];
  const changes = [...renamed, ...changesOf(want, base, defaultsOf(base.spec))];
  if (changes.length === 0) return NOTHING;
  return { ...NOTHING, action: changes.length === renamed.length ? 'rename' : 'update', changes };
}

function removal(name: string): Diff {
  const note = 'guests stay as they are';
  return { ...NOTHING, action: 'remove', changes: [wholeOf(name, null, 'config', note)] };
}

function ours(input: Input, want: Wanted, { live, mark, repair }: Ours): Diff {
  return markedDiff({
    address: want.address,
    mark,
    ...(repair !== undefined && { repair }),
    found: changesOf(want, input.base, live),
    asked: () => (input.base ? gitDiff({ ...input, seen: null }).changes : []),
    ...(input.isCommitted !== undefined && { isCommitted: input.isCommitted }),
  });
}

export function diffHa(input: Input): Diff {
  const { want, seen } = input;
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
      const adoption = wholeOf('not managed', 'managed', 'config');
      return { ...NOTHING, action: 'adopt', changes: [adoption, ...changesOf(want, null, seen.live)] };
    }
    case 'ours':
      return want ? ours(input, want, seen) : removal(input.base?.spec.name ?? seen.mark?.id ?? '');
  }
}
