/** Edges, outputs, demand and the few words about a container. */
import * as assert from 'uvu/assert';
import { demandOf, edgesOf, outputsOf, summaryOf } from '../../../../src/kinds/lxc/describe.ts';
import { lxcKind } from '../../../../src/kinds/lxc/kind.ts';
import { kinds } from '../../../../src/kinds/registry.ts';
import { describe } from '../../../support/describe.ts';
import { guest, resource } from '../../../support/lxc-resource.ts';

describe('edges', (test) => {
  test('a clone needs its source, a dependent needs it ready', () => {
    const clone = resource({ vmid: 950, clone: 'lxc/base', dependsOn: ['lxc/peer'] });
    assert.equal(edgesOf(clone), [
      { to: 'lxc/peer', when: 'ready' },
      { to: 'lxc/base', when: 'exists' },
    ]);
    assert.equal(edgesOf(resource({ vmid: 950, clone: { from: 900 } })), []);
    assert.equal(edgesOf(guest()), []);
  });
});

describe('outputs', (test) => {
  test('are what others may refer to; null is known only to the running guest', () => {
    const { spec } = guest({
      net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1', ip6: 'fd00::5/64' },
      net1: { bridge: 'vmbr0', ip: 'dhcp', hwaddr: '02:00:00:00:00:01' },
    });
    assert.equal(outputsOf(spec), {
      hostname: 'subject',
      vmid: '950',
      node: 'pve1',
      'net0.name': 'eth0',
      'net0.address': '10.0.0.5',
      'net0.address6': 'fd00::5',
      'net0.gateway': '10.0.0.1',
      'net0.hwaddr': null,
      'net1.name': 'eth1',
      'net1.address': null,
      'net1.address6': null,
      'net1.gateway': null,
      'net1.hwaddr': '02:00:00:00:00:01',
    });
  });
});

describe('demand', (test) => {
  test('is that of started guests, with what Proxmox gives by default', () => {
    assert.equal(demandOf(guest({ memory: '2G', cores: 3 }).spec), {
      node: 'pve1',
      memory: 2 * 1024 * 1024,
      cores: 3,
    });
    assert.equal(demandOf(guest().spec), { node: 'pve1', memory: 512 * 1024, cores: 0 });
    assert.is(demandOf(guest({ state: 'stopped' }).spec), null);
  });
});

describe('summary', (test) => {
  const cases: readonly [string, string][] = [
    [
      summaryOf(guest({ net0: { bridge: 'vmbr0', ip: '10.0.0.5/24' } }).spec),
      'debian-12-standard_12.12-1_amd64, 4G, 10.0.0.5',
    ],
    [
      summaryOf(resource({ vmid: 950, clone: { from: 'lxc/base', full: false }, gpus: { gpu0: {} } }).spec),
      'linked clone of lxc/base, gpu0',
    ],
    [
      summaryOf(resource({ vmid: 950, clone: { from: 'lxc/peer', full: true, snapshot: 'golden' } }).spec),
      'full clone of lxc/peer@golden',
    ],
    [summaryOf(guest({ template: true }).spec), 'template from debian-12-standard_12.12-1_amd64, 4G'],
    [
      summaryOf(guest({ mounts: { '/d': { storage: 'local', size: 4 } } }).spec),
      'debian-12-standard_12.12-1_amd64, 4G, 1 data volume',
    ],
    [summaryOf(resource({ vmid: 950, adopt: true, net0: { ip: 'dhcp' } }).spec), 'adopted, dhcp'],
  ];
  for (const [summary, expected] of cases) {
    test(expected, () => {
      assert.is(summary, expected);
    });
  }
});

describe('kind', (test) => {
  test('is registered under the name of its folder', () => {
    assert.ok(kinds.some((kind) => kind === lxcKind && kind.kind === 'lxc'));
  });

  test('has the id, node and scope of its spec', () => {
    const { spec } = guest();
    assert.is(lxcKind.id(spec), 'vmid:950');
    assert.is(lxcKind.node(spec), 'pve1');
    assert.is(lxcKind.scope(spec), 'guest:950');
  });

  test('sets are sets of texts in the schema', () => {
    for (const set of lxcKind.sets) {
      assert.ok(lxcKind.schema.safeParse({ vmid: 950, [set]: [] }).success, set);
      assert.not(lxcKind.schema.safeParse({ vmid: 950, [set]: 'x' }).success, set);
    }
  });
});
