/** `phoenix vault set`: writes an entry, or one line of it. */
import { PhoenixError } from '../../errors.ts';
import { quote } from '../../config/quote.ts';
import { plural } from '../../plan/render/words.ts';
import { type EntryUse, usersOf } from '../../secrets/uses.ts';
import { withField, withValue } from '../../secrets/vault/change-entry.ts';
import { parseEntry, WHOLE } from '../../secrets/vault/entry.ts';
import { entryFile } from '../../secrets/vault/files.ts';
import { readPublicKeys } from '../../secrets/vault/public-keys.ts';
import { recipientsFor } from '../../secrets/vault/recipients.ts';
import { writeEntry } from '../../secrets/vault/store.ts';
import type { Console } from '../console.ts';
import { encryptEntries, openEntry } from './entries.ts';
import { bytesOf, checkName, existingStore, operatorKeyring, type VaultStore } from './store.ts';
import { vaultUses } from './uses.ts';
import { checkLength, entryText, givenText, oneLine } from './value.ts';

export interface VaultSetOptions {
  readonly name: string;
  /** What else stood on the command line: nothing may. */
  readonly more: readonly string[];
  readonly configs: string;
  /** Characters. */
  readonly generate?: number;
  readonly show?: boolean;
  readonly multiline?: boolean;
  readonly field?: string;
  /** Only the value, the first line. */
  readonly keep?: boolean;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `USAGE`, `REFUSED`; then nothing was written */
export async function vaultSet(options: VaultSetOptions, io: Console): Promise<number> {
  const { name, configs, generate, show, json } = options;
  checkArguments(options);
  const store = existingStore(configs);
  const { keys } = await readPublicKeys(store.files);
  // Before anybody types a value.
  const recipients = recipientsFor(store.files, name, keys);
  const isNew = !store.files.has(entryFile(name));
  const { text, value } = await newText(store, isNew, options, io);
  for (const { bytes } of await encryptEntries(store, [{ name, text }], keys, io))
    writeEntry(store.folder, name, bytes);
  const file = `${store.folder}/${entryFile(name)}`;
  const told = {
    v: 1,
    entry: name,
    file,
    created: isNew,
    recipients: recipients.map((one) => one.fingerprint),
  };
  if (json) io.out(JSON.stringify(told, null, 2));
  else if (generate !== undefined && show) io.out(value);
  if (!json) io.err(`Wrote ${file} for ${plural(recipients.length, 'recipient')}.`);
  return 0;
}

function checkArguments({ name, more, field, show, json, generate }: VaultSetOptions): void {
  if (more.length > 0) {
    throw new PhoenixError('USAGE', 'a value is never an argument: all processes of this machine see those', {
      hint: `Give it on stdin or where you are asked: phoenix vault set ${name}. What you typed is in the history of your shell now: take it out there, and take another value.`,
    });
  }
  checkName(name);
  if (field !== undefined && !/^[A-Za-z0-9][A-Za-z0-9 ._-]*$/.test(field)) {
    throw new PhoenixError('USAGE', `${quote(field)} cannot name a line of an entry`, {
      hint: 'Use letters, digits, blanks, ".", "_" and "-".',
    });
  }
  if (generate !== undefined) checkLength('x'.repeat(generate), 'the value');
  if (show && (json || generate === undefined)) {
    throw new PhoenixError('USAGE', '--show goes with --generate, and not with --json', {
      hint: `phoenix vault get ${name} prints what is in an entry.`,
    });
  }
}

interface NewText {
  /** The whole entry. */
  readonly text: string;
  /** What was given or made up. */
  readonly value: string;
}

async function newText(
  store: VaultStore,
  isNew: boolean,
  options: VaultSetOptions,
  io: Console,
): Promise<NewText> {
  const { name, field, keep, multiline = false } = options;
  if (field === undefined && (!keep || isNew)) {
    const value = await givenText(options, multiline ? `the entry ${name}` : `value of ${name}`, io);
    const text = entryText(value, multiline);
    if (!isNew) keepLines(name, text, vaultUses(store.configs).uses);
    return { text, value };
  }
  if (isNew) {
    throw new PhoenixError('USAGE', `there is no entry ${name} yet to add a line to`, {
      hint: `Write its value first: phoenix vault set ${name}`,
    });
  }
  const before = await openEntry(name, bytesOf(store, name), await operatorKeyring(io));
  const what = field === undefined ? `value of ${name}` : `line ${quote(field)} of ${name}`;
  const value = oneLine(await givenText(options, what, io), `the ${what}`);
  const text = field === undefined ? withValue(before.text, value) : withField(before.text, field, value);
  return { text, value };
}

/** A new entry must not silently lack a line that the old one has and somebody uses. */
function keepLines(name: string, text: string, uses: readonly EntryUse[]): void {
  const { fields } = parseEntry(text);
  const lost = uses.find(
    ({ entry, field }) => entry === name && field !== null && field !== WHOLE && !fields.has(field),
  );
  if (!lost) return;
  const users = usersOf([lost], name).join();
  throw new PhoenixError(
    'REFUSED',
    `${users} uses the line "${lost.field}: …" of ${name}, which the new entry does not have; nothing was written`,
    { hint: 'Add --keep to change the value alone and keep the other lines, or give them too.' },
  );
}
