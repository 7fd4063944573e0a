/** A row of a table of findings: each room that finds something has its own, and the documentation is made from them. */
import type { Severity } from '../errors.ts';

export interface FindingEntry {
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters, and what to do, in one to three sentences; absent where the title says all. */
  readonly why?: string;
}

export type FindingTable = Readonly<Record<string, FindingEntry>>;

const entry = (severity: Severity, title: string, why?: string): FindingEntry => ({
  severity,
  title,
  ...(why !== undefined && { why }),
});

export const error = (title: string, why?: string): FindingEntry => entry('error', title, why);
export const warning = (title: string, why?: string): FindingEntry => entry('warning', title, why);
export const notice = (title: string, why?: string): FindingEntry => entry('notice', title, why);
