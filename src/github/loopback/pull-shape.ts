/** Pull requests and commits as GitHub's answers and event payloads show them. */
import type { ChangedFile, CommitInfo } from './git.ts';
import { labelShape, pageUrl, repoUrl, repositoryShape, userShape } from './shapes.ts';
import type { Place, Pull, State } from './state.ts';

type Json = Readonly<Record<string, unknown>>;

function sideShape(state: State, ref: string, sha: string, place: Place | null): Json {
  const owner = place?.owner ?? 'unknown';
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: userShape(state, { id: 1001, login: owner, type: 'User' }),
    repo: place === null ? null : repositoryShape(state, place),
  };
}

/** As lists show it. */
export function pullShape(state: State, pull: Pull): Json {
  const api = `${repoUrl(state)}/pulls/${pull.number}`;
  const issue = `${repoUrl(state)}/issues/${pull.number}`;
  const page = `${pageUrl(state)}/pull/${pull.number}`;
  const statuses = `${repoUrl(state)}/statuses/${pull.headSha}`;
  const closedAt = pull.state.is === 'open' ? null : pull.state.at;
  const link = (href: string) => ({ href });
  return {
    id: 500_000 + pull.number,
    node_id: Buffer.from(`PR${pull.number}`).toString('base64'),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    user: userShape(state, pull.author),
    state: pull.state.is === 'open' ? 'open' : 'closed',
    locked: false,
    draft: false,
    url: api,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    comments_url: `${issue}/comments`,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: `${repoUrl(state)}/pulls/comments{/number}`,
    statuses_url: statuses,
    created_at: pull.createdAt,
    updated_at: closedAt ?? pull.createdAt,
    closed_at: closedAt,
    merged_at: pull.state.is === 'merged' ? pull.state.at : null,
    merge_commit_sha: pull.mergeSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: (state.labels.get(pull.number) ?? []).map((label) => labelShape(state, label)),
    milestone: null,
    head: sideShape(state, pull.head.ref, pull.headSha, pull.head.place),
    base: sideShape(state, pull.base, pull.baseSha, state.repository),
    author_association: 'NONE',
    auto_merge: null,
    _links: {
      self: link(api),
      html: link(page),
      issue: link(issue),
      comments: link(`${issue}/comments`),
      review_comments: link(`${api}/comments`),
      review_comment: link(`${repoUrl(state)}/pulls/comments{/number}`),
      commits: link(`${api}/commits`),
      statuses: link(statuses),
    },
  };
}

/** As its own address and its events show it. */
export async function wholePullShape(state: State, pull: Pull): Promise<Json> {
  const files = await state.git.changed(pull.baseSha, pull.headSha);
  const commits = await state.git.list(`${pull.baseSha}..${pull.headSha}`);
  const isOpen = pull.state.is === 'open';
  const isMergeable = pull.mergeSha !== null;
  const sum = (pick: (file: ChangedFile) => number) => files.reduce((total, file) => total + pick(file), 0);
  return {
    ...pullShape(state, pull),
    merged: pull.state.is === 'merged',
    mergeable: isOpen ? isMergeable : null,
    mergeable_state: isOpen ? (isMergeable ? 'clean' : 'dirty') : 'unknown',
    rebaseable: isOpen ? isMergeable : null,
    merged_by: pull.state.is === 'merged' ? userShape(state, pull.state.by) : null,
    comments: [...state.comments.values()].filter((comment) => comment.issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: sum((file) => file.additions),
    deletions: sum((file) => file.deletions),
    changed_files: files.length,
  };
}

export function commitShape(state: State, commit: CommitInfo): Json {
  const api = `${repoUrl(state)}/commits/${commit.sha}`;
  const git = `${repoUrl(state)}/git`;
  const by = { name: commit.name, email: commit.email, date: commit.date };
  return {
    url: api,
    sha: commit.sha,
    node_id: Buffer.from(`C${commit.sha}`).toString('base64'),
    html_url: `${pageUrl(state)}/commit/${commit.sha}`,
    comments_url: `${api}/comments`,
    commit: {
      url: `${git}/commits/${commit.sha}`,
      author: by,
      committer: by,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${git}/trees/${commit.tree}` },
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repoUrl(state)}/commits/${sha}`,
      html_url: `${pageUrl(state)}/commit/${sha}`,
    })),
  };
}

export function fileShape(state: State, commit: string, file: ChangedFile): Json {
  const path = encodeURI(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    ...(file.previous !== null && { previous_filename: file.previous }),
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${pageUrl(state)}/blob/${commit}/${path}`,
    raw_url: `${pageUrl(state)}/raw/${commit}/${path}`,
    contents_url: `${repoUrl(state)}/contents/${path}?ref=${commit}`,
  };
}
