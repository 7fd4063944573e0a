/** What stderr looks like: as JSON lines, for the journal, of other levels; and when it is asked to. */
import * as assert from 'uvu/assert';
import { hide } from '../../../src/secrets/masking.ts';
import type { Tone } from '../../../src/telemetry/log/said.ts';
import { type Look, lookOf } from '../../../src/telemetry/log/stderr-look.ts';
import { type ScreenOptions, stderrScreen } from '../../../src/telemetry/log/stderr-screen.ts';
import { describe } from '../../support/describe.ts';

const LOOKS: readonly (readonly [string, readonly string[], Record<string, string>, Partial<Look> | null])[] =
  [
    ['nothing', ['plan'], {}, null],
    ['as usual', ['plan', '--log-format', 'text', '--log-level=info'], {}, null],
    ['JSON', ['--log-format', 'json', 'plan'], {}, { format: 'json' }],
    ['with an equals sign', ['plan', '--log-format=json'], {}, { format: 'json' }],
    ['the last one', ['--log-level', 'debug', 'plan', '--log-level', 'warn'], {}, { level: 'warn' }],
    ['by the environment', ['plan'], { PHOENIX_LOG_FORMAT: 'json' }, { format: 'json' }],
    ['the option goes first', ['--log-format=text'], { PHOENIX_LOG_FORMAT: 'json' }, null],
    ['of another program', ['lab', 'x', '--', 'pct', '--log-format', 'json'], {}, null],
    ['unknown values', ['--log-format', 'xml', '--log-level'], {}, null],
    ['a service', ['plan'], { JOURNAL_STREAM: '8:1' }, { journal: '8:1' }],
  ];

describe('the look of stderr', (test) => {
  for (const [name, argv, env, want] of LOOKS) {
    test(name, () => {
      const usual = { format: 'text', level: 'info', journal: null };
      assert.equal(lookOf(argv, env), want && { ...usual, ...want });
    });
  }
});

function shown(options: Partial<ScreenOptions>, ...said: readonly (readonly [string, Tone])[]): string[] {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const screen = stderrScreen({
    format: 'text',
    level: 'info',
    toJournal: false,
    write,
    now: () => 5,
    ...options,
  });
  for (const [text, tone] of said) screen.show(text, tone, {});
  return lines;
}

const SAID = [
  ['a detail', 'debug'],
  ['\u001b[31mred\u001b[39m', 'info'],
  ['[1/2] lxc/web: start …', 'progress'],
  ['two\n  lines', 'warn'],
  ['wrong', 'error'],
] as const;

describe('stderr', (test) => {
  test('as text is as it was said, from its level on', () => {
    assert.equal(
      shown({}, ...SAID),
      SAID.slice(1).map(([text]) => text),
    );
    assert.equal(shown({ level: 'warn' }, ...SAID), ['two\n  lines', 'wrong']);
    assert.equal(shown({ level: 'error' }, ...SAID), ['wrong']);
  });

  test('for the journal is one line each, with its priority', () => {
    assert.equal(shown({ toJournal: true }, ...SAID), [
      '<6>red',
      '<6>[1/2] lxc/web: start …',
      '<4>two | lines',
      '<3>wrong',
    ]);
  });

  test('as JSON leaves out what records of steps tell by themselves', () => {
    const records = shown({ format: 'json' }, ...SAID).map((line) => JSON.parse(line) as object);
    const time = '1970-01-01T00:00:00.005Z';
    assert.equal(records, [
      { time, level: 'info', message: 'red' },
      { time, level: 'warn', message: 'two\n  lines' },
      { time, level: 'error', message: 'wrong' },
    ]);
    assert.match(shown({ format: 'json', toJournal: true }, ['x', 'info'])[0] ?? '', /^<6>\{"time"/);
  });

  test('as JSON masks a secret before its characters are escaped', () => {
    const secret = 'qu"ote\\and\nsecond-line';
    hide(secret);
    const [line = ''] = shown({ format: 'json' }, [`token ${secret}`, 'error']);
    assert.not.match(line, /ote|second/);
    assert.match(line, '***');
  });

  test('of others is a record too: the parser of options, Node', () => {
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const screen = stderrScreen({ format: 'json', level: 'info', toJournal: false, write });
    screen.raw("error: unknown option '--x'\n");
    screen.raw('\n');
    screen.raw('(node:1) DeprecationWarning: old\n');
    const levels = lines.map((line) => (JSON.parse(line) as { level: string }).level);
    assert.equal(levels, ['error', 'warn']);
  });
});
