/**
 * `command: proof`: builds what a pull request creates and changes on a hosted runner. Nobody has reviewed what runs here
 * as root, so the job has neither secrets nor a token that writes: all that leaves it is one output of bounded length.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PhoenixError } from '../errors.ts';
import { setOutputs } from '../github/outputs.ts';
import { writeSummary } from '../github/summary.ts';
import { renderProofSummary } from '../plan/render/markdown.ts';
import { bounded, readProof } from '../proof/exchange.ts';
import { runOwn } from '../sources/own-program.ts';
import { makeFolder } from '../sources/write.ts';
import { type ActContext, whereOf } from './act-context.ts';

/** Of built systems, below the home folder: the workflow keeps what is there. */
const CACHE = '.cache/phoenix/guests';

/** True when nothing failed. */
export async function actProof(context: ActContext): Promise<boolean> {
  const { event, runner, inputs, repository } = context;
  if (event.name !== 'pull_request') {
    throw new PhoenixError('USAGE', `a proof is of a pull request, not of the event "${event.name}"`, {
      hint: 'use `on: pull_request`, or run `phoenix proof` on a machine of yours',
    });
  }
  if (runner.hosted !== 'github-hosted') {
    throw new PhoenixError(
      'REFUSED',
      'a proof runs what nobody has reviewed, as root: never on a self-hosted runner',
      {
        hint: 'let the job run on a hosted runner (runs-on: ubuntu-24.04)',
      },
    );
  }
  const merge = event.mergeSha;
  if (event.action === 'closed') return true;
  if (merge === null || !(await repository.has(merge))) {
    throw new PhoenixError('GIT', `the merge commit of #${event.number} is not there`, {
      hint: 'resolve the conflicts with the base branch, and check out with fetch-depth: 2',
    });
  }
  const [base = event.base.sha] = await repository.parents(merge);
  const env = inputs.environment === null ? [] : ['--env', inputs.environment];
  const args = ['proof', '--json', '--configs', inputs.configs, '--base', base, '--head', merge, ...env];
  const cache = join(homedir(), CACHE);
  // The home folder stays this user's, whatever root puts there.
  makeFolder(cache);
  const { exit, stdout } = await runOwn([...args, '--cache', cache], runner.workspace, context.say);
  const read = readProof(stdout);
  if (read.is === 'refused') {
    throw new PhoenixError('STEP_FAILED', `the proof came to no end (exit ${exit ?? 'by a signal'})`, {
      hint: 'its last lines stand above',
    });
  }
  const proof = bounded(read.proof);
  setOutputs({ proof: JSON.stringify(proof) });
  const where = whereOf(context, merge, base, event.number);
  await writeSummary(runner.summaryPath, [renderProofSummary(proof, where)]);
  return proof.ok;
}
