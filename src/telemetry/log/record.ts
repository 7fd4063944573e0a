/**
 * What a log keeps of the signals of a run: which of them are worth a record, of which level, in which words. How a
 * record looks in a file or on a screen stands beside this.
 */
import { stripVTControlCharacters } from 'node:util';
import type { Fields, Level, Signal, SpanOf } from '../signal.ts';

/** One line of a log, its members in their order. */
export type LogRecord = {
  /** ISO, with milliseconds. */
  readonly time: string;
  readonly level: Level;
  readonly message: string;
  /** Names the run: the same in the journals of the nodes and in the report. */
  readonly run: string;
  readonly trace_id: string;
  readonly span_id?: string;
  readonly parent_id?: string;
} & Fields;

export interface RunIds {
  readonly run: string;
  /** 32 hexadecimal digits. */
  readonly trace: string;
}

export interface Recorded {
  readonly record: LogRecord;
  /** What it is the beginning or the end of. */
  readonly about: SpanOf | 'note' | 'log';
}

const RANKS: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Whether a level is shown by who shows this one and what is graver. */
export const isShown = (level: Level, least: Level): boolean => RANKS[level] >= RANKS[least];

/** What a span says of all that is beneath it. */
const HANDED_DOWN = ['address', 'step', 'node', 'vmid', 'feature', 'script'] as const;

/** Commands that only read. */
const READINGS: readonly string[] = ['read guest', 'look', 'reach'];

interface Open {
  readonly parent: string | null;
  readonly of: SpanOf;
  readonly name: string;
  readonly at: number;
  readonly own: Fields;
  readonly handedDown: Fields;
}

type Begin = Extract<Signal, { is: 'begin' }>;
type End = Extract<Signal, { is: 'end' }>;

interface Told {
  readonly level: Level;
  readonly message: string;
}

/** What ends in a moment is told when it has ended. */
function beginOf({ of, name }: Begin): Told | null {
  return of === 'run' || of === 'step' ? { level: 'info', message: `${name}: begins` } : null;
}

const failureLevel = (of: SpanOf): Level =>
  of === 'run' || of === 'resource' || of === 'step' ? 'error' : 'warn';

function endOf({ of, name }: Open, { ok, why }: End): Told {
  if (!ok) return { level: failureLevel(of), message: `${name}: failed${why ? `: ${why}` : ''}` };
  const isDetail = of === 'request' || (of === 'command' && READINGS.includes(name));
  return { level: isDetail ? 'debug' : 'info', message: `${name}: done` };
}

const NOTES: Readonly<Record<string, Level>> = { retry: 'warn', progress: 'info' };

/** What somebody prints or tells is a record of its own; other notes are named. */
function noteOf(name: string, fields: Fields): Told & { readonly fields: Fields } {
  const level = NOTES[name] ?? 'debug';
  const { text, ...rest } = fields;
  if (typeof text === 'string' && (name === 'line' || name === 'progress'))
    return { level, message: text, fields: rest };
  const said = fields['why'];
  return { level, message: typeof said === 'string' ? `${name}: ${said}` : name, fields };
}

function handedDownBy(fields: Fields): Fields {
  return Object.fromEntries(
    HANDED_DOWN.flatMap((name) => {
      const value = fields[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Makes records of the signals of one run, in their order; null: worth none. */
export function recorder({ run, trace }: RunIds): (signal: Signal) => Recorded | null {
  const open = new Map<string, Open>();
  const record = (at: number, { level, message }: Told, span: string | null, fields: Fields): LogRecord => {
    const parent = span === null ? undefined : open.get(span)?.parent;
    return {
      time: new Date(at).toISOString(),
      level,
      message: stripVTControlCharacters(message).trim(),
      run,
      trace_id: trace,
      ...(span !== null && { span_id: span }),
      ...(parent && { parent_id: parent }),
      ...fields,
    };
  };
  const above = (span: string | null): Fields => (span === null ? {} : (open.get(span)?.handedDown ?? {}));
  return (signal) => {
    switch (signal.is) {
      case 'begin': {
        const { span, parent, of, name, at, fields } = signal;
        const handedDown = { ...above(parent), ...handedDownBy(fields) };
        open.set(span, { parent, of, name, at, own: fields, handedDown });
        const told = beginOf(signal);
        return told && { about: of, record: record(at, told, span, { ...handedDown, ...fields }) };
      }
      case 'note': {
        const { at, span, name } = signal;
        const told = noteOf(name, signal.fields);
        const made = record(at, told, span, { ...above(span), ...told.fields });
        return { about: 'note', record: made };
      }
      case 'end': {
        const begun = open.get(signal.span);
        if (!begun) return null;
        const { handedDown, own } = begun;
        const ms = Math.round(signal.at - begun.at);
        const made = record(signal.at, endOf(begun, signal), signal.span, {
          ...handedDown,
          ...own,
          ms,
          ...signal.fields,
        });
        open.delete(signal.span);
        return { about: begun.of, record: made };
      }
      case 'log': {
        const { at, level, message, span, fields } = signal;
        const made = record(at, { level, message }, span, { ...above(span), ...fields });
        return { about: 'log', record: made };
      }
      case 'measured':
        return null;
    }
  };
}
