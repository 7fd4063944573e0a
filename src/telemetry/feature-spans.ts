/** The spans of a run of features in a guest, beneath its step: each feature, and each of its scripts with what it tells. */
import { type FeatureEvent, type ScriptName, whoseOf } from '../features/event.ts';
import type { Span } from './current.ts';

export interface FeatureSpans {
  take(event: FeatureEvent): void;
  /** Ends what is open: the run was lost, or gave up. */
  done(): void;
}

/** Why a feature is as it ended, where it did not fail: of the others it names the script that did. */
const WELL = ['installed', 'unchanged', 'drift', 'differs'];

const SCRIPTLESS: readonly ScriptName[] = ['wait', 'recover'];

export function featureSpans(step: Span): FeatureSpans {
  const features = new Map<string, Span>();
  const scripts = new Map<string, Span>();
  /** Ids that scripts were given: a guest that names one twice gets another. */
  const known = new Set<string>();

  /** `-` is the run itself: what it does belongs to the step. */
  const featureOf = (id: string): Span => {
    if (id === '-') return step;
    const span = features.get(id) ?? step.begin('feature', id, { feature: id });
    features.set(id, span);
    return span;
  };
  const keyOf = (feature: string, script: string) => `${feature} ${script}`;
  const spanOf = (feature: string, script: string | null): Span | undefined =>
    script === null ? features.get(feature) : scripts.get(keyOf(feature, script));
  /** Scripts of a feature run one after the other. */
  const busyOf = (feature: string): Span =>
    [...scripts].find(([key]) => key.startsWith(`${feature} `))?.[1] ?? features.get(feature) ?? step;

  const begin = ({ feature, script, span }: Extract<FeatureEvent, { event: 'begin' }>) => {
    const above = featureOf(feature);
    if (script === null) return;
    const own = span !== undefined && !known.has(span) ? span : undefined;
    if (own !== undefined) known.add(own);
    const name = SCRIPTLESS.includes(script) ? script : `${feature} ${script}`;
    const key = keyOf(feature, script);
    scripts.get(key)?.end(false, {}, 'it was begun again');
    scripts.set(key, above.begin('script', name, { feature: whoseOf(feature), script }, own));
  };

  const end = ({ feature, script, exit, ms, why }: Extract<FeatureEvent, { event: 'end' }>) => {
    const span = spanOf(feature, script);
    if (script !== null) {
      scripts.delete(keyOf(feature, script));
      // 10 is the answer of a check: it has drifted; 12 asks for a restart.
      const ok = exit === 0 || (script === 'check' && exit === 10) || (script === 'install' && exit === 12);
      const reason = why === null ? `exit code ${exit}` : `exit code ${exit}: ${why}`;
      span?.end(ok, { exit, ms, ...(why !== null && { why }) }, ok ? undefined : reason);
      return;
    }
    features.delete(feature);
    const ok = exit === 0 && (why === null || WELL.includes(why));
    span?.end(ok, { ms, ...(why !== null && { outcome: why }) }, ok ? undefined : (why ?? 'it failed'));
  };

  return {
    take: (event) => {
      switch (event.event) {
        case 'begin':
          return begin(event);
        case 'line':
          return (spanOf(event.feature, event.script) ?? step).note('line', { text: event.text });
        case 'progress':
          return busyOf(event.feature).note('progress', { text: event.text });
        case 'fact':
          return busyOf(event.feature).note('fact', { key: event.key, value: event.value });
        case 'end':
          return end(event);
        case 'restart':
          features.get(event.feature)?.note('restart');
          features.get(event.feature)?.end(true, { outcome: 'restart' });
          features.delete(event.feature);
          return;
        case 'removed':
          featureOf(event.feature).end(true, {
            outcome: 'removed',
            ...(event.why !== null && { why: event.why }),
          });
          features.delete(event.feature);
          return;
        case 'refused':
          return step.note('refused', { why: event.why });
        case 'noise':
          return step.note('line', { text: event.text });
        case 'done':
      }
    },
    done: () => {
      for (const span of [...scripts.values(), ...features.values()])
        span.end(false, {}, 'the run in the guest was lost');
    },
  };
}
