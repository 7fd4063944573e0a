const FIELD = /^([^:]+):(.*)$/;
/** Lines may end as on Windows. */
function parseEntry(text) {
	const [value = "", ...lines] = text.split("\n").map((line) => line.replace(/\r$/, ""));
	const fields = /* @__PURE__ */ new Map();
	for (const line of lines) {
		const [, key = "", found = ""] = FIELD.exec(line) ?? [];
		if (key !== "" && !fields.has(key)) fields.set(key, found.trim());
	}
	return {
		value,
		fields
	};
}
/** An entry as features see it. */
function entrySecret(text) {
	const { value, fields } = parseEntry(text);
	return {
		value,
		field: (name) => name === "*" ? text : fields.get(name) ?? null
	};
}
export { parseEntry as n, entrySecret as t };
