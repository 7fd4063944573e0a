import * as assert from 'uvu/assert';
import { mergePatch } from '../../../src/config/merge.ts';
import { chainOf, originOf } from '../../../src/config/provenance.ts';
import type { JsonObject } from '../../../src/json.ts';
import { describe } from '../../support/describe.ts';

const SETS = new Set(['tags']);

const PARTS = {
  base: { cores: 2, net0: { bridge: 'b', ip: 'x' }, tags: ['lab', 'old'], nesting: true, raw: { a: '1' } },
  gpu: { cores: 4, tags: ['gpu'], nesting: null, raw: 'none' },
  web: { cores: 4, net0: { ip: 'y' }, tags: ['!old', 'web'], raw: { b: '2' } },
} as const;

const contributions = Object.entries(PARTS).map(([file, value]) => ({ file, value: value as JsonObject }));
const merged = contributions.reduce<JsonObject>((below, { value }) => mergePatch(below, value, SETS), {});

const chains: readonly [path: string, chain: readonly string[], origin: string | null][] = [
  ['/cores', ['base sets 2', 'gpu overrides 4', 'web repeats 4'], 'web /cores'],
  ['/net0/ip', ['base sets "x"', 'web overrides "y"'], 'web /net0/ip'],
  ['/net0/bridge', ['base sets "b"'], 'base /net0/bridge'],
  ['/net0', ['base sets {"bridge":"b","ip":"x"}', 'web merges {"ip":"y"}'], 'web /net0'],
  ['/nesting', ['base sets true', 'gpu removes null'], 'gpu /nesting'],
  ['/tags', ['base sets ["lab","old"]', 'gpu adds ["gpu"]', 'web adds ["!old","web"]'], 'web /tags'],
  ['/tags/0', ['base sets ["lab","old"]', 'gpu adds ["gpu"]', 'web adds ["!old","web"]'], 'base /tags/0'],
  ['/raw/b', ['gpu sets "none"', 'web overrides "2"'], 'web /raw/b'],
  ['/raw/a', ['base sets "1"', 'gpu overrides "none"'], 'gpu /raw'],
  ['/nothing', [], null],
  ['/net0/nothing', [], null],
];

describe('provenance', (test) => {
  for (const [path, chain, origin] of chains) {
    test(`${path} came through ${chain.length} files`, () => {
      const got = chainOf(contributions, path, SETS).map(
        (one) => `${one.file} ${one.does} ${JSON.stringify(one.value)}`,
      );
      assert.equal(got, [...chain]);
      const from = originOf(contributions, path, merged, SETS);
      assert.is(from && `${from.file} ${from.pointer}`, origin);
    });
  }

  test('an element of a set comes from the strongest file that has it, where it stands there', () => {
    assert.equal(merged['tags'], ['lab', 'gpu', 'web']);
    assert.equal(originOf(contributions, '/tags/2', merged, SETS), { file: 'web', pointer: '/tags/1' });
  });
});
