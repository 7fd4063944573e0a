/** What is pinned in a manifest, and what upstream says of it. Anonymous requests only; `fetch` is given. */
import { createHash } from 'node:crypto';
import { parseImage, imageDigest } from './registry.ts';

export type Fetch = typeof fetch;

export interface Pin {
  readonly feature: string;
  /** Of the download, or of the option whose default is an image. */
  readonly name: string;
  readonly version: string;
  readonly what:
    | {
        readonly is: 'download';
        readonly url: string;
        readonly sha256: string;
        readonly github: string | null;
      }
    | { readonly is: 'image'; readonly image: string };
}

export type Verdict =
  | { readonly is: 'same'; readonly why: string }
  /** Good, and upstream has gone on. */
  | { readonly is: 'newer'; readonly why: string }
  | { readonly is: 'wrong'; readonly why: string }
  /** Upstream did not answer, or has it no more. */
  | { readonly is: 'unknown'; readonly why: string };

interface Manifest {
  readonly downloads?: Readonly<
    Record<
      string,
      { version: string; url: string; sha256: string; upstream?: Readonly<Record<string, string>> }
    >
  >;
  readonly options?: Readonly<Record<string, { default?: unknown; description?: string }>>;
}

/** @param manifest of a feature that is checked elsewhere */
export function pinsOf(feature: string, { downloads = {}, options = {} }: Manifest): Pin[] {
  const files = Object.entries(downloads).map(([name, { version, url, sha256, upstream }]): Pin => {
    return {
      feature,
      name,
      version,
      what: { is: 'download', url, sha256, github: upstream?.['github'] ?? null },
    };
  });
  const images = Object.entries(options).flatMap(([name, { default: image, description = '' }]): Pin[] => {
    if (typeof image !== 'string' || !image.includes('@sha256:')) return [];
    const version = /\b(v?\d+\.\d+[\w.-]*?)\.?$/.exec(description)?.[1] ?? '';
    return [{ feature, name, version, what: { is: 'image', image } }];
  });
  return [...files, ...images];
}

const TRIES = 3;

/** Milliseconds for a whole download: the largest are some gigabytes. */
const TIMEOUT = 30 * 60 * 1000;

/** Asks again where the network failed; what upstream says is believed at once. */
export async function checkPin(pin: Pin, fetch: Fetch, pause = 5000): Promise<Verdict> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await (pin.what.is === 'download'
        ? checkDownload(pin, pin.what, fetch)
        : checkImage(pin, pin.what, fetch));
    } catch (error) {
      if (tried === TRIES) return { is: 'unknown', why: whyOf(error) };
      await new Promise((resolve) => {
        setTimeout(resolve, pause * tried);
      });
    }
  }
}

const whyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

async function checkDownload(
  { version }: Pin,
  { url, sha256, github }: Extract<Pin['what'], { is: 'download' }>,
  fetch: Fetch,
): Promise<Verdict> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  if (response.status >= 500 || response.status === 429) throw new Error(`${url} answers ${response.status}`);
  if (!response.ok || !response.body) return { is: 'unknown', why: `${url} answers ${response.status}` };
  const hash = createHash('sha256');
  for await (const chunk of response.body) hash.update(chunk);
  const found = hash.digest('hex');
  if (found !== sha256) return { is: 'wrong', why: `${url} has ${found}` };
  const latest = github === null ? null : await latestRelease(github, fetch);
  return latest === null || bare(latest) === bare(version)
    ? { is: 'same', why: '' }
    : { is: 'newer', why: `${latest} is there` };
}

const bare = (version: string): string => version.replace(/^v(?=\d)/, '');

/** Null where GitHub does not say: there are 60 anonymous requests an hour, and it is only news. */
async function latestRelease(repository: string, fetch: Fetch): Promise<string | null> {
  const response = await fetch(`https://api.github.com/repos/${repository}/releases/latest`, {
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'phoenix-pins' },
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) return null;
  const { tag_name: tag } = (await response.json()) as { tag_name?: unknown };
  return typeof tag === 'string' ? tag : null;
}

async function checkImage(
  { version }: Pin,
  { image }: Extract<Pin['what'], { is: 'image' }>,
  fetch: Fetch,
): Promise<Verdict> {
  const reference = parseImage(image);
  if (!reference) return { is: 'wrong', why: `${image} is no image with a digest` };
  const found = await imageDigest(reference, reference.digest, fetch);
  if (found === null) return { is: 'unknown', why: 'the registry has no such digest' };
  if (found !== reference.digest) return { is: 'wrong', why: `the registry serves ${found} for it` };
  if (version === '') return { is: 'same', why: '' };
  // A tag that was moved since is news, not danger: what is pulled is the digest.
  const tagged =
    (await imageDigest(reference, version, fetch)) ?? (await imageDigest(reference, `v${version}`, fetch));
  if (tagged === null) return { is: 'same', why: `there is no tag ${version}` };
  return tagged === reference.digest
    ? { is: 'same', why: '' }
    : { is: 'newer', why: `the tag ${version} is ${tagged} now` };
}
