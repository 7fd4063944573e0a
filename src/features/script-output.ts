/** The output of one script: bytes in any pieces to lines that can be shown. */
import type { FeatureEvent, ScriptName } from './event.ts';
import { type Masks, redactor } from './redact.ts';
import { visible } from './visible.ts';

export interface ScriptOutput {
  add(bytes: Uint8Array): void;
  /** What comes next is not what came before: the middle of a large output was left out. */
  cut(): void;
  end(): void;
}

export interface OutputOptions {
  readonly feature: string;
  readonly script: ScriptName;
  readonly masks: Masks;
  readonly emit: (event: FeatureEvent) => void;
}

/** Lines that are shown as they come; of what follows, the last ones when the script has ended. */
const MOST_LINES = 5000;
const LAST_LINES = 200;
const LEFT_OUT = '… (output left out) …';
/** A line of which more is never kept; then the rest of it is let go. */
const MAX_PENDING = 64 * 1024;
const TOLD = /^::phx (?:progress (.*)|event ([A-Za-z0-9._-]{1,100}) (.*))$/;

export function scriptOutput({ feature, script, masks, emit }: OutputOptions): ScriptOutput {
  let decoder = new TextDecoder();
  let redact = redactor(masks);
  let pending = '';
  let skipping = false;
  let shown = 0;
  let leftOut = false;
  let late: string[] = [];
  const show = (text: string) => emit({ event: 'line', feature, script, text });
  const line = (text: string) => {
    // Whatever the pieces were that it came in.
    const one = visible(text.slice(0, MAX_PENDING), masks);
    const [, progress, key, value] = TOLD.exec(one) ?? [];
    if (progress !== undefined) emit({ event: 'progress', feature, text: progress });
    else if (key !== undefined) emit({ event: 'fact', feature, key, value: value ?? '' });
    else if (shown < MOST_LINES) {
      shown += 1;
      show(one);
    } else {
      leftOut ||= late.length === LAST_LINES;
      late = [...late.slice(1 - LAST_LINES), one];
    }
  };
  const take = (text: string) => {
    const lines = `${pending}${text}`.split('\n');
    pending = lines.pop() ?? '';
    for (const one of lines) {
      if (skipping) skipping = false;
      else line(one);
    }
    if (pending.length > MAX_PENDING) {
      if (!skipping) line(pending);
      skipping = true;
      pending = '';
    }
  };
  const flush = () => {
    take(redact.add(decoder.decode()));
    take(redact.end());
    if (pending !== '' && !skipping) line(pending);
    pending = '';
    skipping = false;
    if (leftOut) show(LEFT_OUT);
    for (const one of late) show(one);
    [leftOut, late] = [false, []];
  };
  return {
    add: (bytes) => take(redact.add(decoder.decode(bytes, { stream: true }))),
    cut: () => {
      flush();
      show(LEFT_OUT);
      decoder = new TextDecoder();
      redact = redactor(masks);
      // The first line of what follows has lost its beginning, and with it maybe that of a secret.
      skipping = true;
    },
    end: flush,
  };
}
