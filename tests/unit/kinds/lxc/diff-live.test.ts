/** Changes against what a node says: three-way, with pending values and debts. */
import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import { atMost } from '../../../../src/kinds/effect.ts';
import type { Diff } from '../../../../src/kinds/change.ts';
import { diffLxc } from '../../../../src/kinds/lxc/diff.ts';
import { liveIn } from '../../../../src/kinds/lxc/live.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import type { GuestConf } from '../../../../src/node/conf.ts';
import { arbitraryInput, arbitraryPair } from '../../../support/arbitrary-spec.ts';
import { describe } from '../../../support/describe.ts';
import { brief, gitDiff, liveDiff, settled, UP, type Wanted } from '../../../support/lxc-diff.ts';
import {
  confOf,
  editedConf,
  fileOf,
  guest,
  markOf,
  resource,
  settingsWith,
  snapshotOf,
} from '../../../support/lxc-resource.ts';
import { SUBJECT } from '../../../support/spec-world.ts';

describe('diff against a node', (test) => {
  test('of a guest made from the wanted spec is empty', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const want = resource(input);
        const diff = liveDiff(want, want, confOf(want.spec), settled(want.spec));
        assert.equal(diff, { action: 'no-op', changes: [], notes: [], downtime: 0 });
      }),
      { numRuns: 200 },
    );
  });

  test('does no more harm than git said, and changes the same', () => {
    fc.assert(
      fc.property(arbitraryPair, ([before, after]) => {
        const [base, want] = [resource(before), resource(after)];
        const planned = gitDiff(base, want);
        const live = liveDiff(base, want, confOf(base.spec), settled(base.spec));
        for (const change of live.changes) {
          const shown = planned.changes.find((one) => one.path === change.path);
          assert.ok(shown, `${change.path} was not planned`);
          assert.equal(change.after, shown.after);
          assert.ok(
            atMost(change.effect, shown.effect),
            `${change.path}: ${change.effect} > ${shown.effect}`,
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  test('leaves alone what git never named', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const want = resource(input);
        const { spec } = want;
        const conf = confOf(spec);
        const unmanaged: Record<string, string> = {
          cores: '7',
          nameserver: '203.0.113.1',
          mp200: '/srv,mp=/by-hand',
          dev200: '/dev/random',
          net31: 'name=hand0,bridge=vmbr1,hwaddr=BC:24:11:00:00:FF,type=veth',
        };
        const named = new Set([...Object.keys(spec.options), ...Object.keys(spec.nets)]);
        const extra = Object.fromEntries(Object.entries(unmanaged).filter(([key]) => !named.has(key)));
        const raw = spec.raw['lxc.log.level'] ? [] : [{ key: 'lxc.log.level', value: '1' }];
        const edited = { ...editedConf(conf, extra), raw: [...conf.raw, ...raw] };
        assert.equal(brief(liveDiff(want, want, edited, settled(spec))), []);
      }),
      { numRuns: 100 },
    );
  });

  test('leaves the hwaddr and other sub-properties that git never named', () => {
    const want = guest({ net0: { bridge: 'vmbr0', ip: 'dhcp' } });
    const conf = editedConf(confOf(want.spec), {
      net0: 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:AA:AA:AA,ip=dhcp,tag=7,firewall=1,type=veth',
    });
    assert.equal(brief(liveDiff(want, want, conf, UP)), []);
  });

  test("a MAC that git names no longer is replaced once, and then is nobody else's doing", () => {
    const base = guest({ net0: { bridge: 'vmbr0', ip: 'dhcp', hwaddr: '02:00:00:00:00:11' } });
    const want = guest({ net0: { bridge: 'vmbr0', ip: 'dhcp' } });
    assert.equal(brief(liveDiff(base, want, confOf(base.spec), UP)), [
      '/net0/hwaddr 02:00:00:00:00:11 -> null live',
    ]);
    const replaced = editedConf(confOf(base.spec), {
      net0: 'name=eth0,bridge=vmbr0,hwaddr=02:AA:AA:AA:AA:AA,ip=dhcp,type=veth',
    });
    assert.equal(brief(liveDiff(base, want, replaced, UP)), ['/commit behind -> up to date config']);
    const gone = brief(liveDiff(base, guest(), replaced, UP));
    assert.ok(gone.includes('/net0/hwaddr 02:AA:AA:AA:AA:AA -> null live'), gone.join());
  });

  test('takes away what git named before, and nothing else', () => {
    const base = guest({
      cores: 2,
      tags: ['a'],
      net0: { bridge: 'vmbr0', ip: 'dhcp', tag: 5 },
      raw: { 'lxc.cap.drop': 'x' },
    });
    const want = guest({ net0: { bridge: 'vmbr0', ip: 'dhcp' } });
    const conf = editedConf(confOf(base.spec), { nameserver: '1.1.1.1' });
    assert.equal(brief(liveDiff(base, want, conf, UP)), [
      '/tags a -> null config',
      '/cores 2 -> null live',
      '/net0/tag 5 -> null live',
      '/raw/lxc.cap.drop x -> null restart',
    ]);
  });

  test('what was named before and is gone already is no change; only the marker follows', () => {
    const base = guest({ cores: 2 });
    const conf = editedConf(confOf(base.spec), { cores: null });
    assert.equal(brief(liveDiff(base, guest(), conf, UP)), ['/commit behind -> up to date config']);
    // Another part of what git asks is still to do, and the marker goes with it.
    const more = liveDiff(base, guest({ memory: 700 }), conf, UP);
    assert.equal(brief(more), ['/memory 512 -> 700 live']);
    // Something else is to do, which git did not ask for.
    const edited = editedConf(conf, { onboot: '1' });
    const both = liveDiff(guest({ cores: 2, onboot: false }), guest({ onboot: false }), edited, UP);
    assert.equal(brief(both), ['/onboot 1 -> 0 config', '/commit behind -> up to date config']);
    // What git says otherwise and means the same is nothing to follow.
    assert.equal(brief(liveDiff(guest(), guest({ onboot: false }), confOf(guest().spec), UP)), []);
    assert.equal(
      brief(liveDiff(base, guest(), conf, { ...UP, mark: markOf(base.spec, { commit: null }) })),
      [],
    );
  });

  test('a flag of a disk was its default before, whether it stood there or not', () => {
    const mount = (flags: object) => ({ mounts: { '/d': { storage: 'local-zfs', size: '4G', ...flags } } });
    const [base, want] = [guest(mount({ backup: false })), guest(mount({ backup: true, replicate: false }))];
    const expected = ['/mounts/~1d/replicate 1 -> 0 restart', '/mounts/~1d/backup 0 -> 1 restart'];
    assert.equal(brief(gitDiff(base, want)).toSorted(), expected.toSorted());
    const conf = editedConf(confOf(base.spec), { mp0: 'local-zfs:subvol-950-disk-1,mp=/d,size=4G' });
    assert.equal(brief(liveDiff(base, want, conf, UP)).toSorted(), expected.toSorted());
  });

  test('without a known commit, only what the file names is compared', () => {
    const want = guest({ memory: 1024, unprivileged: false });
    const conf = editedConf(confOf(want.spec), { memory: '2048', cores: '4', unprivileged: '1' });
    assert.equal(brief(liveDiff(null, want, conf, UP)), ['/memory 2048 -> 1024 live']);
  });

  test('a stopped guest has nothing to restart', () => {
    const [base, want] = [
      guest({ state: 'stopped' }),
      guest({ state: 'stopped', nesting: true, hostname: 'x' }),
    ];
    assert.equal(brief(liveDiff(base, want, confOf(base.spec))), [
      '/hostname subject -> x config',
      '/nesting null -> 1 config',
    ]);
  });

  test('state is compared with what runs', () => {
    const [up, down] = [guest({ state: 'running' }), guest({ state: 'stopped' })];
    assert.equal(brief(liveDiff(up, up, confOf(up.spec))), ['/state stopped -> running live']);
    assert.equal(brief(liveDiff(down, down, confOf(down.spec), UP)), ['/state running -> stopped offline']);
  });

  const pendingConf = (spec: LxcSpec, options: Record<string, string>, deleted: string[] = []): GuestConf =>
    confOf(spec, markOf(spec), {
      pending: { description: null, options: new Map(Object.entries(options)), raw: [], delete: deleted },
    });

  test('a pending value that is wanted waits for a restart', () => {
    const [base, want] = [guest(), guest({ nesting: true })];
    const diff = liveDiff(base, want, pendingConf(base.spec, { features: 'nesting=1' }), UP);
    assert.equal(brief(diff), ['/nesting null -> 1 restart']);
    assert.match(diff.changes[0]?.note ?? '', /waits/);
  });

  test('a pending deletion that is wanted waits for a restart', () => {
    const [base, want] = [guest({ nameserver: '1.1.1.1' }), guest()];
    assert.equal(brief(liveDiff(base, want, pendingConf(base.spec, {}, ['nameserver']), UP)), [
      '/nameserver 1.1.1.1 -> null restart',
    ]);
  });

  test('a pending value that nobody wants is taken back', () => {
    const want = guest({ nesting: true });
    const diff = liveDiff(want, want, pendingConf(want.spec, { features: 'nesting=0' }), UP);
    assert.equal(brief(diff), ['/nesting 0 -> 1 config']);
    assert.match(diff.changes[0]?.note ?? '', /undo/);
  });

  test('a pending value of what git never named is left', () => {
    const want = guest();
    assert.equal(brief(liveDiff(want, want, pendingConf(want.spec, { tty: '5' }), UP)), []);
  });

  test('a debt that Proxmox does not know is remembered by the marker', () => {
    const want = guest({ hostname: 'x', memory: 512 });
    const mark = markOf(want.spec, { owed: ['/hostname', '/raw/lxc.cap.drop', '/env/A'] });
    assert.equal(brief(liveDiff(want, want, confOf(want.spec), { ...UP, mark })), [
      '/hostname x -> x restart',
      '/raw/lxc.cap.drop null -> null restart',
      '/env/A null -> null restart',
    ]);
  });

  test('a debt that is paid, or that nobody understands, is struck out of the marker', () => {
    const stopped = guest({ hostname: 'x', state: 'stopped' });
    const mark = markOf(stopped.spec, { owed: ['', '/hostname', '/state', '/gone'] });
    assert.equal(
      brief(liveDiff(stopped, stopped, confOf(stopped.spec), { mark })),
      ['', '/hostname', '/state', '/gone'].map((path) => `${path} unfinished -> finished config`),
    );
  });

  test('protection that a change took off for a moment is put on again', () => {
    const want = guest();
    const mark = markOf(want.spec, { owed: ['/protection'] });
    assert.equal(brief(liveDiff(want, want, confOf(want.spec), { ...UP, mark })), [
      '/protection 0 -> 1 config',
    ]);
  });

  test('volumes never shrink and never move', () => {
    const want = guest({ rootfs: { storage: 'local-zfs', size: '4G' } });
    const conf = editedConf(confOf(want.spec), { rootfs: 'local-lvm:vm-950-disk-0,size=6G' });
    const diff = liveDiff(want, want, conf, UP);
    assert.equal(brief(diff), [
      '/rootfs/storage local-lvm -> local-zfs impossible',
      '/rootfs/size 6G -> 4G impossible',
    ]);
    assert.match(diff.changes[1]?.note ?? '', /never shrinks/);
  });

  test("a template's disks stay, and it stays a template", () => {
    const base = resource({ ...guest().merged, template: true });
    const want = resource({ ...guest().merged, rootfs: { storage: 'local-zfs', size: '8G' } });
    assert.equal(brief(liveDiff(base, want, confOf(base.spec))), [
      '/rootfs/size 4G -> 8G impossible',
      '/template 1 -> 0 impossible',
      '/state stopped -> running impossible',
    ]);
  });

  test('snapshots need storages that can', () => {
    const [base, want] = [guest(), guest({ snapshots: { s1: { description: 'x' } } })];
    assert.equal(brief(liveDiff(base, want, confOf(base.spec), UP)), [
      '/snapshots/s1 null -> 1 live',
      '/snapshots/s1/description null -> x live',
    ]);
    const bound = editedConf(confOf(base.spec), { mp9: '/srv,mp=/by-hand' });
    assert.ok(brief(liveDiff(base, want, bound, UP)).includes('/snapshots/s1 null -> 1 impossible'));
    const binds = guest({ mounts: { '/m': 'bind:models' } });
    const running = liveDiff(binds, want, confOf(binds.spec), UP);
    assert.ok(
      brief(running).includes('/snapshots/s1 null -> 1 impossible'),
      'the bind goes with the restart',
    );
    const stopped = liveDiff(binds, want, confOf(binds.spec));
    assert.ok(brief(stopped).includes('/snapshots/s1 null -> 1 config'), 'the bind is gone by then');
    const gone = liveDiff(want, base, confOf(want.spec), UP);
    assert.equal(brief(gone), ['/snapshots/s1 1 -> null live', '/snapshots/s1/description x -> null live']);
  });

  test('a guest that was moved by hand is followed, one that git moves is migrated', () => {
    const settings = settingsWith({ nodes: { pve1: {}, pve2: {} } });
    const [one, two] = [guest({ node: 'pve1' }, { settings }), guest({ node: 'pve2' }, { settings })];
    const at = (node: string, base: Wanted, want: Wanted): Diff => {
      const snapshot = snapshotOf([fileOf(confOf(one.spec), SUBJECT.vmid, node)], {
        ...UP,
        nodes: ['pve1', 'pve2'],
      });
      const live = liveIn(snapshot, SUBJECT.vmid);
      assert.ok(live);
      return diffLxc({ base, want, seen: { is: 'ours', live, mark: markOf(one.spec) }, settings, snapshot });
    };
    assert.equal(brief(at('pve1', one, two)), ['/node pve1 -> pve2 offline']);
    assert.equal(brief(at('pve2', one, two)), ['/commit behind -> up to date config']);
    const followed = at('pve2', one, one);
    assert.is(followed.action, 'no-op');
    assert.match(followed.notes.join(), /is on pve2, the file says pve1: followed/);
  });

  test('a missing marker is written again', () => {
    const want = guest();
    const diff = liveDiff(want, want, confOf(want.spec), {
      ...UP,
      mark: null,
      repair: 'its marker is missing',
    });
    assert.is(diff.action, 'update');
    assert.equal(brief(diff), [' null -> lxc/subject config']);
  });

  test('a rename is told by the marker', () => {
    const want = guest({ hostname: 'x' });
    const mark = markOf(want.spec, { address: 'lxc/old' });
    const diff = liveDiff(want, want, confOf(want.spec), { ...UP, mark });
    assert.is(diff.action, 'rename');
    assert.equal(brief(diff), [' lxc/old -> lxc/subject config']);
  });

  test('a locked guest says so when there is something to do', () => {
    const [base, want] = [guest(), guest({ memory: 256 })];
    const conf = editedConf(confOf(base.spec), { lock: 'backup' });
    assert.match(liveDiff(base, want, conf, UP).notes.join(), /locked by Proxmox now: backup/);
    assert.equal(liveDiff(base, base, conf, UP).notes, []);
  });
});
