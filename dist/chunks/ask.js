import { Et as durationText, Ft as redactor, Pt as masksOf, t as RECORDED_GUEST } from "./base.js";
import { a as agentLimit, i as agentCommand, r as agentAnswer } from "./kind-vm.js";
import { Si as referencesIn, ki as authorityOf, xi as filled } from "./engine.js";
import { n as EXEC, r as INSIDE, t as ASK } from "./programs.js";
// src/health/probe.ts
/** A check as one command on a node: an argument vector and its time limit. */
/** Perl's start, lxc-attach and a busy node come on top of the check's own time. */
const SLACK = 2e4;
/** Seconds that a guest agent is waited for beside the check's own time. */
const AGENT_SLACK = 10;
const hex = (text) => Buffer.from(text).toString("hex");
/** A line for each: whatever it holds, it is no other line. */
const framed = (headers) => Object.entries(headers).map(([name, value]) => `${hex(name)} ${hex(value)}\n`).join("");
function askWords(ask, seconds, headers) {
	const words = [
		ASK,
		ask.host,
		String(ask.port),
		seconds
	];
	if (ask.is === "tcp") return words;
	const count = Object.keys(headers).length;
	const whole = ask.body === null ? "0" : "1";
	return [
		...words,
		ask.path,
		authorityOf(ask),
		whole,
		...count === 0 ? [] : [String(count)]
	];
}
/** All of it in the guest, with its own programs: nobody else is in the network of a virtual machine. */
function byAgent({ ask, timeout }, { vmid, node }, headers) {
	const whole = Math.ceil(timeout / 1e3);
	const seconds = whole + AGENT_SLACK;
	const stdin = ask.is === "exec" ? "" : framed(headers);
	const words = ask.is === "exec" ? [
		"sh",
		"-c",
		EXEC,
		"sh",
		String(whole),
		...ask.argv
	] : [
		"sh",
		"-c",
		INSIDE,
		"sh",
		...askWords(ask, String(whole), headers)
	];
	const reads = stdin !== "";
	return {
		node,
		argv: agentCommand(vmid, words, {
			seconds,
			reads
		}),
		timeout: agentLimit(seconds),
		wrapped: true,
		...reads && { stdin }
	};
}
/**
* The command of one try.
* @param headers of the request, with their secrets
*/
function probeOf(check, guest, headers = {}) {
	const { ask, from, timeout } = check;
	const place = from.is === "guest" ? from : guest;
	if (place.transport === "agent" && from.is !== "node") return byAgent(check, place, headers);
	const { vmid, node } = place;
	const seconds = String(Math.ceil(timeout / 1e3));
	const limit = timeout + SLACK;
	if (ask.is === "exec") return {
		node,
		argv: [...[
			"pct",
			"exec",
			String(vmid),
			"--keep-env",
			"0",
			"--",
			"sh",
			"-c",
			EXEC,
			"sh",
			seconds
		], ...ask.argv],
		timeout: limit
	};
	const argv = [
		...from.is === "node" ? [
			"nsenter",
			"--net=/proc/1/ns/net",
			"--"
		] : [
			"lxc-attach",
			"-n",
			String(vmid),
			"-s",
			"NETWORK",
			"--"
		],
		"perl",
		"-e",
		...askWords(ask, seconds, headers)
	];
	const stdin = framed(headers);
	return {
		node,
		argv,
		...stdin !== "" && { stdin },
		timeout: limit
	};
}
// src/health/answer.ts
function header(head, name) {
	const line = head.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name}:`));
	return line === void 0 ? null : line.slice(name.length + 1).trim();
}
/** What was cut off by the limit on the answer's size ends where it ends. */
function dechunk(bytes) {
	const parts = [];
	for (let at = 0; at < bytes.length;) {
		const end = bytes.indexOf("\r\n", at);
		const digits = /^[0-9a-fA-F]{1,8}/.exec(bytes.slice(at, end < 0 ? at : end))?.[0];
		const size = digits === void 0 ? 0 : Number.parseInt(digits, 16);
		if (size === 0) break;
		parts.push(bytes.slice(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
	return parts.join("");
}
/** Null for what is no answer of HTTP/1. @param hex its bytes in hexadecimal */
function parseAnswer(hex) {
	const bytes = Buffer.from(hex, "hex").toString("latin1");
	const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |\r|$)/.exec(bytes)?.[1];
	if (status === void 0) return null;
	const end = bytes.indexOf("\r\n\r\n");
	const head = end < 0 ? bytes : bytes.slice(0, end);
	const raw = end < 0 ? "" : bytes.slice(end + 4);
	const chunked = /\bchunked\b/i.test(header(head, "transfer-encoding") ?? "");
	const body = Buffer.from(chunked ? dechunk(raw) : raw, "latin1").toString("utf8");
	return {
		status: Number(status),
		body
	};
}
// src/health/verdict.ts
/** What the end of a probe says of a guest's health, in words for people. */
const healthy = (text) => ({
	is: "healthy",
	text
});
const unhealthy = (text) => ({
	is: "unhealthy",
	text
});
/** Characters of an answer that a message repeats. */
const EXCERPT = 120;
/** Text of a guest in one line, without what a terminal would obey. */
function excerpt(text) {
	const line = text.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim();
	return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}
/** Ended by its own limit: SIGALRM of the one program, SIGKILL of the other. */
function isLate({ exit, timedOut }) {
	return timedOut === true || [
		-14,
		142,
		124,
		-9,
		137
	].includes(exit);
}
/** Why the question was not even asked. */
function failed({ exit, stderr }, hide) {
	if (stderr.includes("a recorded guest has no network")) return {
		is: "unchecked",
		text: `not checked (${RECORDED_GUEST})`
	};
	const lines = hide(stderr).split("\n").filter((line) => line.trim() !== "");
	return unhealthy(`it cannot be asked: ${excerpt(lines.at(-1) ?? "") || `exit ${exit}`}`);
}
/** The last line that says anything. */
function said(output) {
	const line = output.split("\n").findLast((one) => excerpt(one) !== "");
	return line === void 0 ? "" : `: ${excerpt(line)}`;
}
const MARK = /\nphx-exit (\d+)\n$/;
/** All that is said where nothing was run. */
const NOT_RUN = "\nphx-recorded\n";
function ofCommand(end, late, hide) {
	const [, status] = MARK.exec(end.stdout) ?? [];
	if (status === void 0) return isLate(end) ? unhealthy(late) : failed({
		...end,
		stderr: plain(end)
	}, hide);
	const text = `exit ${status}${said(hide(end.stdout.replace(MARK, "")))}`;
	return status === "0" ? healthy(text) : unhealthy(text);
}
/** A guest's own output never says that it is a recorded one. */
function plain({ stderr }) {
	return stderr.replaceAll(RECORDED_GUEST, "");
}
function ofAnswer(hex, ask, hide) {
	if (hex === "") return unhealthy(`${authorityOf(ask)} closed the connection without an answer`);
	const answer = parseAnswer(hex);
	if (!answer) return unhealthy(`${authorityOf(ask)} does not speak HTTP`);
	const { status, body } = answer;
	if (!(ask.status.length === 0 ? status >= 200 && status <= 299 : ask.status.includes(status))) {
		const wanted = ask.status.length === 0 ? "2xx" : ask.status.join(" or ");
		return unhealthy(`status ${status} instead of ${wanted}`);
	}
	if (ask.body === null || body.includes(ask.body)) return healthy(`status ${status}`);
	const found = excerpt(hide(body));
	return unhealthy(`status ${status}, but the body does not hold ${JSON.stringify(ask.body)}${found === "" ? "" : `: ${found}`}`);
}
function ofConnection(end, ask, late, hide) {
	const answer = /^(open|no|http)(?: (.*))?\n$/.exec(end.stdout);
	if (end.exit !== 0 || !answer) return isLate(end) ? unhealthy(`${authorityOf(ask)}: ${late}`) : failed(end, hide);
	const [, is, rest = ""] = answer;
	if (is === "no") return unhealthy(`${authorityOf(ask)}: ${excerpt(hide(rest))}`);
	if (ask.is === "tcp") return healthy("open");
	return ofAnswer(rest, ask, hide);
}
/**
* Decides on the end of one try.
* @param hide takes out of a text what must not be shown
*/
function verdictOf({ ask, timeout }, end, hide = (text) => text) {
	const late = `no answer within ${durationText(timeout)}`;
	if (end.stdout === NOT_RUN && end.exit === 0) return {
		is: "unchecked",
		text: "not checked (nothing is installed in a recorded guest)"
	};
	return ask.is === "exec" ? ofCommand(end, late, hide) : ofConnection(end, ask, late, hide);
}
// src/health/ask.ts
/** One try of a check on the nodes. */
/** What an answer says, without the secrets that were sent: a server may repeat them. */
function hiding(secrets, redact) {
	if (secrets.length === 0) return redact;
	const masks = masksOf(secrets);
	return (text) => {
		const one = redactor(masks);
		return `${one.add(redact(text))}${one.end()}`;
	};
}
/** The end of what ran in the guest; where nothing ran, why, as a command that could not ask would say it. */
function unwrapped(result) {
	const answer = agentAnswer(result);
	return answer.is === "ended" ? answer : {
		exit: 1,
		stdout: "",
		stderr: answer.why
	};
}
/**
* @param redact takes out whatever else nobody may see: before an answer is cut, for nobody knows the half of a secret
* @param secret null: nobody may read any, and a check that needs some is not asked
* @throws PhoenixError `NODE_UNREACHABLE`; `REFUSED` where a secret is not there, or cannot be sent
*/
async function askHealth(check, guest, cluster, secret, redact = (text) => text) {
	const { headers = {} } = check.ask.is === "http" ? check.ask : {};
	if (!secret && referencesIn(headers).length > 0) return {
		is: "unchecked",
		text: "not checked: its headers need secrets, and only an apply reads them"
	};
	const sent = secret ? await filled(headers, secret) : {
		headers,
		secrets: []
	};
	const { node, argv, stdin, timeout, wrapped } = probeOf(check, guest, sent.headers);
	const end = await cluster.node(node).run(argv, {
		timeout,
		...stdin !== void 0 && { stdin }
	});
	return verdictOf(check, wrapped ? unwrapped(end) : end, hiding(sent.secrets, redact));
}
export { askHealth as t };
