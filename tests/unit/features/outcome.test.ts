/** What a run came to, from its events and its exit. */
import * as assert from 'uvu/assert';
import type { FeatureEvent, ScriptName } from '../../../src/features/event.ts';
import { type AskedFor, outcomeOf, type Outcome } from '../../../src/features/outcome.ts';
import { describe } from '../../support/describe.ts';

const begin = (feature: string, script: ScriptName | null = null): FeatureEvent => ({
  event: 'begin',
  feature,
  script,
});
const ended = (feature: string, why: string, exit = 0): FeatureEvent => ({
  event: 'end',
  feature,
  script: null,
  exit,
  ms: 0,
  why,
});
const script = (feature: string, name: ScriptName, exit = 0, why: string | null = null): FeatureEvent[] => [
  begin(feature, name),
  { event: 'line', feature, script: name, text: `${name} says` },
  { event: 'end', feature, script: name, exit, ms: 10, why },
];
const done = (exit: number): FeatureEvent => ({ event: 'done', exit });
const asked: readonly AskedFor[] = [
  { do: 'install', id: 'a' },
  { do: 'install', id: 'b' },
];
const removal: readonly AskedFor[] = [{ do: 'remove', id: 'a' }];
const a = (exit: number, why: string | null = null, name: ScriptName = 'install') => [
  begin('a'),
  ...script('a', name, exit, why),
  ended('a', name, 1),
  done(20),
];

const failed = (what: string, name: ScriptName | null = 'install', lines = ['install says']) => ({
  is: 'failed',
  script: name,
  what,
  lines,
});

const cases: readonly [
  string,
  readonly AskedFor[],
  readonly FeatureEvent[],
  number | null,
  unknown,
  readonly unknown[],
][] = [
  [
    'all well',
    asked,
    [
      begin('a'),
      ...script('a', 'install'),
      ended('a', 'installed'),
      begin('b'),
      ended('b', 'unchanged'),
      done(0),
    ],
    0,
    { is: 'ended' },
    [{ is: 'installed' }, { is: 'unchanged' }],
  ],
  [
    'a failure stops the rest',
    asked,
    a(3),
    20,
    { is: 'failed' },
    [failed('install ended with exit code 3'), { is: 'not-run' }],
  ],
  [
    'a time limit',
    asked,
    a(143, 'timeout'),
    20,
    { is: 'failed' },
    [failed('install took too long and was ended'), { is: 'not-run' }],
  ],
  [
    'a signal',
    asked,
    a(139),
    20,
    { is: 'failed' },
    [failed('install was ended by signal SIGSEGV'), { is: 'not-run' }],
  ],
  [
    'no memory',
    asked,
    a(137),
    20,
    { is: 'failed' },
    [
      failed(
        'install was ended by signal SIGKILL, as the kernel does where a guest has no memory left: more "memory" may help',
      ),
      { is: 'not-run' },
    ],
  ],
  [
    'a missing program',
    asked,
    a(127),
    20,
    { is: 'failed' },
    [failed('install ended with exit code 127: a program was not found'), { is: 'not-run' }],
  ],
  [
    'no memory to start in',
    asked,
    a(125, 'unstarted'),
    20,
    { is: 'failed' },
    [failed('install could not be started; is the memory of /run full?'), { is: 'not-run' }],
  ],
  [
    'a restart that is not allowed',
    asked,
    a(12),
    20,
    { is: 'failed' },
    [failed('install asked for a restart, which its manifest does not allow'), { is: 'not-run' }],
  ],
  [
    'a disk that is full',
    asked,
    [begin('a'), ended('a', 'unwritable', 1), done(20)],
    20,
    { is: 'failed' },
    [
      failed(
        'what Phoenix keeps in the guest could not be written; is its disk, or the memory of /run, full?',
        null,
        [],
      ),
      { is: 'not-run' },
    ],
  ],
  [
    'a restart',
    asked,
    [begin('a'), ...script('a', 'install', 12), { event: 'restart', feature: 'a' }, done(12)],
    12,
    { is: 'restart' },
    [{ is: 'restart' }, { is: 'not-run' }],
  ],
  [
    'drift that was put right',
    asked.slice(0, 1),
    [begin('a'), ...script('a', 'check', 10), ...script('a', 'install'), ended('a', 'drift'), done(0)],
    0,
    { is: 'ended' },
    [{ is: 'drift', corrected: true, lines: ['check says'] }],
  ],
  [
    'drift that was told',
    [{ do: 'check', id: 'a' }],
    [begin('a'), ...script('a', 'check', 10), ended('a', 'drift'), done(0)],
    0,
    { is: 'ended' },
    [{ is: 'drift', corrected: false, lines: ['check says'] }],
  ],
  [
    'another version',
    [{ do: 'check', id: 'a' }],
    [begin('a'), ended('a', 'differs'), done(0)],
    0,
    { is: 'ended' },
    [{ is: 'differs' }],
  ],
  [
    'a removal',
    removal,
    [...script('a', 'remove'), { event: 'removed', feature: 'a', why: null }, done(0)],
    0,
    { is: 'ended' },
    [{ is: 'removed', undone: true }],
  ],
  [
    'a removal of nothing',
    removal,
    [{ event: 'removed', feature: 'a', why: 'absent' }, done(0)],
    0,
    { is: 'ended' },
    [{ is: 'removed', undone: false }],
  ],
  [
    'refused',
    asked,
    [{ event: 'refused', why: 'the bundle was cut' }],
    21,
    { is: 'refused', why: 'the bundle was cut' },
    [{ is: 'not-run' }, { is: 'not-run' }],
  ],
  [
    'killed in the middle',
    asked,
    [begin('a'), ...script('a', 'install')],
    137,
    {
      is: 'lost',
      why: 'the command in the guest was killed, as the kernel does where a guest has no memory left, before its last event',
    },
    [{ is: 'unknown' }, { is: 'not-run' }],
  ],
  [
    'never started',
    asked,
    [{ event: 'noise', text: 'container is not running' }],
    null,
    { is: 'lost', why: 'the command in the guest was ended before its last event: container is not running' },
    [{ is: 'not-run' }, { is: 'not-run' }],
  ],
  [
    'an exit of 0 without a last event',
    asked,
    [begin('a'), ended('a', 'installed')],
    0,
    { is: 'lost', why: 'the command in the guest ended with exit code 0 before its last event' },
    [{ is: 'installed' }, { is: 'not-run' }],
  ],
  [
    'events of a feature that nobody asked for',
    removal,
    [begin('z'), ended('z', 'installed'), done(0)],
    0,
    { is: 'ended' },
    [{ is: 'not-run' }],
  ],
];

describe('outcome', (test) => {
  for (const [name, all, events, exit, run, verdicts] of cases) {
    test(name, () => {
      const outcome: Outcome = outcomeOf(all, events, exit);
      assert.equal(outcome.run, run);
      assert.equal(
        outcome.features.map((one) => one.verdict),
        verdicts,
      );
    });
  }

  test('sums up times and facts', () => {
    const fact: FeatureEvent = { event: 'fact', feature: 'a', key: '__proto__', value: 'x' };
    const [one] = outcomeOf(
      asked,
      [
        begin('a'),
        ...script('a', 'install'),
        fact,
        ...script('a', 'verify'),
        ended('a', 'installed'),
        done(0),
      ],
      0,
    ).features;
    assert.is(one?.ms, 20);
    assert.equal(Object.entries(one?.facts ?? {}), [['__proto__', 'x']]);
  });

  test('a failure shows the last lines of its script only', () => {
    const many = Array.from({ length: 50 }, (_, index): FeatureEvent => ({
      event: 'line',
      feature: 'a',
      script: 'verify',
      text: String(index),
    }));
    const events = [
      begin('a'),
      ...script('a', 'install'),
      begin('a', 'verify'),
      ...many,
      script('a', 'verify', 1).at(-1) as FeatureEvent,
      ended('a', 'verify', 1),
      done(20),
    ];
    const verdict = outcomeOf(asked, events, 20).features[0]?.verdict;
    assert.equal(
      verdict?.is === 'failed' && verdict.lines,
      Array.from({ length: 20 }, (_, index) => String(index + 30)),
    );
  });
});
