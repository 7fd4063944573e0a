/** `phoenix history ADDRESS`: who changed what of one resource, when, and by which pull request; from git alone. */
import { checkNamed } from './history-names.ts';
import { durationInMs } from '../config/units.ts';
import { quote } from '../config/quote.ts';
import type { Address, Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import { authorsOf, type Merged, mergedInto } from '../sources/merged.ts';
import type { GitRepository } from '../sources/git.ts';
import type { Applied } from './applied-runs.ts';
import type { Console } from './console.ts';
import { historyText, type ToldEntry } from './history-text.ts';
import { estateId } from './live-plan.ts';
import { type HistoryEntry, type Walked, walkHistory } from './walk-history.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface HistoryOptions {
  readonly address: Address;
  readonly configs: string;
  readonly env?: string;
  /** HEAD unless given. */
  readonly head?: string;
  /** Entries; 20 unless given. */
  readonly limit?: number;
  /** A day, a time, or how long ago: `2026-11-01`, `30d`. */
  readonly since?: string;
  /** Where to ask what was applied; nowhere unless given. */
  readonly node?: string;
  readonly json?: boolean;
}

const LIMIT = 20;

/** Milliseconds since 1970. @throws PhoenixError `USAGE` */
function timeOf(text: string, now: number): number {
  const ago = durationInMs(text);
  if (ago !== null) return now - ago;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new PhoenixError('USAGE', `${quote(text)} is neither a day nor a length of time`, {
    hint: 'Give a day (2026-11-01), a time (2026-11-01T08:00:00Z), or how long ago (30d, 12h).',
  });
}

function inGit({ repository, configs }: Workspace): GitRepository {
  if (repository) return repository;
  throw new PhoenixError('GIT', `${configs} is not in a git repository, so it has no history`, {
    hint: 'Run it in a clone of the repository that holds the configs folder.',
  });
}

/** What the nodes say; the names are those that it ever had. */
async function askNodes(
  { node }: HistoryOptions,
  estate: Estate,
  { entries }: Walked,
  io: Console,
): Promise<Applied | null> {
  const [first] = entries;
  if (node === undefined || !first) return null;
  const [{ connectEstate }, { appliedOf }, { readsOf }, { kinds }] = await Promise.all([
    import('./connect-estate.ts'),
    import('./applied-runs.ts'),
    import('../kinds/reads.ts'),
    import('../kinds/registry.ts'),
  ]);
  const cluster = await connectEstate(node, estate, io.err);
  try {
    const snapshot = await cluster.snapshot({ reads: readsOf(kinds) });
    const names = new Set(entries.flatMap(({ address, was }) => (was === null ? [address] : [address, was])));
    return appliedOf({ snapshot, estate: estateId(estate), env: estate.env, id: first.id, names });
  } finally {
    await cluster.close();
  }
}

/** Whether each is on the node already: the marker's commit has it. Null: nobody asked, or nobody knows. */
async function withApplied(
  repository: GitRepository,
  entries: readonly HistoryEntry[],
  applied: Applied | null,
  folder: string,
): Promise<ToldEntry[]> {
  const at = applied?.state?.commit ?? null;
  const known = at !== null && (await repository.has(at));
  return Promise.all(
    entries.map(async (entry) => ({
      ...entry,
      authors: await authorsOf(repository, entry.commit, folder),
      applied: known ? await repository.isAncestor(entry.commit.sha, at) : null,
    })),
  );
}

function endOf({ end, entries }: Walked, commits: readonly Merged[]): object {
  return { ...end, entries: entries.length, commits: commits.length };
}

/** Exit code 0. @throws PhoenixError `USAGE` for an address that no commit had, `GIT` */
export async function resourceHistory(options: HistoryOptions, io: Console): Promise<number> {
  const { address, head = 'HEAD', limit = LIMIT, since, json } = options;
  const from = since === undefined ? null : timeOf(since, Date.now());
  const workspace = openWorkspace(options);
  try {
    const repository = inGit(workspace);
    const folder = repository.pathOf(options.configs);
    const tip = await repository.resolve(head);
    const commits = await mergedInto(repository, tip, folder);
    const estate = await workspace.at(tip);
    await checkNamed({ address, estate, repository, folder, tip });
    const walked = await walkHistory({
      address,
      commits,
      estateAt: (commit) => workspace.at(commit),
      has: (commit) => repository.has(commit),
      limit,
      since: from,
    });
    const applied = await askNodes(options, estate, walked, io);
    const entries = await withApplied(repository, walked.entries, applied, folder);
    if (json) {
      const told = {
        v: 1,
        address,
        env: estate.env,
        head: tip,
        entries,
        end: endOf(walked, commits),
        applied,
      };
      io.out(JSON.stringify(told, null, 2));
      return 0;
    }
    const { color, columns } = io;
    const root = options.configs;
    io.out(historyText({ address, entries, end: walked.end, applied }, { color, columns, root }));
    return 0;
  } finally {
    workspace.close();
  }
}
