/**
 * The configs folder at a commit, read through the API: for a shallow clone that lacks the commit and cannot fetch it.
 * What GitHub does not give whole is an error, never a smaller tree: a missing file would read as a removed guest.
 */
import type { SourceFile } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { GithubClient } from './client.ts';

export interface ContentWish {
  /** Full commit id. */
  readonly commit: string;
  /** The folder, from the repository's root, such as `configs`; empty for the root itself. */
  readonly root: string;
  /** Texts that are at hand already, by blob id (of the checkout, say): they are not asked for again. */
  readonly known?: ReadonlyMap<string, string>;
}

/** A file below the folder that is no regular file; what to say of it is for the caller. */
export interface Irregular {
  readonly path: string;
  readonly is: 'symlink' | 'submodule';
}

export interface Content {
  /** By path relative to the folder; empty where the commit has no such folder. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly irregular: readonly Irregular[];
}

/** A token has 1,000 requests an hour and repository; a blob is one of them. */
const MOST_BLOBS = 400;
const AT_ONCE = 8;

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
}

function fetchInstead(message: string): PhoenixError {
  return new PhoenixError('GITHUB', message, {
    hint: 'give actions/checkout `fetch-depth: 0`, so that git has the commit itself',
  });
}

async function listTree(client: GithubClient, id: string, isDeep: boolean): Promise<Entry[]> {
  const { data } = await client.octokit.rest.git.getTree({
    ...client.repository,
    tree_sha: id,
    ...(isDeep && { recursive: '1' }),
  });
  if (data.truncated) throw fetchInstead(`GitHub lists only a part of the tree ${id.slice(0, 7)}`);
  return data.tree.map(({ path, mode, type, sha }) => ({ path, mode, type, sha }));
}

/** The id of the folder's tree; null where the commit has no such folder. */
async function folderTree(client: GithubClient, { commit, root }: ContentWish): Promise<string | null> {
  let tree = commit;
  for (const name of root.split('/').filter((part) => part !== '' && part !== '.')) {
    const entries = await listTree(client, tree, false);
    const folder = entries.find((entry) => entry.path === name && entry.type === 'tree');
    if (!folder) return null;
    tree = folder.sha;
  }
  return tree;
}

async function blobText(client: GithubClient, id: string): Promise<string> {
  const { data } = await client.octokit.rest.git.getBlob({ ...client.repository, file_sha: id });
  if (data.encoding !== 'base64') throw fetchInstead(`GitHub gives the file ${id.slice(0, 7)} only in part`);
  return Buffer.from(data.content, 'base64').toString('utf8');
}

/** Reads the folder in one request per level of `root`, one for the list, and one per file that is not known. */
export async function readContent(client: GithubClient, wish: ContentWish): Promise<Content> {
  const tree = await folderTree(client, wish);
  const entries = tree === null ? [] : await listTree(client, tree, true);
  const regular = entries.filter((entry) => entry.type === 'blob' && entry.mode !== '120000');
  const texts = new Map(wish.known);
  const missing = [...new Set(regular.map((entry) => entry.sha))].filter((id) => !texts.has(id));
  if (missing.length > MOST_BLOBS) {
    throw fetchInstead(
      `${missing.length} files of ${wish.commit.slice(0, 7)} would have to be read through the API; ${MOST_BLOBS} is the most`,
    );
  }
  const queue = missing.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) texts.set(id, await blobText(client, id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return {
    files: new Map(
      regular.map(({ path, sha }) => [path, { path, text: texts.get(sha) ?? '', oid: sha }] as const),
    ),
    irregular: entries.flatMap(({ path, type, mode }): Irregular[] => {
      if (mode === '120000') return [{ path, is: 'symlink' }];
      return type === 'commit' ? [{ path, is: 'submodule' }] : [];
    }),
  };
}
