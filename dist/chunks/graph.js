import { D as closure, Do as longest, O as layers, Vo as plain, j as sound, k as edgesOf, m as unknownAddress } from "./engine.js";
import { I as kinds } from "./live.js";
import { d as canonical } from "./base.js";
import { t as openWorkspace } from "./workspace.js";
// src/plan/render/graph.ts
/** The graph of resources as text, DOT, Mermaid or JSON. */
/** From what is needed to what needs it, among known nodes only: the direction of the work. */
function arrows({ nodes, edges }) {
	const known = new Set(nodes);
	return nodes.flatMap((node) => (edges.get(node) ?? []).filter((to) => known.has(to)).map((to) => [to, node]));
}
/** Addresses in the order of an apply, each with what it waits for. */
function text(graph) {
	const width = longest(graph.nodes.map((node) => plain(node)));
	const lines = layers(graph).flatMap((layer, i) => layer.map((node) => {
		const needs = (graph.edges.get(node) ?? []).map((to) => plain(to)).join(", ");
		const name = needs === "" ? plain(node) : `${plain(node).padEnd(width)}  after ${needs}`;
		return `${String(i + 1).padStart(3)}  ${name}`;
	}));
	return lines.length === 0 ? "no resources" : lines.join("\n");
}
function dotText(name) {
	return `"${plain(name).replaceAll("\\", "\\\\").replaceAll("\"", "\\\"")}"`;
}
function dot(graph) {
	const nodes = graph.nodes.map((node) => `  ${dotText(node)};`);
	const edges = arrows(graph).map(([from, to]) => `  ${dotText(from)} -> ${dotText(to)};`);
	return [
		"digraph phoenix {",
		"  rankdir=LR;",
		"  node [shape=box];",
		...nodes,
		...edges,
		"}"
	].join("\n");
}
/** Mermaid reads entities in quoted labels, and nothing else of a name may reach its grammar. */
function mermaidText(name) {
	return plain(name).replace(/[^\w/ .-]/gu, (c) => `#${c.codePointAt(0)};`);
}
function mermaid(graph) {
	const ids = new Map(graph.nodes.map((node, i) => [node, `n${i}`]));
	const nodes = graph.nodes.map((node) => `  ${ids.get(node)}["${mermaidText(node)}"]`);
	const edges = arrows(graph).map(([from, to]) => `  ${ids.get(from)} --> ${ids.get(to)}`);
	return [
		"flowchart LR",
		...nodes,
		...edges
	].join("\n");
}
function json(graph) {
	const edges = arrows(graph).map(([to, from]) => ({
		from,
		to
	}));
	return canonical({
		v: 1,
		nodes: graph.nodes,
		edges,
		order: layers(graph)
	});
}
/** The graph in a format, without a newline at the end. */
function renderGraph(graph, format) {
	switch (format) {
		case "text": return text(graph);
		case "dot": return dot(graph);
		case "mermaid": return mermaid(graph);
		case "json": return json(graph);
	}
}
// src/commands/graph.ts
function graphOf(estate) {
	const byKind = new Map(kinds.map((kind) => [kind.kind, kind]));
	const edges = [...estate.resources.values()].map((resource) => {
		const kind = byKind.get(resource.kind);
		const to = kind ? edgesOf(kind, resource) : [];
		return [resource.address, [...new Set(to.map((edge) => edge.to))].toSorted()];
	});
	return {
		nodes: [...estate.resources.keys()].toSorted(),
		edges: new Map(edges)
	};
}
function only(estate, addresses) {
	const graph = graphOf(estate);
	if (addresses.length === 0) return graph;
	const unknown = addresses.find((address) => !graph.nodes.includes(address));
	if (unknown !== void 0) throw unknownAddress(unknown, estate);
	const kept = closure(graph, addresses);
	return {
		nodes: graph.nodes.filter((node) => kept.has(node)),
		edges: graph.edges
	};
}
/** Exit code 0. */
async function graph(options, io) {
	const workspace = openWorkspace(options);
	try {
		io.out(renderGraph(only(sound(workspace.onDisk()), options.addresses), options.format));
		return 0;
	} finally {
		workspace.close();
	}
}
export { graph };
