import * as assert from 'uvu/assert';
import { type CurrentEntry, exposures, type Version } from '../../../src/secrets/vault/exposure.ts';
import { describe } from '../../support/describe.ts';

const [ANNA, BEN, CAT] = ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB', 'CCCCCCCCCCCCCCCC'];

const version = (entry: string, text: string | null, ...keyIds: string[]): Version => ({
  entry,
  text,
  keyIds,
});
const now = (entry: string, text: string | null, fields: string[] = []): CurrentEntry => ({
  entry,
  text,
  fields,
  readers: new Set([ANNA]),
});

describe('what somebody knows', (test) => {
  const cases: readonly (readonly [string, CurrentEntry, readonly Version[], object[]])[] = [
    ['nothing of what was never theirs', now('a', 'one'), [version('a', 'one', ANNA)], []],
    [
      'a value that is as it was',
      now('a', 'one\nuser: x'),
      [version('a', 'one', ANNA, BEN), version('a', 'one\nuser: x', ANNA)],
      [{ entry: 'a', knownTo: [BEN], value: 'yes', fields: [] }],
    ],
    ['not one that was changed', now('a', 'two'), [version('a', 'one', ANNA, BEN)], []],
    [
      'one that came back',
      now('a', 'one'),
      [version('a', 'two', BEN), version('a', 'one', BEN)],
      [{ entry: 'a', knownTo: [BEN], value: 'yes', fields: [] }],
    ],
    [
      'one of an entry that had another name',
      now('b', 'one'),
      [version('a', 'one', BEN)],
      [{ entry: 'b', knownTo: [BEN], value: 'yes', fields: [] }],
    ],
    [
      'perhaps one whose old version cannot be opened here',
      now('a', 'two'),
      [version('a', null, BEN)],
      [{ entry: 'a', knownTo: [BEN], value: 'maybe', fields: [] }],
    ],
    ['not of another entry that cannot be opened', now('a', 'two'), [version('b', null, BEN)], []],
    [
      'perhaps one that cannot be opened itself',
      now('a', null),
      [version('a', 'one', BEN)],
      [{ entry: 'a', knownTo: [BEN], value: 'maybe', fields: [] }],
    ],
    [
      'a line that is used',
      now('a', 'two\ntoken: t0ken\nuser: anna', ['token', 'user']),
      [version('a', 'one\ntoken: t0ken\nuser: anna', BEN)],
      [{ entry: 'a', knownTo: [BEN], value: 'no', fields: ['token'] }],
    ],
    ['no line that nobody uses', now('a', 'two\ntoken: t'), [version('a', 'one\ntoken: t', BEN)], []],
    [
      'a whole entry that is used as such',
      now('a', 'one\nmore\n', ['*']),
      [version('a', 'one\nmore\n', BEN)],
      [{ entry: 'a', knownTo: [BEN], value: 'yes', fields: ['*'] }],
    ],
    [
      'not a whole entry with another line',
      now('a', 'two\nmore\n', ['*']),
      [version('a', 'one\nmore\n', BEN)],
      [],
    ],
    ['nothing of what is empty', now('a', '\nuser: x'), [version('a', '\nuser: x', BEN)], []],
  ];
  for (const [what, one, versions, want] of cases)
    test(what, () => assert.equal(exposures([one], versions, null), want));

  test('of one person alone, also of one who may read it still', () => {
    const versions = [version('a', 'one', ANNA, BEN, CAT)];
    const known = (whose: string) =>
      exposures([now('a', 'one')], versions, new Set([whose])).map((x) => x.knownTo);
    assert.equal(known(BEN), [[BEN]]);
    assert.equal(known(ANNA), [[ANNA]]);
    assert.equal(known('DDDDDDDDDDDDDDDD'), []);
    assert.equal(
      exposures([now('a', 'one')], versions, null).map((x) => x.knownTo),
      [[BEN, CAT]],
    );
  });
});
