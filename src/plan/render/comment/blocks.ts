/** A plan as blocks: each group, finding, capacity row and verdict with its forms from rich to poor. */
import type { Suppressed } from '../../../config/model.ts';
import type { Finding } from '../../../errors.ts';
import { isOver } from '../../capacity.ts';
import type { Plan } from '../../plan.ts';
import { CATEGORIES, type Category, countsText, rankOf } from '../category.ts';
import type { Block, Pieces, Section } from '../fit.ts';
import { type Group, groupItems } from '../group.ts';
import type { Where } from '../links.ts';
import { plural } from '../words.ts';
import { type Extent, groupDetails } from './details.ts';
import { CAPACITY_HEAD, capacityRow, policyText, telling } from './foot.ts';
import { type Column, combinedRow, groupRows, rowHead } from './row.ts';
import { findingText, groupWarning, policyWarning, suppressedText } from './warnings.ts';

export type Slot =
  | 'row'
  | 'error'
  | 'warning'
  | 'proof'
  | 'detail'
  | 'notice'
  | 'suppressed'
  | 'unproved'
  | 'capacity'
  | 'policy';

/** What a block stands for, so that a dropped one can be counted. */
export type What =
  | { readonly is: 'group'; readonly category: Category; readonly guests: number }
  | { readonly is: 'error' | 'warning' | 'notice' | 'suppressed' | 'capacity' | 'policy' | 'proof' };

export type PlanBlock = Block<Slot, What>;

/**
 * @param column a further one of the table
 * @param suppressed how many findings files suppress
 */
export const sectionsOf = (column: Column | null = null, suppressed = 0): readonly Section<Slot>[] => [
  { slot: 'row', open: rowHead(column), between: '\n', close: '' },
  { slot: 'error', open: '> [!CAUTION]\n> ', between: '\n>\n> ', close: '' },
  { slot: 'warning', open: '> [!WARNING]\n> ', between: '\n>\n> ', close: '' },
  { slot: 'proof', open: '', between: '\n\n', close: '' },
  { slot: 'detail', open: '', between: '\n\n', close: '' },
  { slot: 'notice', open: '> [!NOTE]\n> ', between: '\n>\n> ', close: '' },
  {
    slot: 'suppressed',
    open: `<details><summary>${plural(suppressed, 'finding')} suppressed, with the reason</summary>\n\n`,
    between: '\n',
    close: '\n\n</details>',
  },
  { slot: 'unproved', open: 'Not proved: ', between: '; ', close: '.' },
  { slot: 'capacity', open: CAPACITY_HEAD, between: '\n', close: '' },
  { slot: 'policy', open: 'Policy: ', between: ', ', close: '.' },
];

/** How much a reader gets of one group, at most. */
export interface Depth {
  readonly full: Extent;
  readonly short: Extent;
  /** With so few changes in all, nothing is folded. */
  readonly open: number;
}

/** Blocks that are no group, between the ranks of those that are. */
export const RANK = {
  error: -1,
  refusal: rankOf('impossible') + 0.5,
  warning: rankOf('migrate') + 0.5,
  rest: CATEGORIES.length,
} as const;

function withText(slot: Slot, text: string | null): Pieces<Slot> {
  return text === null ? {} : { [slot]: text };
}

interface Table {
  readonly where: Where;
  readonly column: Column | null;
}

function groupBlock(group: Group, { where, column }: Table, depth: Depth, open: boolean): PlanBlock {
  const told = () => ({
    row: groupRows(where, group, column),
    ...withText('warning', groupWarning(group)),
  });
  const detailed = (extent: Extent) => () => ({
    ...told(),
    ...withText('detail', groupDetails(group, where, extent, open)),
  });
  return {
    rank: rankOf(group.category),
    what: { is: 'group', category: group.category, guests: group.items.length },
    forms: [
      detailed(depth.full),
      detailed(depth.short),
      told,
      () => ({ row: combinedRow(where, group, 1, column) }),
    ],
  };
}

function findingBlock(finding: Finding, where: Where): PlanBlock {
  const rank = { error: RANK.error, warning: RANK.warning, notice: RANK.rest }[finding.severity];
  const form = (full: boolean) => () => withText(finding.severity, findingText(finding, where, full));
  return { rank, what: { is: finding.severity }, forms: [form(true), form(false)] };
}

/** The findings alone, errors first. */
export function findingBlocks(findings: readonly Finding[], where: Where): PlanBlock[] {
  return findings.map((finding) => findingBlock(finding, where));
}

/** What files suppress: the first to be left out. */
export function suppressedBlocks(suppressed: readonly Suppressed[], where: Where): PlanBlock[] {
  return suppressed.map((one) => ({
    rank: RANK.rest,
    what: { is: 'suppressed' },
    forms: [() => ({ suppressed: suppressedText(one, where) })],
  }));
}

export function planBlocks(
  plan: Plan,
  where: Where,
  depth: Depth,
  column: Column | null = null,
): PlanBlock[] {
  const groups = groupItems(plan.items);
  const changes = groups.reduce((sum, group) => sum + (group.items[0]?.changes.length ?? 0), 0);
  const open = changes <= depth.open;
  const verdicts = telling(plan);
  const table = { where, column };
  return [
    ...groups.map((group) => groupBlock(group, table, depth, open)),
    ...findingBlocks(plan.findings, where),
    ...verdicts.map((verdict): PlanBlock => {
      const text = policyText(verdict);
      const form = verdict.ok ? { policy: text } : { policy: text, warning: policyWarning(verdict) };
      return {
        rank: verdict.ok ? RANK.rest : RANK.refusal,
        what: { is: 'policy' },
        forms: [() => form, () => ({ policy: text })],
      };
    }),
    ...plan.capacity.map((row): PlanBlock => ({
      rank: isOver(row) ? RANK.warning : RANK.rest,
      what: { is: 'capacity' },
      forms: [() => ({ capacity: capacityRow(row) })],
    })),
    ...suppressedBlocks(plan.suppressed ?? [], where),
  ];
}

/** `restart 12, change 2,700 without a stop, 3 warnings`: what was left out. */
export function droppedText(dropped: readonly { readonly what: What }[]): string {
  const categories = dropped.flatMap(({ what }) =>
    what.is === 'group' ? Array<Category>(what.guests).fill(what.category) : [],
  );
  const count = (is: What['is']) => dropped.filter(({ what }) => what.is === is).length;
  const others = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [count('notice'), 'notice'],
    [count('suppressed'), 'suppressed finding'],
    [count('policy'), 'policy verdict'],
    [count('capacity'), 'capacity row'],
    [count('proof'), 'word of the proof', 'words of the proof'],
  ] as const;
  const texts = others.flatMap(([n, one, many]) => (n > 0 ? [plural(n, one, many)] : []));
  return [...(categories.length > 0 ? [countsText(categories)] : []), ...texts].join(', ');
}
