/** What a plan does to one resource and why: each change with its reason, its place and its commit. Pure. */
import type { Address } from '../config/model.ts';
import type { Settings } from '../config/settings.ts';
import type { Position } from '../errors.ts';
import type { Json, Pointer } from '../json.ts';
import type { Effect } from '../kinds/effect.ts';
import { type Action, type Change, isRemoval } from '../kinds/change.ts';
import type { Id, Kind } from '../kinds/kind.ts';
import type { Cover, Plan, PlanItem } from '../plan/plan.ts';
import { downtimeNow, effectNow } from '../plan/render/category.ts';
import { type JudgedChange, shownChanges, wholeNote } from '../plan/render/changes.ts';
import { labelOf } from '../plan/render/words.ts';
import type { Author } from '../sources/blame.ts';

export interface ExplainedChange {
  /** As people write it: `net0.ip`. */
  readonly field: string;
  readonly path: Pointer;
  readonly before: Json;
  readonly after: Json;
  readonly effect: Effect;
  /** Why the effect is what it is. */
  readonly why: string;
  readonly at: Position | null;
  /** Who wrote that line, or changed the files last; null: nobody committed it, or nobody knows. */
  readonly by: Author | null;
  /** Whether an apply does it; `drift`: nothing in git asks for it. */
  readonly is: Cover['is'];
  /** What holds it back, or why it is nobody's; null: it is done. */
  readonly waits: string | null;
}

export interface ExplainedItem {
  readonly address: Address;
  readonly was: Address | null;
  readonly id: Id;
  readonly node: string;
  readonly action: Action;
  /** The worst of what is done now. */
  readonly effect: Effect;
  /** Seconds that an apply takes it down now; null: for good. */
  readonly downtime: number | null;
  readonly summary: string;
  /** Of what comes or goes as a whole: the commit that brought or took its file. */
  readonly by: Author | null;
  readonly changes: readonly ExplainedChange[];
  readonly notes: readonly string[];
  /** What it needs and what needs it, as far as the same plan touches them. */
  readonly needs: readonly Neighbour[];
  readonly neededBy: readonly Neighbour[];
  /** What would have it restart later, or not at all. */
  readonly instead: readonly string[];
}

export interface Neighbour {
  readonly address: Address;
  readonly action: Action;
  readonly effect: Effect;
}

export interface ExplainInput {
  readonly item: PlanItem;
  readonly plan: Plan;
  readonly kind: Kind | undefined;
  readonly settings: Settings;
  /** Who brought the change of an item that stands there. */
  readonly authorOf: (change: JudgedChange['change']) => Author | null;
  /** Who brought or took its file; null where it stays. */
  readonly by: Author | null;
}

/** What an effect means where a kind has no more to say. */
const MEANS: Readonly<Record<Effect, string>> = {
  none: 'nothing happens',
  config: 'it is written down, and a guest that runs notices nothing',
  live: 'it takes effect at once, and nothing stops',
  restart: 'it takes effect when the guest starts the next time',
  offline: 'it is done while the guest is stopped',
  replace: 'the guest is made anew beside the old one',
  retire: 'it is shut down and kept for `policies.retire`',
  destroy: 'its data is deleted',
  impossible: 'Proxmox cannot do it in place',
};

/** The words of the kind, and what the change says of itself where that is something else. */
function whyOf(change: Change, reason: string | undefined): string {
  const { note, effect } = change;
  if (reason === undefined) return note ?? MEANS[effect];
  return note === undefined || note === '' ? reason : `${reason}; ${note}`;
}

const waitsFor = (cover: Cover): string | null => (cover.is === 'covered' ? null : cover.why);

const STOPS: readonly Effect[] = ['restart', 'offline'];

/** What somebody can do who wants the guest to run on. */
function insteadOf({ item, settings, kind }: ExplainInput, changes: readonly JudgedChange[]): string[] {
  const stopping = changes.filter(
    ({ change, cover }) => cover.is === 'covered' && STOPS.includes(change.effect),
  );
  if (stopping.length === 0 || item.action === 'create') return [];
  const own = stopping.flatMap(({ change }) => kind?.reasonOf?.(change)?.instead ?? []);
  const manual =
    settings.policies.restarts.when === 'manual'
      ? []
      : [
          '"policies": { "restarts": { "when": "manual" } } in phoenix.json has it written now, and restarted when you say so (`phoenix apply` with its address)',
        ];
  const fields = [...new Set(stopping.map(({ change }) => labelOf(change)))];
  return [...new Set(own), ...manual, `without the change of ${fields.join(', ')} it runs on`];
}

const neighbour = (item: PlanItem): Neighbour => ({
  address: item.address,
  action: item.action,
  effect: effectNow(item),
});

/** All of it comes or goes. */
export const isWhole = ({ action }: { readonly action: Action }): boolean =>
  action === 'create' || isRemoval(action);

const isTouched = ({ action }: PlanItem): boolean => action !== 'no-op';

export function explainItem(input: ExplainInput): ExplainedItem {
  const { item, plan, kind, authorOf, by } = input;
  const shown = shownChanges(item);
  const whole = wholeNote(item);
  return {
    address: item.address,
    was: item.was ?? null,
    id: item.id,
    node: item.node,
    action: item.action,
    effect: effectNow(item),
    downtime: downtimeNow(item),
    summary: item.summary,
    by,
    changes: shown.map(({ change, cover }) => ({
      field: labelOf(change),
      path: change.path,
      before: change.before,
      after: change.after,
      effect: change.effect,
      why: whyOf(change, kind?.reasonOf?.(change)?.why),
      at: change.at ?? null,
      by: cover.is === 'drift' ? null : authorOf(change),
      is: cover.is,
      waits: waitsFor(cover),
    })),
    notes: [...(whole === null ? [] : [whole]), ...item.notes],
    needs: plan.items.filter((one) => isTouched(one) && item.dependsOn.includes(one.address)).map(neighbour),
    neededBy: plan.items
      .filter((one) => isTouched(one) && one.dependsOn.includes(item.address))
      .map(neighbour),
    instead: insteadOf(input, shown),
  };
}
