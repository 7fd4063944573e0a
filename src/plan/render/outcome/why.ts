/** What failed and what to do about it, and the steps of a guest as a folded list. */
import type { ResourceReport, StepOutcome, StepReport } from '../../../apply/report.ts';
import { durationText } from '../../../config/units.ts';
import { addressCode } from '../comment/names.ts';
import { clip, fence, html, prose, words } from '../escape.ts';
import { plural } from '../words.ts';

/** The last lines of what a command printed: that is where the error stands. */
const OUTPUT_LINES = 12;

type Failed = Extract<StepOutcome, { is: 'failed' }>;

export interface FailedStep {
  readonly step: StepReport;
  readonly outcome: Failed;
}

/** The step that failed and how; null when the resource failed without one. */
export function failedStep(resource: ResourceReport): FailedStep | null {
  for (const step of resource.steps) if (step.outcome.is === 'failed') return { step, outcome: step.outcome };
  return null;
}

function outputText(output: string | undefined): string | null {
  const lines = (output ?? '').split('\n').map((line) => line.replaceAll('\t', '  ').trimEnd());
  const said = lines.filter((line) => line !== '').slice(-OUTPUT_LINES);
  return said.length === 0 ? null : fence(said.map((line) => clip(line, 300)).join('\n'));
}

/** What became of the guest after that. */
function backText(rollback: ResourceReport['rollback']): string | null {
  switch (rollback?.is) {
    case undefined:
      return null;
    case 'done':
      return `**Rolled back:** it is as it was before${rollback.now === '' ? '' : `: ${prose(clip(rollback.now, 600))}`}.`;
    case 'failed':
      return `**Not rolled back:** ${prose(clip(rollback.why, 600))}. Its snapshot is kept.`;
  }
}

/** `**Why** …` and `**Do:** …` of one guest; `full` brings the command's own last lines. */
export function whyText(resource: ResourceReport, full: boolean): string {
  const name = addressCode(resource.address);
  const failed = failedStep(resource);
  if (!failed) return `**Why ${name}:** ${prose(clip(resource.text, 600))}`;
  const { step, outcome } = failed;
  const why = `**Why ${name}:** ${words(clip(step.title, 160))}: ${prose(clip(outcome.why, full ? 1200 : 240))}`;
  const output = full ? outputText(outcome.output) : null;
  const hint = outcome.hint === undefined ? null : `**Do:** ${prose(clip(outcome.hint, full ? 1200 : 240))}`;
  const back = backText(resource.rollback);
  return [why, output, back, hint].filter((text) => text !== null).join('\n\n');
}

const MARKS: Readonly<Record<StepOutcome['is'], string>> = { done: '✅', failed: '❌', skipped: '⏭️' };

function stepLine({ title, outcome }: StepReport): string {
  const end =
    outcome.is === 'skipped' ? `: ${prose(clip(outcome.why, 160))}` : `, ${durationText(outcome.ms)}`;
  return `- ${MARKS[outcome.is]} ${words(clip(title, 200))}${end}`;
}

/** Every step of a guest, or null when it had none. */
export function stepsText(resource: ResourceReport, most: number, open: boolean): string | null {
  const { steps, address } = resource;
  if (steps.length === 0) return null;
  const lines = steps.slice(0, most).map(stepLine);
  const rest = steps.length - lines.length;
  if (rest > 0) lines.push(`- … and ${plural(rest, 'more step')}`);
  const title = `<b>${html(clip(address, 120))}</b>: ${plural(steps.length, 'step')}`;
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}
