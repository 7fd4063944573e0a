/** Writes an entry as an OpenPGP message for exactly its recipients, with its name inside, so that a swap shows. */
import { PhoenixError } from '../../errors.ts';
import { isEntryName } from './entry-name.ts';
import { loadOpenpgp, MOST_ENTRY_BYTES } from './library.ts';
import type { KnownKey } from './public-keys.ts';

/**
 * @param text the whole entry, which is kept as it is to the byte, as UTF-8
 * @param recipients by recipientsFor
 * @returns a binary message: of the kind that GnuPG 2.2 reads, unless each key says that it can do more
 * @throws PhoenixError `USAGE` where the name cannot be one, `REFUSED` where the text is too large
 */
export async function encryptEntry(
  name: string,
  text: string,
  recipients: readonly KnownKey[],
): Promise<Uint8Array> {
  if (!isEntryName(name)) throw notAName(name);
  const binary = Buffer.from(text, 'utf8');
  if (binary.length > MOST_ENTRY_BYTES / 2) {
    throw new PhoenixError('REFUSED', `${name} is larger than 512 KiB`, {
      hint: 'Keep only secrets in the vault.',
    });
  }
  const { createMessage, encrypt } = await loadOpenpgp();
  const message = await createMessage({ binary, filename: name, format: 'binary' });
  const encryptionKeys = recipients.map(({ key }) => key);
  return await encrypt({ message, encryptionKeys, format: 'binary' });
}

export function notAName(name: string): PhoenixError {
  return new PhoenixError('USAGE', `${JSON.stringify(name)} cannot be the name of an entry`, {
    hint: 'Write it as a path without ".gpg", such as db/app; no part begins with ".", and none holds ":", "#", "$", "{", "}" or "\\".',
  });
}
