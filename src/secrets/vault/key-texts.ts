/** Where the private keys of a vault and their passphrases are: given, in the environment, or in files of the runner. */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { hide } from '../masking.ts';
import type { VaultKeys } from '../provider.ts';

/** One or more private keys, or passphrases, and where they were found, for messages. */
export interface FoundText {
  readonly bytes: Uint8Array;
  readonly from: string;
}

const FOLDERS = (): readonly string[] => [
  '/etc/phoenix',
  join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'phoenix'),
];

/** What is found first counts: what was given, PHOENIX_VAULT_KEY, PHOENIX_VAULT_KEY_FILE, then files of their own names. */
export function findKeyTexts(given: VaultKeys | undefined): readonly FoundText[] {
  return hidden(found(given?.key, 'vault-key', 'PHOENIX_VAULT_KEY', 'vault.key'));
}

/** By the same order, and apart from it: the key may be a file, and its passphrase a secret of the workflow. */
export function findPassphraseTexts(given: VaultKeys | undefined): readonly FoundText[] {
  return hidden(found(given?.passphrase, 'vault-passphrase', 'PHOENIX_VAULT_PASSPHRASE', 'vault.passphrase'));
}

function hidden(texts: readonly FoundText[]): readonly FoundText[] {
  hide(...texts.map(({ bytes }) => Buffer.from(bytes).toString()));
  return texts;
}

function found(
  given: string | undefined,
  input: string,
  variable: string,
  file: string,
): readonly FoundText[] {
  // Both are taken out before anything else is started, whether they are needed or not.
  const value = taken(variable);
  const paths = process.env[`${variable}_FILE`];
  if (given) return [{ bytes: Buffer.from(given), from: `the input ${input}` }];
  if (value) return [{ bytes: Buffer.from(value), from: variable }];
  if (paths) {
    return paths
      .split(':')
      .filter((path) => path !== '')
      .map((path) => readPrivate(path) ?? missing(path, `${variable}_FILE`));
  }
  return FOLDERS().flatMap((folder) => readPrivate(join(folder, file)) ?? []);
}

/** A variable, once: what is started later, such as an editor, must not inherit it. */
const takenBefore = new Map<string, string>();
function taken(variable: string): string | undefined {
  const value = process.env[variable];
  if (value === undefined) return takenBefore.get(variable);
  takenBefore.set(variable, value);
  delete process.env[variable];
  return value;
}

function missing(path: string, variable: string): never {
  throw new PhoenixError('REFUSED', `${variable} names ${quote(path, 200)}, which is not there`, {
    hint: `Correct ${variable}, or put the file there.`,
  });
}

/** Null where there is none. @throws PhoenixError `REFUSED` where others can read it, or have written it */
function readPrivate(path: string): FoundText | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  const own = process.getuid?.() ?? 0;
  if (stat.uid !== own && stat.uid !== 0) {
    throw new PhoenixError('REFUSED', `${path} belongs to another user`, {
      hint: `Run: chown $(id -u) ${path}`,
    });
  }
  if ((stat.mode & 0o077) !== 0) {
    throw new PhoenixError('REFUSED', `others can read ${path}, which opens the vault`, {
      hint: `Run: chmod 600 ${path}`,
    });
  }
  try {
    return { bytes: readFileSync(path), from: path };
  } catch (cause) {
    throw new PhoenixError('REFUSED', `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
