/** `phoenix vault edit`: an entry in the user's editor, its plain text in memory alone. */
import { PhoenixError } from '../../errors.ts';
import { parseEntry } from '../../secrets/vault/entry.ts';
import { entryFile } from '../../secrets/vault/files.ts';
import { readPublicKeys } from '../../secrets/vault/public-keys.ts';
import { recipientsFor } from '../../secrets/vault/recipients.ts';
import { writeEntry } from '../../secrets/vault/store.ts';
import { editText } from '../../sources/editor.ts';
import { memoryPlace } from '../../sources/private-folder.ts';
import type { Console } from '../console.ts';
import { encryptEntries, openEntry } from './entries.ts';
import { checkName, existingStore, operatorKeyring, readStore } from './store.ts';
import { shortValue } from './value.ts';

export interface VaultEditOptions {
  readonly name: string;
  readonly configs: string;
  /** Where there is no folder in memory, on a disk. */
  readonly insecureTemp?: boolean;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `REFUSED`; then nothing was written */
export async function vaultEdit(options: VaultEditOptions, io: Console): Promise<number> {
  const { name, configs, insecureTemp = false, json } = options;
  checkName(name);
  const store = existingStore(configs);
  const file = entryFile(name);
  const before = store.files.get(file);
  const { keys } = await readPublicKeys(store.files);
  // What forbids to write is said before anybody begins.
  recipientsFor(store.files, name, keys);
  const place = memoryPlace(insecureTemp);
  const text = before ? (await openEntry(name, before, await operatorKeyring(io))).text : '';
  const edited = await editText(text, place, `${name.replaceAll('/', '-')}.txt`);
  const isChanged = edited !== text;
  if (isChanged) {
    if (edited.trim() === '') throw empty(name);
    const [made] = await encryptEntries(store, [{ name, text: edited }], keys, io);
    const now = readStore(configs).files.get(file);
    if (!made || !isSame(before, now)) throw changedMeanwhile(name);
    writeEntry(store.folder, name, made.bytes);
  }
  const path = `${store.folder}/${file}`;
  if (json) io.out(JSON.stringify({ v: 1, entry: name, file: path, changed: isChanged }, null, 2));
  else io.err(isChanged ? `Wrote ${path}.` : 'Nothing was changed, and nothing written.');
  const warning = isChanged ? shortValue(parseEntry(edited).value, 'its value, the first line,') : null;
  if (warning !== null) io.err(`An apply will refuse it: ${warning}.`);
  return 0;
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && Buffer.compare(one, other) === 0);
}

const empty = (name: string): PhoenixError =>
  new PhoenixError('REFUSED', `${name} would be empty; nothing was written`, {
    hint: `To remove it: phoenix vault rm ${name}`,
  });

const changedMeanwhile = (name: string): PhoenixError =>
  new PhoenixError('REFUSED', `${name} was changed on disk while you edited it; nothing was written`, {
    hint: 'Look at what stands there now, and edit it again.',
  });
