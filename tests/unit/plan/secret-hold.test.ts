/** A changed secret waits for the one that makes it true. */
import * as assert from 'uvu/assert';
import type { Resource } from '../../../src/config/model.ts';
import type { Change } from '../../../src/kinds/change.ts';
import type { Kind, SecretUse } from '../../../src/kinds/kind.ts';
import type { Cover, PlanItem } from '../../../src/plan/plan.ts';
import { withSecretsHeld } from '../../../src/plan/secret-hold.ts';
import { describe } from '../../support/describe.ts';
import { tinyKind } from '../../support/tiny-kind.ts';

const kind: Kind = { ...tinyKind, secrets: (spec) => (spec as { uses: readonly SecretUse[] }).uses };
const reviewed: Change = {
  path: '/features/x',
  slot: 'feature:x',
  before: 'a',
  after: 'b',
  effect: 'live',
};
const change: Change = { ...reviewed, followed: true };
const other: Change = { ...change, path: '/features/y', slot: 'feature:y' };

interface Row {
  readonly uses: readonly SecretUse[];
  /** Null: nobody knows. */
  readonly before?: readonly SecretUse[] | null;
  readonly changes?: readonly Change[];
  readonly cover?: readonly Cover[];
}

const use = (reference: string, more: Partial<SecretUse> = {}): SecretUse => ({
  reference: `\${secret:${reference}}`,
  path: '/features/x/password',
  ...more,
});
const COVERED: Cover = { is: 'covered' };
const DRIFT: Cover = { is: 'drift', why: 'it may restart' };
const server: Row = { uses: [use('env:A', { defines: true })], cover: [DRIFT] };
const client: Row = { uses: [use('env:A')] };
const WAITS: Cover = {
  is: 'drift',
  why: 'box/server makes its secret true, and does not get the value: it may restart',
};

const HOLD: Cover = { is: 'held', why: 'it may restart' };
const HELD: Cover = { ...WAITS, is: 'held' };
const rotated: Row = {
  uses: [use('db/a', { defines: true, seal: '2' })],
  before: [use('db/a', { defines: true, seal: '1' })],
  changes: [reviewed],
  cover: [HOLD],
};
const waiting: Row = {
  uses: [use('db/a#user', { seal: '2' })],
  before: [use('db/a#user', { seal: '1' })],
  changes: [reviewed],
};

const cases: readonly [name: string, server: Row, client: Row, want: readonly Cover[]][] = [
  ['the client waits', server, client, [WAITS]],
  [
    'as the server does',
    { ...server, cover: [{ is: 'held', why: 'it may restart' }] },
    client,
    [{ ...WAITS, is: 'held' }],
  ],
  ['not for a server that gets it', { ...server, cover: [COVERED] }, client, [COVERED]],
  ['not for another secret', server, { uses: [use('env:B')] }, [COVERED]],
  ['not for one who uses it only', { ...server, uses: [use('env:A')] }, client, [COVERED]],
  ['not where it makes it true too', server, { uses: [use('env:A', { defines: true })] }, [COVERED]],
  [
    'not with its other features',
    server,
    { ...client, changes: [other, change], cover: [COVERED, COVERED] },
    [COVERED, WAITS],
  ],
  ['not with what git asks for', server, { ...client, before: client.uses, changes: [reviewed] }, [COVERED]],
  ['an entry that is written anew', rotated, waiting, [HELD]],
  ['and is written first', { ...rotated, cover: [{ ...HOLD, written: true }] }, waiting, [COVERED]],
  ['not one that is as it was', { ...rotated, before: rotated.uses }, waiting, [COVERED]],
  ['nor where it is as it was for the client', rotated, { ...waiting, before: waiting.uses }, [COVERED]],
  ['nor where nobody knows', { ...rotated, before: null }, waiting, [COVERED]],
  ['what waits anyway says why', rotated, { ...waiting, cover: [HOLD] }, [HOLD]],
  [
    'another entry than before',
    { ...rotated, before: [use('db/old', { defines: true })] },
    { ...waiting, before: [use('db/old')] },
    [HELD],
  ],
  ['not for a server of which something else waits', { ...server, changes: [other] }, client, [COVERED]],
];

describe('a secret that its server does not get', (test) => {
  for (const [name, first, second, want] of cases) {
    test(name, () => {
      const rows = new Map([
        ['box/client', second],
        ['box/server', first],
      ]);
      const items = [...rows].map(([address, { changes = [change], cover = [COVERED] }]) => {
        return { address, changes, cover } as unknown as PlanItem;
      });
      const sides = new Map(
        [...rows].map(([address, { uses, before = [] }]) => {
          const at = (of: readonly SecretUse[]) => ({ address, spec: { uses: of } }) as unknown as Resource;
          return [address, { kind, want: at(uses), base: before && at(before) }] as const;
        }),
      );
      const covers = (all: readonly PlanItem[]) => all.find(({ address }) => address === 'box/client')?.cover;
      assert.equal(covers(withSecretsHeld(items, sides)), want);
      assert.equal(covers(withSecretsHeld(items.toReversed(), sides)), want);
    });
  }

  test('who waits may make another secret true', () => {
    const rows: readonly (readonly [string, readonly SecretUse[], Cover])[] = [
      ['box/last', [use('db/b')], COVERED],
      ['box/middle', [use('db/a'), use('db/b', { path: '/features/x/own', defines: true })], COVERED],
      ['box/first', [use('db/a', { defines: true })], HOLD],
    ];
    const items = rows.map(
      ([address, , one]) => ({ address, changes: [reviewed], cover: [one] }) as unknown as PlanItem,
    );
    const at = (uses: readonly SecretUse[]) => ({ spec: { uses } }) as unknown as Resource;
    const sides = new Map(
      rows.map(([address, uses]) => [address, { kind, want: at(uses), base: at([]) }] as const),
    );
    assert.equal(
      withSecretsHeld(items, sides).map(({ cover = [] }) => cover[0]?.is),
      ['held', 'held', 'held'],
    );
  });
});
