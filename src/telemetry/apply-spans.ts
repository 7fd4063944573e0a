/** The spans of an apply: a resource from its first step to its end, its steps beneath it, and what steps do beneath them. */
import type { Address } from '../config/model.ts';
import type { ApplyEvent, EventStep, OnEvent } from '../apply/progress.ts';
import type { ApplyReport, StepOutcome } from '../apply/report.ts';
import { beginSpan, type Span } from './current.ts';
import type { Fields } from './signal.ts';

export interface ApplySpans {
  readonly onEvent: OnEvent;
  /** Does a step's work within its span. */
  around<T>(step: EventStep, work: () => Promise<T>): Promise<T>;
  /** Ends what is open. */
  done(report: ApplyReport | null): void;
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
  const resources = new Map<Address, Span>();
  const steps = new Map<string, Span>();
  const resourceOf = (address: Address): Span => {
    const known = resources.get(address) ?? beginSpan('resource', address, { address });
    resources.set(address, known);
    return known;
  };
  const take = (event: ApplyEvent): void => {
    switch (event.is) {
      case 'started': {
        const { id, address, node, title } = event.step;
        steps.set(id, resourceOf(address).begin('step', title, { step: id, address, node }));
        return;
      }
      case 'retry':
        steps.get(event.step.id)?.note('retry', { why: event.why, ms: event.inMs });
        return;
      case 'progress':
        steps.get(event.step.id)?.note('progress', { text: event.text });
        return;
      case 'ended': {
        const { ok, fields, why } = endOf(event.outcome);
        steps.get(event.step.id)?.end(ok, fields, why);
        return;
      }
      case 'line':
      case 'feature':
      case 'running':
      case 'stopping':
    }
  };
  return {
    onEvent: take,
    around: (step, work) => steps.get(step.id)?.within(work) ?? work(),
    done: (report) => {
      for (const [address, span] of resources) {
        const one = report?.resources.find((resource) => resource.address === address);
        const ok = one !== undefined && one.outcome !== 'failed';
        span.end(
          ok,
          one ? { outcome: one.outcome } : {},
          ok ? undefined : (one?.text ?? 'the apply broke off'),
        );
      }
    },
  };
}
