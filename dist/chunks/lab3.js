import { n as runInLab, t as openLab } from "./lab.js";
import { w as readLayout } from "./lab-files.js";
import { j as sound } from "./engine.js";
import { t as readStdin } from "./stdin.js";
import { t as labOptionsOf } from "./estate-lab.js";
import { t as openWorkspace } from "./workspace.js";
// src/commands/lab.ts
/** `phoenix lab`: a command of Proxmox on a simulated node, as a shell there would run it. */
function describe(dir) {
	const lab = openLab(dir);
	const ways = [
		[`phoenix lab ${dir} -- pct list`, `a command on ${lab.layout.node}`],
		[`phoenix plan --live --node sim:${dir}`, "an estate against it"],
		[`PATH=${lab.bin()}:$PATH pct list`, "its programs, for other tools"]
	];
	const width = Math.max(...ways.map(([command]) => command.length));
	return [
		`${lab.dir}: a simulated cluster of ${lab.nodes.join(", ")}`,
		"",
		...ways.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`)
	].join("\n");
}
/** A lab that is there already keeps its nodes, storages and guests. */
function prepare(dir, from, io) {
	const isThere = readLayout(dir) !== null;
	openLab(dir, labOptionsOf(sound(openWorkspace({ configs: from }).onDisk())));
	if (isThere) io.err(`${dir} is a lab already, so nothing was taken from ${from}.`);
}
/** The exit code is the command's own. */
async function lab({ dir, argv, on, running, from }, io) {
	if (from !== void 0) prepare(dir, from, io);
	if (argv.length === 0) {
		io.out(describe(dir));
		return 0;
	}
	const result = runInLab(dir, argv, readStdin, {
		...on === void 0 ? {} : { node: on },
		...running === void 0 ? {} : { running }
	});
	if (result.stdout !== "") io.out(result.stdout.replace(/\n$/, ""));
	if (result.stderr !== "") io.err(result.stderr.replace(/\n$/, ""));
	return result.exit < 0 ? 128 - result.exit : result.exit;
}
export { lab };
