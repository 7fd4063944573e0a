/** The configs folder at a commit: tree objects walked level by level, every blob and folder read once for all commits. */
import { isUtf8 } from 'node:buffer';
import { judgeEntry, notText, tooLarge, unreadable, type EntryType } from '../config/entries.ts';
import { finding } from '../config/finding-ids.ts';
import type { SourceFile } from '../config/model.ts';
import type { Finding } from '../errors.ts';
import { newBudget, spend, type Budget } from './budget.ts';
import type { GitObjects } from './git-objects.ts';

/** A folder at one object id; the same object for every commit that has it unchanged. */
interface Folder {
  readonly files: SourceFile[];
  readonly folders: Folder[];
  readonly findings: Finding[];
}

interface Wanted {
  readonly oid: string;
  readonly path: string;
  readonly into: Folder;
}

/** Keyed by object id and path: equal ids at one path mean the same object in memory. */
export interface TreeCache {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, SourceFile>;
}

export function emptyCache(): TreeCache {
  return { folders: new Map(), files: new Map() };
}

const MODES: Readonly<Record<string, EntryType>> = {
  '40000': 'folder',
  '100644': 'file',
  '100755': 'file',
  '100664': 'file',
  '120000': 'link',
};

/**
 * Reads all config files below a tree object.
 * @param name what names the tree, such as `SHA:configs`
 * @returns null when there is no such tree
 */
export async function readFolder(
  objects: GitObjects,
  name: string,
  root: string,
  cache: TreeCache,
): Promise<{
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly findings: readonly Finding[];
} | null> {
  const top: Folder = newFolder();
  const budget = newBudget(root);
  let found: 'tree' | 'link' | 'other' | null = null;
  let folders: Wanted[] = [];
  let blobs: Wanted[] = [];
  const fill = (content: Buffer, oidBytes: number, path: string, into: Folder) =>
    fillFolder({ content, oidBytes, path, into, cache, budget, folders, blobs });

  await objects.read([name], (object) => {
    if (!object) return;
    found = object.type === 'tree' ? 'tree' : 'other';
    if (object.type === 'tree' && object.content) fill(object.content, object.oid.length / 2, '', top);
  });
  if (found === null) return null;
  if (found !== 'tree') {
    top.findings.push(
      finding('PHX003', `${root} is not a folder in git`, {
        hint: 'Commit the configs folder itself, not a link to it.',
      }),
    );
  }
  while (folders.length + blobs.length > 0) {
    const [wantedFolders, wantedBlobs] = [folders, blobs];
    folders = [];
    blobs = [];
    const wanted = [...wantedFolders, ...wantedBlobs];
    await objects.read(
      wanted.map((one) => one.oid),
      (object, index) => {
        const { path, into, oid } = wanted[index] as Wanted;
        if (!object) into.findings.push(unreadable(path, `git does not have the object ${oid}`));
        else if (index < wantedFolders.length) {
          if (object.content) fill(object.content, object.oid.length / 2, path, into);
          else into.findings.push(unreadable(path, 'it has too many entries'));
        } else {
          spend(budget, 0, object.content?.length ?? 0);
          takeFile({ content: object.content, oid, path, into, cache });
        }
      },
    );
  }
  const files = new Map<string, SourceFile>();
  const findings: Finding[] = [];
  gather(top, files, findings);
  return { files, findings };
}

function newFolder(): Folder {
  return { files: [], folders: [], findings: [] };
}

/** A tree object is a row of `MODE NAME\0OID`, the id in bytes. */
function fillFolder(work: {
  readonly content: Buffer;
  readonly oidBytes: number;
  readonly path: string;
  readonly into: Folder;
  readonly cache: TreeCache;
  readonly budget: Budget;
  readonly folders: Wanted[];
  readonly blobs: Wanted[];
}): void {
  const { content, oidBytes, path, into, cache } = work;
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    const mode = content.toString('latin1', at, space);
    const name = content.toString('utf8', space + 1, end);
    const oid = content.toString('hex', end + 1, end + 1 + oidBytes);
    at = end + 1 + oidBytes;
    spend(work.budget, 1, 0);
    const verdict = judgeEntry(path, name, MODES[mode] ?? 'other');
    if (verdict === 'skip') continue;
    if (typeof verdict === 'object') {
      into.findings.push(verdict);
      continue;
    }
    const inner = path === '' ? name : `${path}/${name}`;
    const key = `${oid} ${inner}`;
    if (verdict === 'enter') {
      const known = cache.folders.get(key);
      const folder = known ?? newFolder();
      into.folders.push(folder);
      if (known) continue;
      cache.folders.set(key, folder);
      work.folders.push({ oid, path: inner, into: folder });
    } else {
      const known = cache.files.get(key);
      if (known) into.files.push(known);
      else work.blobs.push({ oid, path: inner, into });
    }
  }
}

function takeFile(work: {
  readonly content: Buffer | null;
  readonly oid: string;
  readonly path: string;
  readonly into: Folder;
  readonly cache: TreeCache;
}): void {
  const { content, oid, path, into, cache } = work;
  if (content === null) into.findings.push(tooLarge(path));
  else if (!isUtf8(content)) into.findings.push(notText(path));
  else {
    const file: SourceFile = { path, text: content.toString('utf8'), oid };
    cache.files.set(`${oid} ${path}`, file);
    into.files.push(file);
  }
}

function gather(folder: Folder, files: Map<string, SourceFile>, findings: Finding[]): void {
  for (const file of folder.files) files.set(file.path, file);
  findings.push(...folder.findings);
  for (const inner of folder.folders) gather(inner, files, findings);
}
