import { J as quote, W as makeFolder, bt as PhoenixError } from "./base.js";
import { n as runInLab, t as openLab } from "./lab.js";
import { Y as packageFolder, j as sound } from "./engine.js";
import { l as runGit$1, w as VAULT_FOLDER } from "./sources.js";
import { t as apply } from "./apply2.js";
import { t as vaultInit } from "./init.js";
import { t as vaultSet } from "./set.js";
import { t as vaultUses } from "./uses.js";
import { t as featureUpdate } from "./feature-update2.js";
import { t as labOptionsOf } from "./estate-lab.js";
import { t as plan } from "./plan2.js";
import { t as openWorkspace } from "./workspace.js";
import process$1 from "node:process";
import { createServer } from "node:http";
import { spawn } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { mkdtemp, readFile as readFile$1, rm, writeFile as writeFile$1 } from "node:fs/promises";
// src/github/loopback/git.ts
/** Reads and writes of the git repository behind a GitHub on loopback: plumbing only, no work tree. */
/** The address that GitHub signs a person's web commits with. */
function signatureOf(account, date) {
	const email = `${account.id}+${account.login}@users.noreply.github.com`;
	return {
		author: {
			name: account.login,
			email
		},
		date
	};
}
/** Nothing of the machine's own git settings may change what this repository answers. */
const CLEAN = {
	GIT_CONFIG_NOSYSTEM: "1",
	GIT_CONFIG_GLOBAL: "/dev/null",
	GIT_TERMINAL_PROMPT: "0",
	LC_ALL: "C"
};
/** Runs git with an argument vector; rejects with git's own words. */
function runGit(args, { input = "", env = {} } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn("git", args, { env: {
			PATH: process.env["PATH"],
			...CLEAN,
			...env
		} });
		const out = [];
		const err = [];
		child.stdout.on("data", (chunk) => out.push(chunk));
		child.stderr.on("data", (chunk) => err.push(chunk));
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve(Buffer.concat(out));
			else reject(/* @__PURE__ */ new Error(`git ${args.join(" ")}: ${Buffer.concat(err).toString().trim() || `exit ${code}`}`));
		});
		child.stdin.on("error", () => {});
		child.stdin.end(input);
	});
}
const FORMAT = [
	"%H",
	"%T",
	"%P",
	"%an",
	"%ae",
	"%aI",
	"%B"
].join("%x00");
function parseCommit(text) {
	const [sha = "", tree = "", parents = "", name = "", email = "", date = "", message = ""] = text.split("\0");
	return {
		sha,
		tree,
		parents: parents.split(" ").filter(Boolean),
		name,
		email,
		date,
		message: message.trimEnd()
	};
}
function parseTree(text) {
	return text.split("\0").filter(Boolean).map((line) => {
		const tab = line.indexOf("	");
		const [facts, path] = [line.slice(0, tab), line.slice(tab + 1)];
		const [mode = "", type = "", sha = "", size = "-"] = facts.split(/ +/);
		return {
			path,
			mode,
			type,
			sha,
			size: size === "-" ? null : Number(size)
		};
	});
}
const STATUS = {
	A: "added",
	D: "removed",
	R: "renamed"
};
/** `--raw --numstat -z`: all raw records first, then all counts, in the same order. */
function parseChanged(text) {
	const parts = text.split("\0");
	const raw = [];
	let at = 0;
	for (; parts[at]?.startsWith(":"); at++) {
		const [, , before = "", after = "", letter = ""] = (parts[at] ?? "").split(" ");
		const status = STATUS[letter[0] ?? ""] ?? "modified";
		const previous = status === "renamed" ? parts[++at] ?? "" : null;
		raw.push({
			path: parts[++at] ?? "",
			previous,
			status,
			sha: status === "removed" ? before : after
		});
	}
	return raw.map((file) => {
		const [additions, deletions] = (parts[at++] ?? "").split("	");
		if (file.previous !== null) at += 2;
		return {
			...file,
			additions: Number(additions) || 0,
			deletions: Number(deletions) || 0
		};
	});
}
/** The repository in `folder`. */
function openGit(folder) {
	const run = (args, input = "", env = {}) => runGit([
		"-C",
		folder,
		...args
	], {
		input,
		env
	});
	const text = async (...args) => (await run(args)).toString();
	const orNull = async (made) => made.catch(() => null);
	return {
		folder,
		run,
		commit: (name) => orNull(text("log", "-1", `--format=${FORMAT}`, "--end-of-options", `${name}^{commit}`).then(parseCommit)),
		tree: (name, isDeep) => orNull(text("ls-tree", "-z", "-l", "--full-tree", ...isDeep ? ["-r", "-t"] : [], `${name}^{tree}`).then(parseTree)),
		blob: (sha) => orNull(run([
			"cat-file",
			"blob",
			sha
		])),
		list: async (range, ...flags) => (await text("rev-list", ...flags, range)).split("\n").filter(Boolean),
		isAncestor: async (ancestor, descendant) => await orNull(run([
			"merge-base",
			"--is-ancestor",
			ancestor,
			descendant
		])) !== null,
		mergeBase: async (a, b) => (await orNull(text("merge-base", a, b)))?.trim() ?? null,
		changed: async (base, head) => parseChanged(await text("diff", "--raw", "--numstat", "-z", "-M", "--no-abbrev", `${base}...${head}`)),
		setRef: async (ref, sha) => void await run([
			"update-ref",
			ref,
			sha
		]),
		commitTree: async (tree, parents, message, { author, date }) => {
			const env = {
				GIT_AUTHOR_NAME: author.name,
				GIT_AUTHOR_EMAIL: author.email,
				GIT_AUTHOR_DATE: date,
				GIT_COMMITTER_NAME: "GitHub",
				GIT_COMMITTER_EMAIL: "noreply@github.com",
				GIT_COMMITTER_DATE: date
			};
			return (await run([
				"commit-tree",
				tree,
				...parents.flatMap((p) => ["-p", p])
			], message, env)).toString().trim();
		}
	};
}
// src/github/loopback/checkout.ts
/** A checkout as actions/checkout makes it: one commit deep unless told otherwise, detached, with `origin` to fetch from. */
/** `depth` 0: the whole history, as `fetch-depth: 0`. */
async function checkout(repository, workspace, event, depth = 1) {
	const git = (...args) => runGit([
		"-C",
		workspace,
		...args
	]);
	await runGit([
		"-C",
		repository,
		"config",
		"uploadpack.allowAnySHA1InWant",
		"true"
	]);
	await runGit([
		"init",
		"--quiet",
		workspace
	]);
	await git("remote", "add", "origin", `file://${repository}`);
	const isPull = event.ref.startsWith("refs/pull/");
	const here = event.ref.replace(/^refs\/heads\//, "refs/remotes/origin/").replace(/^refs\/pull\//, "refs/remotes/pull/");
	await git("fetch", "--quiet", "--no-tags", ...depth > 0 ? [
		`--depth=${depth}`,
		"origin",
		`+${event.sha}:${here}`
	] : [
		"origin",
		"+refs/heads/*:refs/remotes/origin/*",
		isPull ? `+${event.sha}:${here}` : event.sha
	]);
	await git("checkout", "--quiet", "--force", "--detach", event.sha);
}
// src/github/loopback/shapes.ts
const nodeId = (kind, id) => Buffer.from(`${kind}${id}`).toString("base64");
const userUrl = (state, login) => `${state.url}/users/${encodeURIComponent(login)}`;
const repoUrl = (state, place = state.repository) => `${state.url}/repos/${place.owner}/${place.repo}`;
/** The page that a person opens; on loopback it lies on the same server. */
const pageUrl = (state, place = state.repository) => `${state.url}/${place.owner}/${place.repo}`;
function userShape(state, account) {
	const url = userUrl(state, account.login);
	return {
		login: account.login,
		id: account.id,
		node_id: nodeId("U", account.id),
		avatar_url: `${state.url}/avatars/${account.id}`,
		gravatar_id: "",
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
		site_admin: false
	};
}
/** A person asks who they are: the public view, since their token says nothing of private facts. */
function ownUserShape(state, account) {
	return {
		...userShape(state, account),
		user_view_type: "public",
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
		created_at: "2020-01-01T00:00:00Z",
		updated_at: "2020-01-01T00:00:00Z"
	};
}
const OWNER_ID = 1001;
/** URLs of a repository by the last part of their templates, as GitHub lists them. */
const TEMPLATES = [
	["archive_url", "/{archive_format}{/ref}"],
	["assignees_url", "/assignees{/user}"],
	["blobs_url", "/git/blobs{/sha}"],
	["branches_url", "/branches{/branch}"],
	["collaborators_url", "/collaborators{/collaborator}"],
	["comments_url", "/comments{/number}"],
	["commits_url", "/commits{/sha}"],
	["compare_url", "/compare/{base}...{head}"],
	["contents_url", "/contents/{+path}"],
	["contributors_url", "/contributors"],
	["deployments_url", "/deployments"],
	["downloads_url", "/downloads"],
	["events_url", "/events"],
	["forks_url", "/forks"],
	["git_commits_url", "/git/commits{/sha}"],
	["git_refs_url", "/git/refs{/sha}"],
	["git_tags_url", "/git/tags{/sha}"],
	["hooks_url", "/hooks"],
	["issue_comment_url", "/issues/comments{/number}"],
	["issue_events_url", "/issues/events{/number}"],
	["issues_url", "/issues{/number}"],
	["keys_url", "/keys{/key_id}"],
	["labels_url", "/labels{/name}"],
	["languages_url", "/languages"],
	["merges_url", "/merges"],
	["milestones_url", "/milestones{/number}"],
	["notifications_url", "/notifications{?since,all,participating}"],
	["pulls_url", "/pulls{/number}"],
	["releases_url", "/releases{/id}"],
	["stargazers_url", "/stargazers"],
	["statuses_url", "/statuses/{sha}"],
	["subscribers_url", "/subscribers"],
	["subscription_url", "/subscription"],
	["tags_url", "/tags"],
	["teams_url", "/teams"],
	["trees_url", "/git/trees{/sha}"]
];
function repositoryShape(state, place = state.repository) {
	const url = repoUrl(state, place);
	const page = pageUrl(state, place);
	const { isPrivate, defaultBranch, id } = state.repository;
	return {
		...Object.fromEntries(TEMPLATES.map(([name, end]) => [name, `${url}${end}`])),
		id: place.id,
		node_id: nodeId("R", place.id),
		name: place.repo,
		full_name: `${place.owner}/${place.repo}`,
		owner: userShape(state, {
			id: OWNER_ID,
			login: place.owner,
			type: "User"
		}),
		private: isPrivate,
		visibility: isPrivate ? "private" : "public",
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
		...Object.fromEntries([
			"forks",
			"stargazers",
			"watchers",
			"open_issues"
		].flatMap((n) => [[`${n}_count`, 0], [n, 0]])),
		...Object.fromEntries([
			"downloads",
			"issues",
			"projects",
			"wiki",
			"pages",
			"discussions"
		].map((n) => [`has_${n}`, n === "issues"])),
		network_count: 0,
		subscribers_count: 0,
		size: 1,
		archived: false,
		disabled: false,
		created_at: "2020-01-01T00:00:00Z",
		updated_at: "2020-01-01T00:00:00Z",
		pushed_at: "2020-01-01T00:00:00Z"
	};
}
function appShape(state, slug) {
	return {
		id: 15368,
		slug,
		node_id: nodeId("A", 15368),
		owner: userShape(state, {
			id: 9919,
			login: "github",
			type: "User"
		}),
		name: slug,
		description: null,
		external_url: state.url,
		html_url: `${state.url}/apps/${slug}`,
		created_at: "2020-01-01T00:00:00Z",
		updated_at: "2020-01-01T00:00:00Z",
		permissions: {},
		events: []
	};
}
function commentShape(state, comment) {
	return {
		id: comment.id,
		node_id: nodeId("IC", comment.id),
		url: `${repoUrl(state)}/issues/comments/${comment.id}`,
		html_url: `${pageUrl(state)}/pull/${comment.issue}#issuecomment-${comment.id}`,
		issue_url: `${repoUrl(state)}/issues/${comment.issue}`,
		user: userShape(state, comment.author),
		created_at: comment.createdAt,
		updated_at: comment.updatedAt,
		author_association: "NONE",
		body: comment.body,
		performed_via_github_app: comment.app === null ? null : appShape(state, comment.app)
	};
}
function checkShape(state, check) {
	return {
		id: check.id,
		node_id: nodeId("CR", check.id),
		head_sha: check.headSha,
		external_id: check.externalId ?? "",
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
			annotations_url: `${repoUrl(state)}/check-runs/${check.id}/annotations`
		},
		name: check.name,
		check_suite: { id: 1 },
		app: appShape(state, check.app),
		pull_requests: []
	};
}
function labelShape(state, label) {
	return {
		id: label.id,
		node_id: nodeId("L", label.id),
		url: `${repoUrl(state)}/labels/${encodeURIComponent(label.name)}`,
		name: label.name,
		description: null,
		color: "ededed",
		default: false
	};
}
// src/github/loopback/pull-shape.ts
function sideShape(state, ref, sha, place) {
	const owner = place?.owner ?? "unknown";
	return {
		label: `${owner}:${ref}`,
		ref,
		sha,
		user: userShape(state, {
			id: 1001,
			login: owner,
			type: "User"
		}),
		repo: place === null ? null : repositoryShape(state, place)
	};
}
/** As lists show it. */
function pullShape(state, pull) {
	const api = `${repoUrl(state)}/pulls/${pull.number}`;
	const issue = `${repoUrl(state)}/issues/${pull.number}`;
	const page = `${pageUrl(state)}/pull/${pull.number}`;
	const statuses = `${repoUrl(state)}/statuses/${pull.headSha}`;
	const closedAt = pull.state.is === "open" ? null : pull.state.at;
	const link = (href) => ({ href });
	return {
		id: 5e5 + pull.number,
		node_id: Buffer.from(`PR${pull.number}`).toString("base64"),
		number: pull.number,
		title: pull.title,
		body: pull.body,
		user: userShape(state, pull.author),
		state: pull.state.is === "open" ? "open" : "closed",
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
		merged_at: pull.state.is === "merged" ? pull.state.at : null,
		merge_commit_sha: pull.mergeSha,
		assignee: null,
		assignees: [],
		requested_reviewers: [],
		requested_teams: [],
		labels: (state.labels.get(pull.number) ?? []).map((label) => labelShape(state, label)),
		milestone: null,
		head: sideShape(state, pull.head.ref, pull.headSha, pull.head.place),
		base: sideShape(state, pull.base, pull.baseSha, state.repository),
		author_association: "NONE",
		auto_merge: null,
		_links: {
			self: link(api),
			html: link(page),
			issue: link(issue),
			comments: link(`${issue}/comments`),
			review_comments: link(`${api}/comments`),
			review_comment: link(`${repoUrl(state)}/pulls/comments{/number}`),
			commits: link(`${api}/commits`),
			statuses: link(statuses)
		}
	};
}
/** As its own address and its events show it. */
async function wholePullShape(state, pull) {
	const files = await state.git.changed(pull.baseSha, pull.headSha);
	const commits = await state.git.list(`${pull.baseSha}..${pull.headSha}`);
	const isOpen = pull.state.is === "open";
	const isMergeable = pull.mergeSha !== null;
	const sum = (pick) => files.reduce((total, file) => total + pick(file), 0);
	return {
		...pullShape(state, pull),
		merged: pull.state.is === "merged",
		mergeable: isOpen ? isMergeable : null,
		mergeable_state: isOpen ? isMergeable ? "clean" : "dirty" : "unknown",
		rebaseable: isOpen ? isMergeable : null,
		merged_by: pull.state.is === "merged" ? userShape(state, pull.state.by) : null,
		comments: [...state.comments.values()].filter((comment) => comment.issue === pull.number).length,
		review_comments: 0,
		maintainer_can_modify: false,
		commits: commits.length,
		additions: sum((file) => file.additions),
		deletions: sum((file) => file.deletions),
		changed_files: files.length
	};
}
function commitShape(state, commit) {
	const api = `${repoUrl(state)}/commits/${commit.sha}`;
	const git = `${repoUrl(state)}/git`;
	const by = {
		name: commit.name,
		email: commit.email,
		date: commit.date
	};
	return {
		url: api,
		sha: commit.sha,
		node_id: Buffer.from(`C${commit.sha}`).toString("base64"),
		html_url: `${pageUrl(state)}/commit/${commit.sha}`,
		comments_url: `${api}/comments`,
		commit: {
			url: `${git}/commits/${commit.sha}`,
			author: by,
			committer: by,
			message: commit.message,
			comment_count: 0,
			tree: {
				sha: commit.tree,
				url: `${git}/trees/${commit.tree}`
			}
		},
		author: null,
		committer: null,
		parents: commit.parents.map((sha) => ({
			sha,
			url: `${repoUrl(state)}/commits/${sha}`,
			html_url: `${pageUrl(state)}/commit/${sha}`
		}))
	};
}
function fileShape(state, commit, file) {
	const path = encodeURI(file.path);
	return {
		sha: file.sha,
		filename: file.path,
		...file.previous !== null && { previous_filename: file.previous },
		status: file.status,
		additions: file.additions,
		deletions: file.deletions,
		changes: file.additions + file.deletions,
		blob_url: `${pageUrl(state)}/blob/${commit}/${path}`,
		raw_url: `${pageUrl(state)}/raw/${commit}/${path}`,
		contents_url: `${repoUrl(state)}/contents/${path}?ref=${commit}`
	};
}
// src/github/loopback/state.ts
/** The account that owns `github.token`. */
const ACTIONS_BOT = {
	id: 41898282,
	login: "github-actions[bot]",
	type: "Bot"
};
/** An installation token of the Actions app. */
function actionsToken(permissions) {
	return {
		account: ACTIONS_BOT,
		app: "github-actions",
		permissions
	};
}
// src/github/loopback/events.ts
/** Events as GitHub hands them to a job: the payload of `event.json`, and the commit and ref of the run. */
const NONE = "0".repeat(40);
/**
* `opened`, `reopened`, `closed` …; for `synchronize`, `before` is the head before the push. Null where GitHub starts no
* run: an open pull request with a conflict has no merge commit.
*/
async function pullRequestEvent(state, pull, action, { before, sender = pull.author } = {}) {
	const isMerged = pull.state.is === "merged";
	const sha = pull.mergeSha ?? (pull.state.is === "open" ? null : pull.headSha);
	if (sha === null) return null;
	return {
		name: "pull_request",
		sha,
		ref: isMerged ? `refs/heads/${pull.base}` : `refs/pull/${pull.number}/merge`,
		headRef: pull.head.ref,
		baseRef: pull.base,
		payload: {
			action,
			number: pull.number,
			...before !== void 0 && {
				before,
				after: pull.headSha
			},
			pull_request: await wholePullShape(state, pull),
			repository: repositoryShape(state),
			sender: userShape(state, sender)
		}
	};
}
/** Commits arrived on a branch: by a merge, or straight. `before` null: the branch is new. */
async function pushEvent(state, { branch, before, after }, sender = ACTIONS_BOT) {
	const { git } = state;
	const ids = before === null ? [after] : await git.list(`${before}..${after}`, "--reverse");
	const shown = (await Promise.all(ids.slice(-20).map((id) => git.commit(id)))).flatMap((commit) => commit ? [commitShape(state, commit)] : []);
	const isForced = before !== null && !await git.isAncestor(before, after);
	return {
		name: "push",
		sha: after,
		ref: `refs/heads/${branch}`,
		payload: {
			ref: `refs/heads/${branch}`,
			before: before ?? NONE,
			after,
			created: before === null,
			deleted: false,
			forced: isForced,
			base_ref: null,
			compare: `${pageUrl(state)}/compare/${(before ?? NONE).slice(0, 12)}...${after.slice(0, 12)}`,
			commits: shown.map((commit) => ({
				id: commit["sha"],
				url: commit["html_url"],
				distinct: true
			})),
			head_commit: { id: after },
			repository: repositoryShape(state),
			pusher: { name: sender.login },
			sender: userShape(state, sender)
		}
	};
}
// src/github/loopback/merge.ts
/** What GitHub's three merge buttons do, done in the real repository without a work tree. */
/** The tree of `theirs` merged into `ours`; null on a conflict. */
async function mergeTrees(git, ours, theirs) {
	try {
		return (await git.run([
			"merge-tree",
			"--write-tree",
			ours,
			theirs
		])).toString().trim();
	} catch {
		return null;
	}
}
/** The commit that GitHub tries while a pull request is open (`refs/pull/N/merge`); null on a conflict. */
async function tryMerge(state, pull) {
	const { git } = state;
	const tree = await mergeTrees(git, pull.baseSha, pull.headSha);
	if (tree === null) return null;
	const message = `Merge ${pull.headSha} into ${pull.baseSha}`;
	return git.commitTree(tree, [pull.baseSha, pull.headSha], message, signatureOf(pull.author, pull.createdAt));
}
/** One commit replayed onto another tip; null on a conflict. `merge-tree --merge-base` needs git 2.40, so parents are lent. */
async function replay(git, onto, sha, date) {
	const [commit, tip] = [await git.commit(sha), await git.commit(onto)];
	const before = commit && await git.commit(commit.parents[0] ?? "");
	if (!commit || !tip || !before) return null;
	const by = {
		author: {
			name: commit.name,
			email: commit.email
		},
		date
	};
	const root = await git.commitTree(before.tree, [], "base", by);
	const tree = await mergeTrees(git, await git.commitTree(tip.tree, [root], "ours", by), await git.commitTree(commit.tree, [root], "theirs", by));
	return tree === null ? null : git.commitTree(tree, [onto], commit.message, by);
}
/** The commits that land on the base branch, the last one first; null on a conflict. */
async function land(state, pull, method, by, tip) {
	const { git } = state;
	const date = state.now();
	const own = await git.list(`${tip}..${pull.headSha}`);
	switch (method) {
		case "merge": {
			const tree = await mergeTrees(git, tip, pull.headSha);
			const from = `${pull.head.place?.owner ?? "unknown"}/${pull.head.ref}`;
			const message = `Merge pull request #${pull.number} from ${from}\n\n${pull.title}\n`;
			if (tree === null) return null;
			return [await git.commitTree(tree, [tip, pull.headSha], message, signatureOf(by, date)), ...own];
		}
		case "squash": {
			const tree = await mergeTrees(git, tip, pull.headSha);
			if (tree === null) return null;
			const message = `${pull.title} (#${pull.number})\n`;
			return [await git.commitTree(tree, [tip], message, signatureOf(pull.author, date))];
		}
		case "rebase": {
			const made = [];
			const replayed = await git.list(`${tip}..${pull.headSha}`, "--no-merges", "--topo-order", "--reverse");
			for (const sha of replayed) {
				const next = await replay(git, made[0] ?? tip, sha, date);
				if (next === null) return null;
				made.unshift(next);
			}
			return made;
		}
	}
}
/** Merges an open pull request and moves the base branch; the new tip. Throws on a conflict. */
async function mergePull(state, pull, method, by) {
	const before = (await state.git.commit(`refs/heads/${pull.base}`))?.sha;
	if (before === void 0) throw new Error(`#${pull.number}: branch ${pull.base} is gone`);
	if (pull.state.is !== "open") throw new Error(`#${pull.number} is ${pull.state.is}`);
	const commits = await land(state, pull, method, by, before);
	const after = commits?.[0];
	if (!commits || after === void 0) throw new Error(`#${pull.number} cannot be merged by ${method}`);
	await state.git.setRef(`refs/heads/${pull.base}`, after);
	pull.state = {
		is: "merged",
		at: state.now(),
		by,
		commits
	};
	pull.mergeSha = after;
	return {
		before,
		after
	};
}
// src/github/loopback/pull-requests.ts
/** What people do with a pull request on a GitHub on loopback: open it, push to it, close it. */
/** The ref that holds a head: a fork's branches share the object store, as on GitHub, and no name. */
function headRef(pull, state) {
	const { place, ref } = pull.head;
	return place === null || place.id === state.repository.id ? `refs/heads/${ref}` : `refs/forks/${place.owner}/${ref}`;
}
async function tip(state, ref) {
	const commit = await state.git.commit(ref);
	if (!commit) throw new Error(`${ref} does not exist`);
	return commit.sha;
}
async function refresh(state, pull) {
	pull.headSha = await tip(state, headRef(pull, state));
	pull.baseSha = await tip(state, `refs/heads/${pull.base}`);
	pull.mergeSha = await tryMerge(state, pull);
	await state.git.setRef(`refs/pull/${pull.number}/head`, pull.headSha);
	if (pull.mergeSha !== null) await state.git.setRef(`refs/pull/${pull.number}/merge`, pull.mergeSha);
}
/** Opens a pull request for a branch that exists in the repository. */
async function openPull(state, wish) {
	const pull = {
		number: 1 + Math.max(0, ...state.pulls.keys()),
		title: wish.title,
		body: wish.body ?? "",
		author: wish.author ?? ACTIONS_BOT,
		base: wish.base ?? state.repository.defaultBranch,
		head: {
			ref: wish.head,
			place: wish.fork ?? state.repository
		},
		createdAt: state.now(),
		headSha: "",
		baseSha: "",
		mergeSha: null,
		state: { is: "open" }
	};
	await refresh(state, pull);
	state.pulls.set(pull.number, pull);
	return pull;
}
// src/github/loopback/runner.ts
/** Runs a built action as GitHub's runner does: a process of its own, inputs and event through the environment, results in files. */
/** `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`: what the runner reads from GITHUB_OUTPUT and its like. */
function parseFileCommands(text) {
	const found = {};
	const lines = text.split(/\r?\n/);
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] ?? "";
		const block = /^([^=]+?)<<(.+)$/.exec(line);
		if (block) {
			const [, name = "", delimiter = ""] = block;
			const end = lines.indexOf(delimiter, i + 1);
			if (end < 0) throw new Error(`${name} has no end "${delimiter}"`);
			found[name] = lines.slice(i + 1, end).join("\n");
			i = end;
		} else if (line.includes("=")) found[line.slice(0, line.indexOf("="))] = line.slice(line.indexOf("=") + 1);
	}
	return found;
}
let lastRun = Math.floor(Date.now() / 1e3);
/** The variables of a job; `folder` holds its files. */
function jobEnvironment(job, folder, runId) {
	const { repository, url } = job.github;
	const inputs = Object.entries(job.inputs).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]);
	return {
		PATH: process.env["PATH"] ?? "",
		HOME: folder,
		LANG: "C.UTF-8",
		CI: "true",
		GITHUB_ACTIONS: "true",
		GITHUB_ACTION: "phoenix",
		GITHUB_WORKFLOW: "phoenix",
		GITHUB_JOB: "phoenix",
		GITHUB_REPOSITORY: `${repository.owner}/${repository.repo}`,
		GITHUB_REPOSITORY_ID: String(repository.id),
		GITHUB_REPOSITORY_OWNER: repository.owner,
		GITHUB_API_URL: url,
		GITHUB_SERVER_URL: url,
		GITHUB_GRAPHQL_URL: `${url}/graphql`,
		GITHUB_RUN_ID: String(runId),
		GITHUB_RUN_NUMBER: "1",
		GITHUB_RUN_ATTEMPT: String(job.attempt ?? 1),
		GITHUB_ACTOR: "alice",
		GITHUB_EVENT_NAME: job.event.name,
		GITHUB_EVENT_PATH: join(folder, "event.json"),
		GITHUB_SHA: job.event.sha,
		GITHUB_REF: job.event.ref,
		GITHUB_REF_NAME: job.event.ref.replace(/^refs\/(heads|tags|pull)\//, ""),
		GITHUB_HEAD_REF: job.event.headRef ?? "",
		GITHUB_BASE_REF: job.event.baseRef ?? "",
		GITHUB_WORKSPACE: job.workspace,
		GITHUB_OUTPUT: join(folder, "output"),
		GITHUB_STATE: join(folder, "state"),
		GITHUB_ENV: join(folder, "env"),
		GITHUB_PATH: join(folder, "path"),
		GITHUB_STEP_SUMMARY: join(folder, "summary"),
		RUNNER_ENVIRONMENT: job.hosted ?? "self-hosted",
		RUNNER_NAME: "loopback",
		RUNNER_OS: "Linux",
		RUNNER_ARCH: process.arch === "arm64" ? "ARM64" : "X64",
		RUNNER_TEMP: folder,
		RUNNER_TOOL_CACHE: folder,
		...Object.fromEntries(inputs),
		...job.env
	};
}
/** Runs the job to its end; its own failure is a result, not an error. */
async function runJob(job) {
	const runId = job.runId ?? ++lastRun;
	const folder = job.folder ?? await mkdtemp(join(tmpdir(), "phoenix-job-"));
	try {
		const env = jobEnvironment(job, folder, runId);
		await writeFile$1(join(folder, "event.json"), JSON.stringify(job.event.payload));
		for (const name of [
			"output",
			"state",
			"env",
			"path",
			"summary"
		]) await writeFile$1(join(folder, name), "");
		const child = spawn(job.node, [job.main], {
			cwd: job.workspace,
			env,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			...job.kill && {
				signal: job.kill,
				killSignal: "SIGKILL"
			}
		});
		job.onStart?.((signal) => void child.kill(signal));
		let [stdout, stderr] = ["", ""];
		child.stdout.setEncoding("utf8").on("data", (text) => {
			stdout += text;
			job.onOutput?.(text);
		});
		child.stderr.setEncoding("utf8").on("data", (text) => stderr += text);
		const exitCode = await new Promise((resolve, reject) => {
			child.on("error", (error) => {
				if (error.name !== "AbortError") reject(error);
			});
			child.on("close", resolve);
		});
		const text = (name) => readFile$1(join(folder, name), "utf8");
		const [outputs, summary] = [parseFileCommands(await text("output")), await text("summary")];
		return {
			exitCode,
			stdout,
			stderr,
			outputs,
			summary,
			runId
		};
	} finally {
		if (job.folder === void 0) await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
// src/github/loopback/route.ts
/** An error that GitHub answers. */
var ApiError = class extends Error {
	status;
	errors;
	headers;
	constructor(status, message, details = {}) {
		super(message);
		this.status = status;
		this.errors = details.errors;
		this.headers = details.headers ?? {};
	}
};
const notFound = () => new ApiError(404, "Not Found");
/** 422, with the reason where GitHub puts it. */
function invalid(resource, field, message) {
	return new ApiError(422, "Validation Failed", { errors: [{
		resource,
		code: "custom",
		field,
		message
	}] });
}
/** What a route needs that this token lacks, or null. */
function missingPermission(route, caller) {
	const needs = route.needs ?? [];
	const has = ({ scope, level }) => caller.permissions[scope] === "write" || caller.permissions[scope] === level;
	if (needs.length === 0 || needs.some(has)) return null;
	return new ApiError(403, "Resource not accessible by integration", { headers: { "x-accepted-github-permissions": needs.map(({ scope, level }) => `${scope}=${level}`).join("; ") } });
}
/** The body as an object, or 400. */
function fields(call) {
	if (typeof call.body === "object" && call.body !== null && !Array.isArray(call.body)) return call.body;
	throw new ApiError(400, "Problems parsing JSON");
}
/** A text field of the body; 422 when it is missing. */
function textField(call, resource, name) {
	const value = fields(call)[name];
	if (typeof value === "string") return value;
	throw new ApiError(422, "Validation Failed", { errors: [{
		resource,
		code: "missing_field",
		field: name
	}] });
}
// src/github/loopback/routes/checks.ts
/** Check runs. Only apps make them, and an app changes only its own. */
/** In one request; more requests add more. */
const ANNOTATION_LIMIT = 50;
/** Bytes of summary and text. */
const TEXT_LIMIT = 65535;
const textOr = (value, otherwise) => typeof value === "string" ? value : otherwise;
function outputOf(given) {
	const output = given["output"];
	if (typeof output !== "object" || output === null) return null;
	return output;
}
function annotationsOf(output) {
	const annotations = output?.["annotations"];
	if (!Array.isArray(annotations)) return [];
	if (annotations.length > ANNOTATION_LIMIT) throw new ApiError(422, `Invalid request.\n\nNo more than ${ANNOTATION_LIMIT} items are allowed; ${annotations.length} were supplied.`);
	return annotations;
}
/** Takes over what the request names; annotations are added to those that stand. */
function assign(call, check, given) {
	const output = outputOf(given);
	for (const name of ["summary", "text"]) if (Buffer.byteLength(textOr(output?.[name], "") ?? "") > TEXT_LIMIT) throw new ApiError(422, `Invalid request.\n\nOnly ${TEXT_LIMIT} characters are allowed in output.${name}.`);
	const annotations = annotationsOf(output);
	check.name = textOr(given["name"], check.name) ?? check.name;
	check.externalId = textOr(given["external_id"], check.externalId);
	check.detailsUrl = textOr(given["details_url"], check.detailsUrl);
	check.title = textOr(output?.["title"], check.title);
	check.summary = textOr(output?.["summary"], check.summary);
	check.text = textOr(output?.["text"], check.text);
	check.annotations.push(...annotations);
	const conclusion = textOr(given["conclusion"], null);
	check.status = conclusion === null ? textOr(given["status"], check.status) : "completed";
	if (check.status === "completed") {
		if (conclusion === null && check.conclusion === null) throw new ApiError(422, "Invalid request.\n\nMissing conclusion");
		check.conclusion = conclusion ?? check.conclusion;
		check.completedAt = textOr(given["completed_at"], call.state.now());
	}
}
function newCheck(call, headSha) {
	if (call.caller.app === null) throw new ApiError(403, "You must authenticate via a GitHub App.");
	return {
		id: call.state.nextId(),
		app: call.caller.app,
		headSha,
		name: "",
		externalId: null,
		detailsUrl: null,
		status: "queued",
		conclusion: null,
		startedAt: call.state.now(),
		completedAt: null,
		title: null,
		summary: null,
		text: null,
		annotations: []
	};
}
const checkRoutes = [
	{
		method: "POST",
		path: "/repos/{owner}/{repo}/check-runs",
		needs: [{
			scope: "checks",
			level: "write"
		}],
		handle: async (call) => {
			const sha = textField(call, "CheckRun", "head_sha");
			textField(call, "CheckRun", "name");
			if ((await call.state.git.commit(sha))?.sha !== sha) throw new ApiError(422, `No commit found for SHA: ${sha}`);
			const check = newCheck(call, sha);
			assign(call, check, fields(call));
			call.state.checks.set(check.id, check);
			return {
				status: 201,
				body: checkShape(call.state, check)
			};
		}
	},
	{
		method: "PATCH",
		path: "/repos/{owner}/{repo}/check-runs/{check_run_id}",
		needs: [{
			scope: "checks",
			level: "write"
		}],
		handle: (call) => {
			const check = call.state.checks.get(Number(call.at["check_run_id"]));
			if (!check) throw notFound();
			if (check.app !== call.caller.app) throw new ApiError(403, "Invalid app_id for check run");
			assign(call, check, fields(call));
			return {
				status: 200,
				body: checkShape(call.state, check)
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/commits/{ref}/check-runs",
		needs: [{
			scope: "checks",
			level: "read"
		}],
		handle: async ({ state, at, query }) => {
			const commit = await state.git.commit(at["ref"] ?? "");
			if (!commit) throw new ApiError(422, `No commit found for SHA: ${at["ref"]}`);
			const wanted = {
				name: query.get("check_name"),
				status: query.get("status")
			};
			const all = [...state.checks.values()].filter((check) => check.headSha === commit.sha).filter((check) => wanted.name === null || check.name === wanted.name).filter((check) => wanted.status === null || check.status === wanted.status).sort((a, b) => b.id - a.id);
			const newest = all.filter((check) => all.find((other) => other.app === check.app && other.name === check.name) === check);
			const list = query.get("filter") === "all" ? all : newest;
			return {
				list: list.map((check) => checkShape(state, check)),
				wrap: (page) => ({
					total_count: list.length,
					check_runs: page
				})
			};
		}
	}
];
// src/github/loopback/routes/comments.ts
/** Comments and labels of issues and pull requests. */
/** Characters, as GitHub counts them; its description does not say so. */
const BODY_LIMIT = 65536;
const READ$2 = [{
	scope: "issues",
	level: "read"
}, {
	scope: "pull_requests",
	level: "read"
}];
const WRITE = [{
	scope: "issues",
	level: "write"
}, {
	scope: "pull_requests",
	level: "write"
}];
function issueOf(call) {
	const number = Number(call.at["issue_number"]);
	if (!call.state.pulls.has(number)) throw notFound();
	return number;
}
function commentOf(call) {
	const comment = call.state.comments.get(Number(call.at["comment_id"]));
	if (!comment) throw notFound();
	return comment;
}
function bodyOf(call) {
	const body = textField(call, "IssueComment", "body");
	if (body.trim() === "") throw invalid("IssueComment", "body", "body can't be blank");
	if (Array.from(body).length > BODY_LIMIT) throw invalid("IssueComment", "body", `body is too long (maximum is ${BODY_LIMIT} characters)`);
	return body;
}
/** People change their own comments; an app or anyone with write access changes all. */
const commentRoutes = [
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/issues/{issue_number}/comments",
		needs: READ$2,
		handle: (call) => {
			const issue = issueOf(call);
			const since = call.query.get("since") ?? "";
			return { list: [...call.state.comments.values()].filter((comment) => comment.issue === issue && comment.updatedAt >= since).sort((a, b) => a.id - b.id).map((comment) => commentShape(call.state, comment)) };
		}
	},
	{
		method: "POST",
		path: "/repos/{owner}/{repo}/issues/{issue_number}/comments",
		needs: WRITE,
		handle: (call) => {
			const { state, caller } = call;
			const now = state.now();
			const comment = {
				id: state.nextId(),
				issue: issueOf(call),
				author: caller.account,
				app: caller.app,
				createdAt: now,
				updatedAt: now,
				body: bodyOf(call)
			};
			state.comments.set(comment.id, comment);
			const body = commentShape(state, comment);
			return {
				status: 201,
				body,
				headers: { location: String(body["url"]) }
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/issues/comments/{comment_id}",
		needs: READ$2,
		handle: (call) => ({
			status: 200,
			body: commentShape(call.state, commentOf(call))
		})
	},
	{
		method: "PATCH",
		path: "/repos/{owner}/{repo}/issues/comments/{comment_id}",
		needs: WRITE,
		handle: (call) => {
			const comment = commentOf(call);
			comment.body = bodyOf(call);
			comment.updatedAt = call.state.now();
			return {
				status: 200,
				body: commentShape(call.state, comment)
			};
		}
	},
	{
		method: "DELETE",
		path: "/repos/{owner}/{repo}/issues/comments/{comment_id}",
		needs: WRITE,
		handle: (call) => {
			call.state.comments.delete(commentOf(call).id);
			return { status: 204 };
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/issues/{issue_number}/labels",
		needs: READ$2,
		handle: (call) => ({ list: (call.state.labels.get(issueOf(call)) ?? []).map((label) => labelShape(call.state, label)) })
	},
	{
		method: "POST",
		path: "/repos/{owner}/{repo}/issues/{issue_number}/labels",
		needs: WRITE,
		handle: (call) => {
			const issue = issueOf(call);
			const wanted = Array.isArray(call.body) ? call.body : fields(call)["labels"];
			if (!Array.isArray(wanted)) throw new ApiError(422, "Validation Failed");
			const names = wanted.map((label) => typeof label === "object" && label !== null && "name" in label ? String(label.name) : String(label));
			const had = call.state.labels.get(issue) ?? [];
			const added = names.filter((name) => !had.some((label) => label.name === name)).map((name) => ({
				id: call.state.nextId(),
				name
			}));
			const now = [...had, ...added];
			call.state.labels.set(issue, now);
			return {
				status: 200,
				body: now.map((label) => labelShape(call.state, label))
			};
		}
	},
	{
		method: "DELETE",
		path: "/repos/{owner}/{repo}/issues/{issue_number}/labels",
		needs: WRITE,
		handle: (call) => {
			call.state.labels.delete(issueOf(call));
			return { status: 204 };
		}
	}
];
// src/github/loopback/routes/git-data.ts
/** Trees, blobs, commits, refs and comparisons, straight from the git repository. */
const READ$1 = [{
	scope: "contents",
	level: "read"
}];
/** GitHub lists so many entries of a tree and says `truncated` when there are more. */
const TREE_LIMIT = 1e5;
/** Files of a comparison, without a word when there are more. */
const COMPARED_FILES = 300;
const gitRoutes = [
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/git/trees/{tree_sha}",
		needs: READ$1,
		handle: async ({ state, at, query }) => {
			const name = at["tree_sha"] ?? "";
			const entries = await state.git.tree(name, query.has("recursive"));
			if (!entries) throw notFound();
			const id = (await state.git.run(["rev-parse", `${name}^{tree}`])).toString().trim();
			const tree = entries.slice(0, TREE_LIMIT).map(({ path, mode, type, sha, size }) => ({
				path,
				mode,
				type,
				sha,
				...size !== null && { size },
				...type !== "commit" && { url: `${repoUrl(state)}/git/${type}s/${sha}` }
			}));
			return {
				status: 200,
				body: {
					sha: id,
					url: `${repoUrl(state)}/git/trees/${id}`,
					tree,
					truncated: entries.length > TREE_LIMIT
				}
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/git/blobs/{file_sha}",
		needs: READ$1,
		handle: async ({ state, at }) => {
			const sha = at["file_sha"] ?? "";
			const bytes = await state.git.blob(sha);
			if (!bytes) throw notFound();
			const content = bytes.toString("base64").replaceAll(/.{60}/g, "$&\n");
			return {
				status: 200,
				body: {
					sha,
					node_id: Buffer.from(`B${sha}`).toString("base64"),
					size: bytes.length,
					url: `${repoUrl(state)}/git/blobs/${sha}`,
					content,
					encoding: "base64"
				}
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/commits/{ref}",
		needs: READ$1,
		handle: async ({ state, at }) => {
			const commit = await state.git.commit(at["ref"] ?? "");
			if (!commit) throw new ApiError(422, `No commit found for SHA: ${at["ref"]}`);
			return {
				status: 200,
				body: commitShape(state, commit)
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/git/ref/{ref}",
		needs: READ$1,
		handle: async ({ state, at }) => {
			const ref = `refs/${at["ref"]}`;
			const commit = await state.git.commit(ref);
			if (!commit) throw notFound();
			const url = `${repoUrl(state)}/git/commits/${commit.sha}`;
			const object = {
				type: "commit",
				sha: commit.sha,
				url
			};
			return {
				status: 200,
				body: {
					ref,
					node_id: Buffer.from(ref).toString("base64"),
					url: `${repoUrl(state)}/git/${ref}`,
					object
				}
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/compare/{basehead}",
		needs: READ$1,
		handle: async ({ state, at, query }) => {
			const { git } = state;
			const [from = "", to = ""] = (at["basehead"] ?? "").split("...");
			const [base, head] = [await git.commit(from), await git.commit(to)];
			const common = base && head ? await git.mergeBase(base.sha, head.sha) : null;
			const middle = common === null ? null : await git.commit(common);
			if (!base || !head || !middle) throw notFound();
			const ahead = await git.list(`${base.sha}..${head.sha}`, "--reverse");
			const behind = await git.list(`${head.sha}..${base.sha}`);
			const size = Math.min(250, Number(query.get("per_page") ?? 250));
			const start = (Number(query.get("page") ?? 1) - 1) * size;
			const commits = await Promise.all(ahead.slice(start, start + size).map((id) => git.commit(id)));
			const files = (await git.changed(base.sha, head.sha)).slice(0, COMPARED_FILES);
			const page = `${pageUrl(state)}/compare/${from}...${to}`;
			const status = ahead.length > 0 ? behind.length > 0 ? "diverged" : "ahead" : behind.length > 0 ? "behind" : "identical";
			return {
				status: 200,
				body: {
					url: `${repoUrl(state)}/compare/${from}...${to}`,
					html_url: page,
					permalink_url: page,
					diff_url: `${page}.diff`,
					patch_url: `${page}.patch`,
					base_commit: commitShape(state, base),
					merge_base_commit: commitShape(state, middle),
					status,
					ahead_by: ahead.length,
					behind_by: behind.length,
					total_commits: ahead.length,
					commits: commits.flatMap((commit) => commit ? [commitShape(state, commit)] : []),
					files: files.map((file) => fileShape(state, head.sha, file))
				}
			};
		}
	}
];
// src/github/loopback/routes/pulls.ts
/** Pull requests: read, opened, and found by the commits that they brought. */
const READ = [{
	scope: "pull_requests",
	level: "read"
}];
function pullOf(call) {
	const pull = call.state.pulls.get(Number(call.at["pull_number"]));
	if (!pull) throw notFound();
	return pull;
}
const updatedAt = (pull) => pull.state.is === "open" ? pull.createdAt : pull.state.at;
function listed({ state, query }) {
	const wanted = {
		state: query.get("state") ?? "open",
		base: query.get("base"),
		head: query.get("head")
	};
	const isUpdated = query.get("sort") === "updated";
	const key = (pull) => `${isUpdated ? updatedAt(pull) : pull.createdAt} ${String(pull.number).padStart(9, "0")}`;
	const pulls = [...state.pulls.values()].filter((pull) => wanted.state === "all" || pull.state.is === "open" === (wanted.state === "open")).filter((pull) => wanted.base === null || pull.base === wanted.base).filter((pull) => wanted.head === null || `${pull.head.place?.owner}:${pull.head.ref}` === wanted.head).sort((a, b) => key(a) < key(b) ? -1 : 1);
	return query.get("direction") === "asc" || isUpdated && query.get("direction") === null ? pulls : pulls.toReversed();
}
/** Merged pull requests for a commit on the default branch; for any other commit also open ones that contain it. */
async function linked(state, sha) {
	const pulls = [...state.pulls.values()];
	const isOnDefault = await state.git.isAncestor(sha, `refs/heads/${state.repository.defaultBranch}`);
	const found = [];
	for (const pull of pulls) {
		const brought = pull.state.is === "merged" ? pull.state.commits : [];
		const own = isOnDefault ? [] : await state.git.list(`${pull.baseSha}..${pull.headSha}`);
		if (brought.includes(sha) || own.includes(sha)) found.push(pull);
	}
	return found;
}
const pullRoutes = [
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/pulls",
		needs: READ,
		handle: (call) => ({ list: listed(call).map((pull) => pullShape(call.state, pull)) })
	},
	{
		method: "POST",
		path: "/repos/{owner}/{repo}/pulls",
		needs: [{
			scope: "pull_requests",
			level: "write"
		}],
		handle: async (call) => {
			const wish = {
				head: textField(call, "PullRequest", "head"),
				base: textField(call, "PullRequest", "base"),
				title: textField(call, "PullRequest", "title"),
				author: call.caller.account
			};
			for (const name of [wish.head, wish.base]) if (!await call.state.git.commit(`refs/heads/${name}`)) throw new ApiError(422, "Validation Failed");
			const pull = await openPull(call.state, wish);
			return {
				status: 201,
				body: await wholePullShape(call.state, pull)
			};
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/pulls/{pull_number}",
		needs: READ,
		handle: async (call) => ({
			status: 200,
			body: await wholePullShape(call.state, pullOf(call))
		})
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/pulls/{pull_number}/commits",
		needs: READ,
		handle: async (call) => {
			const { git } = call.state;
			const pull = pullOf(call);
			const ids = await git.list(`${pull.baseSha}..${pull.headSha}`, "--reverse");
			return { list: (await Promise.all(ids.map((id) => git.commit(id)))).flatMap((commit) => commit ? [commitShape(call.state, commit)] : []) };
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/pulls/{pull_number}/files",
		needs: READ,
		handle: async (call) => {
			const pull = pullOf(call);
			return { list: (await call.state.git.changed(pull.baseSha, pull.headSha)).map((file) => fileShape(call.state, pull.headSha, file)) };
		}
	},
	{
		method: "GET",
		path: "/repos/{owner}/{repo}/commits/{commit_sha}/pulls",
		needs: READ,
		handle: async ({ state, at }) => {
			const sha = at["commit_sha"] ?? "";
			const commit = await state.git.commit(sha);
			if (!commit) throw new ApiError(422, `No commit found for SHA: ${sha}`);
			return { list: (await linked(state, commit.sha)).map((pull) => pullShape(state, pull)) };
		}
	}
];
// src/github/loopback/dispatch.ts
/** From a request to its route and back: tokens, permissions, pages and errors. No HTTP here. */
const ROUTES = [
	...[{
		method: "GET",
		path: "/user",
		handle: ({ state, caller }) => {
			if (caller.app !== null) throw new ApiError(403, "Resource not accessible by integration");
			return {
				status: 200,
				body: ownUserShape(state, caller.account)
			};
		}
	}, {
		method: "GET",
		path: "/repos/{owner}/{repo}",
		handle: ({ state }) => ({
			status: 200,
			body: repositoryShape(state)
		})
	}],
	...commentRoutes,
	...checkRoutes,
	...pullRoutes,
	...gitRoutes
];
const PAGE_DEFAULT = 30;
const PAGE_MOST = 100;
function variables(template, path) {
	const [wanted, given] = [template.split("/"), path.split("/")];
	if (wanted.length !== given.length) return null;
	const found = {};
	for (const [i, part] of wanted.entries()) {
		const value = decodeURIComponent(given[i] ?? "");
		const name = /^\{(.+)\}$/.exec(part)?.[1];
		if (name !== void 0) found[name] = value;
		else if (part !== value) return null;
	}
	return found;
}
function paged(answer, request, state) {
	const number = (name, otherwise) => Math.max(1, Number(request.query.get(name)) || otherwise);
	const size = Math.min(PAGE_MOST, number("per_page", PAGE_DEFAULT));
	const page = number("page", 1);
	const last = Math.max(1, Math.ceil(answer.list.length / size));
	const items = answer.list.slice((page - 1) * size, page * size);
	const link = (rel, to) => {
		const query = new URLSearchParams(request.query);
		query.set("page", String(to));
		return `<${state.url}${request.path}?${query.toString()}>; rel="${rel}"`;
	};
	const before = page > 1 ? [link("prev", page - 1), link("first", 1)] : [];
	const after = page < last ? [link("next", page + 1), link("last", last)] : [];
	const links = [...before, ...after];
	return {
		status: 200,
		headers: links.length > 0 ? { link: links.join(", ") } : {},
		body: answer.wrap ? answer.wrap(items) : items
	};
}
/** An error as GitHub words it; one that is no answer of GitHub is a bug here, and is shown with its stack. */
function errorAnswer(error) {
	if (!(error instanceof ApiError)) return {
		status: 500,
		headers: {},
		body: { message: error instanceof Error ? error.stack ?? error.message : String(error) }
	};
	const { status, message, errors, headers } = error;
	const documentation = "https://docs.github.com/rest";
	return {
		status,
		headers,
		body: {
			message,
			...errors && { errors },
			documentation_url: documentation,
			status: String(status)
		}
	};
}
/** Finds the route, checks token and permission, and answers. */
async function answer(state, request) {
	try {
		const caller = request.token === null ? void 0 : state.callers.get(request.token);
		if (!caller) throw new ApiError(401, request.token === null ? "Requires authentication" : "Bad credentials");
		for (const route of ROUTES) {
			const at = route.method === request.method ? variables(route.path, request.path) : null;
			if (!at) continue;
			const { owner, repo } = state.repository;
			if ((at["owner"] ?? owner) !== owner || (at["repo"] ?? repo) !== repo) throw notFound();
			const refused = missingPermission(route, caller);
			if (refused) throw refused;
			const given = await route.handle({
				state,
				caller,
				at,
				query: request.query,
				body: request.body
			});
			return "list" in given ? paged(given, request, state) : {
				status: given.status,
				headers: given.headers ?? {},
				body: given.body
			};
		}
		throw notFound();
	} catch (error) {
		return errorAnswer(error);
	}
}
// src/github/loopback/server.ts
/**
* A small GitHub on loopback, for the demo and for trying the action without the network: the routes that Phoenix uses,
* over a real git repository. What it takes and gives is not checked here; the tests wrap it with GitHub's own description.
*/
const REQUEST_LIMIT = 10485760;
async function read(message) {
	const chunks = [];
	let size = 0;
	for await (const chunk of message) {
		size += chunk.length;
		if (size > REQUEST_LIMIT) throw new ApiError(413, "Payload Too Large");
		chunks.push(chunk);
	}
	const url = new URL(message.url ?? "/", "http://loopback");
	const text = Buffer.concat(chunks).toString();
	return {
		method: message.method ?? "GET",
		path: url.pathname,
		query: url.searchParams,
		token: /^(?:token|bearer) (.+)$/i.exec(message.headers.authorization ?? "")?.[1] ?? null,
		headers: message.headers,
		body: text === "" ? void 0 : JSON.parse(text)
	};
}
function send(response, { status, headers, body }) {
	const text = body === void 0 ? "" : JSON.stringify(body);
	response.writeHead(status, {
		"x-ratelimit-limit": "5000",
		"x-ratelimit-remaining": "4999",
		...text !== "" && { "content-type": "application/json; charset=utf-8" },
		"content-length": String(Buffer.byteLength(text)),
		...headers
	});
	response.end(text);
}
function newState(options) {
	let id = 1e3;
	const clock = options.clock ?? Date.now;
	return {
		repository: {
			id: 1,
			owner: options.owner ?? "acme",
			repo: options.repo ?? "lab",
			isPrivate: options.isPrivate ?? true,
			defaultBranch: options.defaultBranch ?? "main"
		},
		git: openGit(options.folder),
		callers: new Map(Object.entries(options.callers)),
		pulls: /* @__PURE__ */ new Map(),
		comments: /* @__PURE__ */ new Map(),
		checks: /* @__PURE__ */ new Map(),
		labels: /* @__PURE__ */ new Map(),
		nextId: () => ++id,
		now: () => `${new Date(clock()).toISOString().slice(0, 19)}Z`,
		url: ""
	};
}
/** Starts a GitHub on a free port of 127.0.0.1. */
async function startLoopback(options) {
	const state = newState(options);
	const respond = async (message, response) => {
		const request = await read(message);
		const given = options.intercept?.(request) ?? await answer(state, request);
		if (given === "drop") {
			message.socket.destroy();
			return;
		}
		send(response, options.review?.(request, given) ?? given);
	};
	const server = createServer((message, response) => {
		respond(message, response).catch((error) => send(response, errorAnswer(error)));
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(0, "127.0.0.1", resolve);
	});
	state.url = `http://127.0.0.1:${server.address().port}`;
	return {
		url: state.url,
		state,
		close: () => new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		})
	};
}
// src/sources/scratch.ts
/** Folders and repositories that a demonstration makes for itself and throws away. */
/**
* A new temporary folder, or the given one, which is made and kept.
* @throws PhoenixError `REFUSED` when the given one holds anything: it would be hard to tell apart afterwards.
*/
function makeScratch(keep) {
	if (keep !== void 0) {
		const folder = resolve(keep);
		makeFolder(folder);
		if (readdirSync(folder).length === 0) return {
			folder,
			remove: () => {}
		};
		throw new PhoenixError("REFUSED", `${quote(keep, 200)} is not empty; nothing was written`, { hint: "name a folder that is empty or not there yet" });
	}
	const folder = mkdtempSync(join(tmpdir(), "phoenix-"));
	return {
		folder,
		remove: () => rmSync(folder, {
			recursive: true,
			force: true
		})
	};
}
function copyFolder(from, to) {
	cpSync(from, to, { recursive: true });
}
/** Replaces the one place of `search` in a file; the demonstration must not go on with a file that looks otherwise. */
function editFile(path, search, replacement) {
	const parts = readFileSync(path, "utf8").split(search);
	if (parts.length !== 2) throw new PhoenixError("UNREADABLE", `${path} has no single place that reads ${search}`, { hint: "the demonstration edits the example estate as it is shipped; restore configs/" });
	writeFileSync(path, parts.join(replacement));
}
function writeFile(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}
function readFile(path) {
	return readFileSync(path, "utf8");
}
function removeFolder(path) {
	rmSync(path, { recursive: true });
}
function removeFile(path) {
	rmSync(path);
}
const PERSON = [
	"-c",
	"user.name=Ann",
	"-c",
	"user.email=ann@example.org"
];
/** git in a folder. @throws PhoenixError `GIT` with what git said. */
async function git(folder, ...args) {
	const { exit, stdout, stderr } = await runGit$1(folder, [...PERSON, ...args]);
	if (exit === 0) return stdout.trim();
	throw new PhoenixError("GIT", `git ${args[0] ?? ""} failed: ${stderr.trim()}`);
}
// src/commands/demo-kept.ts
/** The last words of `phoenix demo --keep`. */
/** What `--keep` left, how to look at it, and how to be rid of it. */
function describeKept(folder) {
	const [work, node] = [join(folder, "work"), join(folder, "node")];
	return [
		`Everything is in ${folder}:`,
		"  work                      the repository, after the merge",
		"  node                      the simulated node",
		"  comment-planned.md        the comment of the pull request, and what it became:",
		"  comment-applied.md",
		"  vault.key                 opens its vault: it is nobody else's",
		"  github.git, checkout-*    what the GitHub on loopback and the action worked on",
		"",
		"To look around:",
		`  git -C ${work} log --graph --oneline`,
		`  phoenix lab ${node} -- pct list`,
		`  phoenix plan --live --node sim:${node} --configs ${join(work, "configs")}`,
		"",
		`To remove it all: rm -r ${folder}`
	].join("\n");
}
// src/commands/demo-vault.ts
/**
* The vault of the demonstration. The example estate has one that only its owner could open; here it is made anew, with a
* key and values of its own.
*/
const LENGTH = 32;
/** Gives an entry another value. */
async function renewEntry(configs, name, io) {
	await vaultSet({
		name,
		more: [],
		configs,
		generate: LENGTH
	}, io);
}
/**
* Every entry that the estate uses, with a made-up value.
* @param keyFile is made
* @returns the private key, armoured
*/
async function makeVault(configs, keyFile, io) {
	const names = new Set(vaultUses(configs).uses.map(({ entry }) => entry));
	removeFolder(join(configs, VAULT_FOLDER));
	await vaultInit({
		configs,
		newKey: keyFile,
		passphrase: false,
		name: "Demonstration"
	}, io);
	for (const name of [...names].toSorted()) await renewEntry(configs, name, io);
	return readFile(keyFile);
}
// src/commands/demo-change.ts
/** The change that the demonstration proposes: one of each kind, in the example estate as it is shipped. */
const CHANGE_TITLE = "Serve a coder model, retire llama.cpp, keep metrics for a month, change a password";
const CODER = `// Qwen2.5 Coder for the editors, on the card that llama.cpp leaves.
{
  "vmid": 959,
  "description": "Qwen2.5 Coder for the editors",
  "extends": ["vllm"],
  "clone": "layer/vllm",
  "memory": "24G",
  "net0": { "ip": "10.0.0.159/24" },
  "gpus": { "gpu0": null, "gpu1": {} },
  "mounts": { "/vllm_models": "bind:vllm_models" },
  "features": {
    "vllm": { "model": "Qwen/Qwen2.5-Coder-7B-Instruct-AWQ", "name": "coder", "quantization": "awq_marlin" },
  },
}
`;
/** Edits the files of a work tree, and lets go of the pin that nothing uses any more. */
async function changeEstate(configs, io) {
	editFile(join(configs, "profiles/docker-host.jsonc"), "\"keyctl\": true", "\"keyctl\": true, \"fuse\": true");
	editFile(join(configs, "lxc/ollama-oWUI.jsonc"), "\"size\": \"128G\"", "\"size\": \"192G\"");
	editFile(join(configs, "lxc/monitoring-stack.jsonc"), "\"interval\": \"15s\"", `"interval": "15s", "retention": "30d", "targets": ["coder=\${lxc/vllm-coder.net0.address}:8000"]`);
	writeFile(join(configs, "lxc/vllm-coder.jsonc"), CODER);
	removeFile(join(configs, "lxc/llamacpp.jsonc"));
	const silent = {
		...io,
		out: () => {},
		err: () => {}
	};
	await featureUpdate({
		configs,
		ids: []
	}, silent);
	await renewEntry(configs, "grafana/admin", silent);
}
// src/commands/demo.ts
/**
* `phoenix demo`: the whole story on real input. The example estate in a repository, a pull request on a GitHub on
* loopback, the built action run as a runner does, and containers on a simulated Proxmox node.
*/
const ANN = {
	id: 7,
	login: "ann",
	type: "User"
};
const TOKEN = "a-token-for-loopback";
const WRITES = {
	contents: "read",
	issues: "write",
	pull_requests: "write",
	checks: "write"
};
const heading = (io, text) => io.out(`\n=== ${text}\n`);
const silent = (io) => ({
	...io,
	out: () => {},
	err: () => {}
});
const indented = (text) => text.trimEnd().replace(/^/gm, "    ");
/** The example estate as the first commit of a repository that the GitHub on loopback serves. */
async function makeRepository(folder, work, io) {
	const bare = join(folder, "github.git");
	await git(folder, "init", "--quiet", "--bare", "--initial-branch=main", bare);
	await git(folder, "init", "--quiet", "--initial-branch=main", work);
	const configs = join(work, "configs");
	copyFolder(join(packageFolder(), "configs"), configs);
	const vaultKey = await makeVault(configs, join(folder, "vault.key"), silent(io));
	await git(work, "add", ".");
	await git(work, "commit", "--quiet", "-m", "The AI lab as it stands");
	await git(work, "remote", "add", "origin", bare);
	await git(work, "push", "--quiet", "origin", "main");
	return {
		bare,
		vaultKey
	};
}
/** Runs the built action for an event, in a checkout of its own. */
async function runAction(stage, event, name, vaultKey = "") {
	if (!event) throw new PhoenixError("GITHUB", "the change of the demonstration does not merge");
	const workspace = join(stage.folder, `checkout-${name}`);
	await checkout(join(stage.folder, "github.git"), workspace, event, 2);
	const job = await runJob({
		node: process$1.execPath,
		main: join(packageFolder(), "dist", "action.js"),
		event,
		github: stage.github.state,
		workspace,
		inputs: {
			token: TOKEN,
			command: "auto",
			configs: "configs",
			node: `sim:${stage.node}`,
			parallel: "4",
			comment: "true",
			"vault-key": vaultKey
		},
		hosted: "github-hosted"
	});
	if (job.exitCode === 0) return job;
	throw new PhoenixError("STEP_FAILED", `the action exited with ${job.exitCode} on ${name}`, { hint: `${job.stdout}${job.stderr}`.trim() });
}
/** Shows the comment as it is now, and leaves it in a file for whoever keeps the folder. */
function showComment({ folder, github, io }, pull, file) {
	const body = [...github.state.comments.values()].find((one) => one.issue === pull.number)?.body ?? "(no comment)";
	writeFile(join(folder, file), `${body}\n`);
	io.out(indented(body));
}
async function buildEstate({ work, node, vaultKey, io }) {
	heading(io, "1. The estate: configs/, a real AI lab, built on a simulated Proxmox node");
	const configs = join(work, "configs");
	const estate = sound(openWorkspace({ configs }).onDisk());
	openLab(node, labOptionsOf(estate));
	process$1.env["PHOENIX_VAULT_KEY"] = vaultKey;
	const quiet = {
		...io,
		out: () => {}
	};
	if (await apply({
		addresses: [],
		configs,
		node: `sim:${node}`,
		yes: true,
		parallel: 4
	}, quiet) !== 0) throw new PhoenixError("STEP_FAILED", "the estate could not be built on the simulated node");
	io.out(indented(runInLab(node, ["pct", "list"]).stdout));
}
async function propose(stage) {
	const { work, github, io } = stage;
	heading(io, "2. A pull request: software, a profile and a password change, a container comes, one goes, a disk grows");
	await git(work, "checkout", "--quiet", "-b", "coder");
	await changeEstate(join(work, "configs"), io);
	await git(work, "add", "--all", ".");
	await git(work, "commit", "--quiet", "-m", CHANGE_TITLE);
	io.out(indented(await git(work, "diff", "--stat", "main", "coder")));
	await git(work, "push", "--quiet", "origin", "coder");
	return openPull(github.state, {
		head: "coder",
		title: CHANGE_TITLE,
		author: ANN
	});
}
async function story(stage) {
	const { github, io, node, work } = stage;
	await buildEstate(stage);
	const pull = await propose(stage);
	heading(io, "3. The action runs for the pull request, without a secret, and comments:");
	const planned = await runAction(stage, await pullRequestEvent(github.state, pull, "opened"), "plan");
	showComment(stage, pull, "comment-planned.md");
	const outputs = Object.entries(planned.outputs).filter(([name]) => name !== "plan-file");
	io.out(`\n    outputs: ${outputs.map(([name, value]) => `${name}=${value}`).join(" ")}`);
	heading(io, "4. Ann merges; the action runs for the push, applies, and the comment becomes:");
	const merge = await mergePull(github.state, pull, "merge", ANN);
	await runAction(stage, await pushEvent(github.state, {
		branch: "main",
		before: merge.before,
		after: merge.after
	}, ANN), "apply", stage.vaultKey);
	showComment(stage, pull, "comment-applied.md");
	heading(io, "5. The node now:");
	io.out(indented(runInLab(node, ["pct", "list"]).stdout));
	heading(io, "6. A second plan, against the node:");
	await git(work, "fetch", "--quiet", "origin", "main");
	await git(work, "checkout", "--quiet", "--detach", "FETCH_HEAD");
	const again = {
		configs: join(work, "configs"),
		live: true,
		node: `sim:${node}`,
		format: "text",
		detailedExitcode: true
	};
	if (await plan(again, {
		...io,
		out: (text) => io.out(indented(text))
	}) !== 0) throw new PhoenixError("STEP_FAILED", "the second plan is not empty");
}
/** Exit code 0 when the story ended as it should. */
async function demo(options, io) {
	const scratch = makeScratch(options.keep);
	const { folder } = scratch;
	const [work, node] = [join(folder, "work"), join(folder, "node")];
	try {
		const { bare, vaultKey } = await makeRepository(folder, work, io);
		const github = await startLoopback({
			folder: bare,
			isPrivate: true,
			callers: { [TOKEN]: actionsToken(WRITES) }
		});
		try {
			await story({
				folder,
				work,
				github,
				node,
				vaultKey,
				io
			});
			if (options.keep !== void 0) io.out(`\n${describeKept(folder)}`);
			return 0;
		} finally {
			await github.close();
		}
	} finally {
		scratch.remove();
	}
}
export { demo };
