import { i as redactor, r as masksOf } from "./redact.js";
import { Cr as authorityOf, _r as filled, vr as referencesIn } from "./engine.js";
import { C as RECORDED_GUEST, d as durationText } from "./base.js";
// src/health/programs.ts
/**
* The constant programs that ask. What a file says reaches them as words of the argument vector, never as text of the
* program, and what a guest answers comes back with a mark or in hexadecimal, so that it cannot be taken for ours.
*/
/**
* For tcp and http: HOST PORT SECONDS [PATH AUTHORITY WHOLE COUNT]. It runs on the node, with the network of whoever asks:
* every Proxmox node has Perl, a guest may have nothing at all. It prints `open`, `no REASON` or `http HEX`, and its
* alarm ends it. Without WHOLE it reads the head of an answer only. COUNT headers stand on stdin, a line each, name and
* value in hexadecimal; they take the place of its own of the same name.
*/
const ASK = `
use strict; use warnings; use IO::Socket::IP;
my ($host, $port, $seconds, $path, $authority, $whole, $count) = @ARGV;
alarm $seconds;
my @own;
for (1 .. ($count || 0)) {
  my ($name, $value) = (<STDIN> || "") =~ /^((?:[0-9a-f]{2})+) ((?:[0-9a-f]{2})*)\\n\\z/;
  $_ = pack "H*", $_ // "0a" for $name, $value;
  if ("$name$value" =~ /[^\\x20-\\x7e]/) { print "no the headers to send did not arrive\\n"; exit 0 }
  push @own, [$name, $value];
}
my $socket = IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Proto => "tcp");
if (!$socket) { my $why = $@ || $!; $why =~ s/\\s+/ /g; print "no $why\\n"; exit 0 }
if (!defined $path) { print "open\\n"; exit 0 }
$SIG{PIPE} = "IGNORE";
my @lines = ("GET $path HTTP/1.1", "Host: $authority", "User-Agent: phoenix", "Accept: */*", "Connection: close");
for my $header (@own) {
  my ($name, $value) = @$header;
  @lines = ((grep { !/^\\Q$name\\E:/i } @lines), "$name: $value");
}
syswrite $socket, join("\\r\\n", @lines, "", "");
my $answer = "";
while (length $answer < 65536 && sysread $socket, $answer, 8192, length $answer) {
  my $at = index $answer, "\\r\\n\\r\\n";
  next if $at < 0;
  last if !$whole;
  my ($head, $body) = (substr($answer, 0, $at), substr($answer, $at + 4));
  last if $head =~ /^content-length:\\s*(\\d+)/mi && length $body >= $1;
  last if $head =~ /^transfer-encoding:.*chunked/mi && $body =~ /(?:^|\\r\\n)0\\r\\n\\r\\n\\z/;
}
print "http ", unpack("H*", $answer), "\\n";
`;
/** Keeps the end of what the command prints, and says last how the command ended. */
const MARKED = `
exec 4>&1
status=$( { { "$@" 3>&- 4>&-; echo $? >&3; } 2>&1 </dev/null | tail -c 2000 >&4; } 3>&1 )
printf '\\nphx-exit %s\\n' "$status"
`;
/**
* For exec: SECONDS PROGRAM [WORD…], in the guest. Whoever ends \`pct exec\` does not end what it started in the guest
* (PVE 9.2), so that the guest's own \`timeout\` ends the command with all its children; a guest without one is trusted.
* In a recorded guest of a lab nothing is installed, and the command would run on the machine of whoever runs the lab.
*/
const EXEC = `
if [ -n "\${PHX_RECORDED_GUEST:-}" ]; then printf '\\nphx-recorded\\n'; exit 0; fi
seconds=$1
shift
if command -v timeout >/dev/null 2>&1; then
  exec timeout -s KILL "$seconds" sh -c '${MARKED.replaceAll("'", `'\\''`)}' sh "$@"
fi
exec sh -c '${MARKED.replaceAll("'", `'\\''`)}' sh "$@"
`;
// src/health/probe.ts
/** Perl's start, lxc-attach and a busy node come on top of the check's own time. */
const SLACK = 2e4;
const hex = (text) => Buffer.from(text).toString("hex");
/** A line for each: whatever it holds, it is no other line. */
const framed = (headers) => Object.entries(headers).map(([name, value]) => `${hex(name)} ${hex(value)}\n`).join("");
function askWords(ask, seconds, headers) {
	const words = [
		"perl",
		"-e",
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
/**
* The command of one try.
* @param headers of the request, with their secrets
*/
function probeOf({ ask, from, timeout }, guest, headers = {}) {
	const { vmid, node } = from.is === "guest" ? from : guest;
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
	const argv = [...from.is === "node" ? [
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
	], ...askWords(ask, seconds, headers)];
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
/** All that is said where the command was not run. */
const NOT_RUN = "\nphx-recorded\n";
function ofCommand(end, late, hide) {
	if (end.stdout === NOT_RUN && end.exit === 0) return {
		is: "unchecked",
		text: "not checked (nothing is installed in a recorded guest)"
	};
	const [, status] = MARK.exec(end.stdout) ?? [];
	if (status === void 0) return isLate(end) ? unhealthy(late) : failed({
		...end,
		stderr: plain(end)
	}, hide);
	const text = `exit ${status}${said(end.stdout.replace(MARK, ""))}`;
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
	return ask.is === "exec" ? ofCommand(end, late, hide) : ofConnection(end, ask, late, hide);
}
// src/health/ask.ts
/** One try of a check on the nodes. */
/** What an answer says, without the secrets that were sent: a server may repeat them. */
function hiding(secrets) {
	if (secrets.length === 0) return (text) => text;
	const masks = masksOf(secrets);
	return (text) => {
		const one = redactor(masks);
		return `${one.add(text)}${one.end()}`;
	};
}
/**
* @param secret null: nobody may read any, and a check that needs some is not asked
* @throws PhoenixError `NODE_UNREACHABLE`; `REFUSED` where a secret is not there, or cannot be sent
*/
async function askHealth(check, guest, cluster, secret) {
	const { headers = {} } = check.ask.is === "http" ? check.ask : {};
	if (!secret && referencesIn(headers).length > 0) return {
		is: "unchecked",
		text: "not checked: its headers need secrets, and only an apply reads them"
	};
	const sent = secret ? await filled(headers, secret) : {
		headers,
		secrets: []
	};
	const { node, argv, stdin, timeout } = probeOf(check, guest, sent.headers);
	return verdictOf(check, await cluster.node(node).run(argv, {
		timeout,
		...stdin !== void 0 && { stdin }
	}), hiding(sent.secrets));
}
export { askHealth as t };
