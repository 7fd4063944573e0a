import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { closure, type Graph, layers } from '../../../src/plan/graph.ts';
import { describe } from '../../support/describe.ts';

/** Edges only to lower numbers: no loops. */
const acyclic = fc
  .array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .map((needs): Graph => ({
    nodes: needs.map((_, i) => `lxc/g${i}`),
    edges: new Map(needs.map((to, i) => [`lxc/g${i}`, to.filter((t) => t < i).map((t) => `lxc/g${t}`)])),
  }));

describe('graph', (test) => {
  test('everything comes after what it needs, once', () => {
    fc.assert(
      fc.property(acyclic, (graph) => {
        const order = layers(graph);
        const level = new Map(order.flatMap((layer, i) => layer.map((node) => [node, i] as const)));
        assert.is(order.flat().length, graph.nodes.length);
        for (const [from, to] of graph.edges) {
          for (const need of to) assert.ok((level.get(need) ?? 0) < (level.get(from) ?? 0));
        }
      }),
    );
  });

  test('the order of the input does not matter', () => {
    fc.assert(
      fc.property(acyclic, (graph) => {
        const turned: Graph = {
          nodes: graph.nodes.toReversed(),
          edges: new Map([...graph.edges].toReversed().map(([node, to]) => [node, to.toReversed()])),
        };
        assert.equal(layers(turned), layers(graph));
      }),
    );
  });

  test('a loop ends', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['a']],
      ['c', []],
    ]);
    assert.equal(layers({ nodes: ['a', 'b', 'c'], edges }), [['c'], ['a', 'b']]);
  });

  test('the closure holds what is needed, directly or not', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['d', ['a']],
    ]);
    assert.equal([...closure({ nodes: ['a', 'b', 'c', 'd'], edges }, ['a'])].toSorted(), ['a', 'b', 'c']);
  });
});
