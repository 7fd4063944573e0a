/** Whether an apply may restart a node, and who is stopped for that, in order. Pure. */
import type { Address, Resource } from '../../config/model.ts';
import type { Snapshot } from '../../node/port.ts';
import type { DiffInput } from '../kind.ts';
import type { Consumer } from './consumers.ts';
import type { NodeLive } from './fields.ts';
import type { NodeSpec } from './spec.ts';

type Input = Pick<DiffInput<NodeSpec, NodeLive>, 'want' | 'snapshot' | 'settings' | 'estate'>;

/** What is read of the specs of guests, of whatever kind. */
interface GuestLike {
  readonly vmid?: number;
  readonly node?: string;
  readonly state?: 'running' | 'stopped';
  readonly template?: boolean;
  readonly dependsOn?: readonly Address[];
  readonly startup?: Readonly<Record<string, string>>;
}

const guestOf = ({ spec }: Resource) => spec as GuestLike;

const isGuest = (one: Resource): boolean => {
  const { vmid, state, template } = guestOf(one);
  return vmid !== undefined && state !== undefined && template !== true;
};

/** Where a guest is: it may have moved by itself. */
function homeOf({ vmid, node }: GuestLike, snapshot: Snapshot | null): string | undefined {
  return (vmid === undefined ? undefined : snapshot?.guests.get(vmid)?.node) ?? node;
}

/** Guests of the node that go down with it: those that run, or shall; and with `left`, those that an apply left stopped. */
export function guestsOn(
  node: string,
  { snapshot, estate }: Input,
  left: readonly Address[] = [],
): Consumer[] {
  const facts = snapshot?.nodes.get(node);
  const runs = (one: Resource, vmid: number) => {
    if (snapshot === null) return guestOf(one).state === 'running';
    return (facts?.reachable === true && facts.running.has(vmid)) || left.includes(one.address);
  };
  return [...(estate?.values() ?? [])].flatMap((one) => {
    const { vmid } = guestOf(one);
    const isHere = isGuest(one) && homeOf(guestOf(one), snapshot) === node;
    return isHere && vmid !== undefined && runs(one, vmid) ? [{ address: one.address, vmid }] : [];
  });
}

/** The order in which they start: what others depend on first, then as their "startup" says. The other way round they stop. */
export function inStartOrder(guests: readonly Consumer[], estate: Input['estate']): Consumer[] {
  const known = new Set(guests.map(({ address }) => address));
  const depths = new Map<Address, number>();
  const depthOf = (address: Address): number => {
    const found = depths.get(address);
    if (found !== undefined) return found;
    // Of a circle, which the rules refuse, any order will do.
    depths.set(address, 0);
    const resource = estate?.get(address);
    const needs = (resource ? (guestOf(resource).dependsOn ?? []) : []).filter((one) => known.has(one));
    const depth = Math.max(0, ...needs.map((one) => depthOf(one) + 1));
    depths.set(address, depth);
    return depth;
  };
  const orderOf = (address: Address) => {
    const resource = estate?.get(address);
    return Number((resource && guestOf(resource).startup?.['order']) ?? Number.MAX_SAFE_INTEGER);
  };
  return guests.toSorted(
    (a, b) =>
      depthOf(a.address) - depthOf(b.address) ||
      orderOf(a.address) - orderOf(b.address) ||
      (a.address < b.address ? -1 : 1),
  );
}

/** Votes without which the cluster cannot be written to: 0 where nothing is known, or something else has a vote. */
function wouldLackQuorum(conf: string | undefined): boolean {
  if (conf === undefined || /^\s*device\s*\{/m.test(conf) || /^\s*two_node:\s*1/m.test(conf)) return false;
  const votes = [...conf.matchAll(/^\s*quorum_votes:\s*(\d+)/gm)].map(([, count]) => Number(count));
  const all = votes.reduce((sum, one) => sum + one, 0);
  return votes.length > 0 && all - Math.max(...votes) <= all / 2;
}

/** Where corosync's votes stand. */
export const COROSYNC = '/etc/pve/corosync.conf';

/** Why a node whose file says "apply" is not restarted by an apply; null: it may be. */
export function whyNoRestart(node: string, input: Input): string | null {
  const { snapshot, settings, estate } = input;
  const { runner } = settings;
  const running = runner === undefined ? undefined : estate?.get(runner);
  if (running && homeOf(guestOf(running), snapshot) === node) return `${runner} runs the jobs there`;
  if (snapshot === null) return null;
  const facts = snapshot.nodes.get(node);
  if (!facts?.reachable) return 'it does not answer';
  if (snapshot.here === node) return 'this apply runs on it';
  if (facts.boot === undefined) return 'it does not say when it was started';
  const others = [...snapshot.nodes].some(([name, one]) => name !== node && one.reachable);
  if (!others) return "no other node answers, and nobody would keep the estate's lock";
  if (wouldLackQuorum(snapshot.files?.get(COROSYNC))) return 'the cluster would have no quorum meanwhile';
  const ours = guestsOn(node, input);
  const managed = ours.find(({ vmid }) => snapshot.ha?.has(vmid));
  if (managed) return `${managed.address} is under high availability`;
  const known = new Set([...(estate?.values() ?? [])].map((one) => guestOf(one).vmid));
  const foreign = [...facts.running].filter((vmid) => !known.has(vmid)).toSorted((a, b) => a - b);
  return foreign.length > 0 ? `guests that are not this estate's run on it: ${foreign.join(', ')}` : null;
}
