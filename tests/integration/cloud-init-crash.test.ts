/** Phoenix dies at every command and every file of a machine's first boot, image and snippets: the next runs end the same. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { PhoenixError } from '../../src/errors.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Cluster, NodePort } from '../../src/node/port.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { vmEstate, VM_STORAGES } from '../support/vm-estate.ts';

const estate = (commit: number, digit: string, cloudInit: object): Estate =>
  vmEstate(
    {
      'image/debian-13': {
        url: 'https://cloud.example/debian-13-genericcloud-amd64.qcow2',
        storage: 'local',
        checksum: `sha256:${digit.repeat(64)}`,
      },
      'vm/web': {
        vmid: 104,
        disks: { scsi0: { storage: 'local-zfs', size: '8G', import: 'image/debian-13' } },
        net0: { bridge: 'vmbr0' },
        cloudInit,
      },
    },
    { commit },
  );

const LIFE: readonly (readonly [string, Estate])[] = [
  ['made', estate(1, 'a', { userData: { timezone: 'UTC' }, vendorData: { packages: ['nano'] } })],
  ['changed', estate(2, 'b', { userData: { timezone: 'Europe/Paris' } })],
  ['told nothing', estate(3, 'b', { user: 'ops' })],
];

/** A cluster whose caller dies before or after the deed of that number; null: it lives. */
function dying(cluster: Cluster, death: { at: number; when: 'before' | 'after' } | null) {
  let deeds = 0;
  let dead = false;
  const alive = () => {
    if (dead) throw new PhoenixError('NODE_UNREACHABLE', 'the process is dead');
  };
  const deed = async <T>(act: () => Promise<T>): Promise<T> => {
    alive();
    deeds += 1;
    const strikes = death?.at === deeds;
    dead ||= strikes && death.when === 'before';
    alive();
    const result = await act();
    dead ||= strikes;
    alive();
    return result;
  };
  const around = (port: NodePort): NodePort => ({
    ...port,
    run: (argv, options) =>
      argv[0] === 'lxc-ls' ? port.run(argv, options) : deed(() => port.run(argv, options)),
    writeFile: (write) => deed(() => port.writeFile(write)),
    journal: async (entry) => {
      alive();
      await port.journal(entry);
    },
  });
  return { cluster: { ...cluster, node: (name: string) => around(cluster.node(name)) }, deeds: () => deeds };
}

type Death = Parameters<typeof dying>[1];

async function run(host: MemoryHost, past: readonly Estate[], death: Death) {
  const { cluster, deeds } = dying(inProcessCluster(host), death);
  const options = { history: historyOf(...past), parallel: 1, clock: virtualClock(host.now()) };
  const { report } = await applyOn(cluster, past.at(-1) as Estate, options);
  return { report, deeds: deeds() };
}

function stateOf(host: MemoryHost): string[] {
  const conf = host.read('/etc/pve/nodes/pve1/qemu-server/104.conf') ?? '';
  const told = conf.split('\n').filter((line) => /^(?:cicustom|ciuser|scsi0|lock):/.test(line));
  return [
    ...told,
    ...host.list('/var/lib/vz/snippets'),
    ...host.list('/.sim/volumes/local/content').map(decodeURIComponent),
    ...host.list('/etc/pve/phoenix/lab').map(decodeURIComponent),
  ];
}

describe('a first boot that is told while Phoenix dies', (test) => {
  for (const [index, [what]] of LIFE.entries()) {
    test(`ends the same: ${what}`, async () => {
      const past = (until: number) => LIFE.slice(0, until + 1).map(([, one]) => one);
      const base = hostFor(LIFE[0]?.[1] as Estate, { storages: VM_STORAGES });
      for (let at = 0; at < index; at += 1) assert.is((await run(base, past(at), null)).report.ok, true);
      const whole = base.fork();
      const { report, deeds } = await run(whole, past(index), null);
      assert.is(report.ok, true, JSON.stringify(report));
      const end = stateOf(whole);
      assert.is((await run(whole, past(index), null)).deeds, 0, 'nothing is left to do');
      assert.ok(deeds >= 3, `${deeds}`);
      for (let at = 1; at <= deeds; at += 1) {
        for (const when of ['before', 'after'] as const) {
          const host = base.fork();
          await run(host, past(index), { at, when });
          let last = await run(host, past(index), null);
          for (let more = 0; more < 2 && last.deeds > 0; more += 1) last = await run(host, past(index), null);
          assert.is(last.deeds, 0, `dead ${when} deed ${at}`);
          assert.equal(stateOf(host), end, `dead ${when} deed ${at}`);
        }
      }
      if (what === 'told nothing') assert.equal(whole.list('/var/lib/vz/snippets'), []);
    });
  }
});
