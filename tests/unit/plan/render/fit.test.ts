import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import {
  type Block,
  type Section,
  fit,
  framesOf,
  sectionText,
  sizeOf,
} from '../../../../src/plan/render/fit.ts';
import { describe } from '../../../support/describe.ts';

type Slot = 'row' | 'detail';

const SECTIONS: readonly Section<Slot>[] = [
  { slot: 'row', open: '| head |\n', between: '\n', close: '' },
  { slot: 'detail', open: '', between: '\n\n', close: '\n' },
];

const block = (rank: number, ...sizes: readonly number[]): Block<Slot, number> => ({
  rank,
  what: rank,
  forms: sizes.map(
    (size, i) => () =>
      i === sizes.length - 1 ? { row: 'r'.repeat(size) } : { row: 'r', detail: 'd'.repeat(size) },
  ),
});

const sizesOf = (shown: readonly Partial<Record<Slot, string>>[]) =>
  shown.map(({ row = '', detail = '' }) => row.length + detail.length);

describe('fit', (test) => {
  test('everything in full where there is room', () => {
    const { shown, dropped, shortened } = fit([block(1, 50, 5), block(0, 60, 6)], SECTIONS, 1000);
    assert.equal(sizesOf(shown), [61, 51], 'the most severe first');
    assert.is(dropped.length, 0);
    assert.is(shortened, 0);
  });

  test('the most severe is made rich first', () => {
    const { shown, shortened } = fit([block(1, 50, 5), block(0, 60, 6)], SECTIONS, 80);
    assert.equal(sizesOf(shown), [61, 5]);
    assert.is(shortened, 1);
  });

  test('what has no room is handed back', () => {
    const blocks = [block(2, 3), block(0, 3), block(1, 3), block(1, 3)];
    const { shown, dropped } = fit(blocks, SECTIONS, 12);
    assert.is(shown.length, 3);
    assert.equal(
      dropped.map(({ what }) => what),
      [2],
    );
  });

  test('a large severe block that does not fit keeps harmless ones out', () => {
    const { shown, dropped } = fit([block(0, 100), block(1, 1)], SECTIONS, 50);
    assert.is(shown.length, 0);
    assert.is(dropped.length, 2);
  });

  test('bytes are counted, not characters', () => {
    const umlauts: Block<Slot, string> = { rank: 0, what: '', forms: [() => ({ row: 'ä'.repeat(10) })] };
    assert.is(fit([umlauts], SECTIONS, 20).shown.length, 0, '20 bytes and a newline');
    assert.is(fit([umlauts], SECTIONS, 21).shown.length, 1);
  });

  test('forms of blocks that have no room are never made', () => {
    let made = 0;
    const counting = Array.from({ length: 1000 }, (): Block<Slot, number> => ({
      rank: 0,
      what: 0,
      forms: [
        () => {
          made += 1;
          return { row: 'x'.repeat(50) };
        },
      ],
    }));
    fit(counting, SECTIONS, 500);
    assert.ok(made < 20, `${made} made`);
  });

  test('never more than the room, and nothing graver is dropped than is shown', () => {
    const blocks = fc.array(
      fc
        .tuple(fc.nat(4), fc.nat(300), fc.nat(120), fc.nat(60))
        .map(([rank, full, short, poor]) => block(rank, full, short, poor)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(blocks, fc.nat(4000), (all, room) => {
        const { shown, dropped } = fit(all, SECTIONS, room);
        const text = SECTIONS.map((section) => sectionText(section, shown) ?? '').join('');
        assert.ok(sizeOf(text) <= room + framesOf(SECTIONS));
        assert.is(shown.length + dropped.length, all.length);
        const ranks = all.map(({ rank }) => rank).toSorted((a, b) => a - b);
        assert.equal(
          dropped.map(({ rank }) => rank),
          ranks.slice(shown.length),
        );
      }),
      { numRuns: 300 },
    );
  });
});
