/** `test/recorded.json` of a feature: what the last real run of its scenarios came to, for those who cannot run them. Pure. */
import { z } from 'zod';
import type { Phase } from './scenario-run.ts';

const phase = z.object({
  name: z.string().max(100),
  ok: z.boolean(),
  ms: z.int().nonnegative(),
  /** Of one that failed. */
  why: z.array(z.string()).optional(),
});

const runSchema = z.object({
  /** Of the scenario's file. */
  scenario: z.string().max(100),
  way: z.enum(['fresh', 'upgrade']),
  os: z.string().max(100),
  ok: z.boolean(),
  ms: z.int().nonnegative(),
  phases: z.array(phase),
});

const recordedSchema = z.object({
  v: z.literal(1),
  /** ISO day. */
  date: z.iso.date(),
  phoenix: z.string().max(64),
  version: z.string().max(64),
  /** Hash of what is brought into a guest: it tells whether the feature has changed since. */
  content: z.string().max(80),
  /** Of the machine, such as `6.18.5`. */
  kernel: z.string().max(100),
  runs: z.array(runSchema),
});

export type Recorded = z.infer<typeof recordedSchema>;
export type RecordedRun = Recorded['runs'][number];

/** Null where nothing was recorded, or what stands there is something else. */
export function parseRecorded(bytes: Uint8Array | undefined): Recorded | null {
  if (!bytes) return null;
  try {
    return recordedSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}

export function formatRecorded(recorded: Recorded): string {
  return `${JSON.stringify(recorded, null, 2)}\n`;
}

/** @param ms with the making of the guest */
export function recordedRun(
  scenario: string,
  way: RecordedRun['way'],
  os: string,
  phases: readonly Phase[],
  ms: number,
): RecordedRun {
  const kept = phases.map(({ name, ok, ms: took, why }) => ({
    name,
    ok,
    ms: took,
    ...(ok ? {} : { why: [...why] }),
  }));
  return { scenario, way, os, ok: phases.every(({ ok }) => ok), ms: Math.round(ms), phases: kept };
}
