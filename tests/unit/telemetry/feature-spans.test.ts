import * as assert from 'uvu/assert';
import type { FeatureEvent } from '../../../src/features/event.ts';
import { beginSpan, watched } from '../../../src/telemetry/current.ts';
import { featureSpans } from '../../../src/telemetry/feature-spans.ts';
import type { Signal } from '../../../src/telemetry/signal.ts';
import { createTelemetry } from '../../../src/telemetry/telemetry.ts';
import { describe } from '../../support/describe.ts';

const OWN = '00f067aa0ba902b7';

const begin = (
  feature: string,
  script: 'check' | 'install' | 'wait' | null,
  span?: string,
): FeatureEvent => ({
  event: 'begin',
  feature,
  script,
  ...(span !== undefined && { span }),
});
const end = (
  feature: string,
  script: 'check' | 'install' | 'remove' | null,
  exit: number,
  why: string | null = null,
): FeatureEvent => ({
  event: 'end',
  feature,
  script,
  exit,
  ms: 5,
  why,
});

/** Spans as `name < name of the one above: how it ended`, in the order in which they ended. */
function told(events: readonly FeatureEvent[]): {
  readonly spans: readonly string[];
  readonly ids: readonly string[];
} {
  const signals: Signal[] = [];
  const sink = { take: (signal: Signal) => void signals.push(signal), close: async () => {} };
  const telemetry = createTelemetry({ run: 'test', trace: 'a'.repeat(32), sinks: [sink] });
  watched(telemetry, null, () => {
    const step = beginSpan('step', 'step');
    const spans = featureSpans(step);
    for (const event of events) spans.take(event);
    spans.done();
  });
  const begun = signals.flatMap((signal) => (signal.is === 'begin' ? [signal] : []));
  const nameOf = (id: string | null) => begun.find(({ span }) => span === id)?.name ?? '';
  return {
    ids: begun.map(({ span }) => span),
    spans: signals.flatMap((signal) => {
      if (signal.is !== 'end') return [];
      const { parent = null } = begun.find(({ span }) => span === signal.span) ?? {};
      const how = signal.ok ? (signal.fields['outcome'] ?? 'ok') : signal.why;
      return [`${nameOf(signal.span)} < ${nameOf(parent)}: ${String(how)}`];
    }),
  };
}

describe('spans of features', (test) => {
  const cases: readonly (readonly [string, readonly FeatureEvent[], readonly string[]])[] = [
    [
      'one that is installed',
      [begin('a', null), begin('a', 'install'), end('a', 'install', 0), end('a', null, 0, 'installed')],
      ['a install < a: ok', 'a < step: installed'],
    ],
    [
      'a check that has found drift has done its work',
      [begin('a', null), begin('a', 'check'), end('a', 'check', 10), end('a', null, 0, 'drift')],
      ['a check < a: ok', 'a < step: drift'],
    ],
    [
      'an install that fails',
      [begin('a', null), begin('a', 'install'), end('a', 'install', 7, 'left'), end('a', null, 1, 'install')],
      ['a install < a: exit code 7: left', 'a < step: install'],
    ],
    [
      'an install that asks for a restart, and goes on in another run',
      [
        begin('a', null),
        begin('a', 'install'),
        end('a', 'install', 12),
        { event: 'restart', feature: 'a' },
        begin('a', null),
        end('a', null, 0, 'installed'),
      ],
      ['a install < a: ok', 'a < step: restart', 'a < step: installed'],
    ],
    [
      'a removal begins with its script',
      [
        { event: 'begin', feature: 'a', script: 'remove' },
        end('a', 'remove', 0),
        { event: 'removed', feature: 'a', why: null },
      ],
      ['a remove < a: ok', 'a < step: removed'],
    ],
    [
      'a run that is lost',
      [begin('a', null), begin('a', 'install')],
      ['a install < a: the run in the guest was lost', 'a < step: the run in the guest was lost'],
    ],
    [
      'what belongs to no feature',
      [begin('-', 'wait'), end('-', null, 0)],
      ['wait < step: the run in the guest was lost'],
    ],
  ];
  for (const [name, events, want] of cases) test(name, () => assert.equal(told(events).spans, want));

  test('a script has the id that it knows itself, and no other has that', () => {
    const { ids } = told([begin('a', 'install', OWN), end('a', 'install', 0), begin('a', 'check', OWN)]);
    assert.is(ids.filter((id) => id === OWN).length, 1);
    assert.is(new Set(ids).size, ids.length);
  });
});
