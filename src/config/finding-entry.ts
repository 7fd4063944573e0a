/** A row of a table of findings: each room that finds something has its own, and the documentation is made from them. */
import type { Severity } from '../errors.ts';

export interface FindingEntry {
  readonly severity: Severity;
  readonly title: string;
}

export type FindingTable = Readonly<Record<string, FindingEntry>>;

export const error = (title: string): FindingEntry => ({ severity: 'error', title });
export const warning = (title: string): FindingEntry => ({ severity: 'warning', title });
export const notice = (title: string): FindingEntry => ({ severity: 'notice', title });
