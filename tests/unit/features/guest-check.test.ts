/** What check scripts say of a guest, in words; and which of them are not asked without secrets. */
import * as assert from 'uvu/assert';
import { checkOf, checkReadsSecrets, comparedOf } from '../../../src/features/guest-check.ts';
import type { Feature } from '../../../src/features/library.ts';
import { outcomeOf, type Outcome, type Verdict } from '../../../src/features/outcome.ts';
import { describe } from '../../support/describe.ts';
import { featuresOf } from '../../support/feature-files.ts';

const outcome = (
  verdicts: Readonly<Record<string, Verdict>>,
  run: Outcome['run'] = { is: 'ended' },
): Outcome => ({
  run,
  features: Object.entries(verdicts).map(([id, verdict]) => ({ id, verdict, ms: 1, facts: {} })),
});
const drift = (...lines: string[]): Verdict => ({ is: 'drift', corrected: false, lines });

describe('a check of a guest', (test) => {
  test('tells what has drifted and why, and nothing of what has not', () => {
    const { drifted, unchecked, failed } = checkOf(
      outcome({
        a: { is: 'unchanged' },
        b: drift('one', 'two', 'three', 'four'),
        c: { is: 'differs' },
        d: drift(),
      }),
    );
    assert.equal(Object.fromEntries(drifted), {
      b: 'two; three; four',
      c: 'the guest has another version of it, other options, or none of it',
      d: 'its check does not say why',
    });
    assert.equal([unchecked, failed], [[], false]);
  });

  test('tells secrets with other values from everything else', () => {
    const { drifted, changed } = checkOf(
      outcome({ a: { is: 'differs', secrets: ['KEY'] }, b: { is: 'differs' } }),
    );
    assert.equal(changed, new Map([['a', ['KEY']]]));
    assert.equal([...drifted.keys()], ['b']);
  });

  test('where secrets are compared, what nobody knows is a failure', () => {
    const left = new Map([
      ['c', 'denied'],
      ['d', 'not there'],
      ['e', 'denied'],
    ]);
    const { unchecked, uncompared, failed } = comparedOf(checkOf(outcome({ a: { is: 'unchanged' } }), left));
    assert.equal([unchecked, uncompared, failed], [[], ['c, e: denied', 'd: not there'], true]);
    assert.not.ok(comparedOf(checkOf(outcome({ a: { is: 'unchanged' } }))).failed);
  });

  test('bounds a reason', () => {
    const reason = checkOf(outcome({ a: drift('é'.repeat(900)) })).drifted.get('a') ?? '';
    assert.is(reason.length, 240);
    assert.ok(reason.endsWith('…'));
  });

  test('tells what went wrong, and what was not asked', () => {
    const left = new Map([['c', 'its check reads secrets']]);
    const lines = ['one', 'no such unit'];
    const found = outcome({
      a: { is: 'failed', script: 'check', what: 'check ended with exit code 3', lines },
    });
    assert.equal(checkOf(found, left), {
      drifted: new Map(),
      changed: new Map(),
      unchecked: ['a: check ended with exit code 3; no such unit', 'c: its check reads secrets'],
      uncompared: [],
      failed: true,
    });
    assert.is(checkOf(outcome({}), left).failed, false);
  });

  test('a run that was refused or lost says nothing of what it did not reach', () => {
    const asked = [
      { do: 'check', id: 'a' },
      { do: 'check', id: 'b' },
    ] as const;
    const busy = outcomeOf(asked, [{ event: 'refused', why: 'another run is at work in this guest' }], 22);
    assert.equal(checkOf(busy).unchecked, ['another run is at work in this guest']);
    assert.ok(checkOf(busy).failed);
    assert.is(checkOf(busy).drifted.size, 0);
    assert.match(checkOf(outcomeOf(asked, [], 255)).unchecked.join(), /before its last event/);
  });
});

describe('a check without secrets', (test) => {
  const [base] = [...featuresOf({ app: {} }).values()] as [Feature];
  const reads = (files: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>) => {
    const own = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
    const feature = { ...base, files: new Map([...base.files, ...own]) };
    return checkReadsSecrets({ feature, options: { values: {}, secrets } });
  };
  const secrets = { 'api-key': '${secret:env:KEY}' };

  const table: [string, Record<string, string>, Record<string, string>, boolean][] = [
    ['reads none where none are given', { 'check.sh': 'phx_secret api-key' }, {}, false],
    [
      'reads it by the library',
      { 'check.sh': '. ./want.sh', 'want.sh': 'phx_secret api-key' },
      secrets,
      true,
    ],
    ['reads its file', { 'check.sh': 'cmp -s /etc/key "$API_KEY_FILE"' }, secrets, true],
    ['reads another file', { 'check.sh': 'cat "$OTHER_FILE"' }, secrets, false],
    ['leaves it to install', { 'check.sh': ':', 'install.sh': 'phx_secret api-key' }, secrets, false],
    ['there is no check', { 'want.sh': 'phx_secret api-key' }, secrets, false],
  ];
  for (const [name, files, given, expected] of table)
    test(name, () => assert.is(reads(files, given), expected));
});
