import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { type IdRange, overlapIn, parseIdRange, userOnDisk } from '../../../../src/kinds/lxc/id-map.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import type { Values } from '../../../../src/kinds/guest/spec.ts';
import { checkIdMap } from '../../../../src/simulator/config/id-map.ts';
import { describe } from '../../../support/describe.ts';

const THREE = ['u 0 100000 1000', 'u 1000 1000 1', 'u 1001 101001 64535', 'g 0 100000 65536'];

function spec(unprivileged: boolean, lines?: readonly string[]): LxcSpec {
  return { unprivileged, raw: lines ? { 'lxc.idmap': lines } : {} } as unknown as LxcSpec;
}

const CASES: readonly (readonly [
  what: string,
  guest: LxcSpec,
  mount: Values,
  id: number,
  onDisk: number | null,
])[] = [
  ['an unprivileged guest is shifted', spec(true), {}, 1000, 101_000],
  ['up to the last id', spec(true), {}, 65_535, 165_535],
  ['and no further', spec(true), {}, 65_536, null],
  ['a privileged one is not', spec(false), {}, 70_000, 70_000],
  ['a map of its own, before the exception', spec(true, THREE), {}, 999, 100_999],
  ['the exception', spec(true, THREE), {}, 1000, 1000],
  ['and after it', spec(true, THREE), {}, 1001, 101_001],
  ['a map makes a privileged guest shifted', spec(false, THREE), {}, 0, 100_000],
  ['groups are no users', spec(true, ['u 0 100000 10', 'g 0 100000 65536']), {}, 10, null],
  ['a mount that passes ids through', spec(true), { idmap: 'passthrough' }, 1000, 1000],
  ['but only those that the guest has', spec(true), { idmap: 'passthrough' }, 65_536, null],
  ['a mount with a map', spec(true), { idmap: 'u:1000:33:2' }, 1001, 34],
  ['and beside its map', spec(true), { idmap: 'u:1000:33:2' }, 1002, 101_002],
  ['a privileged guest takes no map of a mount', spec(false), { idmap: 'u:1000:33:2' }, 1000, 1000],
];

describe('maps of ids', (test) => {
  for (const [what, guest, mount, id, onDisk] of CASES) {
    test(what, () => assert.is(userOnDisk(id, guest, mount), onDisk));
  }

  test('are read as Proxmox reads them', () => {
    assert.equal(parseIdRange('u 0 100000 65536'), { type: 'u', guest: 0, host: 100_000, count: 65_536 });
    assert.equal(parseIdRange('g:1:2:3'), { type: 'g', guest: 1, host: 2, count: 3 });
    for (const text of ['', 'b 0 100000 65536', 'u 0 100000', 'u 0 -1 5', 'u 0 100000 0', 'u 0 1 2 3'])
      assert.is(parseIdRange(text), null, text);
  });

  test('overlap where the simulated Proxmox says so', () => {
    const range = fc.record({
      type: fc.constantFrom('u' as const, 'g' as const),
      guest: fc.nat(40),
      host: fc.nat(40),
      count: fc.integer({ min: 1, max: 9 }),
    });
    const isRefused = (ranges: readonly IdRange[]): boolean => {
      const text = ranges
        .map(({ type, guest, host, count }) => `${type}:${guest}:${host}:${count}`)
        .join(';');
      try {
        checkIdMap(text);
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), (ranges) => {
        assert.is(overlapIn(ranges) !== null, isRefused(ranges));
      }),
    );
  });
});
