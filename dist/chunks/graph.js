// src/plan/graph.ts
/**
* Layers of addresses: everything in a layer needs only earlier layers, and each layer is sorted, so that the result
* does not depend on the order of the input. A loop, which the config rules refuse beforehand, ends up in the last layer.
*/
function layers(graph) {
	const waiting = /* @__PURE__ */ new Map();
	const known = new Set(graph.nodes);
	for (const node of known) waiting.set(node, new Set((graph.edges.get(node) ?? []).filter((to) => known.has(to) && to !== node)));
	const result = [];
	while (waiting.size > 0) {
		const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([node]) => node);
		const layer = (ready.length > 0 ? ready : [...waiting.keys()]).toSorted();
		for (const node of layer) waiting.delete(node);
		for (const needs of waiting.values()) for (const node of layer) needs.delete(node);
		result.push(layer);
	}
	return result;
}
/** Everything that `roots` need, directly or not, themselves included. */
function closure(graph, roots) {
	const seen = /* @__PURE__ */ new Set();
	const queue = [...roots];
	for (let next = queue.pop(); next !== void 0; next = queue.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		queue.push(...graph.edges.get(next) ?? []);
	}
	return seen;
}
export { layers as n, closure as t };
