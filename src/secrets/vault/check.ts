/** What is wrong with a vault, told from its files alone: no private key is needed, and nothing is decrypted. */
import type { Finding, Position } from '../../errors.ts';
import { checkFiles } from './check-files.ts';
import { checkRecipients } from './check-recipients.ts';
import { entryFile, entryNames, type VaultFiles } from './files.ts';
import { findingOf, VAULT_FINDINGS } from './finding-ids.ts';
import { readPublicKeys } from './public-keys.ts';

/** A place that uses an entry. */
export interface UsedEntry {
  readonly entry: string;
  /** Who, such as `lxc/db`. */
  readonly by: string;
  readonly at?: Position;
}

export interface CheckInput {
  /** Null: it is not known, so nothing is said of uses. */
  readonly uses: readonly UsedEntry[] | null;
  /** There may be more uses than those: nothing is said to be unused. */
  readonly inDoubt?: boolean;
  readonly now?: Date;
}

/** All that is wrong, by file; places are below the configs folder. */
export async function checkVault(
  files: VaultFiles,
  { uses, inDoubt = false, now = new Date() }: CheckInput,
): Promise<readonly Finding[]> {
  const keys = await readPublicKeys(files, now);
  const found = [
    ...checkUses(files, uses ?? []),
    ...(uses === null || inDoubt ? [] : unused(files, uses)),
    ...checkFiles(files, keys.unusable),
    ...checkRecipients(files, keys.keys, now),
  ];
  const place = ({ at, id }: Finding) => `${at?.file ?? ''}\0${id}`;
  return found.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Each entry that is not there once, at the first place that names it. */
function checkUses(files: VaultFiles, uses: readonly UsedEntry[]): Finding[] {
  const absent = new Set(uses.map(({ entry }) => entry).filter((entry) => !files.has(entryFile(entry))));
  return [...absent].map((entry) => {
    const places = uses.filter((use) => use.entry === entry);
    const users = [...new Set(places.map(({ by }) => by))].join(', ');
    const [at] = places.flatMap((place) => place.at ?? []);
    return {
      id: 'PHX921',
      severity: VAULT_FINDINGS.PHX921.severity,
      message: `the vault has no entry ${entry}, and it is used by ${users}`,
      hint: `Add it: phoenix vault set ${entry}`,
      ...(at && { at }),
    };
  });
}

function unused(files: VaultFiles, uses: readonly UsedEntry[]): Finding[] {
  const used = new Set(uses.map(({ entry }) => entry));
  return entryNames(files)
    .filter((name) => !used.has(name))
    .map((name) =>
      findingOf(
        'PHX929',
        entryFile(name),
        `nothing uses the entry ${name}`,
        `Remove it: phoenix vault rm ${name}. Its value stays in the history of git, so change it where it is still good.`,
      ),
    );
}
