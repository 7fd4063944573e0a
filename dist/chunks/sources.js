import { J as quote, N as sha1, P as sha256, bt as PhoenixError } from "./base.js";
import process from "node:process";
import { isUtf8 } from "node:buffer";
import { spawn } from "node:child_process";
import { dirname, join, normalize, posix, relative, resolve, sep } from "node:path";
import { closeSync, constants, existsSync, openSync, readSync, readdirSync, realpathSync } from "node:fs";
// src/config/finding-entry.ts
const error = (title, why) => ({
	severity: "error",
	title,
	why
});
const warning = (title, why) => ({
	severity: "warning",
	title,
	why
});
const notice = (title, why) => ({
	severity: "notice",
	title,
	why
});
// src/secrets/vault/entry-name.ts
/** Names of entries: paths below the vault without `.gpg`. Pure. */
/** Of the configs folder. */
const VAULT_FOLDER = "vault";
/** Nothing that leaves the folder, hides in it, or cannot be told apart; `:` and `#` have a meaning in references. */
const SEGMENT = /^[^./:#${}\\\p{C}\p{Zl}\p{Zp}][^/:#${}\\\p{C}\p{Zl}\p{Zp}]*$/u;
/** The name stands in the entry too, in a field of OpenPGP of so many bytes (RFC 9580, 5.9). */
const MOST_BYTES = 255;
function isEntryName(name) {
	return name.split("/").every((segment) => SEGMENT.test(segment)) && Buffer.byteLength(name) <= MOST_BYTES;
}
// src/config/finding-ids.ts
/** Every finding of the config side: its id, how bad it is, and its title. The documentation is made from this table. */
const FINDINGS = {
	PHX001: error("The configs folder has no phoenix.json", "The file names the estate and its nodes; without it Phoenix cannot tell whose guests it looks at, and does nothing at all. Write `{ \"name\": \"lab\", \"nodes\": { \"pve1\": {} } }`, or run `phoenix init`."),
	PHX002: error("A file is larger than 1 MiB", "Config of this size is a slip, such as a disk image or a log that was put into the folder, and reading it would hold up every plan. Keep large files elsewhere in the repository."),
	PHX003: error("A symbolic link stands in the configs folder", "A link may point out of the repository, so that what a reviewer reads in a pull request is not what is read on the runner. Phoenix never follows one; put the file itself there."),
	PHX004: error("The name of a file or folder cannot be used", "A name with control characters, backslashes or marks of text direction can look like another one in a review, or mean another one on another system. Rename it."),
	PHX005: error("Folders are nested too deeply", "No folder of an estate is nested more than a few levels: this one was put here by mistake, and Phoenix does not walk on. Move it elsewhere."),
	PHX006: error("An entry is neither a file nor a folder", "A device, socket or submodule is no config, and reading one may never end. Remove it from the configs folder."),
	PHX007: warning("A file looks like config, but Phoenix does not read its format", "Only .json and .jsonc are read, so whoever wrote this file may believe that it counts. Write it as JSON, or move it out of the folder."),
	PHX008: error("A file is not UTF-8 text", "Programs would each guess what its bytes mean, and show a reviewer something else than what is applied. Save it as UTF-8."),
	PHX009: error("A folder is neither a kind nor one of the known folders", "Nothing in the folder is read, and what stands in it would be left out silently: most often a kind is misspelt, \"lcx\" for \"lxc\". Rename the folder, or move it out of configs."),
	PHX010: error("A file stands where nothing is read", "The file would be left out silently, though somebody meant it to count. Move it into the folder of its kind, a profile, a base or an environment."),
	PHX011: error("The name of a resource, profile or environment cannot be used", "Names become host names, addresses in references and parts of commands, so they hold letters, digits, \".\", \"_\" and \"-\" alone. Rename the file."),
	PHX012: error("Two files have the same name, one .json and one .jsonc", "Both would be the same resource, and Phoenix does not choose which one counts. Keep one of the two files."),
	PHX014: error("A file or folder cannot be read", "What is in it is unknown, and a plan without it might remove a guest that still stands in it. Give the user that runs Phoenix permission to read it."),
	PHX101: error("A file is not valid JSON", "A file that cannot be parsed says nothing, so nothing is planned until it can. Comments and trailing commas are allowed in files that are called .jsonc."),
	PHX102: error("A key stands twice in one object", "Programs that read JSON do not agree which of the two counts, so a reviewer may see one value while the other is applied. Keep one."),
	PHX103: error("A key has a name that is not allowed", "A key such as \"__proto__\" has a meaning of its own in JavaScript, and no setting is called so. Remove it."),
	PHX104: error("A key or text holds characters that cannot be seen", "Control characters and marks of text direction make a line read differently from what it says, which hides a change from its reviewer. Remove them, or type the text anew."),
	PHX105: error("Values are nested too deeply", "No setting is nested deeper than a few levels, and a file of thousands of brackets would only keep the plan busy. Remove the inner part."),
	PHX106: error("A file starts with a byte order mark", "The three invisible bytes at the start are no JSON, and other programs fail on them. Save the file as UTF-8 without a byte order mark."),
	PHX107: error("A file does not hold an object", "Every file is an object with keys; a list or a single value cannot be merged with base and profiles. Write `{ \"key\": value }` at the top."),
	PHX201: error("A profile does not exist", "Whatever the profile was to bring would be missing, and the guest would be planned without it: its cards, its limits, its features. Correct the name, or write profiles/NAME.json."),
	PHX202: error("Profiles extend each other in a loop", "In a loop no profile comes before the others, so none can win. Remove one of the \"extends\"."),
	PHX203: error("`extends` is not a list of profile names", "Profiles are merged in the order of the list, weakest first, so it must be a list of names: \"extends\": [\"gpu\", \"docker-host\"]."),
	PHX204: error("`extends` stands in a file that cannot extend", "A base holds for every resource of its kind and an environment is the last word, so neither can choose profiles. Extend them in the file of the resource, or in another profile."),
	PHX205: warning("`\"!x\"` removes something that is not in the set", "No base or profile adds what this takes away: the name has a slip in it, or the entry outlived what it removed. Correct or remove it."),
	PHX206: notice("A profile is extended by nothing", "What stands in it reaches no guest, and whoever edits it waits for a change that never comes. Name it in an \"extends\", or remove the file."),
	PHX207: error("An environment does not exist", "Without the folder environments/NAME nothing would be laid over the files, and another estate than the one that was meant would be planned. Correct the name given with --env."),
	PHX301: error("A key is unknown", "A key that Phoenix does not know would be left out silently, and a misspelt \"memroy\" would leave the guest with what it had. Correct or remove it."),
	PHX302: error("A value has the wrong type", "Proxmox would refuse the value, or take it for something else, in the middle of an apply. Write it as the kind that is asked for: numbers and true or false stand without quotes."),
	PHX303: error("A value is not allowed", "Proxmox or Phoenix would refuse the value in the middle of an apply, when other guests have already changed. Write one of those that are allowed."),
	PHX304: error("A key is missing", "Without it the resource cannot be made, and Phoenix does not guess it. Add it to the file, or to a profile or the base that it shares with others."),
	PHX401: error("A reference cannot be understood", "Text in `${…}` stands for a value of a resource or for a secret, and what cannot be understood would be handed on as it is. Correct it, or write `$${` for the two characters themselves."),
	PHX402: error("A reference stands where none is allowed", "References are replaced in \"env\", in options of \"features\" and in \"health\" alone; elsewhere Proxmox would get the text `${…}` itself. Write the value."),
	PHX403: error("A reference names a resource that does not exist", "There is nothing to take the value from. Name a resource of this estate, such as lxc/db, or \"self\"."),
	PHX404: error("A reference names a value that the resource does not have", "The resource has no such value, and the guest that asks for it would get nothing. Containers have hostname, vmid, node, and of each card such values as net0.address."),
	PHX405: error("The value of a reference is not known before the apply", "An address by DHCP, for one, is not known when the plan is made, so neither a reviewer nor the guest could be told. Give the resource a fixed value, and refer to that."),
	PHX406: error("A secret stands where it would be seen", "Here the value would end up in the plan, in a comment or in a command line, where others read it. Secrets stand as the whole value of \"env\", of secret options of features, and of headers of health checks."),
	PHX501: error("Two resources have the same identity", "Proxmox has one guest for each VMID: two files would change the same one in turns, for ever. Give one of them another \"vmid\"."),
	PHX503: error("A node does not exist", "A guest on a node that phoenix.json does not name would be applied nowhere. Correct \"node\", or add it under \"nodes\"."),
	PHX505: error("A resource depends on one that does not exist", "What a guest waits for must be in the estate, or it would wait for ever, or be started too early. Correct the address in \"dependsOn\" or in the reference, or add the resource."),
	PHX506: error("Resources depend on each other in a loop", "Each of them waits for the others, so none can ever be made or started. Remove one of these dependencies."),
	PHX507: error("A resource of the estate is named by its number", "A bare number says nothing of order: the clone may be made before its source is. Write its address, such as lxc/base, and the apply sees to the order."),
	PHX508: error("A VMID is one of those that layers take", "Phoenix picks VMIDs for layers from \"layers.vmids\" and may take this one any day. Give the guest one outside that range.")
};
/** A finding with the severity that the table gives it. */
function finding(id, message, details = {}) {
	return {
		id,
		severity: FINDINGS[id].severity,
		message,
		...details.hint !== void 0 && { hint: details.hint },
		...details.at && { at: details.at },
		...details.also && { also: details.also }
	};
}
// src/config/limits.ts
/** What no file of an estate may hold, whatever its kind. */
/** Files above this are refused, before they are held in memory. */
const MAX_FILE_BYTES = 1048576;
/** Keys with a meaning of their own in JavaScript. */
const FORBIDDEN_KEYS = /* @__PURE__ */ new Set([
	"__proto__",
	"constructor",
	"prototype"
]);
// src/config/place.ts
/** The place of a whole file. */
function wholeFile(file) {
	return {
		file,
		line: 1,
		column: 1
	};
}
/** Where the lines of a text begin: of the last one that was asked for, since findings come file by file. */
let last = null;
function startsOf(text) {
	if (last?.text === text) return last.starts;
	const starts = [0];
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
	last = {
		text,
		starts
	};
	return starts;
}
/** The place of an offset; lines end with `\n`, columns count UTF-16 units as editors do. */
function placeAt(file, text, offset) {
	const starts = startsOf(text);
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (starts[middle] <= offset) low = middle;
		else high = middle - 1;
	}
	return {
		file,
		line: low + 1,
		column: offset - starts[low] + 1
	};
}
// src/config/entries.ts
/** `.` and `..`, separators, control characters, text direction marks, and what was not UTF-8. */
const UNUSABLE_NAME = /^\.\.?$|[/\\\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/;
const UNREAD_FORMAT = /\.(ya?ml|json5|hjson|toml|json|jsonc)$/i;
/** The one for generated schemas. */
const IGNORED = /* @__PURE__ */ new Set(["schemas"]);
/** The estate's own features. */
const OWN_FEATURES = "features";
const LOCK_FILE = "phoenix.lock";
/** What to do with the entry `name` of the folder `parent` (`''` is the configs folder itself). */
function judgeEntry(parent, name, type, isBeside) {
	if (UNUSABLE_NAME.test(name)) return finding("PHX004", `the name ${quote(name)} in ${parent === "" ? "the configs folder" : parent} cannot be used`, {
		hint: "Rename it: letters, digits, \".\", \"_\" and \"-\" are enough.",
		at: parent === "" ? void 0 : wholeFile(parent)
	});
	const inVault = isBelow(parent, VAULT_FOLDER);
	if (inVault && name.startsWith(".git")) return "skip";
	if (inVault && type === "file") return "keep";
	if (type === "file" && isKept(parent, name, isBeside)) return name.startsWith(".") ? "skip" : "keep";
	if (type === "file" && (name.endsWith(".json") || name.endsWith(".jsonc"))) return name.startsWith(".") ? "skip" : "read";
	const path = parent === "" ? name : `${parent}/${name}`;
	const at = wholeFile(path);
	switch (type) {
		case "link": return finding("PHX003", "symbolic links are never followed", {
			hint: "Put the file itself here; share parts between files with a profile.",
			at
		});
		case "other": return finding("PHX006", "this is neither a file nor a folder", {
			hint: "Remove it from the configs folder.",
			at
		});
		case "folder": return judgeFolder(parent, name, path, at);
		case "file":
			if (name.startsWith(".") || !UNREAD_FORMAT.test(name)) return "skip";
			return finding("PHX007", "Phoenix reads .json and .jsonc only, so this file has no effect", {
				hint: "Rewrite it as .json or .jsonc, or move it out of the configs folder.",
				at
			});
	}
}
/** Whether a file is one of a feature of the estate's own, one that a kind reads, or phoenix.lock. */
function isKept(parent, name, isBeside) {
	if (parent === "") return name === LOCK_FILE;
	return isBelow(parent, "features") || isBeside(parent, name);
}
function isBelow(parent, folder) {
	return parent === folder || parent.startsWith(`${folder}/`);
}
function judgeFolder(parent, name, path, at) {
	if (name.startsWith(".") && !isBelow(parent, "vault")) return "skip";
	if (parent === "" && IGNORED.has(name)) return "skip";
	if (path.split("/").length > 64) return finding("PHX005", `folders are nested more than 64 levels deep`, {
		hint: "A resource stands at KIND/NAME.json; remove the folder.",
		at
	});
	return "enter";
}
function tooLarge(path) {
	return finding("PHX002", "the file is larger than 1 MiB", {
		hint: path.startsWith(`features/`) ? "What is larger is fetched by \"downloads\" of the feature, with its SHA-256." : "Config of one resource is small; move data out of the configs folder.",
		at: wholeFile(path)
	});
}
function notText(path) {
	return finding("PHX008", "the file is not UTF-8 text", {
		hint: "Save it as UTF-8.",
		at: wholeFile(path)
	});
}
function unreadable(path, why) {
	return finding("PHX014", `it cannot be read: ${why}`, {
		hint: "Give the user that runs Phoenix permission to read it.",
		at: wholeFile(path)
	});
}
// src/kinds/vm/cloud-config-file.ts
/** Names of cloud-config files beside those of machines; known without the rest of the kind: see ../beside.ts. */
const CLOUD_CONFIG_FILE = /^[A-Za-z0-9][\w.-]*\.(?:user|vendor)-data\.ya?ml$/;
// src/kinds/beside.ts
/**
* Names of files that are no config and stand beside it, by the folder of the kind that reads their bytes: a new one is a line
* here. It stays without the kinds themselves: files are read while their code is loaded.
*/
const PATTERNS = /* @__PURE__ */ new Map([["vm", CLOUD_CONFIG_FILE]]);
/** Whether a file `name` of the folder `parent` is one that the kind of that folder reads. */
const isBeside = (parent, name) => PATTERNS.get(parent)?.test(name) ?? false;
// src/sources/budget.ts
/** Bounds on a whole tree: a small git object can stand for more files than any machine can hold. */
const MAX_ENTRIES = 2e5;
const MAX_BYTES = 268435456;
function newBudget(folder) {
	return {
		folder,
		entries: MAX_ENTRIES,
		bytes: MAX_BYTES
	};
}
/** @throws PhoenixError `UNREADABLE` when the tree is larger than Phoenix reads. */
function spend(budget, entries, bytes) {
	budget.entries -= entries;
	budget.bytes -= bytes;
	if (budget.entries >= 0 && budget.bytes >= 0) return;
	const limit = budget.entries < 0 ? "200,000 entries" : "256 MiB";
	throw new PhoenixError("UNREADABLE", `the folder ${budget.folder} holds more than ${limit}`, { hint: "Keep only config in it." });
}
// src/sources/disk.ts
/** The configs folder as it stands on disk. Links are never followed, and no large file is held in memory. */
/** A link put in place of a file between the listing and the reading is refused too, and a pipe does not block. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/**
* Reads all config files below a folder.
* @throws PhoenixError `UNREADABLE` when the folder itself cannot be listed.
*/
function readDiskTree(folder) {
	const root = normalize(folder).replace(/(?<=.)\/+$/, "");
	const files = /* @__PURE__ */ new Map();
	const kept = /* @__PURE__ */ new Map();
	const findings = [];
	const buffer = Buffer.allocUnsafe(1048577);
	const budget = newBudget(root);
	const readFolder = (path, entries) => {
		for (const entry of entries) {
			spend(budget, 1, 0);
			const verdict = judgeEntry(path, entry.name, typeOf(entry), isBeside);
			if (verdict === "skip") continue;
			if (typeof verdict === "object") {
				findings.push(verdict);
				continue;
			}
			const inner = path === "" ? entry.name : `${path}/${entry.name}`;
			if (verdict === "enter") {
				const listed = list(`${root}/${inner}`);
				if (Array.isArray(listed)) readFolder(inner, listed);
				else findings.push(unreadable(inner, listed.message));
			} else if (verdict === "keep") {
				const bytes = readBytes(root, inner, buffer);
				if (bytes instanceof Uint8Array) {
					spend(budget, 0, bytes.length);
					kept.set(inner, Uint8Array.from(bytes));
				} else findings.push(bytes);
			} else {
				const text = readText(root, inner, buffer);
				if (typeof text === "string") {
					spend(budget, 0, text.length);
					files.set(inner, {
						path: inner,
						text
					});
				} else findings.push(text);
			}
		}
	};
	const top = list(root);
	if (!Array.isArray(top)) throw noFolder(folder, top);
	readFolder("", top);
	return {
		root,
		revision: null,
		files,
		...kept.size > 0 && { kept },
		findings
	};
}
function list(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
	} catch (error) {
		return error;
	}
}
function typeOf(entry) {
	if (entry.isFile()) return "file";
	if (entry.isDirectory()) return "folder";
	return entry.isSymbolicLink() ? "link" : "other";
}
function readText(root, path, buffer) {
	const bytes = readBytes(root, path, buffer);
	if (!Buffer.isBuffer(bytes)) return bytes;
	return isUtf8(bytes) ? bytes.toString("utf8") : notText(path);
}
/** A part of the buffer, until the next reading. */
function readBytes(root, path, buffer) {
	let fd;
	try {
		fd = openSync(`${root}/${path}`, OPEN_FLAGS);
		const size = readSync(fd, buffer, 0, buffer.length, 0);
		if (size > 1048576) return tooLarge(path);
		return buffer.subarray(0, size);
	} catch (error) {
		return unreadable(path, error.message);
	} finally {
		if (fd !== void 0) closeSync(fd);
	}
}
const NO_FOLDER_HINT = "Name the folder with --configs DIR, or make a first estate with `phoenix init`.";
function noFolder(folder, cause) {
	if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return new PhoenixError("UNREADABLE", `there is no folder ${quote(folder)}`, { hint: NO_FOLDER_HINT });
	const message = `the folder ${quote(folder)} cannot be read: ${cause.message}`;
	return new PhoenixError("UNREADABLE", message, {
		hint: "Check its permissions.",
		cause
	});
}
// src/sources/git-command.ts
/** How git is started: argument vectors only, in a clean environment, with nothing that a repository can switch on. */
/** Variables that git and its transports need; everything else, GIT_DIR of a surrounding hook above all, stays out. */
const PASSED = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"SUDO_UID",
	"TMPDIR",
	"XDG_CONFIG_HOME",
	"SSH_AUTH_SOCK",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
	"ALL_PROXY",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"all_proxy",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"GIT_SSL_CAINFO",
	"GIT_SSH_COMMAND",
	"GIT_CONFIG_GLOBAL",
	"GIT_CONFIG_SYSTEM",
	"GIT_CONFIG_NOSYSTEM"
];
const FIXED = {
	LC_ALL: "C",
	GIT_OPTIONAL_LOCKS: "0",
	GIT_TERMINAL_PROMPT: "0",
	GIT_NO_REPLACE_OBJECTS: "1",
	GIT_PAGER: "cat"
};
/** Settings of a repository that start programs or hold large files in memory are overruled. */
const SAFE = [
	"--no-pager",
	"--literal-pathspecs",
	...[
		"core.fsmonitor=false",
		"core.hooksPath=/dev/null",
		"protocol.ext.allow=never"
	].flatMap((s) => ["-c", s]),
	...[
		"core.bigFileThreshold=1m",
		"gc.auto=0",
		"maintenance.auto=false",
		"log.showSignature=false"
	].flatMap((s) => ["-c", s])
];
const LOCAL_TIMEOUT_MS = 6e4;
const MAX_OUTPUT_BYTES = 67108864;
/** Starts git with pipes to all three streams. */
function startGit(folder, args) {
	const env = { ...FIXED };
	for (const name of PASSED) {
		const value = process.env[name];
		if (value !== void 0) env[name] = value;
	}
	return spawn("git", [...SAFE, ...args], {
		cwd: folder,
		env,
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		]
	});
}
/**
* Runs git to its end. An exit code other than 0 is the caller's to judge.
* @throws PhoenixError `GIT` when git is not installed, does not end in time, or the folder is no repository.
*/
function runGit(folder, args, timeout = LOCAL_TIMEOUT_MS) {
	return new Promise((resolve, reject) => {
		const child = startGit(folder, args);
		const [out, err] = [[], []];
		let size = 0;
		const stop = (why) => {
			child.kill("SIGKILL");
			reject(new PhoenixError("GIT", `git ${args[0]} ${why}`, { hint: "Run it by hand to see what it waits for." }));
		};
		const timer = setTimeout(() => stop(`did not end within ${timeout / 1e3} s`), timeout);
		const take = (chunks) => (chunk) => {
			chunks.push(chunk);
			size += chunk.length;
			if (size > MAX_OUTPUT_BYTES) stop("printed more than 64 MiB");
		};
		child.stdout?.on("data", take(out));
		child.stderr?.on("data", take(err));
		child.stdin?.on("error", () => void 0);
		child.stdin?.end();
		child.on("error", (error) => {
			clearTimeout(timer);
			reject(gitMissing(folder, error));
		});
		child.on("close", (code) => {
			clearTimeout(timer);
			const result = {
				exit: code ?? -1,
				stdout: Buffer.concat(out).toString(),
				stderr: Buffer.concat(err).toString()
			};
			const refused = result.exit === 0 ? null : repositoryError(folder, result.stderr);
			if (refused) reject(refused);
			else resolve(result);
		});
	});
}
/** What git prints. @throws PhoenixError `GIT` also when git ends with another code than 0 */
async function gitOutput(folder, args, timeout) {
	const { exit, stdout, stderr } = await runGit(folder, args, timeout);
	if (exit !== 0) throw gitFailed(args[0] ?? "", stderr);
	return stdout;
}
function gitFailed(command, stderr) {
	return new PhoenixError("GIT", `git ${command} failed: ${gitSaid(stderr)}`, { hint: "Run the same by hand in the repository to see more." });
}
/** spawn says ENOENT for a missing program and for a missing folder alike. */
function gitMissing(folder, cause) {
	return new PhoenixError("GIT", `git could not be started in ${quote(folder)}: ${cause.message}`, {
		hint: "Install git 2.36 or newer, and check that the folder exists.",
		cause
	});
}
/** What git's own words say about the repository as a whole; null when they are about something else. */
function repositoryError(folder, stderr) {
	if (/not a git repository/i.test(stderr)) return new PhoenixError("GIT", `${quote(folder)} is not inside a git repository`, { hint: "Run Phoenix in a clone of the repository that holds the configs folder." });
	const owner = /dubious ownership in repository at '([^']*)'/.exec(stderr);
	if (owner) return new PhoenixError("GIT", `git refuses the repository ${quote(owner[1] ?? folder)}: another user owns it`, { hint: `Run Phoenix as the owner, or trust the folder: git config --global --add safe.directory ${owner[1]}` });
	return null;
}
/** The last lines of what git said, for a message. */
function gitSaid(stderr) {
	const lines = stderr.trim().split("\n").filter(Boolean);
	return lines.length === 0 ? "git gave no reason" : lines.slice(-2).map((line) => quote(line, 200).slice(1, -1)).join("; ");
}
// src/sources/git-objects.ts
/** Trees of estates with many files are larger than any file may be. */
const MAX_TREE_BYTES = 67108864;
const LF = 10;
var GitObjects = class {
	#folder;
	#child = null;
	#batches = [];
	#header = "";
	#incoming = null;
	#stderr = "";
	constructor(folder) {
		this.#folder = folder;
	}
	/**
	* Reads objects by name (`SHA`, `REV^{commit}`, `SHA:path`); `consume` is called once for each, in order, with
	* null for a missing one. Names come from callers who have checked them: no newline, no leading `-`.
	*/
	read(names, consume) {
		if (names.length === 0) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const child = this.#start();
			this.#batches.push({
				consume,
				resolve,
				reject,
				count: names.length,
				done: 0
			});
			hold(child, true);
			child.stdin?.write(`contents ${names.join("\ncontents ")}\nflush\n`);
		});
	}
	close() {
		this.#child?.kill();
		this.#child = null;
	}
	#start() {
		if (this.#child) return this.#child;
		const child = startGit(this.#folder, [
			"cat-file",
			"--batch-command",
			"--buffer"
		]);
		this.#child = child;
		this.#header = "";
		this.#incoming = null;
		this.#stderr = "";
		child.stdout?.on("data", (chunk) => {
			try {
				this.#take(chunk);
			} catch (error) {
				this.#fail(child, error);
			}
		});
		child.stderr?.on("data", (chunk) => this.#stderr = (this.#stderr + chunk.toString()).slice(-4096));
		child.stdin?.on("error", () => void 0);
		child.on("error", (error) => this.#fail(child, gitMissing(this.#folder, error)));
		child.on("close", () => this.#fail(child, this.#ended()));
		return child;
	}
	#ended() {
		const known = repositoryError(this.#folder, this.#stderr);
		if (known) return known;
		const tooOld = this.#stderr.includes("usage: git cat-file");
		return new PhoenixError("GIT", tooOld ? "this git is too old" : `git cat-file ended: ${gitSaid(this.#stderr)}`, { hint: tooOld ? "Install git 2.36 or newer." : "Check the repository with `git fsck`." });
	}
	#fail(child, error) {
		if (this.#child !== child) return;
		this.#child = null;
		child.kill();
		const batches = this.#batches;
		this.#batches = [];
		for (const batch of batches) batch.reject(error);
	}
	#take(chunk) {
		let at = 0;
		while (at < chunk.length) {
			if (this.#incoming) {
				at = this.#continue(this.#incoming, chunk, at);
				continue;
			}
			const end = chunk.indexOf(LF, at);
			this.#header += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
			if (end === -1) return;
			at = end + 1;
			this.#begin();
		}
	}
	/** Header: `OID TYPE SIZE`, or `NAME missing`, `NAME ambiguous`. */
	#begin() {
		const header = this.#header;
		this.#header = "";
		const [first, last] = [header.indexOf(" "), header.lastIndexOf(" ")];
		const size = first === last ? NaN : Number(header.slice(last + 1));
		if (!Number.isInteger(size)) {
			this.#deliver(null);
			return;
		}
		const type = header.slice(first + 1, last);
		const keep = size <= (type === "blob" ? MAX_FILE_BYTES : MAX_TREE_BYTES);
		this.#incoming = {
			oid: header.slice(0, first),
			type,
			size,
			left: size + 1,
			parts: keep ? [] : null
		};
	}
	#continue(object, chunk, at) {
		const { oid, type, size, left, parts } = object;
		const end = Math.min(chunk.length, at + left);
		object.left -= end - at;
		if (object.left > 0) {
			parts?.push(chunk.subarray(at, end));
			return end;
		}
		this.#incoming = null;
		const rest = left === size + 1 ? chunk.subarray(at, at + size) : chunk.subarray(at, end);
		const content = parts && (parts.length === 0 ? rest : Buffer.concat([...parts, rest]).subarray(0, size));
		this.#deliver({
			oid,
			type,
			content
		});
		return end;
	}
	#deliver(object) {
		const batch = this.#batches[0];
		if (!batch) throw new PhoenixError("GIT", "git cat-file answered more than was asked");
		batch.consume(object, batch.done);
		batch.done += 1;
		if (batch.done < batch.count) return;
		this.#batches.shift();
		if (this.#batches.length === 0 && this.#child) hold(this.#child, false);
		batch.resolve();
	}
};
/** While nothing is asked, the process must not keep Phoenix alive. */
function hold(child, busy) {
	for (const one of [
		child,
		child.stdin,
		child.stdout,
		child.stderr
	]) {
		const handle = one;
		if (busy) handle?.ref?.();
		else handle?.unref?.();
	}
}
// src/sources/revision.ts
/** Names of commits that come from users and events, checked before they reach git. */
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_LENGTH = 250;
/**
* `:` would name a file, `..` a range, `@{` a day of this clone; git reads a leading `-` as an option; blanks and control
* characters are in no name.
*/
const REFUSED = /^-|[\u0000-\u0020\u007f-\u009f:?*[\\]|\.\.|@\{/;
function isSha(text) {
	return SHA.test(text);
}
/** @throws PhoenixError `GIT` for a text that cannot name a commit. */
function checkRevision(text) {
	if (text !== "" && text.length <= MAX_LENGTH && !REFUSED.test(text)) return text;
	throw new PhoenixError("GIT", `${quote(text)} cannot name a commit`, { hint: "Give a branch, a tag or a commit id, such as origin/main." });
}
/** @throws PhoenixError `GIT` for anything but a full commit id. */
function checkSha(text) {
	if (isSha(text)) return text;
	throw new PhoenixError("GIT", `${quote(text)} is not a full commit id`, { hint: "Give all 40 characters." });
}
/** Names of branches and remotes: the strict part of what git allows. */
const REF_NAME = /^[A-Za-z0-9_][A-Za-z0-9._/+@#-]*$/;
/** @throws PhoenixError `GIT` for a text that cannot name a branch or a remote. */
function checkRefName(text, what) {
	if (text.length <= MAX_LENGTH && REF_NAME.test(text) && !text.includes("..")) return text;
	throw new PhoenixError("GIT", `${quote(text)} cannot name a ${what}`, { hint: `Give the ${what} as git lists it.` });
}
// src/sources/git-remote.ts
/** What a repository asks of its remote: the only two questions to git that use the network. */
const TIMEOUT_MS = 3e5;
/** The commit of a branch at the remote, now; null when it has no such branch. */
async function tipAtRemote(top, branch, remote) {
	const ref = `refs/heads/${checkRefName(branch, "branch")}`;
	const line = (await gitOutput(top, [
		"ls-remote",
		"--",
		checkRefName(remote, "remote"),
		ref
	], TIMEOUT_MS)).split("\n").find((one) => one.endsWith(`\t${ref}`));
	return line === void 0 ? null : checkSha(line.slice(0, line.indexOf("	")));
}
/** Fetches one commit. @param depth commits of its history; null for all, which a complete clone needs to stay one */
async function fetchCommit(top, sha, depth, remote) {
	const cut = depth === null ? [] : [`--depth=${Math.max(1, Math.floor(depth))}`];
	const { exit, stderr } = await runGit(top, [
		"fetch",
		...[
			"--quiet",
			"--no-tags",
			"--no-recurse-submodules",
			"--no-write-fetch-head"
		],
		...cut,
		"--",
		checkRefName(remote, "remote"),
		checkSha(sha)
	], TIMEOUT_MS);
	if (exit !== 0) throw gitFailed("fetch", stderr);
}
// src/sources/blob-id.ts
/** The id that git gives a file: whoever has its text already need not ask git for it. */
/** @param oidBytes 20, or 32 in a repository whose ids are SHA-256 */
function blobId(text, oidBytes) {
	const blob = `blob ${Buffer.byteLength(text)}\0${text}`;
	return oidBytes === 20 ? sha1(blob) : sha256(blob);
}
// src/sources/git-tree.ts
/** The configs folder at a commit: tree objects walked level by level, every blob and folder read once for all commits. */
function emptyCache() {
	return {
		folders: /* @__PURE__ */ new Map(),
		files: /* @__PURE__ */ new Map()
	};
}
const MODES = {
	"40000": "folder",
	"100644": "file",
	"100755": "file",
	"100664": "file",
	"120000": "link"
};
/**
* Reads all config files below a tree object.
* @param name what names the tree, such as `SHA:configs`
* @returns null when there is no such tree
*/
async function readFolder(objects, name, root, cache, { onAsked, probably }) {
	const top = newFolder();
	const budget = newBudget(root);
	let found = null;
	let folders = [];
	const files = [];
	const fill = (content, oidBytes, path, into) => fillFolder({
		content,
		oidBytes,
		path,
		into,
		cache,
		budget,
		folders,
		files,
		probably
	});
	await objects.read([name], (object) => {
		if (!object) return;
		found = object.type === "tree" ? "tree" : "other";
		if (object.type === "tree" && object.content) fill(object.content, object.oid.length / 2, "", top);
	});
	if (found === null) return null;
	if (found !== "tree") top.findings.push(finding("PHX003", `${root} is not a folder in git`, { hint: "Commit the configs folder itself, not a link to it." }));
	while (folders.length > 0) {
		const wanted = folders;
		folders = [];
		await objects.read(wanted.map((one) => one.oid), (object, index) => {
			const { path, into, oid } = wanted[index];
			if (!object) into.findings.push(absent(path, oid));
			else if (object.content) fill(object.content, object.oid.length / 2, path, into);
			else into.findings.push(unreadable(path, "it has too many entries"));
		});
	}
	const answered = objects.read(files.map((one) => one.oid), (object, index) => {
		const { path, into, oid, keep } = files[index];
		spend(budget, 0, object?.content?.length ?? 0);
		into.holds = object ? fileOf(object.content, oid, path, keep) : absent(path, oid);
	});
	onAsked?.();
	await answered;
	return { top };
}
/** All files of a tree by their paths, and what could not be read. */
function filesOf({ top }) {
	const found = {
		files: /* @__PURE__ */ new Map(),
		kept: /* @__PURE__ */ new Map(),
		findings: []
	};
	gather(top, found);
	return found;
}
const absent = (path, oid) => unreadable(path, `git does not have the object ${oid}`);
function newFolder() {
	return {
		files: [],
		folders: [],
		findings: []
	};
}
/** A tree object is a row of `MODE NAME\0OID`, the id in bytes. */
function fillFolder(work) {
	const { content, oidBytes, path, into, cache } = work;
	for (let at = 0; at < content.length;) {
		const space = content.indexOf(32, at);
		const end = content.indexOf(0, space);
		const mode = content.toString("latin1", at, space);
		const name = content.toString("utf8", space + 1, end);
		const oid = content.toString("hex", end + 1, end + 1 + oidBytes);
		at = end + 1 + oidBytes;
		spend(work.budget, 1, 0);
		const verdict = judgeEntry(path, name, MODES[mode] ?? "other", isBeside);
		if (verdict === "skip") continue;
		if (typeof verdict === "object") {
			into.findings.push(verdict);
			continue;
		}
		const inner = path === "" ? name : `${path}/${name}`;
		const key = `${oid} ${inner}`;
		if (verdict === "enter") {
			const known = cache.folders.get(key);
			const folder = known ?? newFolder();
			into.folders.push(folder);
			if (known) continue;
			cache.folders.set(key, folder);
			work.folders.push({
				oid,
				path: inner,
				into: folder
			});
		} else {
			const known = cache.files.get(key);
			const slot = known ?? { holds: null };
			into.files.push(slot);
			if (known) continue;
			cache.files.set(key, slot);
			const keep = verdict === "keep";
			const text = keep ? void 0 : work.probably?.(inner);
			if (text !== void 0 && blobId(text, oidBytes) === oid) {
				spend(work.budget, 0, text.length);
				slot.holds = {
					path: inner,
					text,
					oid
				};
			} else work.files.push({
				oid,
				path: inner,
				keep,
				into: slot
			});
		}
	}
}
function fileOf(content, oid, path, keep) {
	if (content === null) return tooLarge(path);
	if (keep) return {
		path,
		bytes: Uint8Array.from(content)
	};
	return isUtf8(content) ? {
		path,
		text: content.toString("utf8"),
		oid
	} : notText(path);
}
function gather(folder, found) {
	for (const { holds } of folder.files) {
		if (holds === null) continue;
		if ("text" in holds) found.files.set(holds.path, holds);
		else if ("bytes" in holds) found.kept.set(holds.path, holds.bytes);
		else found.findings.push(holds);
	}
	found.findings.push(...folder.findings);
	for (const inner of folder.folders) gather(inner, found);
}
// src/sources/git.ts
/** What Phoenix needs to know of a git repository: trees of commits, and how commits relate. Nothing is checked out. */
/**
* The repository that a folder belongs to. No process is started before the first question.
* @throws PhoenixError `GIT` when the folder is in no repository.
*/
function openRepository(folder) {
	for (let top = real(folder);; top = dirname(top)) {
		const bare = existsSync(join(top, "HEAD")) && existsSync(join(top, "objects")) && existsSync(join(top, "refs"));
		if (existsSync(join(top, ".git")) || bare) return new GitRepository(top);
		if (dirname(top) !== top) continue;
		throw new PhoenixError("GIT", `${quote(folder)} is not inside a git repository`, { hint: "Run Phoenix in a clone of the repository that holds the configs folder." });
	}
}
/** Of a folder that is not there, what is above it: the commit that is checked out may have removed it. */
function real(folder) {
	for (let place = resolve(folder);; place = dirname(place)) if (existsSync(place)) return realpathSync(place);
}
var GitRepository = class {
	/** The top folder, absolute. */
	top;
	#objects;
	#commits = /* @__PURE__ */ new Map();
	#ancestry = /* @__PURE__ */ new Map();
	#cache = emptyCache();
	/** Readings under way. They share the cache, so none is whole before all are. */
	#readings = /* @__PURE__ */ new Set();
	constructor(top) {
		this.top = top;
		this.#objects = new GitObjects(top);
	}
	/** Ends the process that reads objects. A repository may be used again afterwards. */
	close() {
		this.#objects.close();
	}
	/** A folder of the working tree as git names it: relative to the top, with `/`. */
	pathOf(folder) {
		const whole = resolve(folder);
		for (const place of [whole, existsSync(whole) ? realpathSync(whole) : whole]) {
			const path = relative(this.top, place).split(sep).join("/");
			if (path !== ".." && !path.startsWith("../")) return path;
		}
		throw new PhoenixError("GIT", `${quote(folder)} is outside the repository ${quote(this.top)}`, { hint: "Keep the configs folder in the repository." });
	}
	/**
	* The configs folder at a commit. A commit without that folder gives a tree without files.
	* @param root the folder, relative to the top: `configs`
	*/
	async tree(revision, root, how = {}) {
		const folder = posix.normalize(root).replace(/^\.?\/|\/$/g, "");
		if (folder.startsWith("../") || /[\u0000-\u001f]/.test(folder)) throw new PhoenixError("GIT", `${quote(root)} is no folder of the repository`, { hint: "Give it as git does: configs" });
		const { sha } = await this.commit(revision);
		const name = `${sha}:${folder === "." ? "" : folder}`;
		const reading = readFolder(this.#objects, name, root, this.#cache, how);
		this.#readings.add(reading);
		try {
			const found = await reading;
			await Promise.all(this.#readings);
			if (!found) return {
				root,
				revision: sha,
				files: /* @__PURE__ */ new Map(),
				findings: []
			};
			const { files, kept, findings } = filesOf(found);
			return {
				root,
				revision: sha,
				files,
				...kept.size > 0 && { kept },
				findings
			};
		} catch (error) {
			this.#cache = emptyCache();
			throw error;
		} finally {
			this.#readings.delete(reading);
		}
	}
	/** The full id of a commit. @throws PhoenixError `GIT` when git does not know it. */
	async resolve(revision) {
		return (await this.commit(revision)).sha;
	}
	/** Whether the commit is here: a shallow clone lacks old ones. */
	async has(sha) {
		return await this.#find(checkSha(sha)) !== null;
	}
	/** @throws PhoenixError `GIT` when git does not know the revision. */
	async commit(revision) {
		const commit = await this.#find(checkRevision(revision));
		if (commit) return commit;
		throw new PhoenixError("GIT", `git does not know the revision ${quote(revision)}`, { hint: unknownHint(revision) });
	}
	async parents(revision) {
		return (await this.commit(revision)).parents;
	}
	async #find(revision) {
		const known = this.#commits.get(revision);
		if (known) return known;
		let commit = null;
		await this.#objects.read([`${revision}^{commit}`], (object) => {
			if (object?.type === "commit" && object.content) commit = {
				sha: object.oid,
				parents: parentsIn(object.content.toString())
			};
		});
		if (commit && isSha(revision)) this.#commits.set(revision, commit);
		return commit;
	}
	/**
	* The commits after `from` up to `to` along first parents, oldest first: what was pushed or merged in between.
	* @param path only those that change something there
	* @throws PhoenixError `GIT` when the history between them is not all here.
	*/
	async firstParents(from, to, path) {
		const [start, end] = [await this.resolve(from), await this.resolve(to)];
		const args = [
			"rev-list",
			"--first-parent",
			"--reverse",
			end,
			`^${start}`,
			"--"
		];
		const commits = linesOf(await gitOutput(this.top, args));
		await this.#mustBeWhole(commits[0]);
		return path === void 0 || commits.length === 0 ? commits : linesOf(await gitOutput(this.top, [...args, path]));
	}
	/**
	* The commit on the first-parent line of `to` that last added a file, and those after it, oldest first. Empty when
	* `to` does not have the file.
	* @param path after the adding commit, only those that change something there
	* @throws PhoenixError `GIT` when the clone is too shallow to tell.
	*/
	async commitsSinceAdded(file, to, path) {
		const end = await this.resolve(to);
		const log = [
			"log",
			...[
				"--first-parent",
				"--diff-merges=first-parent",
				"--no-renames",
				"--diff-filter=A",
				"--max-count=1"
			],
			"--no-ext-diff",
			"--format=%H",
			end,
			"--",
			file
		];
		const added = linesOf(await gitOutput(this.top, log))[0];
		if (added === void 0) return [];
		await this.#mustBeWhole(added);
		return [added, ...await this.firstParents(added, end, path)];
	}
	/** Where a shallow clone ends, git takes the last commit for the first one there ever was. */
	async #mustBeWhole(oldest) {
		const before = oldest === void 0 ? void 0 : (await this.parents(oldest))[0];
		if (before === void 0 || await this.has(before)) return;
		throw new PhoenixError("GIT", `the history before ${oldest} is not in this clone`, { hint: "Check out with fetch-depth: 0." });
	}
	/** Whether `old` is `young` or an ancestor of it; null when a shallow clone does not tell. */
	async isAncestor(old, young) {
		const [a, b] = [await this.resolve(old), await this.resolve(young)];
		if (a === b) return true;
		const key = `${a} ${b}`;
		const known = this.#ancestry.get(key);
		if (known !== void 0) return known;
		const { exit, stderr } = await runGit(this.top, [
			"merge-base",
			"--is-ancestor",
			a,
			b
		]);
		if (exit > 1) throw gitFailed("merge-base", stderr);
		const answer = exit === 0 ? true : await this.isShallow() ? null : false;
		this.#ancestry.set(key, answer);
		return answer;
	}
	/** The newest commit that both have; null when they have none. */
	async mergeBase(one, other) {
		const { exit, stdout, stderr } = await runGit(this.top, [
			"merge-base",
			await this.resolve(one),
			await this.resolve(other)
		]);
		if (exit > 1) throw gitFailed("merge-base", stderr);
		return exit === 0 ? stdout.trim() : null;
	}
	/** The branch that is checked out (null: none is) and its commit. */
	async head() {
		const { exit, stdout } = await runGit(this.top, [
			"symbolic-ref",
			"--quiet",
			"--short",
			"HEAD"
		]);
		return {
			branch: exit === 0 ? stdout.trim() : null,
			sha: await this.resolve("HEAD")
		};
	}
	async isShallow() {
		return (await gitOutput(this.top, ["rev-parse", "--is-shallow-repository"])).trim() === "true";
	}
	/** The commit of a branch at the remote, now; null when it has no such branch. Asks over the network. */
	remoteTip(branch, remote = "origin") {
		return tipAtRemote(this.top, branch, remote);
	}
	/** Gets a commit that a shallow clone lacks, with `depth` commits of its history; nothing happens when it is here. */
	async fetch(sha, depth = 1, remote = "origin") {
		if (await this.has(sha)) return;
		await fetchCommit(this.top, sha, await this.isShallow() ? depth : null, remote);
		this.#ancestry.clear();
		if (!await this.has(sha)) throw gitFailed("fetch", `the remote sent no commit ${sha}`);
	}
};
function linesOf(text) {
	return text.split("\n").filter(Boolean);
}
function parentsIn(commit) {
	const parents = [];
	for (const line of commit.split("\n")) {
		if (line === "") break;
		if (line.startsWith("parent ")) parents.push(line.slice(7));
	}
	return parents;
}
function unknownHint(revision) {
	if (revision === "HEAD") return "Nothing is committed yet: commit first.";
	if (isSha(revision)) return "The clone may be shallow: check out with fetch-depth: 0, or fetch the commit.";
	if (/[~^]/.test(revision)) return "There are not so many commits, or the clone is shallow: git log tells.";
	return "Fetch it first, or check its name with `git branch -a`.";
}
// src/sources/unborn.ts
/** Tells a repository in which nothing is committed yet from one that git cannot read. */
/**
* True when HEAD names a branch without a commit.
* @param top the repository's top folder
* @throws PhoenixError `GIT` when git is missing, or refuses the repository.
*/
async function isUnborn(top) {
	return (await runGit(top, [
		"rev-parse",
		"--verify",
		"--quiet",
		"HEAD"
	])).exit !== 0;
}
// src/commands/sources.ts
function repositoryOf(configs) {
	try {
		return openRepository(configs);
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	}
}
/**
* The files of the last commit; null when nothing is committed yet, or there is no repository. A git that is missing,
* fails or refuses is no such case: all would seem new.
*/
async function orNone(head, repository) {
	try {
		return await head;
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT" && (repository === null || await isUnborn(repository.top))) return null;
		throw error;
	}
}
/** What an apply works on: the files on disk; where they are just what HEAD has, HEAD, so that markers can name it. */
async function filesToApply(sources) {
	let onDisk = null;
	const probably = (path) => onDisk?.files.get(path)?.text;
	const reading = orNone(sources.at("HEAD", { probably }), sources.repository);
	reading.catch(() => void 0);
	const disk = onDisk = sources.onDisk();
	const head = await reading;
	if (!head || disk.findings.length > 0 || head.files.size !== disk.files.size) return disk;
	return [...disk.files].every(([path, { text }]) => head.files.get(path)?.text === text) && sameKept(disk, head) ? head : disk;
}
const NONE = /* @__PURE__ */ new Map();
function sameKept({ kept: one = NONE }, { kept: other = NONE }) {
	if (one.size !== other.size) return false;
	return [...one].every(([path, bytes]) => {
		const there = other.get(path);
		return there !== void 0 && Buffer.compare(bytes, there) === 0;
	});
}
function openSources(configs) {
	const repository = repositoryOf(configs);
	return {
		configs,
		repository,
		onDisk: () => readDiskTree(configs),
		at: async (revision, how) => {
			if (repository) return repository.tree(revision, repository.pathOf(configs), how);
			throw new PhoenixError("GIT", `${configs} is not in a git repository, so there is no revision ${revision}`, { hint: "run `git init` and commit, or plan against the nodes with --live" });
		},
		close: () => repository?.close()
	};
}
export { finding as C, notice as D, error as E, warning as O, FINDINGS as S, isEntryName as T, tooLarge as _, checkSha as a, FORBIDDEN_KEYS as b, gitOutput as c, isBeside as d, CLOUD_CONFIG_FILE as f, notText as g, judgeEntry as h, openRepository as i, runGit as l, OWN_FEATURES as m, openSources as n, GitObjects as o, LOCK_FILE as p, orNone as r, gitFailed as s, filesToApply as t, readDiskTree as u, placeAt as v, VAULT_FOLDER as w, MAX_FILE_BYTES as x, wholeFile as y };
