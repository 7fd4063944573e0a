import * as assert from 'uvu/assert';
import { labLines } from '../../../src/simulator/edge/lxc/raw-lines.ts';
import { describe } from '../../support/describe.ts';

const real = (path: string) => `/srv/lab${path}`;
const kept = (key: string, value: string) => labLines([{ key, value }], real).lines;

describe('raw lines of a guest in a lab', (test) => {
  for (const [key, value] of [
    ['lxc.hook.pre-start', '/bin/sh -c "touch /root/owned"'],
    ['lxc.hook.mount', '/var/lib/vz/snippets/mount.sh'],
    ['lxc.net.0.script.up', '/etc/lxc/up.sh'],
    ['lxc.environment.hooks', '/bin/true'],
    ['lxc.include', '/etc/lxc/more.conf'],
    ['lxc.mount.fstab', '/etc/fstab'],
    ['lxc.console.logfile', '/etc/passwd'],
    ['lxc.log.file', '/etc/passwd'],
    ['lxc.rootfs.mount', '/mnt'],
    ['lxc.seccomp.profile', '/etc/lxc/seccomp'],
    ['lxc.seccomp.notify.proxy', 'unix:/run/proxy'],
  ] as const) {
    test(`${key} is for the node: it is left out, and told`, () => {
      const { lines, left } = labLines([{ key, value }], real);
      assert.equal(lines, []);
      assert.equal(left, [`${key}: it is for the node: left out`]);
    });
  }

  test('what confines a guest on the node is no news here', () => {
    const raw = [
      { key: 'lxc.apparmor.profile', value: 'lxc-phoenix-v2' },
      { key: 'lxc.apparmor.allow_nesting', value: '1' },
    ];
    assert.equal(labLines(raw, real), { lines: [], left: [] });
  });

  test('the rest stays as it is, in its order', () => {
    const raw = [
      { key: 'lxc.cap.drop', value: '' },
      { key: 'lxc.cgroup2.devices.allow', value: 'a' },
      { key: 'lxc.mount.auto', value: 'proc:rw sys:rw' },
      { key: 'lxc.hook.version', value: '1' },
      { key: 'lxc.init.cmd', value: '/sbin/init' },
    ];
    assert.equal(labLines(raw, real), { lines: raw, left: [] });
  });

  for (const [value, expected] of [
    ['/srv/data srv/data none bind,create=dir 0 0', '/srv/lab/srv/data srv/data none bind,create=dir 0 0'],
    ['/etc etc/node none bind 0 0', '/srv/lab/etc etc/node none bind 0 0'],
    ['/../../etc etc/node none bind 0 0', '/srv/lab/etc etc/node none bind 0 0'],
    ['/dev/../etc etc/node none bind 0 0', '/srv/lab/etc etc/node none bind 0 0'],
    ['  /devices x none bind 0 0', '/srv/lab/devices x none bind 0 0'],
    ['/dev/dri dev/dri none bind,optional,create=dir', '/dev/dri dev/dri none bind,optional,create=dir'],
    ['/proc proc/node none bind', '/proc proc/node none bind'],
    ['tmpfs tmp tmpfs defaults', 'tmpfs tmp tmpfs defaults'],
    ['proc dev/.lxc/proc proc create=dir,optional 0 0', 'proc dev/.lxc/proc proc create=dir,optional 0 0'],
  ] as const) {
    test(`a mount of ${value.trim().split(' ')[0]}`, () => {
      assert.equal(kept('lxc.mount.entry', value), [{ key: 'lxc.mount.entry', value: expected }]);
    });
  }
});
