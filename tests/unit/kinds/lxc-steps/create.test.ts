import * as assert from 'uvu/assert';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { guest } from '../../../support/lxc-resource.ts';
import { lines, make } from '../../../support/steps-of.ts';

const ARCHIVE = 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst';

const created = (input: Partial<LxcInput>) => make({ want: guest(input) }).steps;

describe('steps of a create from an archive', (test) => {
  test('every option goes into one pct create', () => {
    const steps = created({
      unprivileged: false,
      arch: 'amd64',
      ostype: 'debian',
      'ssh-public-keys': ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBase you@desk', 'ssh-rsa AAAAB3 ci'],
      hostname: 'web',
      description: 'Front\ndoor',
      tags: ['prod', 'Web'],
      pool: 'lab',
      cores: 2,
      cpulimit: 1.5,
      cpuunits: 200,
      memory: '2G',
      swap: 0,
      rootfs: { storage: 'local-zfs', size: '4608M', acl: true, mountoptions: ['noatime'] },
      net0: { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1', firewall: true, tag: 5 },
      net1: { bridge: 'vmbr1', ip: 'dhcp', hwaddr: '02:00:00:00:00:01' },
      mounts: {
        '/data/deep': { storage: 'local-lvm', size: 8, backup: true },
        '/data': 'bind:models',
        '/srv': { bind: 'media', ro: true, shared: true },
      },
      devices: { '/dev/null': { mode: '0660', gid: 44 }, '/dev/zero': {} },
      nesting: true,
      keyctl: true,
      mountfs: ['nfs', 'cifs'],
      nameserver: '1.1.1.1 9.9.9.9',
      searchdomain: 'example.org',
      timezone: 'Europe/Vienna',
      onboot: true,
      startup: { up: 5, order: 3 },
      protection: true,
      hookscript: 'local:snippets/hook.sh',
      cmode: 'shell',
      console: false,
      tty: 1,
      debug: true,
      entrypoint: '/bin/app --flag',
      env: { ONE: 'a b' },
      state: 'stopped',
    });
    assert.equal(lines(steps), [
      `pct create 950 ${ARCHIVE} --hostname web --unprivileged 0 --arch amd64 --ostype debian` +
        ' --cores 2 --cpulimit 1.5 --cpuunits 200 --nameserver 1.1.1.1 9.9.9.9 --searchdomain example.org' +
        ' --timezone Europe/Vienna --onboot 1 --protection 1 --hookscript local:snippets/hook.sh --cmode shell' +
        ' --console 0 --tty 1 --debug 1 --entrypoint /bin/app --flag --memory 2048 --swap 0' +
        ' --features keyctl=1,mount=cifs;nfs,nesting=1 --startup order=3,up=5' +
        ' --rootfs local-zfs:4.5,acl=1,mountoptions=noatime' +
        ' --mp0 /mnt/models,mp=/data --mp1 /srv/media,mp=/srv,ro=1,shared=1 --mp2 local-lvm:8,mp=/data/deep,backup=1' +
        ' --net0 name=eth0,bridge=vmbr0,firewall=1,gw=10.0.0.1,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24,tag=5' +
        ' --net1 name=eth1,bridge=vmbr1,hwaddr=02:00:00:00:00:01,ip=dhcp' +
        ' --dev0 /dev/null,gid=44,mode=0660 --dev1 /dev/zero --env ONE=a b --tags phoenix;prod;web --pool lab' +
        ' --ssh-public-keys /dev/stdin --description "Front\\ndoor" <b owes everything>',
      'pct set 950 --description "Front\\ndoor" <b>',
    ]);
    const [first] = steps;
    assert.is(
      first?.do.verb === 'run' ? first.do.stdin : null,
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBase you@desk\nssh-rsa AAAAB3 ci\n',
    );
  });

  test('what no option can say has steps of its own, before the first start', () => {
    const steps = created({
      raw: { 'lxc.cap.drop': ['sys_time', 'sys_boot'], 'lxc.apparmor.profile': 'unconfined' },
      env: { A: '1', B: '2' },
      snapshots: { cold: { description: 'fresh' } },
    });
    assert.equal(lines(steps).slice(1), [
      'raw 950 [lxc.environment.runtime: A=1] [lxc.environment.runtime: B=2] [lxc.cap.drop: sys_time]' +
        ' [lxc.cap.drop: sys_boot] [lxc.apparmor.profile: unconfined]',
      'pct snapshot 950 cold --description "fresh"',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
    assert.not.match(lines(steps)[0] ?? '', /--env/);
  });

  test('a template is turned into one and never started', () => {
    assert.equal(lines(created({ template: true })).slice(1), [
      'pct template 950',
      'pct set 950 --description <b>',
    ]);
  });

  test('ids, order, locks and guards', () => {
    const steps = created({ mounts: { '/data': { storage: 'local-lvm', size: 8 } } });
    assert.equal(
      steps.map(({ id, after }) => [id, after]),
      [
        ['lxc/subject:create', []],
        ['lxc/subject:start', ['lxc/subject:create']],
        ['lxc/subject:set:marker', ['lxc/subject:start']],
      ],
    );
    const [create, start] = steps;
    assert.equal(create?.locks, [
      { name: 'guest:950', mode: 'exclusive' },
      { name: 'storage:pve1/local-lvm', mode: 'shared', limit: 4 },
      { name: 'storage:pve1/local-zfs', mode: 'shared', limit: 4 },
    ]);
    assert.equal(
      create?.guard.map(({ check }) => check.is),
      ['absent'],
    );
    assert.equal(
      start?.guard.map(({ check }) => check.is),
      ['digest', 'unlocked', 'stopped'],
    );
    assert.equal(
      steps.map(({ retry }) => retry),
      ['contention', 'contention', 'contention'],
    );
  });

  test('a MAC address is the same on every run, and another one for every card and guest', () => {
    const macs = (vmid: number) =>
      lines(
        make({ want: guest({ vmid, net0: { bridge: 'vmbr0' }, net1: { bridge: 'vmbr0' } }) }).steps,
      )[0]?.match(/hwaddr=[^,\s]+/g);
    assert.equal(macs(950), macs(950));
    assert.is(new Set([...(macs(950) ?? []), ...(macs(951) ?? [])]).size, 4);
    assert.ok(macs(950)?.every((mac) => /^hwaddr=02(:[0-9A-F]{2}){5}$/.test(mac)));
  });
});
