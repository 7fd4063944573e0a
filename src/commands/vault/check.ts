/** `phoenix vault check`: everything that is wrong with a vault, told without a private key. */
import { quote } from '../../config/quote.ts';
import { errorsIn, type Finding, PhoenixError } from '../../errors.ts';
import { renderFindings } from '../../plan/render/findings.ts';
import { renderFindingsJson } from '../../plan/render/json.ts';
import { plural } from '../../plan/render/words.ts';
import { userOf } from '../../secrets/uses.ts';
import { checkVault } from '../../secrets/vault/check.ts';
import { parseEntry } from '../../secrets/vault/entry.ts';
import { entryFile, entryNames } from '../../secrets/vault/files.ts';
import { findingOf } from '../../secrets/vault/finding-ids.ts';
import { inspectMessage } from '../../secrets/vault/inspect.ts';
import type { Keyring } from '../../secrets/vault/keyring.ts';
import { folderExists } from '../../sources/feature-folders.ts';
import type { Console } from '../console.ts';
import { inParallel } from '../in-parallel.ts';
import { textIn } from '../show-findings.ts';
import { openEntry } from './entries.ts';
import { bytesOf, operatorKeyring, readStore, type VaultStore } from './store.ts';
import { vaultUses } from './uses.ts';
import { shortValue } from './value.ts';

export interface VaultCheckOptions {
  readonly configs: string;
  /** Decrypts each entry too. */
  readonly values?: boolean;
  readonly json?: boolean;
}

/** Exit code 0 without errors, else 1. @throws PhoenixError `UNREADABLE` where there is no such folder */
export async function vaultCheck({ configs, values, json }: VaultCheckOptions, io: Console): Promise<number> {
  // A name that is mistyped must not pass for a vault without faults.
  if (!folderExists(configs)) {
    throw new PhoenixError('UNREADABLE', `there is no folder ${quote(configs, 200)}`, {
      hint: 'Name the folder of the estate with --configs.',
    });
  }
  const store = readStore(configs);
  const { uses, doubt, tree } = vaultUses(configs);
  const used = uses.map((use) => ({ entry: use.entry, by: userOf(use), at: use.at }));
  const findings = [
    ...(await checkVault(store.files, { uses: used, inDoubt: doubt !== null })),
    ...(values ? await checkValues(store, await operatorKeyring(io)) : []),
  ];
  const errors = errorsIn(findings).length;
  if (json) io.out(renderFindingsJson(findings));
  else {
    if (findings.length > 0) {
      // The lines of an encrypted file tell nobody anything.
      const textOf = (file: string) => (tree && !file.endsWith('.gpg') ? textIn(tree)(file) : null);
      io.err(`${renderFindings(findings, { root: configs, color: io.color, textOf })}\n`);
    }
    const others = findings.length - errors;
    const counts = [
      ...(errors > 0 ? [plural(errors, 'error')] : []),
      ...(others > 0 ? [plural(others, 'remark')] : []),
    ];
    const count = plural(entryNames(store.files).length, 'entry', 'entries');
    io.out(`${count} checked: ${counts.join(', ') || 'nothing found'}`);
  }
  if (doubt !== null) io.err(`Whether an entry is unused is not told. ${doubt}`);
  return errors > 0 ? 1 : 0;
}

/** More at once would only wait for each other. */
const AT_ONCE = 8;

/** What only a private key can tell. Of what is no entry for it, nothing is said: the check without a key does. */
async function checkValues(store: VaultStore, keyring: Keyring): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  const names = entryNames(store.files).filter((name) => !('wrong' in inspectMessage(bytesOf(store, name))));
  const work = names.map((name) => async () => {
    const finding = await checkValue(store, name, keyring);
    if (finding) found.set(name, finding);
  });
  await inParallel(work, AT_ONCE);
  return names.flatMap((name) => found.get(name) ?? []);
}

async function checkValue(store: VaultStore, name: string, keyring: Keyring): Promise<Finding | null> {
  try {
    const { text, isBound } = await openEntry(name, bytesOf(store, name), keyring);
    const short = shortValue(parseEntry(text).value, `the value of ${name}, its first line,`);
    if (short !== null)
      return findingOf('PHX933', entryFile(name), short, `Give it a longer one: phoenix vault set ${name}`);
    if (isBound) return null;
    const unbound = `the entry ${name} does not hold its own name`;
    return findingOf('PHX934', entryFile(name), unbound, `Write it again: phoenix vault rekey ${name}`);
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return findingOf('PHX932', entryFile(name), error.message, error.hint ?? 'Restore it from git.');
  }
}
