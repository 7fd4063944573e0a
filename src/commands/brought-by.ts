/** Which commit brought a change: the one that wrote its line since, or else the last that changed the files that decide it. */
import { chainOf } from '../config/provenance.ts';
import type { Resource, Tree } from '../config/model.ts';
import { homeOf } from '../config/resolved.ts';
import { type Pointer, pointerSegments } from '../json.ts';
import type { PlannedChange } from '../plan/plan.ts';
import { type Author, blame, differsFromHead, lastChange } from '../sources/blame.ts';
import type { GitRepository } from '../sources/git.ts';

export interface Brought {
  readonly repository: GitRepository;
  /** The configs folder in the repository. */
  readonly folder: string;
  readonly tree: Tree;
  /** The commit that the files are compared with; null: there is none, or git does not know it. */
  readonly since: string | null;
  /** The resource as it is wanted, and as git had it then. */
  readonly want: Resource | null;
  readonly base: Resource | null;
}

/** Files that have a word in the value, on either side. */
function filesOf({ want, base }: Brought, { slot, path }: PlannedChange): string[] {
  const sides = [want, base].filter((one) => one !== null);
  const said = sides.flatMap((one) =>
    chainOf(one.contributions, path, homeOf(one)?.sets ?? new Set()).map(({ file }) => file),
  );
  const all = (one: Resource | null) => one?.contributions.map(({ file }) => file).join() ?? '';
  // Other profiles: its own file says which.
  const own = all(want) === all(base) ? [] : sides.map(({ file }) => file);
  const [, id] = slot.startsWith('feature:') ? pointerSegments(path) : [];
  const software = id === undefined ? [] : [`features/${id}`, 'vault'];
  const found = [...new Set([...said, ...own, ...software])];
  return found.length > 0 ? found : ['phoenix.json', 'phoenix.jsonc'];
}

/** By path of the change; what is missing is not committed, or nobody knows. */
export async function broughtBy(
  brought: Brought,
  changes: readonly PlannedChange[],
): Promise<ReadonlyMap<Pointer, Author>> {
  const { repository, folder, tree, since } = brought;
  const found = new Map<Pointer, Author>();
  const tip = tree.revision ?? (await repository.resolve('HEAD').catch(() => null));
  if (tip === null) return found;
  const inGit = (file: string) => (folder === '' ? file : `${folder}/${file}`);
  const lines = new Map<string, number[]>();
  for (const { at } of changes) if (at) lines.set(at.file, [...(lines.get(at.file) ?? []), at.line]);
  const written: Record<string, Awaited<ReturnType<typeof blame>>> = {};
  for (const [file, numbers] of lines) {
    written[file] = await blame(repository, inGit(file), numbers, tree.revision);
  }
  for (const change of changes) {
    const { at, path, after } = change;
    const own = at && after !== null ? written[at.file]?.get(at.line) : undefined;
    if (own === null) continue;
    const isOld = own && since !== null && (await repository.isAncestor(own.sha, since));
    if (own && isOld !== true) found.set(path, own);
    else if (since !== null) {
      const files = filesOf(brought, change).map(inGit);
      const isOpen = tree.revision === null && (await differsFromHead(repository, files));
      const last = isOpen ? null : await lastChange(repository, files, since, tip);
      if (last) found.set(path, last);
    }
  }
  return found;
}

/** Who brought or took a whole file. */
export async function broughtFile(
  { repository, folder, tree, since }: Brought,
  file: string,
): Promise<Author | null> {
  if (since === null || file === '') return null;
  const paths = [folder === '' ? file : `${folder}/${file}`];
  if (tree.revision === null && (await differsFromHead(repository, paths))) return null;
  return lastChange(repository, paths, since, tree.revision ?? (await repository.resolve('HEAD')));
}
