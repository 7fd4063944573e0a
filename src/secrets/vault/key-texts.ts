/** Where the private keys of a vault and their passphrases are: given, in the environment, or in files of the runner. */
import { readFileSync, type Stats, statSync } from 'node:fs';
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

/** Of the machine, and of the user. */
const foldersOf = (env: NodeJS.ProcessEnv): readonly string[] => [
  '/etc/phoenix',
  join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'phoenix'),
];

/**
 * What is found first counts: what was given, PHOENIX_VAULT_KEY, PHOENIX_VAULT_KEY_FILE (paths with `:` between them), then
 * vault.key in /etc/phoenix and ~/.config/phoenix, both of them.
 */
export function findKeyTexts(given: VaultKeys | undefined, env: NodeJS.ProcessEnv): readonly FoundText[] {
  return hidden(found(given?.key, 'vault-key', 'PHOENIX_VAULT_KEY', 'vault.key', env));
}

/** By the same order, and apart from it: the key may be a file, and its passphrase a secret of the workflow. */
export function findPassphraseTexts(
  given: VaultKeys | undefined,
  env: NodeJS.ProcessEnv,
): readonly FoundText[] {
  return hidden(
    found(given?.passphrase, 'vault-passphrase', 'PHOENIX_VAULT_PASSPHRASE', 'vault.passphrase', env),
  );
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
  env: NodeJS.ProcessEnv,
): readonly FoundText[] {
  // Taken out before anything else is started, whether it is needed or not.
  const value = taken(env, variable);
  const paths = env[`${variable}_FILE`];
  if (given) return [{ bytes: Buffer.from(given), from: `the input ${input}` }];
  if (value) return [{ bytes: Buffer.from(value), from: variable }];
  if (paths) {
    const named = paths.split(':').filter((path) => path !== '');
    return named.map((path) => readPrivate(path) ?? missing(path, `${variable}_FILE`));
  }
  return foldersOf(env).flatMap((folder) => ifAllowed(() => readPrivate(join(folder, file))) ?? []);
}

const takenBefore = new WeakMap<NodeJS.ProcessEnv, Map<string, string>>();

/** A variable, removed: what is started later, such as an editor, must not inherit it. It is remembered here. */
function taken(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  const before = takenBefore.get(env) ?? new Map<string, string>();
  takenBefore.set(env, before);
  const value = env[variable];
  if (value !== undefined) before.set(variable, value);
  delete env[variable];
  return before.get(variable);
}

function missing(path: string, variable: string): never {
  throw new PhoenixError('REFUSED', `${variable} names ${quote(path, 200)}, which is not there`, {
    hint: `Correct ${variable}, or put the file there.`,
  });
}

/** What belongs to root alone is no fault of a user who has a key of their own. */
function ifAllowed<T>(reading: () => T): T | null {
  try {
    return reading();
  } catch (error) {
    if (
      error instanceof PhoenixError &&
      (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EACCES'
    )
      return null;
    throw error;
  }
}

/** Null where there is none. @throws PhoenixError `REFUSED` where it cannot be read, or others can read or write it */
function readPrivate(path: string): FoundText | null {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return null;
    // Before its mode: a folder that is made unreadable for others by our word helps nobody.
    if (stat.isDirectory()) {
      throw new PhoenixError('REFUSED', `${path} is a folder, and no file that opens the vault`, {
        hint: 'Name the file in it.',
      });
    }
    checkOwner(path, stat);
    return { bytes: readFileSync(path), from: path };
  } catch (cause) {
    if (cause instanceof PhoenixError) throw cause;
    throw new PhoenixError('REFUSED', `${path} cannot be read: ${(cause as Error).message}`, {
      hint: 'Give its owner permission to read it, and to nobody else: chmod 600.',
      cause,
    });
  }
}

function checkOwner(path: string, { uid, mode }: Stats): void {
  if (uid !== 0 && uid !== process.getuid?.()) {
    throw new PhoenixError('REFUSED', `${path} belongs to another user, who can change it`, {
      hint: `Run: chown "$(id -u)" ${path}`,
    });
  }
  if ((mode & 0o077) === 0) return;
  throw new PhoenixError('REFUSED', `others can read ${path}, which opens the vault`, {
    hint: `Run: chmod 600 ${path}`,
  });
}
