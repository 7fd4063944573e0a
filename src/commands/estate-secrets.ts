/** The secrets of an estate, as the revision that is applied names them. */
import type { Estate } from '../config/model.ts';
import type { VaultKeys } from '../secrets/provider.ts';
import { type ReadSecret, secretReader } from '../secrets/reader.ts';

const NO_FILES: ReadonlyMap<string, Uint8Array> = new Map();

export function estateSecrets(
  { settings, tree }: Pick<Estate, 'settings' | 'tree'>,
  say: (line: string) => void,
  vaultKeys?: VaultKeys,
): ReadSecret {
  const kept = tree.kept ?? NO_FILES;
  return secretReader({ settings: settings.secrets, kept, say, ...(vaultKeys && { vaultKeys }) });
}
