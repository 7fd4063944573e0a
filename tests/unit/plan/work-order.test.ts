/** The order of work that a plan tells: makings upwards, removals downwards. */
import * as assert from 'uvu/assert';
import type { Resource } from '../../../src/config/model.ts';
import type { Action } from '../../../src/kinds/change.ts';
import type { Kind } from '../../../src/kinds/kind.ts';
import type { PlanItem } from '../../../src/plan/plan.ts';
import { workLayers } from '../../../src/plan/work-order.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

type Row = readonly [name: string, action: Action, dependsOn: readonly string[]];

function box(name: string, dependsOn: readonly string[]): Resource {
  const spec = { vmid: 100, node: 'pve1', address: null, dependsOn: dependsOn.map((one) => `box/${one}`) };
  return { address: `box/${name}`, kind: 'box', name, file: '', merged: {}, contributions: [], spec };
}

function orderOf(rows: readonly Row[]): string[][] {
  const items = rows.map(
    ([name, action]) => ({ address: `box/${name}`, action, changes: [] }) as unknown as PlanItem,
  );
  const ends = new Map(
    rows.map(([name, action, dependsOn]) => {
      const resource = box(name, dependsOn);
      const goes = action === 'retire' || action === 'destroy';
      const isNew = action === 'create';
      return [
        `box/${name}`,
        { kind: tinyKind, want: goes ? null : resource, base: isNew ? null : resource },
      ] as const;
    }),
  );
  return workLayers(items, ends).map((layer) => layer.map((address) => address.slice('box/'.length)));
}

const CASES: readonly [what: string, rows: readonly Row[], order: string[][]][] = [
  [
    'what is needed is made first',
    [
      ['app', 'create', ['db']],
      ['db', 'create', []],
    ],
    [['db'], ['app']],
  ],
  [
    'what stands on something goes before it',
    [
      ['app', 'retire', ['db']],
      ['db', 'retire', []],
    ],
    [['app'], ['db']],
  ],
  [
    'a guest is cut loose before what it stood on goes',
    [
      ['app', 'update', ['db']],
      ['db', 'destroy', []],
    ],
    [['app'], ['db']],
  ],
  [
    'what goes does not wait for what it needed',
    [
      ['app', 'retire', ['db']],
      ['db', 'update', []],
    ],
    [['app', 'db']],
  ],
];

/** A box whose lid has a password, and one that opens it. */
const withSecrets: Kind = {
  ...tinyKind,
  secrets: (spec) => {
    const { vmid } = spec as { readonly vmid: number };
    const use = { reference: '${secret:lid}', path: '/lid/password' };
    return [vmid === 200 ? { ...use, defines: true } : use];
  },
};

function secretOrder(path: string, dependsOn: readonly string[]): string[][] {
  const [server, client] = [box('server', dependsOn), box('client', [])];
  const made: Resource = { ...server, spec: { ...(server.spec as object), vmid: 200 } };
  const change = { path, slot: 'lid', before: '1', after: '2', effect: 'live' };
  const items = [client, made].map(
    ({ address }) => ({ address, action: 'update', changes: [change] }) as unknown as PlanItem,
  );
  const ends = new Map(
    [client, made].map((want) => [want.address, { kind: withSecrets, want, base: want }] as const),
  );
  return workLayers(items, ends).map((layer) => layer.map((address) => address.slice('box/'.length)));
}

describe('the order of work', (test) => {
  test('what makes a secret true comes before what uses it, unless it is told otherwise', () => {
    assert.equal(secretOrder('/lid', []), [['server'], ['client']]);
    assert.equal(secretOrder('/memory', []), [['client', 'server']]);
    assert.equal(secretOrder('/lid', ['client']), [['client'], ['server']]);
  });

  for (const [what, rows, order] of CASES) {
    test(what, () => {
      assert.equal(orderOf(rows), order);
      assert.equal(orderOf(rows.toReversed()), order);
    });
  }
});
