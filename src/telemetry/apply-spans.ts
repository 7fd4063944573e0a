/** The spans of an apply: a resource from its first step to its last, its steps beneath it, and what steps do beneath them. */
import { realClock } from '../apply/clock.ts';
import type { Address } from '../config/model.ts';
import type { ApplyEvent, EventStep, OnEvent } from '../apply/progress.ts';
import type { ApplyReport, StepOutcome } from '../apply/report.ts';
import { beginSpan, log, type Span } from './current.ts';
import { type FeatureSpans, featureSpans } from './feature-spans.ts';
import type { Fields } from './signal.ts';

export interface ApplySpans {
  readonly onEvent: OnEvent;
  /** Does a step's work within its span. */
  around<T>(step: EventStep, work: () => Promise<T>): Promise<T>;
  /** Ends what is open. */
  done(report: ApplyReport | null): void;
}

interface ResourceSpan {
  readonly span: Span;
  /** When its last step ended. */
  until: number | undefined;
}

interface StepSpan {
  readonly span: Span;
  /** Of a step that enters a guest. */
  features: FeatureSpans | null;
}

function endOf(outcome: StepOutcome): { ok: boolean; fields: Fields; why?: string } {
  switch (outcome.is) {
    case 'done':
      return {
        ok: true,
        fields: { outcome: 'done', ...(outcome.note === undefined ? {} : { note: outcome.note }) },
      };
    case 'failed':
      return { ok: false, fields: { outcome: 'failed' }, why: outcome.why };
    case 'skipped':
      return { ok: true, fields: { outcome: 'skipped', why: outcome.why } };
  }
}

export function applySpans(): ApplySpans {
  const resources = new Map<Address, ResourceSpan>();
  const steps = new Map<string, StepSpan>();
  const resourceOf = (address: Address): Span => {
    const known = resources.get(address) ?? {
      span: beginSpan('resource', address, { address }),
      until: undefined,
    };
    resources.set(address, known);
    return known.span;
  };
  const begin = ({ id, address, node, title }: EventStep): StepSpan => {
    const span = resourceOf(address).begin('step', title, { step: id, address, node });
    const begun: StepSpan = { span, features: null };
    steps.set(id, begun);
    return begun;
  };
  const ended = (about: EventStep, outcome: StepOutcome): void => {
    const { id, address, node, title } = about;
    if (outcome.is === 'skipped' && !steps.has(id)) {
      log('info', `${title}: skipped: ${outcome.why}`, { step: id, address, node }, true);
      return;
    }
    // What it needs may be missing before anything starts.
    const step = steps.get(id) ?? begin(about);
    step.features?.done();
    const { ok, fields, why } = endOf(outcome);
    step.span.end(ok, fields, why);
    const resource = resources.get(address);
    if (resource) resource.until = realClock.now();
  };
  const take = (event: ApplyEvent): void => {
    switch (event.is) {
      case 'started':
        begin(event.step);
        return;
      case 'retry':
        steps.get(event.step.id)?.span.note('retry', { why: event.why, ms: event.inMs });
        return;
      case 'feature': {
        const step = steps.get(event.step.id);
        if (!step) return;
        step.features ??= featureSpans(step.span);
        step.features.take(event.event);
        return;
      }
      case 'progress': {
        // Of features the scripts tell it themselves.
        const step = steps.get(event.step.id);
        if (!step?.features) step?.span.note('progress', { text: event.text });
        return;
      }
      case 'ended':
        return ended(event.step, event.outcome);
      case 'line': {
        const step = steps.get(event.step.id);
        if (!step?.features) step?.span.note('line', { text: event.line });
        return;
      }
      case 'planned':
      case 'stopping':
    }
  };
  return {
    onEvent: take,
    around: (step, work) => steps.get(step.id)?.span.within(work) ?? work(),
    done: (report) => {
      for (const [address, { span, until }] of resources) {
        const one = report?.resources.find((resource) => resource.address === address);
        const ok = one !== undefined && one.outcome !== 'failed';
        const why = ok ? undefined : (one?.text ?? 'the apply broke off');
        // An apply that broke off has no word for steps that are still open.
        span.end(ok, one ? { outcome: one.outcome } : {}, why, report ? until : undefined);
      }
    },
  };
}
