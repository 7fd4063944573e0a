/** What can be wrong with the files of a vault: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';
import { wholeFile } from '../../config/place.ts';
import type { Finding } from '../../errors.ts';
import { VAULT_FOLDER } from './entry-name.ts';

export const VAULT_FINDINGS = {
  PHX921: error('A secret names an entry that is not in the vault'),
  PHX922: error('An entry is not encrypted for exactly the recipients of its folder'),
  PHX923: warning('An entry does not tell for whom it is encrypted'),
  PHX924: error('A file of the vault is not encrypted, or damaged'),
  PHX925: error('Nothing says for whom an entry is encrypted'),
  PHX926: error('Nothing can be encrypted for a recipient'),
  PHX927: warning('The key of a recipient expires soon'),
  PHX928: warning('The vault has a single recipient'),
  PHX929: warning('An entry is used by nothing'),
  PHX930: error('A file in the vault is no part of one'),
  PHX931: error('A file among the public keys of the vault is none'),
  // With `phoenix vault check --values` alone.
  PHX932: error('An entry cannot be opened'),
  PHX933: warning('The value of an entry is too short to be used'),
  PHX934: warning('An entry does not hold its own name'),
} as const satisfies FindingTable;

export type VaultFindingId = keyof typeof VAULT_FINDINGS;

/** @param path below the vault */
export function findingOf(id: VaultFindingId, path: string, message: string, hint: string): Finding {
  const { severity } = VAULT_FINDINGS[id];
  return { id, severity, message, hint, at: wholeFile(`${VAULT_FOLDER}/${path}`) };
}
