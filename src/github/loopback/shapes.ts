/** The smaller objects of GitHub's answers: accounts, repositories, apps, comments, check runs, labels. */
import type { Account, CheckRun, Comment, Label, Place, State } from './state.ts';

type Json = Readonly<Record<string, unknown>>;

const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}${id}`).toString('base64');

const userUrl = (state: State, login: string): string => `${state.url}/users/${encodeURIComponent(login)}`;

export const repoUrl = (state: State, place: Place = state.repository): string =>
  `${state.url}/repos/${place.owner}/${place.repo}`;

/** The page that a person opens; on loopback it lies on the same server. */
export const pageUrl = (state: State, place: Place = state.repository): string =>
  `${state.url}/${place.owner}/${place.repo}`;

export function userShape(state: State, account: Account): Json {
  const url = userUrl(state, account.login);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('U', account.id),
    avatar_url: `${state.url}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${state.url}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
}

/** A person asks who they are: the public view, since their token says nothing of private facts. */
export function ownUserShape(state: State, account: Account): Json {
  return {
    ...userShape(state, account),
    user_view_type: 'public',
    name: null,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}

const OWNER_ID = 1001;

/** URLs of a repository by the last part of their templates, as GitHub lists them. */
const TEMPLATES: readonly (readonly [string, string])[] = [
  ['archive_url', '/{archive_format}{/ref}'],
  ['assignees_url', '/assignees{/user}'],
  ['blobs_url', '/git/blobs{/sha}'],
  ['branches_url', '/branches{/branch}'],
  ['collaborators_url', '/collaborators{/collaborator}'],
  ['comments_url', '/comments{/number}'],
  ['commits_url', '/commits{/sha}'],
  ['compare_url', '/compare/{base}...{head}'],
  ['contents_url', '/contents/{+path}'],
  ['contributors_url', '/contributors'],
  ['deployments_url', '/deployments'],
  ['downloads_url', '/downloads'],
  ['events_url', '/events'],
  ['forks_url', '/forks'],
  ['git_commits_url', '/git/commits{/sha}'],
  ['git_refs_url', '/git/refs{/sha}'],
  ['git_tags_url', '/git/tags{/sha}'],
  ['hooks_url', '/hooks'],
  ['issue_comment_url', '/issues/comments{/number}'],
  ['issue_events_url', '/issues/events{/number}'],
  ['issues_url', '/issues{/number}'],
  ['keys_url', '/keys{/key_id}'],
  ['labels_url', '/labels{/name}'],
  ['languages_url', '/languages'],
  ['merges_url', '/merges'],
  ['milestones_url', '/milestones{/number}'],
  ['notifications_url', '/notifications{?since,all,participating}'],
  ['pulls_url', '/pulls{/number}'],
  ['releases_url', '/releases{/id}'],
  ['stargazers_url', '/stargazers'],
  ['statuses_url', '/statuses/{sha}'],
  ['subscribers_url', '/subscribers'],
  ['subscription_url', '/subscription'],
  ['tags_url', '/tags'],
  ['teams_url', '/teams'],
  ['trees_url', '/git/trees{/sha}'],
];

export function repositoryShape(state: State, place: Place = state.repository): Json {
  const url = repoUrl(state, place);
  const page = pageUrl(state, place);
  const { isPrivate, defaultBranch, id } = state.repository;
  return {
    ...Object.fromEntries(TEMPLATES.map(([name, end]) => [name, `${url}${end}`])),
    id: place.id,
    node_id: nodeId('R', place.id),
    name: place.repo,
    full_name: `${place.owner}/${place.repo}`,
    owner: userShape(state, { id: OWNER_ID, login: place.owner, type: 'User' }),
    private: isPrivate,
    visibility: isPrivate ? 'private' : 'public',
    fork: place.id !== id,
    html_url: page,
    url,
    description: null,
    clone_url: `${page}.git`,
    git_url: `${page}.git`,
    ssh_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: defaultBranch,
    ...Object.fromEntries(
      ['forks', 'stargazers', 'watchers', 'open_issues'].flatMap((n) => [
        [`${n}_count`, 0],
        [n, 0],
      ]),
    ),
    ...Object.fromEntries(
      ['downloads', 'issues', 'projects', 'wiki', 'pages', 'discussions'].map((n) => [
        `has_${n}`,
        n === 'issues',
      ]),
    ),
    network_count: 0,
    subscribers_count: 0,
    size: 1,
    archived: false,
    disabled: false,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    pushed_at: '2020-01-01T00:00:00Z',
  };
}

function appShape(state: State, slug: string): Json {
  return {
    id: 15_368,
    slug,
    node_id: nodeId('A', 15_368),
    owner: userShape(state, { id: 9919, login: 'github', type: 'User' }),
    name: slug,
    description: null,
    external_url: state.url,
    html_url: `${state.url}/apps/${slug}`,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    permissions: {},
    events: [],
  };
}

export function commentShape(state: State, comment: Comment): Json {
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repoUrl(state)}/issues/comments/${comment.id}`,
    html_url: `${pageUrl(state)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repoUrl(state)}/issues/${comment.issue}`,
    user: userShape(state, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
    body: comment.body,
    performed_via_github_app: comment.app === null ? null : appShape(state, comment.app),
  };
}

export function checkShape(state: State, check: CheckRun): Json {
  return {
    id: check.id,
    node_id: nodeId('CR', check.id),
    head_sha: check.headSha,
    external_id: check.externalId ?? '',
    url: `${repoUrl(state)}/check-runs/${check.id}`,
    html_url: `${pageUrl(state)}/runs/${check.id}`,
    details_url: check.detailsUrl ?? `${pageUrl(state)}/runs/${check.id}`,
    status: check.status,
    conclusion: check.conclusion,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: `${repoUrl(state)}/check-runs/${check.id}/annotations`,
    },
    name: check.name,
    check_suite: { id: 1 },
    app: appShape(state, check.app),
    pull_requests: [],
  };
}

export function labelShape(state: State, label: Label): Json {
  return {
    id: label.id,
    node_id: nodeId('L', label.id),
    url: `${repoUrl(state)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: null,
    color: 'ededed',
    default: false,
  };
}
