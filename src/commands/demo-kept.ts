/** The last words of `phoenix demo --keep`. */
import { join } from 'node:path';

/** What `--keep` left, how to look at it, and how to be rid of it. */
export function describeKept(folder: string): string {
  const [work, node] = [join(folder, 'work'), join(folder, 'node')];
  return [
    `Everything is in ${folder}:`,
    '  work                      the repository, after the merge',
    '  node                      the simulated node',
    '  comment-planned.md        the comment of the pull request, and what it became:',
    '  comment-applied.md',
    "  vault.key                 opens its vault: it is nobody else's",
    '  github.git, checkout-*    what the GitHub on loopback and the action worked on',
    '',
    'To look around:',
    `  git -C ${work} log --graph --oneline`,
    `  phoenix lab ${node} -- pct list`,
    `  phoenix plan --live --node sim:${node} --configs ${join(work, 'configs')}`,
    '',
    `To remove it all: rm -r ${folder}`,
  ].join('\n');
}
