/** Plans and reports for a terminal: guests first, and the sum of it last, above the cursor. */
import { errorsIn } from '../../errors.ts';
import type { ApplyReport } from '../../apply/report.ts';
import type { Plan } from '../plan.ts';
import { colorsOf } from './colors.ts';
import { idText } from './comment/names.ts';
import { plain } from './escape.ts';
import { groupItems } from './group.ts';
import { headline } from './headline.ts';
import { OUTCOMES } from './outcome/standing.ts';
import { type Ink, type View, footLines, groupLines, policyLine } from './terminal/plan-lines.ts';
import { resourceLines, summaryLine } from './terminal/report-lines.ts';
import { longest } from './words.ts';

function titleLine(plan: Plan, { colors }: Ink): string {
  const env = plan.env === null ? '' : ` in ${plain(plan.env, 60)}`;
  const head = plan.head === null ? 'the files on disk' : plain(plan.head.slice(0, 7));
  const against =
    plan.mode === 'live'
      ? ' against the nodes'
      : plan.base === null
        ? ''
        : ` onto ${plain(plan.base.slice(0, 7))}`;
  return `${colors.bold(`Phoenix plan for ${plain(plan.estate, 80)}${env}`)} ${colors.dim(`(${head}${against})`)}`;
}

/** The plan as lines of text, without a newline at the end. Findings are shown apart (findings.ts). */
export function renderTerminal(plan: Plan, view: View): string {
  const ink = { view, colors: colorsOf(view.color) };
  const digest = ink.colors.dim(`  plan ${plain(plan.digest.slice(0, 8))}`);
  if (plan.items.length === 0) {
    const isRefused = errorsIn(plan.findings).length > 0;
    if (isRefused) return `${titleLine(plan, ink)}\n${ink.colors.red(headline(plan))}`;
    const refused = policyLine(plan, ink).filter(() => plan.policies.some(({ ok }) => !ok));
    return [titleLine(plan, ink), ...refused, `${ink.colors.green(headline(plan))}${digest}`].join('\n');
  }
  const groups = groupItems(plan.items);
  const columns = {
    address: Math.min(40, longest(plan.items.map((item) => plain(item.address, 80)))),
    id: longest(plan.items.map((item) => idText(item.id))),
  };
  return [
    titleLine(plan, ink),
    '',
    ...groups.flatMap((group) => groupLines(group, columns, ink)),
    '',
    ...footLines(plan, groups, ink),
    `${ink.colors.bold(headline(plan))}${digest}`,
  ].join('\n');
}

/** The report as lines of text, without a newline at the end. */
export function renderReport(report: ApplyReport, view: Pick<View, 'color' | 'columns'>): string {
  const colors = colorsOf(view.color);
  const told = report.resources
    .filter((resource) => resource.outcome !== 'unchanged')
    .toSorted((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome));
  const width = Math.min(40, longest(told.map(({ address }) => plain(address, 80))));
  const lines = told.flatMap((resource) => resourceLines(report, resource, width, colors));
  return [...lines, ...(lines.length > 0 ? [''] : []), summaryLine(report, colors)].join('\n');
}
