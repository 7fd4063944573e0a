/** Runs the built `dist/action.js` (or another main file) for an event of a fake GitHub, in a checkout of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { checkout } from '../../src/github/loopback/checkout.ts';
import type { WorkflowEvent } from '../../src/github/loopback/events.ts';
import { type Job, type JobResult, runJob } from '../../src/github/loopback/runner.ts';
import type { FakeGithub } from './github/fake.ts';

const DIST = fileURLToPath(new URL('../../dist/action.js', import.meta.url));

export interface RunOptions extends Pick<
  Job,
  'env' | 'runId' | 'attempt' | 'hosted' | 'kill' | 'onStart' | 'onOutput' | 'folder'
> {
  readonly github: FakeGithub;
  readonly event: WorkflowEvent;
  /** A key of the fake's tokens; `bot` unless given. */
  readonly token?: string;
  /** As in `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** `dist/action.js` unless given. */
  readonly main?: string;
  /** The Node that runs it; `PHOENIX_TEST_NODE` or the one that runs the test unless given. */
  readonly node?: string;
  /** `fetch-depth` of the checkout; 0 is all. */
  readonly depth?: number;
  /** Sees the checkout before the job starts. */
  readonly prepare?: (workspace: string) => void | Promise<void>;
  /** Sees it when the job has ended. */
  readonly inspect?: (workspace: string) => void;
}

/** Checks out, runs, and removes the checkout again. */
export async function runAction(options: RunOptions): Promise<JobResult> {
  const {
    github,
    event,
    token = 'bot',
    inputs = {},
    main = DIST,
    depth = 1,
    prepare,
    inspect,
    ...job
  } = options;
  const workspace = mkdtempSync(join(tmpdir(), 'phoenix-checkout-'));
  try {
    await checkout(github.state.git.folder, workspace, event, depth);
    await prepare?.(workspace);
    return await runJob({
      ...job,
      node: options.node ?? process.env['PHOENIX_TEST_NODE'] ?? process.execPath,
      main,
      event,
      github: github.state,
      workspace,
      inputs: { token, ...inputs },
    });
  } finally {
    inspect?.(workspace);
    rmSync(workspace, { recursive: true, force: true });
  }
}
