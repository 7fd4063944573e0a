/** The job summary keeps to GitHub's size without cutting a block. */
import * as assert from 'uvu/assert';
import { fitSummary } from '../../../src/github/summary.ts';
import { describe } from '../../support/describe.ts';

describe('job summary', (test) => {
  test('puts blocks below each other', () => {
    assert.is(fitSummary(['# Plan', '| a |']), '# Plan\n\n| a |\n');
    assert.is(fitSummary([]), '');
  });

  test('leaves whole blocks out at 1 MiB, counted in bytes, and says how many', () => {
    const block = 'ü'.repeat(50_000);
    const text = fitSummary(Array.from({ length: 12 }, () => block));
    assert.ok(Buffer.byteLength(text) <= 1024 * 1024);
    const blocks = text.trimEnd().split('\n\n');
    assert.equal(
      blocks.slice(0, -1),
      Array.from({ length: 10 }, () => block),
    );
    assert.match(blocks.at(-1) ?? '', '2 more blocks did not fit');
  });

  test('one block that is too long is left out, not cut', () => {
    const text = fitSummary(['x'.repeat(2 * 1024 * 1024)]);
    assert.match(text, /^\*1 more blocks/);
  });
});
