import { $i as keyOf, An as line, Ba as writeTags, Bi as hwaddrOf, Bn as isDnsName, Ca as idOf, Ci as isReference, Cr as isSettled$1, Da as liveIn, Dn as decimal, Dr as TIMEOUTS, Ea as OWN_SNAPSHOT, En as features, Er as leftoverWork, Fa as hasMarkerLine, Fi as pinsOf, Fn as trimmed, Ga as isNetSlot, Gn as isMac, Ha as byPath, Hi as guestHolds, Hn as isInNetwork6, Ia as splitTags, Ii as liveOf$1, Ir as stampOf, Ja as snapshotSlot, Jn as isSnapshotName, Ka as isVolumeSlot, Kn as isNameserver, La as stripMarker, Li as run, Ln as healthSchema, Ma as OWN_TAGS, Mi as row, Mn as mebibytes$1, Na as STATE, Ni as startupFields, Nn as size$1, Oa as liveOf, On as diskSize$1, Or as softwareCost, Pi as pinHolds, Pn as storageId, Pr as resolveSoftware, Qi as allocation, Ra as userTags, Ri as storageLock, Rn as isCidr4, Sr as edit, Ta as ownedGuests, Tr as standing, Ua as featureSlot, Ui as volumesOf$1, Un as isIpv4, Vi as cond, Vn as isInNetwork4, Wa as field, Wn as isIpv6, Xn as isText, Yn as isTag, Zn as isVolumeId, _a as nodeIn, _r as stands, aa as learnsOf, an as secretsOf, ar as withFinalMark, bi as healthOf, br as bySlot, cn as memoryJson, cr as haMove, dr as madeMark, ea as startupValue, fr as owing, gr as scalarEdit, hr as keptAt, ia as learnedOf, ja as DESCRIPTION_LIMIT, jn as list, ka as sortedKeys, kn as flag, kr as diffGuest, ln as putAt, lr as healthActs, na as family, nr as finishWork, oa as pinnedAt, on as changesIn, or as settleActs, pa as atMost, pn as guestSteps, pr as growAct, qa as slotArgument, qn as isPoolId, qr as portsIn, ra as fieldName, ro as isSameSpec, sn as literal, sr as markedCond, ta as textOf, ua as pinFinding, un as findGuests, ur as interim, va as storageIn, vr as startupEdit, wa as observeGuest, wn as address, wr as nextOptions, xa as didYouMean, xr as changed, yi as askersOf, yr as tagsEdit, za as writeMarker, zn as isCidr6 } from "./engine.js";
import { A as union, C as never, D as strictObject, E as record, O as string, _ as int, f as _enum, j as unknown, p as array, v as ipv4, x as literal$1, y as ipv6 } from "./zod.js";
import { i as volumeOf, n as resolveImage, r as onNode } from "./kind-image.js";
import { A as formatConf, B as formatSize, E as EMPTY_CONF, H as parsePropertyString, I as FAMILIES$1, L as PropertyStringError, Mt as NO_MASKS, Nt as mask, O as digest, Ot as sizeInKiB, P as sha256, U as parseSize, V as parseBoolean, bt as PhoenixError, d as canonical, f as isObject, m as pointerSegments, o as CLOUD, p as pointer, wt as diskSize$2, z as formatPropertyString } from "./base.js";
import { E as error, O as warning, f as CLOUD_CONFIG_FILE } from "./sources.js";
// src/kinds/vm/cloud-init/finding-ids.ts
/** What can be wrong with what cloud-init is told. */
const CLOUD_INIT_FINDINGS = {
	PHX675: error("A file for cloud-init is not there, or is no cloud-config", "A file is cloud-config for cloud-init when its first line is exactly `#cloud-config`, and is passed over otherwise without an error that anybody sees. Correct the name, or the first line; what stands in JSON gets that line by itself."),
	PHX676: warning("A key is not known to cloud-init", "It warns in a log inside the guest and goes on without it. Correct the name; of a newer cloud-init than Phoenix knows, it may be right."),
	PHX677: error("A password stands in the open in what cloud-init is told", "Everybody who may read the repository, the snippet or the drive can read it. Write a hash (`mkpasswd -m yescrypt`) under `passwd` or `hashed_passwd`, or a reference to a secret as the whole value; best let keys in only."),
	PHX678: error("What cloud-init is told is too large", "Proxmox reads snippets up to 1 MiB. Fetch large files by a command of the first boot, or bring them in by a feature."),
	PHX679: warning("User data takes the place of what stands beside it", "Proxmox hands on either the user data of a file, or its own made of user, keys and upgrade: with \"userData\", cloud-init never hears of these. Say them in the user data itself.")
};
/** A finding at a pointer of the merged file. */
function finding$1(id, path, message, hint) {
	return {
		id,
		severity: CLOUD_INIT_FINDINGS[id].severity,
		message,
		path,
		hint
	};
}
// src/kinds/vm/cloud-init/keys.ts
/** Names that may stand at the top of cloud-config (cloud-init 22.4 to 25.3; its schema-cloud-config-v1.json). */
const CLOUD_CONFIG_KEYS = "allow_public_ssh_keys ansible apk_repos apt apt_pipelining apt_reboot_if_required apt_update apt_upgrade autoinstall bootcmd byobu_by_default ca_certs chef chpasswd cloud_config_modules cloud_final_modules cloud_init_modules create_hostname_file datasource datasource_list debug device_aliases disable_ec2_metadata disable_root disable_root_opts disk_setup drivers fan final_message fqdn fs_setup groups growpart grub_dpkg hostname keyboard landscape launch-index locale locale_configfile lxd manage_etc_hosts manage_resolv_conf mcollective merge_how merge_type migrate mount_default_fields mounts network no_ssh_fingerprints ntp output package_reboot_if_required package_update package_upgrade packages password phone_home power_state prefer_fqdn_over_hostname preserve_hostname puppet random_seed raspberry_pi reporting resize_rootfs resolv_conf rh_subscription rpi rsyslog runcmd salt_minion snap spacewalk ssh ssh_authorized_keys ssh_deletekeys ssh_fp_console_blacklist ssh_genkeytypes ssh_import_id ssh_key_console_blacklist ssh_keys ssh_publish_hostkeys ssh_pwauth ssh_quiet_keygen swap system_info timezone ubuntu_advantage ubuntu_pro updates user users vendor_data version wireguard write_files yum_repo_dir yum_repos zypper".split(" ");
// src/kinds/vm/cloud-init/lint.ts
/** What is wrong with cloud-config before any guest reads it: names that it does not know, and passwords in the open. Pure. */
/** Underscores, as cloud-init writes names since 24.1, and dashes, as some were before. */
const known = (key) => CLOUD_CONFIG_KEYS.includes(key) || CLOUD_CONFIG_KEYS.includes(key.replaceAll("-", "_"));
const unknownKey = (key, path) => finding$1("PHX676", path, `cloud-init does not know the key "${key}"`, didYouMean(key, CLOUD_CONFIG_KEYS, "https://docs.cloud-init.io lists what it knows."));
const openPassword = (path, what) => finding$1("PHX677", path, `${what} stands in the open`, "Write its hash, as \"mkpasswd -m yescrypt\" makes it, or a reference such as \"${secret:vm/password}\" as the whole value.");
/** What crypt(3) makes of a password, one that is locked, or none. */
const isHashed = (text) => /^(?:\$|[*!])/.test(text) || text === "";
const isSafe = (value) => value === void 0 || typeof value === "string" && isReference(value);
const listOf$1 = (value) => Array.isArray(value) ? value : [];
function userPasswords(value, at) {
	return listOf$1(value).flatMap((user, index) => {
		if (!isObject(user)) return [];
		const here = (key) => `${at}${pointer(index, key)}`;
		const { plain_text_passwd: plain, passwd, hashed_passwd: hashed } = user;
		return [...isSafe(plain) ? [] : [openPassword(here("plain_text_passwd"), "a password")], ...[["passwd", passwd], ["hashed_passwd", hashed]].flatMap(([key, one]) => isSafe(one) || typeof one === "string" && isHashed(one) ? [] : [openPassword(here(key), `"${key}" is no hash, and a password`)])];
	});
}
/** `chpasswd`: a list of `NAME:PASSWORD`, as a text or an array, or of users with a type. */
function chpasswd(value, at) {
	if (!isObject(value)) return [];
	const inList = (typeof value["list"] === "string" ? value["list"].split("\n") : listOf$1(value["list"])).some((line) => {
		const password = typeof line === "string" ? line.replace(/^[^:]*:/, "") : "";
		return typeof line === "string" && line.includes(":") && !isHashed(password) && !/^R(?:ANDOM)?$/.test(password);
	});
	const ofUsers = listOf$1(value["users"]).flatMap((user, index) => {
		if (!isObject(user) || isSafe(user["password"])) return [];
		return (user["type"] === "hash" || user["type"] === void 0) && typeof user["password"] === "string" && isHashed(user["password"]) || user["type"] === "RANDOM" ? [] : [openPassword(`${at}${pointer("users", index, "password")}`, "a password")];
	});
	return [...inList ? [openPassword(`${at}/list`, "a password")] : [], ...ofUsers];
}
/** @param at where it stands in the file */
function lintCloudConfig(value, at) {
	const unknown = Object.keys(value).filter((key) => !known(key)).map((key) => unknownKey(key, `${at}${pointer(key)}`));
	const { password, users, chpasswd: changes } = value;
	const isOpen = !isSafe(password) && !(typeof password === "string" && isHashed(password));
	return [
		...unknown,
		...isOpen ? [openPassword(`${at}/password`, "a password")] : [],
		...userPasswords(users, `${at}/users`),
		...chpasswd(changes, `${at}/chpasswd`)
	];
}
const MARK = "#cloud-config";
const TOP_LEVEL = /^([A-Za-z][\w-]*):(?:\s|$)/;
const OPEN = /^\s*(?:-\s+)?(?:password|plain_text_passwd):\s*(?!["']?\$\d?\w*\$)["']?[^\s"'#]/;
/** Of a text in YAML: what is seen line by line. What cloud-init makes of it, it alone knows. */
function lintText(text, at, name) {
	const lines = text.split(/\r?\n/);
	if (lines[0]?.trimEnd() !== MARK) return [finding$1("PHX675", at, `the first line of ${name} is not "${MARK}"`, `Write ${MARK} there, and nothing before it.`)];
	const tab = lines.findIndex((line) => /^ *\t/.test(line));
	const reference = lines.findIndex((line) => line.includes("${secret:"));
	const keys = lines.flatMap((line) => TOP_LEVEL.exec(line)?.[1] ?? []);
	const open = lines.findIndex((line) => OPEN.test(line));
	const said = (index, message, hint) => index < 0 ? [] : [finding$1("PHX675", at, `line ${index + 1} of ${name} ${message}`, hint)];
	return [
		...said(tab, "is indented by a tab, which YAML does not know", "Indent by blanks."),
		...said(reference, "refers to a secret, which nobody would replace in YAML", "Write user data as JSON in the file of the machine: \"userData\": { … }."),
		...keys.filter((key) => !known(key)).map((key) => unknownKey(key, at)),
		...open < 0 ? [] : [openPassword(at, `a password in line ${open + 1} of ${name}`)]
	];
}
// src/kinds/vm/cloud-init/render.ts
/** Cloud-config as the text of a file. What stands in JSON is written as JSON, which is YAML; secrets stay references. Pure. */
/** One key a line, as people read it; a text that is one reference becomes a part of its own. */
function parts(value, indent) {
	if (typeof value === "string" && isReference(value)) return [{
		secret: value,
		as: "json"
	}];
	if (Array.isArray(value)) return joined("[", "]", value.map((one) => parts(one, `${indent}  `)), indent);
	if (!isObject(value)) return [JSON.stringify(value)];
	return joined("{", "}", Object.entries(value).map(([key, one]) => [`${JSON.stringify(key)}: `, ...parts(one, `${indent}  `)]), indent);
}
function joined(open, close, members, indent) {
	if (members.length === 0) return [`${open}${close}`];
	return [
		open,
		...members.flatMap((member, index) => [`${index === 0 ? "" : ","}\n${indent}  `, ...member]),
		`\n${indent}${close}`
	];
}
/** Texts that follow each other become one. */
function merged(all) {
	const result = [];
	for (const part of all) {
		const last = result.at(-1);
		if (typeof part === "string" && typeof last === "string") result[result.length - 1] = last + part;
		else result.push(part);
	}
	return result;
}
const renderCloudConfig = (value) => merged([
	"#cloud-config\n",
	...parts(value, ""),
	"\n"
]);
const listOf = (value) => Array.isArray(value) ? value : [];
const AGENT = "qemu-guest-agent";
/** Debian starts it when its device appears, which it has long before; others have it enabled. Neither fails a boot. */
const START = [
	"sh",
	"-c",
	`systemctl enable --now ${AGENT} || systemctl start ${AGENT} || true`
];
/** With the guest agent. Lists are not united by cloud-init: those of user data would hide those of vendor data. */
function withAgent(value) {
	const packages = listOf(value["packages"]);
	const own = packages.some((one) => one === AGENT);
	return {
		...value,
		packages: own ? packages : [...packages, AGENT],
		runcmd: [...listOf(value["runcmd"]), START]
	};
}
// src/kinds/vm/cloud-init/files.ts
/** Bytes that Proxmox reads of a snippet (qemu-server 9.0: read_cloudinit_snippets_file). */
const MOST_BYTES = 1048576;
const KEYS = {
	user: "userData",
	vendor: "vendorData"
};
const hashOf = (content) => sha256(canonical(content)).slice(0, 8);
const bytesOf = (content) => content.reduce((sum, part) => sum + (typeof part === "string" ? Buffer.byteLength(part) : 0), 0);
/** The secrets that cloud-init is told. */
const secretsTold = ({ snippets }) => snippets.flatMap(({ part, content }) => content.flatMap((one) => typeof one === "string" ? [] : [{
	reference: one.secret,
	path: `/cloudInit/${KEYS[part]}`
}]));
function ofFile(name, at, { textOf }) {
	const path = `vm/${name.replace(/^(?:.*\/)?/, "")}`;
	const text = textOf(path);
	if (text === null) return {
		content: null,
		findings: [finding$1("PHX675", at, `there is no file ${path}`, "Put it beside the file of the machine; its name ends with .user-data.yaml or .vendor-data.yaml.")]
	};
	return {
		content: [text.replaceAll("\r\n", "\n")],
		findings: lintText(text, at, path)
	};
}
function made(part, input) {
	const at = `/cloudInit/${KEYS[part]}`;
	const given = part === "user" ? input.userData : input.vendorData;
	if (typeof given === "string") return ofFile(given, at, input);
	const place = isObject(input.userData) ? "user" : "vendor";
	const hasAgent = input.needsAgent && part === place;
	if (!given && !hasAgent) return {
		content: null,
		findings: []
	};
	const value = given ?? {};
	return {
		content: renderCloudConfig(hasAgent ? withAgent(value) : value),
		findings: given ? lintCloudConfig(value, at) : []
	};
}
/** The snippets that a machine needs, in order; none where Proxmox's own options say it all. */
function snippetsOf(input) {
	const snippets = [];
	const findings = [];
	for (const part of ["user", "vendor"]) {
		const { content, findings: own } = made(part, input);
		findings.push(...own);
		if (!content) continue;
		const at = `/cloudInit/${KEYS[part]}`;
		if (bytesOf(content) > MOST_BYTES) {
			findings.push(finding$1("PHX678", at, `it has ${bytesOf(content)} bytes; Proxmox reads ${MOST_BYTES}`, "Fetch large files at the first boot, or bring them in by a feature."));
			continue;
		}
		snippets.push({
			part,
			name: `phoenix-${input.vmid}-${part}-${hashOf(content)}.yaml`,
			content
		});
	}
	return {
		snippets,
		findings
	};
}
/** The value of `cicustom`. */
const cicustomOf = ({ storage, snippets }) => snippets.map(({ part, name }) => `${part}=${storage}:snippets/${name}`).join(",");
// src/features/visible.ts
/** Text of a program's output, made fit to be shown: one line, bounded, nothing that moves a cursor or hides. */
/** Control characters, marks of text direction, and what has no width. */
const UNSEEN = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Colours and cursor movements of terminals. */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const MAX_LINE = 1e3;
/**
* @param line without its line feed; a progress bar that returns to the start of its line shows its last state
* @param masks colours inside a secret would hide it from a redactor of the stream
*/
function visible(line, masks = NO_MASKS) {
	const ended = line.replace(/\r+$/, "");
	const plain = ended.slice(ended.lastIndexOf("\r") + 1).replace(ANSI, "");
	const masked = mask(plain, masks);
	return (masked.length > MAX_LINE ? `${masked.slice(0, MAX_LINE)}…` : masked).toWellFormed().replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
// src/node/guest-agent.ts
/** Seconds that Perl, the socket, and a poll of the agent each second take beside the command itself. */
const AROUND = 30;
/**
* A command in a guest. What it reads comes on stdin, at most 1 MiB; its words stand in lists of processes.
* @param seconds after which the agent's answer is not waited for any longer; the command goes on
*/
function agentCommand(vmid, words, { seconds, reads = false }) {
	return [
		"qm",
		"guest",
		"exec",
		String(vmid),
		...reads ? ["--pass-stdin", "1"] : [],
		"--timeout",
		String(seconds),
		"--",
		...words
	];
}
/** Milliseconds for a command by the agent on the node. */
const agentLimit = (seconds) => (seconds + AROUND) * 1e3;
/** Messages of Proxmox and of QEMU's agent that no patience changes. */
const FOR_GOOD = [
	[/No QEMU guest agent configured/i, "its configuration has no guest agent: set \"agent\": true"],
	[/has been disabled|not found: guest-exec|guest-exec has not been found/i, "its guest agent does not run commands: take guest-exec off the blocked commands of qemu-guest-agent in the guest"],
	[/Failed to execute child process/i, "it has no shell that its guest agent can start"],
	[/Configuration file .* does not exist/i, "there is no such virtual machine on this node"]
];
function told$1(stdout) {
	try {
		const value = JSON.parse(stdout);
		return typeof value === "object" && value !== null ? value : null;
	} catch {
		return null;
	}
}
const text$1 = (value) => typeof value === "string" ? value : "";
function lastLine(said) {
	return said.trim().split("\n").at(-1)?.trim() ?? "";
}
/** What the end of an `agentCommand` says. */
function agentAnswer({ exit, stdout, stderr, timedOut }) {
	const answer = exit === 0 ? told$1(stdout) : null;
	if (answer && (answer.exited === 1 || answer.exited === true)) {
		const { exitcode, signal } = answer;
		return {
			is: "ended",
			exit: typeof exitcode === "number" ? exitcode : typeof signal === "number" ? -signal : 0,
			stdout: text$1(answer["out-data"]),
			stderr: text$1(answer["err-data"])
		};
	}
	if (answer || timedOut) return {
		is: "silent",
		why: "its guest agent did not answer in time"
	};
	const known = FOR_GOOD.find(([sign]) => sign.test(stderr));
	if (known) return {
		is: "refused",
		why: known[1]
	};
	return {
		is: "silent",
		why: lastLine(stderr) || `its guest agent cannot be asked (exit ${exit})`
	};
}
/** One command in a guest, by its agent. */
async function askAgent(node, vmid, words, { seconds, stdin }) {
	const argv = agentCommand(vmid, words, {
		seconds,
		reads: stdin !== void 0
	});
	const timeout = agentLimit(seconds);
	return agentAnswer(await node.run(argv, {
		timeout,
		...stdin === void 0 ? {} : { stdin }
	}));
}
// src/kinds/vm/cloud-init/ready.ts
/**
* Whether a virtual machine that was started has come up: its guest agent answers, and cloud-init has ended. Asked again
* and again by a `wait`; what is said last is the error.
*/
/** `ready:104`. */
const SCOPE = /^ready:(\d+)$/;
/** Seconds: `cloud-init status` starts Python in a guest that is busy with its first boot. */
const SECONDS = 30;
/** Milliseconds: a first boot that upgrades packages on a slow line. */
const WITHIN = 9e5;
/** The condition of a `wait` step. */
const readyCond = (vmid) => ({
	scope: `ready:${vmid}`,
	check: { is: "ready" }
});
/** Null: it is another scope. */
function lookAtReady(scope) {
	const vmid = SCOPE.exec(scope)?.[1];
	if (vmid === void 0) return null;
	return { ask: agentCommand(Number(vmid), [
		"sh",
		"-c",
		CLOUD
	], { seconds: SECONDS }) };
}
const shown = (lines) => lines.map((line) => visible(line).trim()).filter((line) => line !== "").join("; ");
/** Lines of `cloud-init status --long`, and those of its log where something failed. */
function judge(said) {
	const [head = "", ...rest] = said.split("\n");
	if (!head.startsWith("phx-cloud")) return "its guest agent answers, but not what was asked";
	if (head.trim() === "phx-cloud none") return true;
	const at = rest.indexOf("log");
	const [status, log] = at < 0 ? [rest, []] : [rest.slice(0, at), rest.slice(at + 1)];
	const state = /^status: *(.*)$/m.exec(status.join("\n"))?.[1]?.trim() ?? "";
	if (["done", "disabled"].includes(state)) return true;
	if (state !== "error") return `cloud-init is not done: ${state || shown(status) || "it says nothing"}`;
	const end = log.length === 0 ? "" : `; the end of its log: ${shown(log.slice(-6))}`;
	return `cloud-init failed: ${shown(status)}${end}`;
}
/** What `Kind.holds` answers for that condition. */
function holdsReady(state) {
	if (!("said" in state) || !state.said) return "nobody asked its guest agent";
	const answer = agentAnswer(state.said);
	switch (answer.is) {
		case "ended": return judge(answer.stdout);
		case "silent": return `its guest agent does not answer: ${visible(answer.why)}`;
		case "refused": return visible(answer.why);
	}
}
const starts = ({ do: verb }) => verb.verb === "run" && verb.argv[0] === "qm" && (verb.argv[1] === "start" || verb.argv[1] === "reboot");
const entersByAgent = ({ do: verb }) => (verb.verb === "guest" || verb.verb === "health") && verb.transport === "agent";
/** Between a start and what enters the machine after it, it comes up. */
function withReady(vmid, steps) {
	return steps.flatMap((step) => {
		if (!steps.find((one) => starts(one) && step.after.includes(one.id)) || !entersByAgent(step)) return [step];
		const id = `${step.address}:ready:${step.id.slice(step.address.length + 1)}`;
		return [{
			id,
			address: step.address,
			node: step.node,
			title: "wait until it has come up",
			effect: "none",
			after: step.after,
			locks: [],
			guard: [],
			verify: [],
			do: {
				verb: "wait",
				cond: readyCond(vmid),
				within: WITHIN
			},
			retry: "never",
			timeout: 96e4
		}, {
			...step,
			after: [id]
		}];
	});
}
// src/kinds/vm/cloud-init/steps.ts
/**
* Snippets on a node: written before a configuration names them, removed when none names them any more. A name tells the
* content, so that a step that was cut off can be run again.
*/
/** Where Proxmox looks for snippets of a storage; null: it is no storage with folders. */
function snippetFolder(storage) {
	const path = storage?.options["path"];
	if (!storage || path === void 0) return null;
	const own = /(?:^|,)snippets=\/?([^,]+)/.exec(storage.options["content-dirs"] ?? "")?.[1];
	return `${path.replace(/\/+$/, "")}/${own ?? "snippets"}`;
}
const step = (place, id, title, verb) => ({
	id: `${place.address}:${id}`,
	address: place.address,
	node: place.node,
	title,
	effect: "config",
	after: place.after,
	locks: [],
	guard: [],
	verify: [],
	do: verb,
	retry: "contention",
	timeout: 3e4
});
/** Nobody but root reads them: they may hold secrets. */
const writeStep = ({ part, name, content }, place) => step(place, `snippet:${part}`, `write the ${part} data of cloud-init`, {
	verb: "write",
	path: `${place.folder}/${name}`,
	content,
	mode: 384
});
const removeStep = (name, place) => step(place, `snippet:remove:${name}`, `remove ${name}`, {
	verb: "write",
	path: `${place.folder}/${name}`,
	content: null
});
/** Files of Phoenix for this machine in a value of `cicustom`; those of others stay. */
function ownFiles(vmid, cicustom) {
	const own = new RegExp(`=([^=,:]+):snippets/(phoenix-${vmid}-(?:user|vendor)-[0-9a-f]{8}\\.yaml)(?=,|$)`, "g");
	return [...cicustom.matchAll(own)].map(([, storage = "", name = ""]) => ({
		storage,
		name
	}));
}
/** @throws PhoenixError `REFUSED` where the storage has no place for files */
function folderOn({ snapshot, node }, storage) {
	const folder = snippetFolder(snapshot.storages.get(storage));
	if (folder !== null) return folder;
	throw new PhoenixError("REFUSED", `the storage ${storage} has no folder for snippets on ${node}`, { hint: "name one with folders in \"cloudInit\": { \"snippets\": … }, and have \"snippets\" among its content" });
}
/** The steps of a machine between the writing of what they name and the removal of what they named. */
function withSnippets(around, steps) {
	const { address, vmid, node, told, before, writes, goes } = around;
	if (steps.length === 0) return steps;
	const place = (storage, after) => ({
		address,
		node,
		folder: folderOn(around, storage),
		after
	});
	const made = told && writes ? told.snippets.map((one) => writeStep(one, place(told.storage, []))) : [];
	const ids = made.map(({ id }) => id);
	const begun = steps.map((one) => one.after.length === 0 && ids.length > 0 ? {
		...one,
		after: ids
	} : one);
	const kept = new Set(goes ? [] : told?.snippets.map(({ name }) => name));
	const named = before.flatMap((one) => ownFiles(vmid, one));
	const old = new Map(named.filter(({ name }) => !kept.has(name)).map((one) => [one.name, one]));
	const at = writes || goes ? begun.findLastIndex(({ rescue }) => !rescue) : -1;
	const last = begun[at];
	if (!last || old.size === 0) return [...made, ...begun];
	const after = last.remark ? last.after : [last.id];
	const removed = [...old.values()].map(({ storage, name }) => removeStep(name, place(storage, after)));
	const gone = removed.map(({ id }) => id);
	if (!last.remark) return [
		...made,
		...begun,
		...removed
	];
	return [
		...made,
		...begun.slice(0, at),
		...removed,
		{
			...last,
			after: gone
		},
		...begun.slice(at + 1)
	];
}
// src/kinds/vm/options.ts
/**
* The table: every option of a virtual machine, where it stands in the file, what changing it does to one that runs, and
* what taking it out of the file means. Source: qemu-server 9.2 (vmconfig_hotplug_pending, vmconfig_update_net,
* vmconfig_update_disk). What depends on the option `hotplug` of the machine stands in effects.ts.
*/
const creation = (field, type, rest = {}) => row(field, type, "impossible", {
	option: null,
	removal: "never",
	note: "only creation can set it; raise \"generation\" to have the machine made anew",
	...rest
});
const NEXT_START = "written at once; the guest reads it at its next start";
const SCALARS$1 = [
	row("name", "DNS name", "config", { removal: "never" }),
	row("description", "text", "config"),
	row("tags", "set of tags", "config", { default: "" }),
	row("onboot", "boolean", "config", { default: "0" }),
	row("protection", "boolean", "config", { default: "0" }),
	row("hookscript", "volume id", "config"),
	row("pool", "pool", "config"),
	row("shares", "weight", "config", { default: "1000" }),
	row("ostype", "operating system", "restart", { default: "other" }),
	row("cores", "1 to 1024", "restart", {
		default: "1",
		note: "Proxmox plugs in \"vcpus\", not cores"
	}),
	row("sockets", "1 to 4", "restart", { default: "1" }),
	row("vcpus", "number", "restart"),
	row("cpulimit", "cores", "live", { default: "0" }),
	row("cpuunits", "weight", "live"),
	row("affinity", "cores of the node", "restart"),
	row("numa", "boolean", "restart", { default: "0" }),
	row("memory", "MiB", "restart", {
		default: "512",
		removal: "default"
	}),
	row("balloon", "MiB", "restart"),
	row("machine", "machine", "restart"),
	row("bios", "seabios, ovmf", "restart", { default: "seabios" }),
	row("scsihw", "controller", "restart", { default: "lsi" }),
	row("boot", "order", "restart"),
	row("hotplug", "list", "config", { default: "disk,network,usb" }),
	row("tablet", "boolean", "restart", { default: "1" }),
	row("acpi", "boolean", "restart", { default: "1" }),
	row("kvm", "boolean", "restart", { default: "1" }),
	row("localtime", "boolean", "restart"),
	row("serial", "socket or device", "restart", {
		option: "serial[n]",
		file: "serial0"
	}),
	row("template", "boolean", "offline", {
		option: null,
		default: "0",
		removal: "never",
		note: "qm template: there is no way back"
	}),
	row("feature", "options of a feature", "live", {
		option: null,
		file: "features.ID",
		note: "runs in the guest"
	})
];
const group$1 = (slot, names, set, rest = {}) => names.split(" ").map((key) => row(`${slot}.${key}`, "text", set, {
	option: slot,
	file: `${slot}.${key}`,
	...rest
}));
const GROUPS = [
	...group$1("startup", "order up down", "config"),
	...group$1("cpu", "cputype flags hidden", "restart"),
	...group$1("agent", "enabled type freeze-fs-on-backup", "restart"),
	...group$1("agent", "fstrim_cloned_disks", "config", { default: "0" }),
	...group$1("vga", "type memory", "restart"),
	...group$1("rng0", "source max_bytes period", "restart"),
	...group$1("usb", "host mapping usb3", "restart", {
		option: "usb[n]",
		file: "usb0"
	}),
	...group$1("hostpci", "host mapping mdev pcie x-vga rombar romfile", "restart", {
		option: "hostpci[n]",
		file: "hostpci0"
	})
];
const net$1 = (names, rest = {}) => names.split(" ").map((key) => row(`net.${key}`, "text", "live", {
	option: "net[n]",
	file: `net0.${key}`,
	...rest
}));
const NET = [
	...net$1("bridge tag trunks rate"),
	...net$1("firewall link_down", { default: "0" }),
	...net$1("model hwaddr queues mtu", { note: "the card is unplugged and another one is plugged in" }),
	..."ip gw ip6 gw6".split(" ").map((key) => row(`ipconfig.${key}`, "address", "restart", {
		option: "ipconfig[n]",
		file: `net0.${key}`,
		late: true,
		note: NEXT_START
	}))
];
const CLOUD_INIT$2 = Object.entries({
	ciuser: "user",
	sshkeys: "sshKeys",
	ciupgrade: "upgrade",
	nameserver: "nameserver",
	searchdomain: "searchdomain",
	cicustom: "userData"
}).map(([option, key]) => row(option, "text", "restart", {
	file: `cloudInit.${key}`,
	late: true,
	note: NEXT_START,
	...option === "ciupgrade" ? { default: "1" } : {}
}));
const disk$1 = (names, set, rest = {}) => names.split(" ").map((key) => row(`disk.${key}`, "text", set, {
	option: "scsi[n]",
	file: `disks.SLOT.${key}`,
	add: "live",
	...rest
}));
const NO_SHRINK = "Proxmox grows disks and never shrinks them";
const DISKS = [
	...disk$1("storage", "live", { note: "the disk is copied to the other storage while the machine runs" }),
	...disk$1("size", "live", {
		removal: "never",
		note: "cannot shrink back"
	}),
	...disk$1("iso", "live", { removal: "never" }),
	...disk$1("cloudinit", "restart", { file: "cloudInit.storage" }),
	...disk$1("backup replicate", "live", { default: "1" }),
	...disk$1("shared", "live", { default: "0" }),
	...disk$1("mbps_rd mbps_wr iops_rd iops_wr", "live", { default: "0" }),
	...disk$1("iothread ro ssd", "restart", { default: "0" }),
	...disk$1("discard", "restart", { default: "ignore" }),
	...disk$1("aio cache serial", "restart"),
	...["efidisk0", "tpmstate0"].flatMap((slot) => [
		"storage",
		"efitype",
		"pre-enrolled-keys",
		"version"
	].map((key) => row(`${slot}.${key}`, "text", "impossible", {
		option: slot,
		file: `${slot}.${key}`,
		add: "restart",
		removal: "never",
		note: "only a new one can have it; remove it, apply, and add it again"
	})))
];
const OTHERS = [
	creation("generation", "number"),
	creation("import", "image", { file: "disks.SLOT.import" }),
	...[
		"from",
		"full",
		"snapshot",
		"storage"
	].map((key) => creation(`clone.${key}`, key, { file: `clone.${key}` })),
	row("node", "node", "live", {
		option: null,
		removal: "never"
	}),
	row("state", "running, stopped", "offline", {
		option: null,
		removal: "never"
	}),
	row("health", "check", "config", {
		option: null,
		file: "health.NAME",
		note: "asked at once"
	}),
	row("rollback", "off, snapshot, lose-data", "config", { option: null }),
	row("snapshot", "snapshot", "live", {
		option: null,
		file: "snapshots.NAME",
		note: "removing it frees its data"
	}),
	row("snapshot.description", "text", "impossible", {
		option: null,
		file: "snapshots.NAME.description",
		add: "live",
		note: "this version does not rewrite a snapshot; take another one under a new name"
	})
];
const OPTIONS = [
	...SCALARS$1,
	...GROUPS,
	...NET,
	...CLOUD_INIT$2,
	...DISKS,
	...OTHERS
];
const ROWS = new Map(OPTIONS.map((one) => [one.field, one]));
/** The row of a field by its name. Keys that a hand wrote and no file can name cost a restart. */
function optionRow(name) {
	const found = ROWS.get(name);
	if (found) return found;
	return row(name, "text", "restart", { option: null });
}
// src/kinds/vm/default-at.ts
/** What Proxmox takes for a field that nobody sets, by the field's place in the file; the values stand in options.ts. */
const DEFAULTS = new Map(OPTIONS.flatMap((row) => row.default === void 0 ? [] : [[row.file, row.default]]));
/** In Proxmox's words; undefined: Proxmox has no default, or none that holds everywhere. */
function defaultAt(path) {
	const [first = "", second, ...rest] = pointerSegments(path);
	if (second === void 0) return DEFAULTS.get(first);
	if (first === "disks") return DEFAULTS.get([
		"disks",
		"SLOT",
		...rest
	].join("."));
	return DEFAULTS.get([/^(?:net|usb|hostpci)\d+$/.test(first) ? first.replace(/\d+$/, "0") : first, second].join("."));
}
// src/kinds/vm/spec.ts
const isVm = (one) => one.kind === "vm";
/** Whether the guest agent is asked: Proxmox has it off unless it is said. */
function hasAgent({ groups }) {
	return groups["agent"]?.["enabled"] === "1";
}
/** The first of what it boots from; the first disk where nobody says. */
function systemSlot(boot, slots) {
	const disks = slots.filter((slot) => /^(?:scsi|virtio|sata|ide)\d+$/.test(slot));
	const first = (/^order=(.*)$/.exec(boot ?? "")?.[1]?.split(";") ?? []).find((slot) => disks.includes(slot));
	const rank = (slot) => `${"virtio scsi sata ide".split(" ").indexOf(slot.replace(/\d+$/, ""))} ${slot}`;
	return first ?? disks.toSorted((a, b) => rank(a) < rank(b) ? -1 : 1)[0] ?? null;
}
// src/kinds/vm/describe.ts
/** `10.0.0.5` of `10.0.0.5/24`; null for what only the running guest knows. */
const addressOf$1 = (value) => value?.includes("/") ? value.replace(/\/.*$/, "") : null;
/** A clone needs its source, a disk its image, and a dependent needs what it depends on to be ready. */
function edgesOf({ spec }) {
	const { source, dependsOn, images = [] } = spec;
	const edges = dependsOn.map((to) => ({
		to,
		when: "ready"
	}));
	if (source?.is === "clone" && source.address !== null && !dependsOn.includes(source.address)) edges.push({
		to: source.address,
		when: "exists"
	});
	for (const image of images) edges.push({
		to: image,
		when: "exists"
	});
	for (const to of askersOf(spec)) if (!dependsOn.includes(to)) edges.push({
		to,
		when: "ready"
	});
	return edges;
}
/** `hostname`, `vmid`, `node`, and of each card `net0.address`, `net0.address6`, `net0.gateway`, `net0.hwaddr`. */
function outputsOf(spec) {
	const outputs = {
		hostname: spec.hostname,
		vmid: String(spec.vmid),
		node: spec.node
	};
	for (const [slot, net] of Object.entries(spec.nets)) {
		const address = spec.groups[`ipconfig${slot.slice(3)}`] ?? {};
		outputs[`${slot}.address`] = addressOf$1(address["ip"]) ?? pinnedAt(spec, slot, 4);
		outputs[`${slot}.address6`] = addressOf$1(address["ip6"]) ?? pinnedAt(spec, slot, 6);
		outputs[`${slot}.gateway`] = address["gw"] ?? null;
		outputs[`${slot}.hwaddr`] = net["hwaddr"] ?? null;
	}
	return outputs;
}
/** Proxmox gives 512 MiB and one core where nothing is said. */
function demandWhileRunning({ node, options }) {
	const cores = Number(options["cores"] ?? "1") * Number(options["sockets"] ?? "1");
	return {
		node,
		memory: Number(options["memory"] ?? "512") * 1024,
		cores
	};
}
function demandOf(spec) {
	return spec.state === "running" ? demandWhileRunning(spec) : null;
}
function sourceText({ source, imports, images }) {
	if (!source) return "adopted";
	if (source.is === "disks") {
		const [volume] = Object.values(imports);
		return images?.[0] ?? volume?.replace(/^.*[:/]/, "") ?? "empty disks";
	}
	const snapshot = source.snapshot === void 0 ? "" : `@${source.snapshot}`;
	return `${source.full === void 0 ? "clone" : source.full ? "full clone" : "linked clone"} of ${source.address ?? source.vmid}${snapshot}`;
}
/** `linked clone of vm/base, 32G, 10.0.0.159`. */
function summaryOf(spec) {
	const system = systemSlot(spec.options["boot"], Object.keys(spec.disks));
	const size = system === null ? void 0 : spec.disks[system]?.["size"];
	const addresses = Object.entries(spec.groups).flatMap(([slot, { ip }]) => slot.startsWith("ipconfig") ? addressOf$1(ip) ?? ip ?? [] : []);
	const passed = Object.values(spec.groups).flatMap(({ mapping }) => mapping ?? []);
	return [
		spec.template ? `template from ${sourceText(spec)}` : sourceText(spec),
		size,
		...passed,
		...addresses
	].filter((word) => word !== void 0).join(", ");
}
// src/kinds/vm/effects.ts
/**
* What a difference does to a machine: the table of options, whether it runs, and what its option `hotplug` lets Proxmox
* plug (qemu-server 9.2: vmconfig_hotplug_pending).
*/
const cost = (effect, note) => ({
	effect,
	...note !== void 0 && { note }
});
const impossible = (note) => cost("impossible", note);
const has = (fields, slot) => fields.some((one) => one.slot === slot);
const valueOf = (fields, slot) => fields.find((one) => one.slot === slot && one.key === null)?.value;
/** As the machine has it now: what is written with the change counts from its next start on. */
function plugs({ now }, what) {
	return (valueOf(now, "hotplug") ?? "disk,network,usb").split(",").includes(what);
}
const notPlugged = (what) => `"hotplug" of the machine has no "${what}"`;
/** Disks of these buses come and go with a start only. */
const FIXED = /^(?:ide\d+|sata\d+|efidisk0|tpmstate0)$/;
function plugged(what, around, note) {
	return plugs(around, what) ? cost("live", note) : cost("restart", notPlugged(what));
}
/** Beside `hotplug`: what runs in it, and a machine of QEMU 7.1 or later (`machine` may name an older one). */
function usbCost(around) {
	const [, major = 8, minor = 0] = /-(\d+)\.(\d+)/.exec(valueOf(around.now, "machine") ?? "") ?? [];
	if (!/^(?:l26|win(?:8|10|11))$/.test(valueOf(around.now, "ostype") ?? "") || Number(major) * 100 + Number(minor) < 701) return cost("restart", "USB is plugged where \"ostype\" is \"l26\", or Windows 8 and later");
	return plugged("usb", around);
}
/** A slot that is new, or that goes as a whole. */
function slotCost(slot, around, goes) {
	switch (family(slot)) {
		case "net": return plugged("network", around);
		case "disk": {
			const note = goes ? "the disk is kept as unused, and comes back with its slot" : void 0;
			return FIXED.test(slot) ? cost("restart", note) : plugged("disk", around, note);
		}
		case "efidisk0":
		case "tpmstate0": return cost("restart", goes ? "the disk is kept as unused, and comes back with its slot" : void 0);
		case "usb": return usbCost(around);
		case "snapshot": return goes ? cost("live", "its data goes with it") : null;
		default: return null;
	}
}
function memoryCost({ before, after }, around) {
	if (!plugs(around, "memory")) return cost("restart", notPlugged("memory"));
	if (valueOf(around.now, "numa") !== "1") return cost("restart", "memory is plugged in only with \"numa\": true");
	if (Number(after ?? 512) < Number(before ?? 512)) return cost("restart", "a guest gives memory back only if it can take it out of use");
	return cost("live");
}
/** Enabling and disabling the balloon device needs a start. */
function balloonCost({ before, after }) {
	return before === "0" === (after === "0") ? cost("live") : cost("restart");
}
function sizeCost({ before, after }, { template }) {
	if (before === null || after === null) return null;
	if (template) return impossible("a template's disks stay as they are");
	const [from, to] = [parseSize(before), parseSize(after)];
	if (from !== null && to !== null && to < from) return impossible(NO_SHRINK);
	return cost("live", "cannot shrink back");
}
function storageCost({ slot, before }, around) {
	if (!has(around.now, slot) || before === null) return null;
	if (around.template) return impossible("a template's disks stay where they are");
	if (slot === "tpmstate0" && around.running) return cost("offline", "the state of a TPM is moved while nothing runs");
	return cost("live", optionRow("disk.storage").note);
}
/** Of a card that is there: what makes it another card is plugged anew, all else is set under it. */
function netCost({ key }, around) {
	if (![
		"model",
		"hwaddr",
		"queues",
		"mtu"
	].includes(key ?? "")) return cost("live");
	return plugged("network", around, optionRow("net.model").note);
}
function settingCost(difference, around) {
	const { slot, key, after } = difference;
	const row = optionRow(fieldName(slot, key));
	if (slot === "template" && after === "0") return impossible("a template stays one");
	if (slot.startsWith("snapshot:") && around.noSnapshot !== null) return impossible(around.noSnapshot);
	if (slot === "pool" && around.noPool !== null) return impossible(around.noPool);
	const lacking = around.lacking.get(slot);
	if (lacking !== void 0) return impossible(lacking);
	if (slot === "memory") return memoryCost(difference, around);
	if (slot === "balloon") return balloonCost(difference);
	if (slot === "vcpus") return plugged("cpu", around);
	if (slot === "tablet") return plugged("usb", around);
	const special = key === "size" ? sizeCost(difference, around) : key === "storage" ? storageCost(difference, around) : null;
	if (special) return special;
	if (!has(around.now, slot)) return slotCost(slot, around, false) ?? cost(row.add ?? row.set, row.note);
	if (family(slot) === "net") return netCost(difference, around);
	return cost(row.set, row.note);
}
function removalCost(difference, around) {
	const { slot, key } = difference;
	const row = optionRow(fieldName(slot, key));
	const whole = has(around.want, slot) ? null : slotCost(slot, around, true);
	if (whole) return whole;
	if (slot === "memory") return memoryCost(difference, around);
	if (slot === "vcpus") return plugged("cpu", around);
	if (slot === "tablet") return plugged("usb", around);
	if (family(slot) === "net") return netCost(difference, around);
	return cost(row.remove, row.removal === "default" ? "back to Proxmox's default" : row.late && row.note);
}
/** Nothing stops where nothing runs. */
function lowered(found, running) {
	return running || found.effect === "impossible" || atMost(found.effect, "config") ? found : {
		...found,
		effect: "config"
	};
}
/** A disk became a disc in a drive, or the other way round. */
function takesTurns(slot, { now, want }) {
	const kindOf = (fields) => fields.find((one) => one.slot === slot && [
		"iso",
		"storage",
		"cloudinit"
	].includes(one.key ?? ""))?.key;
	const [before, after] = [kindOf(now), kindOf(want)];
	return before !== void 0 && after !== void 0 && before !== after;
}
function costOf(difference, around) {
	const { slot, is, after } = difference;
	const software = slotArgument(slot, "feature");
	if (software !== null) return softwareCost(software, around);
	if (is === "undone") return cost("config", "a pending change on the node would undo it at the next start");
	if (isVolumeSlot(slot) && takesTurns(slot, around)) return impossible("a disk and a disc do not take turns in one slot: remove it, apply, then add the other");
	const found = after === null || !has(around.want, slot) ? removalCost(difference, around) : settingCost(difference, around);
	if (is === "waiting" && found.effect !== "impossible") return around.running ? {
		...cost("restart", "written; waits for the restart"),
		waits: true
	} : cost("config");
	return lowered(found, around.running);
}
// src/kinds/vm/field.ts
const CLOUD_INIT$1 = {
	ciuser: "user",
	sshkeys: "sshKeys",
	ciupgrade: "upgrade",
	nameserver: "nameserver",
	searchdomain: "searchdomain",
	cicustom: "userData"
};
const DISK = /^(?:scsi|virtio|sata|ide)\d+$/;
const importSlot = (slot) => `import:${slot}`;
function pathOf$1(slot, key) {
	const cloudInit = CLOUD_INIT$1[slot];
	if (cloudInit !== void 0) return pointer("cloudInit", cloudInit);
	if (key === "cloudinit") return "/cloudInit/storage";
	if (slot.startsWith("import:")) return pointer("disks", slot.slice(7), "import");
	if (slot.startsWith("ipconfig")) return pointer(`net${slot.slice(8)}`, key ?? "");
	if (DISK.test(slot)) return key === null ? pointer("disks", slot) : pointer("disks", slot, key);
	return key === null ? pointer(slot) : pointer(slot, key);
}
/** The slot of a path of the file: the inverse of the above, as far as markers owe paths. */
function slotAt(path) {
	const [head = "", key = ""] = pointerSegments(path);
	const option = Object.keys(CLOUD_INIT$1).find((one) => CLOUD_INIT$1[one] === key);
	if (head === "cloudInit") return option ?? head;
	return /^net\d+$/.test(head) && [
		"ip",
		"gw",
		"ip6",
		"gw6"
	].includes(key) ? `ipconfig${head.slice(3)}` : head;
}
/** As `field`, for slots of a virtual machine; those that all guests have are the same. */
function vmField(slot, key, value) {
	return slot.includes(":") && !slot.startsWith("import:") ? field(slot, key, value) : {
		path: pathOf$1(slot, key),
		slot,
		key,
		value
	};
}
// src/kinds/vm/fields.ts
/** A spec as a flat list of fields: what is compared with a conf file and with the spec of another commit. */
function group(slot, values) {
	return Object.entries(values).map(([key, value]) => vmField(slot, key, value));
}
function sourceFields(source) {
	if (source?.is !== "clone") return [];
	const { vmid, full, snapshot, storage } = source;
	return [
		vmField("clone", "from", String(vmid)),
		...full === void 0 ? [] : [vmField("clone", "full", full ? "1" : "0")],
		...snapshot === void 0 ? [] : [vmField("clone", "snapshot", snapshot)],
		...storage === void 0 ? [] : [vmField("clone", "storage", storage)]
	];
}
/** Every value that the spec names, in a stable order. A value that git does not name has no field: it is unmanaged. */
function fieldsOf(spec) {
	const { description = "", pool, tags } = spec;
	return [
		field("node", null, spec.node),
		...sourceFields(spec.source),
		vmField("name", null, spec.hostname),
		...description === "" ? [] : [field("description", null, description)],
		...tags === void 0 ? [] : [field("tags", null, tags.join(";"))],
		...pool === void 0 ? [] : [field("pool", null, pool)],
		...Object.entries(spec.options).map(([option, value]) => vmField(option, null, value)),
		...Object.entries(spec.groups).flatMap(([slot, values]) => group(slot, values)),
		...group("startup", spec.startup),
		...Object.entries(spec.disks).flatMap(([slot, values]) => group(slot, values)),
		...Object.entries(spec.imports).map(([slot, volume]) => vmField(importSlot(slot), null, spec.imageOf?.[slot] ?? volume)),
		...Object.entries(spec.nets).flatMap(([slot, values]) => group(slot, values)),
		...Object.entries(spec.cloudInit).map(([option, value]) => vmField(option, null, value)),
		...Object.entries(spec.snapshots).flatMap(([name, { description: text = "" }]) => [field(snapshotSlot(name), null, "1"), ...text === "" ? [] : [field(snapshotSlot(name), "description", text)]]),
		...(spec.software ?? []).map((one) => field(featureSlot(one.id), null, stampOf(one))),
		field("template", null, spec.template ? "1" : "0"),
		field("state", null, spec.state)
	];
}
// src/kinds/vm/canonical.ts
/** One text for each value of a virtual machine, whether it came from a file or from a conf (PVE 9.2). */
const boolean = (value) => parseBoolean(value) ?? value;
const number = (value) => /^\d+(?:\.\d+)?$/.test(value) ? String(Number(value)) : value;
const size = (value) => {
	const bytes = parseSize(value);
	return bytes === null ? value : formatSize(bytes);
};
const words = (value, separator) => value.split(/[\s,;]+/).filter((item) => item !== "").join(separator);
/** `1` stands for what Proxmox plugs by itself. */
const hotplug = (value) => {
	if (value === "0" || value === "") return "0";
	return words(value === "1" ? "network,disk,usb" : value, ",").split(",").toSorted().join(",");
};
const rules = (rule, names) => names.split(" ").map((name) => [name, rule]);
const RULES = new Map([
	...rules(boolean, "onboot protection template tablet acpi kvm localtime numa ciupgrade cpu.hidden"),
	...rules(boolean, "net.firewall net.link_down agent.enabled agent.fstrim_cloned_disks"),
	...rules(boolean, "agent.freeze-fs-on-backup usb.usb3 hostpci.pcie hostpci.x-vga hostpci.rombar"),
	...rules(boolean, "disk.backup disk.iothread disk.replicate disk.ro disk.shared disk.ssd"),
	...rules(boolean, "efidisk0.pre-enrolled-keys"),
	...rules(number, "cpulimit net.rate disk.mbps_rd disk.mbps_wr disk.iops_rd disk.iops_wr"),
	...rules(size, "disk.size"),
	...rules((value) => words(value, " "), "nameserver searchdomain"),
	...rules((value) => words(value, ";").split(";").toSorted().join(";"), "net.trunks"),
	...rules((value) => userTags(splitTags(value)).join(";"), "tags"),
	...rules((value) => value.toUpperCase(), "net.hwaddr"),
	...rules((value) => value.replace(/^current=/, ""), "memory"),
	...rules(hotplug, "hotplug")
]);
function canonicalValue(slot, key, value) {
	const rule = RULES.get(fieldName(slot, key));
	return rule ? rule(value) : value;
}
// src/kinds/vm/families.ts
/** Property strings of a virtual machine: which keys they have, as far as writing them must know (PVE 9.2). */
const flags = (...names) => Object.fromEntries(names.map((name) => [name, {
	type: "boolean",
	optional: true
}]));
const first = (name) => ({ [name]: {
	type: "string",
	defaultKey: true
} });
const DRIVE$1 = FAMILIES$1.drive;
const FAMILIES = {
	disk: DRIVE$1,
	efidisk0: DRIVE$1,
	tpmstate0: DRIVE$1,
	cpu: {
		...first("cputype"),
		...flags("hidden")
	},
	agent: {
		enabled: {
			type: "boolean",
			defaultKey: true
		},
		...flags("fstrim_cloned_disks", "freeze-fs-on-backup")
	},
	vga: first("type"),
	rng0: first("source"),
	usb: {
		...first("host"),
		...flags("usb3")
	},
	hostpci: {
		...first("host"),
		...flags("pcie", "x-vga", "rombar")
	},
	net: { ...flags("firewall", "link_down") },
	ipconfig: {}
};
const MODELS = [
	"virtio",
	"e1000",
	"e1000e",
	"rtl8139",
	"vmxnet3",
	"ne2k_pci",
	"pcnet",
	"i82551"
];
/** Whether an option of that family is a property string. */
const isGroup = (family) => Object.hasOwn(FAMILIES, family);
/** A card's model and address are one word of its string, `virtio=BC:24:11:…`; here they are two keys. */
function netOf$1(values) {
	const model = [...values.keys()].find((key) => MODELS.includes(key));
	const rest = [...values].filter(([key]) => key !== model && key !== "macaddr");
	const hwaddr = (model === void 0 ? void 0 : values.get(model)) ?? values.get("macaddr");
	return new Map([
		...model === void 0 ? [] : [["model", model]],
		...hwaddr === void 0 ? [] : [["hwaddr", hwaddr]],
		...rest
	]);
}
/** Sub-properties by their keys; none where a hand has left what cannot be split. */
function propertiesOf(family, text) {
	if (text === void 0) return /* @__PURE__ */ new Map();
	try {
		const values = parsePropertyString(FAMILIES[family] ?? {}, text);
		return family === "net" ? netOf$1(values) : values;
	} catch (error) {
		if (error instanceof PropertyStringError) return /* @__PURE__ */ new Map();
		throw error;
	}
}
/** The string that is sent, in Proxmox's order. */
function propertyText(family, values) {
	if (family !== "net") return formatPropertyString(FAMILIES[family] ?? {}, values);
	const rest = new Map(values);
	const [model, hwaddr] = [rest.get("model") ?? "virtio", rest.get("hwaddr")];
	rest.delete("model");
	rest.delete("hwaddr");
	return [hwaddr === void 0 ? model : `${model}=${hwaddr}`, formatPropertyString(FAMILIES["net"] ?? {}, rest)].filter((part) => part !== "").join(",");
}
// src/kinds/vm/conf-fields.ts
/** Scalar options of the conf file that are fields of their own. */
const SCALARS = new Set("name ostype cores sockets vcpus cpulimit cpuunits affinity numa memory balloon shares machine bios scsihw boot hotplug tablet acpi kvm localtime onboot protection hookscript template ciuser ciupgrade cicustom nameserver searchdomain serial".split(" "));
/** Volumes that Proxmox writes for cloud-init. */
const CLOUD_INIT = /^([^:]+):(?:\d+\/)?(?:vm-\d+-)?cloudinit(?:\.\w+)?$/;
function driveFields(slot, values) {
	const file = values.get("file") ?? "";
	const cloudInit = CLOUD_INIT.exec(file)?.[1];
	if (cloudInit !== void 0) return [vmField(slot, "cloudinit", cloudInit)];
	if (values.get("media") === "cdrom") return [vmField(slot, "iso", file)];
	const storage = /^([^:/]+):/.exec(file)?.[1];
	const isState = slot === "efidisk0" || slot === "tpmstate0";
	const rest = [...values].filter(([key]) => key !== "file" && key !== "media" && !(isState && key === "size"));
	return [...storage === void 0 ? [] : [vmField(slot, "storage", storage)], ...rest.map(([key, value]) => vmField(slot, key, canonicalValue(slot, key, value)))];
}
/** Keys as the conf has them: one a line, written as in a URL. */
function decodeKeys(value) {
	try {
		return decodeURIComponent(value).trimEnd();
	} catch {
		return value;
	}
}
/** Proxmox pins the version of machines with Windows when it makes them (PVE 9.2): which one is no business of git. */
function machineOf(value) {
	if (value.startsWith("pc-q35-")) return "q35";
	return value.startsWith("pc-i440fx-") ? "pc" : value;
}
function optionFields(key, value, isWindows) {
	const kind = family(key);
	if (key === "machine" && isWindows) return [vmField(key, null, machineOf(value))];
	if (key === "sshkeys") return [vmField(key, null, decodeKeys(value))];
	if (key === "startup") return startupFields(value);
	if (key === "tags") {
		const tags = canonicalValue("tags", null, value);
		return tags === "" ? [] : [vmField("tags", null, tags)];
	}
	if (SCALARS.has(kind)) return [vmField(key, null, canonicalValue(key, null, value))];
	if (!isGroup(kind)) return [];
	const values = propertiesOf(kind, value);
	if (isVolumeSlot(key)) return driveFields(key, values);
	return [...values].map(([name, text]) => vmField(key, name, canonicalValue(key, name, text)));
}
function sectionFields(section) {
	const description = stripMarker(section.description);
	const isWindows = (section.options.get("ostype") ?? "").startsWith("w");
	return [...description === "" ? [] : [vmField("description", null, description)], ...sortedKeys(section.options).flatMap((key) => optionFields(key, section.options.get(key) ?? "", isWindows))];
}
// src/kinds/vm/grammar.ts
/** Every slot that a disk can have. */
const SLOTS$1 = Object.entries({
	scsi: 31,
	virtio: 16,
	sata: 6,
	ide: 4
}).flatMap(([bus, count]) => Array.from({ length: count }, (_, index) => `${bus}${index}`));
/** What Proxmox calls a machine without a name (PVE 9.2). */
const implied = ({ options }, vmid) => options.has("name") ? [] : [vmField("name", null, `VM ${vmid}`)];
const VM_GRAMMAR = {
	type: "qemu",
	tool: "qm",
	noun: "virtual machine",
	content: "images",
	transport: "agent",
	nameSlot: "name",
	creation: /* @__PURE__ */ new Set(["clone", ...SLOTS$1.map(importSlot)]),
	own: /^(?:onboot|startup|protection|hookscript|affinity|cpulimit|cpuunits|vcpus|(?:net|usb|hostpci|ipconfig)\d+|ciuser|cipassword|sshkeys|cicustom|nameserver|searchdomain)$/,
	optionRow,
	isLate: (name) => OPTIONS.some((row) => row.field === name && row.late === true),
	canonicalValue,
	sectionFields,
	implied,
	slotAt,
	slotOf: () => null
};
// src/kinds/vm/mapped.ts
const FILES = {
	hostpci: "/etc/pve/mapping/pci.cfg",
	usb: "/etc/pve/mapping/usb.cfg"
};
const MAPPING_FILES = Object.values(FILES);
/** Nodes that each mapping has a device of. A section is a name alone in its line; unlike others, it says no type. */
function mappingsIn(text) {
	const found = /* @__PURE__ */ new Map();
	let nodes = /* @__PURE__ */ new Set();
	for (const line of text.split("\n")) {
		const name = /^([^\s#]\S*)\s*$/.exec(line)?.[1];
		if (name !== void 0) {
			nodes = /* @__PURE__ */ new Set();
			found.set(name, nodes);
		}
		const node = /^\s+map\s+(?:\S*,)?node=([^,\s]+)/.exec(line)?.[1];
		if (node !== void 0) nodes.add(node);
	}
	return found;
}
/**
* What a node cannot give to a slot, by slots.
* @param snapshot null in a plan without a host, which knows of no mapping
*/
function unmapped(fields, node, snapshot) {
	const reasons = /* @__PURE__ */ new Map();
	if (!snapshot?.files) return reasons;
	for (const { slot, key, value } of fields) {
		const family = /^(hostpci|usb)\d+$/.exec(slot)?.[1];
		if (family === void 0 || key !== "mapping") continue;
		const nodes = mappingsIn(snapshot.files.get(FILES[family]) ?? "").get(value);
		const what = `resource mapping "${value}"`;
		if (!nodes) reasons.set(slot, `the cluster has no ${what} in ${FILES[family]}: make it, or name another one`);
		else if (!nodes.has(node)) reasons.set(slot, `the ${what} has no device of ${node}: add it to the mapping, or name another one`);
	}
	return reasons;
}
// src/kinds/vm/movable.ts
/** A device of the node by its address or port; a resource mapping names one on each node. */
function deviceReason({ prior }) {
	const held = prior.now.filter(({ slot, key, value }) => /^(?:hostpci|usb)\d+$/.test(slot) && key === "host" && value !== "spice").map(({ slot }) => slot);
	return held.length === 0 ? null : `${held.join(", ")} is a device of its node: name a resource mapping instead, or remove it and apply first`;
}
const mappingReason = ({ prior, to, snapshot }) => unmapped(prior.now, to, snapshot).values().next().value ?? null;
function mappedReason({ prior }) {
	const mapped = prior.running ? prior.now.filter(({ slot, key }) => /^hostpci\d+$/.test(slot) && key === "mapping").map(({ slot }) => slot) : [];
	return mapped.length === 0 ? null : `${mapped.join(", ")} is passed through, which does not move while it runs: stop it first`;
}
function storageReason({ to, snapshot, prior }) {
	const missing = prior.now.filter(({ slot, key }) => key === "storage" && isVolumeSlot(slot)).map(({ value }) => value).find((id) => {
		const nodes = snapshot?.storages.get(id)?.nodes ?? [];
		return nodes.length > 0 && !nodes.includes(to);
	});
	return missing === void 0 ? null : `${to} has no storage "${missing}"`;
}
/** Snapshots of disks that are not shared do not go along while the machine runs. */
function snapshotReason({ prior, snapshot, settings }) {
	if (!prior.now.some(({ slot }) => slot.startsWith("snapshot:"))) return null;
	const local = prior.now.find(({ slot, key, value }) => {
		if (key !== "storage" || !isVolumeSlot(slot)) return false;
		const entry = snapshot?.storages.get(value) ?? settings.nodes[prior.node]?.storages[value];
		return entry !== void 0 && !entry.shared && (prior.running || entry.type !== "zfspool");
	});
	return local === void 0 ? null : `its snapshots on "${local.value}" do not migrate: remove them and apply first`;
}
/** Null: it can be moved. */
function noMoveReason(move) {
	return deviceReason(move) ?? mappedReason(move) ?? mappingReason(move) ?? snapshotReason(move) ?? storageReason(move);
}
// src/kinds/vm/settled.ts
/** @param base the resource at the marker's commit */
function isSettled(want, base, { live, mark, repair }) {
	if (!base || !mark?.commit || repair !== void 0 || mark.retired !== void 0) return false;
	if ((mark.owed?.length ?? 0) > 0 || mark.address !== want.address || base.address !== want.address) return false;
	if (live.conf.pending || live.retired || live.conf.snapshots.has("phoenix-before")) return false;
	if (!isSameSpec(want.spec, base.spec)) return false;
	const now = byPath(live.fields);
	return fieldsOf(want.spec).every(({ path, slot, value }) => VM_GRAMMAR.creation.has(slot) || now.get(path)?.value === value);
}
// src/kinds/vm/snapshots.ts
/** On storages with folders a disk of a machine is qcow2, which has snapshots of its own. */
const WITHOUT_SNAPSHOTS = [
	"lvm",
	"iscsi",
	"iscsidirect"
];
/** Why there can be no snapshot; null when nothing speaks against it. */
function noSnapshotReason(fields, node, snapshot) {
	for (const { slot, key, value } of fields) {
		if (key !== "storage" || !isVolumeSlot(slot)) continue;
		const type = snapshot?.storages.get(value)?.type ?? node?.storages[value]?.type;
		if (type !== void 0 && WITHOUT_SNAPSHOTS.includes(type)) return `"${value}" is a storage of type ${type}, which has no snapshots`;
	}
	return null;
}
// src/kinds/vm/steps/drives.ts
/** Values of drives as `qm` takes them: new ones, and what stands there with some of its words changed. */
/** Words of a spec that are none of Proxmox's. */
const NOT_SENT = [
	"storage",
	"size",
	"iso",
	"cloudinit"
];
function driveText(file, flags) {
	return formatPropertyString(FAMILIES$1.drive, new Map([...flags, ["file", file]]));
}
/** What makes a drive that is not there yet. @param image that the disk begins with */
function newDrive(slot, values, image) {
	const { storage = "", size, iso, cloudinit } = values;
	const flags = new Map(Object.entries(values).filter(([key]) => !NOT_SENT.includes(key)));
	if (cloudinit !== void 0) return `${cloudinit}:cloudinit`;
	if (iso !== void 0) return driveText(iso, new Map([...flags, ["media", "cdrom"]]));
	if (slot === "efidisk0" || slot === "tpmstate0") return driveText(`${storage}:1`, flags);
	if (image !== void 0) return driveText(`${storage}:0`, flags.set("import-from", image));
	return driveText(allocation(storage, size ?? "1G"), flags);
}
/** Whether what is written makes a volume each time that it is written. */
const allocates = ({ iso }) => iso === void 0;
// src/kinds/vm/steps/disk-move.ts
function moveAct({ vmid }, slot, storage, effect) {
	const fields = [{
		slot,
		key: "storage",
		value: storage
	}];
	return {
		verb: "move-disk",
		what: slot,
		title: `move ${slot} to ${storage}`,
		effect,
		do: run("qm", "disk", "move", vmid, slot, storage, "--delete", 1),
		verify: [cond(vmid, {
			is: "fields",
			fields,
			when: "now"
		}), cond(vmid, { is: "unlocked" })],
		timeout: TIMEOUTS.clone
	};
}
// src/kinds/vm/steps/edits.ts
const allGone = (changes) => changes.every((change) => change.after === null);
/** What goes, where it is there and does not wait to go already. */
function removal(ground, slot, changes, of) {
	if (standing(ground.live, slot) === void 0 || !nextOptions(ground.live).has(slot)) return [];
	return [edit(ground, {
		slot,
		option: slot,
		value: null,
		family: of,
		title: `remove ${slot}${of === "volume" ? " (its disk is kept as unused)" : ""}`
	}, changes)];
}
function netEdits(ground, slot, changes, want) {
	if (allGone(changes) && want.nets[slot] === void 0) return removal(ground, slot, changes, "net");
	const now = standing(ground.live, slot);
	const live = propertiesOf("net", now);
	const properties = changed(ground.reset ? /* @__PURE__ */ new Map() : live, changes);
	const generated = hwaddrOf(ground.estate, ground.vmid, slot);
	const given = changes.some((change) => keyOf(change) === "hwaddr");
	if (!properties.has("hwaddr")) properties.set("hwaddr", ground.reset || given ? generated : live.get("hwaddr") ?? generated);
	const value = propertyText("net", properties);
	if (isSettled$1(ground.live, slot, value)) return [];
	const title = now === void 0 ? `add ${slot}` : `change ${slot}`;
	const made = edit(ground, {
		slot,
		option: slot,
		value,
		family: "net",
		title
	}, changes);
	const address = {
		slot,
		key: "hwaddr",
		value: properties.get("hwaddr") ?? null
	};
	return [{
		...made,
		expects: [...made.expects.filter(({ key }) => key !== "hwaddr"), address]
	}];
}
/** Devices that are plugged in have a call of their own; what only waits for a restart goes with the rest. */
function groupEdits(ground, slot, changes, want) {
	const kind = family(slot);
	const of = kind === "usb" || kind === "hostpci" ? "device" : "scalar";
	if (allGone(changes) && want.groups[slot] === void 0) return removal(ground, slot, changes, of);
	const now = standing(ground.live, slot);
	const value = propertyText(kind, changed(ground.reset ? /* @__PURE__ */ new Map() : propertiesOf(kind, now), changes));
	if (isSettled$1(ground.live, slot, value)) return [];
	const title = of === "scalar" ? slot : now === void 0 ? `add ${slot}` : `change ${slot}`;
	return [edit(ground, {
		slot,
		option: slot,
		value: value === "" ? null : value,
		family: of,
		title
	}, changes)];
}
const NO_WORK = {
	edits: [],
	grows: [],
	acts: []
};
function growOf(slot, now, changes) {
	const change = changes.find((one) => keyOf(one) === "size");
	const size = change ? textOf(change.after) : null;
	return !change || size === null || now.get("size") === size ? [] : [{
		slot,
		option: slot,
		size,
		effect: change.effect
	}];
}
function existingDisk(ground, slot, changes, text) {
	const now = propertiesOf("disk", text);
	const grows = growOf(slot, now, changes);
	const move = changes.find((one) => keyOf(one) === "storage" && one.before !== null);
	const storage = move ? textOf(move.after) : null;
	const acts = move && storage !== null ? [moveAct(ground, slot, storage, move.effect)] : [];
	const disc = changes.find((one) => keyOf(one) === "iso");
	const properties = changed(now, changes, NOT_SENT);
	if (disc && typeof disc.after === "string") properties.set("file", disc.after);
	const file = properties.get("file") ?? "";
	properties.delete("file");
	const value = driveText(file, properties);
	const old = new Map(now);
	old.delete("file");
	const rest = changes.filter((one) => !["size", "storage"].includes(keyOf(one) ?? ""));
	if (value === driveText(now.get("file") ?? "", old) && isSettled$1(ground.live, slot, text)) return {
		edits: [],
		grows,
		acts
	};
	const flags = Object.fromEntries(rest.map((change) => [keyOf(change) ?? "", textOf(change.after)]).filter(([key]) => !NOT_SENT.includes(key)));
	const isUnknown = ground.foretold || acts.length > 0 || grows.length > 0;
	const late = {
		ref: "option",
		scope: `guest:${ground.vmid}`,
		option: slot,
		with: flags
	};
	return {
		edits: [edit(ground, {
			slot,
			option: slot,
			value: isUnknown ? late : value,
			family: "volume",
			title: `change ${slot}`
		}, rest)],
		grows,
		acts
	};
}
/** The disk that was there before, and is kept. */
function keptDisk(ground, slot, changes, { volume, grows }) {
	const size = changes.find((one) => keyOf(one) === "size");
	const flags = changed(/* @__PURE__ */ new Map(), changes, NOT_SENT);
	const title = `bring back ${slot} (${volume})`;
	const parts = {
		slot,
		option: slot,
		value: driveText(volume, flags),
		family: "volume",
		title
	};
	const told = grows ? changes.filter((one) => one !== size) : changes;
	const grow = {
		slot,
		option: slot,
		size: textOf(size?.after ?? null) ?? "",
		effect: "live"
	};
	return {
		...NO_WORK,
		edits: [edit(ground, parts, told)],
		grows: grows ? [grow] : []
	};
}
function diskWork(ground, slot, changes, want) {
	const now = standing(ground.live, slot);
	const values = want.disks[slot];
	if (values === void 0) {
		if (!allGone(changes)) return NO_WORK;
		return {
			...NO_WORK,
			edits: removal(ground, slot, changes, "volume")
		};
	}
	if (now !== void 0) return existingDisk(ground, slot, changes, now);
	const kept = keptAt(ground.detached, ground.live, slot, {
		storage: values["storage"] ?? "",
		size: values["size"] ?? ""
	});
	if (kept) return keptDisk(ground, slot, changes, kept);
	const image = want.imports[slot];
	const title = `add ${slot}${values["size"] === void 0 ? "" : ` (${values["size"]} on ${values["storage"] ?? ""})`}`;
	const parts = {
		slot,
		option: slot,
		value: newDrive(slot, values, image),
		family: "volume",
		title
	};
	const told = image === void 0 ? changes : changes.filter((one) => keyOf(one) !== "size");
	return {
		...NO_WORK,
		edits: [edit(ground, {
			...parts,
			allocates: allocates(values)
		}, told)]
	};
}
function keysEdit(ground, changes) {
	const value = textOf(changes[0]?.after ?? null);
	const now = nextOptions(ground.live).get("sshkeys");
	if ((now === void 0 ? null : decodeKeys(now)) === value) return [];
	if (value === null) return [scalarEdit(ground, "sshkeys", null, changes)];
	return [{
		...scalarEdit(ground, "sshkeys", "/dev/stdin", changes),
		stdin: `${value}\n`
	}];
}
function valueEdits(ground, slot, changes) {
	if (slot === "sshkeys") return keysEdit(ground, changes);
	if (optionRow(family(slot)).option === null || slot === "pool" || slot === "tags" || slot === "description") return [];
	const value = textOf(changes[0]?.after ?? null);
	return stands(ground, slot, value) ? [] : [scalarEdit(ground, slot, value, changes)];
}
/** Slots that have steps of their own. */
const APART$1 = /^(?:state|node|marker|guest|generation|layer|rollback|health:.*|snapshot:.*|feature:.*|import:.*|clone)$/s;
function editsOf(ground, changes, want) {
	const slots = [...bySlot(changes)].filter(([slot]) => !APART$1.test(slot));
	const nets = slots.filter(([slot]) => isNetSlot(slot));
	const disks = slots.filter(([slot]) => isVolumeSlot(slot));
	const groups = slots.filter(([slot]) => isGroup(family(slot)) && !isNetSlot(slot) && !isVolumeSlot(slot));
	const known = new Set([
		...nets,
		...disks,
		...groups
	].map(([slot]) => slot));
	const cards = nets.flatMap(([slot, own]) => netEdits(ground, slot, own, want));
	const work = disks.map(([slot, own]) => diskWork(ground, slot, own, want));
	const scalars = slots.filter(([slot]) => !known.has(slot)).flatMap(([slot, own]) => slot === "startup" ? startupEdit(ground, own) ?? [] : valueEdits(ground, slot, own));
	const tags = tagsEdit(ground, changes);
	const goes = ({ value }) => value === null;
	const told = (one) => one.option === "cicustom" ? {
		...one,
		unfinished: true
	} : one;
	return {
		edits: [
			...cards.filter(goes),
			...cards.filter((one) => !goes(one)),
			...work.flatMap((one) => one.edits),
			...groups.flatMap(([slot, own]) => groupEdits(ground, slot, own, want)),
			...scalars.map(told),
			...tags ? [tags] : []
		],
		grows: work.flatMap((one) => one.grows),
		acts: work.flatMap((one) => one.acts)
	};
}
// src/kinds/vm/steps/made.ts
/** A new machine's options: what `qm create` gets, and what its conf file will hold, for those who clone it. */
const entries = (values) => new Map(Object.entries(values));
function netsOf({ nets, vmid }, estate) {
	return Object.entries(nets).map(([slot, values]) => {
		const properties = entries(values);
		if (!properties.has("hwaddr")) properties.set("hwaddr", hwaddrOf(estate, vmid, slot));
		return [slot, propertyText("net", properties)];
	});
}
/** What boots where nobody says: Proxmox makes no order of its own on the command line. */
function bootOf({ options, disks }) {
	if (options["boot"] !== void 0) return [];
	const disk = Object.keys(disks).find((slot) => disks[slot]?.["storage"] !== void 0 && family(slot) === "disk");
	return disk === void 0 ? [] : [["boot", `order=${disk}`]];
}
/** Every option of the conf file that the spec gives, in one order; the keys that cloud-init lets in are left out. */
function madeOptions(spec, estate) {
	const startup = startupValue(entries(spec.startup));
	const { sshkeys: _, ...cloudInit } = spec.cloudInit;
	return new Map([
		["name", spec.hostname],
		...Object.entries(spec.options),
		...Object.entries(spec.groups).map(([slot, values]) => [slot, propertyText(family(slot), entries(values))]),
		...startup === "" ? [] : [["startup", startup]],
		...Object.entries(spec.disks).map(([slot, values]) => [slot, newDrive(slot, values, spec.imports[slot])]),
		...bootOf(spec),
		...netsOf(spec, estate),
		...Object.entries(cloudInit),
		["tags", writeTags(spec.tags ?? [], false)]
	]);
}
// src/kinds/vm/steps/foretold.ts
/**
* What a clone's conf file will hold right after `qm clone`. Steps are data and are made before anything runs, and the
* source may be made in the same apply: then its spec tells. Only names of volumes and MAC addresses stay unknown.
*/
/** Options that a clone does not take over. */
const LEFT_BEHIND = /^(?:unused\d+|lock|template|parent|snaptime|snapstate|vmstate|running.*)$/;
/** `local-zfs:8` becomes a volume of 8G whose name nobody knows yet. */
function allocated(option, value) {
	const properties = propertiesOf(family(option), value);
	const file = properties.get("file") ?? "";
	const [, storage, gib] = /^([^:/]+):(\d+(?:\.\d+)?)$/.exec(file) ?? [];
	if (file.endsWith(":cloudinit")) return driveText(`${file.replace(/:.*$/, "")}:vm-0-cloudinit`, /* @__PURE__ */ new Map([["media", "cdrom"]]));
	if (storage === void 0 || gib === void 0) return value;
	const isImage = properties.has("import-from");
	properties.delete("import-from");
	properties.delete("file");
	const mib = Number(gib) * 1024;
	if (!isImage) properties.set("size", mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`);
	return driveText(`${storage}:unknown`, properties);
}
function optionsOfSpec(spec, lookup) {
	const origin = spec.source?.is === "clone" ? optionsOf$1(spec.source, lookup) : /* @__PURE__ */ new Map();
	const options = new Map([...origin].filter(([option]) => !VM_GRAMMAR.own.test(option)));
	for (const [option, value] of madeOptions(spec, lookup.estate)) options.set(option, isVolumeSlot(option) ? allocated(option, value) : value);
	for (const slot of Object.keys(spec.imports)) {
		const size = spec.disks[slot]?.["size"];
		if (size !== void 0) options.set(slot, `${options.get(slot) ?? ""},size=${size}`);
	}
	const keys = spec.cloudInit["sshkeys"];
	if (keys !== void 0) options.set("sshkeys", encodeURIComponent(`${keys}\n`));
	return options;
}
function optionsOf$1(source, lookup) {
	const live = liveIn(VM_GRAMMAR, lookup.snapshot, source.vmid);
	if (live) return ((source.snapshot === void 0 ? void 0 : live.conf.snapshots.get(source.snapshot)) ?? live.conf).options;
	const spec = source.address === null ? null : lookup.specOf(source.address);
	return spec ? optionsOfSpec(spec, lookup) : /* @__PURE__ */ new Map();
}
/** The node that the source is on; null when nobody knows. */
function nodeOfSource(source, lookup) {
	return lookup.snapshot.guests.get(source.vmid)?.node ?? (source.address === null ? null : lookup.specOf(source.address)?.node ?? null);
}
/** The clone as it will be before anything is set. */
function foretoldClone(spec, source, lookup) {
	const options = new Map([...optionsOf$1(source, lookup)].filter(([option]) => !LEFT_BEHIND.test(option)));
	options.set("name", spec.hostname);
	if (source.storage !== void 0) for (const [option, value] of options) {
		if (!isVolumeSlot(option) || value.includes("media=cdrom")) continue;
		const properties = propertiesOf(family(option), value);
		properties.delete("file");
		options.set(option, driveText(`${source.storage}:unknown`, properties));
	}
	const text = formatConf({
		...EMPTY_CONF,
		options
	});
	const file = {
		vmid: spec.vmid,
		type: "qemu",
		node: spec.node,
		text,
		digest: digest(text)
	};
	return liveOf(VM_GRAMMAR, file, false, spec.pool ?? null);
}
// src/kinds/vm/steps/clone.ts
/** A machine from another one: `qm clone`, then everything that git says before it starts for the first time. */
function storagesOf$2(subject, source) {
	if (source.storage !== void 0) return [source.storage];
	const live = liveIn(VM_GRAMMAR, subject.snapshot, source.vmid);
	const there = live ? volumesOf$1(live).map((volume) => volume.replace(/:.*$/s, "")) : [];
	return [...new Set(there)].toSorted();
}
function cloneAct(subject, spec, source, from) {
	const { vmid } = subject;
	const mark = owing(subject.mark, [""]);
	const { full, snapshot, storage } = source;
	return {
		verb: "clone",
		title: `clone ${source.address ?? String(source.vmid)}${snapshot === void 0 ? "" : ` as of ${snapshot}`}`,
		effect: "live",
		node: from,
		do: run(...[
			"qm",
			"clone",
			source.vmid,
			vmid,
			"--name",
			spec.hostname
		], ...full === void 0 ? [] : ["--full", full ? 1 : 0], ...snapshot === void 0 ? [] : ["--snapname", snapshot], ...storage === void 0 ? [] : ["--storage", storage], ...from === spec.node ? [] : ["--target", spec.node], ...spec.pool === void 0 ? [] : ["--pool", spec.pool], "--description", writeMarker(subject.text, mark)),
		locks: [{
			name: `guest:${source.vmid}`,
			mode: "shared"
		}, ...storagesOf$2(subject, source).map((one) => storageLock(from, one))],
		guard: [cond(source.vmid, { is: "unlocked" })],
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "node",
				node: spec.node
			}),
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.clone
	};
}
function cloneWork(subject, spec, source, lookup) {
	const from = nodeOfSource(source, lookup) ?? spec.node;
	const live = foretoldClone(spec, source, lookup);
	return [{ act: cloneAct(subject, spec, source, from) }, ...finishWork(subject, spec, live, true)];
}
// src/kinds/vm/steps/create.ts
/** A machine with disks of its own: one `qm create` with every option, disks from images grow to their size, then the rest. */
/** Slots that the create itself does not settle: steps of their own do, or nothing can be read back. */
const LATER = /^(?:state|template|pool|node|clone|import:.*|snapshot:.*|feature:.*)$/s;
function expected(spec) {
	return fieldsOf(spec).filter(({ slot }) => !LATER.test(slot)).filter(({ slot, key }) => !(key === "size" && spec.imports[slot] !== void 0)).filter(({ slot, value }) => !(slot === "tags" && value === "")).map(({ slot, key, value }) => ({
		slot,
		key,
		value
	}));
}
function storagesOf$1({ disks, imports }) {
	const own = Object.values(disks).flatMap(({ storage, cloudinit }) => storage ?? cloudinit ?? []);
	const images = Object.values(imports).map((volume) => volume.replace(/:.*$/s, ""));
	return [.../* @__PURE__ */ new Set([...own, ...images])].toSorted();
}
function createAct(subject, spec) {
	const { vmid, node } = subject;
	const mark = owing(subject.mark, [""]);
	const keys = spec.cloudInit["sshkeys"];
	const argv = [
		"qm",
		"create",
		String(vmid),
		...[...madeOptions(spec, subject.mark.estate)].flatMap(([name, value]) => [`--${name}`, value]),
		...spec.pool === void 0 ? [] : ["--pool", spec.pool],
		...keys === void 0 ? [] : ["--sshkeys", "/dev/stdin"],
		"--description",
		writeMarker(subject.text, mark)
	];
	const images = Object.values(spec.imports);
	return {
		verb: "create",
		title: images.length === 0 ? "create" : `create from ${images.join(", ")}`,
		effect: "live",
		do: {
			verb: "run",
			argv,
			...keys === void 0 ? {} : { stdin: `${keys}\n` }
		},
		locks: storagesOf$1(spec).map((storage) => storageLock(node, storage)),
		verify: [
			cond(vmid, { is: "unlocked" }),
			cond(vmid, {
				is: "fields",
				fields: expected(spec),
				when: "now"
			}),
			...spec.pool === void 0 ? [] : [cond(vmid, {
				is: "pool",
				pool: spec.pool
			})],
			markedCond(subject, mark)
		],
		makes: true,
		timeout: TIMEOUTS.clone
	};
}
/** A disk that began with an image is as large as that. */
function growActs(subject, { disks, imports }) {
	return Object.keys(imports).flatMap((slot) => {
		const size = disks[slot]?.["size"];
		if (size === void 0 || parseSize(size) === null) return [];
		return [growAct(subject, {
			slot,
			option: slot,
			size,
			effect: "config"
		})];
	});
}
function createWork(subject, spec) {
	const acts = [
		createAct(subject, spec),
		...growActs(subject, spec),
		...settleActs(subject, spec, /* @__PURE__ */ new Set()),
		...healthActs(subject, spec, false)
	];
	return withFinalMark(acts.map((act) => ({ act })), madeMark(subject.mark, spec), spec.state === "running");
}
// src/kinds/vm/steps/make.ts
/** Making a machine, with disks of its own or from another one, wherever nothing is. */
function makeWork(subject, spec, { snapshot, wanted }) {
	const { source } = spec;
	switch (source?.is) {
		case "disks": return createWork(subject, spec);
		case "clone": {
			const specOf = (address) => wanted?.(address)?.spec ?? null;
			return cloneWork(subject, spec, source, {
				estate: subject.mark.estate,
				snapshot,
				specOf
			});
		}
		case void 0: throw new PhoenixError("REFUSED", `${subject.address} does not exist, and its file does not say how to make it`, { hint: "say \"disks\" or \"clone\"" });
	}
}
// src/kinds/vm/steps/migrate.ts
function moveWork(subject, change, to) {
	const live = liveOf$1(subject);
	const { vmid } = subject;
	const words = live.running ? [
		"--online",
		1,
		"--with-local-disks",
		1
	] : [];
	const move = {
		verb: "migrate",
		title: `move from ${live.node} to ${to}${live.running ? " while it runs" : ""}`,
		effect: change.effect,
		do: run("qm", "migrate", vmid, to, ...words),
		...haMove(subject, to),
		verify: [
			cond(vmid, {
				is: "node",
				node: to
			}),
			cond(vmid, { is: "unlocked" }),
			...live.running ? [cond(vmid, { is: "running" })] : []
		],
		timeout: TIMEOUTS.migrate
	};
	if (!live.running) return [{ act: move }];
	return [{ call: {
		what: "announce",
		edits: [],
		mark: interim(subject, [STATE]),
		running: true,
		title: "note in the marker that it runs"
	} }, { act: move }];
}
// src/kinds/vm/dialect.ts
function systemDisk(fields) {
	const boot = fields.find(({ slot, key }) => slot === "boot" && key === null)?.value;
	const held = fields.filter(({ slot, key }) => key === "storage" && isVolumeSlot(slot));
	return systemSlot(boot, [...new Set(held.map(({ slot }) => slot))]);
}
const namedOptions = (spec) => [
	...Object.keys(spec.options),
	...Object.keys(spec.groups),
	...Object.keys(spec.nets),
	...Object.keys(spec.cloudInit),
	...Object.keys(spec.startup).length > 0 ? ["startup"] : []
];
const VM = {
	...VM_GRAMMAR,
	fieldsOf,
	costOf,
	noSnapshotReason,
	lackingAt: unmapped,
	noMoveReason,
	moving: (running) => running ? {
		effect: "live",
		note: "moves while it runs; disks that are not shared are copied"
	} : {
		effect: "config",
		note: "disks that are not shared are copied"
	},
	isSettled,
	systemDisk,
	namesDisk: ({ disks }, slot) => disks[slot] !== void 0,
	editsOf,
	namedOptions,
	makeWork,
	moveWork,
	debrisWork: (subject) => leftoverWork(subject, [])
};
// src/kinds/vm/finding-ids.ts
/** What can be wrong with a virtual machine beyond the form of its file: ids, severities, titles. */
const VM_FINDINGS = {
	PHX660: error("A virtual machine does not say which of several nodes it is on", "With several nodes Phoenix does not choose where a machine is made. Write \"node\", in the base if most are on the same one."),
	PHX661: error("A virtual machine does not say what it is made from", "It is a clone of another one, or has disks of its own: new ones with a size, or ones that begin with an image. Write \"clone\" or \"disks\"; \"adopt\": true is for one that exists."),
	PHX662: error("A disk is incomplete, or says things that exclude each other", "Proxmox makes a disk on a storage, with a size or from an image; a disc in a drive has neither. The hint says what is missing."),
	PHX663: error("UEFI and its disk do not belong together", "Without a disk for its variables UEFI forgets what it boots from at each stop; with SeaBIOS nothing uses it. Write both \"bios\": \"ovmf\" and \"efidisk0\", or neither."),
	PHX664: error("Something in a virtual machine needs its guest agent, and that is off", "Features, and checks of health that are made inside, go through the guest agent. Write \"agent\": true and have it in the image; what cloud-init installs it is there after the first boot."),
	PHX665: error("Something cannot be said of a template", "A template is a stopped machine with disks that nobody writes to; Proxmox does not start it, nor take snapshots of it. Leave the key out."),
	PHX666: error("A clone is not possible as written", "Proxmox takes some keys of a clone from its source, and cannot clone everything from everywhere. The hint says which key to leave out, or which source to take."),
	PHX667: error("A card of the node cannot be given to a virtual machine", "A GPU is passed to a machine by a resource mapping of the cluster, and as a whole. Declare the card in phoenix.json with the name of its \"mapping\", or write \"hostpci0\" yourself."),
	PHX668: error("A network card is not possible as written", "A card on no bridge, with a gateway outside of its network, or with the address of another card of the same machine leaves the machine without network. Correct it."),
	PHX669: error("A description, tag or snapshot is reserved for Phoenix", "Phoenix tells its own guests by the marker in the description, the tag \"phoenix\" and snapshots of its own name. Write it otherwise."),
	PHX670: error("Snapshots are not possible for this machine", "Proxmox takes no snapshot of a machine whose storage has none. Leave \"snapshots\" out, or use another storage."),
	PHX671: warning("A storage is not declared for the node", "Phoenix cannot tell whether the storage is there, is shared, or takes disks of machines. Declare it under \"storages\" of the node."),
	PHX672: error("A health check cannot be made as written", "A check that cannot be made fails on every apply. The hint says what it lacks: a port, an address, a place to be made from."),
	PHX674: error("A machine with Windows names a version of its hardware", "Proxmox pins the version of such a machine by itself when it is made, and Phoenix leaves it there. Write \"q35\" or \"pc\", or leave \"machine\" out."),
	PHX673: error("What cloud-init is told does not reach the machine", "Addresses, users and keys are read from a drive that Proxmox writes for cloud-init. Write \"cloudInit\": { \"storage\": … }, or leave them out.")
};
/** A sentence: upper case first, a full stop at the end. */
function sentence(text) {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
/** A finding at a pointer of the merged file. */
function finding(id, path, message, hint) {
	return {
		id,
		severity: VM_FINDINGS[id].severity,
		message,
		path,
		hint: sentence(hint)
	};
}
// src/kinds/vm/guest-view.ts
/** A virtual machine as rules for guests of every kind see it. */
const numberOf = (word) => word === void 0 ? null : Number(word);
/** `dhcp` and `auto` are no addresses. */
const addressOf = (word) => word?.includes("/") ? word : null;
function cardOf(slot, net, address, pin) {
	return {
		slot,
		bridge: net["bridge"] ?? null,
		tag: numberOf(net["tag"]),
		isTrunk: net["trunks"] !== void 0,
		mtu: net["mtu"] === "1" ? null : numberOf(net["mtu"]),
		hwaddr: net["hwaddr"]?.toLowerCase() ?? null,
		ip: addressOf(address["ip"]),
		ip6: addressOf(address["ip6"]),
		gw: address["gw"] ?? null,
		gw6: address["gw6"] ?? null,
		isDhcp: address["ip"] === "dhcp" || address["ip6"] === "dhcp",
		pin
	};
}
function disksOf$1({ disks, source }) {
	const own = Object.entries(disks).filter(([, { storage }]) => storage !== void 0).map(([slot, { storage, size }]) => ({
		path: DISK.test(slot) ? pointer("disks", slot) : pointer(slot),
		storage: storage ?? null,
		size: size === void 0 ? null : sizeInKiB(size, "G"),
		content: "images"
	}));
	if (source?.is !== "clone" || source.storage === void 0) return own;
	return [...own, {
		path: "/clone",
		storage: source.storage,
		size: null,
		content: "images"
	}];
}
/** Files of Phoenix, written before anything names them: their storage has to take such. */
function toldOf$1({ told }) {
	return (told?.snippets ?? []).map(({ part, name }) => ({
		path: `/cloudInit/${part}Data`,
		volume: `${told?.storage}:snippets/${name}`,
		content: "snippets"
	}));
}
function volumesOf(spec) {
	const { disks, imports, images = [], options } = spec;
	const discs = Object.entries(disks).flatMap(([slot, { iso }]) => iso === void 0 || iso === "none" ? [] : [{
		path: pointer("disks", slot, "iso"),
		volume: iso,
		content: "iso"
	}]);
	const begun = (images.length > 0 ? [] : Object.entries(imports)).map(([slot, volume]) => ({
		path: pointer("disks", slot, "import"),
		volume,
		content: "import"
	}));
	const script = options["hookscript"];
	return [
		...discs,
		...begun,
		...script === void 0 ? [] : [{
			path: "/hookscript",
			volume: script,
			content: "snippets"
		}],
		...toldOf$1(spec)
	];
}
function storedOf(spec) {
	return {
		node: spec.node,
		disks: disksOf$1(spec),
		volumes: volumesOf(spec)
	};
}
const ALONE = {
	features: null,
	resources: /* @__PURE__ */ new Map()
};
/** Null: it is a template, which never runs. */
function guestOf(spec, around = ALONE) {
	if (spec.template) return null;
	const { vmid, node, hostname, options, startup, groups } = spec;
	const { memory, cores } = demandWhileRunning(spec);
	const { ports, isAll } = portsIn(spec, around);
	return {
		vmid,
		node,
		hostname,
		runs: spec.state === "running",
		onboot: options["onboot"] === "1",
		order: numberOf(startup["order"]),
		memory,
		cores,
		protection: options["protection"] === "1",
		pool: spec.pool ?? null,
		cards: Object.entries(spec.nets).map(([slot, net]) => cardOf(slot, net, groups[`ipconfig${slot.slice(3)}`] ?? {}, spec.pins?.[slot]?.ip ?? null)),
		disks: disksOf$1(spec),
		volumes: volumesOf(spec),
		ports,
		hasAllPorts: isAll
	};
}
// src/kinds/vm/import/words.ts
const BOOLEANS = new Set("onboot protection template tablet acpi kvm localtime numa ciupgrade cpu.hidden net.firewall net.link_down agent.enabled agent.fstrim_cloned_disks agent.freeze-fs-on-backup usb.usb3 hostpci.pcie hostpci.x-vga hostpci.rombar disk.backup disk.iothread disk.replicate disk.ro disk.shared disk.ssd efidisk0.pre-enrolled-keys".split(" "));
const NUMBERS = new Set("cores sockets vcpus cpulimit cpuunits shares startup.order startup.up startup.down net.tag net.mtu net.rate net.queues disk.mbps_rd disk.mbps_wr disk.iops_rd disk.iops_wr vga.memory rng0.max_bytes rng0.period".split(" "));
/** The value of a field as its file says it. */
function jsonOf({ slot, key, value }) {
	const name = fieldName(slot, key);
	if (BOOLEANS.has(name)) return value === "1" ? true : value === "0" ? false : literal(value);
	if (NUMBERS.has(name)) return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : literal(value);
	if (name === "memory" || name === "balloon") return memoryJson(value);
	if (name === "tags") return value.split(";").map(literal);
	if (name === "net.trunks") return value.split(";").map((id) => /^\d+$/.test(id) ? Number(id) : id);
	if (name === "boot") return value.replace(/^order=/, "").split(";");
	if (name === "hotplug") return value === "0" ? false : value.split(",");
	if (name === "sshkeys") return value.split("\n").map(literal);
	return literal(value);
}
// src/kinds/vm/import/find.ts
/** Virtual machines that can become files: every key of their conf files that Phoenix knows. */
const KNOWN = new Set(OPTIONS.map(({ field }) => field));
/** Decided by themselves. */
const APART = /^(?:node|state|template|snapshot:.*|feature:.*)$/s;
/** Slots that the schema has for the drive of cloud-init. */
const DRIVES = [
	"ide0",
	"ide2",
	"sata0",
	"sata5",
	"scsi30"
];
/** Why a field is not written; null: it is. */
function unwritten({ slot, key, value }) {
	const name = fieldName(slot, key);
	if (name === "cicustom") return "the snippets that it names stand in no file of this estate";
	if (name === "boot" && !value.startsWith("order=")) return "an order of boot as Proxmox wrote it long ago";
	if (key === "cloudinit" && !DRIVES.includes(slot)) return "the drive of cloud-init is in a slot of its own";
	return KNOWN.has(name) ? null : "Phoenix does not know it";
}
function put(value, field) {
	const { slot, key, path } = field;
	if (isNetSlot(slot) && key === "model" && field.value === "virtio") return;
	if (key === "cloudinit" && slot !== "ide2") putAt(value, ["cloudInit", "drive"], slot);
	putAt(value, pointerSegments(path), jsonOf(field));
}
/** What Proxmox makes for itself, and nobody changes. */
const NOTES = /^(?:meta|smbios1|vmgenid|parent|snaptime|digest|description|template)$/;
function unnamed({ conf, fields, next }, isManaged) {
	const known = new Set([...fields, ...next].map(({ slot }) => slot));
	const left = [...conf.options.keys()].filter((key) => !known.has(key) && !NOTES.test(key)).map((key) => {
		const why = /^unused\d+$/.test(key) ? "a volume that nothing uses" : "Phoenix does not know it";
		return {
			path: pointer(key),
			why
		};
	});
	const snapshots = [...conf.snapshots.keys()].map((name) => ({
		path: pointer("snapshots", name),
		why: "a snapshot is not asked for by having it; name it under \"snapshots\" if it shall exist"
	}));
	const ha = isManaged ? [{
		path: "/ha",
		why: "HA manages it: a file of the kind \"ha\" may say so"
	}] : [];
	return [
		...left,
		...snapshots,
		...ha
	];
}
function draftOf(live, isManaged) {
	const value = {
		vmid: live.vmid,
		adopt: true
	};
	const left = unnamed(live, isManaged);
	if (live.conf.options.get("template") === "1") value["template"] = true;
	else if (!live.running) value["state"] = "stopped";
	for (const field of live.fields) {
		if (APART.test(field.slot)) continue;
		const why = unwritten(field);
		if (why === null) put(value, field);
		else left.push({
			path: field.path,
			why
		});
	}
	return {
		value,
		left
	};
}
const texts = (objects, key) => objects.flatMap((one) => isObject(one) && typeof one[key] === "string" ? [one[key]] : []);
function usesOf(value) {
	const disks = value["disks"];
	const held = [
		...isObject(disks) ? Object.values(disks) : [],
		value["efidisk0"],
		value["tpmstate0"]
	];
	const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
	return {
		storages: [...new Set(texts([...held, value["cloudInit"]], "storage"))],
		bridges: texts(nets.map((key) => value[key]), "bridge"),
		pools: texts([value], "pool")
	};
}
const importVm = {
	find: (search) => findGuests({
		grammar: VM_GRAMMAR,
		trouble: () => null,
		draft: (live, _naming, isManaged) => draftOf(live, isManaged)
	}, search),
	essential: [
		"vmid",
		"adopt",
		"name",
		"node",
		"state",
		"template"
	],
	uses: usesOf
};
// src/kinds/vm/reasons.ts
const AT_START = "QEMU gets it when the machine starts; Proxmox keeps it pending until then";
const INSIDE = "Proxmox writes it to the drive of cloud-init at the start of the machine, and the guest reads it then";
const RESTARTS = {
	cores: `the number of cores is the machine's own: ${AT_START}`,
	sockets: AT_START,
	memory: "memory is plugged in only with \"memory\" among \"hotplug\" and with \"numa\"",
	disk: "QEMU opens a disk with its options when the machine starts",
	ipconfig: INSIDE,
	ciuser: INSIDE,
	sshkeys: INSIDE,
	ciupgrade: INSIDE,
	nameserver: INSIDE,
	searchdomain: INSIDE,
	cicustom: INSIDE,
	feature: "its manifest says that installing it may restart the guest"
};
const LIVE = {
	cpulimit: "the control group of the running machine is changed",
	cpuunits: "the control group of the running machine is changed",
	memory: "memory is plugged into the running machine",
	net: "Proxmox plugs cards, and changes bridge, VLAN and link under them, while the machine runs",
	disk: "Proxmox plugs, grows and moves disks while the machine runs",
	usb: "USB devices are plugged while the machine runs",
	node: "QEMU hands memory and state to the other node while the machine runs",
	feature: "it is installed while the guest runs",
	snapshot: "its disks are held still for a moment; nothing stops"
};
const OFFLINE = {
	state: "the file says that it shall be stopped",
	template: "Proxmox makes a template of a stopped machine only",
	feature: "it is installed while the machine runs for that alone"
};
function told(table, { slot }) {
	const why = table[family(slot)];
	return why === void 0 ? null : { why };
}
/** Null: there is nothing to say that the change does not say itself. */
function reasonOf(change) {
	switch (change.effect) {
		case "restart": return told(RESTARTS, change) ?? { why: AT_START };
		case "live": return told(LIVE, change);
		case "offline": return told(OFFLINE, change);
		case "none":
		case "config":
		case "replace":
		case "retire":
		case "destroy":
		case "impossible": return null;
	}
}
// src/kinds/vm/checks.ts
/** What Proxmox would refuse of a finished spec, or make something else of: found before anything is sent. */
const identity = (spec, _node, input) => {
	const found = [];
	const add = (path, message, hint) => found.push(finding("PHX669", path, message, hint));
	if (!isDnsName(spec.hostname)) add("/name", `"${spec.hostname}" cannot be a name`, "write a \"name\" of letters, digits and \"-\"");
	if (hasMarkerLine(spec.description ?? "")) add("/description", "a line of the description looks like a marker of Phoenix", "write it otherwise");
	for (const tag of (input.tags ?? []).filter((one) => OWN_TAGS.includes(one.toLowerCase()))) add("/tags", `the tag "${tag}" is Phoenix's own`, "leave it out");
	if (Object.hasOwn(spec.snapshots, "phoenix-before")) add(pointer("snapshots", OWN_SNAPSHOT), `a snapshot "${OWN_SNAPSHOT}" is Phoenix's own`, "rename it");
	return found;
};
const disks$1 = ({ disks: all, source }, _node, input) => Object.entries(all).flatMap(([slot, { storage, size, iso, cloudinit }]) => {
	const path = DISK.test(slot) ? pointer("disks", slot) : pointer(slot);
	const add = (message, hint) => [finding("PHX662", path, message, hint)];
	if (cloudinit !== void 0 && (storage !== void 0 || iso !== void 0)) return add(`${slot} is the drive of cloud-init`, "write another slot, or \"cloudInit\": { \"drive\": … }");
	if (cloudinit !== void 0) return [];
	if (iso !== void 0) {
		if (storage === void 0 && size === void 0) return [];
		return add("a disc in a drive has no \"storage\" and no \"size\"", "keep \"iso\" alone");
	}
	if (source?.is !== "disks") return [];
	if (storage === void 0) return add("a new disk needs a storage", "write \"storage\"");
	if (!DISK.test(slot) || size !== void 0 || input.disks?.[slot]?.import !== void 0) return [];
	return add("a new disk needs a size, or an image that it begins with", "write \"size\", or \"import\"");
});
const firmware = ({ options, disks: all, source, adopt }) => {
	const isUefi = options["bios"] === "ovmf";
	if (isUefi === (all["efidisk0"] !== void 0) || source?.is === "clone" || adopt) return [];
	return [isUefi ? finding("PHX663", "/bios", "\"ovmf\" has no disk for its variables", "write \"efidisk0\": { \"storage\": … }") : finding("PHX663", "/efidisk0", "nothing uses this disk", "write \"bios\": \"ovmf\", or leave it out")];
};
const agent = (spec) => {
	if (hasAgent(spec)) return [];
	const { software = [], health = {} } = spec;
	const hint = "write \"agent\": true";
	const inside = Object.entries(health).filter(([, { from }]) => from.is === "self");
	return [...software.length === 0 ? [] : [finding("PHX664", "/features", "features are brought in by the guest agent", hint)], ...inside.map(([name]) => finding("PHX664", pointer("health", name), "this check is made inside, by the guest agent", `${hint}, or "from": "node"`))];
};
const templates = ({ template, state, snapshots }) => {
	if (!template) return [];
	return [...state === "running" ? [finding("PHX665", "/state", "a template does not run", "leave \"state\" out")] : [], ...Object.keys(snapshots).length === 0 ? [] : [finding("PHX665", "/snapshots", "a template has no snapshots", "leave them out")]];
};
const snapshots = (spec, node) => {
	if (spec.template || Object.keys(spec.snapshots).length === 0) return [];
	const reason = noSnapshotReason(fieldsOf(spec), node, null);
	return reason === null ? [] : [finding("PHX670", "/snapshots", reason, "leave the snapshots out")];
};
const networks = ({ nets, groups }) => {
	const found = [];
	const add = (path, message, hint) => found.push(finding("PHX668", path, message, hint));
	const seen = /* @__PURE__ */ new Map();
	for (const [slot, net] of Object.entries(nets)) {
		const address = groups[`ipconfig${slot.slice(3)}`] ?? {};
		if (net["bridge"] === void 0) add(pointer(slot), "the card is on no bridge", "write \"bridge\"");
		for (const [key, value] of [
			["hwaddr", net["hwaddr"]],
			["ip", address["ip"]],
			["ip6", address["ip6"]]
		]) {
			if (value === void 0 || key !== "hwaddr" && !value.includes("/")) continue;
			const other = seen.get(`${key} ${value}`);
			if (other !== void 0) add(pointer(slot, key), `${other} has the same ${key}, ${value}`, "give each card its own");
			seen.set(`${key} ${value}`, slot);
		}
		for (const [ip, gw, isIn] of [[
			"ip",
			"gw",
			isInNetwork4
		], [
			"ip6",
			"gw6",
			isInNetwork6
		]]) {
			const [own, gateway] = [address[ip], address[gw]];
			if (gateway === void 0) continue;
			if (own === void 0 || !own.includes("/")) add(pointer(slot, gw), `"${gw}" needs an address of its own`, `write "${ip}" with its prefix length`);
			else if (!isIn(gateway, own) && !/\/(?:32|128)$/.test(own) && !gateway.toLowerCase().startsWith("fe80:")) add(pointer(slot, gw), `the gateway ${gateway} is not in the network of ${own}`, "correct one of them");
		}
	}
	return found;
};
const PCIE = /^(?:pc-)?q35/;
const passthrough = ({ groups, options }) => Object.entries(groups).flatMap(([slot, values]) => {
	if (!slot.startsWith("hostpci") || values["pcie"] !== "1" || PCIE.test(options["machine"] ?? "")) return [];
	return [finding("PHX667", pointer(slot, "pcie"), "only the machine \"q35\" has PCI Express", "write \"machine\": \"q35\"")];
});
const pinned = ({ options }) => {
	if (!(options["ostype"] ?? "").startsWith("w") || !/-\d/.test(options["machine"] ?? "")) return [];
	return [finding("PHX674", "/machine", "Proxmox pins the version of this machine by itself", "write \"q35\" or \"pc\"")];
};
const cloudInit$1 = ({ cloudInit: told, disks: all, groups, source, adopt }) => {
	if (Object.values(all).some(({ cloudinit }) => cloudinit !== void 0) || source?.is !== "disks" || adopt) return [];
	const address = Object.keys(groups).find((slot) => slot.startsWith("ipconfig"));
	const [path] = [...Object.keys(told).length > 0 ? ["/cloudInit"] : [], ...address === void 0 ? [] : [pointer(`net${address.slice(8)}`)]];
	if (path === void 0) return [];
	return [finding("PHX673", path, "there is no drive for cloud-init", "write \"cloudInit\": { \"storage\": … }")];
};
const storages = ({ disks: all, node: name, imports }, node) => {
	if (!node || Object.keys(node.storages).length === 0) return [];
	return [...Object.entries(all).map(([slot, { storage }]) => [pointer(...DISK.test(slot) ? ["disks", slot] : [slot], "storage"), storage]), ...Object.entries(imports).map(([slot, volume]) => [pointer("disks", slot, "import"), volume.replace(/:.*$/s, "")])].flatMap(([path, storage]) => {
		if (storage === void 0 || storage === "local" || Object.hasOwn(node.storages, storage)) return [];
		return [finding("PHX671", path, `the storage "${storage}" is not declared for ${name}`, "write it under \"storages\" of the node in phoenix.json")];
	});
};
const CHECKS = [
	identity,
	disks$1,
	firmware,
	agent,
	templates,
	snapshots,
	networks,
	passthrough,
	pinned,
	cloudInit$1,
	storages
];
function checkSpec(spec, input, settings) {
	const node = nodeIn(settings, spec.node);
	return CHECKS.flatMap((check) => check(spec, node, input));
}
// src/kinds/vm/cloud-init/told.ts
const STORAGE = "local";
/** What Proxmox's own user data says, and user data of a file takes the place of. */
const REPLACED = [
	"user",
	"sshKeys",
	"upgrade"
];
/** The first boot has to install the agent: an image has none, and what is cloned is as its source is. */
const needsAgent = (spec) => spec.source?.is === "disks" && Object.keys(spec.imports).length > 0 && (spec.software ?? []).length > 0 && hasAgent(spec);
/** @param spec as far as it is known: its software, too */
function toldOf(spec, { cloudInit }, { keptText = () => null }) {
	if (!cloudInit) return {
		told: null,
		findings: []
	};
	const { userData, vendorData, snippets: storage = STORAGE } = cloudInit;
	const { snippets, findings } = snippetsOf({
		vmid: spec.vmid,
		...userData === void 0 ? {} : { userData },
		...vendorData === void 0 ? {} : { vendorData },
		needsAgent: needsAgent(spec),
		textOf: keptText
	});
	const replaced = REPLACED.filter((key) => userData !== void 0 && cloudInit[key] !== void 0).map((key) => finding$1("PHX679", `/cloudInit/${key}`, `"${key}" has no effect beside "userData"`, "Say it in the user data, or leave one of them out."));
	return {
		told: snippets.length === 0 ? null : {
			storage,
			snippets
		},
		findings: [...findings, ...replaced]
	};
}
// src/kinds/vm/words.ts
/** From the words of a file to Proxmox's words: numbers, booleans, sizes and lists as the text that `qm` takes. */
function text(value) {
	if (typeof value === "boolean") return value ? "1" : "0";
	if (typeof value === "object") return value.join(";");
	return String(value);
}
/** One scalar option. */
function wordOf(option, value) {
	return canonicalValue(option, null, text(value));
}
/** `{ ro: true, size: 8 }` of a slot as Proxmox's words; keys without value are left out. */
function wordsOf(slot, values) {
	const words = {};
	for (const [key, value] of Object.entries(values)) {
		if (value === void 0) continue;
		words[key] = key === "size" ? diskSize$2(sizeInKiB(String(value), "G") ?? 0) : canonicalValue(slot, key, text(value));
	}
	return words;
}
/** MiB, as Proxmox counts memory. */
function mebibytes(size) {
	return String((sizeInKiB(size, "M") ?? 0) / 1024);
}
// src/kinds/vm/cloud-init-options.ts
const DRIVE = "ide2";
/** Where the first disk lies. */
function storageOf({ disks = {}, clone, boot }) {
	const slots = Object.keys(disks).filter((slot) => DISK.test(slot) && disks[slot]?.iso === void 0);
	const system = systemSlot(boot && `order=${boot.join(";")}`, slots);
	return (system === null ? void 0 : disks[system]?.storage) ?? (typeof clone === "object" ? clone.storage : void 0);
}
/** @param groups with the addresses of cards, `ipconfig0` */
function cloudInitOf(input, groups) {
	const { cloudInit } = input;
	const hasAddress = Object.keys(groups).some((slot) => slot.startsWith("ipconfig"));
	if (!cloudInit && (!hasAddress || input.adopt === true)) return {
		options: {},
		drive: {}
	};
	const { user, sshKeys, upgrade, nameserver, searchdomain } = cloudInit ?? {};
	const options = {};
	if (user !== void 0) options["ciuser"] = user;
	if (sshKeys !== void 0) options["sshkeys"] = sshKeys.join("\n");
	if (upgrade !== void 0) options["ciupgrade"] = wordOf("ciupgrade", upgrade);
	if (nameserver !== void 0) options["nameserver"] = wordOf("nameserver", nameserver);
	if (searchdomain !== void 0) options["searchdomain"] = wordOf("searchdomain", searchdomain);
	const storage = cloudInit?.storage ?? storageOf(input);
	const inherits = input.clone !== void 0 && cloudInit?.storage === void 0;
	if (storage === void 0 || inherits) return {
		options,
		drive: {}
	};
	return {
		options,
		drive: { [cloudInit?.drive ?? DRIVE]: { cloudinit: storage } }
	};
}
// src/kinds/vm/devices.ts
const ADDRESS = [
	"ip",
	"gw",
	"ip6",
	"gw6"
];
function netOf(slot, net) {
	const { ip, gw, ip6, gw6, pin: _, ...card } = net;
	const address = Object.fromEntries(ADDRESS.flatMap((key) => {
		const value = {
			ip,
			gw,
			ip6,
			gw6
		}[key];
		return value === void 0 ? [] : [[key, value]];
	}));
	return {
		card: wordsOf(slot, {
			model: "virtio",
			...card
		}),
		address
	};
}
/** The next `hostpciN` that the file leaves free. */
function freeSlot(taken) {
	let index = 0;
	while (taken.has(`hostpci${index}`)) index += 1;
	return `hostpci${index}`;
}
function devicesOf(input, node, name) {
	const groups = {};
	const nets = {};
	const findings = [];
	for (const [slot, value] of Object.entries(input)) {
		if (value === void 0 || typeof value !== "object") continue;
		if (/^net\d+$/.test(slot)) {
			const { card, address } = netOf(slot, value);
			nets[slot] = card;
			if (Object.keys(address).length > 0) groups[`ipconfig${slot.slice(3)}`] = address;
		} else if (/^(?:usb|hostpci)\d+$/.test(slot)) groups[slot] = wordsOf(slot, value);
	}
	const taken = new Set(Object.keys(groups));
	for (const gpu of Object.keys(input.gpus ?? {}).toSorted()) {
		const mapping = node?.gpus[gpu]?.mapping;
		if (mapping === void 0) {
			const known = node?.gpus[gpu] === void 0 ? `${name} has no card "${gpu}"` : `the card "${gpu}" names no "mapping"`;
			findings.push(finding("PHX667", pointer("gpus", gpu), known, "declare it under \"gpus\" of the node in phoenix.json, with \"mapping\": the name of its resource mapping"));
			continue;
		}
		const slot = freeSlot(taken);
		taken.add(slot);
		groups[slot] = {
			mapping,
			...input.machine?.includes("q35") ? { pcie: "1" } : {}
		};
	}
	return {
		groups,
		nets,
		findings
	};
}
// src/kinds/vm/guest-facts.ts
/** The file itself and those along its chain of clones. */
function chainOf({ merged, mergedOf }) {
	const chain = [];
	for (let at = merged; at && chain.length < 50;) {
		chain.push(at);
		const clone = at["clone"];
		const from = isObject(clone) ? clone["from"] : clone;
		at = typeof from === "string" ? mergedOf(from) : null;
	}
	return chain;
}
function diskSize(merged) {
	const { disks } = merged;
	if (!isObject(disks)) return null;
	const disk = disks[systemSlot(void 0, Object.keys(disks)) ?? ""];
	const size = isObject(disk) ? disk["size"] : void 0;
	return typeof size === "number" || typeof size === "string" ? sizeInKiB(size, "G") : null;
}
/** A machine has a kernel of its own: what containers must be allowed is nothing that it lacks. */
function guestFacts(resolve) {
	const chain = chainOf(resolve);
	const memory = chain.map(({ memory: own }) => own).find((own) => own !== void 0) ?? 512;
	return {
		nesting: true,
		keyctl: true,
		fuse: true,
		privileged: true,
		memory: typeof memory === "number" || typeof memory === "string" ? sizeInKiB(memory, "M") : null,
		disk: chain.map(diskSize).find((size) => size !== null) ?? null,
		devices: [
			"/dev/net/tun",
			"/dev/fuse",
			"/dev/kvm"
		],
		os: null
	};
}
// src/kinds/vm/refused.ts
/** Keys of a machine's file that are understood and refused, and how what they mean is said here. */
const REFUSED = {
	hostname: "the name of a machine is \"name\", as Proxmox calls it",
	args: "raw arguments of QEMU are for root alone, and nothing checks them; say it by an option of Proxmox",
	cipassword: "a password must not stand in git; use \"cloudInit\": { \"sshKeys\": […] }",
	ciuser: "write \"cloudInit\": { \"user\": … }",
	sshkeys: "write \"cloudInit\": { \"sshKeys\": […] }",
	cicustom: "write \"cloudInit\": { \"userData\": …, \"vendorData\": … }",
	ipconfig0: "addresses stand with the card: \"net0\": { \"ip\": … }",
	scsi0: "disks stand under \"disks\": { \"scsi0\": … }",
	virtio0: "disks stand under \"disks\": { \"virtio0\": … }",
	sata0: "disks stand under \"disks\": { \"sata0\": … }",
	ide2: "disks stand under \"disks\"; the drive of cloud-init is \"cloudInit\": { \"drive\": \"ide2\" }",
	rootfs: "a machine has disks by slots: \"disks\": { \"scsi0\": … }",
	mounts: "a machine has disks by slots: \"disks\": { \"scsi1\": … }; what is mounted where is said inside",
	unused0: "unused volumes are kept by Proxmox; they are never named in git",
	lock: "the lock belongs to Proxmox; it cannot be set from git",
	start: "write \"state\": \"running\"",
	firewall: "firewall rules have a kind of their own; the flag of a network card is \"firewall\" in \"net0\"",
	virtiofs0: "this version of Phoenix mounts no folders of the node in a machine; export them by NFS"
};
// src/kinds/vm/schema-cloud-init.ts
/** `cloudInit` of a virtual machine's file: what its first boot is told. The addresses of cards stand with the cards. */
const file = (name) => string().regex(CLOUD_CONFIG_FILE, `must be a file beside this one such as "${name}"`);
/** Names at its top are checked in cloud-init/lint.ts, the rest by cloud-init itself. */
const cloudConfig = record(string(), unknown());
const cloudInit = strictObject({
	storage: storageId.optional().describe("Where the drive lies that the guest reads it from; where its first disk is, unless said otherwise."),
	drive: _enum([
		"ide0",
		"ide2",
		"sata0",
		"sata5",
		"scsi30"
	]).optional().describe("The slot of the drive; \"ide2\" unless said otherwise."),
	user: string().regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be the name of a user").optional().describe("Instead of the image's own user."),
	sshKeys: array(trimmed.regex(/^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/, "must be an OpenSSH public key in one line")).min(1).optional().describe("Keys that let that user in."),
	upgrade: flag.optional().describe("Packages are upgraded at the first boot; true in Proxmox unless said otherwise."),
	nameserver: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isNameserver), "must be addresses, separated by blanks").optional().describe("As on the node, unless said otherwise."),
	searchdomain: line.refine((text) => text.trim() !== "" && text.split(/[\s,;]+/).every(isDnsName), "must be DNS names").optional().describe("As on the node, unless said otherwise."),
	userData: union([file("web.user-data.yaml"), cloudConfig]).optional().describe("What cloud-config may hold, here as JSON, or in a file beside this one that begins with \"#cloud-config\"; it takes the place of user, keys and upgrade."),
	vendorData: union([file("web.vendor-data.yaml"), cloudConfig]).optional().describe("The same, which user data goes before, key by key."),
	snippets: storageId.optional().describe("The storage that these files are written to; \"local\" unless said otherwise.")
}).optional().describe("What cloud-init in the guest is told.");
// src/kinds/vm/schema-devices.ts
/** Cards and devices of a virtual machine in a file: network, USB, PCI, serial ports. */
const mapping = string().regex(/^[A-Za-z][\w-]*$/, "must be the name of a resource mapping of the cluster");
const net = strictObject({
	model: _enum([
		"virtio",
		"e1000",
		"e1000e",
		"rtl8139",
		"vmxnet3"
	]).optional().describe("\"virtio\" unless said otherwise."),
	bridge: string().regex(/^[-_.\w]+$/).optional().describe("A bridge or vnet of the node."),
	ip: string().refine((text) => text === "dhcp" || isCidr4(text), "must be \"dhcp\" or an address with its prefix length, such as \"10.0.0.5/24\"").optional().describe("What cloud-init gives the card."),
	pin: union([ipv4(), ipv6()]).optional().describe("On a vnet with DHCP: the address that IPAM gives it, instead of the next free one."),
	gw: string().refine(isIpv4, "must be an IPv4 address").optional(),
	ip6: string().refine((text) => ["auto", "dhcp"].includes(text) || isCidr6(text), "must be \"auto\", \"dhcp\" or an address with its prefix length, such as \"fd00::5/64\"").optional(),
	gw6: string().refine(isIpv6, "must be an IPv6 address").optional(),
	hwaddr: string().refine(isMac, "must be a unicast MAC address such as \"BC:24:11:00:00:01\"").optional().describe("The same on every run unless it stands here."),
	tag: int().min(1).max(4094).optional().describe("VLAN tag."),
	trunks: union([list(/[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4]/, "VLAN ids"), array(int().min(1).max(4094)).min(1)]).optional().describe("VLAN ids that pass through."),
	mtu: int().min(1).max(65520).optional().describe("Of virtio cards; 1: that of the bridge."),
	queues: int().min(0).max(64).optional().describe("Packet queues of a virtio card."),
	rate: decimal.optional().describe("Limit in megabytes a second."),
	firewall: flag.optional().describe("Proxmox's firewall filters this card."),
	link_down: flag.optional().describe("As if the cable were pulled.")
});
const usb = strictObject({
	host: string().regex(/^(?:[0-9a-f]{4}:[0-9a-f]{4}|\d+-\d+(?:\.\d+)*|spice)$/i, "must be \"1234:abcd\", \"1-2\" or \"spice\"").optional().describe("A device of the node by vendor and product, or by its port."),
	mapping: mapping.optional().describe("A resource mapping of the cluster, instead of \"host\"."),
	usb3: flag.optional()
}).refine(({ host, mapping: name }) => host === void 0 !== (name === void 0), "must have \"host\" or \"mapping\"");
const hostpci = strictObject({
	host: string().regex(/^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?(?:;(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(?:\.[0-7])?)*$/i, "must be an address such as \"0000:01:00.0\"").optional().describe("A device of the node by its address."),
	mapping: mapping.optional().describe("A resource mapping of the cluster, instead of \"host\"."),
	mdev: trimmed.optional().describe("The type of a mediated device."),
	pcie: flag.optional().describe("As a PCI Express device; needs the machine \"q35\"."),
	"x-vga": flag.optional().describe("The primary graphics card of the guest."),
	rombar: flag.optional(),
	romfile: string().regex(/^[\w.-]+$/).optional()
}).refine(({ host, mapping: name }) => host === void 0 !== (name === void 0), "must have \"host\" or \"mapping\"");
const gpu = strictObject({ vram: size$1("M", "\"14G\", or a number of MiB").optional().describe("How much of the card the machine is expected to take; it gets all of it.") });
const numbered = (name, count, schema) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, schema.optional()]));
/** As many as Proxmox knows of each (PVE 9.2); of USB devices, machines before q35 have five. */
const devices = {
	...numbered("net", 32, net),
	...numbered("usb", 14, usb),
	...numbered("hostpci", 16, hostpci),
	...numbered("serial", 4, union([literal$1("socket"), string().regex(/^\/dev\/[^,\s]+$/)]))
};
// src/kinds/vm/schema-disks.ts
/** Disks of a virtual machine in a file, by the slots that Proxmox gives them: `scsi0`, `virtio1`, `efidisk0`. */
/** How many of each bus a machine can have (PVE 9.2: PVE::QemuServer::Drive). */
const SLOTS = /^(?:ide[0-3]|sata[0-5]|scsi(?:[0-9]|[12][0-9]|30)|virtio(?:[0-9]|1[0-5]))$/;
const image = string().refine((text) => /^image\/[^/\s]+$/.test(text) || isVolumeId(text) && text.includes(":import/"), "must be an image of this repository such as \"image/debian-13\", or a volume such as \"local:import/debian.qcow2\"");
const disk = strictObject({
	storage: storageId.optional().describe("The storage that holds the disk."),
	size: diskSize$1.optional().describe("\"32G\", or a number of GiB. It grows while the machine runs, and never shrinks."),
	import: image.optional().describe("The image that the disk begins with, \"image/debian-13\": read when it is made, and only then."),
	iso: union([literal$1("none"), string().refine(isVolumeId, "must be a volume, or \"none\"")]).optional().describe("A disc in a drive, instead of a disk: \"local:iso/debian.iso\", or \"none\"."),
	aio: _enum([
		"native",
		"threads",
		"io_uring"
	]).optional(),
	backup: flag.optional().describe("Part of backups; true unless said otherwise."),
	cache: _enum([
		"none",
		"writethrough",
		"writeback",
		"unsafe",
		"directsync"
	]).optional(),
	discard: _enum(["ignore", "on"]).optional().describe("Whether freed blocks are given back."),
	iothread: flag.optional().describe("A thread of its own; scsi needs \"virtio-scsi-single\"."),
	replicate: flag.optional().describe("Part of replication jobs; true unless said otherwise."),
	ro: flag.optional().describe("Read only."),
	serial: trimmed.max(20).optional().describe("The serial number that the guest sees."),
	shared: flag.optional().describe("The same on every node."),
	ssd: flag.optional().describe("The guest sees a solid state disk."),
	mbps_rd: decimal.optional().describe("Limit of reading in megabytes a second."),
	mbps_wr: decimal.optional().describe("Limit of writing in megabytes a second."),
	iops_rd: int().nonnegative().optional().describe("Limit of reads a second."),
	iops_wr: int().nonnegative().optional().describe("Limit of writes a second.")
});
const disks = record(string().regex(SLOTS, "must be a slot such as \"scsi0\", \"virtio0\", \"sata0\" or \"ide2\""), disk).optional().describe("Disks and drives by their slots.");
const efidisk0 = strictObject({
	storage: storageId.optional(),
	efitype: _enum(["2m", "4m"]).optional().describe("\"4m\" unless said otherwise."),
	"pre-enrolled-keys": flag.optional().describe("Secure boot with the keys of distributions.")
}).optional().describe("Where UEFI keeps its variables; \"bios\": \"ovmf\" needs it.");
const tpmstate0 = strictObject({
	storage: storageId.optional(),
	version: _enum(["v1.2", "v2.0"]).optional().describe("\"v2.0\" unless said otherwise.")
}).optional().describe("The state of a TPM.");
// src/kinds/vm/schema.ts
/**
* What a file `vm/NAME.json` may hold, in Proxmox's words: strict, so that a typo is an error. What needs other files or
* the settings is checked in resolve.ts.
*/
const refused = Object.fromEntries(Object.entries(REFUSED).map(([key, message]) => [key, never({ error: message }).optional()]));
const clone = union([address, strictObject({
	from: union([address, int().min(100).max(999999999)]).describe("\"vm/base\", or the VMID of a machine."),
	full: flag.optional().describe("A copy of its own; absent: linked where the source is a template."),
	snapshot: string().refine(isSnapshotName, "must be the name of a snapshot").optional(),
	storage: storageId.optional().describe("Where a full clone goes; where the source is, unless said otherwise.")
})]);
const slotList = array(string().regex(/^(?:ide|sata|scsi|virtio|net|usb|hostpci)\d+$/, "must be a slot such as \"scsi0\"")).min(1);
const vmSchema = strictObject({
	$schema: string().optional(),
	vmid: int().min(100).max(999999999).describe("The machine's identity, unique in the cluster."),
	node: string().optional().describe("The node it lives on; needless where there is one."),
	name: string().refine(isDnsName, "must be a DNS name").optional().describe("The name of the file, unless said otherwise."),
	description: string().max(DESCRIPTION_LIMIT).refine(isText, "must not contain control characters").optional().describe("Shown as Notes."),
	tags: array(string().refine(isTag, "must be letters, digits, \"_\", \"-\", \"+\" and \".\", starting with a letter, digit or \"_\"")).optional(),
	pool: string().refine(isPoolId, "must be the name of a pool").optional().describe("A pool that exists."),
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: flag.optional().describe("Take over a machine that exists: writes its marker, changes what differs, and restarts nothing."),
	generation: int().positive().optional().describe("Raise it to have the machine made anew."),
	template: flag.optional().describe("Turned into a template once made; there is no way back."),
	clone: clone.optional().describe("The machine that this one is cloned from."),
	ostype: _enum([
		"l26",
		"l24",
		"other",
		"solaris",
		"w2k",
		"w2k3",
		"w2k8",
		"win7",
		"win8",
		"win10",
		"win11",
		"wvista",
		"wxp"
	]).optional().describe("What runs in it; \"l26\" is any Linux of today."),
	cores: int().min(1).max(1024).optional().describe("Cores of a socket."),
	sockets: int().min(1).max(4).optional().describe("1 unless said otherwise."),
	vcpus: int().min(1).max(4096).optional().describe("How many of the cores are plugged in; all of them without it."),
	cpu: union([trimmed.regex(/^[\w.-]+$/, "must be a type of processor such as \"host\""), strictObject({
		cputype: trimmed.regex(/^[\w.-]+$/).optional().describe("\"host\", \"x86-64-v2-AES\" …"),
		flags: trimmed.regex(/^[+-][\w.-]+(?:;[+-][\w.-]+)*$/, "must be flags such as \"+aes;-pcid\"").optional(),
		hidden: flag.optional().describe("The guest is not told that it is virtual.")
	})]).optional().describe("The processor that the guest sees."),
	cpulimit: decimal.refine((value) => value <= 128, "must be at most 128").optional().describe("In cores; 0: no limit."),
	cpuunits: int().min(1).max(1e4).optional().describe("Weight against other guests, 100 unless said otherwise."),
	affinity: trimmed.regex(/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/).optional().describe("Cores of the node that it runs on."),
	numa: flag.optional().describe("Memory is plugged in while it runs only with this."),
	memory: mebibytes$1(16).optional().describe("\"2G\", or a number of MiB; 512 unless said otherwise."),
	balloon: union([literal$1(0), mebibytes$1(16)]).optional().describe("The least that it keeps when the node is short of memory; 0: it never gives any back."),
	shares: int().min(0).max(5e4).optional().describe("Weight of its memory against others when ballooning."),
	machine: trimmed.regex(/^(?:pc|q35|pc(?:-i440fx)?-\d+(?:\.\d+)+(?:\+pve\d+)?|pc-q35-\d+(?:\.\d+)+(?:\+pve\d+)?|virt(?:-\d+(?:\.\d+)+)?)$/, "must be a machine such as \"q35\"").optional().describe("\"q35\" has PCI Express; \"pc\" unless said otherwise."),
	bios: _enum(["seabios", "ovmf"]).optional().describe("\"ovmf\" is UEFI."),
	scsihw: _enum([
		"lsi",
		"lsi53c810",
		"megasas",
		"pvscsi",
		"virtio-scsi-pci",
		"virtio-scsi-single"
	]).optional().describe("The controller of scsi disks."),
	boot: slotList.optional().describe("What is booted from, in this order; the first disk unless said otherwise."),
	disks,
	efidisk0,
	tpmstate0,
	...devices,
	vga: union([_enum([
		"cirrus",
		"none",
		"qxl",
		"qxl2",
		"qxl3",
		"qxl4",
		"serial0",
		"serial1",
		"serial2",
		"serial3",
		"std",
		"virtio",
		"virtio-gl",
		"vmware"
	]), strictObject({
		type: _enum([
			"cirrus",
			"none",
			"qxl",
			"serial0",
			"std",
			"virtio",
			"virtio-gl",
			"vmware"
		]).optional(),
		memory: int().min(4).max(512).optional().describe("MiB.")
	})]).optional().describe("The display; \"serial0\" for images that speak on a serial port."),
	rng0: strictObject({
		source: _enum([
			"/dev/urandom",
			"/dev/random",
			"/dev/hwrng"
		]),
		max_bytes: int().nonnegative().optional(),
		period: int().nonnegative().optional()
	}).optional().describe("A source of randomness for the guest."),
	gpus: record(string(), gpu).optional().describe("Cards of phoenix.json that name a \"mapping\": each becomes a hostpci of its own."),
	agent: union([flag, strictObject({
		enabled: flag.optional(),
		fstrim_cloned_disks: flag.optional(),
		"freeze-fs-on-backup": flag.optional(),
		type: _enum(["virtio", "isa"]).optional()
	})]).optional().describe("The guest agent: how Phoenix looks into the machine. Features and health need it."),
	cloudInit,
	hotplug: union([flag, array(_enum([
		"network",
		"disk",
		"cpu",
		"memory",
		"usb",
		"cloudinit"
	]))]).optional().describe("What may change while it runs; network, disk and usb unless said otherwise."),
	tablet: flag.optional(),
	acpi: flag.optional(),
	kvm: flag.optional().describe("Without it all is emulated, and slow."),
	localtime: flag.optional().describe("Its clock has the local time, as Windows wants it."),
	state: _enum(["running", "stopped"]).optional().describe("\"running\" unless it is a template."),
	onboot: flag.optional().describe("Started with the node."),
	startup: strictObject({
		order: int().nonnegative().optional(),
		up: int().nonnegative().optional().describe("Seconds to wait after its start."),
		down: int().nonnegative().optional().describe("Seconds to wait for its shutdown.")
	}).refine((value) => Object.keys(value).length > 0, "must have order, up or down").optional(),
	protection: flag.optional().describe("Proxmox refuses to destroy it or to remove its disks."),
	hookscript: string().refine((text) => isVolumeId(text) && text.includes(":snippets/"), "must be a snippet such as \"local:snippets/hook.sh\"").optional(),
	dependsOn: array(address).optional().describe("Resources that are ready before this one is made or restarted."),
	features,
	env: record(string().regex(/^\w+$/, "must be letters, digits and \"_\""), string().startsWith("${secret:")).optional().describe("Variables that are secrets, brought into the guest for its services."),
	health: healthSchema.optional().describe("How the machine is known to be well, by name: asked after every change, and by `phoenix status`."),
	rollback: _enum([
		"off",
		"snapshot",
		"lose-data"
	]).optional().describe("Whether the machine is rolled back when its software fails, instead of \"policies.rollback\"."),
	snapshots: record(string().refine(isSnapshotName, "must be a letter, then letters, digits, \"_\" and \"-\", 2 to 40 in all"), strictObject({ description: string().max(4096).refine(isText, "must not contain control characters").optional() })).optional().describe("Snapshots that shall exist; they are made when they first appear here."),
	...refused
});
// src/kinds/vm/source.ts
/** What a virtual machine is made from: another one, or disks of its own. Pure. */
const member = (value, key) => isObject(value) && Object.hasOwn(value, key) ? value[key] : void 0;
/** Storages of the disks of a file, along a chain of clones. */
function storagesOf(merged, lookup, depth = 0) {
	const disks = merged["disks"];
	const found = [...isObject(disks) ? Object.values(disks).map((disk) => member(disk, "storage")) : [], member(merged["clone"], "storage")].filter((one) => typeof one === "string");
	if (found.length > 0 || depth > 50) return found;
	const { clone } = merged;
	const from = typeof clone === "string" ? clone : member(clone, "from");
	const origin = typeof from === "string" ? lookup(from) : null;
	return origin ? storagesOf(origin, lookup, depth + 1) : [];
}
/** The source is on another node, and a storage that the copy needs is declared as that node's alone. */
function apart({ settings, mergedOf }, { storage }, origin, to) {
	const node = typeof origin?.["node"] === "string" ? origin["node"] : null;
	if (!origin || node === null || node === to) return {};
	const alone = (storage === void 0 ? storagesOf(origin, mergedOf) : [storage]).find((one) => storageIn(settings, node, one)?.shared === false);
	return alone === void 0 ? {} : { apart: {
		node,
		storage: alone
	} };
}
function resolveClone(resolve, input, node) {
	const { clone: written } = input;
	const clone = typeof written === "string" ? { from: written } : written;
	const findings = [];
	const add = (message, hint, path = "/clone") => findings.push(finding("PHX666", path, message, hint));
	const { from } = clone;
	const address = typeof from === "string" ? from : null;
	const origin = address === null || address === resolve.address ? null : resolve.mergedOf(address);
	const known = origin?.["vmid"];
	const vmid = typeof from === "number" ? from : typeof known === "number" ? known : null;
	if (address !== null && !address.startsWith("vm/")) add(`${address} is no virtual machine`, "name one: \"vm/NAME\"");
	else if (vmid === null) add(address === resolve.address ? "a machine cannot be cloned from itself" : `${address} does not exist`, "name a machine of this estate, or the VMID of another one");
	const isTemplate = origin?.["template"] === true;
	const isLinked = clone.full === void 0 ? isTemplate || origin === null : !clone.full;
	if (origin && clone.full === false && !isTemplate) add(`${address} is no template, so that it can only be copied in full`, "leave \"full\" out");
	if (isLinked && clone.storage !== void 0) add("a linked clone lies where its source does", "write \"full\": true, or leave \"storage\" out", "/clone/storage");
	for (const slot of Object.keys(input.disks ?? {})) {
		if (input.disks?.[slot]?.import === void 0) continue;
		add("a clone has its disks from its source", "leave \"import\" out", `/disks/${slot}/import`);
	}
	if (vmid === null || findings.length > 0) return {
		source: null,
		findings
	};
	const state = origin?.["state"] ?? (isTemplate ? "stopped" : "running");
	return {
		source: {
			is: "clone",
			address,
			vmid,
			...clone.full === void 0 ? {} : { full: clone.full },
			...clone.snapshot === void 0 ? {} : { snapshot: clone.snapshot },
			...clone.storage === void 0 ? {} : { storage: clone.storage },
			...isLinked ? { linkedOn: origin ? storagesOf(origin, resolve.mergedOf)[0] ?? null : null } : {},
			...apart(resolve, clone, origin, node),
			...origin && state === "running" ? { runs: true } : {}
		},
		findings
	};
}
function resolveSource(resolve, input, node) {
	if (input.clone !== void 0) return resolveClone(resolve, input, node);
	if (input.adopt === true) return {
		source: null,
		findings: []
	};
	if (Object.values(input.disks ?? {}).length > 0) return {
		source: { is: "disks" },
		findings: []
	};
	return {
		source: null,
		findings: [finding("PHX661", "", "the machine has neither \"clone\" nor \"disks\"", "say what it is made from, or \"adopt\": true when it exists already")]
	};
}
// src/kinds/vm/resolve.ts
/**
* From a merged file to a spec: defaults, the volumes of images, addresses as cloud-init gets them, units and lists in
* Proxmox's words. Pure. What is wrong with the finished spec is found in checks.ts.
*/
const OPTION_KEYS = [
	...[
		"ostype",
		"cores",
		"sockets",
		"vcpus",
		"cpulimit",
		"cpuunits",
		"affinity",
		"numa",
		"shares"
	],
	...[
		"machine",
		"bios",
		"scsihw",
		"tablet",
		"acpi",
		"kvm",
		"localtime",
		"onboot",
		"protection"
	],
	...[
		"hookscript",
		"serial0",
		"serial1",
		"serial2",
		"serial3"
	]
];
function optionsOf(input) {
	const words = {};
	for (const key of OPTION_KEYS) {
		const value = input[key];
		if (value !== void 0) words[key] = wordOf(key, value);
	}
	if (input.memory !== void 0) words["memory"] = mebibytes(input.memory);
	if (input.balloon !== void 0) words["balloon"] = mebibytes(input.balloon);
	if (input.boot !== void 0) words["boot"] = `order=${input.boot.join(";")}`;
	const { hotplug } = input;
	if (hotplug !== void 0) words["hotplug"] = wordOf("hotplug", typeof hotplug === "boolean" ? hotplug : hotplug.join(","));
	return words;
}
/** The volume of an image of this estate, as its own file gives it. */
function imageVolume(resolve, address) {
	const merged = resolve.mergedOf(address);
	if (!merged) return null;
	const { spec } = resolveImage({
		...resolve,
		address,
		name: address.replace(/^image\//, ""),
		merged
	});
	return spec ? volumeOf(spec) : null;
}
function disksOf(resolve, input) {
	const disks = {};
	const imports = {};
	const imageOf = {};
	for (const [slot, disk] of Object.entries(input.disks ?? {})) {
		const { import: image, ...rest } = disk;
		disks[slot] = wordsOf(slot, rest);
		if (image === void 0) continue;
		if (!image.startsWith("image/")) imports[slot] = image;
		else {
			const volume = imageVolume(resolve, image);
			imageOf[slot] = image;
			if (volume !== null) imports[slot] = volume;
		}
	}
	for (const slot of ["efidisk0", "tpmstate0"]) {
		const disk = input[slot];
		if (disk) disks[slot] = wordsOf(slot, disk);
	}
	return {
		disks,
		imports,
		imageOf
	};
}
const asObject = (key, value) => typeof value === "object" ? value : { [key]: value };
function groupsOf(input) {
	const { cpu, agent, vga, rng0 } = input;
	return {
		...cpu === void 0 ? {} : { cpu: wordsOf("cpu", asObject("cputype", cpu)) },
		...agent === void 0 ? {} : { agent: wordsOf("agent", {
			enabled: true,
			...asObject("enabled", agent)
		}) },
		...vga === void 0 ? {} : { vga: wordsOf("vga", asObject("type", vga)) },
		...rng0 === void 0 ? {} : { rng0: wordsOf("rng0", rng0) }
	};
}
function snapshotsOf({ snapshots = {} }) {
	const named = Object.entries(snapshots).map(([name, { description }]) => {
		const text = description?.replace(/\n+$/, "");
		return [name, text === void 0 || text === "" ? {} : { description: text }];
	});
	return Object.fromEntries(named);
}
/** Members that only stand in the spec when the file names them. */
function addNamed(spec, input) {
	const description = input.description?.replace(/\n+$/, "");
	if (description) spec.description = description;
	if (input.tags !== void 0) spec.tags = userTags(input.tags);
	if (input.pool !== void 0) spec.pool = input.pool;
	if (input.rollback !== void 0) spec.rollback = input.rollback;
}
/** What is in the machine and how it is known to be well. */
function addInside(spec, input, resolve) {
	const findings = [];
	const software = resolveSoftware(resolve, input, spec, guestFacts(resolve));
	if (software && software.software.length > 0) spec.software = software.software;
	findings.push(...software?.findings ?? []);
	if (!input.health) return findings;
	const nets = Object.fromEntries(Object.entries(spec.groups).filter(([slot]) => slot.startsWith("ipconfig")));
	const known = healthOf(input.health, {
		nets,
		node: spec.node
	}, resolve, (path, message, hint) => finding("PHX672", path, message, hint));
	if (Object.keys(known.health).length > 0) spec.health = known.health;
	return [...findings, ...known.findings];
}
const cardsIn = (input) => Object.fromEntries(Object.entries(input).filter(([slot]) => /^net\d+$/.test(slot)));
/** Completes a merged file. A file that the schema refuses gives no spec: whoever reads files says why. */
function resolveVm(resolve) {
	if (!resolve.isAccepted && !vmSchema.safeParse(resolve.merged).success) return {
		spec: null,
		findings: []
	};
	const input = resolve.merged;
	const { settings } = resolve;
	const nodes = Object.keys(settings.nodes);
	const node = input.node ?? (nodes.length === 1 ? nodes[0] : void 0);
	if (node === void 0) return {
		spec: null,
		findings: [finding("PHX660", "", "the machine names no node, and the estate has several", `write "node": one of ${nodes.toSorted().join(", ")}`)]
	};
	const { source, findings: ofSource } = resolveSource(resolve, input, node);
	const { disks, imports, imageOf } = disksOf(resolve, input);
	const { groups, nets, findings: ofDevices } = devicesOf(input, nodeIn(settings, node), node);
	const { options: cloudInit, drive } = cloudInitOf(input, groups);
	const template = input.template ?? false;
	const spec = {
		vmid: input.vmid,
		node,
		generation: input.generation ?? 1,
		adopt: input.adopt ?? false,
		state: input.state ?? (template ? "stopped" : "running"),
		template,
		source,
		hostname: input.name ?? resolve.name,
		dependsOn: input.dependsOn ? [...new Set(input.dependsOn)].toSorted() : [],
		options: optionsOf(input),
		startup: input.startup ? wordsOf("startup", input.startup) : {},
		groups: {
			...groupsOf(input),
			...groups
		},
		nets,
		disks: {
			...disks,
			...drive
		},
		imports,
		cloudInit,
		snapshots: snapshotsOf(input)
	};
	const images = [...new Set(Object.values(imageOf))].toSorted();
	if (images.length > 0) {
		spec.images = images;
		spec.imageOf = imageOf;
	}
	addNamed(spec, input);
	const { pins, findings: ofPins } = pinsOf(cardsIn(input), resolve, pinFinding);
	if (pins) spec.pins = pins;
	const inside = addInside(spec, input, resolve);
	const { told, findings: ofTold } = toldOf(spec, input, resolve);
	if (told) {
		spec.told = told;
		spec.cloudInit = {
			...cloudInit,
			cicustom: cicustomOf(told)
		};
	}
	const checked = checkSpec(spec, input, settings);
	return {
		spec,
		findings: [
			...ofSource,
			...ofDevices,
			...ofPins,
			...inside,
			...ofTold,
			...checked
		]
	};
}
// src/kinds/vm/rules/facts/machines.ts
function* machinesOf({ resources }) {
	for (const resource of resources.values()) if (isVm(resource)) yield resource;
}
/** The PCI devices that a machine gets, by their slots. */
const passedTo = ({ groups }) => Object.keys(groups).filter((slot) => slot.startsWith("hostpci"));
// src/kinds/vm/rules/balloon-with-card.ts
const balloonWithCard = {
	id: "PHX682",
	severity: "warning",
	title: "A machine with a passed device is to give memory back",
	why: "A device that is passed through reads and writes the memory of its machine by itself, so that all of it is held: the balloon gives nothing back, and the node has less memory than it counts on.",
	example: {
		wrong: "\"hostpci0\": { \"mapping\": \"gpu0\" }, \"balloon\": \"2G\"",
		right: "\"hostpci0\": { \"mapping\": \"gpu0\" }, \"balloon\": 0"
	},
	*check({ estate }) {
		for (const resource of machinesOf(estate)) {
			const { balloon } = resource.spec.options;
			const [slot] = passedTo(resource.spec);
			if (slot === void 0 || balloon === void 0 || balloon === "0") continue;
			yield {
				message: `${resource.address} has ${slot}, and gives no memory back`,
				hint: "Write \"balloon\": 0.",
				at: {
					resource,
					path: "/balloon"
				}
			};
		}
	}
};
// src/kinds/vm/rules/idle-iothread.ts
const idleIothread = {
	id: "PHX685",
	severity: "warning",
	title: "A disk has a thread of its own that its controller does not use",
	why: "Disks of \"scsi\" share the thread of their controller, unless each has a controller of its own: Proxmox ignores \"iothread\" otherwise, and says so in the log of the start alone.",
	example: {
		wrong: "\"disks\": { \"scsi0\": { \"iothread\": true } }",
		right: "\"scsihw\": \"virtio-scsi-single\" beside it"
	},
	*check({ estate }) {
		for (const resource of machinesOf(estate)) {
			const { options, disks, source } = resource.spec;
			if (options["scsihw"] === "virtio-scsi-single" || source?.is === "clone" && !options["scsihw"]) continue;
			for (const [slot, { iothread }] of Object.entries(disks)) {
				if (iothread !== "1" || !slot.startsWith("scsi")) continue;
				yield {
					message: `${slot} of ${resource.address} gets no thread of its own`,
					hint: "Write \"scsihw\": \"virtio-scsi-single\", or leave \"iothread\" out.",
					at: {
						resource,
						path: pointer("disks", slot, "iothread")
					}
				};
			}
		}
	}
};
// src/kinds/vm/rules/linked-to-replaced.ts
/** LVM-thin copies know nothing of each other. */
const FREE = /* @__PURE__ */ new Set(["lvmthin"]);
function isLinked({ spec }, to, { settings }) {
	const { source, node } = spec;
	if (source?.is !== "clone" || source.address !== to || source.linkedOn === void 0) return false;
	const type = source.linkedOn === null ? void 0 : storageIn(settings, node, source.linkedOn)?.type;
	return type === void 0 || !FREE.has(type);
}
const linkedToReplaced = {
	id: "PHX683",
	severity: "error",
	ofChanges: true,
	title: "A template is made anew, and machines are linked to it",
	why: "A linked clone stands on the disks of its template, and no storage gives up a disk that others stand on: the template could not be destroyed, and the apply would stop there.",
	example: {
		wrong: "\"generation\": 2   of vm/base, which vm/web is a linked clone of",
		right: "another template, vm/base-2, and \"clone\": \"vm/base-2\" in machines that are new"
	},
	*check(input) {
		const before = input.base;
		if (!before) return;
		for (const { want, base, diff } of changesIn(input).changed) {
			if (diff.action !== "replace" || !isVm(base) || !base.spec.template) continue;
			const first = [...machinesOf(before)].find((one) => isLinked(one, base.address, before));
			if (!first) continue;
			yield {
				message: `${want.address} is made anew, and ${first.address} is linked to its disks`,
				hint: "Take the higher \"generation\" back, and make a template of another name and VMID for machines that are new.",
				at: {
					resource: want,
					path: "/generation"
				}
			};
		}
	}
};
// src/kinds/vm/rules/shared-card.ts
/** Where it stands in the file: a card of `gpus` has no slot there. */
const pathOf = ({ resource, slot }) => resource.merged[slot] === void 0 ? "/gpus" : pointer(slot);
// src/kinds/vm/rules/registry.ts
const vmRules = [
	balloonWithCard,
	linkedToReplaced,
	{
		id: "PHX684",
		severity: "warning",
		title: "Two machines that run want the same device",
		why: "A device that is passed through belongs to one machine at a time: the second one does not start.",
		example: {
			wrong: "\"hostpci0\": { \"mapping\": \"gpu0\" }   in vm/a and in vm/b, both running on one node",
			right: "another device for one of them, or \"state\": \"stopped\""
		},
		*check({ estate }) {
			const held = /* @__PURE__ */ new Map();
			for (const resource of machinesOf(estate)) {
				const { spec } = resource;
				if (spec.state !== "running") continue;
				for (const slot of passedTo(spec)) {
					const { mapping, host, mdev } = spec.groups[slot] ?? {};
					if (mdev !== void 0) continue;
					const key = `${spec.node} ${mapping ?? host ?? ""}`;
					const first = held.get(key);
					const holder = {
						resource,
						slot
					};
					if (!first) held.set(key, holder);
					else yield {
						message: `${resource.address} and ${first.resource.address} want ${mapping ?? host} of ${spec.node}`,
						hint: "Give it to one of them, or name another device. A mapping of several devices: suppress this with that reason.",
						at: {
							resource,
							path: pathOf(holder)
						},
						also: {
							resource: first.resource,
							path: pathOf(first)
						}
					};
				}
			}
		}
	},
	idleIothread
];
// src/kinds/vm/schema-words.ts
const SIZE = String.raw`^\s*\d+(?:\.\d+)?\s*(?:(?:[KMGTkmgt][iI]?[bB]?|[iI][bB]?|[bB])\s*)?$`;
const SIZES = [
	"32G",
	"512M",
	32
];
const STORAGES = ["local-zfs", "local-lvm"];
const duration = [
	"10s",
	"2m",
	90
];
const VM_WORDS = {
	vmid: { examples: [100, 8e3] },
	node: { examples: ["pve1"] },
	name: {
		examples: ["docker", "docker.example.org"],
		pattern: "^[A-Za-z0-9.-]+$"
	},
	description: { examples: ["Runs what needs a kernel of its own."] },
	tags: {
		about: "Shown beside the machine. A set: what profiles give is added to, and \"!x\" takes x out.",
		examples: [["web", "public"]]
	},
	pool: { examples: ["production"] },
	extends: { examples: [["debian-vm"]] },
	generation: { examples: [2] },
	clone: { examples: ["vm/debian-13", {
		from: "vm/debian-13",
		full: true,
		storage: "local-zfs"
	}] },
	"clone/from": { examples: ["vm/debian-13", 9e3] },
	"clone/snapshot": {
		about: "The snapshot of the source that is cloned, instead of what it is now.",
		examples: ["clean"]
	},
	"clone/storage": { examples: STORAGES },
	cores: { examples: [2, 8] },
	sockets: { examples: [1] },
	vcpus: { examples: [4] },
	cpu: { examples: ["host", {
		cputype: "x86-64-v2-AES",
		flags: "+aes"
	}] },
	"cpu/cputype": { examples: ["host"] },
	"cpu/flags": {
		about: "Features that the processor has or lacks.",
		examples: ["+aes;-pcid"]
	},
	cpulimit: { examples: [1.5, 0] },
	cpuunits: { examples: [100, 200] },
	affinity: { examples: ["0-3,8"] },
	memory: {
		examples: [
			"2G",
			"512M",
			4096
		],
		pattern: SIZE
	},
	balloon: { examples: ["1G", 0] },
	shares: { examples: [1e3] },
	machine: { examples: ["q35"] },
	boot: { examples: [["scsi0", "net0"]] },
	disks: { examples: [{ scsi0: {
		storage: "local-zfs",
		size: "32G",
		import: "image/debian-13",
		discard: "on"
	} }] },
	"disks/*/storage": { examples: STORAGES },
	"disks/*/size": {
		examples: SIZES,
		pattern: SIZE
	},
	"disks/*/import": { examples: ["image/debian-13", "local:import/debian-13.qcow2"] },
	"disks/*/iso": { examples: ["local:iso/debian-13.iso", "none"] },
	"disks/*/aio": { about: "How QEMU reads and writes; \"io_uring\" unless said otherwise." },
	"disks/*/cache": { about: "What the node keeps in memory of it; nothing unless said otherwise." },
	"disks/*/serial": { examples: ["DATA01"] },
	"disks/*/mbps_rd": { examples: [100] },
	"disks/*/mbps_wr": { examples: [100] },
	"disks/*/iops_rd": { examples: [1e3] },
	"disks/*/iops_wr": { examples: [1e3] },
	efidisk0: { examples: [{
		storage: "local-zfs",
		efitype: "4m",
		"pre-enrolled-keys": true
	}] },
	"efidisk0/storage": {
		about: "The storage that holds it.",
		examples: STORAGES
	},
	tpmstate0: { examples: [{
		storage: "local-zfs",
		version: "v2.0"
	}] },
	"tpmstate0/storage": {
		about: "The storage that holds it.",
		examples: STORAGES
	},
	"net#": {
		about: "A network card.",
		examples: [{
			bridge: "vmbr0",
			ip: "10.0.0.5/24",
			gw: "10.0.0.1"
		}]
	},
	"net#/bridge": { examples: ["vmbr0"] },
	"net#/ip": {
		examples: ["dhcp", "10.0.0.5/24"],
		pattern: "^(?:dhcp|[0-9.]+/[0-9]+)$"
	},
	"net#/pin": { examples: ["10.9.0.20"] },
	"net#/gw": {
		about: "The IPv4 gateway.",
		examples: ["10.0.0.1"],
		pattern: "^[0-9.]+$"
	},
	"net#/ip6": {
		about: "An IPv6 address with its prefix length, \"auto\" or \"dhcp\".",
		examples: ["auto", "fd00::5/64"],
		pattern: "^(?:auto|dhcp|[0-9A-Fa-f:.]+/[0-9]+)$"
	},
	"net#/gw6": {
		about: "The IPv6 gateway.",
		examples: ["fd00::1"],
		pattern: "^[0-9A-Fa-f:.]+$"
	},
	"net#/hwaddr": {
		examples: ["BC:24:11:00:00:01"],
		pattern: "^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$"
	},
	"net#/tag": { examples: [20] },
	"net#/trunks": { examples: ["20;30", [20, 30]] },
	"net#/mtu": { examples: [1, 1500] },
	"net#/queues": { examples: [4] },
	"net#/rate": { examples: [100] },
	"usb#": {
		about: "A USB device.",
		examples: [{ host: "1050:0407" }]
	},
	"usb#/host": { examples: ["1050:0407", "1-2"] },
	"usb#/mapping": { examples: ["key"] },
	"usb#/usb3": { about: "As a USB 3 device." },
	"hostpci#": {
		about: "A PCI device of the node, as a whole.",
		examples: [{
			mapping: "gpu0",
			pcie: true
		}]
	},
	"hostpci#/host": { examples: ["0000:01:00.0"] },
	"hostpci#/mapping": { examples: ["gpu0"] },
	"hostpci#/mdev": { examples: ["nvidia-63"] },
	"hostpci#/rombar": { about: "Whether the guest sees the memory of its firmware." },
	"hostpci#/romfile": {
		about: "Firmware in /usr/share/kvm instead of its own.",
		examples: ["vbios.rom"]
	},
	"serial#": {
		about: "A serial port: a socket of the node, or a device of it.",
		examples: ["socket"]
	},
	vga: { examples: ["serial0", {
		type: "std",
		memory: 32
	}] },
	"vga/type": { about: "What the display is." },
	"vga/memory": {
		about: "Memory of the display, in MiB.",
		examples: [32]
	},
	rng0: { examples: [{ source: "/dev/urandom" }] },
	"rng0/source": { about: "The device of the node that it comes from." },
	"rng0/max_bytes": {
		about: "Bytes in a period.",
		examples: [1024]
	},
	"rng0/period": {
		about: "Milliseconds.",
		examples: [1e3]
	},
	gpus: { examples: [{ gpu0: {} }] },
	"gpus/*/vram": {
		examples: ["14G"],
		pattern: SIZE
	},
	agent: { examples: [true, {
		enabled: true,
		fstrim_cloned_disks: true
	}] },
	"agent/enabled": { about: "True unless said otherwise." },
	"agent/fstrim_cloned_disks": { about: "Freed blocks are given back after a disk was moved or cloned." },
	"agent/freeze-fs-on-backup": { about: "File systems are held still for a backup; true in Proxmox." },
	"agent/type": { about: "The port that it listens on." },
	cloudInit: { examples: [{
		user: "admin",
		sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@home"]
	}] },
	"cloudInit/storage": { examples: STORAGES },
	"cloudInit/user": { examples: ["admin"] },
	"cloudInit/sshKeys": { examples: [["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExamp me@home"]] },
	"cloudInit/nameserver": { examples: ["10.0.0.1"] },
	"cloudInit/searchdomain": { examples: ["example.org"] },
	"cloudInit/userData": { examples: ["web.user-data.yaml", { timezone: "Europe/Berlin" }] },
	"cloudInit/vendorData": { examples: ["web.vendor-data.yaml"] },
	"cloudInit/snippets": { examples: ["local"] },
	hotplug: { examples: [true, [
		"network",
		"disk",
		"cpu",
		"memory"
	]] },
	tablet: { about: "The pointer follows that of the console; true unless said otherwise." },
	acpi: { about: "True unless said otherwise: without it no shutdown reaches the guest." },
	startup: {
		about: "When it starts and stops with its node.",
		examples: [{
			order: 1,
			up: 30
		}]
	},
	"startup/order": {
		about: "The lowest starts first, and stops last.",
		examples: [1]
	},
	"startup/up": { examples: [30] },
	"startup/down": { examples: [60] },
	hookscript: {
		about: "A script of the node that runs before and after the machine starts and stops.",
		examples: ["local:snippets/hook.sh"]
	},
	dependsOn: { examples: [["lxc/db"]] },
	features: { examples: [{ docker: {} }] },
	env: { examples: [{ API_TOKEN: "${secret:web/token}" }] },
	health: { examples: [{ web: {
		http: ":8080/health",
		within: "2m"
	} }] },
	"health/*/exec": { examples: [[
		"systemctl",
		"is-active",
		"--quiet",
		"nginx"
	]] },
	"health/*/tcp": { examples: [":5432"] },
	"health/*/http": { examples: [":8080/health"] },
	"health/*/status": { examples: [200, [200, 401]] },
	"health/*/body": { examples: ["ok"] },
	"health/*/headers": { examples: [{ authorization: "Bearer ${secret:web/token}" }] },
	"health/*/from": { examples: [
		"self",
		"node",
		"lxc/gateway"
	] },
	"health/*/within": { examples: duration },
	"health/*/interval": { examples: duration },
	"health/*/timeout": { examples: duration },
	snapshots: { examples: [{ "before-upgrade": {} }] },
	"snapshots/*/description": {
		about: "What it is for.",
		examples: ["As it was before the upgrade"]
	}
};
// src/kinds/vm/kind.ts
/** Its scopes are those of guests, but for a machine that comes up and for IPAM. */
const holds = (check, state, digest) => {
	if (check.is === "ready") return holdsReady(state);
	return pinHolds(check, state) ?? guestHolds(VM_GRAMMAR, check, state, digest);
};
/** What `cicustom` names is written before, and removed when nothing names it any more; what starts comes up. */
function stepsOf(input) {
	const { action, changes, want, base, seen, mark, snapshot } = input;
	const live = "live" in seen ? seen.live : null;
	const vmid = want?.spec.vmid ?? Number(mark.id.replace(/^vmid:/, ""));
	const steps = withReady(vmid, guestSteps({
		...input,
		dialect: VM
	}));
	const isMade = action === "create" || action === "replace";
	return withSnippets({
		address: mark.address,
		vmid,
		node: want?.spec.node ?? live?.node ?? "",
		snapshot,
		told: want?.spec.told ?? null,
		before: [live?.conf.options.get("cicustom") ?? "", base?.spec.cloudInit["cicustom"] ?? ""],
		writes: isMade || changes.some(({ slot }) => slot === "cicustom" || slot === "marker"),
		goes: action === "destroy"
	}, steps);
}
const vmKind = {
	kind: "vm",
	schema: vmSchema,
	words: VM_WORDS,
	sets: ["tags", "dependsOn"],
	resolve: resolveVm,
	expand: onNode,
	defaultOf: defaultAt,
	id: ({ vmid }) => idOf(vmid),
	node: ({ node }) => node,
	scope: ({ vmid }) => `guest:${vmid}`,
	edges: edgesOf,
	strangers: ({ source }) => source?.is === "clone" && source.address === null ? [{
		id: idOf(source.vmid),
		path: "/clone/from"
	}] : [],
	outputs: outputsOf,
	learns: learnsOf,
	learned: learnedOf,
	observe: (input) => observeGuest(VM_GRAMMAR, input),
	owned: (snapshot, estate, env) => ownedGuests("qemu", snapshot, estate, env),
	diff: (input) => diffGuest({
		...input,
		dialect: VM
	}),
	reasonOf,
	steps: stepsOf,
	reads: { cluster: MAPPING_FILES },
	look: lookAtReady,
	holds,
	demand: demandOf,
	features: ({ software = [] }) => software.map(({ id }) => id),
	secrets: (spec) => [...secretsOf(spec), ...spec.told ? secretsTold(spec.told) : []],
	guest: guestOf,
	stored: storedOf,
	...VM_GRAMMAR.transport && { transport: VM_GRAMMAR.transport },
	writes: { files: ["/var/lib/vz/snippets/*", "/mnt/pve/*/snippets/*"] },
	tools: ["qm"],
	findings: {
		...VM_FINDINGS,
		...CLOUD_INIT_FINDINGS
	},
	rules: vmRules,
	runs: ({ running }) => running,
	health: ({ health = {} }) => health,
	summary: summaryOf,
	imports: importVm
};
export { agentLimit as a, agentCommand as i, vmSchema as n, askAgent as o, agentAnswer as r, visible as s, vmKind as t };
