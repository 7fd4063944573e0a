import * as assert from 'uvu/assert';
import type { ApplyReport, ResourceReport } from '../../../../src/apply/report.ts';
import { NOWHERE, type Where } from '../../../../src/plan/render/links.ts';
import { renderApplying, renderResult, renderResultSummary } from '../../../../src/plan/render/result.ts';
import { renderClosed, renderFailure } from '../../../../src/plan/render/states.ts';
import { describe } from '../../../support/describe.ts';
import { shapeOf } from './markdown-shape.ts';
import { item, plan } from './sample-plan.ts';

const BASE = 'https://github.com/acme/lab/';
const WHERE: Where = { ...NOWHERE, repository: 'https://github.com/acme/lab', run: `${BASE}actions/runs/7` };
const EVIL = '</details>\n```\n@everyone | `x` <img src=x>';

function resource(address: string, part: Partial<ResourceReport> = {}): ResourceReport {
  return { address, outcome: 'applied', text: 'done', ms: 1000, downMs: 0, steps: [], ...part };
}

function report(resources: readonly ResourceReport[], part: Partial<ApplyReport> = {}): ApplyReport {
  const items = resources.map(({ address }) => item(address));
  return {
    estate: 'lab',
    run: 'r',
    commit: null,
    plan: plan(items),
    resources,
    ms: 61_000,
    ok: true,
    ...part,
  };
}

const failed = (address: string, why = 'exit 255') =>
  resource(address, {
    outcome: 'failed',
    text: 'stopped',
    steps: [
      {
        id: `${address}:start:1`,
        address,
        title: 'start',
        outcome: { is: 'failed', ms: 1000, why, hint: 'run `pct start 100`', output: 'one\ntwo\n' },
      },
    ],
  });

describe('the result of an apply', (test) => {
  const headings: readonly (readonly [string, readonly ResourceReport[], string])[] = [
    ['one', [resource('lxc/a')], 'applied the change to `lab` in 1 min 1 s'],
    ['all', [resource('lxc/a'), resource('lxc/b')], 'applied all 2 to `lab` in 1 min 1 s'],
    ['some', [resource('lxc/a'), failed('lxc/b')], 'applied 1 of 2 to `lab` in 1 min 1 s'],
    [
      'held and drifted',
      [resource('lxc/a'), resource('lxc/b', { outcome: 'held' }), resource('lxc/c', { outcome: 'drift' })],
      'applied the change to `lab` in 1 min 1 s; 1 on hold, 1 drifted',
    ],
    ['nothing', [resource('lxc/a', { outcome: 'unchanged' })], 'had nothing to do on `lab`'],
    ['only held', [resource('lxc/a', { outcome: 'held' })], 'had nothing to do on `lab`; 1 on hold'],
  ];
  for (const [name, resources, want] of headings) {
    test(`heading: ${name}`, () =>
      assert.is(renderResult(report(resources), WHERE).split('\n')[0], `### Phoenix ${want}`));
  }

  test('what failed says who, why, what the command said, and what to do', () => {
    const text = renderResult(report([failed('lxc/b')]), WHERE);
    assert.match(text, /\*\*1 needs you: `lxc\/b`\.\*\*/);
    assert.match(
      text,
      /\*\*Why `lxc\/b`:\*\* start: exit 255\n\n```\none\ntwo\n```\n\n\*\*Do:\*\* run `pct start 100`/,
    );
    assert.match(text, /Re-run failed jobs/);
  });

  test('guests that ended alike share a row', () => {
    const text = renderResult(
      report([
        resource('lxc/a', { text: 'restarted', downMs: 20_000 }),
        resource('lxc/b', { text: 'restarted', downMs: 25_000 }),
      ]),
      WHERE,
    );
    assert.match(text, /\| ✅ \| `lxc\/a` 100, `lxc\/b` 100 \| restarted \| 2 s \| 20 s, 25 s \|/);
  });

  test('the job summary has the steps of what went well, too', () => {
    const steps = [
      { id: 'x', address: 'lxc/a', title: 'grow rootfs', outcome: { is: 'done' as const, ms: 900 } },
    ];
    const all = report([resource('lxc/a', { steps })]);
    assert.not.match(renderResult(all, WHERE), /grow rootfs/);
    assert.match(renderResultSummary(all, WHERE), /- ✅ grow rootfs, 0\.9 s/);
  });

  test('a thousand failures fit, and every text is data', () => {
    const many = Array.from({ length: 1000 }, (_, i) => failed(`lxc/${i}${EVIL}`, EVIL.repeat(40)));
    const text = renderResult(report([...many, resource('lxc/fine')]), WHERE);
    assert.ok(Buffer.byteLength(text) <= 65_536);
    assert.equal(shapeOf(text, BASE).faults, []);
    assert.match(text, /\*\*Not shown here:\*\* \d+ failed, 1 applied\./);
  });

  test('while it works, the comment shows what this pull request changes and nothing else', () => {
    const both = plan([item('lxc/mine'), item('lxc/theirs')], { unchanged: 5 });
    const text = renderApplying(both, new Set(['lxc/mine']), WHERE);
    assert.match(text, /^### Phoenix is applying to `lab`: change 1 without a stop\n/);
    assert.not.match(text, /theirs/);
    assert.match(
      text,
      /\*\*Now:\*\* the apply is at work, see its \[log\]\(https:\/\/github\.com\/acme\/lab\/actions\/runs\/7\)/,
    );
  });
});

describe('a comment without a plan', (test) => {
  const estate = { estate: 'lab', env: EVIL };
  const failure = { code: 'NODE_UNREACHABLE' as const, message: EVIL, hint: EVIL, begun: false };
  const texts: readonly (readonly [string, string, RegExp])[] = [
    ['a close', renderClosed('lab', WHERE), /^### Phoenix applied nothing of this to `lab`\n/],
    ['a failed apply', renderFailure('apply', estate, failure, WHERE), /Nothing was changed\./],
    ['a failed plan', renderFailure('plan', estate, failure, WHERE), /could not plan/],
  ];
  for (const [name, text, want] of texts) {
    test(name, () => {
      assert.match(text, want);
      assert.equal(shapeOf(text, BASE).faults, []);
    });
  }
});
