/** What run.sh tells, as JSON lines: their shapes on the wire, and as Phoenix passes them on. */
import { z } from 'zod';

const feature = z.string().regex(/^(?:-|[a-z0-9][a-z0-9-]{0,62})$/);
/** `wait`: until the guest has started; `recover` repairs packages that a killed run left half installed. */
const script = z.enum(['check', 'install', 'verify', 'remove', 'wait', 'recover']);
const exit = z.int().min(0).max(255);
const ms = z.int().nonnegative();
/** Of a trace that the run was given, as the script finds it in TRACEPARENT. */
const span = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const variable = z.string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/);

/** Who an event is of, in words: `-` is the run itself. */
export const whoseOf = (feature: string): string => (feature === '-' ? 'guest' : feature);

export type ScriptName = z.infer<typeof script>;

/**
 * Why a feature or script ended as it did. Of features: installed, unchanged, drift (and put right), differs (and left),
 * failed; or what stopped it: check, install, verify, remove, unwritable, changed (the kept copy), plan. Of scripts: left
 * (processes, which were ended), stuck (they could not be), held (the output), timeout, unstarted.
 */
const why = z.string().max(200);

/** Members that are not known are let pass: the bundle brings its own run.sh, so both ends are of one version. */
export const wireSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('begin'), feature, script: script.optional(), span: span.optional() }),
  z.object({
    event: z.literal('output'),
    feature,
    script,
    data: z.base64().max(8192).optional(),
    why: why.optional(),
  }),
  z.object({
    event: z.literal('end'),
    feature,
    script: script.optional(),
    exit,
    ms: ms.optional(),
    why: why.optional(),
    secrets: z.array(variable).max(100).optional(),
  }),
  z.object({ event: z.literal('restart'), feature }),
  z.object({ event: z.literal('removed'), feature, why: why.optional() }),
  z.object({ event: z.literal('refused'), why }),
  z.object({ event: z.literal('done'), nonce: z.string(), exit }),
]);

export type WireEvent = z.infer<typeof wireSchema>;

/** Everything in them is fit to be shown: redacted, escaped, bounded. */
export type FeatureEvent =
  | {
      readonly event: 'begin';
      readonly feature: string;
      readonly script: ScriptName | null;
      /** Of a script in a run that is traced: what its own children name as their parent. */
      readonly span?: string;
    }
  | { readonly event: 'line'; readonly feature: string; readonly script: ScriptName; readonly text: string }
  /** By phx_progress. */
  | { readonly event: 'progress'; readonly feature: string; readonly text: string }
  /** By phx_event. */
  | { readonly event: 'fact'; readonly feature: string; readonly key: string; readonly value: string }
  | {
      readonly event: 'end';
      readonly feature: string;
      /** Null: the feature as a whole. */
      readonly script: ScriptName | null;
      readonly exit: number;
      readonly ms: number;
      readonly why: string | null;
      /** Of one that differs in nothing else: variables of secrets with other values than when it was installed. */
      readonly secrets?: readonly string[];
    }
  | { readonly event: 'restart'; readonly feature: string }
  | { readonly event: 'removed'; readonly feature: string; readonly why: string | null }
  | { readonly event: 'refused'; readonly why: string }
  | { readonly event: 'done'; readonly exit: number }
  /** What is no event: of pct, of lxc-attach, or of somebody who writes to the stream himself. */
  | { readonly event: 'noise'; readonly text: string };
