/** What files suppress: told in the comment, folded, with the reason, and the first to go where there is no room. */
import * as assert from 'uvu/assert';
import type { Suppressed } from '../../../../src/config/model.ts';
import { NOWHERE } from '../../../../src/plan/render/links.ts';
import { renderComment, renderRefusal } from '../../../../src/plan/render/markdown.ts';
import { describe } from '../../../support/describe.ts';
import { item, plan } from './sample-plan.ts';

const one = (n: number, reason = 'NFS needs it'): Suppressed => ({
  finding: {
    id: 'PHX621',
    severity: 'warning',
    message: `lxc/nas${n} is privileged`,
    hint: 'Remove it.',
    at: { file: `lxc/nas${n}.json`, line: 3, column: 3 },
  },
  reason,
});

describe('what files suppress', (test) => {
  const suppressed = [one(1), one(2, 'a <b>test</b> of @everybody [x](http://y)')];

  for (const [name, text] of [
    ['a plan', renderComment(plan([item('lxc/a')], { suppressed }), NOWHERE)],
    ['a plan of nothing', renderComment(plan([], { suppressed }), NOWHERE)],
    ['a refusal', renderRefusal({ estate: 'lab', env: null }, { findings: [], suppressed }, NOWHERE)],
  ] as const) {
    test(`is folded in the comment of ${name}, with its reason`, () => {
      assert.match(
        text,
        '<details><summary>2 findings suppressed, with the reason</summary>\n\n- **PHX621** ',
      );
      assert.match(text, '`lxc/nas1.json:3`). Reason: NFS needs it.\n- ');
      assert.match(text, '\n\n</details>');
      assert.not.match(text, '<b>');
      assert.not.match(text, '@everybody');
      assert.not.match(text, /(?<!\\)\]\(http/);
    });
  }

  test('nothing is said where nothing is suppressed', () => {
    assert.not.match(renderComment(plan([item('lxc/a')]), NOWHERE), 'suppressed');
  });

  test('is the first to be left out, and is counted', () => {
    const many = Array.from({ length: 2000 }, (_, i) => one(i));
    const text = renderComment(plan([item('lxc/a')], { suppressed: many }), NOWHERE, 20_000);
    assert.ok(Buffer.byteLength(text) <= 20_000);
    assert.match(text, /\*\*Not shown here:\*\* [\d,]+ suppressed findings\./);
    assert.match(text, 'lxc/a');
  });
});
