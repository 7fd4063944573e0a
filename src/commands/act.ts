/** One run of the action: from the event to a verb, and from an error to the step's failure. */
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { runNameOf } from '../github/environment.ts';
import { annotate } from '../github/outputs.ts';
import { runFields } from '../github/run-fields.ts';
import { writeSummary } from '../github/summary.ts';
import { type ActContext, openContext } from './act-context.ts';
import { VERSION } from '../version.ts';
import { showError, type ShownError } from './show-error.ts';

type Verb = 'plan' | 'apply' | 'drift' | 'proof' | 'nothing';

/** What `command: auto` means for an event. */
function verbOf({ inputs, event }: ActContext): Verb {
  if (inputs.command !== 'auto') return inputs.command;
  switch (event.name) {
    case 'pull_request':
      return 'plan';
    case 'push':
      return 'apply';
    case 'schedule':
    case 'workflow_dispatch':
      return 'drift';
    case 'workflow_run':
      return 'nothing';
  }
}

async function run(context: ActContext): Promise<boolean> {
  const { inputs, event, runner, root } = context;
  const verb = verbOf(context);
  context.debug(`Phoenix ${VERSION} on Node ${process.version}: ${verb} for ${event.name} of ${runner.sha}`);
  context.debug(`files below ${root}, environment ${inputs.environment ?? 'none'}, node ${inputs.node}`);
  switch (verb) {
    case 'plan':
      return (await import('./act-plan.ts')).actPlan(context);
    case 'apply':
      return (await import('./act-apply.ts')).actApply(context);
    case 'drift':
      return (await import('./act-drift.ts')).actDrift(context);
    case 'proof':
      return (await import('./act-proof.ts')).actProof(context);
    case 'nothing':
      context.say(`Nothing to do for the event "${context.event.name}".`);
      return true;
  }
}

/** As a run that is watched, where the job asks for it. */
async function runWatched(
  context: ActContext,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const { wanted: kept } = context;
  if (kept === null) return run(context);
  const about = {
    run: runNameOf(context.runner),
    name: `phoenix ${verbOf(context)}`,
    fields: runFields(context.runner, context.event),
    env,
    endOf: (ok: boolean) => ({ ok, fields: {}, ...(!ok && { why: 'something needs its reader' }) }),
    onTrace: async (trace: string) => {
      context.say(`trace ${trace}`);
      // What cannot be written is told when the run itself has something to write.
      const blocks = [`Trace of this run: \`${trace}\``];
      await writeSummary(context.runner.summaryPath, blocks).catch(() => undefined);
    },
  };
  const { watch } = await import('../telemetry/start.ts');
  return watch(kept, about, () => run(context));
}

/** Runs the action; null when the step succeeds, else what to show and the exit code. */
export async function act(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Pick<ShownError, 'text' | 'exit'> | null> {
  let context: ActContext | null = null;
  try {
    context = await openContext(variables);
    const ok = await runWatched(context, variables);
    return ok ? null : { text: 'Phoenix: something needs you; see the summary of this run', exit: 1 };
  } catch (error) {
    if (error instanceof PhoenixError && error.findings.length > 0)
      annotate(error.findings, context?.root ?? '');
    return showError(error, false);
  } finally {
    context?.pulse.stop();
    context?.workspace.close();
    process.removeAllListeners('SIGTERM');
  }
}
