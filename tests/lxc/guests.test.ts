/** One lab, a few real guests, and what `pct` does with them: each test goes on where the one before ended. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { runInLab } from '../../src/simulator/edge/lab.ts';
import { initOf } from '../../src/simulator/edge/lxc/containers.ts';
import { labNames } from '../../src/simulator/edge/lxc/names.ts';
import { volumeData } from '../../src/simulator/edge/lxc/volumes.ts';
import {
  containerLab,
  type ContainerLab,
  DEBIAN,
  describeContainers,
  remainsOf,
} from '../support/containers.ts';

const MIB = 1024 ** 2;
const SUBNET = '10.199.77';

const net = (host: number | 'dhcp') =>
  host === 'dhcp'
    ? 'name=eth0,bridge=vmbr0,ip=dhcp'
    : `name=eth0,bridge=vmbr0,ip=${SUBNET}.${host}/24,gw=${SUBNET}.1`;

/** A limit of a guest's cgroup, by its name in version 1 and 2. */
function limit({ id }: ContainerLab, vmid: number, v1: string, v2: string): string {
  const group = `lxc.payload.phx-${id}-${vmid}`;
  const old = join('/sys/fs/cgroup', v1.split('.')[0] ?? '', group, v1);
  return readFileSync(existsSync(old) ? old : join('/sys/fs/cgroup', group, v2), 'utf8').trim();
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (isTrue()) return;
    await wait(100);
  }
  throw new Error(`it did not come to this: ${what}`);
}

let lab: ContainerLab;

describeContainers('real guests', (test) => {
  test.before(() => {
    lab = containerLab();
  });
  test.after(() => lab.end());

  const create = (vmid: number, ...more: readonly (string | number)[]) =>
    lab.mustPct('create', vmid, DEBIAN, '--rootfs', 'local-zfs:4', '--swap', 0, ...more);

  test('create and start make a running system', async () => {
    mkdirSync(join(lab.dir, 'srv/share'), { recursive: true });
    writeFileSync(join(lab.dir, 'srv/share/hello'), 'from the node\n');
    create(
      101,
      '--hostname',
      'one',
      '--memory',
      256,
      '--cores',
      1,
      '--net0',
      net(101),
      '--features',
      'nesting=1',
    );
    const two = ['--hostname', 'two', '--memory', 512, '--unprivileged', 0, '--net0', net(102)];
    create(102, ...two, '--mp0', 'local-zfs:1,mp=/data', '--mp1', '/srv,mp=/mnt/srv');
    create(103, '--hostname', 'three', '--net0', net('dhcp'), '--dev0', '/dev/net/tun,mode=0666');
    for (const vmid of [101, 102, 103]) lab.mustPct('start', vmid);
    await until('systemd is up', () =>
      [101, 102, 103].every((vmid) =>
        lab.pct('exec', vmid, '--', 'systemctl', 'is-system-running').stdout.startsWith('running'),
      ),
    );
    assert.is(lab.sh(101, 'hostname; cat /proc/1/comm').trim(), 'one\nsystemd');
    assert.match(lab.mustPct('list'), /103\s+running\s+three/);
  });

  test('an unprivileged guest is shifted, a privileged one is not', () => {
    assert.match(lab.sh(101, 'cat /proc/self/uid_map'), /0\s+100000\s+65536/);
    assert.match(lab.sh(102, 'cat /proc/self/uid_map'), /0\s+0\s+4294967295/);
    assert.is(lstatSync(join(volumeData(lab.dir, 'local-zfs:subvol-101-disk-0'), 'etc/passwd')).uid, 100_000);
    assert.is(lstatSync(join(volumeData(lab.dir, 'local-zfs:subvol-102-disk-0'), 'etc/passwd')).uid, 0);
    assert.is(lab.sh(101, 'stat -c %u /etc/passwd').trim(), '0');
    // A file with two names, which is one.
    assert.is(lab.sh(101, 'stat -c "%h %u" /usr/bin/perl').trim(), '2 0');
  });

  test('limits of the conf file stand in the cgroup, and follow a change', () => {
    assert.is(limit(lab, 101, 'memory.limit_in_bytes', 'memory.max'), String(256 * MIB));
    assert.is(limit(lab, 102, 'memory.limit_in_bytes', 'memory.max'), String(512 * MIB));
    assert.match(limit(lab, 101, 'cpuset.cpus', 'cpuset.cpus'), /^\d+$/);
    lab.mustPct('set', 101, '--memory', 384, '--cpulimit', '0.5');
    assert.is(limit(lab, 101, 'memory.limit_in_bytes', 'memory.max'), String(384 * MIB));
    assert.match(limit(lab, 101, 'cpu.cfs_quota_us', 'cpu.max'), /^50000\b/);
    assert.is(lab.pct('set', 101, '--delete', 'cpulimit').stderr, '');
    assert.match(limit(lab, 101, 'cpu.cfs_quota_us', 'cpu.max'), /^(?:-1$|max )/);
  });

  test('exec hands streams through and ends as the process did', () => {
    const run = (argv: readonly string[], input = '') =>
      spawnSync(lab.program, ['exec', '101', '--', ...argv], { input, encoding: 'buffer' });
    const bytes = randomBytes(300_000);
    const echoed = spawnSync(lab.program, ['exec', '101', '--keep-env', '0', '--', 'cat'], {
      input: bytes,
      maxBuffer: MIB,
    });
    assert.ok(bytes.equals(echoed.stdout));
    assert.is(run(['sh', '-c', 'exit 12']).status, 12);
    assert.is(run(['sh', '-c', 'kill -KILL $$']).status, 137);
    assert.is(run(['no-such-program']).status, 127);
    assert.is(run(['sh', '-c', 'echo out; echo err >&2']).stdout.toString(), 'out\n');
    assert.not.match(lab.sh(101, 'env'), /^HOME=\/root$/m);
  });

  test('lxc-attach ends with the command that is killed; its process in the guest goes on, as on a node', async () => {
    const child = spawn(lab.program, ['exec', '101', '--', 'sleep', '31415'], { stdio: 'ignore' });
    const runs = () => lab.pct('exec', 101, '--', 'pgrep', '-f', 'sleep 31415').exit === 0;
    const isAttached = () =>
      spawnSync('pgrep', ['-f', `lxc-attach.*phx-${lab.id}-101.*sleep 31415`]).status === 0;
    await until('it runs', runs);
    assert.ok(isAttached());
    child.kill('SIGKILL');
    await until('lxc-attach is gone', () => !isAttached());
    assert.ok(runs());
    lab.sh(101, 'pkill -f "sleep 3141[5]"');
  });

  test('push and pull copy bytes, with mode and owner', () => {
    const [from, back] = [join(lab.dir, 'tmp-from'), join(lab.dir, 'tmp-back')];
    const bytes = randomBytes(700_000);
    writeFileSync(from, bytes);
    lab.mustPct('push', 101, from, '/root/blob', '--perms', '0640', '--user', 'www-data', '--group', '33');
    assert.is(lab.sh(101, 'stat -c "%a %U %g" /root/blob').trim(), '640 www-data 33');
    lab.mustPct('pull', 101, '/root/blob', back);
    assert.ok(bytes.equals(readFileSync(back)));
    // A copy that fails only says so, as on a node (PVE 9.2).
    assert.match(lab.pct('push', 101, from, '/no/such/folder').stderr, /No such file or directory/);
    assert.match(lab.pct('pull', 101, '/no/such', back).stderr, /No such file or directory/);
  });

  test('volumes, folders of the node and devices are in the guest', () => {
    lab.sh(102, 'echo kept > /data/file');
    assert.is(
      readFileSync(join(volumeData(lab.dir, 'local-zfs:subvol-102-disk-1'), 'file'), 'utf8'),
      'kept\n',
    );
    assert.is(lab.sh(102, 'cat /mnt/srv/share/hello'), 'from the node\n');
    assert.is(lab.sh(103, 'test -c /dev/net/tun && stat -c %a /dev/net/tun').trim(), '666');
  });

  test('a volume that is added to a running guest appears in it', () => {
    lab.mustPct('set', 101, '--mp0', 'local-zfs:1,mp=/added/here');
    lab.sh(101, 'grep -q " /added/here " /proc/mounts && echo yes > /added/here/file');
    assert.is(
      readFileSync(join(volumeData(lab.dir, 'local-zfs:subvol-101-disk-1'), 'file'), 'utf8'),
      'yes\n',
    );
  });

  test('guests reach each other, over their bridge and over its gateway', () => {
    lab.sh(101, `ping -c1 -W5 ${SUBNET}.102`);
    const leased = /inet ([\d.]+)/.exec(lab.sh(103, 'ip -4 addr show eth0'))?.[1] ?? '';
    assert.not.match(leased, SUBNET);
    lab.sh(101, `ping -c1 -W5 ${leased}`);
    lab.sh(103, `ping -c1 -W5 ${SUBNET}.101`);
  });

  test('an address that is changed while a guest runs is changed in it', () => {
    lab.mustPct('set', 103, '--net0', `${net(113)},hwaddr=BC:24:11:00:01:03`);
    lab.sh(101, `ping -c1 -W5 ${SUBNET}.113`);
    lab.mustPct('set', 103, '--net1', 'name=eth1,bridge=vmbr0,ip=10.199.78.3/24');
    assert.match(lab.sh(103, 'ip -4 addr show eth1'), /10\.199\.78\.3/);
    lab.mustPct('set', 103, '--delete', 'net1');
    assert.is(lab.pct('exec', 103, '--', 'ip', 'link', 'show', 'eth1').exit, 1);
  });

  test('nginx is installed over NAT, and answers', async () => {
    lab.sh(
      102,
      'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install nginx',
    );
    const answer = await fetch(`http://${SUBNET}.102/`);
    assert.is(answer.status, 200);
    assert.match(await answer.text(), /nginx/);
    assert.match(
      lab.sh(
        101,
        `exec 3<>/dev/tcp/${SUBNET}.102/80`.replace(
          /^(.*)$/,
          `bash -c '$1; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3'`,
        ),
      ),
      /200 OK/,
    );
  });

  test('a snapshot keeps what was, and a rollback brings it back', () => {
    lab.sh(101, 'echo before > /root/state');
    lab.mustPct('snapshot', 101, 'first');
    lab.sh(101, 'echo after > /root/state; rm -rf /usr/share/doc');
    lab.mustPct('rollback', 101, 'first', '--start', 1);
    assert.is(lab.sh(101, 'cat /root/state; ls -d /usr/share/doc').trim(), 'before\n/usr/share/doc');
    lab.mustPct('delsnapshot', 101, 'first');
    assert.not.ok(existsSync(join(volumeData(lab.dir, 'local-zfs:subvol-101-disk-0'), '../snapshots/first')));
  });

  test('a template is cloned, linked and full, each with an identity of its own', async () => {
    lab.mustPct('shutdown', 103);
    const identity = readFileSync(
      join(volumeData(lab.dir, 'local-zfs:subvol-103-disk-0'), 'etc/machine-id'),
      'utf8',
    );
    lab.mustPct('template', 103);
    lab.mustPct('clone', 103, 104, '--hostname', 'four');
    lab.mustPct('clone', 103, 105, '--hostname', 'five', '--full', 1);
    for (const vmid of [104, 105]) {
      lab.mustPct('set', vmid, '--net0', net(vmid));
      lab.mustPct('start', vmid);
      await until('it has an identity', () => lab.sh(vmid, 'cat /etc/machine-id').trim().length === 32);
    }
    const [four, five] = [104, 105].map((vmid) => lab.sh(vmid, 'hostname; cat /etc/machine-id'));
    assert.match(four ?? '', /^four\n/);
    assert.not.equal(four?.slice(5), five?.slice(5));
    assert.not.match(four ?? '', identity.trim());
    assert.is(lab.pct('destroy', 103).exit, 255);
  });

  test('reboot is a new boot of the same guest', () => {
    lab.sh(104, 'echo kept > /root/x');
    const before = initOf(labNames(lab.id), 104);
    lab.mustPct('reboot', 104);
    assert.is.not(initOf(labNames(lab.id), 104), before);
    assert.is(lab.sh(104, 'cat /root/x'), 'kept\n');
  });

  test('a guest that ends by itself is stopped', async () => {
    spawnSync(lab.program, ['exec', '104', '--', 'systemctl', 'poweroff', '--force', '--force']);
    await until('it is stopped', () => lab.mustPct('status', 104).includes('stopped'));
    lab.mustPct('start', 104);
    assert.is(lab.sh(104, 'cat /root/x'), 'kept\n');
  });

  test('mount shows the files of a stopped guest on the node', () => {
    lab.mustPct('stop', 105);
    lab.mustPct('mount', 105);
    assert.is(readFileSync(join(lab.dir, 'var/lib/lxc/105/rootfs/etc/hostname'), 'utf8'), 'five\n');
    lab.mustPct('unmount', 105);
    assert.not.ok(existsSync(join(lab.dir, 'var/lib/lxc/105/rootfs/etc')));
  });

  test('a backup holds the files, and a restored guest has them', () => {
    const { exit, stdout } = runInLab(lab.dir, ['vzdump', '104', '--storage', 'local', '--mode', 'snapshot']);
    assert.is(exit, 0, stdout);
    const file = /creating vzdump archive '.*\/(vzdump-lxc-104-.*)'/.exec(stdout)?.[1] ?? '';
    lab.sh(104, 'rm /root/x');
    lab.mustPct('restore', 106, `local:backup/${file}`, '--storage', 'local-lvm', '--unique', 1);
    lab.mustPct('set', 106, '--net0', net(106));
    lab.mustPct('start', 106);
    assert.is(lab.sh(106, 'cat /root/x; stat -c %U /usr/bin/passwd'), 'kept\nroot\n');
    lab.mustPct('destroy', 106, '--force', 1);
  });

  test('a link in a guest leads nowhere on this machine', () => {
    lab.sh(102, 'ln -s /etc /mnt/escape; ln -s /etc /mnt/srv/out');
    lab.mustPct('stop', 102);
    // As an estate that names such a folder of the node makes it known.
    const facts = join(lab.dir, '.sim/nodes/pve1.json');
    const known = JSON.parse(readFileSync(facts, 'utf8')) as { readonly paths?: readonly string[] };
    writeFileSync(facts, JSON.stringify({ ...known, paths: ['/srv/*', '/.sim/*'] }));
    for (const [mount, why] of [
      ['/srv,mp=/mnt/escape', /symlink encountered/],
      ['/srv/out,mp=/mnt/out', /symlink encountered/],
      ['/.sim/lxc,mp=/mnt/lab', /what the lab itself is made of/],
    ] as const) {
      lab.mustPct('set', 102, '--mp2', mount);
      assert.match(lab.pct('start', 102).stderr, why);
    }
    lab.mustPct('set', 102, '--delete', 'mp2');
    lab.mustPct('start', 102);
  });

  test('destroy leaves nothing of a guest', () => {
    lab.mustPct('destroy', 105, '--force', 1);
    assert.not.ok(existsSync(volumeData(lab.dir, 'local-zfs:subvol-105-disk-0')));
    assert.is(remainsOf(lab.id).filter((what) => what.includes('-105')).length, 0);
  });

  test('a lab that is down has left nothing behind', () => {
    const { id } = lab;
    assert.ok(remainsOf(id).length > 0);
    lab.end();
    assert.equal(remainsOf(id), []);
    assert.not.ok(existsSync(lab.dir));
    lab = containerLab();
  });
});
