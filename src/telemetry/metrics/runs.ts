/** Metrics of Phoenix itself: its runs, their failures, and what it starts on nodes. */
import type { Definitions } from './definition.ts';

export const RUNS = {
  phoenix_build_info: {
    type: 'gauge',
    help: 'The version of Phoenix that ran last here; always 1.',
    unit: '1',
    labels: ['version'],
    group: 'build',
  },
  phoenix_runs_total: {
    type: 'counter',
    help: 'Commands that have ended: ok, attention (somebody must act), error (it broke off).',
    unit: '1',
    labels: ['command', 'outcome'],
  },
  phoenix_run_duration_seconds: {
    type: 'histogram',
    help: 'Time of commands, from their start to their end.',
    unit: 's',
    labels: ['command'],
    buckets: [0.5, 1, 5, 15, 60, 300, 900, 1800, 3600, 7200],
  },
  phoenix_failures_total: {
    type: 'counter',
    help: 'Commands that broke off, by the code of the error.',
    unit: '1',
    labels: ['command', 'code'],
  },
  phoenix_finding_failures_total: {
    type: 'counter',
    help: 'Commands that broke off at an error in the files, by the finding.',
    unit: '1',
    labels: ['command', 'finding'],
  },
  phoenix_node_commands_total: {
    type: 'counter',
    help: 'Commands that Phoenix has started on nodes: ok, failed, timeout, lost (no answer).',
    unit: '1',
    labels: ['estate', 'env', 'node', 'program', 'outcome'],
  },
  phoenix_node_command_duration_seconds: {
    type: 'histogram',
    help: 'Time of commands on nodes.',
    unit: 's',
    labels: ['estate', 'env', 'node', 'program'],
    buckets: [0.05, 0.25, 1, 2.5, 10, 60, 600],
  },
} as const satisfies Definitions;
