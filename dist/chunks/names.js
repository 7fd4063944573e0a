import { Fo as code, Ko as words, Po as clip } from "./engine.js";
// src/plan/render/comment/names.ts
function addressCode(address) {
	return code(clip(address, 80));
}
/** `vmid:952` is `952`. */
function idText(id) {
	return clip(id.replace(/^vmid:/, ""), 40);
}
/** `` `lxc/qdrant` 952 ``. */
function guestText(item) {
	return `${addressCode(item.address)} ${words(idText(item.id))}`;
}
export { guestText as n, idText as r, addressCode as t };
