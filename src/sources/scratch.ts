/** Folders and repositories that a demonstration makes for itself and throws away. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { runGit } from './git-command.ts';
import { makeFolder } from './write.ts';

export interface Scratch {
  readonly folder: string;
  /** Removes it, unless the caller gave the folder. */
  remove(): void;
}

/**
 * A new temporary folder, or the given one, which is made and kept.
 * @throws PhoenixError `REFUSED` when the given one holds anything: it would be hard to tell apart afterwards.
 */
export function makeScratch(keep?: string): Scratch {
  if (keep !== undefined) {
    const folder = resolve(keep);
    makeFolder(folder);
    if (readdirSync(folder).length === 0) return { folder, remove: () => {} };
    throw new PhoenixError('REFUSED', `${quote(keep, 200)} is not empty; nothing was written`, {
      hint: 'name a folder that is empty or not there yet',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

/** Replaces the one place of `search` in a file; the demonstration must not go on with a file that looks otherwise. */
export function editFile(path: string, search: string, replacement: string): void {
  const text = readFileSync(path, 'utf8');
  const parts = text.split(search);
  if (parts.length !== 2) {
    throw new PhoenixError('UNREADABLE', `${path} has no single place that reads ${search}`, {
      hint: 'the demonstration edits the example estate as it is shipped; restore configs/',
    });
  }
  writeFileSync(path, parts.join(replacement));
}

export function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export function readFile(path: string): string {
  return readFileSync(path, 'utf8');
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true });
}

export function removeFile(path: string): void {
  rmSync(path);
}

const PERSON = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];

/** git in a folder. @throws PhoenixError `GIT` with what git said. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await runGit(folder, [...PERSON, ...args]);
  if (exit === 0) return stdout.trim();
  throw new PhoenixError('GIT', `git ${args[0] ?? ''} failed: ${stderr.trim()}`);
}
