/** What the conf file of a machine becomes, and that a plan right after changes nothing but its marker. */
import * as assert from 'uvu/assert';
import { folderCluster } from '../../../../src/authoring/import/folder-cluster.ts';
import { importCluster } from '../../../../src/authoring/import/import.ts';
import { loadEstate } from '../../../../src/config/estate.ts';
import { parseFile } from '../../../../src/config/parse.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { describe } from '../../../support/describe.ts';

const CONF = `#hello%3A there
agent: 1,fstrim_cloned_disks=1
balloon: 0
bios: ovmf
boot: order=scsi0;net0
ciuser: admin
cores: 4
cpu: x86-64-v2-AES,flags=+aes
efidisk0: local-zfs:vm-101-disk-1,efitype=4m,pre-enrolled-keys=1,size=1M
hostpci0: mapping=gpu0,pcie=1
hotplug: disk,network,usb,memory
ide2: local-zfs:vm-101-cloudinit,media=cdrom,size=4M
ipconfig0: gw=10.0.0.1,ip=10.0.0.5/24
machine: q35
memory: 4096
meta: creation-qemu=9.2.0,ctime=1700000000
name: web
net0: virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=20
numa: 1
onboot: 1
ostype: l26
scsi0: local-zfs:vm-101-disk-0,discard=on,iothread=1,size=32G,ssd=1
scsihw: virtio-scsi-single
serial0: socket
smbios1: uuid=00000000-0000-0000-0000-000000000000
sockets: 1
sshkeys: ssh-ed25519%20AAAAC3Nz%20me%40home%0A
startup: order=2,up=30
tags: b;a
unused0: local-zfs:vm-101-disk-9
vga: serial0
args: -device foo
`;

const WANTED = {
  vmid: 101,
  adopt: true,
  state: 'stopped',
  description: 'hello: there',
  agent: { enabled: true, fstrim_cloned_disks: true },
  balloon: 0,
  bios: 'ovmf',
  boot: ['scsi0', 'net0'],
  cloudInit: { user: 'admin', storage: 'local-zfs', sshKeys: ['ssh-ed25519 AAAAC3Nz me@home'] },
  cores: 4,
  cpu: { cputype: 'x86-64-v2-AES', flags: '+aes' },
  efidisk0: { storage: 'local-zfs', efitype: '4m', 'pre-enrolled-keys': true },
  hostpci0: { mapping: 'gpu0', pcie: true },
  hotplug: ['disk', 'memory', 'network', 'usb'],
  machine: 'q35',
  memory: '4G',
  net0: {
    bridge: 'vmbr0',
    firewall: true,
    tag: 20,
    hwaddr: 'BC:24:11:00:00:01',
    ip: '10.0.0.5/24',
    gw: '10.0.0.1',
  },
  numa: true,
  onboot: true,
  ostype: 'l26',
  disks: { scsi0: { storage: 'local-zfs', size: '32G', discard: 'on', iothread: true, ssd: true } },
  scsihw: 'virtio-scsi-single',
  serial0: 'socket',
  sockets: 1,
  startup: { order: 2, up: 30 },
  tags: ['a', 'b'],
  vga: { type: 'serial0' },
};

describe('import of a machine', (test) => {
  test('its file says all that Phoenix knows, and a plan changes nothing', () => {
    const snapshot = folderCluster(new Map([['/etc/pve/nodes/pve1/qemu-server/101.conf', CONF]]), new Set());
    const imported = importCluster({
      cluster: { snapshot, addresses: new Map(), hasStorages: false },
      identity: { name: 'lab', id: '5f0c2a7e-8a2b-4d0e-9a3c-0d6f1b2c3d4e' },
      vmids: null,
      load: (tree) => loadEstate(tree, { env: null, kinds }),
      estate: null,
    });
    const text = imported.files.get('vm/web.jsonc') ?? '{}';
    const { $schema: _, ...value } = parseFile({ path: 'vm/web.jsonc', text }).value ?? {};
    assert.equal(value, WANTED);
    const left = imported.imported.flatMap((one) => one.left.map(({ path }) => path)).toSorted();
    assert.equal(left, ['/args', '/unused0']);
    const loaded = loadEstate(
      {
        root: 'configs',
        revision: null,
        files: new Map([...imported.files].map(([path, one]) => [path, { path, text: one }])),
        findings: [],
      },
      { env: null, kinds },
    );
    assert.equal(
      loaded.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
  });
});
