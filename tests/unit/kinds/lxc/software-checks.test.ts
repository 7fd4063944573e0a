/** What a check in a guest has found, as changes of its plan. */
import * as assert from 'uvu/assert';
import type { GuestCheck } from '../../../../src/features/guest-check.ts';
import type { Change } from '../../../../src/kinds/kind.ts';
import { softwareDrift, uncheckedNotes } from '../../../../src/kinds/lxc/software-checks.ts';
import type { Software } from '../../../../src/kinds/lxc/software.ts';
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
const found = (drifted: Readonly<Record<string, string>>): GuestCheck => ({
  drifted: new Map(Object.entries(drifted)),
  unchecked: [],
  failed: false,
});
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
    assert.equal(softwareDrift(spec, undefined, []), []);
    assert.equal(softwareDrift(spec, found({}), []), []);
  });

  test('what has drifted is installed again; what may restart the guest says so', () => {
    assert.equal(softwareDrift(spec, found({ keeper: 'it is off', app: 'gone' }), []), [
      drift('app', 'live', 'has drifted: gone'),
      drift('keeper', 'restart', 'has drifted: it is off; may restart the guest'),
    ]);
  });

  test('what git changes is told once, and what git does not name not at all', () => {
    const change = drift('app', 'live', 'port 80 → 81');
    assert.equal(softwareDrift(spec, found({ app: 'gone', other: 'gone' }), [change]), []);
  });

  test('what nobody knows is a note', () => {
    const check = { ...found({}), unchecked: ['it does not run'] };
    assert.equal(uncheckedNotes(check), ['not checked: it does not run']);
    assert.equal(uncheckedNotes(undefined), []);
  });
});
