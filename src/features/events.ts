/**
 * Reads the stream of a run: bytes in any pieces to events, as they come. The guest may be hostile: what it sends is
 * bounded, checked and redacted, and nothing after the last event counts. What the events mean stands in outcome.ts.
 */
import { type FeatureEvent, type WireEvent, wireSchema } from './event.ts';
import { type Masks, masksOf } from './redact.ts';
import { type ScriptOutput, scriptOutput } from './script-output.ts';
import { visible } from './visible.ts';

export interface EventReader {
  add(chunk: Uint8Array): void;
  /** The stream has ended, or is not waited for any longer. */
  end(): void;
  /** Whether the last event of the run has come, or too much: after a grace period nothing more is waited for. */
  readonly done: boolean;
}

export interface EventReaderOptions {
  /** Of the bundle. */
  readonly nonce: string;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
  readonly onEvent: (event: FeatureEvent) => void;
}

/** run.sh writes lines of at most 4 KiB. */
const MAX_LINE_BYTES = 16 * 1024;
/** Bytes of a whole run: much more than run.sh lets through, and no more than a moment's work. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Lines of a whole run that are passed on, and everything else that is. */
const MAX_LINES = 200_000;
const MAX_OTHERS = 20_000;
/** Scripts that print at the same time: run.sh runs one after the other. */
const MAX_OPEN = 16;

interface Work {
  readonly options: EventReaderOptions;
  readonly masks: Masks;
  readonly open: Map<string, ScriptOutput>;
  lines: number;
  others: number;
  done: boolean;
}

export function eventReader(options: EventReaderOptions): EventReader {
  const work: Work = {
    options,
    masks: masksOf(options.secrets),
    open: new Map(),
    lines: 0,
    others: 0,
    done: false,
  };
  let pending: Uint8Array[] = [];
  let size = 0;
  let total = 0;
  const hold = (bytes: Uint8Array) => {
    size += bytes.length;
    if (size <= MAX_LINE_BYTES) pending.push(bytes);
  };
  const finishLine = () => {
    if (size > MAX_LINE_BYTES) noise('a line that is too long', work);
    else readLine(Buffer.concat(pending).toString('utf8'), work);
    pending = [];
    size = 0;
  };
  return {
    add: (chunk) => {
      total += chunk.length;
      if (total > MAX_BYTES && !work.done) {
        noise(`the guest sent more than ${MAX_BYTES / 1024 / 1024} MiB`, work);
        closeAll(work);
        work.done = true;
      }
      let from = 0;
      while (!work.done) {
        const at = chunk.indexOf(10, from);
        if (at === -1) return hold(chunk.slice(from));
        hold(chunk.slice(from, at));
        finishLine();
        from = at + 1;
      }
    },
    end: () => {
      if (work.done) return;
      if (size > 0) finishLine();
      closeAll(work);
      work.done = true;
    },
    get done() {
      return work.done;
    },
  };
}

function readLine(line: string, work: Work): void {
  if (line.trim() === '') return;
  const event = parsed(line);
  if (event) pass(event, work);
  else noise(line, work);
}

function parsed(line: string): WireEvent | null {
  if (!line.startsWith('{"phx":1,')) return null;
  try {
    return wireSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function pass(event: WireEvent, work: Work): void {
  const emit = (one: FeatureEvent) => tell(one, work);
  switch (event.event) {
    case 'begin': {
      const { feature, script = null, span } = event;
      return emit({ event: 'begin', feature, script, ...(span !== undefined && { span }) });
    }
    case 'output':
      return output(event, work);
    case 'end': {
      const { feature, script = null, exit, ms = 0, why = null, secrets } = event;
      if (script !== null) close(`${feature} ${script}`, work);
      return emit({
        event: 'end',
        feature,
        script,
        exit,
        ms,
        why: why === null ? null : visible(why, work.masks),
        ...(secrets && { secrets }),
      });
    }
    case 'restart':
      return emit({ event: 'restart', feature: event.feature });
    case 'removed':
      return emit({
        event: 'removed',
        feature: event.feature,
        why: event.why === undefined ? null : visible(event.why, work.masks),
      });
    case 'refused':
      return emit({ event: 'refused', why: visible(event.why, work.masks) });
    case 'done':
      if (event.nonce !== work.options.nonce) return noise('an end that is not of this run', work);
      closeAll(work);
      emit({ event: 'done', exit: event.exit });
      work.done = true;
  }
}

function output({ feature, script, data, why }: Extract<WireEvent, { event: 'output' }>, work: Work): void {
  const key = `${feature} ${script}`;
  let open = work.open.get(key);
  if (!open) {
    if (work.open.size >= MAX_OPEN) return noise('the output of too many scripts at once', work);
    open = scriptOutput({ feature, script, masks: work.masks, emit: (one) => tell(one, work) });
    work.open.set(key, open);
  }
  if (why === 'cut') open.cut();
  if (data !== undefined) open.add(Buffer.from(data, 'base64'));
}

function close(key: string, work: Work): void {
  work.open.get(key)?.end();
  work.open.delete(key);
}

function closeAll(work: Work): void {
  for (const key of work.open.keys()) close(key, work);
}

/** A line that may hold anything, secrets included, and that no redactor has seen. */
function noise(line: string, work: Work): void {
  tell({ event: 'noise', text: visible(line, work.masks) }, work);
}

function tell(event: FeatureEvent, work: Work): void {
  switch (event.event) {
    case 'line':
    case 'noise':
    case 'progress':
    case 'fact':
      work.lines += 1;
      if (work.lines > MAX_LINES) return;
      break;
    case 'begin':
    case 'end':
    case 'restart':
    case 'removed':
    case 'refused':
      work.others += 1;
      if (work.others > MAX_OTHERS) return;
      break;
    case 'done':
  }
  work.options.onEvent(event);
}
