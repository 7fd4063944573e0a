/** `qm set`: what changes at once and what waits (qemu-server 9.2: QemuServer.pm vmconfig_hotplug_pending, API2/Qemu.pm update_vm_api). */
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { simulatedMachines, type SimulatedMachines } from '../../support/simulated-machines.ts';

const MAC = 'BC:24:11:00:00:01';

/** A machine with a disk, a net, a medium and cloud-init, started unless told otherwise. */
function machine(options: readonly string[] = [], running = true): SimulatedMachines {
  const cluster = simulatedMachines();
  const drives = [
    '--scsi0',
    'zfs:2',
    '--sata0',
    'zfs:1',
    '--ide2',
    'none,media=cdrom',
    '--ide0',
    'zfs:cloudinit',
  ];
  const rest = [
    '--net0',
    `virtio=${MAC},bridge=vmbr0`,
    '--memory',
    '1024',
    '--ostype',
    'l26',
    '--agent',
    '1',
  ];
  cluster.done('create', '100', '--name', 'web', ...drives, ...rest, ...options);
  if (running) cluster.done('start', '100');
  return cluster;
}

describe('qm set on a stopped machine', (test) => {
  for (const [name, words, want] of [
    ['scalars', ['--cores', '4', '--cpu', 'host'], { cores: '4', cpu: 'host' }],
    ['a new disk', ['--scsi1', 'zfs:1'], { scsi1: 'zfs:vm-100-disk-2,size=1G' }],
    [
      'another disk: the old one is kept',
      ['--scsi0', 'zfs:1'],
      { scsi0: 'zfs:vm-100-disk-2,size=1G', unused0: 'zfs:vm-100-disk-1' },
    ],
    [
      'a disk goes: it is kept',
      ['--delete', 'scsi0'],
      { scsi0: undefined, unused0: 'zfs:vm-100-disk-1', boot: 'order=ide0;net0' },
    ],
    [
      'a disk goes with its data',
      ['--delete', 'scsi0', '--force', '1'],
      { scsi0: undefined, unused0: undefined },
    ],
    [
      'properties of a disk',
      ['--scsi0', 'zfs:vm-100-disk-1,discard=on'],
      { scsi0: 'zfs:vm-100-disk-1,discard=on,size=2G' },
    ],
    [
      'the drive of cloud-init goes, and is freed',
      ['--delete', 'ide0'],
      { ide0: undefined, unused0: undefined },
    ],
    ['a medium by its other name', ['--cdrom', 'none'], { ide2: 'none,media=cdrom' }],
    ['an order of devices', ['--boot', 'order=net0;scsi0'], { boot: 'order=net0;scsi0' }],
    ['all memory at once', ['--memory', '2048', '--balloon', '0'], { memory: '2048', balloon: '0' }],
    ['tags by the default style', ['--tags', 'Z a'], { tags: 'a;z' }],
  ] as const) {
    test(name, () => {
      const { done, section, vmConf } = machine([], false);
      done('set', '100', ...words);
      const keys = section(100);
      for (const [key, value] of Object.entries(want)) assert.is(keys[key], value, key);
      assert.not.match(vmConf(100), 'PENDING');
    });
  }

  test('a net without an address gets another one each time', () => {
    const { done, section } = machine([], false);
    done('set', '100', '--net0', 'virtio,bridge=vmbr0');
    const first = section(100)['net0'];
    done('set', '100', '--net0', 'virtio,bridge=vmbr0');
    assert.match(first ?? '', /^virtio=BC:24:11:[0-9A-F:]{8},bridge=vmbr0$/);
    assert.is.not(first, section(100)['net0']);
  });

  for (const [name, words, exit, message] of [
    ['nothing', [], 2, 'no options specified'],
    ['an option that is not', ['--delete', 'colour'], 255, "delete: unknown option 'colour'"],
    [
      'setting and deleting one',
      ['--cores', '2', '--delete', 'cores'],
      255,
      "delete: you can't use '-cores' and -delete cores' at the same time",
    ],
    [
      'a digest of another file',
      ['--cores', '2', '--digest', '0'.repeat(40)],
      255,
      'checksum mismatch (file change by other user?)',
    ],
    [
      'an order with what is not',
      ['--boot', 'order=scsi7'],
      255,
      "invalid bootorder: device 'scsi7' does not exist'",
    ],
    [
      'more balloon than memory',
      ['--balloon', '4096'],
      255,
      'balloon value too large (must be smaller than assigned memory)',
    ],
    [
      'a script that is no snippet',
      ['--hookscript', 'local:iso/a.iso'],
      255,
      "hookscript: 'local:iso/a.iso' is not in the snippets directory",
    ],
    [
      'a volume that is not there',
      ['--scsi3', 'zfs:vm-100-disk-9'],
      255,
      'volume zfs:vm-100-disk-9 does not exist',
    ],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { qm, vmConf } = machine([], false);
      const before = vmConf(100);
      const { exit: ended, stderr } = qm('set', '100', ...words);
      assert.match(stderr, message);
      assert.is(ended, exit);
      assert.is(vmConf(100), before);
    });
  }

  test('deleting what is not set is a warning', () => {
    const { qm } = machine([], false);
    const { exit, stderr } = qm('set', '100', '--delete', 'cores');
    assert.equal([exit, stderr], [0, "cannot delete 'cores' - not set in current configuration!\n"]);
  });

  test('a lock and protection hold', () => {
    const { done, qm, host, vmConf } = machine([], false);
    done('set', '100', '--protection', '1');
    assert.match(
      qm('set', '100', '--delete', 'scsi0').stderr,
      "can't remove drive 'scsi0' - protection mode enabled",
    );
    assert.is(qm('set', '100', '--cores', '2').exit, 0);
    host.write('/etc/pve/nodes/one/qemu-server/100.conf', `lock: backup\n${vmConf(100)}`);
    assert.match(qm('set', '100', '--cores', '3').stderr, 'VM is locked (backup)');
    done('unlock', '100');
    assert.is(qm('set', '100', '--cores', '3').exit, 0);
  });

  test('a password is kept as its hash, and shown to nobody', () => {
    const { done, section, qm } = machine([], false);
    done('set', '100', '--cipassword', 'secret');
    assert.match(section(100)['cipassword'] ?? '', /^\$5\$/);
    assert.match(qm('config', '100').stdout, 'cipassword: **********');
    assert.not.match(qm('pending', '100').stdout, '$5$');
  });
});

/** `now`: the current section has it; `waits`: `[PENDING]` has. */
const HOT: readonly (readonly [
  name: string,
  options: readonly string[],
  words: readonly string[],
  key: string,
  when: 'now' | 'waits',
])[] = [
  ['name', [], ['--name', 'db'], 'name', 'now'],
  ['description', [], ['--description', 'x'], '#x', 'now'],
  ['onboot', [], ['--onboot', '1'], 'onboot', 'now'],
  ['tags', [], ['--tags', 'a'], 'tags', 'now'],
  ['keys of cloud-init', [], ['--ciuser', 'deb'], 'ciuser', 'now'],
  ['CPU limits', [], ['--cpulimit', '1.5', '--cpuunits', '200'], 'cpulimit', 'now'],
  ['cores', [], ['--cores', '4'], 'cores', 'waits'],
  ['memory', [], ['--memory', '2048'], 'memory', 'waits'],
  [
    'memory with its hotplug, and NUMA',
    ['--hotplug', 'disk,network,memory', '--numa', '1'],
    ['--memory', '2048'],
    'memory',
    'now',
  ],
  [
    'virtual CPUs',
    ['--hotplug', 'disk,cpu', '--cores', '4', '--vcpus', '1'],
    ['--vcpus', '2'],
    'vcpus',
    'now',
  ],
  [
    'virtual CPUs without hotplug of them',
    ['--cores', '4', '--vcpus', '1'],
    ['--vcpus', '2'],
    'vcpus',
    'waits',
  ],
  ['a balloon that goes', [], ['--balloon', '0'], 'balloon', 'waits'],
  ['a smaller balloon', [], ['--balloon', '512'], 'balloon', 'now'],
  ['a CPU type', [], ['--cpu', 'host'], 'cpu', 'waits'],
  ['a new net', [], ['--net1', 'virtio,bridge=vmbr0'], 'net1', 'now'],
  ['a new net without hotplug', ['--hotplug', 'disk'], ['--net1', 'virtio,bridge=vmbr0'], 'net1', 'waits'],
  [
    'a tag of a net, without hotplug too',
    ['--hotplug', 'disk'],
    ['--net0', `virtio=${MAC},bridge=vmbr0,tag=7`],
    'net0',
    'now',
  ],
  [
    'another model, without hotplug',
    ['--hotplug', 'disk'],
    ['--net0', `e1000=${MAC},bridge=vmbr0`],
    'net0',
    'waits',
  ],
  ['a new disk on SCSI', [], ['--scsi1', 'zfs:1'], 'scsi1', 'now'],
  ['a new disk on SATA', [], ['--sata1', 'zfs:1'], 'sata1', 'waits'],
  ['a new disk without hotplug', ['--hotplug', 'network'], ['--virtio1', 'zfs:1'], 'virtio1', 'waits'],
  ['limits of a disk', [], ['--scsi0', 'zfs:vm-100-disk-1,mbps=10'], 'scsi0', 'now'],
  ['discard of a disk', [], ['--scsi0', 'zfs:vm-100-disk-1,discard=on'], 'scsi0', 'waits'],
  ['a medium', [], ['--ide2', 'local:100/vm-100-disk-9.raw,media=cdrom'], 'ide2', 'now'],
  ['an EFI disk', [], ['--efidisk0', 'zfs:1,efitype=4m'], 'efidisk0', 'waits'],
  ['trimming after copies', [], ['--agent', '1,fstrim_cloned_disks=1'], 'agent', 'now'],
  ['another agent', [], ['--agent', '1,type=isa'], 'agent', 'waits'],
  ['hotplug of disks', [], ['--hotplug', 'disk'], 'hotplug', 'now'],
  ['hotplug of memory', [], ['--hotplug', 'disk,memory'], 'hotplug', 'waits'],
  ['PCI devices', [], ['--hostpci0', '0000:01:00.0'], 'hostpci0', 'waits'],
  ['firmware', [], ['--bios', 'ovmf'], 'bios', 'waits'],
];

describe('qm set on a running machine', (test) => {
  for (const [name, options, words, key, when] of HOT) {
    test(`${name}: ${when}`, () => {
      const { qm, section, vmConf, host } = machine(options);
      if (key === 'ide2') {
        host.write('/.sim/volumes/local/100/vm-100-disk-9.raw.json', '{"format":"raw","size":1024}');
      }
      const { exit, stderr } = qm('set', '100', ...words);
      assert.equal([exit, stderr], [0, '']);
      const [now, waits] = [section(100), section(100, 'PENDING')];
      if (key.startsWith('#')) assert.match(vmConf(100), new RegExp(`^${key}$`, 'm'));
      else assert.equal([key in waits, key in now], when === 'now' ? [false, true] : [true, key in now]);
    });
  }

  test('a disk that goes is kept, on SCSI at once, on SATA after the next start', () => {
    const { done, section } = machine();
    done('set', '100', '--delete', 'scsi0,sata0');
    assert.equal([section(100)['scsi0'], section(100)['unused0']], [undefined, 'zfs:vm-100-disk-1']);
    assert.equal([section(100)['sata0'] !== undefined, section(100, 'PENDING')['delete']], [true, 'sata0']);
    done('shutdown', '100');
    assert.is(section(100, 'PENDING')['delete'], 'sata0');
    done('start', '100');
    assert.equal([section(100)['sata0'], section(100)['unused1']], [undefined, 'zfs:vm-100-disk-0']);
  });

  test('what waits is there after the next start, not after the stop', () => {
    const { done, section, vmConf } = machine();
    done('set', '100', '--cores', '4', '--memory', '2048');
    done('stop', '100');
    assert.is(section(100, 'PENDING')['cores'], '4');
    done('start', '100');
    assert.equal([section(100)['cores'], section(100)['memory']], ['4', '2048']);
    assert.not.match(vmConf(100), 'PENDING');
  });

  test('a reboot brings it, a reset does not', () => {
    const { done, section } = machine();
    done('set', '100', '--cores', '4');
    done('reset', '100');
    assert.is(section(100, 'PENDING')['cores'], '4');
    done('reboot', '100');
    assert.is(section(100)['cores'], '4');
  });

  test('what waits is reverted, and a new disk with it is kept as unused', () => {
    const { done, section, vmConf } = machine();
    done('set', '100', '--cores', '4', '--sata1', 'zfs:1');
    done('set', '100', '--revert', 'cores');
    assert.equal(Object.keys(section(100, 'PENDING')), ['sata1']);
    done('set', '100', '--delete', 'sata1');
    assert.is(section(100)['unused0'], 'zfs:vm-100-disk-2');
    assert.not.match(vmConf(100), 'PENDING');
  });

  test('pending shows what is, what will be, what goes', () => {
    const { done } = machine(['--cores', '2', '--vga', 'std']);
    done('set', '100', '--cores', '4', '--delete', 'vga');
    const lines = done('pending', '100')
      .split('\n')
      .filter((line) => /cores|vga/.test(line));
    assert.equal(lines, ['cur cores: 2', 'new cores: 4', 'del vga: std']);
    assert.match(done('config', '100'), 'cores: 4\n');
    assert.match(done('config', '100', '--current', '1'), 'cores: 2\n');
  });

  test('what cannot be plugged is refused, and waits', () => {
    const { qm, section } = machine();
    const { exit, stderr } = qm('set', '100', '--net1', 'virtio,bridge=vmbr9', '--onboot', '1');
    assert.is(exit, 255);
    assert.match(
      stderr,
      "400 Parameter verification failed.\nnet1: hotplug problem - bridge 'vmbr9' does not exist",
    );
    assert.equal([section(100)['onboot'], 'net1' in section(100, 'PENDING')], ['1', true]);
  });

  test('the drive of cloud-init is behind until the next start', () => {
    const { done, section, vmConf } = machine();
    done('set', '100', '--name', 'db', '--ciuser', 'deb', '--net1', `virtio=BC:24:11:00:00:02,bridge=vmbr0`);
    assert.equal(section(100, 'special:cloudinit'), { added: 'ciuser,net1', name: 'web' });
    assert.match(done('cloudinit', 'pending', '100'), 'new ciuser: deb\n');
    done('set', '100', '--name', 'web');
    assert.equal(section(100, 'special:cloudinit'), { added: 'ciuser,net1' });
    done('cloudinit', 'update', '100');
    assert.not.match(vmConf(100), 'special:cloudinit');
    done('set', '100', '--delete', 'ciuser');
    assert.equal(section(100, 'special:cloudinit'), { ciuser: 'deb' });
    done('reboot', '100');
    assert.not.match(vmConf(100), 'special:cloudinit');
  });
});
