/** The estate that a command works on: the files of a configs folder, parsed, merged and checked. */
import { loadEstate } from '../config/estate.ts';
import type { Estate, Tree } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { kinds } from '../kinds/registry.ts';
import { openSources, type Sources } from './sources.ts';

export interface Workspace extends Pick<Sources, 'configs' | 'repository' | 'close'> {
  load(tree: Tree): Estate;
  /** The files on disk. */
  onDisk(): Estate;
  /** The files at a revision. @throws PhoenixError `GIT` when git does not know it, or there is no repository. */
  at(revision: string): Promise<Estate>;
}

export interface WorkspaceOptions {
  readonly configs: string;
  readonly env?: string;
}

/** @param sources opened before, when reading began before this code was loaded */
export function openWorkspace(
  { configs, env }: WorkspaceOptions,
  sources: Sources = openSources(configs),
): Workspace {
  let previous: Estate | undefined;
  // Each estate is loaded against the one before: resources made of the same files are shared, and need no comparing.
  const load = (tree: Tree) => {
    previous = loadEstate(tree, { env: env ?? null, kinds, ...(previous ? { previous } : {}) });
    return previous;
  };
  return {
    configs,
    repository: sources.repository,
    load,
    onDisk: () => load(sources.onDisk()),
    at: async (revision) => load(await sources.at(revision)),
    close: () => sources.close(),
  };
}

/** The estate, or an error that carries everything found wrong with it. */
export function sound(estate: Estate): Estate {
  const errors = estate.findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return estate;
  const where = estate.tree.revision ? ` at ${estate.tree.revision.slice(0, 7)}` : '';
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  throw new PhoenixError('CONFIG_INVALID', `${estate.tree.root}${where} has ${count}; nothing was done`, {
    findings: estate.findings,
  });
}
