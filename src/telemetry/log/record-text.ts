/** Records as text for whoever reads them as they come: one line each. */
import { durationText } from '../../config/units.ts';
import { visibleLines } from '../../plan/render/escape.ts';
import { isShown, type LogRecord, type Recorded } from './record.ts';
import type { Level } from '../signal.ts';

/** As sd-daemon(3) numbers them. */
const PRIORITIES: Readonly<Record<Level, number>> = { debug: 7, info: 6, warn: 4, error: 3 };

/** What the journal takes off a line again, and files it by. */
export const journalPrefix = (level: Level): string => `<${PRIORITIES[level]}>`;

/** Several lines as one, in which nothing commands the terminal that shows it; the journal hides what has such in it. */
export const oneLine = (text: string): string =>
  visibleLines(
    text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join(' | '),
  );

/** A command with what it was given, and how it ended; other records with whose they are. */
function recordText({ message, address, node, feature, script, argv, exit, ms }: LogRecord): string {
  const whose = [address, node].filter((one) => one !== undefined).join(' on ');
  const who = [feature, script].filter((one) => one !== undefined).join(' ');
  const took = typeof ms !== 'number' ? '' : `, ${ms < 1000 ? `${ms} ms` : durationText(ms)}`;
  const ended = exit === undefined ? '' : `: exit ${String(exit)}`;
  const what = Array.isArray(argv) ? `${argv.join(' ')}${ended}` : message;
  const parts = [whose, who !== '' && !what.startsWith(who) ? who : '', `${what}${took}`];
  return oneLine(parts.filter((part) => part !== '').join(': '));
}

/** What is shown of a run as text to whoever wants everything. */
const DETAILS: readonly Recorded['about'][] = ['phase', 'command', 'feature', 'script', 'request'];

/**
 * What of a run is shown as text beside what is said; null: nothing. Of steps, lines of progress tell, unless nobody wants
 * to see those.
 */
export function detailText({ record, about }: Recorded, least: Level): string | null {
  if (!isShown(record.level, least)) return null;
  const isWanted =
    about === 'log' ||
    (least === 'debug' && (DETAILS.includes(about) || (about === 'note' && record.level === 'debug'))) ||
    (!isShown('info', least) && (about === 'step' || about === 'note'));
  return isWanted ? recordText(record) : null;
}
