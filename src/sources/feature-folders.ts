/** Folders of features on disk, whole: with README and scenarios, which no estate needs. Links are not followed. */
import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { runGit } from './git-command.ts';
import { packageFolder } from './package.ts';

/** A feature has few files; a folder that was named by mistake may have millions. */
const MOST_FILES = 20_000;

type Files = ReadonlyMap<string, Uint8Array>;

/** Files by their path below a folder; none where it does not exist. @throws PhoenixError `UNREADABLE` */
export function readFeatureFolder(folder: string): Files {
  const files = new Map<string, Uint8Array>();
  const enter = (path: string) => {
    for (const entry of list(join(folder, path))) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) enter(inner);
      else if (entry.isFile()) files.set(inner, readFileSync(join(folder, inner)));
      if (files.size > MOST_FILES) throw tooMany(folder);
    }
  };
  if (existsSync(folder)) enter('');
  return files;
}

export const folderExists = (folder: string): boolean => existsSync(folder);

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw new PhoenixError('UNREADABLE', `the folder ${folder} cannot be read`, { cause });
  }
}

function tooMany(folder: string): PhoenixError {
  return new PhoenixError('UNREADABLE', `${folder} has more than ${MOST_FILES} files`, {
    hint: 'name the folder that holds features',
  });
}

/** The library that comes with Phoenix. */
export const libraryFolder = (): string => join(packageFolder(), 'features');

export interface EarlierFolder {
  /** A file of it; null where it had none. */
  file(path: string): Promise<string | null>;
  read(): Promise<Files>;
}

/**
 * A feature's folder at each commit that changed it, the newest first; none where no git knows the folder.
 * @param most commits that are looked at
 */
export async function earlierFolders(folder: string, most: number): Promise<readonly EarlierFolder[]> {
  const log = await runGit(folder, ['log', `-${most}`, '--format=%H', '--', '.']).catch(() => null);
  const commits =
    log?.exit === 0 ? log.stdout.split('\n').filter((one) => /^[0-9a-f]{40,64}$/.test(one)) : [];
  return commits.map((commit) => ({
    file: (path) => fileAt(folder, commit, path),
    read: () => filesAt(folder, commit),
  }));
}

async function fileAt(folder: string, commit: string, path: string): Promise<string | null> {
  const { exit, stdout } = await runGit(folder, ['show', `${commit}:./${path}`]);
  return exit === 0 ? stdout : null;
}

async function filesAt(folder: string, commit: string): Promise<Files> {
  const listed = await runGit(folder, ['ls-tree', '-r', '-z', '--name-only', commit, '.']);
  const paths = listed.exit === 0 ? listed.stdout.split('\0').filter((path) => path !== '') : [];
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    const text = await fileAt(folder, commit, path);
    if (text !== null) files.set(path, Buffer.from(text));
  }
  return files;
}
