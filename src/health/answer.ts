/** An HTTP answer as far as a check looks at it. Bytes are kept as Latin-1 until the body is read as UTF-8. */

export interface Answer {
  readonly status: number;
  readonly body: string;
}

function header(head: string, name: string): string | null {
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

/** What was cut off by the limit on the answer's size ends where it ends. */
function dechunk(bytes: string): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at);
    const digits = /^[0-9a-fA-F]{1,8}/.exec(bytes.slice(at, end < 0 ? at : end))?.[0];
    const size = digits === undefined ? 0 : Number.parseInt(digits, 16);
    if (size === 0) break;
    parts.push(bytes.slice(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return parts.join('');
}

/** Null for what is no answer of HTTP/1. @param hex its bytes in hexadecimal */
export function parseAnswer(hex: string): Answer | null {
  const bytes = Buffer.from(hex, 'hex').toString('latin1');
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |\r|$)/.exec(bytes)?.[1];
  if (status === undefined) return null;
  const end = bytes.indexOf('\r\n\r\n');
  const head = end < 0 ? bytes : bytes.slice(0, end);
  const raw = end < 0 ? '' : bytes.slice(end + 4);
  const chunked = /\bchunked\b/i.test(header(head, 'transfer-encoding') ?? '');
  const body = Buffer.from(chunked ? dechunk(raw) : raw, 'latin1').toString('utf8');
  return { status: Number(status), body };
}
