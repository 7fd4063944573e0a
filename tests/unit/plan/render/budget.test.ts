import { fc } from '../../../support/fast-check.ts';
import * as assert from 'uvu/assert';
import type { Plan } from '../../../../src/plan/plan.ts';
import { annotationsOf } from '../../../../src/plan/render/annotations.ts';
import { type Where } from '../../../../src/plan/render/links.ts';
import { renderComment, renderSummary } from '../../../../src/plan/render/markdown.ts';
import { renderTerminal } from '../../../../src/plan/render/terminal.ts';
import { describe } from '../../../support/describe.ts';
import { hostilePlan } from './hostile-plan.ts';
import { shapeOf } from './markdown-shape.ts';

const BASE = 'https://github.com/acme/lab/';
const WHERE: Where = {
  repository: 'https://github.com/acme/lab',
  root: 'configs',
  head: '4f1c2ab7d09e55b1c3a84e2f6d7b8c9a0e1f2d3c',
  base: '9e07d31c4a5b6c7d8e9f00112233445566778899',
  pr: 42,
  run: 'https://github.com/acme/lab/actions/runs/7',
};

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

describe('a comment of any plan', (test) => {
  test('fits its limit, in characters and in bytes', () => {
    fc.assert(
      fc.property(hostilePlan(30), fc.integer({ min: 12_000, max: 65_536 }), (plan, limit) => {
        const comment = renderComment(plan, WHERE, limit);
        assert.ok(bytes(comment) <= limit, `${bytes(comment)} bytes of ${limit}`);
        assert.ok(comment.length <= limit);
        assert.ok(comment.isWellFormed());
      }),
      { numRuns: 80 },
    );
  });

  test('has every fold and fence closed, and no text of the pull request is markup', () => {
    fc.assert(
      fc.property(hostilePlan(8), fc.integer({ min: 12_000, max: 65_536 }), (plan, limit) => {
        assert.equal(shapeOf(renderComment(plan, WHERE, limit), BASE).faults, []);
      }),
      { numRuns: 80 },
    );
  });

  test('the job summary likewise', () => {
    fc.assert(
      fc.property(hostilePlan(8), (plan) => {
        const summary = renderSummary(plan, WHERE);
        assert.ok(bytes(summary) <= 1024 * 1024);
        assert.equal(shapeOf(summary, BASE).faults, []);
      }),
      { numRuns: 60 },
    );
  });

  test('a terminal gets no control characters but newlines, and no command of a runner', () => {
    fc.assert(
      fc.property(hostilePlan(8), (plan) => {
        const text = renderTerminal(plan, { color: false, columns: 100, root: 'configs' });
        assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        assert.not.match(text, /^\s*::/m);
        assert.not.match(text, /##\[/);
      }),
      { numRuns: 60 },
    );
  });

  test('annotations are one a line, the worst first', () => {
    fc.assert(
      fc.property(hostilePlan(8), (plan) => {
        const all = annotationsOf(plan, plan.findings, 'configs');
        const keys = all.map(({ path, startLine }) => `${startLine}:${path}`);
        assert.is(new Set(keys).size, keys.length);
        const levels = all.map(({ level }) => ['failure', 'warning', 'notice'].indexOf(level));
        assert.equal(
          levels,
          levels.toSorted((a, b) => a - b),
        );
        assert.ok(all.every(({ title, message }) => title.length <= 255 && bytes(message) < 60_000));
      }),
      { numRuns: 60 },
    );
  });
});

interface Sort {
  readonly action: 'retire' | 'update' | 'create';
  readonly effect: 'retire' | 'restart' | 'live';
  readonly downtime: number | null;
}

const SORTS: readonly Sort[] = [
  { action: 'update', effect: 'live', downtime: 0 },
  { action: 'create', effect: 'live', downtime: 0 },
  { action: 'update', effect: 'restart', downtime: 20 },
  { action: 'retire', effect: 'retire', downtime: null },
];

/** `count` guests, each with a change of its own, the harmless ones first. */
function largePlan(count: (sort: Sort) => number): Plan {
  let vmid = 100;
  const items = SORTS.flatMap((sort) =>
    Array.from({ length: count(sort) }, () => {
      vmid += 1;
      const address = `lxc/guest-${sort.effect}-${sort.action}-${vmid}`;
      const file = `${address}.json`;
      return {
        ...sort,
        address,
        kind: 'lxc',
        id: `vmid:${vmid}`,
        node: 'pve1',
        changes: [
          {
            path: '/memory',
            before: 1024,
            after: vmid,
            effect: sort.effect,
            slot: 'memory',
            at: { file, line: 4, column: 3 },
          },
        ],
        notes: [],
        summary: 'a guest',
        file,
        dependsOn: [],
        digest: '00',
      };
    }),
  );
  return {
    v: 1,
    phoenix: '0.1.0',
    estate: 'lab',
    env: null,
    mode: 'git',
    base: WHERE.base,
    head: WHERE.head,
    items,
    unchanged: 0,
    findings: [],
    capacity: [],
    policies: [],
    order: [items.map(({ address }) => address)],
    digest: 'a1b2c3d4',
  };
}

const rowsOf = (comment: string, icon: string) =>
  comment.split('\n').filter((line) => line.startsWith(`| ${icon} |`)).length;

describe('a plan of 3,000 changes', (test) => {
  const plan = largePlan(({ effect, action }) =>
    effect === 'retire' ? 20 : effect === 'restart' ? 80 : action === 'create' ? 400 : 2500,
  );
  const comment = renderComment(plan, WHERE);

  test('fits, and says in its first line what it is', () => {
    assert.ok(bytes(comment) <= 65_535);
    assert.is(
      comment.split('\n')[0],
      '### Phoenix plan for `lab`: retire 20, restart 80, create 400, change 2,500 without a stop',
    );
  });

  test('shows every retire and every restart, before anything else', () => {
    assert.is(rowsOf(comment, '🗑️'), 20);
    assert.is(rowsOf(comment, '🔁'), 80);
    assert.ok(comment.indexOf('| 🗑️ |') < comment.indexOf('| 🔁 |'));
    assert.ok(comment.lastIndexOf('| 🔁 |') < comment.indexOf('| ➕ |'));
  });

  test('counts what it does not show, and all adds up', () => {
    const [, counted] = /\*\*Not shown here:\*\* (.*?)\. The \[job summary\]/.exec(comment) ?? [];
    const shown = { create: rowsOf(comment, '➕'), live: rowsOf(comment, '✏️') };
    assert.is(shown.live, 0);
    assert.is(counted, `create ${400 - shown.create}, change 2,500 without a stop`);
  });

  test('uses its room', () => {
    assert.ok(bytes(comment) > 64_000, `${bytes(comment)} bytes`);
  });

  test('the job summary has a row for each of them', () => {
    const summary = renderSummary(plan, WHERE);
    assert.is(rowsOf(summary, '✏️'), 2500);
    assert.not.match(summary, /Not shown here/);
    assert.equal(shapeOf(summary, BASE).faults, []);
  });
});

describe('what is dropped', (test) => {
  const ICONS = ['🗑️', '🔁', '➕', '✏️'];

  test('is never graver than what is shown', () => {
    const counts = fc.record({
      retire: fc.integer({ min: 0, max: 120 }),
      restart: fc.integer({ min: 0, max: 120 }),
      create: fc.integer({ min: 0, max: 120 }),
      live: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(counts, fc.integer({ min: 8000, max: 40_000 }), (count, limit) => {
        const plan = largePlan((sort) => (sort.action === 'create' ? count.create : count[sort.effect]));
        const comment = renderComment(plan, WHERE, limit);
        assert.ok(bytes(comment) <= limit);
        const wanted = [count.retire, count.restart, count.create, count.live];
        const shown = ICONS.map((icon) => rowsOf(comment, icon));
        const firstMissing = shown.findIndex((n, i) => n < (wanted[i] ?? 0));
        if (firstMissing === -1) return;
        assert.ok(
          shown.slice(firstMissing + 1).every((n) => n === 0),
          `${shown.join(' ')} of ${wanted.join(' ')}`,
        );
      }),
      { numRuns: 60 },
    );
  });
});
