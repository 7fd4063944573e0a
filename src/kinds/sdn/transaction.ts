/**
 * SDN is changed as one: what is meant is written down, the lock is taken (PVE 9), edits are made, one commit brings them
 * to all nodes, and each node is asked what it made of it, since Proxmox says that all went well though a node failed.
 */
import { idOfEstate } from '../../plan/policy.ts';
import type { Snapshot } from '../../node/port.ts';
import { anyNode } from '../any-node.ts';
import type { Cond, NodeName, Step } from '../step.ts';
import type { Enclosed, Transaction, TransactionInput } from '../transaction.ts';
import { uncommitted } from './config.ts';
import { type Frame, hasLock, lockId, nodeScope, run, sdn, stepOf } from './frame.ts';
import { leftIn, type LeftNote, leftPath, leftText } from './left.ts';
import { bridgesOn, sdnIn } from './live.ts';
import type { MeantObjects } from './pending.ts';
import { afterwards, undoing, wayBack } from './undo.ts';

/** What edits say they leave. */
function meantObjects(verify: Step['verify']): MeantObjects {
  return Object.assign(
    {},
    ...verify.flatMap(({ check: { is, objects } }) => (is === 'pending' ? [objects] : [])),
  ) as MeantObjects;
}

const meantBy = (edits: readonly Step[]): MeantObjects => meantObjects(edits.flatMap(({ verify }) => verify));

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

/** Nodes that answer; whoever does not will be asked to apply it when it is back. */
const nodesIn = ({ nodes }: Snapshot): NodeName[] =>
  [...nodes].flatMap(([name, facts]) => (facts.reachable ? [name] : []));

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

const RANK = ['zone', 'vnet', 'subnet'];

/** The object that an edit leaves, and whether it goes. */
function leftBy({ verify }: Step): { readonly rank: number; readonly goes: boolean } | null {
  const [first] = Object.entries(meantObjects(verify));
  if (!first) return null;
  const [key, meant] = first;
  return { rank: RANK.indexOf(key.slice(0, key.indexOf(':'))), goes: meant === null };
}

/** What goes stands on nothing that has gone: subnets before vnets, vnets before zones, also where no file tells it any more. */
function inOrder(edits: readonly Step[]): readonly Step[] {
  const going = edits.flatMap((step) => {
    const left = leftBy(step);
    return left?.goes ? [{ id: step.id, rank: left.rank }] : [];
  });
  return edits.map((step) => {
    const left = leftBy(step);
    if (!left?.goes) return step;
    const before = going.filter(({ rank }) => rank > left.rank).map(({ id }) => id);
    return before.length === 0 ? step : { ...step, after: [...new Set([...step.after, ...before])] };
  });
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
  return { open: opening(frame), edits: inOrder(edits), close: closing(frame) };
}

/**
 * The note of an apply that was killed right after its commit is closed: while it is open, a lock of somebody else and
 * their edits would be taken for its own.
 */
function rest({ snapshot, settings, addresses, now }: Omit<TransactionInput, 'phase' | 'edits'>): Step[] {
  const estate = idOfEstate(settings);
  const { openPhases, known } = leftIn(snapshot.files, estate);
  const state = sdnIn(snapshot);
  if (state.lock !== null || uncommitted(state).length > 0) return [];
  const node = anyNode(settings, snapshot);
  return openPhases.map((phase) =>
    stepOf({ input: { phase, addresses }, node }, 'rest', {
      title: 'close the note of a killed apply',
      do: {
        verb: 'write',
        path: leftPath(estate, phase),
        content: leftText({ addresses: [...known], at: now, state: 'done' }),
      },
    }),
  );
}

export const sdnTransaction: Transaction = { name: 'sdn', enclose, rest };
