import * as assert from 'uvu/assert';
import type { Resource } from '../../../../src/config/model.ts';
import type { LxcInput } from '../../../../src/kinds/lxc/schema.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import type { GuestFile, Intent } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';
import {
  confOf,
  editedConf,
  ESTATE,
  fileOf,
  guest,
  markOf,
  resource,
} from '../../../support/lxc-resource.ts';
import { lines, make, NEW, NOW, type Situation } from '../../../support/steps-of.ts';
import { SUBJECT, WORLD_FILES } from '../../../support/spec-world.ts';

const base = (input: Partial<LxcInput> = {}) =>
  resource({ ...WORLD_FILES['lxc/base.json'], ...input }, { name: 'base' });

/** The source as it stands on the node, with options that nobody wants in a clone. */
function source(
  edits: Readonly<Record<string, string | null>> = {},
  of: Resource<LxcSpec> = base(),
): GuestFile {
  const mark = markOf(of.spec, { address: 'lxc/base' });
  return fileOf(editedConf(confOf(of.spec, mark), edits), 900);
}

const clone = (input: Partial<LxcInput> = {}) => {
  return resource({ vmid: SUBJECT.vmid, clone: 'lxc/base', ...input });
};

const NET = { bridge: 'vmbr0', ip: '10.0.0.5/24' } as const;

const situation = (want: Resource<LxcSpec>, more: Partial<Situation> = {}): Situation => ({
  want,
  others: [source()],
  ...more,
});

describe('steps of a clone', (test) => {
  test('the marker stands in the first conf file, and the address before the first start', () => {
    const { steps } = make(situation(clone({ net0: NET, memory: '2G', tags: ['web'], nesting: true })));
    assert.equal(lines(steps), [
      'pct clone 900 950 --hostname subject --description <b owes everything>',
      'pct set 950 --net0 name=eth0,bridge=vmbr0,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24 --memory 2048 --tags phoenix;web',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
  });

  test('how it is copied: full, from a snapshot, to another storage, into a pool', () => {
    const { steps } = make(
      situation(
        clone({
          clone: { from: 'lxc/peer', full: true, snapshot: 'golden', storage: 'local-lvm' },
          pool: 'lab',
          state: 'stopped',
          nesting: true,
        }),
      ),
    );
    assert.is(
      lines(steps)[0],
      'pct clone 901 950 --hostname subject --full 1 --snapname golden --storage local-lvm --pool lab' +
        ' --description <b owes everything>',
    );
    const linked = make(situation(clone({ clone: { from: 'lxc/base', full: false } })));
    assert.match(lines(linked.steps)[0] ?? '', /--full 0 --description/);
  });

  test('what the source has and git does not name is not taken over', () => {
    const others = [
      source({
        onboot: '1',
        startup: 'order=1',
        protection: '1',
        hookscript: 'local:snippets/hook.sh',
        tags: 'golden;phoenix',
        net0: 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:09,ip=10.0.0.9/24,type=veth',
        net1: 'name=eth1,bridge=vmbr1,hwaddr=BC:24:11:00:00:0A,ip=10.1.0.9/24,type=veth',
        dev0: '/dev/null,mode=0666',
        cores: '4',
        features: 'nesting=1,keyctl=1',
        memory: '4096',
        swap: '1024',
      }),
    ];
    const { steps } = make(situation(clone({ net0: NET, nesting: true, state: 'stopped' }), { others }));
    assert.equal(lines(steps).slice(1), [
      'pct set 950 --net0 name=eth0,bridge=vmbr0,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24,type=veth' +
        ' --features nesting=1 --tags phoenix --delete cores,dev0,hookscript,net1,onboot,protection,startup' +
        ' --description <b>',
    ]);
    const own = steps.at(-1)?.verify.find(({ check }) => check.is === 'own');
    assert.ok(own, 'it is read back that nothing else was taken over');
  });

  test('disks grow, flags go onto the volume that the clone has made', () => {
    const { steps } = make(
      situation(clone({ rootfs: { size: '10G', acl: true }, nesting: true, state: 'stopped' })),
    );
    assert.equal(lines(steps).slice(1), [
      'pct resize 950 rootfs 10G',
      'pct set 950 --rootfs <rootfs+{"acl":"1"}> --description <b>',
    ]);
  });

  test('a mount that the source has is kept, not made again; raw lines are those of git', () => {
    const others = [source({ mp3: 'local-lvm:base-900-disk-1,mp=/data,size=8G' })];
    const want = clone({
      mounts: { '/data': { storage: 'local-lvm', size: 9 }, '/new': { storage: 'local-lvm', size: 1 } },
      raw: { 'lxc.cap.drop': 'sys_time' },
      nesting: true,
      state: 'stopped',
    });
    assert.equal(lines(make(situation(want, { others })).steps).slice(1), [
      'pct resize 950 mp3 9G',
      'raw 950 [lxc.cap.drop: sys_time]',
      'pct set 950 --mp0 local-lvm:1,mp=/new --description <b>',
    ]);
  });

  test('a protected source makes a protected clone: off before its disks change', () => {
    const others = [source({ protection: '1' })];
    const want = clone({
      protection: true,
      mounts: { '/new': { storage: 'local-lvm', size: 1 } },
      nesting: true,
      state: 'stopped',
    });
    assert.equal(lines(make(situation(want, { others })).steps).slice(1), [
      'pct set 950 --protection 0 --description <b owes everything /protection>',
      'pct set 950 --mp0 local-lvm:1,mp=/new',
      'pct set 950 --protection 1 --description <b>',
    ]);
  });

  test('a source that this apply makes is known from its file', () => {
    const file = base({
      cores: 2,
      net0: { bridge: 'vmbr0', ip: '10.0.0.9/24' },
      net1: { bridge: 'vmbr1' },
      mounts: { '/data': { storage: 'local-lvm', size: 8 } },
    });
    const want = clone({
      net0: NET,
      mounts: { '/data': { storage: 'local-lvm', size: 9 } },
      state: 'stopped',
    });
    const wanted = (address: string) => (address === 'lxc/base' ? file : null);
    const { steps } = make({ want, wanted });
    assert.equal(lines(steps).slice(1), [
      'pct resize 950 mp0 9G',
      'pct set 950 --net0 name=eth0,bridge=vmbr0,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24 --delete cores,features,net1' +
        ' --description <b>',
    ]);
  });

  test('the source is locked for the whole time, and must stand still unless a snapshot or a template is copied', () => {
    const peer = fileOf(
      confOf(guest({ vmid: 901 }).spec, markOf(guest({ vmid: 901 }).spec, { address: 'lxc/peer' })),
      901,
    );
    const want = clone({ clone: { from: 901, full: true } });
    const [step] = make({ want, others: [peer] }).steps;
    assert.equal(step?.locks.slice(0, 2), [
      { name: 'guest:950', mode: 'exclusive' },
      { name: 'guest:901', mode: 'exclusive' },
    ]);
    const guards = (one: Situation) =>
      make(one).steps[0]?.guard.map(({ scope, check }) => `${scope} ${check.is}`);
    assert.equal(guards({ want, others: [peer] }), [
      'guest:950 absent',
      'guest:901 unlocked',
      'guest:901 stopped',
    ]);
    const template = source({ template: '1' });
    assert.equal(guards({ want: clone(), others: [template] }), ['guest:950 absent', 'guest:900 unlocked']);
  });

  test('a source on another node: the clone is made there and handed over', () => {
    const of = base();
    const elsewhere: GuestFile = { ...source({}, of), node: 'pve2' };
    const { steps } = make({ want: clone(), others: [elsewhere], cluster: { nodes: ['pve1', 'pve2'] } });
    assert.match(lines(steps)[0] ?? '', /^pct clone 900 950 --hostname subject --target pve1 /);
    assert.equal(
      steps.map(({ node }) => node),
      ['pve2', 'pve1', 'pve1', 'pve1'],
    );
  });

  test('a clone that was cut off is finished from what git says', () => {
    const want = clone({ net0: NET, nesting: true });
    const mark = markOf(want.spec, { commit: NEW, owed: [''] });
    const conf = editedConf(confOf(clone().spec, mark), {
      onboot: '1',
      net0: 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:77,ip=10.0.0.9/24,type=veth',
    });
    const { steps } = make({ want, base: want, conf, others: [source()] });
    assert.equal(lines(steps), [
      'pct set 950 --net0 name=eth0,bridge=vmbr0,hwaddr=02:F1:60:3C:43:79,ip=10.0.0.5/24,type=veth' +
        ' --features nesting=1 --delete onboot',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
  });
});

const killed = (argv: string): Intent => ({
  estate: ESTATE,
  stepId: 'lxc/subject:clone',
  address: 'lxc/subject',
  vmid: 950,
  at: NOW,
  argv: argv.split(' '),
});

describe('a lock that a killed clone left on its source', (test) => {
  const locked = [source({ lock: 'disk' })];
  const first = (intents: readonly Intent[], tasks: readonly string[] = []) =>
    lines(make({ want: clone(), others: locked, cluster: { facts: { intents, tasks } } }).steps)[0];
  const UPID = 'UPID:pve1:0000ABCD:00FF:6B023E7F:vzclone:900:root@pam:';

  test('is cleared when the journal knows the clone and no task works on the source', () => {
    assert.is(first([killed('pct clone 900 950 --hostname x')]), 'pct unlock 900');
  });

  for (const [name, intents, tasks] of [
    ['nobody knows whose it is', [], []],
    ['the clone was another one', [killed('pct clone 900 951')], []],
    ['it is of another estate', [{ ...killed('pct clone 900 950'), estate: 'other' }], []],
    ['a task works on the source', [killed('pct clone 900 950')], [UPID]],
  ] as const) {
    test(`stays where ${name}`, () => {
      assert.match(first(intents, tasks) ?? '', /^pct clone 900 950 /);
    });
  }
});
