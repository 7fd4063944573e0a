/**
 * For whom the vault is going to be encrypted, where a change says otherwise than before: that touches no guest, and whoever
 * sets an entry afterwards would encrypt it for a stranger. Pure.
 */
import type { Tree } from '../config/model.ts';
import { quote } from '../config/quote.ts';
import { VAULT_FOLDER } from '../secrets/vault/entry-name.ts';
import { vaultFilesOf } from '../secrets/vault/files.ts';
import { isGpgId, parseGpgId } from '../secrets/vault/gpg-id.ts';
import { PUBLIC_KEYS } from '../secrets/vault/public-keys.ts';
import type { PolicyVerdict } from './plan.ts';

/** One line names so many; a fingerprint has 40 digits. */
const MOST = 5;
const LONGEST = 40;

const NO_FILES: ReadonlyMap<string, Uint8Array> = new Map();

/** Nothing where there was no vault before: then all of it is new. */
export function recipientVerdicts(head: Tree, base: Tree | null): PolicyVerdict[] {
  const [now, before] = [head, base].map((tree) => vaultFilesOf(tree?.kept ?? NO_FILES));
  if (!now || !before || before.size === 0) return [];
  const paths = [...new Set([...before.keys(), ...now.keys()])].toSorted();
  const other = paths.filter((path) => !sameBytes(before.get(path), now.get(path)));
  const lists = other.filter(isGpgId).flatMap((path) => {
    const [was, is] = [before, now].map((files) => idsIn(files.get(path)));
    const signed = [...beyond(is, was).map((id) => `+ ${id}`), ...beyond(was, is).map((id) => `− ${id}`)];
    return signed.length > 0 ? [`${shown(`${VAULT_FOLDER}/${path}`)} ${some(signed)}`] : [];
  });
  const keys = other.filter((path) => path.startsWith(`${PUBLIC_KEYS}/`));
  const told = [
    ...lists.slice(0, MOST),
    ...(keys.length > 0
      ? [`public keys of the vault: ${some(keys.map((path) => shown(path.slice(PUBLIC_KEYS.length + 1))))}`]
      : []),
  ];
  return told.map((text) => ({
    policy: 'vault',
    ok: false,
    text: `entries will be written for others: ${text}`,
  }));
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;

const idsIn = (bytes: Uint8Array | undefined): readonly string[] =>
  bytes ? parseGpgId(Buffer.from(bytes).toString('utf8')).map(shown) : [];

const shown = (text: string): string => quote(text, LONGEST).slice(1, -1);

const beyond = (list: readonly string[] = [], known: readonly string[] = []) =>
  list.filter((one) => !known.includes(one));

const some = (all: readonly string[]): string =>
  all.length > MOST ? `${all.slice(0, MOST).join(', ')} and ${all.length - MOST} more` : all.join(', ');
