/** Virtual machines on the simulator: made from an image, cloned, changed, moved, removed; twice, the second time with nothing to do. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { historyOf } from '../support/law-estate.ts';
import { vmEstate, VM_STORAGES, WEB, whole } from '../support/vm-estate.ts';

const fresh = (estate: Estate) => hostFor(estate, { storages: VM_STORAGES });

const confOf = (host: MemoryHost, vmid: number, node = 'pve1'): string =>
  host.read(`/etc/pve/nodes/${node}/qemu-server/${vmid}.conf`) ?? '';

/** The last of these commits is applied; it tells what was done. */
async function applied(host: MemoryHost, ...commits: readonly Estate[]): Promise<string[]> {
  const estate = commits.at(-1) as Estate;
  assert.equal(
    estate.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const { report, live } = await applyOn(inProcessCluster(host), estate, { history: historyOf(...commits) });
  const failed = report.resources.flatMap(({ steps }) =>
    steps.filter(({ outcome }) => outcome.is === 'failed'),
  );
  assert.is(report.ok, true, JSON.stringify(failed.length > 0 ? failed : report.resources, null, 1));
  return live.plan.items.flatMap(({ address, action }) =>
    action === 'no-op' ? [] : [`${address} ${action}`],
  );
}

/** Every change that the last of these commits would bring. */
async function planned(host: MemoryHost, ...commits: readonly Estate[]): Promise<string[]> {
  const estate = commits.at(-1) as Estate;
  const { plan } = await livePlanOf(estate, inProcessCluster(host), { history: historyOf(...commits) });
  return plan.items
    .flatMap(({ address, action, changes }) =>
      action === 'no-op' ? [] : changes.map(({ path, effect }) => `${address} ${action} ${path} ${effect}`),
    )
    .toSorted();
}

describe('virtual machines', (test) => {
  test('are made from an image and cloned; then nothing is to be done', async () => {
    const estate = whole(1);
    const host = fresh(estate);
    const actions = await applied(host, estate);
    assert.equal(actions.toSorted(), ['image/debian-13@pve1 create', 'vm/base create', 'vm/web create']);
    assert.match(confOf(host, 8000), /^template: 1$/m);
    const web = confOf(host, 101);
    assert.match(web, /^scsi0: local-zfs:.*size=32G/m);
    assert.match(web, /^scsi1: local-lvm:.*size=10G/m);
    assert.match(web, /^ipconfig0: gw=10\.0\.0\.1,ip=10\.0\.0\.5\/24$/m);
    assert.match(web, /^ciuser: admin$/m);
    assert.match(web, /^cores: 4$/m);
    assert.equal(await planned(host, estate), []);
  });

  test('what needs a restart gets one, what is plugged is live, and all of it is one apply', async () => {
    const one = whole(1);
    const host = fresh(one);
    await applied(host, one);
    const web = {
      ...WEB,
      cores: 6,
      description: 'Serves more pages.',
      cpulimit: 2,
      disks: {
        scsi0: { size: '40G' },
        scsi1: { storage: 'local-zfs', size: '12G', iothread: true },
        scsi2: { storage: 'local-zfs', size: '1G' },
      },
      net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1', tag: 20 },
      net1: { bridge: 'vmbr0' },
    };
    const two = whole(2, { 'vm/web': web });
    assert.equal(await planned(host, one, two), [
      'vm/web update /cores restart',
      'vm/web update /cpulimit live',
      'vm/web update /description config',
      'vm/web update /disks/scsi0/size live',
      'vm/web update /disks/scsi1/size live',
      'vm/web update /disks/scsi1/storage live',
      'vm/web update /disks/scsi2/size live',
      'vm/web update /disks/scsi2/storage live',
      'vm/web update /net0/tag live',
      'vm/web update /net1/bridge live',
      'vm/web update /net1/model live',
    ]);
    await applied(host, one, two);
    const conf = confOf(host, 101);
    assert.match(conf, /^cores: 6$/m);
    assert.not.match(conf, /PENDING/);
    assert.match(conf, /^scsi1: local-zfs:.*iothread=1.*size=12G/m);
    assert.equal(await planned(host, one, two), []);
    const three = whole(3, { 'vm/web': { ...web, disks: { ...web.disks, scsi0: { size: '16G' } } } });
    assert.equal(await planned(host, one, two, three), ['vm/web update /disks/scsi0/size impossible']);
  });

  test('what goes out of the file goes, and its disk is kept', async () => {
    const one = whole(1);
    const host = fresh(one);
    await applied(host, one);
    const { onboot: _, startup: __, ...rest } = WEB;
    const two = whole(2, { 'vm/web': { ...rest, disks: { scsi0: { size: '32G' } }, tags: [] } });
    await applied(host, one, two);
    const conf = confOf(host, 101);
    assert.match(conf, /^unused0: local-lvm:/m);
    assert.not.match(conf, /^(?:onboot|startup|scsi1)/m);
    assert.equal(await planned(host, one, two), []);
  });

  test('one that leaves git retires, and comes back as it was', async () => {
    const one = whole(1);
    const host = fresh(one);
    await applied(host, one);
    const two = whole(2, { 'vm/web': null });
    assert.equal(await applied(host, one, two), ['vm/web retire']);
    assert.match(confOf(host, 101), /^tags: phoenix;phoenix-retired;web$/m);
    assert.match(confOf(host, 101), /^protection: 1$/m);
    assert.equal(await planned(host, one, two), []);
    const three = whole(3);
    await applied(host, one, two, three);
    assert.not.match(confOf(host, 101), /retired|^protection: 1/m);
    assert.equal(await planned(host, one, two, three), []);
  });

  test('a higher generation makes it anew; one that owns data is refused', async () => {
    const simple = { ...WEB, disks: { scsi0: { size: '32G' } } };
    const one = whole(1, { 'vm/web': simple });
    const host = fresh(one);
    await applied(host, one);
    const two = whole(2, { 'vm/web': { ...simple, generation: 2 } });
    assert.equal(await planned(host, one, two), ['vm/web replace /generation replace']);
    assert.equal(await applied(host, one, two), ['vm/web replace']);
    assert.equal(await planned(host, one, two), []);
    const three = whole(3, { 'vm/web': { ...WEB, generation: 2 } });
    await applied(host, one, two, three);
    const four = whole(4, { 'vm/web': { ...WEB, generation: 3 } });
    assert.equal(await planned(host, one, two, three, four), ['vm/web replace /generation impossible']);
  });

  test('it moves to another node while it runs', async () => {
    const nodes = ['pve1', 'pve2'];
    const at = (commit: number, node: string, memory: string) => {
      const disks = { scsi0: { storage: 'local-zfs', size: '4G' } };
      return vmEstate(
        { 'vm/web': { vmid: 101, node, memory, disks, net0: { bridge: 'vmbr0' } } },
        { nodes, commit },
      );
    };
    const one = at(1, 'pve1', '1G');
    const host = fresh(one);
    await applied(host, one);
    const two = at(2, 'pve2', '1G');
    assert.equal(await planned(host, one, two), ['vm/web migrate /node live']);
    await applied(host, one, two);
    assert.is(confOf(host, 101), '');
    assert.match(confOf(host, 101, 'pve2'), /^scsi0:/m);
    assert.equal(await planned(host, one, two), []);
  });

  test('what is there already is adopted, and nothing restarts', async () => {
    const old = {
      vmid: 300,
      name: 'old',
      memory: '1G',
      adopt: true,
      state: 'stopped',
      disks: { scsi0: { size: '8G' } },
    };
    const estate = vmEstate({ 'vm/old': old }, { commit: 1 });
    const host = fresh(estate);
    host.write(
      '/etc/pve/nodes/pve1/qemu-server/300.conf',
      'boot: order=scsi0\ncores: 1\nmemory: 512\nname: older\nscsi0: local-zfs:vm-300-disk-0,size=8G\n',
    );
    assert.equal(await applied(host, estate), ['vm/old adopt']);
    assert.match(confOf(host, 300), /^name: old$/m);
    assert.match(confOf(host, 300), /^tags: phoenix$/m);
    assert.equal(await planned(host, estate), []);
  });

  test('a container of that VMID, or a machine of others, is never touched', async () => {
    const estate = whole(1);
    const host = fresh(estate);
    host.write('/etc/pve/lxc/101.conf', 'arch: amd64\nhostname: other\n');
    host.write('/etc/pve/nodes/pve1/qemu-server/8000.conf', 'name: strange\nmemory: 512\n');
    const { report } = await applyOn(inProcessCluster(host), estate, { history: historyOf(estate) });
    assert.is(report.ok, false);
    assert.is(confOf(host, 8000), 'name: strange\nmemory: 512\n');
  });

  for (const pve of ['8.4', '9.2']) {
    test(`with UEFI and a TPM, on PVE ${pve}`, async () => {
      const estate = vmEstate(
        {
          'vm/win': {
            vmid: 200,
            ostype: 'win11',
            machine: 'q35',
            bios: 'ovmf',
            memory: '4G',
            cpu: 'host',
            efidisk0: { storage: 'local-zfs', efitype: '4m', 'pre-enrolled-keys': true },
            tpmstate0: { storage: 'local-zfs', version: 'v2.0' },
            disks: { scsi0: { storage: 'local-zfs', size: '64G' }, ide0: { iso: 'none' } },
            net0: { bridge: 'vmbr0', model: 'e1000e' },
            usb0: { host: 'spice' },
            state: 'stopped',
          },
        },
        { pve, commit: 1 },
      );
      const host = fresh(estate);
      await applied(host, estate);
      assert.match(confOf(host, 200), /^efidisk0: local-zfs:/m);
      assert.equal(await planned(host, estate), []);
    });
  }
});
