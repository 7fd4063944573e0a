/** What a check in a guest has found, as changes of its plan. */
import * as assert from 'uvu/assert';
import { type Policies, settingsSchema } from '../../../../src/config/settings.ts';
import type { GuestCheck } from '../../../../src/features/guest-check.ts';
import type { Change } from '../../../../src/kinds/change.ts';
import { softwareDrift, uncheckedNotes } from '../../../../src/kinds/guest/software-checks.ts';
import type { Software } from '../../../../src/kinds/guest/software.ts';
import type { LxcSpec } from '../../../../src/kinds/lxc/spec.ts';
import { describe } from '../../../support/describe.ts';

const software = (id: string, more: Partial<Software> = {}): Software => ({
  id,
  version: '1.0.0',
  hash: '0123456789abcdef',
  values: {},
  secrets: {},
  dependsOn: [],
  timeout: 60,
  ...more,
});
const spec = { software: [software('app'), software('keeper', { restarts: true })] } as unknown as LxcSpec;
const found = (
  drifted: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, readonly string[]>> = {},
): GuestCheck => ({
  drifted: new Map(Object.entries(drifted)),
  changed: new Map(Object.entries(changed)),
  unchecked: [],
  uncompared: [],
  failed: false,
});
const policies = (secrets: Policies['secrets']): Policies => ({
  ...settingsSchema.parse({ name: 'small', nodes: {} }).policies,
  secrets,
});
const PINNED = policies('pinned');
const drift = (id: string, effect: Change['effect'], note: string): Change => ({
  path: `/features/${id}`,
  slot: `feature:${id}`,
  before: 'drifted (1.0.0 0123456789abcdef)',
  after: '1.0.0 0123456789abcdef',
  effect,
  note,
  inside: true,
});

describe('a check as a plan', (test) => {
  test('nobody asked, or nothing was found: nothing changes', () => {
    assert.equal(softwareDrift(spec, undefined, [], PINNED), []);
    assert.equal(softwareDrift(spec, found({}), [], PINNED), []);
  });

  test('what has drifted is installed again; what may restart the guest says so', () => {
    assert.equal(softwareDrift(spec, found({ keeper: 'it is off', app: 'gone' }), [], PINNED), [
      drift('app', 'live', 'has drifted: gone'),
      drift('keeper', 'restart', 'has drifted: it is off; may restart the guest'),
    ]);
  });

  test('what git changes is told once, and what git does not name not at all', () => {
    const change = drift('app', 'live', 'port 80 → 81');
    assert.equal(softwareDrift(spec, found({ app: 'gone', other: 'gone' }), [change], PINNED), []);
  });

  const secrets = {
    key: '${secret:env:KEY}',
    'data-base': '${secret:db/app#user}',
    more: '${secret:env:KEY}',
  };
  const user = { software: [software('app', { secrets })] } as unknown as LxcSpec;
  const followed = (note: string): Change => {
    const { inside: _, ...change } = drift('app', 'live', note);
    return { ...change, before: '1.0.0 with another secret', followed: true };
  };
  const rows: readonly [string, Policies['secrets'], LxcSpec, readonly string[], Change][] = [
    ['is followed', 'follow', user, ['KEY'], followed('secret env:KEY has changed')],
    ['is told once', 'follow', user, ['KEY', 'MORE'], followed('secret env:KEY has changed')],
    [
      'brings others along',
      'follow',
      user,
      ['KEY', 'DATA_BASE'],
      followed('secrets db/app#user, env:KEY have changed'),
    ],
    [
      'has drifted when nobody follows',
      'pinned',
      user,
      ['KEY'],
      drift('app', 'live', 'has drifted: secret env:KEY has changed'),
    ],
    [
      'has drifted when git holds it',
      'follow',
      user,
      ['DATA_BASE'],
      drift('app', 'live', 'has drifted: secret db/app#user has changed'),
    ],
    [
      'may restart the guest',
      'follow',
      { software: [software('app', { secrets, restarts: true })] } as unknown as LxcSpec,
      ['KEY'],
      { ...followed('secret env:KEY has changed; may restart the guest'), effect: 'restart' },
    ],
  ];
  for (const [name, policy, guest, variables, change] of rows) {
    test(`a secret with another value ${name}`, () => {
      assert.equal(softwareDrift(guest, found({}, { app: variables }), [], policies(policy)), [change]);
    });
  }

  test('what nobody knows is a note', () => {
    const check = { ...found({}), unchecked: ['it does not run'], uncompared: ['app: denied'] };
    assert.equal(uncheckedNotes(check), [
      'not checked: it does not run',
      'secrets not compared: app: denied',
    ]);
    assert.equal(uncheckedNotes(undefined), []);
  });
});
