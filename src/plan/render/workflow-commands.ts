/**
 * Findings as lines that a runner of GitHub Actions turns into annotations: `::error file=…,line=…::message`. For commands
 * that run in any step; the action itself has its own way (src/github/outputs.ts).
 */
import type { Finding } from '../../errors.ts';
import { clip, logText } from './escape.ts';
import { fullPath } from './links.ts';
import { lengthAt, linesOf, type TextOf } from './source-text.ts';

/** What ends a line or begins an escape, as the runner reads it back. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** A property ends at a comma, and all of them at a colon. */
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

interface CommandView {
  /** The configs folder from the repository's root. */
  readonly root: string;
  readonly textOf: TextOf;
}

/** One line for each finding, in their order. */
export function renderWorkflowCommands(
  findings: readonly Finding[],
  { root, textOf }: CommandView,
): readonly string[] {
  const lineOf = linesOf(textOf);
  return findings.map(({ id, severity, message, hint, at, also }) => {
    const line = at ? lineOf(at.file, at.line) : null;
    const end = at && line !== null ? at.column + lengthAt(line, at.column) : null;
    const properties = [
      ...(at
        ? [
            `file=${property(logText(clip(fullPath(root, at.file), 1000)))}`,
            `line=${at.line}`,
            `endLine=${at.line}`,
            `col=${at.column}`,
            ...(end === null ? [] : [`endColumn=${end}`]),
          ]
        : []),
      `title=${property(logText(clip(id, 40)))}`,
    ].join(',');
    const texts = [
      clip(message, 1500),
      ...(also ? [`also: ${clip(fullPath(root, also.file), 300)}:${also.line}:${also.column}`] : []),
      ...(hint === undefined ? [] : [clip(hint, 1500)]),
    ];
    return `::${severity} ${properties}::${data(texts.map(logText).join('\n'))}`;
  });
}
