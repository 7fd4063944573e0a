/** What every command comes to, whatever it does. Pure. */
import { PhoenixError } from '../../errors.ts';
import { VERSION } from '../../version.ts';
import type { Figure } from '../signal.ts';
import { figure } from './figure.ts';

export interface RunOver {
  /** `phoenix vault check`. */
  readonly name: string;
  /** Milliseconds. */
  readonly ms: number;
  /** Whether it was well; what was thrown, where it broke off. */
  readonly end: { readonly ok: boolean } | { readonly error: unknown };
}

/** By the code, and by the findings of severity error, each once. */
function failure(command: string, error: unknown): Figure[] {
  if (!(error instanceof PhoenixError))
    return [figure('phoenix_failures_total', { command, code: 'BUG' }, 1)];
  const errors = error.findings.filter(({ severity }) => severity === 'error');
  return [
    figure('phoenix_failures_total', { command, code: error.code }, 1),
    ...[...new Set(errors.map(({ id }) => id))].map((finding) =>
      figure('phoenix_finding_failures_total', { command, finding }, 1),
    ),
  ];
}

export function runFigures({ name, ms, end }: RunOver): readonly Figure[] {
  const command = name.replace(/^phoenix /, '');
  const outcome = 'error' in end ? 'error' : end.ok ? 'ok' : 'attention';
  return [
    figure('phoenix_build_info', { version: VERSION }, 1),
    figure('phoenix_runs_total', { command, outcome }, 1),
    figure('phoenix_run_duration_seconds', { command }, ms / 1000),
    ...('error' in end ? failure(command, end.error) : []),
  ];
}
