/** The files of a configs folder as estates of some kinds, and what is to be done where they are wrong. */
import { isBesideFiles } from '../config/beside-files.ts';
import { loadEstate } from '../config/estate.ts';
import type { Estate, Tree } from '../config/model.ts';
import { errorsIn, PhoenixError } from '../errors.ts';
import type { Kind } from '../kinds/kind.ts';
import { kindNames } from '../kinds/on-demand.ts';
import { shippedFeatures } from '../sources/shipped-features.ts';
import { inSpan } from '../telemetry/current.ts';
import { showFindings, textIn } from './show-findings.ts';
import type { Console } from './console.ts';
import { filesToApply, type Sources } from './sources.ts';

export interface Workspace extends Pick<Sources, 'configs' | 'repository' | 'close'> {
  load(tree: Tree): Estate;
  /** The files on disk. */
  onDisk(): Estate;
  /** What an apply works on: see `filesToApply`. */
  toApply(): Promise<Estate>;
  /** The files at a revision. @throws PhoenixError `GIT` when git does not know it, or there is no repository. */
  at(revision: string): Promise<Estate>;
}

export interface WorkspaceOptions {
  readonly configs: string;
  readonly env?: string;
}

/** @param kinds at least those that the files may be of */
export function workspaceOf(
  { configs, env }: WorkspaceOptions,
  sources: Sources,
  kinds: readonly Kind[],
): Workspace {
  let previous: Estate | undefined;
  // Each estate is loaded against the one before: resources made of the same files are shared, and need no comparing.
  const load = (tree: Tree) => {
    previous = loadEstate(tree, {
      env: env ?? null,
      kinds,
      folders: kindNames,
      shipped: shippedFeatures,
      ...(previous ? { previous } : {}),
    });
    return previous;
  };
  const read = (work: () => Promise<Tree>) =>
    inSpan('phase', 'read estate', {}, async () => load(await work()));
  return {
    configs,
    repository: sources.repository,
    load,
    onDisk: () => load(sources.onDisk()),
    toApply: () => read(() => filesToApply(sources)),
    at: (revision) => read(() => sources.at(revision)),
    close: () => sources.close(),
  };
}

/**
 * The estate, or an error that carries everything found in it.
 * @param hint what to do beside mending what was found
 */
export function sound(estate: Estate, hint?: string): Estate {
  const errors = errorsIn(estate.findings);
  if (errors.length === 0) return estate;
  const { root, revision } = estate.tree;
  const at = revision?.slice(0, 7) ?? null;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  throw new PhoenixError(
    'CONFIG_INVALID',
    `${root}${at === null ? '' : ` at ${at}`} has ${count}; nothing was done`,
    {
      findings: estate.findings,
      // As git names a file at a commit.
      source: { root: at === null ? root : `${at}:${root}`, textOf: textIn(estate.tree) },
      ...(hint === undefined ? {} : { hint }),
    },
  );
}

/**
 * The estate for a command that only looks at nodes: that the library is another one than the lock pins, as after an update
 * of Phoenix, or that the vault lacks an entry, is told and stands in nobody's way.
 */
export function soundToLook(estate: Estate, io: Console): Estate {
  const beside = estate.findings.filter(isBesideFiles);
  const found = sound({ ...estate, findings: estate.findings.filter((one) => !isBesideFiles(one)) });
  showFindings(beside, estate.tree, io);
  return found;
}

/** What an estate is compared with. Of broken files everything is told, whatever there is to compare them with. */
export function baseFor(head: Estate, base: () => Promise<Estate | null>): Promise<Estate | null> {
  return errorsIn(head.findings).length > 0 ? base().catch(() => null) : base();
}
