/**
 * What is said to whoever looks at a run, and kept in its log as well. Loaded by every command: what changes the looks
 * of it (JSON lines, levels, the journal, the log of a job) is put here by an edge.
 */
import process from 'node:process';
import { log } from '../current.ts';
import type { RunIds } from './record.ts';
import type { Fields, Level, Sink } from '../signal.ts';

/** `progress`: as `info`, and the signals of the run tell the same by themselves. */
export type Tone = Level | 'progress';

export const levelOf = (tone: Tone): Level => (tone === 'progress' ? 'info' : tone);

/** Says a text, `info` unless told otherwise; `fields` are for logs. */
export type Say = (text: string, tone?: Tone, fields?: Fields) => void;

export interface Screen {
  /** Shows what is said. */
  show(text: string, tone: Tone, fields: Fields): void;
  /** Shows what a watched run tells beside that. */
  sink(ids: RunIds): Sink;
}

let screen: Screen | null = null;

/** From now on everything that is said is shown there; null: on stderr, as it is. */
export function showOn(other: Screen | null): void {
  screen = other;
}

/** What the screen wants of a run; null: nothing beside what is said. */
export const screenSink = (ids: RunIds): Sink | null => screen?.sink(ids) ?? null;

const NONE: Fields = {};

export const say: Say = (text, tone = 'info', fields = NONE) => {
  if (screen === null) process.stderr.write(`${text}\n`);
  else screen.show(text, tone, fields);
  if (tone !== 'progress') log(tone, text, fields, true);
};
