/** What an apply tells while it works: events as data. Showing them (terminal, Actions log) is the commands' part. */
import type { Address } from '../config/model.ts';
import type { FeatureEvent } from '../features/event.ts';
import type { Step, Verb } from '../kinds/step.ts';
import type { StepOutcome } from './report.ts';

/** The step that an event is about, as people read it. */
export interface EventStep {
  readonly id: string;
  readonly address: Address;
  readonly node: string;
  readonly title: string;
  readonly verb: Verb['verb'];
}

/** How far the apply is. */
export interface Count {
  /** Steps that ended, well or not, or were skipped. */
  readonly ended: number;
  readonly total: number;
}

export type ApplyEvent =
  /** Before anything else: all that may run, the ways back too. */
  | { readonly is: 'planned'; readonly steps: readonly Step[]; readonly parallel: number }
  | { readonly is: 'started'; readonly step: EventStep; readonly count: Count }
  /** A line that the step's command printed. */
  | { readonly is: 'line'; readonly step: EventStep; readonly line: string }
  /** What a step that does several things is at: `nginx: install`. */
  | { readonly is: 'progress'; readonly step: EventStep; readonly text: string }
  /** What a run of features in a guest tells, as it comes: begins and ends of scripts, facts. */
  | { readonly is: 'feature'; readonly step: EventStep; readonly event: FeatureEvent }
  /** Something else holds the guest or a storage: another try follows. */
  | { readonly is: 'retry'; readonly step: EventStep; readonly why: string; readonly inMs: number }
  | {
      readonly is: 'ended';
      readonly step: EventStep;
      readonly outcome: StepOutcome;
      readonly count: Count;
    }
  /** A signal came: nothing new begins. */
  | { readonly is: 'stopping'; readonly running: number };

export type OnEvent = (event: ApplyEvent) => void;
