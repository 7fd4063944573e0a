/** Opens an entry, and refuses what is not one: plain text, damaged, unprotected, or that of another name. */
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { dearmoured } from './armour.ts';
import { inspectMessage } from './inspect.ts';
import type { Keyring } from './keyring.ts';
import { CONFIG, loadOpenpgp } from './library.ts';

export interface DecryptOptions {
  /** Refuse entries without their name inside, such as those that `pass` wrote; otherwise they are warned of. */
  readonly requireBound: boolean;
  /** For warnings. */
  readonly say: (line: string) => void;
}

/**
 * @param name that of its file, without `.gpg`
 * @returns the whole text
 * @throws PhoenixError `REFUSED`
 */
export async function decryptEntry(
  name: string,
  bytes: Uint8Array,
  keyring: Keyring,
  options: DecryptOptions,
): Promise<string> {
  const inspected = inspectMessage(bytes);
  if ('wrong' in inspected) throw refused(name, inspected.wrong, restore(name));
  const { keyIds, hidden, passphrases, protection } = inspected;
  if (protection === null) {
    throw refused(name, 'is not protected against changes', `Write it again: phoenix vault set ${name}`);
  }
  if (keyIds.length + hidden === 0) {
    const what =
      passphrases > 0 ? 'is encrypted with a passphrase, not for a key' : 'is encrypted for nobody';
    throw refused(name, what, `Write it again: phoenix vault set ${name}`);
  }
  const keys = await keyring.opening(keyIds, hidden > 0);
  if (keys.length === 0) throw refused(name, `is encrypted for others: ${keyIds.join(', ')}`, OTHER_KEY);
  const { data, filename } = await opened(name, bytes, keys, hidden > 0);
  checkName(name, filename, options);
  return textOf(name, data);
}

const restore = (name: string): string => `Restore it from git, or write it again: phoenix vault set ${name}`;
const OTHER_KEY =
  'Give the private key of a recipient, or let one of them add you: phoenix vault recipients add';

async function opened(
  name: string,
  bytes: Uint8Array,
  decryptionKeys: Awaited<ReturnType<Keyring['opening']>>,
  hidden: boolean,
): Promise<{ readonly data: Uint8Array; readonly filename: string }> {
  const { decrypt, readMessage } = await loadOpenpgp();
  try {
    const message = await readMessage({
      binaryMessage: dearmoured(bytes, 'MESSAGE') ?? bytes,
      config: CONFIG,
    });
    const { data, filename } = await decrypt({
      message,
      decryptionKeys: [...decryptionKeys],
      format: 'binary',
      config: CONFIG,
    });
    return { data: data as Uint8Array, filename };
  } catch (cause) {
    throw refused(name, whyNot(cause as Error, hidden), restore(name), cause);
  }
}

function whyNot({ message }: Error, hidden: boolean): string {
  if (message.includes('Maximum decompressed message size'))
    return 'is larger than 2 MiB when it is unpacked';
  return hidden
    ? 'cannot be opened: it does not say for whom it is, and no key fits'
    : 'is damaged or was changed: it does not decrypt';
}

/** How `pass edit` calls its scratch file, whose name GnuPG then puts inside. */
const passEdit = (name: string): RegExp =>
  new RegExp(`^[A-Za-z0-9]{6}-${name.replaceAll('/', '-').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\.txt$`);

function checkName(name: string, inside: string | null, { requireBound, say }: DecryptOptions): void {
  if (inside === name) return;
  if (inside && inside !== '_CONSOLE' && !passEdit(name).test(inside)) {
    throw refused(
      name,
      `was written as ${quote(inside)}: one entry stands in the place of another`,
      `If it was renamed on purpose, write it again: phoenix vault set ${name}`,
    );
  }
  const what = 'does not hold its name, so that it could be another entry in its place';
  if (requireBound) throw refused(name, what, 'Write it again: phoenix vault rekey');
  say(`The entry ${name} ${what}. phoenix vault rekey writes it again.`);
}

function textOf(name: string, data: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
  } catch (cause) {
    throw refused(name, 'is not UTF-8 text', 'Keep binary data as base64.', cause);
  }
}

function refused(name: string, what: string, hint: string, cause?: unknown): PhoenixError {
  return new PhoenixError('REFUSED', `the entry ${name} ${what}`, { hint, cause });
}
