import * as assert from 'uvu/assert';
import { freeDevice, placeMounts } from '../../../../src/kinds/lxc/steps/indexes.ts';
import { describe } from '../../../support/describe.ts';

type Case = readonly [
  name: string,
  kept: Readonly<Record<string, string>>,
  added: readonly string[],
  taken: readonly string[],
  expected: Readonly<Record<string, string>>,
  moved: readonly string[],
];

const CASES: readonly Case[] = [
  [
    'new mounts count from mp0, parents first',
    {},
    ['/b/c', '/a', '/b'],
    [],
    { '/a': 'mp0', '/b': 'mp1', '/b/c': 'mp2' },
    [],
  ],
  ['live ones keep their indexes', { '/a': 'mp7' }, ['/b'], ['mp7'], { '/a': 'mp7', '/b': 'mp0' }, []],
  ['a child comes after its parent', { '/a': 'mp3' }, ['/a/x'], ['mp3'], { '/a': 'mp3', '/a/x': 'mp4' }, []],
  [
    'a parent takes a lower index where one is free',
    { '/a/x': 'mp3' },
    ['/a'],
    ['mp3'],
    { '/a': 'mp0', '/a/x': 'mp3' },
    [],
  ],
  ['else its child moves', { '/a/x': 'mp0' }, ['/a'], ['mp0'], { '/a': 'mp1', '/a/x': 'mp2' }, ['/a/x']],
  [
    'and so do the children of that child',
    { '/a/x': 'mp0', '/a/x/y': 'mp1' },
    ['/a'],
    ['mp0', 'mp1'],
    { '/a': 'mp2', '/a/x': 'mp3', '/a/x/y': 'mp4' },
    ['/a/x', '/a/x/y'],
  ],
  ['an option that waits to go is not used', {}, ['/a'], ['mp0', 'mp1'], { '/a': 'mp2' }, []],
  [
    'two live ones in the wrong order are left',
    { '/a': 'mp1', '/a/x': 'mp0' },
    [],
    ['mp0', 'mp1'],
    { '/a': 'mp1', '/a/x': 'mp0' },
    [],
  ],
  [
    'a name that begins alike is no parent',
    { '/data2': 'mp0' },
    ['/data'],
    ['mp0'],
    { '/data': 'mp1', '/data2': 'mp0' },
    [],
  ],
];

describe('indexes of mounts', (test) => {
  for (const [name, kept, added, taken, expected, moved] of CASES) {
    test(name, () => {
      const places = placeMounts({ kept: new Map(Object.entries(kept)), added, taken: new Set(taken) });
      assert.equal(Object.fromEntries(places.options), expected);
      assert.equal(places.moved, moved);
    });
  }

  test('there are 256 of each', () => {
    const all = (family: string) => new Set(Array.from({ length: 256 }, (_, index) => `${family}${index}`));
    assert.throws(
      () => placeMounts({ kept: new Map(), added: ['/a'], taken: all('mp') }),
      /at most 256 mounts/,
    );
    assert.throws(() => freeDevice(all('dev')), /at most 256 devices/);
    assert.is(freeDevice(new Set(['dev0', 'dev2'])), 'dev1');
  });
});
