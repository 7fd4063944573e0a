import { s as headline } from "./stops.js";
import { Ao as plural, Vo as plain } from "./engine.js";
import { n as renderTerminal } from "./terminal.js";
// src/commands/shown-reading.ts
const COLUMNS = 120;
function showReading(group, snapshot, plan, root) {
	const nodes = [...snapshot.nodes].map(([name, facts]) => {
		if (!facts.reachable) return `${plain(name)}: ${plain(facts.why)}`;
		const guests = [...snapshot.guests.values()].filter(({ node }) => node === name).length;
		return `${plain(name)}: Proxmox VE ${facts.pve || "(it does not say which)"}, ${plural(guests, "guest")}, ${facts.running.size} running`;
	});
	group(`${plural(snapshot.nodes.size, "node")} read`, nodes);
	group(`Plan: ${plain(headline(plan))}`, renderTerminal(plan, {
		color: false,
		columns: COLUMNS,
		root
	}).split("\n"));
}
export { showReading as t };
