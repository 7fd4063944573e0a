import * as assert from 'uvu/assert';
import {
  chooseBackup,
  loudCards,
  quietArgv,
  restoreArgv,
  typeOfBackup,
} from '../../../src/commands/restore-plan.ts';
import { plainNotes } from '../../../src/commands/take-backup.ts';
import { bytesText } from '../../../src/commands/guest-backups.ts';
import { parseConf } from '../../../src/node/conf.ts';
import { describe } from '../../support/describe.ts';

const backup = (at: string) => ({ volid: `b:backup/vzdump-lxc-101-${at}.tar`, vmid: 101, at, size: 1 });
const THREE = ['2026-11-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z'].map(
  backup,
);

describe('restoring', (test) => {
  const choices: readonly [name: string, choice: Parameters<typeof chooseBackup>[1], at: number][] = [
    ['the newest', {}, 2],
    ['up to a time', { at: '2026-11-21T12:00Z' }, 1],
    ['exactly then', { at: '2026-11-20T10:00:00Z' }, 0],
    ['by its name', { from: THREE[0]?.volid ?? '' }, 0],
  ];
  for (const [name, choice, at] of choices) {
    test(`which one: ${name}`, () => assert.is(chooseBackup(THREE, choice, 'lxc/db'), THREE[at]));
  }

  const refusals: readonly [name: string, choice: Parameters<typeof chooseBackup>[1], message: RegExp][] = [
    ['none so old', { at: '2026-11-01T00:00Z' }, /no backup of lxc\/db of 2026-11-01T00:00Z or before/],
    ['no time', { at: 'yesterday' }, /"yesterday" is no time/],
    [
      'somebody else’s',
      { from: 'b:backup/vzdump-lxc-102-x.tar' },
      /no backup b:backup\/vzdump-lxc-102-x.tar/,
    ],
  ];
  for (const [name, choice, message] of refusals) {
    test(`which one: ${name}`, () => assert.throws(() => chooseBackup(THREE, choice, 'lxc/db'), message));
  }

  const types: readonly [volid: string, type: ReturnType<typeof typeOfBackup>][] = [
    ['b:backup/vzdump-lxc-101-2026_11_22-10_00_00.tar.zst', 'lxc'],
    ['b:backup/vzdump-qemu-101-2026_11_22-10_00_00.vma.zst', 'qemu'],
    ['pbs:backup/ct/101/2026-11-22T10:00:00Z', 'lxc'],
    ['pbs:backup/vm/101/2026-11-22T10:00:00Z', 'qemu'],
    ['b:backup/something.tar', null],
  ];
  for (const [volid, type] of types)
    test(`${volid} is ${type}`, () => assert.is(typeOfBackup({ volid }), type));

  test('in its place, with the cards that it had', () => {
    const order = { vmid: 101, volid: 'b:x', storage: 'local-zfs', replaces: true };
    assert.equal(
      restoreArgv({ type: 'lxc', ...order }).join(' '),
      'pct restore 101 b:x --storage local-zfs --force 1',
    );
    assert.equal(
      restoreArgv({ type: 'qemu', ...order, storage: null }).join(' '),
      'qmrestore b:x 101 --force 1',
    );
  });

  test('as a copy: cards of its own, disconnected, and no start with the node', () => {
    const order = { type: 'lxc', vmid: 9101, volid: 'b:x', storage: null, replaces: false } as const;
    assert.is(restoreArgv(order).join(' '), 'pct restore 9101 b:x --unique 1');
    const conf = parseConf(
      'net0: name=eth0,bridge=vmbr0,ip=10.0.0.5/24,type=veth\nnet1: name=eth1,link_down=0\nmemory: 512\n',
    );
    assert.equal(quietArgv('lxc', 9101, conf), [
      'pct',
      'set',
      '9101',
      '--onboot',
      '0',
      '--net0',
      'name=eth0,bridge=vmbr0,ip=10.0.0.5/24,type=veth,link_down=1',
      '--net1',
      'name=eth1,link_down=1',
    ]);
    assert.equal(loudCards(conf), ['net0', 'net1']);
  });

  test('notes are what somebody wrote, and no template', () => {
    assert.is(plainNotes('a {{vmid}} \\n b\nc'), 'a { {vmid} } \\\\n b\\nc');
  });

  test('sizes', () => {
    assert.equal([0, 512, 1536, 5 * 1024 ** 3].map(bytesText), ['0 B', '512 B', '1.5 KiB', '5.0 GiB']);
  });
});
