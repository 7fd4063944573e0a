import * as assert from 'uvu/assert';
import type { PlanItem } from '../../../../src/plan/plan.ts';
import { categoryOf, countsText, downtimeNow } from '../../../../src/plan/render/category.ts';
import { shownChanges } from '../../../../src/plan/render/changes.ts';
import { groupItems } from '../../../../src/plan/render/group.ts';
import { describe } from '../../../support/describe.ts';
import { change, item } from './sample-plan.ts';

const held = { is: 'held', why: 'restarts are manual' } as const;
const drift = { is: 'drift', why: 'changed on the node' } as const;
const covered = { is: 'covered' } as const;
const restart = change('/nesting', { effect: 'restart' });
const live = change('/memory');

describe('the category of an item', (test) => {
  const cases: readonly (readonly [string, Partial<PlanItem>, string])[] = [
    ['by its action', { action: 'create', effect: 'live', changes: [live] }, 'create'],
    ['by its effect', { effect: 'restart', changes: [restart] }, 'restart'],
    [
      'an update that frees a volume',
      { effect: 'destroy', changes: [change('/x', { effect: 'destroy' })] },
      'delete',
    ],
    [
      'one impossible change',
      { action: 'replace', changes: [live, change('/x', { effect: 'impossible' })] },
      'impossible',
    ],
    ['a rename that restarts', { action: 'rename', effect: 'restart', changes: [restart] }, 'restart'],
    [
      'a migration that stops',
      { action: 'migrate', effect: 'offline', changes: [change('/node', { effect: 'offline' })] },
      'migrate',
    ],
    ['nothing of it is done: held', { effect: 'restart', changes: [restart], cover: [held] }, 'held'],
    ['nothing of it is done: drift', { changes: [live, live], cover: [drift, drift] }, 'drift'],
    ['what is held weighs more than drift', { changes: [live, restart], cover: [drift, held] }, 'held'],
    [
      'only the covered part counts',
      { effect: 'restart', changes: [restart, live], cover: [held, covered] },
      'live',
    ],
    ['something that is not ours', { action: 'no-op', effect: 'none', seen: 'copy', cover: [held] }, 'note'],
    ['a word only', { action: 'no-op', effect: 'none', seen: 'ours', notes: ['retired'] }, 'aside'],
  ];
  for (const [name, part, want] of cases) test(name, () => assert.is(categoryOf(item('lxc/a', part)), want));

  test('a guest whose restart is held is not down', () => {
    const one = item('lxc/a', {
      effect: 'restart',
      downtime: 25,
      changes: [restart, live],
      cover: [held, covered],
    });
    assert.is(downtimeNow(one), 0);
    assert.is(downtimeNow({ ...one, cover: [covered, covered] }), 25);
  });

  test('counts are worst first, and quiet changes are one number', () => {
    assert.is(
      countsText(['live', 'config', 'create', 'retire', 'restart', 'restart']),
      'retire 1, restart 2, create 1, change 2 without a stop',
    );
  });
});

describe('groups', (test) => {
  const at = { file: 'profiles/docker.json', line: 6, column: 3 };
  const shared = change('/fuse', { effect: 'restart', at });
  const of = (address: string, part: Partial<PlanItem> = {}) =>
    item(address, { effect: 'restart', changes: [shared], downtime: 20, ...part });
  const sizes = (items: readonly PlanItem[]) => groupItems(items).map((group) => group.items.length);

  test('guests that one line of a profile changes are one', () => {
    assert.equal(sizes([of('lxc/a'), of('lxc/b', { downtime: 30 }), of('lxc/c')]), [3]);
  });

  const apart: readonly (readonly [string, PlanItem])[] = [
    ['another value', of('lxc/b', { changes: [{ ...shared, after: 'c' }] })],
    ['another line', of('lxc/b', { changes: [{ ...shared, at: { ...at, line: 7 } }] })],
    ['a line of its own file', of('lxc/b', { changes: [{ ...shared, at: { ...at, file: 'lxc/b.json' } }] })],
    ['a change without a line', of('lxc/b', { changes: [change('/fuse', { effect: 'restart' })] })],
    ['another verdict', of('lxc/b', { cover: [held] })],
    ['a note', of('lxc/b', { notes: ['locked by Proxmox'] })],
    ['another action', of('lxc/b', { action: 'retire', effect: 'retire' })],
  ];
  for (const [name, other] of apart)
    test(`not with ${name}`, () => assert.is(sizes([of('lxc/a'), other]).length, 2));
});

describe('shown changes', (test) => {
  const net = (key: string, part: object) => change(`/net0/${key}`, { slot: 'net0', ...part });
  const texts = (part: Partial<PlanItem>) =>
    shownChanges(item('lxc/a', part)).map(({ change: { path, before, after } }) => [path, before, after]);

  test('what comes as a whole is one line', () => {
    const changes = [
      net('bridge', { before: null, after: 'vmbr0' }),
      net('ip', { before: null, after: 'dhcp' }),
    ];
    assert.equal(texts({ changes }), [['/net0', null, 'bridge=vmbr0,ip=dhcp']]);
  });

  test('what goes as a whole too', () => {
    const changes = [
      net('bridge', { before: 'vmbr0', after: null }),
      net('ip', { before: 'dhcp', after: null }),
    ];
    assert.equal(texts({ changes }), [['/net0', 'bridge=vmbr0,ip=dhcp', null]]);
  });

  test('a change within stays a line of its own', () => {
    const changes = [
      net('bridge', { before: 'vmbr0', after: 'vmbr1' }),
      net('tag', { before: null, after: '5' }),
    ];
    assert.equal(texts({ changes }), [
      ['/net0/bridge', 'vmbr0', 'vmbr1'],
      ['/net0/tag', null, '5'],
    ]);
  });

  test('what is held is not joined with what is done', () => {
    const changes = [
      net('bridge', { before: null, after: 'vmbr0' }),
      net('ip', { before: null, after: 'dhcp' }),
    ];
    assert.is(texts({ changes, cover: [covered, held] }).length, 2);
  });

  test('that a guest comes is said by its action', () => {
    const changes = [change('', { slot: 'guest', before: null, after: 'vmid:100' }), live];
    assert.equal(texts({ action: 'create', changes }), [['/memory', 'a', 'b']]);
  });
});
