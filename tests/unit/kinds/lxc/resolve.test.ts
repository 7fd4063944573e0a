/** From a file to a spec: defaults, names, units, and what is found wrong on the way. */
import * as assert from 'uvu/assert';
import type { JsonObject } from '../../../../src/json.ts';
import { LXC_FINDINGS } from '../../../../src/kinds/lxc/finding-ids.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import {
  guest,
  resolved,
  resource,
  type ResolveOptions,
  settingsWith,
} from '../../../support/lxc-resource.ts';

const LEAST = {
  vmid: 950,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local-zfs', size: '4G' },
};

/** `PHX601 /mounts/~1a: …` of each finding. */
function found(input: object, options: ResolveOptions = {}): string[] {
  return resolved(input, options).findings.map(({ id, path, message }) => `${id} ${path}: ${message}`);
}

const foundIn = (more: object, options: ResolveOptions = {}) => found({ ...LEAST, ...more }, options);

describe('resolve', (test) => {
  test('completes the smallest file', () => {
    const { spec } = guest();
    assert.is(spec.node, 'pve1');
    assert.is(spec.hostname, 'subject');
    assert.is(spec.state, 'running');
    assert.is(spec.unprivileged, true);
    assert.is(spec.generation, 1);
    assert.equal(spec.options, {});
    assert.equal(spec.source, { is: 'ostemplate', volume: LEAST.ostemplate });
  });

  test('writes values in the words of Proxmox', () => {
    const { spec } = guest({
      memory: '1.5G',
      swap: 0,
      onboot: false,
      cpulimit: 0.5,
      rootfs: { storage: 'local', size: 8, acl: true, mountoptions: ['nosuid', 'discard'] },
      net3: { bridge: 'vmbr1', hwaddr: '02:aa:00:00:00:01', trunks: [30, 4], rate: 2.5, firewall: true },
      mounts: { '/m': 'bind:models', '/d': { storage: 'local', size: '1536M', ro: true } },
      tags: ['b', 'A', 'a'],
      mountfs: 'nfs;cifs',
      nameserver: '1.1.1.1, 9.9.9.9',
      description: 'text\n\n',
      dependsOn: ['lxc/z', 'lxc/a', 'lxc/z'],
      raw: { 'lxc.cap.drop': 'x', 'lxc.mount.entry': ['a', 'b'] },
    });
    assert.equal(spec.options, {
      nameserver: '1.1.1.1 9.9.9.9',
      onboot: '0',
      cpulimit: '0.5',
      memory: '1536',
      swap: '0',
    });
    assert.equal(spec.rootfs, { storage: 'local', acl: '1', mountoptions: 'discard;nosuid', size: '8G' });
    assert.equal(spec.nets, {
      net3: {
        name: 'eth3',
        bridge: 'vmbr1',
        hwaddr: '02:AA:00:00:00:01',
        trunks: '4;30',
        rate: '2.5',
        firewall: '1',
      },
    });
    assert.equal(spec.mounts, {
      '/m': { bind: '/mnt/models' },
      '/d': { storage: 'local', size: '1536M', ro: '1' },
    });
    assert.equal(spec.tags, ['a', 'b']);
    assert.equal(spec.features, { mount: 'cifs;nfs' });
    assert.is(spec.description, 'text');
    assert.equal(spec.dependsOn, ['lxc/a', 'lxc/z']);
    assert.equal(spec.raw, { 'lxc.cap.drop': ['x'], 'lxc.mount.entry': ['a', 'b'] });
  });

  test('derives the devices of a card, and lets the file say otherwise', () => {
    const { spec } = guest({
      gpus: { gpu0: { vram: '14G' }, igpu: {} },
      devices: { '/dev/nvidiactl': { mode: '0600' } },
    });
    assert.equal(spec.devices, {
      '/dev/nvidia0': { mode: '0666' },
      '/dev/nvidiactl': { mode: '0600' },
      '/dev/nvidia-uvm': { mode: '0666' },
      '/dev/nvidia-uvm-tools': { mode: '0666' },
      '/dev/dri/card1': { mode: '0660', gid: '44' },
      '/dev/dri/renderD129': { mode: '0660', gid: '44' },
    });
    assert.is(spec.gpus['gpu0']?.vram, 14 * 1024 * 1024);
    assert.is(spec.gpus['igpu']?.vram, null);
  });

  test('a template is stopped unless it says otherwise', () => {
    assert.is(guest({ template: true }).spec.state, 'stopped');
  });

  const others = (files: Record<string, JsonObject>): ResolveOptions => ({ others: files });

  test('a clone knows the VMID of its source and is as privileged', () => {
    const options = others({
      'lxc/a': { vmid: 900, template: true, unprivileged: false },
      'lxc/b': { vmid: 901, clone: 'lxc/a' },
    });
    const { spec } = resource({ vmid: 950, clone: { from: 'lxc/b', full: true } }, options);
    assert.equal(spec.source, { is: 'clone', address: 'lxc/b', vmid: 901, full: true, runs: true });
    assert.is(spec.unprivileged, false);
    assert.is(resource({ vmid: 950, clone: 'lxc/a' }, options).spec.unprivileged, false);
    assert.is(resource({ vmid: 950, clone: { from: 900 } }, options).spec.unprivileged, true);
  });

  test('a full clone goes where its root disk shall be', () => {
    const { spec } = resource({
      vmid: 950,
      clone: { from: 'lxc/base', full: true },
      rootfs: { storage: 'local' },
    });
    assert.is(spec.source?.is === 'clone' && spec.source.storage, 'local');
  });

  test('a loop of clones ends', () => {
    const loop = others({ 'lxc/a': { vmid: 1, clone: 'lxc/b' }, 'lxc/b': { vmid: 2, clone: 'lxc/a' } });
    assert.is(resolved({ vmid: 950, clone: { from: 'lxc/a', full: true } }, loop).spec?.unprivileged, true);
  });
});

describe('findings', (test) => {
  const two = { settings: settingsWith({ nodes: { pve1: {}, pve2: {} } }) };
  const old = { settings: settingsWith({ nodes: { pve1: { pve: '8.2' } } }) };
  const net = (net0: object) => ({ net0: { bridge: 'vmbr0', ...net0 } });
  const nets = (net0: object, net1: object) => ({ ...net(net0), net1: { bridge: 'vmbr0', ...net1 } });
  const cases: readonly [string, string[], RegExp][] = [
    ['PHX601', foundIn({ mounts: { '/a': 'bind:nope' } }), /no bind "nope"/],
    ['PHX602', foundIn({ gpus: { gpu9: {} } }), /no card "gpu9"/],
    ['PHX602', foundIn({ gpus: { gpu0: { vram: '20G' } } }), /less memory/],
    ['PHX603', foundIn(net({ bridge: 'vmbr7' })), /no bridge "vmbr7"/],
    ['PHX603', foundIn({ net0: { ip: 'dhcp' } }), /net0 has no bridge/],
    ['PHX604', foundIn({}, two), /names no node/],
    ['PHX605', foundIn({ mounts: { '/a': { ro: true } } }), /neither what is bound/],
    ['PHX605', foundIn({ mounts: { '/a': { storage: 'local' } } }), /neither what is bound/],
    ['PHX605', foundIn({ mounts: { '/a': { bind: 'models', size: '4G' } } }), /both a bind and a volume/],
    ['PHX606', found({ vmid: 950 }), /neither "ostemplate" nor "clone"/],
    ['PHX606', foundIn({ clone: 'lxc/base' }), /exclude each other/],
    ['PHX607', found({ vmid: 950, ostemplate: LEAST.ostemplate }), /needs a root disk/],
    ['PHX607', found({ ...LEAST, rootfs: { size: '4G' } }), /needs a root disk/],
    ['PHX608', foundIn(net({ gw: '10.0.0.1' })), /"ip" is missing/],
    ['PHX608', foundIn(net({ ip: 'dhcp', gw: '10.0.0.1' })), /"ip" is dhcp/],
    ['PHX608', foundIn(net({ ip: '10.0.0.5/24', gw: '10.0.1.1' })), /not in the network/],
    ['PHX608', foundIn(net({ ip6: 'fd00::5/64', gw6: 'fd01::1' })), /not in the network/],
    ['PHX608', foundIn(net({ 'host-managed': true, ip6: 'auto' })), /that the node manages/],
    ['PHX609', foundIn(nets({ name: 'a' }, { name: 'a' })), /net0 has the same name/],
    ['PHX609', foundIn(nets({ ip: '10.0.0.5/24' }, { ip: '10.0.0.5/24' })), /same ip/],
    [
      'PHX609',
      foundIn(nets({ hwaddr: '02:00:00:00:00:aa' }, { hwaddr: '02:00:00:00:00:AA' })),
      /same hwaddr/,
    ],
    ['PHX610', foundIn({ template: true, state: 'running' }), /does not run/],
    ['PHX610', foundIn({ template: true, mounts: { '/m': 'bind:models' } }), /with a bind/],
    ['PHX610', foundIn({ template: true, snapshots: { s1: {} } }), /with snapshots/],
    ['PHX611', found({ vmid: 950, clone: 'lxc/nope' }), /does not exist/],
    ['PHX611', found({ vmid: 950, clone: 'lxc/subject' }), /from itself/],
    ['PHX611', found({ vmid: 950, clone: { from: 'lxc/peer', full: false } }), /no template/],
    ['PHX611', found({ vmid: 950, clone: { from: 'lxc/base', storage: 'local' } }), /takes no storage/],
    ['PHX611', found({ vmid: 950, clone: { from: 'lxc/peer', snapshot: 'nope' } }), /no snapshot "nope"/],
    ['PHX611', found({ vmid: 950, clone: 'lxc/base', rootfs: { size: '3G' } }), /never shrinks/],
    [
      'PHX611',
      found({ vmid: 950, clone: 'lxc/base', rootfs: { storage: 'local' } }),
      /storage of its source/,
    ],
    ['PHX611', found({ vmid: 950, clone: 'lxc/base', unprivileged: false }), /as its source/],
    ['PHX611', found({ vmid: 950, clone: 'lxc/base', arch: 'amd64' }), /takes "arch" from its source/],
    [
      'PHX611',
      found(
        { vmid: 950, clone: 'lxc/a' },
        { others: { 'lxc/a': { vmid: 900, mounts: { '/m': 'bind:x' } } } },
      ),
      /has a bind/,
    ],
    ['PHX612', foundIn({ env: { A: 'b' } }, old), /needs Proxmox VE 9\.1/],
    ['PHX612', foundIn({ devices: { '/dev/null': { 'deny-write': true } } }, old), /needs Proxmox VE 8\.3/],
    ['PHX612', foundIn({ rootfs: { ...LEAST.rootfs, mountoptions: 'discard' } }, old), /"discard" needs/],
    ['PHX613', foundIn({ rootfs: { storage: 'tank', size: '4G' } }), /"tank" is not declared/],
    ['PHX614', foundIn({ snapshots: { s1: {} }, mounts: { '/m': 'bind:models' } }), /is a bind/],
    ['PHX614', foundIn({ snapshots: { s1: {} }, rootfs: { storage: 'local', size: 4 } }), /type dir/],
    ['PHX615', foundIn({ tags: ['Phoenix'] }), /Phoenix's own/],
    ['PHX615', foundIn({ description: 'a\n<!-- phoenix {"v":1} -->' }), /looks like a marker/],
    ...['/srv/a=b', '/srv/a,b', '/srv/../b'].map((path): [string, string[], RegExp] => [
      'PHX616',
      foundIn({ mounts: { '/a': 'bind:odd' } }, { settings: settingsWith({ binds: { odd: { path } } }) }),
      new RegExp(`cannot bind "${path}"`),
    ]),
    ['PHX616', foundIn({}, { name: 'not_dns' }), /cannot be a host name/],
    ['PHX618', foundIn({ health: { a: { tcp: ':1', from: 'lxc/gone' } } }), /no guest lxc\/gone/],
    ['PHX617', foundIn({ rootfs: { ...LEAST.rootfs, quota: true } }), /does not start/],
    ['PHX619', foundIn({ raw: { 'lxc.idmap': ['u 0 100000', 'g 0 100000 65536'] } }), /does not understand/],
    ['PHX619', foundIn({ raw: { 'lxc.idmap': 'u 0 100000 65536' } }), /the group root/],
    [
      'PHX619',
      foundIn({ rootfs: { ...LEAST.rootfs, idmap: 'u:0:0:2;u:1:5:1' } }),
      /"u 0 0 2" and "u 1 5 1" map an id twice/,
    ],
  ];
  for (const [id, findings, message] of cases) {
    test(`${id} ${message.source}`, () => {
      assert.is(findings.length, 1, findings.join('\n'));
      assert.ok(findings[0]?.startsWith(id), findings[0]);
      assert.match(findings[0] ?? '', message);
    });
  }

  test('every finding of the kind is found somewhere', () => {
    const ids = new Set(cases.map(([id]) => id));
    assert.equal(
      Object.keys(LXC_FINDINGS).filter((id) => !ids.has(id)),
      [],
    );
  });

  const fine: readonly [string, Partial<LxcInput>][] = [
    ['a link-local gateway', { net0: { bridge: 'vmbr0', ip6: 'fd00::5/64', gw6: 'fe80::1' } }],
    ['a host route', { net0: { bridge: 'vmbr0', ip: '10.0.0.5/32', gw: '10.1.0.1' } }],
    ['two cards with dhcp', { net0: { bridge: 'vmbr0', ip: 'dhcp' }, net1: { bridge: 'vmbr1', ip: 'dhcp' } }],
    ['quotas of a privileged guest', { unprivileged: false, rootfs: { ...LEAST.rootfs, quota: true } }],
    ['a bind that is shared', { mounts: { '/m': { bind: 'models', shared: true } } }],
  ];
  for (const [what, more] of fine) {
    test(`${what} is fine`, () => {
      assert.equal(foundIn(more), []);
    });
  }

  test('a clone may name a part of the card that it inherits', () => {
    assert.equal(found({ vmid: 950, clone: 'lxc/base', net0: { ip: 'dhcp' } }), []);
  });

  test('an existing guest needs no source', () => {
    assert.is(resource({ vmid: 950, adopt: true }).spec.source, null);
  });

  test('a file that the schema refuses is left to whoever reads files', () => {
    assert.equal(resolved({ vmid: 'x' }), { spec: null, findings: [] });
  });
});
