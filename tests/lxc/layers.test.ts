/** Layers in real containers: base → nginx → two guests, each its own; a new content, a move, a prune. */
import * as assert from 'uvu/assert';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers } from '../support/containers.ts';

const SUBNET = '10.199.84';

let estate: ContainerEstate;
const done = (...args: readonly string[]) => estate.done(...args);
const inGuest = (vmid: number, script: string) => estate.inGuest(vmid, script);

const net = (host: number) => ({ bridge: 'vmbr0', ip: `${SUBNET}.${host}/24`, gw: `${SUBNET}.1` });

function writeWeb(root: string): void {
  estate.write('layer/web.json', {
    clone: 'layer/base',
    net0: net(12),
    features: { motd: { text: root }, nginx: {} },
  });
}

/** Two processes of systemd after the start make the keys; the guest counts as running before. */
const KEY =
  'for i in $(seq 40); do [ -s /etc/ssh/ssh_host_ed25519_key.pub ] && break; sleep 0.5; done; cut -d" " -f2 /etc/ssh/ssh_host_ed25519_key.pub';

describeContainers('layers in real containers', (test) => {
  test.before(() => {
    estate = containerEstate('layers');
    const nodes = { pve1: { storages: { 'local-zfs': { type: 'zfspool' } } } };
    estate.write('phoenix.json', { name: 'lab', nodes, layers: { vmids: [9000, 9019] } });
    estate.write('features/sshd/feature.json', {
      id: 'sshd',
      version: '1.0.0',
      name: 'sshd',
      description: 'The OpenSSH server of Debian',
      network: true,
    });
    estate.write(
      'features/sshd/install.sh',
      '#!/bin/sh\nset -eu\n. "$PHX_LIB"\nphx_apt_install openssh-server\n',
    );
    estate.write('features/motd/feature.json', {
      id: 'motd',
      version: '1.0.0',
      name: 'motd',
      description: 'A greeting',
      options: { text: { type: 'string', default: 'hello' } },
    });
    estate.write('features/motd/install.sh', '#!/bin/sh\nset -eu\nprintf "%s\\n" "$TEXT" > /etc/motd\n');
    estate.write('layer/base.json', {
      ostemplate: DEBIAN,
      rootfs: { storage: 'local-zfs', size: '4G' },
      memory: '512M',
      net0: net(11),
      features: { sshd: {} },
    });
    writeWeb('first');
    estate.write('lxc/one.json', { vmid: 951, clone: 'layer/web', memory: '256M', net0: net(101) });
    estate.write('lxc/two.json', { vmid: 952, clone: 'layer/web', memory: '256M', net0: net(102) });
    estate.pin();
    estate.commit('Two guests of two layers');
  });
  test.after(() => estate.end());

  test('an apply builds two layers once, and two guests of them', () => {
    estate.up();
    assert.match(done('apply', '--yes'), 'Applied 4 of 4');
    assert.match(done('apply', '--yes'), 'nothing to do');
  });

  test('the guests serve what the layer installed, over the network', () => {
    for (const [from, to] of [
      [951, 102],
      [952, 101],
    ] as const) {
      const script = `exec 3<>/dev/tcp/${SUBNET}.${to}/80; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; head -1 <&3`;
      assert.match(inGuest(from, `bash -c '${script.replaceAll("'", `'\\''`)}'`), '200 OK');
    }
  });

  test('each has an identity of its own, and nothing of the build', () => {
    for (const what of ['cat /etc/machine-id', KEY, 'hostname']) {
      const [one, two] = [inGuest(951, what).trim(), inGuest(952, what).trim()];
      assert.ok(one !== '' && two !== '', what);
      assert.is.not(one, two, what);
    }
    assert.is(inGuest(951, 'ls /var/lib/apt/lists'), '');
    assert.is(inGuest(951, 'systemctl is-active ssh').trim(), 'active');
  });

  test('a changed option makes a new web beside the old one, of the same base; who is behind is told', () => {
    writeWeb('second');
    estate.commit('Another greeting');
    const text = done('apply', '--yes');
    assert.match(text, 'Applied 1 of 1');
    assert.match(text, 'phoenix rebuild lxc/one');
    assert.is(inGuest(951, 'cat /etc/motd'), 'first\n');
    assert.match(done('layers'), 'behind: lxc/two');
  });

  test('a rebuild moves one, a prune leaves what is used', () => {
    done('rebuild', 'lxc/one', '--yes');
    assert.is(inGuest(951, 'cat /etc/motd'), 'second\n');
    assert.is(inGuest(952, 'cat /etc/motd'), 'first\n');
    assert.match(done('layers', 'prune', '--yes'), 'No layer is there that nothing uses');
    done('rebuild', 'lxc/two', '--yes');
    assert.match(done('layers', 'prune', '--yes'), 'layer/web@pve1');
    assert.is(inGuest(952, 'cat /etc/motd'), 'second\n');
    assert.match(done('apply', '--yes'), 'nothing to do');
  });

  test('lab down leaves nothing', () => estate.down());
});
