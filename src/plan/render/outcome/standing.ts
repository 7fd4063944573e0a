/** How an apply ended, in numbers: what ran, what needs somebody, what waits. */
import type { ApplyReport, ResourceReport } from '../../../apply/report.ts';
import { listed, number } from '../words.ts';
import { addressCode } from '../comment/names.ts';

export type Outcome = ResourceReport['outcome'];

/** Ordered: what needs somebody comes first. */
export const OUTCOMES: readonly Outcome[] = ['failed', 'skipped', 'held', 'drift', 'applied', 'unchanged'];

export const OUTCOME_ICONS: Readonly<Record<Outcome, string>> = {
  failed: '❌',
  skipped: '⏭️',
  held: '⏳',
  drift: '👀',
  applied: '✅',
  unchanged: '▫️',
};

export function ofOutcome(report: ApplyReport, outcome: Outcome): ResourceReport[] {
  return report.resources.filter((resource) => resource.outcome === outcome);
}

/** How many were to be done, and how many were. What is held or only reported was never to be done. */
export function progressOf(report: ApplyReport): { readonly done: number; readonly all: number } {
  const done = ofOutcome(report, 'applied').length;
  const all = done + ofOutcome(report, 'failed').length + ofOutcome(report, 'skipped').length;
  return { done, all };
}

/** `2 on hold, 1 drifted`: what an apply leaves as it is; plain text, empty for nothing. */
export function leftText(report: ApplyReport): string {
  const [held, drift] = [ofOutcome(report, 'held').length, ofOutcome(report, 'drift').length];
  return [held > 0 ? `${number(held)} on hold` : '', drift > 0 ? `${number(drift)} drifted` : '']
    .filter((text) => text !== '')
    .join(', ');
}

/** `**1 needs you: `lxc/web`.**`; empty when nothing failed. */
export function needsText(report: ApplyReport): string {
  const failed = ofOutcome(report, 'failed');
  if (failed.length === 0) return '';
  const verb = failed.length === 1 ? 'needs' : 'need';
  return `**${number(failed.length)} ${verb} you: ${listed(failed, 6, ({ address }) => addressCode(address))}.**`;
}
