/** Lines of conf files, as Proxmox and people write them, and the fields that they are. */
import * as assert from 'uvu/assert';
import { liveOf } from '../../../../src/kinds/lxc/live.ts';
import { digest } from '../../../../src/node/conf.ts';
import { describe } from '../../../support/describe.ts';

function live(text: string, running = false) {
  return liveOf({ vmid: 950, type: 'lxc', node: 'pve1', text, digest: digest(text) }, running, null);
}

/** `path = value` of each field but those that every guest has. */
function fieldsIn(text: string): string[] {
  const always = ['/node', '/state', '/template', '/unprivileged'];
  return live(text)
    .fields.filter(({ path, value }) => !always.includes(path) && value !== 'CT950')
    .map(({ path, value }) => `${path} = ${value}`);
}

describe('conf file', (test) => {
  const cases: readonly [string, string[]][] = [
    ['startup: 2\n', ['/startup/order = 2']],
    ['startup: order=02,down=5\n', ['/startup/order = 2', '/startup/down = 5']],
    ['startup: later\n', []],
    ['startup: 1,order=2\n', ['/startup/order = 2']],
    ['tags:  \n', []],
    ['tags: B;phoenix;a\n', ['/tags = a;b']],
    ['onboot: yes\n', ['/onboot = 1']],
    ['cpulimit: 0.50\n', ['/cpulimit = 0.5']],
    ['nameserver: 1.1.1.1,9.9.9.9\n', ['/nameserver = 1.1.1.1 9.9.9.9']],
    ['features: mount=nfs;cifs,nesting=1\n', ['/mountfs = cifs;nfs', '/nesting = 1']],
    [
      'net10: name=eth0,hwaddr=bc:24:11:00:00:01,type=veth,trunks=30;4\n',
      ['/net10/name = eth0', '/net10/hwaddr = BC:24:11:00:00:01', '/net10/trunks = 4;30'],
    ],
    [
      'rootfs: local-zfs:subvol-950-disk-0,size=8192M\n',
      ['/rootfs/storage = local-zfs', '/rootfs/size = 8G'],
    ],
    ['rootfs: /srv/root,size=8G\n', ['/rootfs/bind = /srv/root']],
    [
      'mp3: btr:950/vm-950-disk-1.raw,mp=data/,ro=1,size=1G\n',
      ['/mounts/~1data/storage = btr', '/mounts/~1data/ro = 1', '/mounts/~1data/size = 1G'],
    ],
    ['mp0: volume=/srv,mp=/a//b,backup=0\n', ['/mounts/~1a~1b/bind = /srv', '/mounts/~1a~1b/backup = 0']],
    ['mp0: /dev/sdb1,mp=/disk\n', ['/mounts/~1disk/bind = /dev/sdb1']],
    ['mp10: /b,mp=/x,ro=1\nmp9: /a,mp=/x\n', ['/mounts/~1x/bind = /a']],
    ['mp0: /a\n', []],
    ['mp0: /a,/b,mp=/x\n', []],
    ['dev0: /dev/null,gid=5\n', ['/devices/~1dev~1null/path = /dev/null', '/devices/~1dev~1null/gid = 5']],
    ['dev0: path=/dev/null\n', ['/devices/~1dev~1null/path = /dev/null']],
    [
      'lxc.environment.runtime: A=b=c\nlxc.environment.runtime: B=\nlxc.environment.runtime: A=d\n',
      ['/env/A = d', '/env/B = '],
    ],
    ['lxc.cap.drop: x\nlxc.cap.drop = y\n', ['/raw/lxc.cap.drop = x\ny']],
    ['#line %3A one\n#\n#two\n', ['/description = line : one\n\ntwo']],
    ['lock: backup\nparent: s1\nunused0: local:950/x.raw\nfuture: 1\n', []],
    [
      'memory: 512\n\n[pve:pending]\ntty: 4\n\n[s1]\n#why\nmemory: 256\n',
      ['/memory = 512', '/snapshots/s1 = 1', '/snapshots/s1/description = why'],
    ],
  ];
  for (const [text, fields] of cases) {
    test(JSON.stringify(text).slice(0, 70), () => {
      assert.equal(fieldsIn(text), fields);
    });
  }

  test('a privileged guest, one that is no template and one without a name have no line for it', () => {
    const shown = live('arch: amd64\n').fields.map(({ path, value }) => `${path} = ${value}`);
    assert.equal(shown, [
      '/arch = amd64',
      '/node = pve1',
      '/state = stopped',
      '/template = 0',
      '/hostname = CT950',
      '/unprivileged = 0',
    ]);
  });

  test('the next start takes pending values and deletions', () => {
    const { fields, next, pending } = live(
      'memory: 512\nnameserver: 1.1.1.1\n\n[pve:pending]\ndelete: nameserver,mp0\nmemory: 256\n',
      true,
    );
    const at = (list: typeof fields, path: string) => list.find((one) => one.path === path)?.value;
    assert.equal([at(fields, '/memory'), at(fields, '/nameserver')], ['512', '1.1.1.1']);
    assert.equal([at(next, '/memory'), at(next, '/nameserver')], ['256', undefined]);
    assert.equal(pending, ['memory', 'mp0', 'nameserver']);
  });

  test('without pending changes the next start is the same list', () => {
    const { fields, next } = live('memory: 512\n');
    assert.ok(fields === next);
  });

  test('mounts and devices know their keys, pending ones too', () => {
    const { keys } = live('mp1: /a,mp=/x\ndev2: /dev/null\n\n[pve:pending]\nmp4: /b,mp=/y\n');
    assert.equal(
      [...keys],
      [
        ['device:/dev/null', 'dev2'],
        ['mount:/x', 'mp1'],
        ['mount:/y', 'mp4'],
      ],
    );
  });
});
