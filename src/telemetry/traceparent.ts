/** The context that a caller gives in TRACEPARENT (W3C Trace Context, level 1), and that is given on. */

export interface Caller {
  readonly trace: string;
  readonly span: string;
  /** Whether the caller keeps this trace; where it does not, nobody exports it. */
  readonly sampled: boolean;
}

const SHAPE = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Null for what is none: the trace then begins here, as the specification has it. */
export function parseTraceparent(text: string | undefined): Caller | null {
  const [, trace, span, flags] = SHAPE.exec(text?.trim() ?? '') ?? [];
  if (trace === undefined || span === undefined || flags === undefined) return null;
  return { trace, span, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Longer ones are cut by whoever gets them, if they are kept at all. */
const MOST_STATE = 512;

/** What other vendors' tools keep in a trace; null: nothing, or what no header may hold. */
export function parseTracestate(text: string | undefined): string | null {
  const state = text?.trim() ?? '';
  return state !== '' && state.length <= MOST_STATE && /^[\x20-\x7e]+$/.test(state) ? state : null;
}
