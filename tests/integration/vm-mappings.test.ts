/** Devices of machines by resource mappings: held against those of the cluster before anything is done, since `qm set` takes any name. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { vmEstate, VM_STORAGES } from '../support/vm-estate.ts';

const PCI =
  'gpu0\n\tdescription the large one\n\tmap id=10de:2204,iommugroup=1,node=pve1,path=0000:01:00.0\n';
const USB = 'other\n\tmap id=1234:0001,node=pve1\nstick\n\tmap node=pve2,id=1234:abcd\n';

const BOX = {
  vmid: 200,
  ostype: 'l26',
  memory: '1G',
  disks: { scsi0: { storage: 'local-zfs', size: '8G' } },
};

type Pve = '8.4' | '9.2';

const estateWith = (pve: Pve, commit: number, more: object, node = 'pve1') =>
  vmEstate({ 'vm/box': { ...BOX, node, ...more } }, { pve, nodes: ['pve1', 'pve2'], commit });

const CARD = { hostpci0: { mapping: 'gpu0' } };
const BOTH = { ...CARD, usb0: { mapping: 'stick' } };

const hostOf = (estate: Estate) => hostFor(estate, { storages: VM_STORAGES });

const confOf = (host: MemoryHost): string => host.read('/etc/pve/nodes/pve1/qemu-server/200.conf') ?? '';

/** Every change that the last of these commits would bring, or why it cannot. */
async function planned(host: MemoryHost, ...commits: readonly Estate[]): Promise<string[]> {
  const estate = commits.at(-1) as Estate;
  const { plan } = await livePlanOf(estate, inProcessCluster(host), { history: historyOf(...commits) });
  return plan.items.flatMap(({ action, changes }) =>
    action === 'no-op'
      ? []
      : changes
          .filter(({ effect }) => action !== 'create' || effect === 'impossible')
          .map(({ path, effect, note = '' }) => `${path} ${effect}: ${note}`),
  );
}

async function applied(host: MemoryHost, ...commits: readonly Estate[]): Promise<boolean> {
  const estate = commits.at(-1) as Estate;
  const { report } = await applyOn(inProcessCluster(host), estate, { history: historyOf(...commits) });
  return report.ok;
}

describe('devices by resource mapping', (test) => {
  for (const pve of ['8.4', '9.2'] as const) {
    test(`a machine is made when the cluster has them, on PVE ${pve}`, async () => {
      const estate = estateWith(pve, 1, CARD);
      const host = hostOf(estate);
      assert.equal(await planned(host, estate), [
        ' impossible: the cluster has no resource mapping "gpu0" in /etc/pve/mapping/pci.cfg: make it, or name another one',
      ]);
      await applied(host, estate);
      assert.is(confOf(host), '', 'nothing is done');
      host.write('/etc/pve/mapping/pci.cfg', PCI);
      assert.is(await applied(host, estate), true);
      assert.match(confOf(host), /^hostpci0: mapping=gpu0$/m);
      assert.equal(await planned(host, estate), []);
    });
  }

  test('one that is added needs a device of its own node', async () => {
    const [card, both] = [estateWith('9.2', 1, CARD), estateWith('9.2', 2, BOTH)];
    const host = hostOf(card);
    host.write('/etc/pve/mapping/pci.cfg', PCI);
    host.write('/etc/pve/mapping/usb.cfg', USB);
    await applied(host, card);
    assert.equal(await planned(host, card, both), [
      '/usb0/mapping impossible: the resource mapping "stick" has no device of pve1: add it to the mapping, or name another one',
    ]);
    host.write('/etc/pve/mapping/usb.cfg', USB.replaceAll('pve2', 'pve1'));
    assert.is(await applied(host, card, both), true);
    assert.match(confOf(host), /^usb0: mapping=stick$/m);
    assert.equal(await planned(host, card, both), []);
  });

  for (const [what, more, effect] of [
    ['Linux', { ostype: 'l26' }, 'live'],
    ['Windows 10', { ostype: 'win10' }, 'live'],
    ['Windows 7', { ostype: 'win7' }, 'restart'],
    ['nobody knows what', { ostype: 'other' }, 'restart'],
    ['a machine of QEMU 6', { machine: 'pc-i440fx-6.2' }, 'restart'],
    ['no hotplug of USB', { hotplug: ['disk', 'network'] }, 'restart'],
  ] as const) {
    test(`USB in a running machine with ${what}: ${effect}`, async () => {
      const [none, stick] = [
        estateWith('9.2', 1, more),
        estateWith('9.2', 2, { ...more, usb0: { host: '1-2' } }),
      ];
      const host = hostOf(none);
      assert.is(await applied(host, none), true);
      assert.match((await planned(host, none, stick)).join(), new RegExp(`^/usb0/host ${effect}`));
      assert.is(await applied(host, none, stick), true);
      assert.match(confOf(host), /^usb0: host=1-2$|^usb0: 1-2$/m);
      assert.equal(await planned(host, none, stick), []);
      assert.is(await applied(host, none, stick, estateWith('9.2', 3, more)), true);
      assert.not.match(confOf(host), /^usb0/m);
    });
  }

  test('one that is gone since stops no other change', async () => {
    const [card, more] = [estateWith('9.2', 1, CARD), estateWith('9.2', 2, { ...CARD, onboot: true })];
    const host = hostOf(card);
    host.write('/etc/pve/mapping/pci.cfg', PCI);
    await applied(host, card);
    host.write('/etc/pve/mapping/pci.cfg', '');
    assert.is(await applied(host, card, more), true);
    assert.match(confOf(host), /^onboot: 1$/m);
  });

  test('a machine moves to no node that they have no device of', async () => {
    const off = { ...CARD, state: 'stopped' };
    const [here, there] = [estateWith('9.2', 1, off), estateWith('9.2', 2, off, 'pve2')];
    const host = hostOf(here);
    host.write('/etc/pve/mapping/pci.cfg', PCI);
    await applied(host, here);
    assert.equal(await planned(host, here, there), [
      '/node impossible: the resource mapping "gpu0" has no device of pve2: add it to the mapping, or name another one',
    ]);
  });
});
