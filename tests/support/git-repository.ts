/** Real git repositories in temporary folders, for tests of what Phoenix reads from git. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Sandbox {
  /** The repository's top folder. */
  readonly top: string;
  readonly git: (...args: readonly string[]) => string;
  /** Writes files (null removes one), commits all, and returns the commit's id. */
  readonly commit: (files: Readonly<Record<string, string | null>>, message?: string) => string;
}

const IDENTITY = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgSign=false'];

/** Runs with a new repository on branch `main`; everything is gone afterwards. */
export async function withRepository(run: (sandbox: Sandbox) => Promise<void> | void): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-git-'));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', top, ...IDENTITY, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const commit: Sandbox['commit'] = (files, message = 'change') => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      if (text === null) rmSync(join(top, path));
      else writeFileSync(join(top, path), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', `--message=${message}`);
    return git('rev-parse', 'HEAD');
  };
  try {
    git('init', '--quiet', '--initial-branch=main');
    await run({ top, git, commit });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
