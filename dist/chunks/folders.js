import { J as quote, bt as PhoenixError } from "./base.js";
import { T as isEntryName } from "./sources.js";
import { Tt as entryNames, ft as gpgIdIn, pt as gpgIdOf } from "./engine.js";
// src/commands/vault/folders.ts
/** The folders of a vault that have recipients of their own, each with its `.gpg-id`. */
/** The folder of `--path`, below the vault; `''` is the vault itself. @throws PhoenixError `USAGE` */
function folderOf(path) {
	const folder = (path ?? "").replace(/\/+$/, "");
	if (folder === "" || isEntryName(folder)) return folder;
	throw new PhoenixError("USAGE", `${quote(path ?? "")} cannot be a folder of the vault`, { hint: "Write it as a path below the vault, such as team or team/web." });
}
/** What counts in a folder now, whether it stands there or above. @throws PhoenixError `USAGE` where nothing does */
function gpgIdAt(files, folder) {
	const found = gpgIdOf(files, folder === "" ? "x" : `${folder}/x`);
	if (found) return found;
	throw new PhoenixError("USAGE", "nothing says for whom the entries of the vault are", { hint: "Make the vault first: phoenix vault init." });
}
/** Entries that a `.gpg-id` is about. */
function entriesOf(files, path) {
	return entryNames(files).filter((name) => gpgIdOf(files, name)?.path === path);
}
/** The folder of a `.gpg-id`. */
const folderOfGpgId = (path) => path.slice(0, -gpgIdIn("").length).replace(/\/$/, "");
/** All `.gpg-id` files. */
function gpgIdsOf(files) {
	return [...files.keys()].filter((path) => path === gpgIdIn("") || path.endsWith(`/${gpgIdIn("")}`)).map((path) => gpgIdAt(files, folderOfGpgId(path)));
}
export { gpgIdsOf as a, gpgIdAt as i, folderOf as n, folderOfGpgId as r, entriesOf as t };
