/** The steps of an entry of HA: one command for all its options, one for each guest that joins or leaves a group, the mark. */
import { anyNode } from '../any-node.ts';
import type { Effect } from '../effect.ts';
import { worst } from '../effect.ts';
import type { StepsInput } from '../kind.ts';
import { markStep } from '../mark-file.ts';
import type { Cond, Step, Verb } from '../step.ts';
import { addCommand, type Edits, removeCommand, setCommand } from './commands.ts';
import { entryCond, type Expected } from './conditions.ts';
import { haEntry } from './files.ts';
import { placeOf } from './observe.ts';
import type { HaLive, HaSpec } from './spec.ts';

type Input = StepsInput<HaSpec, HaLive>;
type Entry = Pick<HaSpec, 'id' | 'file' | 'type' | 'name'>;

const TIMEOUT = 60_000;

interface Draft {
  readonly what: string;
  readonly title: string;
  readonly effect: Effect;
  readonly do: Verb;
  readonly guard: readonly Cond[];
  readonly verify: readonly Cond[];
}

/** What the section itself does not say: which guests are in a group stands with each of them (PVE 8.4). */
const isMembers = ({ file }: Entry, key: string) => file === 'groups' && key === 'resources';

const listIn = (text: string | null | undefined) => (text ?? '').split(',').filter((word) => word !== '');

function memberDrafts(entry: Entry, before: string | null, after: string | null, effect: Effect): Draft[] {
  const [was, shall] = [listIn(before), listIn(after)];
  const draft = (sid: string, joins: boolean): Draft => {
    const resource = { id: entry.id, file: 'resources', type: '', name: sid } as const;
    return {
      what: `member:${sid}`,
      title: joins ? `put ${sid} into the group ${entry.name}` : `take ${sid} out of the group ${entry.name}`,
      effect,
      do: setCommand(resource, { group: joins ? entry.name : null }),
      guard: [],
      verify: [entryCond(resource, { group: joins ? entry.name : null })],
    };
  };
  return [
    ...shall.filter((sid) => !was.includes(sid)).map((sid) => draft(sid, true)),
    ...was.filter((sid) => !shall.includes(sid)).map((sid) => draft(sid, false)),
  ];
}

function createDrafts(entry: Entry, options: HaSpec['options'], effect: Effect): Draft[] {
  const own = Object.fromEntries(Object.entries(options).filter(([key]) => !isMembers(entry, key)));
  const members = entry.file === 'groups' ? (options['resources'] ?? null) : null;
  const title = entry.file === 'resources' ? `let HA run ${entry.name}` : `add the rule ${entry.name}`;
  const add: Draft = {
    what: 'add',
    title,
    effect,
    do: addCommand(entry, own),
    guard: [entryCond(entry, null)],
    verify: [entryCond(entry, own)],
  };
  return [add, ...memberDrafts(entry, null, members, effect)];
}

function updateDrafts(entry: Entry, { changes }: Input): Draft[] {
  const options = changes.filter(({ slot }) => slot !== 'entry' && slot !== 'marker');
  const own = options.filter(({ slot }) => !isMembers(entry, slot));
  const edits: Edits = Object.fromEntries(own.map(({ slot, after }) => [slot, after as string | null]));
  const before: Expected = Object.fromEntries(
    own.map((change) => [change.slot, change.before as string | null]),
  );
  const members = options.find(({ slot }) => isMembers(entry, slot));
  const set: Draft = {
    what: 'set',
    title: `set ${own.map(({ slot }) => slot).join(', ')}`,
    effect: worst(own.map(({ effect }) => effect)),
    do: setCommand(entry, edits),
    guard: [entryCond(entry, before)],
    verify: [entryCond(entry, edits)],
  };
  return [
    ...(own.length > 0 ? [set] : []),
    ...(members
      ? memberDrafts(entry, members.before as string | null, members.after as string | null, members.effect)
      : []),
  ];
}

function removeDrafts(entry: Entry, live: HaLive): Draft[] {
  const members = entry.file === 'groups' ? (live.options['resources'] ?? null) : null;
  const remove: Draft = {
    what: 'remove',
    title: entry.file === 'resources' ? `take ${entry.name} out of HA` : `remove the rule ${entry.name}`,
    effect: 'config',
    do: removeCommand(entry.file, entry.name),
    guard: [],
    verify: [entryCond(entry, null)],
  };
  return [...memberDrafts(entry, members, null, 'config'), remove];
}

function entryOf({ want, base, mark, snapshot }: Input): Entry {
  const spec = want?.spec ?? base?.spec;
  if (spec) return spec;
  const place = placeOf(mark.id, snapshot.files ?? new Map());
  const live = haEntry(snapshot.files ?? new Map(), place);
  return { id: mark.id, ...place, type: live?.type ?? '' };
}

function draftsOf(entry: Entry, input: Input): Draft[] {
  const { action, want, seen, changes } = input;
  switch (action) {
    case 'create':
      return createDrafts(entry, want?.spec.options ?? {}, worst(changes.map(({ effect }) => effect)));
    case 'remove':
    case 'destroy':
      return seen.is === 'ours' ? removeDrafts(entry, seen.live) : [];
    case 'update':
    case 'rename':
    case 'adopt':
      return updateDrafts(entry, input);
    case 'no-op':
    case 'replace':
    case 'retire':
    case 'migrate':
      return [];
  }
}

export function haSteps(input: Input): readonly Step[] {
  const { mark, settings, snapshot, action } = input;
  const entry = entryOf(input);
  const node = anyNode(settings, snapshot);
  const { address, estate, id } = mark;
  const drafts = draftsOf(entry, input);
  if (drafts.length === 0 && input.changes.length === 0) return [];
  const rows = drafts.map(({ what, ...draft }, index): Step => ({
    id: `${address}:${what}`,
    address,
    node,
    ...draft,
    after: index === 0 ? [] : [`${address}:${drafts[index - 1]?.what ?? ''}`],
    locks: [{ name: 'ha', mode: 'exclusive' }],
    retry: 'contention',
    timeout: TIMEOUT,
  }));
  const last = rows.at(-1);
  const after = last ? [last.id] : [];
  const gone = action === 'remove' || action === 'destroy';
  return [...rows, markStep({ mark: gone ? null : mark, id, estate, address, node, after })];
}
