import { et as PhoenixError } from "./base.js";
// src/features/tar.ts
/**
* A tar archive of files in memory (POSIX ustar): the same files give the same bytes, whatever their order. Owners are
* root, times are zero. Reading archives stays out: GNU tar and busybox do that in the guest.
*/
const BLOCK = 512;
/** @throws PhoenixError CONFIG_INVALID for a path that the format cannot hold */
function tar(files) {
	const sorted = files.toSorted((a, b) => compareText(a.path, b.path));
	const parts = [...new Set(sorted.flatMap(({ path }) => foldersAbove(path)))].sort(compareText).map((path) => header(`${path}/`, 0, 493, "5"));
	for (const { path, bytes, mode } of sorted) parts.push(header(path, bytes.length, mode, "0"), bytes, new Uint8Array(padding(bytes.length)));
	parts.push(new Uint8Array(2 * BLOCK));
	return Buffer.concat(parts);
}
const compareText = (a, b) => a < b ? -1 : Number(a > b);
function foldersAbove(path) {
	const segments = path.split("/").slice(0, -1);
	return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
const padding = (length) => (BLOCK - length % BLOCK) % BLOCK;
function header(path, size, mode, type) {
	const block = Buffer.alloc(BLOCK);
	const [prefix, name] = splitPath(path);
	block.write(name, 0, "utf8");
	block.write(octal(mode, 8), 100);
	block.write(octal(0, 8), 108);
	block.write(octal(0, 8), 116);
	block.write(octal(size, 12), 124);
	block.write(octal(0, 12), 136);
	block.write(" ".repeat(8), 148);
	block.write(type, 156);
	block.write("ustar\x0000", 257, "latin1");
	block.write("root", 265);
	block.write("root", 297);
	block.write(prefix, 345, "utf8");
	const sum = block.reduce((total, byte) => total + byte, 0);
	block.write(`${octal(sum, 7)} `, 148, "latin1");
	return block;
}
/** Digits that fill a field, with the NUL at its end. */
const octal = (value, width) => `${value.toString(8).padStart(width - 1, "0")}\u0000`;
/** ustar keeps a path in two fields: up to 155 bytes before a `/`, up to 100 after it. */
function splitPath(path) {
	if (Buffer.byteLength(path) <= 100) return ["", path];
	for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
		const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
		if (name !== "" && Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return [prefix, name];
	}
	throw new PhoenixError("CONFIG_INVALID", `the path ${path} is too long for a bundle`, { hint: "Use shorter names of folders and files in the feature." });
}
export { tar as t };
