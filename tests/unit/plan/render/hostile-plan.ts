/** Arbitrary plans for property tests: any shape that the types allow, with names and values that try to break out. */
import { fc } from '../../../support/fast-check.ts';
import type { Finding, Position } from '../../../../src/errors.ts';
import { EFFECTS } from '../../../../src/kinds/effect.ts';
import type { Cover, Plan, PlanItem, PlannedChange } from '../../../../src/plan/plan.ts';

const NASTY = [
  '</summary></details>',
  '<details open>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '```',
  '~~~~',
  '`',
  '|',
  '\n',
  '\r\n',
  '\n\n| a | b |\n|---|---|\n',
  '\n```\n# owned\n',
  '\n> [!CAUTION]\n> owned',
  '-->',
  '<!-- phoenix {} -->',
  '@everyone',
  '#1',
  'GH-1',
  'https://evil.example/',
  'www.evil.example',
  '[a](https://evil.example)',
  '![a](https://evil.example/x.png)',
  '[a]: https://evil.example',
  '**bold**',
  '__x__',
  '~~x~~',
  '$x$',
  '\\',
  '&lt;',
  '&#60;',
  '\u202e',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '😀',
  '日本語のとても長い名前',
  '::error::owned',
  '##[error]owned',
  '- [ ] x',
  '1. x',
  '===',
  '---',
  '__proto__',
];

/** Text of a pull request at its worst. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(...NASTY).map((part) => part.repeat(700)) },
);

const position: fc.Arbitrary<Position> = fc.record({
  file: hostile,
  line: fc.integer({ min: 1, max: 9999 }),
  column: fc.integer({ min: 1, max: 200 }),
});

const change: fc.Arbitrary<PlannedChange> = fc
  .record({
    path: hostile.map((text) => `/${text.replaceAll('~', '~0')}`),
    before: fc.oneof(hostile, fc.constant(null), fc.integer(), fc.boolean()),
    after: fc.oneof(hostile, fc.constant(null), fc.integer(), fc.array(fc.string(), { maxLength: 3 })),
    effect: fc.constantFrom(...EFFECTS),
    slot: fc.constantFrom('net0', 'rootfs', 'mount:/data'),
    note: fc.option(hostile, { nil: undefined }),
    at: fc.option(position, { nil: undefined }),
  })
  .map(({ note, at, ...rest }) => ({
    ...rest,
    ...(note === undefined ? {} : { note }),
    ...(at ? { at } : {}),
  }));

const cover: fc.Arbitrary<Cover> = fc.oneof(
  fc.constant<Cover>({ is: 'covered' }),
  fc.record({ is: fc.constantFrom('drift' as const, 'held' as const), why: hostile }),
);

const item: fc.Arbitrary<PlanItem> = fc
  .record({
    address: hostile,
    kind: fc.constant('lxc'),
    id: fc.integer({ min: 100, max: 999 }).map((n) => `vmid:${n}`),
    node: hostile,
    action: fc.constantFrom(
      ...([
        'create',
        'update',
        'replace',
        'retire',
        'destroy',
        'adopt',
        'rename',
        'migrate',
        'no-op',
      ] as const),
    ),
    effect: fc.constantFrom(...EFFECTS),
    changes: fc.array(change, { maxLength: 4 }),
    notes: fc.array(hostile, { maxLength: 3 }),
    downtime: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
    summary: hostile,
    file: hostile,
    was: fc.option(hostile, { nil: undefined }),
    dependsOn: fc.array(hostile, { maxLength: 3 }),
    seen: fc.option(fc.constantFrom('ours' as const, 'copy' as const, 'unknown' as const), {
      nil: undefined,
    }),
    covers: fc.option(fc.array(cover, { minLength: 4, maxLength: 4 }), { nil: undefined }),
    digest: fc.constant('00'),
  })
  .map(({ was, seen, covers, ...rest }) => ({
    ...rest,
    ...(was === undefined ? {} : { was }),
    ...(seen ? { seen } : {}),
    ...(covers ? { cover: covers.slice(0, Math.max(1, rest.changes.length)) } : {}),
  }));

const finding: fc.Arbitrary<Finding> = fc
  .record({
    id: hostile,
    severity: fc.constantFrom('error' as const, 'warning' as const, 'notice' as const),
    message: hostile,
    hint: fc.option(hostile, { nil: undefined }),
    at: fc.option(position, { nil: undefined }),
  })
  .map(({ hint, at, ...rest }) => ({
    ...rest,
    ...(hint === undefined ? {} : { hint }),
    ...(at ? { at } : {}),
  }));

/** A plan with up to `most` items. */
export function hostilePlan(most: number): fc.Arbitrary<Plan> {
  return fc
    .record({
      env: fc.option(hostile, { nil: null }),
      estate: hostile,
      mode: fc.constantFrom('git' as const, 'live' as const),
      base: fc.option(hostile, { nil: null }),
      head: fc.option(hostile, { nil: null }),
      items: fc.array(item, { maxLength: most }),
      unchanged: fc.integer({ min: 0, max: 20_000 }),
      findings: fc.array(finding, { maxLength: 5 }),
      capacity: fc.array(
        fc.record({
          node: hostile,
          what: fc.constantFrom('memory' as const, 'cores' as const),
          before: fc.nat(),
          after: fc.nat(),
          limit: fc.option(fc.nat(), { nil: null }),
        }),
        { maxLength: 4 },
      ),
      policies: fc.array(fc.record({ policy: hostile, ok: fc.boolean(), text: hostile }), { maxLength: 4 }),
      digest: hostile,
    })
    .map((plan) => ({
      ...plan,
      v: 1 as const,
      phoenix: '0.1.0',
      order: [plan.items.map(({ address }) => address)],
    }));
}
