/** Machines that start, stop, are kept in snapshots and backups, and move (qemu-server 9.2). */
import * as assert from 'uvu/assert';
import { inProcessCluster } from '../../../src/node/in-process.ts';
import { describe } from '../../support/describe.ts';
import { simulatedMachines, type SimulatedMachines } from '../../support/simulated-machines.ts';

function machine(options: readonly string[] = [], storage = 'zfs'): SimulatedMachines {
  const cluster = simulatedMachines();
  cluster.done(
    'create',
    '100',
    '--name',
    'web',
    '--scsi0',
    `${storage}:2`,
    '--net0',
    'virtio,bridge=vmbr0',
    ...options,
  );
  return cluster;
}

describe('qm start and stop', (test) => {
  for (const [name, before, words, exit, message] of [
    ['a second start', [['start', '100']], ['start', '100'], 255, 'VM 100 already running\n'],
    ['a template', [['template', '100']], ['start', '100'], 255, "you can't start a vm if it's a template\n"],
    [
      'a machine that is not there',
      [],
      ['start', '101'],
      255,
      "Configuration file 'nodes/one/qemu-server/101.conf' does not exist\n",
    ],
    ['a reboot of what does not run', [], ['reboot', '100'], 255, 'VM 100 not running\n'],
    [
      'a shutdown while it is paused',
      [
        ['start', '100'],
        ['suspend', '100'],
      ],
      ['shutdown', '100'],
      255,
      'VM is paused - cannot shutdown\n',
    ],
    ['a stop of what does not run', [], ['stop', '100'], 0, ''],
  ] as const) {
    test(name, () => {
      const { done, qm } = machine();
      for (const line of before) done(...line);
      const end = qm(...words);
      assert.equal([end.exit, end.stderr], [exit, message]);
    });
  }

  test('a bridge that is not there ends QEMU', () => {
    const { done, qm } = machine(['--net1', 'virtio,bridge=vmbr9']);
    const { exit, stdout, stderr } = qm('start', '100');
    assert.equal([exit, stderr], [255, 'start failed: QEMU exited with code 1\n']);
    assert.match(stdout, "bridge 'vmbr9' does not exist");
    assert.is(done('status', '100'), 'status: stopped\n');
  });

  test('a device by a mapping that the cluster has not', () => {
    const { qm, host } = machine(['--hostpci0', 'mapping=gpu1']);
    assert.is(qm('start', '100').stderr, "PCI device mapping not found for 'gpu1'\n");
    host.write('/etc/pve/mapping/pci.cfg', 'gpu1\n\tmap node=one,path=0000:01:00.0,id=10de:2204\n');
    assert.is(qm('start', '100').exit, 0);
  });

  test('more memory than the node has', () => {
    const { qm } = machine(['--memory', '999999']);
    assert.match(qm('start', '100').stdout, 'Cannot allocate memory');
  });

  test('one that does not hear a shutdown ends by force only', () => {
    const { done, qm } = simulatedMachines({ facts: { deaf: [100] } });
    done('create', '100', '--startup', 'order=1,down=5');
    done('start', '100');
    assert.is(qm('shutdown', '100').stderr, 'VM quit/powerdown failed - got timeout\n');
    assert.is(qm('shutdown', '100', '--forceStop', '1').exit, 0);
    assert.is(done('status', '100'), 'status: stopped\n');
  });

  test('the list, and a pid file on its own node alone', async () => {
    const { done, host } = machine(['--memory', '1024']);
    assert.match(done('list'), / {7}100 web {18}stopped {4}1024 {15}2\.00 0/);
    done('start', '100');
    assert.match(done('list'), / {7}100 web {18}running {4}1024 {15}2\.00 \d+/);
    const cluster = inProcessCluster(host);
    const { nodes } = await cluster.snapshot();
    const running = [...nodes].map(([node, facts]) => [node, facts.reachable && facts.running.has(100)]);
    assert.equal(running, [
      ['one', true],
      ['two', false],
    ]);
    await cluster.close();
  });

  test('suspended to disk it counts as stopped, and goes on where it was', () => {
    const { done, qm, section } = machine();
    done('start', '100');
    done('suspend', '100', '--todisk', '1', '--statestorage', 'zfs');
    assert.match(section(100)['vmstate'] ?? '', /^zfs:vm-100-state-suspend-/);
    assert.equal([section(100)['lock'], done('status', '100')], ['suspended', 'status: stopped\n']);
    assert.match(qm('set', '100', '--cores', '2').stderr, 'VM is locked (suspended)');
    done('resume', '100');
    assert.equal([section(100)['lock'], done('status', '100')], [undefined, 'status: running\n']);
  });

  test('a machine of HA is only asked for', () => {
    const { done, ok, host } = machine();
    ok('ha-manager', 'add', 'vm:100', '--state', 'stopped');
    assert.match(done('start', '100'), 'Requesting HA start for VM 100');
    assert.match(host.read('/etc/pve/ha/resources.cfg') ?? '', 'state started');
  });
});

describe('qm snapshot', (test) => {
  test('a running machine with its memory, rolled back and deleted', () => {
    const { done, section, volumes, vmConf } = machine(['--cores', '2', '--description', 'first']);
    done('start', '100');
    const generation = section(100)['vmgenid'];
    done('snapshot', '100', 's1', '--vmstate', '1', '--description', 'before');
    assert.match(vmConf(100), '\n[s1]\n#before\n');
    assert.is(section(100, 's1')['vmstate'], 'zfs:vm-100-state-s1');
    done('stop', '100');
    done('set', '100', '--cores', '8', '--description', 'second', '--scsi1', 'zfs:1');
    done('rollback', '100', 's1');
    assert.equal(
      [section(100)['cores'], section(100)['unused0'], section(100)['parent']],
      ['2', 'zfs:vm-100-disk-1', 's1'],
    );
    assert.match(vmConf(100), /^#second$/m);
    assert.is.not(section(100)['vmgenid'], generation);
    assert.is(done('status', '100'), 'status: running\n');
    assert.match(done('listsnapshot', '100'), /`-> s1 .* before\n `-> current/);
    done('delsnapshot', '100', 's1');
    assert.equal(section(100, 's1'), {});
    assert.equal(volumes(), ['zfs:vm-100-disk-0', 'zfs:vm-100-disk-1']);
  });

  for (const [name, storage, words, message] of [
    ['a raw file', 'local', ['snapshot', '100', 's1'], 'snapshot feature is not available\n'],
    [
      'a reserved name',
      'zfs',
      ['snapshot', '100', 'current'],
      "unable to use snapshot name 'current' (reserved name)\n",
    ],
    ['a rollback to what is not', 'zfs', ['rollback', '100', 's1'], "snapshot 's1' does not exist\n"],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { qm, vmConf } = machine([], storage);
      assert.is(qm(...words).stderr, message);
      assert.not.match(vmConf(100), 'lock');
    });
  }

  test('only to the newest one on ZFS', () => {
    const { done, qm } = machine();
    done('snapshot', '100', 's1');
    done('snapshot', '100', 's2');
    assert.match(
      qm('rollback', '100', 's1').stderr,
      "can't rollback, 's1' is not most recent snapshot on 'zfs:vm-100-disk-0'",
    );
  });
});

describe('backups of machines', (test) => {
  test('one that runs goes on, and comes back under a new VMID', () => {
    const { done, ok, run, section, vmConf } = machine(['--cores', '2']);
    done('start', '100');
    done('set', '100', '--cores', '4');
    ok('vzdump', '100', '--storage', 'local', '--compress', 'zstd');
    assert.is(done('status', '100'), 'status: running\n');
    const listed = ok('pvesm', 'list', 'local', '--content', 'backup', '--vmid', '100');
    const volid = /^(local:backup\/vzdump-qemu-100-\S+\.vma\.zst)/m.exec(listed)?.[1] ?? '';
    ok('qmrestore', volid, '101', '--unique', '1', '--storage', 'thin');
    assert.equal([section(101)['scsi0'], section(101)['cores']], ['thin:vm-101-disk-0,size=2G', '2']);
    for (const key of ['net0', 'smbios1', 'vmgenid'])
      assert.is.not(section(101)[key], section(100)[key], key);
    assert.not.match(vmConf(101), /PENDING|lock|qmdump/);
    assert.match(
      run('qmrestore', volid, '100').stderr,
      "unable to restore VM 100 - VM 100 already exists on node 'one'",
    );
    assert.match(
      run('qmrestore', volid, '100', '--force', '1').stderr,
      'unable to restore VM 100 - vm is running',
    );
    done('stop', '100');
    ok('qmrestore', volid, '100', '--force', '1');
    assert.is(section(100)['scsi0'], 'zfs:vm-100-disk-0,size=2G');
  });

  test('a lock is there while it is made, and gone when that fails', () => {
    const { done, run, vmConf, ok } = machine();
    done('set', '100', '--lock', 'migrate');
    assert.match(run('vzdump', '100').stdout, 'ERROR: Backup of VM 100 failed - VM is locked (migrate)');
    done('unlock', '100');
    ok('vzdump', '100');
    assert.not.match(vmConf(100), 'lock');
  });
});

describe('qm migrate', (test) => {
  test('stopped, with a local disk onto the same storage there', () => {
    const { done, vmConf, runOn } = machine();
    done('migrate', '100', 'two');
    assert.is(vmConf(100), '');
    assert.match(vmConf(100, 'two'), 'scsi0: zfs:vm-100-disk-0,size=2G');
    assert.not.match(vmConf(100, 'two'), 'lock');
    assert.is(runOn('two', 'qm', 'status', '100').stdout, 'status: stopped\n');
  });

  test('running, on shared storage', () => {
    const { done, qm, vmConf, runOn } = machine([], 'nas');
    done('start', '100');
    assert.is(qm('migrate', '100', 'two').stderr, `can't migrate running VM without --online\n`);
    done('migrate', '100', 'two', '--online', '1');
    assert.match(vmConf(100, 'two'), 'scsi0: nas:100/vm-100-disk-0.raw,size=2G');
    assert.is(runOn('two', 'qm', 'status', '100').stdout, 'status: running\n');
  });

  for (const [name, options, words, message] of [
    [
      'a running one with local disks',
      [],
      ['--online', '1'],
      "can't live migrate attached local disks without with-local-disks option",
    ],
    [
      'a device of this node',
      ['--hostpci0', '0000:01:00.0'],
      ['--online', '1', '--with-local-disks', '1'],
      "can't migrate VM which uses local devices: hostpci0",
    ],
  ] as const) {
    test(`refuses ${name}`, () => {
      const { done, qm, vmConf } = machine(options);
      done('start', '100');
      const { exit, stdout, stderr } = qm('migrate', '100', 'two', ...words);
      assert.match(stdout, message);
      assert.equal([exit, stderr], [255, 'migration aborted\n']);
      assert.not.match(vmConf(100), 'lock');
    });
  }

  test('running, with its local disks', () => {
    const { done, runOn } = machine();
    done('start', '100');
    done('migrate', '100', 'two', '--online', '1', '--with-local-disks', '1');
    assert.is(runOn('two', 'qm', 'status', '100').stdout, 'status: running\n');
  });
});

describe('machines and IPAM', (test) => {
  test('a card on a vnet gets an address when it is made, and gives it back when it goes', () => {
    const { done, ok } = simulatedMachines();
    const SDN = '/cluster/sdn';
    ok(
      'pvesh',
      'create',
      `${SDN}/zones`,
      '--zone',
      'lab',
      '--type',
      'simple',
      '--dhcp',
      'dnsmasq',
      '--ipam',
      'pve',
    );
    ok('pvesh', 'create', `${SDN}/vnets`, '--vnet', 'web', '--zone', 'lab');
    const range = 'start-address=10.9.0.10,end-address=10.9.0.20';
    const subnet = [
      '--subnet',
      '10.9.0.0/24',
      '--type',
      'subnet',
      '--gateway',
      '10.9.0.1',
      '--dhcp-range',
      range,
    ];
    ok('pvesh', 'create', `${SDN}/vnets/web/subnets`, ...subnet);
    ok('pvesh', 'set', SDN);
    const addresses = () =>
      (
        JSON.parse(ok('pvesh', 'get', `${SDN}/ipams/pve/status`, '--output-format', 'json')) as {
          ip: string;
          vmid?: number;
        }[]
      ).flatMap(({ ip, vmid }) => (vmid === undefined ? [] : [`${vmid} ${ip}`]));
    done('create', '100', '--net0', 'virtio,bridge=web');
    assert.equal(addresses(), ['100 10.9.0.10']);
    done('start', '100');
    done('set', '100', '--net1', 'virtio,bridge=web');
    assert.equal(addresses(), ['100 10.9.0.10', '100 10.9.0.11']);
    done('set', '100', '--delete', 'net0');
    done('stop', '100');
    done('clone', '100', '101');
    assert.equal(addresses().toSorted(), ['100 10.9.0.11', '101 10.9.0.10']);
    done('destroy', '100');
    done('destroy', '101');
    assert.equal(addresses(), []);
  });
});
