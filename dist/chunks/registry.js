import { H as PhoenixError } from "./base.js";
import { vt as parseReference } from "./engine.js";
import process from "node:process";
// src/secrets/registry.ts
/** Reads values of secrets, each once, from the provider that its reference names. Only an apply calls it. */
const PROVIDERS = { env: {
	read: async (name) => Object.hasOwn(process.env, name) ? process.env[name] ?? null : null,
	missing: (name) => `Set the variable ${name} where Phoenix runs; in a workflow, env: { ${name}: \${{ secrets.${name} }} }.`
} };
function secretReader(providers = PROVIDERS) {
	const known = /* @__PURE__ */ new Map();
	const read = async (reference) => {
		const { provider: name = "", name: secret = "" } = parseReference(reference) ?? {};
		const provider = Object.hasOwn(providers, name) ? providers[name] : void 0;
		if (!provider) throw new PhoenixError("REFUSED", `this version cannot read the secret ${reference}`);
		const value = await provider.read(secret);
		if (value !== null && value !== "") return value;
		throw new PhoenixError("REFUSED", `the secret ${reference} is not there`, { hint: provider.missing(secret) });
	};
	return (reference) => {
		const value = known.get(reference) ?? read(reference);
		known.set(reference, value);
		return value;
	};
}
export { secretReader as t };
