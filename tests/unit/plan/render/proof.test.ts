/** A proof beside a plan: a column and a few words, within the limit, and harmless whatever stands in it. */
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { GuestProof } from '../../../../src/proof/proof.ts';
import { NOWHERE } from '../../../../src/plan/render/links.ts';
import { renderComment, renderProofSummary } from '../../../../src/plan/render/markdown.ts';
import { renderProof } from '../../../../src/plan/render/terminal/proof-lines.ts';
import { describe } from '../../../support/describe.ts';
import { hostileProof, sampleProof } from '../../../support/sample-proof.ts';
import { shapeOf } from './markdown-shape.ts';
import { change, item, plan } from './sample-plan.ts';

const LIMIT = 65_535;
const PLAN = plan([
  item('lxc/db', { changes: [change('/features/postgres')] }),
  item('lxc/web', { changes: [change('/features/nginx')] }),
  item('lxc/gpu', { changes: [change('/features/cuda')] }),
  item('lxc/other', { changes: [change('/memory')] }),
]);

const shown = (change = {}) => ({ is: 'shown', proof: sampleProof(change) }) as const;
const comment = (proof: Parameters<typeof renderComment>[4]) =>
  renderComment(PLAN, NOWHERE, LIMIT, 'planned', proof);
const cellOf = (text: string, address: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith('|') && line.includes(address))
    ?.split('|')
    .at(-2)
    ?.trim();

describe('a proof in the comment', (test) => {
  test('is a column of the table', () => {
    const text = comment(shown());
    assert.match(
      text,
      '| | Guest | Change | Effect | Downtime | Why | Proof |\n|---|---|---|---|---|---|---|\n',
    );
    assert.is(cellOf(text, 'lxc/db'), '❌ failed');
    assert.is(cellOf(text, 'lxc/web'), '✅ 42 s, upgrade 9 s');
    assert.is(cellOf(text, 'lxc/gpu'), 'not proved');
    assert.is(cellOf(text, 'lxc/other'), '–');
  });

  test('says what failed, with its last lines, and why something was not proved', () => {
    const text = comment(shown());
    assert.match(text, '1 proved, 1 failed, 1 not proved in 1 min 20 s. **Failed:** `lxc/db`.');
    assert.match(
      text,
      '❌ **`lxc/db`**, new, after 12 s: install postgres: postgres: install ended with exit code 3',
    );
    assert.match(text, 'line 11 of what it printed');
    assert.match(text, 'Not proved: `lxc/gpu` (it has the card "gpu0").');
  });

  test('one row for many guests counts them', () => {
    const at = { file: 'profiles/docker.jsonc', line: 6, column: 1 };
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const many = plan(names.map((name) => item(`lxc/${name}`, { changes: [change('/nesting', { at })] })));
    const guests = names.slice(1).map((name, i): GuestProof => ({
      address: `lxc/${name}`,
      is: i === 0 ? 'failed' : i === 1 ? 'unproved' : 'proved',
      ways: [],
      needs: [],
      notes: [],
    }));
    const text = renderComment(many, NOWHERE, LIMIT, 'planned', shown({ guests }));
    assert.is(cellOf(text, 'lxc/a'), '✅ 3, ❌ 1, not proved 1');
  });

  test('without one, or with nothing in it, there is no column', () => {
    assert.not.match(comment(null), 'Proof');
    assert.not.match(comment(shown({ guests: [], ok: true })), 'Proof');
  });

  test('one that is not of this plan is not shown, and that is said', () => {
    const text = comment({ is: 'refused', why: 'it is of other commits' });
    assert.match(text, 'The proof that was handed over is not shown: it is of other commits.');
    assert.not.match(text, '| Proof |');
  });

  test('keeps to the limit and is harmless, whatever stands in it', () => {
    fc.assert(
      fc.property(hostileProof, fc.integer({ min: 4000, max: LIMIT }), (proof, limit) => {
        const text = renderComment(PLAN, NOWHERE, limit, 'planned', { is: 'shown', proof });
        assert.ok(Buffer.byteLength(text) <= limit);
        assert.equal(shapeOf(text, 'https://nowhere.invalid/').faults, []);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a proof alone', (test) => {
  test('has a table of its own in the job summary', () => {
    const text = renderProofSummary(sampleProof(), NOWHERE);
    assert.match(text, '### Phoenix proof for `lab`');
    assert.match(text, '| `lxc/db` | ❌ failed | `layer/base@pve1` | – |');
    assert.match(text, '| `lxc/web` | ✅ 42 s, upgrade 9 s | – | 16 GiB of 24 GiB memory |');
    assert.match(text, 'line 11 of what it printed');
  });

  test('is harmless there and on a terminal', () => {
    fc.assert(
      fc.property(hostileProof, (proof) => {
        assert.equal(shapeOf(renderProofSummary(proof, NOWHERE), 'https://nowhere.invalid/').faults, []);
        const text = renderProof(proof, false);
        assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        assert.not.match(text, /^\s*::/m);
      }),
      { numRuns: 100 },
    );
  });

  test('tells on a terminal what happened', () => {
    assert.is(
      renderProof(sampleProof({ guests: sampleProof().guests.slice(1), ok: true }), false),
      [
        '✓ lxc/web  upgrade 9 s; new 42 s; 16 GiB of 24 GiB memory',
        '- lxc/gpu  not proved: it has the card "gpu0"',
        '',
        'lab: 1 proved, 1 not proved in 1 min 20 s',
      ].join('\n'),
    );
  });
});
