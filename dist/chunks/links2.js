import { a as link, l as urlPath, n as code, t as clip } from "./escape.js";
import { a as listed } from "./words.js";
// src/plan/render/links.ts
/** For terminals and tests: no web address at all. */
const NOWHERE = {
	repository: null,
	root: "",
	head: null,
	base: null,
	pr: null,
	run: null
};
/** `configs/lxc/web.json`. */
function fullPath(root, file) {
	return root === "" || root === "." ? file : `${root.replace(/\/+$/, "")}/${file}`;
}
function linked(where, commit, file, line, text = `${file}${line === null ? "" : `:${line}`}`) {
	const label = text.length > 72 ? `…${clip(text.slice(-71), 71)}` : text;
	if (where.repository === null || commit === null) return code(label);
	const path = urlPath(fullPath(where.root, file));
	return link(label, `${where.repository}/blob/${commit}/${path}${line === null ? "" : `#L${line}`}`);
}
/** `[profiles/docker-host.jsonc:6](…)`, as it stands at the head. */
function positionLink(where, at) {
	return linked(where, where.head, at.file, at.line);
}
/** Several places; a file is named once: `[lxc/web.json:3](…), [:5](…)`. */
function positionLinks(where, places, most) {
	const named = /* @__PURE__ */ new Set();
	return listed(places, most, (at) => {
		const again = named.has(at.file);
		named.add(at.file);
		return again ? linked(where, where.head, at.file, at.line, `:${at.line}`) : positionLink(where, at);
	});
}
/** A whole file; `removed`: as it last stood, at the base. */
function fileLink(where, file, removed) {
	if (file === "") return "–";
	return linked(where, removed ? where.base : where.head, file, null);
}
/** Where the reader finds what had no room; without a page it is only named. */
function everything(where, label) {
	return where.run === null ? label : link(label, where.run);
}
export { positionLink as a, fullPath as i, everything as n, positionLinks as o, fileLink as r, NOWHERE as t };
