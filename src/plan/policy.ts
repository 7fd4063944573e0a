/**
 * What the settings of an estate let a change do: a range of commits is held to the stricter of its two ends, so that no
 * pull request loosens its own guard. What that means for the items of a plan stands in judge.ts.
 */
import type { Policies, Settings } from '../config/settings.ts';
import { durationInMs } from '../config/units.ts';
import type { PolicyVerdict } from './plan.ts';

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

/** A bind has to be below a folder of both. */
function common(a: Policies['bindRoots'], b: Policies['bindRoots']): Policies['bindRoots'] {
  return a && b ? a.filter((root) => b.includes(root)) : (a ?? b);
}

/** The stricter of two policies, field by field. */
export function stricter(a: Policies, b: Policies): Policies {
  const backup = stricterBackup(a.backup, b.backup);
  const bindRoots = common(a.bindRoots, b.bindRoots);
  return {
    overcommit: {
      memory: Math.min(a.overcommit.memory, b.overcommit.memory),
      cores: Math.min(a.overcommit.cores, b.overcommit.cores),
      disk: Math.min(a.overcommit.disk, b.overcommit.disk),
    },
    ...(bindRoots && { bindRoots }),
    datasets: a.datasets === 'keep' ? a.datasets : b.datasets,
    drift: a.drift === 'report' ? a.drift : b.drift,
    retire: longer(a.retire, b.retire),
    rollback: a.rollback === 'snapshot' ? a.rollback : b.rollback,
    secrets: a.secrets === 'pinned' ? a.secrets : b.secrets,
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
  if (!before) return settings;
  const requireBound = settings.secrets.vault.requireBound || before.secrets.vault.requireBound;
  return {
    ...settings,
    policies: stricter(settings.policies, before.policies),
    secrets: { ...settings.secrets, vault: { requireBound } },
  };
}

/** The guests that run the jobs: the one that the change names, and the one that was named before it. */
export function runnersOf(settings: Settings, before: Settings | null): readonly string[] {
  return [...new Set([settings.runner, before?.runner])].filter((runner) => runner !== undefined);
}

/** What markers carry: it survives a renaming of the estate where `id` is set. */
export function idOfEstate({ id, name }: Settings): string {
  return id ?? name;
}

/** Why a guest that was there before is not touched any more; null: it is. */
export function letGo(node: string, settings: Settings, before: Settings | null): string | null {
  if (!before) return null;
  if (idOfEstate(settings) !== idOfEstate(before)) return 'another estate: it is foreign from then on';
  return Object.hasOwn(settings.nodes, node)
    ? null
    : `${node} is named no more: guests there are not touched`;
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
