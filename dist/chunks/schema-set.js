import { Yr as lockSchema, ii as manifestSchema, s as schemaFiles } from "./engine.js";
import { t as scenarioSchema } from "./scenario.js";
import { I as kinds } from "./live.js";
// src/authoring/schema-line.ts
/** The folder of the schemas, below the configs folder. */
const SCHEMA_FOLDER = "schemas";
/** The name of the schema for a file, by its path below the configs folder: `base-lxc` for `base/lxc.jsonc`. */
function schemaNameOf(path) {
	const [folder = "", second = "", third = ""] = path.replace(/\.jsonc?$/, "").split("/");
	switch (folder) {
		case "profiles": return "profile";
		case "base": return `base-${second}`;
		case "environments": return `base-${third}`;
		case "features": return third === "test" ? "scenario" : "feature";
		default: return folder;
	}
}
/** Whether an estate with this "phoenix.json" has the schemas beside its files. */
function hasSchemas(settings) {
	return settings["$schema"] === `./${SCHEMA_FOLDER}/phoenix.json`;
}
/** The files, each with the way from itself to its schema. */
function withSchemaLines(files) {
	return new Map([...files].map(([path, authored]) => [path, withSchemaLine(path, authored)]));
}
function withSchemaLine(path, { value, ...rest }) {
	const up = path.split("/").length - 1;
	const way = up === 0 ? "./" : "../".repeat(up);
	return {
		...rest,
		value: {
			$schema: `${way}${SCHEMA_FOLDER}/${schemaNameOf(path)}.json`,
			...value
		}
	};
}
// src/features/manifest-words.ts
const MANIFEST_WORDS = {
	id: {
		about: "As its folder is called.",
		examples: ["my-app"]
	},
	version: {
		about: "Raised with every change of what it installs.",
		examples: ["1.0.0"]
	},
	name: {
		about: "What people call it.",
		examples: ["My app"]
	},
	description: {
		about: "What it brings, in a sentence.",
		examples: ["A web server, from the distribution."]
	},
	documentationURL: {
		about: "Where more is said.",
		examples: ["https://example.org/app"]
	},
	options: {
		about: "What a guest may say about it; scripts find each as a variable.",
		examples: [{ port: {
			type: "integer",
			default: 8080
		} }]
	},
	"options/*/type": { about: "What its value is." },
	"options/*/default": { examples: [
		"8080",
		true,
		8080
	] },
	"options/*/enum": { examples: [["stable", "testing"]] },
	"options/*/proposals": { examples: [["latest", "1.2.3"]] },
	"options/*/description": {
		about: "What it does, in a sentence.",
		examples: ["The port it listens on."]
	},
	"options/*/pattern": { examples: ["^[a-z0-9-]+$"] },
	"options/*/required": { about: "Whether a guest has to say it." },
	dependsOn: { examples: [{ docker: {} }] },
	installsAfter: { examples: [["base"]] },
	conflicts: { examples: [["apache"]] },
	provides: {
		about: "Words for what it brings, which others may conflict with.",
		examples: [["web-server"]]
	},
	facts: { examples: [{ "nvidia.driver": "version" }] },
	requires: { about: "What there must be before it can be installed." },
	"requires/host": { examples: [{ "nvidia.driver": true }] },
	"requires/guest": { about: "What the file of the guest must say." },
	"requires/guest/nesting": { about: "The guest has \"nesting\": true." },
	"requires/guest/keyctl": { about: "The guest has \"keyctl\": true." },
	"requires/guest/fuse": { about: "The guest has \"fuse\": true." },
	"requires/guest/privileged": { about: "The guest is privileged." },
	"requires/guest/memory": { examples: ["512M"] },
	"requires/guest/disk": { examples: ["8G"] },
	"requires/guest/devices": {
		about: "Devices that the guest has.",
		examples: [["/dev/fuse"]]
	},
	os: { examples: [[
		"debian:12",
		"debian:13",
		"ubuntu:24.04"
	]] },
	timeout: { examples: ["15m", 900] },
	downloads: { examples: [{ "app.tar.gz": {
		version: "1.2.3",
		url: "https://example.org/app-1.2.3.tar.gz",
		sha256: "0".repeat(64)
	} }] },
	"downloads/*/version": {
		about: "The version that is fetched.",
		examples: ["1.2.3"]
	},
	"downloads/*/url": {
		about: "Where it is fetched from.",
		examples: ["https://example.org/app-1.2.3.tar.gz"]
	},
	"downloads/*/sha256": {
		about: "What it must be: 64 hexadecimal digits.",
		examples: ["0".repeat(64)]
	},
	"downloads/*/upstream": { examples: [{ github: "owner/name" }] },
	ports: { examples: [
		[{ port: 8080 }],
		[{ option: "port" }],
		[]
	] },
	"ports/[]/port": {
		about: "The port, where it is always the same.",
		examples: [8080]
	},
	"ports/[]/option": { examples: ["port"] },
	"ports/[]/when": { examples: [{ tls: true }] }
};
const STEPS = [[{ exec: [
	"systemctl",
	"is-active",
	"nginx"
] }]];
const OPTIONS = [{ port: 8080 }];
const SECRETS = [{ password: "not a real one" }];
const step = (place) => ({
	[place]: { examples: STEPS },
	[`${place}/[]/exec`]: { examples: [[
		"systemctl",
		"is-active",
		"nginx"
	]] },
	[`${place}/[]/stdout`]: { examples: ["^active$"] },
	[`${place}/[]/exit`]: {
		about: "How it must end.",
		examples: [0, 1]
	}
});
const SCENARIO_WORDS = {
	title: { examples: ["Serves a page"] },
	os: {
		about: "The system of the guest.",
		examples: ["debian:13"]
	},
	guest: {
		about: "What the guest is, where it matters.",
		examples: [{
			nesting: true,
			memory: "1G"
		}]
	},
	"guest/privileged": { about: "A privileged guest." },
	"guest/nesting": { about: "With \"nesting\": true." },
	"guest/keyctl": { about: "With \"keyctl\": true." },
	"guest/fuse": { about: "With \"fuse\": true." },
	"guest/memory": {
		about: "Its memory.",
		examples: ["1G"]
	},
	"guest/cores": {
		about: "Its cores.",
		examples: [2]
	},
	with: { examples: [{ docker: {} }] },
	...step("before"),
	...step("prepared"),
	options: {
		about: "Options of the feature.",
		examples: OPTIONS
	},
	secrets: {
		about: "Made-up values of its secret options.",
		examples: SECRETS
	},
	...step("expect"),
	expect: {
		about: "What is true after its install.",
		examples: STEPS
	},
	"change/options": {
		about: "Options that change.",
		examples: OPTIONS
	},
	"change/secrets": {
		about: "Secrets that change.",
		examples: SECRETS
	},
	...step("change/expect"),
	"change/expect": {
		about: "What is true then.",
		examples: STEPS
	},
	...step("removed"),
	standIns: { examples: [{ "app.tar.gz": "test/app" }] }
};
const LOCK_WORDS = {
	v: { about: "The form of this file." },
	phoenix: {
		about: "The version of Phoenix that wrote it.",
		examples: ["0.1.0"]
	},
	features: {
		about: "The features of the library that guests use, as they were reviewed. Written by `phoenix feature update`.",
		examples: [{ nginx: {
			version: "1.0.0",
			hash: `sha256:${"0".repeat(64)}`
		} }]
	},
	"features/*/version": {
		about: "Of its manifest.",
		examples: ["1.0.0"]
	},
	"features/*/hash": {
		about: "Of everything in its folder.",
		examples: [`sha256:${"0".repeat(64)}`]
	}
};
// src/commands/schema-set.ts
/** All JSON Schemas that this version has, by file name. */
const schemaSet = () => schemaFiles(kinds, {
	feature: {
		schema: manifestSchema(),
		words: MANIFEST_WORDS,
		title: "features/ID/feature.json"
	},
	scenario: {
		schema: scenarioSchema,
		words: SCENARIO_WORDS,
		title: "features/ID/test/SCENARIO.json"
	},
	"phoenix.lock": {
		schema: lockSchema(),
		words: LOCK_WORDS,
		title: "phoenix.lock"
	}
});
/** The same by their paths below the configs folder, where the lines of files look for them. */
const schemasBeside = () => new Map([...schemaSet()].map(([name, text]) => [`${SCHEMA_FOLDER}/${name}`, text]));
/** A line among those of the files that a command has written. */
const schemaNote = (count) => `${SCHEMA_FOLDER}/: ${count} JSON Schemas, for editors`;
export { hasSchemas as a, SCHEMA_FOLDER as i, schemaSet as n, withSchemaLines as o, schemasBeside as r, schemaNote as t };
