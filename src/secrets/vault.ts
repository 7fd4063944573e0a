/** Secrets in `configs/vault/`: `${secret:db/app}`, or a line of the entry, `${secret:db/app#user}`. What opens it is loaded late. */
import type { Provider } from './provider.ts';
import { isEntryName, VAULT_FOLDER } from './vault/entry-name.ts';

/** `*`: the whole entry, with all its lines. */
const NAME = /^([^#]+)(?:#(\*|[A-Za-z0-9][A-Za-z0-9 ._-]*))?$/;

export const vault: Provider = {
  scheme: 'vault',
  parse: (name) => {
    const [, secret = '', field = null] = NAME.exec(name) ?? [];
    return isEntryName(secret) ? { secret, field } : null;
  },
  hint: 'Write "${secret:db/app}" with the name of an entry, "${secret:db/app#user}" for its line "user: …", "${secret:db/app#*}" for all of it.',
  floats: () => false,
  fileOf: (secret) => `${VAULT_FOLDER}/${secret}.gpg`,
  open: async (context) => (await import('./vault/source.ts')).openVault(context),
  missing: (secret) => `Add it: phoenix vault set ${secret}, and commit configs/${VAULT_FOLDER}.`,
};
