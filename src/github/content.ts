/**
 * The configs folder at a commit, read through the API: for a shallow clone that lacks the commit and cannot fetch it.
 * What GitHub does not give whole is an error, never a smaller tree: a missing file would read as a removed guest.
 */
import { isUtf8 } from 'node:buffer';
import { type EntryType, judgeEntry, notText, tooLarge } from '../config/entries.ts';
import { MAX_FILE_BYTES } from '../config/limits.ts';
import type { SourceFile, Tree } from '../config/model.ts';
import { type Finding, PhoenixError } from '../errors.ts';
import { isBeside } from '../kinds/beside.ts';
import type { GithubClient } from './client.ts';
import { failureKind } from './failure.ts';

export interface ContentWish {
  /** Full commit id. */
  readonly commit: string;
  /** The folder, from the repository's root, such as `configs`; empty for the root itself. */
  readonly root: string;
  /** Texts that are at hand already, by blob id (of the checkout, say): they are not asked for again. */
  readonly known?: ReadonlyMap<string, string>;
}

/** A token has 1,000 requests an hour and repository; a blob is one of them. */
const MOST_BLOBS = 400;
const AT_ONCE = 8;

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number | undefined;
}

function fetchInstead(message: string): PhoenixError {
  return new PhoenixError('GITHUB', message, {
    hint: 'give actions/checkout `fetch-depth: 0`, so that git has the commit itself',
  });
}

async function listTree(client: GithubClient, id: string, isDeep: boolean): Promise<Entry[] | null> {
  const wish = { ...client.repository, tree_sha: id, ...(isDeep && { recursive: '1' }) };
  const { data } = await client.octokit.rest.git.getTree(wish).catch((error: unknown) => {
    if (failureKind(error) === 'not-found') return { data: null };
    throw error;
  });
  if (!data) return null;
  if (data.truncated) throw fetchInstead(`GitHub lists only a part of the tree ${id.slice(0, 7)}`);
  return data.tree;
}

/** What is in the folder; null where GitHub does not know the commit. */
async function listFolder(client: GithubClient, { commit, root }: ContentWish): Promise<Entry[] | null> {
  let tree = commit;
  for (const name of root.split('/').filter((part) => part !== '' && part !== '.')) {
    const entries = await listTree(client, tree, false);
    if (!entries) return null;
    const folder = entries.find((entry) => entry.path === name && entry.type === 'tree');
    if (!folder) return [];
    tree = folder.sha;
  }
  return listTree(client, tree, true);
}

const TYPES: Readonly<Record<string, EntryType>> = {
  '040000': 'folder',
  '100644': 'file',
  '100755': 'file',
  '120000': 'link',
};

/** The files to read, by the same rules as on disk; GitHub lists a folder before what is in it. */
function judged(entries: readonly Entry[]): {
  readonly wanted: Entry[];
  /** Those whose bytes count. */
  readonly kept: ReadonlySet<Entry>;
  readonly findings: Finding[];
} {
  const wanted: Entry[] = [];
  const kept = new Set<Entry>();
  const findings: Finding[] = [];
  const entered = new Set(['']);
  for (const entry of entries) {
    const cut = entry.path.lastIndexOf('/');
    const parent = entry.path.slice(0, Math.max(0, cut));
    if (!entered.has(parent)) continue;
    const verdict = judgeEntry(parent, entry.path.slice(cut + 1), TYPES[entry.mode] ?? 'other', isBeside);
    if (verdict === 'keep') kept.add(entry);
    if (verdict === 'enter') entered.add(entry.path);
    else if (typeof verdict === 'object') findings.push(verdict);
    else if (verdict === 'skip') continue;
    else if ((entry.size ?? 0) > MAX_FILE_BYTES) findings.push(tooLarge(entry.path));
    else wanted.push(entry);
  }
  return { wanted, kept, findings };
}

async function blob(client: GithubClient, id: string): Promise<Buffer> {
  const { data } = await client.octokit.rest.git.getBlob({ ...client.repository, file_sha: id });
  if (data.encoding !== 'base64') throw fetchInstead(`GitHub gives the file ${id.slice(0, 7)} only in part`);
  return Buffer.from(data.content, 'base64');
}

async function blobsOf(
  client: GithubClient,
  { commit, known }: ContentWish,
  wanted: readonly Entry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobs = new Map<string, Uint8Array>([...(known ?? [])].map(([id, text]) => [id, Buffer.from(text)]));
  const missing = [...new Set(wanted.map((entry) => entry.sha))].filter((id) => !blobs.has(id));
  if (missing.length > MOST_BLOBS) {
    throw fetchInstead(
      `${missing.length} files of ${commit.slice(0, 7)} would have to be read through the API; ${MOST_BLOBS} is the most`,
    );
  }
  const queue = missing.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) blobs.set(id, await blob(client, id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return blobs;
}

/**
 * Reads the folder in one request per level of `root`, one for the list, and one per file that is not known. Null where
 * GitHub does not know the commit; without files where the commit has no such folder.
 */
export async function readTree(client: GithubClient, wish: ContentWish): Promise<Tree | null> {
  const entries = await listFolder(client, wish);
  if (!entries) return null;
  const { wanted, kept: asBytes, findings } = judged(entries);
  const blobs = await blobsOf(client, wish, wanted);
  const files = new Map<string, SourceFile>();
  const kept = new Map<string, Uint8Array>();
  for (const entry of wanted) {
    const { path, sha } = entry;
    const bytes = blobs.get(sha) ?? Buffer.alloc(0);
    if (asBytes.has(entry)) kept.set(path, bytes);
    else if (isUtf8(bytes)) files.set(path, { path, text: Buffer.from(bytes).toString('utf8'), oid: sha });
    else findings.push(notText(path));
  }
  return { root: wish.root, revision: wish.commit, files, ...(kept.size > 0 && { kept }), findings };
}
