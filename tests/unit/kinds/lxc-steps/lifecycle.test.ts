import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../../src/errors.ts';
import type { Intent } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';
import { confOf, editedConf, ESTATE, guest, markOf, settingsWith } from '../../../support/lxc-resource.ts';
import { lines, make, NOW, OLD } from '../../../support/steps-of.ts';

const BACKUPS = settingsWith({ policies: { backup: { storage: 'local', mode: 'stop', maxAge: '24h' } } });

describe('steps of a retirement', (test) => {
  const base = guest({ tags: ['web'], onboot: true });

  test('shut down, then one call that says all of it', () => {
    const { steps } = make({ want: null, base, running: true });
    assert.equal(lines(steps), [
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct set 950 --onboot 0 --protection 1 --tags phoenix;phoenix-retired;web --description <b retired>',
    ]);
    const words = steps[1]?.do.verb === 'run' ? steps[1].do.argv : [];
    const text = words[words.indexOf('--description') + 1];
    assert.ok(typeof text === 'string');
    assert.match(text, /"retired":"2026-11-22T10:00:00.000Z"/);
    assert.match(text, /"was":\{"\/onboot":"1","\/protection":null\}/);
    assert.equal(
      steps.map(({ effect }) => effect),
      ['retire', 'config'],
    );
  });

  test('a backup first, unless a fresh one is there', () => {
    const first = (backups?: ReadonlyMap<number, string>) =>
      lines(
        make({ want: null, base, running: true, settings: BACKUPS, ...(backups ? { backups } : {}) }).steps,
      )[0];
    const backup = 'vzdump 950 --storage local --mode stop';
    const shutdown = 'pct shutdown 950 --timeout 60 --forceStop 1';
    assert.is(first(), backup);
    assert.is(first(new Map()), backup);
    assert.is(first(new Map([[950, '2026-11-21T09:59:59.000Z']])), backup);
    assert.is(first(new Map([[950, '2026-11-21T10:00:01.000Z']])), shutdown);
  });

  test('what tells of a backup is its exit: nothing is read back', () => {
    const [step] = make({ want: null, base, settings: BACKUPS }).steps;
    assert.equal(step?.verify, []);
  });

  test('a retirement that was cut off after the shutdown goes on', () => {
    const { steps } = make({ want: null, base, running: false });
    assert.equal(lines(steps).length, 1);
  });

  test('a revert brings back what the retirement overwrote, and starts it', () => {
    const want = guest({ tags: ['web'], onboot: true });
    const mark = { retired: NOW, was: { '/onboot': '1', '/protection': null } };
    const conf = editedConf(confOf(want.spec, markOf(want.spec, { commit: OLD, ...mark })), {
      onboot: '0',
      protection: '1',
    });
    const made = make({ want, base: want, conf });
    assert.equal(lines(made.steps), [
      'pct set 950 --onboot 1 --tags phoenix;web --delete protection',
      'pct start 950',
      'pct set 950 --description <b>',
    ]);
  });

  test('options that git never named come back from the marker', () => {
    const want = guest({ state: 'stopped' });
    const mark = { retired: NOW, was: { '/onboot': '1', '/protection': '1' } };
    const conf = editedConf(confOf(want.spec, markOf(want.spec, { commit: OLD, ...mark })), {
      onboot: '0',
      protection: '1',
    });
    assert.equal(lines(make({ want, base: want, conf }).steps), [
      'pct set 950 --onboot 1 --tags phoenix --description <b>',
    ]);
  });
});

describe('steps of a purge', (test) => {
  const base = guest({ mounts: { '/data': { storage: 'local-lvm', size: '50G' }, '/m': 'bind:models' } });
  const retired = (at: string) => {
    const conf = confOf(base.spec, markOf(base.spec, { commit: OLD, retired: at }));
    return editedConf(conf, { protection: '1', unused0: 'local-zfs:subvol-950-disk-9' });
  };

  test('protection off, then a destroy that names every volume', () => {
    const { steps } = make({ want: null, base, conf: retired('2026-11-01T00:00:00Z'), action: 'destroy' });
    assert.equal(lines(steps), ['pct set 950 --protection 0', 'pct destroy 950 --purge 1']);
    const destroy = steps[1];
    assert.is(
      destroy?.title,
      'destroy 950 with /data 50G on local-lvm, rootfs 4G on local-zfs, unused0 local-zfs:subvol-950-disk-9',
    );
    assert.is(destroy?.effect, 'destroy');
  });

  test('it is checked again that it is retired for long enough, and owns just those volumes', () => {
    const { steps } = make({ want: null, base, conf: retired('2026-11-01T00:00:00Z'), action: 'destroy' });
    assert.equal(
      steps[1]?.guard.map(({ check }) => check),
      [
        { is: 'digest' },
        { is: 'unlocked' },
        { is: 'stopped' },
        {
          is: 'volumes',
          volumes: [
            'local-lvm:subvol-950-disk-1',
            'local-zfs:subvol-950-disk-0',
            'local-zfs:subvol-950-disk-9',
          ],
        },
        { is: 'retired', until: '2026-11-15T10:00:00.000Z' },
      ],
    );
    assert.equal(
      steps[1]?.verify.map(({ check }) => check),
      [{ is: 'absent' }],
    );
  });

  test('without a retirement it is backed up and shut down first', () => {
    const { steps } = make({ want: null, base, running: true, action: 'destroy', settings: BACKUPS });
    assert.equal(lines(steps), [
      'vzdump 950 --storage local --mode stop',
      'pct shutdown 950 --timeout 60 --forceStop 1',
      'pct destroy 950 --purge 1',
    ]);
    assert.not.ok(steps[2]?.guard.some(({ check }) => check.is === 'retired'));
  });
});

describe('steps of a replacement', (test) => {
  test('the old one goes, the new one takes its id; both are guarded', () => {
    const base = guest();
    const want = guest({ protection: true, generation: 2, unprivileged: false });
    const { steps, diff } = make({ want, base, running: true, settings: BACKUPS });
    assert.is(diff.action, 'replace');
    assert.equal(
      lines(steps).map((line) => line.replace(/ local:vztmpl.*/, '')),
      [
        'vzdump 950 --storage local --mode stop',
        'pct shutdown 950 --timeout 60 --forceStop 1',
        // Its backup jobs are those of the new one.
        'pct destroy 950 --purge 0',
        'pct create 950',
        'pct start 950',
        'pct set 950 --description <b>',
      ],
    );
    assert.is(steps[2]?.effect, 'replace');
    assert.is(steps[3]?.guard[0]?.check.is, 'absent');
    assert.is(steps[5]?.undo, undefined, 'the marker of the old guest is never written back');
  });

  test('after a kill between destroy and create only the create is left', () => {
    const { steps } = make({ want: guest({ generation: 2 }), base: null });
    assert.match(lines(steps)[0] ?? '', /^pct create 950 /);
  });
});

describe('steps of a migration', (test) => {
  const nodes = ['pve1', 'pve2'];
  const settings = settingsWith({
    nodes: { pve1: {}, pve2: {} },
    binds: { models: { path: '/mnt/models' } },
  });
  const on = (node: string, input = {}) => guest({ node, ...input }, { settings });

  test('a running guest is restarted over there, and changed there', () => {
    const { steps, diff } = make({
      base: on('pve1'),
      want: on('pve2', { cores: 2 }),
      running: true,
      settings,
      cluster: { nodes },
    });
    assert.is(diff.action, 'migrate');
    assert.equal(lines(steps), [
      'pct set 950 --description <a owes /state>',
      'pct migrate 950 pve2 --restart 1 --timeout 60',
      'wait running',
      'pct set 950 --cores 2 --description <b>',
    ]);
    assert.equal(
      steps.map(({ node }) => node),
      ['pve1', 'pve1', 'pve2', 'pve2'],
    );
  });

  test('a stopped guest just moves', () => {
    const state = { state: 'stopped' } as const;
    const { steps } = make({
      base: on('pve1', state),
      want: on('pve2', state),
      settings,
      cluster: { nodes },
    });
    assert.equal(lines(steps), ['pct migrate 950 pve2', 'pct set 950 --description <b>']);
  });

  test('a bind of the node does not migrate', () => {
    const mounts = { mounts: { '/m': 'bind:models' } };
    assert.throws(
      () =>
        make({
          base: on('pve1', mounts),
          want: on('pve2', mounts),
          running: true,
          settings,
          cluster: { nodes },
        }),
      (error: unknown) =>
        error instanceof PhoenixError && error.code === 'REFUSED' && /\/m is a bind/.test(error.message),
    );
    const shared = { mounts: { '/m': { bind: 'models', shared: true } } };
    assert.ok(
      make({ base: on('pve1', shared), want: on('pve2', shared), settings, cluster: { nodes } }).steps.length,
    );
  });
});

const intent = (argv: string, more: Partial<Intent> = {}): Intent => ({
  estate: ESTATE,
  stepId: 'lxc/subject:create',
  address: 'lxc/subject',
  vmid: 950,
  at: NOW,
  argv: argv.split(' '),
  ...more,
});

const EMPTY = {
  description: null,
  options: new Map<string, string>(),
  raw: [],
  pending: null,
  snapshots: new Map(),
};

describe('what a killed create left behind', (test) => {
  const want = guest({ state: 'stopped' });
  const made = (conf: ReturnType<typeof confOf>, argv = 'pct create 950 x', running = false) =>
    make({ want, base: want, conf, running, cluster: { facts: { intents: [intent(argv)] } } });
  const commands = (conf: ReturnType<typeof confOf>, argv?: string) =>
    lines(made(conf, argv).steps).map((line) => line.replace(/ local:vztmpl.*/, ''));
  const AGAIN = ['pct create 950', 'pct set 950 --description <b>'];
  const CLEAR = 'pct destroy 950 --destroy-unreferenced-disks 1 --purge 0';

  test('nothing but a lock: unlocked and destroyed with the volumes that stand nowhere', () => {
    const conf = { ...EMPTY, options: new Map([['lock', 'create']]) };
    assert.equal(commands(conf), ['pct unlock 950', CLEAR, ...AGAIN]);
  });

  test('volumes without a guest stay where another cluster may have some', () => {
    const conf = { ...EMPTY, options: new Map([['lock', 'create']]) };
    const nas = { id: 'nas', type: 'nfs', nodes: [], content: ['rootdir'], shared: true, options: {} };
    const facts = { intents: [intent('pct create 950 x')] };
    const { steps } = make({ want, base: want, conf, cluster: { facts, storages: [nas] } });
    assert.is(lines(steps)[1], 'pct destroy 950 --destroy-unreferenced-disks 0 --purge 0');
    assert.match(steps[1]?.title ?? '', 'nas may hold those of others');
  });

  test('a recovery that was killed itself goes on', () => {
    assert.equal(commands(EMPTY), [CLEAR, ...AGAIN]);
  });

  test('a create that was killed late has no lock any more, and may be protected', () => {
    const conf = editedConf(confOf(want.spec, markOf(want.spec, { owed: [''] })), { protection: '1' });
    assert.equal(commands(conf), ['pct unmount 950', 'pct set 950 --protection 0', CLEAR, ...AGAIN]);
  });

  test('a clone carries our marker from the beginning', () => {
    const conf = editedConf(confOf(want.spec, markOf(want.spec, { owed: [''] })), { lock: 'create' });
    assert.equal(commands(conf, 'pct clone 900 950'), ['pct unlock 950', 'pct unmount 950', CLEAR, ...AGAIN]);
  });

  test('a destroy that was killed leaves its own lock and nothing else', () => {
    const conf = { ...EMPTY, options: new Map([['lock', 'destroyed']]) };
    assert.equal(commands(conf, 'pct destroy 950 --purge 1'), ['pct unlock 950', CLEAR, ...AGAIN]);
    assert.equal(commands(EMPTY, 'pct destroy 950 --purge 1'), [CLEAR, ...AGAIN]);
    const { diff } = made(conf, 'pct create 950 x');
    assert.is(diff.action, 'no-op', 'another command does not prove it');
  });

  test('a guest that runs by now is never taken for a left-over', () => {
    const conf = confOf(want.spec, markOf(want.spec, { owed: [''] }));
    assert.not.ok(lines(made(conf, 'pct create 950 x', true).steps).some((line) => line.includes('destroy')));
  });

  test('without our intent, nothing is touched', () => {
    const conf = { ...EMPTY, options: new Map([['lock', 'create']]) };
    const { steps, diff } = make({ want, base: null, conf });
    assert.is(diff.action, 'no-op');
    assert.equal(lines(steps), []);
  });
});
