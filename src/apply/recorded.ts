/** A try with its lines in the node's journal: one synced to disk before it starts, one after its effect was read back. */
import { PhoenixError } from '../errors.ts';
import type { Step, Verb } from '../kinds/step.ts';
import type { Cluster, JournalEntry } from '../node/port.ts';
import { type Attempt, argvOf, attempt, resolver } from './attempt.ts';
import type { Clock } from './clock.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import { type Memory, type Readings, subjectOf } from './memory.ts';

/** What is one command; a wait starts nothing, and software stands in run-guest.ts. */
export type Running = Extract<Verb, { verb: 'run' | 'raw' | 'write' }>;

export function isRunning(verb: Verb): verb is Running {
  return verb.verb === 'run' || verb.verb === 'raw' || verb.verb === 'write';
}

type Write = (event: JournalEntry['event'], more: Partial<JournalEntry>) => Promise<void>;

/** Writes lines about a step into the journal of its node. */
export function journalOf(
  step: Step,
  id: string,
  { cluster, clock, journal }: Pick<RecordContext, 'cluster' | 'clock' | 'journal'>,
): Write {
  const node = cluster.node(step.node);
  return (event, more) =>
    node.journal({
      at: new Date(clock.now()).toISOString(),
      ...journal,
      event,
      stepId: id,
      address: step.address,
      vmid: subjectOf(step),
      ...more,
    });
}

/** What is only to be told later: where the node is gone by now, or its disk is full, what was done is done all the same. */
export async function noted(line: Promise<void>): Promise<void> {
  await line.catch((error: unknown) => {
    if (!(error instanceof PhoenixError)) throw error;
  });
}

export interface RecordContext {
  readonly cluster: Cluster;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly journal: Pick<JournalEntry, 'run' | 'estate'>;
  readonly redact: (text: string) => string;
  /** For what files hold; null: nobody may read any. */
  readonly secret: ReadSecret | null;
  readonly onLine: (line: string) => void;
}

export interface Recorded {
  readonly result: Attempt;
  /**
   * Tells the journal how it ended. What was killed, or failed and left something behind, is not ended for the journal:
   * the intent stays open, and with it the evidence that the left-over is ours.
   */
  readonly close: (clean: boolean) => Promise<void>;
}

/** Tells the journal, then runs. */
export async function recorded(
  step: Step,
  { id, verb, timeout }: { readonly id: string; readonly verb: Running; readonly timeout: number },
  readings: Readings,
  context: RecordContext,
): Promise<Recorded> {
  const { redact, memory } = context;
  const node = context.cluster.node(step.node);
  const resolve = resolver(memory, readings);
  const argv = argvOf(verb, resolve);
  const write = journalOf(step, id, context);
  // Not written: not started. The evidence of a killed create must not depend on luck.
  await write('begin', { argv: argv.map(redact) });
  const onLine = (line: string) => context.onLine(redact(line));
  const { secret } = context;
  const result = await attempt({ node, verb, argv, resolve, timeout, onLine, secret });
  memory.hear(id, result.stdout);
  return {
    result,
    close: async (clean) => {
      const exit = result.exit === null ? {} : { exit: result.exit };
      const message = result.exit === 0 ? {} : { message: redact(result.stderr.trim()) };
      const ended = clean && result.exit !== null && result.exit >= 0 && !result.timedOut;
      // Not written: then the intent stays open, which is right.
      await noted(write(ended ? 'end' : 'note', { ...exit, ...message }));
    },
  };
}
