import * as assert from 'uvu/assert';
import type { Finding } from '../../../../src/errors.ts';
import type { PlanItem } from '../../../../src/plan/plan.ts';
import { annotationsOf } from '../../../../src/plan/render/annotations.ts';
import { describe } from '../../../support/describe.ts';
import { change, item, plan } from './sample-plan.ts';

const at = (file: string, line: number) => ({ file, line, column: 3 });
const of = (items: readonly PlanItem[], findings: readonly Finding[] = []) =>
  annotationsOf(plan(items), findings, 'configs');

describe('annotations', (test) => {
  const levels: readonly (readonly [string, Partial<PlanItem>, string, number])[] = [
    ['a retire stands on the file that was removed', { action: 'retire', effect: 'retire' }, 'failure', 1],
    ['a destroy', { action: 'destroy', effect: 'destroy' }, 'failure', 1],
    [
      'a create stands on the first line',
      { action: 'create', changes: [change('/cores', { at: at('lxc/a.json', 7) })] },
      'notice',
      1,
    ],
    [
      'an adoption',
      {
        action: 'adopt',
        effect: 'config',
        changes: [change('/adopt', { effect: 'config', at: at('lxc/a.json', 9) })],
      },
      'notice',
      9,
    ],
    [
      'something impossible',
      { effect: 'impossible', changes: [change('/arch', { effect: 'impossible', at: at('lxc/a.json', 5) })] },
      'failure',
      5,
    ],
    [
      'a restart',
      { effect: 'restart', changes: [change('/fuse', { effect: 'restart', at: at('lxc/a.json', 6) })] },
      'warning',
      6,
    ],
    [
      'a stop',
      { effect: 'offline', changes: [change('/state', { effect: 'offline', at: at('lxc/a.json', 6) })] },
      'warning',
      6,
    ],
    ['a live change', { changes: [change('/cores', { at: at('lxc/a.json', 4) })] }, 'notice', 4],
    ['what has no line of its own', { changes: [change('/gone', { after: null })] }, 'notice', 1],
  ];
  for (const [name, part, level, line] of levels) {
    test(name, () => {
      const [first, ...rest] = of([item('lxc/a', part)]);
      assert.is(rest.length, 0);
      assert.equal(
        [first?.path, first?.startLine, first?.endLine, first?.level],
        ['configs/lxc/a.json', line, line, level],
      );
    });
  }

  test('each line of a guest has the level of its own change', () => {
    const changes = [
      change('/memory', { at: at('lxc/a.json', 4) }),
      change('/fuse', { effect: 'restart', at: at('lxc/a.json', 6) }),
    ];
    const all = of([item('lxc/a', { effect: 'restart', changes })]);
    assert.equal(
      all.map(({ startLine, level }) => [startLine, level]),
      [
        [6, 'warning'],
        [4, 'notice'],
      ],
    );
  });

  test('the other party of a finding has a word on its own line', () => {
    const finding: Finding = {
      id: 'PHX511',
      severity: 'error',
      message: 'lxc/b and lxc/a have the same MAC',
      hint: 'Leave it out.',
      at: at('lxc/b.json', 4),
      also: at('lxc/a.json', 6),
    };
    assert.equal(
      of([], [finding]).map(({ path, startLine, level, title, message }) => [
        path,
        startLine,
        level,
        title,
        message,
      ]),
      [
        [
          'configs/lxc/b.json',
          4,
          'failure',
          'PHX511',
          'lxc/b and lxc/a have the same MAC\nSee also configs/lxc/a.json:6\nLeave it out.',
        ],
        [
          'configs/lxc/a.json',
          6,
          'notice',
          'PHX511',
          'lxc/b and lxc/a have the same MAC\nFound at configs/lxc/b.json:4',
        ],
      ],
    );
  });

  test('both parties on one line are told once', () => {
    const place = at('lxc/b.json', 4);
    const finding: Finding = {
      id: 'PHX102',
      severity: 'error',
      message: 'm',
      at: place,
      also: { ...place, column: 9 },
    };
    assert.is(of([], [finding]).length, 1);
  });

  test('a line of a profile names every guest once', () => {
    const changes = [
      change('/fuse', { effect: 'restart', before: null, after: '1', at: at('profiles/p.json', 6) }),
    ];
    const all = of(['lxc/a', 'lxc/b'].map((address) => item(address, { effect: 'restart', changes })));
    assert.is(all.length, 1);
    assert.is(all[0]?.message, 'lxc/a, lxc/b: fuse: 1');
    assert.is(all[0]?.title, 'restart');
  });

  test('a finding and a change on one line are one annotation, with the level of the graver', () => {
    const finding: Finding = {
      id: 'PHX101',
      severity: 'error',
      message: 'taken',
      hint: 'choose another',
      at: at('lxc/a.json', 4),
    };
    const all = of(
      [item('lxc/a', { changes: [change('/net0/ip', { at: at('lxc/a.json', 4) })] })],
      [finding],
    );
    assert.is(all.length, 1);
    assert.is(all[0]?.level, 'failure');
    assert.is(all[0]?.title, 'PHX101, live');
    assert.is(all[0]?.message, 'taken\nchoose another\nlxc/a: net0.ip: a → b');
  });

  test('without a plan the findings stand alone; one without a place goes to the settings', () => {
    const all = annotationsOf(null, [{ id: 'PHX001', severity: 'warning', message: 'x' }], '');
    assert.equal(all, [
      { path: 'phoenix.json', startLine: 1, endLine: 1, level: 'warning', title: 'PHX001', message: 'x' },
    ]);
  });

  test('of too many the worst are kept', () => {
    const items = Array.from({ length: 700 }, (_, i) =>
      item(
        `lxc/g${i}`,
        i === 650
          ? { action: 'retire', effect: 'retire' }
          : { changes: [change('/cores', { at: at(`lxc/g${i}.json`, 2) })] },
      ),
    );
    const all = of(items);
    assert.is(all.length, 500);
    assert.is(all[0]?.path, 'configs/lxc/g650.json');
  });
});
