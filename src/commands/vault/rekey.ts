/** `phoenix vault rekey`: every entry for exactly the recipients of its `.gpg-id`, with its name inside. */
import { plural } from '../../plan/render/words.ts';
import { entryNames, SCRATCH } from '../../secrets/vault/files.ts';
import type { Console } from '../console.ts';
import { changeVault } from './change.ts';
import { bytesOf, existingStore } from './store.ts';

export interface VaultRekeyOptions {
  /** None: all. */
  readonly names: readonly string[];
  readonly configs: string;
  /** Also those that are right already. */
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Exit code 0. What a killed run has left behind is cleared away. */
export async function vaultRekey(
  { names, configs, all = false, json }: VaultRekeyOptions,
  io: Console,
): Promise<number> {
  const store = existingStore(configs);
  for (const name of names) bytesOf(store, name);
  const chosen = names.length > 0 ? [...new Set(names)].sort() : entryNames(store.files);
  const leftovers = [...store.files.keys()].filter((path) => SCRATCH.test(path));
  const changes = new Map(leftovers.map((path) => [path, null]));
  const written = await changeVault(store, { changes, names: chosen, all }, io);
  if (json) {
    io.out(JSON.stringify({ v: 1, entries: chosen.length, written }, null, 2));
    return 0;
  }
  for (const name of written) io.out(`encrypted anew: ${name}`);
  const others = chosen.length - written.length;
  io.err(
    written.length === 0
      ? `Nothing to do: ${plural(others, 'entry is', 'entries are')} right already.`
      : `${plural(written.length, 'entry', 'entries')} written, ${others} left as they are.`,
  );
  return 0;
}
