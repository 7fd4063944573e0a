import * as assert from 'uvu/assert';
import type { Effect } from '../../../../src/kinds/effect.ts';
import type { Change } from '../../../../src/kinds/change.ts';
import { field, type Slot } from '../../../../src/kinds/guest/field.ts';
import { OPTIONS } from '../../../../src/kinds/lxc/options.ts';
import { reasonOf } from '../../../../src/kinds/lxc/reasons.ts';
import { describe } from '../../../support/describe.ts';

const SLOTS: Readonly<Record<string, Slot>> = {
  net: 'net0',
  mount: 'mount:/data',
  device: 'device:/dev/fuse',
  raw: 'raw:lxc.apparmor.profile',
  feature: 'feature:nginx',
  snapshot: 'snapshot:before',
  health: 'health:web',
};

function changeOf(name: string, effect: Effect, part: Partial<Change> = {}): Change {
  const [family = '', key = null] = name.split('.');
  const { path, slot } = field(SLOTS[family] ?? family, key, '1');
  return { path, slot, before: '0', after: '1', effect, ...part };
}

/** Field, effect, sides, and what is said. */
const SAID: readonly (readonly [string, Effect, Partial<Change>, RegExp | null])[] = [
  ['nameserver', 'restart', {}, /when that starts/],
  ['features.nesting', 'restart', { before: null }, /confines/],
  ['features.mount', 'restart', {}, /confines/],
  ['mount.bind', 'restart', {}, /no folder out of a running container/],
  ['mount', 'restart', { after: null }, /nothing out of a running container/],
  ['device.mode', 'restart', {}, /no device of a running container/],
  ['device.path', 'restart', { before: null }, /before 9\.0/],
  ['device', 'restart', { before: null }, /before 9\.0/],
  ['memory', 'live', {}, /control group/],
  ['node', 'offline', {}, /while they are stopped/],
  ['memory', 'config', {}, null],
  ['description', 'config', {}, null],
  ['rootfs.size', 'impossible', {}, null],
];

describe('the reason of an effect', (test) => {
  test('says why, of each field in its own words', () => {
    for (const [name, effect, part, said] of SAID) {
      const reason = reasonOf(changeOf(name, effect, part));
      if (said === null) assert.is(reason, null, name);
      else assert.match(reason?.why ?? '', said, name);
    }
  });

  test('a later version of Proxmox is named where it needs no restart', () => {
    assert.match(reasonOf(changeOf('device.path', 'restart', { before: null }))?.instead ?? '', '9.0');
    assert.is(reasonOf(changeOf('device.mode', 'restart'))?.instead, undefined);
  });

  test('no field restarts a guest without a word', () => {
    for (const { field: name, set, remove, add, addBefore } of OPTIONS) {
      for (const effect of [set, remove, add, addBefore?.effect]) {
        if (effect !== 'restart' && effect !== 'offline') continue;
        const part = effect === remove && effect !== set ? { after: null } : {};
        // What is written late says so itself.
        const isTold = OPTIONS.some((row) => row.field === name && row.late && row.note !== undefined);
        assert.ok(isTold || reasonOf(changeOf(name, effect, part)) !== null, `${name} ${effect}`);
      }
    }
  });
});
