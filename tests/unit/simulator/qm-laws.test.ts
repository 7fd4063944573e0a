/** What holds of simulated machines whatever is typed, and what a killed command leaves. */
import * as assert from 'uvu/assert';
import { setFaults } from '../../../src/simulator/faults.ts';
import { diskDrives } from '../../../src/simulator/qm/drives.ts';
import { vmOf, vmText } from '../../../src/simulator/qm/conf.ts';
import { machinesOf } from '../../../src/simulator/qm/machines.ts';
import { locateImage, volumeRecord } from '../../../src/simulator/storage/volumes.ts';
import { fc } from '../../support/fast-check.ts';
import { describe } from '../../support/describe.ts';
import { IMAGE, simulatedMachines, type SimulatedMachines } from '../../support/simulated-machines.ts';

const vmid = fc.constantFrom('100', '101', '102');
const storage = fc.constantFrom('zfs', 'thin', 'local', 'btr', 'nas');
const disk = fc.constantFrom('scsi0', 'scsi1', 'sata0', 'virtio0');
const name = fc.constantFrom('s1', 's2');

const option = fc.oneof(
  fc.tuple(disk, storage).map(([key, on]) => [`--${key}`, `${on}:1`]),
  storage.map((on) => ['--ide2', `${on}:cloudinit`]),
  storage.map((on) => ['--scsi1', `${on}:0,import-from=${IMAGE}`]),
  fc.constantFrom(
    ['--cores', '2'],
    ['--memory', '2048'],
    ['--name', 'web'],
    ['--net0', 'virtio,bridge=vmbr0'],
    ['--net1', 'virtio,bridge=vmbr9'],
    ['--agent', '1'],
    ['--ciuser', 'deb'],
    ['--hotplug', 'network'],
    ['--ide2', 'none,media=cdrom'],
    ['--delete', 'scsi0'],
    ['--delete', 'net0,sata0,unused0'],
    ['--delete', 'ide2', '--force', '1'],
    ['--revert', 'cores,sata0'],
    ['--tags', 'b;a'],
  ),
);

const words = fc.oneof(
  fc
    .tuple(fc.constantFrom('create', 'set', 'set', 'set'), vmid, option, option)
    .map(([verb, id, a, b]) => [verb, id, ...a, ...(a[0] === b[0] ? [] : b)]),
  fc.tuple(fc.constantFrom('start', 'stop', 'shutdown', 'reboot', 'template', 'destroy', 'unlock'), vmid),
  fc.tuple(fc.constantFrom('snapshot', 'rollback', 'delsnapshot'), vmid, name),
  fc.tuple(fc.constant('clone'), vmid, vmid),
  fc.tuple(fc.constant('clone'), vmid, vmid, fc.constant('--full'), fc.constantFrom('0', '1')),
  fc.tuple(fc.constant('resize'), vmid, disk, fc.constantFrom('+1G', '1G')),
  fc.tuple(fc.constant('move-disk'), vmid, disk, storage, fc.constant('--delete'), fc.constantFrom('0', '1')),
  fc.tuple(fc.constant('rescan')),
);

function assertSound({ host, vmConf, volumes }: SimulatedMachines): void {
  const named = new Set<string>();
  for (const id of machinesOf(host, 'one')) {
    const text = vmConf(id);
    const complaints: string[] = [];
    const draft = vmOf(text, id, (said) => complaints.push(said));
    assert.equal(complaints, [], text);
    // An order of no device is an empty value, which Proxmox reads as a blank.
    const read = text.replace(/^boot: $/m, 'boot:  ');
    assert.is(vmText(draft), read, 'a conf file is written as it was read');
    assert.is(draft.options.get('lock'), undefined);
    const sections = [draft.options, draft.pending, ...draft.snapshots.values()];
    for (const { volid } of sections.flatMap(diskDrives)) {
      assert.ok(volumeRecord(host, locateImage(host, volid).id), `${volid} is there`);
    }
    for (const value of sections.flatMap((section) => [...section.values()]))
      named.add(value.split(',')[0] ?? '');
  }
  // Proxmox forgets a drive of cloud-init that another one takes the place of while the machine runs.
  const disks = volumes().filter((volid) => !volid.includes('cloudinit'));
  for (const volid of disks) assert.ok(named.has(volid), `${volid} is named`);
}

describe('laws of machines', (test) => {
  test('whatever is typed: conf files are sound, no volume is lost, no lock stays', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 14 }), (calls) => {
        const cluster = simulatedMachines();
        cluster.done('create', '100', '--scsi0', 'zfs:1', '--ide2', 'zfs:cloudinit');
        cluster.done('create', '101', '--scsi0', 'thin:1', '--net0', 'virtio,bridge=vmbr0');
        for (const call of calls) {
          const { exit } = cluster.qm(...call);
          assert.ok(exit >= 0);
        }
        assertSound(cluster);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a killed qm', (test) => {
  for (const [command, at, call, lock, left] of [
    ['qm create', 'disk:allocated', ['create', '101', '--scsi0', 'zfs:1'], 'create', 'zfs:vm-101-disk-0'],
    ['qm clone', 'disk:copying', ['clone', '100', '101'], 'clone', 'zfs:vm-101-disk-0'],
  ] as const) {
    test(`${command}: a conf file with its lock alone, and a disk that only a destroy frees`, () => {
      const cluster = simulatedMachines();
      const { done, host, qm, vmConf, volumes } = cluster;
      done('create', '100', '--scsi0', 'zfs:1');
      setFaults(host, [{ command, at, do: { kind: 'kill' } }]);
      assert.is(qm(...call).exit, -9);
      assert.match(vmConf(101), new RegExp(`^(?:# ?qmclone temporary file\\n)?lock: ${lock}\\n$`));
      assert.not.match(vmConf(100), 'lock');
      assert.ok(volumes().includes(left));
      assert.match(qm('destroy', '101').stderr, `VM is locked (${lock})`);
      done('unlock', '101');
      done('destroy', '101', '--destroy-unreferenced-disks', '1');
      assert.equal(volumes(), ['zfs:vm-100-disk-0']);
    });
  }

  for (const [command, at, call, lock] of [
    ['qm snapshot', 'snapshot:prepared', ['snapshot', '100', 's1'], 'snapshot'],
    ['qm migrate', 'migrate:locked', ['migrate', '100', 'two'], 'migrate'],
    ['vzdump', 'vzdump:locked', null, 'backup'],
  ] as const) {
    test(`${command}: lock ${lock}`, () => {
      const { done, host, run, section } = simulatedMachines();
      done('create', '100', '--scsi0', 'zfs:1');
      setFaults(host, [{ command, at, do: { kind: 'kill' } }]);
      assert.is(call === null ? run('vzdump', '100').exit : run('qm', ...call).exit, -9);
      assert.is(section(100)['lock'], lock);
      setFaults(host, [{ command: '*', at: 'begin', do: { kind: 'lose-lock', vmid: 100 } }]);
      run('qm', 'list');
      assert.is(section(100)['lock'], undefined);
    });
  }
});
