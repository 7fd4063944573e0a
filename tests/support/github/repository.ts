/** A bare git repository for a test, written by `git fast-import`: no work tree, one process for each commit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from '../../../src/github/loopback/git.ts';

export interface TestRepository {
  readonly folder: string;
  /**
   * Commits onto a branch, which is made from `from` (a branch or an id) where it does not exist yet. Null removes a file.
   * The new commit's id.
   */
  commit(
    branch: string,
    files: Readonly<Record<string, string | Uint8Array | null>>,
    options?: {
      readonly message?: string;
      readonly from?: string;
      readonly symlinks?: Readonly<Record<string, string>>;
    },
  ): Promise<string>;
  /** The id that a name stands for. */
  id(name: string): Promise<string>;
  remove(): void;
}

const quoted = (path: string): string => `"${path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** An empty repository whose first commit makes `main`. */
export async function createRepository(): Promise<TestRepository> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-repository-'));
  await runGit(['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  let seconds = 1_700_000_000;
  const id = async (name: string) =>
    (await runGit(['-C', folder, 'rev-parse', '--verify', '--end-of-options', name])).toString().trim();
  const idOrNull = (name: string) => id(name).catch(() => null);
  return {
    folder,
    id,
    commit: async (branch, files, { message = 'Change', from, symlinks = {} } = {}) => {
      const ref = branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
      const parent = (await idOrNull(ref)) ?? (from === undefined ? null : await id(from));
      const lines = [
        `commit ${ref}\n`,
        `committer Ann <ann@example.org> ${(seconds += 60)} +0000\n`,
        data(message),
        parent === null ? '' : `from ${parent}\n`,
        ...Object.entries(files).flatMap(([path, content]) =>
          content === null ? [`D ${quoted(path)}\n`] : [`M 100644 inline ${quoted(path)}\n`, data(content)],
        ),
        ...Object.entries(symlinks).flatMap(([path, to]) => [`M 120000 inline ${quoted(path)}\n`, data(to)]),
      ];
      const input = Buffer.concat(lines.map((line) => Buffer.from(line)));
      await runGit(['-C', folder, 'fast-import', '--quiet', '--force'], { input });
      return id(ref);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
