import { At as hide, bt as PhoenixError } from "./base.js";
import { O as string, T as object } from "./zod.js";
import { n as BatchGetSecretValueCommand, nn as fromWebToken, r as SecretsManagerClient, t as GetSecretValueCommand } from "./aws-sdk.js";
import { s as visible } from "./kind-vm.js";
import { Oi as parseSecretId, gi as parseTree } from "./engine.js";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
// src/secrets/aws/oidc-token.ts
/**
* The token with which GitHub says which job this is, for AWS to believe. One GET, as the toolkit of Actions does it, which
* belongs to other folders and would print the token to have it masked.
*/
/** Whom the token is for, as AWS's guide for GitHub Actions has it. */
const AUDIENCE = "sts.amazonaws.com";
const TIMEOUT_MS = 2e4;
const TRIES = 3;
const PAUSE_MS = 500;
const answer = object({ value: string().min(1) });
/** @throws PhoenixError `REFUSED` where the job may have none, or GitHub gives none */
async function oidcToken(role) {
	const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env;
	if (!url || !token) throw new PhoenixError("REFUSED", `this job cannot take the role ${role}: it may not ask for a token`, { hint: "Give the job that applies `permissions: id-token: write`." });
	const address = new URL(url);
	address.searchParams.set("audience", AUDIENCE);
	for (let tries = 1;; tries += 1) {
		const said = await ask(address, token);
		if ("value" in said) {
			hide(said.value);
			return said.value;
		}
		if (!said.again || tries === TRIES) throw new PhoenixError("REFUSED", `GitHub gave no token for the role ${role}: ${said.why}`, { hint: "Run the job again; https://www.githubstatus.com tells of troubles." });
		await setTimeout(PAUSE_MS * tries);
	}
}
async function ask(address, token) {
	try {
		const response = await fetch(address, {
			headers: {
				authorization: `Bearer ${token}`,
				accept: "application/json"
			},
			signal: AbortSignal.timeout(TIMEOUT_MS)
		});
		if (!response.ok) {
			await response.body?.cancel();
			return {
				why: `it answered ${response.status}`,
				again: response.status >= 500
			};
		}
		const { data } = answer.safeParse(await response.json());
		return data ?? {
			why: "its answer holds none",
			again: false
		};
	} catch {
		return {
			why: `${address.host} does not answer as it should`,
			again: true
		};
	}
}
/** Whom the token speaks of, such as `repo:lab/estate:ref:refs/heads/main`; a policy of AWS compares it. */
function subjectOf(token) {
	try {
		const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
		return object({ sub: string() }).parse(claims).sub;
	} catch {
		return null;
	}
}
// src/secrets/aws/credentials.ts
/** Whose rights are used: a role that the job of GitHub Actions may take, or what the SDK finds where Phoenix runs. */
/**
* Undefined: the SDK's own search, which begins with the environment. So it is for an operator at a command line, who has
* no such token and rights of their own.
*/
function credentialsOf(role) {
	if (!role || process.env["GITHUB_ACTIONS"] !== "true") return void 0;
	return async (properties) => {
		const token = await oidcToken(role);
		const roleSessionName = `phoenix-${process.env["GITHUB_RUN_ID"] ?? process.pid}`;
		try {
			const given = await fromWebToken({
				roleArn: role,
				webIdentityToken: token,
				roleSessionName
			})(properties);
			hide(given.secretAccessKey, given.sessionToken ?? "");
			return given;
		} catch (error) {
			throw notTaken(role, token, error);
		}
	};
}
function notTaken(role, token, error) {
	const why = error instanceof Error ? error.name : "unknown";
	const subject = subjectOf(token);
	const whom = subject === null ? "subject of this job" : `subject "${subject}"`;
	switch (why) {
		case "AccessDenied":
		case "AccessDeniedException":
		case "InvalidIdentityToken":
		case "InvalidIdentityTokenException":
		case "IDPRejectedClaim":
		case "IDPRejectedClaimException": return new PhoenixError("REFUSED", `AWS does not let this job take the role ${role} (${why})`, { hint: `Make token.actions.githubusercontent.com an identity provider of that account, and let the role's trust policy allow sts:AssumeRoleWithWebIdentity to the audience sts.amazonaws.com and the ${whom}.` });
		default: return new PhoenixError("REFUSED", `the role ${role} cannot be taken: AWS STS answers ${why}`, { hint: "Run the job again; where that does not help, see whether the runner reaches AWS STS of its region." });
	}
}
// src/secrets/aws/client.ts
/** Connections to AWS Secrets Manager, one for each region that secrets are in. */
/** With the SDK's back-off, about 10 s in all where a quota is used up. */
const ATTEMPTS = 6;
const TIMEOUTS = {
	connectionTimeout: 5e3,
	requestTimeout: 2e4,
	throwOnRequestTimeout: true
};
/**
* Gives the connection to a region; null: the one of the settings, or of the runner.
* @throws PhoenixError `REFUSED` for settings that nobody should connect with
*/
function connections(settings) {
	process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
	const ownRegion = settings.region ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
	const endpoint = endpointOf(settings);
	const credentials = credentialsOf(settings.role);
	const connect = async (region) => {
		const client = new SecretsManagerClient({
			...region && { region },
			...endpoint && region === ownRegion && { endpoint },
			...credentials && { credentials },
			...process.env["AWS_MAX_ATTEMPTS"] ? {} : { maxAttempts: ATTEMPTS },
			requestHandler: TIMEOUTS
		});
		return {
			client,
			region: await regionOf(client)
		};
	};
	const known = /* @__PURE__ */ new Map();
	return (other) => {
		const region = other ?? ownRegion;
		const connection = known.get(region) ?? connect(region);
		known.set(region, connection);
		return connection;
	};
}
/** From a profile of ~/.aws/config too. */
async function regionOf(client) {
	try {
		return await client.config.region();
	} catch {
		throw new PhoenixError("REFUSED", "nobody says which region of AWS the secrets are in", { hint: "Set secrets.aws.region in phoenix.json, or AWS_REGION where Phoenix runs." });
	}
}
function endpointOf({ endpoint }) {
	if (endpoint === void 0) return void 0;
	const { protocol, hostname } = new URL(endpoint);
	const isHere = [
		"localhost",
		"127.0.0.1",
		"[::1]"
	].includes(hostname);
	if (protocol === "https:" || isHere) return endpoint;
	throw new PhoenixError("REFUSED", `secrets would travel in the clear from ${endpoint}`, { hint: "Write https:// in secrets.aws.endpoint of phoenix.json." });
}
// src/secrets/aws/failure.ts
/**
* What is wrong when AWS Secrets Manager gives no value, and what to do. Of an error, only its name and what AWS says are
* used: others may repeat a piece of an answer.
*/
const refused = (message, hint) => new PhoenixError("REFUSED", message, { hint });
const all = (message, hint) => ({
	of: "all",
	error: refused(message, hint)
});
/** A failure that has a name in AWS's reference (Secrets Manager, GetSecretValue and Common Errors). */
function failureOf({ name, message }, { secret, reference, region }) {
	const one = (what, hint) => ({
		of: "secret",
		error: refused(`the secret ${reference} ${what}`, hint)
	});
	switch (name) {
		case "ResourceNotFoundException": return {
			of: "secret",
			error: null
		};
		case "AccessDeniedException": return /\bkms\b/i.test(message) ? one(`cannot be decrypted: AWS denies kms:Decrypt${whoIn(message)}`, "Allow kms:Decrypt on the secret's key, in the policy of who asks and in that of the key.") : one(`may not be read: AWS denies secretsmanager:GetSecretValue${whoIn(message)}`, `Allow it in a policy: {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"${resourceOf(secret, region)}"}.`);
		case "InvalidRequestException": return /delet/i.test(message) ? one("is marked for deletion", `Take it back (aws secretsmanager restore-secret --secret-id ${secret.id}), or use another.`) : one(`cannot be read as it is now: ${visible(message)}`, "See its state in the console of AWS.");
		case "InvalidParameterException":
		case "ValidationException": return one(`is named as AWS does not take it: ${visible(message)}`, "Correct the reference.");
		case "DecryptionFailure": return one("cannot be decrypted with its KMS key", "See that the key is there, enabled, and not about to be deleted.");
		case "ThrottlingException":
		case "Throttling":
		case "TooManyRequestsException":
		case "RequestLimitExceeded": return all("AWS Secrets Manager takes no more requests for now, however long Phoenix waited in between", "Run it again later; something else may use up the quota of the account.");
		case "ExpiredTokenException":
		case "ExpiredToken": return all("the credentials for AWS have expired", "Renew them where Phoenix runs, or let it take a role: secrets.aws.role in phoenix.json.");
		case "RequestExpired":
		case "RequestInTheFuture":
		case "RequestTimeTooSkewed": return all("AWS refuses requests from another time than its own", "Set the clock where Phoenix runs.");
		case "InvalidSignatureException":
		case "SignatureDoesNotMatch":
		case "IncompleteSignature": return all("AWS does not accept the signature: the secret access key is not that of the access key", "Correct AWS_SECRET_ACCESS_KEY or the profile where Phoenix runs, and its clock.");
		case "UnrecognizedClientException":
		case "InvalidClientTokenId":
		case "MissingAuthenticationToken": return all(`AWS does not know the access key in ${region}`, "Correct AWS_ACCESS_KEY_ID (and AWS_SESSION_TOKEN) or the profile where Phoenix runs; a key may be of another partition, or turned off.");
		default: return all(`AWS Secrets Manager answers ${visible(name)}: ${visible(message)}`, "Run it again later.");
	}
}
/** A failure of a call, whoever it comes from. @param host where it went */
function failureOfCall(error, asked, host) {
	if (error instanceof PhoenixError) return {
		of: "all",
		error
	};
	if (!(error instanceof Error)) throw error;
	if ("$fault" in error && error.name !== "Unknown") return failureOf(error, asked);
	if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") return all("there are no credentials for AWS where Phoenix runs", "Let the job take a role (secrets.aws.role in phoenix.json, and `permissions: id-token: write`), or give it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the role of an instance.");
	const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
	const isAnswered = error instanceof SyntaxError || statusOf(error) !== void 0;
	return all(isAnswered ? `what answers at ${host} is not understood as AWS Secrets Manager (${code})` : `AWS Secrets Manager cannot be reached at ${host} (${code})`, "See whether region and endpoint are right (secrets.aws in phoenix.json), and whether the runner has a way there.");
}
/** Of the answer, where there was one; the SDK adds it to whatever is thrown. */
function statusOf(error) {
	return error.$metadata?.httpStatusCode;
}
/** Who is denied, as AWS calls them: nothing secret, and what its reader looks for first. */
function whoIn(message) {
	const who = /\bUser: (arn:[\w:/+=,.@-]+)/.exec(message)?.[1];
	return who ? ` to ${who}` : "";
}
/** For policies: AWS adds six characters to a name. */
function resourceOf({ id }, region) {
	const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
	return id.startsWith("arn:") ? id : `arn:${partition}:secretsmanager:${region}:ACCOUNT:secret:${id}-??????`;
}
// src/secrets/aws/value.ts
/** What AWS Secrets Manager holds under a name: a text, which may be JSON with fields. Nothing said here repeats any of it. */
/** @param reference how files name it */
function secretOf({ SecretString: text }, reference) {
	if (text === void 0) return new PhoenixError("REFUSED", `the secret ${reference} is binary, and guests are given text`, { hint: "Store it as text: aws secretsmanager put-secret-value … --secret-string file://FILE; in base64, if need be." });
	return {
		value: text,
		field: (name) => fieldOf(text, name, reference)
	};
}
function fieldOf(text, name, reference) {
	const refuse = (what, hint) => new PhoenixError("REFUSED", `"${name}" of the secret ${reference} ${what}`, { hint });
	const object = objectIn(text);
	if (!object) throw refuse("cannot be read: the secret is no JSON object", "Leave out \"#\" and what follows it, or store JSON.");
	const value = (object.children?.findLast(({ children }) => children?.[0]?.value === name))?.children?.[1];
	switch (value?.type) {
		case void 0: return null;
		case "string": return String(value.value);
		case "number":
		case "boolean": return text.slice(value.offset, value.offset + value.length);
		case "array":
		case "object":
		case "null":
		case "property": throw refuse(`is ${value.type === "null" ? "null" : `an ${value.type}`}, and no text`, "Name a field that holds a text.");
	}
}
function objectIn(text) {
	try {
		JSON.parse(text);
	} catch {
		return null;
	}
	const root = parseTree(text);
	return root?.type === "object" ? root : null;
}
// src/secrets/aws/read.ts
/** One call to AWS Secrets Manager, and what comes of it for each secret that was asked for. */
/** An answer holds at least one of 20, or has no end. */
const MOST_PAGES = 40;
async function readOne(connection, one) {
	const { id, stage, version } = one.secret;
	const command = new GetSecretValueCommand({
		SecretId: id,
		...stage && { VersionStage: stage },
		...version && { VersionId: version }
	});
	try {
		return secretOf(await connection.client.send(command), one.reference);
	} catch (error) {
		return (await failed(error, connection, one)).error;
	}
}
/**
* Current versions, at most 20. What is not among the answers is to be asked for by itself: one secret can spoil the call.
* `denied`: batches are not allowed, which says nothing of single reads.
*/
async function readBatch(connection, wanted) {
	try {
		return answersIn(await pagesOf(connection, wanted.map(({ secret }) => secret.id)), wanted);
	} catch (error) {
		const [first] = wanted;
		const failure = first && await failed(error, connection, first);
		if (failure?.of === "all") return new Map(wanted.map(({ name }) => [name, failure.error]));
		return error instanceof Error && error.name === "AccessDeniedException" ? "denied" : /* @__PURE__ */ new Map();
	}
}
async function pagesOf({ client }, ids) {
	const pages = [];
	let token;
	do {
		const command = new BatchGetSecretValueCommand({
			SecretIdList: ids,
			...token && { NextToken: token }
		});
		const page = await client.send(command);
		pages.push(page);
		token = page.NextToken;
	} while (token && pages.length < MOST_PAGES);
	return pages;
}
function answersIn(pages, wanted) {
	const found = /* @__PURE__ */ new Map();
	for (const entry of pages.flatMap(({ SecretValues }) => SecretValues ?? [])) for (const { name, reference } of wanted.filter(({ secret }) => isOf(entry, secret.id))) found.set(name, secretOf(entry, reference));
	for (const { SecretId, ErrorCode = "", Message = "" } of pages.flatMap(({ Errors }) => Errors ?? [])) {
		const one = wanted.find(({ secret }) => secret.id === SecretId);
		if (one) found.set(one.name, failureOf({
			name: ErrorCode,
			message: Message
		}, one).error);
	}
	return found;
}
async function failed(error, { client, region }, asked) {
	return failureOfCall(error, asked, (await client.config.endpoint?.())?.hostname ?? `its endpoint in ${region}`);
}
/** An ARN may stand in a reference without the hyphen and six characters that AWS adds to the name. */
function isOf({ ARN = "", Name = "" }, id) {
	return Name === id || ARN === id || ARN.startsWith(`${id}-`) && ARN.length === id.length + 7;
}
// src/secrets/aws/source.ts
/**
* AWS Secrets Manager as a source of secrets: current versions in batches, others one by one. Alone is also how a secret is
* read for whom a policy allows `secretsmanager:GetSecretValue` and not `BatchGetSecretValue`.
*/
/** API reference, BatchGetSecretValue. */
const MOST_IN_BATCH = 20;
/** Calls at the same time, in a region. */
const AT_ONCE = 8;
async function openAws({ settings }) {
	const connect = connections(settings.aws);
	let mayBatch = true;
	const readRegion = async (names, region) => {
		try {
			const connection = await connect(region);
			const wanted = names.flatMap((name) => wantedOf(name, connection) ?? []);
			const answers = /* @__PURE__ */ new Map();
			if (mayBatch) await each(batchesOf(wanted), async (batch) => {
				const found = await readBatch(connection, batch);
				if (found === "denied") mayBatch = false;
				else for (const [name, answer] of found) answers.set(name, answer);
			});
			await each(wanted.filter(({ name }) => !answers.has(name)), async (one) => void answers.set(one.name, await readOne(connection, one)));
			return [...answers];
		} catch (error) {
			if (error instanceof PhoenixError) return names.map((name) => [name, error]);
			throw error;
		}
	};
	return async (names) => {
		const regionOf = (name) => parseSecretId(name)?.region ?? null;
		const read = [...new Set(names.map(regionOf))].map((region) => {
			const there = names.filter((name) => regionOf(name) === region);
			return readRegion(there, region);
		});
		return new Map((await Promise.all(read)).flat());
	};
}
function wantedOf(name, { region }) {
	const secret = parseSecretId(name);
	return secret && {
		name,
		secret,
		region,
		reference: `\${secret:aws:${name}}`
	};
}
function batchesOf(wanted) {
	const current = wanted.filter(({ secret }) => !secret.stage && !secret.version);
	return [current.filter(({ secret }) => secret.region === null), current.filter(({ secret }) => secret.region !== null)].flatMap((some) => piecesOf(some, MOST_IN_BATCH)).filter(({ length }) => length > 1);
}
async function each(list, work) {
	for (const together of piecesOf(list, AT_ONCE)) await Promise.all(together.map(work));
}
function piecesOf(list, most) {
	const count = Math.ceil(list.length / most);
	return Array.from({ length: count }, (_, i) => list.slice(i * most, (i + 1) * most));
}
export { openAws };
