/** Small parsers of a node's own files: storages, pools, bridges, memory, version, tasks. */
import * as assert from 'uvu/assert';
import { backupsIn, newestBackups } from '../../../src/node/backups.ts';
import {
  bridgesOf,
  coresOf,
  memoryOf,
  releaseInJson,
  releaseInModule,
  releaseInOutput,
  releaseInPackages,
} from '../../../src/node/host-facts.ts';
import { parseStorageCfg } from '../../../src/node/storage-cfg.ts';
import { liveTasks, openTasks, startTicks } from '../../../src/node/task-list.ts';
import { parsePools } from '../../../src/node/user-cfg.ts';
import { describe } from '../../support/describe.ts';

describe('storage.cfg', (test) => {
  const text = `dir: local
	path /var/lib/vz
	content iso,vztmpl,backup

# a comment
zfspool: tank
	pool rpool/data
	sparse
	nodes pve1,pve2

nfs: share
	server 10.0.0.9
	export /x
	content backup
	path /mnt/pve/share

rbd: off
	pool rbd
	disable
`;
  const storages = parseStorageCfg(text);

  test('every enabled storage by its id', () => {
    assert.equal([...storages.keys()], ['local', 'tank', 'share']);
    assert.equal(storages.get('tank'), {
      id: 'tank',
      type: 'zfspool',
      nodes: ['pve1', 'pve2'],
      content: ['images', 'rootdir'],
      shared: false,
      options: { pool: 'rpool/data', sparse: '1', nodes: 'pve1,pve2' },
    });
  });

  test('network storages are shared by nature', () => {
    assert.ok(storages.get('share')?.shared);
    assert.not(storages.get('local')?.shared);
  });

  test('local is there also when nobody wrote it down', () => {
    assert.equal([...parseStorageCfg('').keys()], ['local']);
    assert.is(parseStorageCfg('').get('local')?.options['path'], '/var/lib/vz');
  });
});

describe('user.cfg', (test) => {
  const cases: readonly [string, string, [string, readonly number[]][]][] = [
    ['nothing', '', []],
    ['users only', 'user:root@pam:1:0:::a@b.c::\n', []],
    ['a pool', 'pool:lab:The lab:101,102:local:\n', [['lab', [101, 102]]]],
    ['an empty pool', 'pool:empty:::\n', [['empty', []]]],
    [
      'several',
      'pool:a::100::\nacl:1:/:x:y:\npool:b::200::\n',
      [
        ['a', [100]],
        ['b', [200]],
      ],
    ],
  ];
  for (const [name, text, want] of cases) test(name, () => assert.equal([...parsePools(text)], want));
});

describe('what a host says of itself', (test) => {
  test('bridges that are up, and those that are only written down', () => {
    const interfaces = `auto lo
iface lo inet loopback
auto vmbr1
iface vmbr1 inet static
	address 10.0.0.1/24
	bridge-ports none
iface vmbr2 inet manual
	ovs_type OVSBridge
iface bond0 inet manual
	bond-slaves a b
`;
    const files = new Map([
      ['/sys/class/net/vmbr0/bridge/bridge_id', '8000.1\n'],
      ['/sys/class/net/fwbr101i0/bridge/bridge_id', '8000.2\n'],
      ['/etc/network/interfaces', interfaces],
      ['/etc/network/interfaces.d/sdn', 'auto vn1\niface vn1\n\tbridge_ports vlan1\n'],
    ]);
    assert.equal(bridgesOf(files), ['fwbr101i0', 'vmbr0', 'vmbr1', 'vmbr2', 'vn1']);
  });

  test('memory and cores', () => {
    assert.is(memoryOf('MemTotal:       32788124 kB\nMemFree: 1 kB\n'), 32_788_124);
    assert.is(memoryOf(''), 0);
    assert.is(coresOf('processor\t: 0\nmodel name: x\nprocessor\t: 1\n'), 2);
  });

  const versions: readonly [string, string | null, string | null][] = [
    [
      'pvecfg.pm',
      releaseInModule(
        "sub package {\n    return 'pve-manager';\n}\n\nsub version {\n    return '9.2.11';\n}\n",
      ),
      '9.2',
    ],
    ['pvecfg.pm without one', releaseInModule('1;\n'), null],
    [
      'dpkg',
      releaseInPackages(
        'Package: a\nVersion: 1.2.3\n\nPackage: pve-manager\nStatus: install ok installed\nVersion: 8.4.1\n\nPackage: z\n',
      ),
      '8.4',
    ],
    ['dpkg without pve-manager', releaseInPackages('Package: a\nVersion: 1.2.3\n'), null],
    ['pveversion', releaseInOutput('pve-manager/9.2.11/14a22df3 (running kernel: 6.14.8-2-pve)\n'), '9.2'],
    ['no pveversion', releaseInOutput(''), null],
    ['pvesh', releaseInJson('{"release":"9.2","repoid":"14a22df3","version":"9.2.11"}\n'), '9.2'],
  ];
  for (const [name, found, want] of versions) test(`version by ${name}`, () => assert.is(found, want));
});

describe('running tasks', (test) => {
  const open = 'UPID:pve1:000003E9:00001388:65F00000:vzcreate:101:root@pam:';
  const ended = 'UPID:pve1:000003EA:00001388:65F00001:vzstart:102:root@pam:';
  const stat = (pid: number, ticks: number) =>
    `${pid} (task UPID:x (y) ) S 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 ${ticks} 0 0\n`;

  test('are those without an end', () => {
    const tasks = openTasks(`${open} 0\n${ended} 1 65F00009 OK\ngarbage\n`);
    assert.equal(tasks, [{ upid: open, pid: 1001, start: 5000 }]);
  });

  test('count only while their very process lives', () => {
    const tasks = openTasks(`${open} 0\n`);
    assert.equal(liveTasks(tasks, new Map([['/proc/1001/stat', stat(1001, 5000)]])), [open]);
    assert.equal(liveTasks(tasks, new Map([['/proc/1001/stat', stat(1001, 9999)]])), []);
    assert.equal(liveTasks(tasks, new Map()), []);
  });

  test('a process name with blanks and brackets does not shift the fields', () => {
    assert.is(startTicks(stat(7, 1234)), 1234);
  });
});

describe('backups', (test) => {
  test('the newest of each guest, whatever the order', () => {
    const rows = [
      { vmid: 101, ctime: 1_795_309_675, volid: 'a' },
      { vmid: 101, ctime: 1_795_300_000, volid: 'b' },
      { vmid: 102, ctime: 1_795_309_682, volid: 'c' },
      { ctime: 1, volid: 'a stray file' },
    ];
    assert.equal(
      [...newestBackups(backupsIn(JSON.stringify(rows)))],
      [
        [101, '2026-11-22T01:07:55.000Z'],
        [102, '2026-11-22T01:08:02.000Z'],
      ],
    );
  });
});
