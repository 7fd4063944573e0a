import { Et as durationText, St as errorsIn } from "./base.js";
import { $t as isOver, Ao as plural, Co as downtimeText, Do as longest, Eo as listed, Fo as code, Ho as prose, Ht as downtimeNow, Io as fence, Jt as judged, Ko as words, Kt as rankOf, Lo as html, Mo as valueText, Oo as number, Po as clip, Qt as isRemoval, Ut as effectNow, Vt as countsText, Wt as isAside, Xt as wholeNote, Yt as shownChanges, Zt as worstFirst, _o as fileLink, bo as positionLinks, go as everything, jo as spanText, wo as labelOf, xo as EFFECT_WORDS, yo as positionLink, zt as CATEGORIES } from "./engine.js";
import { a as waiting, c as CAPACITY_HEAD, d as policyText, f as revisionText, i as restText, l as capacityRow, n as countText, o as estateCode, p as telling, r as groupItems, s as headline, t as stopsText, u as footText } from "./stops.js";
import { n as guestText, r as idText, t as addressCode } from "./names.js";
import { n as proofHeadline, t as WAY_WORDS } from "./proof-words.js";
// src/plan/render/fit.ts
/** UTF-8 bytes: never fewer than UTF-16 units, so that a text that fits by bytes fits by either count. */
function sizeOf(text) {
	return Buffer.byteLength(text, "utf8");
}
function costOf(pieces, sections) {
	let cost = 0;
	for (const [slot, section] of sections) {
		const piece = pieces[slot];
		if (piece !== void 0) cost += sizeOf(piece) + sizeOf(section.between);
	}
	return cost;
}
/** Below this there is no sense in trying richer forms. */
const CRUMB = 64;
/** Chooses a form for each block so that all together take at most `room` bytes beside the frames of the sections. */
function fit(blocks, sections, room) {
	const bySlot = new Map(sections.map((section) => [section.slot, section]));
	const queue = blocks.toSorted((a, b) => a.rank - b.rank);
	let left = room;
	const shown = [];
	for (const block of queue) {
		const pieces = block.forms.at(-1)?.() ?? {};
		const cost = costOf(pieces, bySlot);
		if (cost > left) break;
		left -= cost;
		shown.push({
			pieces,
			cost,
			level: 0
		});
	}
	const levels = Math.max(0, ...queue.map((block) => block.forms.length));
	for (let level = 1; level < levels && left > CRUMB; level += 1) for (const [i, chosen] of shown.entries()) {
		const form = queue[i]?.forms.at(-1 - level);
		if (!form) continue;
		const pieces = form();
		const cost = costOf(pieces, bySlot);
		if (cost - chosen.cost > left) break;
		left -= cost - chosen.cost;
		shown[i] = {
			pieces,
			cost,
			level
		};
	}
	const shortened = shown.filter(({ level }, i) => level + 1 < (queue[i]?.forms.length ?? 0)).length;
	return {
		shown: shown.map(({ pieces }) => pieces),
		dropped: queue.slice(shown.length),
		shortened
	};
}
/** The bytes that the frames of all sections take at most. */
function framesOf(sections) {
	return sections.reduce((sum, { open, close }) => sum + sizeOf(open) + sizeOf(close) + 2, 0);
}
/** A section as text, or null when no block has a piece in it. */
function sectionText(section, shown) {
	const pieces = shown.map((one) => one[section.slot]).filter((piece) => piece !== void 0);
	return pieces.length === 0 ? null : `${section.open}${pieces.join(section.between)}${section.close}`;
}
// src/plan/render/document.ts
/** A Markdown document out of a fixed head and foot and blocks between them, at most so many bytes long. */
/** Says what is missing, so that a short document is never taken for a whole one. */
function missing(count, shortened, where) {
	const page = everything(where, "job summary");
	if (count !== "") return [`**Not shown here:** ${count}. The ${page} has more.`];
	return shortened > 0 ? [`Some of it is shortened; the ${page} has more.`] : [];
}
/** The document. It ends with a newline and is never longer than `limit` bytes of UTF-8. */
function compose(draft, where, limit) {
	const { head, blocks, sections, foot, count } = draft;
	const { shown, dropped, shortened } = fit(blocks, sections, limit - ([
		...head,
		...foot,
		...missing(count(blocks) || "-", 0, where)
	].reduce((sum, text) => sum + sizeOf(text) + 2, 0) + framesOf(sections)));
	const parts = sections.map((section) => sectionText(section, shown)).filter((text) => text !== null);
	return `${[
		...head,
		...missing(count(dropped), shortened, where),
		...parts,
		...foot
	].join("\n\n")}\n`;
}
// src/plan/render/comment/row.ts
/** Rows of the main table: one guest a row, or one row for many guests that get the same change. */
const HEAD$1 = [
	"",
	"Guest",
	"Change",
	"Effect",
	"Downtime",
	"Why"
];
function rowHead(column) {
	const names = column ? [...HEAD$1, column.name] : HEAD$1;
	return `|${names.map((name) => name === "" ? " " : ` ${name} `).join("|")}|\n|${names.map(() => "---|").join("")}\n`;
}
const ICONS = {
	destroy: "💥",
	delete: "💥",
	retire: "🗑️",
	replace: "♻️",
	impossible: "⛔",
	offline: "⏸️",
	restart: "🔁",
	migrate: "🚚",
	remove: "➖",
	held: "⏳",
	drift: "👀",
	note: "❔",
	create: "➕",
	adopt: "🤝",
	rename: "🏷️",
	live: "✏️",
	config: "📝",
	aside: "💬"
};
const ROWS_OF_A_GROUP = 4;
const VALUE = 64;
function row(cells) {
	return `| ${cells.join(" | ")} |`;
}
function changeText(one) {
	const left = {
		covered: "",
		held: ` ${ICONS.held}`,
		drift: ` ${ICONS.drift}`
	};
	return `${differenceText(one)}${left[one.cover.is]}`;
}
function differenceText({ change, isList }) {
	const { before, after } = change;
	const name = code(clip(labelOf(change), 60));
	if (isList) return `${name} **${before === null ? "+" : "−"} ${words(clip(valueText(before ?? after), VALUE))}**`;
	if (after === null) return `${name} removed`;
	const value = `**${words(clip(valueText(after), VALUE))}**`;
	return before === null ? `${name} → ${value}` : `${name} ${words(clip(valueText(before), VALUE))} → ${value}`;
}
function changesText(item, most) {
	const all = worstFirst(shownChanges(item).filter((one) => !isToldByAction(item, one)));
	const isPartly = all.some(({ cover }) => cover.is === "covered");
	return listed(all, most, (one) => isPartly ? changeText(one) : differenceText(one));
}
/** That the address changed, or the guest becomes ours. */
function isToldByAction(item, { change }) {
	return change.slot === "marker" && (item.was !== void 0 || item.action === "adopt");
}
/** What happens, in a cell. */
function whatText(item, most) {
	const summary = words(clip(item.summary, 160));
	const changes = changesText(item, most);
	const renamed = item.was === void 0 ? "" : `was ${addressCode(item.was)}`;
	const parts = (...texts) => texts.filter((text) => text !== "").join("; ");
	switch (item.action) {
		case "create":
		case "retire":
		case "destroy":
		case "remove": return summary;
		case "replace": return parts(renamed, changes, summary);
		case "rename":
		case "update": return parts(renamed, changes);
		case "migrate": return parts(renamed, changes || `to ${code(clip(item.node, 60))}`);
		case "adopt": return parts(renamed, "marked as ours", changes);
		case "no-op": return parts(changes, prose(clip(item.notes[0] ?? "", 160)));
	}
}
const GRAVE = {
	destroy: "**destroy**",
	delete: "**deletes data**",
	retire: "**retire**",
	replace: "**replace**",
	impossible: "**impossible**"
};
/** The note of the worst change that is made. */
function firstNote(item) {
	return worstFirst(judged(item)).find(({ change, cover }) => cover.is === "covered" && change.note)?.change.note;
}
function effectText(group, item, noted = true) {
	const why = waiting(group);
	const { category } = group;
	if (category === "drift") return `drift, only reported: ${prose(clip(why ?? "", 120))}`;
	if (category === "held") return `on hold: ${prose(clip(why ?? "", 120))}`;
	if (category === "note") return "not touched";
	if (category === "aside") return EFFECT_WORDS.none;
	const effect = effectNow(item);
	const also = (category === "migrate" || category === "adopt" || category === "rename") && (effect === "restart" || effect === "offline");
	const name = GRAVE[category] ?? OWN_WORD[category] ?? EFFECT_WORDS[effect];
	const note = item.action === "create" || category === "retire" || category === "destroy" || !noted ? void 0 : firstNote(item);
	const rest = why === null ? "" : `; ${restText(group)}: ${prose(clip(why, 120))}`;
	return `${name}${also ? `, ${EFFECT_WORDS[effect]}` : ""}${note ? `, ${prose(clip(note, 120))}` : ""}${rest}`;
}
const OWN_WORD = {
	migrate: "migrate",
	create: "create",
	adopt: "adopt",
	rename: "rename",
	remove: "**remove**"
};
/** The lines that ask for it: links to the first two places. */
function whyText(where, item) {
	if (isAside(item)) return "–";
	const gone = isRemoval(item.action);
	const places = new Map(worstFirst(shownChanges(item)).flatMap(({ change: { at } }) => at ? [[`${at.file}:${at.line}`, at]] : []));
	if (places.size > 0 && item.action !== "create") return positionLinks(where, [...places.values()], 2);
	return gone ? `${fileLink(where, item.file, true)} removed` : fileLink(where, item.file, false);
}
function downtimes(items) {
	const goes = items.every(({ action }) => isRemoval(action));
	const each = items.map(downtimeNow);
	if (each.includes(null)) return goes ? downtimeText(null) : "stays down";
	const seconds = each.filter((s) => s !== null);
	if (seconds.every((s) => s === 0)) return "none";
	return `≈ ${spanText(seconds)}${items.length > 1 ? " each" : ""}`;
}
/** The whole group in one row; `changes`: how many of them are spelled out. */
function combinedRow(where, group, changes, column = null) {
	const first = group.items[0];
	return row([
		ICONS[group.category],
		listed(group.items, 3, guestText),
		whatText(first, changes),
		effectText(group, first),
		downtimes(group.items),
		whyText(where, first),
		...column ? [column.cell(group.items)] : []
	]);
}
/** A row for each guest of a small group, or one for all of a large one. */
function groupRows(where, group, column = null) {
	if (group.items.length === 1 || group.items.length > ROWS_OF_A_GROUP) return combinedRow(where, group, 3, column);
	return group.items.map((item, i) => row([
		ICONS[group.category],
		guestText(item),
		i === 0 ? whatText(item, 3) : "same",
		effectText(group, item, i === 0),
		downtimes([item]),
		i === 0 ? whyText(where, item) : "same",
		...column ? [column.cell([item])] : []
	])).join("\n");
}
// src/plan/render/comment/warnings.ts
/** A sentence of somebody else's, closed with one full stop. */
function sentence(text, most) {
	const shown = prose(clip(capital(text), most));
	return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}
function notesText(item) {
	const whole = item.action === "update" ? null : wholeNote(item);
	return [...whole === null ? [] : [whole], ...item.notes.slice(0, 8)].map((note) => ` ${sentence(note, 400)}`).join("");
}
/** Why the guest is made anew. */
function replaceText(item) {
	const note = item.changes.find((change) => change.effect === "replace" && change.note)?.note;
	return note === void 0 ? "" : ` ${sentence(note, 400)}`;
}
function impossibleText(item) {
	const changes = item.changes.filter((change) => change.effect === "impossible");
	return listed(changes, 5, (change) => {
		const { before, after, note } = change;
		const values = `${words(clip(valueText(before), 60))} → ${words(clip(valueText(after), 60))}`;
		return `${code(clip(labelOf(change), 80))} ${values}${note ? ` (${prose(clip(note, 200))})` : ""}`;
	});
}
/** Deletions that an update brings along: `/mounts/~1data` of a guest that stays. */
function lostText(item) {
	const lost = item.changes.filter((change) => change.effect === "destroy");
	return listed(lost, 5, (change) => {
		const { before } = change;
		return `${code(clip(labelOf(change), 80))} ${words(clip(valueText(before, ""), 60))}`.trimEnd();
	});
}
/** The warning that a group deserves, or null. */
function groupWarning(group) {
	const [item] = group.items;
	if (!item) return null;
	const name = listed(group.items, 3, ({ address }) => addressCode(address));
	switch (group.category) {
		case "retire": return `**Retire ${name}.**${notesText(item)}`;
		case "destroy": return `**Destroy ${name}.**${notesText(item)} There is no undo.`;
		case "delete": return `**Delete data of ${name}:** ${lostText(item)}.${notesText(item)} There is no undo.`;
		case "replace": return `**Replace ${name}.**${replaceText(item)}${notesText(item)} The old one is destroyed: there is no undo.`;
		case "impossible": return `**Proxmox cannot do this to ${name}:** ${impossibleText(item)}.${notesText(item)} It is not applied until the file says something else.`;
		case "note":
		case "offline":
		case "restart":
		case "migrate":
		case "remove":
		case "held":
		case "drift":
		case "create":
		case "adopt":
		case "rename":
		case "live":
		case "config":
		case "aside": return null;
	}
}
/** A limit stops all of its kind, not only those beyond it. */
const UNTIL_IT_FITS = {
	retire: "Until that fits, none of them goes.",
	restart: "Until that fits, none of them stops."
};
function policyWarning(verdict) {
	const unless = UNTIL_IT_FITS[verdict.policy];
	return `**Policy:** ${sentence(verdict.text, 300)}${unless ? ` ${unless}` : ""}`;
}
/** `**PHX131** message (place): hint.`; the short form leaves the hint out. */
function findingText(finding, where, full) {
	const most = full ? 1200 : 240;
	const places = [finding.at, finding.also].filter((at) => at !== void 0);
	const at = places.length === 0 ? "" : ` (${places.map((p) => positionLink(where, p)).join(", ")})`;
	const hint = finding.hint && full ? ` ${sentence(finding.hint, most)}` : "";
	return `**${words(clip(finding.id, 40))}** ${prose(clip(finding.message, most)).replace(/\.$/, "")}${at}.${hint}`;
}
/** `- **PHX621** message (place). Reason: as the file says.` */
function suppressedText({ finding, reason }, where) {
	return `- ${findingText(finding, where, false)} Reason: ${sentence(reason, 300)}`;
}
/** A sentence begins with a capital, unless its first word is a name: `lxc/web`, `rootfs.size`. */
function capital(text) {
	return /^[a-z]+[\s,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
// src/plan/render/comment/details.ts
function mark({ change, cover }) {
	if (cover.is !== "covered") return "#";
	if (change.before === null) return "+";
	return change.after === null ? "-" : "!";
}
function values(before, after, most) {
	const text = (value) => clip(valueText(value), most);
	if (before === null) return text(after);
	return after === null ? text(before) : `${text(before)} -> ${text(after)}`;
}
/** Why the line is what it is; nothing where the mark says it all. */
function comment({ change, cover }, action) {
	const note = change.note ? clip(change.note, 240) : "";
	if (cover.is !== "covered") return `   ${cover.is === "drift" ? "drift" : "on hold"}: ${clip(cover.why, 240)}`;
	const said = [action === "create" || change.effect === "none" ? "" : EFFECT_WORDS[change.effect], note].filter((text) => text !== "").join(": ");
	return said === "" ? "" : `   # ${said}`;
}
/** The lines of the diff. Values are made visible first, so that no newline in one of them starts a line. */
function diffLines(item, extent) {
	const all = shownChanges(item);
	const changes = all.slice(0, extent.lines);
	const labels = changes.map(({ change }) => clip(labelOf(change), 120));
	const width = Math.min(32, longest(labels));
	const lines = changes.map((one, i) => {
		const { before, after } = one.change;
		const label = (labels[i] ?? "").padEnd(width);
		return `${mark(one)} ${label}  ${values(before, after, extent.value)}${comment(one, item.action)}`;
	});
	const rest = all.length - changes.length;
	return rest > 0 ? [...lines, `# … and ${plural(rest, "more change")}, in the job summary`] : lines;
}
function title(group, item) {
	const icon = ICONS[group.category];
	const effect = {
		held: "on hold",
		drift: "drift"
	}[group.category] ?? EFFECT_WORDS[effectNow(item)];
	const each = group.items.length > 1 ? " each" : "";
	const changes = `${plural(shownChanges(item).length, "change")}${each}, ${effect}`;
	if (group.items.length > 1) {
		const file = item.changes.find((change) => change.at)?.at?.file ?? item.file;
		const count = countText(group.items);
		return `<b>${icon} ${html(clip(file, 120))}</b>: ${count}, ${changes}`;
	}
	const what = item.action === "update" ? changes : html(clip(item.summary, 200));
	const node = `${html(idText(item.id))} on ${html(clip(item.node, 60))}`;
	return `<b>${icon} ${html(clip(item.address, 120))}</b> ${node}${what === "" ? "" : `: ${what}`}`;
}
/** Places of the changes, when they come from more than the guest's own row could name. */
function sources(item, where) {
	if (item.action === "create") return null;
	const places = new Map(item.changes.flatMap(({ at }) => at ? [[`${at.file}:${at.line}`, at]] : []));
	return places.size < 4 ? null : `From ${positionLinks(where, [...places.values()], 12)}.`;
}
function remarks(group, item, where, extent) {
	const whole = item.action === "update" ? null : wholeNote(item);
	const notes = (groupWarning(group) !== null ? [] : [...whole === null ? [] : [whole], ...item.notes]).map((note) => `- ${prose(clip(note, 600))}`);
	const guests = group.items.length > 1 ? [`These: ${listed(group.items, extent.guests, guestText)}.`] : [];
	const after = item.dependsOn.length > 0 && group.items.length === 1 ? [`After ${listed(item.dependsOn, 12, addressCode)}.`] : [];
	const from = sources(item, where);
	return [
		notes.join("\n"),
		...guests,
		...after,
		...from === null ? [] : [from]
	].filter((t) => t !== "");
}
/** The row of something that stays as it is holds the only note there is. */
function saidByRow(item) {
	return item.action === "no-op" && item.notes.length <= 1 && (item.notes[0] ?? "").length <= 160;
}
/** The block, or null for a group of which everything is said in the table. */
function groupDetails(group, where, extent, open) {
	const [item] = group.items;
	if (!item) return null;
	const lines = diffLines(item, extent);
	const text = remarks(group, item, where, extent);
	if (lines.length === 0 && (text.length === 0 || saidByRow(item))) return null;
	const body = [...lines.length > 0 ? [fence(lines.join("\n"), "diff")] : [], ...text].join("\n\n");
	return `<details${open ? " open" : ""}><summary>${title(group, item)}</summary>\n\n${body}\n\n</details>`;
}
// src/plan/render/comment/blocks.ts
/**
* @param column a further one of the table
* @param suppressed how many findings files suppress
*/
const sectionsOf = (column = null, suppressed = 0) => [
	{
		slot: "row",
		open: rowHead(column),
		between: "\n",
		close: ""
	},
	{
		slot: "error",
		open: "> [!CAUTION]\n> ",
		between: "\n>\n> ",
		close: ""
	},
	{
		slot: "warning",
		open: "> [!WARNING]\n> ",
		between: "\n>\n> ",
		close: ""
	},
	{
		slot: "proof",
		open: "",
		between: "\n\n",
		close: ""
	},
	{
		slot: "detail",
		open: "",
		between: "\n\n",
		close: ""
	},
	{
		slot: "notice",
		open: "> [!NOTE]\n> ",
		between: "\n>\n> ",
		close: ""
	},
	{
		slot: "suppressed",
		open: `<details><summary>${plural(suppressed, "finding")} suppressed, with the reason</summary>\n\n`,
		between: "\n",
		close: "\n\n</details>"
	},
	{
		slot: "unproved",
		open: "Not proved: ",
		between: "; ",
		close: "."
	},
	{
		slot: "capacity",
		open: CAPACITY_HEAD,
		between: "\n",
		close: ""
	},
	{
		slot: "policy",
		open: "Policy: ",
		between: ", ",
		close: "."
	}
];
/** Blocks that are no group, between the ranks of those that are. */
const RANK = {
	error: -1,
	refusal: rankOf("impossible") + .5,
	warning: rankOf("migrate") + .5,
	rest: CATEGORIES.length
};
function withText(slot, text) {
	return text === null ? {} : { [slot]: text };
}
function groupBlock(group, { where, column }, depth, open) {
	const told = () => ({
		row: groupRows(where, group, column),
		...withText("warning", groupWarning(group))
	});
	const detailed = (extent) => () => ({
		...told(),
		...withText("detail", groupDetails(group, where, extent, open))
	});
	return {
		rank: rankOf(group.category),
		what: {
			is: "group",
			category: group.category,
			guests: group.items.length
		},
		forms: [
			detailed(depth.full),
			detailed(depth.short),
			told,
			() => ({ row: combinedRow(where, group, 1, column) })
		]
	};
}
function findingBlock(finding, where) {
	const rank = {
		error: RANK.error,
		warning: RANK.warning,
		notice: RANK.rest
	}[finding.severity];
	const form = (full) => () => withText(finding.severity, findingText(finding, where, full));
	return {
		rank,
		what: { is: finding.severity },
		forms: [form(true), form(false)]
	};
}
/** The findings alone, errors first. */
function findingBlocks(findings, where) {
	return findings.map((finding) => findingBlock(finding, where));
}
/** What files suppress: the first to be left out. */
function suppressedBlocks(suppressed, where) {
	return suppressed.map((one) => ({
		rank: RANK.rest,
		what: { is: "suppressed" },
		forms: [() => ({ suppressed: suppressedText(one, where) })]
	}));
}
function planBlocks(plan, where, depth, column = null) {
	const groups = groupItems(plan.items);
	const open = groups.reduce((sum, group) => sum + (group.items[0]?.changes.length ?? 0), 0) <= depth.open;
	const verdicts = telling(plan);
	const table = {
		where,
		column
	};
	return [
		...groups.map((group) => groupBlock(group, table, depth, open)),
		...findingBlocks(plan.findings, where),
		...verdicts.map((verdict) => {
			const text = policyText(verdict);
			const form = verdict.ok ? { policy: text } : {
				policy: text,
				warning: policyWarning(verdict)
			};
			return {
				rank: verdict.ok ? RANK.rest : RANK.refusal,
				what: { is: "policy" },
				forms: [() => form, () => ({ policy: text })]
			};
		}),
		...plan.capacity.map((row) => ({
			rank: isOver(row) ? RANK.warning : RANK.rest,
			what: { is: "capacity" },
			forms: [() => ({ capacity: capacityRow(row) })]
		})),
		...suppressedBlocks(plan.suppressed ?? [], where)
	];
}
/** `restart 12, change 2,700 without a stop, 3 warnings`: what was left out. */
function droppedText(dropped) {
	const categories = dropped.flatMap(({ what }) => what.is === "group" ? Array(what.guests).fill(what.category) : []);
	const count = (is) => dropped.filter(({ what }) => what.is === is).length;
	const texts = [
		[count("error"), "error"],
		[count("warning"), "warning"],
		[count("notice"), "notice"],
		[count("suppressed"), "suppressed finding"],
		[count("policy"), "policy verdict"],
		[count("capacity"), "capacity row"],
		[
			count("proof"),
			"word of the proof",
			"words of the proof"
		]
	].flatMap(([n, one, many]) => n > 0 ? [plural(n, one, many)] : []);
	return [...categories.length > 0 ? [countsText(categories)] : [], ...texts].join(", ");
}
// src/plan/render/comment/proof.ts
/** A proof in a comment: a column of the table, what failed with its last lines, and what was not proved and why. */
const MARKS = {
	proved: "✅",
	failed: "❌ failed",
	unproved: "not proved"
};
/** `✅ 42 s`, `✅ 42 s, upgrade 9 s`: how long it takes from nothing stands first. */
function provedText({ ways }) {
	const times = ways.filter(({ is }) => is === "proved").toSorted((a) => a.way === "new" ? -1 : 1).map(({ way, ms }) => `${way === "new" ? "" : `${WAY_WORDS[way]} `}${durationText(ms)}`);
	return `${MARKS.proved} ${times.join(", ")}`.trimEnd();
}
const cellText = (guest) => guest.is === "proved" ? provedText(guest) : MARKS[guest.is];
/** A row of the proof's own table. */
function proofRow(guest) {
	const needs = listed(guest.needs, 5, addressCode);
	const notes = prose(clip(guest.notes.join("; "), 200));
	return `| ${[
		addressCode(guest.address),
		cellText(guest),
		needs || "–",
		notes || "–"
	].join(" | ")} |`;
}
/** Null where no proof is shown: then there is no such column. */
function proofColumn(shown) {
	if (shown?.is !== "shown" || shown.proof.guests.length === 0) return null;
	const byAddress = new Map(shown.proof.guests.map((guest) => [guest.address, guest]));
	const cell = (items) => {
		const found = items.flatMap(({ address }) => byAddress.get(address) ?? []);
		const [first] = found;
		if (!first) return "–";
		if (items.length === 1) return cellText(first);
		const count = (is, word) => {
			const n = found.filter((one) => one.is === is).length;
			return n > 0 ? [`${word} ${number(n)}`] : [];
		};
		return [
			count("proved", "✅"),
			count("failed", "❌"),
			count("unproved", "not proved")
		].flat().join(", ");
	};
	return {
		name: "Proof",
		cell
	};
}
/** The paragraph above the table. */
function proofText(shown) {
	if (!shown) return [];
	if (shown.is === "refused") return [`The proof that was handed over is not shown: ${prose(shown.why)}.`];
	const { proof } = shown;
	const failed = proof.guests.filter(({ is }) => is === "failed");
	if (proof.guests.length === 0) return [];
	const names = failed.length > 0 ? ` **Failed:** ${listed(failed, 5, ({ address }) => addressCode(address))}.` : "";
	return [`**Proof** in containers, without secrets: ${proofHeadline(proof)}.${names}`];
}
function failureText(address, { way, ms, why, lines = [] }, full) {
	const what = `❌ **${addressCode(address)}**, ${WAY_WORDS[way]}, after ${durationText(ms)}`;
	const said = full && lines.length > 0 ? `\n\n${fence(lines.map((line) => clip(line, 200)).join("\n"))}` : "";
	return `${what}${why === void 0 ? "" : `: ${prose(clip(why, 400))}`}${said}`;
}
/** What failed in a guest; `full` with the last lines that were printed. */
function failureTexts({ address, ways }, full) {
	return ways.filter(({ is }) => is === "failed").map((way) => failureText(address, way, full)).join("\n\n");
}
/** Why a guest, or one of its ways, was not proved; null: there is nothing to say. */
function unprovedText({ address, is, ways, why }) {
	const told = ways.filter((way) => way.is === "unproved" && way.why !== void 0);
	const reasons = [...why === void 0 ? [] : [why], ...told.map((way) => `${WAY_WORDS[way.way]}: ${way.why ?? ""}`)];
	if (is === "failed" || reasons.length === 0) return null;
	return `${addressCode(address)} (${prose(clip(reasons.join("; "), 400))})`;
}
/** Of a proof without a plan. */
const PROOF_SECTIONS = [
	{
		slot: "row",
		open: "| Guest | Proof | Built with it | Beside |\n|---|---|---|---|\n",
		between: "\n",
		close: ""
	},
	{
		slot: "proof",
		open: "",
		between: "\n\n",
		close: ""
	},
	{
		slot: "unproved",
		open: "Not proved: ",
		between: "; ",
		close: "."
	}
];
const what = { is: "proof" };
function proofRowBlock(guest) {
	return {
		rank: RANK.error,
		what,
		forms: [() => ({ row: proofRow(guest) })]
	};
}
/** What failed, and what was not proved. */
function proofBlocks(shown) {
	if (shown?.is !== "shown") return [];
	return shown.proof.guests.flatMap((guest) => {
		if (guest.is === "failed") {
			const form = (full) => () => ({ proof: failureTexts(guest, full) });
			return [{
				rank: RANK.warning,
				what,
				forms: [form(true), form(false)]
			}];
		}
		const text = unprovedText(guest);
		return text === null ? [] : [{
			rank: RANK.rest,
			what,
			forms: [() => ({ unproved: text })]
		}];
	});
}
// src/plan/render/markdown.ts
/** GitHub's own limits: a comment's body (and a check's summary), a step's summary. */
const COMMENT_LIMIT = 65535;
const SUMMARY_LIMIT = 1048576;
const COMMENT_DEPTH = {
	full: {
		lines: 400,
		value: 600,
		guests: 500
	},
	short: {
		lines: 12,
		value: 160,
		guests: 20
	},
	open: 15
};
const SUMMARY_DEPTH = {
	full: {
		lines: 5e3,
		value: 8e3,
		guests: 2e4
	},
	short: {
		lines: 40,
		value: 600,
		guests: 200
	},
	open: 200
};
const SETTING = {
	strong: (text) => `**${text}**`,
	name: addressCode
};
function emptyText(plan) {
	const all = plural(plan.unchanged, "resource");
	if (plan.unchanged === 0) return "There is nothing yet, and nothing is asked for.";
	return plan.mode === "live" ? `The nodes are what the files say: ${all}, not one difference.` : `Merging this changes nothing on the nodes: ${all}, all as they are.`;
}
function heading(plan, state) {
	const live = plan.mode === "live" ? " against the nodes" : "";
	return `### Phoenix ${state === "applying" ? "is applying to" : "plan for"} ${estateCode(plan)}${state === "planned" ? live : ""}: ${headline(plan)}`;
}
function foot(plan, where, state) {
	if (plan.items.length === 0) return revisionText(plan, where);
	if (state === "planned") return footText(plan, where);
	return `**Now:** the apply is at work, see its ${everything(where, "log")}. ${revisionText(plan, where)}`;
}
function render(plan, where, { limit, depth, state, proof }) {
	if (plan.items.length === 0 && errorsIn(plan.findings).length > 0) return renderRefusal(plan, plan, where, limit);
	const said = plan.items.length > 0 ? stopsText(plan, groupItems(plan.items), SETTING) : emptyText(plan);
	const column = proofColumn(proof);
	return compose({
		head: [
			heading(plan, state),
			said,
			...proofText(proof)
		],
		blocks: [...planBlocks(plan, where, depth, column), ...proofBlocks(proof)],
		sections: sectionsOf(column, plan.suppressed?.length),
		foot: [foot(plan, where, state)],
		count: droppedText
	}, where, limit);
}
/** The comment on a pull request, without its marker; `limit` in bytes leaves room for that. */
function renderComment(plan, where, limit = COMMENT_LIMIT, state = "planned", proof = null) {
	return render(plan, where, {
		limit,
		depth: COMMENT_DEPTH,
		state,
		proof
	});
}
/** The same for the job summary, where there is room for nearly everything. */
function renderSummary(plan, where, limit = SUMMARY_LIMIT, proof = null) {
	return render(plan, where, {
		limit,
		depth: SUMMARY_DEPTH,
		state: "planned",
		proof
	});
}
/** A proof alone, for the summary of the job that made it. */
function renderProofSummary(proof, where, limit = SUMMARY_LIMIT) {
	const shown = {
		is: "shown",
		proof
	};
	return compose({
		head: [`### Phoenix proof for ${estateCode(proof)}`, `In containers, without secrets: ${proofHeadline(proof)}.`],
		blocks: [...proof.guests.map(proofRowBlock), ...proofBlocks(shown)],
		sections: PROOF_SECTIONS,
		foot: [],
		count: droppedText
	}, where, limit);
}
/** The comment when the files have errors, so that there is no plan. */
function renderRefusal(estate, { findings, suppressed = [] }, where, limit = COMMENT_LIMIT) {
	const errors = errorsIn(findings).length;
	return compose({
		head: [`### Phoenix has no plan for ${estateCode(estate)}: ${plural(errors, "error")} in the files`, "Nothing was compared and nothing will be applied until the files are right."],
		blocks: [...findingBlocks(findings, where), ...suppressedBlocks(suppressed, where)],
		sections: sectionsOf(null, suppressed.length),
		foot: ["**Next:** correct the lines and push; the plan appears here."],
		count: droppedText
	}, where, limit);
}
export { renderRefusal as a, renderProofSummary as i, SUMMARY_LIMIT as n, renderSummary as o, renderComment as r, compose as s, COMMENT_LIMIT as t };
