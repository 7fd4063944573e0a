import * as assert from 'uvu/assert';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import { describe } from '../../../support/describe.ts';
import { editedConf, confOf, guest, markOf, settingsWith } from '../../../support/lxc-resource.ts';
import { parseMarker } from '../../../../src/kinds/guest/marker.ts';
import { lineOf, lines, make, OLD, type Situation } from '../../../support/steps-of.ts';

const NET = { bridge: 'vmbr0', ip: '10.0.0.5/24', gw: '10.0.0.1' } as const;
const LIVE_NET = 'name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.5/24,type=veth';

type Input = Partial<LxcInput>;
type Case = readonly [name: string, base: Input, want: Input, running: boolean, expected: readonly string[]];

const situation = (base: Input, want: Input, running: boolean): Situation => {
  // A guest that shall stay stopped says so: `state` is running otherwise.
  const state = running ? {} : { state: 'stopped' as const };
  return { base: guest({ ...state, ...base }), want: guest({ ...state, ...want }), running };
};

const RUNNING = true;
const STOPPED = false;

const CASES: readonly Case[] = [
  [
    'five live scalars on a running guest are one call',
    {},
    { memory: 1024, swap: 0, cores: 2, cpuunits: 50, onboot: true },
    RUNNING,
    ['pct set 950 --cores 2 --cpuunits 50 --onboot 1 --memory 1024 --swap 0 --description <b>'],
  ],
  [
    'keys that leave the file are deleted, or go back to the default where Proxmox knows no deletion',
    { cores: 2, memory: 1024, startup: { order: 1 }, nesting: true, tags: ['x'], description: 'text' },
    {},
    STOPPED,
    ['pct set 950 --memory 512 --tags phoenix --delete cores,features,startup --description <b>'],
  ],
  [
    'no limit is a deletion while the guest runs: Proxmox refuses 0 then',
    { cpulimit: 2 },
    { cpulimit: 0 },
    RUNNING,
    ['pct set 950 --delete cpulimit --description <b>'],
  ],
  [
    'cards, mounts and devices of a running guest have a call each, removals first, and scalars come last',
    { net0: NET, net2: { bridge: 'vmbr0' }, memory: 512 },
    {
      net0: { ...NET, ip: '10.0.0.6/24' },
      net1: { bridge: 'vmbr1', ip: 'dhcp' },
      mounts: { '/data/x': { storage: 'local-lvm', size: '50G' }, '/data': 'bind:models' },
      devices: { '/dev/null': { mode: '0666' } },
      memory: 600,
    },
    RUNNING,
    [
      'pct set 950 --delete net2',
      'pct set 950 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.6/24,type=veth',
      'pct set 950 --net1 name=eth1,bridge=vmbr1,hwaddr=02:5C:2D:7B:A4:62,ip=dhcp',
      'pct set 950 --mp0 /mnt/models,mp=/data',
      'pct set 950 --mp1 local-lvm:50,mp=/data/x',
      'pct set 950 --dev0 /dev/null,mode=0666',
      'pct set 950 --memory 600 --description <b>',
    ],
  ],
  [
    'a stopped guest gets all of it in one call',
    { net0: NET, net2: { bridge: 'vmbr0' }, memory: 512 },
    {
      net0: { ...NET, ip: '10.0.0.6/24' },
      mounts: { '/data': { storage: 'local-lvm', size: '50G' } },
      devices: { '/dev/null': {} },
      memory: 600,
    },
    STOPPED,
    [
      'pct set 950 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.6/24,type=veth' +
        ' --mp0 local-lvm:50,mp=/data --dev0 /dev/null --memory 600 --delete net2 --description <b>',
    ],
  ],
  [
    'disks grow by their own command, to an absolute size',
    { rootfs: { storage: 'local-zfs', size: '4G' }, mounts: { '/data': { storage: 'local-lvm', size: 8 } } },
    {
      rootfs: { storage: 'local-zfs', size: '192G' },
      mounts: { '/data': { storage: 'local-lvm', size: '8704M' } },
    },
    RUNNING,
    ['pct resize 950 rootfs 192G', 'pct resize 950 mp0 8704M', 'pct set 950 --description <b>'],
  ],
  [
    'other flags of a volume carry the volume that is there, and its size after growing',
    { rootfs: { storage: 'local-zfs', size: '4G' }, mounts: { '/data': { storage: 'local-lvm', size: 8 } } },
    {
      rootfs: { storage: 'local-zfs', size: '5G', acl: true },
      mounts: { '/data': { storage: 'local-lvm', size: 8, ro: true } },
    },
    STOPPED,
    [
      'pct resize 950 rootfs 5G',
      'pct set 950 --rootfs local-zfs:subvol-950-disk-0,acl=1,size=5G' +
        ' --mp0 local-lvm:subvol-950-disk-1,mp=/data,ro=1,size=8G --description <b>',
    ],
  ],
  [
    'a removed mount is detached, a removed device waits for the restart',
    { mounts: { '/data': { storage: 'local-lvm', size: 8 } }, devices: { '/dev/null': {} } },
    {},
    RUNNING,
    [
      'pct set 950 --description <a>',
      'pct set 950 --delete mp0',
      'pct set 950 --delete dev0',
      'pct set 950 --description <a owes /state>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ],
  ],
  [
    'of the system disk a flag goes, never the volume',
    { rootfs: { storage: 'local-zfs', size: '4G', acl: true } },
    { rootfs: { storage: 'local-zfs', size: '4G' } },
    STOPPED,
    ['pct set 950 --rootfs local-zfs:subvol-950-disk-0,size=4G --description <b>'],
  ],
  [
    'a hookscript that goes is no volume that is kept',
    { hookscript: 'local:snippets/hook.sh' },
    {},
    RUNNING,
    ['pct set 950 --delete hookscript --description <b>'],
  ],
  [
    'what waits for a restart is written first; the marker remembers what Proxmox does not show',
    {},
    {
      nesting: true,
      hostname: 'web',
      raw: { 'lxc.apparmor.profile': 'unconfined' },
      env: { A: '1', B: '2' },
    },
    RUNNING,
    [
      'pct set 950 --hostname web --features nesting=1' +
        ' --description <a owes /state /hostname /env/A /env/B /raw/lxc.apparmor.profile>',
      'raw 950 [lxc.environment.runtime: A=1] [lxc.environment.runtime: B=2] [lxc.apparmor.profile: unconfined]',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ],
  ],
  [
    'what a card takes late is a debt before the card is changed',
    { protection: true, net0: NET },
    { protection: true, net0: { ...NET, mtu: 1400 }, mounts: { '/m': 'bind:models' } },
    RUNNING,
    [
      'pct set 950 --description <a owes /state /net0/mtu>',
      'pct set 950 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.5/24,mtu=1400,type=veth',
      'pct set 950 --protection 0 --description <a owes /protection /state /net0/mtu>',
      'pct set 950 --mp0 /mnt/models,mp=/m',
      'pct set 950 --protection 1 --description <a owes /state /net0/mtu>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ],
  ],
  [
    'raw lines of a stopped guest come before the only set',
    { raw: { 'lxc.cap.drop': ['a', 'b'], 'lxc.prlimit.nofile': '1' } },
    { raw: { 'lxc.cap.drop': ['c'] }, cores: 2 },
    STOPPED,
    ['raw 950 [lxc.cap.drop: c]', 'pct set 950 --cores 2 --description <b>'],
  ],
  [
    'a protected guest that runs: off, change, on',
    { protection: true },
    { protection: true, mounts: { '/data': { storage: 'local-lvm', size: 8 } }, memory: 700 },
    RUNNING,
    [
      'pct set 950 --protection 0 --description <a owes /protection>',
      'pct set 950 --mp0 local-lvm:8,mp=/data',
      'pct set 950 --memory 700 --protection 1 --description <b>',
    ],
  ],
  [
    'a protected guest that is stopped: off, change, on',
    { protection: true },
    { protection: true, mounts: { '/data': { storage: 'local-lvm', size: 8 } }, memory: 700 },
    STOPPED,
    [
      'pct set 950 --protection 0 --description <a owes /protection>',
      'pct set 950 --mp0 local-lvm:8,mp=/data --memory 700',
      'pct set 950 --protection 1 --description <b>',
    ],
  ],
  [
    'protection that goes anyway goes first',
    { protection: true },
    { mounts: { '/data': 'bind:models' } },
    STOPPED,
    ['pct set 950 --delete protection', 'pct set 950 --mp0 /mnt/models,mp=/data --description <b>'],
  ],
  [
    'a disk of a protected guest grows without ado',
    { protection: true, rootfs: { storage: 'local-zfs', size: '4G' } },
    { protection: true, rootfs: { storage: 'local-zfs', size: '5G' } },
    RUNNING,
    ['pct resize 950 rootfs 5G', 'pct set 950 --description <b>'],
  ],
  [
    'a parent of a live mount needs the guest down, and the lower index',
    { mounts: { '/data/x': { storage: 'local-lvm', size: 8 } } },
    { mounts: { '/data/x': { storage: 'local-lvm', size: 8, ro: true }, '/data': 'bind:models' } },
    RUNNING,
    [
      'pct set 950 --description <a owes /state>',
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct set 950 --mp2 local-lvm:subvol-950-disk-1,mp=/data/x,ro=1,size=8G --mp1 /mnt/models,mp=/data --delete mp0',
      'pct start 950',
      'pct set 950 --description <b>',
    ],
  ],
  [
    'pools are no option of a guest',
    {},
    { pool: 'lab', cores: 2 },
    STOPPED,
    ['pvesh set /pools --poolid lab --vms 950', 'pct set 950 --cores 2 --description <b>'],
  ],
  [
    'snapshots are deleted before and taken after everything else',
    { snapshots: { old: {} } },
    { snapshots: { fresh: { description: 'x' } }, cores: 2 },
    STOPPED,
    [
      'pct delsnapshot 950 old',
      'pct set 950 --cores 2',
      'pct snapshot 950 fresh --description "x"',
      'pct set 950 --description <b>',
    ],
  ],
  [
    'a guest that shall stop is stopped first, and then changed in one call',
    {},
    { state: 'stopped', nesting: true, net0: NET },
    RUNNING,
    [
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct set 950 --net0 name=eth0,bridge=vmbr0,gw=10.0.0.1,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24' +
        ' --features nesting=1 --description <b>',
    ],
  ],
  [
    'a guest that becomes a template is shut down for good',
    {},
    { template: true },
    RUNNING,
    ['pct shutdown 950 --timeout 60 --forceStop 1', 'pct template 950', 'pct set 950 --description <b>'],
  ],
];

describe('steps of an update', (test) => {
  for (const [name, base, want, running, expected] of CASES) {
    test(name, () => {
      assert.equal(lines(make(situation(base, want, running)).steps), expected);
    });
  }

  test('a stopped guest that shall run is changed, then started', () => {
    const made = make({ base: guest(), want: guest({ cores: 2 }), running: false });
    assert.equal(lines(made.steps), [
      'pct set 950 --cores 2',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
  });

  test('what is as it shall be is not done again; only the marker follows', () => {
    const running = make({ base: guest({ state: 'stopped' }), want: guest(), running: true });
    assert.equal(lines(running.steps), ['pct set 950 --description <b>']);
    const stopped = make({ base: guest(), want: guest({ state: 'stopped' }) });
    assert.equal(lines(stopped.steps), ['pct set 950 --description <b>']);
    assert.is(make({ base: guest(), want: guest(), running: true }).diff.action, 'no-op');
  });

  test('only covered changes are made, and what git never named survives', () => {
    const base = guest({ net0: NET, nesting: true });
    const conf = editedConf(confOf(base.spec, markOf(base.spec, { commit: OLD })), {
      net0: `${LIVE_NET},mtu=1400,rate=5`,
      features: 'nesting=1,keyctl=1',
      unused0: 'local-zfs:x',
    });
    const want = guest({ net0: { ...NET, bridge: 'vmbr1', firewall: true }, fuse: true, nesting: true });
    const covered = ({ path }: { path: string }) => path !== '/net0/firewall';
    assert.equal(lines(make({ base, want, conf, running: true, covered }).steps), [
      'pct set 950 --net0 name=eth0,bridge=vmbr1,gw=10.0.0.1,hwaddr=BC:24:11:00:00:01,ip=10.0.0.5/24,mtu=1400,rate=5,type=veth',
      'pct set 950 --features fuse=1,keyctl=1,nesting=1 --description <a owes /state>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ]);
  });

  test('a pending value that is wanted is not sent again: only the restart is missing', () => {
    const base = guest();
    const conf = confOf(base.spec, markOf(base.spec, { commit: OLD }), {
      pending: { description: null, options: new Map([['features', 'nesting=1']]), raw: [], delete: [] },
    });
    assert.equal(lines(make({ base, want: guest({ nesting: true }), conf, running: true }).steps), [
      'pct set 950 --description <a owes /state>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ]);
  });

  test('nobody restarts it: written, and owed', () => {
    const made = make({
      base: guest(),
      want: guest({ hostname: 'web', nesting: true }),
      running: true,
      waits: true,
    });
    assert.equal(lines(made.steps), [
      'pct set 950 --hostname web --features nesting=1 --description <b owes /hostname /nesting>',
    ]);
  });

  test('a restart that somebody made is owed no more', () => {
    const want = guest({ nesting: true });
    const made = make({ base: want, want, running: true, mark: { owed: ['/nesting'] } });
    assert.equal(lines(made.steps), ['pct set 950 --description <b>']);
  });

  const awaited = (value: string, now?: string) => {
    const conf = confOf(guest().spec, markOf(guest().spec, { commit: OLD }));
    return {
      ...(now === undefined ? conf : editedConf(conf, { features: now })),
      pending: { description: null, options: new Map([['features', value]]), raw: [], delete: [] },
    };
  };

  test('what only waits is not deleted but taken back; before a deletion it is taken back, too', () => {
    const base = guest({ nesting: true });
    const only = make({ base, want: guest(), conf: awaited('nesting=1'), running: true });
    assert.equal(lines(only.steps), ['pct set 950 --revert features --description <b>']);
    const conf = awaited('nesting=1,keyctl=1', 'nesting=1');
    const both = make({
      base: guest({ nesting: true, keyctl: true }),
      want: guest(),
      conf,
      running: true,
      waits: true,
    });
    assert.equal(lines(both.steps), [
      'pct set 950 --revert features',
      'pct set 950 --delete features --description <b owes /nesting>',
    ]);
  });

  test('a debt of an earlier apply is paid by a restart', () => {
    const want = guest({ hostname: 'web' });
    const made = make({ base: want, want, running: true, mark: { owed: ['/hostname'] } });
    assert.equal(lines(made.steps), [
      'pct set 950 --description <a owes /hostname /state>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ]);
  });

  test('a guest that an earlier apply left down is started again; its protection is put on again', () => {
    const want = guest();
    const made = make({ base: want, want, mark: { owed: ['/protection', '/state'] } });
    assert.equal(lines(made.steps), [
      'pct set 950 --protection 1',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
  });

  test('a lost marker is written again where the tag still says whose it is', () => {
    const base = guest();
    const notes = { ...confOf(base.spec), description: 'by hand\n' };
    assert.equal(lines(make({ base, want: base, conf: notes, running: true }).steps), [
      'pct set 950 --description "by hand" <b>',
    ]);
    const nameless = editedConf(notes, { tags: null });
    assert.equal(lines(make({ base, want: base, conf: nameless, running: true }).steps), []);
  });

  test('a rename writes the marker, and the host name where that changes', () => {
    const base = guest({}, { name: 'subject' });
    const made = make({ base, want: guest({}, { name: 'other' }), running: true });
    assert.is(made.diff.action, 'rename');
    assert.equal(lines(made.steps), [
      'pct set 950 --hostname other --description <a owes /state /hostname>',
      'pct reboot 950 --timeout 60',
      'pct set 950 --description <b>',
    ]);
  });

  const stray = editedConf({ ...confOf(guest().spec), description: 'hello\n' }, { tags: 'mine' });

  test('adoption of a guest that is as its file says writes marker and tag and nothing else', () => {
    const made = make({ want: guest({ adopt: true }), conf: stray, running: true });
    assert.is(made.diff.action, 'adopt');
    assert.equal(lines(made.steps), ['pct set 950 --tags mine;phoenix --description "hello" <b>']);
  });

  test('adoption writes what differs in the same call; what waits for a restart is owed by nobody', () => {
    const want = guest({ adopt: true, hostname: 'web', memory: 2048, nesting: true });
    const made = make({ want, conf: stray, running: true, waits: true });
    assert.equal(lines(made.steps), [
      'pct set 950 --hostname web --memory 2048 --features nesting=1 --tags mine;phoenix --description "hello" <b>',
    ]);
  });
});

type Undo = readonly [
  name: string,
  base: Input,
  want: Input,
  running: boolean,
  id: string,
  expected: string | null,
];

const UNDOS: readonly Undo[] = [
  ['a new card: the pending key goes', {}, { net0: NET }, RUNNING, 'set:net0', 'pct set 950 --revert net0'],
  [
    'a changed card: the old one is written back, since it may be unplugged',
    { net0: NET },
    { net0: { ...NET, bridge: 'vmbr1' } },
    RUNNING,
    'set:net0',
    `pct set 950 --net0 ${LIVE_NET}`,
  ],
  [
    'the last call takes its marker back too',
    {},
    { nesting: true, cores: 2 },
    RUNNING,
    'set:options',
    'pct set 950 --revert cores,features --description <a>',
  ],
  [
    'a stopped guest has written what poisons it: that goes, a new volume stays',
    { net0: NET },
    {
      net0: { ...NET, bridge: 'vmbr1' },
      net1: { bridge: 'vmbr1' },
      mounts: { '/data': { storage: 'local-lvm', size: 8 }, '/m': 'bind:models' },
      cores: 2,
    },
    STOPPED,
    'set:options',
    `pct set 950 --net0 ${LIVE_NET} --delete net1,mp1 --description <a>`,
  ],
  [
    'a failure while protection is off puts it on again',
    { protection: true },
    { protection: true, mounts: { '/data': { storage: 'local-lvm', size: 8 } } },
    RUNNING,
    'set:mount:/data',
    'pct set 950 --revert mp0 --protection 1',
  ],
  [
    'nothing can be taken back of a start',
    { state: 'stopped' },
    { state: 'running' },
    STOPPED,
    'start',
    null,
  ],
];

describe('taking back a failed step', (test) => {
  for (const [name, base, want, running, id, expected] of UNDOS) {
    test(name, () => {
      const { steps } = make(situation(base, want, running));
      const step = steps.find((one) => one.id === `lxc/subject:${id}`);
      assert.ok(step, `no step ${id} among ${steps.map((one) => one.id).join(', ')}`);
      assert.is(step.undo ? lineOf(step.undo) : null, expected);
    });
  }

  test('a marker that is taken back still tells of volumes that were taken off by then', () => {
    const mounts = { '/data': { storage: 'local-lvm', size: 8 } };
    const { steps } = make(situation({ mounts }, {}, RUNNING));
    const undo = steps.at(-1)?.undo;
    const text = undo?.verb === 'run' ? undo.argv.at(-1) : null;
    const mark = parseMarker(typeof text === 'string' ? text : null);
    assert.equal(mark?.detached, { 'mount:/data': 'local-lvm:subvol-950-disk-1 8G' });
    assert.is(mark?.commit, OLD);
  });

  test('a pending value that somebody else had set is written back', () => {
    const base = guest();
    const conf = confOf(base.spec, markOf(base.spec, { commit: OLD }), {
      pending: { description: null, options: new Map([['features', 'fuse=1']]), raw: [], delete: [] },
    });
    const { steps } = make({ base, want: guest({ nesting: true }), conf, running: true });
    const undo = steps[0]?.undo;
    assert.is(undo ? lineOf(undo) : null, 'pct set 950 --features fuse=1 --description <a>');
  });
});

describe('how steps hang together', (test) => {
  test('after a pause the guest is started again whatever failed, and only then without the marker', () => {
    const { steps } = make(
      situation(
        { mounts: { '/data/x': 'bind:models' } },
        { mounts: { '/data/x': 'bind:models', '/data': 'bind:media' } },
        RUNNING,
      ),
    );
    const brief = steps.map(({ id, after, anyway }) => [
      id.replace('lxc/subject:', ''),
      after.map((one) => one.replace('lxc/subject:', '')),
      anyway ?? false,
    ]);
    assert.equal(brief, [
      ['set:announce', [], false],
      ['shutdown', ['set:announce'], false],
      ['set:options', ['shutdown'], false],
      ['start', ['shutdown', 'set:options'], true],
      ['set:marker', ['set:options', 'start'], false],
    ]);
    const locks = steps.map((step) => step.locks.map(({ name }) => name).includes('restarts'));
    assert.equal(locks, [false, true, false, true, false]);
  });

  test('restarts are limited by policy', () => {
    const settings = settingsWith({ policies: { restarts: { maxParallel: 3 } } });
    const { steps } = make({ base: guest(), want: guest({ nesting: true }), running: true, settings });
    const restart = steps.find(({ id }) => id.endsWith(':restart'));
    assert.equal(restart?.locks, [
      { name: 'guest:950', mode: 'exclusive' },
      { name: 'restarts', mode: 'shared', limit: 3 },
    ]);
    assert.equal(
      restart?.verify.map(({ check }) => check),
      [{ is: 'running' }, { is: 'settled', options: ['features'] }],
    );
  });

  test('every set carries the digest, and every step of a guest that is there is guarded by it', () => {
    const { steps } = make(situation({}, { memory: 600, net0: NET, pool: 'lab', nesting: true }, RUNNING));
    for (const step of steps) {
      const words = step.do.verb === 'run' ? step.do.argv : [];
      const digest = { ref: 'digest', scope: 'guest:950' };
      if (words[1] === 'set' && words[0] === 'pct')
        assert.equal(words.slice(-2), ['--digest', digest], step.id);
      assert.is(step.guard[0]?.check.is, 'digest', step.id);
    }
  });

  test('a volume is only made where the option is not taken', () => {
    const { steps } = make(
      situation({}, { mounts: { '/data': { storage: 'local-lvm', size: 8 } } }, RUNNING),
    );
    assert.equal(steps[0]?.guard.at(-1)?.check, { is: 'unset', options: ['mp0'] });
  });
});
