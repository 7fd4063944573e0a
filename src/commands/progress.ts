/** The lines that an apply shows while it works, for a log that is read later and for a terminal alike. */
import { durationText } from '../config/units.ts';
import type { ApplyEvent, Count, OnEvent } from '../apply/progress.ts';
import type { StepOutcome } from '../apply/report.ts';
import { plain } from '../plan/render/escape.ts';
import { masked } from '../secrets/masking.ts';

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
function lineOf(event: ApplyEvent): string | null {
  switch (event.is) {
    case 'started':
      return `${counted(event.count)} ${event.step.address}: ${plain(event.step.title)} …`;
    case 'line':
    case 'feature':
      return null;
    case 'progress':
      return `        ${event.step.address}: ${shown(event.text)}`;
    case 'running':
      return `        ${event.step.address}: ${plain(event.step.title)}, ${durationText(event.ms)} so far`;
    case 'retry':
      return `        ${event.step.address}: ${shown(event.why)}; again in ${durationText(event.inMs)}`;
    case 'ended':
      if (event.outcome.is === 'skipped') return null;
      return `${counted(event.count)} ${event.step.address}: ${plain(event.step.title)}: ${outcomeText(event.outcome)}`;
    case 'stopping':
      return `Stopping: ${event.running} still running, nothing new begins`;
  }
}

/**
 * A listener that says one line for each event that is worth one.
 * @param debug also gets each step's id, and what its commands and scripts print, as it comes
 */
export function progressLines(say: (line: string) => void, debug?: (line: string) => void): OnEvent {
  return (event) => {
    const line = lineOf(event);
    if (line !== null) say(line);
    if (event.is === 'started') debug?.(`${event.step.id} on ${event.step.node}`);
    if (event.is === 'line') debug?.(`${event.step.id}: ${event.line}`);
  };
}
