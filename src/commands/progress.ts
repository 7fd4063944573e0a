/** The lines that an apply shows while it works, for a log that is read later and for a terminal alike. */
import type { Clock } from '../apply/clock.ts';
import type { ApplyEvent, Count, OnEvent } from '../apply/progress.ts';
import type { StepOutcome } from '../apply/report.ts';
import { durationText } from '../config/units.ts';
import { plain } from '../plan/render/escape.ts';
import { masked } from '../secrets/masking.ts';
import type { Say, Tone } from '../telemetry/log/said.ts';
import { type AtWork, atWork } from './at-work.ts';

export interface Progress {
  readonly onEvent: OnEvent;
  /** Who is at work, and what is left, in one line; null: nobody is. */
  readonly line: (now: number) => string | null;
}

export interface ProgressOptions {
  readonly say: Say;
  readonly clock: Clock;
}

/** Milliseconds between two words on what is left: a guess that changes with every line helps nobody. */
const GUESS_EVERY = 10_000;

const counted = ({ ended, total }: Count) => `[${String(ended).padStart(String(total).length)}/${total}]`;

/** Masked before it is cut: nobody knows the half of a secret again. */
const shown = (text: string) => plain(masked(text));

function outcomeText(outcome: StepOutcome): string {
  switch (outcome.is) {
    case 'done':
      return `done in ${durationText(outcome.ms)}${outcome.note === undefined ? '' : `, ${shown(outcome.note)}`}`;
    case 'failed':
      return `FAILED after ${durationText(outcome.ms)}: ${shown(outcome.why)}`;
    case 'skipped':
      return `skipped: ${shown(outcome.why)}`;
  }
}

/** A step that never began is worth no line of its own: the report says why its resource was not done. */
function lineOf(event: ApplyEvent, work: AtWork): string | null {
  const whose = (step: { readonly address: string; readonly title: string }) =>
    `${[step.address, work.share(step.address)].filter((word) => word !== '').join(' ')}: ${plain(step.title)}`;
  switch (event.is) {
    case 'started':
      return `${counted(event.count)} ${whose(event.step)} …`;
    case 'planned':
    case 'line':
    case 'feature':
      return null;
    case 'progress':
      return `        ${event.step.address}: ${shown(event.text)}`;
    case 'retry':
      return `        ${event.step.address}: ${shown(event.why)}; again in ${durationText(event.inMs)}`;
    case 'ended':
      if (event.outcome.is === 'skipped') return null;
      return `${counted(event.count)} ${whose(event.step)}: ${outcomeText(event.outcome)}`;
    case 'stopping':
      return `Stopping: ${event.running} still running, nothing new begins`;
  }
}

/** Says one line for each event that is worth one. */
export function progressLines({ say, clock }: ProgressOptions): Progress {
  const work = atWork();
  let guessed = clock.now();
  const guess = (): string => {
    const now = clock.now();
    if (now - guessed < GUESS_EVERY) return '';
    const left = work.left(now);
    if (left !== '') guessed = now;
    return left === '' ? '' : `; ${left}`;
  };
  return {
    line: (now) => work.line(now),
    onEvent: (event) => {
      work.take(event, clock.now());
      const line = lineOf(event, work);
      const tone: Tone = event.is === 'stopping' ? 'warn' : 'progress';
      if (line !== null) say(event.is === 'ended' ? `${line}${guess()}` : line, tone);
    },
  };
}
