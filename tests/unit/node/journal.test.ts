import * as assert from 'uvu/assert';
import { journalLine, journalPath, unfinishedIntents } from '../../../src/node/journal.ts';
import type { JournalEntry } from '../../../src/node/port.ts';
import { describe } from '../../support/describe.ts';

const entry = (
  event: JournalEntry['event'],
  stepId: string,
  more: Partial<JournalEntry> = {},
): JournalEntry => ({
  at: '2026-01-01T00:00:00.000Z',
  run: 'run-1',
  estate: 'lab',
  event,
  stepId,
  address: 'lxc/web',
  vmid: 101,
  ...more,
});

const PATH = journalPath('lab');
const file = (...entries: JournalEntry[]) => entries.map(journalLine).join('');
const open = (text: string, older = '') =>
  unfinishedIntents(
    new Map([
      [PATH, text],
      [`${PATH}.1`, older],
    ]),
  ).map(({ stepId }) => stepId);

describe('unfinished intents', (test) => {
  const cases: readonly [string, string, string, string[]][] = [
    ['nothing', '', '', []],
    ['begun and ended', file(entry('begin', 'a'), entry('end', 'a')), '', []],
    ['begun only', file(entry('begin', 'a')), '', ['a']],
    ['a note ends nothing', file(entry('begin', 'a'), entry('note', 'a')), '', ['a']],
    [
      'begun again after its end',
      file(entry('begin', 'a'), entry('end', 'a'), entry('begin', 'a')),
      '',
      ['a'],
    ],
    ['ended by a later run', file(entry('begin', 'a'), entry('end', 'a', { run: 'run-2' })), '', []],
    [
      'another step ends nothing',
      file(entry('begin', 'a'), entry('begin', 'b'), entry('end', 'b')),
      '',
      ['a'],
    ],
    [
      'the rotated file is older',
      file(entry('end', 'a')),
      file(entry('begin', 'a'), entry('begin', 'b')),
      ['b'],
    ],
    ['a line that was cut', `${file(entry('begin', 'a'))}{"at":"2026`, '', ['a']],
    ['lines of something else', `null\n[]\n{"event":"begin"}\n${file(entry('begin', 'a'))}`, '', ['a']],
  ];
  for (const [name, text, older, want] of cases) test(name, () => assert.equal(open(text, older), want));

  test('estates do not end each other', () => {
    const text = file(entry('begin', 'a'), entry('end', 'a', { estate: 'other' }));
    assert.equal(open(text), ['a']);
  });

  test('an intent carries what was started', () => {
    const argv = ['pct', 'create', '101'];
    const [intent] = unfinishedIntents(new Map([[PATH, file(entry('begin', 'a', { argv }))]]));
    assert.equal(intent, {
      estate: 'lab',
      stepId: 'a',
      address: 'lxc/web',
      vmid: 101,
      at: '2026-01-01T00:00:00.000Z',
      argv,
    });
  });
});

describe('a line of the journal', (test) => {
  test('is one line, however long and broken the words are', () => {
    const line = journalLine(entry('begin', 'a', { argv: ['pct', 'x'.repeat(9000)], message: 'a\nb' }));
    assert.is(line.indexOf('\n'), line.length - 1);
    assert.ok(line.length < 3000);
  });

  test('the path stays in its folder', () => {
    assert.is(journalPath('../../etc/x'), '/var/lib/phoenix/journal/______etc_x.jsonl');
    assert.is(journalPath('lab'), '/var/lib/phoenix/journal/lab.jsonl');
  });
});
