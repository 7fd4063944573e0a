/** What a log keeps of the signals of a run, as records and as text. */
import * as assert from 'uvu/assert';
import { jsonLine } from '../../../src/telemetry/log/json-line.ts';
import { journalPrefix, detailText, oneLine } from '../../../src/telemetry/log/record-text.ts';
import { isShown, recorder, type Recorded } from '../../../src/telemetry/log/record.ts';
import type { Fields, Level, Signal, SpanOf } from '../../../src/telemetry/signal.ts';
import { describe } from '../../support/describe.ts';

const IDS = { run: 'cli-1', trace: 'a'.repeat(32) };
const AT = Date.UTC(2026, 10, 22, 20, 0, 0, 5);

const begin = (
  span: string,
  parent: string | null,
  of: SpanOf,
  name: string,
  fields: Fields = {},
): Signal => ({
  is: 'begin',
  at: AT,
  span,
  parent,
  of,
  name,
  fields,
});
const end = (span: string, ok: boolean, fields: Fields = {}, why?: string): Signal => ({
  is: 'end',
  at: AT + 1500,
  span,
  ok,
  fields,
  ...(why !== undefined && { why }),
});
const note = (span: string, name: string, fields: Fields): Signal => ({
  is: 'note',
  at: AT,
  span,
  name,
  fields,
});

const ABOVE = [
  begin('r', null, 'run', 'phoenix apply'),
  begin('g', 'r', 'resource', 'lxc/web', { address: 'lxc/web' }),
  begin('s', 'g', 'step', 'set', { step: 'lxc/web:set', address: 'lxc/web', node: 'pve1' }),
];
const argv = ['pct', 'set', '101', '--memory', '512'];
const set = (ok: boolean, fields: Fields, why?: string): readonly Signal[] => [
  begin('c', 's', 'command', 'pct set', { node: 'pve1', argv }),
  end('c', ok, fields, why),
];

/** The last record of these, and whether it is shown as text to who wants everything. */
const CASES: readonly (readonly [string, readonly Signal[], Level, string, string | null])[] = [
  ['a run begins', [begin('r2', null, 'run', 'phoenix plan')], 'info', 'phoenix plan: begins', null],
  ['a step begins', [], 'info', 'set: begins', null],
  [
    'a command',
    set(true, { exit: 0, ms: 40 }),
    'info',
    'pct set: done',
    'lxc/web on pve1: pct set 101 --memory 512: exit 0, 40 ms',
  ],
  [
    'one that fails',
    set(false, { exit: 2 }, 'locked'),
    'warn',
    'pct set: failed: locked',
    'lxc/web on pve1: pct set 101 --memory 512: exit 2, 1.5 s',
  ],
  [
    'a reading',
    [begin('c', 's', 'command', 'read guest', { vmid: 101 }), end('c', true)],
    'debug',
    'read guest: done',
    'lxc/web on pve1: read guest: done, 1.5 s',
  ],
  ['a step that fails', [end('s', false, {}, 'no room')], 'error', 'set: failed: no room', null],
  ['a resource that is done', [end('g', true, { outcome: 'applied' })], 'info', 'lxc/web: done', null],
  ['another try', [note('s', 'retry', { why: 'locked', ms: 1000 })], 'warn', 'retry: locked', null],
  [
    'a line of a script',
    [
      begin('x', 's', 'script', 'nginx install', { feature: 'nginx', script: 'install' }),
      note('x', 'line', { text: '\u001b[1mReading\u001b[0m lists' }),
    ],
    'debug',
    'Reading lists',
    'lxc/web on pve1: nginx install: Reading lists',
  ],
  [
    'what is said',
    [{ is: 'log', at: AT, level: 'warn', message: 'two\nlines', span: 's', fields: {} }],
    'warn',
    'two\nlines',
    'lxc/web on pve1: two | lines',
  ],
];

function last(signals: readonly Signal[]): Recorded {
  const recordOf = recorder(IDS);
  const told = [...ABOVE, ...signals].flatMap((signal) => recordOf(signal) ?? []).at(-1);
  if (!told) throw new Error('there is no record');
  return told;
}

describe('records of a log', (test) => {
  for (const [name, signals, level, message, text] of CASES) {
    test(name, () => {
      const told = last(signals);
      assert.equal([told.record.level, told.record.message], [level, message]);
      assert.is(detailText(told, 'debug'), text);
    });
  }

  test('have their members in one order, with what stands above them', () => {
    const { record } = last(set(true, { exit: 0, ms: 40 }));
    assert.is(
      JSON.stringify(record),
      JSON.stringify({
        time: '2026-11-22T20:00:01.505Z',
        level: 'info',
        message: 'pct set: done',
        run: 'cli-1',
        trace_id: IDS.trace,
        span_id: 'c',
        parent_id: 's',
        address: 'lxc/web',
        step: 'lxc/web:set',
        node: 'pve1',
        argv,
        ms: 40,
        exit: 0,
      }),
    );
  });

  test('figures are none, and neither is the end of what never began', () => {
    const recordOf = recorder(IDS);
    assert.is(recordOf({ is: 'measured', at: AT, figures: [] }), null);
    assert.is(recordOf(end('unknown', true)), null);
  });

  test('where no progress is shown, a step that fails is', () => {
    assert.is(
      detailText(last([end('s', false, {}, 'no room')]), 'warn'),
      'lxc/web on pve1: set: failed: no room, 1.5 s',
    );
    assert.is(detailText(last(set(true, { exit: 0 })), 'warn'), null);
  });
});

describe('levels', (test) => {
  test('show what is as grave or graver', () => {
    const levels: readonly Level[] = ['debug', 'info', 'warn', 'error'];
    for (const [least, shown] of [...levels.entries()].map(([at, one]) => [one, levels.slice(at)] as const)) {
      assert.equal(
        levels.filter((level) => isShown(level, least)),
        [...shown],
      );
    }
  });

  test('are priorities of sd-daemon(3)', () => {
    assert.equal((['debug', 'info', 'warn', 'error'] as const).map(journalPrefix), [
      '<7>',
      '<6>',
      '<4>',
      '<3>',
    ]);
    assert.is(oneLine('a\n\n  b\r\nc  '), 'a | b | c');
  });
});

describe('a record with hostile text in it', (test) => {
  const hostile = 'a\u001b[31mb\u0007\u009b1mc\u202ed\u007f\n<3>e';

  test('has nothing that a terminal obeys, and stays one line', () => {
    const text = oneLine(hostile);
    assert.is(text, 'a\\u{1b}[31mb\\u{7}\\u{9b}1mc\\u{202e}d\\u{7f} | <3>e');
    const line = jsonLine({ message: hostile });
    assert.match(line, /^[ -~]*$/);
    assert.equal(JSON.parse(line), { message: hostile });
  });
});
