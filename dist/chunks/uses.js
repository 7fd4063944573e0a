import { It as placeOfField, Q as environmentsOf, X as isBesideFiles, wi as parseReference } from "./engine.js";
import { St as errorsIn, bt as PhoenixError } from "./base.js";
import { I as kinds } from "./live.js";
import { n as folderExists } from "./feature-folders.js";
import { t as openWorkspace } from "./workspace.js";
// src/secrets/uses.ts
/** Who uses which entry of the vault, in an estate as its files say. Pure. */
function entryUses({ resources, env, tree }, kinds) {
	const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
	return [...resources.values()].flatMap((resource) => {
		const { address, kind: name, spec } = resource;
		const kind = byName.get(name);
		return (spec !== null && kind?.secrets?.(spec) || []).flatMap(({ reference, path }) => {
			const parsed = parseReference(reference);
			if (parsed?.provider.scheme !== "vault") return [];
			const at = placeOfField(tree, resource, new Set(kind?.sets), path);
			return [{
				entry: parsed.secret,
				field: parsed.field,
				address,
				env,
				at
			}];
		});
	});
}
/** `lxc/db`, `lxc/db (prod)`. */
const userOf = ({ address, env }) => env === null ? address : `${address} (${env})`;
/** The users of an entry, each once, sorted. What an environment leaves as it is, is no other use. */
function usersOf(uses, entry) {
	const own = uses.filter((use) => use.entry === entry);
	const everywhere = new Set(own.flatMap(({ address, env }) => env === null ? [address] : []));
	const users = own.filter(({ address, env }) => env === null || !everywhere.has(address)).map(userOf);
	return [...new Set(users)].sort();
}
// src/commands/vault/uses.ts
/** Who uses the entries of a vault: asked of the files on disk, with and without each environment. */
/** Never throws for what stands in the files: to tell that is the work of `phoenix validate`. */
function vaultUses(configs) {
	if (!folderExists(configs)) return {
		uses: [],
		doubt: `There is no folder ${configs}.`,
		tree: null
	};
	try {
		const bare = onDisk(configs, null);
		const estates = [bare, ...environmentsOf(bare.tree).map((env) => onDisk(configs, env))];
		return {
			uses: estates.flatMap((estate) => entryUses(estate, kinds)),
			doubt: estates.every(isSound) ? null : "The files of the estate have errors: phoenix validate shows them.",
			tree: bare.tree
		};
	} catch (error) {
		if (!(error instanceof PhoenixError)) throw error;
		return {
			uses: [],
			doubt: `The files of the estate cannot be read: ${error.message}.`,
			tree: null
		};
	}
}
const isSound = ({ findings }) => errorsIn(findings).every(isBesideFiles);
function onDisk(configs, env) {
	const workspace = openWorkspace({
		configs,
		...env !== null && { env }
	});
	try {
		return workspace.onDisk();
	} finally {
		workspace.close();
	}
}
export { userOf as n, usersOf as r, vaultUses as t };
