import * as assert from 'uvu/assert';
import {
  capacityText,
  downtimeText,
  listed,
  number,
  pathText,
  plural,
  spanText,
  valueText,
} from '../../../../src/plan/render/words.ts';
import { describe } from '../../../support/describe.ts';

const GIB = 1024 ** 2;
const listOf = (names: readonly string[], most: number) => listed(names, most, (name) => name);

describe('words', (test) => {
  const cases: readonly (readonly [string, string])[] = [
    [number(0), '0'],
    [number(999), '999'],
    [number(1_234_567), '1,234,567'],
    [plural(1, 'guest'), '1 guest'],
    [plural(0, 'guest'), '0 guests'],
    [plural(2000, 'guest'), '2,000 guests'],
    [listOf([], 2), ''],
    [listOf(['a', 'b'], 2), 'a, b'],
    [listOf(['a', 'b', 'c'], 2), 'a, b, c'],
    [listOf(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more'],
    [downtimeText(null), 'for good'],
    [downtimeText(0), 'none'],
    [downtimeText(90), '≈ 1 min 30 s'],
    [spanText([25, 25]), '25 s'],
    [spanText([20, 25]), '20 to 25 s'],
    [spanText([20, 300]), '20 s to 5 min'],
    [valueText(null), '(none)'],
    [valueText(''), '(none)'],
    [valueText(true), 'true'],
    [valueText(['b', 1]), '["b",1]'],
    [pathText('/net0/ip'), 'net0.ip'],
    [pathText('/mounts/~1data/size'), 'mounts[/data].size'],
    [pathText('/raw/lxc.idmap'), 'raw[lxc.idmap]'],
    [capacityText('memory', 94 * GIB), '94 GiB'],
    [capacityText('memory', 1.5 * GIB), '1.5 GiB'],
    [capacityText('memory', GIB / 2), '512 MiB'],
    [capacityText('cores', 48), '48'],
  ];
  for (const [got, want] of cases) test(want === '' ? 'nothing' : want, () => assert.is(got, want));
});
