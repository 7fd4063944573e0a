/** The stream of a run: the same events in any pieces, whatever the guest sends. */
import { fc } from '../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { FeatureEvent } from '../../../src/features/event.ts';
import { eventReader } from '../../../src/features/events.ts';
import { describe } from '../../support/describe.ts';

const NONCE = 'abcd';
const SECRETS = ['hunter22', 'multi line\nsecret text'];

function read(pieces: readonly Uint8Array[], secrets = SECRETS): FeatureEvent[] {
  const events: FeatureEvent[] = [];
  const reader = eventReader({ nonce: NONCE, secrets, onEvent: (event) => events.push(event) });
  for (const piece of pieces) reader.add(piece);
  reader.end();
  return events;
}

const line = (event: object) => `${JSON.stringify({ phx: 1, ...event })}\n`;
const output = (data: string | Buffer, more: object = {}) =>
  line({
    event: 'output',
    feature: 'x',
    script: 'install',
    data: Buffer.from(data).toString('base64'),
    ...more,
  });
const end = line({ event: 'end', feature: 'x', script: 'install', exit: 0, ms: 5 });
const done = line({ event: 'done', nonce: NONCE, exit: 0 });
const whole = (text: string) => read([Buffer.from(text)]);
const lines = (events: readonly FeatureEvent[]) =>
  events.flatMap((one) => (one.event === 'line' ? [one.text] : []));

const shown: readonly [string, string, readonly string[]][] = [
  ['lines', output('a\nb\n') + end, ['a', 'b']],
  ['a line without an end', output('a') + end, ['a']],
  ['a line in pieces', output('a') + output('b\n') + end, ['ab']],
  [
    'a character in pieces',
    output(Buffer.from('ä').subarray(0, 1)) + output(Buffer.from('ä\n').subarray(1)) + end,
    ['ä'],
  ],
  ['what is no text', output(Buffer.from([0xff, 0x41, 0x0a])) + end, ['\ufffdA']],
  ['a secret', output('x hunter22 y\n') + end, ['x *** y']],
  ['a secret in pieces', output('x hunt') + output('er22 y\n') + end, ['x *** y']],
  ['a secret over lines', output('multi line\nsecret text\n') + end, ['***']],
  ['a line of a secret', output('> secret text\n') + end, ['> ***']],
  ['a secret that is cut off', output('x hunte') + end, ['x ***']],
  ['a secret with a colour in it', output('x hunt\u001b[1mer22 y\n') + end, ['x *** y']],
  ['control characters', output('\u001b[1mbold\u001b[0m \u0007\u202e\n') + end, ['bold \\u0007\\u202e']],
  ['a progress bar', output('10%\r20%\r\n') + end, ['20%']],
  ['a long line', output(`${'x'.repeat(3000)}\n`) + end, [`${'x'.repeat(1000)}…`]],
  [
    'the end after a cut, from a whole line on',
    output('a\n') + output('', { why: 'cut' }) + output('er22\nz\n') + end,
    ['a', '… (output left out) …', 'z'],
  ],
  ['nothing after a script has ended but what is new', output('a\n') + end + output('b\n') + end, ['a', 'b']],
];

const noise: readonly [string, string][] = [
  ['text', 'lxc-attach: hello\n'],
  ['broken JSON', '{"phx":1,"event":\n'],
  ['another object', '{"phx":2,"event":"begin","feature":"x"}\n'],
  ['an unknown event', line({ event: 'reboot', feature: 'x' })],
  ['a feature that is none', line({ event: 'begin', feature: '../x' })],
  ['an exit that is none', line({ event: 'end', feature: 'x', exit: -1 })],
  ['output that is no base64', line({ event: 'output', feature: 'x', script: 'install', data: '!' })],
  ['an end of another run', line({ event: 'done', nonce: 'other', exit: 0 })],
];

describe('events', (test) => {
  for (const [name, stream, want] of shown) {
    test(`shows ${name}`, () => assert.equal(lines(whole(stream)), want));
  }

  for (const [name, stream] of noise) {
    test(`takes for noise ${name}`, () => {
      const events = whole(stream + done);
      assert.equal(
        events.map((one) => one.event),
        ['noise', 'done'],
      );
    });
  }

  test('passes on what a script tells', () => {
    const text =
      '::phx progress fetching hunter22\n::phx event version 1.2 \u001b[1m\n::phx event __proto__ x\n::phx nothing\n';
    assert.equal(whole(output(text) + end).slice(0, 4), [
      { event: 'progress', feature: 'x', text: 'fetching ***' },
      { event: 'fact', feature: 'x', key: 'version', value: '1.2 ' },
      { event: 'fact', feature: 'x', key: '__proto__', value: 'x' },
      { event: 'line', feature: 'x', script: 'install', text: '::phx nothing' },
    ]);
  });

  test('nothing after the last event counts', () => {
    assert.equal(whole(done + line({ event: 'begin', feature: 'x' }) + done), [{ event: 'done', exit: 0 }]);
  });

  test('masks secrets in noise, and bounds it', () => {
    assert.equal(whole('x hunter22 y\n'), [{ event: 'noise', text: 'x *** y' }]);
    const [one] = whole(`${'x'.repeat(100_000)}hunter22`);
    assert.equal(one, { event: 'noise', text: 'a line that is too long' });
  });

  test('masks secrets in reasons that somebody else has written', () => {
    const why = 'it is hunter22';
    for (const forged of [
      { event: 'end', feature: 'x', exit: 1, why },
      { event: 'removed', feature: 'x', why },
      { event: 'refused', why },
    ])
      assert.equal(
        whole(line(forged)).map((one) => ('why' in one ? one.why : null)),
        ['it is ***'],
      );
  });

  test('keeps a bounded number of events, whoever writes them, and still hears the last', () => {
    const many = (make: (index: number) => object) =>
      Array.from({ length: 25_000 }, (_, index) => line(make(index))).join('');
    const begun = whole(many((index) => ({ event: 'begin', feature: `f${index}` })) + done);
    assert.is(begun.length, 20_001);
    assert.equal(begun.at(-1), { event: 'done', exit: 0 });
    const data = Buffer.from('a').toString('base64');
    const open = whole(many((index) => ({ event: 'output', feature: `f${index}`, script: 'install', data })));
    assert.is(lines(open).length, 16);
    assert.equal(open[0], { event: 'noise', text: 'the output of too many scripts at once' });
  });

  test('reads no more than so much of a stream without an end', () => {
    const events: FeatureEvent[] = [];
    const reader = eventReader({ nonce: NONCE, secrets: [], onEvent: (event) => events.push(event) });
    const piece = Buffer.alloc(16 * 1024 * 1024, 'x');
    for (let index = 0; index < 16; index += 1) reader.add(piece);
    assert.not.ok(reader.done);
    reader.add(piece);
    assert.ok(reader.done);
    reader.add(Buffer.from(`\n${done}`));
    assert.equal(events, [{ event: 'noise', text: 'the guest sent more than 256 MiB' }]);
  });

  test('shows the start and the end of very many lines', () => {
    const many = Array.from({ length: 9000 }, (_, index) => `line ${index}`);
    const events = lines(whole(many.map((one) => output(`${one}\n`)).join('') + end));
    assert.is(events.length, 5201);
    assert.equal(
      [events[4999], events[5000], events[5001], events.at(-1)],
      ['line 4999', '… (output left out) …', 'line 8800', 'line 8999'],
    );
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'hunter22',
      'hunt',
      'er22',
      'multi line\n',
      'secret text',
      'ä€😀',
      '\r',
      '\n',
      '\u001b[1m',
      '::phx progress x\n',
    ),
    fc.string({ maxLength: 8 }),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  const event = fc.oneof(
    { weight: 6, arbitrary: piece.map((text) => output(text)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(end, output('', { why: 'cut' }), ...noise.map(([, text]) => text)),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  );
  const stream = fc.array(event, { maxLength: 12 }).map((parts) => Buffer.from(parts.join('') + done));

  test('the same in any pieces; no secret and nothing unseen in any', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(400), { maxLength: 12 }), (bytes, cuts) => {
        const want = read([bytes]);
        const at = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((to, index) => bytes.subarray(at[index], to));
        assert.equal(read(pieces), want);
        const text = want.flatMap((one) => ('text' in one ? [one.text] : []));
        assert.not.match(text.join('\n'), /hunter22|multi line|secret text/);
        assert.not.match(text.join(''), /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202e]/);
      }),
      { numRuns: 500 },
    );
  });
});
