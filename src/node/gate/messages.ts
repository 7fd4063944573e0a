/**
 * What a Phoenix elsewhere and `phoenix node` on a host say to each other: a line of JSON each way. Bytes are base64, so
 * that a line is a line. Both ends are of one version: what one of them does not know is an error, never a guess.
 */
import { z } from 'zod';

/** Raised with every change of what is said. */
export const PROTOCOL = 1;

const id = z.int().nonnegative();
const key = z.string().regex(/^[a-z0-9]{8,40}$/);
/** No bits that make a program root's. */
const mode = z.int().min(0).max(0o777);
const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

const requestSchema = z.discriminatedUnion('do', [
  z.strictObject({ id, do: z.literal('read'), patterns: z.array(z.string()).max(10_000) }),
  z.strictObject({
    id,
    do: z.literal('run'),
    /** Names the run, so that what became of it can be asked over another connection. */
    key,
    argv: z.array(z.string()).min(1),
    /** Milliseconds. */
    timeout: z.int().positive(),
    stdin: base64.optional(),
  }),
  z.strictObject({ id, do: z.literal('became'), key }),
  /** Its end has arrived. */
  z.strictObject({ id, do: z.literal('forget'), key }),
  z.strictObject({ id, do: z.literal('append'), path: z.string(), text: z.string(), rotateAt: z.int() }),
  z.strictObject({ id, do: z.literal('folder'), path: z.string() }),
  z.strictObject({
    id,
    do: z.literal('write'),
    path: z.string(),
    text: z.string(),
    mode: mode.optional(),
  }),
  z.strictObject({ id, do: z.literal('remove'), path: z.string() }),
  z.strictObject({
    id,
    do: z.literal('replace'),
    path: z.string(),
    lock: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    mode: mode.optional(),
  }),
]);

export type Request = z.infer<typeof requestSchema>;

/** How a run ended. */
export const endSchema = z.strictObject({
  exit: z.int(),
  timedOut: z.boolean(),
  ms: z.number(),
});

export type End = z.infer<typeof endSchema>;

/** What became of a run, for one who was cut off from it. */
export const fateSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('running') }),
  z.strictObject({ is: z.literal('ended'), end: endSchema, stdout: base64, stderr: base64 }),
  z.strictObject({ is: z.literal('unknown') }),
]);

export type Fate = z.infer<typeof fateSchema>;

const answerSchema = z.union([
  z.strictObject({ hello: z.literal('phoenix'), protocol: z.int(), version: z.string(), node: z.string() }),
  z.strictObject({ id, out: base64 }),
  z.strictObject({ id, err: base64 }),
  z.strictObject({ id, ok: z.unknown() }),
  z.strictObject({ id, no: z.string(), code: z.string(), hint: z.string().optional() }),
]);

export type Answer = z.infer<typeof answerSchema>;

/** Null: it is no answer. */
export function parseAnswer(line: string): Answer | null {
  try {
    return answerSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Null: it is no request. */
export function parseRequest(line: string): Request | null {
  try {
    return requestSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

export const encode = (message: Request | Answer): string => `${JSON.stringify(message)}\n`;

/** Characters of the longest line: more than any bundle of features, and less than what would fill the memory. */
const LONGEST = 256 * 1024 * 1024;

/**
 * Bytes as they come, line by line.
 * @param onLine gets null once where a line does not end, and nothing after it
 */
export function lineReader(
  onLine: (line: string | null) => void,
  longest = LONGEST,
): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  return (chunk) => {
    if (length > longest) return;
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      parts.push(line);
      onLine(parts.join(''));
      parts = [];
      length = 0;
    }
    if (last !== '') parts.push(last);
    length += last.length;
    if (length <= longest) return;
    parts = [];
    onLine(null);
  };
}
