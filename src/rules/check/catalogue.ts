/** Everything that can be found in the files of an estate of some kinds, by id: rules, and the tables of all rooms. */
import { FINDINGS } from '../../config/finding-ids.ts';
import type { FindingTable } from '../../config/finding-entry.ts';
import type { Severity } from '../../errors.ts';
import { FEATURE_FINDINGS } from '../../features/finding-ids.ts';
import type { Kind } from '../../kinds/kind.ts';
import { VAULT_FINDINGS } from '../../secrets/vault/finding-ids.ts';
import { RULE_FINDINGS } from './finding-ids.ts';
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

/** By id, in the order of the ids. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

const tablesOf = (kinds: readonly Kind[]): readonly FindingTable[] => [
  FINDINGS,
  ...kinds.flatMap(({ findings }) => (findings ? [findings] : [])),
  FEATURE_FINDINGS,
  VAULT_FINDINGS,
  RULE_FINDINGS,
];

export function catalogueOf(kinds: readonly Kind[], rules: readonly Rule[]): Catalogue {
  const entries: CatalogueEntry[] = tablesOf(kinds).flatMap((table) =>
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
}
