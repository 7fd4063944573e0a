// src/features/uses.ts
/** Addresses by the id of a feature, sorted; features that are brought along count too. */
function usersOf(estate, kinds) {
	const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
	const users = /* @__PURE__ */ new Map();
	for (const { address, kind, spec } of estate.resources.values()) {
		const ids = spec === null ? [] : byName.get(kind)?.features?.(spec) ?? [];
		for (const id of ids) users.set(id, [...users.get(id) ?? [], address]);
	}
	for (const addresses of users.values()) addresses.sort();
	return users;
}
function pinnedOf(feature, lock, isUsed) {
	if (feature.origin === "own") return { is: "own" };
	const pin = lock && Object.hasOwn(lock.features, feature.id) ? lock.features[feature.id] : void 0;
	if (!pin) return { is: isUsed ? "not-pinned" : "unused" };
	return pin.hash === feature.content ? { is: "pinned" } : {
		is: "behind",
		version: pin.version
	};
}
export { usersOf as n, pinnedOf as t };
