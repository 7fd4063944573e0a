/**
 * What the commands and scripts of a step print, kept until it ends: folded away where it ended well, open where it failed.
 * So the lines of steps that run at the same time stay apart.
 */
import type { OnEvent } from '../apply/progress.ts';
import { plain } from '../plan/render/escape.ts';
import { plural } from '../plan/render/words.ts';
import { masked } from '../secrets/masking.ts';
import type { Say } from '../telemetry/log/said.ts';

export interface StepOutputOptions {
  /** Shows lines that may be folded away. */
  readonly group: (title: string, lines: readonly string[]) => void;
  readonly say: Say;
}

/** Of each step the last lines, for what fails says why at its end. */
const MOST_LINES = 500;
const LONGEST_LINE = 1000;

interface Kept {
  readonly lines: string[];
  dropped: number;
}

export function stepOutput({ group, say }: StepOutputOptions): OnEvent {
  const kept = new Map<string, Kept>();
  return (event) => {
    if (event.is === 'line') {
      const own = kept.get(event.step.id) ?? { lines: [], dropped: 0 };
      kept.set(event.step.id, own);
      own.lines.push(plain(masked(event.line), LONGEST_LINE));
      if (own.lines.length > MOST_LINES) {
        own.lines.shift();
        own.dropped += 1;
      }
      return;
    }
    if (event.is !== 'ended') return;
    const { id, address, title } = event.step;
    const own = kept.get(id);
    kept.delete(id);
    if (!own) return;
    const { lines, dropped } = own;
    const all = dropped === 0 ? lines : [`… ${dropped} lines before`, ...lines];
    const whose = `${address}: ${title}`;
    if (event.outcome.is !== 'failed') group(`${whose}: ${plural(lines.length + dropped, 'line')}`, all);
    else
      say([`What ${whose} printed:`, ...all.map((line) => `  ${line}`)].join('\n'), 'error', {
        step: id,
        address,
      });
  };
}
