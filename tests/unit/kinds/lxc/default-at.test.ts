/** The default that is told for a field is the one of its row, whatever its card, mount or device is called. */
import * as assert from 'uvu/assert';
import { defaultAt } from '../../../../src/kinds/lxc/default-at.ts';
import { describe } from '../../../support/describe.ts';

describe('the default of a field', (test) => {
  for (const [path, value] of [
    ['/swap', '512'],
    ['/tags', ''],
    ['/nesting', '0'],
    ['/cores', undefined],
    ['/net7/firewall', '0'],
    ['/net7/tag', undefined],
    ['/rootfs/replicate', '1'],
    ['/mounts/~1data/backup', '0'],
    ['/mounts/~1a.b/ro', '0'],
    ['/mounts/~1data/size', undefined],
    ['/devices/~1dev~1net~1tun/uid', '0'],
    ['/nonsense', undefined],
    ['', undefined],
  ] as const) {
    test(`${path}: ${value}`, () => assert.is(defaultAt(path), value));
  }
});
