/**
 * Two kinds that a node changes as one: racks, and shelves in them. They are what a kind of a real thing is, without the
 * thing: edits are files beside each other, and the commit takes them all. The core must not know of them.
 */
import { z } from 'zod';
import type { Address, Resource } from '../../src/config/model.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Change, Diff } from '../../src/kinds/change.ts';
import type { DiffInput, Kind, ObserveInput, ResolveInput, StepsInput } from '../../src/kinds/kind.ts';
import { MARK_FILES, markOfId, marksIn, markStep } from '../../src/kinds/mark-file.ts';
import type { Seen } from '../../src/kinds/seen.ts';
import type { Step } from '../../src/kinds/step.ts';
import type { Transaction } from '../../src/kinds/transaction.ts';
import type { Snapshot } from '../../src/node/port.ts';

const DRAFTS = '/etc/pve/racks/drafts';
const RUNNING = '/etc/pve/racks/running.json';
const LOCK = '/etc/pve/racks/lock';

const first = ({ nodes }: Settings) => Object.keys(nodes)[0] ?? '';

interface RackSpec {
  readonly name: string;
  readonly node: string;
  readonly slots: readonly string[];
  readonly in: Address | null;
}

/** By id: the slots. */
type Running = Readonly<Record<string, readonly string[]>>;

function runningIn(text: string | null | undefined): Running {
  return text ? (JSON.parse(text) as Running) : {};
}

const draftPath = (id: string) => `${DRAFTS}/${encodeURIComponent(id)}.json`;

/** What edits say, on top of what runs. */
function committed(snapshot: Snapshot, edits: readonly Step[]): Running {
  const next: Record<string, readonly string[]> = { ...runningIn(snapshot.files?.get(RUNNING)) };
  for (const { do: verb } of edits) {
    if (verb.verb !== 'write' || typeof verb.content !== 'string') continue;
    const { id, slots } = JSON.parse(verb.content) as { id: string; slots: readonly string[] | null };
    if (slots) next[id] = slots;
    else delete next[id];
  }
  return next;
}

const write = (
  id: string,
  title: string,
  path: string,
  content: string | null,
  over: Partial<Step>,
): Step => ({
  id,
  address: '',
  node: 'pve1',
  title,
  effect: 'live',
  after: [],
  locks: [],
  guard: [],
  verify: [],
  do: { verb: 'write', path, content },
  retry: 'never',
  timeout: 10_000,
  ...over,
});

const racks: Transaction = {
  name: 'racks',
  enclose: ({ phase, edits, snapshot, addresses }) => {
    const shelves = edits.filter(({ address }) => address.startsWith('shelf/')).map((step) => step.id);
    const id = (what: string) => `racks:${phase}:${what}`;
    const content = JSON.stringify({ by: addresses, running: committed(snapshot, edits) });
    return {
      open: [
        write(id('lock'), 'take the lock', LOCK, phase, {
          do: { verb: 'write', path: LOCK, content: phase, before: null },
        }),
      ],
      // Shelves leave their racks first; of what no file names any more, nobody else knows.
      edits: edits.map((step) =>
        phase === 'shrink' && step.address.startsWith('rack/') ? { ...step, after: shelves } : step,
      ),
      close: [
        write(id('commit'), 'commit', `/etc/pve/racks/commits/${phase}`, content, {}),
        write(id('unlock'), 'give the lock back', LOCK, null, { after: [id('commit')] }),
        write(id('undo'), 'give the lock back', LOCK, null, {
          after: [...edits.map((step) => step.id), id('commit')],
          rescue: true,
        }),
      ],
    };
  },
};

const idOf = (kind: string, name: string) => `${kind}:${name}`;

function observe(kind: string, input: ObserveInput<RackSpec>): Seen<readonly string[]> {
  const { snapshot, id, estate } = input;
  const text = snapshot.files?.get(draftPath(id));
  const owned = markOfId(snapshot, estate, id);
  if (text === undefined) return { is: 'absent' };
  const { slots } = JSON.parse(text) as { slots: readonly string[] | null };
  if (slots === null) return { is: 'absent' };
  return owned || input.want
    ? { is: 'ours', live: slots, mark: owned?.mark ?? null }
    : { is: 'foreign', why: `${kind} of nobody` };
}

function changesOf(before: readonly string[], after: readonly string[]): Change[] {
  const all = [...new Set([...before, ...after])].toSorted();
  return all.flatMap((slot): Change[] => {
    const [was, is] = [before.includes(slot), after.includes(slot)];
    if (was === is) return [];
    return [
      { path: `/slots/${slot}`, before: was || null, after: is || null, effect: 'live', slot: 'slots' },
    ];
  });
}

function diff({ want, base, seen }: DiffInput<RackSpec, readonly string[]>): Diff {
  const live = seen ? (seen.is === 'ours' ? seen.live : []) : (base?.spec.slots ?? []);
  const isThere = seen ? seen.is === 'ours' : base !== null;
  const changes = changesOf(live, want?.spec.slots ?? []);
  const action = !want
    ? isThere
      ? 'remove'
      : 'no-op'
    : !isThere
      ? 'create'
      : changes.length > 0
        ? 'update'
        : 'no-op';
  const whole: Change = {
    path: '',
    before: want ? null : 'there',
    after: want ? 'there' : null,
    effect: 'live',
    slot: 'whole',
  };
  return {
    action,
    changes: action === 'create' || action === 'remove' ? [whole, ...changes] : changes,
    notes: [],
    downtime: 0,
  };
}

function steps(kind: string, input: StepsInput<RackSpec, readonly string[]>): readonly Step[] {
  const { want, base, seen, mark, action } = input;
  const subject = want ?? base;
  const id = mark.id;
  const address = mark.address;
  const node = subject?.spec.node ?? first(input.settings);
  const live = seen.is === 'ours' ? seen.live : [];
  const slots = want?.spec.slots ?? null;
  const edit = (phase: 'grow' | 'shrink', now: readonly string[] | null): Step =>
    write(`${address}:${phase}`, `${phase} ${kind}`, draftPath(id), JSON.stringify({ id, slots: now }), {
      address,
      node,
      phase,
    });
  const grown = slots ? [...new Set([...live, ...slots])].toSorted() : null;
  const grows = action !== 'remove' && (grown?.length !== live.length || seen.is !== 'ours');
  const shrinks = action === 'remove' || live.some((slot) => !slots?.includes(slot));
  const last = markStep({
    mark: action === 'remove' ? null : mark,
    id,
    estate: mark.estate,
    address,
    node,
    after: [],
  });
  return [...(grows ? [edit('grow', grown)] : []), ...(shrinks ? [edit('shrink', slots)] : []), last];
}

function kindOf(kind: 'rack' | 'shelf'): Kind<RackSpec, readonly string[]> {
  return {
    kind,
    schema: z.strictObject({
      slots: z.array(z.string()).describe('What fits in.'),
      in: z.string().optional().describe('The rack that it stands in.'),
    }),
    sets: [],
    resolve: ({ name, merged, settings }: ResolveInput) => ({
      spec: {
        name,
        node: first(settings),
        slots: (merged['slots'] as readonly string[]).toSorted(),
        in: (merged['in'] as Address | undefined) ?? null,
      },
      findings: [],
    }),
    id: ({ name }) => idOf(kind, name),
    node: ({ node }) => node,
    scope: ({ name }) => `file:${draftPath(idOf(kind, name))}`,
    reads: { cluster: [`${DRAFTS}/*.json`, RUNNING, MARK_FILES] },
    transaction: racks,
    edges: ({ spec }: Resource<RackSpec>) => (spec.in === null ? [] : [{ to: spec.in, when: 'exists' }]),
    outputs: () => ({}),
    observe: (input) => observe(kind, input),
    owned: (snapshot, estate, env) => marksIn(snapshot, estate, env, `${kind}:`),
    diff,
    steps: (input) => steps(kind, input),
    holds: () => true,
    demand: () => null,
    summary: ({ slots }) => `${slots.length} slots`,
  };
}

export const rackKinds: readonly Kind[] = [kindOf('rack'), kindOf('shelf')];
