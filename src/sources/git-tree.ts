/** The configs folder at a commit: tree objects walked level by level, every blob and folder read once for all commits. */
import { isUtf8 } from 'node:buffer';
import { judgeEntry, notText, tooLarge, unreadable, type EntryType } from '../config/entries.ts';
import { finding } from '../config/finding-ids.ts';
import type { SourceFile } from '../config/model.ts';
import type { Finding } from '../errors.ts';
import { isBeside } from '../kinds/beside.ts';
import { blobId } from './blob-id.ts';
import { newBudget, spend, type Budget } from './budget.ts';
import type { GitObjects } from './git-objects.ts';

/** A file at one object id: empty until git has answered, then the file or what is wrong with it. */
interface Slot {
  holds: SourceFile | KeptFile | Finding | null;
}

/** A file whose bytes count. */
interface KeptFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A folder at one object id; the same object for every commit that has it unchanged. */
interface Folder {
  readonly files: Slot[];
  readonly folders: Folder[];
  readonly findings: Finding[];
}

interface WantedFolder {
  readonly oid: string;
  readonly path: string;
  readonly into: Folder;
}

interface WantedFile {
  readonly oid: string;
  readonly path: string;
  readonly keep: boolean;
  readonly into: Slot;
}

/**
 * Keyed by object id and path: equal ids at one path mean the same object in memory. What one reading has met is filled
 * by that reading, whoever else needs it.
 */
export interface TreeCache {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, Slot>;
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

export interface TreeReading {
  /** Called when git has been asked for everything: from then on it works without us. */
  readonly onAsked?: () => void;
  /** The text that a file probably has, by path: where it has the id that git names, git is not asked for it. */
  readonly probably?: (path: string) => string | undefined;
}

/** What a reading has found; whole when every reading that uses the same cache has ended. */
export interface FoundTree {
  readonly top: Folder;
}

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
  { onAsked, probably }: TreeReading,
): Promise<FoundTree | null> {
  const top: Folder = newFolder();
  const budget = newBudget(root);
  let found: 'tree' | 'link' | 'other' | null = null;
  let folders: WantedFolder[] = [];
  const files: WantedFile[] = [];
  const fill = (content: Buffer, oidBytes: number, path: string, into: Folder) =>
    fillFolder({ content, oidBytes, path, into, cache, budget, folders, files, probably });

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
  while (folders.length > 0) {
    const wanted = folders;
    folders = [];
    await objects.read(
      wanted.map((one) => one.oid),
      (object, index) => {
        const { path, into, oid } = wanted[index] as WantedFolder;
        if (!object) into.findings.push(absent(path, oid));
        else if (object.content) fill(object.content, object.oid.length / 2, path, into);
        else into.findings.push(unreadable(path, 'it has too many entries'));
      },
    );
  }
  const answered = objects.read(
    files.map((one) => one.oid),
    (object, index) => {
      const { path, into, oid, keep } = files[index] as WantedFile;
      spend(budget, 0, object?.content?.length ?? 0);
      into.holds = object ? fileOf(object.content, oid, path, keep) : absent(path, oid);
    },
  );
  onAsked?.();
  await answered;
  return { top };
}

/** All files of a tree by their paths, and what could not be read. */
export function filesOf({ top }: FoundTree): {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly kept: ReadonlyMap<string, Uint8Array>;
  readonly findings: readonly Finding[];
} {
  const found = {
    files: new Map<string, SourceFile>(),
    kept: new Map<string, Uint8Array>(),
    findings: [] as Finding[],
  };
  gather(top, found);
  return found;
}

const absent = (path: string, oid: string): Finding =>
  unreadable(path, `git does not have the object ${oid}`);

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
  readonly folders: WantedFolder[];
  readonly files: WantedFile[];
  readonly probably: TreeReading['probably'];
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
    const verdict = judgeEntry(path, name, MODES[mode] ?? 'other', isBeside);
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
      const slot = known ?? { holds: null };
      into.files.push(slot);
      if (known) continue;
      cache.files.set(key, slot);
      const keep = verdict === 'keep';
      const text = keep ? undefined : work.probably?.(inner);
      if (text !== undefined && blobId(text, oidBytes) === oid) {
        spend(work.budget, 0, text.length);
        slot.holds = { path: inner, text, oid };
      } else work.files.push({ oid, path: inner, keep, into: slot });
    }
  }
}

function fileOf(
  content: Buffer | null,
  oid: string,
  path: string,
  keep: boolean,
): SourceFile | KeptFile | Finding {
  if (content === null) return tooLarge(path);
  if (keep) return { path, bytes: Uint8Array.from(content) };
  return isUtf8(content) ? { path, text: content.toString('utf8'), oid } : notText(path);
}

function gather(
  folder: Folder,
  found: {
    readonly files: Map<string, SourceFile>;
    readonly kept: Map<string, Uint8Array>;
    readonly findings: Finding[];
  },
): void {
  for (const { holds } of folder.files) {
    if (holds === null) continue;
    if ('text' in holds) found.files.set(holds.path, holds);
    else if ('bytes' in holds) found.kept.set(holds.path, holds.bytes);
    else found.findings.push(holds);
  }
  found.findings.push(...folder.findings);
  for (const inner of folder.folders) gather(inner, found);
}
