/** Lines of a report on a terminal. */
import type { ApplyReport, ResourceReport, StepReport } from '../../../apply/report.ts';
import { durationText } from '../../../config/units.ts';
import { type Colors } from '../colors.ts';
import { plain } from '../escape.ts';
import { downText } from '../outcome/rows.ts';
import { type Outcome, leftText, ofOutcome, progressOf } from '../outcome/standing.ts';
import { listed, number } from '../words.ts';

const MARKS: Readonly<Record<Outcome, string>> = {
  failed: '✗',
  skipped: '-',
  held: '…',
  drift: '?',
  applied: '✓',
  unchanged: ' ',
};

function tint(colors: Colors, outcome: Outcome): (text: string) => string {
  switch (outcome) {
    case 'failed':
      return colors.red;
    case 'skipped':
    case 'held':
    case 'drift':
      return colors.yellow;
    case 'applied':
      return colors.green;
    case 'unchanged':
      return colors.dim;
  }
}

function stepLines({ title, outcome }: StepReport, told: string, colors: Colors): string[] {
  if (outcome.is !== 'failed') return [];
  const output = (outcome.output ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-12)
    .map((line) => colors.dim(`      | ${plain(line.replaceAll('\t', '  '))}`));
  const hint = outcome.hint === undefined ? [] : [`    do: ${plain(outcome.hint, 1000)}`];
  const why = told.includes(outcome.why) ? [] : [`    ${plain(title, 200)}: ${plain(outcome.why, 1000)}`];
  return [...why, ...output, ...hint];
}

/** One guest, and what failed there. */
export function resourceLines(
  report: ApplyReport,
  resource: ResourceReport,
  width: number,
  colors: Colors,
): string[] {
  const { address, outcome, text, ms } = resource;
  const item = report.plan.items.find((one) => one.address === address);
  const down = downText(resource, item);
  const times = [ms > 0 ? `took ${durationText(ms)}` : '', /\d/.test(down) ? `down ${down}` : ''].filter(
    (time) => time !== '',
  );
  const aside = times.length === 0 ? '' : colors.dim(`  (${times.join(', ')})`);
  const name = colors.bold(plain(address, 80).padEnd(width));
  return [
    `${tint(colors, outcome)(MARKS[outcome])} ${name}  ${plain(text, 1000)}${aside}`,
    ...resource.steps.flatMap((step) => stepLines(step, text, colors)),
  ];
}

/** The last line: all of it in one. */
export function summaryLine(report: ApplyReport, colors: Colors): string {
  const { done, all } = progressOf(report);
  const left = leftText(report);
  const waits = left === '' ? '' : `; ${left}`;
  if (all === 0) return `${colors.green('Nothing to do')}${waits}`;
  const failed = ofOutcome(report, 'failed');
  const estate = plain(report.estate, 80);
  const what = `Applied ${number(done)} of ${number(all)} to ${estate} in ${durationText(report.ms)}`;
  if (failed.length === 0) return `${done === all ? colors.green(what) : colors.yellow(what)}${waits}`;
  const names = listed(failed, 6, ({ address }) => plain(address, 80));
  return `${colors.red(`${what}; ${number(failed.length)} failed: ${names}`)}${waits}`;
}
