/**
 * Every crash is safe with virtual machines: Phoenix dies at every command of a life of them, before the command is sent or
 * after it ran, or the command itself is killed, and the next runs bring the estate to the same end.
 */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import { readFaults, setFaults } from '../../src/simulator/faults.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { type Applied, applyOn, hostFor } from '../support/in-process-apply.ts';
import { type Death, mortal } from '../support/law-cluster.ts';
import { historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { VM_STORAGES, WEB, whole } from '../support/vm-estate.ts';

const CHANGED = {
  ...WEB,
  cores: 6,
  protection: true,
  disks: { scsi0: { size: '40G' }, scsi1: { storage: 'local-zfs', size: '12G', iothread: true } },
  net1: { bridge: 'vmbr0' },
  snapshots: { before: {} },
};

const LIFE: readonly (readonly [string, Estate])[] = [
  ['made', whole(1)],
  ['changed', whole(2, { 'vm/web': CHANGED })],
  ['less of it', whole(3, { 'vm/web': { ...WEB, protection: false, disks: { scsi0: { size: '40G' } } } })],
  ['retired', whole(4, { 'vm/web': null })],
];

interface Run {
  readonly applied: Applied;
  readonly given: number;
}

async function run(
  host: MemoryHost,
  past: readonly Estate[],
  death: Death | null,
  name: string,
): Promise<Run> {
  const { cluster, given } = mortal(inProcessCluster(host), death);
  const options = { history: historyOf(...past), parallel: 1, clock: virtualClock(host.now()), run: name };
  return { applied: await applyOn(cluster, past.at(-1) as Estate, options), given: given() };
}

const failures = ({ report }: Applied): string =>
  report.resources
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')
    .map(({ address, outcome, text }) => `${address} ${outcome}: ${text}`)
    .join('; ')
    .slice(0, 900);

/** Conf files and what runs, without what chance decides and the names of volumes. */
function stateOf(host: MemoryHost): string {
  const parts = [...host.files()].flatMap(([path, text]) => {
    if (path.startsWith('/.sim/machines/')) return [path];
    if (!/^\/etc\/pve\/nodes\/.*\.conf$/.test(path)) return [];
    const plain = text
      .replaceAll(/^(?:unused\d+|vmgenid|smbios1|meta|snaptime): .*\n/gm, '')
      .replaceAll(/-disk-\d+/g, '-disk-N')
      .replaceAll(/"retired"(:|%3A)"[^"]*"/g, '"retired"');
    return [`${path}\n${plain}`];
  });
  return parts.toSorted().join('\n');
}

const locked = (host: MemoryHost) =>
  [...host.files()]
    .filter(([path, text]) => path.endsWith('.conf') && /^lock: /m.test(text))
    .map(([path]) => path);

/** Runs on until nothing is left to do. */
async function finished(host: MemoryHost, past: readonly Estate[], what: string): Promise<void> {
  let last = await run(host, past, null, 'second');
  for (let more = 0; more < 2 && last.given > 0; more += 1)
    last = await run(host, past, null, `again${more}`);
  assert.is(failures(last.applied), '', what);
  assert.is(last.given, 0, what);
  assert.equal(locked(host), [], what);
}

async function worldBefore(index: number): Promise<MemoryHost> {
  const host = hostFor(LIFE[0]?.[1] as Estate, { storages: VM_STORAGES });
  for (let at = 0; at < index; at += 1) {
    const { applied } = await run(
      host,
      LIFE.slice(0, at + 1).map(([, estate]) => estate),
      null,
      'earlier',
    );
    assert.is(failures(applied), '');
  }
  return host;
}

const POINTS: readonly string[] = (
  'create:locked create:allocated create:written clone:planned clone:target-locked clone:copied set:checked set:queued ' +
  'set:written disk:allocated disk:importing move:copied resize:grown snapshot:prepared snapshot:taken ' +
  'delsnapshot:volume start:activated start:running stop:signalled stop:stopped template:base'
).split(' ');

describe('an apply of virtual machines that dies', (test) => {
  for (const [index, [what]] of LIFE.entries()) {
    test(`is finished by the next one, at whichever command: ${what}`, async () => {
      const past = LIFE.slice(0, index + 1).map(([, estate]) => estate);
      const base = await worldBefore(index);
      const whole = base.fork();
      const { given, applied } = await run(whole, past, null, 'first');
      assert.is(failures(applied), '');
      const end = stateOf(whole);
      for (let at = 1; at <= given; at += 1) {
        for (const when of ['before', 'after'] as const) {
          const host = base.fork();
          await run(host, past, { at, when }, 'first');
          await finished(host, past, `dead ${when} command ${at}`);
          assert.is(stateOf(host), end, `dead ${when} command ${at}`);
        }
      }
    });

    test(`or whose command is killed inside: ${what}`, async () => {
      const past = LIFE.slice(0, index + 1).map(([, estate]) => estate);
      const base = await worldBefore(index);
      const whole = base.fork();
      await run(whole, past, null, 'first');
      const end = stateOf(whole);
      let struck = 0;
      for (const at of POINTS) {
        const host = base.fork();
        setFaults(host, [{ command: '*', at, do: { kind: 'kill' } }]);
        const first = await run(host, past, null, 'first');
        if (readFaults(host).length > 0) continue;
        struck += 1;
        await finished(host, past, `killed at ${at}: ${failures(first.applied)}`);
        assert.is(stateOf(host), end, `killed at ${at}`);
      }
      assert.ok(struck > 0 || index > 0, 'no command was killed');
    });
  }
});
