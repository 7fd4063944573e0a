/** Every version of every file below a folder that git knows, on whatever branch. */
import { runGit, gitFailed } from './git-command.ts';
import { GitObjects } from './git-objects.ts';
import { openRepository } from './git.ts';

export interface FileVersion {
  /** Below the folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface FileHistory {
  readonly versions: readonly FileVersion[];
  /** The clone lacks old commits, so there may have been more. */
  readonly isShallow: boolean;
}

/** `:MODE MODE OID OID STATUS`, of a merge too: `-m` compares it with each parent. */
const CHANGE = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AMT]$/;

/**
 * Each version once. Commits of all branches and tags count, also of remotes: what was pushed anywhere was read there.
 * @param folder of the working tree; it need not be there any more
 * @throws PhoenixError `GIT` when the folder is in no repository, or git fails
 */
export async function fileHistory(folder: string): Promise<FileHistory> {
  const repository = openRepository(folder);
  const root = repository.pathOf(folder);
  const how = ['--all', '-m', '--raw', '--no-abbrev', '--no-renames', '--diff-filter=AMT', '--format=', '-z'];
  const { exit, stdout, stderr } = await runGit(repository.top, [
    'log',
    ...how,
    '--',
    root === '' ? '.' : root,
  ]);
  if (exit !== 0) throw gitFailed('log', stderr);
  const found = versionsIn(stdout, root === '' ? '' : `${root}/`);
  const objects = new GitObjects(repository.top);
  const versions: FileVersion[] = [];
  try {
    await objects.read(
      found.map(({ oid }) => oid),
      (object, at) => {
        const path = found[at]?.path;
        if (object?.content && path !== undefined)
          versions.push({ path, bytes: Uint8Array.from(object.content) });
      },
    );
    return { versions, isShallow: await repository.isShallow() };
  } finally {
    objects.close();
    repository.close();
  }
}

function versionsIn(log: string, lead: string): { readonly path: string; readonly oid: string }[] {
  const found = new Map<string, { readonly path: string; readonly oid: string }>();
  const words = log.split('\0');
  for (const [at, word] of words.entries()) {
    const oid = CHANGE.exec(word.trimStart())?.[1];
    const file = words[at + 1];
    if (oid === undefined || file === undefined || !file.startsWith(lead)) continue;
    found.set(`${oid} ${file}`, { oid, path: file.slice(lead.length) });
  }
  return [...found.values()];
}
