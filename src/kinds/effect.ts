/** What a change does to the running thing, from harmless to final. A plan states one for every field. */

/** Ordered: an apply may do less harm than the plan showed, never more. */
export const EFFECTS = [
  /** Nothing happens. */
  'none',
  /** Written down at once; the guest notices nothing (description, onboot, protection …). */
  'config',
  /** Takes effect at once, nothing stops. */
  'live',
  /** The guest restarts, or the change waits for the next restart. */
  'restart',
  /** The guest is stopped for the length of the change. */
  'offline',
  /** The guest is made anew beside the old one, which is then destroyed: asked for by `generation` only. */
  'replace',
  /** The guest is shut down for good and kept for `policies.retire`. */
  'retire',
  /** Data is gone. */
  'destroy',
  /** Proxmox cannot do it: the plan is refused until the file is changed. */
  'impossible',
] as const;

export type Effect = (typeof EFFECTS)[number];

/** True when `a` does no more harm than `b`. */
export function atMost(a: Effect, b: Effect): boolean {
  return EFFECTS.indexOf(a) <= EFFECTS.indexOf(b);
}

/** The worst of several effects; `none` of nothing. */
export function worst(effects: Iterable<Effect>): Effect {
  let result: Effect = 'none';
  for (const effect of effects) if (atMost(result, effect)) result = effect;
  return result;
}
