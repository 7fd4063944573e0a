import * as assert from 'uvu/assert';
import { OWN_SNAPSHOT, ownSnapshot, snapshotText } from '../../../../src/kinds/guest/own-snapshot.ts';
import type { Intent } from '../../../../src/node/port.ts';
import { describe } from '../../../support/describe.ts';
import { confOf, editedConf, ESTATE, guest, markOf } from '../../../support/lxc-resource.ts';
import { lines, make, NOW, OLD } from '../../../support/steps-of.ts';

const intent = (argv: string): Intent => ({
  estate: ESTATE,
  stepId: 'lxc/subject:x',
  address: 'lxc/subject',
  vmid: 950,
  at: NOW,
  argv: argv.split(' '),
});

const base = guest({ state: 'stopped' });
const want = guest({ state: 'stopped', cores: 2 });

const HALF = new Map([
  ['s1', { description: null, options: new Map([['snapstate', 'prepare']]), raw: [] }],
  ['whole', { description: null, options: new Map<string, string>(), raw: [] }],
]);

function commands(
  lock: string | null,
  argv: string,
  more: { tasks?: readonly string[]; half?: boolean } = {},
) {
  const whole = confOf(base.spec, markOf(base.spec, { commit: OLD }));
  const conf = editedConf({ ...whole, snapshots: more.half ? HALF : new Map() }, { lock });
  const facts = { intents: [intent(argv)], tasks: more.tasks ?? [] };
  return lines(make({ base, want, conf, cluster: { facts } }).steps);
}

const CHANGE = 'pct set 950 --cores 2 --description <b>';

describe('what a killed command left on a guest', (test) => {
  for (const [lock, argv] of [
    ['backup', 'vzdump 950 --storage local'],
    ['migrate', 'pct migrate 950 pve2'],
    ['snapshot-delete', 'pct delsnapshot 950 s1'],
    ['disk', 'pct clone 950 951 --hostname x'],
  ] as const) {
    test(`the lock "${lock}" of ${argv.split(' ').slice(0, 2).join(' ')} is cleared`, () => {
      assert.equal(commands(lock, argv), ['pct unlock 950', CHANGE]);
    });
  }

  test('a snapshot that is half made is deleted; a whole one stays', () => {
    assert.equal(commands('snapshot', 'pct snapshot 950 s1', { half: true }), [
      'pct unlock 950',
      'pct delsnapshot 950 s1 --force 1',
      CHANGE,
    ]);
  });

  for (const [name, lock, argv, tasks] of [
    ['another command', 'backup', 'pct snapshot 950 s1', []],
    ['another guest', 'backup', 'vzdump 9501', []],
    ['somebody at work', 'backup', 'vzdump 950', ['UPID:pve1:0000ABCD:00FF:6B023E7F:vzdump:950:root@pam:']],
    [
      'a backup of all guests',
      'backup',
      'vzdump 950',
      ['UPID:pve1:0000ABCD:00FF:6B023E7F:vzdump::root@pam:'],
    ],
    ['a lock that no command of ours takes', 'rollback', 'pct rollback 950 s1', []],
  ] as const) {
    test(`a lock stays that may be of ${name}: the change is refused by its guard`, () => {
      assert.equal(commands(lock, argv, { tasks }), [CHANGE]);
    });
  }

  for (const argv of ['pct set 950 --mp0 local-lvm:8,mp=/data', 'pct resize 950 rootfs 9G']) {
    test(`volumes are looked for after a killed ${argv}`, () => {
      assert.equal(commands(null, argv), ['pct rescan --vmid 950', CHANGE]);
    });
  }

  for (const argv of ['pct set 950 --cores 2', 'pct set 951 --mp0 local-lvm:8,mp=/data', 'pct start 950']) {
    test(`nothing is looked for after a killed ${argv}`, () => {
      assert.equal(commands(null, argv), [CHANGE]);
    });
  }
});

describe('the snapshot of an apply that was cut off', (test) => {
  const before = markOf(base.spec, { commit: OLD });
  const options = (more: Record<string, string>) => {
    const own = [...confOf(base.spec, before).options].filter(([option]) => option !== 'description');
    return new Map([...own, ['snaptime', String(Date.parse(NOW) / 1000 - 60)], ...Object.entries(more)]);
  };

  /** Commands for a guest with that snapshot, whose own file says more already. */
  function found(edits: Record<string, string | null>, more: Record<string, string> = {}, argv?: string) {
    const own = { description: snapshotText('', before, false), options: options(more), raw: [] };
    const whole = confOf(base.spec, before);
    const conf = editedConf({ ...whole, snapshots: new Map([[OWN_SNAPSHOT, own]]) }, edits);
    const facts = { intents: argv === undefined ? [] : [intent(argv)], tasks: [] };
    return lines(make({ base, want, conf, cluster: { facts } }).steps);
  }

  test('is deleted where nobody needs it any more', () => {
    assert.equal(found({}), ['pct delsnapshot 950 phoenix-before', CHANGE]);
  });

  test('is deleted by force where that had begun already, or where it was not taken to its end', () => {
    for (const snapstate of ['delete', 'prepare']) {
      assert.equal(found({}, { snapstate }), ['pct delsnapshot 950 phoenix-before --force 1', CHANGE]);
    }
  });

  test('is where a rollback that was killed ends, before anything else', () => {
    const argv = 'pct rollback 950 phoenix-before';
    assert.equal(found({ lock: 'rollback', cores: '2', memory: '700' }, {}, argv), [
      'pct unlock 950',
      'pct rollback 950 phoenix-before',
      'pct delsnapshot 950 phoenix-before',
      CHANGE,
    ]);
  });

  test('is left to whoever goes back to it, where that was not us', () => {
    assert.equal(found({ lock: 'rollback' }), [CHANGE]);
    assert.equal(found({ lock: 'rollback' }, {}, 'pct rollback 950 other'), [CHANGE]);
  });
});

describe('the description of our snapshot', (test) => {
  const mark = { ...markOf(base.spec, { commit: OLD }), owed: ['/hostname'] };
  const live = (description: string, more: object = {}) => {
    const section = { description, options: new Map(Object.entries(more)), raw: [] };
    const conf = { ...confOf(base.spec, mark), snapshots: new Map([[OWN_SNAPSHOT, section]]) };
    return { conf, vmid: 950 };
  };

  for (const text of ['', 'one line', 'two\nlines\n\n# and more']) {
    test(`brings back ${JSON.stringify(text)}, the marker, and whether the guest ran`, () => {
      for (const ran of [true, false]) {
        const own = ownSnapshot(live(snapshotText(text, mark, ran), { snaptime: '7' }));
        assert.equal(own, { mark, text, ran, at: 7000, half: false });
      }
    });
  }

  test("is nobody's but this guest's", () => {
    assert.is(ownSnapshot(live('Taken by Phoenix before a change; it goes when the change is done.')), null);
    assert.is(ownSnapshot(live(snapshotText('', { ...mark, id: 'vmid:951' }, false))), null);
  });
});
