/** The graph of resources as text, DOT, Mermaid or JSON. */
import { canonical } from '../../json.ts';
import { type Graph, layers } from '../graph.ts';
import { plain } from './escape.ts';
import { longest } from './words.ts';

export type GraphFormat = 'text' | 'dot' | 'mermaid' | 'json';

/** From what is needed to what needs it, among known nodes only: the direction of the work. */
function arrows({ nodes, edges }: Graph): (readonly [string, string])[] {
  const known = new Set(nodes);
  return nodes.flatMap((node) =>
    (edges.get(node) ?? []).filter((to) => known.has(to)).map((to) => [to, node] as const),
  );
}

/** Addresses in the order of an apply, each with what it waits for. */
function text(graph: Graph): string {
  const width = longest(graph.nodes.map((node) => plain(node)));
  const lines = layers(graph).flatMap((layer, i) =>
    layer.map((node) => {
      const needs = (graph.edges.get(node) ?? []).map((to) => plain(to)).join(', ');
      const name = needs === '' ? plain(node) : `${plain(node).padEnd(width)}  after ${needs}`;
      return `${String(i + 1).padStart(3)}  ${name}`;
    }),
  );
  return lines.length === 0 ? 'no resources' : lines.join('\n');
}

function dotText(name: string): string {
  return `"${plain(name).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function dot(graph: Graph): string {
  const nodes = graph.nodes.map((node) => `  ${dotText(node)};`);
  const edges = arrows(graph).map(([from, to]) => `  ${dotText(from)} -> ${dotText(to)};`);
  return ['digraph phoenix {', '  rankdir=LR;', '  node [shape=box];', ...nodes, ...edges, '}'].join('\n');
}

/** Mermaid reads entities in quoted labels, and nothing else of a name may reach its grammar. */
function mermaidText(name: string): string {
  return plain(name).replace(/[^\w/ .-]/gu, (c) => `#${c.codePointAt(0)};`);
}

function mermaid(graph: Graph): string {
  const ids = new Map(graph.nodes.map((node, i) => [node, `n${i}`]));
  const nodes = graph.nodes.map((node) => `  ${ids.get(node)}["${mermaidText(node)}"]`);
  const edges = arrows(graph).map(([from, to]) => `  ${ids.get(from)} --> ${ids.get(to)}`);
  return ['flowchart LR', ...nodes, ...edges].join('\n');
}

function json(graph: Graph): string {
  const edges = arrows(graph).map(([to, from]) => ({ from, to }));
  return canonical({ v: 1, nodes: graph.nodes, edges, order: layers(graph) });
}

/** The graph in a format, without a newline at the end. */
export function renderGraph(graph: Graph, format: GraphFormat): string {
  switch (format) {
    case 'text':
      return text(graph);
    case 'dot':
      return dot(graph);
    case 'mermaid':
      return mermaid(graph);
    case 'json':
      return json(graph);
  }
}
