/** What the matrix does not run again, it knows: an apply that was killed has left what was recorded of one that was not. */
import * as assert from 'uvu/assert';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { cleanRun, really } from './fault-matrix.ts';
import { differences, type State } from './fault-state.ts';
import { mainWorld } from './main-world.ts';

/** The name of the lock's owner is made anew each time. */
const named = (host: MemoryHost): State =>
  new Map(
    [...host.files()].map(([path, text]) => {
      const isLock = path.startsWith('/etc/pve/priv/lock/');
      return isLock ? [path.replace(/[0-9a-f]{16}$/, 'NAME'), ''] : [path, text];
    }),
  );

describe('an apply that is killed', (test) => {
  test('leaves what another one had done by then', async () => {
    const world = await mainWorld();
    const clean = await cleanRun(world);
    const moments = Array.from({ length: 12 }, (_, n) => Math.floor(((n + 0.5) * clean.asked.length) / 12));
    for (const at of moments) {
      for (const is of ['killed before', 'killed after'] as const) {
        const { host, broken } = await really(world, clean, at, is);
        assert.is(broken, null, `${is} ${at}`);
        const recorded = clean.before[is === 'killed before' ? at : at + 1] as MemoryHost;
        assert.equal(differences(named(host), named(recorded)), [], `${is} ${at}`);
      }
    }
  });
});
