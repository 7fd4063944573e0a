/** Guests that come, go, come back, are taken over, or are not ours. */
import * as assert from 'uvu/assert';
import type { Diff } from '../../../../src/kinds/change.ts';
import type { Seen } from '../../../../src/kinds/seen.ts';
import { diffLxc } from '../../../../src/kinds/lxc/diff.ts';
import type { GuestLive } from '../../../../src/kinds/guest/live.ts';
import { liveIn } from '../../../../src/kinds/lxc/live.ts';
import type { GuestConf } from '../../../../src/node/conf.ts';
import { describe } from '../../../support/describe.ts';
import { brief, gitDiff, liveDiff, UP } from '../../../support/lxc-diff.ts';
import {
  confOf,
  editedConf,
  fileOf,
  guest,
  markOf,
  resource,
  settingsWith,
  snapshotOf,
  WORLD_SETTINGS,
} from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

describe('diff of what comes and goes', (test) => {
  const { spec } = guest();
  const retiredAt = '2026-11-20T10:00:00.000Z';
  const retired = markOf(spec, { retired: retiredAt, was: { '/onboot': '1', '/protection': null } });
  const retiredConf = editedConf(confOf(spec, retired), { onboot: '0', protection: '1' });

  test('a guest of ours that git no longer has is retired, a retired one is kept', () => {
    const diff = liveDiff(guest(), null, confOf(spec), UP);
    assert.equal(brief(diff), [' vmid:950 -> retired retire']);
    const kept = liveDiff(guest(), null, retiredConf, { mark: retired });
    assert.is(kept.action, 'no-op');
    assert.match(kept.notes.join(), /retired since 20 Nov 10:00 UTC; kept until 27 Nov 10:00 UTC/);
    const due = liveDiff(guest(), null, retiredConf, { mark: retired, at: '2026-11-27T10:00:01.000Z' });
    assert.is(due.action, 'no-op');
    assert.match(due.notes.join(), /phoenix purge/);
  });

  test('a purge destroys a retired guest and names every volume', () => {
    const mounts = { '/data': { storage: 'local-lvm', size: '8G' }, '/m': 'bind:models' };
    const rich = guest({ mounts }).spec;
    const conf = editedConf(confOf(rich, retired), { unused0: 'local-zfs:subvol-950-disk-7' });
    const diff = liveDiff(null, null, conf, { mark: retired, purge: true });
    assert.is(diff.action, 'destroy');
    assert.is(diff.downtime, null);
    assert.equal(brief(diff), [' retired -> null destroy']);
    assert.equal(diff.notes, [
      'retired since 20 Nov 10:00 UTC',
      'no backup is taken: policies.backup is not set',
      'destroyed: /data 8G on local-lvm',
      'destroyed: rootfs 4G on local-zfs',
      'destroyed: unused0 local-zfs:subvol-950-disk-7',
      'never touched: /mnt/models',
    ]);
    assert.is(liveDiff(guest(), null, confOf(spec), { ...UP, purge: true }).action, 'retire');
    assert.is(liveDiff(null, guest(), retiredConf, { mark: retired, purge: true }).action, 'update');
  });

  test('what no backup holds is told', () => {
    const settings = settingsWith({ policies: { backup: { storage: 'local' } } });
    const mounts = {
      '/data': { storage: 'local-lvm', size: '8G' },
      '/safe': { storage: 'local-lvm', size: '8G', backup: true },
      '/m': 'bind:models',
    };
    const told = 'not in a backup: /data ("backup" is off there)';
    assert.ok(gitDiff(guest({ mounts }), null, settings).notes.includes(told));
    assert.ok(
      liveDiff(guest(), null, confOf(guest({ mounts }).spec), { ...UP, settings }).notes.includes(told),
    );
    assert.not.match(gitDiff(guest({ mounts }), null).notes.join(), 'not in a backup');
  });

  test('a guest that is made anew: its backup is told as that of a removal, and none where nothing is done', () => {
    const anew = guest({ generation: 2 });
    const settings = settingsWith({ policies: { backup: { storage: 'local' } } });
    const none = 'no backup is taken: policies.backup is not set';
    const first = 'a backup goes to local first, unless one is fresh (24h)';
    assert.equal(gitDiff(guest(), anew).notes, [none]);
    assert.equal(gitDiff(guest(), anew, settings).notes, [first]);
    assert.equal(liveDiff(guest(), anew, confOf(spec), { ...UP, settings }).notes, [first]);
    const owner = guest({ mounts: { '/data': { storage: 'local-lvm', size: '8G' } } });
    assert.equal(gitDiff(owner, guest({ generation: 2 }), settings).notes, []);
  });

  test('a fresh backup is enough', () => {
    const settings = settingsWith({ policies: { backup: { storage: 'local' } } });
    const snapshot = {
      ...snapshotOf([fileOf(confOf(spec))], UP),
      backups: new Map([[SUBJECT.vmid, '2026-11-22T08:00:00.000Z']]),
    };
    const live = liveIn(snapshot, SUBJECT.vmid);
    assert.ok(live);
    const seen: Seen<GuestLive> = { is: 'ours', live, mark: markOf(spec) };
    const diff = diffLxc({ want: null, base: guest(), seen, settings, snapshot });
    assert.match(diff.notes.join(), /its backup of 22 Nov 08:00 UTC is fresh, so none is taken/);
    const old = { ...snapshot, backups: new Map([[SUBJECT.vmid, '2026-11-01T08:00:00.000Z']]) };
    assert.match(
      diffLxc({ want: null, base: guest(), seen, settings, snapshot: old }).notes.join(),
      /backup goes to local first/,
    );
  });

  test('a revert brings a retired guest back', () => {
    const diff = liveDiff(null, guest(), retiredConf, { mark: retired });
    assert.is(diff.action, 'update');
    assert.equal(brief(diff), [' retired -> wanted config', '/state stopped -> running live']);
    assert.ok(
      gitDiff(null, guest()).changes.some((change) => change.path === '' && change.after === 'vmid:950'),
    );
  });

  const seenCases: readonly [Seen<GuestLive>, Diff['action'], RegExp?][] = [
    [{ is: 'absent' }, 'create'],
    [{ is: 'unknown', why: 'the node is down' }, 'no-op', /down/],
    [{ is: 'foreign', why: 'somebody else' }, 'no-op', /somebody/],
    [{ is: 'copy', why: 'made by hand' }, 'no-op', /by hand/],
  ];
  for (const [seen, action, note] of seenCases) {
    test(`${seen.is}: ${action}`, () => {
      const diff = diffLxc({
        want: guest(),
        base: null,
        seen,
        settings: WORLD_SETTINGS,
        snapshot: snapshotOf([]),
      });
      assert.is(diff.action, action);
      if (note) assert.match(diff.notes.join(), note);
      const gone = diffLxc({
        want: null,
        base: null,
        seen,
        settings: WORLD_SETTINGS,
        snapshot: snapshotOf([]),
      });
      assert.is(gone.action, 'no-op');
    });
  }

  test('what a killed create left is told with the create', () => {
    const snapshot = snapshotOf([fileOf(confOf(spec))]);
    const live = liveIn(snapshot, SUBJECT.vmid);
    assert.ok(live);
    const seen: Seen<GuestLive> = { is: 'debris', why: 'is removed first', live };
    const diff = diffLxc({ want: guest(), base: null, seen, settings: WORLD_SETTINGS, snapshot });
    assert.is(diff.action, 'create');
    assert.equal(diff.notes, ['is removed first']);
  });

  test('adopting changes what differs from the file, and leaves what only creation can set', () => {
    const want = guest({ adopt: true, memory: 1024, unprivileged: false, cores: 2 });
    const conf = confOf(guest({ cores: 4 }).spec, markOf(spec), { description: 'by hand\n' });
    const snapshot = snapshotOf([fileOf(conf)], UP);
    const live = liveIn(snapshot, SUBJECT.vmid);
    assert.ok(live);
    const diff = diffLxc({
      want,
      base: null,
      seen: { is: 'adoptable', live },
      settings: WORLD_SETTINGS,
      snapshot,
    });
    assert.is(diff.action, 'adopt');
    assert.equal(brief(diff), [
      '/adopt null -> true config',
      '/cores 4 -> 2 live',
      '/memory 512 -> 1024 live',
    ]);
    assert.equal(diff.notes, ['/unprivileged is 1 and stays so; the file says 0']);
  });

  test('adopting brings the power state', () => {
    const want = guest({ adopt: true });
    const snapshot = snapshotOf([fileOf(confOf(spec, markOf(spec), { description: 'by hand\n' }))]);
    const live = liveIn(snapshot, SUBJECT.vmid);
    assert.ok(live);
    const seen: Seen<GuestLive> = { is: 'adoptable', live };
    const diff = diffLxc({ want, base: null, seen, settings: WORLD_SETTINGS, snapshot });
    assert.equal(brief(diff), ['/adopt null -> true config', '/state stopped -> running live']);
  });

  test('a pool that the cluster does not have is told before anything is done; git alone cannot know', () => {
    const lost = guest({ pool: 'nope' });
    const made = diffLxc({
      want: lost,
      base: null,
      seen: { is: 'absent' },
      settings: WORLD_SETTINGS,
      snapshot: snapshotOf([]),
    });
    assert.equal([made.action, made.changes[0]?.effect], ['create', 'impossible']);
    assert.match(made.changes[0]?.note ?? '', /no pool "nope": make it \(pvesh create/);
    const joins = liveDiff(guest(), guest({ pool: 'nope', memory: 1024 }), confOf(spec), UP);
    assert.equal(brief(joins), ['/pool null -> nope impossible', '/memory 512 -> 1024 live']);
    const anew = liveDiff(guest(), guest({ pool: 'nope', generation: 2 }), confOf(spec), UP);
    assert.equal([anew.action, anew.changes[0]?.effect], ['replace', 'impossible']);
    assert.equal(brief(liveDiff(guest(), guest({ pool: 'lab' }), confOf(spec), UP)), [
      '/pool null -> lab config',
    ]);
    assert.equal(brief(gitDiff(guest(), lost)), ['/pool null -> nope config']);
  });

  test('a volume that was detached keeps a guest from being made anew', () => {
    const conf = editedConf(confOf(spec), { unused0: 'local-zfs:subvol-950-disk-7' });
    const diff = liveDiff(guest(), guest({ generation: 2 }), conf, UP);
    assert.is(diff.changes[0]?.effect, 'impossible');
    assert.match(diff.changes[0]?.note ?? '', /unused0 local-zfs:subvol-950-disk-7/);
    assert.is(liveDiff(guest(), guest({ generation: 2 }), confOf(spec), UP).changes[0]?.effect, 'replace');
  });

  const hidden: readonly [what: string, conf: GuestConf, volume: RegExp][] = [
    [
      'that only a hand could write',
      editedConf(confOf(spec), { mp3: 'local-zfs:subvol-950-disk-8,size=1G,mpp=/x' }),
      /mp3 local-zfs:subvol-950-disk-8/,
    ],
    [
      'that waits for a restart',
      {
        ...confOf(spec),
        pending: {
          description: null,
          options: new Map([['mp3', 'local-zfs:subvol-950-disk-8,mp=/x,size=1G']]),
          raw: [],
          delete: [],
        },
      },
      /mp3 local-zfs:subvol-950-disk-8/,
    ],
    [
      'that was added by hand',
      editedConf(confOf(spec), { mp3: 'local-zfs:subvol-950-disk-8,mp=/hand,size=1G' }),
      /\/hand|mp3 local-zfs:subvol-950-disk-8/,
    ],
    [
      'that was detached',
      editedConf(confOf(spec), { unused0: 'local-zfs:subvol-950-disk-8' }),
      /unused0 local-zfs:subvol-950-disk-8/,
    ],
  ];
  for (const [what, conf, volume] of hidden) {
    test(`a volume ${what} keeps a guest from being made anew, and from being destroyed at once`, () => {
      const anew = liveDiff(guest(), guest({ generation: 2 }), conf, UP);
      assert.is(anew.changes[0]?.effect, 'impossible');
      assert.match(anew.changes[0]?.note ?? '', volume);
      const settings = settingsWith({ policies: { retire: 0 } });
      const gone = liveDiff(guest(), null, conf, { ...UP, settings });
      assert.is(gone.action, 'retire');
      assert.match(gone.notes.join(), volume);
      assert.is(liveDiff(guest(), null, confOf(spec), { ...UP, settings }).action, 'destroy');
      const purge = liveDiff(
        null,
        null,
        { ...conf, description: retiredConf.description },
        { mark: retired, purge: true },
      );
      assert.match(purge.notes.join(), volume);
    });
  }

  test('a volume of a snapshot alone keeps a guest from being made anew', () => {
    const options = new Map([['mp0', 'local-zfs:subvol-950-disk-8,mp=/x,size=1G']]);
    const conf = { ...confOf(spec), snapshots: new Map([['s1', { description: null, options, raw: [] }]]) };
    const diff = liveDiff(guest(), guest({ generation: 2 }), conf, UP);
    assert.match(diff.changes[0]?.note ?? '', 'local-zfs:subvol-950-disk-8 of a snapshot');
    assert.is(diff.changes[0]?.effect, 'impossible');
  });

  test('protection keeps a guest from being made anew, and from being destroyed at once', () => {
    const conf = editedConf(confOf(spec), { protection: '1' });
    const want = guest({ generation: 2, protection: false });
    assert.is(liveDiff(guest(), want, conf, UP).changes[0]?.effect, 'impossible');
    assert.is(gitDiff(guest({ protection: true }), want).changes[0]?.effect, 'impossible');
    const settings = settingsWith({ policies: { retire: 0 } });
    assert.is(liveDiff(guest(), null, conf, { ...UP, settings }).action, 'retire');
  });

  test('there must be something to adopt', () => {
    const { ostemplate: _, ...rest } = guest().merged;
    const want = resource({ ...rest, adopt: true });
    const diff = diffLxc({
      want,
      base: null,
      seen: { is: 'absent' },
      settings: WORLD_SETTINGS,
      snapshot: snapshotOf([]),
    });
    assert.equal(brief(diff), ['/adopt null -> true impossible']);
  });

  test('Notes that leave no room for a marker cannot be adopted', () => {
    const want = guest({ adopt: true });
    const conf = confOf(spec, markOf(spec), { description: 'x'.repeat(8000) });
    const snapshot = snapshotOf([fileOf(conf)], UP);
    const live = liveIn(snapshot, SUBJECT.vmid);
    assert.ok(live);
    const diff = diffLxc({
      want,
      base: null,
      seen: { is: 'adoptable', live },
      settings: WORLD_SETTINGS,
      snapshot,
    });
    assert.is(diff.changes[0]?.effect, 'impossible');
  });
});
