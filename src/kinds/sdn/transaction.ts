/**
 * SDN is changed as one: what is meant is written down, the lock is taken (PVE 9), edits are made, one commit brings them
 * to all nodes, and each node is asked what it made of it, since Proxmox says that all went well though a node failed.
 */
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import { idOfEstate } from '../../plan/policy.ts';
import { anyNode } from '../any-node.ts';
import type { Cond, NodeName, Step, Verb } from '../step.ts';
import type { Enclosed, Phase, Transaction, TransactionInput } from '../transaction.ts';
import { commandFor } from './command.ts';
import { type Objects, uncommitted } from './config.ts';
import { type Left, leftIn, type LeftNote, leftPath, leftText } from './left.ts';
import { bridgesOn, sdnIn } from './live.ts';
import type { Meant, MeantObjects } from './pending.ts';

/** What all of SDN is to the cluster. */
export const SDN_SCOPE = 'sdn';
/** The cards of all guests. */
export const CARDS_SCOPE = 'sdn cards';
export const nodeScope = (node: NodeName): string => `sdn@${node}`;

export const lockId = (phase: Phase): string => `sdn:${phase}:lock`;

/** The lock, its token and the way back came with PVE 9 (pve-network 1.1.3). */
export function hasLock(snapshot: Snapshot, settings: Settings): boolean {
  const node = anyNode(settings, snapshot);
  const facts = snapshot.nodes.get(node);
  const said = facts?.reachable ? facts.pve : '';
  return Number.parseInt(said === '' ? (settings.nodes[node]?.pve ?? '9') : said, 10) >= 9;
}

/** What edits start from: those of a killed apply are taken back first. */
export function startOf(snapshot: Snapshot, settings: Settings): Objects {
  const { pending, running } = sdnIn(snapshot);
  return leftIn(snapshot.files, idOfEstate(settings)).open.length > 0 ? running : pending;
}

/** What the edits say they leave. */
function meantBy(edits: readonly Step[]): MeantObjects {
  const all = edits.flatMap(({ verify }) => verify.map(({ check }) => check));
  return Object.assign(
    {},
    ...all.flatMap(({ is, objects }) => (is === 'pending' ? [objects] : [])),
  ) as MeantObjects;
}

interface Frame {
  readonly input: TransactionInput;
  readonly node: NodeName;
  readonly token: Extract<Verb, { verb: 'run' }>['argv'];
  readonly meant: MeantObjects;
  readonly left: Left;
}

type Given = Pick<Step, 'title' | 'do'> &
  Partial<Pick<Step, 'after' | 'guard' | 'verify' | 'rescue' | 'effect' | 'timeout'>>;

const stepOf = ({ input, node }: Frame, name: string, given: Given): Step => ({
  id: `sdn:${input.phase}:${name}`,
  address: input.addresses[0] ?? '',
  node,
  effect: 'config',
  after: [],
  locks: [],
  guard: [],
  verify: [],
  retry: 'never',
  timeout: 60_000,
  ...given,
});

const sdn = (is: string, more: Omit<Cond['check'], 'is'> = {}): Cond => ({
  scope: SDN_SCOPE,
  check: { is, ...more },
});

const run = (...argv: Extract<Verb, { verb: 'run' }>['argv']): Verb => ({ verb: 'run', argv });

function opening(frame: Frame): Step[] {
  const { input, left, meant } = frame;
  const { snapshot, settings, addresses, now } = input;
  const estate = idOfEstate(settings);
  const own: LeftNote = {
    addresses: [...new Set([...addresses, ...left.open])].toSorted(),
    at: now,
    state: 'open',
  };
  const note = stepOf(frame, 'begin', {
    title: 'write down what SDN is changed for',
    guard: [
      sdn('ours alone', { addresses: [...left.open], meant: meant as never }),
      // A lock that is there before the note cannot be taken for ours later.
      ...(left.open.length === 0 && hasLock(snapshot, settings) ? [sdn('unlocked')] : []),
    ],
    do: { verb: 'write', path: leftPath(estate, input.phase), content: leftText(own) },
  });
  // What it was about is in this note now.
  const others = left.openPhases
    .filter((phase) => phase !== input.phase)
    .map((phase) =>
      stepOf(frame, `close:${phase}`, {
        title: 'close the note of a killed apply',
        after: [note.id],
        do: {
          verb: 'write',
          path: leftPath(estate, phase),
          content: leftText({ addresses: [...left.known], at: now, state: 'done' }),
        },
      }),
    );
  return [note, ...others, ...locking(frame, others.at(-1)?.id ?? note.id)];
}

/** Takes the lock, and takes back the edits of a killed apply. */
function locking(frame: Frame, begun: string): Step[] {
  const { input, left } = frame;
  const { snapshot, settings } = input;
  if (!hasLock(snapshot, settings)) return undoing(frame, begun);
  const { lock } = sdnIn(snapshot);
  const isOurs = lock !== null && left.open.length > 0;
  const freed = isOurs
    ? [
        stepOf(frame, 'free', {
          title: 'give back the lock of SDN that a killed apply left',
          after: [begun],
          guard: [sdn('locked', { token: lock })],
          verify: [sdn('unlocked')],
          do: run('pvesh', 'delete', '/cluster/sdn/lock', '--force', '1'),
        }),
      ]
    : [];
  const taken = stepOf(frame, 'lock', {
    title: 'take the lock of SDN',
    after: [freed[0]?.id ?? begun],
    guard: [sdn('unlocked')],
    // No verify: a lock that somebody else holds would look like ours.
    do: run('pvesh', 'create', '/cluster/sdn/lock', '--allow-pending', '1'),
  });
  const refused = stepOf(frame, 'refused', {
    title: 'close the note: the lock of SDN is not ours',
    after: [taken.id],
    rescue: true,
    do: {
      verb: 'write',
      path: leftPath(idOfEstate(settings), input.phase),
      content: leftText({ addresses: [...input.addresses], at: input.now, state: 'done' }),
    },
  });
  return [...freed, taken, refused, ...undoing(frame, taken.id)];
}

/** Takes back the edits that a killed apply left, so that nothing is committed which nobody wants any more. */
function undoing(frame: Frame, after: string): Step[] {
  const { input, token, left } = frame;
  const { snapshot, settings } = input;
  const state = sdnIn(snapshot);
  const keys = left.open.length > 0 ? uncommitted(state) : [];
  if (keys.length === 0) return [];
  const verify = [sdn('settled', { objects: keys })];
  const title = 'take back what a killed apply had edited of SDN';
  if (hasLock(snapshot, settings)) {
    const argv = ['pvesh', 'create', '/cluster/sdn/rollback', ...token, '--release-lock', '0'] as const;
    return [stepOf(frame, 'reset', { title, after: [after], verify, do: run(...argv) })];
  }
  const steps: Step[] = [];
  for (const key of inUndoOrder(keys, state.running)) {
    const [now, before] = [state.pending.get(key), state.running.get(key)];
    const argv = commandFor(key, now, back(before, now ?? null), token);
    if (!argv) continue;
    const given = {
      title,
      after: [steps.at(-1)?.id ?? after],
      guard: [
        sdn('pending', { objects: { [key]: now ?? null } }),
        sdn('committed', { objects: { [key]: before ?? null } }),
      ],
      verify: [sdn('settled', { objects: [key] })],
    };
    steps.push(stepOf(frame, `reset:${key}`, { ...given, do: run(...argv) }));
  }
  return steps;
}

/** What is new goes from the subnets up, then what was there comes back from the zones down. */
function inUndoOrder(keys: readonly string[], running: Objects): string[] {
  const sorted = keys.toSorted();
  return [
    ...sorted.filter((key) => !running.has(key)),
    ...sorted.toReversed().filter((key) => running.has(key)),
  ];
}

/** Nodes that answer; whoever does not will be asked to apply it when it is back. */
const nodesIn = ({ nodes }: Snapshot): NodeName[] =>
  [...nodes].flatMap(([name, facts]) => (facts.reachable ? [name] : []));

function afterwards(objects: Objects, meant: MeantObjects): Objects {
  const all = new Map(objects);
  for (const [key, one] of Object.entries(meant)) {
    if (one === null) all.delete(key);
    else {
      const fields = Object.entries({ ...all.get(key), ...one }).filter(([, value]) => value !== null);
      all.set(key, Object.fromEntries(fields) as Record<string, string>);
    }
  }
  return all;
}

/** What brings the edits back to what runs: Proxmox's own way from PVE 9 on, one by one before. */
function wayBack(frame: Frame, after: readonly string[]): Step[] {
  const { input, meant, token } = frame;
  const { snapshot, settings } = input;
  const { running } = sdnIn(snapshot);
  const before = Object.fromEntries(Object.keys(meant).map((key) => [key, running.get(key) ?? null]));
  if (hasLock(snapshot, settings)) {
    return [
      stepOf(frame, 'rollback', {
        title: 'take back the edits of SDN and give back its lock',
        after,
        rescue: true,
        verify: [sdn('settled', { objects: Object.keys(meant) }), sdn('unlocked')],
        do: run('pvesh', 'create', '/cluster/sdn/rollback', ...token),
      }),
    ];
  }
  const steps: Step[] = [];
  for (const key of inUndoOrder(Object.keys(meant), running)) {
    const one = meant[key] ?? null;
    const argv = commandFor(key, oneOf(running.get(key), one), back(running.get(key), one), token);
    if (!argv) continue;
    const last = steps.at(-1);
    steps.push(
      stepOf(frame, `back:${key}`, {
        title: 'take back an edit of SDN',
        after: last ? [last.id] : after,
        rescue: true,
        guard: [
          sdn('pending', { objects: { [key]: one } }),
          sdn('committed', { objects: { [key]: before[key] ?? null } }),
        ],
        verify: [sdn('settled', { objects: [key] })],
        do: { verb: 'run', argv },
      }),
    );
  }
  return steps;
}

/** What an object is after its edit. */
const oneOf = (fields: Objects extends ReadonlyMap<string, infer F> ? F | undefined : never, meant: Meant) =>
  afterwards(new Map(fields ? [['', fields]] : []), { '': meant }).get('');

/** What it has to be meant as, to be what it was. */
function back(fields: Readonly<Record<string, string>> | undefined, meant: Meant): Meant {
  if (!fields) return null;
  const added = Object.keys(meant ?? {}).filter((key) => !(key in fields));
  return { ...Object.fromEntries(added.map((key) => [key, null])), ...fields };
}

function closing(frame: Frame): Step[] {
  const { input, meant, token } = frame;
  const { snapshot, settings, edits, addresses, now, phase } = input;
  const estate = idOfEstate(settings);
  const { running } = sdnIn(snapshot);
  const commit = stepOf(frame, 'commit', {
    title: 'apply SDN on all nodes',
    effect: 'live',
    guard: [sdn('only', { meant: meant as never })],
    verify: [sdn('committed', { objects: meant as never }), ...(token.length > 0 ? [sdn('unlocked')] : [])],
    timeout: 10 * 60_000,
    do: run('pvesh', 'set', '/cluster/sdn', ...token),
  });
  const end = afterwards(running, meant);
  const applied = nodesIn(snapshot).map((node): Step => {
    const bridges = bridgesOn(end, node);
    const gone = bridgesOn(running, node).filter((bridge) => !bridges.includes(bridge));
    const cond: Cond = { scope: nodeScope(node), check: { is: 'applied', bridges, gone } };
    const given = stepOf(frame, `applied:${node}`, {
      title: `see that ${node} has applied SDN`,
      after: [commit.id],
      do: { verb: 'wait', cond, within: 90_000 },
      timeout: 120_000,
    });
    return { ...given, node };
  });
  const done = stepOf(frame, 'end', {
    title: 'write down that SDN is done',
    after: applied.map(({ id }) => id),
    do: {
      verb: 'write',
      path: leftPath(estate, phase),
      content: leftText({ addresses: [...addresses], at: now, state: 'done' }),
    },
  });
  return [commit, ...applied, done, ...wayBack(frame, [...edits.map(({ id }) => id), commit.id])];
}

function enclose(input: TransactionInput): Enclosed {
  const { snapshot, settings, edits, phase } = input;
  const frame: Frame = {
    input,
    node: anyNode(settings, snapshot),
    token: hasLock(snapshot, settings) ? ['--lock-token', { ref: 'said', step: lockId(phase) }] : [],
    meant: meantBy(edits),
    left: leftIn(snapshot.files, idOfEstate(settings)),
  };
  return { open: opening(frame), close: closing(frame) };
}

export const sdnTransaction: Transaction = { name: 'sdn', enclose };
