/** A node that is restarted by an apply that runs elsewhere: asked to, and waited for until its kernel is another one. */
import { PhoenixError } from '../errors.ts';
import type { Step, Verb } from '../kinds/step.ts';
import { BOOT_PATH } from '../node/host-facts.ts';
import type { NodePort } from '../node/port.ts';
import { journalOf, noted, type RecordContext } from './recorded.ts';
import type { StepOutcome } from './report.ts';

type RestartVerb = Extract<Verb, { verb: 'restart' }>;

interface RestartContext extends RecordContext {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Milliseconds between two tries; one try may wait for a connection as long. */
const POLL = 5000;
const ASK = 60_000;

/** The boot id, or why nobody tells. A connection of before the restart proves nothing, and may hang. */
async function bootOf(node: NodePort): Promise<{ readonly boot: string } | { readonly why: string }> {
  try {
    const answer = await node.reach(POLL);
    if (answer !== true) return { why: answer };
    const boot = (await node.look({ files: [BOOT_PATH] })).files.get(BOOT_PATH)?.trim();
    return boot ? { boot } : { why: `${BOOT_PATH} cannot be read` };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return { why: error.message };
  }
}

/** Journal lines stand before and after it, on the node itself. */
export async function restartNode(
  step: Step,
  { argv, boot, within }: RestartVerb,
  context: RestartContext,
  ms: () => number,
): Promise<StepOutcome> {
  const { clock, redact, signal } = context;
  const node = context.cluster.node(step.node);
  const now = await bootOf(node);
  if ('boot' in now && now.boot !== boot) return { is: 'done', ms: ms(), note: 'it was restarted meanwhile' };
  const write = journalOf(step, step.id, context);
  await write('begin', { argv: [...argv] });
  const { exit, stderr } = await node.run(argv, { timeout: ASK });
  if (exit !== 0) {
    await noted(write('end', { exit }));
    return { is: 'failed', ms: ms(), why: redact(`${argv[0]} failed: ${stderr.trim() || `exit ${exit}`}`) };
  }
  context.onProgress(`waiting for ${step.node} to come back`);
  const until = clock.now() + within;
  for (;;) {
    await clock.sleep(POLL);
    const found = await bootOf(node);
    if ('boot' in found && found.boot !== boot) {
      await noted(write('end', { exit: 0 }));
      return { is: 'done', ms: ms() };
    }
    if (clock.now() < until && !signal.aborted) continue;
    const why = 'why' in found ? found.why : 'it runs on as before';
    const hint = 'see to the node; the next apply goes on, and starts its guests';
    return {
      is: 'failed',
      ms: ms(),
      why: redact(`${step.node} was restarted and is not back: ${why}`),
      hint,
    };
  }
}
