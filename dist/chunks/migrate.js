import { Ao as plural, F as textIn$1, Fo as code, Ho as prose, In as rawKeyProblem, Jr as formatLock, K as shippedFeatures, L as renderFindings, Qr as readLibrary, Sa as nearest, Un as isIpv4, Vn as isInNetwork4, Xr as updateLock, ai as parseFile, bn as grouped, ln as putAt, pi as getLocation, tt as loadEstate } from "./engine.js";
import { J as quote, Q as VERSION, S as parseAddress, St as errorsIn, T as parseSubnet, Y as shortened, bt as PhoenixError, d as canonical, f as isObject, h as valueAt, m as pointerSegments, p as pointer, q as writeWhole, v as isInRange, y as isSubnet } from "./base.js";
import { p as LOCK_FILE, y as wholeFile } from "./sources.js";
import { t as checkRules } from "./check.js";
import { o as withSchemaLines, r as schemasBeside, t as schemaNote } from "./schema-set.js";
import { t as textsOf } from "./text.js";
import { I as kinds } from "./live.js";
import { t as factor } from "./factor.js";
import { A as PROPERTIES, _ as datasetSchema, j as wordOfProperty } from "./kind-dataset.js";
import { n as storageSchema } from "./kind-storage.js";
import { r as zpoolSchema } from "./kind-zpool.js";
import { n as usersOf } from "./uses2.js";
import { n as vmSchema } from "./kind-vm.js";
import { n as readInput } from "./input-file.js";
import { randomUUID } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { existsSync, readdirSync, statSync } from "node:fs";
// src/authoring/migrate/secret-forms.ts
const NAME = /pass(?:word|wd|phrase)?|secret|token|api[-_]?key|credential|private[-_]?key|_hash$|encryption[-_]?key/i;
/** Words about a secret that are none. */
const ABOUT = /(?:file|path|script|name|user|url|id|enabled|version|length|model_len|num_batched_tokens|tokens)$/i;
/** Tokens by their form, wherever they stand in a text. */
const TOKEN = /(?:^|\W)(?:hf_[A-Za-z0-9]{8}|gh[pousr]_\w{8}|github_pat_\w{8}|glpat-[\w-]{8}|sk-[\w-]{8}|ptr_\w{8}|AKIA[A-Z0-9]{8}|xox[abpr]-[\w-]{8}|eyJ[\w-]{1,999}\.eyJ)|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^/\s:@]+:[^/\s@]+@/;
const HASH = /^\$(?:1|2[aby]|5|6|y|argon2\w*)\$/;
/** Words of a command, or of a note, that say that a secret follows. Bounded, so that no text takes long. */
const SAID$1 = [
	/(?:^|[\s"'])\w*(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|API_?KEY)\w*=(?!\$|["']?\s|$)/i,
	/(?:^|\s)--?[\w-]{0,40}(?:api-?key|password|passwd|passphrase|secret|token)(?:=|\s+)(?![-$/\s])\S/i,
	/(?:^|\s)(?:-u|--user)(?:=|\s*)["']?(?!\d+:\d+(?:\s|$))[^\s:"'-][^\s:"']*:[^\s$]/,
	/\b(?:authorization|x-[\w-]{0,40}(?:key|token)):\s*(?:(?:basic|bearer|token)\s+)?[^\s$]/i,
	/\b(?:passwords?|passwd|pw|passphrase|secret|token)\s*(?:is\s|[:=])\s*(?![$/])\S{4}/i,
	/\bsshpass\s+-p\s*[^\s$]/
];
/** `${DB_PASSWORD}` names one. */
const REFERENCE = /^\$(?:\{[^{}]+\}|[A-Z_][A-Z0-9_]*)$/;
const PATH = /^\/(?:data|dev|etc|home|mnt|opt|root|run|srv|tmp|usr|var)\//;
/** A word of a command line whose next word is a secret. */
const ASKS = /^--?[\w-]*(?:api-?key|token|password|secret)$/i;
/** What says that there is nothing yet. */
const EMPTY$1 = /* @__PURE__ */ new Set([
	"",
	"NOT_SET",
	"null",
	"none"
]);
/** @param key the name of the value, or of what it stands in; empty where it has none */
function isSecret(key, value) {
	if (typeof value === "number") return namesSecret(key);
	if (typeof value !== "string" || EMPTY$1.has(value)) return false;
	if (TOKEN.test(value) || HASH.test(value) || SAID$1.some((one) => one.test(value))) return true;
	return namesSecret(key) && !PATH.test(value) && !REFERENCE.test(value);
}
/** Whether a key says that its value is secret. */
const namesSecret = (key) => NAME.test(key) && !ABOUT.test(key);
/** Whether a key is of something about a secret, such as its owner. */
const isAbout = (key) => ABOUT.test(key);
const MEMBER = /("((?:[^"\\\n]|\\.)*)"\s*:\s*")((?:[^"\\\n]|\\.)*)/g;
const TEXT = /"((?:[^"\\\n]|\\.)*)/g;
/** A broken file as it may be shown: every place stays where it is. */
function withoutSecrets(text) {
	const stars = (value) => "*".repeat(value.length);
	return text.replaceAll(MEMBER, (whole, before, key, value) => isSecret(key, value) ? before + stars(value) : whole).replaceAll(TEXT, (whole, value) => isSecret("", value) ? `"${stars(value)}` : whole);
}
// src/authoring/migrate/source.ts
/** The files of the old tool as values, and the claims that are made about each of theirs. Pure. */
/** The files that the old tool had, by what they hold. */
const SOURCE_FILES = {
	lxc: "phoenix_lxc_configs.json",
	host: "phoenix_hypervisor_config.json",
	vms: "phoenix_vm_configs.json",
	stacks: "phoenix_stacks_config.json",
	certificates: "certificate-manifest.json"
};
const ROLES = Object.keys(SOURCE_FILES);
/**
* Reads the files.
* @param texts by role; a byte order mark at the beginning is let through
* @throws PhoenixError `CONFIG_INVALID` with every broken file, each with its line; also where there are no containers
*/
function readSource(texts) {
	const read = [...texts].map(([role, text]) => ({
		role,
		...readFile(role, text)
	}));
	const broken = read.filter(({ value }) => value === null).flatMap(({ findings }) => findings);
	if (broken.length > 0) throw new PhoenixError("CONFIG_INVALID", "the files of the old tool cannot be read", {
		findings: broken,
		source: {
			root: "",
			textOf: (file) => withoutSecrets(texts.get(roleOf(file)) ?? "")
		},
		hint: "mend what is broken, and try again: nothing was written"
	});
	const values = Object.fromEntries(read.map(({ role, value }) => [role, value ?? {}]));
	const source = {
		...EMPTY,
		...values,
		present: new Set(texts.keys())
	};
	const containers = source.lxc["lxc_configs"];
	if (!isObject(containers) || Object.keys(containers).length === 0) throw new PhoenixError("CONFIG_INVALID", `${SOURCE_FILES.lxc} has no containers`, {
		at: wholeFile(SOURCE_FILES.lxc),
		hint: "\"lxc_configs\" must be an object with a member for each container"
	});
	return {
		source,
		remarks: read.flatMap(({ findings }) => findings)
	};
}
const EMPTY = {
	lxc: {},
	host: {},
	vms: {},
	stacks: {},
	certificates: {}
};
function readFile(role, text) {
	const clean = text.replace(/^\ufeff/, "");
	const isList = role === "certificates" && clean.trimStart().startsWith("[");
	return parseFile({
		path: SOURCE_FILES[role],
		text: isList ? `{"certificates":${clean}}` : clean
	});
}
function roleOf(file) {
	return ROLES.find((role) => SOURCE_FILES[role] === file) ?? "lxc";
}
function below$1(found, key) {
	const value = valueAt(found.value, pointer(key));
	return value === void 0 ? null : {
		...found,
		pointer: found.pointer + pointer(key),
		value
	};
}
/** The members of an object or a list; of anything else none. */
function membersOf(found) {
	if (!found || typeof found.value !== "object" || found.value === null) return [];
	return Object.keys(found.value).flatMap((key) => {
		const one = below$1(found, key);
		return one ? [{
			...one,
			key
		}] : [];
	});
}
/** A whole number, also where it stands in quotes. */
function numberIn(value) {
	if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
	return typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}
function textIn(value) {
	if (typeof value === "string") return value;
	return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
/** `true`, `"true"`, 1 and `"yes"` are one. */
function flagIn(value) {
	if ([
		"true",
		"1",
		"yes"
	].includes(textIn(value).toLowerCase())) return true;
	return [
		"false",
		"0",
		"no"
	].includes(textIn(value).toLowerCase()) ? false : null;
}
// src/authoring/migrate/secret.ts
/** Which values of the source are secrets: they are repeated nowhere, and stand in no file that is written. Pure. */
/** The key that says what a value is: of `{ "name": "DB_PASSWORD", "value": "x" }` the name, of `["--token", "x"]` the word before. */
function keyOf(parent, key, above) {
	if (Array.isArray(parent)) {
		const before = parent[Number(key) - 1];
		return typeof before === "string" && ASKS.test(before) ? before : above;
	}
	const name = isObject(parent) && key === "value" ? parent["name"] ?? parent["key"] : void 0;
	if (typeof name === "string") return name;
	return namesSecret(above) && !isAbout(key) ? above : key;
}
function* secretsBelow(found, key) {
	const { value } = found;
	if (typeof value !== "object" || value === null) {
		if (isSecret(key, value)) yield found;
		return;
	}
	for (const [name, inner] of Object.entries(value)) yield* secretsBelow({
		...found,
		pointer: found.pointer + pointer(name),
		value: inner
	}, keyOf(value, name, key));
}
const MASK = "(masked)";
function secretsOf(source) {
	const all = ROLES.flatMap((role) => [...secretsBelow({
		role,
		pointer: "",
		value: source[role]
	}, "")]);
	return new Map(all.map((found) => [found.role + found.pointer, found]));
}
/** Whether a text holds one of the secrets, or looks as if it held another one. */
function hidesIn(secrets) {
	const texts = [...secrets.values()].flatMap(({ value }) => typeof value === "string" && value.length >= 6 ? [value] : []);
	return (text) => TOKEN.test(text) || texts.some((one) => text.includes(one));
}
/** A text in which secrets of the source may be repeated, as it may be shown. */
function concealed(secrets, text) {
	let shown = text;
	for (const { value } of secrets.values()) if (typeof value === "string" && value.length >= 6) shown = shown.replaceAll(value, MASK);
	return TOKEN.test(shown) ? MASK : shown;
}
/** A value of the source as it may be shown. */
function shownValue(secrets, { role, pointer: at, value }) {
	if (secrets.size === 0) return value;
	const hides = hidesIn(secrets);
	const masked = (place, one) => {
		if (secrets.has(role + place) || typeof one === "string" && hides(one)) return MASK;
		if (typeof one !== "object" || one === null) return one;
		if (Array.isArray(one)) return one.map((entry, index) => masked(place + pointer(index), entry));
		return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, masked(place + pointer(key), inner)]));
	};
	return masked(at, value);
}
// src/authoring/migrate/report.ts
/** What became of every value of the source, for people and for programs. Secrets are never repeated. Pure. */
/** `phoenix_lxc_configs.json#/lxc_configs/950/cores` */
const placeOf$1 = ({ role, pointer }) => `${SOURCE_FILES[role]}#${pointer}`;
/** The file that a value stands in now, and its place there. */
function locate(files, { address, path }) {
	const key = path.join(".");
	if (address === "phoenix.json") return {
		file: address,
		key
	};
	const own = `${address}.jsonc`;
	for (let at = own; at !== null; at = imageOf(files, at)) {
		const file = wayOf(files, at).find((one) => holds(files.get(one), path));
		if (file !== void 0) return {
			file,
			key
		};
	}
	return {
		file: own,
		key
	};
}
/** Own file, profiles, base: the strongest first. */
function wayOf(files, own) {
	const profiles = (path) => {
		return (files.get(path)?.value["extends"] ?? []).flatMap((name) => [`profiles/${name}.jsonc`, ...profiles(`profiles/${name}.jsonc`)]);
	};
	return [
		own,
		...profiles(own),
		`base/${own.slice(0, own.indexOf("/"))}.jsonc`
	];
}
function imageOf(files, path) {
	const clone = files.get(path)?.value["clone"];
	const from = isObject(clone) ? clone["from"] : clone;
	const file = typeof from === "string" ? `${from}.jsonc` : null;
	return file !== null && file !== path && files.has(file) ? file : null;
}
function holds(file, path) {
	let at = file?.value;
	for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : void 0;
	return at !== void 0 && at !== null;
}
const targetsOf = ({ targets }, { authored }) => [...new Map(targets.map((target) => locate(authored, target)).map((one) => [`${one.file} ${one.key}`, one])).values()];
/** For programs: everything, by its place in the source. */
function reportJson(migration) {
	const { entries, mistakes, assumed, secrets, proof, files, estate } = migration;
	return {
		v: 1,
		containers: proof.containers,
		proved: proof.values,
		differences: proof.differences.map(({ address, said, got, ...at }) => ({
			at: placeOf$1(at),
			address,
			said,
			got
		})),
		files: [...files.keys()].map((path) => `configs/${path}`),
		counts: countsOf(entries),
		entries: entries.map((entry) => ({
			file: SOURCE_FILES[entry.role],
			pointer: entry.pointer,
			fate: entry.fate,
			value: shownValue(migration.hidden, entry),
			to: targetsOf(entry, migration).map(({ file, key }) => ({
				file: `configs/${file}`,
				key
			})),
			why: entry.why,
			known: !entry.unknown
		})),
		mistakes: mistakes.map((one) => ({
			at: placeOf$1(one),
			text: one.text
		})),
		assumed,
		vault: [...secrets].map(([entry, from]) => ({
			entry,
			from: `${SOURCE_FILES.host}#${from}`
		})),
		findings: estate.findings.map(({ id, severity, message, at }) => ({
			id,
			severity,
			message,
			at: at ? { ...at } : null
		}))
	};
}
function countsOf(entries) {
	const count = (fate) => entries.filter((one) => one.fate === fate && !one.unknown).length;
	return {
		kept: count("kept"),
		mapped: count("mapped"),
		later: count("later"),
		dropped: count("dropped"),
		unknown: entries.filter(({ unknown }) => unknown).length
	};
}
const cell = (text) => text.replaceAll("|", "\\|");
const jsonCode = (value, most = 4e3) => {
	const text = JSON.stringify(value);
	return cell(code(text.length > most ? `${text.slice(0, most)}…` : text));
};
const bullets = (lines) => lines.map((line) => `- ${line}`).join("\n");
/** For people, as Markdown. */
function reportText(migration) {
	const { entries, mistakes, proof } = migration;
	const counts = countsOf(entries);
	return `${[
		"# What became of the old configuration",
		`${plural(proof.containers, "container")}, ${plural(proof.values, "value")} of theirs proved: what Phoenix makes of these files was compared with what the old ones say${proof.differences.length === 0 ? "." : `, and ${plural(proof.differences.length, "value")} differ.`} Of ${plural(entries.length, "value")} in all, ${counts.kept} are kept in the same words and ${counts.mapped} in others; ${counts.later} wait for kinds that this version does not have; ${counts.dropped} are dropped, each with its reason; ${counts.unknown} are known to nobody.`,
		...differences(migration),
		...toDo(migration),
		...section("Mistakes in the old configuration", mistakes.map((one) => `${code(placeOf$1(one))}: ${prose(one.text)}`)),
		...kept(migration),
		...ROLES.flatMap((role) => table(role, migration))
	].join("\n\n")}\n`;
}
function section(title, lines) {
	return lines.length === 0 ? [] : [`## ${title}`, bullets(lines)];
}
function differences({ proof }) {
	return section("Differences", proof.differences.map((one) => `${code(placeOf$1(one))}: the old files say ${code(one.said)}, ${code(one.address)} has ${code(one.got)}`));
}
function toDo({ assumed, secrets, estate }) {
	const todo = [...secrets].map(([name, from]) => `${code(`phoenix vault set ${name}`)}: what stands in ${code(`${SOURCE_FILES.host}#${from}`)}, or better a new one.`);
	const vault = todo.length > 0 ? [`${code("phoenix vault init")}, if there is no vault yet.`, ...todo] : [];
	return [
		...section("Assumed, since nothing tells: correct it", assumed.map((text) => prose(text))),
		...section("Secrets to put into the vault", vault),
		...section("What Phoenix finds wrong or unwise", estate.findings.map(({ id, severity, message, at }) => `${id} (${severity}) ${at ? `${code(at.file)}: ` : ""}${prose(message)}`))
	];
}
/** What waits for a kind, whole, so that nothing is lost when the old files are gone. */
function kept({ entries, hidden }) {
	const later = entries.filter(({ fate }) => fate === "later");
	return [...grouped(later, ({ why }) => why)].toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([kind, those], index) => [
		...index === 0 ? ["## Kept for later"] : [],
		`### ${prose(kind)}`,
		bullets(those.map((entry) => `${code(placeOf$1(entry))}: ${code(JSON.stringify(shownValue(hidden, entry)))}`))
	]);
}
function table(role, migration) {
	const entries = migration.entries.filter((entry) => entry.role === role);
	if (entries.length === 0) return [];
	const rows = entries.map((entry) => `| ${cell(code(entry.pointer))} | ${jsonCode(shownValue(migration.hidden, entry))} | ${became(entry, migration)} |`);
	return [`## ${SOURCE_FILES[role]}`, [
		"| Value at | was | and is |",
		"|---|---|---|",
		...rows
	].join("\n")];
}
const FATES = {
	kept: "kept",
	mapped: "mapped",
	later: "kept for later",
	dropped: "dropped"
};
function became(entry, migration) {
	const targets = targetsOf(entry, migration).slice(0, 4).map(({ file, key }) => cell(code(key === "" ? file : `${file} ${key}`)));
	const where = targets.length > 0 ? `: ${targets.join(", ")}` : "";
	const why = entry.why === "" ? "" : ` (${cell(prose(entry.why))})`;
	return `${entry.unknown ? "unknown, dropped" : FATES[entry.fate]}${where}${why}`;
}
// src/authoring/migrate/authored.ts
/** All resources as files: what they have in common in bases and profiles. Pure. */
function authoredOf(world, values) {
	const wholes = [...world.guests.values()].map((guest) => {
		const name = textOfName(guest);
		const was = guest.isLayer ? [`Was the container ${guest.vmid}${name}.`] : null;
		return {
			address: guest.address,
			value: values.get(`${guest.address}.json`) ?? {},
			...was ? { comment: was } : {}
		};
	});
	const of = (kind, taken, what) => factor({
		kind,
		sets: kinds.find((one) => one.kind === kind)?.sets ?? [],
		wholes: wholes.filter(({ address }) => address.startsWith(`${kind}/`)),
		taken,
		baseComment: [what]
	});
	const lxc = of("lxc", /* @__PURE__ */ new Set(), "What most containers have, unless a profile or their own file says otherwise.");
	const layer = of("layer", new Set([...lxc.keys()].flatMap((path) => /^profiles\/(.*)\.jsonc$/.exec(path)?.[1] ?? [])), "What most layers have; a guest that is made from one has its own.");
	const others = [...values].flatMap(([path, value]) => /^(?:node|zpool|dataset|storage|firewall|vm)\//.test(path) ? [[`${path}c`, { value }]] : []);
	return new Map([
		["phoenix.json", { value: values.get("phoenix.json") ?? {} }],
		...lxc,
		...layer,
		...others
	]);
}
function textOfName({ own }) {
	const name = isObject(own.value) ? own.value["name"] : void 0;
	return typeof name === "string" ? ` ${name.replaceAll(/[^\x20-\x7e]/g, "?")}` : "";
}
// src/authoring/migrate/guests.ts
/** The containers of the source: which are images, what each is made from, and what they are called here. Pure. */
/** Read of a guest, else of the root of the file: so the old tool did. A null says nothing. */
function read(source, { own }, key) {
	const found = below$1(own, key);
	if (found && found.value !== null) return found;
	const root = below$1({
		role: "lxc",
		pointer: "",
		value: source.lxc
	}, key);
	return root && root.value !== null ? root : null;
}
const NAME_OF_IMAGE = /^(?:template|copy)[-_ .]+(?=.)/i;
/** All containers, by their VMID as the source writes it. */
function guestsOf(source, findings) {
	const raws = rawGuests(source, findings);
	const isImage = imagesOf(source, raws);
	const taken = /* @__PURE__ */ new Set();
	return new Map([...raws.values()].map((raw) => {
		const isLayer = isImage(raw.vmid);
		const way = [...chain(raws, raw)];
		const at = way.findIndex(({ vmid }) => isImage(vmid));
		const passed = (at === -1 ? way : way.slice(0, at)).map(({ vmid }) => vmid);
		const address = addressOf$3(source, raw, isLayer, taken, findings);
		return [raw.vmid, {
			vmid: raw.vmid,
			own: raw.own,
			address,
			isLayer,
			image: way[at]?.vmid ?? null,
			passed
		}];
	}));
}
function rawGuests(source, findings) {
	const raws = /* @__PURE__ */ new Map();
	const containers = below$1({
		role: "lxc",
		pointer: "",
		value: source.lxc
	}, "lxc_configs");
	for (const [vmid, value] of Object.entries(containers.value)) {
		const own = {
			role: "lxc",
			pointer: `/lxc_configs${pointer(vmid)}`,
			value
		};
		const wrong = isObject(value) ? /^[1-9]\d{2,8}$/.test(vmid) ? null : `${JSON.stringify(vmid)} is no VMID: Phoenix takes whole numbers from 100 to 999999999` : "a container is an object";
		if (wrong === null) {
			const from = read(source, { own }, "clone_from_ctid") ?? read(source, { own }, "clone_from_template_ctid");
			raws.set(vmid, {
				vmid,
				own,
				from: from && textIn(from.value).trim()
			});
			continue;
		}
		findings.claims.push({
			role: "lxc",
			pointer: own.pointer,
			fate: "dropped",
			why: wrong
		});
		findings.mistakes.push({
			role: "lxc",
			pointer: own.pointer,
			text: `${wrong}; left out`
		});
	}
	return raws;
}
/** What it is cloned from, and so on; a loop ends where it begins. */
function* chain(raws, start) {
	const seen = /* @__PURE__ */ new Set([start.vmid]);
	for (let at = raws.get(start.from ?? ""); at && !seen.has(at.vmid); at = raws.get(at.from ?? "")) {
		seen.add(at.vmid);
		yield at;
	}
}
/** Images are never started and are cloned, or say so; all that they are made from must be images too. */
function imagesOf(source, raws) {
	const sources = new Set([...raws.values()].map(({ from }) => from));
	const looksSo = ({ vmid, own }) => {
		const flag = (key) => flagIn(read(source, { own }, key)?.value);
		if (flag("is_template") === true) return true;
		const snapshot = textIn(below$1(own, "template_snapshot_name")?.value) !== "";
		return flag("start_at_boot") !== true && (sources.has(vmid) || snapshot);
	};
	return (vmid) => {
		const raw = raws.get(vmid);
		if (!raw || !looksSo(raw)) return false;
		const all = [...chain(raws, raw)];
		const last = all.at(-1) ?? raw;
		return all.every(looksSo) && (last.from === null || !raws.has(last.from));
	};
}
function addressOf$3(source, raw, isLayer, taken, findings) {
	const found = read(source, raw, "name");
	const said = textIn(found?.value);
	const clean = said.normalize("NFKD").replaceAll(/\p{M}/gu, "").replace(isLayer ? NAME_OF_IMAGE : /^$/, "").replace(isLayer ? /(?<=[a-z])Template(?=[A-Z]|$)/ : /^$/, "-").replaceAll(/[^A-Za-z0-9.-]+/g, "-").replaceAll(/^[.-]+|[.-]+$|(?<=\.)[.-]+|-+(?=\.)/g, "").slice(0, 63).replace(/[.-]+$/, "");
	const wanted = clean === "" ? `ct-${raw.vmid}` : isLayer ? clean.toLowerCase() : clean;
	const kind = isLayer ? "layer" : "lxc";
	const free = taken.has(`${kind}/${wanted}`.toLowerCase()) ? `${wanted}-${raw.vmid}` : wanted;
	taken.add(`${kind}/${free}`.toLowerCase());
	const at = {
		role: "lxc",
		pointer: found?.pointer ?? raw.own.pointer
	};
	if (clean === "") findings.mistakes.push({
		...at,
		text: `${raw.vmid} has no name; here it is ${free}`
	});
	else if (free !== wanted) findings.mistakes.push({
		...at,
		text: `two containers are called ${said}; here ${raw.vmid} is ${free}`
	});
	else if (!isLayer && wanted !== said) findings.mistakes.push({
		...at,
		text: `${JSON.stringify(said)} is no host name; here it is ${free}`
	});
	return `${kind}/${free}`;
}
/** The guest, what it was cloned from on the way to its image, that image, and so on. */
function lineOf$1(guests, guest) {
	const found = [...guest.passed, guest.image ?? ""].flatMap((vmid) => guests.get(vmid) ?? []);
	const last = found.at(-1);
	return last?.isLayer === true && last.vmid === guest.image ? [
		guest,
		...found.slice(0, -1),
		...lineOf$1(guests, last)
	] : [guest, ...found];
}
/** Where the archive of a container stands that is made from no image: its own, or of what it was cloned from. */
function archiveOf(source, guest, guests) {
	for (const one of [guest, ...guest.passed.flatMap((vmid) => guests.get(vmid) ?? [])]) {
		const found = read(source, one, "template") ?? read(source, one, "template_file");
		if (found && textIn(found.value) !== "") return found;
	}
	return null;
}
// src/authoring/migrate/handler.ts
/** What takes one key of a container over, and the simple ones: whole numbers, and true or false. Pure. */
/** A handler for whole numbers. */
function count(path, value, fate) {
	return (draft, found) => {
		const number = numberIn(found.value);
		if (number === null) refuse(draft, found, "a whole number");
		else draft.put(path, value(number), found, fate);
	};
}
function flag(path, fate) {
	return (draft, found) => {
		const value = flagIn(found.value);
		if (value === null) refuse(draft, found, "true or false");
		else draft.put(path, value, found, fate);
	};
}
/** What cannot be used is told, and left out. */
function refuse(draft, found, wanted) {
	draft.drop(found, `not ${wanted}`);
	const said = JSON.stringify(shownValue(draft.world.secrets, found));
	draft.mistake(found, `${shortened(said, 120)} is not ${wanted}; left out`);
}
/** A list without entries says nothing; what is no list is told. */
function dropEmpty(draft, found) {
	if (textIn(found.value) === "" && membersOf(found).length > 0) refuse(draft, found, "a list");
	else draft.drop(found, "empty");
}
const STOPPED = "a layer never starts";
const unlessLayer = (handler) => (draft, found) => draft.guest.isLayer ? draft.drop(found, STOPPED) : handler(draft, found);
// src/authoring/migrate/network.ts
/** The cards of a container, its gateway and its servers of names, in every spelling that the old tool had. Pure. */
const network$2 = (card) => (draft, found) => {
	const { name: bridge } = hostCard(draft);
	const usual = {
		name: card === "net0" ? "eth0" : "eth1",
		bridge: bridge === "" ? "vmbr0" : bridge
	};
	draft.value[card] = usual;
	if (typeof found.value === "string") shortNetwork(draft, card, found);
	else if (membersOf(found).length === 0) refuse(draft, found, "a network card");
	const address = textIn(below$1(found, "ip")?.value);
	for (const one of membersOf(found)) if (one.key === "gw") gateway(draft, card, address, one);
	else if (one.key === "hwaddr" && card === "net0" && draft.read("mac_address")) draft.drop(one, "\"mac_address\" says it");
	else if (one.key.startsWith("nameserver")) nameserver(draft, one);
	else if (!CARD.has(one.key)) continue;
	else if (textIn(one.value) === "") refuse(draft, one, "a text");
	else draft.put([card, one.key], one.key === "tag" ? Number(one.value) : textIn(one.value), one, "kept");
};
const CARD = /* @__PURE__ */ new Set([
	"name",
	"bridge",
	"ip",
	"hwaddr",
	"tag",
	"ip6",
	"gw6"
]);
/** `10.0.0.110/24,10.0.0.1,8.8.8.8`, as the old tool's first revisions said it. */
function shortNetwork(draft, card, found) {
	const [address = "", door = "", ...servers] = textIn(found.value).split(",").map((part) => part.trim());
	if (address === "") {
		refuse(draft, found, "an address");
		return;
	}
	draft.put([card, "ip"], address, found);
	if (door !== "") gateway(draft, card, address, {
		...found,
		value: door
	});
	if (servers.length > 0) nameserver(draft, {
		...found,
		value: servers.join(" ")
	});
}
function hostCard({ world }) {
	const network = world.source.host["network"];
	const card = isObject(network) ? network["interfaces"] : void 0;
	return { name: isObject(card) ? textIn(card["name"]) : "" };
}
function gateway(draft, card, address, found) {
	const wanted = textIn(found.value);
	if (address === "dhcp" || address === "") draft.drop(found, "a card without an address of its own has no gateway");
	else if (isIpv4(wanted) && /^[\d.]+\/\d+$/.test(address) && !isInNetwork4(wanted, address)) {
		draft.drop(found, `${wanted} cannot be reached from ${address}`);
		draft.mistake(found, `the gateway ${wanted} is not in the network of ${address}; left out`);
	} else draft.put([card, "gw"], wanted, found, "kept");
}
const nameserver = (draft, found) => {
	const servers = (Array.isArray(found.value) ? found.value.map((one) => textIn(one)) : [textIn(found.value)]).flatMap((text) => text.split(/[\s,;]+/)).filter((text) => text !== "");
	const said = draft.value["nameserver"];
	const wanted = servers.join(" ");
	if (servers.length === 0) draft.drop(found, "empty");
	else if (said === void 0 || said === wanted) draft.put(["nameserver"], wanted, found);
	else {
		draft.drop(found, `the container itself says ${textIn(said)}`);
		if (found.pointer.startsWith(draft.guest.own.pointer)) draft.mistake(found, `names other servers than ${textIn(said)}, which is taken`);
	}
};
const mac = (draft, found) => draft.put(["net0", "hwaddr"], textIn(found.value), found, "kept");
const staticIp = (draft, found) => {
	if (draft.read("network_config")) draft.drop(found, "\"network_config\" says it");
	else draft.put(["net0", "ip"], textIn(found.value), found);
};
// src/authoring/migrate/storage.ts
/** Volumes, folders of the host and maps of users: what a container mounts. Pure. */
const mountsOf = (draft) => isObject(draft.value["mounts"]) ? draft.value["mounts"] : {};
const volumes$1 = (draft, found) => {
	const all = Array.isArray(found.value) ? membersOf(found) : [];
	if (!Array.isArray(found.value)) refuse(draft, found, "a list of volumes");
	else if (all.length === 0) draft.drop(found, "empty");
	for (const one of all) volume$1(draft, one);
};
function volume$1(draft, one) {
	const [path, pool, size] = [
		"mount_point",
		"pool",
		"size_gb"
	].map((key) => below$1(one, key));
	const where = textIn(path?.value);
	if (draft.guest.isLayer) draft.drop(one, "a layer is its root disk");
	else if (!path || !pool || !size || numberIn(size.value) === null || !where.startsWith("/")) refuse(draft, one, "a volume with pool, size_gb and mount_point");
	else if (Object.hasOwn(mountsOf(draft), where)) {
		draft.drop(one, `something else is mounted at ${where}`);
		draft.mistake(one, `${where} is mounted twice; here it is ${JSON.stringify(mountsOf(draft)[where])}`);
	} else {
		draft.put(["mounts", where], {
			storage: textIn(pool.value),
			size: `${numberIn(size.value)}G`
		}, path);
		draft.same([
			"mounts",
			where,
			"storage"
		], pool);
		draft.same([
			"mounts",
			where,
			"size"
		], size);
		const name = below$1(one, "name");
		if (name) draft.drop(name, "a volume is known by the path that it is mounted at");
	}
}
/** Folders of the host that containers share, as `shared_volumes` of the host's file lists them. */
function sharedMounts(draft) {
	const shared = {
		role: "host",
		pointer: "/shared_volumes",
		value: draft.world.source.host["shared_volumes"] ?? {}
	};
	for (const one of membersOf(shared)) {
		const folder = textIn(below$1(one, "host_path")?.value);
		const mounts = below$1(one, "mounts");
		const path = mounts && below$1(mounts, draft.guest.vmid);
		if (!path || !folder.startsWith("/")) continue;
		if (draft.guest.isLayer) {
			draft.drop(path, "a layer is its root disk");
			continue;
		}
		draft.put(["mounts", textIn(path.value)], `bind:${bindOf(draft.world, folder, one.key).name}`, path);
	}
}
const mountPoints = (draft, found) => {
	for (const one of membersOf(found)) {
		const [folder, path] = [below$1(one, "host_path"), below$1(one, "container_path")];
		const where = textIn(path?.value);
		if (draft.guest.isLayer) draft.drop(one, "a layer is its root disk");
		else if (!folder || !path || !textIn(folder.value).startsWith("/") || !where.startsWith("/")) refuse(draft, one, "a mount with host_path and container_path");
		else if (Object.hasOwn(mountsOf(draft), where)) {
			draft.drop(one, `something else is mounted at ${where}`);
			draft.mistake(one, `${where} is mounted twice; here it is ${JSON.stringify(mountsOf(draft)[where])}`);
		} else {
			const bind = bindOf(draft.world, textIn(folder.value));
			draft.put(["mounts", where], `bind:${bind.name}`, path);
			draft.same(["mounts", where], folder);
			const [user, group] = [below$1(one, "owner_uid"), below$1(one, "owner_gid")];
			const owner = numberIn(user?.value);
			if (user && owner !== null) {
				if (bind.owner !== void 0 && bind.owner !== owner) {
					draft.mistake(user, `${textIn(folder.value)} belongs to ${bind.owner} as well as to ${owner}`);
					draft.drop(user, `it belongs to ${bind.owner} already`);
				} else {
					bind.owner = owner;
					claimBind(draft, user, bind.name);
				}
			}
			if (group) draft.drop(group, "Phoenix tells the owner of a bind, and no group");
		}
	}
};
function claimBind({ world }, { role, pointer }, name) {
	const target = {
		address: "phoenix.json",
		path: [
			"binds",
			name,
			"owner"
		]
	};
	world.findings.claims.push({
		role,
		pointer,
		fate: "mapped",
		target
	});
}
/** The bind of a folder; a new one has a name that no other one has. */
function bindOf({ binds }, folder, wanted = folder.split("/").at(-1) ?? "") {
	const there = binds.get(folder);
	if (there) return there;
	const clean = wanted.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+/, "") || "folder";
	const taken = new Set([...binds.values()].map(({ name }) => name));
	let name = clean;
	for (let n = 2; taken.has(name); n += 1) name = `${clean}-${n}`;
	const bind = { name };
	binds.set(folder, bind);
	return bind;
}
const idMaps = (draft, found) => {
	const lines = [];
	for (const one of membersOf(found)) {
		const type = textIn(below$1(one, "type")?.value);
		const numbers = [
			"container_id",
			"host_id",
			"size"
		].map((key) => numberIn(below$1(one, key)?.value));
		if (!["uid", "gid"].includes(type) || numbers.includes(null)) refuse(draft, one, "an entry with type, host_id, container_id and size");
		else if (numbers.join() === "0,100000,65536") draft.drop(one, "every unprivileged container has this map");
		else {
			lines.push(`${type[0]} ${numbers.join(" ")}`);
			draft.put(["raw", "lxc.idmap"], lines.length === 1 ? lines[0] : [...lines], one);
		}
	}
};
const STORAGE = {
	mount_points: mountPoints,
	volumes: volumes$1,
	zfs_volumes: volumes$1,
	id_maps: idMaps
};
// src/authoring/migrate/options.ts
/** What the old tool handed to Proxmox and LXC as it stood: flags, raw lines, AppArmor, cards. Pure. */
const FLAGS = /* @__PURE__ */ new Set([
	"nesting",
	"keyctl",
	"fuse",
	"mknod",
	"force_rw_sys"
]);
/** Entries of a list, or of one text with commas. */
function entriesOf$1(found) {
	if (Array.isArray(found.value)) return membersOf(found);
	return textIn(found.value).split(",").map((text) => text.trim()).filter((text) => text !== "").map((value) => ({
		...found,
		value
	}));
}
const pctOptions = (draft, found) => {
	const entries = entriesOf$1(found);
	if (entries.length === 0) dropEmpty(draft, found);
	for (const one of entries) pctOption(draft, one);
};
/** `nesting=1`, or `mount=nfs;cifs`. */
function pctOption(draft, one) {
	const [key = "", value = ""] = textIn(one.value).split(/=(.*)/s);
	if (FLAGS.has(key) && ["0", "1"].includes(value)) draft.put([key], value === "1", one);
	else if (key === "mount" && value !== "") draft.put(["mountfs"], value, one);
	else refuse(draft, one, "a flag that Proxmox knows");
}
const ASSIGNMENT = /^\s*(lxc\.[A-Za-z0-9_.-]+)\s*[=:]\s*(.*?)\s*$/s;
const lxcOptions = (draft, found) => {
	const entries = Array.isArray(found.value) ? membersOf(found) : [found];
	if (entries.length === 0) dropEmpty(draft, found);
	for (const one of entries) {
		const [, key, value] = ASSIGNMENT.exec(textIn(one.value)) ?? [];
		if (key === void 0 || value === void 0 || value === "") refuse(draft, one, "a line such as \"lxc.key = value\"");
		else if (key === "lxc.mount.entry") mountEntry(draft, value, one);
		else rawLine$1(draft, key, value, one);
	}
};
function rawLine$1(draft, key, value, from) {
	const problem = rawKeyProblem(key);
	if (draft.guest.isLayer) {
		draft.drop(from, "raw lines are for the guests that are made from a layer");
		return;
	}
	if (problem !== null) {
		draft.drop(from, problem);
		draft.mistake(from, `${key}: ${problem}; left out`);
		return;
	}
	if (key === "lxc.cgroup2.devices.allow" && /^c (?:195|243|\d+):\*? ?\*? ?rwm$/.test(value) && isObject(draft.value["gpus"])) {
		draft.drop(from, "Phoenix derives it from the cards of the guest");
		return;
	}
	const raw = isObject(draft.value["raw"]) ? draft.value["raw"] : {};
	const there = Object.hasOwn(raw, key) ? raw[key] : void 0;
	const all = there === void 0 ? [] : Array.isArray(there) ? there : [there];
	if (all.includes(value)) draft.same(["raw", key], from);
	else draft.put(["raw", key], all.length === 0 ? value : [...all, value], from);
}
/** `/dev/fuse dev/fuse none bind,create=file`: a device, a folder of the host, or a raw line. */
function mountEntry(draft, value, from) {
	const [source = "", inside = "", type = "", flags = ""] = value.split(/\s+/);
	const words = flags.split(",");
	const isBind = type === "none" && (words.includes("bind") || words.includes("rbind"));
	if (source === "/dev/fuse" && isBind) draft.put(["fuse"], true, from);
	else if (draft.guest.isLayer) draft.drop(from, "a layer is its root disk");
	else if (source.startsWith("/dev/nvidia") && isObject(draft.value["gpus"])) draft.drop(from, "Phoenix derives it from the cards of the guest");
	else if (source.startsWith("/dev/") && isBind && source === `/${inside}`) draft.put(["devices", source], {}, from);
	else if (source.startsWith("/") && isBind && inside !== "" && !source.startsWith("/dev/")) {
		const path = inside.startsWith("/") ? inside : `/${inside}`;
		const { name } = bindOf(draft.world, source);
		draft.put(["mounts", path], words.includes("ro") ? {
			bind: name,
			ro: true
		} : `bind:${name}`, from);
	} else rawLine$1(draft, "lxc.mount.entry", value, from);
}
const apparmor = (draft, found) => {
	const said = draft.value["raw"]?.["lxc.apparmor.profile"];
	const profile = textIn(found.value);
	if (profile === "") refuse(draft, found, "the name of a profile");
	else if (draft.guest.isLayer) draft.drop(found, "raw lines are for the guests that are made from a layer");
	else if (said !== void 0 && said !== profile) {
		draft.drop(found, `"lxc_options" says ${JSON.stringify(said)}`);
		draft.mistake(found, `"apparmor_profile" is ${profile}, and "lxc_options" says ${JSON.stringify(said)}`);
	} else if (said === profile) draft.same(["raw", "lxc.apparmor.profile"], found);
	else draft.put(["raw", "lxc.apparmor.profile"], profile, found);
};
/** Numbers of cards; null where the text says something else. */
function cardsIn(text) {
	const clean = text.trim().toLowerCase();
	if ([
		"none",
		"",
		"false"
	].includes(clean)) return [];
	if (clean === "all") return "all";
	const numbers = clean.split(",").map((one) => one.trim());
	return numbers.every((one) => /^\d{1,2}$/.test(one)) ? [...new Set(numbers.map(Number))].toSorted((a, b) => a - b) : null;
}
/** What a value of `gpu_assignment` names, also where it is a number or a list. */
function cardsOf(value) {
	if (Array.isArray(value)) return cardsIn(value.map(textIn).join(",") || "none");
	return isObject(value) ? null : cardsIn(textIn(value));
}
const gpus = (draft, found) => {
	const cards = cardsOf(found.value);
	if (cards === null) refuse(draft, found, "\"none\", \"all\", or numbers of cards such as \"0,1\"");
	else if (cards.length === 0) draft.drop(found, "no card");
	else if (draft.guest.isLayer) draft.drop(found, "cards are for the guests that are made from a layer");
	else {
		const numbers = cards === "all" ? allCards(draft) : cards;
		draft.put(["gpus"], Object.fromEntries(numbers.map((n) => [`gpu${n}`, {}])), found);
	}
};
function allCards({ world }) {
	return [...Array(cardCount(world.guests.values(), world.source)).keys()];
}
/** As many as the highest number that any container asks for tells. */
function cardCount(guests, source) {
	let count = 0;
	const look = (value) => {
		const cards = cardsOf(value);
		if (cards === "all") count = Math.max(count, 1);
		else count = Math.max(count, ...(cards ?? []).map((n) => n + 1));
	};
	look(source.lxc["gpu_assignment"]);
	for (const { own } of guests) look(isObject(own.value) ? own.value["gpu_assignment"] : void 0);
	return count;
}
/** In this order: cards before raw lines that speak of them, lines before the profile that they may repeat. */
const OPTIONS = {
	gpu_assignment: gpus,
	pct_options: pctOptions,
	lxc_options: lxcOptions,
	apparmor_profile: apparmor
};
// src/authoring/migrate/basics.ts
/** `2G` where a person would say so. */
function memorySize(mebibytes) {
	return mebibytes >= 1024 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : mebibytes;
}
const name = (draft, found) => {
	const { address, isLayer, vmid } = draft.guest;
	const own = address.slice(address.indexOf("/") + 1);
	draft.same([], found, isLayer ? `the image ${textIn(found.value)} is a layer` : void 0);
	if (!isLayer && own !== textIn(found.value) && own === `${textIn(found.value)}-${vmid}`) draft.put(["hostname"], textIn(found.value), found);
};
const template = (draft, found) => {
	const { guest, world } = draft;
	if (guest.image !== null) {
		draft.drop(found, "it is made from an image, and so never from this archive");
		return;
	}
	const path = textIn(found.value);
	const file = path.slice(path.lastIndexOf("/") + 1);
	if (file === "") {
		refuse(draft, found, "an archive");
		return;
	}
	draft.put(["ostemplate"], `${archiveStorage(path, world.storages)}:vztmpl/${file}`, found);
};
/** `/fastData/shared-iso/template/cache/x.tar.zst` is on the storage fastData-shared-iso. */
function archiveStorage(path, storages) {
	const folder = path.replace(/\/template\/cache\/[^/]*$/, "");
	const words = folder.split("/").filter((word) => word !== "" && !["mnt", "pve"].includes(word));
	const named = storages.has(words.join("-")) ? words.join("-") : words.at(-1);
	if (named !== void 0 && storages.has(named)) return named;
	if (folder === "/var/lib/vz" || !path.includes("/")) return "local";
	return [...storages].find(([, content]) => content.includes("vztmpl"))?.[0] ?? "local";
}
const cloneFrom = (draft, found) => {
	const { guest, world } = draft;
	const wanted = textIn(found.value).trim();
	const image = guest.image === null ? void 0 : world.guests.get(guest.image);
	if (!world.guests.has(wanted)) {
		draft.drop(found, "there is no such container");
		draft.mistake(found, `cloned from ${JSON.stringify(wanted)}, which does not exist`);
		return;
	}
	if (!image) {
		const why = "none of those that it was cloned from is an image";
		draft.drop(found, `${why}: it is made from an archive`);
		draft.mistake(found, `cloned from ${wanted}, and ${why}; here it is made from an archive`);
		return;
	}
	const passed = guest.passed.length === 0 ? void 0 : `${wanted} runs; its image and its features are taken`;
	if (passed) draft.mistake(found, `cloned from ${wanted}, which is a running container and no image`);
	const [own, there] = [guest, image].map((one) => textIn(read(world.source, one, "storage_pool")?.value));
	const isFull = own !== there && own !== "" && there !== "" && !guest.isLayer;
	draft.put(["clone"], isFull ? {
		from: image.address,
		full: true
	} : image.address, found);
	if (passed) draft.same(["clone"], found, passed);
};
/** A disk is never smaller than the one that it is cloned from. */
const diskSize = (draft, found) => {
	const size = numberIn(found.value);
	if (size === null) {
		refuse(draft, found, "a whole number of GiB");
		return;
	}
	const { source, guests } = draft.world;
	const [, ...line] = lineOf$1(guests, draft.guest).filter((one) => one === draft.guest || one.isLayer);
	const least = Math.max(0, ...line.map((one) => numberIn(read(source, one, "storage_size_gb")?.value) ?? 0));
	draft.put(["rootfs", "size"], `${Math.max(size, least)}G`, found);
	if (size < least) draft.mistake(found, `${size} GB, and the image that it is cloned from has ${least}: a disk never shrinks`);
};
const delay = (draft, found) => {
	const seconds = numberIn(found.value);
	if (seconds === null) {
		refuse(draft, found, "a whole number of seconds");
		return;
	}
	draft.put(["startup", "up"], seconds, found);
	draft.put(["startup", "down"], seconds, found);
};
const dependencies = (draft, found) => {
	const { guest, world } = draft;
	const vms = new Map(membersOf({
		role: "vms",
		pointer: "/vms",
		value: world.source.vms["vms"] ?? []
	}).map((vm) => [textIn(below$1(vm, "vmid")?.value), textIn(below$1(vm, "name")?.value)]));
	const named = [];
	const entries = Array.isArray(found.value) ? membersOf(found) : entriesOf$1(found);
	for (const one of entries) {
		const id = textIn(one.value).trim();
		const other = world.guests.get(id);
		if (guest.isLayer) draft.drop(one, "a layer needs nothing but the layer that it is made from");
		else if (vms.has(id)) {
			const address = `vm/${vms.get(id)}`;
			if (!named.includes(address)) named.push(address);
			draft.put(["dependsOn"], [...named], one);
		} else if (!other) {
			draft.drop(one, "there is no such container");
			draft.mistake(one, `depends on ${JSON.stringify(id)}, which does not exist; left out`);
		} else if (other.isLayer) draft.drop(one, "it is an image, which is made before its clones anyway");
		else if (other === guest) {
			draft.drop(one, "nothing waits for itself");
			draft.mistake(one, "depends on itself; left out");
		} else {
			if (!named.includes(other.address)) named.push(other.address);
			draft.put(["dependsOn"], [...named], one);
		}
	}
	if (entries.length === 0) dropEmpty(draft, found);
};
const BASICS = {
	name,
	memory_mb: count(["memory"], memorySize),
	swap_mb: count(["swap"], memorySize),
	cores: count(["cores"], (n) => n, "kept"),
	unprivileged: flag(["unprivileged"], "kept"),
	template,
	template_file: (draft, found) => draft.read("template") ? draft.drop(found, "\"template\" says it") : template(draft, found),
	clone_from_ctid: cloneFrom,
	clone_from_template_ctid: (draft, found) => draft.read("clone_from_ctid") ? draft.drop(found, "\"clone_from_ctid\" says it") : cloneFrom(draft, found),
	storage_pool: (draft, found) => {
		if (typeof found.value === "string") draft.put(["rootfs", "storage"], found.value, found);
		else refuse(draft, found, "the name of a storage");
	},
	storage_size_gb: diskSize,
	network_config: network$2("net0"),
	secondary_network_config: network$2("net1"),
	mac_address: mac,
	static_ip: staticIp,
	nameserver,
	nameservers: nameserver,
	start_at_boot: unlessLayer(flag(["onboot"])),
	boot_order: unlessLayer(count(["startup", "order"], (n) => n)),
	boot_delay: unlessLayer(delay),
	dependencies
};
// src/authoring/migrate/draft.ts
/** One resource while it is made of a container: what is put where, and from which value of the source. Pure. */
function draftOf(world, guest) {
	const value = {};
	const { claims, mistakes } = world.findings;
	const target = (path) => ({
		address: guest.address,
		path
	});
	const at = ({ role, pointer }) => ({
		role,
		pointer
	});
	return {
		world,
		guest,
		value,
		read: (key) => read(world.source, guest, key),
		put: (path, one, from, fate = "mapped") => {
			putAt(value, path, one);
			claims.push({
				...at(from),
				fate,
				target: target(path)
			});
		},
		same: (path, from, why) => claims.push({
			...at(from),
			fate: "mapped",
			target: target(path),
			...why === void 0 ? {} : { why }
		}),
		drop: (from, why) => claims.push({
			...at(from),
			fate: "dropped",
			why
		}),
		later: (from, kind) => claims.push({
			...at(from),
			fate: "later",
			why: `kind ${kind}`
		}),
		mistake: (from, text) => mistakes.push({
			...at(from),
			text
		})
	};
}
/** Takes away what stands at a path, and what is empty then. Whether something stood there. */
function takenAway(root, path) {
	const [key, ...rest] = path;
	if (key === void 0 || !Object.hasOwn(root, key)) return false;
	const there = root[key];
	if (rest.length === 0) {
		delete root[key];
		return true;
	}
	if (Array.isArray(there)) {
		const kept = there.filter((_, index) => String(index) !== rest[0]);
		if (kept.length === 0) delete root[key];
		else root[key] = kept;
		return true;
	}
	if (!isObject(there)) return false;
	const inner = { ...there };
	const taken = takenAway(inner, rest);
	if (taken && Object.keys(inner).length === 0) delete root[key];
	else root[key] = inner;
	return taken;
}
// src/authoring/migrate/elsewhere.ts
/** Keys of the source that become nothing, or nothing yet, and why. A new kind takes its line from here. Pure. */
/** Of a container. */
const DROPPED = {
	apparmor_manages_nesting: "read by the old tool alone",
	enable_lifecycle_snapshots: "its snapshots were taken anew at every run; \"policies.rollback\" is what holds",
	is_template: "what is cloned is a layer",
	template_snapshot_name: "a layer is a template, and is cloned as it is",
	tests: "scripts that are not part of these files",
	integration_tests: "scripts that are not part of these files",
	run_integration_tests: "scripts that are not part of these files",
	vllm: "scripts that are not part of these files",
	trigger_sync_on_completion: "an apply leaves nothing to be synchronised",
	public_interface: "Proxmox has no macvlan cards; a card of a bridge with a VLAN tag, \"net1\", does the same",
	bootstrap_ca_url: "the feature ca-trust takes the certificate itself"
};
const LATER = { traefik_service: "ingress" };
/** At the root of the containers' file. */
const ROOT_DROPPED = {
	$schema: "Phoenix brings its own schemas",
	nvidia_repo_url: "the feature nvidia knows where its packages are",
	nvidia_runfile_url: "the feature nvidia pins the file and its checksum"
};
/** Of the host, by the path. */
const HOST_DROPPED = {
	"/version": "of the old tool itself",
	"/author": "of the old tool itself",
	"/core_paths": "of the old tool itself",
	"/behavior/debug_mode": "of the old tool itself",
	"/mount_point_base": "binds say their whole path",
	"/proxmox_defaults": "defaults of the old tool; what containers have in common is in base/lxc.jsonc",
	"/proxmox_storage_ids": "names for the old scripts: here a storage is called as Proxmox calls it",
	"/tests": "scripts that are not part of these files",
	"/zfs/settings": "no pool is ever destroyed, and datasets as \"policies.datasets\" says",
	"/samba/password": "a secret: `phoenix vault set`, then \"password\" of the feature samba",
	"/docker": "features pin their images by digest",
	"/nvidia_driver/runfile_url": "the feature nvidia pins the file and its checksum",
	"/nvidia_driver/cuda_version": "CUDA comes with what needs it",
	"/nvidia_driver/install_vllm_libs": "the image of vLLM has what it needs",
	"/network/external_registry_url": "of the old tool itself",
	"/network/portainer_server_ip": "a feature refers to the address of another guest: ${lxc/NAME.net0.address}",
	"/network/portainer_server_port": "an option of the feature portainer",
	"/network/portainer_agent_port": "an option of the feature portainer",
	"/shared_zfs_volumes": "volumes that each container says itself",
	"/vm_defaults": "of the old tool itself"
};
const HOST_LATER = {
	"/network": "network",
	"/portainer_api": "stack",
	"/dns_server": "dns",
	"/domain_name": "dns",
	"/step_ca": "certificate",
	"/vm_defaults": "vm"
};
/** Of the files that no kind of this version reads. */
const FILES_LATER = {
	vms: "vm",
	stacks: "stack",
	certificates: "certificate"
};
// src/authoring/migrate/host/read.ts
/** Values of the host's file, by their path. Pure. */
function hostAt(source, ...path) {
	let found = {
		role: "host",
		pointer: "",
		value: source.host
	};
	for (const key of path) found = found && below$1(found, key);
	return found;
}
/** The version of the driver, where the containers' file or the host's tells it. */
function driverOf$1(source) {
	const said = textIn(source.lxc["nvidia_driver_version"]) || textIn(hostAt(source, "nvidia_driver", "version")?.value);
	return said === "" ? null : said;
}
// src/authoring/migrate/firewall.ts
/** The firewalls of the source: the host's policy becomes that of the cluster, a container's rules a file of its own. Pure. */
const CLUSTER = "firewall/cluster";
const addressOf$2 = ({ address }) => `firewall/${address.slice(address.indexOf("/") + 1)}`;
/** Of a container whose firewall is on, Proxmox looks at the cards that say so. */
function firewallCard(draft) {
	const found = draft.read("firewall");
	if (!found) return;
	const enabled = below$1(found, "enabled");
	if (draft.guest.isLayer) draft.drop(found, "a layer never starts");
	else if (enabled && flagIn(enabled.value) === true && draft.value["net0"] !== void 0) draft.put(["net0", "firewall"], true, enabled);
	else if (enabled && flagIn(enabled.value) === null) refuse(draft, enabled, "true or false");
	else draft.drop(found, "it is off");
}
const SAID = {
	type: "type",
	action: "action",
	source: "source",
	dest: "dest",
	proto: "proto",
	protocol: "proto",
	port: "dport",
	dport: "dport",
	sport: "sport",
	comment: "comment"
};
const UPPER = /* @__PURE__ */ new Set(["action"]);
function ruleOf(rule) {
	const entries = membersOf(rule).flatMap((one) => {
		const key = SAID[one.key];
		const text = textIn(one.value).trim();
		if (key === void 0 || text === "") return [];
		if (key === "dport" && /^\d+$/.test(text)) return [[key, Number(text)]];
		return [[key, UPPER.has(key) ? text.toUpperCase() : key === "comment" ? text : text.toLowerCase()]];
	});
	return Object.fromEntries(entries);
}
function ofGuest(guest, { findings: { claims } }) {
	const found = below$1(guest.own, "firewall");
	const enabled = found && below$1(found, "enabled");
	if (guest.isLayer || !found || flagIn(enabled?.value) !== true) return null;
	const address = addressOf$2(guest);
	const claim = (from, ...path) => claims.push({
		role: from.role,
		pointer: from.pointer,
		fate: "mapped",
		target: {
			address,
			path
		}
	});
	if (enabled) claim(enabled, "options", "enable");
	const list = below$1(found, "rules");
	if (list) claim(list, "rules");
	const rules = membersOf(list).map(ruleOf);
	return {
		of: guest.address,
		options: { enable: true },
		...rules.length > 0 ? { rules } : {}
	};
}
const POLICIES = {
	default_input_policy: "policy_in",
	default_output_policy: "policy_out"
};
function ofCluster({ source, findings: { claims } }) {
	const found = hostAt(source, "firewall") ?? hostAt(source, "shared_volumes", "firewall");
	if (!found) return null;
	const options = {};
	const put = (from, key, value) => {
		if (!from || value === null) return;
		options[key] = value;
		const target = {
			address: CLUSTER,
			path: ["options", key]
		};
		claims.push({
			role: from.role,
			pointer: from.pointer,
			fate: "mapped",
			target
		});
	};
	const enabled = below$1(found, "enabled");
	put(enabled, "enable", flagIn(enabled?.value));
	for (const [key, option] of Object.entries(POLICIES)) {
		const from = below$1(found, key);
		const word = textIn(from?.value).toUpperCase();
		put(from, option, [
			"ACCEPT",
			"DROP",
			"REJECT"
		].includes(word) ? word : null);
	}
	const list = below$1(found, "global_firewall_rules");
	const rules = membersOf(list).map(ruleOf);
	if (list) {
		const { role, pointer } = list;
		const target = {
			address: CLUSTER,
			path: ["rules"]
		};
		claims.push(rules.length > 0 ? {
			role,
			pointer,
			fate: "mapped",
			target
		} : {
			role,
			pointer,
			fate: "dropped",
			why: "empty"
		});
	}
	if (Object.keys(options).length === 0 && rules.length === 0) return null;
	return {
		of: "cluster",
		options,
		...rules.length > 0 ? { rules } : {}
	};
}
/** By their paths below the configs folder. */
function firewallFilesOf(world) {
	const files = /* @__PURE__ */ new Map();
	const cluster = ofCluster(world);
	if (cluster) files.set(`${CLUSTER}.json`, cluster);
	for (const guest of world.guests.values()) {
		const file = ofGuest(guest, world);
		if (file) files.set(`${addressOf$2(guest)}.json`, file);
	}
	return files;
}
/** Who looks after the nodes comes from the network of the host, as far as the source tells: nobody is to be locked out. */
function withManagement(settings, world, hasFirewall) {
	const subnet = textIn(hostAt(world.source, "network", "default_subnet")?.value);
	if (!hasFirewall || !isSubnet(subnet)) return settings;
	world.findings.assumed.push(`The nodes are looked after from ${subnet} ("policies.management").`);
	const { policies } = settings;
	return {
		...settings,
		policies: {
			...isObject(policies) ? policies : {},
			management: [subnet]
		}
	};
}
// src/authoring/migrate/installed.ts
/** The features that a draft has, and how one more is put into it. Pure. */
const has = (draft, id) => isObject(draft.value["features"]) && Object.hasOwn(draft.value["features"], id);
function put(draft, id, options) {
	const all = isObject(draft.value["features"]) ? draft.value["features"] : {};
	const there = isObject(all[id]) ? all[id] : {};
	const lists = [there["packages"], options["packages"]].flatMap((list) => list ?? []);
	const packages = lists.length > 0 ? { packages: [...new Set(lists)].toSorted() } : {};
	draft.value["features"] = {
		...all,
		[id]: {
			...there,
			...options,
			...packages
		}
	};
}
// src/authoring/migrate/portainer.ts
function role(draft) {
	const found = draft.read("portainer_role");
	if (!found) return;
	const said = textIn(found.value);
	if ([
		"none",
		"",
		"infrastructure"
	].includes(said)) draft.drop(found, "this role installed nothing");
	else if (draft.guest.isLayer) draft.drop(found, "a layer runs no server");
	else if ([
		"server",
		"primary",
		"agent"
	].includes(said)) {
		const isServer = said !== "agent";
		const password = isServer && below$1({
			role: "host",
			pointer: "",
			value: draft.world.source.host
		}, "portainer_api");
		const hasOne = password && textIn(below$1(password, "admin_password")?.value) !== "";
		put(draft, "portainer", { role: isServer ? "server" : "agent" });
		draft.same([
			"features",
			"portainer",
			"role"
		], found);
		if (password && hasOne) claimPassword(draft, password);
	} else {
		draft.drop(found, "no role of Portainer");
		draft.mistake(found, `${JSON.stringify(shownValue(draft.world.secrets, found))} is no role of Portainer`);
	}
}
/** A reference to an entry that no vault has yet would stop every plan: it is written when the entry is there. */
function claimPassword({ world, guest }, api) {
	const { claims, secrets, assumed } = world.findings;
	claims.push({
		role: "host",
		pointer: `${api.pointer}/admin_password`,
		fate: "dropped",
		why: "a secret: it belongs into the vault"
	});
	assumed.push(`${guest.address} does not know the password of Portainer, since no file may say it: phoenix vault set portainer/admin, then write "features": { "portainer": { "password": "\${secret:portainer/admin}" } }.`);
	secrets.set("portainer/admin", `${api.pointer}/admin_password`);
}
// src/authoring/migrate/vllm.ts
/** Arguments of vLLM, and what the feature calls them. */
const VLLM_OPTIONS = {
	model: "model",
	served_model_name: "name",
	max_model_len: "context",
	quantization: "quantization",
	gpu_memory_utilization: "memory",
	tensor_parallel_size: "parallel",
	trust_remote_code: "trust",
	dtype: "dtype",
	port: "port"
};
/** What the feature does without being told. */
const DEFAULTS = {
	port: 8e3,
	dtype: "auto",
	parallel: 1,
	trust: false,
	context: 0
};
/** What no list of settings may say has options of its own. */
const SECRETS = [[/^(?:hf|huggingface)_token$/, "token"], [/api_key$/, "key"]];
/** In the order in which they count: the newest way first. */
function saidOf(draft) {
	const engine = draft.read("vllm_engine_config");
	const nested = engine ? membersOf(engine).flatMap((part) => membersOf(part)) : [];
	const flat = Object.keys(FLAT).flatMap((key) => {
		const found = draft.read(key);
		return found ? [{
			argument: FLAT[key],
			value: found.value,
			from: [found]
		}] : [];
	});
	return [
		...nested.map((one) => ({
			argument: one.key,
			value: one.value,
			from: [one]
		})),
		...flat,
		...argumentsIn(draft.read("vllm_args"))
	];
}
const FLAT = Object.fromEntries(Object.keys(VLLM_OPTIONS).map((argument) => [`vllm_${argument}`, argument]));
/** `["--max-model-len", "4096", "--trust-remote-code"]`, or all of it in one text. */
function argumentsIn(found) {
	if (!found) return [];
	const words = Array.isArray(found.value) ? membersOf(found) : textIn(found.value).split(/\s+/).filter((word) => word !== "").map((value) => ({
		...found,
		value
	}));
	const said = [];
	for (const [at, word] of words.entries()) {
		const text = textIn(word.value);
		if (!text.startsWith("--")) continue;
		const [name = "", inline] = text.slice(2).split(/=(.*)/s);
		const next = words[at + 1];
		const hasValue = inline === void 0 && next !== void 0 && !textIn(next.value).startsWith("--");
		const value = inline ?? (hasValue ? textIn(next.value) : true);
		said.push({
			argument: name.replaceAll("-", "_"),
			value,
			from: hasValue ? [word, next] : [word]
		});
	}
	return said;
}
/** The value as the feature takes it; null where it cannot. */
function optionValue(option, value) {
	const number = Number(textIn(value));
	switch (option) {
		case "memory": return textIn(value) === "" || !(number > 0 && number <= 1) ? null : number === 1 ? "1.0" : String(number);
		case "context":
		case "parallel":
		case "port": return textIn(value) !== "" && Number.isSafeInteger(number) ? number : null;
		case "trust": return textIn(value) === "true" ? true : textIn(value) === "false" ? false : null;
		default: return textIn(value) === "" ? null : textIn(value);
	}
}
/** All keys of it. */
const VLLM_KEYS = [
	"vllm_engine_config",
	"vllm_args",
	...Object.keys(FLAT)
];
/** What a container that runs no vLLM says of it has no place. */
function dropVllm(draft, why) {
	for (const key of VLLM_KEYS) {
		const found = draft.read(key);
		if (found?.pointer.startsWith(draft.guest.own.pointer)) draft.drop(found, why);
	}
}
/** Options of the feature; null where the source names no model, without which there is no server. */
function putVllm(draft) {
	const said = saidOf(draft);
	if (!said.some(({ argument }) => argument === "model")) return false;
	const chosen = /* @__PURE__ */ new Map();
	const settings = [];
	for (const { argument, value, from } of said) {
		const option = Object.hasOwn(VLLM_OPTIONS, argument) ? VLLM_OPTIONS[argument] : void 0;
		if (value === null) for (const one of from) draft.drop(one, "says nothing");
		else if (option === void 0) extra(draft, {
			argument,
			value,
			from
		}, settings);
		else {
			const wanted = optionValue(option, value);
			const first = chosen.get(option);
			for (const one of from) if (wanted === null) draft.drop(one, "the feature vllm does not take this value");
			else if (first !== void 0 && first !== wanted) {
				draft.drop(one, `said otherwise before: ${JSON.stringify(first)}`);
				draft.mistake(one, `vLLM's ${argument} is ${JSON.stringify(wanted)} here and ${JSON.stringify(first)} elsewhere`);
			} else draft.same([
				"features",
				"vllm",
				option
			], one, isDefault(chosen, option, wanted) ? "as it is by default" : void 0);
			if (wanted === null) draft.mistake(from[0], `vLLM takes no ${argument} of ${JSON.stringify(value)}; left out`);
			else if (first === void 0) chosen.set(option, wanted);
		}
	}
	const options = [...chosen].filter(([option, value]) => !isDefault(chosen, option, value));
	const all = {
		...Object.fromEntries(options),
		...settings.length > 0 ? { settings } : {}
	};
	draft.value["features"] = {
		...draft.value["features"],
		vllm: all
	};
	return true;
}
function isDefault(chosen, option, value) {
	return DEFAULTS[option] === value || option === "name" && chosen.get("model") === value;
}
function extra(draft, { argument, value, from }, settings) {
	const hides = hidesIn(draft.world.secrets);
	if (from.some((one) => draft.world.secrets.has(one.role + one.pointer) || hides(textIn(one.value)))) {
		const option = SECRETS.find(([pattern]) => pattern.test(argument))?.[1];
		const how = option === void 0 ? "" : `: "${option}": "\${secret:…}" of the feature vllm`;
		for (const one of from) draft.drop(one, `a secret belongs into the vault${how}`);
		return;
	}
	const isAll = argument === "host" && textIn(value) === "0.0.0.0";
	if (!isAll && value !== false && typeof value !== "object") settings.push(value === true ? `--${argument.replaceAll("_", "-")}` : `--${argument.replaceAll("_", "-")} ${textIn(value)}`);
	for (const one of from) if (isAll) draft.drop(one, "the feature vllm always listens on all addresses");
	else if (value === false || typeof value === "object") draft.drop(one, "no argument of vLLM");
	else draft.same([
		"features",
		"vllm",
		"settings"
	], one);
}
/** Whether a member of the engine's configuration was looked at. */
function engineParts(draft) {
	const engine = draft.read("vllm_engine_config");
	for (const part of engine ? membersOf(engine) : []) if (membersOf(part).length === 0) draft.drop(part, "says nothing");
	const type = draft.read("vllm_model_type");
	if (type) draft.drop(type, "vLLM knows it from the model");
	const parameters = draft.read("vllm_parameters");
	if (parameters) {
		draft.drop(parameters, "the server was started with \"vllm_args\"; nothing is known to have read these");
		for (const one of membersOf(parameters)) contradiction(draft, one.key, one);
	}
}
function contradiction(draft, argument, one) {
	const other = below$1(draft.guest.own, `vllm_${argument}`);
	if (!other || textIn(other.value) === textIn(one.value)) return;
	draft.mistake(one, `vLLM's ${argument} is ${textIn(one.value)} here and ${textIn(other.value)} in "vllm_${argument}"`);
}
// src/authoring/migrate/software.ts
/** What is installed in a container: features of the old library as features of this one. Pure. */
/** What base_setup installed. */
const BASE = [
	"ca-certificates",
	"curl",
	"git",
	"gnupg",
	"htop",
	"jq",
	"rsync",
	"s-tui",
	"vim",
	"wget"
];
const PYTHON = [
	"python3",
	"python3-pip",
	"python3-venv"
];
const LOCALE = "en_US.UTF-8";
/** Names of the old library that are called otherwise here. */
const RENAMED$1 = {
	base_setup: "base",
	python_api_service: "base",
	step_ca: "step-ca",
	dns_server: "dnsmasq"
};
const renamed = (name) => Object.hasOwn(RENAMED$1, name) && RENAMED$1[name] || name;
/** Servers: a layer is an image, which runs none. */
const SERVERS = /* @__PURE__ */ new Set([
	"vllm",
	"ollama",
	"portainer",
	"step-ca",
	"dnsmasq",
	"traefik"
]);
/** Of the old library, without a counterpart. */
const WITHOUT = {
	step_cli: "the feature ca-trust or traefik gets certificates in another way",
	trusted_ca: "the feature ca-trust does it, and needs the certificate: \"features\": { \"ca-trust\": { \"files\": […] } }",
	nat_gateway: "a router for others is none of the library; write a feature of your own",
	docker_proxy: "it was for virtual machines",
	template: "it was for virtual machines"
};
/** Names of features, as the old tool read them: a list, or in its first days the flags of Proxmox. */
function namesIn(draft) {
	const found = draft.read("features");
	return found ? entriesOf$1(found) : [];
}
/** Names of the old library that its images have. */
function broughtBy(world, line) {
	const names = line.filter(({ isLayer }) => isLayer).flatMap((one) => namesIn({ read: (key) => read(world.source, one, key) })).flatMap(({ value }) => textIn(value).split(",")).map((name) => name.trim());
	return new Set(names.filter((name) => !SERVERS.has(renamed(name))));
}
function putSoftware(draft) {
	const { guest, world } = draft;
	const [, ...line] = lineOf$1(world.guests, guest);
	const brought = broughtBy(world, line);
	const names = namesIn(draft);
	const found = draft.read("features");
	if (found && names.length === 0) dropEmpty(draft, found);
	for (const one of names) feature(draft, one, brought);
	for (const passed of line.filter(({ isLayer }) => !isLayer)) for (const one of namesIn({ read: (key) => read(world.source, passed, key) })) feature(draft, one, brought);
	const gpus = isObject(draft.value["gpus"]) && !guest.isLayer;
	if (typeof found?.value === "string") ofFirstDays(draft, gpus);
	if (gpus && (brought.has("nvidia") || has(draft, "nvidia")) && nvidiaFits(world)) put(draft, "nvidia", {});
	role(draft);
	vllm$1(draft);
	if (has(draft, "ollama")) ollama(draft);
	needs(draft);
	askSecrets(draft);
}
/** Features that cannot be without a secret, and the option that is one: they are refused until the vault has it. */
function waitingIn({ world, value, guest }) {
	const features = isObject(value["features"]) ? Object.entries(value["features"]) : [];
	if (guest.isLayer) return [];
	return features.flatMap(([id, given]) => Object.entries(world.features.get(id)?.options ?? {}).flatMap(([option, { secret, required }]) => {
		return secret && required && !(isObject(given) && given[option] !== void 0) ? [[id, option]] : [];
	}));
}
/** What to write once the vault has it is told. */
function askSecrets(draft) {
	for (const [id, option] of waitingIn(draft)) {
		const line = `"features": { "${id}": { "${option}": "\${secret:${id}/${option}}" } }`;
		draft.world.findings.assumed.push(`${draft.guest.address} has no ${id} yet, since no file may say its ${option}: phoenix vault set ${id}/${option}, then write ${line}.`);
	}
}
/** Before there were features, a card installed its driver, and the name of a model vLLM. */
function ofFirstDays(draft, gpus) {
	if (draft.guest.isLayer) return;
	const implied = [...gpus && nvidiaFits(draft.world) ? ["nvidia"] : [], ...draft.read("vllm_model") ? ["vllm"] : []].filter((id) => draft.world.features.has(id) && !has(draft, id));
	for (const id of implied) {
		put(draft, id, {});
		draft.world.findings.assumed.push(`${draft.guest.address} has ${id}: in the first days ${id === "vllm" ? "the name of a model" : "a card"} was what installed it.`);
	}
}
function feature(draft, one, brought) {
	const { guest, world } = draft;
	const said = textIn(one.value).trim();
	const id = renamed(said);
	if (said.includes("=")) {
		pctOption(draft, one);
		return;
	}
	const without = Object.hasOwn(WITHOUT, said);
	if (without || !world.features.has(id)) {
		const why = without && WITHOUT[said] || "neither library has such a feature";
		draft.drop(one, why);
		if (!without) draft.mistake(one, `the feature ${JSON.stringify(shownValue(world.secrets, one))}: ${why}`);
		return;
	}
	if (id === "nvidia" && !nvidiaFits(world)) {
		draft.drop(one, `the feature nvidia is for the driver ${driverOf(world)}, and the host has ${world.driver ?? "none that is told"}`);
		return;
	}
	if (guest.isLayer && SERVERS.has(id)) {
		draft.drop(one, "a layer runs no server: the guests that are made from it say what they run");
		return;
	}
	if (brought.has(said)) {
		draft.same(["features", id], one, "its layer has it");
		if (id === "nvidia") draft.mistake(one, "installs nvidia again, which its image has");
		return;
	}
	if (id === "vllm") {
		draft.same(["features", "vllm"], one);
		draft.value["features"] = {
			...draft.value["features"],
			vllm: {}
		};
		return;
	}
	put(draft, id, optionsOf$1(said, world));
	draft.same(["features", id], one);
}
function optionsOf$1(name, world) {
	const zone = textIn(world.source.host["timezone"]);
	if (name === "python_api_service") return { packages: PYTHON };
	if (name !== "base_setup") return {};
	return {
		packages: BASE,
		...zone === "" ? {} : { timezone: zone },
		locale: LOCALE
	};
}
const driverOf = (world) => textIn(world.features.get("nvidia")?.requires.host["nvidia.driver"]);
/** The feature is for one version of the host's driver. */
function nvidiaFits(world) {
	return world.features.has("nvidia") && world.driver === driverOf(world);
}
function vllm$1(draft) {
	engineParts(draft);
	if (!has(draft, "vllm")) {
		dropVllm(draft, draft.guest.isLayer ? "a layer runs no server" : "the container does not have the feature vllm");
		return;
	}
	if (putVllm(draft)) return;
	const { vllm: _, ...rest } = draft.value["features"];
	draft.value["features"] = rest;
	dropVllm(draft, "no model is named");
	const found = namesIn(draft).find(({ value }) => textIn(value) === "vllm");
	if (found) {
		draft.drop(found, "no model is named, without which vLLM serves nothing");
		draft.mistake(found, "has vLLM, and names no model");
	}
}
/** A mount for its models is where they are. */
function ollama(draft) {
	const models = (isObject(draft.value["mounts"]) ? Object.keys(draft.value["mounts"]) : []).find((path) => /ollama/i.test(path));
	if (models !== void 0) put(draft, "ollama", { models });
}
/** Features refuse a guest without what they need; the old tool found that out by trying. */
function needs(draft) {
	const { features } = draft.world;
	const ids = isObject(draft.value["features"]) ? Object.keys(draft.value["features"]) : [];
	const all = new Set(ids);
	for (const id of all) for (const other of Object.keys(features.get(id)?.dependsOn ?? {})) all.add(other);
	const wanting = [...all].find((id) => features.get(id)?.requires.guest.nesting === true);
	if (wanting === void 0 || draft.value["nesting"] === true) return;
	draft.value["nesting"] = true;
	if (all.has("docker") && draft.value["keyctl"] === void 0) draft.value["keyctl"] = true;
	draft.mistake(draft.read("pct_options") ?? draft.read("features") ?? draft.guest.own, `${wanting} needs nesting; it is added here`);
}
// src/authoring/migrate/health.ts
/** How a container is known to be well. Pure. */
const CURL = /^curl(?:\s+-{1,2}[A-Za-z-]+)*\s+["']?http:\/\/(?:localhost|127\.0\.0\.1)(?::(\d{1,5}))?(\/[^\s"'|;&<>$`]*)?["']?$/;
/** What only a shell understands. */
const SHELL = /["'`$|&;<>()*?\\~#\n]/;
/** The check that a command was. */
function checkOf(command) {
	const [, port = "80", path = "/"] = CURL.exec(command.trim()) ?? [""];
	if (CURL.test(command.trim())) return { http: `:${port}${path}` };
	return { exec: SHELL.test(command) ? [
		"sh",
		"-c",
		command
	] : command.trim().split(/\s+/) };
}
function check(draft, name, found) {
	const command = below$1(found, "command");
	if (!command || textIn(command.value).trim() === "") {
		draft.drop(found, "it names a script that is not part of these files");
		return;
	}
	const [waiting] = waitingIn(draft);
	if (waiting) {
		draft.drop(found, `${waiting[0]} is not there yet, and nothing would answer: write it with the feature`);
		return;
	}
	const asked = checkOf(textIn(command.value));
	const [retries, interval] = [below$1(found, "retries"), below$1(found, "interval")];
	const every = numberIn(interval?.value);
	const times = numberIn(retries?.value);
	draft.put(["health", name], asked, command);
	const title = below$1(found, "name");
	if (title) draft.same(["health", name], title);
	if (interval && every !== null && every > 0) {
		if (every === 5) draft.same(["health", name], interval, "as it is by default");
		else draft.put([
			"health",
			name,
			"interval"
		], `${every}s`, interval);
	}
	if (retries && times !== null) draft.put([
		"health",
		name,
		"within"
	], `${times * (every || 5)}s`, retries);
}
const one = (draft, found) => {
	if (draft.guest.isLayer) draft.drop(found, "a layer never runs");
	else if (membersOf(found).length === 0) refuse(draft, found, "a check with a command");
	else check(draft, "service", found);
};
const several = (draft, found) => {
	for (const [index, each] of membersOf(found).entries()) {
		const clean = textIn(below$1(each, "name")?.value ?? (Array.isArray(found.value) ? "" : each.key)).toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 40) || `check-${index + 1}`;
		const there = draft.value["health"];
		const isTaken = isObject(there) && Object.hasOwn(there, clean);
		if (draft.guest.isLayer) draft.drop(each, "a layer never runs");
		else check(draft, isTaken ? `${clean}-${index + 1}` : clean, each);
	}
	if (membersOf(found).length === 0) draft.drop(found, "empty");
};
const HEALTH = {
	health_check: one,
	health_checks: several
};
// src/authoring/migrate/scripts.ts
/** Scripts that installed something, and the ports of what they installed: features that may do the same. Pure. */
const SCRIPTS = [
	[/vllm/i, "vllm"],
	[/nginx|_(?:101|953)\./i, "nginx"],
	[/traefik|_102\./i, "traefik"],
	[/step.?ca|_103\./i, "step-ca"],
	[/qdrant|_952\./i, "qdrant"],
	[/n8n|_954\./i, "n8n"],
	[/ollama|_955\.|_914\./i, "ollama"],
	[/webui|_956\./i, "open-webui"],
	[/llama|_957\.|_917\./i, "llama-cpp"],
	[/prometheus|grafana|monitor|_960\./i, "prometheus"]
];
/** What a script did is not in the source; which feature may do the same can be guessed from its name. */
const script = (draft, found) => {
	const text = textIn(found.value);
	const [, id] = SCRIPTS.find(([pattern]) => pattern.test(text)) ?? [];
	if (id !== void 0 && has(draft, id)) {
		draft.same(["features", id], found);
		return;
	}
	if (draft.guest.isLayer) draft.drop(found, "a layer runs no server");
	else if (id === void 0) draft.drop(found, "what the script does is not in these files: write a feature of your own");
	else draft.drop(found, `what the script does is not in these files; the feature ${id} may be what you want: phoenix feature list ${id}`);
};
const ports = (draft, found) => {
	const features = isObject(draft.value["features"]) ? draft.value["features"] : {};
	for (const one of entriesOf$1(found)) {
		const port = Number(textIn(one.value).split(":").at(-1));
		const id = Object.keys(features).find((name) => {
			const options = draft.world.features.get(name)?.options ?? {};
			const given = features[name];
			return Object.entries(options).some(([key, { type, default: usual }]) => type === "integer" && (given[key] ?? usual) === port);
		});
		if (id === void 0) draft.drop(one, "a container has its own address: what listens on a port says so itself");
		else draft.same(["features", id], one, `${id} listens on ${port}`);
	}
	if (entriesOf$1(found).length === 0) dropEmpty(draft, found);
};
/** After putSoftware. */
const SOFTWARE = {
	application_script: script,
	ports
};
// src/authoring/migrate/drafted.ts
/** One container becomes a draft: every table of keys in its order, and then what it cannot be without. Pure. */
/** In this order: what is mounted first keeps its place, and what is installed depends on what is there. */
function drafted(world, guest) {
	const draft = draftOf(world, guest);
	if (!guest.isLayer) draft.value["vmid"] = Number(guest.vmid);
	const run = (table) => {
		for (const [key, handler] of Object.entries(table)) {
			const found = draft.read(key);
			if (found) handler(draft, found);
		}
	};
	for (const one of membersOf(guest.own)) if (one.value === null) draft.drop(one, "says nothing");
	if (membersOf(guest.own).length === 0) draft.same([], guest.own, "nothing is said of it");
	run({
		...BASICS,
		...OPTIONS
	});
	sharedMounts(draft);
	run(STORAGE);
	firewallCard(draft);
	putSoftware(draft);
	run({
		...SOFTWARE,
		...HEALTH
	});
	madeFrom(draft);
	privilege(draft);
	for (const [key, why] of Object.entries(DROPPED)) {
		const found = draft.read(key);
		if (found) draft.drop(found, why);
	}
	for (const [key, kind] of Object.entries(LATER)) {
		const found = draft.read(key);
		if (found) draft.later(found, kind);
	}
	return draft;
}
/** The one that the old tool knew in all its revisions. */
const USUAL_ARCHIVE = "local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst";
/** What is made from no image is made from an archive, if any file of the source names one. */
function madeFrom(draft) {
	const { value, world, guest } = draft;
	if (value["clone"] === void 0 && value["ostemplate"] === void 0) {
		const own = archiveOf(world.source, guest, world.guests);
		const found = own ?? [...world.guests.values()].map((one) => archiveOf(world.source, one, world.guests)).find((one) => one !== null);
		const handler = BASICS["template"];
		if (found && handler) handler(draft, found);
		if (!own) world.findings.assumed.push(`The archive that ${guest.address} is made from: nothing tells.`);
	}
	for (const what of complete(value, world)) world.findings.assumed.push(`The ${what} of ${guest.address}: nothing tells.`);
}
/** Gives a resource what it cannot be without. @returns what that is */
function complete(value, { storages }) {
	const given = [];
	if (value["clone"] === void 0 && value["ostemplate"] === void 0) value["ostemplate"] = USUAL_ARCHIVE;
	for (const [key, card] of Object.entries(value)) if (/^net\d+$/.test(key) && isObject(card) && card["bridge"] === void 0) {
		value[key] = {
			...card,
			bridge: "vmbr0"
		};
		given.push(`bridge of ${key}`);
	}
	if (value["clone"] !== void 0) return given;
	const rootfs = isObject(value["rootfs"]) ? value["rootfs"] : {};
	const storage = [...storages].find(([, content]) => content.includes("rootdir"))?.[0] ?? "local";
	given.push(...["storage", "size"].filter((key) => rootfs[key] === void 0).map((key) => `${key} of the root disk`));
	value["rootfs"] = {
		storage,
		size: "8G",
		...rootfs
	};
	return given;
}
/** A clone is as what it is cloned from; said, so that all say it alike. */
function privilege({ value, world, guest }) {
	if (value["unprivileged"] !== void 0) return;
	value["unprivileged"] = lineOf$1(world.guests, guest).map((one) => flagIn(read(world.source, one, "unprivileged")?.value)).find((one) => one !== null) ?? true;
}
// src/authoring/migrate/host/lan.ts
/** The network of the host and its bridges. Pure. */
function bridgesOf(values, own) {
	const used = values.flatMap((value) => Object.entries(value).flatMap(([key, card]) => /^net\d+$/.test(key) && isObject(card) && typeof card["bridge"] === "string" ? [card["bridge"]] : []));
	return [.../* @__PURE__ */ new Set([...own === "" ? [] : [own], ...used])].toSorted();
}
/** The network of the host, where every container on its bridge is in it. */
function networkOf({ source, values }, say) {
	const bridge = textIn(hostAt(source, "network", "interfaces", "name")?.value);
	const gateway = hostAt(source, "network", "interfaces", "gateway");
	const said = hostAt(source, "network", "default_subnet");
	const subnet = parseSubnet(textIn(said?.value));
	const own = textIn(hostAt(source, "network", "interfaces", "address")?.value).replace(/\/.*/, "");
	if (bridge === "" || !said || !subnet) return null;
	const taken = [];
	for (const value of values) for (const [key, card] of Object.entries(value)) {
		if (!/^net\d+$/.test(key) || !isObject(card) || card["bridge"] !== bridge || card["tag"] !== void 0) continue;
		const address = parseAddress(textIn(card["ip"]).replace(/\/.*/, ""));
		if (!address) continue;
		if (!isInRange(address, subnet)) return null;
		taken.push(textIn(card["ip"]).replace(/\/.*/, ""));
	}
	const door = textIn(gateway?.value);
	const usable = (address) => {
		const parsed = parseAddress(address);
		return parsed !== null && isInRange(parsed, subnet) && !taken.includes(address);
	};
	say(said, [
		"networks",
		"lan",
		"subnet"
	]);
	if (usable(door)) say(gateway, [
		"networks",
		"lan",
		"gateway"
	]);
	return {
		bridge,
		subnet: textIn(said.value),
		...usable(door) ? { gateway: door } : {},
		...usable(own) ? { reserved: [own] } : {}
	};
}
// src/authoring/migrate/host/storages.ts
/** The storages of the node: as the host's file declares them, and as containers use them. Pure. */
const CONTENTS = /* @__PURE__ */ new Set([
	"rootdir",
	"images",
	"vztmpl",
	"iso",
	"backup",
	"snippets",
	"import"
]);
/** Storages as the old tool made them: `pool-dataset`. */
function storagesOf(source) {
	const storages = /* @__PURE__ */ new Map();
	for (const from of membersOf(hostAt(source, "zfs", "datasets"))) {
		const [name, pool, type, content] = [
			"name",
			"pool",
			"proxmox_storage_type",
			"proxmox_content_type"
		].map((key) => textIn(below$1(from, key)?.value));
		if (!name || !pool || !type || ![
			"dir",
			"zfspool",
			"nfs",
			"cifs",
			"btrfs",
			"lvm",
			"lvmthin"
		].includes(type)) continue;
		const allowed = (content ?? "").split(",").map((one) => one.trim()).filter((one) => CONTENTS.has(one));
		storages.set(`${pool}-${name}`, {
			type,
			content: allowed,
			from
		});
	}
	return storages;
}
const STORAGE_NAME = /^[A-Za-z][\w.-]*[A-Za-z0-9]$/;
/** What resources have on storages, by storage. */
function disksOn(values) {
	const used = /* @__PURE__ */ new Map();
	const use = (name, content) => {
		used.set(name, (used.get(name) ?? /* @__PURE__ */ new Set()).add(content));
	};
	for (const value of values) {
		for (const name of disksOf(value)) use(name, "rootdir");
		const archive = value["ostemplate"];
		if (typeof archive === "string") use(archive.slice(0, archive.indexOf(":")), "vztmpl");
	}
	return used;
}
/** Those that no file of their own declares. */
function storages(input, say, node, managed) {
	const said = storagesOf(input.source);
	const used = disksOn(input.values);
	const all = { local: { type: "dir" } };
	for (const [name, { type, content, from }] of said) {
		const path = [
			...node,
			"storages",
			name
		];
		const missing = [...used.get(name) ?? []].filter((one) => !content.includes(one));
		const kinds = below$1(from, "proxmox_content_type");
		if (!managed.has(name)) {
			all[name] = {
				type,
				content: [...content, ...missing]
			};
			for (const key of [
				"name",
				"pool",
				"proxmox_storage_type"
			]) say(below$1(from, key), path);
			if (kinds) say(kinds, [...path, "content"]);
		}
		for (const one of missing) {
			const text = `containers have ${one === "rootdir" ? "disks" : "their archive"} on ${name}, which may hold ${content.join(", ") || "nothing"} only; "${one}" is added here`;
			input.findings.mistakes.push({
				role: "host",
				pointer: (kinds ?? from).pointer,
				text
			});
		}
	}
	for (const [name, content] of used) {
		if (said.has(name) || name === "local" || !STORAGE_NAME.test(name)) continue;
		const type = content.has("vztmpl") ? "dir" : "zfspool";
		all[name] = {
			type,
			content: [...content].toSorted()
		};
		input.findings.assumed.push(`The storage ${name} is in no dataset of the host: ${type} is written under "storages" of the node.`);
	}
	return all;
}
/** Storages that a resource has disks on. */
function disksOf(value) {
	const mounts = isObject(value["mounts"]) ? Object.values(value["mounts"]) : [];
	return [value["rootfs"], ...mounts].flatMap((disk) => isObject(disk) && typeof disk["storage"] === "string" ? [disk["storage"]] : []);
}
// src/authoring/migrate/host.ts
/** phoenix.json: what the source tells of the host, and of what its containers ask of it. Pure. */
/** The value of phoenix.json; says in the claims of which it is made. */
function settingsOf(input, managed) {
	const { source, named, guests } = input;
	const say = sayIn(input);
	const range = layerRange(source, guests);
	const lan = networkOf(input, say);
	const node = nodeOf(input, say, managed);
	const binds = bindsOf(input, say);
	const policies = policiesOf(input, say);
	zone(input, say);
	elsewhere(input);
	const hasLayers = [...guests.values()].some(({ isLayer }) => isLayer);
	return {
		name: named.name,
		id: named.id,
		nodes: { [named.node]: node },
		...lan ? { networks: { lan } } : {},
		...binds,
		...guests.size > 0 ? { vmids: vmidsOf([...[...guests.keys()].map(Number), ...machineIds(source)], range) } : {},
		...hasLayers ? { layers: { vmids: range } } : {},
		policies
	};
}
function sayIn({ findings }) {
	return (from, path, fate = "mapped", why) => {
		if (!from) return;
		const { role, pointer: at } = from;
		const target = {
			address: "phoenix.json",
			path
		};
		findings.claims.push({
			role,
			pointer: at,
			fate,
			target,
			...why === void 0 ? {} : { why }
		});
	};
}
function nodeOf(input, say, managed) {
	const { source, named, driver } = input;
	const path = ["nodes", named.node];
	const address = hostAt(source, "network", "interfaces", "address");
	const plain = textIn(address?.value).replace(/\/.*/, "");
	const isAddress = parseAddress(plain) !== null;
	if (isAddress) say(address, [...path, "address"]);
	const bridge = hostAt(source, "network", "interfaces", "name");
	say(bridge, [...path, "bridges"]);
	if (driver !== null) {
		const fact = [
			...path,
			"facts",
			"nvidia.driver"
		];
		say({
			role: "lxc",
			pointer: "/nvidia_driver_version",
			value: driver
		}, fact);
		say(hostAt(source, "nvidia_driver", "version"), fact);
	}
	return {
		...isAddress ? { address: plain } : {},
		bridges: bridgesOf(input.values, textIn(bridge?.value)),
		storages: storages(input, say, path, managed),
		...driver === null ? {} : { facts: { "nvidia.driver": driver } },
		...cards$1(input)
	};
}
/** Whole hundreds around all that there is. */
function vmidsOf(numbers, [first, last]) {
	const hundred = (number) => 100 * Math.floor(number / 100);
	return [Math.min(hundred(Math.min(...numbers)), first), Math.max(hundred(Math.max(...numbers)) + 99, last)];
}
function policiesOf({ source }, say) {
	const backups = [...storagesOf(source)].find(([, { content }]) => content.includes("backup"));
	const rollback = hostAt(source, "behavior", "rollback_on_failure");
	const isOn = flagIn(rollback?.value) === true;
	say(rollback, ["policies", "rollback"], "mapped", isOn ? void 0 : "off is the default");
	return {
		retire: "7d",
		restarts: {
			max: 6,
			maxParallel: 1
		},
		retires: { max: 2 },
		...isOn ? { rollback: "snapshot" } : {},
		...backups ? { backup: {
			storage: backups[0],
			maxAge: "24h"
		} } : {}
	};
}
function machineIds(source) {
	return membersOf({
		role: "vms",
		pointer: "/vms",
		value: source.vms["vms"] ?? []
	}).flatMap((vm) => numberIn(below$1(vm, "vmid")?.value) ?? []);
}
/** A hundred VMIDs that nothing of the source has. */
function layerRange(source, guests) {
	const taken = [...[...guests.keys()].map(Number), ...machineIds(source)];
	const floor = 100 * Math.floor(Math.max(0, ...[...guests.keys()].map(Number)) / 100);
	for (let from = floor + 100;; from += 100) if (!taken.some((vmid) => vmid >= from && vmid < from + 100)) return [from, from + 99];
}
function cards$1({ guests, source, findings }) {
	const count = cardCount(guests.values(), source);
	if (count === 0) return {};
	findings.assumed.push(`The PCI ${count === 1 ? "address of the card" : "addresses of the cards"}: correct "gpus" of the node in phoenix.json (lspci -D | grep -i nvidia).`);
	const card = (n) => ({
		pci: `0000:${String(n + 1).padStart(2, "0")}:00.0`,
		driver: "nvidia",
		minor: n
	});
	return { gpus: Object.fromEntries(Array.from({ length: count }, (_, n) => [`gpu${n}`, card(n)])) };
}
function bindsOf({ source, binds }, say) {
	const entries = [...binds].map(([path, { name, owner }]) => [name, owner === void 0 ? { path } : {
		path,
		owner
	}]);
	for (const one of membersOf(hostAt(source, "shared_volumes"))) {
		const folder = below$1(one, "host_path");
		const bind = folder && binds.get(textIn(folder.value));
		if (folder && bind) say(folder, [
			"binds",
			bind.name,
			"path"
		]);
	}
	return entries.length > 0 ? { binds: Object.fromEntries(entries.toSorted(([a], [b]) => a < b ? -1 : 1)) } : {};
}
function zone({ source, values, guests, findings }, say) {
	const found = hostAt(source, "timezone");
	if (!found) return;
	const at = values.findIndex((value) => isObject(value["features"]) && isObject(value["features"]["base"]) && value["features"]["base"]["timezone"] === found.value);
	const guest = [...guests.values()][at];
	if (guest) findings.claims.push({
		role: "host",
		pointer: found.pointer,
		fate: "mapped",
		target: {
			address: guest.address,
			path: [
				"features",
				"base",
				"timezone"
			]
		}
	});
	else say(found, [], "later", "kind host");
}
/** What no container and no setting is made of. */
function elsewhere({ source, findings, guests }) {
	const claim = (at, fate, why) => findings.claims.push({
		role: "host",
		pointer: at,
		fate,
		why
	});
	for (const [at, why] of Object.entries(HOST_DROPPED)) claim(at, "dropped", why);
	for (const [at, kind] of Object.entries(HOST_LATER)) claim(at, "later", `kind ${kind}`);
	for (const one of membersOf(hostAt(source, "shared_volumes"))) {
		for (const path of membersOf(below$1(one, "mounts"))) {
			if (guests.has(path.key)) continue;
			claim(path.pointer, "dropped", `there is no container ${path.key}`);
			findings.mistakes.push({
				role: "host",
				pointer: path.pointer,
				text: `${one.key} is mounted into ${path.key}, which does not exist`
			});
		}
		if (below$1(one, "host_path")) claim(`/shared_volumes${pointer(one.key, "host_path")}`, "dropped", "no container mounts it");
	}
}
// src/authoring/migrate/host/node-file.ts
const DRIVER = "nvidia-driver";
const nodeFileAt = (node) => `node/${node}.json`;
/** Null: nothing of the source is about the host itself. */
function nodeFileOf(input) {
	const { findings, named } = input;
	const draft = {
		input,
		claim: (from, path, why, fate = "mapped") => {
			if (!from) return;
			const target = fate === "mapped" ? { target: {
				address: `node/${named.node}`,
				path
			} } : {};
			findings.claims.push({
				role: from.role,
				pointer: from.pointer,
				fate,
				...target,
				...why && { why }
			});
		}
	};
	const features = Object.fromEntries([
		["node-base", basics(draft)],
		["nfs-server", shares(draft)],
		[DRIVER, driver(draft)],
		["samba", samba(draft)]
	].filter((entry) => entry[1] !== null));
	const modules = cache(draft);
	const file = {
		...modules ? { modules } : {},
		...Object.keys(features).length > 0 ? { features } : {}
	};
	return Object.keys(file).length > 0 ? file : null;
}
const at$1 = (...path) => ["features", ...path];
function basics({ input, claim }) {
	const of = (...path) => hostAt(input.source, ...path);
	const zone = of("timezone");
	const [name, key] = [of("users", "username"), of("users", "ssh_public_key")];
	claim(zone, at$1("node-base", "timezone"));
	claim(name, at$1("node-base", "account"));
	claim(of("users", "sudo_access"), at$1("node-base", "account"), "the account has sudo");
	claim(of("users", "password_hash"), [], "the account has no password: it is entered by key", "dropped");
	const text = textIn(key?.value).trim();
	if (text === "") claim(key, [], "there is none", "dropped");
	else claim(key, at$1("node-base", "keys"));
	const options = {
		...textIn(zone?.value) !== "" && { timezone: textIn(zone?.value) },
		...textIn(name?.value) !== "" && { account: textIn(name?.value) },
		...text !== "" && { keys: [text] }
	};
	return Object.keys(options).length > 0 ? options : null;
}
const texts = (value) => Array.isArray(value) ? value.map((one) => textIn(one)).filter((one) => one !== "") : [];
function shares({ input, claim }) {
	const lines = membersOf(hostAt(input.source, "nfs", "exports")).flatMap((one) => {
		const folder = textIn(below$1(one, "path")?.value);
		const [clients, options] = [texts(below$1(one, "clients")?.value), texts(below$1(one, "options")?.value)];
		claim(one, at$1("nfs-server", "exports"));
		return folder === "" || clients.length === 0 ? [] : [`${folder} ${clients.map((client) => `${client}(${options.join(",")})`).join(" ")}`];
	});
	return lines.length > 0 ? { exports: lines } : null;
}
/** Only the one that the library pins. */
function driver({ input, claim }) {
	const { source, features, driver: version } = input;
	const install = hostAt(source, "nvidia_driver", "install");
	const known = features.get(DRIVER)?.options["version"]?.enum ?? [];
	if (flagIn(install?.value) !== true || version === null) return null;
	if (!known.includes(version)) {
		claim(install, [], `the library has the driver ${known.join(", ")}: write a feature of your own`, "dropped");
		return null;
	}
	claim(install, at$1(DRIVER));
	claim(hostAt(source, "nvidia_driver", "version"), at$1(DRIVER, "version"));
	return { version };
}
/** ZFS datasets stand at their own names, as Proxmox's installer and the old tool left them. */
function folderOf(path) {
	return path.startsWith("/") ? path : `/${path}`;
}
function samba({ input, claim }) {
	const { source, findings } = input;
	const user = hostAt(source, "samba", "user");
	const account = textIn(user?.value);
	if (account === "") return null;
	claim(user, at$1("samba", "account"));
	const lines = membersOf(hostAt(source, "samba", "shares")).flatMap((one) => {
		const [name, path] = [textIn(below$1(one, "name")?.value), textIn(below$1(one, "path")?.value)];
		claim(one, at$1("samba", "shares"));
		const isReadOnly = /writable=no|read only=yes/.test(textIn(below$1(one, "options")?.value));
		return name === "" || path === "" ? [] : [`${name} ${folderOf(path)}${isReadOnly ? " ro" : ""}`];
	});
	findings.assumed.push(`Shares of Samba are at the names of their datasets, such as /quickOS/data, and ${account} has a password already: give one as "password" of the feature samba otherwise.`);
	return {
		account,
		shares: lines
	};
}
function cache({ input, claim }) {
	const most = hostAt(input.source, "zfs", "arc_max_gb");
	const gibibytes = numberIn(most?.value);
	if (gibibytes === null || gibibytes === void 0) return null;
	claim(most, ["modules", "zfs"]);
	return { zfs: `zfs_arc_max=${gibibytes * 1024 ** 3}` };
}
// src/authoring/migrate/host/zfs-files.ts
/** Pools, datasets and storages of the old tool, each as a file of its own. Pure. */
const claimIn = ({ findings }) => (from, address, path, why, fate = "mapped") => {
	if (!from) return;
	const target = fate === "mapped" ? { target: {
		address,
		path
	} } : {};
	findings.claims.push({
		role: from.role,
		pointer: from.pointer,
		fate,
		...target,
		...why && { why }
	});
};
const LAYOUTS = {
	single: "stripe",
	stripe: "stripe",
	mirror: "mirror",
	raidz: "raidz1",
	raidz1: "raidz1",
	raidz2: "raidz2",
	raidz3: "raidz3"
};
const isUsable = (name) => /^[A-Za-z][\w.-]{0,60}[A-Za-z0-9]$/.test(name);
/** Only one whose disks can be told apart: a serial number that was left out makes two look alike. */
function poolsOf({ source }, claim, files) {
	for (const one of membersOf(hostAt(source, "zfs", "pools"))) {
		const [name, level] = ["name", "raid_level"].map((key) => textIn(below$1(one, key)?.value));
		const disks = membersOf(below$1(one, "disks")).map(({ value }) => textIn(value));
		const value = {
			disks,
			layout: LAYOUTS[level ?? ""] ?? ""
		};
		const isOne = new Set(disks).size === disks.length && (value.layout === "stripe" || disks.length > 1);
		if (!name || !isUsable(name) || !isOne || !zpoolSchema.safeParse(value).success) {
			claim(one, "", [], "its disks cannot be told: write zpool/NAME.json by their names in /dev/disk/by-id", "dropped");
			continue;
		}
		const address = `zpool/${name}`;
		files.set(`${address}.json`, value);
		claim(below$1(one, "name"), address, []);
		claim(below$1(one, "raid_level"), address, ["layout"]);
		claim(below$1(one, "disks"), address, ["disks"]);
	}
}
/** `recordsize=16K,compression=lz4`, or an object: what ZFS takes of it. */
function propertiesIn(value) {
	const pairs = isObject(value) ? Object.entries(value).map(([key, one]) => [key, textIn(one)]) : textIn(value).split(",").map((pair) => pair.trim().split("="));
	return Object.fromEntries(pairs.flatMap(([key = "", value = ""]) => Object.hasOwn(PROPERTIES, key) && wordOfProperty(key, value) !== null ? [[key, value]] : []));
}
function storageOf(type, path, content) {
	const value = type === "zfspool" ? {
		type,
		pool: path.slice(1),
		content: [...content]
	} : {
		type,
		path,
		content: [...content],
		is_mountpoint: true
	};
	return (type === "zfspool" || type === "dir") && storageSchema.safeParse(value).success ? value : null;
}
/** Datasets that no storage of Proxmox is made of. */
function plainDatasets({ source }, claim, files) {
	for (const one of membersOf(hostAt(source, "zfs", "datasets"))) {
		if (below$1(one, "proxmox_storage_type")) continue;
		const [name, pool, mountpoint] = [
			"name",
			"pool",
			"mountpoint"
		].map((key) => textIn(below$1(one, key)?.value));
		const address = `dataset/${pool}-${name}`;
		const value = {
			name: `${pool}/${name}`,
			...propertiesIn(below$1(one, "properties")?.value),
			...mountpoint ? { mountpoint } : {}
		};
		if (!name || !pool || !isUsable(`${pool}-${name}`) || !datasetSchema.safeParse(value).success) {
			claim(one, "", [], "it cannot be a dataset: write dataset/NAME.json", "dropped");
			continue;
		}
		files.set(`${address}.json`, value);
		claim(below$1(one, "name"), address, ["name"]);
		claim(below$1(one, "pool"), address, ["name"]);
		claim(below$1(one, "properties"), address, []);
		claim(below$1(one, "mountpoint"), address, ["mountpoint"]);
	}
}
/** Texts by path below the configs folder. */
function zfsFilesOf(input) {
	const claim = claimIn(input);
	const files = /* @__PURE__ */ new Map();
	poolsOf(input, claim, files);
	const used = disksOn(input.values);
	for (const [name, { type, content, from }] of storagesOf(input.source)) {
		const [own, pool] = ["name", "pool"].map((key) => textIn(below$1(from, key)?.value));
		const properties = below$1(from, "properties")?.value;
		claim(below$1(from, "storage_class"), "", [], "the type of the storage says it", "dropped");
		const path = `/${pool}/${own}`;
		const missing = [...used.get(name) ?? []].filter((one) => !content.includes(one));
		const storage = isUsable(name) ? storageOf(type, path, [...content, ...missing]) : null;
		if (!storage || !/^[\w.:-]+$/.test(own ?? "")) continue;
		files.set(`storage/${name}.json`, storage);
		files.set(`dataset/${name}.json`, {
			name: path.slice(1),
			...propertiesIn(properties),
			...type === "dir" ? { mountpoint: path } : {}
		});
		claim(below$1(from, "name"), `dataset/${name}`, ["name"]);
		claim(below$1(from, "pool"), `dataset/${name}`, ["name"]);
		claim(below$1(from, "properties"), `dataset/${name}`, []);
		claim(below$1(from, "proxmox_storage_type"), `storage/${name}`, ["type"]);
		claim(below$1(from, "proxmox_content_type"), `storage/${name}`, ["content"]);
	}
	plainDatasets(input, claim, files);
	return files;
}
// src/authoring/migrate/ledger.ts
/** Every value of the source, each once, with what became of it: what nobody claimed is told as unknown. Pure. */
const UNKNOWN = "no revision of the old tool is known to read this key";
/** The pointers of the entries are disjoint, and every value of the source lies at or below exactly one of them. */
function entriesOf(source, claims) {
	const byPlace = /* @__PURE__ */ new Map();
	const above = /* @__PURE__ */ new Set();
	for (const claim of claims) {
		const place = claim.role + claim.pointer;
		const there = byPlace.get(place);
		if (there) there.push(claim);
		else byPlace.set(place, [claim]);
		for (let at = claim.pointer.lastIndexOf("/"); at >= 0; at = claim.pointer.lastIndexOf("/", at - 1)) {
			above.add(claim.role + claim.pointer.slice(0, at));
			if (at === 0) break;
		}
	}
	const entries = [];
	const visit = (role, at, value, inherited) => {
		const own = byPlace.get(role + at) ?? inherited;
		const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
		if (keys.length > 0 && (above.has(role + at) || at === "")) for (const key of keys) visit(role, at + pointer(key), value[key], own);
		else if (at !== "") entries.push(entryOf$1(role, at, value, own));
	};
	for (const role of ROLES) visit(role, "", source[role], []);
	return entries;
}
const ORDER = [
	"kept",
	"mapped",
	"later",
	"dropped"
];
function entryOf$1(role, at, value, claims) {
	const fate = ORDER.find((one) => claims.some((claim) => claim.fate === one)) ?? "dropped";
	const whys = new Set(claims.flatMap((claim) => claim.fate === fate && claim.why || []));
	return {
		role,
		pointer: at,
		value,
		fate,
		targets: claims.flatMap(({ target }) => target ?? []),
		why: claims.length === 0 ? UNKNOWN : [...whys].join("; "),
		unknown: claims.length === 0
	};
}
// src/authoring/migrate/loaded.ts
/** The tree that was made, loaded as Phoenix loads it: features pinned, and for the proof an instance of every layer. Pure. */
/** A layer that no guest is made from is not built: for the proof it gets one. */
function withEveryLayer(files, estate, shipped) {
	const built = new Set([...estate.resources.keys()].map((address) => address.replace(/@.*$/, "")));
	const probes = [...files.keys()].flatMap((path) => /^(layer\/.*)\.jsonc$/.exec(path)?.[1] ?? []).filter((address) => !built.has(address)).map((clone, index) => [`lxc/proof-${index}.json`, JSON.stringify({
		vmid: 999e6 + index,
		hostname: `proof-${index}`,
		clone,
		adopt: null,
		ostemplate: null
	})]);
	return probes.length === 0 ? estate : loaded(new Map([...files, ...probes]), shipped);
}
/** With the file that pins the features that are used. */
function pinned(files, shipped) {
	const estate = loaded(files, shipped);
	const library = [...usersOf(estate, kinds).keys()].toSorted().flatMap((id) => estate.features?.features.get(id) ?? []);
	if (library.length === 0) return files;
	return new Map([...files, [LOCK_FILE, formatLock(updateLock(null, library, VERSION, null))]]);
}
function loaded(texts, shipped) {
	const config = [...texts].filter(([path]) => path !== LOCK_FILE);
	const files = new Map(config.map(([path, text]) => [path, {
		path,
		text
	}]));
	const lock = texts.get(LOCK_FILE);
	const tree = {
		root: "configs",
		revision: null,
		files,
		findings: [],
		...lock === void 0 ? {} : { kept: /* @__PURE__ */ new Map([[LOCK_FILE, new TextEncoder().encode(lock)]]) }
	};
	return loadEstate(tree, {
		env: null,
		kinds,
		shipped
	});
}
// src/authoring/migrate/machines.ts
const below = (found, key) => found && below$1(found, key);
const rootOf = ({ source }) => ({
	role: "vms",
	pointer: "",
	value: source.vms
});
function machinesOf(world) {
	return membersOf(below(rootOf(world), "vms")).flatMap((found) => {
		const [name, vmid] = [textIn(below(found, "name")?.value), numberIn(below(found, "vmid")?.value)];
		return /^[A-Za-z0-9][A-Za-z0-9.-]{0,79}$/.test(name) && vmid !== null ? [{
			found,
			name,
			vmid
		}] : [];
	});
}
function source({ world, machine, put, claim, read }, all) {
	const { found } = machine;
	const image = below(found, "template_image");
	const clone = below(found, "clone_from_vmid");
	const origin = all.find(({ vmid }) => vmid === numberIn(clone?.value));
	const [storage, size] = [read("storage_pool"), read("disk_size_gb")];
	if (clone && origin) put(clone, ["clone"], `vm/${origin.name}`);
	if (storage && !clone) put(storage, [
		"disks",
		"scsi0",
		"storage"
	], textIn(storage.value));
	const gib = image && !below(found, "disk_size_gb") ? null : numberIn(size?.value);
	if (gib !== null) put(size, [
		"disks",
		"scsi0",
		"size"
	], `${gib}G`);
	if (image) {
		const file = textIn(image.value).replace(/\.(?:img|qcow2)$/, ".qcow2");
		put(image, [
			"disks",
			"scsi0",
			"import"
		], `local:import/${file}`);
		world.findings.assumed.push(`The image local:import/${file}: put it there, or write an image/NAME.json with its "url" and "checksum" and name that under "import" of vm/${machine.name}.`);
	}
	claim(below(found, "template_snapshot_name"), "dropped", "a template has no snapshots: it is cloned as it is");
	if (clone && below(found, "storage_pool")) claim(below(found, "storage_pool"), "dropped", "a linked clone lies where its template does");
}
function network$1({ machine, put, claim, read }) {
	const { found } = machine;
	const config = below(found, "network_config");
	const isTemplate = below(found, "is_template")?.value === true;
	const bridge = read("network_bridge");
	if (bridge) put(bridge, ["net0", "bridge"], textIn(bridge.value));
	for (const key of ["ip", "gw"]) {
		const one = below(config, key);
		if (!one) continue;
		if (isTemplate) claim(one, "dropped", "a template never runs, and has no address");
		else put(one, ["net0", key], textIn(one.value));
	}
	const servers = below(config, "nameservers");
	if (servers) put(servers, ["cloudInit", "nameserver"], membersOf(servers).map(({ value }) => textIn(value)).join(" "));
	const user = below(below(found, "user_config"), "username");
	if (user) put(user, ["cloudInit", "user"], textIn(user.value));
	claim(below(below(found, "user_config"), "gw"), "dropped", "\"network_config\" says it");
}
function inside({ machine, put }, value) {
	const features = below(machine.found, "features");
	for (const one of membersOf(features)) put(one, ["features", textIn(one.value)], {});
	if (features && value["features"] !== void 0) put(null, ["agent"], true);
}
/** Of an image for clouds, which speaks on a serial port and knows its guest agent. */
const OF_IMAGES = {
	ostype: "l26",
	scsihw: "virtio-scsi-single",
	serial0: "socket",
	vga: "serial0",
	agent: true
};
function putIn(value, [head = "", ...rest], one) {
	if (rest.length === 0) {
		value[head] = one;
		return;
	}
	const inner = value[head] ?? {};
	value[head] = inner;
	putIn(inner, rest, one);
}
function fileOf(world, machine, all) {
	const { found, name, vmid } = machine;
	const address = `vm/${name}`;
	const { claims } = world.findings;
	const value = { vmid };
	const put = (from, path, one) => {
		putIn(value, path, one);
		if (from) claims.push({
			role: "vms",
			pointer: from.pointer,
			fate: "mapped",
			target: {
				address,
				path
			}
		});
	};
	const claim = (from, fate, why) => {
		if (from) claims.push({
			role: "vms",
			pointer: from.pointer,
			fate,
			why
		});
	};
	const defaults = below(rootOf(world), "vm_defaults");
	const work = {
		world,
		machine,
		put,
		claim,
		read: (key) => below(found, key) ?? below(defaults, key)
	};
	put(below(found, "vmid"), ["vmid"], vmid);
	claims.push({
		role: "vms",
		pointer: `${found.pointer}/name`,
		fate: "mapped",
		target: {
			address,
			path: []
		}
	});
	const template = below(found, "is_template");
	if (template?.value === true) put(template, ["template"], true);
	else claim(template, "dropped", "it is none unless its file says so");
	source(work, all);
	if (below(found, "template_image")) for (const [key, one] of Object.entries(OF_IMAGES)) put(null, [key], one);
	const [cores, memory] = [work.read("cores"), work.read("memory_mb")];
	const count = numberIn(cores?.value);
	if (count !== null) put(cores, ["cores"], count);
	const mib = numberIn(memory?.value);
	if (mib !== null) put(memory, ["memory"], mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
	network$1(work);
	inside(work, found.value);
	return value;
}
/** Texts by path below the configs folder; one that cannot be written is told of as kept for later. */
function machineFilesOf(world) {
	const all = machinesOf(world);
	const files = /* @__PURE__ */ new Map();
	for (const machine of all) {
		const value = fileOf(world, machine, all);
		if (vmSchema.safeParse(value).success) files.set(`vm/${machine.name}.json`, value);
	}
	const { claims } = world.findings;
	claims.push({
		role: "vms",
		pointer: "/vm_defaults/template",
		fate: "dropped",
		why: "of the old tool itself: what a machine is made from stands in its file"
	});
	return files;
}
// src/authoring/migrate/mistake-at.ts
const mistakeAt = ({ role, pointer }, text) => ({
	role,
	pointer,
	text
});
// src/authoring/migrate/host/mistakes.ts
/** What is wrong in the host's file as a whole, and in what is asked of the host. Pure. */
function hostMistakes({ source, driver }) {
	const told = [];
	const nested = hostAt(source, "shared_volumes", "firewall");
	if (nested) told.push(mistakeAt(nested, "the firewall of the host stands among the shared volumes"));
	for (const one of membersOf(hostAt(source, "tests"))) if (/[^A-Za-z0-9_]|_\W|_$/.test(one.key)) told.push(mistakeAt(one, `"${one.key}" is a slip of the finger, so that it never ran`));
	const version = hostAt(source, "nvidia_driver", "version");
	if (version && driver !== null && textIn(version.value) !== driver) told.push(mistakeAt(version, `the containers' file says ${driver}; that is taken`));
	for (const pool of membersOf(hostAt(source, "zfs", "pools"))) {
		const disks = membersOf(below$1(pool, "disks")).map(({ value }) => textIn(value));
		const again = membersOf(below$1(pool, "disks")).find(({ value }, index) => disks.indexOf(textIn(value)) < index);
		if (again) told.push(mistakeAt(again, "one disk stands twice in a pool"));
	}
	const datasets = membersOf(hostAt(source, "zfs", "datasets"));
	for (const one of datasets) {
		const [name, pool] = [below$1(one, "name"), below$1(one, "pool")].map((found) => textIn(found?.value));
		const twin = datasets.find((other) => `${pool}-${textIn(below$1(other, "name")?.value)}` === name && below$1(other, "pool")?.value === pool);
		if (twin) told.push(mistakeAt(one, `${pool} has both ${textIn(below$1(twin, "name")?.value)} and ${name}`));
	}
	const password = hostAt(source, "users", "password_hash");
	if (password && textIn(password.value) === "NOT_SET") told.push(mistakeAt(password, "was never set"));
	const boot = memory(source.lxc["lxc_configs"]);
	if (boot > 65536) told.push({
		role: "lxc",
		pointer: "/lxc_configs",
		text: `what starts with the host asks for ${boot} MiB of memory together; declare "capacity" of the node, and Phoenix compares`
	});
	return told;
}
function memory(containers) {
	return (isObject(containers) ? Object.values(containers) : []).filter((one) => isObject(one) && flagIn(one["start_at_boot"]) === true).reduce((sum, one) => sum + (numberIn(isObject(one) ? one["memory_mb"] : 0) ?? 0), 0);
}
// src/authoring/migrate/keys.ts
/** Every key of a container that is read, under any of its spellings: what else stands there is a slip, or new. Pure. */
const KNOWN_KEYS = [
	...Object.keys({
		...BASICS,
		...OPTIONS,
		...STORAGE,
		...SOFTWARE,
		...HEALTH,
		...DROPPED,
		...LATER
	}),
	...VLLM_KEYS,
	"features",
	"portainer_role",
	"vllm_model_type",
	"vllm_parameters"
];
// src/authoring/migrate/mistakes.ts
/** What is wrong in the source as a whole; what is wrong with one value is told where that value is mapped. Pure. */
function mistakesIn(world) {
	const guests = [...world.guests.values()];
	return [
		...guests.flatMap((guest) => unknownKeys(guest)),
		...twice(world, guests, "the address", (guest) => addressOf$1(world, guest)),
		...twice(world, guests, "the MAC address", (guest) => macOf(world, guest)),
		...guests.flatMap((guest) => software(world, guest)),
		...guests.flatMap((guest) => confinement(world, guest)),
		...cards(world, guests),
		...volumes(guests),
		...firewall(world, guests),
		...hostMistakes(world),
		...secrets(world)
	];
}
function unknownKeys({ own }) {
	return membersOf(own).flatMap((one) => {
		if (KNOWN_KEYS.includes(one.key)) return [];
		const meant = nearest(one.key, KNOWN_KEYS);
		return [mistakeAt(one, `no known revision reads this key${meant === null ? "" : `; "${meant}" may be meant`}`)];
	});
}
function addressOf$1({ source }, guest) {
	const network = read(source, guest, "network_config");
	if (!network) return below$1(guest.own, "static_ip");
	return typeof network.value === "string" ? {
		...network,
		value: textIn(network.value).split(",")[0] ?? ""
	} : below$1(network, "ip");
}
function macOf({ source }, guest) {
	const network = read(source, guest, "network_config");
	return below$1(guest.own, "mac_address") ?? (network && below$1(network, "hwaddr"));
}
function twice({ guests: all }, guests, what, of) {
	const first = /* @__PURE__ */ new Map();
	return guests.flatMap((guest) => {
		const found = of(guest);
		const value = textIn(found?.value).toLowerCase().replace(/\/.*/, "");
		if (!found || value === "" || value === "dhcp") return [];
		const other = first.get(value);
		if (other === void 0) first.set(value, guest.vmid);
		return other === void 0 || !all.has(other) ? [] : [mistakeAt(found, `${other} and ${guest.vmid} have ${what} ${value}`)];
	});
}
const names = (world, guest) => {
	const found = read(world.source, guest, "features");
	return found ? entriesOf$1(found).map(({ value }) => textIn(value)) : [];
};
function software(world, guest) {
	const all = lineOf$1(world.guests, guest).flatMap((one) => names(world, one));
	const own = names(world, guest);
	const gpu = below$1(guest.own, "gpu_assignment");
	const cards = cardsOf(gpu?.value);
	const hasCards = cards === "all" || (cards ?? []).length > 0;
	const features = below$1(guest.own, "features");
	const told = [];
	const hasList = typeof features?.value !== "string";
	if (gpu && hasCards && hasList && !all.includes("nvidia")) told.push(mistakeAt(gpu, "has a card, and nothing installs its driver"));
	if (features && own.includes("nvidia") && !hasCards && !guest.isLayer) told.push(mistakeAt(features, "installs nvidia, and has no card"));
	for (const [id, needed] of [
		["vllm", "nvidia"],
		["ollama", "nvidia"],
		["portainer", "docker"]
	]) if (features && own.includes(id) && !all.includes(needed)) told.push(mistakeAt(features, `has ${id} without ${needed}`));
	const flags = textIn(JSON.stringify(below$1(guest.own, "pct_options")?.value ?? []));
	if (features && own.includes("docker") && !flags.includes("nesting=1")) told.push(mistakeAt(features, "runs Docker without nesting=1: it only works with what its image has"));
	return told;
}
function confinement(world, guest) {
	const lines = below$1(guest.own, "lxc_options");
	const all = lines && entriesOf$1(lines).find(({ value }) => /devices\.allow\s*[=:]\s*a\s*$/.test(textIn(value)));
	const off = below$1(guest.own, "apparmor_profile");
	const manages = below$1(guest.own, "apparmor_manages_nesting");
	const told = [];
	if (all) told.push(mistakeAt(all, "may use every device of the host"));
	if (off && manages && textIn(off.value) === "unconfined" && flagIn(manages.value) === false) told.push(mistakeAt(manages, "is false, with \"unconfined\" as the profile"));
	return world.guests.size > 0 ? told : [];
}
function cards({ source }, guests) {
	const users = /* @__PURE__ */ new Map();
	for (const guest of guests) {
		if (guest.isLayer || flagIn(read(source, guest, "start_at_boot")?.value) !== true) continue;
		const cards = cardsOf(read(source, guest, "gpu_assignment")?.value);
		for (const card of Array.isArray(cards) ? cards : []) users.set(card, [...users.get(card) ?? [], guest]);
	}
	const told = [];
	for (const [card, sharing] of users) {
		const [, second] = sharing;
		if (!second) continue;
		const found = below$1(second.own, "gpu_assignment") ?? second.own;
		const sum = sharing.map((guest) => share(guest)).reduce((total, part) => total + part, 0);
		const much = sum > 1 ? `, and ask for ${Math.round(sum * 100)} % of its memory` : "";
		told.push(mistakeAt(found, `${sharing.map(({ vmid }) => vmid).join(", ")} start with the host and share card ${card}${much}`));
	}
	return told;
}
/** Of a card's memory, that vLLM takes. */
function share({ own }) {
	const engine = below$1(own, "vllm_engine_config");
	const nested = engine && below$1(engine, "CacheConfig");
	const said = (nested && below$1(nested, "gpu_memory_utilization")) ?? below$1(own, "vllm_gpu_memory_utilization");
	const number = Number(textIn(said?.value));
	return Number.isFinite(number) ? number : 0;
}
function volumes(guests) {
	const owners = /* @__PURE__ */ new Map();
	let last = null;
	for (const guest of guests) for (const key of ["volumes", "zfs_volumes"]) for (const one of membersOf(below$1(guest.own, key))) {
		const name = `${textIn(below$1(one, "pool")?.value)} ${textIn(below$1(one, "name")?.value)}`;
		if (below$1(one, "name")) owners.set(name, [...owners.get(name) ?? [], guest.vmid]);
		last = one;
	}
	return [...owners].flatMap(([name, of]) => of.length > 1 && last ? [mistakeAt({
		...last,
		pointer: "/lxc_configs"
	}, `${of.join(", ")} name one volume "${name.split(" ")[1]}", and each would get its own`)] : []);
}
function firewall(world, guests) {
	const known = new Set(guests.map((guest) => textIn(addressOf$1(world, guest)?.value).replace(/\/.*/, "")));
	const policy = hostAt(world.source, "shared_volumes", "firewall") ?? hostAt(world.source, "firewall");
	const drops = textIn(policy && below$1(policy, "default_input_policy")?.value).toUpperCase() === "DROP";
	return guests.flatMap((guest) => {
		const wall = below$1(guest.own, "firewall");
		if (!wall) return [];
		const rules = membersOf(below$1(wall, "rules"));
		const told = [];
		if (drops && rules.length === 0 && flagIn(below$1(wall, "enabled")?.value) === true) told.push(mistakeAt(wall, "the firewall is on without a rule, and what comes in is dropped: nothing reaches it"));
		for (const rule of rules) {
			const source = below$1(rule, "source");
			if (source && /^[\d.]+$/.test(textIn(source.value)) && !known.has(textIn(source.value))) told.push(mistakeAt(source, `no container has the address ${textIn(source.value)}`));
		}
		return told;
	});
}
function secrets({ secrets: all }) {
	return [...all.values()].map((found) => mistakeAt(found, "a secret in the open: change it, wherever these files have been"));
}
// src/authoring/migrate/proof/said.ts
/** One value of the source as a check of the proof sees it, and how checks read such values. Pure. */
const word = (value) => typeof value === "string" ? value : value === void 0 ? "" : JSON.stringify(value);
const trimmed = (value) => word(value).trim();
const member = (value, key) => isObject(value) ? value[key] : void 0;
const onOff = (value) => [
	"true",
	"1",
	"yes"
].includes(word(value).toLowerCase()) ? "1" : "0";
const at = (value, index) => Array.isArray(value) ? value[Number(index)] : value;
/** What a guest's software is called, its layers' included. */
const ids = ({ line }) => line.flatMap(({ software = [] }) => software.map(({ id }) => id));
const optionsOf = ({ spec }, id) => spec.software?.find((one) => one.id === id)?.values ?? {};
const packagesOf = ({ software = [] }) => software.flatMap(({ id, values }) => id === "base" ? values["packages"] ?? [] : []);
/** The address of a container, by its number; of an image, that of what is built of it. */
function addressed({ world }, vmid) {
	const wanted = vmid.trim();
	const machines = world.source.vms["vms"];
	const machine = (Array.isArray(machines) ? machines : []).find((one) => isObject(one) && trimmed(one["vmid"]) === wanted);
	if (isObject(machine)) return `vm/${word(machine["name"])}`;
	return world.guests.get(wanted)?.address ?? "";
}
// src/authoring/migrate/proof/disks.ts
/** What the root disk and the volumes should have become. Pure. */
/** The largest of the disks that it was cloned along, since a disk never shrinks. */
function diskOf({ world, vmid }) {
	const { guests, source } = world;
	let most = 0;
	const seen = /* @__PURE__ */ new Set();
	for (let id = vmid, images = false; guests.has(id) && !seen.has(id); images = true) {
		seen.add(id);
		const own = guests.get(id)?.own.value;
		const size = Number(member(own, "storage_size_gb") ?? source.lxc["storage_size_gb"] ?? 0);
		if (!images || guests.get(id)?.isLayer === true) most = Math.max(most, Number.isFinite(size) ? size : 0);
		id = trimmed(member(own, "clone_from_ctid") ?? member(own, "clone_from_template_ctid") ?? source.lxc["clone_from_ctid"]);
	}
	return most;
}
const volume = ({ whole, rest, spec }) => {
	const one = at(whole, rest[0]);
	const { storage, size } = spec.mounts[word(member(one, "mount_point"))] ?? {};
	return [[word(member(one, "pool")), `${word(member(one, "size_gb"))}G`], [storage, size]];
};
// src/authoring/migrate/proof/health.ts
/** What a check of health should have become. Pure. */
const health = ({ value, rest, whole, spec }) => {
	const one = rest.length < 2 ? whole : Array.isArray(whole) ? at(whole, rest[0]) : member(whole, rest[0] ?? "");
	const checks = Object.values(spec.health ?? {});
	const asked = (command) => checks.some(({ ask }) => {
		if (ask.is === "http") return new RegExp(`^curl .*:${ask.port}${ask.path === "/" ? "/?" : ask.path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']?$`).test(command) || ask.port === 80 && command.startsWith("curl ");
		return ask.is === "exec" && (ask.argv.join(" ") === command.split(/\s+/).join(" ") || ask.argv.at(-1) === command);
	});
	const last = rest.at(-1);
	if (last === "name") return [true, asked(word(member(one, "command")).trim())];
	if (last === "command") return [true, asked(word(value).trim())];
	if (last === "interval") return [true, checks.some(({ interval }) => interval === Number(value) * 1e3)];
	const every = Number(member(one, "interval"));
	const within = Number(value) * (every > 0 ? every : 5) * 1e3;
	return [true, checks.some((check) => check.within === within)];
};
// src/authoring/migrate/proof/network.ts
const network = (card) => ({ value, rest, spec, whole }) => {
	const net = spec.nets[card] ?? {};
	const [key] = rest;
	if (key === void 0) {
		const [ip = "", gw, ...servers] = typeof whole === "string" ? whole.split(",").map((part) => part.trim()) : [];
		if (typeof whole !== "string") return [spec.nets[card]?.["name"], net["name"]];
		return [{
			ip,
			...gw && ip !== "dhcp" ? { gw } : {},
			...servers.length > 0 ? { dns: servers.join(" ") } : {}
		}, {
			ip: net["ip"],
			...gw && ip !== "dhcp" ? { gw: net["gw"] } : {},
			...servers.length > 0 ? { dns: spec.options["nameserver"] } : {}
		}];
	}
	return key.startsWith("nameserver") ? servers(value, spec) : [word(value), net[key]];
};
const servers = (value, spec) => [(Array.isArray(value) ? value.map(word) : [word(value)]).join(" ").split(/[\s,;]+/).filter(Boolean).join(" "), spec.options["nameserver"]];
// src/authoring/migrate/proof/checks.ts
const flagPair = (said, value) => {
	const [name = "", wanted = ""] = trimmed(value).split(/=(.*)/s);
	const sorted = (list) => list.split(";").toSorted().join(";");
	return [sorted(wanted), sorted(said.spec.features[name] ?? "")];
};
/** One flag of a list, or all of a text with commas. */
const flags = (said) => {
	const all = trimmed(said.value).split(",").filter(Boolean).map((one) => flagPair(said, one));
	return [all.map(([wanted]) => wanted), all.map(([, got]) => got)];
};
const rawLine = ({ value, spec }) => {
	const [, key = "", line = ""] = /^\s*([^\s=:]+)\s*[=:]\s*(.*?)\s*$/s.exec(word(value)) ?? [];
	if (key !== "lxc.mount.entry") return [true, spec.raw[key]?.includes(line) ?? false];
	const [source = "", inside = ""] = line.split(/\s+/);
	if (source === "/dev/fuse") return ["1", spec.features["fuse"]];
	if (Object.hasOwn(spec.devices, source)) return [`/${inside}`, source];
	const bind = spec.mounts[inside.startsWith("/") ? inside : `/${inside}`]?.["bind"];
	return bind === void 0 ? [true, spec.raw[key]?.includes(line) ?? false] : [source, bind];
};
const RENAMED = {
	base_setup: "base",
	step_ca: "step-ca",
	dns_server: "dnsmasq"
};
const clonedFrom = (said) => {
	const { spec, world, vmid } = said;
	const guest = world.guests.get(vmid);
	const wanted = guest?.passed.length ? guest.image ?? "" : trimmed(said.value);
	const got = spec.source?.is === "clone" ? spec.source.address : null;
	return [addressed(said, wanted), got?.replace(/@.*$/, "")];
};
const CHECKS = {
	/** Of a container of which nothing is said, that it is there. */
	"": () => [true, true],
	name: ({ value, spec, world, vmid }) => world.guests.get(vmid)?.isLayer === true || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$/.test(word(value)) ? [true, true] : [word(value), spec.hostname],
	memory_mb: ({ value, spec }) => [Number(value), Number(spec.options["memory"])],
	swap_mb: ({ value, spec }) => [Number(value), Number(spec.options["swap"])],
	cores: ({ value, spec }) => [Number(value), Number(spec.options["cores"])],
	unprivileged: ({ value, spec }) => [onOff(value), spec.unprivileged ? "1" : "0"],
	template: ({ value, spec }) => [word(value).split("/").at(-1), spec.source?.is === "ostemplate" && spec.source.volume.split("/").at(-1)],
	clone_from_ctid: clonedFrom,
	clone_from_template_ctid: clonedFrom,
	storage_pool: ({ value, spec }) => [value, spec.rootfs?.["storage"]],
	storage_size_gb: (said) => [`${diskOf(said)}G`, said.spec.rootfs?.["size"]],
	network_config: network("net0"),
	secondary_network_config: network("net1"),
	firewall: ({ value, spec }) => [onOff(value), spec.nets["net0"]?.["firewall"]],
	mac_address: ({ value, spec }) => [value, spec.nets["net0"]?.["hwaddr"]],
	static_ip: ({ value, spec }) => [value, spec.nets["net0"]?.["ip"]],
	nameserver: ({ value, spec }) => servers(value, spec),
	nameservers: ({ value, whole, spec }) => servers(Array.isArray(whole) ? whole : value, spec),
	start_at_boot: ({ value, spec }) => [onOff(value), spec.options["onboot"]],
	boot_order: ({ value, spec }) => [Number(value), Number(spec.startup["order"])],
	boot_delay: ({ value, spec }) => [[Number(value), Number(value)], [Number(spec.startup["up"]), Number(spec.startup["down"])]],
	dependencies: (said) => {
		return [true, trimmed(said.value).split(",").some((vmid) => said.spec.dependsOn.includes(addressed(said, vmid)))];
	},
	gpu_assignment: ({ value, spec }) => {
		const got = Object.keys(spec.gpus).toSorted();
		if (trimmed(value).toLowerCase() === "all") return [true, got.length > 0];
		return [[...new Set((Array.isArray(value) ? value.map(word).join(",") : word(value)).split(",").map((one) => `gpu${Number(one)}`))].toSorted(), got];
	},
	pct_options: flags,
	features: (said) => {
		const name = trimmed(said.value);
		if (name.includes("=")) return flags(said);
		if (name === "python_api_service") return [true, said.line.some((spec) => packagesOf(spec).includes("python3"))];
		return [true, name.includes(",") || ids(said).includes(Object.hasOwn(RENAMED, name) && RENAMED[name] || name)];
	},
	lxc_options: rawLine,
	apparmor_profile: ({ value, spec }) => [[value], spec.raw["lxc.apparmor.profile"]],
	volumes: volume,
	zfs_volumes: volume,
	mount_points: ({ whole, rest, spec }) => {
		const one = at(whole, rest[0]);
		return [word(member(one, "host_path")), spec.mounts[word(member(one, "container_path"))]?.["bind"]];
	},
	id_maps: ({ value, spec }) => {
		const [type, inside, outside, size] = [
			"type",
			"container_id",
			"host_id",
			"size"
		].map((key) => word(member(value, key)));
		return [true, spec.raw["lxc.idmap"]?.includes(`${type?.[0]} ${inside} ${outside} ${size}`)];
	},
	portainer_role: (said) => [word(said.value) === "agent" ? "agent" : "server", optionsOf(said, "portainer")["role"]],
	application_script: (said) => [true, ids(said).some((id) => word(said.value).includes(id) || word(said.value).includes(said.vmid))],
	ports: (said) => {
		const port = Number(word(said.value).split(":").at(-1));
		return [true, (said.spec.software ?? []).some(({ values }) => Object.values(values).includes(port))];
	},
	health_check: health,
	health_checks: health,
	"host:shared_volumes": ({ value, rest, whole, spec }) => [member(member(whole, rest[0] ?? ""), "host_path"), spec.mounts[word(value)]?.["bind"]],
	"host:timezone": (said) => [said.value, optionsOf(said, "base")["timezone"]],
	"host:portainer_api": ({ spec }) => [true, (spec.software ?? []).some(({ secrets }) => secrets["password"] !== void 0)]
};
// src/authoring/migrate/proof/vllm.ts
/** Written again on purpose: what the mapping has wrong, a proof must not have from it. */
const VLLM = {
	model: "model",
	served_model_name: "name",
	max_model_len: "context",
	quantization: "quantization",
	gpu_memory_utilization: "memory",
	tensor_parallel_size: "parallel",
	trust_remote_code: "trust",
	dtype: "dtype",
	port: "port"
};
/** `0.90` and 0.9 are one number, `true` and true one word. */
const plain = (value) => {
	const said = typeof value === "string" ? value : JSON.stringify(value);
	return said !== void 0 && /^\d+(?:\.\d+)?$/.test(said) ? Number(said) : said;
};
const vllm = (said) => {
	const { value, key, rest, whole } = said;
	const options = optionsOf(said, "vllm");
	const compare = (argument, wanted) => {
		const option = Object.hasOwn(VLLM, argument) ? VLLM[argument] : void 0;
		const settings = options["settings"] ?? [];
		const flag = `--${argument.replaceAll("_", "-")}`;
		if (option === void 0) return [true, settings.some((line) => line === flag || line === `${flag} ${word(wanted)}`)];
		const got = options[option];
		return [plain(wanted), plain(option === "name" && got === "" ? options["model"] : got)];
	};
	if (key === "vllm_engine_config") return compare(rest[1] ?? "", value);
	if (key !== "vllm_args") return compare(key.slice(5), value);
	const words = Array.isArray(whole) ? whole.map(word) : word(whole).split(/\s+/);
	const index = Number(rest[0] ?? 0);
	const start = words[index]?.startsWith("--") === true ? index : index - 1;
	const [name = "", inline] = (words[start] ?? "").slice(2).split(/=(.*)/s);
	const next = words[start + 1];
	return compare(name.replaceAll("-", "_"), inline ?? (next === void 0 || next.startsWith("--") ? true : next));
};
// src/authoring/migrate/proof.ts
/** @param estate with an instance of every layer */
function prove(world, estate) {
	const vmids = new Map([...world.guests.values()].map(({ vmid, address }) => [address, vmid]));
	const seen = /* @__PURE__ */ new Set();
	const differences = [];
	for (const { role, pointer, fate, target } of world.findings.claims) {
		const vmid = target && vmids.get(target.address);
		if (!target || vmid === void 0 || fate !== "kept" && fate !== "mapped") continue;
		const { address } = target;
		const place = `${address} ${role} ${pointer}`;
		if (seen.has(place)) continue;
		seen.add(place);
		const [said, got] = pairOf(world, estate, {
			role,
			pointer,
			address,
			vmid
		});
		if (!same(said, got)) differences.push({
			address,
			role,
			pointer,
			said: text(said),
			got: text(got)
		});
	}
	return {
		containers: vmids.size,
		values: seen.size,
		differences
	};
}
const text = (value) => value === void 0 ? "nothing" : JSON.stringify(value);
const same = (a, b) => a !== void 0 && b !== void 0 && canonical(a) === canonical(b);
function pairOf(world, estate, { role, pointer, address, vmid }) {
	const spec = specOf(estate, address);
	const value = valueAt(world.source[role], pointer);
	if (!spec || value === void 0) return [value, void 0];
	const [first = "", second = "", ...more] = pointerSegments(pointer);
	const inGuest = role === "lxc" && first === "lxc_configs";
	const key = role === "host" ? `host:${first}` : inGuest ? more[0] ?? "" : first;
	const rest = inGuest ? more.slice(1) : [...second === "" ? [] : [second], ...more];
	const root = inGuest ? valueAt(world.source.lxc, `/lxc_configs/${second}`) : world.source[role];
	const said = {
		value,
		key,
		rest,
		whole: isObject(root) ? root[role === "host" ? first : key] : null,
		vmid,
		spec,
		line: lineOf(estate, spec),
		world
	};
	const check = Object.hasOwn(CHECKS, key) ? CHECKS[key] : key.startsWith("vllm_") ? vllm : void 0;
	return check ? check(said) : [value, void 0];
}
function specOf(estate, address) {
	if (!address.startsWith("layer/")) return estate.resources.get(address)?.spec;
	for (const [at, { spec }] of estate.resources) if (at.startsWith(`${address}@`)) return spec;
}
function lineOf(estate, spec) {
	const from = spec.source?.is === "clone" && spec.source.address !== null && estate.resources.get(spec.source.address);
	return from ? [spec, ...lineOf(estate, from.spec)] : [spec];
}
// src/authoring/migrate/settle.ts
/** What Phoenix refuses is left out of the tree and told, until nothing is refused any more. Pure. */
/** More rounds than values can stand in each other's way. */
const ROUNDS = 12;
/**
* @param values by path below configs: each resource alone, and phoenix.json
* @param check errors in files of these texts
* @param complete gives a resource what it cannot be without, after something was taken from it
* @returns by path; errors may be left that nothing can be left out for
*/
function settle(values, findings, check, complete) {
	const now = new Map([...values].map(([path, value]) => [path, structuredClone(value)]));
	for (let round = 0;; round += 1) {
		const texts = new Map([...now].map(([path, value]) => [path, JSON.stringify(value, null, 1)]));
		const errors = check(texts);
		if (!(round < ROUNDS && leftOut(errors, now, texts, findings))) return now;
		for (const [path, value] of now) if (/^(?:lxc|layer)\//.test(path)) complete(value);
	}
}
/** From the last place to the first, and none twice, so that the entries of a list keep their numbers. */
function leftOut(errors, values, texts, findings) {
	return [...new Map(errors.map((one) => [`${one.at?.file} ${placeOf(one, texts).join("\0")}`, one])).values()].toSorted((a, b) => (b.at?.line ?? 0) - (a.at?.line ?? 0) || (b.at?.column ?? 0) - (a.at?.column ?? 0)).map((one) => leaveOut(one, values, texts, findings)).some(Boolean);
}
/** The path of what is wrong in its file. */
function placeOf({ at }, texts) {
	if (!at) return [];
	const text = texts.get(at.file) ?? "";
	const offset = text.split("\n").slice(0, at.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
	const place = getLocation(text, offset + 1).path.map(String);
	return place.at(-1) === "" ? place.slice(0, -1) : place;
}
function leaveOut(finding, values, texts, findings) {
	const { at, message } = finding;
	const value = at && values.get(at.file);
	if (!at || !value) return false;
	const path = placeOf(finding, texts);
	if (path.length === 0 || path[0] === "vmid" || [
		"name",
		"id",
		"nodes"
	].includes(path.join())) return false;
	if (!takenAway(value, path)) return false;
	refused(findings, value, addressOf(at.file), path, message);
	return true;
}
/** Takes every text that may not be written out of the resources, and tells. */
function withoutTexts(values, hides, findings) {
	return new Map([...values].map(([path, value]) => {
		const copy = structuredClone(value);
		for (const at of placesOf(copy, hides, []).toReversed()) {
			takenAway(copy, at);
			refused(findings, copy, addressOf(path), at, "it holds a secret, which belongs into the vault");
		}
		return [path, copy];
	}));
}
function placesOf(value, hides, at) {
	if (typeof value === "string") return hides(value) ? [at] : [];
	if (Array.isArray(value)) return value.some((one) => placesOf(one, hides, at).length > 0) ? [at] : [];
	return (isObject(value) ? Object.entries(value) : []).flatMap(([key, one]) => placesOf(one, hides, [...at, key]));
}
/** `lxc/web` of `lxc/web.json`. */
const addressOf = (file) => file === "phoenix.json" ? file : file.replace(/\.json$/, "");
/** Claims that something became of a value are no longer true: of what was taken, and of what is empty without it. */
function refused({ claims, mistakes }, left, address, path, why) {
	const only = entryOf(claims, left, address, path);
	for (const [index, claim] of claims.entries()) {
		const { target, role, pointer } = claim;
		if (target?.address !== address || !isHit(left, target.path, path)) continue;
		if (only && only !== claim) continue;
		claims[index] = {
			role,
			pointer,
			fate: "dropped",
			why: `Phoenix refuses it: ${why}`
		};
		mistakes.push({
			role,
			pointer,
			text: `${why}; left out`
		});
	}
}
/** Where each value of the source made one entry of a list, the one that made the entry which was taken. */
function entryOf(claims, left, address, path) {
	const list = path.slice(0, -1);
	const still = valueAt(left, pointer(...list));
	if (!Array.isArray(still)) return void 0;
	const makers = claims.filter(({ target }) => target?.address === address && target.path.join("\0") === list.join("\0"));
	return makers.length === still.length + 1 ? makers[Number(path.at(-1))] : void 0;
}
function isHit(left, target, taken) {
	const length = Math.min(target.length, taken.length);
	if (length === 0 || target.slice(0, length).join("\0") !== taken.slice(0, length).join("\0")) return false;
	if (target.length >= taken.length) return true;
	const still = valueAt(left, pointer(...target));
	return still === void 0 || Array.isArray(still);
}
// src/authoring/migrate/migrate.ts
/** @throws PhoenixError `CONFIG_INVALID` where the files cannot be read */
function migrate$1({ texts, named, shipped }) {
	const world = worldOf(texts, shipped);
	const { source, findings, secrets } = world;
	const drafts = [...world.guests.values()].map((guest) => drafted(world, guest));
	const input = {
		...world,
		named,
		values: drafts.map(({ value }) => value)
	};
	const zfs = zfsFilesOf(input);
	const managed = [...zfs.keys()].flatMap((path) => /^storage\/(.*)\.json$/.exec(path)?.[1] ?? []);
	const walls = firewallFilesOf(world);
	const settings = withManagement(settingsOf(input, new Set(managed)), world, walls.size > 0);
	const host = nodeFileOf(input);
	claimOthers(world);
	const alone = drafts.map(({ guest, value }) => [`${guest.address}.json`, value]);
	const values = settle(withoutTexts(new Map([
		...alone,
		["phoenix.json", settings],
		...zfs,
		...walls,
		...machineFilesOf(world),
		...host ? [[nodeFileAt(named.node), host]] : []
	]), hidesIn(secrets), findings), findings, (written) => errorsIn(loaded(written, shipped).findings).filter(({ id }) => !LATER_ERRORS.has(id)), (value) => complete(value, world));
	forgetLost(world, values);
	const authored = authoredOf(world, values);
	const files = pinned(textsOf(withSchemaLines(authored)), shipped);
	const estate = checkRules(loaded(files, shipped));
	findings.mistakes.push(...mistakesIn(world));
	const shown = (text) => concealed(secrets, text);
	return {
		files,
		entries: entriesOf(source, findings.claims).map((one) => ({
			...one,
			why: shown(one.why)
		})),
		mistakes: eachOnce(findings.mistakes).map((one) => ({
			...one,
			text: shown(one.text)
		})),
		assumed: findings.assumed.map(shown),
		secrets: findings.secrets,
		proof: prove(world, withEveryLayer(files, estate, shipped)),
		estate: {
			...estate,
			findings: estate.findings.filter((one) => !isToBeSet(one, findings))
		},
		authored,
		hidden: secrets
	};
}
function worldOf(texts, shipped) {
	const { source, remarks } = readSource(texts);
	const findings = {
		claims: [],
		mistakes: [],
		assumed: [],
		secrets: /* @__PURE__ */ new Map()
	};
	for (const { message, at } of remarks) {
		const role = [...texts.keys()].find((one) => at?.file === SOURCE_FILES[one]) ?? "lxc";
		findings.mistakes.push({
			role,
			pointer: "",
			text: `${message} (line ${at?.line ?? 1})`
		});
	}
	const { features } = readLibrary({
		own: /* @__PURE__ */ new Map(),
		shipped: shipped()
	});
	return {
		source,
		guests: guestsOf(source, findings),
		findings,
		features: new Map([...features].map(([id, { manifest }]) => [id, manifest])),
		storages: new Map([...storagesOf(source)].map(([name, { content }]) => [name, content])),
		binds: /* @__PURE__ */ new Map(),
		driver: driverOf$1(source),
		secrets: secretsOf(source)
	};
}
const MISSING_SECRET = "PHX921";
/** That a feature is not pinned is mended at the end, and that a secret is not in the vault by its owner. */
const LATER_ERRORS = /* @__PURE__ */ new Set([MISSING_SECRET, "PHX733"]);
const isToBeSet = ({ id, message }, { secrets }) => id === MISSING_SECRET && [...secrets.keys()].some((name) => message.includes(name));
/** What no container says: the root of its file, and the files that no kind of this version reads. */
function claimOthers({ source, findings }) {
	const { claims } = findings;
	for (const [key, why] of Object.entries(ROOT_DROPPED)) claims.push({
		role: "lxc",
		pointer: pointer(key),
		fate: "dropped",
		why
	});
	for (const [role, kind] of Object.entries(FILES_LATER)) {
		const file = role;
		for (const [key, value] of Object.entries(source[file])) {
			const list = Array.isArray(value) ? value : null;
			const places = list && list.length > 0 ? list.map((_, index) => pointer(key, index)) : [pointer(key)];
			for (const at of places) claims.push({
				role: file,
				pointer: at,
				fate: "later",
				why: `kind ${kind}`
			});
		}
	}
}
/** Of a feature that had to be left out of a layer, its guests have nothing either. */
function forgetLost({ guests, findings }, values) {
	const byAddress = new Map([...guests.values()].map((guest) => [guest.address, guest]));
	const has = ({ address }, id) => {
		const features = values.get(`${address}.json`)?.["features"];
		return isObject(features) && Object.hasOwn(features, id);
	};
	for (const [index, { target, role, pointer: at }] of findings.claims.entries()) {
		const guest = target && byAddress.get(target.address);
		const [top, id] = target?.path ?? [];
		if (!guest || top !== "features" || id === void 0) continue;
		if (lineOf$1(guests, guest).some((one) => has(one, id))) continue;
		findings.claims[index] = {
			role,
			pointer: at,
			fate: "dropped",
			why: "Phoenix refuses it in its layer"
		};
	}
}
function eachOnce(mistakes) {
	return [...new Map(mistakes.map((one) => [`${one.role}\0${one.pointer}\0${one.text}`, one])).values()];
}
// src/sources/old-files.ts
/** The files of the tool that Phoenix replaces, and the folder that gets what they become. */
function textOf(path) {
	if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) throw new PhoenixError("UNREADABLE", `${quote(path, 200)} is no file`, { hint: "name the right one" });
	return new TextDecoder().decode(readInput(path));
}
/** The files of the old tool that are there. @throws PhoenixError `UNREADABLE`, `USAGE` */
function readOldFiles(from) {
	const paths = /* @__PURE__ */ new Map();
	for (const path of from) {
		if (!(existsSync(path) && statSync(path).isDirectory())) {
			const role = ROLES.find((one) => SOURCE_FILES[one] === basename(path));
			if (role === void 0) throw new PhoenixError("USAGE", `${quote(path, 200)} is none of the old tool's files`, { hint: `name a folder with ${Object.values(SOURCE_FILES).join(", ")}, or these files` });
			paths.set(role, path);
			continue;
		}
		for (const folder of [path, join(path, "etc")]) for (const role of ROLES) {
			const file = join(folder, SOURCE_FILES[role]);
			if (!paths.has(role) && existsSync(file)) paths.set(role, file);
		}
	}
	if (!paths.has("lxc")) throw new PhoenixError("UNREADABLE", `there is no ${SOURCE_FILES.lxc} in ${from.map((one) => quote(one, 200)).join(", ")}`, { hint: "name the folder that it stands in: the other files may be missing, this one may not" });
	return new Map([...paths].map(([role, path]) => [role, textOf(path)]));
}
/** @throws PhoenixError `REFUSED` where a configs folder has files */
function refuseFilled(out) {
	const configs = join(out, "configs");
	if (!existsSync(configs)) return;
	if (readdirSync(configs, {
		recursive: true,
		withFileTypes: true
	}).filter((entry) => !entry.isDirectory()).length === 0) return;
	throw new PhoenixError("REFUSED", `${configs} has files already; nothing was written`, { hint: "name another --out, or write over what has the same name with --force" });
}
// src/commands/migrate.ts
/** `phoenix migrate`: the files of the tool that Phoenix replaces become an estate, with a report and a proof. */
/** Exit code 0 when every container is proved and nothing is an error, else 1. */
async function migrate(options, io) {
	const { out, name, node, force = false, dryRun = false, json } = options;
	const texts = readOldFiles(options.from);
	if (!force && !dryRun) refuseFilled(out);
	const migration = migrate$1({
		texts,
		named: {
			name,
			node,
			id: randomUUID()
		},
		shipped: shippedFeatures
	});
	const report = options.report ?? join(out, "migration.md");
	const schemas = schemasBeside();
	if (!dryRun) for (const [path, text] of [...migration.files, ...schemas]) writeWhole(join(out, "configs", path), text);
	if (!dryRun || options.report !== void 0) {
		const isJson = report.endsWith(".json");
		writeWhole(report, isJson ? `${JSON.stringify(reportJson(migration), null, 2)}\n` : reportText(migration));
	}
	const errors = errorsIn(migration.estate.findings).length;
	const isGood = migration.proof.differences.length === 0 && errors === 0;
	if (json) io.out(JSON.stringify({
		ok: isGood,
		...reportJson(migration)
	}, null, 2));
	else tell(migration, {
		...options,
		report,
		schemas: schemas.size
	}, io);
	return isGood ? 0 : 1;
}
function tell(migration, { out, dryRun, report, force, schemas }, io) {
	const { files, entries, mistakes, assumed, secrets, proof, estate } = migration;
	const lines = [...files.keys(), schemaNote(schemas)].map((line) => `  ${line}`).join("\n");
	io.out(`${dryRun ? "Would write" : "Wrote"} into ${join(out, "configs")}:\n${lines}`);
	if (force && !dryRun) io.err("Files of other names were left as they stand.");
	const errors = errorsIn(estate.findings);
	const remarks = estate.findings.length - errors.length;
	if (errors.length > 0) io.err(renderFindings(errors, {
		root: join(out, "configs"),
		color: io.color,
		textOf: textIn$1(estate.tree)
	}));
	for (const { address, said, got, pointer } of proof.differences) io.err(`${address} differs: ${pointer} was ${said}, and is ${got}`);
	const counts = countsOf(entries);
	io.out(`\n${plural(proof.containers, "container")}, ${plural(proof.values, "value")} proved${proof.differences.length > 0 ? `, ${proof.differences.length} differ` : ""}.`);
	io.out(`${plural(mistakes.length, "mistake")} in the old files; ${counts.later} values kept for later, ${counts.dropped} dropped, ${counts.unknown} unknown${dryRun ? "" : `: see ${report}`}.`);
	if (remarks > 0) io.out(`${plural(remarks, "remark")} about the new files: phoenix validate shows them.`);
	for (const text of assumed) io.out(`Assumed: ${text}`);
	for (const name of secrets.keys()) io.out(`To do: phoenix vault set ${name}`);
	if (!dryRun) io.out(`Next: look through the report, then ${resolve(out) === resolve() ? "" : `cd ${out} && `}phoenix validate`);
}
export { migrate };
