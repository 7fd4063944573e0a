/** What can be wrong with the files of a vault: ids, severities, titles. */
import { error, type FindingTable, warning } from '../../config/finding-entry.ts';
import { wholeFile } from '../../config/place.ts';
import type { Finding } from '../../errors.ts';
import { VAULT_FOLDER } from './entry-name.ts';

export const VAULT_FINDINGS = {
  PHX921: error(
    'A secret names an entry that is not in the vault',
    'The apply would stop when it asks for the value, with other guests already changed. Add it: `phoenix vault set NAME`, or correct the name.',
  ),
  PHX922: error(
    'An entry is not encrypted for exactly the recipients of its folder',
    'Somebody who should be able to read it cannot, or somebody who should not can. `phoenix vault rekey` encrypts it anew; whoever could read it before knows the value, so change that too.',
  ),
  PHX923: warning(
    'An entry does not tell for whom it is encrypted',
    'The entry hides its recipients, as `gpg --hidden-recipient` makes it, so that nobody can check who reads it. Write it again with `phoenix vault rekey`.',
  ),
  PHX924: error(
    'A file of the vault is not encrypted, or damaged',
    'What stands in the open in git is known to all who read the repository, and what is damaged opens for nobody. Write it again with `phoenix vault set`, and change a value that was readable.',
  ),
  PHX925: error(
    'Nothing says for whom an entry is encrypted',
    'No .gpg-id stands in its folder or above, so nobody can tell who should read it. `phoenix vault init` writes one.',
  ),
  PHX926: error(
    'Nothing can be encrypted for a recipient',
    'The key is missing, expired or revoked, or cannot encrypt: the next write of an entry would fail. Put a usable public key into .public-keys, or remove the recipient.',
  ),
  PHX927: warning(
    'The key of a recipient expires soon',
    'After that day nothing can be encrypted for its owner, and every change of a secret fails. Extend the key (`gpg --quick-set-expire`) and put its public part into .public-keys again.',
  ),
  PHX928: warning(
    'The vault has a single recipient',
    'When that one key is lost, so is every secret. Add a second recipient, whose key is kept elsewhere: `phoenix vault recipients add`.',
  ),
  PHX929: warning(
    'An entry is used by nothing',
    'A secret that nothing needs is only something to leak. `phoenix vault rm` removes it; git keeps the old value, so change it where it is still good.',
  ),
  PHX930: error(
    'A file in the vault is no part of one',
    'A plain file in the vault is often a secret that was saved in the open, or what a cut-off write left. Move it out, and change a secret that stood in it.',
  ),
  PHX931: error(
    'A file among the public keys of the vault is none',
    'A private key in the repository opens the vault for all who read it, and what is no key at all encrypts for nobody. Put the public key there: `gpg --armor --export FINGERPRINT`.',
  ),
  // With `phoenix vault check --values` alone.
  PHX932: error(
    'An entry cannot be opened',
    'The key at hand does not open it, so no apply with that key can. It is damaged, or encrypted for others: restore it from git, or write it again.',
  ),
  PHX933: warning(
    'The value of an entry is too short to be used',
    'What is shorter than 4 characters cannot be masked in logs without masking everything, so an apply does not use it. Give it a longer value.',
  ),
  PHX934: warning(
    'An entry does not hold its own name',
    'An entry that does not hold its name can be swapped for another one in git without anybody noticing. `phoenix vault rekey` writes the name into it.',
  ),
} as const satisfies FindingTable;

export type VaultFindingId = keyof typeof VAULT_FINDINGS;

/** @param path below the vault */
export function findingOf(id: VaultFindingId, path: string, message: string, hint: string): Finding {
  const { severity } = VAULT_FINDINGS[id];
  return { id, severity, message, hint, at: wholeFile(`${VAULT_FOLDER}/${path}`) };
}
