/** Who uses the entries of a vault: asked of the files on disk, with and without each environment. */
import { isBesideFiles } from '../../config/beside-files.ts';
import { environmentsOf } from '../../config/estate.ts';
import type { Estate, Tree } from '../../config/model.ts';
import { errorsIn, PhoenixError } from '../../errors.ts';
import { kinds } from '../../kinds/registry.ts';
import { type EntryUse, entryUses } from '../../secrets/uses.ts';
import { folderExists } from '../../sources/feature-folders.ts';
import { openWorkspace } from '../workspace.ts';

export interface VaultUses {
  readonly uses: readonly EntryUse[];
  /** Null: all uses are known. Otherwise why there may be more, as a sentence. */
  readonly doubt: string | null;
  /** Null: there is no estate that can be read. */
  readonly tree: Tree | null;
}

/** Never throws for what stands in the files: to tell that is the work of `phoenix validate`. */
export function vaultUses(configs: string): VaultUses {
  if (!folderExists(configs)) return { uses: [], doubt: `There is no folder ${configs}.`, tree: null };
  try {
    const bare = onDisk(configs, null);
    const estates = [bare, ...environmentsOf(bare.tree).map((env) => onDisk(configs, env))];
    return {
      uses: estates.flatMap((estate) => entryUses(estate, kinds)),
      doubt: estates.every(isSound)
        ? null
        : 'The files of the estate have errors: phoenix validate shows them.',
      tree: bare.tree,
    };
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return { uses: [], doubt: `The files of the estate cannot be read: ${error.message}.`, tree: null };
  }
}

const isSound = ({ findings }: Estate): boolean => errorsIn(findings).every(isBesideFiles);

function onDisk(configs: string, env: string | null): Estate {
  const workspace = openWorkspace({ configs, ...(env !== null && { env }) });
  try {
    return workspace.onDisk();
  } finally {
    workspace.close();
  }
}
