/** Manifests of images, from registries that speak the OCI distribution protocol, as anybody may read them. */
import { createHash } from 'node:crypto';
import type { Fetch } from './check.ts';

export interface ImageReference {
  /** Of its API: `registry-1.docker.io` for `docker.io`. */
  readonly host: string;
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
}

const TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const TIMEOUT = 60_000;

export function parseImage(image: string): ImageReference | null {
  const [, host = '', repository = '', digest = ''] =
    /^([a-z0-9.-]+(?::\d+)?)\/([a-z0-9._/-]+?)(?::[\w.-]+)?@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (repository === '') return null;
  return { host: host === 'docker.io' ? 'registry-1.docker.io' : host, repository, digest };
}

/**
 * The digest of the manifest that the registry serves under a tag or digest, counted from its bytes; null when there is none.
 * @throws Error when the registry cannot be asked
 */
export async function imageDigest(image: ImageReference, name: string, fetch: Fetch): Promise<string | null> {
  const url = `https://${image.host}/v2/${image.repository}/manifests/${name}`;
  const ask = (token: string | null) =>
    fetch(url, {
      headers: { accept: TYPES.join(', '), ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(TIMEOUT),
    });
  let response = await ask(null);
  if (response.status === 401) {
    response = await ask(await anonymousToken(response.headers.get('www-authenticate') ?? '', image, fetch));
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** As the registry's challenge says: a token that everybody gets. */
async function anonymousToken(
  challenge: string,
  { repository }: ImageReference,
  fetch: Fetch,
): Promise<string> {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = part('realm');
  if (!realm?.startsWith('https://'))
    throw new Error(`the registry wants something else than a token: ${challenge}`);
  const url = new URL(realm);
  const service = part('service');
  if (service) url.searchParams.set('service', service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`${url.origin} gives no token: ${response.status}`);
  const { token, access_token: other } = (await response.json()) as {
    token?: unknown;
    access_token?: unknown;
  };
  const found = token ?? other;
  if (typeof found !== 'string') throw new Error(`${url.origin} gives no token`);
  return found;
}
