/** How an error is shown at an edge, once: message, place, hint; anything unexpected is a bug and keeps its stack. */
import picocolors from 'picocolors';
import { PhoenixError } from '../errors.ts';
import { plain, visibleLines } from '../plan/render/escape.ts';
import { renderFindings } from '../plan/render/findings.ts';

export interface ShownError {
  readonly text: string;
  /** 1: the user must act; 70: a bug of Phoenix. */
  readonly exit: 1 | 70;
}

/** What was found in the files, each with its line, for an error that carries it; else null. */
export function showFound(error: unknown, color: boolean): string | null {
  if (!(error instanceof PhoenixError) || !error.source) return null;
  return renderFindings(error.findings, { ...error.source, color });
}

export function showError(error: unknown, color: boolean): ShownError {
  const { red, bold, dim } = picocolors.createColors(color);
  if (!(error instanceof PhoenixError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      text: `${red('This is a bug in Phoenix; please report it with these lines:')}\n${stack}`,
      exit: 70,
    };
  }
  const { at, code, message, hint, cause } = error;
  const lines = [`${red('error')} ${bold(code)}: ${visibleLines(message)}`];
  if (at) lines.push(dim(`  at ${plain(at.file)}:${at.line}:${at.column}`));
  if (hint) lines.push(`  do: ${visibleLines(hint)}`);
  if (cause instanceof Error && !message.includes(cause.message))
    lines.push(dim(`  cause: ${visibleLines(cause.message)}`));
  return { text: lines.join('\n'), exit: 1 };
}
