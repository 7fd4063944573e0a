/**
 * AWS Signature Version 4, from the side of the service: as "Create a signed AWS API request" of the IAM User Guide has it,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. For bodies that are signed whole.
 */
import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** The page "Elements of an AWS API request signature": a request is good for five minutes. */
const GOOD_MS = 5 * 60_000;

export interface SignedRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What `Authorization` says. */
export interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

export function claimOf({ headers }: SignedRequest): Claim | null {
  const [, accessKeyId = '', date = '', region = '', service = '', signed = '', signature = ''] =
    AUTHORIZATION.exec(String(headers['authorization'] ?? '')) ?? [];
  return signature
    ? { accessKeyId, date, region, service, signedHeaders: signed.split(';'), signature }
    : null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Every byte but the unreserved ones. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalRequest({ method, url, headers, body }: SignedRequest, signed: readonly string[]): string {
  const { pathname, searchParams } = new URL(url, 'http://host');
  const query = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort();
  const lines = signed.map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  return [method, pathname, query.join('&'), lines.join(''), signed.join(';'), sha256(body)].join('\n');
}

function signatureOf(request: SignedRequest, claim: Omit<Claim, 'signature'>, secretKey: string): string {
  const { date, region, service, signedHeaders } = claim;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const canonical = sha256(canonicalRequest(request, signedHeaders));
  const text = [ALGORITHM, String(request.headers['x-amz-date']), scope, canonical].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce(
    (key: string | Buffer, part) => hmac(key, part),
    `AWS4${secretKey}`,
  );
  return hmac(key, text).toString('hex');
}

/** Null: it is signed by whoever has the key, just now, and nothing of it can have been changed on the way. */
export function wrongWithSignature(
  request: SignedRequest,
  claim: Claim,
  secretKey: string,
  now: number,
): string | null {
  const names = Object.keys(request.headers);
  const needed = names.filter((name) => name === 'host' || name.startsWith('x-amz-'));
  const unsigned = needed.filter((name) => !claim.signedHeaders.includes(name));
  if (unsigned.length > 0) return `unsigned: ${unsigned.join(', ')}`;
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(request.headers['x-amz-date'])) ?? [];
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  if (!(Math.abs(now - at) < GOOD_MS) || claim.date !== `${y}${mo}${d}`) return 'Signature expired';
  return signatureOf(request, claim, secretKey) === claim.signature ? null : 'other signature';
}
