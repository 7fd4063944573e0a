/** `qm clone`, `template`, `disk …`, `destroy`: volumes of machines (qemu-server 9.2: API2/Qemu.pm, QemuServer.pm clone_disk, destroy_vm). */
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { IMAGE, simulatedMachines, type SimulatedMachines } from '../../support/simulated-machines.ts';

/** A machine 9000 with a disk on that storage, a drive for cloud-init and a net. */
function machine(storage: string, options: readonly string[] = []): SimulatedMachines {
  const cluster = simulatedMachines();
  const drives = ['--scsi0', `${storage}:2`, '--ide2', `${storage}:cloudinit`];
  cluster.done('create', '9000', '--name', 'base', ...drives, '--net0', 'virtio,bridge=vmbr0', ...options);
  return cluster;
}

describe('qm template', (test) => {
  for (const [storage, base] of [
    ['zfs', 'zfs:base-9000-disk-0,size=2G'],
    ['thin', 'thin:base-9000-disk-0,size=2G'],
    ['local', 'local:9000/base-9000-disk-0.raw,size=2G'],
    ['btr', 'btr:9000/base-9000-disk-0.raw,size=2G'],
    ['nas', 'nas:9000/base-9000-disk-0.raw,size=2G'],
  ] as const) {
    test(`on ${storage}`, () => {
      const { done, section } = machine(storage);
      done('template', '9000');
      assert.equal([section(9000)['scsi0'], section(9000)['template']], [base, '1']);
      // The drive of cloud-init is a medium.
      assert.match(section(9000)['ide2'] ?? '', 'vm-9000-cloudinit');
    });
  }

  for (const [name, before, message] of [
    ['a running machine', [['start', '9000']], "you can't convert a VM to template if VM is running"],
    ['a template', [['template', '9000']], "you can't convert a template to a template"],
    ['snapshots', [['snapshot', '9000', 'a1']], 'unable to create template, because VM contains snapshots'],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { done, qm } = machine('zfs');
      for (const words of before) done(...words);
      const { exit, stderr } = qm('template', '9000');
      assert.equal([exit, stderr], [255, `${message}\n`]);
    });
  }
});

describe('qm clone', (test) => {
  for (const [name, storage, isTemplate, options, disk] of [
    ['a template is linked', 'zfs', true, [], 'zfs:base-9000-disk-0/vm-100-disk-0,size=2G'],
    ['on LVM too', 'thin', true, [], 'thin:vm-100-disk-0,size=2G'],
    [
      'on files by a qcow2 over the base',
      'local',
      true,
      [],
      'local:9000/base-9000-disk-0.raw/100/vm-100-disk-0.qcow2,size=2G',
    ],
    ['a template in full', 'zfs', true, ['--full', '1'], 'zfs:vm-100-disk-0,size=2G'],
    ['a machine is copied', 'zfs', false, [], 'zfs:vm-100-disk-0,size=2G'],
    [
      'onto another storage',
      'zfs',
      false,
      ['--storage', 'local', '--format', 'qcow2'],
      'local:100/vm-100-disk-0.qcow2,size=2G',
    ],
  ] as const) {
    test(name, () => {
      const { done, section, vmConf } = machine(storage, ['--vmgenid', '1']);
      if (isTemplate) done('template', '9000');
      const before = section(9000);
      done('clone', '9000', '100', '--name', 'web', ...options);
      const after = section(100);
      assert.is(after['scsi0'], disk);
      assert.match(after['ide2'] ?? '', /vm-100-cloudinit[^,]*,media=cdrom,size=4M$/);
      assert.equal([after['name'], after['template'], after['lock']], ['web', undefined, undefined]);
      for (const key of ['net0', 'smbios1', 'vmgenid']) assert.is.not(after[key], before[key], key);
      assert.is(after['meta'], before['meta']);
      assert.not.match(vmConf(9000), 'lock');
    });
  }

  for (const [name, before, words, message] of [
    [
      'a storage for a linked clone',
      [['template', '9000']],
      ['--storage', 'local'],
      "parameter 'storage' not allowed for linked clones",
    ],
    [
      'a linked clone of a machine',
      [],
      ['--full', '0'],
      "Linked clone feature is not supported for 'zfs:vm-9000-disk-0' (scsi0)",
    ],
    ['a snapshot that is not', [], ['--snapname', 'nope'], "snapshot 'nope' does not exist"],
    [
      'a snapshot on ZFS, even in full',
      [['snapshot', '9000', 's1']],
      ['--snapname', 's1'],
      "Full clone feature is not supported for a snapshot of 'zfs:vm-9000-disk-0' (scsi0)",
    ],
    [
      'another node with local disks',
      [],
      ['--target', 'two'],
      "can't clone VM to node 'two' (VM uses local storage)",
    ],
    ['a VMID that is taken', [], [], 'unable to create VM 9000: config file already exists'],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { done, qm, vmConf } = machine('zfs');
      for (const line of before) done(...line);
      const newid = words.length === 0 ? '9000' : '100';
      const { exit, stderr } = qm('clone', '9000', newid, ...words);
      assert.equal([exit, stderr], [255, `${message}\n`]);
      assert.is(vmConf(100), '');
    });
  }

  test('a snapshot on LVM is copied as it was', () => {
    const { done, section } = machine('thin');
    done('snapshot', '9000', 's1');
    done('set', '9000', '--cores', '8', '--scsi1', 'thin:1');
    done('clone', '9000', '100', '--snapname', 's1', '--full', '1');
    assert.equal(
      [section(100)['cores'], section(100)['scsi1'], section(100)['name']],
      [undefined, undefined, 'Copy-of-VM-base'],
    );
  });

  test('on shared storage to another node', () => {
    const { done, vmConf } = machine('nas');
    done('clone', '9000', '100', '--target', 'two');
    assert.is(vmConf(100), '');
    assert.match(vmConf(100, 'two'), 'name: Copy-of-VM-base');
  });

  test('a template is not destroyed while clones are linked to it', () => {
    const { done, qm, volumes } = machine('zfs');
    done('template', '9000');
    done('clone', '9000', '100');
    assert.match(
      qm('destroy', '9000').stderr,
      "base volume 'zfs:base-9000-disk-0' is still in use by linked cloned",
    );
    done('destroy', '100');
    done('destroy', '9000');
    assert.equal(volumes(), []);
  });
});

describe('qm disk', (test) => {
  for (const [name, words, exit, message, size] of [
    ['grows', ['scsi0', '5G'], 0, '', 'size=5G'],
    ['grows by', ['scsi0', '+1G'], 0, '', 'size=3G'],
    ['stays', ['scsi0', '2G'], 0, '', 'size=2G'],
    [
      'does not shrink, and that is exit 0',
      ['scsi0', '1G'],
      0,
      'shrinking disks is not supported\n',
      'size=2G',
    ],
    ['is not there, and that is exit 0', ['scsi4', '9G'], 0, "disk 'scsi4' does not exist\n", 'size=2G'],
    ['is a medium, and that is exit 0', ['ide2', '9G'], 0, "you can't resize a cdrom\n", 'size=2G'],
  ] as const) {
    test(`resize: it ${name}`, () => {
      const { qm, section } = machine('zfs');
      const end = qm('resize', '9000', ...words);
      assert.equal([end.exit, end.stderr], [exit, message]);
      assert.match(section(9000)['scsi0'] ?? '', size);
    });
  }

  test('resize: the exit is honest without the quirk', () => {
    const { done, qm } = simulatedMachines({ facts: { quirks: { exit0: false } } });
    done('create', '9000', '--scsi0', 'zfs:2');
    assert.is(qm('disk', 'resize', '9000', 'scsi0', '1G').exit, 255);
  });

  test('import: a file becomes an unused disk, or one where it is asked for', () => {
    const { done, qm, section, host } = machine('zfs');
    host.write('/var/lib/vz/a.qcow2', '');
    done('disk', 'import', '9000', '/var/lib/vz/a.qcow2', 'local', '--format', 'qcow2');
    assert.is(section(9000)['unused0'], 'local:9000/vm-9000-disk-0.qcow2');
    done('importdisk', '9000', '/var/lib/vz/a.qcow2', 'zfs', '--target-disk', 'scsi1');
    assert.is(section(9000)['scsi1'], 'zfs:vm-9000-disk-1');
    assert.match(qm('disk', 'import', '9000', '/nope', 'zfs').stderr, "file '/nope' does not exist");
    assert.match(qm('disk', 'import', '9000', IMAGE, 'zfs').stderr, 'non-existent or non-regular file');
  });

  test('move: the old one is kept, or goes', () => {
    const { done, qm, section } = machine('zfs');
    done('disk', 'move', '9000', 'scsi0', 'local', '--format', 'qcow2');
    assert.equal(
      [section(9000)['scsi0'], section(9000)['unused0']],
      ['local:9000/vm-9000-disk-0.qcow2,size=2G', 'zfs:vm-9000-disk-0'],
    );
    done('move_disk', '9000', 'scsi0', 'thin', '--delete', '1');
    assert.is(section(9000)['unused1'], undefined);
    assert.match(
      qm('move-disk', '9000', 'scsi0', 'thin').stderr,
      `you can't move to the same storage with same format`,
    );
  });

  test('move: to another machine, under a new name', () => {
    const { done, section } = machine('zfs');
    done('create', '100');
    done('disk', 'move', '9000', 'scsi0', '--target-vmid', '100', '--target-disk', 'virtio3');
    assert.equal([section(9000)['scsi0'], section(100)['virtio3']], [undefined, 'zfs:vm-100-disk-0,size=2G']);
  });

  test('unlink and rescan: a disk is dropped, and found again', () => {
    const { done, section, host, vmConf, volumes } = machine('zfs');
    done('disk', 'unlink', '9000', '--idlist', 'scsi0');
    assert.is(section(9000)['unused0'], 'zfs:vm-9000-disk-0');
    host.write('/etc/pve/nodes/one/qemu-server/9000.conf', vmConf(9000).replace(/^unused0.*\n/m, ''));
    assert.match(
      done('rescan', '--vmid', '9000'),
      "VM 9000 add unreferenced volume 'zfs:vm-9000-disk-0' as 'unused0' to config",
    );
    done('unlink', '9000', '--idlist', 'unused0');
    assert.equal(volumes(), ['zfs:vm-9000-cloudinit']);
  });
});

describe('qm destroy', (test) => {
  for (const [name, before, message] of [
    ['a running machine', [['start', '9000']], 'VM 9000 is running - destroy failed'],
    [
      'a protected one',
      [['set', '9000', '--protection', '1']],
      "can't remove VM 9000 - protection mode enabled",
    ],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { done, qm } = machine('zfs');
      for (const line of before) done(...line);
      const { exit, stderr } = qm('destroy', '9000');
      assert.equal([exit, stderr], [255, `${message}\n`]);
    });
  }

  test('frees what it names, and what nobody names when it is asked to', () => {
    const { done, ok, volumes } = machine('zfs', ['--efidisk0', 'zfs:1', '--tpmstate0', 'zfs:1']);
    ok('pvesm', 'alloc', 'zfs', '9000', 'vm-9000-disk-7', '1G');
    done('set', '9000', '--delete', 'scsi0');
    done('destroy', '9000');
    assert.equal(volumes(), ['zfs:vm-9000-disk-7']);
    done('create', '9000', '--scsi0', 'zfs:1');
    done('destroy', '9000', '--destroy-unreferenced-disks', '1');
    assert.equal(volumes(), []);
  });

  test('a machine of HA only with --purge', () => {
    const { done, qm, ok, host } = machine('zfs');
    ok('ha-manager', 'add', 'vm:9000', '--state', 'stopped');
    assert.match(qm('destroy', '9000').stderr, 'used in HA resources and purge parameter not set');
    done('destroy', '9000', '--purge', '1');
    assert.not.match(host.read('/etc/pve/ha/resources.cfg') ?? '', 'vm: 9000');
  });
});
