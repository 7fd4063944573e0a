/** A vault for tests: written and read as Phoenix does it, with what was refused and said as text. */
import { settingsSchema } from '../../src/config/settings.ts';
import { PhoenixError } from '../../src/errors.ts';
import { encryptEntry } from '../../src/secrets/vault/encrypt.ts';
import type { VaultFiles } from '../../src/secrets/vault/files.ts';
import { readPublicKeys } from '../../src/secrets/vault/public-keys.ts';
import { recipientsFor } from '../../src/secrets/vault/recipients.ts';
import { openVault } from '../../src/secrets/vault/source.ts';

/** Files by path below the vault. */
export function vaultOf(files: Readonly<Record<string, string | Uint8Array>>): Map<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]));
}

/** As `phoenix vault set` does: for the recipients of its folder. */
export async function written(files: VaultFiles, name: string, text: string): Promise<Uint8Array> {
  const { keys } = await readPublicKeys(files);
  return await encryptEntry(name, text, recipientsFor(files, name, keys));
}

export interface Reading {
  /** The whole text, or `REFUSED message; hint`. */
  readonly text: string;
  readonly said: readonly string[];
}

/** As an apply does. */
export async function read(
  files: VaultFiles,
  name: string,
  key: string,
  { passphrase = '', requireBound = false }: { passphrase?: string; requireBound?: boolean } = {},
): Promise<Reading> {
  const said: string[] = [];
  const settings = settingsSchema.parse({ name: 'lab', nodes: {}, secrets: { vault: { requireBound } } });
  try {
    const source = await openVault({
      settings: settings.secrets,
      kept: new Map([...files].map(([path, bytes]) => [`vault/${path}`, bytes])),
      vaultKeys: { key, passphrase },
      say: (line) => said.push(line),
    });
    const found = (await source([name])).get(name) ?? null;
    if (found === null) return { text: 'absent', said };
    return { text: found instanceof PhoenixError ? inWords(found) : (found.field('*') ?? ''), said };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return { text: inWords(error), said };
  }
}

export const inWords = ({ code, message, hint }: PhoenixError): string => `${code} ${message}; ${hint ?? ''}`;
