/** Records as text for whoever reads them as they come: one line each. */
import { durationText } from '../config/units.ts';
import type { LogRecord } from './record.ts';
import type { Level } from './signal.ts';

/** As sd-daemon(3) numbers them. */
const PRIORITIES: Readonly<Record<Level, number>> = { debug: 7, info: 6, warn: 4, error: 3 };

/** What the journal takes off a line again, and files it by. */
export const journalPrefix = (level: Level): string => `<${PRIORITIES[level]}>`;

/** Several lines as one. */
export const oneLine = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' | ');

/** A command with what it was given, and how it ended; other records with whose they are. */
export function recordText(record: LogRecord): string {
  const { message, address, node, argv, exit, ms } = record;
  const whose = [address, node].filter((one) => one !== undefined).join(' on ');
  const took = typeof ms !== 'number' ? '' : `, ${ms < 1000 ? `${ms} ms` : durationText(ms)}`;
  if (Array.isArray(argv)) {
    const ended = exit === undefined ? '' : `: exit ${String(exit)}`;
    return oneLine(`${whose}: ${argv.join(' ')}${ended}${took}`);
  }
  return oneLine(`${whose === '' ? '' : `${whose}: `}${message}${took}`);
}
