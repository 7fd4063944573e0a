/** Runs a built action as GitHub's runner does: a process of its own, inputs and event through the environment, results in files. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowEvent } from './events.ts';
import type { State } from './state.ts';

export interface Job {
  /** The Node that runs it, and the action's main file. */
  readonly node: string;
  readonly main: string;
  readonly event: WorkflowEvent;
  readonly github: State;
  /** The checkout; the job's working folder. */
  readonly workspace: string;
  /** As in `with:`, defaults filled in; `token` among them. */
  readonly inputs: Readonly<Record<string, string>>;
  /** As in `env:`; nothing of the caller's environment but PATH reaches the job. */
  readonly env?: Readonly<Record<string, string>>;
  readonly runId?: number;
  readonly attempt?: number;
  readonly hosted?: 'github-hosted' | 'self-hosted';
  /** For the job's files and RUNNER_TEMP; kept afterwards. Without it a folder is made, and removed at the end. */
  readonly folder?: string;
  /** Ends the job with SIGKILL, as a cancelled or lost runner does. */
  readonly kill?: AbortSignal;
  /** Gets what sends the job a signal, as a runner does that cancels it: SIGINT, and SIGTERM 7.5 s later. */
  readonly onStart?: (send: (signal: 'SIGINT' | 'SIGTERM') => void) => void;
  /** Sees standard output as it comes. */
  readonly onOutput?: (text: string) => void;
}

export interface JobResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly runId: number;
}

/** `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`: what the runner reads from GITHUB_OUTPUT and its like. */
export function parseFileCommands(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block) {
      const [, name = '', delimiter = ''] = block;
      const end = lines.indexOf(delimiter, i + 1);
      if (end < 0) throw new Error(`${name} has no end "${delimiter}"`);
      found[name] = lines.slice(i + 1, end).join('\n');
      i = end;
    } else if (line.includes('=')) {
      found[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return found;
}

// As on GitHub, a later run has a higher id; across processes too.
let lastRun = Math.floor(Date.now() / 1000);

/** The variables of a job; `folder` holds its files. */
function jobEnvironment(job: Job, folder: string, runId: number): Record<string, string> {
  const { repository, url } = job.github;
  const inputs = Object.entries(job.inputs).map(
    ([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const,
  );
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'phoenix',
    GITHUB_WORKFLOW: 'phoenix',
    GITHUB_JOB: 'phoenix',
    GITHUB_REPOSITORY: `${repository.owner}/${repository.repo}`,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: repository.owner,
    GITHUB_API_URL: url,
    GITHUB_SERVER_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: String(job.attempt ?? 1),
    GITHUB_ACTOR: 'alice',
    GITHUB_EVENT_NAME: job.event.name,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_SHA: job.event.sha,
    GITHUB_REF: job.event.ref,
    GITHUB_REF_NAME: job.event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_HEAD_REF: job.event.headRef ?? '',
    GITHUB_BASE_REF: job.event.baseRef ?? '',
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    RUNNER_ENVIRONMENT: job.hosted ?? 'self-hosted',
    RUNNER_NAME: 'loopback',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_TEMP: folder,
    RUNNER_TOOL_CACHE: folder,
    ...Object.fromEntries(inputs),
    ...job.env,
  };
}

/** Runs the job to its end; its own failure is a result, not an error. */
export async function runJob(job: Job): Promise<JobResult> {
  const runId = job.runId ?? ++lastRun;
  const folder = job.folder ?? (await mkdtemp(join(tmpdir(), 'phoenix-job-')));
  try {
    const env = jobEnvironment(job, folder, runId);
    await writeFile(join(folder, 'event.json'), JSON.stringify(job.event.payload));
    for (const name of ['output', 'state', 'env', 'path', 'summary']) await writeFile(join(folder, name), '');
    const child = spawn(job.node, [job.main], {
      cwd: job.workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(job.kill && { signal: job.kill, killSignal: 'SIGKILL' }),
    });
    job.onStart?.((signal) => void child.kill(signal));
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      job.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => {
        if (error.name !== 'AbortError') reject(error);
      });
      child.on('close', resolve);
    });
    const text = (name: string) => readFile(join(folder, name), 'utf8');
    const [outputs, summary] = [parseFileCommands(await text('output')), await text('summary')];
    return { exitCode, stdout, stderr, outputs, summary, runId };
  } finally {
    if (job.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}
