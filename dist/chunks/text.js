import { f as isObject } from "./base.js";
import { n as orderOf, t as print } from "./print.js";
// src/authoring/text.ts
/** Config that a program writes, as a person would: keys in their order, short things in one line, comments above. */
/** A file of at most so many columns is one line, as the profile of a single setting is. */
const SHORT = 80;
/**
* The text of a file, ending with a newline.
* @param path below the configs folder, such as `lxc/web.jsonc`: says the order of the keys, and whether comments may be
*/
function textOf({ value, comment = [] }, path) {
	const isJsonc = path.endsWith(".jsonc");
	const root = valueOf(value, orderOf(path));
	return print({
		above: isJsonc ? leads(comment) : [],
		isApart: false,
		root: opened(root, value),
		behind: [],
		below: []
	}, { lastComma: isJsonc });
}
/** All files of a tree, by path. */
function textsOf(files) {
	return new Map([...files].map(([path, authored]) => [path, textOf(authored, path)]));
}
function leads(comment) {
	return comment.flatMap((line) => line.split(/[\n\r\u2028\u2029]/)).map((line) => ({
		text: `// ${line}`.trimEnd(),
		isApart: false
	}));
}
function opened(root, value) {
	if (root.is === "scalar") return root;
	return {
		...root,
		isOpen: root.isOpen || JSON.stringify(value).length > SHORT
	};
}
function valueOf(value, order) {
	if (Array.isArray(value)) return {
		is: "list",
		isOpen: false,
		head: [],
		opening: [],
		members: value.map((one, at) => memberOf(null, one, order.below(String(at)))),
		closing: []
	};
	if (!isObject(value)) return {
		is: "scalar",
		text: JSON.stringify(value)
	};
	const entries = order.sorted(Object.entries(value), ([key]) => key);
	const members = entries.map(([key, one]) => memberOf(JSON.stringify(key), one, order.below(key)));
	return {
		is: "object",
		isOpen: entries.filter(([, one]) => isObject(one) && Object.keys(one).length > 0).length > 1,
		head: [],
		opening: [],
		members,
		closing: []
	};
}
function memberOf(key, value, order) {
	return {
		above: [],
		isApart: false,
		key,
		between: [],
		value: valueOf(value, order),
		behind: []
	};
}
export { textsOf as t };
