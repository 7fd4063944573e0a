/** What logs and traces say of a run on GitHub, by the short names of src/telemetry/names.ts. */
import type { Fields } from '../telemetry/signal.ts';
import type { RunnerEnvironment } from './environment.ts';
import type { GithubEvent } from './event.ts';

const BRANCH = /^refs\/(?:heads|tags)\//;

export function runFields(runner: RunnerEnvironment, event: GithubEvent): Fields {
  const { repository, serverUrl, runId, runAttempt, runUrl, workflow, job, actor } = runner;
  const change =
    event.name === 'pull_request'
      ? {
          pull: String(event.number),
          ref: event.head.ref,
          commit: event.head.sha,
          baseRef: event.base.ref,
        }
      : { ref: runner.ref.replace(BRANCH, ''), commit: runner.sha };
  const fields = {
    forge: 'github',
    owner: repository.owner,
    repository: repository.repo,
    repositoryUrl: `${serverUrl}/${repository.owner}/${repository.repo}`,
    trigger: event.name,
    pipelineRun: String(runId),
    attempt: runAttempt,
    pipelineUrl: runUrl,
    workflow,
    pipelineTask: job,
    actor,
    ...change,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
