import { y as wholeFile } from "./sources.js";
import { O as string, T as object, _ as int, p as array } from "./zod.js";
import { Ao as plural, L as renderFindings, ci as findingAt } from "./engine.js";
import { n as readScenarios } from "./scenario-file.js";
import { J as quote } from "./base.js";
import { t as renderFindingsJson } from "./json2.js";
import { a as sourceOf, n as folderOf, r as openShelf, t as findingsOf } from "./feature-library.js";
import process from "node:process";
import { execFile } from "node:child_process";
// src/features/script-check.ts
/** What is wrong with the scripts of a feature by the rules of the library, found by reading them. Pure. */
/** Scripts that run.sh starts by what stands in their first line. */
const STARTED = [
	"check.sh",
	"install.sh",
	"verify.sh",
	"remove.sh"
];
const ASKING = ["check.sh", "verify.sh"];
const SHEBANG = /^#! ?(?:\/usr\/bin\/env )?(?:\/bin\/|\/usr\/bin\/)?(?:ba|da)?sh(?: -[a-z]+)*\s*$/;
const FETCH = String.raw`\b(?:curl|wget)\b`;
const SHELL = String.raw`(?:sudo\s+(?:-\S+\s+)*)?(?:env\s+(?:\S+=\S*\s+)*)?(?:\S*/)?(?:ba|da|z|k)?sh\b(?!-)`;
/** What comes from the network and is run at once, in the ways in which that is written. */
const RUN_UNSEEN = [
	new RegExp(String.raw`${FETCH}[^|;&]*\|\s*${SHELL}`),
	new RegExp(String.raw`\b(?:ba|da|z)?sh\s+(?:-\S+\s+)*["']?\$\(\s*${FETCH}`),
	new RegExp(String.raw`(?:^|[\s;&|(])(?:(?:ba|z)?sh|source|\.)\s+(?:-\S+\s+)*<\(\s*${FETCH}`),
	new RegExp(String.raw`\beval\s+["']?(?:\$\(|${"`"})\s*${FETCH}`),
	new RegExp(String.raw`\b(?:python3?|perl|node)\b\s+-?\s*<\(\s*${FETCH}|${FETCH}[^|;&]*\|\s*(?:\S*/)?(?:python3?|perl|node)\b`)
];
/** Addresses of the guest itself are asked by checks; what comes from elsewhere is to be pinned. */
const FOREIGN = String.raw`["']?(?:https?|ftp)://(?!127\.|localhost\b|\[::1\]|\$)[^\s"']+`;
const UNPINNED = [new RegExp(String.raw`${FETCH}(?:\s+[^\s;|&]+)*?\s+${FOREIGN}`), new RegExp(String.raw`\bgit\s+clone\b(?:\s+[^\s;|&]+)*?\s+${FOREIGN}`)];
const USES_DOWNLOAD = /\b(?:phx_download|phx_unpack|phx_expect_unpacked)\s+(?:'([^'$]+)'|"([^"$`]+)"|([A-Za-z0-9][\w.-]*))/;
/** @param files of the feature's folder, by path in it */
function checkScripts(id, { format, downloads }, files) {
	return [...files].flatMap(([path, bytes]) => {
		if (!path.endsWith(".sh") || path.startsWith("test/")) return [];
		const file = `features/${id}/${path}`;
		const text = new TextDecoder().decode(bytes);
		return [...STARTED.includes(path) ? shebang(file, text) : [], ...commandsOf(text).flatMap((command) => [...unseen(file, command), ...format === "phoenix" && !ASKING.includes(path) ? unpinned(file, command, downloads) : []])];
	});
}
function shebang(file, text) {
	if (SHEBANG.test(text.split("\n", 1)[0] ?? "")) return [];
	return [findingAt("PHX741", "the first line does not say that sh or bash runs it", "Let the first line be #!/bin/sh; #!/bin/bash only where bash is needed.", wholeFile(file))];
}
/** Lines without comments; those that end with a backslash are one. */
function commandsOf(text) {
	const commands = [];
	let open = null;
	for (const [at, line] of text.split("\n").entries()) {
		if (!open && /^\s*#/.test(line)) continue;
		const joined = open ? {
			...open,
			text: `${open.text} ${line.trim()}`
		} : {
			text: line,
			line: at + 1
		};
		open = line.endsWith("\\") ? {
			...joined,
			text: joined.text.slice(0, -1)
		} : null;
		if (!open) commands.push(joined);
	}
	return commands;
}
function found(id, file, { text, line }, match, [message, hint]) {
	const column = Math.min(match.index, text.length) + 1;
	return findingAt(id, message, hint, {
		file,
		line,
		column
	});
}
function unseen(file, command) {
	const match = RUN_UNSEEN.map((one) => one.exec(command.text)).find((one) => one !== null);
	if (!match) return [];
	return [found("PHX742", file, command, match, ["what comes from the network is run without being looked at", "Pin it under \"downloads\" and fetch it with phx_download, which checks its SHA-256."])];
}
function unpinned(file, command, downloads) {
	const direct = UNPINNED.map((one) => one.exec(command.text)).find((one) => one !== null);
	if (direct) return [found("PHX743", file, command, direct, ["a file is fetched that the manifest does not pin", "Name it under \"downloads\" with its SHA-256, and fetch it with phx_download."])];
	const used = USES_DOWNLOAD.exec(command.text);
	const name = used?.[1] ?? used?.[2] ?? used?.[3];
	if (!used || name === void 0 || Object.hasOwn(downloads, name)) return [];
	const what = `the manifest has no download ${quote(name)}`;
	const known = Object.keys(downloads);
	return [found("PHX743", file, command, used, [what, known.length > 0 ? `There are: ${known.join(", ")}.` : "Name it under \"downloads\" with its SHA-256."])];
}
// src/sources/shellcheck.ts
/** shellcheck, where this machine has it, on the scripts of a feature. */
const schema = object({ comments: array(object({
	file: string(),
	line: int(),
	column: int(),
	level: string(),
	code: int(),
	message: string()
})) });
/** lib.sh is found by a variable, and files beside the script by the guest's own folder: neither can be followed here. */
const LEFT_OUT = "SC1090,SC1091";
/**
* @param paths of scripts in the folder
* @returns null where shellcheck is not installed
*/
function shellcheck(folder, paths) {
	if (paths.length === 0) return Promise.resolve([]);
	const argv = [
		"--norc",
		"--format=json1",
		"--severity=style",
		`--exclude=${LEFT_OUT}`,
		"--",
		...paths
	];
	return new Promise((resolve, reject) => {
		const env = {
			PATH: process.env["PATH"],
			LANG: "C.UTF-8"
		};
		execFile("shellcheck", argv, {
			cwd: folder,
			env,
			maxBuffer: 67108864
		}, (error, stdout) => {
			if (error && error.code === "ENOENT") return resolve(null);
			try {
				const { comments } = schema.parse(JSON.parse(stdout));
				return resolve(comments.map(({ file, ...rest }) => ({
					path: file,
					...rest
				})));
			} catch {
				return reject(error ?? /* @__PURE__ */ new Error("shellcheck printed something else than JSON"));
			}
		});
	});
}
// src/commands/feature-check.ts
/** `phoenix feature check`: manifests, scripts and scenarios, with the line of everything that is wrong. */
/** Exit code 0 without errors, else 1. */
async function featureCheck({ ids, configs, all, json }, io) {
	const shelf = openShelf(configs);
	const chosen = ids.length > 0 ? ids.map((id) => folderOf(shelf, id)) : [...shelf.folders.values()].filter(({ origin }) => all || origin === "own");
	const nameless = shelf.findings.filter(({ at }) => ids.length === 0 && at && !shelf.folders.has(idIn(at.file)));
	const checked = await Promise.all(chosen.map((folder) => checkFolder(folder, shelf)));
	const findings = [...nameless, ...checked.flatMap((one) => one.findings)];
	if (json) io.out(renderFindingsJson(findings));
	else {
		for (const [at, folder] of chosen.entries()) {
			const found = checked[at]?.findings ?? [];
			if (found.length > 0) io.err(`${renderFindings(found, {
				...sourceOf(folder),
				color: io.color
			})}\n`);
		}
		if (nameless.length > 0) io.err(renderFindings(nameless, {
			color: io.color,
			root: configs,
			textOf: () => null
		}));
		io.out(`${plural(chosen.length, "feature")} checked: ${findings.length === 0 ? "nothing found" : counts(findings)}`);
		if (chosen.length === 0) io.err(`There are none in ${configs}/features; --all checks the library.`);
	}
	if (checked.some(({ isBare }) => isBare)) io.err("shellcheck is not installed, so it has not seen the scripts: apt-get install shellcheck");
	return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}
const idIn = (file) => file.split("/")[1] ?? "";
function counts(findings) {
	const errors = findings.filter(({ severity }) => severity === "error").length;
	const others = findings.length - errors;
	return [...errors > 0 ? [plural(errors, "error")] : [], ...others > 0 ? [plural(others, "remark")] : []].join(", ");
}
async function checkFolder(folder, shelf) {
	const { id, files, path } = folder;
	const feature = shelf.features.get(id);
	const remarks = await shellcheck(path, [...files.keys()].filter(isShell));
	return {
		findings: [
			...findingsOf(shelf.findings, id),
			...feature ? checkScripts(id, feature.manifest, files) : [],
			...(remarks ?? []).map(({ path: file, line, column, level, code, message }) => findingAt("PHX744", `SC${code} (${level}): ${message}`, `https://www.shellcheck.net/wiki/SC${code}`, {
				file: `features/${id}/${file}`,
				line,
				column
			})),
			...readScenarios(id, files).findings,
			...feature?.manifest.format === "phoenix" ? lacking(folder) : []
		],
		isBare: remarks === null
	};
}
const isShell = (path) => path.endsWith(".sh") && !path.startsWith("test/");
const WANTED = [
	[
		(path) => path === "README.md",
		"README.md",
		"Say in it what the options do and what stays after a remove."
	],
	[
		(path) => path === "check.sh",
		"check.sh",
		"Without it nobody notices when the guest differs: exit 0 or 10."
	],
	[
		(path) => path === "verify.sh",
		"verify.sh",
		"Without it an install that does not work counts as good."
	],
	[
		(path) => path === "remove.sh",
		"remove.sh",
		"Without it a guest must be replaced to be rid of the feature."
	],
	[
		(path) => /^test\/[^/]+\.json$/.test(path),
		"test/*.json",
		"Write a scenario; phoenix feature test runs it."
	]
];
function lacking({ id, files }) {
	const at = wholeFile(`features/${id}`);
	return WANTED.filter(([has]) => ![...files.keys()].some(has)).map(([, what, hint]) => findingAt("PHX746", `there is no ${what}`, hint, at));
}
export { featureCheck };
