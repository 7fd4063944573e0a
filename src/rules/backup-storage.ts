import { quote } from '../config/quote.ts';
import { didYouMean } from '../config/suggest.ts';
import type { Breach, Rule } from './rule.ts';

/** What it holds where it is declared is PHX520. */
export const backupStorage: Rule = {
  id: 'PHX528',
  severity: 'warning',
  title: 'The storage for backups is not declared for a node with guests',
  why: 'A guest that is removed is backed up to it first ("policies.backup.storage"): on a node without it the backup fails, and with it the removal. Only asked of nodes that declare their storages.',
  example: {
    wrong: '"backup": { "storage": "backup" }, and "storages": { "backups": { "type": "dir" } } of the node',
    right: '"backup": { "storage": "backups" }',
  },
  *check(input): Iterable<Breach> {
    const { nodes, policies } = input.estate.settings;
    const storage = policies.backup?.storage;
    if (storage === undefined) return;
    const used = new Set(input.guests.map(({ view }) => view.node));
    for (const [node, { storages }] of Object.entries(nodes)) {
      const known = Object.keys(storages);
      if (known.length === 0 || known.includes(storage) || !used.has(node)) continue;
      yield {
        message: `${node} has no storage ${quote(storage)} for the backups of its guests`,
        hint: didYouMean(storage, known, 'Declare it under "storages" of the node.'),
        at: input.inSettings('policies', 'backup', 'storage'),
        also: input.inSettings('nodes', node, 'storages'),
      };
    }
  },
};
