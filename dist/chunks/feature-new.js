import { J as quote, K as writeNew, bt as PhoenixError } from "./base.js";
import { Va as FEATURE_ID } from "./engine.js";
import { i as readFeatureFolder } from "./feature-folders.js";
import { r as openShelf } from "./feature-library.js";
import { join } from "node:path";
// src/features/scaffold.ts
/** The files of a new feature: the smallest that does something, and can be checked, verified, changed and removed. Pure. */
const name = (id) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
const manifest = (id) => ({
	id,
	version: "0.1.0",
	name: name(id),
	description: "What it is, in one sentence.",
	options: { greeting: {
		type: "string",
		default: "hello",
		description: "A text for the file."
	} },
	os: ["debian:12", "debian:13"]
});
const INSTALL = (id) => `#!/bin/sh
# Makes the guest as the options say: run again, and after every change of an option, file or version.
set -eu
. "$PHX_LIB"

# phx_apt_install nginx            packages, without an update when they are there
# phx_download NAME /opt/x.tar.gz  a file that the manifest pins under "downloads"
# phx_unit NAME <file.service      a unit, restarted only when it changed
phx_write /etc/${id}.conf <<END
greeting=$GREETING
END
`;
const CHECK = (id) => `#!/bin/sh
# 0: all is as it shall be. 10, by phx_drift and phx_expect_...: it differs, and install runs. Changes nothing.
set -eu
. "$PHX_LIB"

echo "greeting=$GREETING" | phx_expect_file /etc/${id}.conf
`;
const VERIFY = (id) => `#!/bin/sh
# Whether it works, asked as its user would ask it. Not 0: the apply fails, and rolls back where it can.
set -eu

grep -q . /etc/${id}.conf
`;
const REMOVE = (id) => `#!/bin/sh
# Takes back what install did. Data of users stays.
set -eu

rm -f /etc/${id}.conf
`;
const README = (id) => `# ${name(id)}

What it is, in one sentence.

\`\`\`json
"features": { "${id}": { "greeting": "hello" } }
\`\`\`

| Option | Default | |
| --- | --- | --- |
| \`greeting\` | \`hello\` | A text for the file. |

What stays after a remove: nothing.
`;
const scenario = (id) => ({
	title: "The file says what the option says",
	options: { greeting: "hello" },
	expect: [{
		exec: ["cat", `/etc/${id}.conf`],
		stdout: "^greeting=hello$"
	}],
	change: {
		options: { greeting: "good day" },
		expect: [{
			exec: ["cat", `/etc/${id}.conf`],
			stdout: "^greeting=good day$"
		}]
	},
	removed: [{
		exec: [
			"test",
			"-e",
			`/etc/${id}.conf`
		],
		exit: 1
	}]
});
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
/** Texts by path in the feature's folder. */
function scaffold(id) {
	return /* @__PURE__ */ new Map([
		["feature.json", json(manifest(id))],
		["install.sh", INSTALL(id)],
		["check.sh", CHECK(id)],
		["verify.sh", VERIFY(id)],
		["remove.sh", REMOVE(id)],
		["README.md", README(id)],
		["test/basic.json", json(scenario(id))]
	]);
}
// src/commands/feature-new.ts
/** `phoenix feature new`: a folder in configs/features that is sound at once and shows the contract of scripts. */
/** Exit code 0. @throws PhoenixError `USAGE` for a name that cannot be one, `REFUSED` when something stands there */
async function featureNew({ id, configs, json }, io) {
	if (!FEATURE_ID.test(id)) throw new PhoenixError("USAGE", `${quote(id)} cannot name a feature`, { hint: "use lower-case letters, digits and \"-\", beginning with a letter or digit, at most 63" });
	const folder = join(configs, "features", id);
	if (readFeatureFolder(folder).size > 0) throw new PhoenixError("REFUSED", `${folder} is there already; nothing was written`, { hint: `choose another name, or look at it: phoenix feature check ${id}` });
	const hidden = openShelf(configs).folders.get(id);
	const files = scaffold(id);
	writeNew(folder, files);
	if (json) {
		io.out(JSON.stringify({
			v: 1,
			id,
			folder,
			files: [...files.keys()]
		}, null, 2));
		return 0;
	}
	io.out(`Wrote into ${folder}:\n${[...files.keys()].map((file) => `  ${file}`).join("\n")}`);
	if (hidden) io.err(`\nThe library has ${quote(id)} too: from now on guests get yours.`);
	const steps = [
		`phoenix feature check ${id}`,
		`sudo phoenix feature test ${id}`,
		`"features": { ${quote(id)}: {} }    in the file of a guest`
	];
	io.out(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}`).join("\n")}`);
	return 0;
}
export { featureNew };
