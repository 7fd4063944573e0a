/** What can be wrong with what a file says about rules: ids, severities, titles. */
import { error, type FindingTable, warning } from '../config/finding-entry.ts';

export const RULE_FINDINGS = {
  PHX951: error('A finding is named that does not exist, or that nobody can change'),
  PHX952: warning('A suppression suppresses nothing'),
} as const satisfies FindingTable;

export type RuleFindingId = keyof typeof RULE_FINDINGS;
