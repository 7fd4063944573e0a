import * as assert from 'uvu/assert';
import type { Finding, Position } from '../../../../src/errors.ts';
import { renderFindings, renderSuppressed } from '../../../../src/plan/render/findings.ts';
import { describe } from '../../../support/describe.ts';

const WEB = '{\n  "vmid": 950,\n\t"net0": { "ip": "10.0.0.152/24" },\n  "memmory": 4\n}\n';
const view = (text: string | null, color = false) => ({ color, root: 'configs', textOf: () => text });
const error = (at: Position, part: Partial<Finding> = {}): Finding => ({
  id: 'PHX101',
  severity: 'error',
  message: 'wrong',
  at,
  ...part,
});
const place = (line: number, column: number): Position => ({ file: 'lxc/web.json', line, column });

/** The characters above the carets. */
function marked(text: string): string {
  const lines = text.split('\n');
  const carets = lines.findIndex((line) => /^\s*\|\s*\^+$/.test(line));
  const [start, end] = [lines[carets]?.indexOf('^') ?? 0, lines[carets]?.length ?? 0];
  return lines[carets - 1]?.slice(start, end) ?? '';
}

describe('findings on a terminal', (test) => {
  const carets: readonly (readonly [string, number, number, string])[] = [
    ['a key', 4, 3, '"memmory"'],
    ['a value', 3, 18, '"10.0.0.152/24"'],
    ['a number', 2, 11, '950'],
    ['a bracket', 1, 1, '{'],
  ];
  for (const [name, line, column, want] of carets) {
    test(`the caret stands under ${name}`, () => {
      assert.is(marked(renderFindings([error(place(line, column))], view(WEB))), want);
    });
  }

  test('a whole finding', () => {
    const finding = error(place(4, 3), { hint: 'write "memory"', also: place(2, 3) });
    assert.is(
      renderFindings([finding], view(WEB)),
      [
        'configs/lxc/web.json:4:3 error PHX101: wrong',
        '  4 |   "memmory": 4',
        '    |   ^^^^^^^^^',
        '  also configs/lxc/web.json:2:3',
        '  2 |   "vmid": 950,',
        '    |   ^^^^^^',
        '  do: write "memory"',
        '',
        '1 error',
      ].join('\n'),
    );
  });

  for (const [value, is] of [
    ['hunter2', 'not repeated'],
    ['x ${secret:db/app}', 'not repeated'],
    ['${secret:bank:app}', 'shown'],
  ] as const) {
    test(`of a secret option, ${value} is ${is}`, () => {
      const text = renderFindings([error(place(2, 3), { id: 'PHX715' })], view(`{\n  "${value}"\n}`));
      assert.is(text.includes(value), is === 'shown');
    });
  }

  test('errors come first', () => {
    const text = renderFindings(
      [{ ...error(place(1, 1)), severity: 'notice' }, error(place(2, 3))],
      view(null),
    );
    assert.ok(text.indexOf('error') < text.indexOf('notice'));
    assert.match(text, /1 error, 1 notice$/);
  });

  test('a file that is not there, a line that is not there: no excerpt', () => {
    assert.not.match(renderFindings([error(place(1, 1))], view(null)), /\|/);
    assert.not.match(renderFindings([error(place(99, 1))], view(WEB)), /\|/);
  });

  test('of a long line only the part around the place', () => {
    const long = `{${'"a":1,'.repeat(5000)}"here":2,${'"b":1,'.repeat(5000)}}`;
    const text = renderFindings([error(place(1, long.indexOf('"here"') + 1))], view(long));
    assert.is(marked(text), '"here"');
    assert.ok(text.length < 500, `${text.length} characters`);
  });

  test('nothing of a file reaches the terminal as a control character', () => {
    const text = renderFindings(
      [error(place(1, 4), { message: 'bad \u001b[2J name' })],
      view('"a\u001b[31m\u0007": 1'),
    );
    assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f]/);
  });

  test('colours only when allowed', () => {
    assert.match(renderFindings([error(place(1, 1))], view(WEB, true)), /\u001b\[31merror/);
    assert.not.match(renderFindings([error(place(1, 1))], view(WEB)), /\u001b/);
  });

  test('of many the ids are counted, most first', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      error(place(1, 1), { id: i % 3 === 0 ? 'PHX301' : 'PHX302', severity: i === 0 ? 'notice' : 'error' }),
    );
    assert.is(
      renderFindings(many, view(WEB)).split('\n').at(-1),
      '29 errors, 1 notice: 20 × PHX302, 10 × PHX301',
    );
  });

  test('whatever is found on the line of a secret, the line is not repeated', () => {
    const text = '{\n  "token": "hunter2", "nope": 1\n}';
    const findings = [error(place(2, 12), { id: 'PHX941' }), error(place(2, 23))];
    assert.not.match(renderFindings(findings, view(text)), 'hunter2');
    assert.not.match(renderFindings([error(place(2, 23))], { ...view(text), others: findings }), 'hunter2');
    assert.match(renderFindings([error(place(2, 23))], view(text)), 'hunter2');
    const suppressed = findings.map((finding) => ({ finding, reason: 'a test' }));
    assert.not.match(renderSuppressed(suppressed, view(text)), 'hunter2');
    const also = error(place(1, 1), { id: 'PHX941', also: place(2, 12) });
    assert.not.match(renderFindings([also], view(text)), 'hunter2');
  });

  test('thousands in one large file are found at their lines', () => {
    const text = Array.from({ length: 50_000 }, (_, i) => `"k${i}": 1,`).join('\n');
    const many = Array.from({ length: 50_000 }, (_, i) => error(place(i + 1, 1)));
    const blocks = renderFindings(many, view(text)).split('\n\n');
    assert.is(blocks.length, 50_001);
    assert.match(blocks[49_999] ?? '', '"k49999": 1,');
  });
});
