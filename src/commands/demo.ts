/**
 * `phoenix demo`: the whole story on real input. The example estate in a repository, a pull request on a GitHub on
 * loopback, the built action run as a runner does, and containers on a simulated Proxmox node.
 */
import { join } from 'node:path';
import process from 'node:process';
import { PhoenixError } from '../errors.ts';
import { checkout } from '../github/loopback/checkout.ts';
import { pullRequestEvent, pushEvent, type WorkflowEvent } from '../github/loopback/events.ts';
import { mergePull } from '../github/loopback/merge.ts';
import { openPull } from '../github/loopback/pull-requests.ts';
import { type JobResult, runJob } from '../github/loopback/runner.ts';
import { type Loopback, startLoopback } from '../github/loopback/server.ts';
import { type Account, actionsToken, type Pull } from '../github/loopback/state.ts';
import { openLab, runInLab } from '../simulator/edge/lab.ts';
import { packageFolder } from '../sources/package.ts';
import { copyFolder, git, makeScratch, writeFile } from '../sources/scratch.ts';
import { apply } from './apply.ts';
import type { Console } from './console.ts';
import { describeKept } from './demo-kept.ts';
import { changeEstate, CHANGE_TITLE } from './demo-change.ts';
import { makeVault } from './demo-vault.ts';
import { labOptionsOf } from './estate-lab.ts';
import { plan } from './plan.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface DemoOptions {
  /** A folder to leave everything in. */
  readonly keep?: string;
}

const ANN: Account = { id: 7, login: 'ann', type: 'User' };
const TOKEN = 'a-token-for-loopback';
const WRITES = { contents: 'read', issues: 'write', pull_requests: 'write', checks: 'write' } as const;

interface Stage {
  readonly folder: string;
  /** The work tree in which Ann changes files. */
  readonly work: string;
  readonly github: Loopback;
  readonly node: string;
  readonly vaultKey: string;
  readonly io: Console;
}

const heading = (io: Console, text: string) => io.out(`\n=== ${text}\n`);
const silent = (io: Console): Console => ({ ...io, out: () => {}, err: () => {} });
const indented = (text: string) => text.trimEnd().replace(/^/gm, '    ');

interface Repository {
  readonly bare: string;
  /** What opens its vault. */
  readonly vaultKey: string;
}

/** The example estate as the first commit of a repository that the GitHub on loopback serves. */
async function makeRepository(folder: string, work: string, io: Console): Promise<Repository> {
  const bare = join(folder, 'github.git');
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await git(folder, 'init', '--quiet', '--initial-branch=main', work);
  const configs = join(work, 'configs');
  copyFolder(join(packageFolder(), 'configs'), configs);
  const vaultKey = await makeVault(configs, join(folder, 'vault.key'), silent(io));
  await git(work, 'add', '.');
  await git(work, 'commit', '--quiet', '-m', 'The AI lab as it stands');
  await git(work, 'remote', 'add', 'origin', bare);
  await git(work, 'push', '--quiet', 'origin', 'main');
  return { bare, vaultKey };
}

/** Runs the built action for an event, in a checkout of its own. */
async function runAction(
  stage: Stage,
  event: WorkflowEvent | null,
  name: string,
  vaultKey = '',
): Promise<JobResult> {
  if (!event) throw new PhoenixError('GITHUB', 'the change of the demonstration does not merge');
  const workspace = join(stage.folder, `checkout-${name}`);
  await checkout(join(stage.folder, 'github.git'), workspace, event, 2);
  const job = await runJob({
    node: process.execPath,
    main: join(packageFolder(), 'dist', 'action.js'),
    event,
    github: stage.github.state,
    workspace,
    inputs: {
      token: TOKEN,
      command: 'auto',
      configs: 'configs',
      node: `sim:${stage.node}`,
      parallel: '4',
      comment: 'true',
      'vault-key': vaultKey,
    },
    hosted: 'github-hosted',
  });
  if (job.exitCode === 0) return job;
  throw new PhoenixError('STEP_FAILED', `the action exited with ${job.exitCode} on ${name}`, {
    hint: `${job.stdout}${job.stderr}`.trim(),
  });
}

/** Shows the comment as it is now, and leaves it in a file for whoever keeps the folder. */
function showComment({ folder, github, io }: Stage, pull: Pull, file: string): void {
  const comment = [...github.state.comments.values()].find((one) => one.issue === pull.number);
  const body = comment?.body ?? '(no comment)';
  writeFile(join(folder, file), `${body}\n`);
  io.out(indented(body));
}

async function buildEstate({ work, node, vaultKey, io }: Stage): Promise<void> {
  heading(io, '1. The estate: configs/, a real AI lab, built on a simulated Proxmox node');
  const configs = join(work, 'configs');
  const estate = sound(openWorkspace({ configs }).onDisk());
  openLab(node, labOptionsOf(estate));
  process.env['PHOENIX_VAULT_KEY'] = vaultKey;
  const quiet: Console = { ...io, out: () => {} };
  const exit = await apply({ addresses: [], configs, node: `sim:${node}`, yes: true, parallel: 4 }, quiet);
  if (exit !== 0)
    throw new PhoenixError('STEP_FAILED', 'the estate could not be built on the simulated node');
  io.out(indented(runInLab(node, ['pct', 'list']).stdout));
}

async function propose(stage: Stage): Promise<Pull> {
  const { work, github, io } = stage;
  heading(
    io,
    '2. A pull request: software, a profile and a password change, a container comes, one goes, a disk grows',
  );
  await git(work, 'checkout', '--quiet', '-b', 'coder');
  await changeEstate(join(work, 'configs'), io);
  await git(work, 'add', '--all', '.');
  await git(work, 'commit', '--quiet', '-m', CHANGE_TITLE);
  io.out(indented(await git(work, 'diff', '--stat', 'main', 'coder')));
  await git(work, 'push', '--quiet', 'origin', 'coder');
  return openPull(github.state, { head: 'coder', title: CHANGE_TITLE, author: ANN });
}

async function story(stage: Stage): Promise<void> {
  const { github, io, node, work } = stage;
  await buildEstate(stage);
  const pull = await propose(stage);

  heading(io, '3. The action runs for the pull request, without a secret, and comments:');
  const planned = await runAction(stage, await pullRequestEvent(github.state, pull, 'opened'), 'plan');
  showComment(stage, pull, 'comment-planned.md');
  const outputs = Object.entries(planned.outputs).filter(([name]) => name !== 'plan-file');
  io.out(`\n    outputs: ${outputs.map(([name, value]) => `${name}=${value}`).join(' ')}`);

  heading(io, '4. Ann merges; the action runs for the push, applies, and the comment becomes:');
  const merge = await mergePull(github.state, pull, 'merge', ANN);
  const event = await pushEvent(
    github.state,
    { branch: 'main', before: merge.before, after: merge.after },
    ANN,
  );
  await runAction(stage, event, 'apply', stage.vaultKey);
  showComment(stage, pull, 'comment-applied.md');

  heading(io, '5. The node now:');
  io.out(indented(runInLab(node, ['pct', 'list']).stdout));

  heading(io, '6. A second plan, against the node:');
  await git(work, 'fetch', '--quiet', 'origin', 'main');
  await git(work, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  const again = {
    configs: join(work, 'configs'),
    live: true,
    node: `sim:${node}`,
    format: 'text',
    detailedExitcode: true,
  } as const;
  if ((await plan(again, { ...io, out: (text) => io.out(indented(text)) })) !== 0) {
    throw new PhoenixError('STEP_FAILED', 'the second plan is not empty');
  }
}

/** Exit code 0 when the story ended as it should. */
export async function demo(options: DemoOptions, io: Console): Promise<number> {
  const scratch = makeScratch(options.keep);
  const { folder } = scratch;
  const [work, node] = [join(folder, 'work'), join(folder, 'node')];
  try {
    const { bare, vaultKey } = await makeRepository(folder, work, io);
    const callers = { [TOKEN]: actionsToken(WRITES) };
    const github = await startLoopback({ folder: bare, isPrivate: true, callers });
    try {
      await story({ folder, work, github, node, vaultKey, io });
      if (options.keep !== undefined) io.out(`\n${describeKept(folder)}`);
      return 0;
    } finally {
      await github.close();
    }
  } finally {
    scratch.remove();
  }
}
