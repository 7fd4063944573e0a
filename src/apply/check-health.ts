/** A check of a guest's health within an apply: asked until the guest is well, or the check's patience is over. */
import { durationText } from '../config/units.ts';
import { askHealth } from '../health/ask.ts';
import type { Step, Verb } from '../kinds/step.ts';
import { guestIn, type Readings } from './memory.ts';
import type { ReadSecret } from '../secrets/reader.ts';
import type { RecordContext } from './recorded.ts';
import type { StepOutcome } from './report.ts';

interface HealthContext extends Pick<RecordContext, 'cluster' | 'clock' | 'memory' | 'redact'> {
  /** Aborted: no further tries. */
  readonly signal: AbortSignal;
  /** For headers; null: nobody may read any. */
  readonly secret: ReadSecret | null;
  readonly onProgress: (text: string) => void;
  readonly onReading: (readings: Readings) => void;
}

/** Runs the step to its end; nobody changes anything by it, so that no journal has to know. */
export async function checkHealth(
  step: Step,
  { vmid, transport, check }: Extract<Verb, { verb: 'health' }>,
  context: HealthContext,
  ms: () => number,
): Promise<StepOutcome> {
  const { cluster, clock, memory, redact, signal, secret, onProgress } = context;
  const { within, interval } = check;
  const scope = `guest:${vmid}`;
  const failed = (why: string): StepOutcome => ({
    is: 'failed',
    ms: ms(),
    why: redact(why),
    hint: `phoenix status ${step.address} asks again, phoenix apply goes on from here`,
  });
  let last = '';
  for (let tries = 1; ; tries += 1) {
    // A guest is read alike for every kind.
    const readings = await memory.read([scope], step.node, {});
    context.onReading(readings);
    const runs = guestIn(readings.get(scope))?.running === true;
    const { is, text } = runs
      ? await askHealth(
          check,
          { vmid, node: step.node, ...(transport && { transport }) },
          cluster,
          secret,
          redact,
        )
      : ({ is: 'unhealthy', text: 'the guest does not run' } as const);
    if (is === 'healthy') return { is: 'done', ms: ms() };
    if (is === 'unchecked') return { is: 'done', ms: ms(), note: redact(text) };
    if (signal.aborted) return failed(`stopped while it was not healthy: ${text}`);
    const left = within - ms();
    if (left <= 0) {
      const patience = tries === 1 ? '' : ` (${tries} tries in ${durationText(ms())})`;
      return failed(`not healthy: ${text}${patience}`);
    }
    if (text !== last) onProgress(redact(text));
    last = text;
    // The last try comes at the end, however long the interval is.
    await clock.sleep(Math.min(interval, left), signal);
  }
}
