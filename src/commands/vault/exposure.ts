/** What people know of the values of a vault, by its files as they are, and as they were in the history of git. */
import { PhoenixError } from '../../errors.ts';
import { sha256 } from '../../hash.ts';
import { plural } from '../../plan/render/words.ts';
import type { EntryUse } from '../../secrets/uses.ts';
import { type Exposure, exposures } from '../../secrets/vault/exposure.ts';
import { entryNames, entryOf, type VaultFiles } from '../../secrets/vault/files.ts';
import { gpgIdOf } from '../../secrets/vault/gpg-id.ts';
import { inspectMessage } from '../../secrets/vault/inspect.ts';
import type { Keyring } from '../../secrets/vault/keyring.ts';
import { type KnownKey, PUBLIC_KEYS, readPublicKeys } from '../../secrets/vault/public-keys.ts';
import { findRecipients } from '../../secrets/vault/recipients.ts';
import type { FileVersion } from '../../sources/file-history.ts';
import type { Console } from '../console.ts';
import { inParallel } from '../in-parallel.ts';
import { openEntry } from './entries.ts';

/** Public keys of all who are recipients, or once were. */
export async function keysEver(
  files: VaultFiles,
  history: readonly FileVersion[],
): Promise<readonly KnownKey[]> {
  const then = history
    .filter(({ path }) => path.startsWith(`${PUBLIC_KEYS}/`))
    .map(({ bytes }, at) => [`${PUBLIC_KEYS}/${at}`, bytes] as const);
  const [now, before] = await Promise.all([readPublicKeys(files), readPublicKeys(new Map(then))]);
  return [...new Map([...before.keys, ...now.keys].map((key) => [key.fingerprint, key])).values()];
}

export interface ExposureInput {
  readonly files: VaultFiles;
  /** Files of the vault as they were. */
  readonly history: readonly FileVersion[];
  /** Null: nothing can be compared, so what was readable counts as known. */
  readonly keyring: Keyring | null;
  readonly uses: readonly EntryUse[];
  /** Key ids to ask for; null: those of all who are no recipients of an entry now. */
  readonly whose: ReadonlySet<string> | null;
  /** Recipients are looked up among these. */
  readonly keys: readonly KnownKey[];
}

interface EncryptedVersion {
  readonly entry: string;
  readonly bytes: Uint8Array;
  readonly keyIds: readonly string[];
  /** It is also for somebody whom it does not name. */
  readonly isHiding: boolean;
}

/** All entries whose values are known to somebody who should not know them. */
export async function readExposures(input: ExposureInput, io: Console): Promise<readonly Exposure[]> {
  const { files, history, keyring, uses, whose, keys } = input;
  const current = entryNames(files).map((entry) => ({
    entry,
    readers: readersOf(files, entry, keys),
    fields: fieldsOf(uses, entry),
  }));
  const isOutsider = (id: string) =>
    whose ? whose.has(id) : current.some(({ readers }) => !readers.has(id));
  const now = [...files].flatMap(([path, bytes]) => versionOf(path, bytes));
  const then = history.flatMap(({ path, bytes }) => versionOf(path, bytes));
  const all = distinct([...now, ...then]);
  const hiding = all.filter(({ isHiding }) => isHiding).length;
  if (hiding > 0) io.err(`${plural(hiding, 'version')} of entries do not say for whom they are.`);
  const seen = all.filter(({ keyIds }) => keyIds.some(isOutsider));
  if (seen.length === 0) return [];
  const texts = await textsOf(new Set([...seen, ...now]), keyring, io);
  const textNow = new Map(now.map((version) => [version.entry, texts.get(version) ?? null]));
  return exposures(
    current.map((one) => ({ ...one, text: textNow.get(one.entry) ?? null })),
    seen.map((version) => ({ ...version, text: texts.get(version) ?? null })),
    whose,
  );
}

function readersOf(files: VaultFiles, entry: string, keys: readonly KnownKey[]): ReadonlySet<string> {
  const recipients = findRecipients(gpgIdOf(files, entry)?.ids ?? [], keys);
  return new Set(recipients.flatMap(({ key }) => key?.allKeyIds ?? []));
}

const fieldsOf = (uses: readonly EntryUse[], entry: string): readonly string[] => [
  ...new Set(uses.flatMap((use) => (use.entry === entry && use.field !== null ? [use.field] : []))),
];

/** None for what is no entry, or cannot be one. */
function versionOf(path: string, bytes: Uint8Array): EncryptedVersion[] {
  const entry = entryOf(path);
  const inspected = entry === null ? null : inspectMessage(bytes);
  if (entry === null || inspected === null || 'wrong' in inspected) return [];
  return [{ entry, bytes, keyIds: inspected.keyIds, isHiding: inspected.hidden > 0 }];
}

/** What stands on disk is in the history too, as a rule. */
function distinct(versions: readonly EncryptedVersion[]): EncryptedVersion[] {
  const found = new Map<string, EncryptedVersion>();
  for (const version of versions) {
    const key = `${sha256(version.bytes)} ${version.entry}`;
    if (!found.has(key)) found.set(key, version);
  }
  return [...found.values()];
}

/** More at once would only wait for each other. */
const AT_ONCE = 8;

/** Those that can be opened here. */
async function textsOf(
  versions: ReadonlySet<EncryptedVersion>,
  keyring: Keyring | null,
  io: Console,
): Promise<ReadonlyMap<EncryptedVersion, string>> {
  const texts = new Map<EncryptedVersion, string>();
  const why = new Set<string>();
  const work = [...versions].map((version) => async () => {
    if (!keyring) return;
    try {
      texts.set(version, (await openEntry(version.entry, version.bytes, keyring)).text);
    } catch (error) {
      if (!(error instanceof PhoenixError)) throw error;
      why.add(error.message);
    }
  });
  await inParallel(work, AT_ONCE);
  const [first] = why;
  const closed = versions.size - texts.size;
  if (closed > 0) {
    const reason = first === undefined ? 'there is no private key' : first;
    io.err(
      `${plural(closed, 'version')} of entries cannot be opened here, and so not be compared: ${reason}.`,
    );
  }
  return texts;
}
