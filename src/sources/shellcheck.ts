/** shellcheck, where this machine has it, on the scripts of a feature. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { z } from 'zod';

/** What one script was found to have. Lines and columns count from 1. */
export interface ShellRemark {
  /** As it was named. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly level: string;
  readonly code: number;
  readonly message: string;
}

const schema = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.int(),
      column: z.int(),
      level: z.string(),
      code: z.int(),
      message: z.string(),
    }),
  ),
});

/** lib.sh is found by a variable, and files beside the script by the guest's own folder: neither can be followed here. */
const LEFT_OUT = 'SC1090,SC1091';

/**
 * @param paths of scripts in the folder
 * @returns null where shellcheck is not installed
 */
export function shellcheck(folder: string, paths: readonly string[]): Promise<readonly ShellRemark[] | null> {
  if (paths.length === 0) return Promise.resolve([]);
  const argv = ['--norc', '--format=json1', '--severity=style', `--exclude=${LEFT_OUT}`, '--', ...paths];
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8' };
    execFile('shellcheck', argv, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') return resolve(null);
      try {
        const { comments } = schema.parse(JSON.parse(stdout));
        return resolve(comments.map(({ file, ...rest }) => ({ path: file, ...rest })));
      } catch {
        return reject(error ?? new Error('shellcheck printed something else than JSON'));
      }
    });
  });
}
