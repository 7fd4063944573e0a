/**
 * The difference of a firewall file: entry by entry, as git, the marker's commit and the node say it. Rules are one
 * entry, since their order is what they mean. What never stood in git is not touched.
 */
import type { Resource } from '../../config/model.ts';
import { canonical, type Json } from '../../json.ts';
import type { Change, Diff } from '../change.ts';
import type { DiffInput } from '../kind.ts';
import type { Seen } from '../seen.ts';
import {
  type Entry,
  liveValue,
  pathAt,
  slotAt,
  type Subject,
  taggedSubjects,
  wantedEntries,
} from './entries.ts';
import { type FirewallLive, liveOf } from './live.ts';
import { lockOut } from './lock-out.ts';
import { listNote } from './list-note.ts';
import { type FirewallSpec, idOf } from './spec.ts';

type Input = DiffInput<FirewallSpec, FirewallLive>;
type Wanted = Resource<FirewallSpec>;

const NOTHING: Diff = { action: 'no-op', changes: [], notes: [], downtime: 0 };

const same = (a: Json, b: Json) => canonical(a) === canonical(b);

/** An empty list of rules is none. */
const valueOf = (value: Json): Json => (Array.isArray(value) && value.length === 0 ? null : value);

function changeOf(subject: Subject, before: Json, after: Json): Change {
  const note = listNote(before, after);
  const change = { path: pathAt(subject), slot: slotAt(subject), before, after, effect: 'live' } as const;
  return note === null ? change : { ...change, note };
}

/** What is wanted, and what was and is no more, each as it is now. */
function differences(
  wanted: readonly Entry[],
  before: readonly Subject[],
  valueNow: (subject: Subject) => Json,
): Change[] {
  const named = new Set(wanted.map(({ subject }) => pathAt(subject)));
  const subjects = new Map(before.map((subject) => [pathAt(subject), subject]));
  const gone = [...subjects].flatMap(([path, subject]) =>
    named.has(path) ? [] : [{ subject, value: null }],
  );
  return [...wanted, ...gone].flatMap(({ subject, value }) => {
    const [now, next] = [valueOf(valueNow(subject)), valueOf(value)];
    return same(now, next) ? [] : [changeOf(subject, now, next)];
  });
}

/** Between two revisions. */
function gitChanges(want: FirewallSpec, base: FirewallSpec): Change[] {
  const old = wantedEntries(base);
  const values = new Map(old.map(({ subject, value }) => [pathAt(subject), value]));
  return differences(
    wantedEntries(want),
    old.map(({ subject }) => subject),
    (subject) => values.get(pathAt(subject)) ?? null,
  );
}

/** Against a node. */
function liveChanges(
  want: FirewallSpec | null,
  known: FirewallSpec | null,
  { reading }: FirewallLive,
): Change[] {
  const before = [
    ...(known ? wantedEntries(known).map(({ subject }) => subject) : []),
    ...taggedSubjects(reading),
  ];
  return differences(want ? wantedEntries(want) : [], before, (subject) =>
    liveValue(reading, subject, known),
  );
}

function whole(before: string | null, after: string | null): Change {
  return { path: '', slot: 'file', before, after, effect: 'live' };
}

const toldOf = (spec: FirewallSpec): Change[] =>
  wantedEntries(spec).flatMap(({ subject, value }) =>
    valueOf(value) === null ? [] : [changeOf(subject, null, value)],
  );

function removal(id: string, changes: readonly Change[]): Diff {
  return { ...NOTHING, action: 'remove', changes: [whole(id, null), ...changes] };
}

function goes(spec: FirewallSpec): Change[] {
  return toldOf(spec).map(({ path, slot, effect, after }) => ({
    path,
    slot,
    effect,
    before: after,
    after: null,
  }));
}

function marker(path: string, before: string | null, after: string, note?: string): Change {
  return { path, slot: 'marker', before, after, effect: 'config', ...(note === undefined ? {} : { note }) };
}

function gitDiff({ want, base }: Input): Diff {
  if (!want) return base ? removal(idOf(base.spec.target), goes(base.spec)) : NOTHING;
  if (!base) {
    const first = want.spec.adopt ? adoption() : whole(null, idOf(want.spec.target));
    return {
      ...NOTHING,
      action: want.spec.adopt ? 'adopt' : 'create',
      changes: [first, ...toldOf(want.spec)],
    };
  }
  const renamed = want.address === base.address ? [] : [marker('', base.address, want.address)];
  const changes = [...renamed, ...gitChanges(want.spec, base.spec)];
  if (changes.length === 0) return NOTHING;
  return { ...NOTHING, action: changes.length === renamed.length ? 'rename' : 'update', changes };
}

const adoption = (): Change => marker('/adopt', 'not ours', 'ours');

const FOLLOWS = 'it is as git asks already; its marker follows';

function ours(input: Input, want: Wanted, seen: Extract<Seen<FirewallLive>, { is: 'ours' }>): Diff {
  const { live, mark, repair } = seen;
  const known = input.base?.spec ?? null;
  const found = liveChanges(want.spec, known, live);
  const repaired = repair === undefined ? [] : [marker('', null, want.address, repair)];
  const renamed = mark && mark.address !== want.address ? [marker('', mark.address, want.address)] : [];
  const all = [...repaired, ...renamed, ...found];
  const knows = mark?.commit && input.base && input.isCommitted !== false;
  const asked = knows ? gitDiff({ ...input, seen: null }).changes : [];
  const isFirst = mark?.commit === null && input.isCommitted === true;
  // The node was never reached after the change: it waits for that, whatever the file says by now.
  const isKept = live.kept !== null && live.kept !== (live.text ?? '');
  const isOpen = isKept || (mark?.owed ?? []).length > 0;
  const follows = all.length === 0 && (asked.length > 0 || isFirst || isOpen);
  const follow = follows ? [marker('/commit', isFirst ? null : 'behind', 'up to date', FOLLOWS)] : [];
  const changes = [...all, ...follow];
  if (changes.length === 0) return NOTHING;
  const isName = renamed.length > 0 && found.length === 0;
  return { ...NOTHING, action: isName ? 'rename' : 'update', changes };
}

/** What was not confirmed and is as it was before. */
function undoneNote({ kept, text }: FirewallLive): string[] {
  return kept !== null && kept === (text ?? '')
    ? ['the last change was taken back, because the node could not be reached after it, or was never made']
    : [];
}

/** Who looks after the nodes would be locked out: none of it is done. */
function held(input: Input, diff: Diff): Diff {
  const { want, base, settings, snapshot } = input;
  const target = (want ?? base)?.spec.target;
  if (!snapshot || !target || diff.changes.every(({ slot }) => slot === 'marker')) return diff;
  const why = lockOut({
    target,
    changes: diff.changes,
    known: (input.seen?.is === 'adoptable' ? want : base)?.spec ?? null,
    settings,
    snapshot,
    estate: input.estate ?? new Map(),
  });
  if (why === null) return diff;
  const changes = diff.changes.map((change): Change => ({ ...change, effect: 'impossible', note: why }));
  return { ...diff, changes };
}

function liveDiff(input: Input, seen: Seen<FirewallLive>): Diff {
  const { want, base, snapshot } = input;
  switch (seen.is) {
    case 'unknown':
    case 'foreign':
    case 'copy':
      return { ...NOTHING, notes: [seen.why] };
    case 'absent':
    case 'debris': {
      if (!want) return NOTHING;
      const id = idOf(want.spec.target);
      const notes = snapshot ? undoneNote(liveOf(snapshot, want.spec.target)) : [];
      return { ...NOTHING, action: 'create', changes: [whole(null, id), ...toldOf(want.spec)], notes };
    }
    case 'adoptable': {
      if (!want) return NOTHING;
      const changes = [adoption(), ...liveChanges(want.spec, want.spec, seen.live)];
      return { ...NOTHING, action: 'adopt', changes };
    }
    case 'ours': {
      const notes = undoneNote(seen.live);
      if (want) return { ...ours(input, want, seen), notes };
      const id = seen.mark?.id ?? (base ? idOf(base.spec.target) : '');
      return { ...removal(id, liveChanges(null, base?.spec ?? null, seen.live)), notes };
    }
  }
}

/** The difference of one file: `seen` null states the worst case from git alone. */
export function diffFirewall(input: Input): Diff {
  const { seen } = input;
  return seen === null ? gitDiff(input) : held(input, liveDiff(input, seen));
}
