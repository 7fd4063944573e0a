/** What a plan against the nodes says of the whole estate: what differs, kind by kind. Pure. */
import type { Address } from '../../config/model.ts';
import { SEVERITIES } from '../../errors.ts';
import type { Cover, Plan, PlanItem } from '../../plan/plan.ts';
import { categoryOf } from '../../plan/render/category.ts';
import type { Figure } from '../signal.ts';
import { figure, type Whose } from './figure.ts';

export interface PlanTold {
  readonly of: Whose;
  readonly plan: Plan;
  /** Kinds of the resources that git has: of each, how many; with nothing in it, also those are told that differ in nothing. */
  readonly resources: ReadonlyMap<string, number>;
  /** What has become of resources since: they differ no more. */
  readonly settled?: ReadonlySet<Address>;
}

/** Covers of what any plan sees: what a check in a guest found is known to those alone that ask the guests. */
function covers({ changes, cover = [] }: PlanItem): readonly Cover['is'][] {
  return cover.flatMap(({ is }, i) => (changes[i]?.inside ? [] : [is]));
}

/** What is only mentioned, or is not ours at all. */
function differs(item: PlanItem): boolean {
  const category = categoryOf(item);
  return category !== 'aside' && category !== 'note';
}

/** The estate as a plan of all of it shows it. */
export function planFigures({ of, plan, resources, settled }: PlanTold): readonly Figure[] {
  const items = plan.items.filter(differs);
  const isPending = ({ address }: PlanItem) => !settled?.has(address);
  const kinds = new Set([...resources.keys(), ...items.map(({ kind }) => kind)]);
  const count = (kind: string, fits: (item: PlanItem) => boolean) =>
    items.filter((item) => item.kind === kind && fits(item)).length;
  return [
    ...[...kinds].flatMap((kind) => [
      figure('phoenix_resources', { ...of, kind }, resources.get(kind) ?? 0),
      figure(
        'phoenix_pending_resources',
        { ...of, kind },
        count(kind, (item) => isPending(item) && covers(item).includes('covered')),
      ),
      figure(
        'phoenix_held_resources',
        { ...of, kind },
        count(kind, (item) => covers(item).includes('held')),
      ),
      figure(
        'phoenix_drift_resources',
        { ...of, kind },
        count(kind, (item) => covers(item).includes('drift')),
      ),
    ]),
    ...SEVERITIES.map((severity) =>
      figure(
        'phoenix_findings',
        { ...of, severity },
        plan.findings.filter((one) => one.severity === severity).length,
      ),
    ),
  ];
}

export interface Compared {
  readonly of: Whose;
  readonly plan: Plan;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds that it took. */
  readonly ms: number;
  /** Check scripts in guests were asked. */
  readonly checked: boolean;
}

/** That the nodes were compared with git. */
export function comparedFigures({ of, plan, now, ms, checked }: Compared): readonly Figure[] {
  const inside = plan.items.filter(({ changes }) => changes.some((change) => change.inside)).length;
  return [
    figure('phoenix_last_comparison_timestamp_seconds', { ...of, checks: String(checked) }, now / 1000),
    figure('phoenix_plan_duration_seconds', of, ms / 1000),
    ...(checked ? [figure('phoenix_software_drift_guests', of, inside)] : []),
  ];
}
