import * as assert from 'uvu/assert';
import {
  containerConfig,
  limits,
  type Surroundings,
} from '../../../src/simulator/edge/lxc/container-config.ts';
import { gatewayOf, type GuestNet, guestNets } from '../../../src/simulator/edge/lxc/guest-nets.ts';
import { hostsText, interfacesText, resolvText } from '../../../src/simulator/edge/lxc/system-files.ts';
import { describe } from '../../support/describe.ts';

const AROUND: Surroundings = {
  container: 'phx-abc234-101',
  rootfs: '/run/phoenix-labs/abc234/stage/101/rootfs',
  nets: [],
  devices: [],
  cgroup: 2,
  countsSwap: true,
  processors: 4,
  seccomp: null,
  plug: '/run/phoenix-labs/abc234/plug',
  ended: '/run/phoenix-labs/abc234/ended-101',
};

const guest = (
  options: Readonly<Record<string, string>>,
  raw: readonly { key: string; value: string }[] = [],
) => ({
  vmid: 101,
  options: new Map(Object.entries(options)),
  raw,
});

const linesOf = (options: Readonly<Record<string, string>>, around: Partial<Surroundings> = {}) =>
  containerConfig(guest(options), { ...AROUND, ...around }).split('\n');

const lease = () => ({
  address: '10.240.3.7',
  subnet: { base: 10 * 2 ** 24 + 240 * 2 ** 16 + 3 * 256, bits: 24 },
});

const netsOf = (...values: readonly string[]): GuestNet[] =>
  guestNets(101, new Map(values.map((value, index) => [`net${index}`, value])), lease);

describe('the LXC configuration of a guest', (test) => {
  test('an unprivileged guest is mapped to 100000, a privileged one loses what Proxmox takes', () => {
    const mapped = linesOf({ unprivileged: '1' });
    assert.ok(mapped.includes('lxc.idmap = u 0 100000 65536'));
    assert.ok(mapped.includes('lxc.idmap = g 0 100000 65536'));
    assert.not.ok(mapped.some((line) => line.includes('devices')));
    const privileged = linesOf({ unprivileged: '0' });
    assert.ok(privileged.includes('lxc.cap.drop = mac_admin mac_override sys_time sys_module sys_rawio'));
    assert.ok(privileged.includes('lxc.cgroup2.devices.deny = a'));
    assert.not.ok(privileged.some((line) => line.includes('idmap')));
  });

  test('a privileged guest with nesting may hand on /dev/net/tun, where cgroups ask for it', () => {
    const linesWith = (features: string, cgroup: 1 | 2) =>
      containerConfig(guest({ unprivileged: '0', features }), { ...AROUND, cgroup });
    assert.match(linesWith('nesting=1', 1), 'lxc.cgroup.devices.allow = c 10:200 rwm');
    assert.not.match(linesWith('', 1), '10:200');
    assert.not.match(linesWith('nesting=1', 2), '10:200');
  });

  for (const [what, options, cgroup, expected] of [
    [
      'v2 defaults',
      {},
      2,
      {
        'memory.max': '536870912',
        'memory.swap.max': '536870912',
        'cpu.max': 'max 100000',
        'cpu.weight': '100',
      },
    ],
    [
      'v2',
      { memory: '256', swap: '0', cpulimit: '1.5', cpuunits: '50', cores: '2' },
      2,
      {
        'memory.max': '268435456',
        'memory.swap.max': '0',
        'cpu.max': '150000 100000',
        'cpu.weight': '50',
        'cpuset.cpus': '1,2',
      },
    ],
    [
      'v1',
      { memory: '256', swap: '128', cpulimit: '0.5' },
      1,
      {
        'memory.limit_in_bytes': '268435456',
        'memory.memsw.limit_in_bytes': '402653184',
        'cpu.cfs_period_us': '100000',
        'cpu.cfs_quota_us': '50000',
        'cpu.shares': '1024',
      },
    ],
    [
      'as many cores as there are',
      { cores: '4' },
      2,
      {
        'memory.max': '536870912',
        'memory.swap.max': '536870912',
        'cpu.max': 'max 100000',
        'cpu.weight': '100',
      },
    ],
  ] as const) {
    test(`limits: ${what}`, () => {
      const found = Object.fromEntries(limits(guest(options), { ...AROUND, cgroup }));
      assert.equal(found, expected);
    });
  }

  test('swap is not limited where cgroup v1 does not count it', () => {
    const found = limits(guest({ memory: '256' }), { ...AROUND, cgroup: 1, countsSwap: false });
    assert.not.ok(found.some(([file]) => file.includes('memsw')));
  });

  test('interfaces are plugged by the script, and one without a link is not', () => {
    const nets = netsOf(
      'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=10.0.0.5/24,gw=10.0.0.1',
      'name=eth1,bridge=vmbr1,link_down=1',
    );
    const lines = linesOf({}, { nets });
    for (const line of [
      'lxc.net.0.type = veth',
      'lxc.net.0.veth.pair = veth101i0',
      'lxc.net.0.hwaddr = BC:24:11:00:00:01',
      'lxc.net.0.ipv4.address = 10.0.0.5/24',
      'lxc.net.0.ipv4.gateway = 10.0.0.1',
      'lxc.net.0.script.up = /run/phoenix-labs/abc234/plug vmbr0',
      'lxc.net.1.veth.pair = veth101i1',
    ])
      assert.ok(lines.includes(line), line);
    assert.not.ok(
      lines.some((line) => line.startsWith('lxc.net.1.script') || line.startsWith('lxc.net.1.flags')),
    );
  });

  test('features and devices are mounted, and lines of the conf file come last', () => {
    const device = {
      target: 'dev/net/tun',
      source: '/run/x/dev0-tun',
      major: 10,
      minor: 200,
    } as const;
    const options = { unprivileged: '0', features: 'nesting=1,fuse=1' };
    const text = containerConfig(guest(options, [{ key: 'lxc.cap.drop', value: '' }]), {
      ...AROUND,
      devices: [device],
    });
    assert.match(text, 'lxc.mount.entry = proc dev/.lxc/proc proc');
    assert.match(text, 'lxc.mount.entry = /dev/fuse dev/fuse');
    assert.match(text, 'lxc.mount.entry = /run/x/dev0-tun dev/net/tun none bind,create=file');
    assert.match(text, 'lxc.cgroup2.devices.allow = c 10:200 rwm');
    assert.ok(text.endsWith('lxc.cap.drop = \n'));
  });
});

describe('interfaces of a guest', (test) => {
  test('a static address brings its gateway with its mask, `dhcp` a lease and the first address of its network', () => {
    const [fixed, leased, manual] = netsOf(
      'name=eth0,bridge=vmbr0,tag=20,ip=192.168.1.101/22,gw=192.168.0.1',
      'name=eth1,bridge=vmbr0,ip=dhcp',
      'name=eth2,bridge=a-long-bridge15,tag=4094,ip=manual',
    );
    assert.is(fixed?.bridge, 'vmbr0.20');
    assert.is(fixed && gatewayOf(fixed), '192.168.0.1/22');
    assert.is(leased?.address, '10.240.3.7/24');
    assert.is(leased && gatewayOf(leased), '10.240.3.1/24');
    assert.is(manual?.bridge, 'a-long-bri.4094');
    assert.is(manual && gatewayOf(manual), null);
  });

  test('files that are written into the guest name it, its resolver and its interfaces', () => {
    const nets = netsOf('name=eth0,bridge=vmbr0,ip=192.168.1.101/24,gw=192.168.1.1');
    assert.match(hostsText('web', 'lab.test', nets), '192.168.1.101 web.lab.test web\n');
    assert.match(hostsText('web', undefined, []), '127.0.1.1 web\n');
    assert.match(interfacesText(nets), 'auto eth0\niface eth0 inet manual\n');
    assert.is(resolvText(new Map(), ['192.0.2.53']), 'nameserver 192.0.2.53\n');
    const options = new Map([
      ['nameserver', '10.0.0.1 10.0.0.2'],
      ['searchdomain', 'lab.test'],
    ]);
    assert.is(
      resolvText(options, ['192.0.2.53']),
      'search lab.test\nnameserver 10.0.0.1\nnameserver 10.0.0.2\n',
    );
  });
});
