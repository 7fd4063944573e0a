import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { existsSync, readFileSync } from "node:fs";
// src/sources/package.ts
/** What lies beside the running code: the action's own folder, with its workflows. */
/** The folder that holds `action.yml`: the checkout of Phoenix, whether the sources run or a chunk of `dist/`. */
function packageFolder() {
	let folder = dirname(fileURLToPath(import.meta.url));
	while (!existsSync(join(folder, "action.yml")) && folder !== dirname(folder)) folder = dirname(folder);
	return folder;
}
/** A file of the package as text, such as `.github/workflows/plan.yml`. */
function packageFile(path) {
	return readFileSync(join(packageFolder(), path), "utf8");
}
function git(...args) {
	try {
		const cwd = packageFolder();
		return execFileSync("git", args, {
			cwd,
			encoding: "utf8",
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			]
		}).trim();
	} catch {
		return null;
	}
}
/** How a workflow names this very build of the action, `owner/repo@sha`; null where git does not say it. */
function ownActionReference() {
	const sha = git("rev-parse", "HEAD");
	const remote = git("remote", "get-url", "origin");
	const name = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(remote ?? "")?.[1];
	return sha && name ? `${name}@${sha}` : null;
}
export { packageFile as n, packageFolder as r, ownActionReference as t };
