import * as assert from 'uvu/assert';
import { isFresh } from '../../../../src/kinds/guest/fresh-backup.ts';
import { describe } from '../../../support/describe.ts';

const POLICY = { storage: 'backups', maxAge: '24h', mode: 'snapshot' } as const;
const NOW = '2026-11-22T12:00:00.000Z';
const WEEK_AGO = '2026-11-15T12:00:00.000Z';

describe('whether a backup holds what is about to be lost', (test) => {
  const cases: readonly [
    name: string,
    newest: string | undefined,
    retired: string | undefined,
    fresh: boolean,
  ][] = [
    ['none', undefined, undefined, false],
    ['of today', '2026-11-22T01:00:00.000Z', undefined, true],
    ['of the day before yesterday', '2026-11-20T12:00:00.000Z', undefined, false],
    ['old now, of the day it retired', '2026-11-15T02:00:00.000Z', WEEK_AGO, true],
    ['after it retired', '2026-11-16T02:00:00.000Z', WEEK_AGO, true],
    ['two days before it retired', '2026-11-13T02:00:00.000Z', WEEK_AGO, false],
    ['none, retired', undefined, WEEK_AGO, false],
    ['old, and a marker that says no time', '2026-11-13T02:00:00.000Z', 'once', false],
    [
      'old, and a marker that says a time to come',
      '2026-11-13T02:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      false,
    ],
  ];
  for (const [name, newest, retired, fresh] of cases) {
    test(name, () => assert.is(isFresh(newest, POLICY, NOW, retired), fresh));
  }
});
