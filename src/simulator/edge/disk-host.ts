/** A host in a folder of this machine. Several processes may work on one folder: files are replaced whole. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { type Host, LockTimeout } from '../host.ts';
import { PhoenixError } from '../../errors.ts';
import { obstacleAt } from '../../sources/plain-file.ts';
import { lockFile } from './file-lock.ts';
import { waitUnlessInterrupted } from './interrupt.ts';
import { type Layout, pathMapper } from './layout.ts';

/** What is not there, or a folder, reads as nothing. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(code)) return null;
    throw error;
  }
}

/** A guest may have put a link to the machine's devices where the simulator writes. @throws PhoenixError `UNWRITABLE` */
function assertPlain(file: string, links?: 'followed' | 'themselves'): void {
  const obstacle = orNull(() => obstacleAt(file, links));
  if (obstacle !== null && obstacle !== 'a folder')
    throw new PhoenixError('UNWRITABLE', `${file} is ${obstacle}, and no file`);
}

/** Tries, and tries again when only the folder was missing. */
function inFolder(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    write();
  }
}

/** The host over a lab's folder; `layout` says where its files stand. */
export function diskHost(dir: string, layout: Layout): Host {
  const real = pathMapper(dir, layout);
  const own = new Set<string>();
  const listed = (folder: string) => {
    const names = orNull(() => readdirSync(real(folder))) ?? [];
    // The node of bare conf files has no folder of its own.
    if (folder === '/etc/pve/nodes' && layout.guests !== null && !names.includes(layout.node)) {
      names.push(layout.node);
    }
    return names.filter((name) => !/\.tmp\.\d+$/.test(name)).sort();
  };
  return {
    read: (path) => orNull(() => readFileSync(real(path), 'utf8')),
    write: (path, text) => {
      const file = real(path);
      assertPlain(file);
      const fresh = `${file}.tmp.${process.pid}`;
      inFolder(file, () => writeFileSync(fresh, text));
      renameSync(fresh, file);
    },
    remove: (path) => {
      const file = real(path);
      assertPlain(file, 'themselves');
      return orNull(() => unlinkSync(file) ?? true) ?? false;
    },
    list: listed,
    append: (path, text) => {
      const file = real(path);
      inFolder(file, () => appendFileSync(file, text));
    },
    withLock: (path, seconds, body, wait) => {
      if (own.has(path)) return body();
      let waited = false;
      const release = lockFile(real(path), seconds, () => {
        waited = true;
        wait?.('waiting');
      });
      if (!release) throw new LockTimeout(path);
      if (waited) wait?.('taken');
      own.add(path);
      try {
        return body();
      } finally {
        own.delete(path);
        release();
      }
    },
    copyTree: (from, to) => {
      const [source, target] = [real(from), real(to)];
      if (!existsSync(source)) return;
      // Sockets and pipes of a guest's programs are nothing to copy.
      const filter = (path: string) => {
        const stat = lstatSync(path);
        return stat.isFile() || stat.isDirectory() || stat.isSymbolicLink();
      };
      cpSync(source, target, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, filter });
    },
    removeTree: (folder) => rmSync(real(folder), { recursive: true, force: true }),
    process: () => {
      const stat = orNull(() => readFileSync('/proc/self/stat', 'utf8'));
      if (stat === null) return null;
      const link = real(`/proc/${process.pid}`);
      if (!existsSync(link)) inFolder(link, () => symlinkSync(`/proc/${process.pid}`, link));
      return { pid: process.pid, start: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]) };
    },
    now: Date.now,
    wait: waitUnlessInterrupted,
    random: Math.random,
  };
}
