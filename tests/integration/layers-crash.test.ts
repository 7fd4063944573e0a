/** A build of layers that dies at any command, or whose command is killed inside: the next apply has each layer once. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { readFaults, setFaults } from '../../src/simulator/faults.ts';
import { confPath } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { type Applied, applyOn, estateOf, hostFor } from '../support/in-process-apply.ts';
import { type Death, mortal } from '../support/law-cluster.ts';
import { commitOf, historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';
const FILES = {
  'phoenix.json': {
    name: 'lab',
    nodes: { pve1: { storages: { tank: { type: 'zfspool' } } } },
    layers: { vmids: [9000, 9009] },
  },
  'layer/base.json': { ostemplate: ARCHIVE, rootfs: { storage: 'tank', size: '4G' } },
  'layer/web.json': { clone: 'layer/base', timezone: 'UTC' },
  'lxc/one.json': { vmid: 101, clone: 'layer/web', memory: 512 },
};
const estate: Estate = estateOf(
  new Map(Object.entries(FILES).map(([path, value]) => [path, JSON.stringify(value)])),
  { revision: commitOf('1') },
);

interface Run {
  readonly applied: Applied;
  readonly given: number;
}

async function run(host: MemoryHost, death: Death | null, name: string): Promise<Run> {
  const { cluster, given } = mortal(inProcessCluster(host), death);
  const options = { history: historyOf(estate), parallel: 1, clock: virtualClock(host.now()), run: name };
  return { applied: await applyOn(cluster, estate, options), given: given() };
}

/** Guests by what their markers say, running or not, and volumes; VMIDs, which may differ, are left out. */
function stateOf(host: MemoryHost): string[] {
  const guests = [];
  for (const vmid of [101, ...Array.from({ length: 10 }, (_, i) => 9000 + i)]) {
    const text = host.read(confPath('pve1', vmid));
    if (text === null) continue;
    const [, address] = /"address"(?:%3A|:)"([^"]*)"/.exec(text) ?? [];
    guests.push(
      `${address} ${/^template: 1$/m.test(text)} ${/^lock: /m.test(text)} ${text.includes('"owed"')}`,
    );
  }
  const volumes = [...host.files()].filter(([path]) => path.startsWith('/.sim/volumes/tank')).length;
  return [...guests.toSorted(), `${volumes} volumes`];
}

const POINTS: readonly string[] = (
  'create:locked create:allocated create:unpacked create:written clone:source-locked clone:target-locked ' +
  'clone:planned clone:copied clone:unlocked set:written start:activated start:running stop:signalled stop:stopped ' +
  'template:base'
).split(' ');

function failures({ report }: Applied): string {
  const unwell = report.resources.filter(({ outcome }) => !['applied', 'unchanged'].includes(outcome));
  return unwell.map(({ address, outcome, text }) => `${address} ${outcome}: ${text}`).join('; ');
}

describe('a build of layers that dies', (test) => {
  test('at any command, is made anew or finished by the next apply', async () => {
    const whole = hostFor(estate);
    const { applied, given } = await run(whole, null, 'first');
    assert.is(failures(applied), '');
    const end = stateOf(whole);
    assert.is(end.length, 4, end.join('\n'));
    for (let at = 1; at <= given; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const what = `dead ${when} command ${at}`;
        const host = hostFor(estate);
        await run(host, { at, when }, 'first');
        assert.is(failures((await run(host, null, 'second')).applied), '', what);
        assert.is((await run(host, null, 'third')).given, 0, what);
        assert.equal(stateOf(host), end, what);
      }
    }
  });

  for (const at of POINTS) {
    test(`inside of a command, at ${at}, is made anew or finished by the next ones`, async () => {
      for (let after = 0; ; after += 1) {
        const host = hostFor(estate);
        setFaults(host, [{ command: '*', at, after, do: { kind: 'kill' } }]);
        const first = await run(host, null, 'first');
        if (readFaults(host).length > 0) {
          assert.ok(after > 0, `${at} never came`);
          return;
        }
        const what = `killed at ${at}, ${after} before it: ${failures(first.applied)}`;
        let last = await run(host, null, 'second');
        if (last.given > 0) last = await run(host, null, 'third');
        if (last.given > 0) last = await run(host, null, 'fourth');
        assert.is(failures(last.applied), '', what);
        assert.is(last.given, 0, what);
        const there = stateOf(host).slice(0, 3);
        assert.equal(
          there,
          [
            'layer/base@pve1 true false false',
            'layer/web@pve1 true false false',
            'lxc/one false false false',
          ],
          what,
        );
      }
    });
  }
});
