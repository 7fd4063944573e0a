/** Everything that can be found in the files of an estate, by id: rules, and the tables of all rooms. */
import { FINDINGS } from '../../config/finding-ids.ts';
import type { FindingTable } from '../../config/finding-entry.ts';
import type { Severity } from '../../errors.ts';
import { FEATURE_FINDINGS } from '../../features/finding-ids.ts';
import { kinds } from '../../kinds/registry.ts';
import { once } from '../../once.ts';
import { VAULT_FINDINGS } from '../../secrets/vault/finding-ids.ts';
import { RULE_FINDINGS } from './finding-ids.ts';
import { rules } from '../registry.ts';
import type { Rule } from '../rule.ts';

export interface CatalogueEntry {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What happens without it, and what to do. */
  readonly why: string;
  readonly example?: NonNullable<Rule['example']>;
  /** Whether `phoenix.json` may change how bad it is, and a file may suppress it. */
  readonly isAdjustable: boolean;
  /** Found only where files are compared with a base: in a plan, and by `validate --base`. */
  readonly ofChanges?: true;
}

const TABLES: readonly FindingTable[] = [
  FINDINGS,
  ...kinds.flatMap(({ findings }) => (findings ? [findings] : [])),
  FEATURE_FINDINGS,
  VAULT_FINDINGS,
  RULE_FINDINGS,
];

/** By id, in the order of the ids. */
export const catalogue = once((): ReadonlyMap<string, CatalogueEntry> => {
  const entries: CatalogueEntry[] = TABLES.flatMap((table) =>
    Object.entries(table).map(([id, { severity, title, why }]) => ({
      id,
      severity,
      title,
      why,
      // An error of a table is what Phoenix or Proxmox cannot do: no word in a file makes it possible.
      isAdjustable: severity !== 'error' && table !== RULE_FINDINGS,
    })),
  );
  for (const { id, severity, title, why, example, ofChanges } of rules) {
    const more = { ...(example && { example }), ...(ofChanges && { ofChanges }) };
    entries.push({ id, severity, title, why, ...more, isAdjustable: true });
  }
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(sorted.map((entry) => [entry.id, entry]));
  if (byId.size < entries.length) throw new Error('two findings have the same id');
  return byId;
});

export const isAdjustable = (id: string): boolean => catalogue().get(id)?.isAdjustable ?? false;
