/** What becomes of an entry of storage.cfg. Taking one away never takes away what is on the storage. */
import type { Resource } from '../../config/model.ts';
import { pointer } from '../../json.ts';
import type { Change, Diff } from '../change.ts';
import { FIRST_COMMIT, followChanges } from '../guest/changes.ts';
import type { DiffInput } from '../kind.ts';
import type { Mark } from '../seen.ts';
import type { StorageLive } from './live.ts';
import { canonicalOption, isFixed, optionRow } from './options.ts';
import type { StorageSpec } from './spec.ts';
import { usersOf } from './use.ts';

type Input = DiffInput<StorageSpec, StorageLive>;
type Wanted = Resource<StorageSpec>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };
const ADOPTION: Change = { path: '/adopt', slot: 'marker', before: null, after: true, effect: 'config' };

/** Nobody reads the reference but who knows the file already; the value is in no plan. */
const PASSWORD = 'another secret';

function made({ spec }: Wanted): Diff {
  const told = Object.entries(spec.options).map(([name, value]): Change => ({
    path: pointer(name),
    slot: 'options',
    before: null,
    after: value,
    effect: 'config',
  }));
  const secret: Change[] = spec.password
    ? [{ path: '/password', slot: 'password', before: null, after: PASSWORD, effect: 'config' }]
    : [];
  const whole: Change = {
    path: '',
    slot: 'storage',
    before: null,
    after: `${spec.type} ${spec.id}`,
    effect: 'config',
  };
  return { ...NOTHING, action: 'create', changes: [whole, ...told, ...secret] };
}

const STAYS =
  'it stays as it was made: remove the file, apply, and add it again; what is on the storage stays';

function optionChange(
  name: string,
  before: string | null,
  after: string | null,
  type: StorageSpec['type'],
): Change {
  const change = { path: pointer(name), slot: 'options', before, after };
  if (isFixed(type, name)) return { ...change, effect: 'impossible', note: STAYS };
  if (name === 'disable' && after === '1')
    return { ...change, effect: 'live', note: 'guests on it do not start any more' };
  return { ...change, effect: 'live' };
}

/** What differs of the options that git names, and of those that it named before. */
function differences({ spec }: Wanted, base: Wanted | null, live: StorageLive): Change[] {
  const { type, options } = spec;
  if (live.type !== type) {
    return [
      { path: '/type', slot: 'options', before: live.type, after: type, effect: 'impossible', note: STAYS },
    ];
  }
  const has = (name: string) => live.options[name] ?? optionRow(name)?.default ?? null;
  const open = Object.entries(options).filter(([name, value]) => has(name) !== canonicalOption(name, value));
  const gone = Object.keys(base?.spec.options ?? {}).filter(
    (name) => options[name] === undefined && live.options[name] !== undefined && !isFixed(type, name),
  );
  return [
    ...open.map(([name, value]) => optionChange(name, has(name), canonicalOption(name, value), type)),
    ...gone.map((name) => optionChange(name, has(name), null, type)),
  ];
}

function passwordChange({ spec: want }: Wanted, base: Wanted | null): Change[] {
  if (!base || want.password === base.spec.password) return [];
  const say = (one: string | undefined) => (one === undefined ? null : PASSWORD);
  const before = base.spec.password === undefined ? null : 'a secret';
  return [{ path: '/password', slot: 'password', before, after: say(want.password), effect: 'live' }];
}

const liveOf = ({ type, options }: StorageSpec): StorageLive => ({
  type,
  options: Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, canonicalOption(name, value)]),
  ),
});

function gitDiff({ want, base }: Input): Diff {
  if (!want) return NOTHING;
  if (!base)
    return want.spec.adopt
      ? { ...NOTHING, action: 'adopt', changes: [{ ...ADOPTION, effect: 'live' }] }
      : made(want);
  const changes = [...differences(want, base, liveOf(base.spec)), ...passwordChange(want, base)];
  const action = want.address === base.address ? (changes.length > 0 ? 'update' : 'no-op') : 'rename';
  return { ...NOTHING, action, changes };
}

function removed({ base, seen, snapshot }: Input): Diff {
  const id = base?.spec.id ?? (seen?.is === 'ours' ? seen.mark?.id.slice('storage:'.length) : undefined);
  if (id === undefined || (seen && seen.is !== 'ours')) return NOTHING;
  const users = snapshot ? usersOf(snapshot, id) : [];
  const whole: Change =
    users.length > 0
      ? {
          path: '',
          slot: 'storage',
          before: id,
          after: null,
          effect: 'impossible',
          note: `volumes of ${users.join(', ')} are on it: move or remove those first`,
        }
      : {
          path: '',
          slot: 'storage',
          before: id,
          after: null,
          effect: 'config',
          note: 'the entry goes, what is on the storage stays',
        };
  return { ...NOTHING, action: 'remove', changes: [whole] };
}

function follow(input: Input, mark: Mark | null, found: readonly Change[]): Change[] {
  if (!mark) return [{ ...FIRST_COMMIT, note: 'its marker is written again' }];
  if (mark.owed?.includes(''))
    return [
      {
        ...FIRST_COMMIT,
        path: '',
        before: 'unfinished',
        after: 'finished',
        note: 'finishes what an earlier apply began',
      },
    ];
  if (found.length > 0) return [];
  if (mark.commit === null && input.isCommitted === true) return [FIRST_COMMIT];
  const knows = mark.commit !== null && input.base && input.isCommitted !== false;
  return knows ? followChanges(gitDiff({ ...input, seen: null, snapshot: null }).changes, found) : [];
}

export function diffStorage(input: Input): Diff {
  const { want, base, seen } = input;
  if (!want) return removed(input);
  if (!seen) return gitDiff(input);
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris': {
      if (!want.spec.adopt || base) return made(want);
      const note = `there is no storage ${want.spec.id} to adopt: leave "adopt" out to have it made`;
      return { ...NOTHING, action: 'adopt', changes: [{ ...ADOPTION, effect: 'impossible', note }] };
    }
    case 'adoptable':
      return { ...NOTHING, action: 'adopt', changes: [ADOPTION, ...differences(want, null, seen.live)] };
    case 'ours': {
      const found = [...differences(want, base, seen.live), ...passwordChange(want, base)];
      const changes = [...found, ...follow(input, seen.mark, found)];
      const isRenamed = seen.mark !== null && seen.mark.address !== want.address;
      return { ...NOTHING, action: isRenamed ? 'rename' : changes.length > 0 ? 'update' : 'no-op', changes };
    }
  }
}
