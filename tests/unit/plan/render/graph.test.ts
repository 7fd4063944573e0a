import * as assert from 'uvu/assert';
import type { Graph } from '../../../../src/plan/graph.ts';
import { renderGraph } from '../../../../src/plan/render/graph.ts';
import { describe } from '../../../support/describe.ts';

const GRAPH: Graph = {
  nodes: ['lxc/web', 'lxc/db', 'lxc/cache'],
  edges: new Map([['lxc/web', ['lxc/cache', 'lxc/db', 'lxc/elsewhere']]]),
};
const EVIL = 'lxc/"] --> x["<b>\n`';

describe('a graph', (test) => {
  test('as text: the order of an apply', () => {
    assert.is(
      renderGraph(GRAPH, 'text'),
      ['  1  lxc/cache', '  1  lxc/db', '  2  lxc/web    after lxc/cache, lxc/db, lxc/elsewhere'].join('\n'),
    );
    assert.is(renderGraph({ nodes: [], edges: new Map() }, 'text'), 'no resources');
  });

  test('as DOT', () => {
    const text = renderGraph(GRAPH, 'dot');
    assert.match(text, /^digraph phoenix \{\n/);
    assert.match(text, /^ {2}"lxc\/db" -> "lxc\/web";$/m);
    assert.not.match(text, /elsewhere/);
  });

  test('as Mermaid', () => {
    assert.is(
      renderGraph(GRAPH, 'mermaid'),
      [
        'flowchart LR',
        '  n0["lxc/web"]',
        '  n1["lxc/db"]',
        '  n2["lxc/cache"]',
        '  n2 --> n0',
        '  n1 --> n0',
      ].join('\n'),
    );
  });

  test('as JSON', () => {
    assert.equal(JSON.parse(renderGraph(GRAPH, 'json')), {
      v: 1,
      nodes: ['lxc/web', 'lxc/db', 'lxc/cache'],
      edges: [
        { from: 'lxc/web', to: 'lxc/cache' },
        { from: 'lxc/web', to: 'lxc/db' },
      ],
      order: [['lxc/cache', 'lxc/db'], ['lxc/web']],
    });
  });

  test('names are data in every format', () => {
    const graph: Graph = { nodes: [EVIL], edges: new Map() };
    assert.is(renderGraph(graph, 'mermaid').split('\n').length, 2);
    assert.match(renderGraph(graph, 'mermaid'), /^ {2}n0\["[\w/ .#;-]*"\]$/m);
    assert.match(renderGraph(graph, 'dot'), /^ {2}"lxc\/\\"\] --> x\[\\"<b>\\\\n`";$/m);
    assert.is(renderGraph(graph, 'text').split('\n').length, 1);
  });

  test('a loop is shown, not followed', () => {
    const loop: Graph = {
      nodes: ['a', 'b'],
      edges: new Map([
        ['a', ['b']],
        ['b', ['a']],
      ]),
    };
    assert.match(renderGraph(loop, 'text'), /a {2}after b\n.*b {2}after a/);
  });
});
