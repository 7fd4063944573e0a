/** A row of a table of findings: each room that finds something has its own, and the documentation is made from them. */
import type { Severity } from '../errors.ts';

export interface FindingEntry {
  readonly severity: Severity;
  readonly title: string;
  /** What happens without it, and what to do, in one to three sentences. */
  readonly why: string;
}

export type FindingTable = Readonly<Record<string, FindingEntry>>;

export const error = (title: string, why: string): FindingEntry => ({ severity: 'error', title, why });
export const warning = (title: string, why: string): FindingEntry => ({ severity: 'warning', title, why });
export const notice = (title: string, why: string): FindingEntry => ({ severity: 'notice', title, why });
