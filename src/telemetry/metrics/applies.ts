/** Metrics of applies: how often, how long, what was changed. */
import type { Definitions } from './definition.ts';

/** Of work that takes from a second to hours. */
const LONG = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200] as const;

const ESTATE = ['estate', 'env'] as const;

export const APPLIES = {
  phoenix_applies_total: {
    type: 'counter',
    help: 'Applies that have ended: done, unchanged (nothing was to do), held (something waits for somebody), failed, stopped, refused (it did not begin), error (it broke off).',
    unit: '1',
    labels: [...ESTATE, 'command', 'outcome'],
  },
  phoenix_apply_duration_seconds: {
    type: 'histogram',
    help: 'Time of applies that did something, from the first step to the report.',
    unit: 's',
    labels: [...ESTATE, 'command'],
    buckets: LONG,
  },
  phoenix_last_apply_timestamp_seconds: {
    type: 'gauge',
    help: 'When the last apply ended, in seconds since 1970.',
    unit: 's',
    labels: ESTATE,
  },
  phoenix_last_apply_success: {
    type: 'gauge',
    help: 'Whether the last apply ended without a failure: 1 or 0.',
    unit: '1',
    labels: ESTATE,
  },
  phoenix_last_successful_apply_timestamp_seconds: {
    type: 'gauge',
    help: 'When the last apply ended that did not fail, in seconds since 1970.',
    unit: 's',
    labels: ESTATE,
  },
  phoenix_last_apply_resources: {
    type: 'gauge',
    help: 'What became of the resources of the last apply: applied, failed, skipped, held, drift, unchanged.',
    unit: '1',
    labels: [...ESTATE, 'outcome'],
  },
  phoenix_changes_total: {
    type: 'counter',
    help: 'Resources that applies have changed.',
    unit: '1',
    labels: [...ESTATE, 'kind', 'action', 'effect'],
  },
  phoenix_steps_total: {
    type: 'counter',
    help: 'Steps of applies that have ended: done, failed, skipped.',
    unit: '1',
    labels: [...ESTATE, 'kind', 'outcome'],
  },
  phoenix_step_duration_seconds: {
    type: 'histogram',
    help: 'Time of steps that ran.',
    unit: 's',
    labels: [...ESTATE, 'kind', 'verb'],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1800],
  },
  phoenix_step_retries_total: {
    type: 'counter',
    help: 'Steps that were tried again, since somebody else had a lock.',
    unit: '1',
    labels: [...ESTATE, 'kind'],
  },
  phoenix_rollbacks_total: {
    type: 'counter',
    help: 'Resources that were to be taken back after a failure: done, failed.',
    unit: '1',
    labels: [...ESTATE, 'outcome'],
  },
  phoenix_guest_downtime_seconds_total: {
    type: 'counter',
    help: 'Time that applies have kept guests down which run again.',
    unit: 's',
    labels: ESTATE,
  },
  phoenix_feature_runs_total: {
    type: 'counter',
    help: 'Features that applies were at in guests: installed, unchanged, drift (put right), removed, failed, other.',
    unit: '1',
    labels: [...ESTATE, 'feature', 'outcome'],
  },
  phoenix_lock_wait_seconds: {
    type: 'histogram',
    help: "Time until the estate's lock was had (taken), or given up (refused).",
    unit: 's',
    labels: [...ESTATE, 'outcome'],
    buckets: [0.1, 1, 10, 60, 300, 900, 3600],
  },
  phoenix_backups_total: {
    type: 'counter',
    help: 'Backups that were asked for by command: done, failed.',
    unit: '1',
    labels: [...ESTATE, 'outcome'],
  },
  phoenix_backup_duration_seconds: {
    type: 'histogram',
    help: 'Time of backups that were done.',
    unit: 's',
    labels: ESTATE,
    buckets: LONG,
  },
  phoenix_last_backup_timestamp_seconds: {
    type: 'gauge',
    help: 'When the last backup by command was done, in seconds since 1970.',
    unit: 's',
    labels: ESTATE,
  },
} as const satisfies Definitions;
