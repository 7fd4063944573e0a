/** `phoenix vault list`: the entries, for how many each is encrypted, and who uses it. */
import { colorsOf } from '../../plan/render/colors.ts';
import { listed, longest, plural } from '../../plan/render/words.ts';
import { type EntryUse, usersOf } from '../../secrets/uses.ts';
import { entryNames } from '../../secrets/vault/files.ts';
import { inspectMessage } from '../../secrets/vault/inspect.ts';
import type { Console } from '../console.ts';
import { bytesOf, existingStore, type VaultStore } from './store.ts';
import { vaultUses } from './uses.ts';

export interface VaultListOptions {
  readonly configs: string;
  readonly json?: boolean;
}

interface Row {
  readonly name: string;
  /** For how many it is encrypted; null: it cannot be told, see `phoenix vault check`. */
  readonly recipients: number | null;
  readonly users: readonly string[];
}

/** Exit code 0. */
export async function vaultList({ configs, json }: VaultListOptions, io: Console): Promise<number> {
  const store = existingStore(configs);
  const { uses, doubt } = vaultUses(configs);
  const rows = entryNames(store.files).map((name) => rowOf(store, name, uses));
  if (json) {
    io.out(JSON.stringify({ v: 1, entries: rows }, null, 2));
    return 0;
  }
  if (rows.length === 0) io.out('The vault is empty: phoenix vault set NAME writes an entry.');
  else io.out(rows.map((row) => line(row, longest(rows.map(({ name }) => name)), io)).join('\n'));
  if (doubt !== null) io.err(`There may be more uses. ${doubt}`);
  return 0;
}

function rowOf(store: VaultStore, name: string, uses: readonly EntryUse[]): Row {
  const inspected = inspectMessage(bytesOf(store, name));
  const recipients = 'wrong' in inspected ? null : inspected.keyIds.length + inspected.hidden;
  return { name, recipients, users: usersOf(uses, name) };
}

/** Users that a line names. */
const MOST_USERS = 3;

function line({ name, recipients, users }: Row, width: number, io: Console): string {
  const { bold, dim, yellow } = colorsOf(io.color);
  const whom = recipients === null ? yellow('not encrypted or damaged') : plural(recipients, 'recipient');
  const used = users.length === 0 ? yellow('unused') : dim(`used by ${listed(users, MOST_USERS, String)}`);
  return `${bold(name.padEnd(width))}  ${whom}  ${used}`;
}
