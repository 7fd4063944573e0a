/** The folders of a vault that have recipients of their own, each with its `.gpg-id`. */
import { quote } from '../../config/quote.ts';
import { PhoenixError } from '../../errors.ts';
import { isEntryName } from '../../secrets/vault/entry-name.ts';
import { entryNames, type VaultFiles } from '../../secrets/vault/files.ts';
import { type GpgId, gpgIdIn, gpgIdOf } from '../../secrets/vault/gpg-id.ts';

/** The folder of `--path`, below the vault; `''` is the vault itself. @throws PhoenixError `USAGE` */
export function folderOf(path: string | undefined): string {
  const folder = (path ?? '').replace(/\/+$/, '');
  if (folder === '' || isEntryName(folder)) return folder;
  throw new PhoenixError('USAGE', `${quote(path ?? '')} cannot be a folder of the vault`, {
    hint: 'Write it as a path below the vault, such as team or team/web.',
  });
}

/** What counts in a folder now, whether it stands there or above. @throws PhoenixError `USAGE` where nothing does */
export function gpgIdAt(files: VaultFiles, folder: string): GpgId {
  // The name of any entry there does: the nearest file from its folder up counts.
  const found = gpgIdOf(files, folder === '' ? 'x' : `${folder}/x`);
  if (found) return found;
  throw new PhoenixError('USAGE', 'nothing says for whom the entries of the vault are', {
    hint: 'Make the vault first: phoenix vault init.',
  });
}

/** Entries that a `.gpg-id` is about. */
export function entriesOf(files: VaultFiles, path: string): string[] {
  return entryNames(files).filter((name) => gpgIdOf(files, name)?.path === path);
}

/** The folder of a `.gpg-id`. */
export const folderOfGpgId = (path: string): string => path.slice(0, -gpgIdIn('').length).replace(/\/$/, '');

/** All `.gpg-id` files. */
export function gpgIdsOf(files: VaultFiles): GpgId[] {
  const paths = [...files.keys()].filter((path) => path === gpgIdIn('') || path.endsWith(`/${gpgIdIn('')}`));
  return paths.map((path) => gpgIdAt(files, folderOfGpgId(path)));
}
