/**
 * Headers of an http check. Their texts may hold references to secrets, which are replaced only when the check is asked:
 * specs, plans and steps hold the references. Pure.
 */
import { PhoenixError } from '../errors.ts';
import type { ReadSecret } from '../secrets/reader.ts';

/** By name, as written. */
export type Headers = Readonly<Record<string, string>>;

export const MOST_HEADERS = 32;
/** Characters of a value, secrets included. */
export const LONGEST_VALUE = 4096;

const REFERENCE = /\$\{secret:[^${}]+\}/g;

/** A token of RFC 9110, 5.6.2. */
export const isHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/.test(name);

/** All that a line of a request may hold here: nothing ends it. */
export const isHeaderValue = (value: string): boolean => /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(value);

/** What frames the request and ends the connection: the program that asks reads one answer, and sends no body. */
const FRAMING: ReadonlySet<string> = new Set(
  `connection content-length expect keep-alive proxy-connection range te trailer transfer-encoding upgrade`.split(
    ' ',
  ),
);

export const isFraming = (name: string): boolean => FRAMING.has(name.toLowerCase());

/** The references in these headers, each once. */
export function referencesIn(headers: Headers): string[] {
  const found = Object.values(headers).flatMap((value) => value.match(REFERENCE) ?? []);
  return [...new Set(found)];
}

export interface Filled {
  /** With their secrets. */
  readonly headers: Headers;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

/** @throws PhoenixError `REFUSED` where a secret is not there, or cannot stand in a header */
export async function filled(headers: Headers, secret: ReadSecret): Promise<Filled> {
  const references = referencesIn(headers);
  const read = await Promise.all(
    references.map(async (reference) => [reference, await secret(reference)] as const),
  );
  const values = new Map(read);
  const lines = Object.entries(headers).map(([name, text]) => {
    const value = text.replaceAll(REFERENCE, (reference) => values.get(reference) ?? '');
    if (isHeaderValue(value) && value.length <= LONGEST_VALUE) return [name, value] as const;
    throw new PhoenixError('REFUSED', `the header ${name} cannot hold what ${text} is`, {
      hint: `A header is one line of printable ASCII, at most ${LONGEST_VALUE} characters, without blanks around.`,
    });
  });
  return { headers: Object.fromEntries(lines), secrets: [...values.values()] };
}
