/** Plans, reports and findings for machines: canonical JSON (equal data, equal bytes) with a version. */
import type { ApplyReport } from '../../apply/report.ts';
import type { Estate } from '../../config/model.ts';
import { errorsIn, type Finding, type Severity } from '../../errors.ts';
import { canonical, type Json } from '../../json.ts';
import type { Plan } from '../plan.ts';

/** The version of the shapes below: raised when a member changes its meaning or goes away. */
const VERSION = 1;

/** As JSON sees it: members that are undefined are left out. */
function plainJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** The plan on one line, without a newline at the end. */
export function renderJson(plan: Plan): string {
  return canonical(plainJson({ ...plan, v: VERSION }));
}

/** The report on one line; its plan is in it. */
export function renderReportJson(report: ApplyReport): string {
  return canonical(plainJson({ ...report, v: VERSION }));
}

/** `{ "v": 1, "ok": …, "findings": […] }`: what has been found in some files. */
export function renderFindingsJson(findings: readonly Finding[]): string {
  const ok = errorsIn(findings).length === 0;
  return canonical(plainJson({ v: VERSION, ok, findings }));
}

/**
 * The same with more: `counts` by severity and `suppressed`, each of those with its `reason`; `configs`, the folder that
 * every `file` is below, as the user calls it.
 */
export function renderValidationJson(estate: Pick<Estate, 'findings' | 'suppressed' | 'tree'>): string {
  const { findings, suppressed = [], tree } = estate;
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  return canonical(
    plainJson({
      v: VERSION,
      ok: count('error') === 0,
      configs: tree.root,
      findings,
      suppressed: suppressed.map(({ finding, reason }) => ({ ...finding, reason })),
      counts: {
        error: count('error'),
        warning: count('warning'),
        notice: count('notice'),
        suppressed: suppressed.length,
      },
    }),
  );
}
