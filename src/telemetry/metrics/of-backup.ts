/** What backups by command come to. Pure. */
import type { Figure } from '../signal.ts';
import { figure, type Whose } from './figure.ts';

export type BackupResult = { readonly ok: true; readonly ms: number } | { readonly ok: false };

/** @param now milliseconds since 1970 */
export function backupFigures(of: Whose, results: readonly BackupResult[], now: number): readonly Figure[] {
  return [
    ...results.flatMap((one) => [
      figure('phoenix_backups_total', { ...of, outcome: one.ok ? 'done' : 'failed' }, 1),
      ...(one.ok ? [figure('phoenix_backup_duration_seconds', of, one.ms / 1000)] : []),
    ]),
    ...(results.some(({ ok }) => ok)
      ? [figure('phoenix_last_backup_timestamp_seconds', of, now / 1000)]
      : []),
  ];
}
