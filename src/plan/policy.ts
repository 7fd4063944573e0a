/**
 * Policies over a whole plan: blast radius, the runner's own guest, manual restarts. A range of commits is held to the
 * stricter of its two ends, so that no pull request loosens its own guard.
 */
import type { Policies, Settings } from '../config/settings.ts';
import { durationInMs } from '../config/units.ts';
import { atMost, type Effect, worst } from '../kinds/effect.ts';
import type { PlanItem, PolicyVerdict } from './plan.ts';

type Limit = { readonly max?: number | undefined; readonly share?: number | undefined };

function smaller(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}

function longer(a: number | string, b: number | string): number | string {
  return (durationInMs(a) ?? 0) >= (durationInMs(b) ?? 0) ? a : b;
}

function stricterBackup(a: Policies['backup'], b: Policies['backup']): Policies['backup'] {
  if (!a || !b) return a ?? b;
  return (durationInMs(a.maxAge) ?? 0) <= (durationInMs(b.maxAge) ?? 0) ? a : b;
}

function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, number>>);
}

/** The stricter of two policies, field by field. */
export function stricter(a: Policies, b: Policies): Policies {
  const backup = stricterBackup(a.backup, b.backup);
  return {
    drift: a.drift === 'report' ? a.drift : b.drift,
    retire: longer(a.retire, b.retire),
    restarts: {
      when: a.restarts.when === 'manual' ? 'manual' : b.restarts.when,
      maxParallel: Math.min(a.restarts.maxParallel, b.restarts.maxParallel),
      ...optional('max', smaller(a.restarts.max, b.restarts.max)),
      ...optional('share', smaller(a.restarts.share, b.restarts.share)),
    },
    retires: {
      ...optional('max', smaller(a.retires.max, b.retires.max)),
      ...optional('share', smaller(a.retires.share, b.retires.share)),
    },
    ...(backup ? { backup } : {}),
    allow: {
      publicRepository: a.allow.publicRepository && b.allow.publicRepository,
      forks: a.allow.forks && b.allow.forks,
    },
  };
}

/** The settings of a change, held to the stricter policies of its two ends. */
export function guarded(settings: Settings, before: Settings | null): Settings {
  return before ? { ...settings, policies: stricter(settings.policies, before.policies) } : settings;
}

/** The guests that run the jobs: the one that the change names, and the one that was named before it. */
export function runnersOf(settings: Settings, before: Settings | null): readonly string[] {
  return [...new Set([settings.runner, before?.runner])].filter((runner) => runner !== undefined);
}

/** How many are allowed of an estate of `size` guests; null: any number. */
function allowed(limit: Limit, size: number): number | null {
  const numbers = [limit.max, limit.share === undefined ? undefined : Math.floor(limit.share * size)];
  const known = numbers.filter((n) => n !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

/** Effects under which a guest that runs is stopped for a while. */
const STOPS: readonly Effect[] = ['restart', 'offline', 'replace'];
const GOES: readonly Effect[] = ['retire', 'destroy'];

/** What is impossible does nothing by itself; it must not hide what stands beside it. */
function effectOf({ effect, changes }: PlanItem): Effect {
  if (effect !== 'impossible') return effect;
  return worst(changes.map((change) => (change.effect === 'impossible' ? 'none' : change.effect)));
}

export interface PolicyInput {
  readonly items: readonly PlanItem[];
  /** Guests in the estate before the change. */
  readonly size: number;
  readonly policies: Policies;
  /** Addresses of the guests that run the jobs. */
  readonly runners: readonly string[];
}

function limited(name: string, count: number, limit: number | null): PolicyVerdict {
  const most = limit === null ? '' : ` of at most ${limit}`;
  return { policy: name, ok: limit === null || count <= limit, text: `${name} ${count}${most}` };
}

function stopsRunner(item: PlanItem, runners: readonly string[]): boolean {
  // `lxc/runner@101` is the runner whose file has another VMID now.
  const names = [item.address.replace(/@\d+$/, ''), item.was];
  const own = runners.some((runner) => names.includes(runner));
  return own && item.action !== 'create' && !atMost(item.effect, 'live');
}

/** What markers carry: it survives a renaming of the estate where `id` is set. */
export function idOfEstate({ id, name }: Settings): string {
  return id ?? name;
}

/**
 * What a change of phoenix.json lets go of without a word about any guest: markers keep the old id, and nodes that are not
 * named are not looked at. Nothing is retired or destroyed for that, and nothing is looked after either.
 */
export function lettingGo(settings: Settings, before: Settings | null): PolicyVerdict[] {
  if (!before) return [];
  const nodes = Object.keys(before.nodes).filter((node) => !Object.hasOwn(settings.nodes, node));
  const renamed = idOfEstate(settings) !== idOfEstate(before);
  return [
    ...(renamed
      ? [
          {
            policy: 'estate',
            ok: false,
            text: `another estate: every guest keeps the marker of "${idOfEstate(before)}" and is foreign from then on; leave "id" (or, without one, "name") as it was`,
          },
        ]
      : []),
    ...(nodes.length > 0
      ? [
          {
            policy: 'nodes',
            ok: false,
            text: `${nodes.join(', ')} is named no more: guests there are not touched`,
          },
        ]
      : []),
  ];
}

/** All verdicts, in a fixed order. */
export function judge({ items, size, policies, runners }: PolicyInput): PolicyVerdict[] {
  const stops = items.filter((item) => STOPS.includes(effectOf(item))).length;
  const goes = items.filter((item) => GOES.includes(effectOf(item))).length;
  const verdicts = [
    limited('retire', goes, allowed(policies.retires, size)),
    limited('restart', stops, allowed(policies.restarts, size)),
  ];
  if (stops > 0) {
    const { when, maxParallel } = policies.restarts;
    const pace = maxParallel === 1 ? 'one at a time' : `at most ${maxParallel} at a time`;
    verdicts.push({
      policy: 'restarts',
      ok: when === 'apply',
      text: when === 'apply' ? `restarts ${pace}` : 'restarts are manual: what needs one waits',
    });
  }
  if (runners.length > 0) {
    const touched = items.find((item) => stopsRunner(item, runners));
    verdicts.push({
      policy: 'runner',
      ok: !touched,
      text: touched ? `${touched.address} runs this job: nothing that stops it` : 'runner not touched',
    });
  }
  return verdicts;
}

/** Why an item of this effect may not run now, or null. */
export function heldBy(
  item: PlanItem,
  input: PolicyInput,
  verdicts: readonly PolicyVerdict[],
): string | null {
  const failed = (policy: string) => verdicts.find((v) => v.policy === policy && !v.ok)?.text ?? null;
  if (stopsRunner(item, input.runners)) return failed('runner');
  const effect = effectOf(item);
  if (GOES.includes(effect)) return failed('retire') && `policy: ${failed('retire')}`;
  if (STOPS.includes(effect)) {
    const over = failed('restart');
    return over ? `policy: ${over}` : failed('restarts');
  }
  return null;
}
