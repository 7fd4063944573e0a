/** The HA manager of a simulated cluster goes on while somebody waits by reading files alone. */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { Machine } from '../../src/node/machine.ts';
import { readMatching } from '../../src/node/match.ts';
import { managedBy } from '../../src/node/simulated-manager.ts';
import type { Host } from '../../src/simulator/host.ts';
import { simulate } from '../../src/simulator/simulate.ts';
import { describe } from '../support/describe.ts';
import { applyTo, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { commitOf, guest, historyOf, places } from '../support/three-nodes.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const estate = commitOf('a', {
  'lxc/db.json': guest(101, 'pve1'),
  'ha/db.json': { guest: 'lxc/db' },
});

/** A machine whose programs are the simulator's, and each is noted. */
function machineOn(host: Host, ran: string[]): Machine {
  const none = async (): Promise<never> => {
    throw new Error('nothing is written by a reading');
  };
  return {
    name: 'pve1',
    run: async (argv) => {
      ran.push(argv.join(' '));
      return simulate({ host, node: 'pve1', argv });
    },
    read: async (patterns) => readMatching(host, patterns),
    append: none,
    makeFolder: none,
    write: none,
    remove: none,
    replaceLocked: none,
    spawns: () => ran.length,
    close: async () => {},
  };
}

describe('a reading of a cluster with an HA manager', (test) => {
  test('lets it do what it was asked for, and asks for nothing after that', async () => {
    const host = hostFor(estate);
    assert.ok((await applyTo(host, estate, { clock: virtualClock(), history: historyOf(estate) })).report.ok);
    const ran: string[] = [];
    const machine = managedBy(host)(machineOn(host, ran));
    const conf = ['/etc/pve/nodes/*/lxc/101.conf'];
    await machine.read(conf);
    assert.equal(ran, []);
    simulate({ host, node: 'pve1', argv: ['ha-manager', 'crm-command', 'migrate', 'ct:101', 'pve2'] });
    let found: string[] = [];
    for (let n = 0; n < 4; n += 1) found = [...(await machine.read(conf)).keys()];
    assert.equal(found, ['/etc/pve/nodes/pve2/lxc/101.conf']);
    assert.equal(places(host, 'pve1', 'pve2'), { pve1: [], pve2: [101] });
    const rounds = ran.length;
    assert.ok(rounds > 0);
    await machine.read(conf);
    assert.is(ran.length, rounds);
    assert.match((await machine.run(['ha-manager', 'status'])).stdout, /^service ct:101 \(pve2, started\)$/m);
  });
});

describe('a virtual machine of HA', (test) => {
  const files = (node: string, storage: string) => ({
    'vm/db.json': {
      vmid: 101,
      node,
      disks: { scsi0: { storage, size: '8G' } },
      net0: { bridge: 'vmbr0' },
    },
    'ha/db.json': { guest: 'vm/db' },
  });

  // The manager takes disks along that are not shared (pve-ha-manager: PVEVM migrate).
  for (const storage of ['nas', 'local']) {
    test(`is moved by its manager from ${storage}, which is waited for, and nothing is left to do`, async () => {
      const [here, there] = [commitOf('a', files('pve1', storage)), commitOf('b', files('pve2', storage))];
      const history = historyOf(here, there);
      const host = hostFor(here);
      const ran: string[] = [];
      const onRun = (_: string, argv: readonly string[]) => void ran.push(argv.join(' '));
      for (const estate of [here, there]) {
        const { report } = await applyTo(host, estate, { clock: virtualClock(), history, onRun });
        assert.ok(report.ok, JSON.stringify(report.resources));
        assert.equal((await livePlanOf(estate, inProcessCluster(host), { history })).plan.items, []);
      }
      assert.ok(ran.includes('ha-manager crm-command migrate vm:101 pve2'));
      assert.not.ok(ran.some((line) => line.startsWith('qm migrate')));
      assert.ok(host.read('/etc/pve/nodes/pve2/qemu-server/101.conf') !== null);
    });
  }
});

describe('where guests of HA run', (test) => {
  for (const pve of ['8.4', '9.2']) {
    test(`is a group or a rule, as PVE ${pve} has it, that is changed and taken away again`, async () => {
      const node = { pve, storages: { nas: { type: 'nfs', shared: true } } };
      const settings = { name: 'lab', nodes: { pve1: node, pve2: node, pve3: node } };
      const at = (letter: string, more: Readonly<Record<string, object>>) =>
        commitOf(letter, { 'lxc/db.json': guest(101, 'pve1'), ...more }, settings);
      const rule = (nodes: object) => ({
        'ha/db.json': { guest: 'lxc/db' },
        'ha-rule/home.json': { type: 'node-affinity', resources: ['ha/db'], nodes },
      });
      const [first, second, third] = [
        at('a', rule({ pve1: 2, pve2: 1 })),
        at('b', rule({ pve1: 2, pve3: 1 })),
        at('c', {}),
      ];
      const history = historyOf(first, second, third);
      const host = hostFor(first);
      const file = pve === '8.4' ? 'groups' : 'rules';
      for (const estate of [first, second, third]) {
        assert.equal(estate.findings, []);
        const { report } = await applyTo(host, estate, { clock: virtualClock(), history });
        assert.ok(report.ok, JSON.stringify(report.resources));
        assert.equal((await livePlanOf(estate, inProcessCluster(host), { history })).plan.items, []);
        const said = host.read(`/etc/pve/ha/${file}.cfg`) ?? '';
        assert.is(said.includes(estate === second ? 'pve3' : 'pve2'), estate !== third);
      }
    });
  }
});
