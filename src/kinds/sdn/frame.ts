/** What the steps of a transaction of SDN have in common: where they run, what they hold, how they are called. */
import type { Settings } from '../../config/settings.ts';
import type { Snapshot } from '../../node/port.ts';
import { idOfEstate } from '../../plan/policy.ts';
import { anyNode } from '../any-node.ts';
import type { Cond, NodeName, Step, Verb } from '../step.ts';
import type { Phase, TransactionInput } from '../transaction.ts';
import type { Objects } from './config.ts';
import { type Left, leftIn } from './left.ts';
import { sdnIn } from './live.ts';
import type { MeantObjects } from './pending.ts';

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

export interface Frame {
  readonly input: TransactionInput;
  readonly node: NodeName;
  readonly token: Extract<Verb, { verb: 'run' }>['argv'];
  readonly meant: MeantObjects;
  readonly left: Left;
}

type Given = Pick<Step, 'title' | 'do'> &
  Partial<Pick<Step, 'after' | 'guard' | 'verify' | 'rescue' | 'effect' | 'timeout'>>;

export const stepOf = (
  { input, node }: { readonly input: Pick<TransactionInput, 'phase' | 'addresses'>; readonly node: NodeName },
  name: string,
  given: Given,
): Step => ({
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

export const sdn = (is: string, more: Omit<Cond['check'], 'is'> = {}): Cond => ({
  scope: SDN_SCOPE,
  check: { is, ...more },
});

export const run = (...argv: Extract<Verb, { verb: 'run' }>['argv']): Verb => ({ verb: 'run', argv });
