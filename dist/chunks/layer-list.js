import { Aa as readingOf, Qa as hashIn, Xa as addressIn, Yi as isLxc, Za as behindOn, io as layerOf, so as isLayer, tn as idOfEstate } from "./engine.js";
import { n as usersOf, r as instancesIn } from "./kind-layer.js";
// src/commands/layer-list.ts
const nameOf = ({ address, vmid }) => address ?? String(vmid);
function listed(instance, wanted, snapshot) {
	const { node, vmid, layer, complete, mark } = instance;
	const hash = hashIn(layer);
	const is = !complete ? "unfinished" : wanted[node] === hash ? "current" : "old";
	const usedBy = usersOf(instance, snapshot).map(nameOf);
	return {
		node,
		vmid,
		hash,
		is,
		built: mark.built ?? null,
		commit: mark.commit,
		usedBy
	};
}
/** Guests of ours that are made from a layer, and were made from what it was. */
function behindIn(estate, snapshot) {
	return [...estate.resources.values()].filter(isLxc).flatMap(({ spec: guest, address }) => {
		const file = snapshot.guests.get(guest.vmid);
		const mark = layerOf(guest) !== void 0 && file?.type === "lxc" ? readingOf(file).mark : null;
		const was = mark?.estate === idOfEstate(estate.settings) && mark.env === estate.env && mark.id === `vmid:${guest.vmid}` ? behindOn(guest, mark) : null;
		const layer = layerOf(guest);
		return was === null || layer === void 0 ? [] : [{
			address,
			layer: addressIn(layer),
			hash: hashIn(was)
		}];
	});
}
function layersIn(estate, snapshot) {
	const { settings, env } = estate;
	const wanted = /* @__PURE__ */ new Map();
	for (const { spec } of [...estate.resources.values()].filter(isLayer)) {
		const { layer, node } = spec;
		if (layer === void 0) continue;
		wanted.set(addressIn(layer), {
			...wanted.get(addressIn(layer)),
			[node]: hashIn(layer)
		});
	}
	const instances = instancesIn(snapshot, {
		estate: idOfEstate(settings),
		env,
		settings
	});
	const behind = behindIn(estate, snapshot);
	return [.../* @__PURE__ */ new Set([...wanted.keys(), ...instances.map(({ layer }) => addressIn(layer))])].toSorted().map((address) => {
		const own = wanted.get(address) ?? {};
		return {
			address,
			wanted: own,
			instances: instances.filter(({ layer }) => addressIn(layer) === address).map((one) => listed(one, own, snapshot)),
			behind: behind.filter(({ layer }) => layer === address).map(({ address: guest, hash }) => ({
				address: guest,
				hash
			}))
		};
	});
}
/** `3 days`, `2 h`: how long ago. */
function ageText(built, now) {
	if (built === null) return "";
	const minutes = Math.floor((Date.parse(now) - Date.parse(built)) / 6e4);
	const hours = Math.floor(minutes / 60);
	if (minutes < 1) return ", built just now";
	return hours < 1 ? `, built ${minutes} min ago` : hours < 48 ? `, built ${hours} h ago` : `, built ${Math.floor(hours / 24)} days ago`;
}
function instanceLine({ node, vmid, hash, is, built, usedBy }, now) {
	const users = usedBy.length > 0 ? `used by ${usedBy.join(", ")}` : "used by nothing";
	return `  ${hash}  ${is.padEnd(10)} ${vmid} on ${node}${ageText(built, now)}; ${users}`;
}
function missingLines({ wanted, instances }) {
	return Object.entries(wanted).filter(([node, hash]) => !instances.some((one) => one.is === "current" && one.node === node && one.hash === hash)).map(([node, hash]) => `  ${hash}  not built   on ${node}; the next apply builds it`);
}
/** All of it for a terminal. @param now ISO time */
function layersText(layers, now) {
	if (layers.length === 0) return "There are no layers.";
	const behind = layers.flatMap((one) => one.behind.map(({ address }) => address));
	const lines = layers.flatMap((one) => [
		Object.keys(one.wanted).length > 0 ? one.address : `${one.address} (nothing in git is made from it)`,
		...missingLines(one),
		...one.instances.map((instance) => instanceLine(instance, now)),
		...one.behind.map(({ address, hash }) => `  behind: ${address}, made from ${hash}`)
	]);
	if (behind.length > 0) lines.push("", `To move them: phoenix rebuild ${behind.join(" ")}`);
	return lines.join("\n");
}
export { layersText as n, layersIn as t };
