/** What stands under `health` in a guest's file. What needs the rest of the file is looked at in resolve.ts. */
import { z } from 'zod';
import { durationInMs } from '../config/units.ts';
import { isFraming, isHeaderName, isHeaderValue, LONGEST_VALUE, MOST_HEADERS } from './headers.ts';
import { parseTarget } from './target.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;

function duration(least: number, most: number, words: string) {
  const schema = z.union([z.int().nonnegative(), z.string()]);
  return schema.refine((value) => {
    const ms = durationInMs(value);
    return ms !== null && ms >= least && ms <= most;
  }, `must be ${words}, such as "10s", or a number of seconds`);
}

/** As `pct` hands it on, whatever the locale. */
const word = z
  .string()
  .max(4096)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII in one line');

/** With a reference in it, it is one or none when that is replaced: see resolve.ts. */
function isTarget(text: string, withPath: boolean): boolean {
  if (text.includes('${')) return true;
  const target = parseTarget(text);
  return target !== null && (withPath || target.path === null);
}

const status = z.int().min(100).max(599);

const headers = z
  .record(
    z
      .string()
      .refine(isHeaderName, 'must be the name of a header')
      .refine((name) => !isFraming(name), 'is not yours to set: a check is one request without a body'),
    z
      .string()
      .max(LONGEST_VALUE)
      .refine(isHeaderValue, 'must be printable ASCII in one line, without blanks around'),
  )
  .refine((all) => Object.keys(all).length <= MOST_HEADERS, `must be at most ${MOST_HEADERS}`)
  .refine((all) => {
    const names = Object.keys(all).map((name) => name.toLowerCase());
    return new Set(names).size === names.length;
  }, 'must name each header once: names that differ in case only are one');

const check = z
  .strictObject({
    exec: z
      .array(word)
      .min(1)
      .max(64)
      .refine(([program]) => program !== '', 'must begin with a program')
      .optional()
      .describe('A command in the guest, word by word, without a shell; it must end with 0.'),
    tcp: z
      .string()
      .refine((text) => isTarget(text, false), 'must be ":PORT" or "ADDRESS:PORT"')
      .optional()
      .describe('":5432", or "10.0.0.5:5432": somebody accepts connections.'),
    http: z
      .string()
      .refine(
        (text) => isTarget(text, true),
        'must be ":PORT/PATH" or "ADDRESS:PORT/PATH"; for TLS or names use "exec" with a program of the guest',
      )
      .optional()
      .describe('":8000/health", or "10.0.0.5:80/": plain HTTP, a GET that follows no redirect.'),
    status: z
      .union([status, z.array(status).min(1).max(32)])
      .optional()
      .describe('With http: the status, or several; any of 200 to 299 unless said otherwise.'),
    body: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .describe('With http: a text that the first 64 KiB of the answer hold.'),
    headers: headers
      .optional()
      .describe('With http: headers of the request, which may hold secrets: "Bearer ${secret:web/token}".'),
    from: z
      .string()
      .regex(
        /^(?:self|node|(?:lxc|vm)\/[A-Za-z0-9][A-Za-z0-9._-]*)$/,
        'must be "self", "node", "lxc/NAME" or "vm/NAME"',
      )
      .optional()
      .describe('Who asks: the guest itself ("self", the default), its node, or another guest.'),
    within: duration(0, DAY, 'up to a day')
      .optional()
      .describe('How long an apply waits for it to become healthy: "2m" unless said otherwise.'),
    interval: duration(SECOND, DAY, 'a second or more').optional().describe('Between two tries: "5s".'),
    timeout: duration(SECOND, 300 * SECOND, 'one second to five minutes')
      .optional()
      .describe('For one try: "5s".'),
  })
  .refine(
    ({ exec, tcp, http }) => [exec, tcp, http].filter((one) => one !== undefined).length === 1,
    'a check has exactly one of "exec", "tcp" and "http"',
  )
  .refine(
    ({ http, status: own, body, headers: sent }) =>
      http !== undefined || [own, body, sent].every((one) => one === undefined),
    '"status", "body" and "headers" go with "http"',
  )
  .refine(
    ({ exec, from }) => exec === undefined || from !== 'node',
    'a command of a check never runs on the node; ask with "tcp" or "http", or from a guest',
  );

export const healthSchema = z.record(
  z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be letters, digits, "_" and "-", at most 40'),
  check,
);

export type HealthInput = z.infer<typeof healthSchema>;
