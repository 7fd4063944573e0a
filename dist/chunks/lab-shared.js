import { r as __toESM } from "./rolldown-runtime.js";
import { A as formatConf, B as formatSize, D as decodeText, F as parseSections, H as parsePropertyString, I as FAMILIES, L as PropertyStringError, N as sha1, O as digest, S as parseAddress, T as parseSubnet, U as parseSize, V as parseBoolean, bt as PhoenixError, f as isObject, j as parseConf, k as encodeText, u as sections, v as isInRange, w as parseRange, z as formatPropertyString } from "./base.js";
import { A as ParameterFailure, B as nodeFacts, H as readFacts, L as LockTimeout, M as badParameter, N as die, O as Failure, P as messageOf, U as writeFacts, V as nodeNames, W as readJson, j as UsageFailure, k as Killed, z as hostPathExists } from "./lab-files.js";
import { t as require_ipaddr } from "./ipaddr.js";
// src/simulator/schema/time-zones.json
var zones = [
	"Africa/Abidjan",
	"Africa/Accra",
	"Africa/Addis_Ababa",
	"Africa/Algiers",
	"Africa/Asmara",
	"Africa/Bamako",
	"Africa/Bangui",
	"Africa/Banjul",
	"Africa/Bissau",
	"Africa/Blantyre",
	"Africa/Brazzaville",
	"Africa/Bujumbura",
	"Africa/Cairo",
	"Africa/Casablanca",
	"Africa/Ceuta",
	"Africa/Conakry",
	"Africa/Dakar",
	"Africa/Dar_es_Salaam",
	"Africa/Djibouti",
	"Africa/Douala",
	"Africa/El_Aaiun",
	"Africa/Freetown",
	"Africa/Gaborone",
	"Africa/Harare",
	"Africa/Johannesburg",
	"Africa/Juba",
	"Africa/Kampala",
	"Africa/Khartoum",
	"Africa/Kigali",
	"Africa/Kinshasa",
	"Africa/Lagos",
	"Africa/Libreville",
	"Africa/Lome",
	"Africa/Luanda",
	"Africa/Lubumbashi",
	"Africa/Lusaka",
	"Africa/Malabo",
	"Africa/Maputo",
	"Africa/Maseru",
	"Africa/Mbabane",
	"Africa/Mogadishu",
	"Africa/Monrovia",
	"Africa/Nairobi",
	"Africa/Ndjamena",
	"Africa/Niamey",
	"Africa/Nouakchott",
	"Africa/Ouagadougou",
	"Africa/Porto-Novo",
	"Africa/Sao_Tome",
	"Africa/Tripoli",
	"Africa/Tunis",
	"Africa/Windhoek",
	"America/Adak",
	"America/Anchorage",
	"America/Anguilla",
	"America/Antigua",
	"America/Araguaina",
	"America/Argentina/Buenos_Aires",
	"America/Argentina/Catamarca",
	"America/Argentina/Cordoba",
	"America/Argentina/Jujuy",
	"America/Argentina/La_Rioja",
	"America/Argentina/Mendoza",
	"America/Argentina/Rio_Gallegos",
	"America/Argentina/Salta",
	"America/Argentina/San_Juan",
	"America/Argentina/San_Luis",
	"America/Argentina/Tucuman",
	"America/Argentina/Ushuaia",
	"America/Aruba",
	"America/Asuncion",
	"America/Atikokan",
	"America/Bahia",
	"America/Bahia_Banderas",
	"America/Barbados",
	"America/Belem",
	"America/Belize",
	"America/Blanc-Sablon",
	"America/Boa_Vista",
	"America/Bogota",
	"America/Boise",
	"America/Cambridge_Bay",
	"America/Campo_Grande",
	"America/Cancun",
	"America/Caracas",
	"America/Cayenne",
	"America/Cayman",
	"America/Chicago",
	"America/Chihuahua",
	"America/Ciudad_Juarez",
	"America/Costa_Rica",
	"America/Coyhaique",
	"America/Creston",
	"America/Cuiaba",
	"America/Curacao",
	"America/Danmarkshavn",
	"America/Dawson",
	"America/Dawson_Creek",
	"America/Denver",
	"America/Detroit",
	"America/Dominica",
	"America/Edmonton",
	"America/Eirunepe",
	"America/El_Salvador",
	"America/Fort_Nelson",
	"America/Fortaleza",
	"America/Glace_Bay",
	"America/Goose_Bay",
	"America/Grand_Turk",
	"America/Grenada",
	"America/Guadeloupe",
	"America/Guatemala",
	"America/Guayaquil",
	"America/Guyana",
	"America/Halifax",
	"America/Havana",
	"America/Hermosillo",
	"America/Indiana/Indianapolis",
	"America/Indiana/Knox",
	"America/Indiana/Marengo",
	"America/Indiana/Petersburg",
	"America/Indiana/Tell_City",
	"America/Indiana/Vevay",
	"America/Indiana/Vincennes",
	"America/Indiana/Winamac",
	"America/Inuvik",
	"America/Iqaluit",
	"America/Jamaica",
	"America/Juneau",
	"America/Kentucky/Louisville",
	"America/Kentucky/Monticello",
	"America/Kralendijk",
	"America/La_Paz",
	"America/Lima",
	"America/Los_Angeles",
	"America/Lower_Princes",
	"America/Maceio",
	"America/Managua",
	"America/Manaus",
	"America/Marigot",
	"America/Martinique",
	"America/Matamoros",
	"America/Mazatlan",
	"America/Menominee",
	"America/Merida",
	"America/Metlakatla",
	"America/Mexico_City",
	"America/Miquelon",
	"America/Moncton",
	"America/Monterrey",
	"America/Montevideo",
	"America/Montserrat",
	"America/Nassau",
	"America/New_York",
	"America/Nome",
	"America/Noronha",
	"America/North_Dakota/Beulah",
	"America/North_Dakota/Center",
	"America/North_Dakota/New_Salem",
	"America/Nuuk",
	"America/Ojinaga",
	"America/Panama",
	"America/Paramaribo",
	"America/Phoenix",
	"America/Port-au-Prince",
	"America/Port_of_Spain",
	"America/Porto_Velho",
	"America/Puerto_Rico",
	"America/Punta_Arenas",
	"America/Rankin_Inlet",
	"America/Recife",
	"America/Regina",
	"America/Resolute",
	"America/Rio_Branco",
	"America/Santarem",
	"America/Santiago",
	"America/Santo_Domingo",
	"America/Sao_Paulo",
	"America/Scoresbysund",
	"America/Sitka",
	"America/St_Barthelemy",
	"America/St_Johns",
	"America/St_Kitts",
	"America/St_Lucia",
	"America/St_Thomas",
	"America/St_Vincent",
	"America/Swift_Current",
	"America/Tegucigalpa",
	"America/Thule",
	"America/Tijuana",
	"America/Toronto",
	"America/Tortola",
	"America/Vancouver",
	"America/Whitehorse",
	"America/Winnipeg",
	"America/Yakutat",
	"Antarctica/Casey",
	"Antarctica/Davis",
	"Antarctica/DumontDUrville",
	"Antarctica/Macquarie",
	"Antarctica/Mawson",
	"Antarctica/McMurdo",
	"Antarctica/Palmer",
	"Antarctica/Rothera",
	"Antarctica/Syowa",
	"Antarctica/Troll",
	"Antarctica/Vostok",
	"Arctic/Longyearbyen",
	"Asia/Aden",
	"Asia/Almaty",
	"Asia/Amman",
	"Asia/Anadyr",
	"Asia/Aqtau",
	"Asia/Aqtobe",
	"Asia/Ashgabat",
	"Asia/Atyrau",
	"Asia/Baghdad",
	"Asia/Bahrain",
	"Asia/Baku",
	"Asia/Bangkok",
	"Asia/Barnaul",
	"Asia/Beirut",
	"Asia/Bishkek",
	"Asia/Brunei",
	"Asia/Chita",
	"Asia/Colombo",
	"Asia/Damascus",
	"Asia/Dhaka",
	"Asia/Dili",
	"Asia/Dubai",
	"Asia/Dushanbe",
	"Asia/Famagusta",
	"Asia/Gaza",
	"Asia/Hebron",
	"Asia/Ho_Chi_Minh",
	"Asia/Hong_Kong",
	"Asia/Hovd",
	"Asia/Irkutsk",
	"Asia/Jakarta",
	"Asia/Jayapura",
	"Asia/Jerusalem",
	"Asia/Kabul",
	"Asia/Kamchatka",
	"Asia/Karachi",
	"Asia/Kathmandu",
	"Asia/Khandyga",
	"Asia/Kolkata",
	"Asia/Krasnoyarsk",
	"Asia/Kuala_Lumpur",
	"Asia/Kuching",
	"Asia/Kuwait",
	"Asia/Macau",
	"Asia/Magadan",
	"Asia/Makassar",
	"Asia/Manila",
	"Asia/Muscat",
	"Asia/Nicosia",
	"Asia/Novokuznetsk",
	"Asia/Novosibirsk",
	"Asia/Omsk",
	"Asia/Oral",
	"Asia/Phnom_Penh",
	"Asia/Pontianak",
	"Asia/Pyongyang",
	"Asia/Qatar",
	"Asia/Qostanay",
	"Asia/Qyzylorda",
	"Asia/Riyadh",
	"Asia/Sakhalin",
	"Asia/Samarkand",
	"Asia/Seoul",
	"Asia/Shanghai",
	"Asia/Singapore",
	"Asia/Srednekolymsk",
	"Asia/Taipei",
	"Asia/Tashkent",
	"Asia/Tbilisi",
	"Asia/Tehran",
	"Asia/Thimphu",
	"Asia/Tokyo",
	"Asia/Tomsk",
	"Asia/Ulaanbaatar",
	"Asia/Urumqi",
	"Asia/Ust-Nera",
	"Asia/Vientiane",
	"Asia/Vladivostok",
	"Asia/Yakutsk",
	"Asia/Yangon",
	"Asia/Yekaterinburg",
	"Asia/Yerevan",
	"Atlantic/Azores",
	"Atlantic/Bermuda",
	"Atlantic/Canary",
	"Atlantic/Cape_Verde",
	"Atlantic/Faroe",
	"Atlantic/Madeira",
	"Atlantic/Reykjavik",
	"Atlantic/South_Georgia",
	"Atlantic/St_Helena",
	"Atlantic/Stanley",
	"Australia/Adelaide",
	"Australia/Brisbane",
	"Australia/Broken_Hill",
	"Australia/Darwin",
	"Australia/Eucla",
	"Australia/Hobart",
	"Australia/Lindeman",
	"Australia/Lord_Howe",
	"Australia/Melbourne",
	"Australia/Perth",
	"Australia/Sydney",
	"Europe/Amsterdam",
	"Europe/Andorra",
	"Europe/Astrakhan",
	"Europe/Athens",
	"Europe/Belgrade",
	"Europe/Berlin",
	"Europe/Bratislava",
	"Europe/Brussels",
	"Europe/Bucharest",
	"Europe/Budapest",
	"Europe/Busingen",
	"Europe/Chisinau",
	"Europe/Copenhagen",
	"Europe/Dublin",
	"Europe/Gibraltar",
	"Europe/Guernsey",
	"Europe/Helsinki",
	"Europe/Isle_of_Man",
	"Europe/Istanbul",
	"Europe/Jersey",
	"Europe/Kaliningrad",
	"Europe/Kirov",
	"Europe/Kyiv",
	"Europe/Lisbon",
	"Europe/Ljubljana",
	"Europe/London",
	"Europe/Luxembourg",
	"Europe/Madrid",
	"Europe/Malta",
	"Europe/Mariehamn",
	"Europe/Minsk",
	"Europe/Monaco",
	"Europe/Moscow",
	"Europe/Oslo",
	"Europe/Paris",
	"Europe/Podgorica",
	"Europe/Prague",
	"Europe/Riga",
	"Europe/Rome",
	"Europe/Samara",
	"Europe/San_Marino",
	"Europe/Sarajevo",
	"Europe/Saratov",
	"Europe/Simferopol",
	"Europe/Skopje",
	"Europe/Sofia",
	"Europe/Stockholm",
	"Europe/Tallinn",
	"Europe/Tirane",
	"Europe/Ulyanovsk",
	"Europe/Vaduz",
	"Europe/Vatican",
	"Europe/Vienna",
	"Europe/Vilnius",
	"Europe/Volgograd",
	"Europe/Warsaw",
	"Europe/Zagreb",
	"Europe/Zurich",
	"Indian/Antananarivo",
	"Indian/Chagos",
	"Indian/Christmas",
	"Indian/Cocos",
	"Indian/Comoro",
	"Indian/Kerguelen",
	"Indian/Mahe",
	"Indian/Maldives",
	"Indian/Mauritius",
	"Indian/Mayotte",
	"Indian/Reunion",
	"Pacific/Apia",
	"Pacific/Auckland",
	"Pacific/Bougainville",
	"Pacific/Chatham",
	"Pacific/Chuuk",
	"Pacific/Easter",
	"Pacific/Efate",
	"Pacific/Fakaofo",
	"Pacific/Fiji",
	"Pacific/Funafuti",
	"Pacific/Galapagos",
	"Pacific/Gambier",
	"Pacific/Guadalcanal",
	"Pacific/Guam",
	"Pacific/Honolulu",
	"Pacific/Kanton",
	"Pacific/Kiritimati",
	"Pacific/Kosrae",
	"Pacific/Kwajalein",
	"Pacific/Majuro",
	"Pacific/Marquesas",
	"Pacific/Midway",
	"Pacific/Nauru",
	"Pacific/Niue",
	"Pacific/Norfolk",
	"Pacific/Noumea",
	"Pacific/Pago_Pago",
	"Pacific/Palau",
	"Pacific/Pitcairn",
	"Pacific/Pohnpei",
	"Pacific/Port_Moresby",
	"Pacific/Rarotonga",
	"Pacific/Saipan",
	"Pacific/Tahiti",
	"Pacific/Tarawa",
	"Pacific/Tongatapu",
	"Pacific/Wake",
	"Pacific/Wallis"
];
// src/simulator/formats.ts
/** Proxmox's named formats of option values: each gives the reason why a value is not of it, or null. */
const matches = (pattern, reason) => (value) => pattern.test(value) ? null : reason(value);
const OCTET = "(?:25[0-5]|(?:2[0-4]|1[0-9]|[1-9])?[0-9])";
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const H16 = "[0-9a-fA-F]{1,4}";
const LS32 = `(?:${IPV4}|${H16}:${H16})`;
const IPV6 = [
	`(?:${H16}:){6}${LS32}`,
	`::(?:${H16}:){5}${LS32}`,
	`(?:${H16})?::(?:${H16}:){4}${LS32}`,
	...[
		1,
		2,
		3
	].map((n) => `(?:(?:${H16}:){0,${n}}${H16})?::(?:${H16}:){${4 - n}}${LS32}`),
	`(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
	`(?:(?:${H16}:){0,5}${H16})?::${H16}`,
	`(?:(?:${H16}:){0,6}${H16})?::`
].join("|");
const isIpv4 = (text) => new RegExp(`^(?:${IPV4})$`).test(text);
const isIpv6 = (text) => new RegExp(`^(?:${IPV6})$`).test(text);
const isIp = (text) => isIpv4(text) || isIpv6(text);
function isCidr(text, isAddress, longest) {
	const [, address = "", bits = ""] = /^(.*)\/(\d+)$/.exec(text) ?? [];
	return isAddress(address) && Number(bits) > 7 && Number(bits) <= longest;
}
const isCidr4 = (text) => isCidr(text, isIpv4, 32);
const isCidr6 = (text) => isCidr(text, isIpv6, 128);
const INTERFACE = /^[a-z][a-z0-9_]{1,20}(?:[:.]\d+)?$/i;
/** A link-local address may name its interface. */
function isIpWithInterface(text) {
	const [, address, iface] = /^(fe80:[^%]+)%(.*)$/.exec(text) ?? [];
	if (address !== void 0 && iface !== void 0 && isIp(address) && INTERFACE.test(iface)) return true;
	return isIp(text);
}
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
function isStartupOrder(text) {
	if (text === "" || text === "0") return false;
	return text.split(",").filter((part) => !/^\s*$/.test(part)).every((part) => /^(?:(?:order=)?\d+|up=\d+|down=\d+)$/.test(part));
}
const STORE = /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i;
function storageId(value) {
	if (value.length < 2) return `storage ID '${value}' cannot be shorter than 2 characters`;
	return STORE.test(value) ? null : `storage ID '${value}' contains illegal characters`;
}
const looksLike = (ok, what) => {
	return (value) => ok(value) ? null : `value does not look like a valid ${what}`;
};
const CHECKS = {
	string: () => null,
	"pve-configid": matches(/^[a-z][a-z0-9_-]+$/i, (value) => `invalid configuration ID '${value}'`),
	"pve-storage-id": storageId,
	"pve-vmid": looksLike((value) => /^[1-9][0-9]{2,8}$/.test(value), "VM ID"),
	"pve-node": looksLike((value) => new RegExp(`^${LABEL}$`).test(value), "node name"),
	"pve-poolid": matches(/^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/, (value) => `pool name '${value}' contains invalid characters`),
	"mac-addr": looksLike((value) => /^[a-f0-9][02468ace](?::[a-f0-9]{2}){5}$/i.test(value), "unicast MAC address"),
	ip: looksLike(isIp, "IP address"),
	ipv4: looksLike(isIpv4, "IPv4 address"),
	ipv6: looksLike(isIpv6, "IPv6 address"),
	CIDR: looksLike((value) => isCidr4(value) || isCidr6(value), "CIDR network"),
	"pve-ipv4-config": looksLike((value) => /^(?:dhcp|manual)$/.test(value) || isCidr4(value), "ipv4 network configuration"),
	"pve-ipv6-config": looksLike((value) => /^(?:auto|dhcp|manual)$/.test(value) || isCidr6(value), "ipv6 network configuration"),
	"lxc-ip-with-ll-iface": looksLike(isIpWithInterface, "IP address"),
	"dns-name": looksLike((value) => new RegExp(`^(?:${LABEL}\\.)*${LABEL}$`).test(value), "DNS name"),
	"pve-ct-timezone": (value) => value === "host" || value === "UTC" || zones.includes(value) ? null : `invalid time zone '${value}'`,
	"disk-size": (value) => parseSize(value) === null ? `value does not look like a valid disk size: ${value}` : null,
	"pve-startup-order": (value) => isStartupOrder(value) ? null : "unable to parse startup options",
	"pve-tag": matches(/^[a-z0-9_][a-z0-9_\-+.]*$/i, () => "invalid characters in tag"),
	"pve-volume-id": (value) => {
		const [, store] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/i.exec(value) ?? [];
		return store === void 0 ? `unable to parse volume ID '${value}'` : null;
	},
	"pve-lxc-mp-string": matches(/^(?!\.\.\/)(?!.*\/\.\.?(?:\/|$))/s, (value) => `${value} contains illegal character sequences`),
	"pve-lxc-dev-string": matches(/^(?!.*\/\.\.?(?:\/|$))\/dev\//s, (value) => `${value} is not a valid device path`),
	"pve-storage-path": matches(/^\/[^;()]+/, () => "value does not look like a valid absolute path")
};
/** Proxmox's lists: separated by commas, semicolons, blanks, or NUL alone. */
function splitList(text) {
	if (text.includes("\0")) return text.split("\0");
	return text.split(/[\s,;]+/).filter((entry) => entry !== "");
}
/** The reason why `value` is not of the named format, or null. A format that is not modelled takes all values. */
function formatReason(format, value) {
	if (format.endsWith("-list")) {
		const single = format.slice(0, -5);
		for (const entry of splitList(value)) {
			const reason = formatReason(single, entry);
			if (reason !== null) return reason;
		}
		return null;
	}
	return CHECKS[format]?.(value) ?? null;
}
// src/simulator/guests.ts
const NODES = "/etc/pve/nodes";
const guestFolder = (node) => `${NODES}/${node}/lxc`;
const confPath = (node, vmid) => `${guestFolder(node)}/${vmid}.conf`;
/** As messages name it. */
const shortConfPath = (node, vmid) => `nodes/${node}/lxc/${vmid}.conf`;
/** Proxmox's flock of a guest; each node has its own, so the simulator's file name carries the node. */
const lockPath = (vmid) => `/run/lock/lxc/pve-config-${vmid}.lock`;
/** VMIDs of the containers whose conf files stand in the node's folder, ascending. */
function guestsOf$1(host, node) {
	return host.list(guestFolder(node)).flatMap((name) => /^([1-9]\d*)\.conf$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b);
}
/** The node that owns a VMID, container or virtual machine, anywhere in the cluster. */
function ownerOf$1(host, vmid) {
	for (const node of host.list(NODES)) {
		if (host.read(confPath(node, vmid)) !== null) return {
			node,
			type: "lxc"
		};
		if (host.read(`${NODES}/${node}/qemu-server/${vmid}.conf`) !== null) return {
			node,
			type: "qemu"
		};
	}
	return null;
}
const runningPath = (vmid) => `/.sim/running/${vmid}`;
/** Null when the guest is stopped. The first line of the file is the node, for `lxc-ls`, the second JSON. */
function runningState(host, vmid) {
	const text = host.read(runningPath(vmid));
	if (text === null) return null;
	const [node = "", json = ""] = text.split("\n");
	return {
		...json ? JSON.parse(json) : {},
		...node ? { node } : {}
	};
}
const isRunning = (host, vmid) => host.read(runningPath(vmid)) !== null;
/** VMIDs of all guests that run in the cluster, ascending. */
function runningGuests(host) {
	return host.list("/.sim/running").map(Number).sort((a, b) => a - b);
}
function setRunning(host, vmid, state) {
	if (state) host.write(runningPath(vmid), `${state.node ?? ""}\n${JSON.stringify(state)}\n`);
	else host.remove(runningPath(vmid));
}
// src/simulator/shared-files.ts
/** Seconds: what is done under such a lock is short, and there may be many that wait. */
const PATIENCE = 60;
/** @throws LockTimeout */
const held = (host, what, body) => host.withLock(`/.sim/locks/${what}`, PATIENCE, body);
/** A command that changes what is shared from its beginning to its end. */
const whole = (what, command) => (session, parameters) => held(session.host, what, () => command(session, parameters));
// src/simulator/ha.ts
const PATH$2 = "/etc/pve/ha/resources.cfg";
/** It is there where a manager runs: see ha-crm.ts. */
const MANAGER_STATUS = "/etc/pve/ha/manager_status";
const CRM_COMMANDS = "/etc/pve/ha/crm_commands";
const hasManager = (host) => host.read(MANAGER_STATUS) !== null;
/** By service id, `ct:101`. */
function readResources(host) {
	const resources = /* @__PURE__ */ new Map();
	let open = /* @__PURE__ */ new Map();
	for (const line of (host.read(PATH$2) ?? "").split("\n")) {
		const heading = /^(ct|vm):\s*(\d+)\s*$/.exec(line);
		const property = /^\s+(\S+)\s+(.*?)\s*$/.exec(line);
		if (heading) {
			open = /* @__PURE__ */ new Map();
			resources.set(`${heading[1] ?? ""}:${heading[2] ?? ""}`, open);
		} else if (property) open.set(property[1] ?? "", property[2] ?? "");
	}
	return resources;
}
function writeResources(host, resources) {
	const blocks = [...resources].map(([sid, properties]) => {
		const lines = [...properties].map(([key, value]) => `\t${key} ${value}\n`).join("");
		return `${sid.replace(":", ": ")}\n${lines}`;
	});
	host.write(PATH$2, blocks.join("\n"));
}
/** Reads, changes and writes them back as one. */
function changeResources(host, edit) {
	held(host, "ha", () => {
		const resources = readResources(host);
		edit(resources);
		writeResources(host, resources);
	});
}
const resourcesText = (host) => host.read(PATH$2) ?? "";
/** Does the HA manager have this container, so that start and stop are only requests? */
const isManaged = (host, vmid) => readResources(host).has(`ct:${vmid}`) && readResources(host).get(`ct:${vmid}`)?.get("state") !== "ignored";
/** Is it configured at all? Then destroy needs `--purge`. */
const isHaResource = (host, vmid) => readResources(host).has(`ct:${vmid}`);
/** What `pct start` and its like do with a guest of HA (PVE 9.2); without a manager, a request stays one. */
function requestState(host, vmid, state) {
	if (!hasManager(host)) return;
	const isOne = (sid) => sid === `ct:${vmid}` || sid === `vm:${vmid}`;
	if (![...readResources(host).keys()].some(isOne)) return;
	changeResources(host, (resources) => {
		const sid = [...resources.keys()].find(isOne) ?? "";
		const old = resources.get(sid);
		if (old) resources.set(sid, new Map([...old, ["state", state]]));
	});
}
function requestMigration(host, sid, target) {
	held(host, "ha", () => host.append(CRM_COMMANDS, `migrate ${sid} ${target}\n`));
}
// src/simulator/ha-sections.ts
/** The section files of HA rules and groups, and the commands that change them (PVE 9.2, and groups of 8.4). */
const RULES = "/etc/pve/ha/rules.cfg";
const GROUPS$1 = "/etc/pve/ha/groups.cfg";
const readSections = (host, path) => new Map(parseSections(host.read(path) ?? "").map(({ type, name, options }) => [name, {
	type,
	options
}]));
const readRules = (host) => readSections(host, RULES);
const readGroups = (host) => readSections(host, GROUPS$1);
function writeSections(host, path, sections) {
	const blocks = [...sections].map(([name, { type, options }]) => {
		return `${type}: ${name}\n${[...options].map(([key, value]) => `\t${key} ${value}\n`).join("")}`;
	});
	host.write(path, blocks.join("\n"));
}
/** Words of a command that are no options of the section. */
const NAMES$1 = [
	"rule",
	"group",
	"type",
	"digest",
	"delete"
];
/** Lists come parted by NUL or commas; the file has them sorted (PVE 9.2). */
function optionsOf({ values }) {
	return [...values].flatMap(([key, value]) => {
		if (NAMES$1.includes(key)) return [];
		if (key === "disable" && value === "0") return [];
		return [[key, ["resources", "nodes"].includes(key) ? splitList(value).toSorted().join(",") : value]];
	});
}
function edited(old, parameters) {
	const gone = splitList(parameters.values.get("delete") ?? "");
	const options = [...old.options, ...optionsOf(parameters)].filter(([key]) => !gone.includes(key));
	return {
		...old,
		options: new Map(options)
	};
}
/** @throws Failure for what Proxmox would refuse of the rule */
function checkRule({ host }, rules, name) {
	const { type, options } = rules.get(name) ?? die(`HA rule '${name}' does not exist`);
	const resources = splitList(options.get("resources") ?? "");
	const managed = readResources(host);
	const strange = resources.filter((sid) => !managed.has(sid));
	if (strange.length > 0) die(`cannot use unmanaged resource(s) ${strange.join(", ")}.`);
	const missing = splitList(options.get("nodes") ?? "").map((node) => node.replace(/:\d+$/, "")).filter((node) => !nodeNames(host).includes(node));
	if (missing.length > 0) die(`cannot use non-existent node(s) ${missing.join(", ")}.`);
	const invalid = (why) => die(`Rule '${name}' is invalid.\n${why}`);
	const others = [...rules].filter(([other, one]) => other !== name && !one.options.has("disable"));
	const shares = (one) => splitList(one.options.get("resources") ?? "").filter((sid) => resources.includes(sid)).length;
	if (type === "node-affinity" && others.some(([, one]) => one.type === type && shares(one) > 0)) invalid("resources: resource is referenced in more than one node affinity rule.");
	if (type !== "resource-affinity") return;
	if (resources.length < 2) invalid("resources: rule is ineffective as there are less than two resources.");
	const affinity = options.get("affinity");
	if (affinity === "negative" && resources.length > nodeNames(host).length) invalid("resources: rule defines more resources than available nodes.");
	const opposite = ([, one]) => one.type === type && one.options.get("affinity") !== affinity && shares(one) > 1;
	if (others.some(opposite)) invalid("resources: rule shares two or more resources with a rule of the other affinity.");
}
/** PVE 8 has groups alone, and PVE 9 has made rules of them. */
function assertRelease({ node }, isGroup) {
	if (isGroup && node.pve !== "8.4") die("cannot create group: ha groups have been migrated to rules");
	if (!isGroup && node.pve === "8.4") die("ERROR: unknown command 'ha-manager rules'", 255);
}
const ruleAdd = (session, parameters) => {
	assertRelease(session, false);
	const { values } = parameters;
	const [type, name] = [values.get("type") ?? "", values.get("rule") ?? ""];
	const rules = readRules(session.host);
	if (rules.has(name)) die(`create ha rule failed: HA rule '${name}' already defined`);
	const all = new Map([...rules, [name, {
		type,
		options: new Map(optionsOf(parameters))
	}]]);
	checkRule(session, all, name);
	writeSections(session.host, RULES, all);
};
const ruleSet = (session, parameters) => {
	assertRelease(session, false);
	const name = parameters.values.get("rule") ?? "";
	const rules = readRules(session.host);
	const old = rules.get(name) ?? die(`update HA rules failed: HA rule '${name}' does not exist`);
	const all = new Map([...rules, [name, edited(old, parameters)]]);
	checkRule(session, all, name);
	writeSections(session.host, RULES, all);
};
const ruleRemove = (session, { values }) => {
	assertRelease(session, false);
	const rules = readRules(session.host);
	writeSections(session.host, RULES, new Map([...rules].filter(([name]) => name !== values.get("rule"))));
};
const groupAdd = (session, parameters) => {
	assertRelease(session, true);
	const name = parameters.values.get("group") ?? "";
	const groups = readGroups(session.host);
	if (groups.has(name)) die(`create ha group failed: group ID '${name}' already defined`);
	const fresh = {
		type: "group",
		options: new Map(optionsOf(parameters))
	};
	writeSections(session.host, GROUPS$1, new Map([...groups, [name, fresh]]));
};
const groupSet = (session, parameters) => {
	assertRelease(session, true);
	const name = parameters.values.get("group") ?? "";
	const groups = readGroups(session.host);
	const old = groups.get(name) ?? die(`update ha group failed: no such group '${name}'`);
	writeSections(session.host, GROUPS$1, new Map([...groups, [name, edited(old, parameters)]]));
};
const groupRemove = (session, { values }) => {
	assertRelease(session, true);
	const name = values.get("group") ?? "";
	const user = [...readResources(session.host)].find(([, options]) => options.get("group") === name)?.[0];
	if (user !== void 0) die(`delete ha group failed: ha group is used by service '${user}'`);
	const groups = readGroups(session.host);
	writeSections(session.host, GROUPS$1, new Map([...groups].filter(([group]) => group !== name)));
};
/** A resource that leaves HA leaves its rules too, and a rule without any goes (PVE 9.2: `--purge`, on by default). */
function purgeFromRules(host, sid) {
	held(host, "ha", () => purge(host, sid));
}
function purge(host, sid) {
	const rules = readRules(host);
	if (rules.size === 0) return;
	const left = [...rules].flatMap(([name, rule]) => {
		const resources = splitList(rule.options.get("resources") ?? "").filter((one) => one !== sid);
		if (resources.length === 0) return [];
		return [[name, {
			...rule,
			options: new Map([...rule.options, ["resources", resources.join(",")]])
		}]];
	});
	writeSections(host, RULES, new Map(left));
}
// src/simulator/raw-keys.ts
/** Which raw `lxc.*` keys Proxmox keeps in a conf file; the others it complains of, and drops when it next writes. */
/** Of pve-container 6.1.10; families of keys end with a dot. */
const KEPT = new Set(`apparmor.profile apparmor.allow_incomplete apparmor.allow_nesting apparmor.raw selinux.context include arch uts.name
  signal.halt signal.reboot signal.stop init.cmd init.cwd init.uid init.gid init.groups pty.max console.logfile
  console.path tty.max devtty.dir hook.autodev autodev kmsg mount.fstab mount.entry mount.auto rootfs.mount cap.drop
  cap.keep seccomp.profile seccomp.notify.proxy seccomp.notify.cookie idmap hook.pre-start hook.pre-mount hook.mount
  hook.start hook.stop hook.post-stop hook.clone hook.destroy hook.version log.level log.file start.auto start.delay
  start.order group environment environment.runtime environment.hooks sysctl.fs.mqueue sysctl.kernel.msgmax
  sysctl.kernel.msgmnb sysctl.kernel.msgmni sysctl.kernel.sem sysctl.kernel.shmall sysctl.kernel.shmmax
  sysctl.kernel.shmmni sysctl.kernel.shm_rmid_forced`.split(/\s+/).map((key) => `lxc.${key}`));
const KEPT_FAMILIES = [
	"lxc.cgroup2.",
	"lxc.prlimit.",
	"lxc.net."
];
/** Names of LXC before 3.0, kept with a complaint. */
const RENAMED = {
	"lxc.aa_profile": "lxc.apparmor.profile",
	"lxc.aa_allow_incomplete": "lxc.apparmor.allow_incomplete",
	"lxc.console": "lxc.console.path",
	"lxc.devttydir": "lxc.tty.dir",
	"lxc.haltsignal": "lxc.signal.halt",
	"lxc.rebootsignal": "lxc.signal.reboot",
	"lxc.stopsignal": "lxc.signal.stop",
	"lxc.id_map": "lxc.idmap",
	"lxc.init_cmd": "lxc.init.cmd",
	"lxc.loglevel": "lxc.log.level",
	"lxc.logfile": "lxc.log.file",
	"lxc.mount": "lxc.mount.fstab",
	"lxc.network.type": "lxc.net.INDEX.type",
	"lxc.network.flags": "lxc.net.INDEX.flags",
	"lxc.network.link": "lxc.net.INDEX.link",
	"lxc.network.mtu": "lxc.net.INDEX.mtu",
	"lxc.network.name": "lxc.net.INDEX.name",
	"lxc.network.hwaddr": "lxc.net.INDEX.hwaddr",
	"lxc.network.ipv4": "lxc.net.INDEX.ipv4.address",
	"lxc.network.ipv4.gateway": "lxc.net.INDEX.ipv4.gateway",
	"lxc.network.ipv6": "lxc.net.INDEX.ipv6.address",
	"lxc.network.ipv6.gateway": "lxc.net.INDEX.ipv6.gateway",
	"lxc.network.script.up": "lxc.net.INDEX.script.up",
	"lxc.network.script.down": "lxc.net.INDEX.script.down",
	"lxc.pts": "lxc.pty.max",
	"lxc.se_context": "lxc.selinux.context",
	"lxc.seccomp": "lxc.seccomp.profile",
	"lxc.tty": "lxc.tty.max",
	"lxc.utsname": "lxc.uts.name"
};
const REFUSED = {
	"lxc.rootfs.path": "lxc.rootfs.path is auto generated from rootfs",
	"lxc.rootfs.options": "lxc.rootfs.options is not supported, please use mount point options in the \"rootfs\" key"
};
const own = (table, key) => Object.hasOwn(table, key) ? table[key] : void 0;
/** Is the key kept, and what does Proxmox say of it (without the guest, which it names before)? */
function judgeRawKey(key, line) {
	if (key.startsWith("lxc.limit.")) return {
		kept: true,
		complaint: `${key}: lxc.limit.* was renamed to lxc.prlimit.*`
	};
	const renamed = own(RENAMED, key);
	if (renamed !== void 0) return {
		kept: true,
		complaint: `${key} is deprecated and was renamed to ${renamed}`
	};
	const refused = own(REFUSED, key);
	if (refused !== void 0) return {
		kept: false,
		complaint: `${key}: ${refused}`
	};
	if (KEPT.has(key) || KEPT_FAMILIES.some((family) => key.startsWith(family))) return { kept: true };
	if (key.startsWith("lxc.cgroup.")) return {
		kept: true,
		complaint: `${key} is deprecated, this will be a hard error in the future!`
	};
	return {
		kept: false,
		complaint: `unable to parse config: ${line}`
	};
}
// src/simulator/properties.ts
function* unfolded(declared) {
	for (const [name, { indexes }] of Object.entries(declared)) {
		const [first, last] = indexes ?? [];
		const family = name.replace(/\[n\]$/, "");
		if (first === void 0 || last === void 0) yield name;
		else for (let index = first; index <= last; index += 1) yield `${family}${index}`;
	}
}
/** What each table declares, the first that knows a name; `hidden` names do not exist. */
function propertiesOf(tables, hidden = [], kind) {
	const get = (name) => {
		if (hidden.includes(name)) return void 0;
		const [, family = name, digits] = /^(.*?[^\d])(0|[1-9]\d*)$/.exec(name) ?? [];
		for (const table of tables) {
			const single = Object.hasOwn(table, name) ? table[name] : void 0;
			if (single) return single;
			const member = digits === void 0 ? void 0 : table[`${family}[n]`];
			const [first, last] = member?.indexes ?? [];
			if (member && Number(digits) >= Number(first) && Number(digits) <= Number(last)) return member;
		}
	};
	return {
		get,
		has: (name) => get(name) !== void 0,
		names: () => tables.flatMap((table) => [...unfolded(table)]).filter((name) => !hidden.includes(name)),
		required: tables.flatMap((table) => Object.entries(table)).filter(([name, { optional, indexes }]) => !optional && !indexes && !hidden.includes(name)).map(([name]) => name),
		...kind === void 0 ? {} : { kind }
	};
}
/** The same properties without some of them, and with others before them. */
function joined(declared, others = null, hidden = []) {
	const own = propertiesOf([declared], hidden);
	const shown = (names) => names.filter((name) => !hidden.includes(name));
	const get = (name) => hidden.includes(name) ? void 0 : own.get(name) ?? others?.get(name);
	return {
		get,
		has: (name) => get(name) !== void 0,
		names: () => [...own.names(), ...shown(others?.names() ?? [])],
		required: [...own.required, ...shown(others?.required ?? [])],
		...others?.kind === void 0 ? {} : { kind: others.kind }
	};
}
// src/simulator/releases.ts
/** Options and keys of conf files, then keys of property strings by their option. */
const AFTER_8 = {
	options: [
		"env",
		"entrypoint",
		"ha-managed",
		"allow-ksm",
		"intel-tdx",
		"nets-host-mtu",
		"with-conntrack-state",
		"snapshot-as-volume-chain",
		"zfs-base-path",
		"saferemove-stepsize",
		"lock-token",
		"release-lock",
		"fabric",
		"failback"
	],
	"net[n]": ["host-managed", "host-tunnel"],
	rootfs: ["idmap"],
	"mp[n]": ["idmap", "keepattrs"],
	agent: ["guest-fsfreeze", "freeze-fs"],
	cpu: ["guest-phys-bits", "level"],
	efidisk0: ["ms-cert"],
	"hostpci[n]": ["driver"],
	machine: ["aw-bits"]
};
/** An option that is new for one command only: pve-ha-manager 5.0.7. */
const OPTIONS_AFTER_8 = {
	"ha-manager remove": ["purge"],
	"DELETE /cluster/ha/resources/{sid}": ["purge"]
};
/** Methods and commands that 8.4 had not. */
const CALLS_AFTER_8 = [
	/^[A-Z]+ \/cluster\/sdn\/(?:lock|rollback|dry-run|fabrics)(?:\/|$)/,
	/^[A-Z]+ \/nodes\/\{node\}\/sdn\/fabrics(?:\/|$)/,
	/^GET \/nodes\/\{node\}\/sdn\/vnets(?:\/|$)/,
	/^GET \/nodes\/\{node\}\/sdn\/zones\/\{zone\}\/(?:bridges|ip-vrf)$/,
	/^[A-Z]+ \/cluster\/ha\/rules(?:\/|$)/,
	/^POST \/cluster\/ha\/status\/(?:dis)?arm-ha$/,
	/^POST \/nodes\/\{node\}\/qemu\/\{vmid\}\/dbus-vmstate$/,
	/^[A-Z]+ \/cluster\/qemu(?:\/|$)/,
	/^POST \/nodes\/\{node\}\/storage\/\{storage\}\/oci-registry-pull$/,
	/^ha-manager (?:rules |crm-command (?:dis)?arm-ha)/,
	/^qm enroll-efi-keys$/
];
/** Did PVE 8.4 have this command (`qm set`) or method (`PUT /cluster/sdn`)? */
const isIn8 = (call) => !CALLS_AFTER_8.some((pattern) => pattern.test(call));
const without = (record, names = []) => Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
/** A table as PVE 8.4 declares it, for one command or method or for all of them. */
function declaredBy8(table, call = "") {
	const gone = [...AFTER_8["options"] ?? [], ...OPTIONS_AFTER_8[call] ?? []];
	const properties = Object.entries(without(table, gone)).map(([name, property]) => {
		const fields = property.fields && without(property.fields, AFTER_8[name]);
		return [name, fields ? {
			...property,
			fields
		} : property];
	});
	return Object.fromEntries(properties);
}
// src/simulator/schema.ts
const { config, commands } = {
	source: "pct, qm, pvesm, pveam, vzdump and ha-manager of PVE 9.2 (pve-container 6.1.10, qemu-server 9.2.6, libpve-storage-perl 9.1.7, pve-ha-manager 5.2.0, pve-manager 9.2.11), as they declare their options; descriptions left out. `net[n]` with `indexes` is a family: net0 to net31.",
	config: {
		"lxc": {
			"arch": {
				"default": "amd64",
				"optional": true,
				"enum": [
					"amd64",
					"i386",
					"arm64",
					"armhf",
					"riscv32",
					"riscv64"
				],
				"type": "string"
			},
			"cmode": {
				"default": "tty",
				"optional": true,
				"enum": [
					"shell",
					"console",
					"tty"
				],
				"type": "string"
			},
			"console": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"cores": {
				"optional": true,
				"maximum": 8192,
				"minimum": 1,
				"type": "integer"
			},
			"cpulimit": {
				"default": 0,
				"optional": true,
				"maximum": 8192,
				"minimum": 0,
				"type": "number"
			},
			"cpuunits": {
				"default": "cgroup v1: 1024, cgroup v2: 100",
				"optional": true,
				"maximum": 5e5,
				"minimum": 0,
				"type": "integer"
			},
			"debug": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"description": {
				"optional": true,
				"maxLength": 8192,
				"type": "string"
			},
			"dev[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"deny-write": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"gid": {
						"optional": true,
						"minimum": 0,
						"type": "integer"
					},
					"mode": {
						"optional": true,
						"pattern": "0[0-7]{3}",
						"type": "string"
					},
					"path": {
						"defaultKey": true,
						"optional": true,
						"format": "pve-lxc-dev-string",
						"type": "string"
					},
					"uid": {
						"optional": true,
						"minimum": 0,
						"type": "integer"
					}
				},
				"indexes": [0, 255]
			},
			"entrypoint": {
				"default": "/sbin/init",
				"optional": true,
				"pattern": "(?:[^\\x00-\\x08\\x0a-\\x1F\\x7F]+)",
				"type": "string"
			},
			"env": {
				"optional": true,
				"pattern": "(?:(?:\\w+=[^\\x00-\\x08\\x0a-\\x1F\\x7F]*)(?:\\0\\w+=[^\\x00-\\x08\\x0a-\\x1F\\x7F]*)*)",
				"type": "string"
			},
			"features": {
				"optional": true,
				"type": "string",
				"fields": {
					"force_rw_sys": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"fuse": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"keyctl": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"mknod": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"mount": {
						"optional": true,
						"pattern": "(?:[a-zA-Z0-9_; ]+)",
						"type": "string"
					},
					"nesting": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					}
				}
			},
			"hookscript": {
				"optional": true,
				"format": "pve-volume-id",
				"type": "string"
			},
			"hostname": {
				"optional": true,
				"format": "dns-name",
				"maxLength": 255,
				"type": "string"
			},
			"lock": {
				"optional": true,
				"enum": [
					"backup",
					"create",
					"destroyed",
					"disk",
					"fstrim",
					"migrate",
					"mounted",
					"rollback",
					"snapshot",
					"snapshot-delete"
				],
				"type": "string"
			},
			"memory": {
				"default": 512,
				"optional": true,
				"minimum": 16,
				"type": "integer"
			},
			"mp[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"acl": {
						"optional": true,
						"type": "boolean"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"idmap": {
						"optional": true,
						"pattern": "(?:^(?:passthrough|[ug]:[0-9]+:[0-9]+:[1-9][0-9]*(?:;[ug]:[0-9]+:[0-9]+:[1-9][0-9]*)*)$)",
						"type": "string"
					},
					"keepattrs": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"mountoptions": {
						"optional": true,
						"pattern": "(?:(?:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)",
						"type": "string"
					},
					"mp": {
						"format": "pve-lxc-mp-string",
						"type": "string"
					},
					"quota": {
						"optional": true,
						"type": "boolean"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"ro": {
						"optional": true,
						"type": "boolean"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"volume": {
						"defaultKey": true,
						"format": "pve-lxc-mp-string",
						"type": "string"
					}
				},
				"indexes": [0, 255]
			},
			"nameserver": {
				"optional": true,
				"format": "lxc-ip-with-ll-iface-list",
				"type": "string"
			},
			"net[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"bridge": {
						"optional": true,
						"pattern": "[-_.\\w\\d]+",
						"type": "string"
					},
					"firewall": {
						"optional": true,
						"type": "boolean"
					},
					"gw": {
						"optional": true,
						"format": "ipv4",
						"type": "string"
					},
					"gw6": {
						"optional": true,
						"format": "ipv6",
						"type": "string"
					},
					"host-managed": {
						"optional": true,
						"type": "boolean"
					},
					"hwaddr": {
						"optional": true,
						"format": "mac-addr",
						"type": "string"
					},
					"ip": {
						"optional": true,
						"format": "pve-ipv4-config",
						"type": "string"
					},
					"ip6": {
						"optional": true,
						"format": "pve-ipv6-config",
						"type": "string"
					},
					"link_down": {
						"optional": true,
						"type": "boolean"
					},
					"mtu": {
						"optional": true,
						"maximum": 65535,
						"minimum": 64,
						"type": "integer"
					},
					"name": {
						"pattern": "[-_.\\w\\d]+",
						"type": "string"
					},
					"rate": {
						"optional": true,
						"type": "number"
					},
					"tag": {
						"optional": true,
						"maximum": 4094,
						"minimum": 1,
						"type": "integer"
					},
					"trunks": {
						"optional": true,
						"pattern": "(?:\\d+(?:;\\d+)*)",
						"type": "string"
					},
					"type": {
						"optional": true,
						"enum": ["veth"],
						"type": "string"
					}
				},
				"indexes": [0, 31]
			},
			"onboot": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"ostype": {
				"optional": true,
				"enum": [
					"debian",
					"devuan",
					"ubuntu",
					"centos",
					"fedora",
					"opensuse",
					"archlinux",
					"alpine",
					"gentoo",
					"nixos",
					"unmanaged"
				],
				"type": "string"
			},
			"protection": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"rootfs": {
				"optional": true,
				"type": "string",
				"fields": {
					"acl": {
						"optional": true,
						"type": "boolean"
					},
					"idmap": {
						"optional": true,
						"pattern": "(?:^(?:passthrough|[ug]:[0-9]+:[0-9]+:[1-9][0-9]*(?:;[ug]:[0-9]+:[0-9]+:[1-9][0-9]*)*)$)",
						"type": "string"
					},
					"mountoptions": {
						"optional": true,
						"pattern": "(?:(?:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)",
						"type": "string"
					},
					"quota": {
						"optional": true,
						"type": "boolean"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"ro": {
						"optional": true,
						"type": "boolean"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"volume": {
						"defaultKey": true,
						"format": "pve-lxc-mp-string",
						"type": "string"
					}
				}
			},
			"searchdomain": {
				"optional": true,
				"format": "dns-name-list",
				"type": "string"
			},
			"startup": {
				"optional": true,
				"format": "pve-startup-order",
				"type": "string"
			},
			"swap": {
				"default": 512,
				"optional": true,
				"minimum": 0,
				"type": "integer"
			},
			"tags": {
				"optional": true,
				"format": "pve-tag-list",
				"type": "string"
			},
			"template": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"timezone": {
				"optional": true,
				"format": "pve-ct-timezone",
				"type": "string"
			},
			"tty": {
				"default": 2,
				"optional": true,
				"maximum": 6,
				"minimum": 0,
				"type": "integer"
			},
			"unprivileged": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"unused[n]": {
				"optional": true,
				"type": "string",
				"fields": { "volume": {
					"defaultKey": true,
					"format": "pve-volume-id",
					"type": "string"
				} },
				"indexes": [0, 255]
			}
		},
		"qemu": {
			"acpi": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"affinity": {
				"optional": true,
				"format": "pve-cpuset",
				"type": "string"
			},
			"agent": {
				"optional": true,
				"type": "string",
				"fields": {
					"enabled": {
						"default": 0,
						"defaultKey": true,
						"type": "boolean"
					},
					"freeze-fs": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"freeze-fs-on-backup": { "alias": "freeze-fs" },
					"fstrim_cloned_disks": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"guest-fsfreeze": { "alias": "freeze-fs" },
					"type": {
						"default": "virtio",
						"optional": true,
						"enum": ["virtio", "isa"],
						"type": "string"
					}
				}
			},
			"allow-ksm": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"amd-sev": {
				"optional": true,
				"type": "string",
				"fields": {
					"allow-smt": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"kernel-hashes": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"no-debug": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"no-key-sharing": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"type": {
						"defaultKey": true,
						"enum": [
							"std",
							"es",
							"snp"
						],
						"maxLength": 3,
						"type": "string"
					}
				}
			},
			"arch": {
				"optional": true,
				"enum": ["x86_64", "aarch64"],
				"type": "string"
			},
			"args": {
				"optional": true,
				"type": "string"
			},
			"audio0": {
				"optional": true,
				"type": "string",
				"fields": {
					"device": {
						"enum": [
							"ich9-intel-hda",
							"intel-hda",
							"AC97"
						],
						"type": "string"
					},
					"driver": {
						"default": "spice",
						"optional": true,
						"enum": ["spice", "none"],
						"type": "string"
					}
				}
			},
			"autostart": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"balloon": {
				"optional": true,
				"minimum": 0,
				"type": "integer"
			},
			"bios": {
				"default": "seabios",
				"optional": true,
				"enum": ["seabios", "ovmf"],
				"type": "string"
			},
			"boot": {
				"optional": true,
				"type": "string",
				"fields": {
					"legacy": {
						"default": "cdn",
						"defaultKey": true,
						"optional": true,
						"pattern": "[acdn]{1,4}",
						"type": "string"
					},
					"order": {
						"optional": true,
						"format": "pve-qm-bootdev-list",
						"type": "string"
					}
				}
			},
			"bootdisk": {
				"optional": true,
				"format": "pve-qm-bootdisk",
				"pattern": "(ide|sata|scsi|virtio)\\d+",
				"type": "string"
			},
			"cicustom": {
				"optional": true,
				"type": "string",
				"fields": {
					"meta": {
						"optional": true,
						"format": "pve-volume-id",
						"type": "string"
					},
					"network": {
						"optional": true,
						"format": "pve-volume-id",
						"type": "string"
					},
					"user": {
						"optional": true,
						"format": "pve-volume-id",
						"type": "string"
					},
					"vendor": {
						"optional": true,
						"format": "pve-volume-id",
						"type": "string"
					}
				}
			},
			"cipassword": {
				"optional": true,
				"type": "string"
			},
			"citype": {
				"optional": true,
				"enum": [
					"configdrive2",
					"nocloud",
					"opennebula"
				],
				"type": "string"
			},
			"ciupgrade": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"ciuser": {
				"optional": true,
				"type": "string"
			},
			"cores": {
				"default": 1,
				"optional": true,
				"minimum": 1,
				"type": "integer"
			},
			"cpu": {
				"optional": true,
				"type": "string",
				"fields": {
					"cputype": {
						"default": "kvm64",
						"defaultKey": true,
						"optional": true,
						"type": "string"
					},
					"flags": {
						"optional": true,
						"pattern": "(?:(?:([+-])([a-zA-Z0-9\\-_\\.]+))(;(?:([+-])([a-zA-Z0-9\\-_\\.]+)))*)",
						"type": "string"
					},
					"guest-phys-bits": {
						"optional": true,
						"maximum": 64,
						"minimum": 32,
						"type": "integer"
					},
					"hidden": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"hv-vendor-id": {
						"optional": true,
						"pattern": "(?:[a-zA-Z0-9]{1,12})",
						"type": "string"
					},
					"level": {
						"optional": true,
						"maximum": 4294967295,
						"minimum": 0,
						"type": "integer"
					},
					"phys-bits": {
						"optional": true,
						"format": "pve-phys-bits",
						"type": "string"
					},
					"reported-model": {
						"default": "kvm64",
						"optional": true,
						"enum": [
							"486",
							"a64fx",
							"athlon",
							"Broadwell",
							"Broadwell-IBRS",
							"Broadwell-noTSX",
							"Broadwell-noTSX-IBRS",
							"Cascadelake-Server",
							"Cascadelake-Server-noTSX",
							"Cascadelake-Server-v2",
							"Cascadelake-Server-v4",
							"Cascadelake-Server-v5",
							"ClearwaterForest",
							"Conroe",
							"Cooperlake",
							"Cooperlake-v2",
							"core2duo",
							"coreduo",
							"cortex-a35",
							"cortex-a53",
							"cortex-a55",
							"cortex-a57",
							"cortex-a710",
							"cortex-a72",
							"cortex-a76",
							"EPYC",
							"EPYC-Genoa",
							"EPYC-Genoa-v2",
							"EPYC-IBPB",
							"EPYC-Milan",
							"EPYC-Milan-v2",
							"EPYC-Milan-v3",
							"EPYC-Rome",
							"EPYC-Rome-v2",
							"EPYC-Rome-v3",
							"EPYC-Rome-v4",
							"EPYC-Rome-v5",
							"EPYC-Turin",
							"EPYC-v3",
							"EPYC-v4",
							"EPYC-v5",
							"GraniteRapids",
							"GraniteRapids-v2",
							"GraniteRapids-v3",
							"Haswell",
							"Haswell-IBRS",
							"Haswell-noTSX",
							"Haswell-noTSX-IBRS",
							"host",
							"Icelake-Client",
							"Icelake-Client-noTSX",
							"Icelake-Server",
							"Icelake-Server-noTSX",
							"Icelake-Server-v3",
							"Icelake-Server-v4",
							"Icelake-Server-v5",
							"Icelake-Server-v6",
							"Icelake-Server-v7",
							"IvyBridge",
							"IvyBridge-IBRS",
							"KnightsMill",
							"kvm32",
							"kvm64",
							"max",
							"Nehalem",
							"Nehalem-IBRS",
							"neoverse-n1",
							"neoverse-n2",
							"neoverse-v1",
							"Opteron_G1",
							"Opteron_G2",
							"Opteron_G3",
							"Opteron_G4",
							"Opteron_G5",
							"Penryn",
							"pentium",
							"pentium2",
							"pentium3",
							"phenom",
							"qemu32",
							"qemu64",
							"SandyBridge",
							"SandyBridge-IBRS",
							"SapphireRapids",
							"SapphireRapids-v2",
							"SapphireRapids-v3",
							"SapphireRapids-v4",
							"SierraForest",
							"SierraForest-v2",
							"SierraForest-v3",
							"Skylake-Client",
							"Skylake-Client-IBRS",
							"Skylake-Client-noTSX-IBRS",
							"Skylake-Client-v4",
							"Skylake-Server",
							"Skylake-Server-IBRS",
							"Skylake-Server-noTSX-IBRS",
							"Skylake-Server-v4",
							"Skylake-Server-v5",
							"Westmere",
							"Westmere-IBRS"
						],
						"type": "string"
					}
				}
			},
			"cpulimit": {
				"default": 0,
				"optional": true,
				"maximum": 128,
				"minimum": 0,
				"type": "number"
			},
			"cpuunits": {
				"default": "cgroup v1: 1024, cgroup v2: 100",
				"optional": true,
				"maximum": 262144,
				"minimum": 1,
				"type": "integer"
			},
			"description": {
				"optional": true,
				"maxLength": 8192,
				"type": "string"
			},
			"efidisk0": {
				"optional": true,
				"type": "string",
				"fields": {
					"efitype": {
						"default": "2m",
						"optional": true,
						"enum": ["2m", "4m"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"ms-cert": {
						"default": "2011",
						"optional": true,
						"enum": [
							"2011",
							"2023",
							"2023w",
							"2023k"
						],
						"type": "string"
					},
					"pre-enrolled-keys": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"volume": { "alias": "file" }
				}
			},
			"freeze": {
				"optional": true,
				"type": "boolean"
			},
			"hookscript": {
				"optional": true,
				"format": "pve-volume-id",
				"type": "string"
			},
			"hostpci[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"device-id": {
						"optional": true,
						"pattern": "(?:^0x[0-9a-fA-F]{4}$)",
						"type": "string"
					},
					"driver": {
						"default": "vfio",
						"optional": true,
						"enum": ["vfio", "keep"],
						"type": "string"
					},
					"host": {
						"defaultKey": true,
						"optional": true,
						"pattern": "(?:(?:(?:[a-f0-9]{4,}:)?[a-f0-9]{2}:[a-f0-9]{2}(?:\\.[a-f0-9])?)(;(?:(?:[a-f0-9]{4,}:)?[a-f0-9]{2}:[a-f0-9]{2}(?:\\.[a-f0-9])?))*)",
						"type": "string"
					},
					"legacy-igd": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"mapping": {
						"optional": true,
						"format": "pve-configid",
						"type": "string"
					},
					"mdev": {
						"optional": true,
						"pattern": "[^/\\.:]+",
						"type": "string"
					},
					"pcie": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"rombar": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"romfile": {
						"optional": true,
						"pattern": "[^,;]+",
						"type": "string"
					},
					"sub-device-id": {
						"optional": true,
						"pattern": "(?:^0x[0-9a-fA-F]{4}$)",
						"type": "string"
					},
					"sub-vendor-id": {
						"optional": true,
						"pattern": "(?:^0x[0-9a-fA-F]{4}$)",
						"type": "string"
					},
					"vendor-id": {
						"optional": true,
						"pattern": "(?:^0x[0-9a-fA-F]{4}$)",
						"type": "string"
					},
					"x-vga": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					}
				},
				"indexes": [0, 15]
			},
			"hotplug": {
				"default": "network,disk,usb",
				"optional": true,
				"format": "pve-hotplug-features",
				"type": "string"
			},
			"hugepages": {
				"optional": true,
				"enum": [
					"any",
					"2",
					"1024"
				],
				"type": "string"
			},
			"ide[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"model": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 120,
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				},
				"indexes": [0, 3]
			},
			"intel-tdx": {
				"optional": true,
				"type": "string",
				"fields": {
					"attestation": {
						"default": 1,
						"type": "boolean"
					},
					"type": {
						"defaultKey": true,
						"enum": ["tdx"],
						"type": "string"
					},
					"vsock-cid": {
						"default": 2,
						"optional": true,
						"minimum": 2,
						"type": "integer"
					},
					"vsock-port": {
						"default": 4050,
						"optional": true,
						"minimum": 0,
						"type": "integer"
					}
				}
			},
			"ipconfig[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"gw": {
						"optional": true,
						"format": "ipv4",
						"requires": "ip",
						"type": "string"
					},
					"gw6": {
						"optional": true,
						"format": "ipv6",
						"requires": "ip6",
						"type": "string"
					},
					"ip": {
						"default": "dhcp",
						"optional": true,
						"format": "pve-ipv4-config",
						"type": "string"
					},
					"ip6": {
						"default": "dhcp",
						"optional": true,
						"format": "pve-ipv6-config",
						"type": "string"
					}
				},
				"indexes": [0, 31]
			},
			"ivshmem": {
				"optional": true,
				"type": "string",
				"fields": {
					"name": {
						"optional": true,
						"pattern": "[a-zA-Z0-9\\-]+",
						"type": "string"
					},
					"size": {
						"minimum": 1,
						"type": "integer"
					}
				}
			},
			"keephugepages": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"keyboard": {
				"optional": true,
				"enum": [
					"de",
					"de-ch",
					"da",
					"en-gb",
					"en-us",
					"es",
					"fi",
					"fr",
					"fr-be",
					"fr-ca",
					"fr-ch",
					"hu",
					"is",
					"it",
					"ja",
					"lt",
					"mk",
					"nl",
					"no",
					"pl",
					"pt",
					"pt-br",
					"sv",
					"sl",
					"tr"
				],
				"type": "string"
			},
			"kvm": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"localtime": {
				"optional": true,
				"type": "boolean"
			},
			"lock": {
				"optional": true,
				"enum": [
					"backup",
					"clone",
					"create",
					"migrate",
					"rollback",
					"snapshot",
					"snapshot-delete",
					"suspending",
					"suspended"
				],
				"type": "string"
			},
			"machine": {
				"optional": true,
				"type": "string",
				"fields": {
					"aw-bits": {
						"optional": true,
						"maximum": 64,
						"minimum": 32,
						"type": "number"
					},
					"enable-s3": {
						"optional": true,
						"type": "boolean"
					},
					"enable-s4": {
						"optional": true,
						"type": "boolean"
					},
					"type": {
						"defaultKey": true,
						"optional": true,
						"maxLength": 40,
						"pattern": "(pc|pc(-i440fx)?-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|q35|pc-q35-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|virt(?:-\\d+(\\.\\d+)+)?(\\+pve\\d+)?)",
						"type": "string"
					},
					"viommu": {
						"optional": true,
						"enum": ["intel", "virtio"],
						"type": "string"
					}
				}
			},
			"memory": {
				"optional": true,
				"type": "string",
				"fields": { "current": {
					"default": 512,
					"defaultKey": true,
					"minimum": 16,
					"type": "integer"
				} }
			},
			"migrate_downtime": {
				"default": .1,
				"optional": true,
				"minimum": 0,
				"type": "number"
			},
			"migrate_speed": {
				"default": 0,
				"optional": true,
				"minimum": 0,
				"type": "integer"
			},
			"name": {
				"optional": true,
				"format": "dns-name",
				"type": "string"
			},
			"nameserver": {
				"optional": true,
				"format": "address-list",
				"type": "string"
			},
			"net[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"bridge": {
						"optional": true,
						"format": "pve-bridge-id",
						"type": "string"
					},
					"e1000": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"e1000-82540em": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"e1000-82544gc": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"e1000-82545em": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"e1000e": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"firewall": {
						"optional": true,
						"type": "boolean"
					},
					"host-tunnel": {
						"optional": true,
						"type": "boolean"
					},
					"i82551": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"i82557b": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"i82559er": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"link_down": {
						"optional": true,
						"type": "boolean"
					},
					"macaddr": {
						"optional": true,
						"format": "mac-addr",
						"type": "string"
					},
					"model": {
						"defaultKey": true,
						"enum": [
							"e1000",
							"e1000-82540em",
							"e1000-82544gc",
							"e1000-82545em",
							"e1000e",
							"i82551",
							"i82557b",
							"i82559er",
							"ne2k_isa",
							"ne2k_pci",
							"pcnet",
							"rtl8139",
							"virtio",
							"vmxnet3"
						],
						"type": "string"
					},
					"mtu": {
						"optional": true,
						"maximum": 65520,
						"minimum": 1,
						"type": "integer"
					},
					"ne2k_isa": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"ne2k_pci": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"pcnet": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"queues": {
						"optional": true,
						"maximum": 64,
						"minimum": 0,
						"type": "integer"
					},
					"rate": {
						"optional": true,
						"minimum": 0,
						"type": "number"
					},
					"rtl8139": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"tag": {
						"optional": true,
						"maximum": 4094,
						"minimum": 1,
						"type": "integer"
					},
					"trunks": {
						"optional": true,
						"pattern": "(?:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)",
						"type": "string"
					},
					"virtio": {
						"alias": "macaddr",
						"keyAlias": "model"
					},
					"vmxnet3": {
						"alias": "macaddr",
						"keyAlias": "model"
					}
				},
				"indexes": [0, 31]
			},
			"numa": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"numa[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"cpus": {
						"pattern": "(?:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)",
						"type": "string"
					},
					"hostnodes": {
						"optional": true,
						"pattern": "(?:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)",
						"type": "string"
					},
					"memory": {
						"optional": true,
						"type": "number"
					},
					"policy": {
						"optional": true,
						"enum": [
							"preferred",
							"bind",
							"interleave"
						],
						"type": "string"
					}
				},
				"indexes": [0, 7]
			},
			"onboot": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"ostype": {
				"default": "other",
				"optional": true,
				"enum": [
					"other",
					"wxp",
					"w2k",
					"w2k3",
					"w2k8",
					"wvista",
					"win7",
					"win8",
					"win10",
					"win11",
					"l24",
					"l26",
					"solaris"
				],
				"type": "string"
			},
			"parallel[n]": {
				"optional": true,
				"pattern": "/dev/parport\\d+|/dev/usb/lp\\d+",
				"type": "string",
				"indexes": [0, 2]
			},
			"protection": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"reboot": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"rng0": {
				"optional": true,
				"type": "string",
				"fields": {
					"max_bytes": {
						"default": 1024,
						"optional": true,
						"type": "integer"
					},
					"period": {
						"default": 1e3,
						"optional": true,
						"type": "integer"
					},
					"source": {
						"defaultKey": true,
						"enum": [
							"/dev/urandom",
							"/dev/random",
							"/dev/hwrng"
						],
						"type": "string"
					}
				}
			},
			"sata[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				},
				"indexes": [0, 5]
			},
			"scsi[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iothread": {
						"optional": true,
						"type": "boolean"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"product": {
						"optional": true,
						"pattern": "[A-Za-z0-9\\-_\\s]{0,16}",
						"type": "string"
					},
					"queues": {
						"optional": true,
						"minimum": 2,
						"type": "integer"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"ro": {
						"optional": true,
						"type": "boolean"
					},
					"scsiblock": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"vendor": {
						"optional": true,
						"pattern": "[A-Za-z0-9\\-_\\s]{0,8}",
						"type": "string"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				},
				"indexes": [0, 30]
			},
			"scsihw": {
				"default": "lsi",
				"optional": true,
				"enum": [
					"lsi",
					"lsi53c810",
					"virtio-scsi-pci",
					"virtio-scsi-single",
					"megasas",
					"pvscsi"
				],
				"type": "string"
			},
			"searchdomain": {
				"optional": true,
				"type": "string"
			},
			"serial[n]": {
				"optional": true,
				"pattern": "(/dev/[^,]+|socket)",
				"type": "string",
				"indexes": [0, 3]
			},
			"shares": {
				"default": 1e3,
				"optional": true,
				"maximum": 5e4,
				"minimum": 0,
				"type": "integer"
			},
			"smbios1": {
				"optional": true,
				"maxLength": 512,
				"type": "string",
				"fields": {
					"base64": {
						"optional": true,
						"type": "boolean"
					},
					"family": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					},
					"manufacturer": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					},
					"product": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					},
					"serial": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					},
					"sku": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					},
					"uuid": {
						"optional": true,
						"pattern": "[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}",
						"type": "string"
					},
					"version": {
						"optional": true,
						"pattern": "[A-Za-z0-9+/]+={0,2}",
						"type": "string"
					}
				}
			},
			"smp": {
				"default": 1,
				"optional": true,
				"minimum": 1,
				"type": "integer"
			},
			"sockets": {
				"default": 1,
				"optional": true,
				"minimum": 1,
				"type": "integer"
			},
			"spice_enhancements": {
				"optional": true,
				"type": "string",
				"fields": {
					"foldersharing": {
						"default": "0",
						"optional": true,
						"type": "boolean"
					},
					"videostreaming": {
						"default": "off",
						"optional": true,
						"enum": [
							"off",
							"all",
							"filter"
						],
						"type": "string"
					}
				}
			},
			"sshkeys": {
				"optional": true,
				"format": "urlencoded",
				"type": "string"
			},
			"startdate": {
				"default": "now",
				"optional": true,
				"pattern": "(now|\\d{4}-\\d{1,2}-\\d{1,2}(T\\d{1,2}:\\d{1,2}:\\d{1,2})?)",
				"type": "string"
			},
			"startup": {
				"optional": true,
				"format": "pve-startup-order",
				"type": "string"
			},
			"tablet": {
				"default": 1,
				"optional": true,
				"type": "boolean"
			},
			"tags": {
				"optional": true,
				"format": "pve-tag-list",
				"type": "string"
			},
			"tdf": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"template": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"tpmstate0": {
				"optional": true,
				"type": "string",
				"fields": {
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow2",
							"vmdk"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"version": {
						"default": "v1.2",
						"optional": true,
						"enum": ["v1.2", "v2.0"],
						"type": "string"
					},
					"volume": { "alias": "file" }
				}
			},
			"unused[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id",
						"type": "string"
					},
					"volume": { "alias": "file" }
				},
				"indexes": [0, 255]
			},
			"usb[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"host": {
						"defaultKey": true,
						"optional": true,
						"pattern": "(?:(?:(?:(?:(0x)?([0-9A-Fa-f]{4}):(0x)?([0-9A-Fa-f]{4})))|(?:(?:(\\d+)-(\\d+(\\.\\d+)*)))|[Ss][Pp][Ii][Cc][Ee]))",
						"type": "string"
					},
					"mapping": {
						"optional": true,
						"format": "pve-configid",
						"type": "string"
					},
					"usb3": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					}
				},
				"indexes": [0, 13]
			},
			"vcpus": {
				"default": 0,
				"optional": true,
				"minimum": 1,
				"type": "integer"
			},
			"vga": {
				"optional": true,
				"type": "string",
				"fields": {
					"clipboard": {
						"optional": true,
						"enum": ["vnc"],
						"type": "string"
					},
					"memory": {
						"optional": true,
						"maximum": 512,
						"minimum": 4,
						"type": "integer"
					},
					"type": {
						"default": "std",
						"defaultKey": true,
						"optional": true,
						"enum": [
							"cirrus",
							"qxl",
							"qxl2",
							"qxl3",
							"qxl4",
							"none",
							"serial0",
							"serial1",
							"serial2",
							"serial3",
							"std",
							"virtio",
							"virtio-gl",
							"vmware"
						],
						"type": "string"
					}
				}
			},
			"virtio[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"import-from": {
						"optional": true,
						"format": "pve-volume-id-or-absolute-path",
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iothread": {
						"optional": true,
						"type": "boolean"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"ro": {
						"optional": true,
						"type": "boolean"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					}
				},
				"indexes": [0, 15]
			},
			"virtiofs[n]": {
				"optional": true,
				"type": "string",
				"fields": {
					"cache": {
						"default": "auto",
						"optional": true,
						"enum": [
							"auto",
							"always",
							"metadata",
							"never"
						],
						"type": "string"
					},
					"direct-io": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"dirid": {
						"defaultKey": true,
						"format": "pve-configid",
						"type": "string"
					},
					"expose-acl": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"expose-xattr": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					}
				},
				"indexes": [0, 9]
			},
			"vmgenid": {
				"default": "1 (autogenerated)",
				"optional": true,
				"pattern": "(?:[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}|[01])",
				"type": "string"
			},
			"vmstatestorage": {
				"optional": true,
				"format": "pve-storage-id",
				"type": "string"
			},
			"watchdog": {
				"optional": true,
				"type": "string",
				"fields": {
					"action": {
						"optional": true,
						"enum": [
							"reset",
							"shutdown",
							"poweroff",
							"pause",
							"debug",
							"none"
						],
						"type": "string"
					},
					"model": {
						"default": "i6300esb",
						"defaultKey": true,
						"optional": true,
						"enum": ["i6300esb", "ib700"],
						"type": "string"
					}
				}
			}
		}
	},
	commands: {
		"pct clone": {
			"positional": ["vmid", "newid"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "clone limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"description": {
					"optional": true,
					"type": "string"
				},
				"full": {
					"optional": true,
					"type": "boolean"
				},
				"hostname": {
					"optional": true,
					"format": "dns-name",
					"type": "string"
				},
				"newid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"snapname": {
					"optional": true,
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"target": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct config": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"current": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapshot": {
					"optional": true,
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct console": {
			"positional": ["vmid"],
			"properties": {
				"escape": {
					"default": "^a",
					"optional": true,
					"pattern": "\\^?[a-z]",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct cpusets": {
			"positional": [],
			"properties": {}
		},
		"pct create": {
			"positional": ["vmid", "ostemplate"],
			"fixed": ["node"],
			"config": "lxc",
			"properties": {
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ignore-unpack-errors": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"ostemplate": {
					"maxLength": 255,
					"type": "string"
				},
				"password": {
					"optional": true,
					"minLength": 5,
					"type": "string"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"restore": {
					"optional": true,
					"type": "boolean"
				},
				"ssh-public-keys": {
					"optional": true,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"default": "local",
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"unique": {
					"optional": true,
					"requires": "restore",
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct delsnapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct destroy": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"destroy-unreferenced-disks": {
					"optional": true,
					"type": "boolean"
				},
				"force": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"purge": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct df": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct enter": {
			"positional": ["vmid"],
			"properties": {
				"keep-env": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct exec": {
			"positional": ["vmid", "extra-args"],
			"properties": {
				"extra-args": {
					"optional": true,
					"items": { "type": "string" },
					"type": "array"
				},
				"keep-env": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct fsck": {
			"positional": ["vmid"],
			"properties": {
				"device": {
					"optional": true,
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255"
					],
					"type": "string"
				},
				"force": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct fstrim": {
			"positional": ["vmid"],
			"properties": {
				"ignore-mountpoints": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct list": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pct listsnapshot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct migrate": {
			"positional": ["vmid", "target"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"restart": {
					"optional": true,
					"type": "boolean"
				},
				"target": {
					"format": "pve-node",
					"type": "string"
				},
				"target-storage": {
					"optional": true,
					"format": "storage-pair-list",
					"type": "string"
				},
				"timeout": {
					"default": 180,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct mount": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct move-volume": {
			"positional": [
				"vmid",
				"volume",
				"storage",
				"target-vmid",
				"target-volume"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "clone limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"target-digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"target-vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"target-volume": {
					"optional": true,
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"volume": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				}
			}
		},
		"pct move_volume": { "alias": "pct move-volume" },
		"pct pending": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct pull": {
			"positional": [
				"vmid",
				"path",
				"destination"
			],
			"properties": {
				"destination": { "type": "string" },
				"group": {
					"optional": true,
					"type": "string"
				},
				"path": { "type": "string" },
				"perms": {
					"optional": true,
					"type": "string"
				},
				"user": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct push": {
			"positional": [
				"vmid",
				"file",
				"destination"
			],
			"properties": {
				"destination": { "type": "string" },
				"file": { "type": "string" },
				"group": {
					"optional": true,
					"type": "string"
				},
				"perms": {
					"optional": true,
					"type": "string"
				},
				"user": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct reboot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"timeout": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct remote-migrate": {
			"positional": [
				"vmid",
				"target-vmid",
				"target-endpoint"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"restart": {
					"optional": true,
					"type": "boolean"
				},
				"target-bridge": {
					"format": "bridge-pair-list",
					"type": "string"
				},
				"target-endpoint": {
					"type": "string",
					"fields": {
						"apitoken": { "type": "string" },
						"fingerprint": {
							"optional": true,
							"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
							"type": "string"
						},
						"host": { "type": "string" },
						"port": {
							"optional": true,
							"type": "integer"
						}
					}
				},
				"target-storage": {
					"format": "storage-pair-list",
					"type": "string"
				},
				"target-vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"timeout": {
					"default": 180,
					"optional": true,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct rescan": {
			"positional": [],
			"properties": {
				"dryrun": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct resize": {
			"positional": [
				"vmid",
				"disk",
				"size"
			],
			"fixed": ["node"],
			"properties": {
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"disk": {
					"enum": [
						"rootfs",
						"mp0",
						"mp1",
						"mp2",
						"mp3",
						"mp4",
						"mp5",
						"mp6",
						"mp7",
						"mp8",
						"mp9",
						"mp10",
						"mp11",
						"mp12",
						"mp13",
						"mp14",
						"mp15",
						"mp16",
						"mp17",
						"mp18",
						"mp19",
						"mp20",
						"mp21",
						"mp22",
						"mp23",
						"mp24",
						"mp25",
						"mp26",
						"mp27",
						"mp28",
						"mp29",
						"mp30",
						"mp31",
						"mp32",
						"mp33",
						"mp34",
						"mp35",
						"mp36",
						"mp37",
						"mp38",
						"mp39",
						"mp40",
						"mp41",
						"mp42",
						"mp43",
						"mp44",
						"mp45",
						"mp46",
						"mp47",
						"mp48",
						"mp49",
						"mp50",
						"mp51",
						"mp52",
						"mp53",
						"mp54",
						"mp55",
						"mp56",
						"mp57",
						"mp58",
						"mp59",
						"mp60",
						"mp61",
						"mp62",
						"mp63",
						"mp64",
						"mp65",
						"mp66",
						"mp67",
						"mp68",
						"mp69",
						"mp70",
						"mp71",
						"mp72",
						"mp73",
						"mp74",
						"mp75",
						"mp76",
						"mp77",
						"mp78",
						"mp79",
						"mp80",
						"mp81",
						"mp82",
						"mp83",
						"mp84",
						"mp85",
						"mp86",
						"mp87",
						"mp88",
						"mp89",
						"mp90",
						"mp91",
						"mp92",
						"mp93",
						"mp94",
						"mp95",
						"mp96",
						"mp97",
						"mp98",
						"mp99",
						"mp100",
						"mp101",
						"mp102",
						"mp103",
						"mp104",
						"mp105",
						"mp106",
						"mp107",
						"mp108",
						"mp109",
						"mp110",
						"mp111",
						"mp112",
						"mp113",
						"mp114",
						"mp115",
						"mp116",
						"mp117",
						"mp118",
						"mp119",
						"mp120",
						"mp121",
						"mp122",
						"mp123",
						"mp124",
						"mp125",
						"mp126",
						"mp127",
						"mp128",
						"mp129",
						"mp130",
						"mp131",
						"mp132",
						"mp133",
						"mp134",
						"mp135",
						"mp136",
						"mp137",
						"mp138",
						"mp139",
						"mp140",
						"mp141",
						"mp142",
						"mp143",
						"mp144",
						"mp145",
						"mp146",
						"mp147",
						"mp148",
						"mp149",
						"mp150",
						"mp151",
						"mp152",
						"mp153",
						"mp154",
						"mp155",
						"mp156",
						"mp157",
						"mp158",
						"mp159",
						"mp160",
						"mp161",
						"mp162",
						"mp163",
						"mp164",
						"mp165",
						"mp166",
						"mp167",
						"mp168",
						"mp169",
						"mp170",
						"mp171",
						"mp172",
						"mp173",
						"mp174",
						"mp175",
						"mp176",
						"mp177",
						"mp178",
						"mp179",
						"mp180",
						"mp181",
						"mp182",
						"mp183",
						"mp184",
						"mp185",
						"mp186",
						"mp187",
						"mp188",
						"mp189",
						"mp190",
						"mp191",
						"mp192",
						"mp193",
						"mp194",
						"mp195",
						"mp196",
						"mp197",
						"mp198",
						"mp199",
						"mp200",
						"mp201",
						"mp202",
						"mp203",
						"mp204",
						"mp205",
						"mp206",
						"mp207",
						"mp208",
						"mp209",
						"mp210",
						"mp211",
						"mp212",
						"mp213",
						"mp214",
						"mp215",
						"mp216",
						"mp217",
						"mp218",
						"mp219",
						"mp220",
						"mp221",
						"mp222",
						"mp223",
						"mp224",
						"mp225",
						"mp226",
						"mp227",
						"mp228",
						"mp229",
						"mp230",
						"mp231",
						"mp232",
						"mp233",
						"mp234",
						"mp235",
						"mp236",
						"mp237",
						"mp238",
						"mp239",
						"mp240",
						"mp241",
						"mp242",
						"mp243",
						"mp244",
						"mp245",
						"mp246",
						"mp247",
						"mp248",
						"mp249",
						"mp250",
						"mp251",
						"mp252",
						"mp253",
						"mp254",
						"mp255"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"size": {
					"pattern": "\\+?\\d+(\\.\\d+)?[KMGT]?",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct restore": {
			"positional": ["vmid", "ostemplate"],
			"fixed": ["node", "restore"],
			"config": "lxc",
			"properties": {
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ignore-unpack-errors": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"ostemplate": {
					"maxLength": 255,
					"type": "string"
				},
				"password": {
					"optional": true,
					"minLength": 5,
					"type": "string"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"restore": {
					"optional": true,
					"type": "boolean"
				},
				"ssh-public-keys": {
					"optional": true,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"default": "local",
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"unique": {
					"optional": true,
					"requires": "restore",
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct resume": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct rollback": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct set": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"config": "lxc",
			"properties": {
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"revert": {
					"optional": true,
					"format": "pve-configid-list",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct shutdown": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"forceStop": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"timeout": {
					"default": 60,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct snapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"description": {
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct start": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"debug": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct status": {
			"positional": ["vmid"],
			"properties": {
				"verbose": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct stop": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"overrule-shutdown": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct suspend": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct template": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pct unlock": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"pct unmount": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm agent": { "alias": "qm guest cmd" },
		"qm cleanup": {
			"positional": [
				"vmid",
				"clean-shutdown",
				"guest-requested"
			],
			"fixed": ["node"],
			"properties": {
				"clean-shutdown": { "type": "boolean" },
				"guest-requested": { "type": "boolean" },
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm clone": {
			"positional": ["vmid", "newid"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "clone limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"description": {
					"optional": true,
					"type": "string"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"vmdk"
					],
					"type": "string"
				},
				"full": {
					"optional": true,
					"type": "boolean"
				},
				"name": {
					"optional": true,
					"format": "dns-name",
					"type": "string"
				},
				"newid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"snapname": {
					"optional": true,
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"target": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm cloudinit dump": {
			"positional": ["vmid", "type"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"type": {
					"enum": [
						"user",
						"network",
						"meta"
					],
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm cloudinit pending": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm cloudinit update": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm config": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"current": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapshot": {
					"optional": true,
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm create": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"config": "qemu",
			"properties": {
				"archive": {
					"optional": true,
					"maxLength": 255,
					"type": "string"
				},
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"cdrom": {
					"optional": true,
					"type": "string",
					"fields": {
						"aio": {
							"optional": true,
							"enum": [
								"native",
								"threads",
								"io_uring"
							],
							"type": "string"
						},
						"backup": {
							"optional": true,
							"type": "boolean"
						},
						"bps": {
							"optional": true,
							"type": "integer"
						},
						"bps_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_rd": {
							"optional": true,
							"type": "integer"
						},
						"bps_rd_length": { "alias": "bps_rd_max_length" },
						"bps_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_wr": {
							"optional": true,
							"type": "integer"
						},
						"bps_wr_length": { "alias": "bps_wr_max_length" },
						"bps_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"cache": {
							"optional": true,
							"enum": [
								"none",
								"writethrough",
								"writeback",
								"unsafe",
								"directsync"
							],
							"type": "string"
						},
						"detect_zeroes": {
							"optional": true,
							"type": "boolean"
						},
						"discard": {
							"optional": true,
							"enum": ["ignore", "on"],
							"type": "string"
						},
						"file": {
							"defaultKey": true,
							"format": "pve-volume-id-or-qm-path",
							"type": "string"
						},
						"format": {
							"optional": true,
							"enum": [
								"raw",
								"qcow",
								"qed",
								"qcow2",
								"vmdk",
								"cloop"
							],
							"type": "string"
						},
						"iops": {
							"optional": true,
							"type": "integer"
						},
						"iops_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_rd": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_length": { "alias": "iops_rd_max_length" },
						"iops_rd_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_wr": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_length": { "alias": "iops_wr_max_length" },
						"iops_wr_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"mbps": {
							"optional": true,
							"type": "number"
						},
						"mbps_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr_max": {
							"optional": true,
							"type": "number"
						},
						"media": {
							"default": "disk",
							"optional": true,
							"enum": ["cdrom", "disk"],
							"type": "string"
						},
						"model": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 120,
							"type": "string"
						},
						"replicate": {
							"default": 1,
							"optional": true,
							"type": "boolean"
						},
						"rerror": {
							"optional": true,
							"enum": [
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"serial": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 60,
							"type": "string"
						},
						"shared": {
							"default": 0,
							"optional": true,
							"type": "boolean"
						},
						"size": {
							"optional": true,
							"format": "disk-size",
							"type": "string"
						},
						"snapshot": {
							"optional": true,
							"type": "boolean"
						},
						"ssd": {
							"optional": true,
							"type": "boolean"
						},
						"volume": { "alias": "file" },
						"werror": {
							"optional": true,
							"enum": [
								"enospc",
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"wwn": {
							"optional": true,
							"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
							"type": "string"
						}
					}
				},
				"force": {
					"optional": true,
					"requires": "archive",
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"import-working-storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"live-restore": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"unique": {
					"optional": true,
					"requires": "archive",
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm delsnapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm destroy": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"destroy-unreferenced-disks": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"purge": {
					"optional": true,
					"type": "boolean"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm disk import": {
			"positional": [
				"vmid",
				"source",
				"storage"
			],
			"properties": {
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"vmdk"
					],
					"type": "string"
				},
				"source": { "type": "string" },
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"target-disk": {
					"optional": true,
					"enum": [
						"ide0",
						"ide1",
						"ide2",
						"ide3",
						"scsi0",
						"scsi1",
						"scsi2",
						"scsi3",
						"scsi4",
						"scsi5",
						"scsi6",
						"scsi7",
						"scsi8",
						"scsi9",
						"scsi10",
						"scsi11",
						"scsi12",
						"scsi13",
						"scsi14",
						"scsi15",
						"scsi16",
						"scsi17",
						"scsi18",
						"scsi19",
						"scsi20",
						"scsi21",
						"scsi22",
						"scsi23",
						"scsi24",
						"scsi25",
						"scsi26",
						"scsi27",
						"scsi28",
						"scsi29",
						"scsi30",
						"virtio0",
						"virtio1",
						"virtio2",
						"virtio3",
						"virtio4",
						"virtio5",
						"virtio6",
						"virtio7",
						"virtio8",
						"virtio9",
						"virtio10",
						"virtio11",
						"virtio12",
						"virtio13",
						"virtio14",
						"virtio15",
						"sata0",
						"sata1",
						"sata2",
						"sata3",
						"sata4",
						"sata5",
						"efidisk0",
						"tpmstate0",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm disk move": {
			"positional": [
				"vmid",
				"disk",
				"storage"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "move limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"disk": {
					"enum": [
						"ide0",
						"ide1",
						"ide2",
						"ide3",
						"scsi0",
						"scsi1",
						"scsi2",
						"scsi3",
						"scsi4",
						"scsi5",
						"scsi6",
						"scsi7",
						"scsi8",
						"scsi9",
						"scsi10",
						"scsi11",
						"scsi12",
						"scsi13",
						"scsi14",
						"scsi15",
						"scsi16",
						"scsi17",
						"scsi18",
						"scsi19",
						"scsi20",
						"scsi21",
						"scsi22",
						"scsi23",
						"scsi24",
						"scsi25",
						"scsi26",
						"scsi27",
						"scsi28",
						"scsi29",
						"scsi30",
						"virtio0",
						"virtio1",
						"virtio2",
						"virtio3",
						"virtio4",
						"virtio5",
						"virtio6",
						"virtio7",
						"virtio8",
						"virtio9",
						"virtio10",
						"virtio11",
						"virtio12",
						"virtio13",
						"virtio14",
						"virtio15",
						"sata0",
						"sata1",
						"sata2",
						"sata3",
						"sata4",
						"sata5",
						"efidisk0",
						"tpmstate0",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"vmdk"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"target-digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"target-disk": {
					"optional": true,
					"enum": [
						"ide0",
						"ide1",
						"ide2",
						"ide3",
						"scsi0",
						"scsi1",
						"scsi2",
						"scsi3",
						"scsi4",
						"scsi5",
						"scsi6",
						"scsi7",
						"scsi8",
						"scsi9",
						"scsi10",
						"scsi11",
						"scsi12",
						"scsi13",
						"scsi14",
						"scsi15",
						"scsi16",
						"scsi17",
						"scsi18",
						"scsi19",
						"scsi20",
						"scsi21",
						"scsi22",
						"scsi23",
						"scsi24",
						"scsi25",
						"scsi26",
						"scsi27",
						"scsi28",
						"scsi29",
						"scsi30",
						"virtio0",
						"virtio1",
						"virtio2",
						"virtio3",
						"virtio4",
						"virtio5",
						"virtio6",
						"virtio7",
						"virtio8",
						"virtio9",
						"virtio10",
						"virtio11",
						"virtio12",
						"virtio13",
						"virtio14",
						"virtio15",
						"sata0",
						"sata1",
						"sata2",
						"sata3",
						"sata4",
						"sata5",
						"efidisk0",
						"tpmstate0",
						"unused0",
						"unused1",
						"unused2",
						"unused3",
						"unused4",
						"unused5",
						"unused6",
						"unused7",
						"unused8",
						"unused9",
						"unused10",
						"unused11",
						"unused12",
						"unused13",
						"unused14",
						"unused15",
						"unused16",
						"unused17",
						"unused18",
						"unused19",
						"unused20",
						"unused21",
						"unused22",
						"unused23",
						"unused24",
						"unused25",
						"unused26",
						"unused27",
						"unused28",
						"unused29",
						"unused30",
						"unused31",
						"unused32",
						"unused33",
						"unused34",
						"unused35",
						"unused36",
						"unused37",
						"unused38",
						"unused39",
						"unused40",
						"unused41",
						"unused42",
						"unused43",
						"unused44",
						"unused45",
						"unused46",
						"unused47",
						"unused48",
						"unused49",
						"unused50",
						"unused51",
						"unused52",
						"unused53",
						"unused54",
						"unused55",
						"unused56",
						"unused57",
						"unused58",
						"unused59",
						"unused60",
						"unused61",
						"unused62",
						"unused63",
						"unused64",
						"unused65",
						"unused66",
						"unused67",
						"unused68",
						"unused69",
						"unused70",
						"unused71",
						"unused72",
						"unused73",
						"unused74",
						"unused75",
						"unused76",
						"unused77",
						"unused78",
						"unused79",
						"unused80",
						"unused81",
						"unused82",
						"unused83",
						"unused84",
						"unused85",
						"unused86",
						"unused87",
						"unused88",
						"unused89",
						"unused90",
						"unused91",
						"unused92",
						"unused93",
						"unused94",
						"unused95",
						"unused96",
						"unused97",
						"unused98",
						"unused99",
						"unused100",
						"unused101",
						"unused102",
						"unused103",
						"unused104",
						"unused105",
						"unused106",
						"unused107",
						"unused108",
						"unused109",
						"unused110",
						"unused111",
						"unused112",
						"unused113",
						"unused114",
						"unused115",
						"unused116",
						"unused117",
						"unused118",
						"unused119",
						"unused120",
						"unused121",
						"unused122",
						"unused123",
						"unused124",
						"unused125",
						"unused126",
						"unused127",
						"unused128",
						"unused129",
						"unused130",
						"unused131",
						"unused132",
						"unused133",
						"unused134",
						"unused135",
						"unused136",
						"unused137",
						"unused138",
						"unused139",
						"unused140",
						"unused141",
						"unused142",
						"unused143",
						"unused144",
						"unused145",
						"unused146",
						"unused147",
						"unused148",
						"unused149",
						"unused150",
						"unused151",
						"unused152",
						"unused153",
						"unused154",
						"unused155",
						"unused156",
						"unused157",
						"unused158",
						"unused159",
						"unused160",
						"unused161",
						"unused162",
						"unused163",
						"unused164",
						"unused165",
						"unused166",
						"unused167",
						"unused168",
						"unused169",
						"unused170",
						"unused171",
						"unused172",
						"unused173",
						"unused174",
						"unused175",
						"unused176",
						"unused177",
						"unused178",
						"unused179",
						"unused180",
						"unused181",
						"unused182",
						"unused183",
						"unused184",
						"unused185",
						"unused186",
						"unused187",
						"unused188",
						"unused189",
						"unused190",
						"unused191",
						"unused192",
						"unused193",
						"unused194",
						"unused195",
						"unused196",
						"unused197",
						"unused198",
						"unused199",
						"unused200",
						"unused201",
						"unused202",
						"unused203",
						"unused204",
						"unused205",
						"unused206",
						"unused207",
						"unused208",
						"unused209",
						"unused210",
						"unused211",
						"unused212",
						"unused213",
						"unused214",
						"unused215",
						"unused216",
						"unused217",
						"unused218",
						"unused219",
						"unused220",
						"unused221",
						"unused222",
						"unused223",
						"unused224",
						"unused225",
						"unused226",
						"unused227",
						"unused228",
						"unused229",
						"unused230",
						"unused231",
						"unused232",
						"unused233",
						"unused234",
						"unused235",
						"unused236",
						"unused237",
						"unused238",
						"unused239",
						"unused240",
						"unused241",
						"unused242",
						"unused243",
						"unused244",
						"unused245",
						"unused246",
						"unused247",
						"unused248",
						"unused249",
						"unused250",
						"unused251",
						"unused252",
						"unused253",
						"unused254",
						"unused255"
					],
					"type": "string"
				},
				"target-vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm disk rescan": {
			"positional": [],
			"properties": {
				"dryrun": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm disk resize": {
			"positional": [
				"vmid",
				"disk",
				"size"
			],
			"fixed": ["node"],
			"properties": {
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"disk": {
					"enum": [
						"ide0",
						"ide1",
						"ide2",
						"ide3",
						"scsi0",
						"scsi1",
						"scsi2",
						"scsi3",
						"scsi4",
						"scsi5",
						"scsi6",
						"scsi7",
						"scsi8",
						"scsi9",
						"scsi10",
						"scsi11",
						"scsi12",
						"scsi13",
						"scsi14",
						"scsi15",
						"scsi16",
						"scsi17",
						"scsi18",
						"scsi19",
						"scsi20",
						"scsi21",
						"scsi22",
						"scsi23",
						"scsi24",
						"scsi25",
						"scsi26",
						"scsi27",
						"scsi28",
						"scsi29",
						"scsi30",
						"virtio0",
						"virtio1",
						"virtio2",
						"virtio3",
						"virtio4",
						"virtio5",
						"virtio6",
						"virtio7",
						"virtio8",
						"virtio9",
						"virtio10",
						"virtio11",
						"virtio12",
						"virtio13",
						"virtio14",
						"virtio15",
						"sata0",
						"sata1",
						"sata2",
						"sata3",
						"sata4",
						"sata5",
						"efidisk0",
						"tpmstate0"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"size": {
					"pattern": "\\+?\\d+(\\.\\d+)?[KMGT]?",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm disk unlink": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"idlist": {
					"format": "pve-configid-list",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm enroll-efi-keys": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm guest cmd": {
			"positional": ["vmid", "command"],
			"fixed": ["node"],
			"properties": {
				"command": {
					"enum": [
						"fsfreeze-freeze",
						"fsfreeze-status",
						"fsfreeze-thaw",
						"fstrim",
						"get-fsinfo",
						"get-host-name",
						"get-memory-block-info",
						"get-memory-blocks",
						"get-osinfo",
						"get-time",
						"get-timezone",
						"get-users",
						"get-vcpus",
						"info",
						"network-get-interfaces",
						"ping",
						"shutdown",
						"suspend-disk",
						"suspend-hybrid",
						"suspend-ram"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm guest exec": {
			"positional": ["vmid", "extra-args"],
			"fixed": ["node"],
			"properties": {
				"extra-args": {
					"optional": true,
					"items": { "type": "string" },
					"type": "array"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pass-stdin": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"synchronous": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"timeout": {
					"default": 30,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm guest exec-status": {
			"positional": ["vmid", "pid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"pid": { "type": "integer" },
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm guest passwd": {
			"positional": ["vmid", "username"],
			"fixed": ["node"],
			"properties": {
				"crypted": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"password": {
					"maxLength": 1024,
					"minLength": 5,
					"type": "string"
				},
				"username": { "type": "string" },
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm import": {
			"positional": ["vmid", "source"],
			"config": "qemu",
			"properties": {
				"cdrom": {
					"optional": true,
					"type": "string",
					"fields": {
						"aio": {
							"optional": true,
							"enum": [
								"native",
								"threads",
								"io_uring"
							],
							"type": "string"
						},
						"backup": {
							"optional": true,
							"type": "boolean"
						},
						"bps": {
							"optional": true,
							"type": "integer"
						},
						"bps_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_rd": {
							"optional": true,
							"type": "integer"
						},
						"bps_rd_length": { "alias": "bps_rd_max_length" },
						"bps_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_wr": {
							"optional": true,
							"type": "integer"
						},
						"bps_wr_length": { "alias": "bps_wr_max_length" },
						"bps_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"cache": {
							"optional": true,
							"enum": [
								"none",
								"writethrough",
								"writeback",
								"unsafe",
								"directsync"
							],
							"type": "string"
						},
						"detect_zeroes": {
							"optional": true,
							"type": "boolean"
						},
						"discard": {
							"optional": true,
							"enum": ["ignore", "on"],
							"type": "string"
						},
						"file": {
							"defaultKey": true,
							"format": "pve-volume-id-or-qm-path",
							"type": "string"
						},
						"format": {
							"optional": true,
							"enum": [
								"raw",
								"qcow",
								"qed",
								"qcow2",
								"vmdk",
								"cloop"
							],
							"type": "string"
						},
						"iops": {
							"optional": true,
							"type": "integer"
						},
						"iops_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_rd": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_length": { "alias": "iops_rd_max_length" },
						"iops_rd_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_wr": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_length": { "alias": "iops_wr_max_length" },
						"iops_wr_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"mbps": {
							"optional": true,
							"type": "number"
						},
						"mbps_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr_max": {
							"optional": true,
							"type": "number"
						},
						"media": {
							"default": "disk",
							"optional": true,
							"enum": ["cdrom", "disk"],
							"type": "string"
						},
						"model": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 120,
							"type": "string"
						},
						"replicate": {
							"default": 1,
							"optional": true,
							"type": "boolean"
						},
						"rerror": {
							"optional": true,
							"enum": [
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"serial": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 60,
							"type": "string"
						},
						"shared": {
							"default": 0,
							"optional": true,
							"type": "boolean"
						},
						"size": {
							"optional": true,
							"format": "disk-size",
							"type": "string"
						},
						"snapshot": {
							"optional": true,
							"type": "boolean"
						},
						"ssd": {
							"optional": true,
							"type": "boolean"
						},
						"volume": { "alias": "file" },
						"werror": {
							"optional": true,
							"enum": [
								"enospc",
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"wwn": {
							"optional": true,
							"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
							"type": "string"
						}
					}
				},
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"type": "string"
				},
				"dryrun": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"vmdk"
					],
					"type": "string"
				},
				"live-import": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"source": { "type": "string" },
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm importdisk": { "alias": "qm disk import" },
		"qm importovf": {
			"positional": [
				"vmid",
				"manifest",
				"storage"
			],
			"properties": {
				"dryrun": {
					"optional": true,
					"type": "boolean"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"vmdk"
					],
					"type": "string"
				},
				"manifest": { "type": "string" },
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm list": {
			"positional": [],
			"fixed": ["node"],
			"properties": {
				"full": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				}
			}
		},
		"qm listsnapshot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm migrate": {
			"positional": ["vmid", "target"],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"force": {
					"optional": true,
					"type": "boolean"
				},
				"migration_network": {
					"optional": true,
					"format": "CIDR",
					"type": "string"
				},
				"migration_type": {
					"optional": true,
					"enum": ["secure", "insecure"],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"target": {
					"format": "pve-node",
					"type": "string"
				},
				"targetstorage": {
					"optional": true,
					"format": "storage-pair-list",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"with-conntrack-state": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"with-local-disks": {
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"qm monitor": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm move-disk": { "alias": "qm disk move" },
		"qm move_disk": { "alias": "qm disk move" },
		"qm mtunnel": {
			"positional": [],
			"properties": {}
		},
		"qm nbdstop": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm pending": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm reboot": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"timeout": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm remote-migrate": {
			"positional": [
				"vmid",
				"target-vmid",
				"target-endpoint"
			],
			"fixed": ["node"],
			"properties": {
				"bwlimit": {
					"default": "migrate limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"delete": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"online": {
					"optional": true,
					"type": "boolean"
				},
				"target-bridge": {
					"format": "bridge-pair-list",
					"type": "string"
				},
				"target-endpoint": {
					"type": "string",
					"fields": {
						"apitoken": { "type": "string" },
						"fingerprint": {
							"optional": true,
							"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
							"type": "string"
						},
						"host": { "type": "string" },
						"port": {
							"optional": true,
							"type": "integer"
						}
					}
				},
				"target-storage": {
					"format": "storage-pair-list",
					"type": "string"
				},
				"target-vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm rescan": { "alias": "qm disk rescan" },
		"qm reset": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm resize": { "alias": "qm disk resize" },
		"qm resume": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"nocheck": {
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm rollback": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm sendkey": {
			"positional": ["vmid", "key"],
			"fixed": ["node"],
			"properties": {
				"key": { "type": "string" },
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm set": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"config": "qemu",
			"properties": {
				"cdrom": {
					"optional": true,
					"type": "string",
					"fields": {
						"aio": {
							"optional": true,
							"enum": [
								"native",
								"threads",
								"io_uring"
							],
							"type": "string"
						},
						"backup": {
							"optional": true,
							"type": "boolean"
						},
						"bps": {
							"optional": true,
							"type": "integer"
						},
						"bps_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_rd": {
							"optional": true,
							"type": "integer"
						},
						"bps_rd_length": { "alias": "bps_rd_max_length" },
						"bps_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"bps_wr": {
							"optional": true,
							"type": "integer"
						},
						"bps_wr_length": { "alias": "bps_wr_max_length" },
						"bps_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"cache": {
							"optional": true,
							"enum": [
								"none",
								"writethrough",
								"writeback",
								"unsafe",
								"directsync"
							],
							"type": "string"
						},
						"detect_zeroes": {
							"optional": true,
							"type": "boolean"
						},
						"discard": {
							"optional": true,
							"enum": ["ignore", "on"],
							"type": "string"
						},
						"file": {
							"defaultKey": true,
							"format": "pve-volume-id-or-qm-path",
							"type": "string"
						},
						"format": {
							"optional": true,
							"enum": [
								"raw",
								"qcow",
								"qed",
								"qcow2",
								"vmdk",
								"cloop"
							],
							"type": "string"
						},
						"iops": {
							"optional": true,
							"type": "integer"
						},
						"iops_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_rd": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_length": { "alias": "iops_rd_max_length" },
						"iops_rd_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_rd_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"iops_wr": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_length": { "alias": "iops_wr_max_length" },
						"iops_wr_max": {
							"optional": true,
							"type": "integer"
						},
						"iops_wr_max_length": {
							"optional": true,
							"minimum": 1,
							"type": "integer"
						},
						"mbps": {
							"optional": true,
							"type": "number"
						},
						"mbps_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd": {
							"optional": true,
							"type": "number"
						},
						"mbps_rd_max": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr": {
							"optional": true,
							"type": "number"
						},
						"mbps_wr_max": {
							"optional": true,
							"type": "number"
						},
						"media": {
							"default": "disk",
							"optional": true,
							"enum": ["cdrom", "disk"],
							"type": "string"
						},
						"model": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 120,
							"type": "string"
						},
						"replicate": {
							"default": 1,
							"optional": true,
							"type": "boolean"
						},
						"rerror": {
							"optional": true,
							"enum": [
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"serial": {
							"optional": true,
							"format": "urlencoded",
							"maxLength": 60,
							"type": "string"
						},
						"shared": {
							"default": 0,
							"optional": true,
							"type": "boolean"
						},
						"size": {
							"optional": true,
							"format": "disk-size",
							"type": "string"
						},
						"snapshot": {
							"optional": true,
							"type": "boolean"
						},
						"ssd": {
							"optional": true,
							"type": "boolean"
						},
						"volume": { "alias": "file" },
						"werror": {
							"optional": true,
							"enum": [
								"enospc",
								"ignore",
								"report",
								"stop"
							],
							"type": "string"
						},
						"wwn": {
							"optional": true,
							"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
							"type": "string"
						}
					}
				},
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 40,
					"type": "string"
				},
				"force": {
					"optional": true,
					"requires": "delete",
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"revert": {
					"optional": true,
					"format": "pve-configid-list",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm showcmd": {
			"positional": ["vmid"],
			"properties": {
				"pretty": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"snapshot": {
					"optional": true,
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm shutdown": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"forceStop": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"keepActive": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"timeout": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm snapshot": {
			"positional": ["vmid", "snapname"],
			"fixed": ["node"],
			"properties": {
				"description": {
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"snapname": {
					"format": "pve-configid",
					"maxLength": 40,
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"vmstate": {
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"qm start": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"force-cpu": {
					"optional": true,
					"type": "string"
				},
				"machine": {
					"optional": true,
					"type": "string",
					"fields": {
						"aw-bits": {
							"optional": true,
							"maximum": 64,
							"minimum": 32,
							"type": "number"
						},
						"enable-s3": {
							"optional": true,
							"type": "boolean"
						},
						"enable-s4": {
							"optional": true,
							"type": "boolean"
						},
						"type": {
							"defaultKey": true,
							"optional": true,
							"maxLength": 40,
							"pattern": "(pc|pc(-i440fx)?-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|q35|pc-q35-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|virt(?:-\\d+(\\.\\d+)+)?(\\+pve\\d+)?)",
							"type": "string"
						},
						"viommu": {
							"optional": true,
							"enum": ["intel", "virtio"],
							"type": "string"
						}
					}
				},
				"migratedfrom": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				},
				"migration_network": {
					"optional": true,
					"format": "CIDR",
					"type": "string"
				},
				"migration_type": {
					"optional": true,
					"enum": ["secure", "insecure"],
					"type": "string"
				},
				"nets-host-mtu": {
					"optional": true,
					"pattern": "net\\d+=\\d+(,net\\d+=\\d+)*",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"stateuri": {
					"optional": true,
					"maxLength": 128,
					"type": "string"
				},
				"targetstorage": {
					"optional": true,
					"format": "storage-pair-list",
					"type": "string"
				},
				"timeout": {
					"default": "max(30, vm memory in GiB)",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"with-conntrack-state": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"qm status": {
			"positional": ["vmid"],
			"properties": {
				"verbose": {
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm stop": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"keepActive": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"migratedfrom": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"overrule-shutdown": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"timeout": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm suspend": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"skiplock": {
					"optional": true,
					"type": "boolean"
				},
				"statestorage": {
					"optional": true,
					"format": "pve-storage-id",
					"requires": "todisk",
					"type": "string"
				},
				"todisk": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm template": {
			"positional": ["vmid"],
			"fixed": ["node"],
			"properties": {
				"disk": {
					"optional": true,
					"enum": [
						"ide0",
						"ide1",
						"ide2",
						"ide3",
						"scsi0",
						"scsi1",
						"scsi2",
						"scsi3",
						"scsi4",
						"scsi5",
						"scsi6",
						"scsi7",
						"scsi8",
						"scsi9",
						"scsi10",
						"scsi11",
						"scsi12",
						"scsi13",
						"scsi14",
						"scsi15",
						"scsi16",
						"scsi17",
						"scsi18",
						"scsi19",
						"scsi20",
						"scsi21",
						"scsi22",
						"scsi23",
						"scsi24",
						"scsi25",
						"scsi26",
						"scsi27",
						"scsi28",
						"scsi29",
						"scsi30",
						"virtio0",
						"virtio1",
						"virtio2",
						"virtio3",
						"virtio4",
						"virtio5",
						"virtio6",
						"virtio7",
						"virtio8",
						"virtio9",
						"virtio10",
						"virtio11",
						"virtio12",
						"virtio13",
						"virtio14",
						"virtio15",
						"sata0",
						"sata1",
						"sata2",
						"sata3",
						"sata4",
						"sata5",
						"efidisk0",
						"tpmstate0"
					],
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm terminal": {
			"positional": ["vmid"],
			"properties": {
				"escape": {
					"default": "^O",
					"optional": true,
					"type": "string"
				},
				"iface": {
					"optional": true,
					"enum": [
						"serial0",
						"serial1",
						"serial2",
						"serial3"
					],
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"qm unlink": { "alias": "qm disk unlink" },
		"qm unlock": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm vncproxy": {
			"positional": ["vmid"],
			"properties": { "vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			} }
		},
		"qm wait": {
			"positional": ["vmid"],
			"properties": {
				"timeout": {
					"optional": true,
					"minimum": 1,
					"type": "integer"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pvesm add": {
			"positional": ["type", "storage"],
			"properties": {
				"authsupported": {
					"optional": true,
					"type": "string"
				},
				"base": {
					"optional": true,
					"format": "pve-volume-id",
					"type": "string"
				},
				"blocksize": {
					"optional": true,
					"format": "pve-storage-zfs-blocksize",
					"type": "string"
				},
				"bwlimit": {
					"optional": true,
					"type": "string",
					"fields": {
						"clone": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"default": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"migration": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"move": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"restore": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						}
					}
				},
				"comstar_hg": {
					"optional": true,
					"type": "string"
				},
				"comstar_tg": {
					"optional": true,
					"type": "string"
				},
				"content": {
					"optional": true,
					"format": "pve-storage-content-list",
					"type": "string"
				},
				"content-dirs": {
					"optional": true,
					"format": "pve-dir-override-list",
					"type": "string"
				},
				"create-base-path": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"create-subdirs": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"data-pool": {
					"optional": true,
					"type": "string"
				},
				"datastore": {
					"optional": true,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"domain": {
					"optional": true,
					"maxLength": 256,
					"type": "string"
				},
				"encryption-key": {
					"optional": true,
					"type": "string"
				},
				"export": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"type": "string"
				},
				"fs-name": {
					"optional": true,
					"format": "pve-configid",
					"type": "string"
				},
				"fuse": {
					"optional": true,
					"type": "boolean"
				},
				"is_mountpoint": {
					"default": "no",
					"optional": true,
					"type": "string"
				},
				"iscsiprovider": {
					"optional": true,
					"type": "string"
				},
				"keyring": {
					"optional": true,
					"type": "string"
				},
				"krbd": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"lio_tpg": {
					"optional": true,
					"type": "string"
				},
				"master-pubkey": {
					"optional": true,
					"type": "string"
				},
				"max-protected-backups": {
					"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
					"optional": true,
					"minimum": -1,
					"type": "integer"
				},
				"mkdir": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"monhost": {
					"optional": true,
					"format": "pve-storage-portal-dns-list",
					"type": "string"
				},
				"mountpoint": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"namespace": {
					"optional": true,
					"type": "string"
				},
				"nocow": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"optional": true,
					"format": "pve-node-list",
					"type": "string"
				},
				"nowritecache": {
					"optional": true,
					"type": "boolean"
				},
				"options": {
					"optional": true,
					"format": "pve-storage-options",
					"type": "string"
				},
				"password": {
					"optional": true,
					"maxLength": 256,
					"type": "string"
				},
				"path": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"port": {
					"optional": true,
					"maximum": 65535,
					"minimum": 1,
					"type": "integer"
				},
				"portal": {
					"optional": true,
					"format": "pve-storage-portal-dns",
					"type": "string"
				},
				"preallocation": {
					"default": "metadata",
					"optional": true,
					"enum": [
						"off",
						"metadata",
						"falloc",
						"full"
					],
					"type": "string"
				},
				"prune-backups": {
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-hourly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-last": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-monthly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-weekly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-yearly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						}
					}
				},
				"saferemove": {
					"optional": true,
					"type": "boolean"
				},
				"saferemove-stepsize": {
					"default": 32,
					"optional": true,
					"enum": [
						"1",
						"2",
						"4",
						"8",
						"16",
						"32"
					],
					"type": "integer"
				},
				"saferemove_throughput": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"optional": true,
					"format": "pve-storage-server",
					"type": "string"
				},
				"share": {
					"optional": true,
					"type": "string"
				},
				"shared": {
					"optional": true,
					"type": "boolean"
				},
				"skip-cert-verification": {
					"default": "false",
					"optional": true,
					"type": "boolean"
				},
				"smbversion": {
					"default": "default",
					"optional": true,
					"enum": [
						"default",
						"2.0",
						"2.1",
						"3",
						"3.0",
						"3.11"
					],
					"type": "string"
				},
				"snapshot-as-volume-chain": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"sparse": {
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"subdir": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"tagged_only": {
					"optional": true,
					"type": "boolean"
				},
				"target": {
					"optional": true,
					"type": "string"
				},
				"thinpool": {
					"optional": true,
					"format": "pve-storage-vgname",
					"type": "string"
				},
				"type": {
					"enum": [
						"btrfs",
						"cephfs",
						"cifs",
						"dir",
						"esxi",
						"iscsi",
						"iscsidirect",
						"lvm",
						"lvmthin",
						"nfs",
						"pbs",
						"rbd",
						"zfs",
						"zfspool"
					],
					"type": "string"
				},
				"username": {
					"optional": true,
					"type": "string"
				},
				"vgname": {
					"optional": true,
					"format": "pve-storage-vgname",
					"type": "string"
				},
				"zfs-base-path": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				}
			}
		},
		"pvesm alloc": {
			"positional": [
				"storage",
				"vmid",
				"filename",
				"size"
			],
			"fixed": ["node"],
			"properties": {
				"filename": { "type": "string" },
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"requires": "size",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"size": {
					"pattern": "\\d+[MG]?",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pvesm apiinfo": {
			"positional": [],
			"properties": {}
		},
		"pvesm cifsscan": { "alias": "pvesm scan cifs" },
		"pvesm export": {
			"positional": [
				"volume",
				"format",
				"filename"
			],
			"properties": {
				"base": {
					"optional": true,
					"maxLength": 40,
					"pattern": "(?:[a-zA-Z0-9_\\-]{1,40})",
					"type": "string"
				},
				"filename": { "type": "string" },
				"format": {
					"enum": [
						"raw+size",
						"tar+size",
						"qcow2+size",
						"vmdk+size",
						"zfs",
						"btrfs"
					],
					"type": "string"
				},
				"snapshot": {
					"optional": true,
					"maxLength": 40,
					"pattern": "(?:[a-zA-Z0-9_\\-]{1,40})",
					"type": "string"
				},
				"snapshot-list": {
					"optional": true,
					"format": "string-list",
					"type": "string"
				},
				"volume": { "type": "string" },
				"with-snapshots": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"pvesm extractconfig": {
			"positional": ["volume"],
			"properties": { "volume": { "type": "string" } }
		},
		"pvesm free": {
			"positional": ["volume"],
			"fixed": ["node"],
			"properties": {
				"delay": {
					"optional": true,
					"maximum": 30,
					"minimum": 1,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"volume": { "type": "string" }
			}
		},
		"pvesm import": {
			"positional": [
				"volume",
				"format",
				"filename"
			],
			"properties": {
				"allow-rename": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"base": {
					"optional": true,
					"maxLength": 40,
					"pattern": "(?:[a-zA-Z0-9_\\-]{1,40})",
					"type": "string"
				},
				"delete-snapshot": {
					"optional": true,
					"maxLength": 80,
					"pattern": "(?:[a-zA-Z0-9_\\-]{1,80})",
					"type": "string"
				},
				"filename": { "type": "string" },
				"format": {
					"enum": [
						"raw+size",
						"tar+size",
						"qcow2+size",
						"vmdk+size",
						"zfs",
						"btrfs"
					],
					"type": "string"
				},
				"snapshot": {
					"optional": true,
					"maxLength": 40,
					"pattern": "(?:[a-zA-Z0-9_\\-]{1,40})",
					"type": "string"
				},
				"volume": { "type": "string" },
				"with-snapshots": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"pvesm iscsiscan": { "alias": "pvesm scan iscsi" },
		"pvesm list": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"content": {
					"optional": true,
					"format": "pve-storage-content",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pvesm lvmscan": { "alias": "pvesm scan lvm" },
		"pvesm lvmthinscan": { "alias": "pvesm scan lvmthin" },
		"pvesm nfsscan": { "alias": "pvesm scan nfs" },
		"pvesm path": {
			"positional": ["volume"],
			"properties": { "volume": {
				"format": "pve-volume-id",
				"type": "string"
			} }
		},
		"pvesm prune-backups": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"dry-run": {
					"optional": true,
					"type": "boolean"
				},
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"type": {
					"optional": true,
					"enum": ["qemu", "lxc"],
					"type": "string"
				},
				"vmid": {
					"optional": true,
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				}
			}
		},
		"pvesm remove": {
			"positional": ["storage"],
			"properties": { "storage": {
				"format": "pve-storage-id",
				"type": "string"
			} }
		},
		"pvesm scan cifs": {
			"positional": ["server"],
			"fixed": ["node"],
			"properties": {
				"domain": {
					"optional": true,
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"password": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				},
				"username": {
					"optional": true,
					"type": "string"
				}
			}
		},
		"pvesm scan iscsi": {
			"positional": ["portal"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"portal": {
					"format": "pve-storage-portal-dns",
					"type": "string"
				}
			}
		},
		"pvesm scan lvm": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pvesm scan lvmthin": {
			"positional": ["vg"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"vg": {
					"maxLength": 100,
					"pattern": "[a-zA-Z0-9\\.+_][a-zA-Z0-9\\.+_\\-]+",
					"type": "string"
				}
			}
		},
		"pvesm scan nfs": {
			"positional": ["server"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				}
			}
		},
		"pvesm scan pbs": {
			"positional": ["server", "username"],
			"fixed": ["node"],
			"properties": {
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"password": { "type": "string" },
				"port": {
					"default": 8007,
					"optional": true,
					"maximum": 65535,
					"minimum": 1,
					"type": "integer"
				},
				"server": {
					"format": "pve-storage-server",
					"type": "string"
				},
				"username": { "type": "string" }
			}
		},
		"pvesm scan zfs": {
			"positional": [],
			"fixed": ["node"],
			"properties": { "node": {
				"format": "pve-node",
				"type": "string"
			} }
		},
		"pvesm set": {
			"positional": ["storage"],
			"properties": {
				"blocksize": {
					"optional": true,
					"format": "pve-storage-zfs-blocksize",
					"type": "string"
				},
				"bwlimit": {
					"optional": true,
					"type": "string",
					"fields": {
						"clone": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"default": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"migration": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"move": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						},
						"restore": {
							"optional": true,
							"minimum": 0,
							"type": "number"
						}
					}
				},
				"comstar_hg": {
					"optional": true,
					"type": "string"
				},
				"comstar_tg": {
					"optional": true,
					"type": "string"
				},
				"content": {
					"optional": true,
					"format": "pve-storage-content-list",
					"type": "string"
				},
				"content-dirs": {
					"optional": true,
					"format": "pve-dir-override-list",
					"type": "string"
				},
				"create-base-path": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"create-subdirs": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"data-pool": {
					"optional": true,
					"type": "string"
				},
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"maxLength": 4096,
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 64,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"domain": {
					"optional": true,
					"maxLength": 256,
					"type": "string"
				},
				"encryption-key": {
					"optional": true,
					"type": "string"
				},
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"format": {
					"optional": true,
					"enum": [
						"raw",
						"qcow2",
						"subvol",
						"vmdk"
					],
					"type": "string"
				},
				"fs-name": {
					"optional": true,
					"format": "pve-configid",
					"type": "string"
				},
				"fuse": {
					"optional": true,
					"type": "boolean"
				},
				"is_mountpoint": {
					"default": "no",
					"optional": true,
					"type": "string"
				},
				"keyring": {
					"optional": true,
					"type": "string"
				},
				"krbd": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"lio_tpg": {
					"optional": true,
					"type": "string"
				},
				"master-pubkey": {
					"optional": true,
					"type": "string"
				},
				"max-protected-backups": {
					"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
					"optional": true,
					"minimum": -1,
					"type": "integer"
				},
				"mkdir": {
					"default": "yes",
					"optional": true,
					"type": "boolean"
				},
				"monhost": {
					"optional": true,
					"format": "pve-storage-portal-dns-list",
					"type": "string"
				},
				"mountpoint": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"namespace": {
					"optional": true,
					"type": "string"
				},
				"nocow": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"optional": true,
					"format": "pve-node-list",
					"type": "string"
				},
				"nowritecache": {
					"optional": true,
					"type": "boolean"
				},
				"options": {
					"optional": true,
					"format": "pve-storage-options",
					"type": "string"
				},
				"password": {
					"optional": true,
					"maxLength": 256,
					"type": "string"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"port": {
					"optional": true,
					"maximum": 65535,
					"minimum": 1,
					"type": "integer"
				},
				"preallocation": {
					"default": "metadata",
					"optional": true,
					"enum": [
						"off",
						"metadata",
						"falloc",
						"full"
					],
					"type": "string"
				},
				"prune-backups": {
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-hourly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-last": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-monthly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-weekly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-yearly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						}
					}
				},
				"saferemove": {
					"optional": true,
					"type": "boolean"
				},
				"saferemove-stepsize": {
					"default": 32,
					"optional": true,
					"enum": [
						"1",
						"2",
						"4",
						"8",
						"16",
						"32"
					],
					"type": "integer"
				},
				"saferemove_throughput": {
					"optional": true,
					"type": "string"
				},
				"server": {
					"optional": true,
					"format": "pve-storage-server",
					"type": "string"
				},
				"shared": {
					"optional": true,
					"type": "boolean"
				},
				"skip-cert-verification": {
					"default": "false",
					"optional": true,
					"type": "boolean"
				},
				"smbversion": {
					"default": "default",
					"optional": true,
					"enum": [
						"default",
						"2.0",
						"2.1",
						"3",
						"3.0",
						"3.11"
					],
					"type": "string"
				},
				"snapshot-as-volume-chain": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"sparse": {
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"subdir": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				},
				"tagged_only": {
					"optional": true,
					"type": "boolean"
				},
				"username": {
					"optional": true,
					"type": "string"
				},
				"zfs-base-path": {
					"optional": true,
					"format": "pve-storage-path",
					"type": "string"
				}
			}
		},
		"pvesm status": {
			"positional": [],
			"fixed": ["node"],
			"properties": {
				"content": {
					"optional": true,
					"format": "pve-storage-content-list",
					"type": "string"
				},
				"enabled": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"format": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"target": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				}
			}
		},
		"pvesm zfsscan": { "alias": "pvesm scan zfs" },
		"pveam available": {
			"positional": [],
			"properties": { "section": {
				"optional": true,
				"enum": [
					"system",
					"mail",
					"turnkeylinux"
				],
				"type": "string"
			} }
		},
		"pveam download": {
			"positional": ["storage", "template"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				},
				"template": {
					"maxLength": 255,
					"type": "string"
				}
			}
		},
		"pveam list": {
			"positional": ["storage"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"storage": {
					"format": "pve-storage-id",
					"type": "string"
				}
			}
		},
		"pveam remove": {
			"positional": ["template_path"],
			"fixed": ["node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"template_path": {
					"maxLength": 255,
					"type": "string"
				}
			}
		},
		"pveam update": {
			"positional": [],
			"properties": {}
		},
		"vzdump": {
			"positional": ["vmid"],
			"properties": {
				"all": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"bwlimit": {
					"default": 0,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"compress": {
					"default": "0",
					"optional": true,
					"enum": [
						"0",
						"1",
						"gzip",
						"lzo",
						"zstd"
					],
					"type": "string"
				},
				"dumpdir": {
					"optional": true,
					"type": "string"
				},
				"exclude": {
					"optional": true,
					"format": "pve-vmid-list",
					"type": "string"
				},
				"exclude-path": {
					"optional": true,
					"items": { "type": "string" },
					"type": "array"
				},
				"fleecing": {
					"optional": true,
					"type": "string",
					"fields": {
						"enabled": {
							"default": 0,
							"defaultKey": true,
							"optional": true,
							"type": "boolean"
						},
						"storage": {
							"optional": true,
							"format": "pve-storage-id",
							"type": "string"
						}
					}
				},
				"ionice": {
					"default": 7,
					"optional": true,
					"maximum": 8,
					"minimum": 0,
					"type": "integer"
				},
				"job-id": {
					"optional": true,
					"maxLength": 50,
					"pattern": "\\S+",
					"type": "string"
				},
				"lockwait": {
					"default": 180,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"mailnotification": {
					"default": "always",
					"optional": true,
					"enum": ["always", "failure"],
					"type": "string"
				},
				"mailto": {
					"optional": true,
					"format": "email-or-username-list",
					"type": "string"
				},
				"mode": {
					"default": "snapshot",
					"optional": true,
					"enum": [
						"snapshot",
						"suspend",
						"stop"
					],
					"type": "string"
				},
				"node": {
					"optional": true,
					"format": "pve-node",
					"type": "string"
				},
				"notes-template": {
					"optional": true,
					"maxLength": 1024,
					"requires": "storage",
					"type": "string"
				},
				"notification-mode": {
					"default": "auto",
					"optional": true,
					"enum": [
						"auto",
						"legacy-sendmail",
						"notification-system"
					],
					"type": "string"
				},
				"pbs-change-detection-mode": {
					"optional": true,
					"enum": [
						"legacy",
						"data",
						"metadata"
					],
					"type": "string"
				},
				"performance": {
					"optional": true,
					"type": "string",
					"fields": {
						"max-workers": {
							"default": 16,
							"optional": true,
							"maximum": 256,
							"minimum": 1,
							"type": "integer"
						},
						"pbs-entries-max": {
							"default": 1048576,
							"optional": true,
							"minimum": 1,
							"type": "integer"
						}
					}
				},
				"pigz": {
					"default": 0,
					"optional": true,
					"type": "integer"
				},
				"pool": {
					"optional": true,
					"type": "string"
				},
				"protected": {
					"optional": true,
					"requires": "storage",
					"type": "boolean"
				},
				"prune-backups": {
					"default": "keep-all=1",
					"optional": true,
					"type": "string",
					"fields": {
						"keep-all": {
							"optional": true,
							"type": "boolean"
						},
						"keep-daily": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-hourly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-last": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-monthly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-weekly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						},
						"keep-yearly": {
							"optional": true,
							"minimum": 0,
							"type": "integer"
						}
					}
				},
				"quiet": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"remove": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"script": {
					"optional": true,
					"type": "string"
				},
				"stdexcludes": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"stdout": {
					"optional": true,
					"type": "boolean"
				},
				"stop": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"stopwait": {
					"default": 10,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"tmpdir": {
					"optional": true,
					"type": "string"
				},
				"vmid": {
					"optional": true,
					"format": "pve-vmid-list",
					"type": "string"
				},
				"zstd": {
					"default": 1,
					"optional": true,
					"type": "integer"
				}
			}
		},
		"qmrestore": {
			"positional": ["archive", "vmid"],
			"properties": {
				"archive": {
					"type": "string",
					"maxLength": 255
				},
				"vmid": {
					"format": "pve-vmid",
					"maximum": 999999999,
					"minimum": 100,
					"type": "integer"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				},
				"force": {
					"optional": true,
					"requires": "archive",
					"type": "boolean"
				},
				"unique": {
					"optional": true,
					"requires": "archive",
					"type": "boolean"
				},
				"pool": {
					"optional": true,
					"format": "pve-poolid",
					"type": "string"
				},
				"bwlimit": {
					"default": "restore limit from datacenter or storage config",
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"live-restore": {
					"optional": true,
					"type": "boolean"
				},
				"start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ha-managed": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"ha-manager add": {
			"positional": ["sid"],
			"properties": {
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"failback": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"group": {
					"optional": true,
					"format": "pve-configid",
					"type": "string"
				},
				"max_relocate": {
					"default": 1,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"max_restart": {
					"default": 1,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"sid": {
					"format": "pve-ha-resource-or-vm-id",
					"type": "string"
				},
				"state": {
					"default": "started",
					"optional": true,
					"enum": [
						"started",
						"stopped",
						"enabled",
						"disabled",
						"ignored"
					],
					"type": "string"
				},
				"type": {
					"optional": true,
					"enum": ["ct", "vm"],
					"type": "string"
				}
			}
		},
		"ha-manager set": {
			"positional": ["sid"],
			"properties": {
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"maxLength": 4096,
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 64,
					"type": "string"
				},
				"failback": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"group": {
					"optional": true,
					"format": "pve-configid",
					"type": "string"
				},
				"max_relocate": {
					"default": 1,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"max_restart": {
					"default": 1,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"sid": {
					"format": "pve-ha-resource-or-vm-id",
					"type": "string"
				},
				"state": {
					"default": "started",
					"optional": true,
					"enum": [
						"started",
						"stopped",
						"enabled",
						"disabled",
						"ignored"
					],
					"type": "string"
				}
			}
		},
		"ha-manager remove": {
			"positional": ["sid"],
			"properties": {
				"purge": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"sid": {
					"format": "pve-ha-resource-or-vm-id",
					"type": "string"
				}
			}
		},
		"ha-manager config": {
			"positional": [],
			"properties": { "type": {
				"optional": true,
				"enum": ["ct", "vm"],
				"type": "string"
			} }
		},
		"ha-manager groupadd": {
			"positional": ["group"],
			"properties": {
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"group": {
					"format": "pve-configid",
					"type": "string"
				},
				"nodes": {
					"format": "pve-ha-node-list",
					"type": "string"
				},
				"nofailback": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"restricted": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"type": {
					"optional": true,
					"enum": ["group"],
					"type": "string"
				}
			}
		},
		"ha-manager groupset": {
			"positional": ["group"],
			"properties": {
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"maxLength": 4096,
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 64,
					"type": "string"
				},
				"group": {
					"format": "pve-configid",
					"type": "string"
				},
				"nodes": {
					"optional": true,
					"format": "pve-ha-node-list",
					"type": "string"
				},
				"nofailback": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"restricted": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"ha-manager groupremove": {
			"positional": ["group"],
			"properties": { "group": {
				"format": "pve-configid",
				"type": "string"
			} }
		},
		"ha-manager groupconfig": {
			"positional": [],
			"properties": {}
		},
		"ha-manager rules list": {
			"positional": [],
			"properties": {
				"resource": {
					"optional": true,
					"type": "string"
				},
				"type": {
					"optional": true,
					"enum": ["node-affinity", "resource-affinity"],
					"type": "string"
				}
			}
		},
		"ha-manager rules config": {
			"positional": [],
			"properties": {
				"resource": {
					"optional": true,
					"type": "string"
				},
				"type": {
					"optional": true,
					"enum": ["node-affinity", "resource-affinity"],
					"type": "string"
				}
			}
		},
		"ha-manager rules add": {
			"positional": ["type", "rule"],
			"kind": "type",
			"properties": {
				"rule": {
					"format": "pve-configid",
					"type": "string"
				},
				"type": {
					"enum": ["node-affinity", "resource-affinity"],
					"type": "string"
				},
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"format": "pve-ha-node-list",
					"type": "string",
					"only": ["node-affinity"]
				},
				"resources": {
					"format": "pve-ha-resource-id-list",
					"type": "string"
				},
				"strict": {
					"default": 0,
					"optional": true,
					"type": "boolean",
					"only": ["node-affinity"]
				},
				"affinity": {
					"enum": ["positive", "negative"],
					"type": "string",
					"only": ["resource-affinity"]
				}
			}
		},
		"ha-manager rules set": {
			"positional": ["type", "rule"],
			"kind": "type",
			"properties": {
				"delete": {
					"optional": true,
					"format": "pve-configid-list",
					"maxLength": 4096,
					"type": "string"
				},
				"digest": {
					"optional": true,
					"maxLength": 64,
					"type": "string"
				},
				"rule": {
					"format": "pve-configid",
					"type": "string"
				},
				"type": {
					"enum": ["node-affinity", "resource-affinity"],
					"type": "string"
				},
				"comment": {
					"optional": true,
					"maxLength": 4096,
					"type": "string"
				},
				"disable": {
					"optional": true,
					"type": "boolean"
				},
				"nodes": {
					"optional": true,
					"format": "pve-ha-node-list",
					"type": "string",
					"only": ["node-affinity"]
				},
				"resources": {
					"optional": true,
					"format": "pve-ha-resource-id-list",
					"type": "string"
				},
				"strict": {
					"default": 0,
					"optional": true,
					"type": "boolean",
					"only": ["node-affinity"]
				},
				"affinity": {
					"optional": true,
					"enum": ["positive", "negative"],
					"type": "string",
					"only": ["resource-affinity"]
				}
			}
		},
		"ha-manager rules remove": {
			"positional": ["rule"],
			"properties": { "rule": {
				"format": "pve-configid",
				"type": "string"
			} }
		},
		"ha-manager crm-command migrate": {
			"positional": ["sid", "node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"sid": {
					"format": "pve-ha-resource-or-vm-id",
					"type": "string"
				}
			}
		},
		"ha-manager crm-command relocate": {
			"positional": ["sid", "node"],
			"properties": {
				"node": {
					"format": "pve-node",
					"type": "string"
				},
				"sid": {
					"format": "pve-ha-resource-or-vm-id",
					"type": "string"
				}
			}
		}
	}
};
/** Proxmox keeps these in conf files, and no command sets them. */
const INTERNAL = {
	lxc: {
		parent: {
			type: "string",
			format: "pve-configid",
			maxLength: 40,
			optional: true
		},
		snaptime: {
			type: "integer",
			minimum: 0,
			optional: true
		}
	},
	qemu: {
		cloudinit: {
			type: "string",
			optional: true
		},
		meta: {
			type: "string",
			optional: true,
			fields: {
				"creation-qemu": {
					type: "string",
					optional: true,
					pattern: "\\d+(\\.\\d+)+"
				},
				ctime: {
					type: "integer",
					optional: true,
					minimum: 0
				}
			}
		},
		parent: {
			type: "string",
			format: "pve-configid",
			maxLength: 40,
			optional: true
		},
		runningcpu: {
			type: "string",
			optional: true
		},
		runningmachine: {
			type: "string",
			optional: true
		},
		"running-nets-host-mtu": {
			type: "string",
			optional: true
		},
		snaptime: {
			type: "integer",
			minimum: 0,
			optional: true
		},
		vmstate: {
			type: "string",
			format: "pve-volume-id",
			optional: true
		}
	}
};
const confProperties = /* @__PURE__ */ new Map();
/** Every key of a guest's conf file. */
function confSchema(pve = "9.2", kind = "lxc") {
	const cacheKey = `${pve} ${kind}`;
	const known = confProperties.get(cacheKey);
	if (known) return known;
	const table = config[kind];
	const properties = propertiesOf([pve === "8.4" ? declaredBy8(table) : table, INTERNAL[kind]]);
	confProperties.set(cacheKey, properties);
	return properties;
}
/** What a command or a method of the API takes, `hidden` names aside. */
function callProperties(name, { config: conf, lacks = [], kind, properties = {} }, pve, hidden = []) {
	const table = conf && Object.fromEntries(Object.entries(config[conf]).filter(([key]) => !lacks.includes(key)));
	const declared = [properties, ...table ? [table] : []];
	return propertiesOf(pve === "8.4" ? declared.map((each) => declaredBy8(each, name)) : declared, hidden, kind);
}
const cache$1 = /* @__PURE__ */ new Map();
/** The schema of `pct set` and its like, without the parameters that the command line fixes; null when unknown. */
function commandSchema(command, pve = "9.2") {
	const cacheKey = `${pve} ${command}`;
	const known = cache$1.get(cacheKey);
	if (known !== void 0) return known;
	const entry = Object.hasOwn(commands, command) ? commands[command] : void 0;
	const schema = entry?.alias ? commandSchema(entry.alias, pve) : entry ? build(command, entry, pve) : null;
	cache$1.set(cacheKey, schema);
	return schema;
}
const build = (command, entry, pve) => ({
	positional: entry.positional ?? [],
	properties: callProperties(command, entry, pve, entry.fixed)
});
/** All commands of a program, such as `pct`, by name. */
function commandsOf(program, pve = "9.2") {
	return Object.keys(commands).flatMap((name) => name.startsWith(`${program} `) && (pve !== "8.4" || isIn8(name)) ? [name.slice(program.length + 1)] : []);
}
// src/simulator/validate.ts
/** Checks values against a declared schema in Proxmox's order and words (PVE::JSONSchema, PVE 9.2). */
const NUMBER = /^[+-]?(?:\d+\.\d+|\d+\.|\.\d+|\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
function isOfType(type, value) {
	switch (type) {
		case "boolean": return value === "0" || value === "1";
		case "integer": return INTEGER.test(value);
		case "number": return NUMBER.test(value);
		case "array":
		case "string":
		case void 0: return true;
	}
}
/** The text of a format error as it is nested into the reason of the option. */
function nested(reasons) {
	return `format error\n${[...reasons].map(([path, reason]) => `${path}: ${reason}\n`).join("")}`;
}
const fieldsOf$2 = (fields) => ({
	get: (name) => Object.hasOwn(fields, name) ? fields[name] : void 0,
	required: Object.keys(fields).filter((name) => !fields[name]?.optional && fields[name]?.alias === void 0)
});
function fieldsReason(fields, value, path) {
	let properties;
	try {
		properties = parsePropertyString(fields, value);
	} catch (error) {
		if (error instanceof PropertyStringError) return `${error.message}\n`;
		throw error;
	}
	const reasons = validateAll(fieldsOf$2(fields), properties, path);
	return reasons.size > 0 ? nested(reasons) : null;
}
function limitReason(property, value) {
	const { maxLength, minLength, maximum, minimum } = property;
	const length = value.match(/./gsu)?.length ?? 0;
	if (property.pattern !== void 0 && !new RegExp(`^(?:${property.pattern})\\n?$`, "u").test(value)) return "value does not match the regex pattern";
	if (maxLength !== void 0 && length > maxLength) return `value may only be ${maxLength} characters long`;
	if (minLength !== void 0 && length < minLength) return `value must be at least ${minLength} characters long`;
	if (NUMBER.test(value.trimEnd())) {
		if (maximum !== void 0 && Number(value) > maximum) return `value must have a maximum value of ${maximum}`;
		if (minimum !== void 0 && Number(value) < minimum) return `value must have a minimum value of ${minimum}`;
	}
	if (property.enum && !property.enum.includes(value)) return `value '${value}' does not have a value in the enumeration '${property.enum.join(", ")}'`;
	return null;
}
/** The reason why a value is not of the property's format, or null. */
function checkFormat(property, value, path) {
	if (property.fields) return fieldsReason(property.fields, value, path);
	return property.format === void 0 ? null : formatReason(property.format, value);
}
/** Of the first entry of a list that is not as it has to be. */
function itemReason(items, given, path) {
	const bad = given.split("\0").map((item, index) => ({
		index,
		reason: reasonFor(items, item, path)
	})).find(({ reason }) => reason !== null);
	return bad ? `[${bad.index}]: ${bad.reason ?? ""}` : null;
}
function reasonFor(property, given, path) {
	if (property.type === "array") return property.items ? itemReason(property.items, given, path) : null;
	const value = given.replace(/\n$/, "");
	if (!isOfType(property.type, value)) return `type check ('${property.type}') failed - got '${given}'`;
	const format = checkFormat(property, value, path);
	if (format !== null) return `invalid format - ${format.replace(/\n?$/, "\n")}`;
	return limitReason(property, given);
}
/** A reason per bad, missing or unknown value, by its path (`net0.ip`); empty when all is well. */
function validateAll(schema, values, path = "") {
	const reasons = /* @__PURE__ */ new Map();
	const at = (name) => path ? `${path}.${name}` : name;
	const alternative = schema.kind === void 0 ? void 0 : values.get(schema.kind);
	const isOther = (property) => property?.only !== void 0 && alternative !== void 0 && !property.only.includes(alternative);
	for (const name of schema.required) if (!values.has(name) && !isOther(schema.get(name))) reasons.set(at(name), "property is missing and it is not optional");
	for (const [name, value] of values) {
		const property = schema.get(name);
		const reason = property ? reasonFor(property, value, at(name)) : null;
		if (reason !== null) reasons.set(at(name), reason);
		if (!property || isOther(property)) reasons.set(at(name), "property is not defined in schema and the schema does not allow additional properties");
		else if (property.requires !== void 0 && !values.has(property.requires)) {
			if (!schema.get(property.requires)) continue;
			reasons.set(at(property.requires), `missing property required by '${at(name)}'`);
		}
	}
	return reasons;
}
// src/simulator/volume-keys.ts
/** Which keys of a conf file name volumes, and which volume each names. */
/** A path is bound, a device node is mounted, all else is a volume of a storage. */
function mountType(volume) {
	if (volume.startsWith("/dev/")) return "device";
	return volume.startsWith("/") ? "bind" : "volume";
}
/** `rootfs` and `mp0` to `mp255` as far as they are set, in Proxmox's order; with `unusedN` when asked. */
function volumeKeys(options, withUnused = false) {
	const index = (key) => Number(/\d+$/.exec(key)?.[0] ?? -1);
	const keysOf = (pattern) => [...options.keys()].filter((key) => pattern.test(key)).sort((a, b) => index(a) - index(b));
	return [
		...keysOf(/^rootfs$/),
		...keysOf(/^mp\d+$/),
		...withUnused ? keysOf(/^unused\d+$/) : []
	];
}
/** The properties of a rootfs, mount or unused value; null when it cannot be read. */
function mountProperties(key, value) {
	const fields = key === "rootfs" ? FAMILIES.rootfs : key.startsWith("mp") ? FAMILIES.mp : FAMILIES.unused;
	try {
		return parsePropertyString(fields, value);
	} catch (error) {
		if (error instanceof PropertyStringError) return null;
		throw error;
	}
}
/** The volume id that a value names; null for bind mounts and devices. */
function volumeOf(key, value) {
	const volume = value === void 0 ? void 0 : mountProperties(key, value)?.get("volume");
	return volume !== void 0 && mountType(volume) === "volume" ? volume : null;
}
// src/simulator/conf-store.ts
/**
* Loads and writes the conf files of simulated guests as Proxmox does: values checked and brought into its form on
* reading, `unusedN` of volumes that are in use dropped on writing. Changes are made on a draft.
*/
/** The value of a key, the description among them; undefined when it is not set. */
function getOption(section, key) {
	return key === "description" ? section.description ?? void 0 : section.options.get(key);
}
function setOption(section, key, value) {
	if (key === "description") section.description = value;
	else section.options.set(key, value);
}
function unsetOption(section, key) {
	if (key === "description") section.description = null;
	else section.options.delete(key);
}
/** Every key that is set, sorted, the description among them. */
function optionKeys(section) {
	const keys = [...section.options.keys()];
	return (section.description === null ? keys : [...keys, "description"]).sort();
}
const emptySection = () => ({
	description: null,
	options: /* @__PURE__ */ new Map(),
	raw: []
});
const emptyDraft = () => ({
	...emptySection(),
	pending: {
		...emptySection(),
		delete: []
	},
	snapshots: /* @__PURE__ */ new Map(),
	digest: null
});
/** Property strings that were found fine: conf files are read over and over, and change little in between. */
const FINE = /* @__PURE__ */ new WeakMap();
const FINE_LIMIT = 5e3;
function formatProblem(property, value) {
	const fine = FINE.get(property) ?? /* @__PURE__ */ new Set();
	if (fine.has(value)) return null;
	const reason = checkFormat(property, value, "");
	if (reason === null && property.fields) {
		if (fine.size >= FINE_LIMIT) fine.clear();
		FINE.set(property, fine.add(value));
	}
	return reason;
}
/** Proxmox's form of a value when it reads one (`yes` becomes 1, 007 becomes 7), or why it is none. */
function normalise(key, property, value) {
	if (!property) return { reason: `unknown setting '${key}'` };
	const refused = (type) => ({ reason: `type check ('${type}') failed - got '${value}'` });
	if (property.type === "boolean") {
		const flag = parseBoolean(value);
		return flag === void 0 ? refused("boolean") : { value: flag };
	}
	if (property.type === "integer") return /^\d+$/.test(value) ? { value: value.replace(/^0+(?=\d)/, "") } : refused("integer");
	if (property.type === "number") return /^\d+(?:\.\d+)?$/.test(value) ? { value } : refused("number");
	const reason = formatProblem(property, value);
	return reason === null ? { value } : { reason };
}
function draftSection(section, pve, complain) {
	const options = /* @__PURE__ */ new Map();
	for (const [key, value] of section.options) {
		if (key === "env" || key === "snapstate") {
			options.set(key, value);
			continue;
		}
		const normal = normalise(key, confSchema(pve).get(key), value || " ");
		if ("reason" in normal) complain(`unable to parse value of '${key}' - ${normal.reason}\n`);
		options.set(key, "reason" in normal ? value || " " : normal.value);
	}
	const raw = section.raw.filter(({ key, value }) => {
		const { kept, complaint } = judgeRawKey(key, `${key}: ${value}`);
		if (complaint !== void 0) complain(`${complaint}\n`);
		return kept;
	});
	return {
		description: section.description,
		options,
		raw
	};
}
const invalidLine = (line) => line.startsWith("delete:") ? "property 'delete' is only allowed in [pve:pending]\n" : `unable to parse config: ${line}\n`;
/** The draft of a conf file's text; `warn` takes what Proxmox says about lines it does not like. */
function draftOf(text, vmid, warn = () => {}, pve = "9.2") {
	const complain = (message) => warn(`vm ${vmid} - ${message}`);
	const conf = parseConf(text, (line) => complain(invalidLine(line)));
	return {
		...draftSection(conf, pve, complain),
		pending: conf.pending ? {
			...draftSection(conf.pending, pve, complain),
			delete: [...conf.pending.delete]
		} : {
			...emptySection(),
			delete: []
		},
		snapshots: new Map([...conf.snapshots].map(([name, section]) => [name, draftSection(section, pve, complain)])),
		get digest() {
			return digest(text);
		}
	};
}
/** @throws Failure when the node has no such guest. */
function loadConf(session, vmid, node = session.node.name) {
	const text = session.host.read(confPath(node, vmid));
	if (text === null) die(`Configuration file '${shortConfPath(node, vmid)}' does not exist`, 2);
	return draftOf(text, vmid, (warning) => session.warn(warning), session.node.pve);
}
/** The text that Proxmox writes for a draft. @throws Failure when a value has a line break. */
function textOf$3(draft) {
	const used = new Set(volumeKeys(draft.options).flatMap((key) => volumeOf(key, draft.options.get(key)) ?? []));
	for (const [key, value] of draft.options) {
		if (value.includes("\n") && key !== "env") die(`detected invalid newline inside property '${key}'`);
		if (key.startsWith("unused") && used.has(value)) draft.options.delete(key);
	}
	draft.options.delete("snapstate");
	return formatConf(draft);
}
function writeConf(session, vmid, draft) {
	session.host.write(confPath(session.node.name, vmid), textOf$3(draft));
}
/** Holds Proxmox's flock of the guest: another command waits for up to `seconds` (10; create waits 5). */
function withGuestLock(session, vmid, body, seconds = 10) {
	return session.host.withLock(lockPath(vmid), seconds, body, (event) => session.warn(event === "waiting" ? "trying to acquire lock...\n" : " OK\n"));
}
/** @throws Failure when the conf file says that a long operation is under way. */
function checkLock(draft) {
	const lock = draft.options.get("lock");
	if (lock) die(`CT is locked (${lock})`);
}
// src/simulator/locks.ts
/** Locks that stand in a conf file (`lock: disk`) for as long as a long operation lasts, and the digest's guard. */
/** @returns the guest's configuration with the lock in it. @throws Failure when it is locked already */
function setLock(session, vmid, lock) {
	return withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		checkLock(draft);
		draft.options.set("lock", lock);
		writeConf(session, vmid, draft);
		return draft;
	});
}
/** Takes a lock off; any lock when none is named. @throws Failure when there is none, or another */
function removeLock(session, vmid, lock) {
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		const found = draft.options.get("lock");
		if (!found) die(`no lock found trying to remove ${lock === void 0 ? "any" : `'${lock}' `} lock`);
		if (lock !== void 0 && found !== lock) die(`found lock '${found}' trying to remove '${lock}' lock`);
		draft.options.delete("lock");
		writeConf(session, vmid, draft);
	});
}
/** @throws Failure when a guest of any kind, on any node, has this VMID */
function assertUnused(session, vmid, exit) {
	const owner = ownerOf$1(session.host, vmid);
	if (owner) die(`${owner.type === "lxc" ? "CT" : "VM"} ${vmid} already exists on node '${owner.node}'`, exit);
}
/** Begins a guest: a conf file with nothing but `lock: create`. @throws Failure when the VMID is taken */
function createAndLock(session, vmid, allowExisting = false) {
	const begin = () => {
		if (!allowExisting) assertUnused(session, vmid);
		const text = session.host.read(confPath(session.node.name, vmid));
		const draft = text === null ? emptyDraft() : draftOf(text, vmid);
		checkLock(draft);
		draft.options.set("lock", "create");
		writeConf(session, vmid, draft);
	};
	withGuestLock(session, vmid, begin, 5);
}
/** Changes a guest that this command holds by its own lock. @throws Failure when the lock was lost */
function underLock(session, vmid, lock, edit) {
	withGuestLock(session, vmid, () => {
		const draft = loadConf(session, vmid);
		if (draft.options.get("lock") !== lock) die(`Lost '${lock}' config lock, aborting.`);
		edit(draft);
		writeConf(session, vmid, draft);
	});
}
/** @throws Failure when the file is not the one that the caller has read */
function assertDigest(session, draft, given) {
	if (given !== void 0 && session.node.quirks.digest && draft.digest !== given) die("detected modified configuration - file changed by other user? Try again.");
}
// src/simulator/session.ts
/** The same call with some things changed. Not by spreading: that would read the caller's stdin, and wait for it. */
function sessionWith(session, changes) {
	return Object.assign(Object.create(session), changes);
}
// src/simulator/chance.ts
/** So many hexadecimal digits, lower case. */
function randomHex(host, digits) {
	let text = "";
	while (text.length < digits) text += Math.floor(host.random() * 16).toString(16);
	return text;
}
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** So many characters of base 64, as a key's fingerprint has them. */
function randomBase64(host, length) {
	return Array.from({ length }, () => BASE64[Math.floor(host.random() * 64)] ?? "A").join("");
}
// src/simulator/storage/format-output.ts
/** What mkfs, qemu-img, rsync and tar print while a volume is filled, as far as Proxmox shows it. */
/** mke2fs keeps its superblock backups in groups 1 and the powers of 3, 5 and 7. */
function backups(groups) {
	const kept = /* @__PURE__ */ new Set([1]);
	for (const base of [
		3,
		5,
		7
	]) for (let group = base; group < groups; group *= base) kept.add(group);
	return [...kept].filter((group) => group < groups).sort((a, b) => a - b);
}
/** `mkfs.ext4`, of which Proxmox shows three lines. */
function mkfsOutput(host, bytes) {
	const [block, ratio, first] = bytes < 536870912 ? [
		1024,
		4096,
		1
	] : [
		4096,
		16384,
		0
	];
	const blocks = Math.floor(bytes / block);
	const perGroup = block * 8;
	const groups = Math.ceil((blocks - first) / perGroup);
	const perGroupInodes = Math.floor(Math.ceil(bytes / ratio / groups) / 8) * 8;
	const places = backups(groups).map((group) => group * perGroup + first);
	const uuid = [
		8,
		4,
		4,
		4,
		12
	].map((length) => randomHex(host, length)).join("-");
	return [
		`Creating filesystem with ${blocks} ${block / 1024}k blocks and ${perGroupInodes * groups} inodes\n`,
		`Filesystem UUID: ${uuid}\n`,
		`Superblock backups stored on blocks: \n`,
		places.length > 0 ? `\t${places.join(", ")}\n` : ""
	].join("");
}
const qemuImgOutput = (path, bytes) => `Formatting '${path}', fmt=raw size=${bytes} preallocation=off\n`;
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
/** rsync's summary of a full copy. */
function rsyncOutput(bytes) {
	const files = bytes === 0 ? 2 : 10500;
	return [
		`\nNumber of files: ${grouped(files)}\n`,
		`Total file size: ${grouped(bytes)} bytes\n`,
		`Total transferred file size: ${grouped(bytes)} bytes\n`,
		`\nsent ${grouped(bytes)} bytes  received ${grouped(files * 15)} bytes\n`
	].join("");
}
// src/simulator/storage/type.ts
/** The lowest number that no volume of this guest has on the storage, whatever its format (PVE 9.2). */
function freeDiskNumber(vmid, taken, prefixes) {
	const pattern = new RegExp(`(?:${prefixes})-${vmid}-disk-(\\d+)`);
	const used = new Set(taken.map((name) => Number(pattern.exec(name)?.[1] ?? -1)));
	let number = 0;
	while (used.has(number)) number += 1;
	return number;
}
// src/simulator/storage/directory.ts
/** Storage type `dir`: image files in folders, and the naming that NFS, CIFS and btrfs share with it. Recorded. */
const FILE_CONTENT = [
	"images",
	"rootdir",
	"vztmpl",
	"iso",
	"backup",
	"snippets",
	"none",
	"import"
];
const SUBFOLDERS = {
	images: "images",
	iso: "template/iso",
	vztmpl: "template/cache",
	backup: "dump",
	snippets: "snippets",
	import: "import"
};
function imageFile(name) {
	const match = /^(base-)?[^/\s]+\.(raw|qcow2|vmdk|subvol)$/.exec(name);
	if (!match || /^snap-.*\.qcow2$/.test(name)) return null;
	return {
		format: match[2],
		isBase: match[1] !== void 0
	};
}
/** Takes a volume name of a folder-like storage apart. */
function parseFileVolname(volname) {
	const image = /^(?:(\d+\/\S+)\/)?(\d+)\/([^/\s]+)$/.exec(volname);
	if (image) {
		const file = imageFile(image[3] ?? "");
		if (!file) return null;
		return {
			kind: "images",
			name: image[3] ?? "",
			vmid: Number(image[2]),
			base: image[1] ?? null,
			...file
		};
	}
	const other = /^(iso|vztmpl|backup|snippets|import)\/([^/]+)$/.exec(volname);
	const [kind, name] = [other?.[1], other?.[2] ?? ""];
	if (kind === "iso" && /\.(?:iso|img)$/i.test(name)) return {
		kind,
		name
	};
	if (kind === "vztmpl" && /\.tar(?:\.(?:gz|xz|zst|bz2))?$/i.test(name)) return {
		kind,
		name
	};
	if (kind === "snippets") return {
		kind,
		name
	};
	if (kind === "import" && /\.(?:ova|ovf|qcow2|raw|vmdk)$/.test(name)) return {
		kind,
		name
	};
	if (kind === "backup" && /\.(?:tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?)$/.test(name)) {
		const vmid = /^vzdump-(?:openvz|lxc|qemu)-(\d+)-/.exec(name)?.[1];
		return {
			kind,
			name,
			vmid: vmid === void 0 ? null : Number(vmid)
		};
	}
	return null;
}
/** The folder on the node that holds what `kind` is. */
function folderOf(storage, kind) {
	return `${storage.options.get("path") ?? `/mnt/pve/${storage.id}`}/${SUBFOLDERS[kind]}`;
}
function freshFileName(vmid, format, taken) {
	const number = freeDiskNumber(vmid, taken, "vm|base|subvol|basevol");
	return `${vmid}/${format === "subvol" ? "subvol" : "vm"}-${vmid}-disk-${number}.${format}`;
}
/** A subvol keeps its name: it only becomes read-only (observed on btrfs and dir). */
function fileBaseName(volname, volume) {
	return volname.replace(/[^/]+$/, volume.name.replace(/^vm-/, "base-"));
}
const IMAGE_FORMATS = [
	"raw",
	"qcow2",
	"vmdk"
];
function folderType(type, alwaysShared, recorded) {
	return {
		type,
		recorded,
		alwaysShared,
		defaultContent: ["images", "rootdir"],
		allowedContent: FILE_CONTENT,
		hasFolders: true,
		clonesForContainers: false,
		parse: parseFileVolname,
		unparsable: (volname) => `unable to parse directory volume name '${volname}'`,
		containerFormat: (sizeKib) => sizeKib > 0 ? "raw" : "subvol",
		has(feature, { format, isBase }, snapname) {
			switch (feature) {
				case "snapshot": return format === "qcow2" && !(isBase && snapname === null);
				case "clone": return snapname === null && isBase && IMAGE_FORMATS.includes(format);
				case "template": return snapname === null && !isBase;
				case "copy": return snapname === null ? IMAGE_FORMATS.includes(format) : format === "qcow2";
				case "rename": return snapname === null && !isBase && IMAGE_FORMATS.includes(format);
				case "replicate": return false;
			}
		},
		freshName: freshFileName,
		baseName: fileBaseName,
		cloneName: (base, vmid, taken) => `${base.vmid}/${base.name}/${freshFileName(vmid, "qcow2", taken)}`,
		rollbackBlockers: () => [],
		resizeRefusal: (format) => format === "subvol" ? `can't resize this image format` : null,
		resizedTo: (_, bytes) => bytes,
		path: (storage, volume) => `${folderOf(storage, volume.kind)}${volume.kind === "images" ? `/${volume.vmid}` : ""}/${volume.name}`
	};
}
const directory = folderType("dir", false, true);
/** Network shares hold the same files, seen by all nodes. Modelled, not recorded. */
const nfs = folderType("nfs", true, false);
const cifs = folderType("cifs", true, false);
// src/simulator/storage/btrfs.ts
/** Storage type `btrfs`: every volume is a subvolume, so that snapshots and clones are cheap. Recorded. */
const btrfs = {
	...directory,
	type: "btrfs",
	clonesForContainers: true,
	parse: parseFileVolname,
	has(feature, { format, isBase }, snapname) {
		switch (feature) {
			case "snapshot": return format !== "vmdk" && !(isBase && snapname === null);
			case "clone": return format === "raw" || isBase && snapname === null;
			case "template": return snapname === null && !isBase;
			case "copy": return snapname === null || format !== "vmdk";
			case "rename": return snapname === null && !isBase && format !== "subvol";
			case "replicate": return false;
		}
	},
	baseName: fileBaseName,
	cloneName: (base, vmid, taken) => freshFileName(vmid, base.format, taken),
	resizeRefusal: (format) => format === "subvol" ? "cannot resize subvolume - btrfs quotas are currently not supported" : null,
	path(storage, volume) {
		if (volume.kind === "images" && volume.format === "raw") return `${folderOf(storage, "images")}/${volume.vmid}/${volume.name.replace(/\.raw$/, "")}/disk.raw`;
		return directory.path(storage, volume);
	}
};
// src/simulator/storage/lvmthin.ts
/**
* Storage type `lvmthin`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are thin
* logical volumes with ext4; a linked clone does not name its base, which may be freed while clones live.
*/
/** An extent of a default volume group, to which sizes are rounded up. */
const EXTENT = 4194304;
function parse$1(volname) {
	const match = /^((vm|base)-(\d+)-\S+)$/.exec(volname);
	if (!match || !/^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname)) return null;
	return {
		kind: "images",
		name: match[1] ?? "",
		vmid: Number(match[3]),
		base: null,
		isBase: match[2] === "base",
		format: "raw"
	};
}
const freshName$1 = (vmid, taken) => `vm-${vmid}-disk-${freeDiskNumber(vmid, taken, "vm|base")}`;
const lvmthin = {
	type: "lvmthin",
	recorded: false,
	alwaysShared: false,
	defaultContent: ["images", "rootdir"],
	allowedContent: ["images", "rootdir"],
	hasFolders: false,
	clonesForContainers: true,
	parse: parse$1,
	unparsable: (volname) => /^[a-z0-9][a-z0-9\-_.]*[a-z0-9]$/i.test(volname) ? `unable to parse lvm volume name '${volname}'` : `lvm name '${volname}' contains illegal characters`,
	containerFormat: () => "raw",
	has(feature, { isBase }, snapname) {
		const where = snapname !== null ? "snap" : isBase ? "base" : "current";
		switch (feature) {
			case "snapshot":
			case "template":
			case "rename": return where === "current";
			case "clone": return where !== "current";
			case "copy": return true;
			case "replicate": return false;
		}
	},
	freshName: (vmid, _, taken) => freshName$1(vmid, taken),
	baseName: (volname) => volname.replace(/^vm-/, "base-"),
	cloneName: (_, vmid, taken) => freshName$1(vmid, taken),
	rollbackBlockers: () => [],
	resizeRefusal: () => null,
	resizedTo: (_, bytes) => Math.ceil(bytes / EXTENT) * EXTENT,
	path: (storage, volume) => `/dev/${storage.options.get("vgname") ?? "pve"}/${volume.name}`
};
// src/simulator/storage/zfspool.ts
/**
* Storage type `zfspool`. Modelled, not recorded: from PROXMOX.md and pve-storage 9.1.7. Container volumes are
* datasets with a refquota; a linked clone names its base and keeps it from being freed.
*/
const MIB = 1048576;
function parse(volname) {
	const match = /^(?:((?:base|basevol)-\d+-\S+)\/)?((base|basevol|vm|subvol)-(\d+)-[^/\s]+)$/.exec(volname);
	if (!match) return null;
	const prefix = match[3] ?? "";
	return {
		kind: "images",
		name: match[2] ?? "",
		vmid: Number(match[4]),
		base: match[1] ?? null,
		isBase: prefix === "base" || prefix === "basevol",
		format: prefix === "subvol" || prefix === "basevol" ? "subvol" : "raw"
	};
}
const freshName = (vmid, format, taken) => `${format === "subvol" ? "subvol" : "vm"}-${vmid}-disk-${freeDiskNumber(vmid, taken, "vm|base|subvol|basevol")}`;
// src/simulator/storage/types.ts
/** The storage types that the simulator knows, by the name that storage.cfg uses. One line adds one. */
const STORAGE_TYPES = new Map([
	directory,
	nfs,
	cifs,
	btrfs,
	{
		type: "zfspool",
		recorded: false,
		alwaysShared: false,
		defaultContent: ["images", "rootdir"],
		allowedContent: ["images", "rootdir"],
		hasFolders: false,
		clonesForContainers: true,
		parse,
		unparsable: (volname) => `unable to parse zfs volume name '${volname}'`,
		containerFormat: () => "subvol",
		has(feature, { isBase }, snapname) {
			const where = snapname !== null ? "snap" : isBase ? "base" : "current";
			switch (feature) {
				case "snapshot": return where !== "base";
				case "clone": return where === "base";
				case "template":
				case "rename": return where === "current";
				case "copy":
				case "replicate": return where !== "snap";
			}
		},
		freshName,
		baseName: (volname) => volname.replace(/([^/]+)$/, (name) => name.replace(/^subvol-/, "basevol-").replace(/^vm-/, "base-")),
		cloneName: (base, vmid, taken) => `${base.name}/${freshName(vmid, base.format, taken)}`,
		rollbackBlockers: (snapshots, snapname) => snapshots.slice(snapshots.indexOf(snapname) + 1),
		resizeRefusal: () => null,
		resizedTo: (format, bytes) => format === "raw" ? Math.ceil(bytes / MIB) * MIB : Math.floor(bytes / 1024) * 1024,
		path(storage, volume) {
			const pool = storage.options.get("pool") ?? storage.id;
			if (volume.kind === "images" && volume.format === "raw") return `/dev/zvol/${pool}/${volume.name}`;
			return `${storage.options.get("mountpoint") ?? `/${pool}`}/${volume.name}`;
		}
	},
	lvmthin
].map((type) => [type.type, type]));
// src/simulator/storage/storages.ts
/** The storages of a simulated cluster: /etc/pve/storage.cfg read and written, and Proxmox's refusals. */
const PATH$1 = "/etc/pve/storage.cfg";
const listOf = (text) => (text ?? "").split(/[\s,;]+/).filter((word) => word !== "");
const isOn$2 = (value) => value !== void 0 && value !== "0";
/** An entry of storage.cfg from its properties as written. */
function storageOf(type, id, options) {
	const known = STORAGE_TYPES.get(type);
	const content = options.get("content");
	return {
		id,
		type,
		content: content === void 0 ? known?.defaultContent ?? ["images"] : listOf(content),
		nodes: listOf(options.get("nodes")),
		shared: known?.alwaysShared === true || isOn$2(options.get("shared")),
		disabled: isOn$2(options.get("disable")),
		options
	};
}
/** Proxmox adds `local` where the file does not have it (PVE 9.2). */
const LOCAL = storageOf("dir", "local", /* @__PURE__ */ new Map([["path", "/var/lib/vz"], ["content", "images,rootdir,vztmpl,iso,backup,snippets"]]));
/** Every storage of the cluster, by id, in the file's order. */
function parseStorages(text) {
	const storages = /* @__PURE__ */ new Map();
	let open = null;
	for (const line of text.split("\n")) {
		const heading = /^([a-z]+):\s*(\S+)\s*$/.exec(line);
		const option = /^\s+(\S+)(?:\s+(.*?))?\s*$/.exec(line);
		if (heading) {
			open = {
				type: heading[1] ?? "",
				id: heading[2] ?? "",
				options: /* @__PURE__ */ new Map()
			};
			storages.set(open.id, storageOf(open.type, open.id, open.options));
		} else if (open && option) {
			open.options.set(option[1] ?? "", option[2] ?? "1");
			storages.set(open.id, storageOf(open.type, open.id, open.options));
		}
	}
	if (!storages.has("local")) storages.set("local", LOCAL);
	return storages;
}
/** The text of storage.cfg; a flag that is off is not written. */
function formatStorages(storages) {
	const block = ({ type, id, options }) => {
		return `${type}: ${id}\n${[...options].flatMap(([key, value]) => {
			if (key === "disable") return isOn$2(value) ? ["	disable\n"] : [];
			return [`\t${key} ${value}\n`];
		}).join("")}`;
	};
	return [...storages].map(block).join("\n");
}
const readStorages = (host) => parseStorages(host.read(PATH$1) ?? "");
function writeStorages(host, storages) {
	host.write(PATH$1, formatStorages(storages.values()));
}
/** @throws Failure for a storage that the cluster does not have. */
function storageById(host, id) {
	return readStorages(host).get(id) ?? die(`storage '${id}' does not exist`);
}
/** Has the node this storage? */
const isOnNode = (storage, node) => storage.nodes.length === 0 || storage.nodes.includes(node);
/** @throws Failure for a storage that is unknown, disabled, or not of this node (of the session's unless given). */
function availableStorage(session, id, node = session.node.name) {
	const storage = storageById(session.host, id);
	if (storage.disabled) die(`storage '${id}' is disabled`);
	if (!isOnNode(storage, node)) die(`storage '${id}' is not available on node '${node}'`);
	return storage;
}
/** @throws Failure for a type that the simulator does not model. */
function typeOf(storage) {
	return STORAGE_TYPES.get(storage.type) ?? die(`storage '${storage.id}': the simulator does not model storage type '${storage.type}'`);
}
// src/simulator/qm/named-disks.ts
/** The disks that a machine's conf file names, in any section, without reading it as a whole: for labs made of bare files. */
const DISK = /^((?:ide|sata|scsi|virtio|unused)\d+|efidisk0|tpmstate0|vmstate): ([^,]+)(.*)$/;
function disksNamedIn(text) {
	const disks = [];
	let section = null;
	for (const line of text.split("\n")) {
		const heading = /^\[(.*)\]\s*$/.exec(line)?.[1];
		if (heading !== void 0) section = /^(?:pending|special:.*)$/i.test(heading) ? null : heading;
		const [, key = "", volid = "", rest = ""] = DISK.exec(line) ?? [];
		const isFile = /:(?:iso|import|snippets)\//.test(volid) || !volid.includes(":");
		if (key === "" || isFile) continue;
		const snapshot = key.startsWith("unused") || key === "vmstate" ? null : section;
		disks.push({
			volid,
			size: parseSize(/(?:^|,)size=([^,]+)/.exec(rest)?.[1] ?? ""),
			snapshot
		});
	}
	return disks;
}
// src/simulator/storage/volumes.ts
/**
* Volumes of the simulated storages: one small record each, /.sim/volumes/STORAGE/OWNER/NAME.json. A local storage's
* volumes are where their guest is. In a lab made from bare conf files, a volume that its owner's conf names exists
* without a record.
*/
/** Null when the text is no volume id. */
function parseVolumeId(text) {
	const [, storage, name] = /^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$/is.exec(text) ?? [];
	return storage !== void 0 && name !== void 0 ? {
		storage,
		name
	} : null;
}
/** @throws Failure when the id, the storage or the name is not valid, in that order. */
function locate(host, volid) {
	const id = parseVolumeId(volid) ?? die(`unable to parse volume ID '${volid}'`);
	const storage = storageById(host, id.storage);
	const type = typeOf(storage);
	return {
		id,
		storage,
		type,
		name: type.parse(id.name) ?? die(type.unparsable(id.name))
	};
}
/** @throws Failure as `locate`, or when it is not a guest's volume. */
function locateImage(host, volid) {
	const found = locate(host, volid);
	if (found.name.kind !== "images") die(`volume '${volid}' is not a guest's volume`);
	return {
		...found,
		name: found.name
	};
}
/** The guest that a volume belongs to, by its name; null for archives, images and names of other forms. */
function volumeOwner(name) {
	const last = name.split("/").at(-1) ?? "";
	const owner = /^(?:vm|base|subvol|basevol)-(\d+)-/.exec(last)?.[1];
	return owner === void 0 ? null : Number(owner);
}
const root = (storage, owner) => `/.sim/volumes/${storage}/${owner ?? "content"}`;
/** A linked clone is called by its base too, but is one volume. */
const fileOf = ({ storage, name }) => {
	const owner = volumeOwner(name);
	const file = owner === null ? name : name.split("/").at(-1) ?? "";
	return `${root(storage, owner)}/${encodeURIComponent(file)}.json`;
};
const machineFolder$1 = (node) => `/etc/pve/nodes/${node}/qemu-server`;
const LAB = "/.sim/lab.json";
const isImplicit = (host) => host.read(LAB)?.includes("\"implicitVolumes\": true") === true;
/** Marks a lab whose volumes are those that its conf files name. */
function declareImplicitVolumes(host) {
	host.write(LAB, `${JSON.stringify({ implicitVolumes: true }, null, 2)}\n`);
}
/** What a volume has whose size its conf file does not tell, as for `unusedN`. */
const UNSAID_BYTES = 1024 ** 3;
function formatOf(name) {
	if (/subvol|basevol/.test(name)) return "subvol";
	return name.endsWith(".qcow2") ? "qcow2" : "raw";
}
/** Adds what a section names under a key. */
function nameVolume(volid, size, snapshot, named) {
	const id = parseVolumeId(volid);
	if (!id || /^\d+(?:\.\d+)?$/.test(id.name)) return;
	const known = named.get(volid);
	const unsaid = formatOf(id.name) === "subvol" ? 0 : UNSAID_BYTES;
	const snapshots = known?.snapshots ?? [];
	named.set(volid, {
		format: formatOf(id.name),
		size: size ?? known?.size ?? unsaid,
		snapshots: snapshot === null ? snapshots : [...snapshots, snapshot]
	});
}
function nameVolumes(section, snapshot, named) {
	for (const [key, value] of section.options) {
		if (!/^(?:rootfs|(?:mp|unused)\d+)$/.test(key)) continue;
		const properties = mountProperties(key, value);
		const size = parseSize(properties?.get("size") ?? "");
		nameVolume(properties?.get("volume") ?? "", size, key.startsWith("unused") ? null : snapshot, named);
	}
}
/** Volumes that a guest's conf file names, in any section, with the sizes it tells. */
function namedVolumes(host, owner) {
	const named = /* @__PURE__ */ new Map();
	for (const node of host.list("/etc/pve/nodes")) {
		const machine = host.read(`${machineFolder$1(node)}/${owner}.conf`);
		for (const { volid, size, snapshot } of disksNamedIn(machine ?? "")) nameVolume(volid, size, snapshot, named);
		const text = host.read(`${guestFolder(node)}/${owner}.conf`);
		if (text === null) continue;
		const conf = parseConf(text);
		nameVolumes(conf, null, named);
		if (conf.pending) nameVolumes(conf.pending, null, named);
		const age = (section) => Number(section.options.get("snaptime") ?? 0);
		const snapshots = [...conf.snapshots].sort(([, a], [, b]) => age(a) - age(b));
		for (const [name, section] of snapshots) nameVolumes(section, name, named);
	}
	return named;
}
/** What is known of a volume; null when it does not exist. */
function volumeRecord(host, id) {
	const text = host.read(fileOf(id));
	if (text !== null) {
		const record = JSON.parse(text);
		return record.freed ? null : record;
	}
	const owner = volumeOwner(id.name);
	if (owner === null || !isImplicit(host)) return null;
	return namedVolumes(host, owner).get(`${id.storage}:${id.name}`) ?? null;
}
function writeVolume(host, id, record) {
	host.write(fileOf(id), `${JSON.stringify(record)}\n`);
}
/** Ends a volume, whatever depends on it; false when there was none. */
function freeVolume(host, id) {
	if (volumeRecord(host, id) === null) return false;
	const owner = volumeOwner(id.name);
	if (owner !== null && isImplicit(host) && namedVolumes(host, owner).has(`${id.storage}:${id.name}`)) writeVolume(host, id, {
		format: "raw",
		size: 0,
		freed: true
	});
	else host.remove(fileOf(id));
	return true;
}
/** The full volume name of a file of an owner's folder. */
function fullName(storage, owner, file, record) {
	const own = typeOf(storage).hasFolders ? `${owner}/${file}` : file;
	return record.base === void 0 ? own : `${record.base}/${own}`;
}
/** A guest's volumes on a storage: names without the storage, sorted. */
function guestVolumes(host, storage, owner) {
	const volumes = /* @__PURE__ */ new Map();
	if (isImplicit(host)) for (const [volid, record] of namedVolumes(host, owner)) {
		const id = parseVolumeId(volid);
		if (id?.storage === storage.id && volumeOwner(id.name) === owner) volumes.set(id.name, record);
	}
	const folder = root(storage.id, owner);
	for (const file of host.list(folder)) {
		const record = JSON.parse(host.read(`${folder}/${file}`) ?? "{}");
		const name = fullName(storage, owner, decodeURIComponent(file.replace(/\.json$/, "")), record);
		if (record.freed) volumes.delete(name);
		else volumes.set(name, record);
	}
	return new Map([...volumes].sort(([a], [b]) => a < b ? -1 : 1));
}
/** Names (without the storage) of a guest's volumes on a storage, sorted. */
const volumesOf = (host, storage, owner) => [...guestVolumes(host, storageById(host, storage), owner).keys()];
/** Every guest that has, or by its conf file may have, volumes on a storage. */
function volumeOwners(host, storage) {
	const owners = host.list(`/.sim/volumes/${storage.id}`).filter((name) => /^\d+$/.test(name));
	const guests = isImplicit(host) ? host.list("/etc/pve/nodes").flatMap((node) => [...host.list(guestFolder(node)), ...host.list(machineFolder$1(node))]) : [];
	const numbers = [...owners, ...guests.map((name) => name.replace(/\.conf$/, ""))].map(Number);
	return [...new Set(numbers)].sort((a, b) => a - b);
}
/** Templates, backups, snippets of a storage that a node has, by name without the storage. */
function contentOf(host, storage, node) {
	const folder = root(storage.id, null);
	const content = /* @__PURE__ */ new Map();
	for (const file of host.list(folder)) {
		const record = JSON.parse(host.read(`${folder}/${file}`) ?? "{}");
		if ((storage.shared || record.node === void 0 || record.node === node) && !record.freed) content.set(decodeURIComponent(file.replace(/\.json$/, "")), record);
	}
	return content;
}
// src/simulator/storage/allocate.ts
/** New volumes of containers. */
/** The name that Proxmox gives a guest's next disk on a storage: `101/vm-101-disk-0.raw`, `subvol-101-disk-0`. */
const nextVolumeName = (host, storage, vmid, format) => typeOf(storage).freshName(vmid, format, volumesOf(host, storage.id, vmid));
/** Makes a volume and gives its id. @throws Failure when the storage takes no containers. */
function allocateVolume(host, storage, vmid, format, size) {
	if (!storage.content.includes("rootdir")) die(`content type 'rootdir' is not available or configured on storage '${storage.id}'`);
	const name = nextVolumeName(host, storage, vmid, format);
	const bytes = format === "subvol" ? size : typeOf(storage).resizedTo(format, size);
	const ctime = Math.floor(host.now() / 1e3);
	writeVolume(host, {
		storage: storage.id,
		name
	}, {
		format,
		size: bytes,
		used: 0,
		ctime
	});
	return `${storage.id}:${name}`;
}
// src/simulator/storage/space.ts
const capacityPath = (id) => `/.sim/capacity/${id}.json`;
/** What a storage without a declared size shows; it never fills. */
const SHOWN = {
	total: 1024 ** 4,
	used: 0
};
function capacityOf(host, id) {
	return readJson(host, capacityPath(id));
}
/** What `pvesm status` tells, in bytes. */
function usageOf(host, storage) {
	const { total, used } = capacityOf(host, storage.id) ?? SHOWN;
	let taken = used;
	for (const owner of volumeOwners(host, storage)) for (const volume of guestVolumes(host, storage, owner).values()) taken += volume.used ?? 0;
	return {
		total,
		used: taken,
		avail: Math.max(0, total - taken)
	};
}
/** Whether so many more bytes fit. */
const fits$1 = (host, storage, bytes) => capacityOf(host, storage.id) === null || usageOf(host, storage).avail >= bytes;
// src/simulator/storage/disks.ts
/** What guests do with volumes: allocate, free, grow, snapshot, roll back, clone, copy. Messages are Proxmox's. */
/** Bytes that an empty ext4 takes. */
const EMPTY_EXT4 = 28672;
/** The largest file of an ext4 with 4 KiB blocks, below the folder of a `dir` storage. */
const LARGEST_FILE = 16 * 1024 ** 4 - 4096;
/** A volume that must be there. @throws Failure */
function requireVolume(session, volid) {
	const { id } = locateImage(session.host, volid);
	return volumeRecord(session.host, id) ?? die(`volume '${volid}' does not exist`);
}
function change(session, volid, edit) {
	const { id } = locateImage(session.host, volid);
	writeVolume(session.host, id, edit(requireVolume(session, volid)));
}
/**
* Makes a container volume with its file system, as `STORE:GiB` asks for it.
* @param sizeKib 0 is a folder without a limit, where the storage has such
* @returns its id
* @throws Failure when the storage does not take containers
*/
function allocateDisk(session, storageId, vmid, sizeKib) {
	const { host } = session;
	const storage = storageById(host, storageId);
	const type = typeOf(storage);
	const format = type.containerFormat(sizeKib);
	const volid = allocateVolume(host, storage, vmid, format, sizeKib * 1024);
	if (type.type === "dir" && format === "raw") {
		const path = type.path(storage, locateImage(host, volid).name);
		session.print(qemuImgOutput(path, sizeKib * 1024));
		if (sizeKib * 1024 > LARGEST_FILE) {
			freeDisk(session, volid);
			die(`unable to create image: qemu-img: ${path}: The image size is too large for file format 'raw'`);
		}
	}
	try {
		session.at("disk:allocated");
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, volid);
		throw error;
	}
	if (format === "raw") {
		session.print(mkfsOutput(host, sizeKib * 1024));
		change(session, volid, (volume) => ({
			...volume,
			used: EMPTY_EXT4
		}));
	}
	return volid;
}
/** Writes data into a volume. @returns false when there is no room for it */
function fill(session, volid, bytes) {
	const { storage, name } = locateImage(session.host, volid);
	const volume = requireVolume(session, volid);
	const used = volume.used ?? 0;
	const room = name.format === "raw" ? Math.floor(volume.size * .93) : volume.size || Number.POSITIVE_INFINITY;
	if (used + bytes > room || !fits$1(session.host, storage, bytes)) return false;
	change(session, volid, (old) => ({
		...old,
		used: used + bytes
	}));
	return true;
}
/** Does a linked clone name this base? */
function isBaseInUse(session, { storage, type, id, name }) {
	return name.isBase && volumeOwners(session.host, storage).some((owner) => [...guestVolumes(session.host, storage, owner).keys()].some((other) => {
		const clone = type.parse(other);
		return clone?.kind === "images" && clone.base !== null && [id.name, name.name].includes(clone.base);
	}));
}
/** Is a base volume named by a linked clone? */
const isBaseUsed = (session, volid) => isBaseInUse(session, locateImage(session.host, volid));
/** Frees a volume and its snapshots. @throws Failure while linked clones name it as their base */
function freeDisk(session, volid) {
	const found = locateImage(session.host, volid);
	const { storage, type, id, name } = found;
	if (isBaseInUse(session, found)) die(`base volume '${id.name}' is still in use by linked clones`);
	const path = type.path(storage, name);
	if (volumeRecord(session.host, id)?.immutable && name.format === "subvol") {
		session.warn(`cannot remove directory for ${path}: Operation not permitted\n`);
		return;
	}
	session.runtime?.volumes?.free(volid);
	if (freeVolume(session.host, id)) return;
	if (type.type === "btrfs") {
		const folder = path.replace(/\/disk\.raw$/, "");
		die(`command 'btrfs subvolume delete -- ${folder}' failed: ERROR: Could not statfs: No such file or directory`);
	}
	if (type.hasFolders && name.format !== "subvol") session.warn(`disk image '${path}' does not exist\n`);
}
/** @returns bytes that it has now. @throws Failure when it cannot grow */
function resizeDisk(session, volid, bytes) {
	const { storage, type, name } = locateImage(session.host, volid);
	const refusal = type.resizeRefusal(name.format);
	if (refusal !== null) die(refusal);
	const padded = Math.ceil(bytes / 1024) * 1024;
	const path = type.path(storage, name);
	const command = `command '/usr/bin/qemu-img resize '--preallocation=off' -f raw ${path} ${padded}'`;
	if (name.isBase && type.hasFolders) {
		const problem = type.type === "btrfs" ? "Read-only file system" : "Operation not permitted";
		session.print(`qemu-img: Could not open '${path}': Could not open '${path}': ${problem}\n`);
		die(`${command} failed: exit code 1`);
	}
	if (type.type === "dir" && padded > LARGEST_FILE) {
		session.print(`qemu-img: The image size is too large for file format 'raw'\n`);
		die(`${command} failed: exit code 1`);
	}
	const size = type.resizedTo(name.format, padded);
	change(session, volid, (old) => ({
		...old,
		size
	}));
	if (type.type === "dir") session.print("Image resized.\n");
	return size;
}
function snapshotDisk(session, volid, snapname) {
	change(session, volid, (old) => ({
		...old,
		snapshots: [...old.snapshots ?? [], snapname],
		sizes: {
			...old.sizes,
			[snapname]: old.size
		}
	}));
	session.runtime?.volumes?.snapshot(volid, snapname);
}
function deleteDiskSnapshot(session, volid, snapname) {
	requireVolume(session, volid);
	session.runtime?.volumes?.deleteSnapshot(volid, snapname);
	change(session, volid, (old) => ({
		...old,
		snapshots: (old.snapshots ?? []).filter((name) => name !== snapname)
	}));
}
/** @throws Failure when the storage can only roll back to its newest snapshot (ZFS) */
function assertRollback(session, volid, snapname) {
	const { type } = locateImage(session.host, volid);
	const names = requireVolume(session, volid).snapshots ?? [];
	if (type.type === "zfspool" && !names.includes(snapname)) die(`can't rollback, snapshot '${snapname}' does not exist on '${volid}'`);
	if (type.rollbackBlockers(names, snapname).length > 0) die(`can't rollback, '${snapname}' is not most recent snapshot on '${volid}'`);
}
function rollbackDisk(session, volid, snapname) {
	requireVolume(session, volid);
	session.runtime?.volumes?.rollback(volid, snapname);
	change(session, volid, (old) => ({
		...old,
		size: old.sizes?.[snapname] ?? old.size
	}));
}
function rename(session, from, to, edit) {
	const { host } = session;
	const volume = requireVolume(session, from);
	const [old, renamed] = [locateImage(host, from), locateImage(host, to)];
	if (to !== from) {
		if (volumeRecord(host, renamed.id)) die(`target volume '${renamed.name.name}' already exists`);
		session.runtime?.volumes?.rename(from, to);
		freeVolume(host, old.id);
	}
	const base = renamed.name.base;
	writeVolume(host, renamed.id, edit(base === null ? volume : {
		...volume,
		base
	}));
}
/** Makes a base of a volume: `pct template`. @returns its new id */
function createBase(session, volid) {
	const { storage, type, id, name } = locateImage(session.host, volid);
	if (name.isBase) die("create_base not possible with base image");
	if (type.type === "lvmthin" && (requireVolume(session, volid).snapshots ?? []).length > 0) die(`unable to create base volume - found snaphost 'snap_${id.name}'`);
	const base = `${storage.id}:${type.baseName(id.name, name)}`;
	const immutable = type.type === "dir";
	rename(session, volid, base, (volume) => immutable ? {
		...volume,
		immutable
	} : volume);
	return base;
}
/** Makes a linked clone of a base volume. @returns its id */
function linkDisk(session, volid, vmid) {
	const { host } = session;
	const { storage, type, name } = locateImage(host, volid);
	const { format, size } = requireVolume(session, volid);
	const clone = type.cloneName(name, vmid, volumesOf(host, storage.id, vmid));
	const id = {
		storage: storage.id,
		name: clone
	};
	const base = locateImage(host, `${storage.id}:${clone}`).name.base;
	writeVolume(host, id, {
		format,
		size,
		used: 0,
		ctime: Math.floor(host.now() / 1e3),
		...base === null ? {} : { base }
	});
	const volume = `${storage.id}:${clone}`;
	try {
		session.runtime?.volumes?.copy(volid, volume, null);
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, volume);
		throw error;
	}
	return volume;
}
/** Copies a volume into a new one, file by file. @returns the new id. @throws Failure for a snapshot of a folder */
function copyDisk(session, volid, vmid, target, snapname) {
	const { storage, name } = locateImage(session.host, volid);
	const { size, used = 0 } = requireVolume(session, volid);
	const copy = allocateDisk(session, target, vmid, size / 1024);
	try {
		if (snapname !== null && name.format === "subvol" && storage.type !== "zfspool") die(`cannot mount subvol snapshots for storage type '${storage.type}'`);
		session.at("disk:copying");
		if (!fill(session, copy, Math.max(0, used - EMPTY_EXT4))) die(`command 'rsync --stats -X -A --numeric-ids -aH --whole-file' failed: exit code 11`);
		session.runtime?.volumes?.copy(volid, copy, snapname);
		session.print(rsyncOutput(used));
	} catch (error) {
		if (error instanceof Failure) freeDisk(session, copy);
		throw error;
	}
	return copy;
}
/** Gives a volume to another guest. @returns its new id */
function reassignDisk(session, volid, vmid) {
	const { storage, type, name } = locateImage(session.host, volid);
	const base = name.base === null ? "" : `${name.base}/`;
	const fresh = type.freshName(vmid, name.format, volumesOf(session.host, storage.id, vmid));
	const renamed = `${storage.id}:${base}${fresh}`;
	rename(session, volid, renamed, (volume) => volume);
	return renamed;
}
/** A free volume name for `pvesm alloc`, which takes one from its caller. @throws Failure when it is taken or wrong */
function allocateNamed(session, storageId, vmid, filename, format, bytes) {
	const storage = storageById(session.host, storageId);
	const type = typeOf(storage);
	const volname = type.hasFolders ? `${vmid}/${filename}` : filename;
	const volid = `${storage.id}:${volname}`;
	const { id, name } = locateImage(session.host, volid);
	if (name.format !== format) die(`illegal name '${filename}' - wrong extension for format ('${name.format} != '${format}')`);
	if (volumeRecord(session.host, id)) die(`disk image '${type.path(storage, name)}' already exists`);
	const size = format === "subvol" ? bytes : type.resizedTo(format, bytes);
	writeVolume(session.host, id, {
		format,
		size,
		used: 0,
		ctime: Math.floor(session.host.now() / 1e3)
	});
	return volid;
}
/** The snapshot, clone, template … ability of a volume; false for what is no volume of a storage. */
function diskHas(session, feature, volid, snapname) {
	if (parseVolumeId(volid) === null) return false;
	const { type, name } = locateImage(session.host, volid);
	if (feature === "clone" && !type.clonesForContainers) return false;
	return type.has(feature, name, snapname);
}
// src/simulator/tasks.ts
/**
* Proxmox's tasks: an id (UPID), a log file, a line in the index. On the command line they run in the foreground; what
* they print or warn goes to stdout, their last error to stderr, and failing is exit 255 whatever errno was left over.
*/
const FOLDER$2 = "/var/log/pve/tasks";
const ACTIVE = `${FOLDER$2}/active`;
const INDEX = `${FOLDER$2}/index`;
const hex = (value, digits = 8) => Math.trunc(value).toString(16).toUpperCase().padStart(digits, "0");
/** The worker failed; the UPID leads to its log. */
var TaskFailure = class extends Failure {
	upid;
	constructor(upid, message) {
		super(message, 255);
		this.upid = upid;
	}
};
const UPID = /^UPID:([a-z0-9](?:[a-z0-9-]*[a-z0-9])?):([0-9a-f]{8}):([0-9a-f]{8,9}):([0-9a-f]{8}):([^:\s/]+):([^:\s/]*):([^:\s/]+):$/i;
/** Null when the text is no UPID. */
function parseUpid(upid) {
	const [, node = "", pid = "", pstart = "", start = "", type = "", id = "", user = ""] = UPID.exec(upid) ?? [];
	if (node === "") return null;
	const [pidNumber = 0, pstartNumber = 0, starttime = 0] = [
		pid,
		pstart,
		start
	].map((text) => Number.parseInt(text, 16));
	return {
		upid,
		node,
		pid: pidNumber,
		pstart: pstartNumber,
		starttime,
		type,
		id,
		user
	};
}
/** Where a task's log stands: by the last digit of its start time. */
function taskLogPath(upid) {
	const start = upid.split(":")[4] ?? "0";
	return `${FOLDER$2}/${start.at(-1) ?? "0"}/${upid}`;
}
const activeLines = (host) => (host.read(ACTIVE) ?? "").split("\n").filter((line) => line !== "");
function setActive(host, upid, active) {
	held(host, "tasks", () => {
		const others = activeLines(host).filter((line) => !line.startsWith(`${upid} `));
		const lines = active ? [...others, `${upid} 0`] : others;
		host.write(ACTIVE, lines.map((line) => `${line}\n`).join(""));
	});
}
/** The lines of a task's log; null when there is no such task. */
function taskLog(host, upid) {
	const text = host.read(taskLogPath(upid));
	return text === null ? null : text.replace(/\n$/, "").split("\n");
}
/** `running`, or the status that the task ended with; null when there is no such task. */
function taskStatus(host, upid) {
	const lines = taskLog(host, upid);
	if (!lines) return null;
	if (activeLines(host).some((line) => line.startsWith(`${upid} `))) return "running";
	const last = lines.at(-1) ?? "";
	const [, ended, error] = /^TASK (?:(OK|WARNINGS: \d+)|ERROR: (.+))$/.exec(last) ?? [];
	return ended ?? error ?? "unexpected status";
}
/** Ended tasks of all nodes, the latest first. */
function endedTasks(host) {
	return (host.read(INDEX) ?? "").split("\n").flatMap((line) => {
		const [upid = "", endtime = "", ...status] = line.split(" ");
		const task = parseUpid(upid);
		return task ? [{
			...task,
			endtime: Number.parseInt(endtime, 16),
			status: status.join(" ")
		}] : [];
	}).toReversed();
}
const latest = /* @__PURE__ */ new WeakMap();
/** The UPID of the last task that this session began; null when there was none. */
const lastTask = (session) => latest.get(session) ?? null;
/** The worker's process: the command's own, or one that is made up for a host without processes. */
function beginProcess({ host }) {
	const own = host.process?.() ?? null;
	if (own) return own;
	const made = {
		pid: 1e3 + Math.trunc(host.random() * 4e6),
		start: Math.trunc(host.now() / 10) % 2 ** 32
	};
	host.write(`/proc/${made.pid}/stat`, `${made.pid} (task) S ${"0 ".repeat(18)}${made.start} 0\n`);
	return made;
}
/** A task within a task has the same process, which goes with the outer one. */
function endProcess({ host }, { pid }) {
	if (activeLines(host).some((line) => parseUpid(line.split(" ")[0] ?? "")?.pid === pid)) return;
	if (!host.remove(`/proc/${pid}/stat`)) host.remove(`/proc/${pid}`);
}
function newUpid({ host, node }, { pid, start }, type, id) {
	return `UPID:${node.name}:${hex(pid)}:${hex(start)}:${hex(host.now() / 1e3)}:${type}:${id}:root@pam:`;
}
/** Proxmox writes a status other than OK after an empty line, so that it stands apart from cut output. */
function finish(host, upid, status) {
	const line = /^(?:OK|WARNINGS: \d+)$/.test(status) ? status : `ERROR: ${status}`;
	host.append(taskLogPath(upid), `${line === "OK" ? "" : "\n"}TASK ${line}\n`);
	host.append(INDEX, `${upid} ${hex(host.now() / 1e3)} ${status}\n`);
	setActive(host, upid, false);
}
/** What a failed worker says, in one line. */
function lastWords(error) {
	if (error instanceof ParameterFailure) {
		const reasons = [...error.reasons].map(([name, reason]) => `${name}: ${reason}`);
		return [error.message, ...reasons].join(" ");
	}
	if (error instanceof Failure || error instanceof LockTimeout) return error.message.trim().replaceAll("\n", " ");
	return null;
}
/**
* Runs `body` as a task. What it prints goes to stdout and into the log.
* @returns the UPID
* @throws TaskFailure when it fails
*/
function runTask(session, type, id, body) {
	const { host } = session;
	const [print, warn] = [session.print.bind(session), session.warn.bind(session)];
	const worker = beginProcess(session);
	const upid = newUpid(session, worker, type, id);
	latest.set(session, upid);
	let warnings = 0;
	const write = (text) => {
		print(text);
		host.append(taskLogPath(upid), text);
	};
	host.write(taskLogPath(upid), "");
	setActive(host, upid, true);
	session.print = write;
	session.warn = write;
	try {
		body({
			upid,
			warn: (message) => {
				warnings += 1;
				write(`WARN: ${message}\n`);
			}
		});
	} catch (error) {
		if (error instanceof Killed) setActive(host, upid, false);
		const words = lastWords(error);
		if (words === null) throw error;
		finish(host, upid, words);
		throw new TaskFailure(upid, words);
	} finally {
		endProcess(session, worker);
		session.print = print;
		session.warn = warn;
	}
	finish(host, upid, warnings > 0 ? `WARNINGS: ${warnings}` : "OK");
	if (warnings > 0) session.warn(`Task finished with ${warnings} warning(s)!\n`);
	return upid;
}
// src/simulator/pct/listsnapshot.ts
/** `pct listsnapshot`: the tree of snapshots with the running state as its leaf. */
function snapshotEntries(draft) {
	const snapshots = [...draft.snapshots].map(([name, { options, description }]) => ({
		name,
		parent: options.get("parent") ?? null,
		snaptime: Number(options.get("snaptime") ?? 0),
		description: description ?? ""
	}));
	snapshots.sort((a, b) => a.snaptime - b.snaptime);
	const parent = draft.options.get("parent") ?? null;
	return [...snapshots, {
		name: "current",
		parent,
		snaptime: null,
		description: "You are here!"
	}];
}
const two = (value) => String(value).padStart(2, "0");
/** Local time, as Perl's strftime does. */
function localTime(seconds) {
	const at = /* @__PURE__ */ new Date(seconds * 1e3);
	return `${`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
/** Each below its parent, the oldest first. */
function printSnapshotTree(session, entries) {
	const names = new Set(entries.map(({ name }) => name));
	const age = ({ snaptime }) => snaptime ?? Number.POSITIVE_INFINITY;
	const show = (prefix, parent) => {
		const children = entries.filter((entry) => parent === null ? entry.parent === null || !names.has(entry.parent) : entry.parent === parent);
		for (const entry of children.sort((a, b) => age(a) - age(b))) {
			const time = entry.snaptime === null ? "" : localTime(entry.snaptime);
			const note = (entry.description || "no-description").split("\n", 1)[0] ?? "";
			const name = entry.name.padEnd(Math.max(0, 30 - prefix.length));
			session.print(`${prefix} ${name} ${time.padEnd(23)} ${note}\n`);
			show(` ${prefix}`, entry.name);
		}
	};
	show("`->", null);
}
const pctListsnapshot = (session, { values }) => printSnapshotTree(session, snapshotEntries(loadConf(session, Number(values.get("vmid")))));
// src/simulator/pct/mount-list.ts
/** The rootfs and mounts of a configuration as commands walk through them: key, properties, what kind it is. */
/** Rootfs first, then by index; values that cannot be read are left out, as Proxmox does when it walks. */
function mountsOf(options, withUnused = false) {
	return volumeKeys(options, withUnused).flatMap((key) => {
		const properties = mountProperties(key, options.get(key) ?? "");
		const volume = properties?.get("volume");
		if (!properties || volume === void 0 || key.startsWith("mp") && !properties.has("mp")) return [];
		return [{
			key,
			type: mountType(volume),
			volume,
			properties
		}];
	});
}
/** @throws Failure in Proxmox's words when the key is not set or its value cannot be read */
function mountAt(options, key) {
	const found = mountsOf(options, true).find((mount) => mount.key === key);
	if (found) return found;
	const properties = mountProperties(key, options.get(key) ?? "") ?? /* @__PURE__ */ new Map();
	const missing = ["volume", ...key.startsWith("mp") ? ["mp"] : []].filter((name) => !properties.has(name));
	return die(`format error\n${missing.map((name) => `${name}: property is missing and it is not optional\n`).join("")}`);
}
/** The value with another volume, and with another size where one is given (bytes). */
function withVolume(mount, volume, bytes = null) {
	const properties = new Map(mount.properties).set("volume", volume);
	if (bytes !== null) properties.set("size", formatSize(bytes));
	const family = mount.key === "rootfs" ? FAMILIES.rootfs : mount.key.startsWith("mp") ? FAMILIES.mp : FAMILIES.unused;
	return formatPropertyString(family, properties);
}
/** The mounts that a snapshot of that name covers: vzdump's own leaves out what no backup has (PVE 9.2). */
function mountsInSnapshot(options, snapname) {
	const mounts = mountsOf(options);
	if (snapname !== "vzdump") return mounts;
	return mounts.filter(({ key, type, properties }) => key === "rootfs" || type === "volume" && properties.get("backup") === "1");
}
// src/simulator/own-files.ts
/**
* Files that each node of a simulated cluster has of its own, though all nodes stand in one folder: what lies outside of
* /etc/pve and is read of one node. They are kept below /.sim/own/NODE.
*/
/** Beginnings of paths. */
const FOLDERS = [
	"/etc/default/",
	"/etc/phoenix/",
	"/etc/exports",
	"/etc/cron.hourly/",
	"/etc/hosts",
	"/etc/dnsmasq.d/",
	"/etc/modprobe.d/",
	"/etc/modules-load.d/",
	"/etc/network/",
	"/etc/os-release",
	"/etc/sysctl.d/",
	"/proc/driver/nvidia/",
	"/proc/net/route",
	"/proc/spl/",
	"/proc/sys/",
	"/run/qemu-server/",
	"/sys/module/",
	"/var/lib/dpkg/status",
	"/var/lib/nfs/",
	"/var/lib/phoenix/features/",
	"/var/lib/phoenix/revert/"
];
/** Whether every node has its own file of that path, or of that pattern. */
const isOwn = (path) => FOLDERS.some((folder) => path.startsWith(folder));
const ownRoot = (node) => `/.sim/own/${node}`;
/** Where the simulator keeps a node's own file. */
const ownPath = (node, path) => `${ownRoot(node)}${path}`;
/** The path that the node has for a file of its own; another one's is what it is. */
function asSeen(node, path) {
	const root = `${ownRoot(node)}/`;
	return path.startsWith(root) ? path.slice(root.length - 1) : path;
}
// src/simulator/sdn/store.ts
/** The files of SDN as Proxmox writes them: sections that were edited, and the JSON of what was committed. */
const GROUPS = [
	"zones",
	"vnets",
	"subnets"
];
const FOLDER$1 = "/etc/pve/sdn";
const RUNNING = `${FOLDER$1}/.running-config`;
const LISTS = /* @__PURE__ */ new Set(["dhcp-range"]);
/** Sets of names, which Perl keeps as a hash. */
const NAMES = /* @__PURE__ */ new Set(["nodes", "exitnodes"]);
const TYPES$1 = {
	zones: "zone",
	vnets: "vnet",
	subnets: "subnet"
};
function readGroup(host, group) {
	const text = host.read(`${FOLDER$1}/${group}.cfg`) ?? "";
	return new Map(sections(text).map(({ type, id, options }) => {
		const fields = Object.entries(options).map(([key, value]) => [key, LISTS.has(key) ? value.split("\n") : value]);
		return [id, {
			type,
			...Object.fromEntries(fields)
		}];
	}));
}
const linesOf = (key, value) => (typeof value === "string" ? [value] : value).map((one) => `\t${key} ${one}\n`);
function writeGroup(host, group, objects) {
	const text = [...objects].toSorted(([a], [b]) => a < b ? -1 : 1).map(([id, { type, ...fields }]) => {
		return `${`${typeof type === "string" ? type : TYPES$1[group]}: ${id}\n`}${Object.entries(fields).toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([key, value]) => linesOf(key, value)).join("")}\n`;
	});
	host.write(`${FOLDER$1}/${group}.cfg`, text.join(""));
}
const textOf$2 = (value) => typeof value === "string" ? value : JSON.stringify(value);
function fieldsIn(value) {
	const fields = isObject(value) ? value : {};
	return Object.fromEntries(Object.entries(fields).map(([key, one]) => {
		if (Array.isArray(one)) return [key, one.map(textOf$2)];
		return [key, isObject(one) ? Object.keys(one).toSorted().join(",") : textOf$2(one)];
	}));
}
function readRunning(host) {
	const all = JSON.parse(host.read(RUNNING) ?? "{}");
	const groupOf = (group) => {
		const found = all[group];
		const ids = isObject(found) ? found["ids"] : void 0;
		return new Map(Object.entries(isObject(ids) ? ids : {}).map(([id, value]) => [id, fieldsIn(value)]));
	};
	return {
		version: Number(all["version"] ?? 0),
		groups: {
			zones: groupOf("zones"),
			vnets: groupOf("vnets"),
			subnets: groupOf("subnets")
		}
	};
}
function jsonOf(fields) {
	return Object.fromEntries(Object.entries(fields).map(([key, value]) => {
		if (!NAMES.has(key) || typeof value !== "string") return [key, value];
		return [key, Object.fromEntries(value.split(",").map((name) => [name, 1]))];
	}));
}
/** Makes what was edited what runs. */
function commitGroups(host) {
	const version = readRunning(host).version + 1;
	const ids = (group) => ({ ids: Object.fromEntries([...readGroup(host, group)].map(([id, fields]) => [id, jsonOf(fields)])) });
	const all = {
		version,
		zones: ids("zones"),
		vnets: ids("vnets"),
		subnets: ids("subnets"),
		controllers: { ids: {} }
	};
	host.write(RUNNING, JSON.stringify(all));
	return readRunning(host);
}
/** What was edited is as it runs again. */
function rollbackGroups(host) {
	const { groups } = readRunning(host);
	for (const group of GROUPS) writeGroup(host, group, groups[group]);
}
const plain = (fields) => fields ? JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => a < b ? -1 : 1)) : "";
/** Whether edits wait for a commit. */
function hasPending$1(host) {
	const { groups } = readRunning(host);
	return GROUPS.some((group) => {
		const edited = readGroup(host, group);
		return [.../* @__PURE__ */ new Set([...edited.keys(), ...groups[group].keys()])].some((id) => plain(edited.get(id)) !== plain(groups[group].get(id)));
	});
}
// src/simulator/sdn/ipam.ts
/**
* Proxmox's own IPAM: which address belongs to which card, by zone and subnet. What frees an address and what forgets to is
* as in PVE 9.2 and 8.4.
*/
const STATE$1 = "/etc/pve/sdn/pve-ipam-state.json";
const MACS = "/etc/pve/sdn/mac-cache.json";
function readDb(host) {
	return { zones: JSON.parse(host.read(STATE$1) ?? "{}").zones ?? {} };
}
/** Reads, changes and writes it back as one. */
function changeDb(host, edit) {
	held(host, "ipam", () => {
		const db = readDb(host);
		edit(db);
		host.write(STATE$1, JSON.stringify(db));
	});
}
/** The addresses of a subnet. @throws Failure where it is not known */
function ipsOf(db, zone, id) {
	return (db.zones[zone]?.subnets[cidrOf(id)] ?? die(`subnet '${cidrOf(id)}' doesn't exist in IPAM DB`)).ips;
}
function readMacs(host) {
	return JSON.parse(host.read(MACS) ?? "{}").macs ?? {};
}
const familyOf = (ip) => ip.includes(":") ? "ip6" : "ip4";
function cacheMac(host, mac, ip, isThere) {
	held(host, "ipam", () => {
		const macs = readMacs(host);
		const own = { ...macs[mac] };
		if (isThere) own[familyOf(ip)] = ip;
		else delete own[familyOf(ip)];
		if (Object.keys(own).length > 0) macs[mac] = own;
		else delete macs[mac];
		host.write(MACS, JSON.stringify({ macs }));
	});
}
/** `10.9.0.0/24` of `lab-10.9.0.0-24`. */
const cidrOf = (id) => id.replace(/^[^-]+-(.*)-(\d+)$/, "$1/$2");
/** Makes room for the addresses of a subnet, when it is edited: a rollback leaves it there. */
function addSubnet(host, zone, id) {
	changeDb(host, (db) => {
		const subnets = (db.zones[zone] ??= { subnets: {} }).subnets;
		subnets[cidrOf(id)] ??= { ips: {} };
	});
}
function removeSubnet(host, zone, id) {
	const cidr = cidrOf(id);
	changeDb(host, (db) => {
		const subnets = db.zones[zone]?.subnets ?? die(`zone '${zone}' doesn't exist in IPAM DB`);
		const { ips } = subnets[cidr] ?? die(`subnet '${cidr}' doesn't exist in IPAM DB`);
		const [first, ...more] = Object.values(ips);
		if (first && (more.length > 0 || first.gateway !== 1)) die(`cannot delete subnet '${cidr}', not empty`);
		delete subnets[cidr];
	});
}
function addEntry(host, zone, id, ip, entry) {
	changeDb(host, (db) => {
		const ips = ipsOf(db, zone, id);
		const known = ips[ip];
		if (known && (entry.gateway !== 1 || known.gateway !== 1)) die(`IP '${ip}' already exist`);
		ips[ip] = entry;
	});
	if (entry.mac !== void 0) cacheMac(host, entry.mac, ip, true);
}
function removeEntry(host, zone, id, ip, mac) {
	changeDb(host, (db) => {
		const ips = ipsOf(db, zone, id);
		if (!ips[ip]) die(`IP '${ip}' does not exist in IPAM DB`);
		delete ips[ip];
	});
	if (mac !== null) cacheMac(host, mac, ip, false);
}
/** A vnet with DHCP and IPAM, as edited; its subnets, as committed. Null: nobody gives addresses there. */
function tracked(host, vnet) {
	const zone = readGroup(host, "vnets").get(vnet)?.["zone"];
	if (typeof zone !== "string") return null;
	const fields = readGroup(host, "zones").get(zone);
	if (!fields?.["ipam"] || !fields["dhcp"]) return null;
	return {
		zone,
		subnets: [...readRunning(host).groups.subnets].filter(([, subnet]) => subnet["vnet"] === vnet).toSorted(([a], [b]) => a < b ? -1 : 1)
	};
}
/** The addresses of a card, in any subnet of its zone. */
function addressesOf(host, zone, mac) {
	const cached = readMacs(host)[mac];
	if (cached) return cached;
	const found = {};
	for (const { ips } of Object.values(readDb(host).zones[zone]?.subnets ?? {})) for (const [ip, entry] of Object.entries(ips)) if (entry.mac === mac) found[familyOf(ip)] ??= ip;
	return found;
}
const textOf$1 = ({ family, value }) => {
	if (family === 4) return [
		24n,
		16n,
		8n,
		0n
	].map((bits) => String(value >> bits & 255n)).join(".");
	return Array.from({ length: 8 }, (_, n) => (value >> BigInt(112 - 16 * n) & 65535n).toString(16)).join(":").replace(/(?:^|:)0(?::0)+(?::|$)/, "::");
};
/** Where a subnet has no ranges, all of it is given away (PVE 9.2). */
function rangesOf(id, fields) {
	const ranges = fields["dhcp-range"];
	if (ranges === void 0) {
		const all = parseSubnet(cidrOf(id));
		return all ? [{
			...all,
			first: all.first + 1n,
			last: all.last - 1n
		}] : [];
	}
	return (typeof ranges === "string" ? [ranges] : ranges).flatMap((range) => {
		const [, first = "", last = ""] = /start-address=([^,]+),end-address=([^,]+)/.exec(range) ?? [];
		return parseRange(`${first}-${last}`) ?? [];
	});
}
function nextFree(id, fields, ips) {
	for (const parsed of rangesOf(id, fields)) for (let value = parsed.first; value <= parsed.last; value += 1n) {
		const ip = textOf$1({
			family: parsed.family,
			value
		});
		if (!ips[ip]) return ip;
	}
	return null;
}
/** @throws Failure when a range is exhausted */
function allocate(session, vnet, card) {
	const { host } = session;
	const found = tracked(host, vnet);
	if (!found) return;
	for (const family of [4, 6]) {
		const subnets = found.subnets.filter(([id]) => cidrOf(id).includes(":") === (family === 6));
		if (subnets.length === 0) continue;
		const take = ([id, fields]) => {
			const ip = nextFree(id, fields, readDb(host).zones[found.zone]?.subnets[cidrOf(id)]?.ips ?? {});
			if (ip === null) return false;
			const prefix = fields["dnszoneprefix"];
			const hostname = typeof prefix === "string" ? `${card.hostname}.${prefix}` : card.hostname;
			addEntry(host, found.zone, id, ip, {
				mac: card.mac,
				hostname,
				vmid: String(card.vmid)
			});
			return true;
		};
		if (!held(host, "ipam", () => subnets.some(take))) die(`can't find any free ip in zone ${found.zone} for IPv${family}`);
	}
}
/** Frees what a card has; it is told of failures and goes on. */
function release(session, vnet, mac) {
	const { host } = session;
	const found = tracked(host, vnet);
	if (!found) return;
	const { ip4, ip6 } = addressesOf(host, found.zone, mac);
	for (const ip of [ip4, ip6]) {
		const address = ip === void 0 ? null : parseAddress(ip);
		if (ip === void 0 || !address) continue;
		const subnet = found.subnets.find(([id]) => {
			const range = parseSubnet(cidrOf(id));
			return range !== null && isInRange(address, range);
		});
		if (!subnet) session.warn(`can't find any subnet for ip ${ip}\n`);
		else removeEntry(host, found.zone, subnet[0], ip, mac);
	}
}
// src/simulator/sdn/dnsmasq.ts
const dnsmasqFolder = (zone) => `/etc/dnsmasq.d/${zone}`;
const textOf = (value) => typeof value === "string" ? value : void 0;
/** Where the zone says nothing, as Proxmox has it. */
const DEFAULT_MTU = "1500";
function defaults(zone, mtu = DEFAULT_MTU) {
	const folder = dnsmasqFolder(zone);
	return [
		"except-interface=lo",
		"enable-ra",
		"quiet-ra",
		"bind-dynamic",
		"no-hosts",
		`dhcp-leasefile=/var/lib/misc/dnsmasq.${zone}.leases`,
		`dhcp-hostsfile=${folder}/ethers`,
		"dhcp-ignore=tag:!known",
		"",
		`dhcp-option=26,${mtu}`,
		`ra-param=*,mtu:${mtu},0`,
		"",
		"dhcp-option=252,\"\\n\"",
		"dhcp-option=vendor:MSFT,2,1i",
		"dhcp-name-match=set:wpad-ignore,wpad",
		"dhcp-ignore-names=tag:wpad-ignore",
		""
	].join("\n");
}
const maskOf = (bits) => [
	24,
	16,
	8,
	0
].map((shift) => String((2 ** 32 - 2 ** (32 - bits)) / 2 ** shift & 255)).join(".");
function subnetLines(id, fields) {
	const [network = "", bits = ""] = cidrOf(id).split("/");
	const is4 = !network.includes(":");
	const gateway = textOf(fields["gateway"]);
	const dns = textOf(fields["dhcp-dns-server"]);
	const option = is4 ? "option" : "option6";
	return [
		`dhcp-range=set:${id},${network},static,${is4 ? maskOf(Number(bits)) : bits},infinite`,
		...is4 && gateway !== void 0 ? [`dhcp-option=tag:${id},${option}:router,${gateway}`] : [],
		...dns === void 0 ? [] : [`dhcp-option=tag:${id},${option}:dns-server,${dns}`]
	];
}
function writeZone(host, node, zone, { groups }) {
	const at = (name) => ownPath(node, `${dnsmasqFolder(zone)}/${name}`);
	const fields = groups.zones.get(zone);
	const service = `uk.org.thekelleys.dnsmasq.${zone}`;
	host.write(ownPath(node, `/etc/default/dnsmasq.${zone}`), `CONFIG_DIR='${dnsmasqFolder(zone)},*.conf'\nDNSMASQ_OPTS="--conf-file=/dev/null --enable-dbus=${service}"\n`);
	host.write(at("00-default.conf"), defaults(zone, textOf(fields?.["mtu"])));
	for (const name of host.list(ownPath(node, dnsmasqFolder(zone)))) if (/^10-.*\.conf$/.test(name)) host.remove(at(name));
	for (const [vnet, own] of [...groups.vnets].toSorted(([a], [b]) => a < b ? -1 : 1)) {
		if (own["zone"] !== zone) continue;
		const lines = [...groups.subnets].filter(([, subnet]) => subnet["vnet"] === vnet).toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([id, subnet]) => subnetLines(id, subnet));
		if (lines.length > 0) host.write(at(`10-${vnet}.conf`), `${[...lines, `interface=${vnet}`].join("\n")}\n`);
	}
}
/** As the reload of a node does for every zone with DHCP, whatever nodes the zone is on. */
function writeDnsmasq(host, node, running) {
	for (const [zone, fields] of running.groups.zones) if (fields["dhcp"] === "dnsmasq") writeZone(host, node, zone, running);
}
/** Tells the dnsmasq of this node of a card: lines of cards that have another address now go. */
function mapCard({ host, node }, zone, mac, { ip4, ip6 }) {
	const path = ownPath(node.name, `${dnsmasqFolder(zone)}/ethers`);
	const macs = readMacs(host);
	const keptOf = () => (host.read(path) ?? "").split("\n").filter((line) => {
		const [known = "", first] = line.split(",");
		const cached = macs[known];
		return known !== "" && known !== mac && cached !== void 0 && (cached.ip4 === void 0 || cached.ip4 === first);
	});
	const own = [
		mac,
		...ip4 === void 0 ? [] : [ip4],
		...ip6 === void 0 ? [] : [`[${ip6}]`]
	];
	held(host, "dnsmasq", () => host.write(path, [...keptOf(), own.join(",")].map((line) => `${line}\n`).join("")));
}
// src/simulator/sdn/cards.ts
/** What cards of guests are to SDN: when each gets its address from IPAM, when it is freed, and what a start makes known. */
function cardOf(value) {
	if (value === void 0) return null;
	const net = parsePropertyString(FAMILIES.net, value);
	const bridge = net.get("bridge");
	const mac = net.get("hwaddr") ?? /(?:^|,)\w+=((?:[\dA-F]{2}:){5}[\dA-F]{2})/i.exec(value)?.[1];
	return bridge === void 0 || mac === void 0 ? null : {
		bridge,
		mac
	};
}
/** A card of a guest was set: its address goes with the card's own, and with its bridge. */
function cardChanged(session, owner, before, after) {
	const [old, now] = [cardOf(before), cardOf(after)];
	if (old && now && old.bridge === now.bridge && old.mac === now.mac) return;
	if (old) cardGone(session, before);
	if (now) allocate(session, now.bridge, {
		...owner,
		mac: now.mac
	});
}
/** Failing is only warned of. */
function cardGone(session, value) {
	const card = cardOf(value);
	if (!card) return;
	try {
		release(session, card.bridge, card.mac);
	} catch (error) {
		session.warn(`${messageOf(error)}\n`);
	}
}
/** A guest starts: a card without an address gets one, and dnsmasq of the node is told. */
function cardStarts(session, owner, value) {
	const card = cardOf(value);
	const found = card && tracked(session.host, card.bridge);
	if (!card || !found) return;
	const known = addressesOf(session.host, found.zone, card.mac);
	if (known.ip4 === void 0 && known.ip6 === void 0) allocate(session, card.bridge, {
		...owner,
		mac: card.mac
	});
	mapCard(session, found.zone, card.mac, addressesOf(session.host, found.zone, card.mac));
}
// src/simulator/config/mounts.ts
/** Mount points of a guest as options: allocated, plugged in, and turned into `unusedN` when replaced or deleted. */
/** `STORE:8` asks for a new volume of 8 GiB. */
const NEW_VOLUME = /^([^:\s]+):(\d+(?:\.\d+)?)$/;
/** @throws Failure when the value cannot be read; the schema was checked before. */
function parseMount(key, value) {
	const properties = mountProperties(key, value) ?? die(`unable to parse ${key} '${value}'`);
	const volume = properties.get("volume") ?? die(`${key}: format error`);
	const size = properties.get("size");
	if (size !== void 0) properties.set("size", String(parseSize(size) ?? die("invalid size: ")));
	return {
		properties,
		volume,
		type: mountType(volume)
	};
}
/** The value in Proxmox's order; `rootfs` has no `mp`. */
function formatMount(key, mount) {
	const properties = new Map(mount.properties);
	const size = properties.get("size");
	if (size !== void 0) properties.set("size", formatSize(Number(size)));
	return formatPropertyString(key === "rootfs" ? FAMILIES.rootfs : FAMILIES.mp, properties);
}
/** Keeps a volume as the first free `unusedN`, once. */
function addUnused(draft, volume) {
	let free = null;
	for (let index = 255; index >= 0; index -= 1) {
		const key = `unused${index}`;
		const value = draft.options.get(key);
		if (value === void 0) free = key;
		else if (value === volume) return;
	}
	draft.options.set(free ?? die("Too many unused volumes - please delete them first."), volume);
}
const names = (options, volume) => volumeKeys(options).some((key) => volumeOf(key, options.get(key)) === volume);
/** Is the volume mounted in any section? */
function isVolumeInUse(draft, volume) {
	return [
		draft,
		draft.pending,
		...draft.snapshots.values()
	].some((section) => names(section.options, volume));
}
/** Frees the volume of an `unusedN` that is deleted. @throws Failure when its id is no good. */
function freeUnused(session, vmid, draft, volume) {
	if (isVolumeInUse(draft, volume) || mountType(volume) !== "volume") return;
	if (locateImage(session.host, volume).name.vmid === vmid) freeDisk(session, volume);
	else session.warn(`ignore deletion of '${volume}', CT ${vmid} isn't the owner!\n`);
}
/** The size that the storage knows goes into the value; a volume that is not there loses its size. */
function rescan(session, mount) {
	try {
		const { id, storage, type, name } = locate(session.host, mount.volume);
		const size = volumeRecord(session.host, id)?.size;
		if (size !== void 0) {
			mount.properties.set("size", String(size));
			return;
		}
		session.warn(`failed to stat '${type.path(storage, name)}'\n`);
		mount.properties.delete("size");
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		session.warn(`Could not rescan volume size - ${error.message}\n\n`);
	}
}
/** Mounts into a running guest. @throws Failure when there is nothing to mount. */
function plugMount(session, mount) {
	if (mount.type === "bind" && !hostPathExists(session.node, mount.volume)) die(`directory '${mount.volume}' does not exist`);
	if (mount.type === "device" && !session.node.devices.includes(mount.volume)) die(`command 'mount ${mount.volume} /var/lib/lxc/.pve-staged-mounts' failed: exit code 32`);
	if (mount.type === "volume") {
		const { id } = locate(session.host, mount.volume);
		if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
	}
}
/** Allocates what `STORE:GiB` asks for, and gives the mount with the new volume. */
function allocateMount(session, vmid, mount) {
	const [, storage = "", gib = "0"] = NEW_VOLUME.exec(mount.volume) ?? [];
	const kib = Math.trunc(Number(gib) * 1024) * 1024;
	const volume = allocateDisk(session, storage, vmid, kib);
	const properties = new Map(mount.properties).set("volume", volume).set("size", String(kib * 1024));
	return {
		...mount,
		volume,
		properties
	};
}
/** Applies the pending value of an `mpN`: the new value stands in the pending section, the old volume is kept. */
function applyMount(session, vmid, draft, key, running) {
	const old = draft.options.get(key);
	let mount = parseMount(key, draft.pending.options.get(key) ?? "");
	if (mount.type === "volume" && NEW_VOLUME.test(mount.volume)) {
		mount = allocateMount(session, vmid, mount);
		session.at("set:allocated");
		if (running) plugMount(session, mount);
	} else {
		if (mount.type === "volume") rescan(session, mount);
		if (running) plugMount(session, mount);
	}
	draft.pending.options.set(key, formatMount(key, mount));
	if (old !== void 0) {
		const replaced = parseMount(key, old);
		if (replaced.type === "volume") addUnused(draft, replaced.volume);
	}
}
// src/simulator/sdn/interfaces.ts
const PATH = "/etc/network/interfaces.d/sdn";
function simple(vnet, fields, mtu, subnets) {
	const lines = [];
	for (const [id, { gateway, snat }] of subnets) {
		if (gateway !== void 0) lines.push(`address ${String(gateway)}/${cidrOf(id).split("/")[1] ?? ""}`);
		if (snat !== "1") continue;
		const rule = `POSTROUTING -s '${cidrOf(id)}' -o vmbr0 -j SNAT --to-source 192.0.2.1`;
		lines.push(`post-up iptables -t nat -A ${rule}`, `post-down iptables -t nat -D ${rule}`);
	}
	lines.push("bridge_ports none", "bridge_stp off", "bridge_fd 0", ...vlanLines(fields));
	if (mtu !== void 0) lines.push(`mtu ${String(mtu)}`);
	if (fields["alias"] !== void 0) lines.push(`alias ${String(fields["alias"])}`);
	if (subnets.some(([id, { gateway }]) => gateway !== void 0 && !id.includes(":"))) lines.push("ip-forward on");
	return /* @__PURE__ */ new Map([[vnet, lines]]);
}
const vlanLines = (fields) => fields["vlanaware"] === "1" ? ["bridge-vlan-aware yes", "bridge-vids 2-4094"] : [];
/** Any type that goes out by something of the node; how in detail is that type's own. */
function uplinked(vnet, fields, zone) {
	const lines = [
		`bridge_ports ${`${String(zone["bridge"] ?? "vxlan")}.${String(fields["tag"] ?? "")}`}`,
		"bridge_stp off",
		"bridge_fd 0",
		...vlanLines(fields)
	];
	if (zone["mtu"] !== void 0) lines.push(`mtu ${String(zone["mtu"])}`);
	if (fields["alias"] !== void 0) lines.push(`alias ${String(fields["alias"])}`);
	return /* @__PURE__ */ new Map([[vnet, lines]]);
}
function interfacesOf(node, { groups }) {
	const all = /* @__PURE__ */ new Map();
	for (const [vnet, fields] of groups.vnets) {
		const zone = groups.zones.get(String(fields["zone"] ?? ""));
		if (!zone || !isOn$1(zone, node)) continue;
		const sorted = [...groups.subnets].filter(([, subnet]) => subnet["vnet"] === vnet).toSorted(([a], [b]) => a < b ? -1 : 1);
		const own = zone["type"] === "simple" ? simple(vnet, fields, zone["mtu"], sorted) : uplinked(vnet, fields, zone);
		for (const [name, lines] of own) all.set(name, lines);
	}
	return all;
}
const isOn$1 = ({ nodes }, node) => nodes === void 0 || String(nodes).split(",").includes(node);
function interfacesText(node, running) {
	const blocks = [...interfacesOf(node, running)].toSorted(([a], [b]) => a < b ? -1 : 1).map(([name, lines]) => `\nauto ${name}\niface ${name}\n${lines.map((line) => `\t${line}\n`).join("")}`);
	return `#version:${running.version}\n${blocks.join("")}`;
}
const readInterfaces = (host, node) => host.read(ownPath(node, PATH)) ?? "";
function writeInterfaces(host, node, running) {
	host.write(ownPath(node, PATH), interfacesText(node, running));
}
/** The bridges that a node has by SDN, and their MTU. */
function sdnBridges(host, node) {
	const found = /* @__PURE__ */ new Map();
	for (const block of readInterfaces(host, node).split("\nauto ").slice(1)) {
		const name = block.split("\n")[0] ?? "";
		found.set(name, { mtu: Number(/^\tmtu (\d+)$/m.exec(block)?.[1] ?? 1500) });
	}
	return found;
}
/** Does the node have that bridge, by its own network or by SDN? */
function bridgeOf(host, node, name) {
	return (Object.hasOwn(node.bridges, name) ? node.bridges[name] : void 0) ?? sdnBridges(host, node.name).get(name) ?? null;
}
// src/simulator/guest-files.ts
const guestRoot = (vmid) => `/.sim/guests/${vmid}/rootfs`;
const snapshotRoot = (vmid, snapname) => `/.sim/guests/${vmid}/snapshots/${snapname}`;
/** Copies a folder with all that is in it; one that is not there is empty. */
function copyTree(host, from, to) {
	if (host.copyTree) return host.copyTree(from, to);
	for (const name of host.list(from)) {
		const text = host.read(`${from}/${name}`);
		if (text === null) copyTree(host, `${from}/${name}`, `${to}/${name}`);
		else host.write(`${to}/${name}`, text);
	}
}
function removeTree(host, folder) {
	if (host.removeTree) return host.removeTree(folder);
	for (const name of host.list(folder)) if (!host.remove(`${folder}/${name}`)) removeTree(host, `${folder}/${name}`);
}
/** The files of one guest become those of another: of its running state, or of a snapshot. */
function copyGuestFiles(host, from, to, snapname) {
	copyTree(host, snapname === null ? guestRoot(from) : snapshotRoot(from, snapname), guestRoot(to));
}
function snapshotGuestFiles(host, vmid, snapname) {
	copyTree(host, guestRoot(vmid), snapshotRoot(vmid, snapname));
}
function rollbackGuestFiles(host, vmid, snapname) {
	removeTree(host, guestRoot(vmid));
	copyTree(host, snapshotRoot(vmid, snapname), guestRoot(vmid));
}
const deleteGuestSnapshot = (host, vmid, snapname) => removeTree(host, snapshotRoot(vmid, snapname));
const removeGuestFiles = (host, vmid) => removeTree(host, `/.sim/guests/${vmid}`);
// src/simulator/config/guest-os.ts
/** Which system is in a guest's root file system, as its /etc/os-release says: the conf file may be wrong. */
const releasePath = (vmid) => `${guestRoot(vmid)}/etc/os-release`;
/** Names of /etc/os-release that Proxmox has another word for (PVE 9.2). */
const ALIASES = {
	"opensuse-leap": "opensuse",
	"opensuse-tumbleweed": "opensuse",
	arch: "archlinux",
	sles: "opensuse",
	rocky: "centos",
	almalinux: "centos",
	rockylinux: "centos"
};
/** systemd of each release from 242 on: Proxmox then asks for nesting. Systems without systemd are not here. */
const SYSTEMD = {
	"debian 11": 247,
	"debian 12": 252,
	"debian 13": 257,
	"ubuntu 20.04": 245,
	"ubuntu 22.04": 249,
	"ubuntu 24.04": 255,
	"ubuntu 25.04": 257,
	"centos 9": 252,
	"fedora 41": 256,
	"fedora 42": 257,
	"archlinux ": 258,
	"opensuse 15": 254
};
/** The system that an archive's name tells: `debian-12-standard_12.0-1_amd64.tar.zst`. Null when it tells none. */
function osOfArchive(name) {
	const file = name.split("/").at(-1) ?? "";
	const [, id = "", version = ""] = /^([a-z]+)(?:-linux)?-(\d+(?:\.\d+)?)?/.exec(file) ?? [];
	const ostype = ALIASES[id] ?? id;
	return [
		"debian",
		"devuan",
		"ubuntu",
		"centos",
		"fedora",
		"opensuse",
		"archlinux",
		"alpine",
		"gentoo",
		"nixos"
	].includes(ostype) ? {
		ostype,
		version
	} : null;
}
function writeGuestOs(session, vmid, os) {
	session.host.write(releasePath(vmid), `ID=${os.ostype}\nVERSION_ID="${os.version}"\n`);
}
function readGuestOs(session, vmid, draft) {
	const text = session.host.read(releasePath(vmid));
	if (text === null) return {
		ostype: session.node.guestOs ?? draft.options.get("ostype") ?? "debian",
		version: "12"
	};
	const id = /^ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
	const version = /^VERSION_ID="?([^"\n]*)"?$/m.exec(text)?.[1] ?? "";
	return {
		ostype: ALIASES[id] ?? id,
		version
	};
}
/** The system that Proxmox finds in the guest. */
const detectedOs = (session, vmid, draft) => readGuestOs(session, vmid, draft).ostype;
/** What Proxmox warns of at create, clone and start of a guest with systemd and without nesting; null for no more. */
function nestingWarning(session, vmid, draft) {
	if (draft.options.get("ostype") === "unmanaged") return null;
	if (parsePropertyString(FAMILIES.features, draft.options.get("features") ?? "").get("nesting") === "1") return null;
	const { ostype, version } = readGuestOs(session, vmid, draft);
	const systemd = SYSTEMD[`${ostype} ${version}`] ?? SYSTEMD[`${ostype} ${version.split(".")[0] ?? ""}`];
	return systemd === void 0 ? null : `Systemd ${systemd} detected. You may need to enable nesting.`;
}
// src/simulator/config/net.ts
/** Network interfaces of a guest: their properties, random addresses, and what changing one does while it runs. */
/** Proxmox's registered prefix, the default of datacenter.cfg's `mac_prefix` (PVE 8.1 and later). */
const MAC_PREFIX = "BC:24:11";
function macPrefix(session) {
	const text = session.host.read("/etc/pve/datacenter.cfg") ?? "";
	return (/^mac_prefix:\s*(\S+)\s*$/m.exec(text)?.[1] ?? MAC_PREFIX).toUpperCase();
}
function randomMac(session) {
	const bytes = Array.from({ length: 6 }, () => Math.floor(session.host.random() * 256));
	bytes[0] = (bytes[0] ?? 0) & 254 | 2;
	const mac = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(":");
	const prefix = macPrefix(session);
	return prefix + mac.slice(prefix.length);
}
/** The properties of a net with Proxmox's additions: `type`, and an address where none is given. */
function parseNet(session, value) {
	const net = parsePropertyString(FAMILIES.net, value);
	net.set("type", "veth");
	if (!net.get("hwaddr")) net.set("hwaddr", randomMac(session));
	return net;
}
const formatNet = (net) => formatPropertyString(FAMILIES.net, net);
/** With the quirk `mac` off, a net that is set without an address keeps the one it has. */
function parseNewNet(session, value, old) {
	const kept = old === void 0 ? void 0 : parsePropertyString(FAMILIES.net, old).get("hwaddr");
	const net = parsePropertyString(FAMILIES.net, value);
	if (!session.node.quirks.mac && kept !== void 0 && !net.get("hwaddr")) net.set("hwaddr", kept);
	return parseNet(session, formatNet(net));
}
/** @throws Failure when the node has no such bridge. */
function bridgeMtu(session, bridge) {
	const name = bridge ?? "";
	return bridgeOf(session.host, session.node, name)?.mtu ?? die(`bridge '${name}' does not exist`, 2);
}
const isOn = (net, key) => (net.get(key) ?? "0") !== "0";
/** Connects the host's end to its bridge. */
function plug$1(session, veth, net) {
	if (isOn(net, "link_down")) return;
	const bridge = net.get("bridge") ?? "";
	if (!bridgeOf(session.host, session.node, bridge)) die(`bridge '${bridge}' is neither a linux nor an OVS bridge!`);
	if (net.has("trunks")) die("vlan aware feature need to be enabled to use trunks");
	limitRate(session, veth, net.get("rate"));
}
function limitRate(session, veth, rate) {
	if (rate === void 0 || Number(rate) === 0 || session.node.policing) return;
	const bytes = Math.trunc(Number(rate) * 1024 * 1024);
	session.warn("Error: TC classifier not found.\nWe have an error talking to the kernel\n");
	die(`command '/sbin/tc filter add dev ${veth} parent ffff: prio 50 basic police rate ${bytes}bps burst 1048576b mtu 64kb drop' failed: exit code 2`);
}
const pick = (net, keys) => keys.flatMap((key) => isOn(net, key) ? [[key, net.get(key) ?? ""]] : []);
const ownerOf = (vmid, draft) => ({
	vmid,
	hostname: draft.options.get("hostname") ?? ""
});
/** Makes a new interface in a running guest, and writes what exists then: the addresses come later. */
function hotplug(session, vmid, draft, key, net) {
	const veth = `veth${vmid}i${key.slice(3)}`;
	const name = net.get("name") ?? "";
	if (!net.get("bridge")) die("unable to get bridge setting");
	bridgeMtu(session, net.get("bridge"));
	plug$1(session, veth, net);
	if ([...draft.options].filter(([other]) => /^net\d+$/.test(other) && other !== key).some(([, value]) => parsePropertyString(FAMILIES.net, value).get("name") === name)) {
		session.warn("RTNETLINK answers: File exists\n");
		die(`command 'lxc-device -n ${vmid} add ${veth}p ${name}' failed: exit code 2`);
	}
	const done = pick(net, [
		"bridge",
		"tag",
		"firewall",
		"hwaddr",
		"name",
		"link_down"
	]);
	draft.options.set(key, formatNet(new Map([["type", "veth"], ...done])));
	writeConf(session, vmid, draft);
}
/** Moves a running interface to another bridge, tag or rate. */
function replug(session, vmid, key, old, net) {
	const veth = `veth${vmid}i${key.slice(3)}`;
	const differs = (property) => old.get(property) !== net.get(property);
	if (differs("bridge") || differs("tag") || differs("firewall") || isOn(old, "link_down") !== isOn(net, "link_down")) {
		try {
			plug$1(session, veth, net);
		} catch (error) {
			if (error instanceof Failure) die(`${error.message}\n`);
			throw error;
		}
		for (const [property, value] of pick(net, [
			"bridge",
			"tag",
			"firewall",
			"rate",
			"link_down"
		])) old.set(property, value);
	} else if (differs("rate")) {
		limitRate(session, veth, net.get("rate"));
		const rate = net.get("rate");
		if (rate === void 0) old.delete("rate");
		else old.set("rate", rate);
	}
}
/** Sets the addresses in the guest. On the way Proxmox looks which system it really is, and keeps that. */
function updateAddresses(session, vmid, draft, key, net) {
	const expected = draft.options.get("ostype");
	if (expected !== "unmanaged") {
		const found = detectedOs(session, vmid, draft);
		if (expected !== void 0 && found !== expected) session.warn(`got unexpected ostype (${found} != ${expected})\n`);
		draft.options.set("ostype", found);
	}
	const now = parseNet(session, draft.options.get(key) ?? "");
	for (const suffix of ["", "6"]) {
		const [ip, gw] = [`ip${suffix}`, `gw${suffix}`];
		if (now.get(ip) === net.get(ip) && now.get(gw) === net.get(gw)) continue;
		if (net.get(gw) !== void 0 && !net.get(ip)?.includes("/")) {
			session.warn("RTNETLINK answers: Network is unreachable\n");
			session.warn(`command 'lxc-attach -n ${vmid} -s NETWORK -- /sbin/ip ${suffix ? "-6" : "-4"} route replace default via ${net.get(gw)}' failed: exit code 2\n`);
			continue;
		}
		for (const property of [ip, gw]) {
			const value = net.get(property);
			if (value) now.set(property, value);
			else now.delete(property);
		}
		draft.options.set(key, formatNet(now));
		writeConf(session, vmid, draft);
	}
}
/**
* Changes an interface of a running guest. It writes the conf file on its way (PVE 9.2), so that a later failure of
* the same call leaves this interface changed and everything else pending.
*/
function updateNet(session, vmid, draft, key, net) {
	const current = draft.options.get(key);
	cardChanged(session, ownerOf(vmid, draft), current, formatNet(net));
	cardStarts(session, ownerOf(vmid, draft), formatNet(net));
	if (current === void 0) hotplug(session, vmid, draft, key, net);
	else {
		const old = parseNet(session, current);
		if (old.get("hwaddr") !== net.get("hwaddr") || old.get("name") !== net.get("name")) {
			draft.options.delete(key);
			writeConf(session, vmid, draft);
			hotplug(session, vmid, draft, key, net);
		} else {
			replug(session, vmid, key, old, net);
			draft.options.set(key, formatNet(old));
			writeConf(session, vmid, draft);
		}
	}
	updateAddresses(session, vmid, draft, key, net);
}
// src/simulator/config/pending.ts
/** The queue of deletions in `[pve:pending]`, and what leaves `[pve:pending]` because it changes nothing. */
/** `!key` asks for a forced deletion; containers know no difference (PVE 9.2). */
const nameOf = (entry) => entry.replace(/^!/, "");
const sorted = (entries) => {
	const byName = new Map(entries.map((entry) => [nameOf(entry), entry]));
	return [...byName.keys()].sort().map((name) => byName.get(name) ?? name);
};
/** Keys that wait to be deleted, sorted. */
const pendingDeletions = (draft) => sorted(draft.pending.delete).map(nameOf);
function queueDeletion(draft, key) {
	draft.pending.delete = sorted([...draft.pending.delete.filter((entry) => nameOf(entry) !== key), key]);
}
function unqueueDeletion(draft, key) {
	if (!draft.pending.delete.some((entry) => nameOf(entry) === key)) return;
	draft.pending.delete = sorted(draft.pending.delete.filter((entry) => nameOf(entry) !== key));
}
/** Drops pending values that are current already, and deletions of what is not set. */
function cleanupPending(draft) {
	for (const key of optionKeys(draft.pending)) if (getOption(draft.pending, key) === getOption(draft, key)) unsetOption(draft.pending, key);
	draft.pending.delete = sorted(draft.pending.delete.filter((entry) => getOption(draft, nameOf(entry)) !== void 0));
}
// src/simulator/config/apply.ts
/** Applies pending changes to a guest that does not run: on `pct set`, and when it starts or has stopped. */
function deleteOption(session, vmid, draft, key) {
	const value = getOption(draft, key) ?? "";
	if (/^mp\d+$/.test(key)) {
		const mount = parseMount(key, value);
		if (mount.type === "volume") addUnused(draft, mount.volume);
	} else if (/^unused\d+$/.test(key)) freeUnused(session, vmid, draft, value);
	else if (/^net\d+$/.test(key)) cardGone(session, value);
}
function applyOption(session, vmid, draft, key) {
	if (/^mp\d+$/.test(key)) applyMount(session, vmid, draft, key, false);
	else if (/^net\d+$/.test(key)) {
		const before = getOption(draft, key);
		const net = parseNewNet(session, getOption(draft.pending, key) ?? "", before);
		cardChanged(session, {
			vmid,
			hostname: getOption(draft, "hostname") ?? ""
		}, before, formatNet(net));
		draft.pending.options.set(key, formatNet(net));
	}
}
/**
* @param selection only these keys; all when null
* @returns what could not be applied, which stays pending
*/
function applyPending(session, vmid, draft, selection) {
	const failures = /* @__PURE__ */ new Map();
	const attempt = (key, body) => {
		try {
			body();
			return true;
		} catch (error) {
			const message = `unable to apply pending change ${key} : ${messageOf(error)}\n`;
			failures.set(key, message);
			session.warn(message);
			return false;
		}
	};
	const chosen = (key) => selection?.has(key) ?? true;
	for (const key of pendingDeletions(draft).filter(chosen)) {
		if (!attempt(key, () => deleteOption(session, vmid, draft, key))) continue;
		unsetOption(draft, key);
		unqueueDeletion(draft, key);
	}
	cleanupPending(draft);
	for (const key of optionKeys(draft.pending).filter(chosen)) {
		if (!attempt(key, () => applyOption(session, vmid, draft, key))) continue;
		setOption(draft, key, getOption(draft.pending, key) ?? "");
		unsetOption(draft.pending, key);
	}
	return failures;
}
// src/simulator/config/lxc-config.ts
/** What Proxmox asks of a conf file before it writes the guest's own LXC configuration: devices, bridges, MTU. */
/** @throws Failure when the node has no such device. */
function assertDevice(node, path) {
	if (path === void 0) die("Path has to be defined");
	if (!node.devices.includes(path)) die(`Device ${path} does not exist`, 2);
}
/**
* The checks of `update_lxc_config` (PVE 9.2). It runs after every `pct set`, when the conf file is written already:
* a guest with an unknown bridge fails each one.
* @throws Failure
*/
function checkLxcConfig(session, draft) {
	const { options } = draft;
	if ((options.get("template") ?? "0") !== "0") return;
	for (const key of ["arch", "ostype"]) if (!options.get(key)) die(`missing '${key}' - internal error`);
	for (const [key, value] of options) {
		if (!/^dev\d+$/.test(key)) continue;
		assertDevice(session.node, parsePropertyString(FAMILIES.dev, value).get("path"));
	}
	if (!options.has("rootfs")) die(`missing 'rootfs' configuration`);
	for (const key of [...options.keys()].filter((name) => /^net\d+$/.test(name)).sort()) {
		const net = parsePropertyString(FAMILIES.net, options.get(key) ?? "");
		const most = bridgeMtu(session, net.get("bridge"));
		const mtu = Number(net.get("mtu") ?? most);
		if (mtu > most) die(`${key}: MTU size '${mtu}' is bigger than bridge MTU '${most}'`);
		if (net.get("link_down") !== "1" && net.get("host-managed") === "1" && net.get("ip6") === "auto") die(`${key}: SLAAC is not supported for host-managed network configuration`);
	}
}
// src/simulator/qm/drives.ts
/** Drives of virtual machines: their keys, their properties, and what is no volume (PVE::QemuServer::Drive, 9.2). */
/** Keys that name drives; Proxmox asks for `unusedN` too where it goes over all volumes. */
const DRIVE_KEY = /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/;
const DISK_KEY = /^(?:(?:ide|sata|scsi|virtio|unused)\d+|efidisk0|tpmstate0)$/;
/** `STORE:GiB` asks for a new volume. */
const NEW_DISK = /^(?:([^/:\s]+):)?(\d+(?:\.\d+)?)$/;
const fieldsOf$1 = (key) => confSchema("9.2", "qemu").get(key)?.fields ?? {};
/** The properties of a drive; `file` is its volume. @throws Failure when they cannot be read */
function parseDrive(key, value) {
	try {
		const drive = parsePropertyString(fieldsOf$1(key), value);
		if (!drive.has("media") && /^(?:cdrom|none)$/.test(drive.get("file") ?? "")) drive.set("media", "cdrom");
		return drive;
	} catch (error) {
		if (error instanceof PropertyStringError) die(`unable to parse drive options for '${key}'`);
		throw error;
	}
}
/** As Proxmox writes a drive: the volume first, then the rest by name, sizes in the largest unit that fits. */
function printDrive(key, drive) {
	const size = parseSize(drive.get("size") ?? "");
	const shown = size === null ? drive : new Map([...drive, ["size", formatSize(size)]]);
	return formatPropertyString(fieldsOf$1(key), shown);
}
/** What stands at the volume's place: a volume id, a path, `none`. */
function volumeOfDrive(value) {
	return (value.split(",").find((part) => !part.includes("=") || /^(?:file|volume)=/.test(part)) ?? "").replace(/^(?:file|volume)=/, "");
}
const isCdrom = (drive) => drive.get("media") === "cdrom";
/** The volume id of a drive that is one of a storage; null for paths, `none` and `cdrom`. */
function managedVolume(drive) {
	const file = drive.get("file") ?? "";
	return !file.startsWith("/") && parseVolumeId(file) ? file : null;
}
const ORDER = [
	"ide",
	"scsi",
	"virtio",
	"sata",
	"efidisk",
	"tpmstate",
	"unused"
];
/** Drives as far as they are set, in the order in which Proxmox goes over them. */
function driveKeys(section, withUnused = false) {
	const place = (key) => {
		const [, family = "", index = "0"] = /^([a-z]+)(\d+)$/.exec(key) ?? [];
		return [ORDER.indexOf(family), Number(index)];
	};
	return [...section.keys()].filter((key) => (withUnused ? DISK_KEY : DRIVE_KEY).test(key)).sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}
/** Drives that hold a guest's data: no medium, and no drive of cloud-init. */
function diskDrives(section) {
	return driveKeys(section).flatMap((key) => {
		const drive = parseDrive(key, section.get(key) ?? "");
		const volid = managedVolume(drive);
		return isCdrom(drive) || volid === null ? [] : [{
			key,
			drive,
			volid
		}];
	});
}
// src/simulator/qm/conf.ts
/**
* Conf files of virtual machines as Proxmox reads and writes them (PVE::QemuServer, qemu-server 9.2): `[PENDING]`,
* `[special:cloudinit]`, snapshots. Each section is its keys; the description is one of them.
*/
const emptyVm = () => ({
	options: /* @__PURE__ */ new Map(),
	pending: /* @__PURE__ */ new Map(),
	cloudinit: /* @__PURE__ */ new Map(),
	snapshots: /* @__PURE__ */ new Map(),
	digest: null
});
const OPTION = /^([a-z][a-z_-]*\d*):\s*(.+?)\s*$/;
/** Reads one line into a section, or says what is wrong with it. */
function readLine(line, section, isPending, pve) {
	const description = /^description:\s*(.*\S)\s*$/.exec(line);
	if (description) {
		section.set("description", (section.get("description") ?? "") + decodeText(description[1] ?? ""));
		return null;
	}
	const [, key, value = ""] = OPTION.exec(line) ?? [];
	if (key === void 0) return `unable to parse config: ${line}\n`;
	if (key === "delete") {
		if (isPending) section.set("delete", value);
		return isPending ? null : `property 'delete' is only allowed in [PENDING]\n`;
	}
	if (key === "snapstate" || key === "args") {
		section.set(key, value);
		return null;
	}
	const normal = normalise(key, confSchema(pve, "qemu").get(key), value);
	if ("reason" in normal) return `unable to parse value of '${key}' - ${normal.reason.replace(/\n?$/, "\n")}`;
	section.set(key === "cdrom" ? "ide2" : key, normal.value);
	return null;
}
/** The draft of a conf file's text; `warn` takes what Proxmox says about lines it does not like, and drops. */
function vmOf(text, vmid, warn = () => {}, pve = "9.2") {
	const draft = {
		...emptyVm(),
		digest: digest(text)
	};
	let section = draft.options;
	for (const line of text.split("\n")) {
		if (line.trim() === "") continue;
		const heading = /^\[([^\]]*)\]\s*$/.exec(line)?.[1];
		if (heading !== void 0) {
			if (/^pending$/i.test(heading)) section = draft.pending;
			else if (/^special:cloudinit$/i.test(heading)) section = draft.cloudinit;
			else if (/^[a-z][a-z0-9_-]+$/i.test(heading)) draft.snapshots.set(heading, section = /* @__PURE__ */ new Map());
			else {
				section = null;
				warn(`vm ${vmid} - skipping unknown section: '${heading}'\n`);
			}
		} else if (section === draft.cloudinit) {
			const [, key = "", value = ""] = OPTION.exec(line) ?? [];
			if (key !== "") section.set(key, value);
		} else if (section && line.startsWith("#")) section.set("description", `${section.get("description") ?? ""}${decodeText(line.slice(1))}\n`);
		else if (section) {
			const problem = readLine(line, section, section === draft.pending, pve);
			if (problem !== null) warn(`vm ${vmid} - ${problem}`);
		}
	}
	for (const each of [
		draft.options,
		draft.pending,
		...draft.snapshots.values()
	]) {
		const description = each.get("description");
		if (description !== void 0) each.set("description", description.trimEnd());
	}
	draft.options.delete("snapstate");
	return draft;
}
function sectionText(section, isPending = false) {
	const description = section.get("description");
	const lines = (description ?? "").split("\n");
	while (lines.at(-1) === "") lines.pop();
	if (isPending && description === "") lines.push("");
	return [...lines.map((line) => `#${encodeText(line)}\n`), ...[...section.keys()].filter((key) => key !== "description").sort().map((key) => `${key}: ${section.get(key) ?? ""}\n`)].join("");
}
/** Has the machine a drive for cloud-init? */
const hasCloudinit = (section) => cloudinitKey(section) !== null;
/** The key of cloud-init's drive; null without one. */
function cloudinitKey(section, but) {
	return [...section.keys()].filter((key) => DRIVE_KEY.test(key) && key !== but).sort().find((key) => isCloudinit(section.get(key) ?? "")) ?? null;
}
/** Is this drive's volume one that Proxmox writes for cloud-init? */
const isCloudinit = (value) => /[:/](?:vm-\d+-)?cloudinit(?:\.(?:raw|qcow2?|qed|vmdk|cloop))?$/.test(volumeOfDrive(value));
/** The text that Proxmox writes for a draft. @throws Failure when a value has a line break */
function vmText(draft) {
	const sections = [
		draft.options,
		draft.pending,
		...draft.snapshots.values()
	];
	for (const [key, value] of sections.flatMap((section) => [...section])) if (key !== "description" && /[\n\r]/.test(value)) die(`unable to parse value of '${key}' - property contains a line feed`);
	draft.options.delete("snapstate");
	const used = [draft.options, draft.pending].flatMap((section) => [...section].flatMap(([key, value]) => DRIVE_KEY.test(key) ? [volumeOfDrive(value)] : []));
	for (const [key, value] of draft.options) if (/^unused\d+$/.test(key) && used.includes(value)) draft.options.delete(key);
	const parts = [sectionText(draft.options)];
	if (draft.pending.size > 0) parts.push(`\n[PENDING]\n${sectionText(draft.pending, true)}`);
	if (draft.cloudinit.size > 0 && hasCloudinit(draft.options)) parts.push(`\n[special:cloudinit]\n${sectionText(draft.cloudinit)}`);
	for (const name of [...draft.snapshots.keys()].sort()) parts.push(`\n[${name}]\n${sectionText(draft.snapshots.get(name) ?? /* @__PURE__ */ new Map())}`);
	return parts.join("");
}
// src/simulator/qm/machines.ts
/**
* Where virtual machines stand on the simulated cluster: conf files, pid files, locks, and what is known of one that
* runs (/.sim/machines/VMID). A pid file is on the machine's node alone.
*/
const machineFolder = (node) => `/etc/pve/nodes/${node}/qemu-server`;
const vmConfPath = (node, vmid) => `${machineFolder(node)}/${vmid}.conf`;
const pidPath = (node, vmid) => ownPath(node, `/run/qemu-server/${vmid}.pid`);
/** PVE::QemuConfig's flock of one machine. */
const vmLockPath = (vmid) => `/run/lock/qemu-server/lock-${vmid}.conf`;
/** VMIDs of the machines whose conf files stand in the node's folder, ascending. */
function machinesOf(host, node) {
	return host.list(machineFolder(node)).flatMap((name) => /^([1-9]\d*)\.conf$/.exec(name)?.[1] ?? []).map(Number).sort((a, b) => a - b);
}
const statePath = (vmid) => `/.sim/machines/${vmid}`;
/** Null when the machine is stopped. */
function machineState(host, vmid) {
	const text = host.read(statePath(vmid));
	if (text === null) return null;
	const state = JSON.parse(text);
	return host.read(pidPath(state.node, vmid)) === null ? null : state;
}
const isMachineRunning = (host, vmid) => machineState(host, vmid) !== null;
function setMachine(host, vmid, state) {
	const before = machineState(host, vmid);
	if (before) host.remove(pidPath(before.node, vmid));
	if (!state) {
		host.remove(statePath(vmid));
		return;
	}
	host.write(statePath(vmid), `${JSON.stringify(state)}\n`);
	host.write(pidPath(state.node, vmid), `${state.pid}\n`);
}
/** @throws Failure when the node has no such machine */
function loadVm(session, vmid, node = session.node.name) {
	const text = session.host.read(vmConfPath(node, vmid));
	if (text === null) die(`Configuration file 'nodes/${node}/qemu-server/${vmid}.conf' does not exist`, 2);
	return vmOf(text, vmid, (warning) => session.warn(warning), session.node.pve);
}
function writeVm(session, vmid, draft) {
	session.host.write(vmConfPath(session.node.name, vmid), vmText(draft));
}
/** Holds Proxmox's flock of the machine: another command waits for up to `seconds`. */
function withVmLock(session, vmid, body, seconds = 10) {
	return session.host.withLock(vmLockPath(vmid), seconds, body, (event) => session.warn(event === "waiting" ? "trying to acquire lock...\n" : " OK\n"));
}
/** @throws Failure when the conf file says that a long operation is under way */
function checkVmLock({ options }) {
	const lock = options.get("lock");
	if (lock) die(`VM is locked (${lock})`);
}
const isVmTemplate = ({ options }) => options.get("template") === "1";
/** @throws Failure when the machine is protected */
function assertVmUnprotected(session, { options }, what) {
	if (session.node.quirks.protection && options.get("protection") === "1") die(`${what} - protection mode enabled`);
}
/** @throws Failure when the file is not the one that the caller has read */
function assertVmDigest(session, draft, given) {
	if (given !== void 0 && given !== "" && session.node.quirks.digest && given !== draft.digest) die("checksum mismatch (file change by other user?)");
}
/** Takes a lock in the conf file off; any when none is named. @throws Failure when there is none, or another */
function removeVmLock(session, vmid, lock) {
	withVmLock(session, vmid, () => {
		const draft = loadVm(session, vmid);
		const found = draft.options.get("lock");
		if (!found) die(`no lock found trying to remove ${lock === void 0 ? "any" : `'${lock}' `} lock`);
		if (lock !== void 0 && found !== lock) die(`found lock '${found}' trying to remove '${lock}' lock`);
		draft.options.delete("lock");
		writeVm(session, vmid, draft);
	});
}
// src/simulator/power.ts
/** Nodes of a simulated cluster that have failed, and a cluster that has no quorum: what a test or a user switches off. */
const downPath = (node) => `/.sim/down/${node}`;
const NO_QUORUM = "/.sim/no-quorum";
const MEMBERS = "/etc/pve/.members";
/** With a number in its file, until that time, in milliseconds since 1970: it is restarting. */
function isDown(host, node) {
	const text = host.read(downPath(node))?.trim();
	if (text === void 0) return false;
	if (!/^\d+$/.test(text) || host.now() < Number(text)) return true;
	recoverNode(host, node);
	return false;
}
const BOOT_ID = "/proc/sys/kernel/random/boot_id";
/** Milliseconds that a node takes from its last word to the first one after its restart. */
const RESTART = 2e4;
/** What a node wants a restart for is asked for by files of this beginning: a restart is the answer to it. */
const WANTED = /^restart-/;
/** All that runs on the node ends, and it comes back by itself; what is kept on disk stays. Guests stay down. */
function restartNode(host, node) {
	failNode(host, node);
	host.write(downPath(node), `${host.now() + RESTART}\n`);
	const former = host.read(ownPath(node, BOOT_ID)) ?? "";
	const count = Number(/-(\d+)\n$/.exec(former)?.[1] ?? 0) + 1;
	host.write(ownPath(node, BOOT_ID), `boot-${node}-${count}\n`);
	const wishes = `/.sim/failing/${node}`;
	for (const name of host.list(wishes)) if (WANTED.test(name)) host.remove(`${wishes}/${name}`);
}
const hasQuorum = (host) => host.read(NO_QUORUM) === null;
/** What pmxcfs says of the cluster's members (PVE 9.2); a node that is alone is in none. */
function writeMembers(host) {
	const names = nodeNames(host);
	if (names.length < 2) return;
	const nodelist = names.map((name, index) => {
		const online = isDown(host, name) ? 0 : 1;
		return [name, {
			id: index + 1,
			online,
			ip: `192.0.2.${index + 1}`
		}];
	});
	const cluster = {
		name: "lab",
		version: 1,
		nodes: names.length,
		quorate: hasQuorum(host) ? 1 : 0
	};
	const text = {
		nodename: names[0],
		version: 1,
		cluster,
		nodelist: Object.fromEntries(nodelist)
	};
	host.write(MEMBERS, `${JSON.stringify(text)}\n`);
}
/** The node loses its power: nothing on it runs any more, and nobody reaches it. The cluster keeps its quorum. */
function failNode(host, node) {
	host.write(downPath(node), "");
	for (const vmid of runningGuests(host)) if (runningState(host, vmid)?.node === node) setRunning(host, vmid, null);
	for (const vmid of machinesOf(host, node)) if (machineState(host, vmid)?.node === node) setMachine(host, vmid, null);
	writeMembers(host);
}
function recoverNode(host, node) {
	host.remove(downPath(node));
	writeMembers(host);
}
/** The same host while the cluster has its quorum; else one on which what is below /etc/pve stays as it is. */
function quorate(host) {
	if (hasQuorum(host)) return host;
	const refuse = (path) => {
		if (path.startsWith("/etc/pve/")) throw new Failure("cluster not ready - no quorum?");
	};
	return {
		...host,
		write: (path, text) => {
			refuse(path);
			host.write(path, text);
		},
		remove: (path) => {
			refuse(path);
			return host.remove(path);
		},
		append: (path, text) => {
			refuse(path);
			host.append(path, text);
		}
	};
}
/** @throws PhoenixError `NODE_UNREACHABLE` */
function assertUp(host, node) {
	if (isDown(host, node)) throw new PhoenixError("NODE_UNREACHABLE", `the simulated node ${node} is down`);
}
// src/simulator/pct/hooks.ts
/** @throws Failure when the script fails before the start; later failures are only told */
function runHook(session, vmid, draft, phase) {
	const volid = draft.options.get("hookscript");
	if (!volid || !session.runtime?.hook) return;
	const { id, storage, type, name } = locate(session.host, volid);
	const path = type.path(storage, name);
	const end = session.runtime.hook({
		path,
		text: volumeRecord(session.host, id)?.text ?? "",
		vmid,
		phase
	});
	session.print(end.stdout);
	session.warn(end.stderr);
	if (end.exit === 0) return;
	const reason = `hookscript error for ${vmid} on ${phase}: command '${path} ${vmid} ${phase}' failed: exit code ${end.exit} `;
	if (phase === "pre-start") die(reason);
	session.warn(`${reason}\n`);
}
// src/simulator/pct/power.ts
/** Starting and stopping a guest: what each asks of its conf file, and the pending changes that each applies. */
const isSet = (draft, key) => (draft.options.get(key) ?? "0") !== "0";
const hasPending = ({ pending }) => pending.options.size > 0 || pending.delete.length > 0 || pending.description !== null;
/** @throws Failure when a volume cannot be used. */
function activateVolumes$1(session, draft) {
	for (const key of volumeKeys(draft.options)) {
		const mount = parseMount(key, draft.options.get(key) ?? "");
		if (mount.type !== "volume") continue;
		const { id } = locate(session.host, mount.volume);
		availableStorage(session, id.storage);
		if (!volumeRecord(session.host, id)) die(`volume '${mount.volume}' does not exist`);
	}
}
/** What a runtime of real guests is told of one. */
const guestOptions = (vmid, { options, raw }) => ({
	vmid,
	options,
	raw
});
/** Does LXC get the guest up? Mounts must be there, interfaces need names of their own, the CPU must run the system. */
function boots(session, draft) {
	const { options } = draft;
	for (const key of volumeKeys(options)) {
		const mount = parseMount(key, options.get(key) ?? "");
		if (mount.type === "bind" && !hostPathExists(session.node, mount.volume)) return false;
		if (mount.type === "device" && !session.node.devices.includes(mount.volume)) return false;
	}
	const plugged = [...options].filter(([key]) => /^net\d+$/.test(key)).map(([, value]) => parsePropertyString(FAMILIES.net, value));
	if (new Set(plugged.map((net) => net.get("name"))).size < plugged.length) return false;
	if (plugged.some((net) => Number(net.get("rate") ?? 0) > 0 && net.get("link_down") !== "1") && !session.node.policing) return false;
	return ["amd64", "i386"].includes(options.get("arch") ?? "amd64");
}
/**
* Starts a guest whose lock the caller holds and has checked.
* @throws Failure when it does not come up
*/
function startGuest(session, vmid, task) {
	let draft = loadConf(session, vmid);
	if (hasPending(draft)) {
		applyPending(session, vmid, draft, null);
		writeConf(session, vmid, draft);
		draft = loadConf(session, vmid);
	}
	checkLxcConfig(session, draft);
	activateVolumes$1(session, draft);
	session.at("start:activated");
	if (!hasQuorum(session.host)) die(`startup for container '${vmid}' failed`);
	runHook(session, vmid, draft, "pre-start");
	const hostname = draft.options.get("hostname") ?? "";
	for (const [key, value] of draft.options) if (/^net\d+$/.test(key)) cardStarts(session, {
		vmid,
		hostname
	}, value);
	if (!boots(session, draft)) die(`startup for container '${vmid}' failed`);
	const warning = nestingWarning(session, vmid, draft);
	if (warning !== null) task.warn(warning);
	const pid = 1e3 + Math.trunc(session.host.random() * 4e6);
	session.runtime?.start?.(guestOptions(vmid, draft), (text) => task.warn(text));
	session.at("start:up");
	setRunning(session.host, vmid, {
		node: session.node.name,
		since: session.host.now(),
		pid
	});
	runHook(session, vmid, draft, "post-start");
	session.at("start:running");
}
/** @throws Failure when quotas are asked of an unprivileged guest. */
function checkQuotas(draft) {
	if (!isSet(draft, "unprivileged")) return;
	if (volumeKeys(draft.options).some((key) => {
		return parseMount(key, draft.options.get(key) ?? "").properties.get("quota") === "1";
	})) die("Quotas are not supported by unprivileged containers.");
}
const isTemplate = (draft) => draft.options.get("template") === "1";
/** Proxmox's hooks are processes of their own: what they say is in the system's log, not in the command's output. */
function unheard(session, body) {
	const { print, warn } = session;
	Object.assign(session, {
		print: () => {},
		warn: () => {}
	});
	try {
		body();
	} finally {
		Object.assign(session, {
			print,
			warn
		});
	}
}
/**
* Stops a guest; Proxmox's hook then applies what is pending, and writes the conf file in any case (PVE 9.2).
* Does nothing when the guest does not run.
* @throws Failure when it does not end by itself in time, and is not to be forced
*/
function stopGuest(session, vmid, order = { how: "stop" }) {
	if (!runningState(session.host, vmid)) return;
	runHook(session, vmid, loadConf(session, vmid), "pre-stop");
	session.at("stop:signalled");
	session.runtime?.stop?.(vmid, order);
	setRunning(session.host, vmid, null);
	unheard(session, () => {
		const draft = loadConf(session, vmid);
		applyPending(session, vmid, draft, null);
		writeConf(session, vmid, draft);
	});
	session.at("stop:stopped");
}
// src/simulator/pct/start.ts
/** `pct start`, `stop`, `shutdown`, `reboot`: tasks that hold the guest's lock; requests only, for guests of HA. */
/** A guest that is mounted by `pct mount` may be started and stopped. */
function checkLockButMounted(draft, skip) {
	if (!skip && draft.options.get("lock") !== "mounted") checkLock(draft);
}
function requestHa$1(session, vmid, verb) {
	runTask(session, `ha${verb}`, String(vmid), () => {
		session.print(`Requesting HA ${verb} for CT ${vmid}\n`);
		requestState(session.host, vmid, verb === "start" ? "started" : "stopped");
	});
}
function runLocked(session, type, vmid, body) {
	runTask(session, type, String(vmid), (task) => withGuestLock(session, vmid, () => body(task)));
}
const pctStart = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (isRunning(session.host, vmid)) die(`CT ${vmid} already running`);
	if (isManaged(session.host, vmid)) return requestHa$1(session, vmid, "start");
	return runLocked(session, "vzstart", vmid, (task) => {
		const draft = loadConf(session, vmid);
		if (isTemplate(draft)) die("you can't start a CT if it's a template");
		checkLockButMounted(draft, values.get("skiplock") === "1");
		checkQuotas(draft);
		startGuest(session, vmid, task);
	});
};
const pctStop = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
	if (isManaged(session.host, vmid)) return requestHa$1(session, vmid, "stop");
	return runLocked(session, "vzstop", vmid, () => {
		checkLockButMounted(loadConf(session, vmid), values.get("skiplock") === "1");
		stopGuest(session, vmid);
	});
};
/** Proxmox waits a minute when it is not told (PVE 9.2). */
const shutdownOrder = (values, force) => ({
	how: "shutdown",
	seconds: Number(values.get("timeout") ?? 60),
	force
});
const pctShutdown = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
	if (isManaged(session.host, vmid)) return requestHa$1(session, vmid, "stop");
	return runLocked(session, "vzshutdown", vmid, () => {
		checkLock(loadConf(session, vmid));
		stopGuest(session, vmid, shutdownOrder(values, values.get("forceStop") === "1"));
	});
};
/** Proxmox says `VM` here, and asks neither for locks nor for HA (PVE 9.2). */
const pctReboot = (session, { values }) => {
	const vmid = Number(values.get("vmid"));
	if (!isRunning(session.host, vmid)) die(`VM ${vmid} not running`);
	return runLocked(session, "vzreboot", vmid, (task) => {
		stopGuest(session, vmid, shutdownOrder(values, false));
		startGuest(session, vmid, task);
	});
};
// src/simulator/pct/migrate.ts
/** `pct migrate` between nodes of one simulated cluster: stopped, or `--restart`. Modelled, not recorded (one node was). */
function parseStorageMap(text) {
	const entries = /* @__PURE__ */ new Map();
	let fallback = null;
	for (const part of (text ?? "").split(/[\s,;]+/).filter((word) => word !== "" && word !== "1")) {
		const [from = "", to] = part.split(":");
		if (to === void 0) fallback = from;
		else entries.set(from, to);
	}
	return (storage) => entries.get(storage) ?? fallback ?? storage;
}
const log$1 = (session, text) => session.print(`${localTime(session.host.now() / 1e3)} ${text}\n`);
/** @throws Failure for mounts that cannot come along, and for storages that the target lacks */
function checkVolumes(session, { target, map }, draft) {
	for (const { key, type, volume, properties } of mountsOf(draft.options, true)) {
		if (type !== "volume") {
			if (properties.get("shared") === "1") continue;
			die(`cannot migrate local ${type} mount point '${key}'`);
		}
		const { storage } = locateImage(session.host, volume);
		availableStorage(session, storage.id);
		if (!storage.content.includes("rootdir")) die(`content type 'rootdir' is not available on storage '${storage.id}'`);
		const other = availableStorage(session, storage.shared ? storage.id : map(storage.id), target);
		if (!other.content.includes("rootdir")) die(`${volume}: content type 'rootdir' is not available on storage '${other.id}'`);
	}
}
/** What cannot be moved is only found when the guest is locked. */
function problemOf(session, volid) {
	const { storage, name } = locateImage(session.host, volid);
	const { snapshots = [] } = requireVolume(session, volid);
	if (snapshots.length > 0 && !["zfspool", "btrfs"].includes(storage.type)) return "non-migratable snapshot exists";
	return name.base === null ? null : `clone of '${name.base}'`;
}
/** Copies the local volumes to the target, where they may get another storage and so another name. */
function copyVolumes$1(session, { vmid, map }, draft) {
	const { host } = session;
	const local = mountsOf(draft.options, true).filter(({ type, volume }) => type === "volume" && !locateImage(host, volume).storage.shared);
	const problems = local.flatMap(({ volume }) => {
		const problem = problemOf(session, volume);
		return problem === null ? [] : [`can't migrate local volume '${volume}': ${problem}`];
	});
	for (const problem of problems) log$1(session, `WARN: ${problem}`);
	if (problems.length > 0) die(`can't migrate CT - check log`);
	for (const mount of local) {
		log$1(session, `found local volume '${mount.volume}' (in current VM config)`);
		const { storage, id, name } = locateImage(host, mount.volume);
		const target = map(storage.id);
		session.at("migrate:copying");
		if (target === storage.id) continue;
		const other = availableStorage(session, target);
		const record = requireVolume(session, mount.volume);
		const volname = other.type === storage.type ? id.name : typeOf(other).freshName(vmid, name.format, volumesOf(host, target, vmid));
		writeVolume(host, {
			storage: target,
			name: volname
		}, record);
		session.runtime?.volumes?.rename(mount.volume, `${target}:${volname}`);
		freeDisk(session, mount.volume);
		draft.options.set(mount.key, withVolume(mount, `${target}:${volname}`));
		log$1(session, `volume '${mount.volume}' is '${target}:${volname}' on the target`);
	}
}
function migrate(session, migration) {
	const { vmid, target, restart } = migration;
	const { host, node } = session;
	const there = sessionWith(session, { node: readFacts(host, target) });
	const start = (where) => pctStart(where, {
		values: /* @__PURE__ */ new Map([["vmid", String(vmid)]]),
		extra: []
	});
	const draft = loadConf(session, vmid);
	checkLock(draft);
	const running = isRunning(host, vmid);
	if (running && !restart) die("running container can only be migrated in restart mode");
	checkVolumes(session, migration, draft);
	if (running) {
		log$1(session, `shutdown CT ${vmid}`);
		stopGuest(session, vmid);
	}
	const moved = loadConf(session, vmid);
	try {
		log$1(session, `starting migration of CT ${vmid} to node '${target}'`);
		moved.options.set("lock", "migrate");
		writeConf(session, vmid, moved);
		session.at("migrate:locked");
		copyVolumes$1(session, migration, moved);
		const text = textOf$3(moved);
		host.remove(confPath(node.name, vmid));
		host.write(confPath(target, vmid), text);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		log$1(session, `ERROR: ${error.message}`);
		log$1(session, "aborting phase 1 - cleanup resources");
		removeLock(session, vmid, "migrate");
		if (running) start(session);
		throw error;
	}
	session.at("migrate:moved");
	log$1(session, "start final cleanup");
	removeLock(there, vmid, "migrate");
	if (!running) return;
	log$1(session, "start container on target node");
	start(there);
}
/** As the HA manager moves a container: with a restart, where it runs. */
function migrateNow(session, vmid, target) {
	runTask(session, "vzmigrate", String(vmid), () => migrate(session, {
		vmid,
		target,
		restart: true,
		map: parseStorageMap(void 0)
	}));
}
const pctMigrate = (session, { values }) => {
	const { host, node } = session;
	const [vmid, target] = [Number(values.get("vmid")), values.get("target") ?? ""];
	if (target === node.name) badParameter("target", "target is local node.");
	if (!nodeNames(host).includes(target)) die(`no such cluster node '${target}'`, 2);
	loadConf(session, vmid);
	const restart = values.get("restart") === "1";
	if (isRunning(host, vmid) && !restart && values.get("online") !== "1") die(`can't migrate running container without --online or --restart`);
	if (isManaged(host, vmid)) {
		runTask(session, "hamigrate", String(vmid), () => {
			session.print(`Requesting HA migration for CT ${vmid} to node ${target}\n`);
			if (hasManager(host)) requestMigration(host, `ct:${vmid}`, target);
		});
		return;
	}
	const migration = {
		vmid,
		target,
		restart,
		map: parseStorageMap(values.get("target-storage"))
	};
	runTask(session, "vzmigrate", String(vmid), () => {
		try {
			if (isRunning(host, vmid) && values.get("online") === "1") die("lxc live migration is currently not implemented");
			migrate(session, migration);
		} catch (error) {
			log$1(session, `ERROR: migration aborted (duration 00:00:00): ${messageOf(error)}`);
			die("migration aborted");
		}
		log$1(session, "migration finished successfully (duration 00:00:00)");
	});
};
// src/simulator/qm/hooks.ts
/** @throws Failure when the script fails before the start; later failures are only told */
function runVmHook(session, vmid, { options }, phase) {
	runHook(session, vmid, { options }, phase);
}
// src/simulator/qm/cards.ts
/** Cards of machines and SDN: when IPAM gives each its address, and takes it back (PVE::QemuServer::Network, 9.2). */
const cardOwner = (vmid, { options }) => ({
	vmid,
	hostname: options.get("name") ?? ""
});
const netsOf = (section) => [...section].filter(([key]) => /^net\d+$/.test(key));
/** Of a machine that was made. Failing is only warned of: the machine is there. */
function cardsMade(session, vmid, draft) {
	for (const [, value] of netsOf(draft.options)) try {
		cardChanged(session, cardOwner(vmid, draft), void 0, value);
	} catch (error) {
		session.warn(`${messageOf(error)}\n`);
	}
}
function cardsGone(session, draft) {
	for (const [, value] of netsOf(draft.options)) cardGone(session, value);
}
/** Of a machine that starts. @throws Failure when one gets no address */
function cardsStart(session, vmid, draft) {
	for (const [, value] of netsOf(draft.options)) cardStarts(session, cardOwner(vmid, draft), value);
}
// src/simulator/qm/identity.ts
/** What makes a machine itself: UUIDs and network addresses, drawn from the host's chance. */
/** A random UUID, as libuuid makes them. */
function uuid(host) {
	const variant = "89ab"[Math.floor(host.random() * 4)] ?? "8";
	return `${randomHex(host, 8)}-${randomHex(host, 4)}-4${randomHex(host, 3)}-${variant}${randomHex(host, 3)}-${randomHex(host, 12)}`;
}
const fieldsOf = (key) => confSchema("9.2", "qemu").get(key)?.fields ?? {};
/** `virtio=MAC,bridge=vmbr0` taken apart: `model`, `macaddr`, `bridge` … */
const parseVmNet = (value) => parsePropertyString(fieldsOf("net0"), value);
const printVmNet = (net) => formatPropertyString(fieldsOf("net0"), net);
/** The same net with an address: whoever sets one without gets a new one each time (PVE::QemuServer::Network). */
function withMac(session, value, old) {
	const net = parseVmNet(value);
	if (!net.has("macaddr")) {
		const kept = old === void 0 ? void 0 : parseVmNet(old).get("macaddr");
		net.set("macaddr", !session.node.quirks.mac && kept !== void 0 ? kept : randomMac(session));
	}
	return printVmNet(net);
}
/** The same net with a new address. */
function withNewMac(session, value) {
	return printVmNet(new Map([...parseVmNet(value), ["macaddr", randomMac(session)]]));
}
/** The `smbios1` of a machine with a new UUID. */
function withNewUuid(host, smbios1) {
	const fields = parsePropertyString(fieldsOf("smbios1"), smbios1 ?? "");
	return formatPropertyString(fieldsOf("smbios1"), new Map([...fields, ["uuid", uuid(host)]]));
}
// src/simulator/qm/volumes.ts
/** Volumes of virtual machines: made, copied, linked. Names and sizes are the storages'; 9.2, modelled from the sources. */
/** Bytes of the drives whose size nobody chooses (PVE::QemuServer::Cloudinit, ::Drive, ::OVMF). */
const CLOUDINIT_BYTES = 4 * 1024 ** 2;
const TPM_BYTES = 4 * 1024 ** 2;
const efiBytes = (efitype) => efitype === "4m" ? 540672 : 131072;
/** Formats that a storage can have for a machine's disk; the first is what it takes by itself. */
function formatsOf(storage) {
	const type = typeOf(storage);
	return type.hasFolders && type.type !== "btrfs" ? [
		"raw",
		"qcow2",
		"vmdk"
	] : ["raw"];
}
/** The format of a new volume: the asked one where the storage can have it (PVE::QemuServer::resolve_dst_disk_format). */
function formatFor(session, storageId, asked) {
	const formats = formatsOf(storageById(session.host, storageId));
	return formats.find((format) => format === asked) ?? formats[0] ?? "raw";
}
/** @throws ParameterFailure when a storage does not take disks of machines */
function assertTakesImages(session, storageId) {
	if (!storageById(session.host, storageId).content.includes("images")) badParameter("storage", `storage '${storageId}' does not support vm images`);
}
/** Makes a volume. @returns its id. @throws Failure when the storage has it already, or has no such format */
function allocateVmVolume(session, { storage: id, vmid, bytes, format, name }) {
	const { host } = session;
	const storage = availableStorage(session, id);
	const type = typeOf(storage);
	const formats = formatsOf(storage);
	const chosen = format === void 0 ? formats[0] : formats.find((each) => each === format);
	if (chosen === void 0) die(`unsupported format '${format ?? ""}'`);
	const taken = volumesOf(host, id, vmid);
	const volname = (name === void 0 ? void 0 : type.hasFolders ? `${vmid}/${name}.${chosen}` : name) ?? type.freshName(vmid, chosen, taken);
	const volid = `${id}:${volname}`;
	if (volumeRecord(host, {
		storage: id,
		name: volname
	})) die(`disk image '${volid}' already exists`);
	if (!fits$1(host, storage, 0)) die(`not enough space on storage '${id}'`);
	const size = type.resizedTo(chosen, bytes);
	const ctime = Math.floor(host.now() / 1e3);
	writeVolume(host, {
		storage: id,
		name: volname
	}, {
		format: chosen,
		size,
		used: 0,
		ctime
	});
	session.at("disk:allocated");
	return volid;
}
/** Bytes of a volume as a guest sees it. */
const sizeOf = (session, volid) => requireVolume(session, volid).size;
/** Can a volume be copied, linked, snapshotted …? */
function vmDiskHas(session, feature, volid, snapname) {
	if (parseVolumeId(volid) === null) return false;
	const { type, name } = locateImage(session.host, volid);
	return type.has(feature, name, snapname);
}
/** Copies a volume into a new one. @returns its id. @throws Failure when there is no room */
function copyVmVolume(session, order) {
	const { host } = session;
	const { storage, name } = locateImage(host, order.volid);
	const source = requireVolume(session, order.volid);
	const target = order.storage ?? storage.id;
	const format = formatFor(session, target, order.format ?? name.format);
	if (order.format !== void 0 && order.format !== format) session.warn(`format '${order.format}' is not supported by the target storage '${target}' - using '${format}' instead\n`);
	const copy = allocateVmVolume(session, {
		storage: target,
		vmid: order.vmid,
		bytes: order.bytes ?? source.size,
		format,
		...order.name === void 0 ? {} : { name: order.name }
	});
	session.print(`allocated target volume '${copy}'\n`);
	session.at("disk:copying");
	const used = order.empty ? 0 : source.used ?? 0;
	const there = availableStorage(session, target);
	if (!fits$1(host, there, used)) {
		freeDisk(session, copy);
		die(`copying failed: command '/usr/bin/qemu-img convert' failed: exit code 1`);
	}
	const { id } = locateImage(host, copy);
	const record = volumeRecord(host, id);
	if (record) writeVolume(host, id, {
		...record,
		used
	});
	return copy;
}
/** A linked clone. @returns its id */
const linkVmVolume = (session, volid, vmid) => linkDisk(session, volid, vmid);
/** Makes a base of a volume, where the storage has such. @returns its id */
function baseOf(session, volid) {
	return vmDiskHas(session, "template", volid, null) ? createBase(session, volid) : volid;
}
/** An image to import from: its bytes as a guest will see them. @throws Failure when there is none */
function imageBytes(session, source) {
	const { host } = session;
	if (source.startsWith("/")) {
		if ((host.read(source) ?? session.runtime?.readFile?.(source) ?? null) === null && !session.node.paths.includes(source)) die(`file '${source}' does not exist`, 2);
		return IMAGE_BYTES;
	}
	const { id, name } = locate(host, source);
	if (name.kind !== "images" && name.kind !== "import") die(`${source} has wrong type '${name.kind}' - needs to be 'images' or 'import'`);
	const record = volumeRecord(host, id) ?? die(`volume '${source}' does not exist`);
	return name.kind === "import" ? record.unpacked ?? IMAGE_BYTES : record.size;
}
/** What the disk of a cloud image has that tells no size of its own: Debian's is 3 GiB. */
const IMAGE_BYTES = 3 * 1024 ** 3;
// src/simulator/qm/cloudinit.ts
/** What Proxmox writes onto cloud-init's drive (PVE::QemuServer::Cloudinit, 9.2): user, network, meta and vendor data. */
/** Keys of a conf file that go onto the drive, beside `netN`. */
const CLOUDINIT_KEYS = [
	"citype",
	"ciuser",
	"cipassword",
	"ciupgrade",
	"cicustom",
	"searchdomain",
	"nameserver",
	"sshkeys"
];
const isCloudinitOption = (key) => CLOUDINIT_KEYS.includes(key) || /^ipconfig\d+$/.test(key);
/** Changes of these make the drive stale. */
const isSeed = (key) => isCloudinitOption(key) || key === "name" || /^net\d+$/.test(key);
/** Takes down that a key is no longer as the drive has it. */
function recordChange(draft, key, before, after) {
	if (!isSeed(key)) return;
	const { cloudinit } = draft;
	const added = new Set(splitList(cloudinit.get("added") ?? ""));
	const recorded = cloudinit.get(key);
	if (after !== void 0) {
		if (recorded !== void 0) {
			if (after === recorded) {
				cloudinit.delete(key);
				added.delete(key);
			}
		} else if (!added.has(key)) {
			if (before === void 0) added.add(key);
			else cloudinit.set(key, before);
		}
	} else if (before !== void 0 && recorded === void 0) {
		if (added.has(key)) added.delete(key);
		else cloudinit.set(key, before);
	}
	if (added.size > 0) cloudinit.set("added", [...added].sort().join(","));
	else cloudinit.delete("added");
}
function userData(options, vmid, masked) {
	const name = options.get("name") ?? `VM${vmid}`;
	const search = options.get("searchdomain");
	const fqdn = !name.includes(".") && search !== void 0 ? `${name}.${search}` : name;
	const [user, password] = [options.get("ciuser"), options.get("cipassword")];
	const keys = decodeURIComponent(options.get("sshkeys") ?? "").split("\n");
	return [
		"#cloud-config",
		`hostname: ${name.replace(/\..*$/s, "")}`,
		"manage_etc_hosts: true",
		`fqdn: ${fqdn}`,
		...user === void 0 ? [] : [`user: ${user}`],
		...user === "root" ? ["disable_root: False"] : [],
		...password === void 0 ? [] : [`password: ${masked ? "**********" : password}`],
		...options.has("sshkeys") ? ["ssh_authorized_keys:", ...keys.filter((key) => /\S/.test(key)).map((key) => `  - ${key}`)] : [],
		"chpasswd:",
		"  expire: False",
		...user === "root" ? [] : ["users:", "  - default"],
		...options.get("ciupgrade") === "0" ? [] : ["package_upgrade: true"]
	].map((line) => `${line}\n`).join("");
}
const MASK_BITS = 32;
function netmask(bits) {
	const mask = bits === 0 ? 0 : 4294967295 << MASK_BITS - bits >>> 0;
	return [
		24,
		16,
		8,
		0
	].map((shift) => mask >>> shift & 255).join(".");
}
function addressLines(ip, gw) {
	if (ip === void 0) return [];
	if (ip === "dhcp") return ["- type: dhcp4"];
	const [address = "", bits = "0"] = ip.split("/");
	const gateway = gw === void 0 ? [] : [`  gateway: '${gw}'`];
	return [
		"- type: static",
		`  address: '${address}'`,
		`  netmask: '${netmask(Number(bits))}'`,
		...gateway
	];
}
function address6Lines(ip, gw) {
	if (ip === void 0) return [];
	if (ip === "dhcp") return ["- type: dhcp6"];
	if (ip === "auto") return ["- type: ipv6_slaac"];
	return [
		"- type: static6",
		`  address: '${ip}'`,
		...gw === void 0 ? [] : [`  gateway: '${gw}'`]
	];
}
/** The node's own servers are used where none are named; those of the simulated one are not known. */
function resolverLines(options) {
	const [servers, domains] = ["nameserver", "searchdomain"].map((key) => splitList(options.get(key) ?? ""));
	if (!servers?.length && !domains?.length) return [];
	const list = (title, entries = []) => entries.length === 0 ? [] : [`      ${title}:`, ...entries.map((entry) => `      - '${entry}'`)];
	return [
		"    - type: nameserver",
		...list("address", servers),
		...list("search", domains)
	];
}
function networkData(options) {
	const ipFields = confSchema("9.2", "qemu").get("ipconfig0")?.fields ?? {};
	return [
		"version: 1",
		"config:",
		...[...options.keys()].filter((key) => /^net\d+$/.test(key)).sort().flatMap((key) => {
			const index = key.slice(3);
			const config = options.get(`ipconfig${index}`);
			if (!config) return [];
			const ip = parsePropertyString(ipFields, config);
			const mac = parseVmNet(options.get(key) ?? "").get("macaddr") ?? "";
			const subnets = [...addressLines(ip.get("ip"), ip.get("gw")), ...address6Lines(ip.get("ip6"), ip.get("gw6"))];
			return [
				"    - type: physical",
				`      name: eth${index}`,
				`      mac_address: '${mac.toLowerCase()}'`,
				"      subnets:",
				...subnets.map((line) => `      ${line}`)
			];
		}),
		...resolverLines(options)
	].map((line) => `${line}\n`).join("");
}
const metaData = (user, network) => `instance-id: ${sha1(user + network)}\n`;
/** A snippet that `cicustom` names. @throws Failure when it is none, or not there */
function snippet(session, volid) {
	const { id, storage, type, name } = locate(session.host, volid);
	if (name.kind !== "snippets") die(`${volid} is not in the snippets directory`);
	const path = type.path(storage, name);
	return session.host.read(path) ?? volumeRecord(session.host, id)?.text ?? die(`can't open '${path}' - No such file or directory`, 2);
}
/** All that the drive will hold. */
function seedOf(session, vmid, options) {
	const fields = confSchema("9.2", "qemu").get("cicustom")?.fields ?? {};
	const custom = parsePropertyString(fields, options.get("cicustom") ?? "");
	const own = (part) => {
		const volid = custom.get(part);
		return volid === void 0 ? void 0 : snippet(session, volid);
	};
	const user = own("user") ?? userData(options, vmid, false);
	const network = own("network") ?? networkData(options);
	return {
		user,
		network,
		meta: own("meta") ?? metaData(user, network),
		vendor: own("vendor") ?? ""
	};
}
const MOST = 3 * 1024 ** 2;
/** Writes the drive anew, where there is one. @returns whether the draft's section for it has gone. @throws Failure */
function writeSeed(session, vmid, draft) {
	const key = cloudinitKey(draft.options);
	const volid = key === null ? null : managedVolume(parseDrive(key, draft.options.get(key) ?? ""));
	if (volid === null) return false;
	const seed = seedOf(session, vmid, draft.options);
	if (Object.values(seed).join("").length > MOST) die("Cloud-Init sum of snippets too big (> 3 MiB)");
	const { id, name } = locateImage(session.host, volid);
	if (!volumeRecord(session.host, id)) allocateVmVolume(session, {
		storage: id.storage,
		vmid,
		bytes: CLOUDINIT_BYTES,
		format: name.format,
		name: name.name.replace(/\.[a-z0-9]+$/, "")
	});
	session.print("generating cloud-init ISO\n");
	const record = volumeRecord(session.host, id);
	if (record) writeVolume(session.host, id, {
		...record,
		text: JSON.stringify(seed)
	});
	const changed = draft.cloudinit.size > 0;
	draft.cloudinit.clear();
	return changed;
}
/** `qm cloudinit dump`: what would be written without snippets of one's own. */
function dumpSeed(options, vmid, type, masked = false) {
	const network = networkData(options);
	if (type === "user") return userData(options, vmid, masked);
	return type === "network" ? network : metaData(userData(options, vmid, false), network);
}
// src/simulator/qm/detach.ts
/** Drives that leave a machine: kept as `unusedN`, or freed. */
/** @returns the key; null when the volume is there already */
function addUnusedVm(draft, volid) {
	let free = null;
	for (let index = 255; index >= 0; index -= 1) {
		const held = draft.options.get(`unused${index}`);
		if (held === volid) return null;
		if (held === void 0) free = `unused${index}`;
	}
	if (free === null) die("Too many unused volumes - please delete them first.");
	draft.options.set(free, volid);
	return free;
}
/** Is the volume named anywhere else: by another drive, or by a snapshot? */
function isVmVolumeInUse(draft, volid, but) {
	const names = (section, skipped) => [...section].some(([key, value]) => DRIVE_KEY.test(key) && key !== skipped && volumeOfDrive(value) === volid);
	return names(draft.options, but) || [...draft.snapshots.values()].some((section) => names(section, null));
}
const isOwner = (session, vmid, volid) => parseVolumeId(volid) !== null && locateImage(session.host, volid).name.vmid === vmid;
/** Keeps the volume of a drive that goes; the drive of cloud-init is freed. */
function registerUnused(session, vmid, draft, key, value) {
	if (isCloudinit(value)) {
		try {
			freeDisk(session, volumeOfDrive(value));
		} catch (error) {
			session.warn(`${messageOf(error)}\n`);
		}
		draft.cloudinit.clear();
		return;
	}
	const drive = parseDrive(key, value);
	const volid = managedVolume(drive);
	if (isCdrom(drive) || volid === null) return;
	const storage = parseVolumeId(volid)?.storage ?? "";
	if (!readStorages(session.host).has(storage)) session.warn(`WARN: storage '${storage}' no longer exists, volume '${volid}' will be removed from config\n`);
	else if (isOwner(session, vmid, volid)) addUnusedVm(draft, volid);
}
/** Frees the volume of a key. @returns whether the key may go. @throws Failure while the volume is in use */
function deallocate(session, vmid, draft, key, value) {
	const volid = volumeOfDrive(value);
	if (DRIVE_KEY.test(key) && isCdrom(parseDrive(key, value)) && !isCloudinit(value)) return false;
	if (!isOwner(session, vmid, volid)) return true;
	if (isVmVolumeInUse(draft, volid, key)) die(`unable to delete '${volid}' - volume is still in use (snapshot?)`);
	freeDisk(session, volid);
	return true;
}
/** What becomes of a drive's volume when its key is deleted. */
function detachDrive(session, vmid, draft, key, force) {
	const value = draft.options.get(key) ?? "";
	if (force) deallocate(session, vmid, draft, key, value);
	else registerUnused(session, vmid, draft, key, value);
}
// src/simulator/qm/pending.ts
/** Keys that wait to go, sorted, with whether their volumes go too. */
function deletionsOf({ pending }) {
	const keys = (pending.get("delete") ?? "").split(/[\s,;]+/).filter((entry) => entry !== "").map((entry) => [entry.replace(/^!/, ""), { force: entry.startsWith("!") }]);
	return new Map(keys.toSorted(([a], [b]) => a < b ? -1 : 1));
}
function setDeletions(draft, deletions) {
	const entries = [...deletions.keys()].sort().map((key) => `${deletions.get(key)?.force ? "!" : ""}${key}`);
	if (entries.length > 0) draft.pending.set("delete", entries.join(","));
	else draft.pending.delete("delete");
}
function queueVmDeletion(draft, key, force = false) {
	setDeletions(draft, new Map([...deletionsOf(draft), [key, { force }]]));
}
function unqueueVmDeletion(draft, key) {
	const deletions = deletionsOf(draft);
	if (deletions.delete(key)) setDeletions(draft, deletions);
}
/** New and changed values that wait, by key. */
const waiting = ({ pending }) => [...pending.keys()].filter((key) => key !== "delete");
/** Drops what is so already, and deletions of what is not set. */
function cleanupVmPending(draft) {
	for (const key of waiting(draft)) if (draft.pending.get(key) === draft.options.get(key)) draft.pending.delete(key);
	setDeletions(draft, new Map([...deletionsOf(draft)].filter(([key]) => draft.options.has(key))));
}
// src/simulator/qm/apply.ts
/** Pending changes of a machine that does not run: on `qm set`, and when it starts (vmconfig_apply_pending, 9.2). */
/** @returns what could not be applied, and stays */
function applyVmPending(session, vmid, draft) {
	const failures = /* @__PURE__ */ new Map();
	if (draft.pending.size === 0) return failures;
	const attempt = (key, body) => {
		try {
			body();
			return true;
		} catch (error) {
			const message = `unable to apply pending change ${key} : ${messageOf(error)}\n`;
			failures.set(key, message);
			session.warn(message);
			return false;
		}
	};
	for (const [key, { force }] of deletionsOf(draft)) {
		const goes = () => {
			if (DRIVE_KEY.test(key) && draft.options.has(key)) detachDrive(session, vmid, draft, key, force);
			else if (/^net\d+$/.test(key)) cardGone(session, draft.options.get(key));
		};
		if (!attempt(key, goes)) continue;
		unqueueVmDeletion(draft, key);
		draft.options.delete(key);
	}
	cleanupVmPending(draft);
	let seeds = false;
	for (const key of waiting(draft)) {
		const value = draft.pending.get(key) ?? "";
		const comes = () => {
			const old = draft.options.get(key);
			if (DRIVE_KEY.test(key) && old !== void 0) registerUnused(session, vmid, draft, key, old);
			else if (/^net\d+$/.test(key)) cardChanged(session, cardOwner(vmid, draft), old, value);
		};
		if (!attempt(key, comes)) continue;
		seeds ||= DRIVE_KEY.test(key) && isCloudinit(value);
		draft.options.set(key, value);
		draft.pending.delete(key);
	}
	writeVm(session, vmid, draft);
	if (seeds && writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
	return failures;
}
// src/simulator/qm/booted.ts
/**
* What is inside a machine that was started: its agent answers after a while, and cloud-init has done what its drive
* says. A first start, and one whose seed names another instance, run it; its state stands in the guest's own files.
*/
const STATE = "/var/lib/cloud/data";
/** Lays down what cloud-init leaves in a guest: its instance, and how it went. */
function boot(session, vmid, draft) {
	const { host } = session;
	const root = guestRoot(vmid);
	if (!hasCloudinit(draft.options)) return;
	const { meta, user } = seedOf(session, vmid, draft.options);
	const instance = /^instance-id: (\S+)/m.exec(meta)?.[1] ?? "nocloud";
	const isBroken = !/^(?:#cloud-config|## template: jinja|#!|Content-Type:|#include|$)/.test(user);
	host.write(`${root}${STATE}/instance-id`, `${instance}\n`);
	const errors = isBroken ? ["failed shellify: user data is of no known kind"] : [];
	host.write(`${root}${STATE}/result.json`, `${JSON.stringify({ v1: {
		datasource: "DataSourceNoCloud",
		errors
	} })}\n`);
}
/** What cloud-init says of itself, as Phoenix's program asks it: its exit code, its words, the end of its log. */
function cloudAnswer(session, vmid) {
	const text = session.host.read(`${guestRoot(vmid)}${STATE}/result.json`);
	if (text === null) return "phx-cloud none\n";
	const { v1 } = JSON.parse(text);
	if (v1.errors.length === 0) return "phx-cloud 0\nstatus: done\n";
	return `phx-cloud 1\nstatus: error\ndetail:\n${v1.errors.join("\n")}\nlog\n${v1.errors.join("\n")}\n`;
}
/** Milliseconds until the agent answers; 0 when it does. */
function untilAgent(session, vmid) {
	const state = machineState(session.host, vmid);
	if (!state) return Number.POSITIVE_INFINITY;
	const boots = (session.node.boot ?? 0) * 1e3;
	return Math.max(0, state.since + boots - session.host.now());
}
// src/simulator/qm/hotplug.ts
/**
* Pending changes of a running machine (vmconfig_hotplug_pending, qemu-server 9.2): what only the conf file has is
* changed at once, nets and disks are plugged where `hotplug` allows it, the rest waits for the next start.
*/
/** Only the conf file has them: they change at once, selected or not. */
const CONFIG_ONLY = /* @__PURE__ */ new Set([
	"description",
	"hookscript",
	"lock",
	"migrate_downtime",
	"migrate_speed",
	"name",
	"onboot",
	"protection",
	"shares",
	"startup",
	"tags",
	"vmstatestorage"
]);
const isFast = (key) => CONFIG_ONLY.has(key) || isCloudinitOption(key);
function featuresOf({ options }) {
	const value = options.get("hotplug") ?? "1";
	const words = value === "0" ? [] : splitList(value === "1" ? "network,disk,usb" : value);
	return new Set(words);
}
/** It waits for the next start. */
var Skip = class extends Error {};
const skip = () => {
	throw new Skip();
};
const isPlain = (key) => key === "cpuunits" || key === "cpulimit";
/** Linux and Windows after 7 take USB devices while they run. */
const takesUsb = ({ draft, features }) => features.has("usb") && /^(?:l26|win(?:8|10|11))$/.test(draft.options.get("ostype") ?? "");
const memoryOf = (draft) => Number(draft.options.get("memory") ?? 512);
function unplug(plugging, key, force) {
	const { session, vmid, draft, features } = plugging;
	if (key === "hotplug") {
		if (/cpu|memory/.test(draft.options.get("hotplug") ?? "")) skip();
	} else if (key === "tablet") {
		if (!features.has("usb")) skip();
	} else if (/^usb\d+$/.test(key)) {
		if (!takesUsb(plugging)) skip();
	} else if (key === "vcpus") {
		if (!features.has("cpu")) skip();
	} else if (key === "balloon") {
		if (draft.options.get("balloon") === "0") skip();
	} else if (/^net\d+$/.test(key)) {
		if (!features.has("network")) skip();
		cardGone(session, draft.options.get(key));
	} else if (DRIVE_KEY.test(key)) {
		if (!features.has("disk") || /^(?:efidisk|ide|sata|tpmstate)\d+$/.test(key)) skip();
		detachDrive(session, vmid, draft, key, force);
	} else if (key === "memory") {
		if (!features.has("memory")) skip();
	} else if (!isFast(key) && !isPlain(key)) skip();
}
const differ = (a, b, keys) => keys.some((key) => a.get(key) !== b.get(key));
function plugNet({ session, vmid, draft, features }, key, value) {
	const net = parseVmNet(value);
	const before = draft.options.get(key);
	const old = before === void 0 ? null : parseVmNet(before);
	const another = old === null || differ(old, net, [
		"model",
		"macaddr",
		"queues",
		"mtu"
	]) || !net.has("bridge") || !old.has("bridge");
	if (another && !features.has("network")) skip();
	if (net.has("bridge")) bridgeMtu(session, net.get("bridge"));
	const owner = cardOwner(vmid, draft);
	cardChanged(session, owner, before, value);
	if (another) cardStarts(session, owner, value);
}
/** Properties of a drive that only a new start brings to QEMU. */
const COLD = [
	"aio",
	"discard",
	"iothread",
	"queues",
	"product",
	"cache",
	"ssd",
	"vendor",
	"ro"
];
function plugDisk({ session, vmid, draft, features }, key, drive) {
	const before = draft.options.get(key);
	const old = before === void 0 ? null : parseDrive(key, before);
	if (old && before !== void 0) {
		if (isCdrom(drive) !== isCdrom(old)) die("unable to change media type");
		if (isCdrom(old)) {
			if (drive.get("file") === "none" && isCloudinit(before)) registerUnused(session, vmid, draft, key, before);
			return;
		}
		if (drive.get("file") === old.get("file")) {
			if (differ(drive, old, COLD)) skip();
			return;
		}
		if (!features.has("disk")) skip();
		registerUnused(session, vmid, draft, key, before);
	}
	if (!features.has("disk") || /^(?:ide|sata)\d+$/.test(key)) skip();
	const volid = managedVolume(drive);
	if (volid !== null && !isCdrom(drive)) requireVolume(session, volid);
}
/** Memory grows by DIMMs, and only where NUMA is on; it shrinks when the guest gives it back. */
function plugMemory({ draft, features }, value) {
	if (!features.has("memory")) skip();
	if (draft.options.get("numa") !== "1") die("memory hotplug requires NUMA to be enabled");
	if ((Number(value) - memoryOf(draft)) % 512 !== 0) skip();
}
/** Everything but trimming after a copy is the device's. */
function plugAgent({ draft }, value) {
	const fields = confSchema("9.2", "qemu").get("agent")?.fields ?? {};
	const before = draft.options.get("agent");
	if (before === void 0) skip();
	const [old, now] = [parsePropertyString(fields, before ?? ""), parsePropertyString(fields, value)];
	const keys = [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].filter((key) => key !== "fstrim_cloned_disks");
	if (differ(old, now, keys)) skip();
}
function plug(plugging, key, value) {
	const { draft, features } = plugging;
	if (key === "hotplug") {
		if (/memory|cpu/.test(`${value} ${draft.options.get("hotplug") ?? ""}`)) skip();
	} else if (key === "tablet") {
		if (!features.has("usb")) skip();
	} else if (/^usb\d+$/.test(key)) {
		if (!takesUsb(plugging)) skip();
	} else if (key === "vcpus") {
		if (!features.has("cpu")) skip();
	} else if (key === "balloon") {
		if (draft.options.get("balloon") !== "0" !== (value !== "0")) skip();
	} else if (/^net\d+$/.test(key)) plugNet(plugging, key, value);
	else if (DRIVE_KEY.test(key)) {
		if (key === "efidisk0" || key === "tpmstate0") skip();
		plugDisk(plugging, key, parseDrive(key, value));
	} else if (key === "memory") plugMemory(plugging, value);
	else if (key === "agent") plugAgent(plugging, value);
	else if (!isPlain(key)) skip();
}
/** @returns whether it was done; what failed stands in `failures` */
function attempt(failures, key, body) {
	try {
		body();
		return true;
	} catch (error) {
		if (error instanceof Skip) return false;
		if (!(error instanceof Failure)) throw error;
		failures.set(key, `hotplug problem - ${messageOf(error)}`);
		return false;
	}
}
/**
* @param selection the keys that this call changed; others wait on
* @returns what could not be done, by key
*/
function hotplugVm(session, vmid, draft, selection) {
	const failures = /* @__PURE__ */ new Map();
	for (const key of waiting(draft).filter(isFast)) {
		const value = draft.pending.get(key) ?? "";
		recordChange(draft, key, draft.options.get(key), value);
		draft.options.set(key, value);
		draft.pending.delete(key);
	}
	const plugging = {
		session,
		vmid,
		draft,
		features: featuresOf(draft)
	};
	for (const [key, { force }] of deletionsOf(draft)) {
		if (!selection.has(key) || !attempt(failures, key, () => unplug(plugging, key, force))) continue;
		recordChange(draft, key, draft.options.get(key));
		draft.options.delete(key);
		unqueueVmDeletion(draft, key);
	}
	const keys = waiting(draft).filter((key) => selection.has(key));
	const isSeed = (key) => DRIVE_KEY.test(key) && isCloudinit(draft.pending.get(key) ?? "");
	for (const key of [...keys.filter((each) => !isSeed(each)), ...keys.filter(isSeed)]) {
		const value = draft.pending.get(key) ?? "";
		if (!attempt(failures, key, () => plug(plugging, key, value))) continue;
		recordChange(draft, key, draft.options.get(key), value);
		draft.options.set(key, value);
		draft.pending.delete(key);
		if (isCloudinit(value)) writeSeed(session, vmid, draft);
	}
	writeVm(session, vmid, draft);
	if (draft.cloudinit.size > 0 && plugging.features.has("cloudinit") && writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
	return failures;
}
/** Bytes of memory that a conf file gives. */
const memoryBytes = (draft) => parseSize(`${memoryOf(draft)}M`) ?? 0;
// src/simulator/qm/power.ts
/** Starting and stopping a machine: what QEMU asks of its conf file, and what each brings into effect (9.2). */
/** Is the agent's device declared? */
function hasAgent({ options }) {
	const fields = confSchema("9.2", "qemu").get("agent")?.fields ?? {};
	return parsePropertyString(fields, options.get("agent") ?? "").get("enabled") === "1";
}
/** @throws Failure when a volume cannot be used */
function activateVolumes(session, draft) {
	for (const key of driveKeys(draft.options)) {
		const value = draft.options.get(key) ?? "";
		const volid = managedVolume(parseDrive(key, value));
		if (volid === null || isCloudinit(value)) continue;
		const { id } = locate(session.host, volid);
		availableStorage(session, id.storage);
		if (!volumeRecord(session.host, id)) die(`volume '${volid}' does not exist`);
	}
}
/** Sections of a mapping's file, such as `gpu1`. */
const isMapped = (session, family, id) => new RegExp(`^${id}$`, "m").test(session.host.read(`/etc/pve/mapping/${family}.cfg`) ?? "");
/** Devices of the node by their mappings. @throws Failure for one that the cluster does not know */
function checkMappings(session, draft) {
	for (const [key, value] of draft.options) {
		const [, family] = /^(hostpci|usb|virtiofs)\d+$/.exec(key) ?? [];
		if (family === void 0) continue;
		const fields = confSchema("9.2", "qemu").get(key)?.fields ?? {};
		const mapping = parsePropertyString(fields, value).get(family === "virtiofs" ? "dirid" : "mapping");
		const [file, name] = family === "hostpci" ? ["pci", "PCI device"] : family === "usb" ? ["usb", "USB device"] : ["directory", "Directory"];
		if (mapping !== void 0 && !isMapped(session, file, mapping)) die(`${name} mapping not found for '${mapping}'`);
	}
}
/** What the network's script says ends QEMU, and its own words are all that tells why. */
function plugNets(session, vmid, draft) {
	for (const [key, value] of draft.options) {
		const index = /^net(\d+)$/.exec(key)?.[1];
		const bridge = index === void 0 ? void 0 : parseVmNet(value).get("bridge");
		if (index === void 0 || bridge === void 0) continue;
		try {
			bridgeMtu(session, bridge);
		} catch (error) {
			session.print(`${messageOf(error)}\n`);
			session.print(`kvm: -netdev type=tap,id=${key},ifname=tap${vmid}i${index}: network script /usr/libexec/qemu-server/pve-bridge failed with status 512\n`);
			die("start failed: QEMU exited with code 1");
		}
	}
}
/** Starts a machine whose lock the caller holds and has checked. @throws Failure when it does not come up */
function startMachine(session, vmid) {
	let draft = loadVm(session, vmid);
	if (draft.pending.size > 0) {
		applyVmPending(session, vmid, draft);
		draft = loadVm(session, vmid);
	}
	if (writeSeed(session, vmid, draft)) writeVm(session, vmid, draft);
	runVmHook(session, vmid, draft, "pre-start");
	activateVolumes(session, draft);
	cardsStart(session, vmid, draft);
	checkMappings(session, draft);
	session.at("start:activated");
	const memory = memoryBytes(draft);
	if (memory > session.node.memory * 1024) {
		session.print(`kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory\n`);
		die("start failed: QEMU exited with code 1");
	}
	plugNets(session, vmid, draft);
	const pid = 1e3 + Math.trunc(session.host.random() * 4e6);
	setMachine(session.host, vmid, {
		node: session.node.name,
		pid,
		since: session.host.now(),
		agent: hasAgent(draft),
		memory
	});
	boot(session, vmid, draft);
	runVmHook(session, vmid, draft, "post-start");
	session.at("start:running");
}
/** Ends a machine whose lock the caller holds; nothing when it does not run. What is pending stays so (9.2). */
function stopMachine(session, vmid, order) {
	if (!machineState(session.host, vmid)) return;
	const draft = loadVm(session, vmid);
	if (!order.skiplock) checkVmLock(draft);
	runVmHook(session, vmid, draft, "pre-stop");
	session.at("stop:signalled");
	if (order.within !== null && session.node.deaf?.includes(vmid)) {
		session.host.wait(order.within * 1e3);
		if (!order.force) die("VM quit/powerdown failed - got timeout");
		session.warn("VM still running - terminating now with SIGTERM\n");
	}
	setMachine(session.host, vmid, null);
	runVmHook(session, vmid, draft, "post-stop");
	session.at("stop:stopped");
}
/** Seconds for a shutdown: as asked, as `startup` says, or a minute. */
function shutdownSeconds(draft, asked) {
	const down = /(?:^|,)down=(\d+)/.exec(draft.options.get("startup") ?? "")?.[1];
	return Number(asked ?? down ?? 60);
}
// src/simulator/qm/start.ts
/** `qm start`, `stop`, `shutdown`, `reboot`, `reset`, `suspend`, `resume`: tasks that hold the machine's lock (9.2). */
const vmidOf = (values) => Number(values.get("vmid"));
/** Is it the HA manager that starts and stops this machine? */
function isHaVm(session, vmid) {
	const state = readResources(session.host).get(`vm:${vmid}`);
	return state !== void 0 && state.get("state") !== "ignored";
}
/** A request: the manager's state changes, the machine's when the manager acts. */
function requestHa(session, vmid, verb) {
	runTask(session, `ha${verb}`, String(vmid), () => {
		session.print(`Requesting HA ${verb} for VM ${vmid}\n`);
		const sid = `vm:${vmid}`;
		const state = verb === "start" ? "started" : "stopped";
		changeResources(session.host, (all) => all.set(sid, new Map([...all.get(sid) ?? [], ["state", state]])));
	});
}
/** @throws Failure with the exit that the program has where the machine is not there */
function assertThere(session, vmid, exit) {
	const { host, node } = session;
	if (host.read(vmConfPath(node.name, vmid)) !== null) return;
	die(`Configuration file 'nodes/${node.name}/qemu-server/${vmid}.conf' does not exist`, exit);
}
const locked = (session, type, vmid, body) => runTask(session, type, String(vmid), () => withVmLock(session, vmid, body));
/** Starts a machine under its lock, with all checks. @throws Failure */
function startChecked(session, vmid, skiplock = false) {
	const draft = loadVm(session, vmid);
	if (isVmTemplate(draft)) die("you can't start a vm if it's a template");
	const suspended = draft.options.get("lock") === "suspended";
	if (!skiplock && !suspended) checkVmLock(draft);
	if (isMachineRunning(session.host, vmid)) die(`VM ${vmid} already running`);
	if (suspended) {
		session.print("Resuming suspended VM\n");
		for (const key of [
			"lock",
			"vmstate",
			"runningmachine",
			"runningcpu"
		]) draft.options.delete(key);
		writeVm(session, vmid, draft);
	}
	startMachine(session, vmid);
}
const qmStart = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 255);
	if (isHaVm(session, vmid)) return requestHa(session, vmid, "start");
	locked(session, "qmstart", vmid, () => startChecked(session, vmid, values.get("skiplock") === "1"));
};
function end(session, type, vmid, order) {
	if (isHaVm(session, vmid)) return requestHa(session, vmid, "stop");
	locked(session, type, vmid, () => stopMachine(session, vmid, order()));
}
const qmStop = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	end(session, "qmstop", vmid, () => ({
		within: null,
		force: true,
		skiplock: values.get("skiplock") === "1"
	}));
};
const qmShutdown = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	const force = values.get("forceStop") === "1";
	const paused = machineState(session.host, vmid)?.paused === true;
	if (paused && !force) die("VM is paused - cannot shutdown");
	if (paused) session.warn("VM is paused - stop instead of shutdown\n");
	end(session, "qmshutdown", vmid, () => ({
		within: paused ? null : shutdownSeconds(loadVm(session, vmid), values.get("timeout")),
		force,
		skiplock: values.get("skiplock") === "1"
	}));
};
/** The event that QEMU ended starts it again: with what was pending. */
const qmReboot = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	if (machineState(session.host, vmid)?.paused) die("VM is paused - cannot shutdown");
	if (!isMachineRunning(session.host, vmid)) die(`VM ${vmid} not running`);
	locked(session, "qmreboot", vmid, () => {
		const within = shutdownSeconds(loadVm(session, vmid), values.get("timeout"));
		stopMachine(session, vmid, {
			within,
			force: false
		});
		startMachine(session, vmid);
	});
};
/** Begins the guest anew in the same QEMU: what is pending stays. */
const qmReset = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
	locked(session, "qmreset", vmid, () => {
		checkVmLock(loadVm(session, vmid));
		setMachine(session.host, vmid, {
			...state,
			since: session.host.now()
		});
	});
};
/** Into memory, or with `--todisk` onto a storage: it then counts as stopped, with a lock until it is started. */
const qmSuspend = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
	const toDisk = values.get("todisk") === "1";
	if (!toDisk && values.has("statestorage")) die(`'statestorage' requires 'todisk'`);
	locked(session, toDisk ? "qmsuspend" : "qmpause", vmid, () => {
		const draft = loadVm(session, vmid);
		checkVmLock(draft);
		if (!toDisk) {
			setMachine(session.host, vmid, {
				...state,
				paused: true
			});
			return;
		}
		const storage = values.get("statestorage") ?? draft.options.get("vmstatestorage") ?? "local";
		const date = new Date(session.host.now()).toISOString().slice(0, 10);
		const name = `vm-${vmid}-state-suspend-${date}`;
		draft.options.set("vmstate", allocateVmVolume(session, {
			storage,
			vmid,
			bytes: state.memory * 2,
			name,
			format: "raw"
		}));
		session.print("State saved, quitting\n");
		draft.options.set("lock", "suspended");
		writeVm(session, vmid, draft);
		setMachine(session.host, vmid, null);
	});
};
const qmResume = (session, { values }) => {
	const vmid = vmidOf(values);
	assertThere(session, vmid, 2);
	if (loadVm(session, vmid).options.get("lock") === "suspended") {
		locked(session, "qmstart", vmid, () => startChecked(session, vmid));
		return;
	}
	const state = machineState(session.host, vmid) ?? die(`VM ${vmid} not running`);
	locked(session, "qmresume", vmid, () => {
		const { paused: _, ...running } = state;
		setMachine(session.host, vmid, running);
	});
};
// src/simulator/qm/migrate.ts
/** `qm migrate` between nodes of one simulated cluster: offline, or running with `--online` (PVE::QemuMigrate, 9.2). */
const log = (session, text) => session.print(`${localTime(session.host.now() / 1e3)} ${text}\n`);
/** Disks on storages that not all nodes share. */
function localVolumes(session, draft) {
	return driveKeys(draft.options, true).flatMap((key) => {
		const value = draft.options.get(key) ?? "";
		const volid = key.startsWith("unused") ? value : managedVolume(parseDrive(key, value));
		if (volid === null || volid === void 0) return [];
		const { storage } = locateImageOr(session, volid);
		return storage === null || storage.shared ? [] : [{
			key,
			volid
		}];
	});
}
function locateImageOr(session, volid) {
	const id = parseVolumeId(volid);
	return id !== null && !/^(?:iso|import|snippets|vztmpl)\//.test(id.name) ? locateImage(session.host, volid) : { storage: null };
}
/** Storages that the target must have, before anything begins. @throws Failure */
function checkStorages(session, draft, { target, map, mapped }) {
	for (const key of driveKeys(draft.options)) {
		const volid = managedVolume(parseDrive(key, draft.options.get(key) ?? ""));
		const id = volid === null ? null : parseVolumeId(volid);
		if (id === null) continue;
		const { shared } = availableStorage(session, id.storage);
		availableStorage(session, shared || !mapped ? id.storage : map(id.storage), target);
	}
}
/** What keeps a machine on its node: its devices, media and snapshots. */
function problemsOf(session, migration, draft, running) {
	const devices = [...draft.options].flatMap(([key, value]) => {
		return /^hostpci\d+$/.test(key) && !value.includes("mapping=") || /^usb\d+$/.test(key) && !/^spice|mapping=/.test(value) || /^serial\d+$/.test(key) && value !== "socket" || /^parallel\d+$/.test(key) || running && /^(?:hostpci|virtiofs)\d+$/.test(key) ? [key] : [];
	});
	const volumes = localVolumes(session, draft);
	const media = volumes.filter(({ key, volid }) => !key.startsWith("unused") && isCdrom(parseDrive(key, draft.options.get(key) ?? "")) && !isCloudinit(volid));
	const disks = volumes.filter((volume) => !media.includes(volume) && !isCloudinit(volume.volid));
	const snapshots = disks.filter(({ volid }) => {
		const { type } = locateImage(session.host, volid).storage;
		return (requireVolume(session, volid).snapshots ?? []).length > 0 && (running || type !== "zfspool");
	});
	return [
		...devices.map((key) => `can't migrate VM which uses local devices: ${key}`),
		...media.map(({ volid }) => `can't migrate local cdrom '${volid}'`),
		...running && disks.length > 0 && !migration.withLocalDisks ? ["can't live migrate attached local disks without with-local-disks option"] : [],
		...snapshots.map(({ volid }) => `can't migrate local disk '${volid}': non-migratable snapshot exists`),
		...disks.flatMap(({ volid }) => {
			const { base } = locateImage(session.host, volid).name;
			return base === null || !running ? [] : [`can't migrate local disk '${volid}': clone of '${base}'`];
		})
	];
}
/** Brings the local volumes to the target, where they may get another storage and so another name. */
function copyVolumes(session, { vmid, map }, draft) {
	const { host } = session;
	for (const { key, volid } of localVolumes(session, draft)) {
		log(session, `found local disk '${volid}' (${key.startsWith("unused") ? "unused" : "attached"})`);
		const { storage, id, name } = locateImage(host, volid);
		session.at("migrate:copying");
		const target = map(storage.id);
		if (target === storage.id) continue;
		const other = availableStorage(session, target);
		const taken = volumesOf(host, target, vmid);
		const volname = other.type === storage.type ? id.name : typeOf(other).freshName(vmid, name.format, taken);
		const copy = `${target}:${volname}`;
		writeVolume(host, {
			storage: target,
			name: volname
		}, requireVolume(session, volid));
		freeDisk(session, volid);
		const value = draft.options.get(key) ?? "";
		const drive = key.startsWith("unused") ? null : parseDrive(key, value);
		draft.options.set(key, drive ? printDrive(key, new Map([...drive, ["file", copy]])) : copy);
		log(session, `volume '${volid}' is '${copy}' on the target`);
	}
}
function move(session, migration) {
	const { vmid, target } = migration;
	const { host, node } = session;
	const draft = loadVm(session, vmid);
	checkVmLock(draft);
	const state = machineState(host, vmid);
	const problems = problemsOf(session, migration, draft, state !== null);
	for (const problem of problems) log(session, problem);
	if (problems.length > 0) die(`can't migrate VM - check log`);
	draft.options.set("lock", "migrate");
	writeVm(session, vmid, draft);
	try {
		session.at("migrate:locked");
		copyVolumes(session, migration, draft);
		if (state) {
			log(session, `start migrate command to unix:/run/qemu-server/${vmid}.migrate`);
			session.at("migrate:state");
			log(session, "migration completed");
		}
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		log(session, `ERROR: ${error.message}`);
		log(session, "aborting phase 1 - cleanup resources");
		removeVmLock(session, vmid, "migrate");
		throw error;
	}
	const text = vmText(draft);
	host.remove(vmConfPath(node.name, vmid));
	host.write(vmConfPath(target, vmid), text);
	if (state) setMachine(host, vmid, {
		...state,
		node: target
	});
	session.at("migrate:moved");
	removeVmLock(sessionWith(session, { node: readFacts(host, target) }), vmid, "migrate");
}
/** As the HA manager moves a machine: online, where it runs, with disks that are not shared (pve-ha-manager: PVEVM). */
function migrateMachineNow(session, vmid, target) {
	const migration = {
		vmid,
		target,
		online: isMachineRunning(session.host, vmid),
		withLocalDisks: true,
		map: parseStorageMap(void 0),
		mapped: false
	};
	checkStorages(session, loadVm(session, vmid), migration);
	runTask(session, "qmigrate", String(vmid), () => withVmLock(session, vmid, () => move(session, migration)));
}
const qmMigrate = (session, { values }) => {
	const { host, node } = session;
	const [vmid, target] = [Number(values.get("vmid")), values.get("target") ?? ""];
	if (target === node.name) badParameter("target", "target is local node.");
	if (!nodeNames(host).includes(target)) die(`no such cluster node '${target}'`, 2);
	const draft = loadVm(session, vmid);
	checkVmLock(draft);
	const running = isMachineRunning(host, vmid);
	if (running && values.get("online") !== "1") die(`can't migrate running VM without --online`);
	if (!running && values.get("online") === "1") session.warn("VM isn't running. Doing offline migration instead.\n");
	const migration = {
		vmid,
		target,
		online: running,
		withLocalDisks: values.get("with-local-disks") === "1",
		map: parseStorageMap(values.get("targetstorage")),
		mapped: values.has("targetstorage")
	};
	checkStorages(session, draft, migration);
	if (isHaVm(session, vmid)) {
		runTask(session, "hamigrate", String(vmid), () => {
			session.print(`Requesting HA migration for VM ${vmid} to node ${target}\n`);
			if (hasManager(host)) requestMigration(host, `vm:${vmid}`, target);
		});
		return;
	}
	runTask(session, "qmigrate", String(vmid), () => {
		log(session, `starting migration of VM ${vmid} to node '${target}'`);
		try {
			withVmLock(session, vmid, () => move(session, migration));
		} catch (error) {
			log(session, `ERROR: migration aborted (duration 00:00:00): ${messageOf(error)}`);
			die("migration aborted");
		}
		log(session, "migration finished successfully (duration 00:00:00)");
	});
};
// src/simulator/ha-crm.ts
/**
* The HA manager of a simulated cluster. Nothing runs between two commands, so at each one it does first what the real one
* would have done meanwhile: requests that it has seen before are carried out, guests of a failed node are recovered.
* It works where /etc/pve/ha/manager_status is there; on the recorded node no manager ran.
*/
/** What the manager saw in its last round: it acts in the next one, so that a request is never done at once. */
const SEEN = "/.sim/ha-seen.json";
function startManager(host) {
	writeStatus(host, /* @__PURE__ */ new Map());
}
function writeStatus(host, states) {
	const nodes = nodeNames(host);
	const services = [...states].map(([sid, state]) => {
		const vmid = Number(sid.split(":")[1]);
		const running = isUp(host, vmid, sid.startsWith("vm:") ? "qemu" : "lxc") ? { running: 1 } : {};
		return [sid, {
			node: ownerOf$1(host, vmid)?.node ?? "",
			state,
			...running
		}];
	});
	const status = {
		master_node: nodes.find((node) => !isDown(host, node)) ?? "",
		node_status: Object.fromEntries(nodes.map((node) => [node, isDown(host, node) ? "fence" : "online"])),
		service_status: Object.fromEntries(services)
	};
	const text = JSON.stringify(status);
	if (text !== host.read("/etc/pve/ha/manager_status")) host.write(MANAGER_STATUS, text);
}
function silent(host, node, runtime) {
	const none = () => {};
	return {
		host,
		node,
		command: "pve-ha-lrm",
		argv: ["pve-ha-lrm"],
		stdin: "",
		env: {},
		runtime,
		call: () => ({
			exit: 1,
			stdout: "",
			stderr: "",
			ms: 0
		}),
		print: none,
		warn: none,
		at: none
	};
}
const withoutRank = (node) => node.replace(/:\d+$/, "");
/** The nodes that a rule or a group prefers, best first; null: it has none. */
function preferred(host, sid, resource) {
	const rule = [...readRules(host).values()].find(({ type, options }) => type === "node-affinity" && !options.has("disable") && splitList(options.get("resources") ?? "").includes(sid));
	const group = readGroups(host).get(resource.get("group") ?? "");
	const found = rule ?? group;
	if (!found) return null;
	const rank = (node) => Number(/:(\d+)$/.exec(node)?.[1] ?? 0);
	const nodes = splitList(found.options.get("nodes") ?? "").toSorted((a, b) => rank(b) - rank(a));
	const strict = (found.options.get("strict") ?? found.options.get("restricted")) === "1";
	return {
		nodes: nodes.map(withoutRank),
		strict
	};
}
/** Nodes on which one stands that it must be kept apart from. */
function avoided(host, sid) {
	const others = [...readRules(host).values()].filter(({ type, options }) => type === "resource-affinity" && options.get("affinity") === "negative" && !options.has("disable")).map(({ options }) => splitList(options.get("resources") ?? "")).filter((resources) => resources.includes(sid)).flat().filter((other) => other !== sid);
	return new Set(others.flatMap((other) => ownerOf$1(host, Number(other.split(":")[1]))?.node ?? []));
}
/** Where a guest of a failed node goes; null: nowhere. */
function refuge(host, sid, resource) {
	const away = avoided(host, sid);
	const up = nodeNames(host).filter((node) => !isDown(host, node) && !away.has(node));
	const wish = preferred(host, sid, resource);
	return wish?.nodes.find((node) => up.includes(node)) ?? (wish?.strict ? null : up[0] ?? null);
}
/** Its conf file is moved to another node, as pmxcfs does when the old one is fenced. */
function recover(host, vmid, from, to) {
	const path = (node, folder) => `/etc/pve/nodes/${node}/${folder}/${vmid}.conf`;
	for (const folder of ["lxc", "qemu-server"]) {
		const text = host.read(path(from, folder));
		if (text === null) continue;
		host.remove(path(from, folder));
		host.write(path(to, folder), text);
	}
}
const isUp = (host, vmid, type) => type === "qemu" ? isMachineRunning(host, vmid) : isRunning(host, vmid);
function start(session, vmid, type) {
	runTask(session, type === "qemu" ? "qmstart" : "vzstart", String(vmid), (told) => {
		if (type === "qemu") withVmLock(session, vmid, () => startMachine(session, vmid));
		else withGuestLock(session, vmid, () => startGuest(session, vmid, told));
	});
}
function stop(session, vmid, type) {
	runTask(session, type === "qemu" ? "qmshutdown" : "vzshutdown", String(vmid), () => {
		if (type === "qemu") withVmLock(session, vmid, () => stopMachine(session, vmid, {
			within: null,
			force: true
		}));
		else withGuestLock(session, vmid, () => stopGuest(session, vmid));
	});
}
/** @returns the state of the service after this round */
function tend({ host, runtime, isDue, moves, done }, sid, resource) {
	const vmid = Number(sid.split(":")[1]);
	const owner = ownerOf$1(host, vmid);
	const asked = resource.get("state") ?? "started";
	if (!owner || asked === "ignored") return "ignored";
	const { type } = owner;
	let { node } = owner;
	if (isDown(host, node)) {
		const to = asked === "disabled" ? null : refuge(host, sid, resource);
		if (to === null || !isDue(`${sid} fence ${node}`)) return "fence";
		recover(host, vmid, node, to);
		node = to;
	}
	const session = silent(host, readFacts(host, node), runtime);
	const target = moves.get(sid);
	if (target !== void 0 && target !== node) {
		if (isDown(host, target) || !isDue(`${sid} migrate ${target}`)) return "migrate";
		done(sid);
		if (type === "lxc") migrateNow(session, vmid, target);
		else migrateMachineNow(session, vmid, target);
		return asked;
	}
	if (target !== void 0) done(sid);
	const running = isUp(host, vmid, type);
	if (running === (asked === "started" || asked === "enabled")) return asked;
	if (!isDue(`${sid} ${asked}`)) return running ? "request_stop" : "starting";
	if (running) stop(session, vmid, type);
	else start(session, vmid, type);
	return asked;
}
/** What was asked meanwhile stays. */
function forgetRequests(host, seen, finished) {
	const open = (host.read("/etc/pve/ha/crm_commands") ?? "").split("\n").filter((line) => line !== "").filter((line) => !seen.includes(line) || !finished.has(line.split(" ")[1] ?? ""));
	host.write(CRM_COMMANDS, open.map((line) => `${line}\n`).join(""));
}
/** One round; a cluster without a manager has none, and while another program's lasts, it is that one. */
function tendHa(host, runtime) {
	if (!hasManager(host)) return;
	try {
		host.withLock("/.sim/locks/ha-round", 0, () => tendAll(host, runtime));
	} catch (error) {
		if (!(error instanceof LockTimeout) || error.path !== "/.sim/locks/ha-round") throw error;
	}
}
function tendAll(host, runtime) {
	const resources = readResources(host);
	if (resources.size === 0) return;
	const before = new Set(readJson(host, SEEN) ?? []);
	const seen = [];
	const isDue = (request) => {
		seen.push(request);
		return before.has(request);
	};
	const lines = (host.read("/etc/pve/ha/crm_commands") ?? "").split("\n").filter((line) => line !== "");
	const moves = new Map(lines.map((line) => {
		const [, sid = "", target = ""] = line.split(" ");
		return [sid, target];
	}));
	const finished = /* @__PURE__ */ new Set();
	const round = {
		host,
		runtime,
		isDue,
		moves,
		done: (sid) => void finished.add(sid)
	};
	const states = /* @__PURE__ */ new Map();
	for (const [sid, resource] of resources) try {
		states.set(sid, tend(round, sid, resource));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		states.set(sid, "error");
	}
	if (finished.size > 0) held(host, "ha", () => forgetRequests(host, lines, finished));
	const next = JSON.stringify(seen);
	if (next !== (host.read(SEEN) ?? "[]")) host.write(SEEN, next);
	writeStatus(host, states);
}
// src/simulator/zfs/state.ts
/** Bytes that an empty dataset takes. */
const EMPTY = 98304;
const path = (node) => `/.sim/zfs/${node}.json`;
const kstat = (node, pool) => ownPath(node, `/proc/spl/kstat/zfs/${pool}/state`);
const NONE = {
	pools: {},
	datasets: {}
};
/** What was made by `zfs` and `zpool` alone. */
function ownState(host, node) {
	return readJson(host, path(node)) ?? NONE;
}
/** With the kernel's word on each pool, which tells others that ZFS is there at all. */
function writeState(host, node, state) {
	const datasets = Object.fromEntries(Object.entries(state.datasets).filter(([, one]) => !isGuests(one)));
	host.write(path(node), `${JSON.stringify({
		...state,
		datasets
	})}\n`);
	for (const [name, pool] of Object.entries(state.pools)) host.write(kstat(node, name), `${pool.state}\n`);
}
const GUESTS = /* @__PURE__ */ new WeakSet();
const isGuests = (dataset) => GUESTS.has(dataset);
const poolPath = (storage) => storage.options.get("pool") ?? storage.id;
/** As pve-storage 9.1.7 makes them: a subvolume with its limit, a volume with its size. */
function guestDataset(record, origin) {
	const isFolder = record.format === "subvol";
	const made = {
		type: isFolder ? "filesystem" : "volume",
		created: record.ctime ?? 0,
		local: isFolder ? {
			acltype: "posix",
			xattr: "sa",
			...record.size > 0 ? { refquota: String(record.size) } : {}
		} : { volsize: String(record.size) },
		snapshots: (record.snapshots ?? []).map((name) => ({
			name,
			created: record.ctime ?? 0
		})),
		mounted: isFolder,
		own: EMPTY + (record.used ?? 0),
		...origin === void 0 ? {} : { origin }
	};
	GUESTS.add(made);
	return made;
}
function* guestDatasets(host, node) {
	for (const storage of readStorages(host).values()) {
		if (storage.type !== "zfspool" || !isOnNode(storage, node)) continue;
		for (const owner of volumeOwners(host, storage)) for (const [volume, record] of guestVolumes(host, storage, owner)) {
			const [base, name = base] = volume.includes("/") ? volume.split("/") : [void 0, volume];
			const origin = base === void 0 ? void 0 : `${poolPath(storage)}/${base}@__base__`;
			yield [
				`${poolPath(storage)}/${name}`,
				guestDataset(record, origin),
				storage,
				volume
			];
		}
	}
}
/** All datasets of a node that has pools. */
function readState(host, node) {
	const state = ownState(host, node);
	const pools = new Set(Object.keys(state.pools));
	if (pools.size === 0) return state;
	const guests = [...guestDatasets(host, node)].filter(([name]) => pools.has(name.replace(/\/.*$/, ""))).map(([name, one]) => [name, one]);
	return {
		...state,
		datasets: {
			...state.datasets,
			...Object.fromEntries(guests)
		}
	};
}
/** A guest's volume goes with its dataset. */
function freeGuestDataset(host, node, dataset) {
	for (const [name, , storage, volume] of guestDatasets(host, node)) if (name === dataset) freeVolume(host, {
		storage: storage.id,
		name: volume
	});
}
/** Makes pools with the datasets that storages stand on, as a node has them after its installation. */
function preparePools(host, node, pools) {
	const state = ownState(host, node);
	const datasets = { ...state.datasets };
	const add = (name) => {
		datasets[name] ??= {
			type: "filesystem",
			created: Math.floor(host.now() / 1e3),
			local: {},
			snapshots: [],
			mounted: true,
			own: EMPTY
		};
	};
	const made = Object.entries(pools).map(([name, vdevs]) => {
		add(name);
		return [name, {
			vdevs,
			state: "ONLINE",
			properties: { ashift: "12" }
		}];
	});
	for (const storage of readStorages(host).values()) {
		if (storage.type !== "zfspool" || !isOnNode(storage, node)) continue;
		const parts = poolPath(storage).split("/");
		if (!Object.hasOwn(pools, parts[0] ?? "")) continue;
		for (const [at] of parts.entries()) add(parts.slice(0, at + 1).join("/"));
	}
	writeState(host, node, {
		pools: {
			...state.pools,
			...Object.fromEntries(made)
		},
		datasets
	});
}
// src/simulator/fresh-node.ts
/** A node as the installer leaves it, with what a lab needs to begin: storages and a few templates. */
const STORAGES = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup,snippets,rootdir,images,import

lvmthin: local-lvm
	thinpool data
	vgname pve
	content rootdir,images

zfspool: local-zfs
	pool rpool/data
	sparse 1
	content rootdir,images
`;
const TEMPLATES = [
	"local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst",
	"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
	"local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst",
	"local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz"
];
/** Bytes of a template's archive. */
const TEMPLATE_SIZE = 123456789;
/** Makes an empty host a cluster. Storages that its `storage.cfg` names already are left. */
function prepareFreshNode(host, options = {}) {
	for (const { name, ...facts } of options.nodes ?? [{ name: "pve1" }]) writeFacts(host, nodeFacts(name, facts));
	writeMembers(host);
	startManager(host);
	if (host.read("/etc/pve/storage.cfg") === null) host.write("/etc/pve/storage.cfg", options.storages ?? STORAGES);
	for (const template of options.templates ?? TEMPLATES) {
		const [storage = "", name = ""] = template.split(/:(.*)/s);
		writeVolume(host, {
			storage,
			name
		}, {
			format: name.replace(/^.*?\.(?=tar|qcow2$|raw$|vmdk$)/, ""),
			size: TEMPLATE_SIZE
		});
	}
	for (const [node, pools] of Object.entries(options.pools ?? {})) preparePools(host, node, pools);
}
// src/simulator/arguments.ts
/**
* Reads a command line as Proxmox's tools do, which is as Perl's Getopt::Long does: case does not matter, unique
* beginnings are enough, options and arguments mix, `-x` is `--x`.
*/
/** Takes the arguments that are left over; it is no option. */
const POSITIONAL_REST = "extra-args";
const isList = (property) => property?.format?.endsWith("-list") === true;
/** The option that a name means; a reason when it means none or several. */
function resolve(name, properties) {
	const lower = name.toLowerCase();
	if (properties.has(lower) && lower !== POSITIONAL_REST) return { option: lower };
	const hits = properties.names().filter((candidate) => candidate.toLowerCase().startsWith(lower) && candidate !== POSITIONAL_REST);
	const [only, second] = hits;
	if (only !== void 0 && second === void 0) return { option: only };
	if (hits.length > 1) return { reason: `Option ${lower} is ambiguous (${hits.sort().join(", ")})` };
	return { reason: `Unknown option: ${lower}` };
}
function scan(schema, argv) {
	const scanned = {
		options: /* @__PURE__ */ new Map(),
		positional: [],
		reasons: []
	};
	const rest = [...argv];
	for (let word = rest.shift(); word !== void 0; word = rest.shift()) {
		if (word === "--") break;
		const option = /^(?:--|-)(.+)$/s.exec(word);
		if (!option) {
			scanned.positional.push(word);
			continue;
		}
		const [, name = "", attached] = /^(.[^=]*)(?:=(.*))?$/s.exec(option[1] ?? "") ?? [];
		const found = resolve(name, schema.properties);
		if ("reason" in found) {
			scanned.reasons.push(found.reason);
			continue;
		}
		const value = schema.properties.get(found.option)?.type === "boolean" ? flagValue(attached, rest) : attached === void 0 ? rest.shift() : attached || void 0;
		if (value === void 0) scanned.reasons.push(`Option ${name.toLowerCase()} requires an argument`);
		else scanned.options.set(found.option, [...scanned.options.get(found.option) ?? [], value]);
	}
	scanned.positional.push(...rest);
	return scanned;
}
/** A boolean's value is optional: the next word is taken unless it looks like an option. */
function flagValue(attached, rest) {
	if (attached !== void 0) return attached;
	const next = rest[0];
	if (next === void 0 || /^-./s.test(next)) return "";
	rest.shift();
	return next;
}
function assignPositional(schema, scanned) {
	const words = scanned.positional;
	let extra = [];
	for (const name of schema.positional) {
		if (name === POSITIONAL_REST) {
			extra = words.splice(0);
			continue;
		}
		const word = words.shift();
		if (word !== void 0) scanned.options.set(name, [word]);
		else if (!schema.properties.get(name)?.optional) throw new UsageFailure("400 not enough arguments");
	}
	if (words.length > 0) throw new UsageFailure("400 too many arguments");
	return { extra };
}
/**
* @param warn takes one line for each option that cannot be read
* @throws UsageFailure
*/
function parseArguments(schema, argv, warn) {
	const scanned = scan(schema, argv);
	for (const reason of scanned.reasons) warn(`${reason}\n`);
	if (scanned.reasons.length > 0) throw new UsageFailure("400 unable to parse option");
	const { extra } = assignPositional(schema, scanned);
	const values = /* @__PURE__ */ new Map();
	for (const [name, given] of scanned.options) {
		const property = schema.properties.get(name);
		const last = given.at(-1) ?? "";
		if (property?.type === "boolean") {
			const value = last === "" ? "1" : parseBoolean(last);
			if (value === void 0) throw new UsageFailure("400 unable to parse boolean option");
			values.set(name, value);
		} else if (property?.type === "array") values.set(name, given.join("\0"));
		else values.set(name, isList(property) ? given.join(",") : last);
	}
	return {
		values,
		extra
	};
}
// src/simulator/firewall/guests.ts
function guestsOf(host, node) {
	return ["lxc", "qemu-server"].flatMap((folder) => host.list(`/etc/pve/nodes/${node}/${folder}`).flatMap((name) => /^(\d+)\.conf$/.exec(name)?.[1] ?? []).map(Number));
}
// src/simulator/timers.ts
/**
* Timers that `systemd-run --on-active=SECONDS` leaves on a node: by the host's clock, when anybody looks, their commands
* run. Known are copying and removing a file, and restarting the node, which is what Phoenix sets.
*/
const FOLDER = "/.sim/timers";
const pathOf = (node, unit) => `${FOLDER}/${node}/${unit}`;
function run(host, { node, argv }) {
	const [program, ...rest] = argv;
	const [from = "", to = ""] = rest.filter((word) => !word.startsWith("-"));
	const place = (path) => isOwn(path) ? ownPath(node, path) : path;
	if (program === "rm") host.remove(place(from));
	if (program === "systemctl") restartNode(host, node);
	const text = program === "cp" ? host.read(place(from)) : null;
	if (text !== null) host.write(place(to), text);
}
/** Runs what is due. */
function fireTimers(host) {
	for (const node of host.list(FOLDER)) for (const unit of host.list(`${FOLDER}/${node}`)) {
		const text = host.read(pathOf(node, unit));
		const timer = text === null ? null : JSON.parse(text);
		if (timer && timer.due <= host.now() && host.remove(pathOf(node, unit))) run(host, timer);
	}
}
/** `systemd-run --unit=U --on-active=N … -- COMMAND`; false: it is no timer. */
function setTimer({ host, node, argv }) {
	const valueOf = (name) => argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
	const seconds = valueOf("on-active");
	if (seconds === void 0) return false;
	const unit = `${valueOf("unit") ?? "run-1"}.timer`;
	const command = argv.slice(argv.indexOf("--") + 1);
	const restarts = command.join(" ") === "systemctl reboot";
	if (command[0] !== "cp" && command[0] !== "rm" && !restarts) die(`systemd-run: only cp, rm and a restart of the node are simulated, not ${command[0] ?? ""}`);
	const timer = {
		node: node.name,
		due: host.now() + Number(seconds) * 1e3,
		argv: command
	};
	held(host, "timers", () => {
		if (host.read(pathOf(node.name, unit)) !== null) die(`Failed to start transient timer unit: Unit ${unit} was already loaded`);
		host.write(pathOf(node.name, unit), JSON.stringify(timer));
	});
	return true;
}
/** `systemctl stop PATTERN`: a pattern that fits nothing is no failure, a name that nothing has is one. */
function stopTimers({ host, node }, patterns) {
	for (const pattern of patterns) {
		const form = new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
		const units = host.list(`${FOLDER}/${node.name}`).filter((unit) => form.test(unit));
		for (const unit of units) host.remove(pathOf(node.name, unit));
		if (units.length === 0 && !pattern.includes("*")) die(`Failed to stop ${pattern}: Unit ${pattern} not loaded.`, 5);
	}
}
// src/simulator/firewall/macro-ports.ts
/** Ports of Proxmox's macros as far as a simulated packet asks for them: TCP (pve-firewall 6.0). */
const MACROS = new Map(Object.entries({
	amanda: ["10080"],
	auth: ["113"],
	bgp: ["179"],
	bittorrent: ["6881:6889"],
	bittorrent32: ["6881:6999"],
	ceph: [
		"6789",
		"3300",
		"6800:7300"
	],
	citrix: ["1494", "2598"],
	cvs: ["2401"],
	daap: ["3689"],
	dcc: ["6277"],
	dhcpfwd: [],
	dhcpv6: [],
	distcc: ["3632"],
	dns: ["53"],
	finger: ["79"],
	ftp: ["21"],
	git: ["9418"],
	gnunet: ["2086", "1080"],
	gre: [],
	hkp: ["11371"],
	http: ["80"],
	https: ["443"],
	icpv2: [],
	icq: ["5190"],
	imap: ["143"],
	imaps: ["993"],
	ipip: [],
	ipsec: [],
	ipsecah: [],
	ipsecnat: [],
	irc: ["6667"],
	jetdirect: ["9100"],
	l2tp: [],
	ldap: ["389"],
	ldaps: ["636"],
	mail: [
		"25",
		"465",
		"587"
	],
	mdns: [],
	msnp: ["1863"],
	mssql: ["1433"],
	munin: ["4949"],
	mysql: ["3306"],
	neighbordiscovery: [],
	nntp: ["119"],
	nntps: ["563"],
	ntp: [],
	openvpn: [],
	ospf: [],
	pca: ["5631"],
	ping: [],
	pmg: ["8006"],
	pop3: ["110"],
	pop3s: ["995"],
	postgresql: ["5432"],
	pptp: ["1723"],
	printer: ["515"],
	razor: ["2703"],
	rdate: ["37"],
	rdp: ["3389"],
	rip: [],
	rndc: ["953"],
	rsync: ["873"],
	sane: ["6566"],
	sixxs: ["3874"],
	smb: ["135,139,445"],
	smbswat: ["901"],
	smtp: ["25"],
	smtps: ["465"],
	snmp: ["161"],
	spamd: ["783"],
	spiceproxy: ["3128"],
	squid: ["3128"],
	ssh: ["22"],
	submission: ["587"],
	svn: ["3690"],
	syslog: ["514"],
	telnet: ["23"],
	telnets: ["992"],
	tftp: [],
	time: ["37"],
	trcrt: [],
	vnc: ["5900:5999"],
	vncl: ["5500"],
	web: ["80", "443"],
	webcache: ["8080"],
	webmin: ["10000"],
	whois: ["43"]
}));
// src/simulator/firewall/tables.ts
const FLAG = "[01]";
const LEVEL = "(?:emerg|alert|crit|err|warning|notice|info|debug|nolog)";
const POLICY = "(?:ACCEPT|DROP|REJECT)";
const OPTIONS = {
	cluster: [
		["enable", "\\d+"],
		["ebtables", FLAG],
		["policy_in|policy_out|policy_forward", POLICY],
		["log_ratelimit", "\\S+"]
	],
	host: [
		["enable|nosmurfs|tcpflags|ndp|log_nf_conntrack|nf_conntrack_allow_invalid|protection_synflood|nftables", FLAG],
		["log_level_in|log_level_out|log_level_forward|tcp_flags_log_level|smurf_log_level", `${LEVEL}?`],
		["nf_conntrack_helpers", "\\S+"],
		["nf_conntrack_max|nf_conntrack_tcp_timeout_established|nf_conntrack_tcp_timeout_syn_recv|protection_synflood_rate|protection_synflood_burst|protection_limit", "\\d+"]
	],
	guest: [
		["enable|dhcp|ndp|radv|macfilter|ipfilter|ips", FLAG],
		["log_level_in|log_level_out", `${LEVEL}?`],
		["policy_in|policy_out", POLICY],
		["ips_queues", "\\d+(?::\\d+)?"],
		["layer2_protocols", "\\S+"]
	],
	vnet: [
		["enable", "\\d+"],
		["policy_forward", "(?:ACCEPT|DROP)"],
		["log_level_forward", LEVEL]
	]
};
const TYPES = {
	cluster: [
		"in",
		"out",
		"forward",
		"group"
	],
	host: [
		"in",
		"out",
		"forward",
		"group"
	],
	guest: [
		"in",
		"out",
		"group"
	],
	vnet: ["forward", "group"],
	group: [
		"in",
		"out",
		"forward"
	]
};
const SECTIONS = {
	cluster: [
		"options",
		"aliases",
		"ipset",
		"rules",
		"group"
	],
	host: ["options", "rules"],
	guest: [
		"options",
		"aliases",
		"ipset",
		"rules"
	],
	vnet: ["options", "rules"]
};
// src/simulator/firewall/config.ts
/**
* Firewall files as Proxmox's own parser takes them (pve-firewall 6.0): what it cannot read it skips, with a word on
* stderr that names file and line. Nothing of Phoenix's own reading is used here.
*/
const emptyConfig = () => ({
	options: /* @__PURE__ */ new Map(),
	aliases: /* @__PURE__ */ new Map(),
	ipsets: /* @__PURE__ */ new Map(),
	groups: /* @__PURE__ */ new Map(),
	rules: []
});
const WITH_PORTS = /* @__PURE__ */ new Set([
	"tcp",
	"6",
	"udp",
	"17",
	"udplite",
	"136",
	"dccp",
	"33",
	"sctp",
	"132"
]);
const ICMP = /* @__PURE__ */ new Set([
	"icmp",
	"1",
	"icmpv6",
	"ipv6-icmp",
	"58"
]);
function addressFault(text, { cluster, own }) {
	const [, set] = /^\+(?:guest\/|dc\/|sdn\/)?([A-Za-z][\w-]+)$/.exec(text) ?? [];
	if (set !== void 0) return cluster.ipsets.has(set) || own.ipsets.has(set) || set === "management" ? null : `no such ipset '${set}'`;
	if (text.startsWith("+")) return `invalid ipset name '${text}'`;
	const [, alias] = /^(?:guest\/|dc\/)?([A-Za-z][\w-]+)$/.exec(text) ?? [];
	if (alias !== void 0) {
		const name = alias.toLowerCase();
		return cluster.aliases.has(name) || own.aliases.has(name) || name === "local_network" ? null : `no such alias '${text}'`;
	}
	const bad = text.split(",").find((one) => !/^[\da-fA-F.:]+(?:\/\d+|-[\da-fA-F.:]+)?$/.test(one));
	return bad === void 0 ? null : `invalid IP address: ${bad}`;
}
/** What Proxmox finds wrong with the parameters of a rule, by parameter. */
function faultsOf(rule, where, names) {
	const faults = /* @__PURE__ */ new Map();
	const { type, action, macro, options } = rule;
	if (!TYPES[where].includes(type)) faults.set("type", `invalid rule type '${type}' for rule_env '${where}'`);
	else if (type !== "group" && !/^(?:ACCEPT|DROP|REJECT)$/.test(action)) faults.set("action", `unknown action '${action}'`);
	if (macro !== null && !MACROS.has(macro.toLowerCase())) faults.set("macro", `unknown macro '${macro}'`);
	if (options["iface"] !== void 0 && (where === "group" || where === "vnet")) faults.set("type", "parameter -i not allowed for this rule type");
	const { proto } = options;
	for (const key of ["dport", "sport"]) {
		if (options[key] === void 0) continue;
		if (proto === void 0) {
			if (macro === null) faults.set("proto", `missing property - '${key}' requires this property`);
		} else if (!WITH_PORTS.has(proto) && !(key === "dport" && ICMP.has(proto))) faults.set(key, `protocol '${proto}' does not support ports`);
	}
	for (const key of ["source", "dest"]) {
		const fault = options[key] === void 0 ? null : addressFault(options[key], names);
		if (fault !== null) faults.set(key, fault);
	}
	return faults;
}
const OPTION_NAMES = {
	i: "iface",
	p: "proto",
	proto: "proto",
	dport: "dport",
	sport: "sport",
	source: "source",
	dest: "dest",
	log: "log",
	"icmp-type": "icmp-type"
};
/** @throws Error in Proxmox's words where it is no rule at all */
function parseRule(given) {
	let line = given.replace(/#.*$/, "");
	const isOn = !line.startsWith("|");
	line = line.replace(/^\|/, "");
	const head = /^(\S+)\s+(\S+)\s*/.exec(line);
	if (!head) throw new Error(`unable to parse rule: ${line}`);
	const [whole, type = "", word = ""] = head;
	const macro = type.toLowerCase() === "group" ? null : /^(\S+)\((ACCEPT|DROP|REJECT)\)$/.exec(word);
	let rest = line.slice(whole.length);
	const options = {};
	while (rest !== "") {
		const [all = "", name = "", value = ""] = /^--?([a-z-]+) (\S+)\s*/.exec(rest) ?? [];
		const key = OPTION_NAMES[name];
		if (all === "" || key === void 0 || type.toLowerCase() === "group" && key !== "iface") break;
		options[key] = value;
		rest = rest.slice(all.length);
	}
	if (rest !== "") throw new Error(`unable to parse rule parameters: ${rest}`);
	return {
		type: type.toLowerCase(),
		action: macro?.[2] ?? word,
		macro: macro?.[1] ?? null,
		isOn,
		options
	};
}
function readConfig({ path, text, where, cluster, warn }) {
	const own = emptyConfig();
	const names = {
		cluster: cluster ?? own,
		own
	};
	let section = "";
	let name = "";
	const addRule = (list, line, prefix, env) => {
		try {
			const rule = parseRule(line);
			const faults = faultsOf(rule, env, names);
			if (faults.size === 0) list.push(rule);
			else {
				warn(`${prefix} - errors in rule parameters: ${line}\n`);
				for (const [key, fault] of faults) warn(`  ${key}: ${fault}\n`);
			}
		} catch (error) {
			warn(`${prefix}: ${error.message}\n`);
		}
	};
	for (const [at, raw] of text.split("\n").entries()) {
		const line = raw.trim();
		const prefix = `${path} (line ${at + 1})`;
		if (line === "" || line.startsWith("#")) continue;
		const [, head, kind, called = ""] = /^\[(?:(options|aliases|rules)|(ipset|group)\s+(\S+))\]\s*(?:#.*)?$/i.exec(line) ?? [];
		const next = (head ?? kind)?.toLowerCase();
		if (next !== void 0 && SECTIONS[where].includes(next)) {
			section = next;
			name = called.toLowerCase();
			if (next === "ipset") own.ipsets.set(name, []);
			if (next === "group") own.groups.set(name, []);
			continue;
		}
		switch (section) {
			case "options": {
				const [, key = "", value = ""] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
				if (OPTIONS[where].some(([keys, form]) => new RegExp(`^(?:${keys})$`, "i").test(key) && new RegExp(`^(?:${form})$`, "i").test(value))) own.options.set(key.toLowerCase(), value);
				else warn(`${prefix}: can't parse option '${line}'\n`);
				break;
			}
			case "aliases": {
				const [, alias = "", cidr = ""] = /^(\S+)\s(\S+)$/.exec(line.replace(/\s*#.*$/, "")) ?? [];
				if (/^[\da-fA-F.:]+(?:\/\d+)?$/.test(cidr)) own.aliases.set(alias.toLowerCase(), cidr);
				else if (alias !== "") warn(`${prefix}: value does not look like a valid IP address or CIDR network\n`);
				break;
			}
			case "ipset":
				own.ipsets.get(name)?.push(line.replace(/\s*#.*$/, ""));
				break;
			case "rules":
				addRule(own.rules, line, prefix, where);
				break;
			case "group":
				addRule(own.groups.get(name) ?? [], line, prefix, "group");
				break;
			default: warn(`${prefix}: skip line - no section\n`);
		}
	}
	return own;
}
// src/simulator/firewall/packet.ts
var import_ipaddr = /* @__PURE__ */ __toESM(require_ipaddr(), 1);
function isIn(source, place) {
	const address = import_ipaddr.default.parse(source);
	const [from = "", to] = place.split("-");
	if (to !== void 0) {
		const number = (text) => BigInt(`0x${import_ipaddr.default.parse(text).toByteArray().map((b) => b.toString(16).padStart(2, "0")).join("")}`);
		return number(from) <= number(source) && number(source) <= number(to);
	}
	const [net, bits] = import_ipaddr.default.parseCIDR(place.includes("/") ? place : `${place}/${place.includes(":") ? 128 : 32}`);
	return address.kind() === net.kind() && address.match([net, bits]);
}
const bare = (name) => name.replace(/^\+?(?:dc\/|guest\/|sdn\/)?/, "").toLowerCase();
function aliasOf(name, { cluster, host, localNetwork }) {
	const key = bare(name);
	return host.aliases.get(key) ?? cluster.aliases.get(key) ?? (key === "local_network" ? localNetwork : void 0);
}
function isFrom(source, text, around) {
	if (text === void 0) return true;
	if (text.startsWith("+")) return isMember(source, bare(text), around);
	if (/^[A-Za-z]/.test(text) && !text.includes(":")) {
		const alias = aliasOf(text, around);
		return alias !== void 0 && isIn(source, alias);
	}
	return text.split(",").some((place) => isIn(source, place));
}
function isMember(source, set, around) {
	const [narrowest] = (around.cluster.ipsets.get(set) ?? []).flatMap((line) => {
		const text = line.replace(/^!\s*/, "");
		if (!isFrom(source, text, around)) return [];
		const place = aliasOf(text, around) ?? text;
		return [{
			bits: Number(place.split("/")[1] ?? 128),
			isOut: line.startsWith("!")
		}];
	}).toSorted((a, b) => b.bits - a.bits);
	return narrowest !== void 0 && !narrowest.isOut;
}
function isTo(port, text) {
	if (text === void 0 || text === "0") return true;
	return text.split(",").some((item) => {
		const [from = 0, to = from] = item.split(":").map((word) => word === "ssh" ? 22 : Number(word));
		return from <= port && port <= to;
	});
}
function fits({ macro, options }, { source, port }, around) {
	const { proto } = options;
	if (proto !== void 0 && !/^(?:tcp|6|ip|hopopt|0)$/.test(proto)) return false;
	const ports = macro === null ? void 0 : MACROS.get(macro.toLowerCase());
	if (ports && !ports.some((one) => isTo(port, one))) return false;
	return isTo(port, options["dport"]) && isFrom(source, options["source"], around);
}
/** Whether the connection comes about. Interfaces and source ports are not looked at. */
function admits(packet, around) {
	const { cluster, host, localNetwork } = around;
	if (Number(cluster.options.get("enable") ?? "0") === 0 || host.options.get("enable") === "0") return true;
	if (isMember(packet.source, "blacklist", around)) return false;
	const first = [...host.rules, ...cluster.rules].flatMap((rule) => {
		if (!rule.isOn) return [];
		return rule.type === "group" ? cluster.groups.get(rule.action.toLowerCase()) ?? [] : [rule];
	}).find((rule) => rule.isOn && rule.type === "in" && fits(rule, packet, around));
	if (first) return first.action === "ACCEPT";
	if ((isIn(packet.source, aliasOf("local_network", around) ?? localNetwork) || isMember(packet.source, "management", around)) && (packet.port === 22 || packet.port === 8006)) return true;
	return cluster.options.get("policy_in")?.toUpperCase() === "ACCEPT";
}
// src/simulator/firewall/node.ts
/** The firewall of a simulated node: the files it reads, the network it takes for its own, and who reaches it. */
const CLUSTER = "/etc/pve/firewall/cluster.fw";
const hostPath = (node) => `/etc/pve/nodes/${node}/host.fw`;
/** The address from which Phoenix comes; without, every connection comes about. */
const CALLER = "/.sim/reached-from";
/** 192.0.2.1 is the first node's, as in .members. */
function addressOf(host, node) {
	return `192.0.2.${nodeNames(host).indexOf(node) + 1}`;
}
/** Reads all files that the node's firewall is made of; `warn` hears what it skips. */
function firewallOf(host, node, warn = () => {}) {
	const read = (path, where, cluster) => {
		const text = host.read(path);
		return text === null ? emptyConfig() : readConfig({
			path,
			text,
			where,
			warn,
			...cluster ? { cluster } : {}
		});
	};
	const cluster = read(CLUSTER, "cluster");
	const own = read(hostPath(node), "host", cluster);
	for (const vmid of guestsOf(host, node)) read(`/etc/pve/firewall/${vmid}.fw`, "guest", cluster);
	return {
		cluster,
		host: own,
		localNetwork: "192.0.2.0/24"
	};
}
/** Why a fresh connection does not come about; null: it does. */
function turnedAway(host, node) {
	if (isDown(host, node)) return `the simulated node ${node} is down`;
	fireTimers(host);
	const source = host.read(CALLER);
	if (source === null) return null;
	return admits({
		source: source.trim(),
		port: 22
	}, firewallOf(host, node)) ? null : `ssh: connect to host ${node} port 22: Connection timed out`;
}
/** @throws PhoenixError `NODE_UNREACHABLE` where the node is down, or its firewall turns Phoenix away */
function assertReached(host, node) {
	assertUp(host, node);
	const why = turnedAway(host, node);
	if (why !== null) throw new PhoenixError("NODE_UNREACHABLE", why);
}
// src/simulator/api-schema.ts
const methods = {
	"DELETE /cluster/backup/{id}": { "properties": { "id": {
		"maxLength": 50,
		"pattern": "\\S+",
		"type": "string"
	} } },
	"DELETE /cluster/firewall/aliases/{name}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"DELETE /cluster/firewall/groups/{group}": { "properties": { "group": {
		"maxLength": 18,
		"minLength": 2,
		"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
		"type": "string"
	} } },
	"DELETE /cluster/firewall/groups/{group}/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"group": {
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"DELETE /cluster/firewall/ipset/{name}": { "properties": {
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"DELETE /cluster/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"DELETE /cluster/firewall/rules/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"DELETE /cluster/ha/groups/{group}": { "properties": { "group": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"DELETE /cluster/ha/resources/{sid}": { "properties": {
		"purge": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"sid": {
			"format": "pve-ha-resource-or-vm-id",
			"type": "string"
		}
	} },
	"DELETE /cluster/ha/rules/{rule}": { "properties": { "rule": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"DELETE /cluster/mapping/dir/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"DELETE /cluster/mapping/pci/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"DELETE /cluster/mapping/usb/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"DELETE /cluster/sdn/controllers/{controller}": { "properties": {
		"controller": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/dns/{dns}": { "properties": {
		"dns": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/fabrics/fabric/{id}": { "properties": { "id": {
		"format": "pve-sdn-fabric-id",
		"maxLength": 8,
		"minLength": 2,
		"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
		"type": "string"
	} } },
	"DELETE /cluster/sdn/fabrics/node/{fabric_id}/{node_id}": { "properties": {
		"fabric_id": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node_id": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/ipams/{ipam}": { "properties": {
		"ipam": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/lock": { "properties": {
		"force": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/vnets/{vnet}": { "properties": {
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/vnets/{vnet}/ips": { "properties": {
		"ip": {
			"format": "ip",
			"type": "string"
		},
		"mac": {
			"optional": true,
			"format": "mac-addr",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}": { "properties": {
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"subnet": {
			"format": "pve-sdn-subnet-id",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"DELETE /cluster/sdn/zones/{zone}": { "properties": {
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/disks/directory/{name}": { "properties": {
		"cleanup-config": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"cleanup-disks": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/disks/lvm/{name}": { "properties": {
		"cleanup-config": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"cleanup-disks": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/disks/lvmthin/{name}": { "properties": {
		"cleanup-config": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"cleanup-disks": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"volume-group": {
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/disks/zfs/{name}": { "properties": {
		"cleanup-config": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"cleanup-disks": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/firewall/rules/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/lxc/{vmid}/firewall/aliases/{name}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}": { "properties": {
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/lxc/{vmid}/firewall/rules/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/network": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"DELETE /nodes/{node}/network/{iface}": { "properties": {
		"iface": {
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}": { "properties": {
		"destroy-unreferenced-disks": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"purge": {
			"optional": true,
			"type": "boolean"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}/firewall/aliases/{name}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}": { "properties": {
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}/firewall/rules/{pos}": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}": { "properties": {
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /nodes/{node}/storage/{storage}/content/{volume}": { "properties": {
		"delay": {
			"optional": true,
			"maximum": 30,
			"minimum": 1,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"DELETE /nodes/{node}/storage/{storage}/prunebackups": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"prune-backups": {
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["qemu", "lxc"],
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"DELETE /pools": { "properties": { "poolid": {
		"format": "pve-poolid",
		"type": "string"
	} } },
	"DELETE /pools/{poolid}": { "properties": { "poolid": {
		"format": "pve-poolid",
		"type": "string"
	} } },
	"DELETE /storage/{storage}": { "properties": { "storage": {
		"format": "pve-storage-id",
		"type": "string"
	} } },
	"GET /cluster/backup": { "properties": {} },
	"GET /cluster/backup/{id}": { "properties": { "id": {
		"maxLength": 50,
		"pattern": "\\S+",
		"type": "string"
	} } },
	"GET /cluster/backup/{id}/included_volumes": { "properties": { "id": {
		"maxLength": 50,
		"pattern": "\\S+",
		"type": "string"
	} } },
	"GET /cluster/firewall": { "properties": {} },
	"GET /cluster/firewall/aliases": { "properties": {} },
	"GET /cluster/firewall/aliases/{name}": { "properties": { "name": {
		"maxLength": 64,
		"minLength": 2,
		"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
		"type": "string"
	} } },
	"GET /cluster/firewall/groups": { "properties": {} },
	"GET /cluster/firewall/groups/{group}": { "properties": { "group": {
		"maxLength": 18,
		"minLength": 2,
		"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
		"type": "string"
	} } },
	"GET /cluster/firewall/groups/{group}/{pos}": { "properties": {
		"group": {
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"GET /cluster/firewall/ipset": { "properties": {} },
	"GET /cluster/firewall/ipset/{name}": { "properties": { "name": {
		"maxLength": 64,
		"minLength": 2,
		"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
		"type": "string"
	} } },
	"GET /cluster/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"GET /cluster/firewall/macros": { "properties": {} },
	"GET /cluster/firewall/options": { "properties": {} },
	"GET /cluster/firewall/refs": { "properties": { "type": {
		"optional": true,
		"enum": ["alias", "ipset"],
		"type": "string"
	} } },
	"GET /cluster/firewall/rules": { "properties": {} },
	"GET /cluster/firewall/rules/{pos}": { "properties": { "pos": {
		"optional": true,
		"minimum": 0,
		"type": "integer"
	} } },
	"GET /cluster/ha": { "properties": {} },
	"GET /cluster/ha/groups": { "properties": {} },
	"GET /cluster/ha/groups/{group}": { "properties": { "group": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"GET /cluster/ha/resources": { "properties": { "type": {
		"optional": true,
		"enum": ["ct", "vm"],
		"type": "string"
	} } },
	"GET /cluster/ha/resources/{sid}": { "properties": { "sid": {
		"format": "pve-ha-resource-or-vm-id",
		"type": "string"
	} } },
	"GET /cluster/ha/rules": { "properties": {
		"resource": {
			"optional": true,
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["node-affinity", "resource-affinity"],
			"type": "string"
		}
	} },
	"GET /cluster/ha/rules/{rule}": { "properties": { "rule": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"GET /cluster/ha/status": { "properties": {} },
	"GET /cluster/ha/status/current": { "properties": {} },
	"GET /cluster/ha/status/manager_status": { "properties": {} },
	"GET /cluster/mapping": { "properties": {} },
	"GET /cluster/mapping/dir": { "properties": { "check-node": {
		"optional": true,
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /cluster/mapping/dir/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"GET /cluster/mapping/pci": { "properties": { "check-node": {
		"optional": true,
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /cluster/mapping/pci/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"GET /cluster/mapping/usb": { "properties": { "check-node": {
		"optional": true,
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /cluster/mapping/usb/{id}": { "properties": { "id": {
		"format": "pve-configid",
		"type": "string"
	} } },
	"GET /cluster/options": { "properties": {} },
	"GET /cluster/sdn": { "properties": {} },
	"GET /cluster/sdn/controllers": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"type": {
			"optional": true,
			"enum": [
				"bgp",
				"evpn",
				"faucet",
				"isis"
			],
			"type": "string"
		}
	} },
	"GET /cluster/sdn/controllers/{controller}": { "properties": {
		"controller": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]",
			"type": "string"
		},
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/dns": { "properties": { "type": {
		"optional": true,
		"enum": ["powerdns"],
		"type": "string"
	} } },
	"GET /cluster/sdn/dns/{dns}": { "properties": { "dns": {
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/dry-run": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /cluster/sdn/fabrics": { "properties": {} },
	"GET /cluster/sdn/fabrics/all": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/fabrics/fabric": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/fabrics/fabric/{id}": { "properties": { "id": {
		"format": "pve-sdn-fabric-id",
		"maxLength": 8,
		"minLength": 2,
		"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/fabrics/node": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/fabrics/node/{fabric_id}": { "properties": {
		"fabric_id": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/fabrics/node/{fabric_id}/{node_id}": { "properties": {
		"fabric_id": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node_id": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /cluster/sdn/ipams": { "properties": { "type": {
		"optional": true,
		"enum": [
			"netbox",
			"phpipam",
			"pve"
		],
		"type": "string"
	} } },
	"GET /cluster/sdn/ipams/{ipam}": { "properties": { "ipam": {
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/ipams/{ipam}/status": { "properties": { "ipam": {
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/vnets": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"GET /cluster/sdn/vnets/{vnet}": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /cluster/sdn/vnets/{vnet}/firewall": { "properties": { "vnet": {
		"maxLength": 8,
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/vnets/{vnet}/firewall/options": { "properties": { "vnet": {
		"maxLength": 8,
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/vnets/{vnet}/firewall/rules": { "properties": { "vnet": {
		"maxLength": 8,
		"minLength": 2,
		"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
		"type": "string"
	} } },
	"GET /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": { "properties": {
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /cluster/sdn/vnets/{vnet}/subnets": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /cluster/sdn/vnets/{vnet}/subnets/{subnet}": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"subnet": {
			"format": "pve-sdn-subnet-id",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /cluster/sdn/zones": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"type": {
			"optional": true,
			"enum": [
				"evpn",
				"faucet",
				"qinq",
				"simple",
				"vlan",
				"vxlan"
			],
			"type": "string"
		}
	} },
	"GET /cluster/sdn/zones/{zone}": { "properties": {
		"pending": {
			"optional": true,
			"type": "boolean"
		},
		"running": {
			"optional": true,
			"type": "boolean"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/apt/versions": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks/directory": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks/list": { "properties": {
		"include-partitions": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skipsmart": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"type": {
			"optional": true,
			"enum": ["unused", "journal_disks"],
			"type": "string"
		}
	} },
	"GET /nodes/{node}/disks/lvm": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks/lvmthin": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks/smart": { "properties": {
		"disk": {
			"pattern": "^/dev/[a-zA-Z0-9/]+$",
			"type": "string"
		},
		"healthonly": {
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/disks/zfs": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/disks/zfs/{name}": { "properties": {
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/dns": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/firewall": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/firewall/log": { "properties": {
		"limit": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"since": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"start": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"until": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/firewall/options": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/firewall/rules": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/firewall/rules/{pos}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/hosts": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/lxc/{vmid}/firewall": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/aliases": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/aliases/{name}": { "properties": {
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/ipset": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}": { "properties": {
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/log": { "properties": {
		"limit": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"since": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"start": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"until": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/options": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/refs": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["alias", "ipset"],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/rules": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/lxc/{vmid}/firewall/rules/{pos}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/network": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"bridge",
				"bond",
				"eth",
				"alias",
				"vlan",
				"fabric",
				"OVSBridge",
				"OVSBond",
				"OVSPort",
				"OVSIntPort",
				"vnet",
				"any_bridge",
				"any_local_bridge",
				"include_sdn"
			],
			"type": "string"
		}
	} },
	"GET /nodes/{node}/network/{iface}": { "properties": {
		"iface": {
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/qemu": { "properties": {
		"full": {
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/exec-status": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pid": { "type": "integer" },
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/file-read": { "properties": {
		"count": {
			"default": "16777216",
			"optional": true,
			"maximum": 16777216,
			"minimum": 1,
			"type": "integer"
		},
		"decode": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"file": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"offset": {
			"default": 0,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-host-name": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-memory-block-info": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-memory-blocks": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-time": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-timezone": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-users": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/get-vcpus": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/info": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/cloudinit": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/cloudinit/dump": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"type": {
			"enum": [
				"user",
				"network",
				"meta"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/config": { "properties": {
		"current": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapshot": {
			"optional": true,
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/feature": { "properties": {
		"feature": {
			"enum": [
				"snapshot",
				"clone",
				"copy"
			],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"optional": true,
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/aliases": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/aliases/{name}": { "properties": {
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/ipset": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}": { "properties": {
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/log": { "properties": {
		"limit": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"since": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"start": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"until": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/options": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/refs": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["alias", "ipset"],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/rules": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/firewall/rules/{pos}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/migrate": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"target": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/mtunnelwebsocket": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"socket": { "type": "string" },
		"ticket": { "type": "string" },
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/pending": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/rrd": { "properties": {
		"cf": {
			"optional": true,
			"enum": ["AVERAGE", "MAX"],
			"type": "string"
		},
		"ds": {
			"format": "pve-configid-list",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"timeframe": {
			"enum": [
				"hour",
				"day",
				"week",
				"month",
				"year"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/rrddata": { "properties": {
		"cf": {
			"optional": true,
			"enum": ["AVERAGE", "MAX"],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"timeframe": {
			"enum": [
				"hour",
				"day",
				"week",
				"month",
				"year"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/snapshot": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/status": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/status/current": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/qemu/{vmid}/vncwebsocket": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"port": {
			"maximum": 5999,
			"minimum": 5900,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"vncticket": {
			"maxLength": 512,
			"type": "string"
		}
	} },
	"GET /nodes/{node}/scan": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/scan/cifs": { "properties": {
		"domain": {
			"optional": true,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"password": {
			"optional": true,
			"type": "string"
		},
		"server": {
			"format": "pve-storage-server",
			"type": "string"
		},
		"username": {
			"optional": true,
			"type": "string"
		}
	} },
	"GET /nodes/{node}/scan/iscsi": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"portal": {
			"format": "pve-storage-portal-dns",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/scan/lvm": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/scan/lvmthin": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vg": {
			"maxLength": 100,
			"pattern": "[a-zA-Z0-9\\.+_][a-zA-Z0-9\\.+_\\-]+",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/scan/nfs": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"server": {
			"format": "pve-storage-server",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/scan/pbs": { "properties": {
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"password": { "type": "string" },
		"port": {
			"default": 8007,
			"optional": true,
			"maximum": 65535,
			"minimum": 1,
			"type": "integer"
		},
		"server": {
			"format": "pve-storage-server",
			"type": "string"
		},
		"username": { "type": "string" }
	} },
	"GET /nodes/{node}/scan/zfs": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/sdn": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/sdn/fabrics/{fabric}": { "properties": {
		"fabric": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/fabrics/{fabric}/interfaces": { "properties": {
		"fabric": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/fabrics/{fabric}/neighbors": { "properties": {
		"fabric": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/fabrics/{fabric}/routes": { "properties": {
		"fabric": {
			"format": "pve-sdn-fabric-id",
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/vnets/{vnet}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/vnets/{vnet}/mac-vrf": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/zones": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/sdn/zones/{zone}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/zones/{zone}/bridges": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"zone": { "type": "string" }
	} },
	"GET /nodes/{node}/sdn/zones/{zone}/content": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/sdn/zones/{zone}/ip-vrf": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"zone": { "type": "string" }
	} },
	"GET /nodes/{node}/storage": { "properties": {
		"content": {
			"optional": true,
			"format": "pve-storage-content-list",
			"type": "string"
		},
		"enabled": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"format": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"target": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/storage/{storage}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/content": { "properties": {
		"content": {
			"optional": true,
			"format": "pve-storage-content",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/content/{volume}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"GET /nodes/{node}/storage/{storage}/file-restore/download": { "properties": {
		"filepath": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"tar": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"volume": { "type": "string" }
	} },
	"GET /nodes/{node}/storage/{storage}/file-restore/list": { "properties": {
		"filepath": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"GET /nodes/{node}/storage/{storage}/identity": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/import-metadata": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"GET /nodes/{node}/storage/{storage}/prunebackups": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"prune-backups": {
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["qemu", "lxc"],
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/rrd": { "properties": {
		"cf": {
			"optional": true,
			"enum": ["AVERAGE", "MAX"],
			"type": "string"
		},
		"ds": {
			"format": "pve-configid-list",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"timeframe": {
			"enum": [
				"hour",
				"day",
				"week",
				"month",
				"year"
			],
			"type": "string"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/rrddata": { "properties": {
		"cf": {
			"optional": true,
			"enum": ["AVERAGE", "MAX"],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"timeframe": {
			"enum": [
				"hour",
				"day",
				"week",
				"month",
				"year"
			],
			"type": "string"
		}
	} },
	"GET /nodes/{node}/storage/{storage}/status": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/time": { "properties": { "node": {
		"format": "pve-node",
		"type": "string"
	} } },
	"GET /nodes/{node}/vzdump/defaults": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"GET /nodes/{node}/vzdump/extractconfig": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"GET /pools": { "properties": {
		"poolid": {
			"optional": true,
			"format": "pve-poolid",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"qemu",
				"lxc",
				"storage"
			],
			"requires": "poolid",
			"type": "string"
		}
	} },
	"GET /pools/{poolid}": { "properties": {
		"poolid": {
			"format": "pve-poolid",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"qemu",
				"lxc",
				"storage"
			],
			"type": "string"
		}
	} },
	"GET /storage": { "properties": { "type": {
		"optional": true,
		"enum": [
			"btrfs",
			"cephfs",
			"cifs",
			"dir",
			"esxi",
			"iscsi",
			"iscsidirect",
			"lvm",
			"lvmthin",
			"nfs",
			"pbs",
			"rbd",
			"zfs",
			"zfspool"
		],
		"type": "string"
	} } },
	"GET /storage/{storage}": { "properties": { "storage": {
		"format": "pve-storage-id",
		"type": "string"
	} } },
	"POST /cluster/backup": { "properties": {
		"all": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"bwlimit": {
			"default": 0,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"comment": {
			"optional": true,
			"maxLength": 512,
			"type": "string"
		},
		"compress": {
			"default": "0",
			"optional": true,
			"enum": [
				"0",
				"1",
				"gzip",
				"lzo",
				"zstd"
			],
			"type": "string"
		},
		"dow": {
			"default": "mon,tue,wed,thu,fri,sat,sun",
			"optional": true,
			"format": "pve-day-of-week-list",
			"requires": "starttime",
			"type": "string"
		},
		"dumpdir": {
			"optional": true,
			"type": "string"
		},
		"enabled": {
			"default": "1",
			"optional": true,
			"type": "boolean"
		},
		"exclude": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"exclude-path": {
			"optional": true,
			"items": { "type": "string" },
			"type": "array"
		},
		"fleecing": {
			"optional": true,
			"type": "string",
			"fields": {
				"enabled": {
					"default": 0,
					"defaultKey": true,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				}
			}
		},
		"id": {
			"optional": true,
			"format": "pve-configid",
			"type": "string"
		},
		"ionice": {
			"default": 7,
			"optional": true,
			"maximum": 8,
			"minimum": 0,
			"type": "integer"
		},
		"lockwait": {
			"default": 180,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"mailnotification": {
			"default": "always",
			"optional": true,
			"enum": ["always", "failure"],
			"type": "string"
		},
		"mailto": {
			"optional": true,
			"format": "email-or-username-list",
			"type": "string"
		},
		"mode": {
			"default": "snapshot",
			"optional": true,
			"enum": [
				"snapshot",
				"suspend",
				"stop"
			],
			"type": "string"
		},
		"node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"notes-template": {
			"optional": true,
			"maxLength": 1024,
			"requires": "storage",
			"type": "string"
		},
		"notification-mode": {
			"default": "auto",
			"optional": true,
			"enum": [
				"auto",
				"legacy-sendmail",
				"notification-system"
			],
			"type": "string"
		},
		"pbs-change-detection-mode": {
			"optional": true,
			"enum": [
				"legacy",
				"data",
				"metadata"
			],
			"type": "string"
		},
		"performance": {
			"optional": true,
			"type": "string",
			"fields": {
				"max-workers": {
					"default": 16,
					"optional": true,
					"maximum": 256,
					"minimum": 1,
					"type": "integer"
				},
				"pbs-entries-max": {
					"default": 1048576,
					"optional": true,
					"minimum": 1,
					"type": "integer"
				}
			}
		},
		"pigz": {
			"default": 0,
			"optional": true,
			"type": "integer"
		},
		"pool": {
			"optional": true,
			"type": "string"
		},
		"protected": {
			"optional": true,
			"requires": "storage",
			"type": "boolean"
		},
		"prune-backups": {
			"default": "keep-all=1",
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"quiet": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"remove": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"repeat-missed": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"schedule": {
			"optional": true,
			"format": "pve-calendar-event",
			"maxLength": 128,
			"type": "string"
		},
		"script": {
			"optional": true,
			"type": "string"
		},
		"starttime": {
			"optional": true,
			"pattern": "\\d{1,2}:\\d{1,2}",
			"type": "string"
		},
		"stdexcludes": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"stop": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"stopwait": {
			"default": 10,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"tmpdir": {
			"optional": true,
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"zstd": {
			"default": 1,
			"optional": true,
			"type": "integer"
		}
	} },
	"POST /cluster/firewall/aliases": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"POST /cluster/firewall/groups": { "properties": {
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"group": {
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"POST /cluster/firewall/groups/{group}": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"group": {
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"POST /cluster/firewall/ipset": { "properties": {
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"POST /cluster/firewall/ipset/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /cluster/firewall/rules": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"POST /cluster/ha/groups": { "properties": {
		"comment": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"group": {
			"format": "pve-configid",
			"type": "string"
		},
		"nodes": {
			"format": "pve-ha-node-list",
			"type": "string"
		},
		"nofailback": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"restricted": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"type": {
			"optional": true,
			"enum": ["group"],
			"type": "string"
		}
	} },
	"POST /cluster/ha/resources": { "properties": {
		"comment": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"failback": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"group": {
			"optional": true,
			"format": "pve-configid",
			"type": "string"
		},
		"max_relocate": {
			"default": 1,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"max_restart": {
			"default": 1,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"sid": {
			"format": "pve-ha-resource-or-vm-id",
			"type": "string"
		},
		"state": {
			"default": "started",
			"optional": true,
			"enum": [
				"started",
				"stopped",
				"enabled",
				"disabled",
				"ignored"
			],
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": ["ct", "vm"],
			"type": "string"
		}
	} },
	"POST /cluster/ha/resources/{sid}/migrate": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"sid": {
			"format": "pve-ha-resource-or-vm-id",
			"type": "string"
		}
	} },
	"POST /cluster/ha/resources/{sid}/relocate": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"sid": {
			"format": "pve-ha-resource-or-vm-id",
			"type": "string"
		}
	} },
	"POST /cluster/ha/rules": {
		"kind": "type",
		"properties": {
			"rule": {
				"format": "pve-configid",
				"type": "string"
			},
			"type": {
				"enum": ["node-affinity", "resource-affinity"],
				"type": "string"
			},
			"comment": {
				"optional": true,
				"maxLength": 4096,
				"type": "string"
			},
			"disable": {
				"optional": true,
				"type": "boolean"
			},
			"nodes": {
				"format": "pve-ha-node-list",
				"type": "string",
				"only": ["node-affinity"]
			},
			"resources": {
				"format": "pve-ha-resource-id-list",
				"type": "string"
			},
			"strict": {
				"default": 0,
				"optional": true,
				"type": "boolean",
				"only": ["node-affinity"]
			},
			"affinity": {
				"enum": ["positive", "negative"],
				"type": "string",
				"only": ["resource-affinity"]
			}
		}
	},
	"POST /cluster/ha/status/arm-ha": { "properties": {} },
	"POST /cluster/ha/status/disarm-ha": { "properties": { "resource-mode": {
		"enum": ["freeze", "ignore"],
		"type": "string"
	} } },
	"POST /cluster/mapping/dir": { "properties": {
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"map": {
			"items": {
				"type": "string",
				"fields": {
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"format": "pve-storage-path-in-property-string",
						"type": "string"
					}
				}
			},
			"type": "array"
		}
	} },
	"POST /cluster/mapping/pci": { "properties": {
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"live-migration-capable": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"map": {
			"items": {
				"type": "string",
				"fields": {
					"description": {
						"optional": true,
						"maxLength": 4096,
						"type": "string"
					},
					"id": {
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					},
					"iommugroup": {
						"optional": true,
						"type": "integer"
					},
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"pattern": "(?:[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?;)*[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?",
						"type": "string"
					},
					"subsystem-id": {
						"optional": true,
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					}
				}
			},
			"type": "array"
		},
		"mdev": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /cluster/mapping/usb": { "properties": {
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"map": {
			"items": {
				"type": "string",
				"fields": {
					"description": {
						"optional": true,
						"maxLength": 4096,
						"type": "string"
					},
					"id": {
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					},
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"optional": true,
						"pattern": "(?:^(\\d+)-(\\d+(\\.\\d+)*)$)",
						"type": "string"
					}
				}
			},
			"type": "array"
		}
	} },
	"POST /cluster/sdn/controllers": { "properties": {
		"asn": {
			"optional": true,
			"maximum": 4294967295,
			"minimum": 0,
			"type": "integer"
		},
		"bgp-multipath-as-path-relax": {
			"optional": true,
			"type": "boolean"
		},
		"controller": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]",
			"type": "string"
		},
		"ebgp": {
			"optional": true,
			"type": "boolean"
		},
		"ebgp-multihop": {
			"optional": true,
			"type": "integer"
		},
		"fabric": {
			"optional": true,
			"format": "pve-sdn-fabric-id",
			"type": "string"
		},
		"isis-domain": {
			"optional": true,
			"type": "string"
		},
		"isis-ifaces": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"isis-net": {
			"optional": true,
			"format": "pve-sdn-isis-net",
			"maxLength": 50,
			"minLength": 20,
			"pattern": "[a-fA-F0-9]{2}(\\.[a-fA-F0-9]{4}){3,9}\\.[a-fA-F0-9]{2}",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"loopback": {
			"optional": true,
			"type": "string"
		},
		"node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"peers": {
			"optional": true,
			"format": "ip-list",
			"type": "string"
		},
		"type": {
			"enum": [
				"bgp",
				"evpn",
				"faucet",
				"isis"
			],
			"format": "pve-configid",
			"type": "string"
		}
	} },
	"POST /cluster/sdn/dns": { "properties": {
		"dns": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"key": { "type": "string" },
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"reversemaskv6": {
			"optional": true,
			"type": "integer"
		},
		"reversev6mask": {
			"optional": true,
			"type": "integer"
		},
		"ttl": {
			"optional": true,
			"type": "integer"
		},
		"type": {
			"enum": ["powerdns"],
			"format": "pve-configid",
			"type": "string"
		},
		"url": { "type": "string" }
	} },
	"POST /cluster/sdn/fabrics/fabric": {
		"kind": "protocol",
		"properties": {
			"area": {
				"optional": true,
				"type": "string",
				"only": ["ospf"]
			},
			"csnp_interval": {
				"optional": true,
				"maximum": 600,
				"minimum": 1,
				"type": "number",
				"only": ["openfabric"]
			},
			"digest": {
				"optional": true,
				"maxLength": 64,
				"type": "string"
			},
			"hello_interval": {
				"optional": true,
				"maximum": 600,
				"minimum": 1,
				"type": "number",
				"only": ["openfabric"]
			},
			"id": {
				"format": "pve-sdn-fabric-id",
				"maxLength": 8,
				"minLength": 2,
				"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
				"type": "string"
			},
			"ip6_prefix": {
				"optional": true,
				"format": "CIDR",
				"type": "string"
			},
			"ip_prefix": {
				"optional": true,
				"format": "CIDR",
				"type": "string"
			},
			"lock-token": {
				"optional": true,
				"type": "string"
			},
			"protocol": {
				"enum": ["openfabric", "ospf"],
				"type": "string"
			}
		}
	},
	"POST /cluster/sdn/fabrics/node/{fabric_id}": {
		"kind": "protocol",
		"properties": {
			"digest": {
				"optional": true,
				"maxLength": 64,
				"type": "string"
			},
			"fabric_id": {
				"format": "pve-sdn-fabric-id",
				"maxLength": 8,
				"minLength": 2,
				"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
				"type": "string"
			},
			"interfaces": {
				"type": "array",
				"optional": true
			},
			"ip": {
				"optional": true,
				"format": "ipv4",
				"type": "string"
			},
			"ip6": {
				"optional": true,
				"format": "ipv6",
				"type": "string"
			},
			"lock-token": {
				"optional": true,
				"type": "string"
			},
			"node_id": {
				"format": "pve-node",
				"type": "string"
			},
			"protocol": {
				"enum": ["openfabric", "ospf"],
				"type": "string"
			}
		}
	},
	"POST /cluster/sdn/ipams": { "properties": {
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"ipam": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"section": {
			"optional": true,
			"type": "integer"
		},
		"token": {
			"optional": true,
			"type": "string"
		},
		"type": {
			"enum": [
				"netbox",
				"phpipam",
				"pve"
			],
			"format": "pve-configid",
			"type": "string"
		},
		"url": {
			"optional": true,
			"type": "string"
		}
	} },
	"POST /cluster/sdn/lock": { "properties": { "allow-pending": {
		"default": 0,
		"optional": true,
		"type": "boolean"
	} } },
	"POST /cluster/sdn/rollback": { "properties": {
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"release-lock": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /cluster/sdn/vnets": { "properties": {
		"alias": {
			"optional": true,
			"maxLength": 256,
			"pattern": "(?:[\\(\\)-_.\\w\\d\\s]{0,256})",
			"type": "string"
		},
		"isolate-ports": {
			"optional": true,
			"type": "boolean"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"tag": {
			"optional": true,
			"maximum": 16777215,
			"minimum": 1,
			"type": "integer"
		},
		"type": {
			"optional": true,
			"enum": ["vnet"],
			"type": "string"
		},
		"vlanaware": {
			"optional": true,
			"type": "boolean"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"zone": { "type": "string" }
	} },
	"POST /cluster/sdn/vnets/{vnet}/firewall/rules": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"POST /cluster/sdn/vnets/{vnet}/ips": { "properties": {
		"ip": {
			"format": "ip",
			"type": "string"
		},
		"mac": {
			"optional": true,
			"format": "mac-addr",
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"POST /cluster/sdn/vnets/{vnet}/subnets": { "properties": {
		"dhcp-dns-server": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"dhcp-range": {
			"optional": true,
			"items": {
				"type": "string",
				"fields": {
					"start-address": {
						"format": "ip",
						"type": "string"
					},
					"end-address": {
						"format": "ip",
						"type": "string"
					}
				}
			},
			"type": "array"
		},
		"dnszoneprefix": {
			"optional": true,
			"format": "dns-name",
			"type": "string"
		},
		"gateway": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"snat": {
			"optional": true,
			"type": "boolean"
		},
		"subnet": {
			"format": "pve-sdn-subnet-id",
			"type": "string"
		},
		"type": {
			"enum": ["subnet"],
			"type": "string"
		},
		"vnet": { "type": "string" }
	} },
	"POST /cluster/sdn/zones": { "properties": {
		"advertise-subnets": {
			"optional": true,
			"type": "boolean"
		},
		"bridge": {
			"optional": true,
			"type": "string"
		},
		"bridge-disable-mac-learning": {
			"optional": true,
			"type": "boolean"
		},
		"controller": {
			"optional": true,
			"type": "string"
		},
		"dhcp": {
			"optional": true,
			"enum": ["dnsmasq"],
			"type": "string"
		},
		"disable-arp-nd-suppression": {
			"optional": true,
			"type": "boolean"
		},
		"dns": {
			"optional": true,
			"type": "string"
		},
		"dnszone": {
			"optional": true,
			"format": "dns-name",
			"type": "string"
		},
		"dp-id": {
			"optional": true,
			"type": "integer"
		},
		"exitnodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"exitnodes-local-routing": {
			"optional": true,
			"type": "boolean"
		},
		"exitnodes-primary": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"fabric": {
			"optional": true,
			"format": "pve-sdn-fabric-id",
			"type": "string"
		},
		"ipam": {
			"optional": true,
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"mac": {
			"optional": true,
			"format": "mac-addr",
			"type": "string"
		},
		"mtu": {
			"optional": true,
			"type": "integer"
		},
		"nodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"peers": {
			"optional": true,
			"format": "ip-list",
			"type": "string"
		},
		"reversedns": {
			"optional": true,
			"type": "string"
		},
		"rt-import": {
			"optional": true,
			"format": "pve-sdn-bgp-rt-list",
			"type": "string"
		},
		"tag": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"type": {
			"enum": [
				"evpn",
				"faucet",
				"qinq",
				"simple",
				"vlan",
				"vxlan"
			],
			"format": "pve-configid",
			"type": "string"
		},
		"vlan-protocol": {
			"default": "802.1q",
			"optional": true,
			"enum": ["802.1q", "802.1ad"],
			"type": "string"
		},
		"vrf-vxlan": {
			"optional": true,
			"maximum": 16777215,
			"minimum": 1,
			"type": "integer"
		},
		"vxlan-port": {
			"default": 4789,
			"optional": true,
			"maximum": 65536,
			"minimum": 1,
			"type": "integer"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/disks/directory": { "properties": {
		"add_storage": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"device": { "type": "string" },
		"filesystem": {
			"default": "ext4",
			"optional": true,
			"enum": ["ext4", "xfs"],
			"type": "string"
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/disks/initgpt": { "properties": {
		"disk": {
			"pattern": "^/dev/[a-zA-Z0-9/]+$",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"uuid": {
			"optional": true,
			"maxLength": 36,
			"pattern": "[a-fA-F0-9\\-]+",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/disks/lvm": { "properties": {
		"add_storage": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"device": { "type": "string" },
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/disks/lvmthin": { "properties": {
		"add_storage": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"device": { "type": "string" },
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/disks/zfs": { "properties": {
		"add_storage": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"ashift": {
			"default": 12,
			"optional": true,
			"maximum": 16,
			"minimum": 9,
			"type": "integer"
		},
		"compression": {
			"default": "on",
			"optional": true,
			"enum": [
				"on",
				"off",
				"gzip",
				"lz4",
				"lzjb",
				"zle",
				"zstd"
			],
			"type": "string"
		},
		"devices": {
			"format": "string-list",
			"type": "string"
		},
		"draid-config": {
			"optional": true,
			"type": "string",
			"fields": {
				"data": {
					"minimum": 1,
					"type": "integer"
				},
				"spares": {
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"name": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"raidlevel": {
			"enum": [
				"single",
				"mirror",
				"raid10",
				"raidz",
				"raidz2",
				"raidz3",
				"draid",
				"draid2",
				"draid3"
			],
			"type": "string"
		}
	} },
	"POST /nodes/{node}/firewall/rules": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"POST /nodes/{node}/hosts": { "properties": {
		"data": { "type": "string" },
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/lxc/{vmid}/firewall/aliases": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/lxc/{vmid}/firewall/ipset": { "properties": {
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/lxc/{vmid}/firewall/rules": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/network": { "properties": {
		"address": {
			"optional": true,
			"format": "ipv4",
			"requires": "netmask",
			"type": "string"
		},
		"address6": {
			"optional": true,
			"format": "ipv6",
			"requires": "netmask6",
			"type": "string"
		},
		"autostart": {
			"optional": true,
			"type": "boolean"
		},
		"bond-primary": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		},
		"bond_mode": {
			"optional": true,
			"enum": [
				"balance-rr",
				"active-backup",
				"balance-xor",
				"broadcast",
				"802.3ad",
				"balance-tlb",
				"balance-alb",
				"balance-slb",
				"lacp-balance-slb",
				"lacp-balance-tcp"
			],
			"type": "string"
		},
		"bond_xmit_hash_policy": {
			"optional": true,
			"enum": [
				"layer2",
				"layer2+3",
				"layer3+4"
			],
			"type": "string"
		},
		"bridge_ports": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"bridge_vids": {
			"optional": true,
			"format": "pve-vlan-id-or-range-list",
			"type": "string"
		},
		"bridge_vlan_aware": {
			"optional": true,
			"type": "boolean"
		},
		"cidr": {
			"optional": true,
			"format": "CIDRv4",
			"type": "string"
		},
		"cidr6": {
			"optional": true,
			"format": "CIDRv6",
			"type": "string"
		},
		"comments": {
			"optional": true,
			"type": "string"
		},
		"comments6": {
			"optional": true,
			"type": "string"
		},
		"gateway": {
			"optional": true,
			"format": "ipv4",
			"type": "string"
		},
		"gateway6": {
			"optional": true,
			"format": "ipv6",
			"type": "string"
		},
		"iface": {
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"mtu": {
			"optional": true,
			"maximum": 65520,
			"minimum": 1280,
			"type": "integer"
		},
		"netmask": {
			"optional": true,
			"format": "ipv4mask",
			"requires": "address",
			"type": "string"
		},
		"netmask6": {
			"optional": true,
			"maximum": 128,
			"minimum": 0,
			"requires": "address6",
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"ovs_bonds": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"ovs_bridge": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		},
		"ovs_options": {
			"optional": true,
			"maxLength": 1024,
			"type": "string"
		},
		"ovs_ports": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"ovs_tag": {
			"optional": true,
			"maximum": 4094,
			"minimum": 1,
			"type": "integer"
		},
		"slaves": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"type": {
			"enum": [
				"bridge",
				"bond",
				"eth",
				"alias",
				"vlan",
				"fabric",
				"OVSBridge",
				"OVSBond",
				"OVSPort",
				"OVSIntPort",
				"vnet",
				"unknown"
			],
			"type": "string"
		},
		"vlan-id": {
			"optional": true,
			"maximum": 4094,
			"minimum": 1,
			"type": "integer"
		},
		"vlan-raw-device": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/qemu": {
		"config": "qemu",
		"properties": {
			"archive": {
				"optional": true,
				"maxLength": 255,
				"type": "string"
			},
			"bwlimit": {
				"default": "restore limit from datacenter or storage config",
				"optional": true,
				"minimum": 0,
				"type": "integer"
			},
			"cdrom": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"model": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 120,
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				}
			},
			"force": {
				"optional": true,
				"requires": "archive",
				"type": "boolean"
			},
			"ha-managed": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"import-working-storage": {
				"optional": true,
				"format": "pve-storage-id",
				"type": "string"
			},
			"live-restore": {
				"optional": true,
				"type": "boolean"
			},
			"node": {
				"format": "pve-node",
				"type": "string"
			},
			"pool": {
				"optional": true,
				"format": "pve-poolid",
				"type": "string"
			},
			"start": {
				"default": 0,
				"optional": true,
				"type": "boolean"
			},
			"storage": {
				"optional": true,
				"format": "pve-storage-id",
				"type": "string"
			},
			"unique": {
				"optional": true,
				"requires": "archive",
				"type": "boolean"
			},
			"vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			}
		}
	},
	"POST /nodes/{node}/qemu/{vmid}/agent": { "properties": {
		"command": {
			"enum": [
				"fsfreeze-freeze",
				"fsfreeze-status",
				"fsfreeze-thaw",
				"fstrim",
				"get-fsinfo",
				"get-host-name",
				"get-memory-block-info",
				"get-memory-blocks",
				"get-osinfo",
				"get-time",
				"get-timezone",
				"get-users",
				"get-vcpus",
				"info",
				"network-get-interfaces",
				"ping",
				"shutdown",
				"suspend-disk",
				"suspend-hybrid",
				"suspend-ram"
			],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/exec": { "properties": {
		"command": {
			"items": { "type": "string" },
			"type": "array"
		},
		"input-data": {
			"optional": true,
			"maxLength": 65536,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/file-write": { "properties": {
		"content": {
			"maxLength": 61440,
			"type": "string"
		},
		"encode": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"file": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/fstrim": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/ping": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/set-user-password": { "properties": {
		"crypted": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"password": {
			"maxLength": 1024,
			"minLength": 5,
			"type": "string"
		},
		"username": { "type": "string" },
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/shutdown": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/suspend-disk": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/suspend-hybrid": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/agent/suspend-ram": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/clone": { "properties": {
		"bwlimit": {
			"default": "clone limit from datacenter or storage config",
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"description": {
			"optional": true,
			"type": "string"
		},
		"format": {
			"optional": true,
			"enum": [
				"raw",
				"qcow2",
				"vmdk"
			],
			"type": "string"
		},
		"full": {
			"optional": true,
			"type": "boolean"
		},
		"name": {
			"optional": true,
			"format": "dns-name",
			"type": "string"
		},
		"newid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pool": {
			"optional": true,
			"format": "pve-poolid",
			"type": "string"
		},
		"snapname": {
			"optional": true,
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"target": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/config": {
		"config": "qemu",
		"properties": {
			"background_delay": {
				"optional": true,
				"maximum": 30,
				"minimum": 1,
				"type": "integer"
			},
			"cdrom": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"model": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 120,
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				}
			},
			"delete": {
				"optional": true,
				"format": "pve-configid-list",
				"type": "string"
			},
			"digest": {
				"optional": true,
				"maxLength": 40,
				"type": "string"
			},
			"force": {
				"optional": true,
				"requires": "delete",
				"type": "boolean"
			},
			"import-working-storage": {
				"optional": true,
				"format": "pve-storage-id",
				"type": "string"
			},
			"node": {
				"format": "pve-node",
				"type": "string"
			},
			"revert": {
				"optional": true,
				"format": "pve-configid-list",
				"type": "string"
			},
			"skiplock": {
				"optional": true,
				"type": "boolean"
			},
			"vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			}
		}
	},
	"POST /nodes/{node}/qemu/{vmid}/dbus-vmstate": { "properties": {
		"action": {
			"enum": ["start", "stop"],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/firewall/aliases": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/firewall/ipset": { "properties": {
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/firewall/rules": { "properties": {
		"action": {
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/migrate": { "properties": {
		"bwlimit": {
			"default": "migrate limit from datacenter or storage config",
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"migration_network": {
			"optional": true,
			"format": "CIDR",
			"type": "string"
		},
		"migration_type": {
			"optional": true,
			"enum": ["secure", "insecure"],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"online": {
			"optional": true,
			"type": "boolean"
		},
		"target": {
			"format": "pve-node",
			"type": "string"
		},
		"targetstorage": {
			"optional": true,
			"format": "storage-pair-list",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"with-conntrack-state": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"with-local-disks": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/monitor": { "properties": {
		"command": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/move_disk": { "properties": {
		"bwlimit": {
			"default": "move limit from datacenter or storage config",
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"delete": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"digest": {
			"optional": true,
			"maxLength": 40,
			"type": "string"
		},
		"disk": {
			"enum": [
				"ide0",
				"ide1",
				"ide2",
				"ide3",
				"scsi0",
				"scsi1",
				"scsi2",
				"scsi3",
				"scsi4",
				"scsi5",
				"scsi6",
				"scsi7",
				"scsi8",
				"scsi9",
				"scsi10",
				"scsi11",
				"scsi12",
				"scsi13",
				"scsi14",
				"scsi15",
				"scsi16",
				"scsi17",
				"scsi18",
				"scsi19",
				"scsi20",
				"scsi21",
				"scsi22",
				"scsi23",
				"scsi24",
				"scsi25",
				"scsi26",
				"scsi27",
				"scsi28",
				"scsi29",
				"scsi30",
				"virtio0",
				"virtio1",
				"virtio2",
				"virtio3",
				"virtio4",
				"virtio5",
				"virtio6",
				"virtio7",
				"virtio8",
				"virtio9",
				"virtio10",
				"virtio11",
				"virtio12",
				"virtio13",
				"virtio14",
				"virtio15",
				"sata0",
				"sata1",
				"sata2",
				"sata3",
				"sata4",
				"sata5",
				"efidisk0",
				"tpmstate0",
				"unused0",
				"unused1",
				"unused2",
				"unused3",
				"unused4",
				"unused5",
				"unused6",
				"unused7",
				"unused8",
				"unused9",
				"unused10",
				"unused11",
				"unused12",
				"unused13",
				"unused14",
				"unused15",
				"unused16",
				"unused17",
				"unused18",
				"unused19",
				"unused20",
				"unused21",
				"unused22",
				"unused23",
				"unused24",
				"unused25",
				"unused26",
				"unused27",
				"unused28",
				"unused29",
				"unused30",
				"unused31",
				"unused32",
				"unused33",
				"unused34",
				"unused35",
				"unused36",
				"unused37",
				"unused38",
				"unused39",
				"unused40",
				"unused41",
				"unused42",
				"unused43",
				"unused44",
				"unused45",
				"unused46",
				"unused47",
				"unused48",
				"unused49",
				"unused50",
				"unused51",
				"unused52",
				"unused53",
				"unused54",
				"unused55",
				"unused56",
				"unused57",
				"unused58",
				"unused59",
				"unused60",
				"unused61",
				"unused62",
				"unused63",
				"unused64",
				"unused65",
				"unused66",
				"unused67",
				"unused68",
				"unused69",
				"unused70",
				"unused71",
				"unused72",
				"unused73",
				"unused74",
				"unused75",
				"unused76",
				"unused77",
				"unused78",
				"unused79",
				"unused80",
				"unused81",
				"unused82",
				"unused83",
				"unused84",
				"unused85",
				"unused86",
				"unused87",
				"unused88",
				"unused89",
				"unused90",
				"unused91",
				"unused92",
				"unused93",
				"unused94",
				"unused95",
				"unused96",
				"unused97",
				"unused98",
				"unused99",
				"unused100",
				"unused101",
				"unused102",
				"unused103",
				"unused104",
				"unused105",
				"unused106",
				"unused107",
				"unused108",
				"unused109",
				"unused110",
				"unused111",
				"unused112",
				"unused113",
				"unused114",
				"unused115",
				"unused116",
				"unused117",
				"unused118",
				"unused119",
				"unused120",
				"unused121",
				"unused122",
				"unused123",
				"unused124",
				"unused125",
				"unused126",
				"unused127",
				"unused128",
				"unused129",
				"unused130",
				"unused131",
				"unused132",
				"unused133",
				"unused134",
				"unused135",
				"unused136",
				"unused137",
				"unused138",
				"unused139",
				"unused140",
				"unused141",
				"unused142",
				"unused143",
				"unused144",
				"unused145",
				"unused146",
				"unused147",
				"unused148",
				"unused149",
				"unused150",
				"unused151",
				"unused152",
				"unused153",
				"unused154",
				"unused155",
				"unused156",
				"unused157",
				"unused158",
				"unused159",
				"unused160",
				"unused161",
				"unused162",
				"unused163",
				"unused164",
				"unused165",
				"unused166",
				"unused167",
				"unused168",
				"unused169",
				"unused170",
				"unused171",
				"unused172",
				"unused173",
				"unused174",
				"unused175",
				"unused176",
				"unused177",
				"unused178",
				"unused179",
				"unused180",
				"unused181",
				"unused182",
				"unused183",
				"unused184",
				"unused185",
				"unused186",
				"unused187",
				"unused188",
				"unused189",
				"unused190",
				"unused191",
				"unused192",
				"unused193",
				"unused194",
				"unused195",
				"unused196",
				"unused197",
				"unused198",
				"unused199",
				"unused200",
				"unused201",
				"unused202",
				"unused203",
				"unused204",
				"unused205",
				"unused206",
				"unused207",
				"unused208",
				"unused209",
				"unused210",
				"unused211",
				"unused212",
				"unused213",
				"unused214",
				"unused215",
				"unused216",
				"unused217",
				"unused218",
				"unused219",
				"unused220",
				"unused221",
				"unused222",
				"unused223",
				"unused224",
				"unused225",
				"unused226",
				"unused227",
				"unused228",
				"unused229",
				"unused230",
				"unused231",
				"unused232",
				"unused233",
				"unused234",
				"unused235",
				"unused236",
				"unused237",
				"unused238",
				"unused239",
				"unused240",
				"unused241",
				"unused242",
				"unused243",
				"unused244",
				"unused245",
				"unused246",
				"unused247",
				"unused248",
				"unused249",
				"unused250",
				"unused251",
				"unused252",
				"unused253",
				"unused254",
				"unused255"
			],
			"type": "string"
		},
		"format": {
			"optional": true,
			"enum": [
				"raw",
				"qcow2",
				"vmdk"
			],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"target-digest": {
			"optional": true,
			"maxLength": 40,
			"type": "string"
		},
		"target-disk": {
			"optional": true,
			"enum": [
				"ide0",
				"ide1",
				"ide2",
				"ide3",
				"scsi0",
				"scsi1",
				"scsi2",
				"scsi3",
				"scsi4",
				"scsi5",
				"scsi6",
				"scsi7",
				"scsi8",
				"scsi9",
				"scsi10",
				"scsi11",
				"scsi12",
				"scsi13",
				"scsi14",
				"scsi15",
				"scsi16",
				"scsi17",
				"scsi18",
				"scsi19",
				"scsi20",
				"scsi21",
				"scsi22",
				"scsi23",
				"scsi24",
				"scsi25",
				"scsi26",
				"scsi27",
				"scsi28",
				"scsi29",
				"scsi30",
				"virtio0",
				"virtio1",
				"virtio2",
				"virtio3",
				"virtio4",
				"virtio5",
				"virtio6",
				"virtio7",
				"virtio8",
				"virtio9",
				"virtio10",
				"virtio11",
				"virtio12",
				"virtio13",
				"virtio14",
				"virtio15",
				"sata0",
				"sata1",
				"sata2",
				"sata3",
				"sata4",
				"sata5",
				"efidisk0",
				"tpmstate0",
				"unused0",
				"unused1",
				"unused2",
				"unused3",
				"unused4",
				"unused5",
				"unused6",
				"unused7",
				"unused8",
				"unused9",
				"unused10",
				"unused11",
				"unused12",
				"unused13",
				"unused14",
				"unused15",
				"unused16",
				"unused17",
				"unused18",
				"unused19",
				"unused20",
				"unused21",
				"unused22",
				"unused23",
				"unused24",
				"unused25",
				"unused26",
				"unused27",
				"unused28",
				"unused29",
				"unused30",
				"unused31",
				"unused32",
				"unused33",
				"unused34",
				"unused35",
				"unused36",
				"unused37",
				"unused38",
				"unused39",
				"unused40",
				"unused41",
				"unused42",
				"unused43",
				"unused44",
				"unused45",
				"unused46",
				"unused47",
				"unused48",
				"unused49",
				"unused50",
				"unused51",
				"unused52",
				"unused53",
				"unused54",
				"unused55",
				"unused56",
				"unused57",
				"unused58",
				"unused59",
				"unused60",
				"unused61",
				"unused62",
				"unused63",
				"unused64",
				"unused65",
				"unused66",
				"unused67",
				"unused68",
				"unused69",
				"unused70",
				"unused71",
				"unused72",
				"unused73",
				"unused74",
				"unused75",
				"unused76",
				"unused77",
				"unused78",
				"unused79",
				"unused80",
				"unused81",
				"unused82",
				"unused83",
				"unused84",
				"unused85",
				"unused86",
				"unused87",
				"unused88",
				"unused89",
				"unused90",
				"unused91",
				"unused92",
				"unused93",
				"unused94",
				"unused95",
				"unused96",
				"unused97",
				"unused98",
				"unused99",
				"unused100",
				"unused101",
				"unused102",
				"unused103",
				"unused104",
				"unused105",
				"unused106",
				"unused107",
				"unused108",
				"unused109",
				"unused110",
				"unused111",
				"unused112",
				"unused113",
				"unused114",
				"unused115",
				"unused116",
				"unused117",
				"unused118",
				"unused119",
				"unused120",
				"unused121",
				"unused122",
				"unused123",
				"unused124",
				"unused125",
				"unused126",
				"unused127",
				"unused128",
				"unused129",
				"unused130",
				"unused131",
				"unused132",
				"unused133",
				"unused134",
				"unused135",
				"unused136",
				"unused137",
				"unused138",
				"unused139",
				"unused140",
				"unused141",
				"unused142",
				"unused143",
				"unused144",
				"unused145",
				"unused146",
				"unused147",
				"unused148",
				"unused149",
				"unused150",
				"unused151",
				"unused152",
				"unused153",
				"unused154",
				"unused155",
				"unused156",
				"unused157",
				"unused158",
				"unused159",
				"unused160",
				"unused161",
				"unused162",
				"unused163",
				"unused164",
				"unused165",
				"unused166",
				"unused167",
				"unused168",
				"unused169",
				"unused170",
				"unused171",
				"unused172",
				"unused173",
				"unused174",
				"unused175",
				"unused176",
				"unused177",
				"unused178",
				"unused179",
				"unused180",
				"unused181",
				"unused182",
				"unused183",
				"unused184",
				"unused185",
				"unused186",
				"unused187",
				"unused188",
				"unused189",
				"unused190",
				"unused191",
				"unused192",
				"unused193",
				"unused194",
				"unused195",
				"unused196",
				"unused197",
				"unused198",
				"unused199",
				"unused200",
				"unused201",
				"unused202",
				"unused203",
				"unused204",
				"unused205",
				"unused206",
				"unused207",
				"unused208",
				"unused209",
				"unused210",
				"unused211",
				"unused212",
				"unused213",
				"unused214",
				"unused215",
				"unused216",
				"unused217",
				"unused218",
				"unused219",
				"unused220",
				"unused221",
				"unused222",
				"unused223",
				"unused224",
				"unused225",
				"unused226",
				"unused227",
				"unused228",
				"unused229",
				"unused230",
				"unused231",
				"unused232",
				"unused233",
				"unused234",
				"unused235",
				"unused236",
				"unused237",
				"unused238",
				"unused239",
				"unused240",
				"unused241",
				"unused242",
				"unused243",
				"unused244",
				"unused245",
				"unused246",
				"unused247",
				"unused248",
				"unused249",
				"unused250",
				"unused251",
				"unused252",
				"unused253",
				"unused254",
				"unused255"
			],
			"type": "string"
		},
		"target-vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/mtunnel": { "properties": {
		"bridges": {
			"optional": true,
			"format": "pve-bridge-id-list",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storages": {
			"optional": true,
			"format": "pve-storage-id-list",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/remote_migrate": { "properties": {
		"bwlimit": {
			"default": "migrate limit from datacenter or storage config",
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"delete": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"online": {
			"optional": true,
			"type": "boolean"
		},
		"target-bridge": {
			"format": "bridge-pair-list",
			"type": "string"
		},
		"target-endpoint": {
			"type": "string",
			"fields": {
				"apitoken": { "type": "string" },
				"fingerprint": {
					"optional": true,
					"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
					"type": "string"
				},
				"host": { "type": "string" },
				"port": {
					"optional": true,
					"type": "integer"
				}
			}
		},
		"target-storage": {
			"format": "storage-pair-list",
			"type": "string"
		},
		"target-vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/snapshot": { "properties": {
		"description": {
			"optional": true,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"vmstate": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"start": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/spiceproxy": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"proxy": {
			"optional": true,
			"format": "address",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/reboot": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"timeout": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/reset": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/resume": { "properties": {
		"nocheck": {
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/shutdown": { "properties": {
		"forceStop": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"keepActive": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"timeout": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/start": { "properties": {
		"force-cpu": {
			"optional": true,
			"type": "string"
		},
		"machine": {
			"optional": true,
			"type": "string",
			"fields": {
				"aw-bits": {
					"optional": true,
					"maximum": 64,
					"minimum": 32,
					"type": "number"
				},
				"enable-s3": {
					"optional": true,
					"type": "boolean"
				},
				"enable-s4": {
					"optional": true,
					"type": "boolean"
				},
				"type": {
					"defaultKey": true,
					"optional": true,
					"maxLength": 40,
					"pattern": "(pc|pc(-i440fx)?-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|q35|pc-q35-\\d+(\\.\\d+)+(\\+pve\\d+)?(\\.pxe)?|virt(?:-\\d+(\\.\\d+)+)?(\\+pve\\d+)?)",
					"type": "string"
				},
				"viommu": {
					"optional": true,
					"enum": ["intel", "virtio"],
					"type": "string"
				}
			}
		},
		"migratedfrom": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"migration_network": {
			"optional": true,
			"format": "CIDR",
			"type": "string"
		},
		"migration_type": {
			"optional": true,
			"enum": ["secure", "insecure"],
			"type": "string"
		},
		"nets-host-mtu": {
			"optional": true,
			"pattern": "net\\d+=\\d+(,net\\d+=\\d+)*",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"stateuri": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"targetstorage": {
			"optional": true,
			"format": "storage-pair-list",
			"type": "string"
		},
		"timeout": {
			"default": "max(30, vm memory in GiB)",
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"with-conntrack-state": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/stop": { "properties": {
		"keepActive": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"migratedfrom": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"overrule-shutdown": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"timeout": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/status/suspend": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"statestorage": {
			"optional": true,
			"format": "pve-storage-id",
			"requires": "todisk",
			"type": "string"
		},
		"todisk": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/template": { "properties": {
		"disk": {
			"optional": true,
			"enum": [
				"ide0",
				"ide1",
				"ide2",
				"ide3",
				"scsi0",
				"scsi1",
				"scsi2",
				"scsi3",
				"scsi4",
				"scsi5",
				"scsi6",
				"scsi7",
				"scsi8",
				"scsi9",
				"scsi10",
				"scsi11",
				"scsi12",
				"scsi13",
				"scsi14",
				"scsi15",
				"scsi16",
				"scsi17",
				"scsi18",
				"scsi19",
				"scsi20",
				"scsi21",
				"scsi22",
				"scsi23",
				"scsi24",
				"scsi25",
				"scsi26",
				"scsi27",
				"scsi28",
				"scsi29",
				"scsi30",
				"virtio0",
				"virtio1",
				"virtio2",
				"virtio3",
				"virtio4",
				"virtio5",
				"virtio6",
				"virtio7",
				"virtio8",
				"virtio9",
				"virtio10",
				"virtio11",
				"virtio12",
				"virtio13",
				"virtio14",
				"virtio15",
				"sata0",
				"sata1",
				"sata2",
				"sata3",
				"sata4",
				"sata5",
				"efidisk0",
				"tpmstate0"
			],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/termproxy": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"serial": {
			"optional": true,
			"enum": [
				"serial0",
				"serial1",
				"serial2",
				"serial3"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/qemu/{vmid}/vncproxy": { "properties": {
		"generate-password": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"websocket": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /nodes/{node}/storage/{storage}/content": { "properties": {
		"filename": { "type": "string" },
		"format": {
			"optional": true,
			"enum": [
				"raw",
				"qcow2",
				"subvol",
				"vmdk"
			],
			"requires": "size",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"size": {
			"pattern": "\\d+[MG]?",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"POST /nodes/{node}/storage/{storage}/content/{volume}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"target": { "type": "string" },
		"target_node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"POST /nodes/{node}/storage/{storage}/download-url": { "properties": {
		"checksum": {
			"optional": true,
			"requires": "checksum-algorithm",
			"type": "string"
		},
		"checksum-algorithm": {
			"optional": true,
			"enum": [
				"md5",
				"sha1",
				"sha224",
				"sha256",
				"sha384",
				"sha512"
			],
			"requires": "checksum",
			"type": "string"
		},
		"compression": {
			"optional": true,
			"type": "string"
		},
		"content": {
			"enum": [
				"iso",
				"vztmpl",
				"import"
			],
			"format": "pve-storage-content",
			"type": "string"
		},
		"filename": {
			"maxLength": 255,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"url": {
			"pattern": "https?://.*",
			"type": "string"
		},
		"verify-certificates": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		}
	} },
	"POST /nodes/{node}/storage/{storage}/oci-registry-pull": { "properties": {
		"filename": {
			"optional": true,
			"maxLength": 255,
			"minLength": 1,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"reference": {
			"pattern": "^(?:(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d])(?:\\.(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d]))*(?::\\d+)?/)?[a-z\\d]+(?:(?:[._]|__|[-]*)[a-z\\d]+)*(?:/[a-z\\d]+(?:(?:[._]|__|[-]*)[a-z\\d]+)*)*:\\w[\\w.-]{0,127}$",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/storage/{storage}/upload": { "properties": {
		"checksum": {
			"optional": true,
			"requires": "checksum-algorithm",
			"type": "string"
		},
		"checksum-algorithm": {
			"optional": true,
			"enum": [
				"md5",
				"sha1",
				"sha224",
				"sha256",
				"sha384",
				"sha512"
			],
			"requires": "checksum",
			"type": "string"
		},
		"content": {
			"enum": [
				"iso",
				"vztmpl",
				"import"
			],
			"format": "pve-storage-content",
			"type": "string"
		},
		"filename": {
			"maxLength": 255,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"tmpfilename": {
			"optional": true,
			"pattern": "/var/tmp/pveupload-[0-9a-f]+",
			"type": "string"
		}
	} },
	"POST /nodes/{node}/vzdump": { "properties": {
		"all": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"bwlimit": {
			"default": 0,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"compress": {
			"default": "0",
			"optional": true,
			"enum": [
				"0",
				"1",
				"gzip",
				"lzo",
				"zstd"
			],
			"type": "string"
		},
		"dumpdir": {
			"optional": true,
			"type": "string"
		},
		"exclude": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"exclude-path": {
			"optional": true,
			"items": { "type": "string" },
			"type": "array"
		},
		"fleecing": {
			"optional": true,
			"type": "string",
			"fields": {
				"enabled": {
					"default": 0,
					"defaultKey": true,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				}
			}
		},
		"ionice": {
			"default": 7,
			"optional": true,
			"maximum": 8,
			"minimum": 0,
			"type": "integer"
		},
		"job-id": {
			"optional": true,
			"maxLength": 50,
			"pattern": "\\S+",
			"type": "string"
		},
		"lockwait": {
			"default": 180,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"mailnotification": {
			"default": "always",
			"optional": true,
			"enum": ["always", "failure"],
			"type": "string"
		},
		"mailto": {
			"optional": true,
			"format": "email-or-username-list",
			"type": "string"
		},
		"mode": {
			"default": "snapshot",
			"optional": true,
			"enum": [
				"snapshot",
				"suspend",
				"stop"
			],
			"type": "string"
		},
		"node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"notes-template": {
			"optional": true,
			"maxLength": 1024,
			"requires": "storage",
			"type": "string"
		},
		"notification-mode": {
			"default": "auto",
			"optional": true,
			"enum": [
				"auto",
				"legacy-sendmail",
				"notification-system"
			],
			"type": "string"
		},
		"pbs-change-detection-mode": {
			"optional": true,
			"enum": [
				"legacy",
				"data",
				"metadata"
			],
			"type": "string"
		},
		"performance": {
			"optional": true,
			"type": "string",
			"fields": {
				"max-workers": {
					"default": 16,
					"optional": true,
					"maximum": 256,
					"minimum": 1,
					"type": "integer"
				},
				"pbs-entries-max": {
					"default": 1048576,
					"optional": true,
					"minimum": 1,
					"type": "integer"
				}
			}
		},
		"pigz": {
			"default": 0,
			"optional": true,
			"type": "integer"
		},
		"pool": {
			"optional": true,
			"type": "string"
		},
		"protected": {
			"optional": true,
			"requires": "storage",
			"type": "boolean"
		},
		"prune-backups": {
			"default": "keep-all=1",
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"quiet": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"remove": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"script": {
			"optional": true,
			"type": "string"
		},
		"stdexcludes": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"stdout": {
			"optional": true,
			"type": "boolean"
		},
		"stop": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"stopwait": {
			"default": 10,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"tmpdir": {
			"optional": true,
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"zstd": {
			"default": 1,
			"optional": true,
			"type": "integer"
		}
	} },
	"POST /pools": { "properties": {
		"comment": {
			"optional": true,
			"type": "string"
		},
		"poolid": {
			"format": "pve-poolid",
			"type": "string"
		}
	} },
	"POST /storage": { "properties": {
		"authsupported": {
			"optional": true,
			"type": "string"
		},
		"base": {
			"optional": true,
			"format": "pve-volume-id",
			"type": "string"
		},
		"blocksize": {
			"optional": true,
			"format": "pve-storage-zfs-blocksize",
			"type": "string"
		},
		"bwlimit": {
			"optional": true,
			"type": "string",
			"fields": {
				"clone": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"default": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"migration": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"move": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"restore": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				}
			}
		},
		"comstar_hg": {
			"optional": true,
			"type": "string"
		},
		"comstar_tg": {
			"optional": true,
			"type": "string"
		},
		"content": {
			"optional": true,
			"format": "pve-storage-content-list",
			"type": "string"
		},
		"content-dirs": {
			"optional": true,
			"format": "pve-dir-override-list",
			"type": "string"
		},
		"create-base-path": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"create-subdirs": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"data-pool": {
			"optional": true,
			"type": "string"
		},
		"datastore": {
			"optional": true,
			"type": "string"
		},
		"disable": {
			"optional": true,
			"type": "boolean"
		},
		"domain": {
			"optional": true,
			"maxLength": 256,
			"type": "string"
		},
		"encryption-key": {
			"optional": true,
			"type": "string"
		},
		"export": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"format": {
			"optional": true,
			"enum": [
				"raw",
				"qcow2",
				"subvol",
				"vmdk"
			],
			"type": "string"
		},
		"fs-name": {
			"optional": true,
			"format": "pve-configid",
			"type": "string"
		},
		"fuse": {
			"optional": true,
			"type": "boolean"
		},
		"is_mountpoint": {
			"default": "no",
			"optional": true,
			"type": "string"
		},
		"iscsiprovider": {
			"optional": true,
			"type": "string"
		},
		"keyring": {
			"optional": true,
			"type": "string"
		},
		"krbd": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"lio_tpg": {
			"optional": true,
			"type": "string"
		},
		"master-pubkey": {
			"optional": true,
			"type": "string"
		},
		"max-protected-backups": {
			"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
			"optional": true,
			"minimum": -1,
			"type": "integer"
		},
		"mkdir": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"monhost": {
			"optional": true,
			"format": "pve-storage-portal-dns-list",
			"type": "string"
		},
		"mountpoint": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"namespace": {
			"optional": true,
			"type": "string"
		},
		"nocow": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"nodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"nowritecache": {
			"optional": true,
			"type": "boolean"
		},
		"options": {
			"optional": true,
			"format": "pve-storage-options",
			"type": "string"
		},
		"password": {
			"optional": true,
			"maxLength": 256,
			"type": "string"
		},
		"path": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"pool": {
			"optional": true,
			"type": "string"
		},
		"port": {
			"optional": true,
			"maximum": 65535,
			"minimum": 1,
			"type": "integer"
		},
		"portal": {
			"optional": true,
			"format": "pve-storage-portal-dns",
			"type": "string"
		},
		"preallocation": {
			"default": "metadata",
			"optional": true,
			"enum": [
				"off",
				"metadata",
				"falloc",
				"full"
			],
			"type": "string"
		},
		"prune-backups": {
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"saferemove": {
			"optional": true,
			"type": "boolean"
		},
		"saferemove-stepsize": {
			"default": 32,
			"optional": true,
			"enum": [
				"1",
				"2",
				"4",
				"8",
				"16",
				"32"
			],
			"type": "integer"
		},
		"saferemove_throughput": {
			"optional": true,
			"type": "string"
		},
		"server": {
			"optional": true,
			"format": "pve-storage-server",
			"type": "string"
		},
		"share": {
			"optional": true,
			"type": "string"
		},
		"shared": {
			"optional": true,
			"type": "boolean"
		},
		"skip-cert-verification": {
			"default": "false",
			"optional": true,
			"type": "boolean"
		},
		"smbversion": {
			"default": "default",
			"optional": true,
			"enum": [
				"default",
				"2.0",
				"2.1",
				"3",
				"3.0",
				"3.11"
			],
			"type": "string"
		},
		"snapshot-as-volume-chain": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"sparse": {
			"optional": true,
			"type": "boolean"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"subdir": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"tagged_only": {
			"optional": true,
			"type": "boolean"
		},
		"target": {
			"optional": true,
			"type": "string"
		},
		"thinpool": {
			"optional": true,
			"format": "pve-storage-vgname",
			"type": "string"
		},
		"type": {
			"enum": [
				"btrfs",
				"cephfs",
				"cifs",
				"dir",
				"esxi",
				"iscsi",
				"iscsidirect",
				"lvm",
				"lvmthin",
				"nfs",
				"pbs",
				"rbd",
				"zfs",
				"zfspool"
			],
			"type": "string"
		},
		"username": {
			"optional": true,
			"type": "string"
		},
		"vgname": {
			"optional": true,
			"format": "pve-storage-vgname",
			"type": "string"
		},
		"zfs-base-path": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		}
	} },
	"PUT /cluster/backup/{id}": { "properties": {
		"all": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"bwlimit": {
			"default": 0,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"comment": {
			"optional": true,
			"maxLength": 512,
			"type": "string"
		},
		"compress": {
			"default": "0",
			"optional": true,
			"enum": [
				"0",
				"1",
				"gzip",
				"lzo",
				"zstd"
			],
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dow": {
			"optional": true,
			"format": "pve-day-of-week-list",
			"requires": "starttime",
			"type": "string"
		},
		"dumpdir": {
			"optional": true,
			"type": "string"
		},
		"enabled": {
			"default": "1",
			"optional": true,
			"type": "boolean"
		},
		"exclude": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"exclude-path": {
			"optional": true,
			"items": { "type": "string" },
			"type": "array"
		},
		"fleecing": {
			"optional": true,
			"type": "string",
			"fields": {
				"enabled": {
					"default": 0,
					"defaultKey": true,
					"optional": true,
					"type": "boolean"
				},
				"storage": {
					"optional": true,
					"format": "pve-storage-id",
					"type": "string"
				}
			}
		},
		"id": {
			"maxLength": 50,
			"pattern": "\\S+",
			"type": "string"
		},
		"ionice": {
			"default": 7,
			"optional": true,
			"maximum": 8,
			"minimum": 0,
			"type": "integer"
		},
		"lockwait": {
			"default": 180,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"mailnotification": {
			"default": "always",
			"optional": true,
			"enum": ["always", "failure"],
			"type": "string"
		},
		"mailto": {
			"optional": true,
			"format": "email-or-username-list",
			"type": "string"
		},
		"mode": {
			"default": "snapshot",
			"optional": true,
			"enum": [
				"snapshot",
				"suspend",
				"stop"
			],
			"type": "string"
		},
		"node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"notes-template": {
			"optional": true,
			"maxLength": 1024,
			"requires": "storage",
			"type": "string"
		},
		"notification-mode": {
			"default": "auto",
			"optional": true,
			"enum": [
				"auto",
				"legacy-sendmail",
				"notification-system"
			],
			"type": "string"
		},
		"pbs-change-detection-mode": {
			"optional": true,
			"enum": [
				"legacy",
				"data",
				"metadata"
			],
			"type": "string"
		},
		"performance": {
			"optional": true,
			"type": "string",
			"fields": {
				"max-workers": {
					"default": 16,
					"optional": true,
					"maximum": 256,
					"minimum": 1,
					"type": "integer"
				},
				"pbs-entries-max": {
					"default": 1048576,
					"optional": true,
					"minimum": 1,
					"type": "integer"
				}
			}
		},
		"pigz": {
			"default": 0,
			"optional": true,
			"type": "integer"
		},
		"pool": {
			"optional": true,
			"type": "string"
		},
		"protected": {
			"optional": true,
			"requires": "storage",
			"type": "boolean"
		},
		"prune-backups": {
			"default": "keep-all=1",
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"quiet": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"remove": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"repeat-missed": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"schedule": {
			"optional": true,
			"format": "pve-calendar-event",
			"maxLength": 128,
			"type": "string"
		},
		"script": {
			"optional": true,
			"type": "string"
		},
		"starttime": {
			"optional": true,
			"pattern": "\\d{1,2}:\\d{1,2}",
			"type": "string"
		},
		"stdexcludes": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"stop": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"stopwait": {
			"default": 10,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"tmpdir": {
			"optional": true,
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		},
		"zstd": {
			"default": 1,
			"optional": true,
			"type": "integer"
		}
	} },
	"PUT /cluster/firewall/aliases/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		}
	} },
	"PUT /cluster/firewall/groups/{group}/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"group": {
			"maxLength": 18,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"PUT /cluster/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /cluster/firewall/options": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"ebtables": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"enable": {
			"default": 0,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"log_ratelimit": {
			"optional": true,
			"type": "string",
			"fields": {
				"burst": {
					"default": 5,
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"enable": {
					"default": "1",
					"defaultKey": true,
					"type": "boolean"
				},
				"rate": {
					"default": "1/second",
					"optional": true,
					"pattern": "[1-9][0-9]*/(second|minute|hour|day)",
					"type": "string"
				}
			}
		},
		"policy_forward": {
			"optional": true,
			"enum": ["ACCEPT", "DROP"],
			"type": "string"
		},
		"policy_in": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		},
		"policy_out": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		}
	} },
	"PUT /cluster/firewall/rules/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"PUT /cluster/ha/groups/{group}": { "properties": {
		"comment": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"group": {
			"format": "pve-configid",
			"type": "string"
		},
		"nodes": {
			"optional": true,
			"format": "pve-ha-node-list",
			"type": "string"
		},
		"nofailback": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"restricted": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /cluster/ha/resources/{sid}": { "properties": {
		"comment": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"failback": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"group": {
			"optional": true,
			"format": "pve-configid",
			"type": "string"
		},
		"max_relocate": {
			"default": 1,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"max_restart": {
			"default": 1,
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"sid": {
			"format": "pve-ha-resource-or-vm-id",
			"type": "string"
		},
		"state": {
			"default": "started",
			"optional": true,
			"enum": [
				"started",
				"stopped",
				"enabled",
				"disabled",
				"ignored"
			],
			"type": "string"
		}
	} },
	"PUT /cluster/ha/rules/{rule}": {
		"kind": "type",
		"properties": {
			"delete": {
				"optional": true,
				"format": "pve-configid-list",
				"maxLength": 4096,
				"type": "string"
			},
			"digest": {
				"optional": true,
				"maxLength": 64,
				"type": "string"
			},
			"rule": {
				"format": "pve-configid",
				"type": "string"
			},
			"type": {
				"enum": ["node-affinity", "resource-affinity"],
				"type": "string"
			},
			"comment": {
				"optional": true,
				"maxLength": 4096,
				"type": "string"
			},
			"disable": {
				"optional": true,
				"type": "boolean"
			},
			"nodes": {
				"optional": true,
				"format": "pve-ha-node-list",
				"type": "string",
				"only": ["node-affinity"]
			},
			"resources": {
				"optional": true,
				"format": "pve-ha-resource-id-list",
				"type": "string"
			},
			"strict": {
				"default": 0,
				"optional": true,
				"type": "boolean",
				"only": ["node-affinity"]
			},
			"affinity": {
				"optional": true,
				"enum": ["positive", "negative"],
				"type": "string",
				"only": ["resource-affinity"]
			}
		}
	},
	"PUT /cluster/mapping/dir/{id}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"map": {
			"optional": true,
			"items": {
				"type": "string",
				"fields": {
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"format": "pve-storage-path-in-property-string",
						"type": "string"
					}
				}
			},
			"type": "array"
		}
	} },
	"PUT /cluster/mapping/pci/{id}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"live-migration-capable": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"map": {
			"optional": true,
			"items": {
				"type": "string",
				"fields": {
					"description": {
						"optional": true,
						"maxLength": 4096,
						"type": "string"
					},
					"id": {
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					},
					"iommugroup": {
						"optional": true,
						"type": "integer"
					},
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"pattern": "(?:[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?;)*[a-f0-9]{4,}:[a-f0-9]{2}:[a-f0-9]{2}(?:.[a-f0-9])?",
						"type": "string"
					},
					"subsystem-id": {
						"optional": true,
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					}
				}
			},
			"type": "array"
		},
		"mdev": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /cluster/mapping/usb/{id}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"description": {
			"optional": true,
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"id": {
			"format": "pve-configid",
			"type": "string"
		},
		"map": {
			"items": {
				"type": "string",
				"fields": {
					"description": {
						"optional": true,
						"maxLength": 4096,
						"type": "string"
					},
					"id": {
						"pattern": "(?:^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}$)",
						"type": "string"
					},
					"node": {
						"format": "pve-node",
						"type": "string"
					},
					"path": {
						"optional": true,
						"pattern": "(?:^(\\d+)-(\\d+(\\.\\d+)*)$)",
						"type": "string"
					}
				}
			},
			"type": "array"
		}
	} },
	"PUT /cluster/options": { "properties": {
		"bwlimit": {
			"optional": true,
			"type": "string",
			"fields": {
				"clone": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"default": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"migration": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"move": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"restore": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				}
			}
		},
		"consent-text": {
			"optional": true,
			"maxLength": 65536,
			"type": "string"
		},
		"console": {
			"optional": true,
			"enum": [
				"applet",
				"vv",
				"html5",
				"xtermjs"
			],
			"type": "string"
		},
		"crs": {
			"optional": true,
			"type": "string",
			"fields": {
				"ha": {
					"default": "basic",
					"optional": true,
					"enum": [
						"basic",
						"static",
						"dynamic"
					],
					"type": "string"
				},
				"ha-auto-rebalance": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"ha-auto-rebalance-hold-duration": {
					"default": 3,
					"optional": true,
					"minimum": 0,
					"requires": "ha-auto-rebalance",
					"type": "number"
				},
				"ha-auto-rebalance-margin": {
					"default": 10,
					"optional": true,
					"maximum": 100,
					"minimum": 0,
					"requires": "ha-auto-rebalance",
					"type": "number"
				},
				"ha-auto-rebalance-method": {
					"default": "bruteforce",
					"optional": true,
					"enum": ["bruteforce", "topsis"],
					"requires": "ha-auto-rebalance",
					"type": "string"
				},
				"ha-auto-rebalance-threshold": {
					"default": 30,
					"optional": true,
					"maximum": 100,
					"minimum": 0,
					"requires": "ha-auto-rebalance",
					"type": "number"
				},
				"ha-rebalance-on-start": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				}
			}
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"description": {
			"optional": true,
			"maxLength": 65536,
			"type": "string"
		},
		"email_from": {
			"optional": true,
			"format": "email-opt",
			"type": "string"
		},
		"fencing": {
			"default": "watchdog",
			"optional": true,
			"enum": [
				"watchdog",
				"hardware",
				"both"
			],
			"type": "string"
		},
		"ha": {
			"optional": true,
			"type": "string",
			"fields": { "shutdown_policy": {
				"default": "conditional",
				"enum": [
					"freeze",
					"failover",
					"conditional",
					"migrate"
				],
				"type": "string"
			} }
		},
		"http_proxy": {
			"optional": true,
			"pattern": "http://.*",
			"type": "string"
		},
		"keyboard": {
			"optional": true,
			"enum": [
				"de",
				"de-ch",
				"da",
				"en-gb",
				"en-us",
				"es",
				"fi",
				"fr",
				"fr-be",
				"fr-ca",
				"fr-ch",
				"hu",
				"is",
				"it",
				"ja",
				"lt",
				"mk",
				"nl",
				"no",
				"pl",
				"pt",
				"pt-br",
				"sv",
				"sl",
				"tr"
			],
			"type": "string"
		},
		"language": {
			"optional": true,
			"enum": [
				"ar",
				"ca",
				"da",
				"de",
				"en",
				"es",
				"eu",
				"fa",
				"fr",
				"hr",
				"he",
				"it",
				"ja",
				"ka",
				"kr",
				"nb",
				"nl",
				"nn",
				"pl",
				"pt_BR",
				"ru",
				"sl",
				"sv",
				"tr",
				"ukr",
				"zh_CN",
				"zh_TW"
			],
			"type": "string"
		},
		"location": {
			"optional": true,
			"format": "pve-node-location",
			"type": "string"
		},
		"mac_prefix": {
			"default": "BC:24:11",
			"optional": true,
			"format": "mac-prefix",
			"type": "string"
		},
		"max_workers": {
			"optional": true,
			"minimum": 1,
			"type": "integer"
		},
		"migration": {
			"optional": true,
			"type": "string",
			"fields": {
				"network": {
					"optional": true,
					"format": "CIDR",
					"type": "string"
				},
				"type": {
					"default": "secure",
					"defaultKey": true,
					"enum": ["secure", "insecure"],
					"type": "string"
				}
			}
		},
		"migration_unsecure": {
			"optional": true,
			"type": "boolean"
		},
		"next-id": {
			"optional": true,
			"type": "string",
			"fields": {
				"lower": {
					"default": 100,
					"optional": true,
					"type": "integer"
				},
				"upper": {
					"default": 1e6,
					"optional": true,
					"type": "integer"
				}
			}
		},
		"notify": {
			"optional": true,
			"type": "string",
			"fields": {
				"fencing": {
					"optional": true,
					"enum": ["always", "never"],
					"type": "string"
				},
				"package-updates": {
					"default": "auto",
					"optional": true,
					"enum": [
						"auto",
						"always",
						"never"
					],
					"type": "string"
				},
				"replication": {
					"optional": true,
					"enum": ["always", "never"],
					"type": "string"
				},
				"target-fencing": {
					"optional": true,
					"type": "string"
				},
				"target-package-updates": {
					"optional": true,
					"type": "string"
				},
				"target-replication": {
					"optional": true,
					"type": "string"
				}
			}
		},
		"registered-tags": {
			"optional": true,
			"pattern": "(?:(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*);)*(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*)",
			"type": "string"
		},
		"replication": {
			"optional": true,
			"type": "string",
			"fields": {
				"network": {
					"optional": true,
					"format": "CIDR",
					"type": "string"
				},
				"type": {
					"default": "secure",
					"defaultKey": true,
					"enum": ["secure", "insecure"],
					"type": "string"
				}
			}
		},
		"tag-style": {
			"optional": true,
			"type": "string",
			"fields": {
				"case-sensitive": {
					"default": 0,
					"optional": true,
					"type": "boolean"
				},
				"color-map": {
					"optional": true,
					"pattern": "(?:(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?)(?:;(?:(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?))*",
					"type": "string"
				},
				"ordering": {
					"default": "alphabetical",
					"optional": true,
					"enum": ["config", "alphabetical"],
					"type": "string"
				},
				"shape": {
					"default": "circle",
					"optional": true,
					"enum": [
						"full",
						"circle",
						"dense",
						"none"
					],
					"type": "string"
				}
			}
		},
		"u2f": {
			"optional": true,
			"type": "string",
			"fields": {
				"appid": {
					"optional": true,
					"type": "string"
				},
				"origin": {
					"optional": true,
					"type": "string"
				}
			}
		},
		"user-tag-access": {
			"optional": true,
			"type": "string",
			"fields": {
				"user-allow": {
					"default": "free",
					"optional": true,
					"enum": [
						"none",
						"list",
						"existing",
						"free"
					],
					"type": "string"
				},
				"user-allow-list": {
					"optional": true,
					"pattern": "(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*)(?:;(?:[a-zA-Z0-9_][a-zA-Z0-9_\\-+\\.]*))*",
					"type": "string"
				}
			}
		},
		"webauthn": {
			"optional": true,
			"type": "string",
			"fields": {
				"allow-subdomains": {
					"default": 1,
					"optional": true,
					"type": "boolean"
				},
				"id": {
					"optional": true,
					"type": "string"
				},
				"origin": {
					"optional": true,
					"type": "string"
				},
				"rp": {
					"optional": true,
					"type": "string"
				}
			}
		}
	} },
	"PUT /cluster/sdn": { "properties": {
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"release-lock": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /cluster/sdn/controllers/{controller}": { "properties": {
		"asn": {
			"optional": true,
			"maximum": 4294967295,
			"minimum": 0,
			"type": "integer"
		},
		"bgp-multipath-as-path-relax": {
			"optional": true,
			"type": "boolean"
		},
		"controller": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]",
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"ebgp": {
			"optional": true,
			"type": "boolean"
		},
		"ebgp-multihop": {
			"optional": true,
			"type": "integer"
		},
		"fabric": {
			"optional": true,
			"format": "pve-sdn-fabric-id",
			"type": "string"
		},
		"isis-domain": {
			"optional": true,
			"type": "string"
		},
		"isis-ifaces": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"isis-net": {
			"optional": true,
			"format": "pve-sdn-isis-net",
			"maxLength": 50,
			"minLength": 20,
			"pattern": "[a-fA-F0-9]{2}(\\.[a-fA-F0-9]{4}){3,9}\\.[a-fA-F0-9]{2}",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"loopback": {
			"optional": true,
			"type": "string"
		},
		"node": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"peers": {
			"optional": true,
			"format": "ip-list",
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/dns/{dns}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dns": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"key": {
			"optional": true,
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"reversemaskv6": {
			"optional": true,
			"type": "integer"
		},
		"ttl": {
			"optional": true,
			"type": "integer"
		},
		"url": {
			"optional": true,
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/fabrics/fabric/{id}": {
		"kind": "protocol",
		"properties": {
			"area": {
				"optional": true,
				"type": "string",
				"only": ["ospf"]
			},
			"csnp_interval": {
				"optional": true,
				"maximum": 600,
				"minimum": 1,
				"type": "number",
				"only": ["openfabric"]
			},
			"delete": {
				"type": "array",
				"optional": true
			},
			"digest": {
				"optional": true,
				"maxLength": 64,
				"type": "string"
			},
			"hello_interval": {
				"optional": true,
				"maximum": 600,
				"minimum": 1,
				"type": "number",
				"only": ["openfabric"]
			},
			"id": {
				"format": "pve-sdn-fabric-id",
				"maxLength": 8,
				"minLength": 2,
				"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
				"type": "string"
			},
			"ip6_prefix": {
				"optional": true,
				"format": "CIDR",
				"type": "string"
			},
			"ip_prefix": {
				"optional": true,
				"format": "CIDR",
				"type": "string"
			},
			"lock-token": {
				"optional": true,
				"type": "string"
			},
			"protocol": {
				"enum": ["openfabric", "ospf"],
				"type": "string"
			}
		}
	},
	"PUT /cluster/sdn/fabrics/node/{fabric_id}/{node_id}": {
		"kind": "protocol",
		"properties": {
			"delete": {
				"optional": true,
				"items": {
					"enum": [
						"interfaces",
						"ip",
						"ip6"
					],
					"type": "string"
				},
				"type": "array"
			},
			"digest": {
				"optional": true,
				"maxLength": 64,
				"type": "string"
			},
			"fabric_id": {
				"format": "pve-sdn-fabric-id",
				"maxLength": 8,
				"minLength": 2,
				"pattern": "[a-zA-Z0-9][a-zA-Z0-9-]{0,6}[a-zA-Z0-9]",
				"type": "string"
			},
			"interfaces": {
				"type": "array",
				"optional": true
			},
			"ip": {
				"optional": true,
				"format": "ipv4",
				"type": "string"
			},
			"ip6": {
				"optional": true,
				"format": "ipv6",
				"type": "string"
			},
			"lock-token": {
				"optional": true,
				"type": "string"
			},
			"node_id": {
				"format": "pve-node",
				"type": "string"
			},
			"protocol": {
				"enum": ["openfabric", "ospf"],
				"type": "string"
			}
		}
	},
	"PUT /cluster/sdn/ipams/{ipam}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"ipam": {
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"section": {
			"optional": true,
			"type": "integer"
		},
		"token": {
			"optional": true,
			"type": "string"
		},
		"url": {
			"optional": true,
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/vnets/{vnet}": { "properties": {
		"alias": {
			"optional": true,
			"maxLength": 256,
			"pattern": "(?:[\\(\\)-_.\\w\\d\\s]{0,256})",
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"isolate-ports": {
			"optional": true,
			"type": "boolean"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"tag": {
			"optional": true,
			"maximum": 16777215,
			"minimum": 1,
			"type": "integer"
		},
		"vlanaware": {
			"optional": true,
			"type": "boolean"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"zone": {
			"optional": true,
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/vnets/{vnet}/firewall/options": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"enable": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"log_level_forward": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"policy_forward": {
			"optional": true,
			"enum": ["ACCEPT", "DROP"],
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/vnets/{vnet}/ips": { "properties": {
		"ip": {
			"format": "ip",
			"type": "string"
		},
		"mac": {
			"optional": true,
			"format": "mac-addr",
			"type": "string"
		},
		"vmid": {
			"optional": true,
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		},
		"vnet": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"dhcp-dns-server": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"dhcp-range": {
			"optional": true,
			"items": {
				"type": "string",
				"fields": {
					"start-address": {
						"format": "ip",
						"type": "string"
					},
					"end-address": {
						"format": "ip",
						"type": "string"
					}
				}
			},
			"type": "array"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dnszoneprefix": {
			"optional": true,
			"format": "dns-name",
			"type": "string"
		},
		"gateway": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"snat": {
			"optional": true,
			"type": "boolean"
		},
		"subnet": {
			"format": "pve-sdn-subnet-id",
			"type": "string"
		},
		"vnet": {
			"optional": true,
			"type": "string"
		}
	} },
	"PUT /cluster/sdn/zones/{zone}": { "properties": {
		"advertise-subnets": {
			"optional": true,
			"type": "boolean"
		},
		"bridge": {
			"optional": true,
			"type": "string"
		},
		"bridge-disable-mac-learning": {
			"optional": true,
			"type": "boolean"
		},
		"controller": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"dhcp": {
			"optional": true,
			"enum": ["dnsmasq"],
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"disable-arp-nd-suppression": {
			"optional": true,
			"type": "boolean"
		},
		"dns": {
			"optional": true,
			"type": "string"
		},
		"dnszone": {
			"optional": true,
			"format": "dns-name",
			"type": "string"
		},
		"dp-id": {
			"optional": true,
			"type": "integer"
		},
		"exitnodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"exitnodes-local-routing": {
			"optional": true,
			"type": "boolean"
		},
		"exitnodes-primary": {
			"optional": true,
			"format": "pve-node",
			"type": "string"
		},
		"fabric": {
			"optional": true,
			"format": "pve-sdn-fabric-id",
			"type": "string"
		},
		"ipam": {
			"optional": true,
			"type": "string"
		},
		"lock-token": {
			"optional": true,
			"type": "string"
		},
		"mac": {
			"optional": true,
			"format": "mac-addr",
			"type": "string"
		},
		"mtu": {
			"optional": true,
			"type": "integer"
		},
		"nodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"peers": {
			"optional": true,
			"format": "ip-list",
			"type": "string"
		},
		"reversedns": {
			"optional": true,
			"type": "string"
		},
		"rt-import": {
			"optional": true,
			"format": "pve-sdn-bgp-rt-list",
			"type": "string"
		},
		"tag": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"vlan-protocol": {
			"default": "802.1q",
			"optional": true,
			"enum": ["802.1q", "802.1ad"],
			"type": "string"
		},
		"vrf-vxlan": {
			"optional": true,
			"maximum": 16777215,
			"minimum": 1,
			"type": "integer"
		},
		"vxlan-port": {
			"default": 4789,
			"optional": true,
			"maximum": 65536,
			"minimum": 1,
			"type": "integer"
		},
		"zone": {
			"maxLength": 8,
			"minLength": 2,
			"pattern": "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]",
			"type": "string"
		}
	} },
	"PUT /nodes/{node}/disks/wipedisk": { "properties": {
		"disk": {
			"pattern": "^/dev/[a-zA-Z0-9/]+$",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		}
	} },
	"PUT /nodes/{node}/dns": { "properties": {
		"dns1": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"dns2": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"dns3": {
			"optional": true,
			"format": "ip",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"search": { "type": "string" }
	} },
	"PUT /nodes/{node}/firewall/options": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"enable": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"log_level_forward": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"log_level_in": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"log_level_out": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"log_nf_conntrack": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"ndp": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"nf_conntrack_allow_invalid": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"nf_conntrack_helpers": {
			"default": "",
			"optional": true,
			"format": "pve-fw-conntrack-helper",
			"type": "string"
		},
		"nf_conntrack_max": {
			"default": 262144,
			"optional": true,
			"minimum": 32768,
			"type": "integer"
		},
		"nf_conntrack_tcp_timeout_established": {
			"default": 432e3,
			"optional": true,
			"minimum": 7875,
			"type": "integer"
		},
		"nf_conntrack_tcp_timeout_syn_recv": {
			"default": 60,
			"optional": true,
			"maximum": 60,
			"minimum": 30,
			"type": "integer"
		},
		"nftables": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"nosmurfs": {
			"optional": true,
			"type": "boolean"
		},
		"protection_synflood": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"protection_synflood_burst": {
			"default": 1e3,
			"optional": true,
			"type": "integer"
		},
		"protection_synflood_rate": {
			"default": 200,
			"optional": true,
			"type": "integer"
		},
		"smurf_log_level": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"tcp_flags_log_level": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"tcpflags": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /nodes/{node}/firewall/rules/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		}
	} },
	"PUT /nodes/{node}/lxc/{vmid}/firewall/aliases/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/lxc/{vmid}/firewall/options": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dhcp": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"enable": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"ipfilter": {
			"optional": true,
			"type": "boolean"
		},
		"log_level_in": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"log_level_out": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macfilter": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"ndp": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"policy_in": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		},
		"policy_out": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		},
		"radv": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/lxc/{vmid}/firewall/rules/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/network": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"regenerate-frr": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		}
	} },
	"PUT /nodes/{node}/network/{iface}": { "properties": {
		"address": {
			"optional": true,
			"format": "ipv4",
			"requires": "netmask",
			"type": "string"
		},
		"address6": {
			"optional": true,
			"format": "ipv6",
			"requires": "netmask6",
			"type": "string"
		},
		"autostart": {
			"optional": true,
			"type": "boolean"
		},
		"bond-primary": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		},
		"bond_mode": {
			"optional": true,
			"enum": [
				"balance-rr",
				"active-backup",
				"balance-xor",
				"broadcast",
				"802.3ad",
				"balance-tlb",
				"balance-alb",
				"balance-slb",
				"lacp-balance-slb",
				"lacp-balance-tcp"
			],
			"type": "string"
		},
		"bond_xmit_hash_policy": {
			"optional": true,
			"enum": [
				"layer2",
				"layer2+3",
				"layer3+4"
			],
			"type": "string"
		},
		"bridge_ports": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"bridge_vids": {
			"optional": true,
			"format": "pve-vlan-id-or-range-list",
			"type": "string"
		},
		"bridge_vlan_aware": {
			"optional": true,
			"type": "boolean"
		},
		"cidr": {
			"optional": true,
			"format": "CIDRv4",
			"type": "string"
		},
		"cidr6": {
			"optional": true,
			"format": "CIDRv6",
			"type": "string"
		},
		"comments": {
			"optional": true,
			"type": "string"
		},
		"comments6": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"gateway": {
			"optional": true,
			"format": "ipv4",
			"type": "string"
		},
		"gateway6": {
			"optional": true,
			"format": "ipv6",
			"type": "string"
		},
		"iface": {
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"mtu": {
			"optional": true,
			"maximum": 65520,
			"minimum": 1280,
			"type": "integer"
		},
		"netmask": {
			"optional": true,
			"format": "ipv4mask",
			"requires": "address",
			"type": "string"
		},
		"netmask6": {
			"optional": true,
			"maximum": 128,
			"minimum": 0,
			"requires": "address6",
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"ovs_bonds": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"ovs_bridge": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		},
		"ovs_options": {
			"optional": true,
			"maxLength": 1024,
			"type": "string"
		},
		"ovs_ports": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"ovs_tag": {
			"optional": true,
			"maximum": 4094,
			"minimum": 1,
			"type": "integer"
		},
		"slaves": {
			"optional": true,
			"format": "pve-iface-list",
			"type": "string"
		},
		"type": {
			"enum": [
				"bridge",
				"bond",
				"eth",
				"alias",
				"vlan",
				"fabric",
				"OVSBridge",
				"OVSBond",
				"OVSPort",
				"OVSIntPort",
				"vnet",
				"unknown"
			],
			"type": "string"
		},
		"vlan-id": {
			"optional": true,
			"maximum": 4094,
			"minimum": 1,
			"type": "integer"
		},
		"vlan-raw-device": {
			"optional": true,
			"format": "pve-iface",
			"type": "string"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/cloudinit": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/config": {
		"config": "qemu",
		"properties": {
			"cdrom": {
				"optional": true,
				"type": "string",
				"fields": {
					"aio": {
						"optional": true,
						"enum": [
							"native",
							"threads",
							"io_uring"
						],
						"type": "string"
					},
					"backup": {
						"optional": true,
						"type": "boolean"
					},
					"bps": {
						"optional": true,
						"type": "integer"
					},
					"bps_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_rd": {
						"optional": true,
						"type": "integer"
					},
					"bps_rd_length": { "alias": "bps_rd_max_length" },
					"bps_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"bps_wr": {
						"optional": true,
						"type": "integer"
					},
					"bps_wr_length": { "alias": "bps_wr_max_length" },
					"bps_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"cache": {
						"optional": true,
						"enum": [
							"none",
							"writethrough",
							"writeback",
							"unsafe",
							"directsync"
						],
						"type": "string"
					},
					"detect_zeroes": {
						"optional": true,
						"type": "boolean"
					},
					"discard": {
						"optional": true,
						"enum": ["ignore", "on"],
						"type": "string"
					},
					"file": {
						"defaultKey": true,
						"format": "pve-volume-id-or-qm-path",
						"type": "string"
					},
					"format": {
						"optional": true,
						"enum": [
							"raw",
							"qcow",
							"qed",
							"qcow2",
							"vmdk",
							"cloop"
						],
						"type": "string"
					},
					"iops": {
						"optional": true,
						"type": "integer"
					},
					"iops_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_rd": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_length": { "alias": "iops_rd_max_length" },
					"iops_rd_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_rd_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"iops_wr": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_length": { "alias": "iops_wr_max_length" },
					"iops_wr_max": {
						"optional": true,
						"type": "integer"
					},
					"iops_wr_max_length": {
						"optional": true,
						"minimum": 1,
						"type": "integer"
					},
					"mbps": {
						"optional": true,
						"type": "number"
					},
					"mbps_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd": {
						"optional": true,
						"type": "number"
					},
					"mbps_rd_max": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr": {
						"optional": true,
						"type": "number"
					},
					"mbps_wr_max": {
						"optional": true,
						"type": "number"
					},
					"media": {
						"default": "disk",
						"optional": true,
						"enum": ["cdrom", "disk"],
						"type": "string"
					},
					"model": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 120,
						"type": "string"
					},
					"replicate": {
						"default": 1,
						"optional": true,
						"type": "boolean"
					},
					"rerror": {
						"optional": true,
						"enum": [
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"serial": {
						"optional": true,
						"format": "urlencoded",
						"maxLength": 60,
						"type": "string"
					},
					"shared": {
						"default": 0,
						"optional": true,
						"type": "boolean"
					},
					"size": {
						"optional": true,
						"format": "disk-size",
						"type": "string"
					},
					"snapshot": {
						"optional": true,
						"type": "boolean"
					},
					"ssd": {
						"optional": true,
						"type": "boolean"
					},
					"volume": { "alias": "file" },
					"werror": {
						"optional": true,
						"enum": [
							"enospc",
							"ignore",
							"report",
							"stop"
						],
						"type": "string"
					},
					"wwn": {
						"optional": true,
						"pattern": "(?:^(0x)[0-9a-fA-F]{16})",
						"type": "string"
					}
				}
			},
			"delete": {
				"optional": true,
				"format": "pve-configid-list",
				"type": "string"
			},
			"digest": {
				"optional": true,
				"maxLength": 40,
				"type": "string"
			},
			"force": {
				"optional": true,
				"requires": "delete",
				"type": "boolean"
			},
			"node": {
				"format": "pve-node",
				"type": "string"
			},
			"revert": {
				"optional": true,
				"format": "pve-configid-list",
				"type": "string"
			},
			"skiplock": {
				"optional": true,
				"type": "boolean"
			},
			"vmid": {
				"format": "pve-vmid",
				"maximum": 999999999,
				"minimum": 100,
				"type": "integer"
			}
		}
	},
	"PUT /nodes/{node}/qemu/{vmid}/firewall/aliases/{name}": { "properties": {
		"cidr": {
			"format": "IPorCIDR",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"rename": {
			"optional": true,
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}": { "properties": {
		"cidr": {
			"format": "IPorCIDRorAlias",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"name": {
			"maxLength": 64,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"nomatch": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/firewall/options": { "properties": {
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dhcp": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"enable": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"ipfilter": {
			"optional": true,
			"type": "boolean"
		},
		"log_level_in": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"log_level_out": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macfilter": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"ndp": {
			"default": 1,
			"optional": true,
			"type": "boolean"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"policy_in": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		},
		"policy_out": {
			"optional": true,
			"enum": [
				"ACCEPT",
				"REJECT",
				"DROP"
			],
			"type": "string"
		},
		"radv": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/firewall/rules/{pos}": { "properties": {
		"action": {
			"optional": true,
			"maxLength": 20,
			"minLength": 2,
			"pattern": "[A-Za-z][A-Za-z0-9\\-_]+",
			"type": "string"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"type": "string"
		},
		"dest": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"dport": {
			"optional": true,
			"format": "pve-fw-dport-spec",
			"type": "string"
		},
		"enable": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"icmp-type": {
			"optional": true,
			"format": "pve-fw-icmp-type-spec",
			"type": "string"
		},
		"iface": {
			"optional": true,
			"format": "pve-iface",
			"maxLength": 20,
			"minLength": 2,
			"type": "string"
		},
		"log": {
			"optional": true,
			"enum": [
				"emerg",
				"alert",
				"crit",
				"err",
				"warning",
				"notice",
				"info",
				"debug",
				"nolog"
			],
			"type": "string"
		},
		"macro": {
			"optional": true,
			"maxLength": 128,
			"type": "string"
		},
		"moveto": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"pos": {
			"optional": true,
			"minimum": 0,
			"type": "integer"
		},
		"proto": {
			"optional": true,
			"format": "pve-fw-protocol-spec",
			"type": "string"
		},
		"source": {
			"optional": true,
			"format": "pve-fw-addr-spec",
			"maxLength": 512,
			"type": "string"
		},
		"sport": {
			"optional": true,
			"format": "pve-fw-sport-spec",
			"type": "string"
		},
		"type": {
			"optional": true,
			"enum": [
				"in",
				"out",
				"forward",
				"group"
			],
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/resize": { "properties": {
		"digest": {
			"optional": true,
			"maxLength": 40,
			"type": "string"
		},
		"disk": {
			"enum": [
				"ide0",
				"ide1",
				"ide2",
				"ide3",
				"scsi0",
				"scsi1",
				"scsi2",
				"scsi3",
				"scsi4",
				"scsi5",
				"scsi6",
				"scsi7",
				"scsi8",
				"scsi9",
				"scsi10",
				"scsi11",
				"scsi12",
				"scsi13",
				"scsi14",
				"scsi15",
				"scsi16",
				"scsi17",
				"scsi18",
				"scsi19",
				"scsi20",
				"scsi21",
				"scsi22",
				"scsi23",
				"scsi24",
				"scsi25",
				"scsi26",
				"scsi27",
				"scsi28",
				"scsi29",
				"scsi30",
				"virtio0",
				"virtio1",
				"virtio2",
				"virtio3",
				"virtio4",
				"virtio5",
				"virtio6",
				"virtio7",
				"virtio8",
				"virtio9",
				"virtio10",
				"virtio11",
				"virtio12",
				"virtio13",
				"virtio14",
				"virtio15",
				"sata0",
				"sata1",
				"sata2",
				"sata3",
				"sata4",
				"sata5",
				"efidisk0",
				"tpmstate0"
			],
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"size": {
			"pattern": "\\+?\\d+(\\.\\d+)?[KMGT]?",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/sendkey": { "properties": {
		"key": { "type": "string" },
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"skiplock": {
			"optional": true,
			"type": "boolean"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config": { "properties": {
		"description": {
			"optional": true,
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"snapname": {
			"format": "pve-configid",
			"maxLength": 40,
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/qemu/{vmid}/unlink": { "properties": {
		"force": {
			"optional": true,
			"type": "boolean"
		},
		"idlist": {
			"format": "pve-configid-list",
			"type": "string"
		},
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"vmid": {
			"format": "pve-vmid",
			"maximum": 999999999,
			"minimum": 100,
			"type": "integer"
		}
	} },
	"PUT /nodes/{node}/storage/{storage}/content/{volume}": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"notes": {
			"optional": true,
			"type": "string"
		},
		"protected": {
			"optional": true,
			"type": "boolean"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id",
			"type": "string"
		},
		"volume": { "type": "string" }
	} },
	"PUT /nodes/{node}/time": { "properties": {
		"node": {
			"format": "pve-node",
			"type": "string"
		},
		"timezone": { "type": "string" }
	} },
	"PUT /pools": { "properties": {
		"allow-move": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"poolid": {
			"format": "pve-poolid",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id-list",
			"type": "string"
		},
		"vms": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		}
	} },
	"PUT /pools/{poolid}": { "properties": {
		"allow-move": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"comment": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"poolid": {
			"format": "pve-poolid",
			"type": "string"
		},
		"storage": {
			"optional": true,
			"format": "pve-storage-id-list",
			"type": "string"
		},
		"vms": {
			"optional": true,
			"format": "pve-vmid-list",
			"type": "string"
		}
	} },
	"PUT /storage/{storage}": { "properties": {
		"blocksize": {
			"optional": true,
			"format": "pve-storage-zfs-blocksize",
			"type": "string"
		},
		"bwlimit": {
			"optional": true,
			"type": "string",
			"fields": {
				"clone": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"default": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"migration": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"move": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				},
				"restore": {
					"optional": true,
					"minimum": 0,
					"type": "number"
				}
			}
		},
		"comstar_hg": {
			"optional": true,
			"type": "string"
		},
		"comstar_tg": {
			"optional": true,
			"type": "string"
		},
		"content": {
			"optional": true,
			"format": "pve-storage-content-list",
			"type": "string"
		},
		"content-dirs": {
			"optional": true,
			"format": "pve-dir-override-list",
			"type": "string"
		},
		"create-base-path": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"create-subdirs": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"data-pool": {
			"optional": true,
			"type": "string"
		},
		"delete": {
			"optional": true,
			"format": "pve-configid-list",
			"maxLength": 4096,
			"type": "string"
		},
		"digest": {
			"optional": true,
			"maxLength": 64,
			"type": "string"
		},
		"disable": {
			"optional": true,
			"type": "boolean"
		},
		"domain": {
			"optional": true,
			"maxLength": 256,
			"type": "string"
		},
		"encryption-key": {
			"optional": true,
			"type": "string"
		},
		"fingerprint": {
			"optional": true,
			"pattern": "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}",
			"type": "string"
		},
		"format": {
			"optional": true,
			"enum": [
				"raw",
				"qcow2",
				"subvol",
				"vmdk"
			],
			"type": "string"
		},
		"fs-name": {
			"optional": true,
			"format": "pve-configid",
			"type": "string"
		},
		"fuse": {
			"optional": true,
			"type": "boolean"
		},
		"is_mountpoint": {
			"default": "no",
			"optional": true,
			"type": "string"
		},
		"keyring": {
			"optional": true,
			"type": "string"
		},
		"krbd": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"lio_tpg": {
			"optional": true,
			"type": "string"
		},
		"master-pubkey": {
			"optional": true,
			"type": "string"
		},
		"max-protected-backups": {
			"default": "Unlimited for users with Datastore.Allocate privilege, 5 for other users",
			"optional": true,
			"minimum": -1,
			"type": "integer"
		},
		"mkdir": {
			"default": "yes",
			"optional": true,
			"type": "boolean"
		},
		"monhost": {
			"optional": true,
			"format": "pve-storage-portal-dns-list",
			"type": "string"
		},
		"mountpoint": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"namespace": {
			"optional": true,
			"type": "string"
		},
		"nocow": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"nodes": {
			"optional": true,
			"format": "pve-node-list",
			"type": "string"
		},
		"nowritecache": {
			"optional": true,
			"type": "boolean"
		},
		"options": {
			"optional": true,
			"format": "pve-storage-options",
			"type": "string"
		},
		"password": {
			"optional": true,
			"maxLength": 256,
			"type": "string"
		},
		"pool": {
			"optional": true,
			"type": "string"
		},
		"port": {
			"optional": true,
			"maximum": 65535,
			"minimum": 1,
			"type": "integer"
		},
		"preallocation": {
			"default": "metadata",
			"optional": true,
			"enum": [
				"off",
				"metadata",
				"falloc",
				"full"
			],
			"type": "string"
		},
		"prune-backups": {
			"optional": true,
			"type": "string",
			"fields": {
				"keep-all": {
					"optional": true,
					"type": "boolean"
				},
				"keep-daily": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-hourly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-last": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-monthly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-weekly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				},
				"keep-yearly": {
					"optional": true,
					"minimum": 0,
					"type": "integer"
				}
			}
		},
		"saferemove": {
			"optional": true,
			"type": "boolean"
		},
		"saferemove-stepsize": {
			"default": 32,
			"optional": true,
			"enum": [
				"1",
				"2",
				"4",
				"8",
				"16",
				"32"
			],
			"type": "integer"
		},
		"saferemove_throughput": {
			"optional": true,
			"type": "string"
		},
		"server": {
			"optional": true,
			"format": "pve-storage-server",
			"type": "string"
		},
		"shared": {
			"optional": true,
			"type": "boolean"
		},
		"skip-cert-verification": {
			"default": "false",
			"optional": true,
			"type": "boolean"
		},
		"smbversion": {
			"default": "default",
			"optional": true,
			"enum": [
				"default",
				"2.0",
				"2.1",
				"3",
				"3.0",
				"3.11"
			],
			"type": "string"
		},
		"snapshot-as-volume-chain": {
			"default": 0,
			"optional": true,
			"type": "boolean"
		},
		"sparse": {
			"optional": true,
			"type": "boolean"
		},
		"storage": {
			"format": "pve-storage-id",
			"type": "string"
		},
		"subdir": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		},
		"tagged_only": {
			"optional": true,
			"type": "boolean"
		},
		"username": {
			"optional": true,
			"type": "string"
		},
		"zfs-base-path": {
			"optional": true,
			"format": "pve-storage-path",
			"type": "string"
		}
	} }
};
const cache = /* @__PURE__ */ new Map();
/**
* What a method takes, the parameters of its path too; null when this release has no such method, or the file does not
* tell of it.
* @param call `POST /cluster/sdn/zones`
*/
function apiProperties(call, pve = "9.2") {
	const cacheKey = `${pve} ${call}`;
	const known = cache.get(cacheKey);
	if (known !== void 0) return known;
	const entry = Object.hasOwn(methods, call) ? methods[call] : void 0;
	const properties = entry && (pve !== "8.4" || isIn8(call)) ? callProperties(call, entry, pve) : null;
	cache.set(cacheKey, properties);
	return properties;
}
/** Every method that the file tells of: `GET /nodes/{node}/lxc/{vmid}/config`. */
const apiCalls = () => Object.keys(methods);
export { copyVmVolume as $, mountsInSnapshot as $n, assertUnused as $r, assertDevice as $t, hotplugVm as A, ruleSet as Ai, freeUnused as An, allocateVolume as Ar, isVmTemplate as At, addUnusedVm as B, confPath as Bi, readDb as Bn, volumesOf as Br, emptyVm as Bt, qmStart as C, groupAdd as Ci, readInterfaces as Cn, reassignDisk as Cr, hasQuorum as Ct, hasAgent as D, readGroups as Di, allocateMount as Dn, snapshotDisk as Dr, assertVmUnprotected as Dt, startChecked as E, purgeFromRules as Ei, addUnused as En, rollbackDisk as Er, assertVmDigest as Et, cleanupVmPending as F, readResources as Fi, writeDnsmasq as Fn, locate as Fr, vmConfPath as Ft, dumpSeed as G, runningGuests as Gi, readGroup as Gn, storageById as Gr, NEW_DISK as Gt, isVmVolumeInUse as H, isRunning as Hi, removeSubnet as Hn, availableStorage as Hr, vmOf as Ht, deletionsOf as I, requestMigration as Ii, addEntry as In, locateImage as Ir, vmLockPath as It, CLOUDINIT_BYTES as J, setRunning as Ji, writeGroup as Jn, writeStorages as Jr, isCdrom as Jt, isCloudinitOption as K, runningPath as Ki, readRunning as Kn, storageOf as Kr, diskDrives as Kt, queueVmDeletion as L, resourcesText as Li, addSubnet as Ln, parseVolumeId as Lr, withVmLock as Lt, cloudAnswer as M, changeResources as Mi, parseMount as Mn, declareImplicitVolumes as Mr, machineState as Mt, untilAgent as N, hasManager as Ni, cardChanged as Nn, freeVolume as Nr, machinesOf as Nt, startMachine as O, ruleAdd as Oi, applyMount as On, fits$1 as Or, checkVmLock as Ot, applyVmPending as P, isHaResource as Pi, cardGone as Pn, guestVolumes as Pr, removeVmLock as Pt, baseOf as Q, mountAt as Qn, assertDigest as Qr, volumeOfDrive as Qt, unqueueVmDeletion as R, held as Ri, addressesOf as Rn, volumeOwners as Rr, writeVm as Rt, qmShutdown as S, joined as Si, interfacesText as Sn, linkDisk as Sr, assertUp as St, qmSuspend as T, groupSet as Ti, NEW_VOLUME as Tn, resizeDisk as Tr, quorate as Tt, registerUnused as U, lockPath as Ui, commitGroups as Un, isOnNode as Ur, vmText as Ut, deallocate as V, guestsOf$1 as Vi, removeEntry as Vn, writeVolume as Vr, isCloudinit as Vt, CLOUDINIT_KEYS as W, ownerOf$1 as Wi, hasPending$1 as Wn, readStorages as Wr, DRIVE_KEY as Wt, allocateVmVolume as X, splitList as Xi, isOwn as Xn, randomBase64 as Xr, parseDrive as Xt, TPM_BYTES as Y, formatReason as Yi, asSeen as Yn, STORAGE_TYPES as Yr, managedVolume as Yt, assertTakesImages as Z, ownPath as Zn, sessionWith as Zr, printDrive as Zt, tendHa as _, validateAll as _i, guestRoot as _n, deleteDiskSnapshot as _r, pctStop as _t, firewallOf as a, draftOf as ai, unqueueDeletion as an, snapshotEntries as ar, vmDiskHas as at, qmReset as b, confSchema as bi, rollbackGuestFiles as bn, freeDisk as br, startGuest as bt, setTimer as c, loadConf as ci, parseNet as cn, lastTask as cr, withMac as ct, prepareFreshNode as d, textOf$3 as di, nestingWarning as dn, taskLog as dr, cardsGone as dt, createAndLock as ei, checkLxcConfig as en, mountsOf as er, efiBytes as et, EMPTY as f, unsetOption as fi, osOfArchive as fn, taskStatus as fr, cardsMade as ft, writeState as g, volumeOf as gi, deleteGuestSnapshot as gn, createBase as gr, pctStart as gt, readState as h, volumeKeys as hi, copyTree as hn, copyDisk as hr, pctShutdown as ht, assertReached as i, checkLock as ii, queueDeletion as in, printSnapshotTree as ir, sizeOf as it, memoryBytes as j, CRM_COMMANDS as ji, isVolumeInUse as jn, contentOf as jr, loadVm as jt, stopMachine as k, ruleRemove as ki, formatMount as kn, usageOf as kr, isMachineRunning as kt, stopTimers as l, optionKeys as li, parseNewNet as ln, parseUpid as lr, withNewMac as lt, ownState as m, writeConf as mi, copyGuestFiles as mn, assertRollback as mr, pctReboot as mt, apiProperties as n, setLock as ni, cleanupPending as nn, localTime as nr, imageBytes as nt, turnedAway as o, emptyDraft as oi, bridgeMtu as on, TaskFailure as or, parseVmNet as ot, freeGuestDataset as p, withGuestLock as pi, writeGuestOs as pn, allocateNamed as pr, pctMigrate as pt, writeSeed as q, runningState as qi, rollbackGroups as qn, typeOf as qr, driveKeys as qt, addressOf as r, underLock as ri, pendingDeletions as rn, pctListsnapshot as rr, linkVmVolume as rt, fireTimers as s, getOption as si, formatNet as sn, endedTasks as sr, uuid as st, apiCalls as t, removeLock as ti, applyPending as tn, withVolume as tr, formatFor as tt, parseArguments as u, setOption as ui, updateNet as un, runTask as ur, withNewUuid as ut, qmMigrate as v, commandSchema as vi, removeGuestFiles as vn, diskHas as vr, guestOptions as vt, qmStop as w, groupRemove as wi, writeInterfaces as wn, requireVolume as wr, isDown as wt, qmResume as x, isIn8 as xi, snapshotGuestFiles as xn, isBaseUsed as xr, stopGuest as xt, qmReboot as y, commandsOf as yi, removeTree as yn, fill as yr, isTemplate as yt, waiting as z, whole as zi, cidrOf as zn, volumeRecord as zr, cloudinitKey as zt };
