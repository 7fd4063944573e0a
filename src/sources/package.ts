/** What lies beside the running code: the action's own folder, with its workflows. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder that holds `action.yml`: the checkout of Phoenix, whether the sources run or a chunk of `dist/`. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'action.yml')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** A file of the package as text, such as `.github/workflows/plan.yml`. */
export function packageFile(path: string): string {
  return readFileSync(join(packageFolder(), path), 'utf8');
}

function git(...args: readonly string[]): string | null {
  try {
    const cwd = packageFolder();
    const { PATH, HOME } = process.env;
    return execFileSync('git', args, {
      cwd,
      env: { PATH, HOME },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

/** How a workflow names this very build of the action, `owner/repo@sha`; null where git does not say it. */
export function ownActionReference(): string | null {
  const sha = git('rev-parse', 'HEAD');
  const remote = git('remote', 'get-url', 'origin');
  const name = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(remote ?? '')?.[1];
  return sha && name ? `${name}@${sha}` : null;
}
