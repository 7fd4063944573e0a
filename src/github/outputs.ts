/** What the action hands to later steps and to the log's reader: outputs, annotations and the exit. */
import * as core from '@actions/core';
import type { Finding } from '../errors.ts';
import { logText, plain, visible } from '../plan/render/escape.ts';
import { fullPath } from '../plan/render/links.ts';
import { masked } from '../secrets/masking.ts';
import { unwritable } from './unwritable.ts';

/** A later step reads text; anything else becomes JSON, such as the `nodes` of a matrix. */
export type OutputValue =
  | string
  | number
  | boolean
  | null
  | readonly unknown[]
  | Readonly<Record<string, unknown>>;

/** The runner shows no more annotations of a level and step. */
const SHOWN_PER_LEVEL = 10;

/**
 * Sets the outputs by their names in `action.yml`; null is an empty text.
 * @throws PhoenixError `UNWRITABLE`
 */
export function setOutputs(outputs: Readonly<Record<string, OutputValue>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    try {
      core.setOutput(name, masked(text));
    } catch (error) {
      throw unwritable('the outputs of this step (GITHUB_OUTPUT)', error);
    }
  }
}

const LEVELS = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** Findings as annotations of the run, the gravest first; `root` is the configs folder from the repository's root. */
export function annotate(findings: readonly Finding[], root = ''): void {
  for (const severity of ['error', 'warning', 'notice'] as const) {
    for (const finding of findings.filter((f) => f.severity === severity).slice(0, SHOWN_PER_LEVEL)) {
      const { at, also } = finding;
      const other = also && `See also ${fullPath(root, also.file)}:${also.line}`;
      LEVELS[severity](
        [finding.message, other, finding.hint]
          .filter(Boolean)
          .map((t) => visible(masked(t ?? '')))
          .join('\n'),
        {
          title: finding.id,
          ...(at && {
            file: visible(fullPath(root, at.file)),
            startLine: at.line,
            startColumn: at.column,
          }),
        },
      );
    }
  }
}

/** A line for the log that may carry text of a pull request: nothing in it is a command of the runner. */
export function logLine(text: string): void {
  core.info(logText(masked(text)));
}

/** Lines that a reader may fold away, all at once: whatever else is at work, nothing gets between them. */
export function logGroup(title: string, lines: readonly string[]): void {
  core.startGroup(plain(masked(title)));
  for (const line of lines) logLine(line);
  core.endGroup();
}

export const isDebugged = (): boolean => core.isDebug();

/** Shown where debug logging of the job is on (ACTIONS_STEP_DEBUG, or "Enable debug logging" of a run that is done again). */
export function debugLine(text: string): void {
  if (core.isDebug()) core.debug(logText(masked(text)));
}
