/**
 * How stderr shall look, known before the command line is parsed: its own errors are to look so too. Loaded by every
 * command; what does it is loaded where it is not the usual look.
 */
import type { Level } from '../signal.ts';
import { FORMATS, LEVELS } from '../wanted.ts';

export interface Look {
  readonly format: (typeof FORMATS)[number];
  readonly level: Level;
  /** As systemd says it: the device and inode of the stream that goes to the journal. */
  readonly journal: string | null;
}

/** The last one that is given, as the parser has it; what stands after `--` is for another program. */
function optionIn(argv: readonly string[], name: string): string | undefined {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return own
    .flatMap((word, at) => {
      if (word.startsWith(`${name}=`)) return [word.slice(name.length + 1)];
      return word === name ? [own[at + 1] ?? ''] : [];
    })
    .at(-1);
}

/** Null: as usual. What is not one of the values is refused later, in the usual look. */
export function lookOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Look | null {
  const format = optionIn(argv, '--log-format') || env['PHOENIX_LOG_FORMAT'];
  const level = optionIn(argv, '--log-level') || env['PHOENIX_LOG_LEVEL'];
  const look: Look = {
    format: FORMATS.find((one) => one === format) ?? 'text',
    level: LEVELS.find((one) => one === level) ?? 'info',
    journal: env['JOURNAL_STREAM'] || null,
  };
  return look.format === 'text' && look.level === 'info' && look.journal === null ? null : look;
}
