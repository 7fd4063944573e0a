/** A git repository, a fake GitHub over it, and clients for its tokens: what every test of the GitHub side begins with. */
import { Octokit } from '@octokit/rest';
import { type GithubClient, openClient } from '../../../src/github/client.ts';
import { openPull } from '../../../src/github/loopback/pull-requests.ts';
import type { Pull } from '../../../src/github/loopback/state.ts';
import { ANN, type FakeGithub, type FakeOptions, startFake } from './fake.ts';
import { createRepository, type TestRepository } from './repository.ts';

export interface World {
  readonly repository: TestRepository;
  readonly github: FakeGithub;
  /** Plain Octokit, for what people and other tools do. */
  readonly as: (token: string) => Octokit;
  /** Phoenix's own client; `waits` collects what it says before it waits. */
  readonly client: (token?: string, waits?: string[]) => Promise<GithubClient>;
}

/** The repository of every fake. */
export const at = { owner: 'acme', repo: 'lab' };

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Runs a test and closes everything; an exchange that is not as GitHub describes it fails the test. */
export async function inWorld(
  use: (world: World) => Promise<void>,
  options: Omit<FakeOptions, 'folder'> = {},
): Promise<void> {
  const repository = await createRepository();
  await repository.commit('main', { 'configs/phoenix.json': '{}', 'README.md': 'hello' });
  const github = await startFake({ folder: repository.folder, ...options });
  try {
    await use({
      repository,
      github,
      as: (token) => new Octokit({ auth: token, baseUrl: github.url, log: silent }),
      client: (token = 'bot', waits = []) =>
        openClient({
          token,
          apiUrl: github.url,
          repository: at,
          version: '0.0.0',
          onWait: (line) => waits.push(line),
        }),
    });
    await github.close();
  } finally {
    await github.close().catch(() => {});
    repository.remove();
  }
}

/** A pull request that adds a container on a new branch. */
export async function opened({ repository, github }: World, branch = 'topic'): Promise<Pull> {
  await repository.commit(branch, { 'configs/lxc/web.json': '{"vmid":100}' }, { from: 'main' });
  return openPull(github.state, { head: branch, title: `Add ${branch}`, author: ANN });
}
