/** A repository with an estate, a simulated node on which it is applied, and the built command line between them. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type Sandbox, withRepository } from './git-repository.ts';
import { CLI, type Ran, run } from './world.ts';

export interface CommandLine extends Sandbox {
  /** The folder of the simulated node. */
  readonly node: string;
  readonly phoenix: (...args: readonly string[]) => Promise<Ran>;
  /** Every file and link of the node, by a digest of what is in it. */
  nodeBytes(): ReadonlyMap<string, string>;
  /** A simulated node that nobody has connected to: its folder is made by the first connection. */
  readonly untouched: string;
}

function bytesBelow(folder: string, path = ''): [string, string][] {
  if (!existsSync(join(folder, path))) return [];
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) return [[inner, 'folder'], ...bytesBelow(folder, inner)];
    const content = entry.isSymbolicLink()
      ? readlinkSync(join(folder, inner))
      : readFileSync(join(folder, inner));
    return [[inner, createHash('sha256').update(content).digest('hex')]];
  });
}

/** Every file and link below a folder, by a digest of what is in it. */
export const bytesOf = (folder: string): ReadonlyMap<string, string> => new Map(bytesBelow(folder));

/** Runs with a new repository that holds the files below `configs/`; everything is gone afterwards. */
export function withCommandLine(
  files: Readonly<Record<string, object | string>>,
  use: (line: CommandLine) => Promise<void>,
): Promise<void> {
  return withRepository(async (sandbox) => {
    const scratch = mkdtempSync(join(tmpdir(), 'phoenix-node-'));
    const node = join(scratch, 'node');
    try {
      const texts = Object.entries(files).map(
        ([path, value]) =>
          [`configs/${path}`, typeof value === 'string' ? value : JSON.stringify(value)] as const,
      );
      sandbox.commit(Object.fromEntries(texts), 'The estate');
      await use({
        ...sandbox,
        node,
        untouched: join(scratch, 'untouched'),
        phoenix: (...args) => run([process.execPath, CLI, ...args], sandbox.top),
        nodeBytes: () => bytesOf(node),
      });
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}
