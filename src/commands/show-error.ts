/** How an error is shown at an edge, once: message, place, hint; anything unexpected is a bug and keeps its stack. */
import picocolors from 'picocolors';
import { type ErrorCode, type Finding, PhoenixError, type Position } from '../errors.ts';
import { plain, visibleLines } from '../plan/render/escape.ts';
import { renderFindings } from '../plan/render/findings.ts';
import { masked } from '../secrets/masking.ts';

export interface ShownError {
  readonly text: string;
  readonly code: ErrorCode | 'BUG';
  /** 1: the user must act; 70: a bug of Phoenix. */
  readonly exit: 1 | 70;
  /** `{ "v": 1, "error": … }`: the result for whoever asked for JSON. */
  readonly json: () => string;
}

/** Whether JSON was asked for, by any of its spellings; what stands after `--` is for another program. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return own.some(
    (word, at) =>
      word === '--json' || word === '--format=json' || (word === '--format' && own[at + 1] === 'json'),
  );
}

interface ToldError {
  readonly code: ErrorCode | 'BUG';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly at?: Position | undefined;
  readonly findings?: readonly Finding[];
}

/** Members that are undefined are left out. */
const jsonOf = (error: ToldError): string => JSON.stringify({ v: 1, ok: false, error });

/** What was found in the files, each with its line, for an error that carries it; else null. */
export function showFound(error: unknown, color: boolean): string | null {
  if (!(error instanceof PhoenixError) || !error.source) return null;
  return renderFindings(error.findings, { ...error.source, color });
}

export function showError(error: unknown, color: boolean): ShownError {
  const { red, bold, dim } = picocolors.createColors(color);
  if (!(error instanceof PhoenixError)) {
    const stack = masked(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return {
      text: `${red('This is a bug in Phoenix; please report it with these lines:')}\n${stack}`,
      code: 'BUG',
      exit: 70,
      json: () => jsonOf({ code: 'BUG', message: stack }),
    };
  }
  const { at, code, cause } = error;
  const message = masked(error.message);
  const hint = error.hint === undefined ? undefined : masked(error.hint);
  const lines = [`${red('error')} ${bold(code)}: ${visibleLines(message)}`];
  if (at) lines.push(dim(`  at ${plain(at.file)}:${at.line}:${at.column}`));
  if (hint) lines.push(`  do: ${visibleLines(hint)}`);
  if (cause instanceof Error && !error.message.includes(cause.message))
    lines.push(dim(`  cause: ${visibleLines(masked(cause.message))}`));
  const json = () => jsonOf({ code, message, hint, at, findings: error.findings });
  return { text: lines.join('\n'), code, exit: 1, json };
}
