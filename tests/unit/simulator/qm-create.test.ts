/** `qm create`: what its conf file gets and in which order (qemu-server 9.2: API2/Qemu.pm create_vm, QemuServer.pm write_vm_config). */
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { IMAGE, simulatedMachines } from '../../support/simulated-machines.ts';

describe('qm create', (test) => {
  for (const [name, options, want] of [
    ['nothing but a VMID', [], {}],
    [
      'a disk by its size',
      ['--scsi0', 'local:2'],
      { scsi0: 'local:100/vm-100-disk-0.raw,size=2G', boot: 'order=scsi0' },
    ],
    [
      'another format',
      ['--virtio0', 'local:1,format=qcow2,discard=on'],
      { virtio0: 'local:100/vm-100-disk-0.qcow2,discard=on,size=1G', boot: 'order=virtio0' },
    ],
    ['on ZFS', ['--scsi0', 'zfs:0.5'], { scsi0: 'zfs:vm-100-disk-0,size=512M', boot: 'order=scsi0' }],
    ['on LVM', ['--scsi0', 'thin:1'], { scsi0: 'thin:vm-100-disk-0,size=1G', boot: 'order=scsi0' }],
    [
      'on the storage of the call',
      ['--storage', 'zfs', '--scsi0', '1'],
      { scsi0: 'zfs:vm-100-disk-0,size=1G', boot: 'order=scsi0' },
    ],
    [
      'a cloud image',
      ['--scsi0', `zfs:0,import-from=${IMAGE},ssd=1`],
      { scsi0: 'zfs:vm-100-disk-0,size=3G,ssd=1', boot: 'order=scsi0' },
    ],
    [
      'a drive for cloud-init: a medium without a size',
      ['--ide2', 'local:cloudinit'],
      { ide2: 'local:100/vm-100-cloudinit.qcow2,media=cdrom', boot: 'order=ide2' },
    ],
    [
      'an EFI disk and a TPM, whose sizes nobody chooses',
      [
        '--bios',
        'ovmf',
        '--efidisk0',
        'local:1,efitype=4m,pre-enrolled-keys=1',
        '--tpmstate0',
        'local:7,version=v2.0',
      ],
      {
        bios: 'ovmf',
        boot: '',
        efidisk0: 'local:100/vm-100-disk-0.raw,efitype=4m,pre-enrolled-keys=1,size=528K',
        tpmstate0: 'local:100/vm-100-disk-1.raw,size=4M,version=v2.0',
      },
    ],
    [
      'first a disk, then a medium, then a net',
      ['--net0', 'virtio=BC:24:11:00:00:01,bridge=vmbr0', '--ide2', 'none,media=cdrom', '--scsi1', 'zfs:1'],
      {
        boot: 'order=scsi1;ide2;net0',
        ide2: 'none,media=cdrom',
        net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0',
        scsi1: 'zfs:vm-100-disk-0,size=1G',
      },
    ],
    [
      'a file of keys, encoded',
      ['--sshkeys', '/root/key.pub'],
      { sshkeys: 'ssh-ed25519%20AAAA%20one%40two%0A' },
    ],
    ['tags, sorted and in lower case', ['--tags', 'Web;db;db'], { tags: 'db;web' }],
    ['Windows keeps its machine', ['--ostype', 'win11'], { ostype: 'win11', machine: 'pc-i440fx-11.0' }],
    ['no generation', ['--vmgenid', '0'], { vmgenid: '0' }],
  ] as const) {
    test(name, () => {
      const { done, section } = simulatedMachines();
      done('create', '100', ...options);
      const { meta, smbios1, vmgenid, ...rest } = section(100);
      assert.match(meta ?? '', /^creation-qemu=\d+\.\d+\.\d+,ctime=\d+$/);
      assert.match(smbios1 ?? '', /^uuid=[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      const shown = vmgenid === '0' ? { ...rest, vmgenid } : rest;
      // Proxmox writes an order of nothing as an empty value.
      assert.equal({ boot: '', ...shown }, { boot: '', ...want });
    });
  }

  test('keys are sorted, and the description stands above them', () => {
    const { done, vmConf } = simulatedMachines();
    done('create', '100', '--name', 'web', '--description', 'a: 1\nb', '--cores', '2', '--agent', '1');
    const lines = vmConf(100)
      .split('\n')
      .filter((line) => line !== '');
    assert.equal(lines.slice(0, 3), ['#a%3A 1', '#b', 'agent: 1']);
    const keys = lines.slice(2).map((line) => line.split(':', 1).join());
    assert.equal(
      keys,
      keys.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  for (const [name, options, exit, message] of [
    ['a storage that is not', ['--scsi0', 'nope:1'], 255, "storage 'nope' does not exist"],
    [
      'an image without the special words',
      ['--scsi0', `zfs:1,import-from=${IMAGE}`],
      255,
      "scsi0: 'import-from' requires special syntax - use <storage ID>:0,import-from=<source>",
    ],
    [
      'an image that is not there',
      ['--scsi0', 'zfs:0,import-from=local:import/nope.qcow2'],
      255,
      "unable to create VM 100 - cannot import from 'local:import/nope.qcow2' - volume 'local:import/nope.qcow2' does not exist",
    ],
    [
      'two drives for cloud-init',
      ['--ide2', 'zfs:cloudinit', '--ide3', 'local:cloudinit'],
      255,
      "unable to create VM 100 - ide3 - cloud-init drive is already attached at 'ide2'",
    ],
    [
      'an iso as a disk',
      ['--scsi0', 'local:iso/a.iso'],
      255,
      "scsi0: explicit 'media=cdrom' is required for iso images",
    ],
    ['an option that is not', ['--colour', 'red'], 255, 'Unknown option: colour'],
    [
      'a value that is not',
      ['--net0', 'virtio,bridge=vmbr0,tag=5000'],
      255,
      'net0.tag: value must have a maximum value of 4094',
    ],
    ['a pool that is not', ['--pool', 'nope'], 2, "pool 'nope' does not exist"],
    ['a key file that is not', ['--sshkeys', '/nope'], 2, "can't open '/nope' - No such file or directory"],
  ] as const) {
    test(`refuses ${name}, and leaves nothing`, () => {
      const { qm, vmConf, volumes } = simulatedMachines();
      const { exit: ended, stderr } = qm('create', '100', ...options);
      assert.match(stderr, message);
      assert.is(ended, exit);
      assert.is(vmConf(100), '');
      assert.equal(volumes(), []);
    });
  }

  test('a VMID is one of a guest of any kind on any node', () => {
    const { create, done, qm, run, runOn } = simulatedMachines();
    create(101, 'zfs:1');
    done('create', '100');
    assert.match(qm('create', '101').stderr, "unable to create VM 101 - CT 101 already exists on node 'one'");
    const elsewhere = runOn('two', 'qm', 'create', '100');
    assert.match(elsewhere.stderr, "unable to create VM 100 - VM 100 already exists on node 'one'");
    assert.match(
      run('pct', 'create', '100', 'local:vztmpl/x.tar.zst').stderr,
      "VM 100 already exists on node 'one'",
    );
    assert.is(run('pvesh', 'get', '/cluster/nextid', '--output-format', 'json').stdout, '"102"\n');
  });

  test('a pool, HA, and a start at once', () => {
    const { done, ok, host, run } = simulatedMachines();
    ok('pvesh', 'create', '/pools', '--poolid', 'web');
    done('create', '100', '--pool', 'web', '--ha-managed', '1', '--start', '1');
    assert.match(host.read('/etc/pve/user.cfg') ?? '', 'pool:web::100::');
    assert.match(host.read('/etc/pve/ha/resources.cfg') ?? '', 'vm: 100\n\tstate started');
    assert.is(run('qm', 'status', '100').stdout, 'status: running\n');
  });

  test('what a release has not is refused on it', () => {
    const { qm } = simulatedMachines({ facts: { pve: '8.4' } });
    assert.match(qm('create', '100', '--allow-ksm', '0').stderr, 'Unknown option: allow-ksm');
    assert.is(qm('create', '100', '--cores', '2').exit, 0);
    assert.is(simulatedMachines().qm('create', '100', '--allow-ksm', '0').exit, 0);
  });
});
