import * as assert from 'uvu/assert';
import { isSampled } from '../../../src/telemetry/sampling.ts';
import { parseTraceparent, parseTracestate } from '../../../src/telemetry/traceparent.ts';
import { describe } from '../../support/describe.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const LOW = '0af7651916cd43dd8400000000000001';
const HIGH = '0af7651916cd43dd84ffffffffffffff';
const kept = { trace: TRACE, span: 'b7ad6b7169203331', sampled: true };
const dropped = { ...kept, sampled: false };

describe('sampling', (test) => {
  const cases = [
    ['nothing is said: all', {}, null, TRACE, true],
    ['nothing is said: as the caller', {}, dropped, TRACE, false],
    ['all, whatever the caller keeps', { OTEL_TRACES_SAMPLER: 'always_on' }, dropped, TRACE, true],
    ['none, whatever the caller keeps', { OTEL_TRACES_SAMPLER: 'always_off' }, kept, TRACE, false],
    ['of its own none', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, null, TRACE, false],
    [
      'of its own none, but with the caller',
      { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
      kept,
      TRACE,
      true,
    ],
    [
      'a name that nobody knows: as the caller',
      { OTEL_TRACES_SAMPLER: 'jaeger_remote' },
      dropped,
      TRACE,
      false,
    ],
    [
      'a share: in it',
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
      null,
      HIGH,
      true,
    ],
    [
      'a share: not in it',
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
      kept,
      LOW,
      false,
    ],
    [
      'a share of nothing',
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' },
      null,
      HIGH,
      false,
    ],
    [
      'a share of all',
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' },
      null,
      LOW,
      true,
    ],
    [
      'a share that is none: all',
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'x' },
      null,
      LOW,
      true,
    ],
    [
      'a share, but with the caller',
      { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' },
      kept,
      LOW,
      true,
    ],
  ] as const;
  for (const [name, env, caller, trace, want] of cases)
    test(name, () => assert.is(isSampled(env, caller, trace), want));
});

describe('the context of a caller', (test) => {
  const cases = [
    ['as the specification has it', `00-${TRACE}-b7ad6b7169203331-01`, kept],
    ['not kept', `00-${TRACE}-b7ad6b7169203331-00`, dropped],
    ['of a version to come', `cc-${TRACE}-b7ad6b7169203331-01-more`, kept],
    ['of no version', `ff-${TRACE}-b7ad6b7169203331-01`, null],
    ['without a trace', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, null],
    ['without a span', `00-${TRACE}-${'0'.repeat(16)}-01`, null],
    ['in capitals', `00-${TRACE.toUpperCase()}-b7ad6b7169203331-01`, null],
    ['cut off', `00-${TRACE}`, null],
    ['nothing', undefined, null],
  ] as const;
  for (const [name, text, want] of cases) test(name, () => assert.equal(parseTraceparent(text), want));

  test('a state is passed on that a header can hold', () => {
    assert.is(parseTracestate(' vendor=abc,other=x '), 'vendor=abc,other=x');
    for (const text of [undefined, '', 'a=b\nx: y', `a=${'x'.repeat(600)}`, 'a=ü'])
      assert.is(parseTracestate(text), null);
  });
});
