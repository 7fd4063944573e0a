/** Plans, reports and findings for machines: canonical JSON (equal data, equal bytes) with a version. */
import type { ApplyReport } from '../../apply/report.ts';
import type { Finding } from '../../errors.ts';
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

/** `{ "v": 1, "ok": …, "findings": […] }`: what `validate` says. */
export function renderFindingsJson(findings: readonly Finding[]): string {
  const ok = findings.every((finding) => finding.severity !== 'error');
  return canonical(plainJson({ v: VERSION, ok, findings }));
}
