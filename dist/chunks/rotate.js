import { J as quote, P as sha256, bt as PhoenixError } from "./base.js";
import { Ao as plural, Et as entryOf, Tt as entryNames, Vo as plain, bt as readPublicKeys, ct as findRecipients, gt as PUBLIC_KEYS, pt as gpgIdOf, vt as nameOfKey, xt as inspectMessage } from "./engine.js";
import { r as findKeyTexts } from "./keyring.js";
import { i as openRepository, l as runGit, o as GitObjects, s as gitFailed } from "./sources.js";
import { n as changedFiles, t as changeVault } from "./change.js";
import { n as parseEntry } from "./entry.js";
import { t as inParallel } from "./in-parallel.js";
import { r as openEntry } from "./entries.js";
import { a as gpgIdsOf, i as gpgIdAt, r as folderOfGpgId, t as entriesOf } from "./folders.js";
import { a as namedRecipient, c as removing, n as idsIn, o as orphaned, r as keepsOwnKey, s as readableFor } from "./recipients.js";
import { r as usersOf, t as vaultUses } from "./uses.js";
import { i as operatorKeyring, r as existingStore } from "./store.js";
import process from "node:process";
// src/sources/file-history.ts
/** Every version of every file below a folder that git knows, on whatever branch. */
/** `:MODE MODE OID OID STATUS`, of a merge too: `-m` compares it with each parent. */
const CHANGE = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AMT]$/;
/**
* Each version once. Commits of all branches and tags count, also of remotes: what was pushed anywhere was read there.
* @param folder of the working tree; it need not be there any more
* @throws PhoenixError `GIT` when the folder is in no repository, or git fails
*/
async function fileHistory(folder) {
	const repository = openRepository(folder);
	const root = repository.pathOf(folder);
	const { exit, stdout, stderr } = await runGit(repository.top, [
		"log",
		...[
			"--all",
			"-m",
			"--raw",
			"--no-abbrev",
			"--no-renames",
			"--diff-filter=AMT",
			"--format=",
			"-z"
		],
		"--",
		root === "" ? "." : root
	]);
	if (exit !== 0) throw gitFailed("log", stderr);
	const found = versionsIn(stdout, root === "" ? "" : `${root}/`);
	const objects = new GitObjects(repository.top);
	const versions = [];
	try {
		await objects.read(found.map(({ oid }) => oid), (object, at) => {
			const path = found[at]?.path;
			if (object?.content && path !== void 0) versions.push({
				path,
				bytes: Uint8Array.from(object.content)
			});
		});
		return {
			versions,
			isShallow: await repository.isShallow()
		};
	} finally {
		objects.close();
		repository.close();
	}
}
function versionsIn(log, lead) {
	const found = /* @__PURE__ */ new Map();
	const words = log.split("\0");
	for (const [at, word] of words.entries()) {
		const oid = CHANGE.exec(word.trimStart())?.[1];
		const file = words[at + 1];
		if (oid === void 0 || file === void 0 || !file.startsWith(lead)) continue;
		found.set(`${oid} ${file}`, {
			oid,
			path: file.slice(lead.length)
		});
	}
	return [...found.values()];
}
// src/secrets/vault/exposure.ts
/**
* What somebody knows who could open entries once: told from the versions of files that named a key of theirs. What was
* read stays read, so a value is known until it is another one. Pure.
*/
/** Lines that pass users keep beside a password, and that are no secret. */
const PUBLIC_FIELDS = /* @__PURE__ */ new Set([
	"user",
	"username",
	"login",
	"email",
	"url",
	"host",
	"port"
]);
/**
* @param versions of all entries, those of now too
* @param whose key ids to ask for; null: of all who have no business with the entry now
*/
function exposures(current, versions, whose) {
	const parsed = versions.map((version) => ({
		...version,
		values: valuesIn(version.text)
	}));
	return current.flatMap((one) => {
		const outsiders = ({ keyIds }) => keyIds.filter((id) => whose ? whose.has(id) : !one.readers.has(id));
		const seen = parsed.filter((version) => outsiders(version).length > 0);
		const unclear = seen.filter(({ entry, text }) => entry === one.entry && (text === null || one.text === null));
		const knowing = (part) => {
			const text = partOf(one.text, part);
			if (text === "") return [];
			return seen.filter((version) => part === "*" ? version.text === text : version.values.has(text));
		};
		const byValue = knowing(null);
		const fields = one.fields.filter((field) => !PUBLIC_FIELDS.has(field.toLowerCase()) && knowing(field).length > 0);
		const value = byValue.length > 0 ? "yes" : unclear.length > 0 ? "maybe" : "no";
		if (value === "no" && fields.length === 0) return [];
		const known = [
			...byValue,
			...unclear,
			...fields.flatMap(knowing)
		].flatMap(outsiders);
		return [{
			entry: one.entry,
			knownTo: [...new Set(known)].sort(),
			value,
			fields
		}];
	});
}
/** Empty where there is none, or none can be read. */
function partOf(text, part) {
	if (text === null) return "";
	if (part === "*") return text;
	const { value, fields } = parseEntry(text);
	return part === null ? value : fields.get(part) ?? "";
}
function valuesIn(text) {
	if (text === null) return /* @__PURE__ */ new Set();
	const { value, fields } = parseEntry(text);
	return /* @__PURE__ */ new Set([value, ...fields.values()]);
}
// src/commands/vault/exposure.ts
/** What people know of the values of a vault, by its files as they are, and as they were in the history of git. */
/** Public keys of all who are recipients, or once were. */
async function keysEver(files, history) {
	const then = history.filter(({ path }) => path.startsWith(`${PUBLIC_KEYS}/`)).map(({ bytes }, at) => [`${PUBLIC_KEYS}/${at}`, bytes]);
	const [now, before] = await Promise.all([readPublicKeys(files), readPublicKeys(new Map(then))]);
	return [...new Map([...before.keys, ...now.keys].map((key) => [key.fingerprint, key])).values()];
}
/** All entries whose values are known to somebody who should not know them. */
async function readExposures(input, io) {
	const { files, history, keyring, uses, whose, keys } = input;
	const current = entryNames(files).map((entry) => ({
		entry,
		readers: readersOf(files, entry, keys),
		fields: fieldsOf(uses, entry)
	}));
	const isOutsider = (id) => whose ? whose.has(id) : current.some(({ readers }) => !readers.has(id));
	const now = [...files].flatMap(([path, bytes]) => versionOf(path, bytes));
	const then = history.flatMap(({ path, bytes }) => versionOf(path, bytes));
	const all = distinct([...now, ...then]);
	const hiding = all.filter(({ isHiding }) => isHiding).length;
	if (hiding > 0) io.err(`${plural(hiding, "version")} of entries do not say for whom they are.`);
	const seen = all.filter(({ keyIds }) => keyIds.some(isOutsider));
	if (seen.length === 0) return [];
	const texts = await textsOf(/* @__PURE__ */ new Set([...seen, ...now]), keyring, io);
	const textNow = new Map(now.map((version) => [version.entry, texts.get(version) ?? null]));
	return exposures(current.map((one) => ({
		...one,
		text: textNow.get(one.entry) ?? null
	})), seen.map((version) => ({
		...version,
		text: texts.get(version) ?? null
	})), whose);
}
function readersOf(files, entry, keys) {
	const recipients = findRecipients(gpgIdOf(files, entry)?.ids ?? [], keys);
	return new Set(recipients.flatMap(({ key }) => key?.allKeyIds ?? []));
}
const fieldsOf = (uses, entry) => [...new Set(uses.flatMap((use) => use.entry === entry && use.field !== null ? [use.field] : []))];
/** None for what is no entry, or cannot be one. */
function versionOf(path, bytes) {
	const entry = entryOf(path);
	const inspected = entry === null ? null : inspectMessage(bytes);
	if (entry === null || inspected === null || "wrong" in inspected) return [];
	return [{
		entry,
		bytes,
		keyIds: inspected.keyIds,
		isHiding: inspected.hidden > 0
	}];
}
/** What stands on disk is in the history too, as a rule. */
function distinct(versions) {
	const found = /* @__PURE__ */ new Map();
	for (const version of versions) {
		const key = `${sha256(version.bytes)} ${version.entry}`;
		if (!found.has(key)) found.set(key, version);
	}
	return [...found.values()];
}
/** More at once would only wait for each other. */
const AT_ONCE = 8;
/** Those that can be opened here. */
async function textsOf(versions, keyring, io) {
	const texts = /* @__PURE__ */ new Map();
	const why = /* @__PURE__ */ new Set();
	const work = [...versions].map((version) => async () => {
		if (!keyring) return;
		try {
			texts.set(version, (await openEntry(version.entry, version.bytes, keyring)).text);
		} catch (error) {
			if (!(error instanceof PhoenixError)) throw error;
			why.add(error.message);
		}
	});
	await inParallel(work, AT_ONCE);
	const [first] = why;
	const closed = versions.size - texts.size;
	if (closed > 0) {
		const reason = first === void 0 ? "there is no private key" : first;
		io.err(`${plural(closed, "version")} of entries cannot be opened here, and so not be compared: ${reason}.`);
	}
	return texts;
}
// src/commands/vault/rotate-text.ts
/** What `phoenix vault rotate` says: who knows what, and what is to be done about it. */
function namesOf(keyIds, everyone) {
	const names = keyIds.map((id) => {
		const key = everyone.find(({ allKeyIds }) => allKeyIds.includes(id));
		return key ? nameOfKey(key) : `the key ${id}`;
	});
	return [...new Set(names)];
}
function rotatedJson({ looked, known, everyone, uses, written }) {
	return {
		v: 1,
		written,
		history: looked,
		left: known.map(({ entry, value, fields, knownTo }) => ({
			entry,
			value,
			fields,
			knownTo: namesOf(knownTo, everyone),
			keyIds: knownTo,
			users: usersOf(uses, entry)
		}))
	};
}
const BY = {
	all: "",
	some: ", by the part of the history that is here",
	now: ", by the entries as they are now alone"
};
function tellRotated(rotated, io) {
	const { looked, known, written, named } = rotated;
	if (named && written.length > 0) {
		const who = named.key ? nameOfKey(named.key) : named.id;
		const count = plural(written.length, "entry", "entries");
		io.err(`${plain(who)} can open none of the entries any more; ${count} encrypted anew.`);
	}
	if (known.length === 0) {
		io.out(`Nothing is left to change${BY[looked]}.`);
		return;
	}
	io.out(`${plural(known.length, "entry", "entries")} to change, since the values are known to others:`);
	for (const one of known) io.out(`  ${lineOf(one, rotated)}`);
	const again = named ? ` ${quote(named.id)}` : "";
	io.err(`\nChange each where it is used, and with phoenix vault set. Then again: phoenix vault rotate${again}`);
}
function lineOf({ entry, value, fields, knownTo }, { everyone, uses }) {
	const parts = fields.map((field) => field === "*" ? "all of it" : `the line "${field}"`);
	const users = usersOf(uses, entry);
	return [
		`${value === "no" ? [entry, ...parts].join(", ") : entry}: known to ${plain(namesOf(knownTo, everyone).join(", "), 1e3)}`,
		...value === "maybe" ? ["perhaps changed since: no key here can tell"] : [],
		...users.length > 0 ? [`used by ${users.join(", ")}`] : []
	].join("; ");
}
// src/commands/vault/rotate.ts
/** `phoenix vault rotate`: after somebody left, shuts them out of every folder, and lists the values that they know. */
/** Exit code 0 when nothing is left to change, else 1; also where a part of the history is missing. */
async function vaultRotate(options, io) {
	const { recipient, configs, yes = false, json } = options;
	const store = existingStore(configs);
	const { history, looked } = await historyOf(store, io);
	const { keys } = await readPublicKeys(store.files);
	const everyone = await keysEver(store.files, history);
	const named = recipient === void 0 ? null : leaver(recipient, store, everyone);
	const shut = named ? shuttingOut(store, named, keys) : NOTHING;
	const keyring = shut.names.length > 0 || findKeyTexts(void 0, process.env).length > 0 ? await operatorKeyring(io) : null;
	const { uses } = vaultUses(configs);
	const whose = named ? new Set(keyIdsOf(named)) : null;
	const known = await readExposures({
		files: store.files,
		history,
		keyring,
		uses,
		whose,
		keys
	}, io);
	const next = changedFiles(store.files, shut.changes);
	if (keyring && !yes) for (const path of shut.changes.keys()) {
		const folder = folderOfGpgId(path);
		keepsOwnKey(gpgIdAt(store.files, folder), gpgIdAt(next, folder), keys, keyring);
	}
	const changes = new Map(shut.changes);
	for (const file of named ? await orphaned(next, named, keys) : []) changes.set(file, null);
	const rotated = {
		looked,
		known,
		everyone,
		uses,
		written: await changeVault(store, {
			changes,
			names: shut.names,
			...keyring && { keyring }
		}, io),
		named
	};
	if (json) io.out(JSON.stringify(rotatedJson(rotated), null, 2));
	else tellRotated(rotated, io);
	return known.length === 0 && looked !== "some" ? 0 : 1;
}
async function historyOf({ folder }, io) {
	try {
		const { versions, isShallow } = await fileHistory(folder);
		if (isShallow) io.err("This clone is shallow: older versions of entries are not looked at. git fetch --unshallow");
		return {
			history: versions,
			looked: isShallow ? "some" : "all"
		};
	} catch (error) {
		if (!(error instanceof PhoenixError) || error.code !== "GIT") throw error;
		io.err(`Only the entries as they are now were looked at, not how they were: ${error.message}.`);
		return {
			history: [],
			looked: "now"
		};
	}
}
const KEY_ID = /^(?:0x)?([0-9A-F]{16})$/i;
/** Somebody of whom the vault knows a key, or once knew; or the id of a key that entries name. */
function leaver(id, { files }, keys) {
	try {
		return namedRecipient(id, files, keys);
	} catch (error) {
		if (KEY_ID.test(id) && error instanceof PhoenixError && error.code === "USAGE") return {
			id,
			key: null
		};
		throw error;
	}
}
function keyIdsOf({ id, key }) {
	const keyId = KEY_ID.exec(id)?.[1]?.toUpperCase();
	return key?.allKeyIds ?? (keyId === void 0 ? [] : [keyId]);
}
const NOTHING = {
	changes: /* @__PURE__ */ new Map(),
	names: []
};
function shuttingOut({ files }, named, keys) {
	const changes = /* @__PURE__ */ new Map();
	const names = new Set(readableFor(files, entryNames(files), keyIdsOf(named)));
	for (const gpgId of gpgIdsOf(files)) {
		const ids = idsIn(gpgId, named, keys);
		if (ids.length === 0) continue;
		for (const [path, bytes] of removing(files, folderOfGpgId(gpgId.path), ids)) changes.set(path, bytes);
		for (const name of entriesOf(files, gpgId.path)) names.add(name);
	}
	return {
		changes,
		names: [...names].sort()
	};
}
export { vaultRotate };
