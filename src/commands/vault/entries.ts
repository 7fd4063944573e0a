/** Entries of a vault opened and encrypted together: all of them, before one is written. */
import { PhoenixError } from '../../errors.ts';
import { decryptEntry } from '../../secrets/vault/decrypt.ts';
import { encryptEntry } from '../../secrets/vault/encrypt.ts';
import type { Keyring } from '../../secrets/vault/keyring.ts';
import type { KnownKey } from '../../secrets/vault/public-keys.ts';
import { recipientsFor } from '../../secrets/vault/recipients.ts';
import type { Console } from '../console.ts';
import { inParallel } from '../in-parallel.ts';
import { bytesOf, type VaultStore } from './store.ts';

export interface OpenEntry {
  readonly name: string;
  readonly text: string;
  /** It holds its own name. */
  readonly isBound: boolean;
}

export interface EncryptedEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** More at once would only wait for each other. */
const AT_ONCE = 8;
/** So many entries take seconds: it is told how far it is. */
const MANY = 50;

function counter(what: string, total: number, { err }: Console): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (total > MANY && done % MANY === 0) err(`${what} ${done} of ${total} entries …`);
  };
}

/** @throws PhoenixError `REFUSED` */
export async function openEntry(name: string, bytes: Uint8Array, keyring: Keyring): Promise<OpenEntry> {
  let isBound = true;
  // What it warns of is an entry without its name, and nothing else.
  const say = () => {
    isBound = false;
  };
  const text = await decryptEntry(name, bytes, keyring, { requireBound: false, say });
  return { name, text, isBound };
}

/** In the order of the names. @throws PhoenixError `REFUSED` with all that cannot be opened */
export async function openEntries(
  store: VaultStore,
  names: readonly string[],
  keyring: Keyring,
  io: Console,
): Promise<OpenEntry[]> {
  const opened = new Map<string, OpenEntry>();
  const errors: PhoenixError[] = [];
  const count = counter('Opened', names.length, io);
  const work = names.map((name) => async () => {
    try {
      opened.set(name, await openEntry(name, bytesOf(store, name), keyring));
    } catch (error) {
      if (!(error instanceof PhoenixError)) throw error;
      errors.push(error);
    }
    count();
  });
  await inParallel(work, AT_ONCE);
  const [first] = errors;
  if (first) throw together(first, errors);
  return names.flatMap((name) => opened.get(name) ?? []);
}

/** Errors named in one. */
const MOST_ERRORS = 5;

function together(first: PhoenixError, errors: readonly PhoenixError[]): PhoenixError {
  const messages = [...new Set(errors.map(({ message }) => message))].sort();
  const shown = messages.slice(0, MOST_ERRORS);
  const rest = messages.length > MOST_ERRORS ? [`and ${messages.length - MOST_ERRORS} more`] : [];
  const said =
    messages.length === 1
      ? `${first.message}; nothing was written`
      : ['not all can be opened, so nothing was written:', ...shown, ...rest].join('\n    ');
  return new PhoenixError(first.code, said, {
    ...(first.hint !== undefined && { hint: first.hint }),
    cause: first.cause,
  });
}

/**
 * Each for the recipients of its `.gpg-id`.
 * @throws PhoenixError `REFUSED` where one cannot be encrypted for all of them
 */
export async function encryptEntries(
  store: VaultStore,
  entries: readonly Pick<OpenEntry, 'name' | 'text'>[],
  keys: readonly KnownKey[],
  io: Console,
): Promise<EncryptedEntry[]> {
  const targets = entries.map((entry) => ({ ...entry, to: recipientsFor(store.files, entry.name, keys) }));
  const encrypted: EncryptedEntry[] = [];
  const count = counter('Encrypted', entries.length, io);
  const work = targets.map(({ name, text, to }) => async () => {
    encrypted.push({ name, bytes: await encryptEntry(name, text, to) });
    count();
  });
  await inParallel(work, AT_ONCE);
  return encrypted;
}
