/** One exec into a guest: a bundle goes in, events come out. What is brought in and what comes of it is its callers' business. */
import type { FeatureEvent } from '../features/event.ts';
import { type EventReader, eventReader } from '../features/events.ts';
import { type AskedFor, type Outcome, outcomeOf } from '../features/outcome.ts';
import { masksOf } from '../features/redact.ts';
import { visible } from '../features/visible.ts';
import { sha256 } from '../hash.ts';
import { enterCommand, hostCommand, type Transport } from '../node/guest-exec.ts';
import type { NodePort, RunResult } from '../node/port.ts';
import type { Clock } from './clock.ts';
import { enterByAgent } from './enter-by-agent.ts';

/** What one exec brings into a guest. */
export interface GuestBundle {
  /** By `frame` of src/features/bundle.ts. */
  readonly stdin: Uint8Array;
  readonly nonce: string;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

export interface Entry {
  readonly node: NodePort;
  readonly vmid: number;
  /** By `pct exec` unless it says otherwise; `host` is the node itself. */
  readonly transport?: Transport | 'host';
  readonly bundle: GuestBundle;
  /** The tasks of the bundle. */
  readonly asked: readonly AskedFor[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly onEvent?: (event: FeatureEvent) => void;
  /** Real, unless a test has its own. */
  readonly clock?: Clock;
}

export interface Entered {
  readonly outcome: Outcome;
  readonly result: RunResult;
}

type Take = (event: FeatureEvent) => void;

/** One process: its end is the run's end. */
async function byExec(
  { node, vmid, transport, bundle, timeout }: Entry,
  reader: EventReader,
): Promise<RunResult> {
  const enough = new AbortController();
  return node.run(transport === 'host' ? hostCommand() : enterCommand(vmid), {
    stdin: bundle.stdin,
    timeout,
    enough: enough.signal,
    onBytes: (chunk) => {
      reader.add(chunk);
      if (reader.done) enough.abort();
    },
  });
}

async function byAgent(entry: Entry, reader: EventReader, take: Take): Promise<RunResult> {
  const { node, vmid, bundle, timeout, clock } = entry;
  const masks = masksOf(bundle.secrets);
  const { refused, ...result } = await enterByAgent({
    node,
    vmid,
    bundle: bundle.stdin,
    // Not the nonce itself: whoever knows that can tell a last event.
    id: sha256(`folder ${bundle.nonce}`).slice(0, 16),
    timeout,
    reader,
    onProgress: (text) => take({ event: 'progress', feature: '-', text: visible(text, masks) }),
    ...(clock && { clock }),
  });
  if (refused !== undefined) take({ event: 'refused', why: visible(refused, masks) });
  return result;
}

export async function enterGuest(entry: Entry): Promise<Entered> {
  const { bundle, asked, transport, onEvent } = entry;
  const events: FeatureEvent[] = [];
  const take: Take = (event) => {
    events.push(event);
    onEvent?.(event);
  };
  const reader = eventReader({ nonce: bundle.nonce, secrets: bundle.secrets, onEvent: take });
  const result = await (transport === 'agent' ? byAgent(entry, reader, take) : byExec(entry, reader));
  reader.end();
  const isLost = result.timedOut || (transport === 'agent' && result.exit < 0);
  return { outcome: outcomeOf(asked, events, isLost ? null : result.exit), result };
}
