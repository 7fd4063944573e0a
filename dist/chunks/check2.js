import { J as quote, St as errorsIn, bt as PhoenixError } from "./base.js";
import { Ao as plural, F as textIn, L as renderFindings, Nt as VAULT_FINDINGS, Pt as findingOf, Tt as entryNames, bt as readPublicKeys, ht as checkFiles, st as checkRecipients, wt as entryFile, xt as inspectMessage } from "./engine.js";
import { t as renderFindingsJson } from "./json2.js";
import { n as userOf, t as vaultUses } from "./uses.js";
import { n as parseEntry } from "./entry.js";
import { n as folderExists } from "./feature-folders.js";
import { t as inParallel } from "./in-parallel.js";
import { r as openEntry } from "./entries.js";
import { a as readStore, i as operatorKeyring, t as bytesOf } from "./store.js";
import { a as shortValue } from "./value.js";
// src/secrets/vault/check.ts
/** All that is wrong, by file; places are below the configs folder. */
async function checkVault(files, { uses, inDoubt = false, now = /* @__PURE__ */ new Date() }) {
	const keys = await readPublicKeys(files, now);
	const found = [
		...checkUses(files, uses ?? []),
		...uses === null || inDoubt ? [] : unused(files, uses),
		...checkFiles(files, keys.unusable),
		...checkRecipients(files, keys.keys, now)
	];
	const place = ({ at, id }) => `${at?.file ?? ""}\0${id}`;
	return found.sort((a, b) => place(a) < place(b) ? -1 : 1);
}
/** Each entry that is not there once, at the first place that names it. */
function checkUses(files, uses) {
	return [...new Set(uses.map(({ entry }) => entry).filter((entry) => !files.has(entryFile(entry))))].map((entry) => {
		const places = uses.filter((use) => use.entry === entry);
		const users = [...new Set(places.map(({ by }) => by))].join(", ");
		const [at] = places.flatMap((place) => place.at ?? []);
		return {
			id: "PHX921",
			severity: VAULT_FINDINGS.PHX921.severity,
			message: `the vault has no entry ${entry}, and it is used by ${users}`,
			hint: `Add it: phoenix vault set ${entry}`,
			...at && { at }
		};
	});
}
function unused(files, uses) {
	const used = new Set(uses.map(({ entry }) => entry));
	return entryNames(files).filter((name) => !used.has(name)).map((name) => findingOf("PHX929", entryFile(name), `nothing uses the entry ${name}`, `Remove it: phoenix vault rm ${name}. Its value stays in the history of git, so change it where it is still good.`));
}
// src/commands/vault/check.ts
/** `phoenix vault check`: everything that is wrong with a vault, told without a private key. */
/** Exit code 0 without errors, else 1. @throws PhoenixError `UNREADABLE` where there is no such folder */
async function vaultCheck({ configs, values, json }, io) {
	if (!folderExists(configs)) throw new PhoenixError("UNREADABLE", `there is no folder ${quote(configs, 200)}`, { hint: "Name the folder of the estate with --configs." });
	const store = readStore(configs);
	const { uses, doubt, tree } = vaultUses(configs);
	const used = uses.map((use) => ({
		entry: use.entry,
		by: userOf(use),
		at: use.at
	}));
	const findings = [...await checkVault(store.files, {
		uses: used,
		inDoubt: doubt !== null
	}), ...values ? await checkValues(store, await operatorKeyring(io)) : []];
	const errors = errorsIn(findings).length;
	if (json) io.out(renderFindingsJson(findings));
	else {
		if (findings.length > 0) {
			const textOf = (file) => tree && !file.endsWith(".gpg") ? textIn(tree)(file) : null;
			io.err(`${renderFindings(findings, {
				root: configs,
				color: io.color,
				textOf
			})}\n`);
		}
		const others = findings.length - errors;
		const counts = [...errors > 0 ? [plural(errors, "error")] : [], ...others > 0 ? [plural(others, "remark")] : []];
		const count = plural(entryNames(store.files).length, "entry", "entries");
		io.out(`${count} checked: ${counts.join(", ") || "nothing found"}`);
	}
	if (doubt !== null) io.err(`Whether an entry is unused is not told. ${doubt}`);
	return errors > 0 ? 1 : 0;
}
/** More at once would only wait for each other. */
const AT_ONCE = 8;
/** What only a private key can tell. Of what is no entry for it, nothing is said: the check without a key does. */
async function checkValues(store, keyring) {
	const found = /* @__PURE__ */ new Map();
	const names = entryNames(store.files).filter((name) => !("wrong" in inspectMessage(bytesOf(store, name))));
	const work = names.map((name) => async () => {
		const finding = await checkValue(store, name, keyring);
		if (finding) found.set(name, finding);
	});
	await inParallel(work, AT_ONCE);
	return names.flatMap((name) => found.get(name) ?? []);
}
async function checkValue(store, name, keyring) {
	try {
		const { text, isBound } = await openEntry(name, bytesOf(store, name), keyring);
		const short = shortValue(parseEntry(text).value, `the value of ${name}, its first line,`);
		if (short !== null) return findingOf("PHX933", entryFile(name), short, `Give it a longer one: phoenix vault set ${name}`);
		if (isBound) return null;
		const unbound = `the entry ${name} does not hold its own name`;
		return findingOf("PHX934", entryFile(name), unbound, `Write it again: phoenix vault rekey ${name}`);
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		return findingOf("PHX932", entryFile(name), error.message, error.hint ?? "Restore it from git.");
	}
}
export { vaultCheck };
