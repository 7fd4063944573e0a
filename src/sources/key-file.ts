/** Writing a new private key: where git never sees it, for its user alone, and never over another file. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { runGit } from './git-command.ts';
import { openRepository } from './git.ts';
import { makeFolder } from './write.ts';

/** Whether git would take the file with `git add`, sooner or later. */
async function isOfRepository(file: string): Promise<boolean> {
  let top: string;
  try {
    ({ top } = openRepository(dirname(file)));
  } catch (error) {
    if (error instanceof PhoenixError && error.code === 'GIT') return false;
    throw error;
  }
  // check-ignore knows no literal pathspecs; an absolute path has nothing that it could take for another kind.
  const { exit } = await runGit(top, ['--no-literal-pathspecs', 'check-ignore', '--quiet', '--', file]);
  return exit !== 0;
}

/**
 * Asked before anything is made.
 * @param configs a folder that everybody may read who may read the estate
 * @throws PhoenixError `REFUSED` for a place where the key would be read by others
 */
export async function checkKeyPlace(file: string, configs: string): Promise<void> {
  const path = resolve(file);
  const refuse = (why: string): never => {
    throw new PhoenixError('REFUSED', `a private key does not belong into ${quote(file, 200)}: ${why}`, {
      hint: 'name a place outside the repository, such as ~/.config/phoenix/vault.key',
    });
  };
  if (`${path}/`.startsWith(`${resolve(configs)}/`)) refuse('that is the folder of the estate');
  if (await isOfRepository(path)) refuse('git would take it, since no .gitignore names it');
}

/** @throws PhoenixError `REFUSED` when a file stands there, `UNWRITABLE` */
export function writeKeyFile(file: string, armoured: string): void {
  makeFolder(dirname(resolve(file)));
  let fd: number;
  try {
    fd = openSync(file, 'wx', 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new PhoenixError('REFUSED', `${quote(file, 200)} stands there already; nothing was written`, {
        hint: 'name another file, or use the key that is in it: phoenix vault init, with PHOENIX_VAULT_KEY_FILE',
      });
    }
    throw unwritable(file, cause);
  }
  try {
    writeSync(fd, armoured);
    fsyncSync(fd);
  } catch (cause) {
    rmSync(file, { force: true });
    throw unwritable(file, cause);
  } finally {
    closeSync(fd);
  }
}

const unwritable = (file: string, cause: unknown): PhoenixError =>
  new PhoenixError('UNWRITABLE', `${quote(file, 200)} cannot be written`, {
    hint: 'name another place, or make room for it there',
    cause,
  });
