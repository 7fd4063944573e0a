/** One exec into a guest: a bundle goes in, events come out. What is brought in and what comes of it is its callers' business. */
import type { FeatureEvent } from '../features/event.ts';
import { eventReader } from '../features/events.ts';
import { type AskedFor, type Outcome, outcomeOf } from '../features/outcome.ts';
import { enterCommand } from '../node/guest-exec.ts';
import type { NodePort, RunResult } from '../node/port.ts';

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
  readonly bundle: GuestBundle;
  /** The tasks of the bundle. */
  readonly asked: readonly AskedFor[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly onEvent?: (event: FeatureEvent) => void;
}

export interface Entered {
  readonly outcome: Outcome;
  readonly result: RunResult;
}

export async function enterGuest({ node, vmid, bundle, asked, timeout, onEvent }: Entry): Promise<Entered> {
  const events: FeatureEvent[] = [];
  const enough = new AbortController();
  const reader = eventReader({
    nonce: bundle.nonce,
    secrets: bundle.secrets,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  const result = await node.run(enterCommand(vmid), {
    stdin: bundle.stdin,
    timeout,
    enough: enough.signal,
    onBytes: (chunk) => {
      reader.add(chunk);
      if (reader.done) enough.abort();
    },
  });
  reader.end();
  return { outcome: outcomeOf(asked, events, result.timedOut ? null : result.exit), result };
}
