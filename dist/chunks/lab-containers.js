import { i as labUp, n as labDown, r as labStatus, t as buildArchives } from "./up.js";
import { o as registeredLabs } from "./lab.js";
import { w as readLayout } from "./lab-files.js";
import { bt as PhoenixError } from "./base.js";
import { Ao as plural, j as sound } from "./engine.js";
import { t as labOptionsOf } from "./estate-lab.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/lab-containers.ts
/** `phoenix lab up`, `down` and `status`: labs whose guests are real containers, and what they have on this machine. */
async function labUpCommand(options, io) {
	const { dir, from, build, cache, mirror } = options;
	const isThere = readLayout(dir) !== null;
	const fresh = from === void 0 ? {} : labOptionsOf(sound(openWorkspace({ configs: from }).onDisk()));
	const { lab, record } = labUp(dir, {
		fresh,
		...cache === void 0 ? {} : { cache },
		...mirror === void 0 ? {} : { mirrors: { debian: mirror } }
	});
	if (isThere && from !== void 0) io.err(`${dir} is a lab already, so nothing was taken from ${from}.`);
	if (build) buildArchives(record, fresh.templates ?? [], (text) => io.err(text.replace(/\n$/, "")));
	const ways = [
		[`phoenix lab ${dir} -- pct list`, `a command on ${lab.layout.node}`],
		[`phoenix apply --node sim:${dir}`, "builds an estate in real containers"],
		[`phoenix lab status ${dir}`, "what it has on this machine"],
		[`phoenix lab down ${dir}`, "takes all of that away again"]
	];
	const width = Math.max(...ways.map(([command]) => command.length));
	io.out([
		`${lab.dir}: lab ${record.id}, nodes ${lab.nodes.join(", ")}, guests are real containers`,
		"",
		...ways.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`)
	].join("\n"));
	return 0;
}
async function labDownCommand({ which, all, remove }, io) {
	const chosen = all ? registeredLabs().map(({ id }) => id) : which === void 0 ? [] : [which];
	if (chosen.length === 0) {
		io.err(all ? "There is no lab on this machine." : "Which one? phoenix lab status shows them; --all takes all.");
		return all ? 0 : 1;
	}
	let left = 0;
	for (const one of chosen) try {
		const { lab, containers } = labDown(one, remove === true);
		const what = `${plural(containers, "container")}, network, mounts`;
		io.out(`lab ${lab.id} is down: ${what}${remove ? ", folder" : ""} removed${lab.dir ? ` (${lab.dir})` : ""}`);
	} catch (error) {
		if (!all || !(error instanceof PhoenixError)) throw error;
		io.err(`lab ${one}: ${error.message}${error.hint === void 0 ? "" : `\n  do: ${error.hint}`}`);
		left += 1;
	}
	return left === 0 ? 0 : 1;
}
function describe({ lab, orphan, guests, network, mounts }) {
	const lines = [`lab ${lab.id}  ${lab.dir || "unknown folder"}${orphan ? " (gone: phoenix lab down takes it away)" : ""}`];
	if (guests.length === 0) lines.push("  no guest has run since it is up");
	for (const { vmid, up, memory } of guests) {
		const size = memory === null ? "" : `, ${Math.round(memory / 1024 ** 2)} MiB`;
		lines.push(`  guest ${vmid}  ${up ? `running${size}` : "stopped"}`);
	}
	for (const { bridge, address, routed } of network) lines.push(`  bridge ${bridge}  ${address}${routed ? "" : " (not reachable from here: this machine has such a network)"}`);
	if (mounts > 0) lines.push(`  ${mounts} ${mounts === 1 ? "mount" : "mounts"}`);
	return lines.join("\n");
}
async function labStatusCommand({ which, json }, io) {
	const labs = labStatus(which ?? null);
	if (json) io.out(JSON.stringify(labs, null, 2));
	else io.out(labs.length === 0 ? "There is no lab of real containers on this machine." : labs.map(describe).join("\n\n"));
	return 0;
}
export { labDownCommand, labStatusCommand, labUpCommand };
