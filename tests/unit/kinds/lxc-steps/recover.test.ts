import * as assert from 'uvu/assert';
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
