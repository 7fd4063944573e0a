/** The page of a run: everything, where the comment has a budget. GitHub drops a step's summary over 1 MiB, so it is kept below. */
import { appendFile } from 'node:fs/promises';
import { masked } from '../secrets/masking.ts';
import { unwritable } from './unwritable.ts';

/** Bytes that a step may write. */
const SUMMARY_BYTES = 1024 * 1024;
/** Room for the line that says what was left out. */
const RESERVE = 200;

/** As many of the blocks as fit, in order, and a last line that counts the rest; a block is never cut. */
export function fitSummary(blocks: readonly string[], limit: number = SUMMARY_BYTES): string {
  const kept: string[] = [];
  let used = RESERVE;
  for (const block of blocks) {
    used += Buffer.byteLength(block) + 2;
    if (used > limit) break;
    kept.push(block);
  }
  const left = blocks.length - kept.length;
  if (left > 0)
    kept.push(`*${left} more blocks did not fit into GitHub's 1 MiB: see the plan file of this run.*`);
  return kept.length === 0 ? '' : `${kept.join('\n\n')}\n`;
}

/**
 * Adds to the summary of this step; `path` is `GITHUB_STEP_SUMMARY`, null on a runner without summaries.
 * @throws PhoenixError `UNWRITABLE`
 */
export async function writeSummary(path: string | null, blocks: readonly string[]): Promise<void> {
  const text = fitSummary(blocks.map(masked));
  if (path === null || text === '') return;
  await appendFile(path, text).catch((error: unknown) => {
    throw unwritable('the summary of this step (GITHUB_STEP_SUMMARY)', error);
  });
}
