import { a as info, d as warning, i as getInput, l as setOutput, n as endGroup, o as isDebug, r as error, s as notice, t as debug, u as startGroup } from "./core.js";
import { $ as LEVELS$1, At as hide, Q as VERSION, St as errorsIn, Tt as durationInMs, Y as shortened, at as showOn, bt as PhoenixError, ct as inSpan, et as wanted, jt as masked, nt as levelOf, rt as say } from "./base.js";
import { D as strictObject, I as prettifyError, O as string, S as looseObject, _ as int, f as _enum, h as boolean, t as number } from "./zod.js";
import { Bo as logText, K as shippedFeatures, Vo as plain, Wo as visible, X as isBesideFiles, tt as loadEstate, vo as fullPath } from "./engine.js";
import { _ as tooLarge, d as isBeside, g as notText, h as judgeEntry } from "./sources.js";
import { I as kinds$1 } from "./live.js";
import { n as recorder, t as isShown } from "./record.js";
import { t as detailText } from "./record-text.js";
import { t as pulse } from "./pulse.js";
import { t as openWorkspace } from "./workspace.js";
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
// src/github/failure.ts
/** GitHub's answers that are errors, as one sentence and what to do about it. No network here. */
const kinds = /* @__PURE__ */ new WeakMap();
/** The kind of a failure that came out of the client; null for any other error. */
function failureKind(error) {
	return typeof error === "object" && error !== null ? kinds.get(error) ?? null : null;
}
function isRequestFailure(error) {
	return error instanceof Error && "status" in error && "request" in error;
}
function kindOf(failure) {
	const headers = failure.response?.headers ?? {};
	switch (failure.status) {
		case 401: return "unauthorized";
		case 403:
		case 429: return failure.status === 429 || headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== void 0 || /rate limit/i.test(failure.message) ? "rate-limited" : "forbidden";
		case 404:
		case 410: return "not-found";
		case 400:
		case 422: return "invalid";
		default: return failure.status >= 500 ? "unavailable" : "other";
	}
}
/** The permissions that a route needs, where GitHub does not name them in its answer. */
function permissionFor(path, method) {
	const level = method === "GET" ? "read" : "write";
	if (/\/(check-runs|check-suites)/.test(path)) return `checks: ${level}`;
	if (/\/(issues|pulls)(\/|$)/.test(path)) return `pull-requests: ${level}`;
	return `contents: ${level}`;
}
function permissionHint(failure, path) {
	return `give the job \`permissions: ${String(failure.response?.headers["x-accepted-github-permissions"] ?? "").split(/[;,]/)[0]?.replaceAll("=", ": ").replaceAll("_", "-") || permissionFor(path, failure.request.method)}\`; the token of a fork's pull request only reads`;
}
function limitHint(failure) {
	const headers = failure.response?.headers ?? {};
	const wait = headers["retry-after"];
	const reset = Number(headers["x-ratelimit-reset"]);
	if (wait !== void 0) return `GitHub asks to wait ${wait} s; run the job again after that`;
	return reset > 0 ? `the limit is renewed at ${(/* @__PURE__ */ new Date(reset * 1e3)).toISOString()}; run the job again after that` : "run the job again in a few minutes";
}
const HINTS = {
	unauthorized: () => "the token is wrong or has expired; pass `token: ${{ github.token }}`",
	forbidden: permissionHint,
	"not-found": () => "it does not exist, or the token may not see it: check the repository, the number, and `permissions:`",
	"rate-limited": limitHint,
	invalid: () => "GitHub refused what Phoenix sent; if the plan shows nothing odd, report this as a bug",
	unavailable: () => "check the network of the runner and githubstatus.com, then run the job again; what was applied stays applied",
	other: () => "run the job again; if it stays, report this as a bug"
};
/** `Validation Failed: body is too long (maximum is 65536 characters)`. */
function detail(failure) {
	const data = failure.response?.data;
	const errors = typeof data === "object" && data !== null && "errors" in data && Array.isArray(data.errors) ? data.errors : [];
	const known = failure.message.split(" - https://")[0] ?? "";
	const text = [known, ...errors.map((e) => typeof e === "object" && e !== null && "message" in e ? String(e.message) : JSON.stringify(e)).filter((message) => !known.includes(message))].join(": ").replaceAll(/\s+/g, " ");
	return shortened(text, 300);
}
/** The error to throw for one that a request threw; anything that is no answer of GitHub comes back unchanged. */
function explainFailure(error) {
	if (!isRequestFailure(error)) return error;
	const kind = kindOf(error);
	const path = URL.canParse(error.request.url) ? new URL(error.request.url).pathname : error.request.url;
	const answered = error.response !== void 0;
	const what = `${error.request.method} ${path}`;
	const message = answered ? `GitHub answered ${error.status} to ${what}: ${detail(error)}` : `GitHub cannot be reached for ${what}: ${detail(error)}`;
	const explained = new PhoenixError("GITHUB", message, {
		hint: HINTS[kind](error, path),
		cause: error
	});
	kinds.set(explained, kind);
	return explained;
}
// src/github/environment.ts
/** The variables that a runner gives to an action, read once and by name. No other file reads `GITHUB_*` or `RUNNER_*`. */
const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
function required(variables, name) {
	const value = variables[name];
	if (value) return value;
	throw new PhoenixError("USAGE", `${name} is not set`, { hint: "the action runs in a GitHub workflow; anywhere else use the `phoenix` command" });
}
function repositoryOf(name) {
	const [owner, repo, ...rest] = name.split("/");
	if (owner && repo && rest.length === 0) return {
		owner,
		repo
	};
	throw new PhoenixError("USAGE", `GITHUB_REPOSITORY is "${name}", not "owner/name"`);
}
function count(variables, name) {
	const value = Number(variables[name] ?? "");
	return Number.isSafeInteger(value) && value > 0 ? value : 1;
}
/** Reads the runner's variables; throws `USAGE` where one is missing that every run has. */
function runnerEnvironment(variables) {
	const name = required(variables, "GITHUB_REPOSITORY");
	const serverUrl = (variables["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/+$/, "");
	const runId = count(variables, "GITHUB_RUN_ID");
	const sha = required(variables, "GITHUB_SHA");
	if (!SHA.test(sha)) throw new PhoenixError("USAGE", `GITHUB_SHA is "${sha}", not a full commit id`);
	return {
		repository: repositoryOf(name),
		apiUrl: (variables["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, ""),
		serverUrl,
		eventName: required(variables, "GITHUB_EVENT_NAME"),
		eventPath: required(variables, "GITHUB_EVENT_PATH"),
		sha,
		ref: variables["GITHUB_REF"] ?? "",
		runId,
		runAttempt: count(variables, "GITHUB_RUN_ATTEMPT"),
		workflow: variables["GITHUB_WORKFLOW"] ?? "",
		job: variables["GITHUB_JOB"] ?? "",
		actor: variables["GITHUB_ACTOR"] ?? "",
		runUrl: `${serverUrl}/${name}/actions/runs/${runId}`,
		workspace: variables["GITHUB_WORKSPACE"] || ".",
		summaryPath: variables["GITHUB_STEP_SUMMARY"] || null,
		tempPath: variables["RUNNER_TEMP"] || null,
		hosted: variables["RUNNER_ENVIRONMENT"] === "github-hosted" ? "github-hosted" : "self-hosted"
	};
}
/** Names a run of the action in logs, journals and reports: `gh-123456-1`. */
const runNameOf = ({ runId, runAttempt }) => `gh-${runId}-${runAttempt}`;
// src/github/unwritable.ts
/** A file of the runner that cannot be written: mostly, its disk is full. */
function unwritable(what, cause) {
	const why = cause instanceof Error ? cause.message : String(cause);
	return new PhoenixError("UNWRITABLE", `${what} cannot be written: ${why}`, {
		hint: "make room on the runner (\"df\" tells where it is full), then run the job again",
		cause
	});
}
// src/github/outputs.ts
/** What the action hands to later steps and to the log's reader: outputs, annotations and the exit. */
/** The runner shows no more annotations of a level and step. */
const SHOWN_PER_LEVEL = 10;
/**
* Sets the outputs by their names in `action.yml`; null is an empty text.
* @throws PhoenixError `UNWRITABLE`
*/
function setOutputs(outputs) {
	for (const [name, value] of Object.entries(outputs)) {
		const text = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
		try {
			setOutput(name, masked(text));
		} catch (error) {
			throw unwritable("the outputs of this step (GITHUB_OUTPUT)", error);
		}
	}
}
const LEVELS = {
	error,
	warning,
	notice
};
/** Findings as annotations of the run, the gravest first; `root` is the configs folder from the repository's root. */
function annotate(findings, root = "") {
	for (const severity of [
		"error",
		"warning",
		"notice"
	]) for (const finding of findings.filter((f) => f.severity === severity).slice(0, SHOWN_PER_LEVEL)) {
		const { at, also } = finding;
		const other = also && `See also ${fullPath(root, also.file)}:${also.line}`;
		LEVELS[severity]([
			finding.message,
			other,
			finding.hint
		].filter(Boolean).map((t) => visible(masked(t ?? ""))).join("\n"), {
			title: finding.id,
			...at && {
				file: visible(fullPath(root, at.file)),
				startLine: at.line,
				startColumn: at.column
			}
		});
	}
}
/** A line for the log that may carry text of a pull request: nothing in it is a command of the runner. */
function logLine(text) {
	info(logText(masked(text)));
}
/** Lines that a reader may fold away, all at once: whatever else is at work, nothing gets between them. */
function logGroup(title, lines) {
	startGroup(plain(masked(title)));
	for (const line of lines) logLine(line);
	endGroup();
}
const isDebugged = () => isDebug();
/** Shown where debug logging of the job is on (ACTIONS_STEP_DEBUG, or "Enable debug logging" of a run that is done again). */
function debugLine(text) {
	if (isDebug()) debug(logText(masked(text)));
}
// src/github/summary.ts
/** The page of a run: everything, where the comment has a budget. GitHub drops a step's summary over 1 MiB, so it is kept below. */
/** Bytes that a step may write. */
const SUMMARY_BYTES = 1048576;
/** Room for the line that says what was left out. */
const RESERVE = 200;
/** As many of the blocks as fit, in order, and a last line that counts the rest; a block is never cut. */
function fitSummary(blocks, limit = SUMMARY_BYTES) {
	const kept = [];
	let used = RESERVE;
	for (const block of blocks) {
		used += Buffer.byteLength(block) + 2;
		if (used > limit) break;
		kept.push(block);
	}
	const left = blocks.length - kept.length;
	if (left > 0) kept.push(`*${left} more blocks did not fit into GitHub's 1 MiB: see the plan file of this run.*`);
	return kept.length === 0 ? "" : `${kept.join("\n\n")}\n`;
}
/**
* Adds to the summary of this step; `path` is `GITHUB_STEP_SUMMARY`, null on a runner without summaries.
* @throws PhoenixError `UNWRITABLE`
*/
async function writeSummary(path, blocks) {
	const text = fitSummary(blocks.map(masked));
	if (path === null || text === "") return;
	await appendFile(path, text).catch((error) => {
		throw unwritable("the summary of this step (GITHUB_STEP_SUMMARY)", error);
	});
}
// src/github/client.ts
/** Longer waits than this fail at once: a job that sleeps for an hour helps nobody. */
const LONGEST_WAIT_SECONDS = 120;
const RATE_LIMIT_RETRIES = 3;
const SERVER_ERROR_RETRIES = 3;
const REQUEST_TIMEOUT_MS = 3e4;
/** GitHub Enterprise and github.com both answer to it; without it the newest version answers. */
const API_VERSION = "2022-11-28";
/** The app behind `github.token`. */
const ACTIONS_APP = "github-actions";
/** Node's own fetch knows no proxy (NODE_USE_ENV_PROXY came with 24): with one set, the Actions toolkit's fetch is taken. */
async function fetchFor(variables) {
	if (![
		"https_proxy",
		"HTTPS_PROXY",
		"http_proxy",
		"HTTP_PROXY"
	].some((name) => variables[name])) return globalThis.fetch;
	const { defaults } = await import("./utils.js");
	return defaults.request?.fetch;
}
/** Comments and checks hold what programs have printed. */
const withoutSecrets = (fetch) => (url, init) => fetch(url, typeof init?.body === "string" ? {
	...init,
	body: masked(init.body)
} : init);
/** A server that accepts and never answers must not hold the job until its time limit. */
const withTimeout = (fetch) => (url, init) => {
	const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
	return fetch(url, {
		...init,
		signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit
	});
};
let opened = 0;
/** Opens the client. Nothing is sent until the first call. */
async function openClient(options) {
	const [{ Octokit }, { throttling }, { retry }, fetch] = await Promise.all([
		import("./dist-src2.js"),
		import("./dist-bundle3.js"),
		import("./dist-bundle2.js"),
		fetchFor(process.env)
	]);
	const tell = options.onWait ?? (() => {});
	const wait = (why, seconds, retryCount) => {
		const goesOn = retryCount < RATE_LIMIT_RETRIES && seconds <= LONGEST_WAIT_SECONDS;
		if (goesOn) tell(`GitHub: ${why}; waiting ${seconds} s as it asks`);
		return goesOn;
	};
	const log = {
		debug: () => {},
		info: () => {},
		warn: tell,
		error: () => {}
	};
	const octokit = new (Octokit.plugin(throttling, retry))({
		auth: options.token,
		baseUrl: options.apiUrl,
		userAgent: `phoenix/${options.version}`,
		log,
		request: {
			fetch: withTimeout(withoutSecrets(fetch)),
			log
		},
		throttle: {
			id: `phoenix-${++opened}`,
			onSecondaryRateLimit: (seconds, _request, _octokit, retryCount) => wait("too many requests in a short time", seconds, retryCount),
			onRateLimit: (seconds, _request, _octokit, retryCount) => wait("the hourly limit is used up", seconds, retryCount)
		},
		retry: {
			retries: SERVER_ERROR_RETRIES,
			doNotRetry: [
				400,
				401,
				403,
				404,
				409,
				410,
				422,
				429,
				451
			]
		}
	});
	octokit.hook.before("request", (request) => {
		request.headers["x-github-api-version"] = API_VERSION;
	});
	octokit.hook.wrap("request", (send, request) => {
		const { method, baseUrl } = request;
		const route = request.url.replace(/\?.*$/, "");
		const about = {
			method,
			route,
			server: new URL(baseUrl).hostname
		};
		return inSpan("request", `${method} ${route}`, about, async (span) => {
			const response = await send(request);
			span.end(true, { status: response.status });
			return response;
		});
	});
	octokit.hook.error("request", (error) => {
		throw explainFailure(error);
	});
	return {
		octokit,
		repository: options.repository,
		app: options.app ?? ACTIONS_APP
	};
}
// src/github/compare.ts
/** GitHub lists at most 250 commits to a page here, and the whole of a comparison over several. */
const PER_PAGE = 100;
const MOST_PAGES = 10;
/** Asks GitHub; null when it does not know one of the two. */
async function compareCommits(client, older, newer) {
	const { octokit, repository } = client;
	const parents = /* @__PURE__ */ new Map();
	let isAncestor = false;
	let total = 0;
	try {
		for (let page = 1; page <= MOST_PAGES; page++) {
			const basehead = `${older}...${newer}`;
			const wish = {
				...repository,
				basehead,
				per_page: PER_PAGE,
				page
			};
			const { data } = await octokit.rest.repos.compareCommitsWithBasehead(wish);
			isAncestor = data.status === "ahead" || data.status === "identical";
			total = data.total_commits;
			for (const commit of data.commits) parents.set(commit.sha, commit.parents[0]?.sha);
			if (parents.size >= total || data.commits.length === 0) break;
		}
	} catch (error) {
		if (failureKind(error) === "not-found") return null;
		throw error;
	}
	if (parents.size < total) return {
		isAncestor,
		firstParents: null
	};
	const chain = [];
	for (let at = newer; at !== void 0 && parents.has(at); at = parents.get(at)) chain.push(at);
	return {
		isAncestor,
		firstParents: chain.toReversed()
	};
}
// src/github/content.ts
/**
* The configs folder at a commit, read through the API: for a shallow clone that lacks the commit and cannot fetch it.
* What GitHub does not give whole is an error, never a smaller tree: a missing file would read as a removed guest.
*/
/** A token has 1,000 requests an hour and repository; a blob is one of them. */
const MOST_BLOBS = 400;
const AT_ONCE = 8;
function fetchInstead(message) {
	return new PhoenixError("GITHUB", message, { hint: "give actions/checkout `fetch-depth: 0`, so that git has the commit itself" });
}
async function listTree(client, id, isDeep) {
	const wish = {
		...client.repository,
		tree_sha: id,
		...isDeep && { recursive: "1" }
	};
	const { data } = await client.octokit.rest.git.getTree(wish).catch((error) => {
		if (failureKind(error) === "not-found") return { data: null };
		throw error;
	});
	if (!data) return null;
	if (data.truncated) throw fetchInstead(`GitHub lists only a part of the tree ${id.slice(0, 7)}`);
	return data.tree;
}
/** What is in the folder; null where GitHub does not know the commit. */
async function listFolder(client, { commit, root }) {
	let tree = commit;
	for (const name of root.split("/").filter((part) => part !== "" && part !== ".")) {
		const entries = await listTree(client, tree, false);
		if (!entries) return null;
		const folder = entries.find((entry) => entry.path === name && entry.type === "tree");
		if (!folder) return [];
		tree = folder.sha;
	}
	return listTree(client, tree, true);
}
const TYPES = {
	"040000": "folder",
	"100644": "file",
	"100755": "file",
	"120000": "link"
};
/** The files to read, by the same rules as on disk; GitHub lists a folder before what is in it. */
function judged(entries) {
	const wanted = [];
	const kept = /* @__PURE__ */ new Set();
	const findings = [];
	const entered = /* @__PURE__ */ new Set([""]);
	for (const entry of entries) {
		const cut = entry.path.lastIndexOf("/");
		const parent = entry.path.slice(0, Math.max(0, cut));
		if (!entered.has(parent)) continue;
		const verdict = judgeEntry(parent, entry.path.slice(cut + 1), TYPES[entry.mode] ?? "other", isBeside);
		if (verdict === "keep") kept.add(entry);
		if (verdict === "enter") entered.add(entry.path);
		else if (typeof verdict === "object") findings.push(verdict);
		else if (verdict === "skip") continue;
		else if ((entry.size ?? 0) > 1048576) findings.push(tooLarge(entry.path));
		else wanted.push(entry);
	}
	return {
		wanted,
		kept,
		findings
	};
}
async function blob(client, id) {
	const { data } = await client.octokit.rest.git.getBlob({
		...client.repository,
		file_sha: id
	});
	if (data.encoding !== "base64") throw fetchInstead(`GitHub gives the file ${id.slice(0, 7)} only in part`);
	return Buffer.from(data.content, "base64");
}
async function blobsOf(client, { commit, known }, wanted) {
	const blobs = new Map([...known ?? []].map(([id, text]) => [id, Buffer.from(text)]));
	const missing = [...new Set(wanted.map((entry) => entry.sha))].filter((id) => !blobs.has(id));
	if (missing.length > MOST_BLOBS) throw fetchInstead(`${missing.length} files of ${commit.slice(0, 7)} would have to be read through the API; ${MOST_BLOBS} is the most`);
	const queue = missing.values();
	const worker = async () => {
		for (const id of queue) blobs.set(id, await blob(client, id));
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return blobs;
}
/**
* Reads the folder in one request per level of `root`, one for the list, and one per file that is not known. Null where
* GitHub does not know the commit; without files where the commit has no such folder.
*/
async function readTree(client, wish) {
	const entries = await listFolder(client, wish);
	if (!entries) return null;
	const { wanted, kept: asBytes, findings } = judged(entries);
	const blobs = await blobsOf(client, wish, wanted);
	const files = /* @__PURE__ */ new Map();
	const kept = /* @__PURE__ */ new Map();
	for (const entry of wanted) {
		const { path, sha } = entry;
		const bytes = blobs.get(sha) ?? Buffer.alloc(0);
		if (asBytes.has(entry)) kept.set(path, bytes);
		else if (isUtf8(bytes)) files.set(path, {
			path,
			text: Buffer.from(bytes).toString("utf8"),
			oid: sha
		});
		else findings.push(notText(path));
	}
	return {
		root: wish.root,
		revision: wish.commit,
		files,
		...kept.size > 0 && { kept },
		findings
	};
}
// src/github/event.ts
/**
* What happened on GitHub, from the runner's `event.json`: one union over the events that Phoenix answers. The payload is
* written by GitHub but carries text of strangers; only the fields below are kept.
*/
const sha = string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const repository = looseObject({
	private: boolean(),
	default_branch: string().optional()
});
const side = looseObject({
	sha,
	ref: string(),
	repo: looseObject({ id: int() }).nullable()
});
const pullRequest = looseObject({
	action: string(),
	number: int().positive(),
	repository,
	pull_request: looseObject({
		head: side,
		base: side,
		merged: boolean().nullish(),
		merge_commit_sha: sha.nullish(),
		state: _enum(["open", "closed"])
	})
});
const push = looseObject({
	before: sha,
	after: sha,
	ref: string(),
	forced: boolean().optional(),
	repository
});
const started = looseObject({ repository: repository.optional() });
const workflowRun = looseObject({
	action: string(),
	repository,
	workflow_run: looseObject({
		id: int(),
		event: string(),
		conclusion: string().nullish(),
		head_sha: sha,
		head_repository: looseObject({ id: int() }).nullish(),
		path: string().nullish()
	})
});
function read(schema, payload, name) {
	const parsed = schema.safeParse(payload);
	if (parsed.success) return parsed.data;
	throw new PhoenixError("USAGE", `event.json is not the payload of "${name}": ${prettifyError(parsed.error)}`, {
		hint: "GITHUB_EVENT_NAME and GITHUB_EVENT_PATH come from the runner; do not set them in the workflow",
		cause: parsed.error
	});
}
const commit = (id) => /^0+$/.test(id) ? null : id;
const about = (r) => ({
	isPublic: r?.private !== true,
	defaultBranch: r?.default_branch ?? null
});
/** The event of this run; `payload` is the parsed `event.json`. Throws `USAGE` for an event that Phoenix has no answer to. */
function parseEvent(environment, payload) {
	const name = environment.eventName;
	switch (name) {
		case "pull_request": {
			const event = read(pullRequest, payload, name);
			const pull = event.pull_request;
			const isOpen = pull.state === "open";
			return {
				name,
				action: event.action,
				number: event.number,
				head: {
					sha: pull.head.sha,
					ref: pull.head.ref
				},
				base: {
					sha: pull.base.sha,
					ref: pull.base.ref
				},
				mergeSha: isOpen ? environment.sha : pull.merged === true ? pull.merge_commit_sha ?? null : null,
				isFork: pull.head.repo === null || pull.head.repo.id !== pull.base.repo?.id,
				isMerged: pull.merged === true,
				...about(event.repository)
			};
		}
		case "push": {
			const event = read(push, payload, name);
			return {
				name,
				before: commit(event.before),
				after: commit(event.after),
				ref: event.ref,
				branch: event.ref.startsWith("refs/heads/") ? event.ref.slice(11) : null,
				isForced: event.forced === true,
				...about(event.repository)
			};
		}
		case "schedule":
		case "workflow_dispatch": return {
			name,
			...about(read(started, payload, name).repository)
		};
		case "workflow_run": {
			const event = read(workflowRun, payload, name);
			const run = event.workflow_run;
			return {
				name,
				action: event.action,
				run: {
					id: run.id,
					event: run.event,
					conclusion: run.conclusion ?? null,
					headSha: run.head_sha,
					headRepositoryId: run.head_repository?.id ?? null,
					path: run.path ?? null
				},
				...about(event.repository)
			};
		}
		default: throw new PhoenixError("USAGE", `Phoenix has no answer to the event "${name}"`, { hint: name === "pull_request_target" ? "use `on: pull_request`: pull_request_target gives strangers a token that may write" : "use `on:` pull_request, push, schedule, workflow_dispatch or workflow_run" });
	}
}
// src/github/inputs.ts
/** The inputs of `action.yml`, read once into one typed object, and the event's payload. */
const flag = _enum([
	"true",
	"false",
	""
]).transform((text) => text === "true");
/** In milliseconds. */
const duration = string().refine((text) => text === "" || durationInMs(text) !== null, "it must be a time such as \"30m\"").transform((text) => text === "" ? 0 : durationInMs(text) ?? 0);
const schema = strictObject({
	command: _enum([
		"auto",
		"plan",
		"apply",
		"drift",
		"proof"
	]),
	configs: string().min(1),
	environment: string().transform((name) => name === "" ? null : name),
	node: string().min(1),
	parallel: number().int().min(1).max(64),
	on: string().transform((name) => name === "" ? null : name),
	wait: duration,
	"allow-destroy": flag,
	comment: flag,
	proof: string(),
	"log-file": string(),
	"log-level": _enum(["", ...LEVELS$1]),
	"metrics-file": string(),
	"vault-key": string(),
	"vault-passphrase": string(),
	token: string()
});
const SECRET = [
	"token",
	"vault-key",
	"vault-passphrase"
];
/** No program that is started later inherits it, and no log shows it: the runner masks only what it knows itself. */
function takeSecrets() {
	for (const name of SECRET) {
		hide(getInput(name), getInput(name, { trimWhitespace: false }));
		Reflect.deleteProperty(process.env, `INPUT_${name.toUpperCase()}`);
	}
}
/** @throws PhoenixError `USAGE`, naming the input. */
function readInputs() {
	const texts = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, getInput(name)]));
	takeSecrets();
	const parsed = schema.safeParse(texts);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new PhoenixError("USAGE", `the input "${String(issue?.path[0])}" is not usable: ${issue?.message ?? ""}`, { hint: "see the inputs in action.yml" });
}
/** The parsed `event.json`. @throws PhoenixError `UNREADABLE`. */
function readEventPayload(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch (cause) {
		throw new PhoenixError("UNREADABLE", `the event's payload ${path} cannot be read`, { cause });
	}
}
// src/github/job-screen.ts
/** The log of a job as what a run is shown on: what is said, and with debug logging everything that the run does. */
function jobScreen(least) {
	return {
		show: (text, tone) => {
			if (isShown(levelOf(tone), least)) logLine(text);
		},
		sink: (ids) => {
			const recordOf = recorder(ids);
			return {
				take: (signal) => {
					const told = recordOf(signal);
					if (!told || signal.is === "log" && signal.said) return;
					const text = detailText(told, least);
					if (text === null) return;
					if (isDebugged()) debugLine(text);
					else logLine(`        ${text}`);
				},
				close: async () => {}
			};
		}
	};
}
// src/commands/act-context.ts
/** What every run of the action works with: inputs, runner, event, GitHub, and the estate's files. */
/** The log of a job has a look of its own; with its debug logging on, everything is wanted. @throws PhoenixError `USAGE` */
function keptOf(inputs, variables) {
	const options = {
		logFile: inputs["log-file"],
		logFormat: "text",
		logLevel: inputs["log-level"] || (isDebugged() ? "debug" : ""),
		metricsFile: inputs["metrics-file"]
	};
	return wanted(options, variables);
}
async function openContext(variables) {
	const inputs = readInputs();
	const runner = runnerEnvironment(variables);
	const event = parseEvent(runner, readEventPayload(runner.eventPath));
	const { repository: name, apiUrl } = runner;
	const client = await openClient({
		token: inputs.token,
		apiUrl,
		repository: name,
		version: VERSION,
		onWait: logLine
	});
	const env = inputs.environment === null ? {} : { env: inputs.environment };
	const workspace = openWorkspace({
		configs: inputs.configs,
		...env
	});
	const { repository } = workspace;
	if (!repository) throw new PhoenixError("GIT", `${inputs.configs} is not in a git repository`, { hint: "check the repository out first (actions/checkout)" });
	const root = repository.pathOf(inputs.configs);
	const estateAt = async (commit) => {
		if (await repository.has(commit)) return workspace.at(commit);
		if (await fetched(repository, commit)) return workspace.at(commit);
		const tree = await readTree(client, {
			commit,
			root
		});
		return tree ? loadEstate(tree, {
			env: inputs.environment,
			kinds: kinds$1,
			shipped: shippedFeatures
		}) : null;
	};
	const beyond = {
		estateAt,
		isAncestor: async (older, newer) => (await compareCommits(client, older, newer))?.isAncestor ?? null,
		commitsBetween: async (from, to) => (await compareCommits(client, from, to))?.firstParents ?? null
	};
	const kept = keptOf(inputs, variables);
	const level = kept?.logLevel ?? "info";
	showOn(jobScreen(level));
	const beating = pulse(say, { usual: "at work" });
	return {
		inputs,
		runner,
		event,
		client,
		workspace,
		repository,
		root,
		estateAt,
		beyond,
		say: beating.say,
		debug: debugLine,
		group: (title, lines) => {
			if (isShown("info", level)) logGroup(title, lines);
		},
		pulse: beating,
		wanted: kept
	};
}
/** The estate at a commit. @throws PhoenixError `GIT` when neither the clone nor GitHub knows it. */
async function knownEstate(context, commit) {
	const estate = await context.estateAt(commit);
	if (estate) return estate;
	throw new PhoenixError("GIT", `the commit ${commit} is neither in the clone nor known to GitHub`, { hint: "check out with fetch-depth: 0" });
}
/** Commits that are looked through for an estate without errors. */
const LOOK_BACK = 50;
/**
* The estate at a commit, or where that has errors, at its newest ancestor without: of a broken one neither policies nor
* removals can be told, and to take them for absent would let the change that mends it do what it likes unseen.
*/
async function soundBefore(context, commit) {
	let at = commit;
	for (let count = 0; count < LOOK_BACK; count += 1) {
		const estate = await context.estateAt(at);
		if (!estate) return { is: "unknown" };
		const errors = errorsIn(estate.findings).filter((one) => !isBesideFiles(one));
		if (errors.length === 0) return {
			is: "sound",
			estate
		};
		if (estate.tree.files.size === 0 || errors.every(({ id }) => id === "PHX207")) return { is: "nothing" };
		if (!await context.repository.has(at)) return { is: "unknown" };
		at = (await context.repository.parents(at))[0];
		if (at === void 0) return { is: "nothing" };
	}
	return { is: "unknown" };
}
/** A checkout without credentials cannot fetch from a private repository: then the API answers. */
async function fetched(repository, commit) {
	try {
		await repository.fetch(commit, 2);
		return true;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return false;
		throw error;
	}
}
/**
* A self-hosted runner sits on the hypervisor's network: strangers' code does not belong there.
* @throws PhoenixError `REFUSED` for a fork or a public repository that the settings do not allow.
*/
function refuseStrangers(context, settings) {
	const { runner, event } = context;
	if (runner.hosted === "github-hosted") return;
	const allow = settings?.policies.allow ?? {
		forks: false,
		publicRepository: false
	};
	if (event.name === "pull_request" && event.isFork && !allow.forks) throw new PhoenixError("REFUSED", "a pull request from a fork does not run on a self-hosted runner", { hint: "run the plan workflow on a hosted runner (runs-on: ubuntu-24.04); it needs no host" });
	if (event.isPublic && !allow.publicRepository) throw new PhoenixError("REFUSED", "this repository is public, and this runner is self-hosted", { hint: "make the repository private, or set policies.allow.publicRepository to true once you know what it means" });
}
/** Where comments and summaries of this run point to. */
function whereOf(context, head, base, pr) {
	const { runner, root } = context;
	return {
		repository: `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.repo}`,
		root,
		head,
		base,
		pr,
		run: runner.runUrl
	};
}
export { whereOf as a, setOutputs as c, soundBefore as i, runNameOf as l, openContext as n, writeSummary as o, refuseStrangers as r, annotate as s, knownEstate as t, failureKind as u };
