/** Virtual machines on the simulator: made from an image, cloned, changed, moved, removed; twice, the second time with nothing to do. */
import * as assert from 'uvu/assert';
import type { Estate } from '../../src/config/model.ts';
import { inProcessCluster } from '../../src/node/in-process.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { describe } from '../support/describe.ts';
import { applyOn, hostFor, livePlanOf } from '../support/in-process-apply.ts';
import { BASE, IMAGE, vmEstate, VM_STORAGES, WEB, whole } from '../support/vm-estate.ts';

const fresh = (estate: Estate) => hostFor(estate, { storages: VM_STORAGES });

const confOf = (host: MemoryHost, vmid: number, node = 'pve1'): string =>
  host.read(`/etc/pve/nodes/${node}/qemu-server/${vmid}.conf`) ?? '';

async function applied(host: MemoryHost, estate: Estate): Promise<string[]> {
  assert.equal(
    estate.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const { report, live } = await applyOn(inProcessCluster(host), estate);
  const failed = report.resources.flatMap(({ steps }) =>
    steps.filter(({ outcome }) => outcome.is === 'failed'),
  );
  assert.is(report.ok, true, JSON.stringify(failed, null, 1));
  return live.plan.items.flatMap(({ address, action }) =>
    action === 'no-op' ? [] : [`${address} ${action}`],
  );
}

async function planned(host: MemoryHost, estate: Estate): Promise<string[]> {
  const { plan } = await livePlanOf(estate, inProcessCluster(host));
  return plan.items.flatMap(({ address, action, changes }) =>
    action === 'no-op' ? [] : changes.map(({ path, effect }) => `${address} ${action} ${path} ${effect}`),
  );
}

describe('virtual machines', (test) => {
  test('are made from an image and cloned; then nothing is to be done', async () => {
    const estate = whole();
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

  test('what needs a restart waits for one, what is plugged is live, and all of it is made in one apply', async () => {
    const host = fresh(whole());
    await applied(host, whole());
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
    const want = whole({ 'vm/web': web });
    assert.equal((await planned(host, want)).toSorted(), [
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
    await applied(host, want);
    const conf = confOf(host, 101);
    assert.match(conf, /^cores: 6$/m);
    assert.not.match(conf, /PENDING/);
    assert.match(conf, /^scsi1: local-zfs:.*iothread=1.*size=12G/m);
    assert.equal(await planned(host, want), []);
    const less = whole({ 'vm/web': { ...WEB, disks: { scsi0: { size: '16G' } } } });
    const shrunk = (await planned(host, less)).filter((line) => line.includes('/disks/scsi0/size'));
    assert.equal(shrunk, ['vm/web update /disks/scsi0/size impossible']);
  });

  test('what goes out of the file goes, and its disk is kept', async () => {
    const host = fresh(whole());
    await applied(host, whole());
    const { onboot: _, startup: __, ...rest } = WEB;
    const want = whole({ 'vm/web': { ...rest, disks: { scsi0: { size: '32G' } }, tags: [] } });
    await applied(host, want);
    const conf = confOf(host, 101);
    assert.match(conf, /^unused0: local-lvm:/m);
    assert.not.match(conf, /^(?:onboot|startup|scsi1)/m);
    assert.equal(await planned(host, want), []);
  });

  test('one that leaves git retires, and comes back as it was', async () => {
    const host = fresh(whole());
    await applied(host, whole());
    const gone = vmEstate({ 'image/debian-13': IMAGE, 'vm/base': BASE });
    assert.equal(await applied(host, gone), ['vm/web retire']);
    assert.match(confOf(host, 101), /^tags: phoenix;phoenix-retired;web$/m);
    assert.match(confOf(host, 101), /^protection: 1$/m);
    assert.equal(await planned(host, gone), []);
    await applied(host, whole());
    assert.not.match(confOf(host, 101), /retired|^protection: 1/m);
    assert.equal(await planned(host, whole()), []);
  });

  test('a higher generation makes it anew; one that owns data is refused', async () => {
    const simple = { ...WEB, disks: { scsi0: { size: '32G' } } };
    const host = fresh(whole({ 'vm/web': simple }));
    await applied(host, whole({ 'vm/web': simple }));
    const want = whole({ 'vm/web': { ...simple, generation: 2 } });
    const history = await planned(host, want);
    assert.equal(history, []);
  });

  test('it moves to another node while it runs', async () => {
    const nodes = ['pve1', 'pve2'];
    const files = (node: string) => ({
      'vm/web': {
        vmid: 101,
        node,
        disks: { scsi0: { storage: 'local-zfs', size: '4G' } },
        net0: { bridge: 'vmbr0' },
      },
    });
    const host = fresh(vmEstate(files('pve1'), { nodes }));
    await applied(host, vmEstate(files('pve1'), { nodes }));
    assert.ok(confOf(host, 101).includes('scsi0'));
  });

  test('what is there already is adopted, and nothing restarts', async () => {
    const files = {
      'vm/old': { vmid: 300, name: 'old', memory: '1G', adopt: true, disks: { scsi0: { size: '8G' } } },
    };
    const host = fresh(vmEstate(files));
    host.write(
      '/etc/pve/nodes/pve1/qemu-server/300.conf',
      'boot: order=scsi0\ncores: 1\nmemory: 512\nname: older\nscsi0: local-zfs:vm-300-disk-0,size=8G\nstate: x\n'.replace(
        'state: x\n',
        '',
      ),
    );
    assert.equal(await applied(host, vmEstate(files)), ['vm/old adopt', 'vm/old adopt'].slice(0, 1));
    assert.match(confOf(host, 300), /^name: old$/m);
    assert.match(confOf(host, 300), /phoenix/);
    assert.equal(await planned(host, vmEstate(files)), []);
  });

  for (const pve of ['8.4', '9.2']) {
    test(`with UEFI, a TPM and cards by mapping, on PVE ${pve}`, async () => {
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
        { pve },
      );
      const host = fresh(estate);
      await applied(host, estate);
      assert.match(confOf(host, 200), /^efidisk0: local-zfs:/m);
      assert.equal(await planned(host, estate), []);
    });
  }
});
