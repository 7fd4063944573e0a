/** The vault of the estate that is applied, as a source of secrets: decrypts what is asked for, each entry once. */
import { PhoenixError } from '../../errors.ts';
import type { Secret, SecretContext, SecretSource } from '../provider.ts';
import { decryptEntry } from './decrypt.ts';
import { entrySecret } from './entry.ts';
import { entryFile, vaultFilesOf } from './files.ts';
import { type Keyring, openKeyring } from './keyring.ts';

/** More at once would only wait for each other. */
const AT_ONCE = 8;

/** Reads the files of the revision that is applied, never those on disk beside it. */
export async function openVault(context: SecretContext): Promise<SecretSource> {
  const { kept, vaultKeys, settings, say } = context;
  const files = vaultFilesOf(kept);
  const options = { requireBound: settings.vault.requireBound, say };
  let keyring: Promise<Keyring> | undefined;
  const read = async (name: string): Promise<Secret | PhoenixError | null> => {
    const bytes = files.get(entryFile(name));
    if (!bytes) return null;
    const keys = await (keyring ??= openKeyring(vaultKeys, { say }));
    try {
      return entrySecret(await decryptEntry(name, bytes, keys, options));
    } catch (error) {
      if (error instanceof PhoenixError) return error;
      throw error;
    }
  };
  return async (names) => {
    const found = new Map<string, Secret | PhoenixError | null>();
    const waiting = [...names];
    const work = async () => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
        found.set(name, await read(name));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  };
}
