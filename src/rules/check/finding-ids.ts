/** What can be wrong with what a file says about rules: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';

export const RULE_FINDINGS = {
  PHX951: error(
    'A finding is named that does not exist, or that nobody can change',
    'A misspelt id changes nothing, and what Proxmox or Phoenix cannot do is not made possible by a word in a file. Correct the id, or remove the line; `phoenix validate --explain` lists all there are.',
  ),
  PHX952: warning(
    'A suppression suppresses nothing',
    'What it suppressed is gone, and the line would hide the next one unseen. Remove it.',
  ),
  PHX953: warning(
    'A change makes a rule milder',
    'What the rule found is found no more, or stops nothing, once the change is merged: of all that is in the files, not of this change alone. Whoever reviews it has to want that.',
  ),
} as const satisfies FindingTable;

export type RuleFindingId = keyof typeof RULE_FINDINGS;
