import { a as hasGroups, c as observeHa, d as diffHa, f as holdsHa, g as haValue, h as HA_FILES, i as membersOf, l as ownedHa, m as HA_DEFAULTS, n as haSteps, o as sidOf, p as lookAtHa, r as haRulesIn, s as comment, u as finding } from "./kind-ha.js";
import { D as strictObject, E as record, O as string, _ as int, f as _enum, h as boolean, p as array } from "./zod.js";
import { _a as nodeIn, co as anyNode, lo as MARK_FILES, xa as didYouMean } from "./engine.js";
import { p as pointer } from "./base.js";
// src/kinds/ha-rule/schema.ts
/** What a file `ha-rule/NAME.json` may hold: where HA may run guests, and which of them together, in Proxmox's words. */
const haRuleSchema = strictObject({
	$schema: string().optional(),
	type: _enum(["node-affinity", "resource-affinity"]).describe("Which nodes guests are on, or which guests are on one node (PVE 9)."),
	resources: array(string()).min(1).describe("Files of ha/, by their addresses. A set."),
	nodes: record(string(), int().nonnegative().max(1e3)).optional().describe("With node-affinity: nodes, and how much each is preferred; the highest that is there is taken."),
	strict: boolean().optional().describe("With node-affinity: guests stop rather than run on any other node."),
	affinity: _enum(["positive", "negative"]).optional().describe("With resource-affinity: kept on one node (\"positive\"), or each on another one (\"negative\")."),
	disable: boolean().optional().describe("It stays, and nobody obeys it (PVE 9)."),
	comment,
	extends: array(string()).optional().describe("Profiles, weakest first."),
	adopt: boolean().optional().describe("Take over a rule that exists.")
});
const HA_RULE_WORDS = {
	resources: { examples: [["ha/db", "ha/web"]] },
	nodes: { examples: [{
		pve1: 2,
		pve2: 1
	}] },
	comment: { examples: ["Each half of the pair on a machine of its own."] },
	extends: { examples: [["critical"]] }
};
// src/kinds/ha-rule/resolve.ts
/** The HA id of a file of ha/. */
function resourceOf(address, mergedOf) {
	const guest = address.startsWith("ha/") ? mergedOf(address)?.["guest"] : void 0;
	return typeof guest === "string" ? sidOf(guest, mergedOf) : null;
}
/** What one type needs, and the other does not have. */
function formFindings({ type, nodes, strict, affinity, resources }) {
	const lacks = (path, message, hint) => [finding("PHX893", path, message, hint)];
	if (type === "node-affinity") {
		if (!nodes || Object.keys(nodes).length === 0) return lacks("/type", "a rule of the type node-affinity names no nodes", "Write \"nodes\": { \"pve1\": 1 }.");
		return affinity === void 0 ? [] : lacks("/affinity", "a rule of the type node-affinity has no \"affinity\"", "Leave it out.");
	}
	const strange = nodes ? "/nodes" : strict === void 0 ? null : "/strict";
	if (strange) return lacks(strange, `a rule of the type resource-affinity has no "${strange.slice(1)}"`, "Leave it out.");
	if (affinity === void 0) return lacks("/type", "a rule of the type resource-affinity does not say which", "Write \"affinity\": \"negative\" to keep them apart, \"positive\" to keep them together.");
	return resources.length > 1 ? [] : lacks("/resources", "one resource alone is neither together nor apart", "Name at least two.");
}
function nameFindings(rule, { mergedOf, settings }) {
	const resources = rule.resources.flatMap((address, index) => {
		if (resourceOf(address, mergedOf) !== null) return [];
		const message = `${address} is no HA resource of this estate`;
		return [finding("PHX892", pointer("resources", String(index)), message, "Name files of ha/, such as ha/db.")];
	});
	const names = Object.keys(settings.nodes);
	const nodes = Object.keys(rule.nodes ?? {}).flatMap((name) => {
		if (nodeIn(settings, name)) return [];
		const message = `phoenix.json names no node "${name}"`;
		return [finding("PHX892", pointer("nodes", name), message, didYouMean(name, names, "It names none."))];
	});
	return [...resources, ...nodes];
}
/** What came with PVE 9. */
function versionFindings({ type, disable }) {
	const hint = "Leave it out until every node has PVE 9.";
	if (type === "resource-affinity") return [finding("PHX891", "/type", "PVE 8 has no rules between resources", hint)];
	return disable === void 0 ? [] : [finding("PHX891", "/disable", "PVE 8 cannot disable a group", hint)];
}
function optionsOf(rule, sids, isGroup) {
	const { nodes, strict, affinity, disable, comment } = rule;
	const ranked = Object.entries(nodes ?? {}).map(([name, rank]) => rank === 0 ? name : `${name}:${rank}`);
	const flag = (value) => value ? "1" : "0";
	return {
		resources: haValue("resources", sids.join(",")),
		...nodes ? { nodes: haValue("nodes", ranked.join(",")) } : {},
		...affinity === void 0 ? {} : { affinity },
		...strict === void 0 ? {} : { [isGroup ? "restricted" : "strict"]: flag(strict) },
		...disable === void 0 ? {} : { disable: flag(disable) },
		...comment === void 0 ? {} : { comment }
	};
}
function resolveHaRule(input) {
	const { merged, mergedOf, settings, name } = input;
	const rule = haRuleSchema.parse(merged);
	const isGroup = hasGroups(settings);
	const findings = [
		...formFindings(rule),
		...nameFindings(rule, input),
		...isGroup ? versionFindings(rule) : []
	];
	if (findings.length > 0) return {
		spec: null,
		findings
	};
	const sids = rule.resources.flatMap((address) => resourceOf(address, mergedOf) ?? []);
	const where = rule.nodes ? `on ${Object.keys(rule.nodes).join(", ")}` : rule.affinity === "positive" ? "together" : "apart";
	return {
		spec: {
			id: `ha-rule:${name}`,
			file: isGroup ? "groups" : "rules",
			type: isGroup ? "group" : rule.type,
			name,
			options: optionsOf(rule, sids, isGroup),
			adopt: rule.adopt ?? false,
			needs: rule.resources,
			summary: `${rule.resources.join(", ")} ${where}`,
			node: anyNode(settings)
		},
		findings: []
	};
}
// src/kinds/ha-rule/rules/registry.ts
const haRuleRules = [{
	id: "PHX897",
	severity: "error",
	title: "Two rules say on which nodes HA runs the same guest",
	why: "Proxmox refuses a second rule of the type node-affinity for a resource, in the middle of an apply (PVE 9.2); in PVE 8 the group that was named last would count.",
	example: {
		wrong: "ha-rule/left.json and ha-rule/right.json with \"resources\": [\"ha/db\"], both with \"nodes\"",
		right: "one of them with all its nodes, and how much each is preferred"
	},
	*check({ estate }) {
		const known = /* @__PURE__ */ new Map();
		for (const rule of haRulesIn(estate)) {
			if (rule.spec.options["nodes"] === void 0) continue;
			for (const member of membersOf(rule)) {
				const other = known.get(member);
				if (!other) known.set(member, rule);
				else yield {
					message: `${rule.address} and ${other.address} both say where ${member} is`,
					hint: "Make one rule of them.",
					at: {
						resource: rule,
						path: "/resources"
					},
					also: {
						resource: other,
						path: "/resources"
					}
				};
			}
		}
	}
}, {
	id: "PHX898",
	severity: "error",
	title: "Guests of HA cannot be kept together or apart as asked",
	why: "Proxmox refuses to keep more guests apart than there are nodes, and to keep two guests together that another rule keeps apart (PVE 9.2). The apply would end half-way.",
	example: {
		wrong: "\"affinity\": \"negative\" with three resources, in an estate of two nodes",
		right: "as many resources as nodes, or fewer"
	},
	*check({ estate }) {
		const count = Object.keys(estate.settings.nodes).length;
		const rules = haRulesIn(estate).filter(({ spec }) => spec.options["affinity"] !== void 0);
		const apart = rules.filter(({ spec }) => spec.options["affinity"] === "negative");
		const together = rules.filter(({ spec }) => spec.options["affinity"] === "positive");
		for (const rule of apart) {
			const members = membersOf(rule);
			if (members.length > count) yield {
				message: `${members.length} guests cannot each have a node of their own: there are ${count}`,
				hint: "Name fewer resources.",
				at: {
					resource: rule,
					path: "/resources"
				}
			};
			for (const other of together) {
				const both = membersOf(other).filter((member) => members.includes(member));
				if (both.length < 2) continue;
				yield {
					message: `${both.join(" and ")} are kept apart by ${rule.address} and together by ${other.address}`,
					hint: "Take them out of one of the rules.",
					at: {
						resource: rule,
						path: "/resources"
					},
					also: {
						resource: other,
						path: "/resources"
					}
				};
			}
		}
	}
}];
// src/kinds/ha-rule/kind.ts
const haRuleKind = {
	kind: "ha-rule",
	schema: haRuleSchema,
	words: HA_RULE_WORDS,
	sets: ["resources"],
	resolve: resolveHaRule,
	defaultOf: (path) => HA_DEFAULTS.rules[path.slice(1)],
	id: ({ id }) => id,
	node: ({ node }) => node,
	scope: ({ id }) => id,
	reads: { cluster: [...Object.values(HA_FILES), MARK_FILES] },
	look: lookAtHa,
	edges: ({ spec }) => spec.needs.map((to) => ({
		to,
		when: "exists"
	})),
	outputs: () => ({}),
	observe: observeHa,
	owned: ownedHa("ha-rule:"),
	diff: diffHa,
	steps: haSteps,
	holds: holdsHa,
	demand: () => null,
	tools: ["ha-manager"],
	rules: haRuleRules,
	summary: ({ summary }) => summary
};
export { haRuleKind as t };
