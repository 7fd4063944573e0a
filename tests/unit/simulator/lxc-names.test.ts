import * as assert from 'uvu/assert';
import {
  formatAddress,
  formatSubnet,
  freeSubnet,
  lease,
  overlaps,
  parseAddress,
  parseSubnet,
  reachableResolvers,
  type Subnet,
  withoutLeases,
} from '../../../src/simulator/edge/lxc/addresses.ts';
import { KNOWN, recipeKey, recipeOf } from '../../../src/simulator/edge/lxc/distributions.ts';
import { natRules } from '../../../src/simulator/edge/lxc/host-network.ts';
import {
  bridgeName,
  containerName,
  isCgroupOf,
  isLabId,
  labId,
  labNames,
  vmidOf,
  volumeFolder,
} from '../../../src/simulator/edge/lxc/names.ts';
import { labRules } from '../../../src/simulator/edge/lxc/network.ts';
import { defaultCache } from '../../../src/simulator/edge/lxc/record.ts';
import { describe } from '../../support/describe.ts';

const subnet = (text: string): Subnet => {
  const found = parseSubnet(text);
  if (!found) throw new Error(text);
  return found;
};

describe('names of a lab', (test) => {
  test('a folder always has the same id, another one another', () => {
    assert.is(labId('/srv/a', '0'), labId('/srv/a', '0'));
    assert.is.not(labId('/srv/a', '0'), labId('/srv/b', '0'));
    assert.is.not(labId('/srv/a', '0'), labId('/srv/a', '1'));
    assert.ok(isLabId(labId('/srv/a', '0')));
  });

  test('no interface name is longer than the kernel takes', () => {
    assert.ok(labNames('abc234').cable.length <= 15);
    for (const [bridge, tag, expected] of [
      ['vmbr0', undefined, 'vmbr0'],
      ['vmbr0', '4094', 'vmbr0.4094'],
      ['fifteen-letters', '4094', 'fifteen-le.4094'],
    ] as const)
      assert.is(bridgeName(bridge, tag), expected);
  });

  test('a container tells whose it is', () => {
    assert.is(vmidOf('abc234', containerName('abc234', 101)), 101);
    for (const other of ['phx-abc235-101', 'phx-abc234-', 'phx-abc234-x', 'abc234-101', ''])
      assert.is(vmidOf('abc234', other), null);
  });

  test('a cgroup tells whose it is, also one that LXC has numbered', () => {
    for (const [group, vmid, expected] of [
      ['lxc.payload.phx-abc234-101', null, true],
      ['lxc.monitor.phx-abc234-101', 101, true],
      ['lxc.payload.phx-abc234-101-1', null, true],
      ['lxc.payload.phx-abc234-101-1', 101, true],
      ['lxc.payload.phx-abc234-1011', 101, false],
      ['lxc.payload.phx-abc234-101', 102, false],
      ['lxc.payload.phx-abc235-101', null, false],
      ['lxc.payload.phx-234567-101', null, false],
      ['lxc.payload.web', null, false],
      ['lxc.pivot', null, false],
    ] as const)
      assert.is(isCgroupOf(group, 'abc234', vmid), expected, `${group} ${vmid}`);
    assert.ok(isCgroupOf('lxc.payload.phx-234567-101', '234567', 101));
  });

  test('a volume has one folder, also when it is called by its base', () => {
    const own = volumeFolder('local-zfs:subvol-102-disk-0');
    assert.is(own, '.sim/lxc/volumes/local-zfs/subvol-102-disk-0');
    assert.is(volumeFolder('local-zfs:basevol-101-disk-0/subvol-102-disk-0'), own);
    assert.is(volumeFolder('local:101/vm-101-disk-0.raw'), '.sim/lxc/volumes/local/vm-101-disk-0.raw');
    for (const bad of ['local', 'local:', 'local:..', 'local:101/..', 'a/b:x'])
      assert.throws(() => volumeFolder(bad), /no volume id/);
  });
});

describe('networks of a lab', (test) => {
  test('addresses and networks are read and written', () => {
    assert.is(formatAddress(parseAddress('10.240.3.7') ?? 0), '10.240.3.7');
    assert.is(formatSubnet(subnet('192.168.7.9/22')), '192.168.4.0/22');
    for (const bad of ['', '1.2.3', '1.2.3.256', '1.2.3.4/33', 'dhcp', 'fd00::1/64'])
      assert.is(parseSubnet(bad), null);
  });

  test('networks overlap when one holds the other', () => {
    assert.ok(overlaps(subnet('10.0.0.0/8'), subnet('10.3.0.0/16')));
    assert.ok(overlaps(subnet('10.3.0.0/16'), subnet('10.0.0.0/8')));
    assert.not.ok(overlaps(subnet('10.0.0.0/24'), subnet('10.0.1.0/24')));
  });

  test('a free network is the same one each time, and none that is taken', () => {
    const first = freeSubnet('abc234', 'cable', []);
    assert.equal(freeSubnet('abc234', 'cable', []), first);
    assert.not.ok(overlaps(freeSubnet('abc234', 'cable', [first]), first));
    assert.throws(() => freeSubnet('abc234', 'cable', [subnet('10.0.0.0/8')]), /taken/);
  });

  test('a lease is kept, given once, and free again after the guest', () => {
    const net = subnet('10.240.3.0/24');
    const one = lease({}, '101/net0', net);
    const two = lease(one, '102/net0', net);
    assert.equal(two, { '101/net0': '10.240.3.2', '102/net0': '10.240.3.3' });
    assert.is(lease(two, '101/net0', net), two);
    assert.equal(lease(withoutLeases(two, 101), '103/net0', net)['103/net0'], '10.240.3.2');
    assert.throws(() => lease({ a: '10.0.0.2' }, 'b', subnet('10.0.0.0/30')), /no address is left/);
  });

  test('resolvers of the loopback are no use in a guest', () => {
    assert.equal(reachableResolvers('nameserver 127.0.0.53\noptions x\n'), []);
    assert.equal(reachableResolvers('# x\nnameserver 192.0.2.1\nnameserver fd00::1\n'), ['192.0.2.1']);
  });

  test('rules carry the name of the lab, and send questions for names to the resolver', () => {
    const rules = labRules(['10.0.0.1'], ['10.0.0.0/24'], '192.0.2.53');
    assert.match(rules, 'elements = { 10.0.0.1 };');
    assert.match(rules, 'ip daddr @gateways udp dport 53 dnat to 192.0.2.53');
    assert.match(rules, 'ip daddr != @subnets tcp dport 53 dnat to 192.0.2.53');
    assert.not.match(labRules([], [], '192.0.2.53'), 'elements');
    assert.match(natRules(labNames('abc234'), '10.240.3.0/30'), 'table ip phoenix_abc234 {');
  });
});

describe('systems that can be built', (test) => {
  test('the name of an archive tells the release', () => {
    for (const [archive, suite] of [
      ['local:vztmpl/debian-11-standard_11.7-1_amd64.tar.zst', 'bullseye'],
      ['/var/lib/vz/template/cache/debian-12-standard_12.12-1_amd64.tar.zst', 'bookworm'],
      ['debian-13-standard_13.1-2_amd64.tar.zst', 'trixie'],
      ['ubuntu-24.04-standard_24.04-2_amd64.tar.zst', 'noble'],
    ] as const)
      assert.is(recipeOf(archive)?.suite, suite);
    for (const archive of [
      'alpine-3.22-default_20250617_amd64.tar.xz',
      'debian-9-x',
      'ubuntu-24-x',
      'debian.tar',
    ])
      assert.is(recipeOf(archive), null);
    for (const name of KNOWN) assert.is(recipeOf(`${name}-standard_1_amd64.tar.zst`)?.name, name);
  });

  test('another mirror is another system in the cache', () => {
    const archive = 'debian-12-standard_12.12-1_amd64.tar.zst';
    const [one, two] = [recipeOf(archive), recipeOf(archive, { debian: 'http://mirror.test/debian' })];
    assert.is.not(one && recipeKey(one), two && recipeKey(two));
    assert.equal(two?.sources.at(-1), 'deb http://mirror.test/debian-security bookworm-security main');
  });

  test('the cache is where the user has caches, or the machine', () => {
    assert.is(defaultCache({ XDG_CACHE_HOME: '/home/me/.cache' }), '/home/me/.cache/phoenix/guests');
    for (const env of [{}, { XDG_CACHE_HOME: '' }, { XDG_CACHE_HOME: 'relative' }])
      assert.is(defaultCache(env), '/var/cache/phoenix/guests');
  });
});
