import * as assert from 'uvu/assert';
import { digest } from '../../../src/node/conf.ts';
import { membersIn } from '../../../src/node/members.ts';
import { activeContainers, guestFile, snapshotOf } from '../../../src/node/snapshot.ts';
import { describe } from '../../support/describe.ts';

const CONF = 'arch: amd64\nhostname: web\n';

describe('a snapshot', (test) => {
  const cluster = new Map([
    ['/etc/pve/nodes/pve1/lxc/101.conf', CONF],
    ['/etc/pve/nodes/pve2/qemu-server/200.conf', 'cores: 2\n'],
    ['/etc/pve/nodes/pve1/lxc/0101.conf', 'never'],
    ['/etc/pve/storage.cfg', 'dir: local\n\tpath /var/lib/vz\n'],
    ['/etc/pve/user.cfg', 'pool:lab::101::\n'],
    ['/etc/pve/ha/resources.cfg', 'ct: 101\n\tstate started\n\nvm: 200\n\tgroup x\n'],
  ]);
  const files = new Map([
    ['/proc/meminfo', 'MemTotal: 1024 kB\n'],
    ['/proc/cpuinfo', 'processor : 0\n'],
    ['/sys/class/net/vmbr0/bridge/bridge_id', ''],
    ['/run/qemu-server/200.pid', '4711\n'],
    [
      '/proc/driver/nvidia/gpus/0000:01:00.0/information',
      'Model: \t\t NVIDIA GeForce RTX 5060 Ti\nBus Location: \t 0000:01:00.0\nDevice Minor: \t 0\n',
    ],
    ['/sys/class/drm/card0/device/uevent', 'DRIVER=nvidia\nPCI_SLOT_NAME=0000:01:00.0\n'],
    ['/sys/class/drm/card1/device/uevent', 'DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_SLOT_NAME=0000:00:02.0\n'],
    ['/sys/class/drm/card1-HDMI-A-1/device/uevent', 'DRIVER=amdgpu\nPCI_SLOT_NAME=0000:00:02.0\n'],
    [
      '/var/lib/phoenix/journal/lab.jsonl',
      `${JSON.stringify({ at: 't', run: 'r', estate: 'lab', event: 'begin', stepId: 's', address: 'lxc/web', vmid: 101, argv: ['pct', 'create'] })}\n`,
    ],
  ]);
  const snapshot = snapshotOf({
    at: '2026-01-01T00:00:00.000Z',
    cluster,
    nodes: new Map([
      ['pve1', { reachable: true, files, pve: '9.2', active: '101 \n', tasks: ['UPID:x'] }],
      ['pve2', { reachable: false, why: 'no route' }],
    ]),
    backups: null,
  });

  test('holds every guest of the cluster with the digest that Proxmox counts', () => {
    assert.equal([...snapshot.guests.keys()], [101, 200]);
    assert.equal(snapshot.guests.get(101), {
      vmid: 101,
      type: 'lxc',
      node: 'pve1',
      text: CONF,
      digest: digest(CONF),
    });
    assert.is(snapshot.guests.get(200)?.type, 'qemu');
  });

  test('holds the facts of each node, or why there are none', () => {
    assert.equal(snapshot.nodes.get('pve2'), { reachable: false, why: 'no route' });
    const facts = snapshot.nodes.get('pve1');
    assert.ok(facts?.reachable);
    const { files, said, ...rest } = facts;
    assert.is(files?.get('/proc/meminfo'), 'MemTotal: 1024 kB\n');
    assert.equal(said, new Map());
    assert.equal(rest, {
      reachable: true,
      pve: '9.2',
      running: new Set([101, 200]),
      bridges: ['vmbr0'],
      cards: [
        { pci: '0000:00:02.0', driver: 'amdgpu', minor: 1 },
        { pci: '0000:01:00.0', driver: 'nvidia', minor: 0 },
      ],
      cores: 1,
      memory: 1024,
      intents: [
        { estate: 'lab', stepId: 's', address: 'lxc/web', vmid: 101, at: 't', argv: ['pct', 'create'] },
      ],
      tasks: ['UPID:x'],
      facts: {
        bridges: 'vmbr0',
        'cpu.cores': '1',
        gpus: '0000:00:02.0=amdgpu 0000:01:00.0=nvidia',
        memory: '0G',
        pve: '9.2',
      },
    });
  });

  test('holds storages, pools, and whom HA manages', () => {
    assert.equal(snapshot.ha, new Set([101, 200]));
    assert.equal([...snapshot.storages.keys()], ['local']);
    assert.equal(snapshot.pools.get('lab'), [101]);
  });
});

describe('parts of it', (test) => {
  const outputs: readonly [string, string, number[]][] = [
    ['nothing', '', []],
    ['one a line', '101\n102\n', [101, 102]],
    ['columns', '101 102  900 \n', [101, 102, 900]],
    ['containers of somebody else', '101 lxdbr mycontainer 007\n', [101]],
  ];
  for (const [name, output, want] of outputs) {
    test(`lxc-ls --active: ${name}`, () => assert.equal(activeContainers(output), want));
  }

  const members: readonly [string, string, [string, string][]][] = [
    ['a node that is alone', '{"nodename":"pve1","version":3}', []],
    [
      'a cluster',
      '{"nodename":"pve1","nodelist":{"pve1":{"id":1,"online":1,"ip":"10.0.0.2"},"pve2":{"id":2,"online":0}}}',
      [
        ['pve1', '10.0.0.2'],
        ['pve2', 'pve2'],
      ],
    ],
    ['nothing', '', []],
  ];
  for (const [name, text, want] of members) {
    test(`/etc/pve/.members: ${name}`, () => assert.equal([...membersIn(text)], want));
  }

  test('only conf files of guests are guests', () => {
    assert.is(guestFile('/etc/pve/nodes/pve1/lxc/101.conf.tmp.7', ''), null);
    assert.is(guestFile('/etc/pve/nodes/pve1/openvz/101.conf', ''), null);
  });
});
